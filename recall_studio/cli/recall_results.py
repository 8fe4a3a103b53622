"""Commands on what recall interviews say: their quality, the places talked about, the methods paragraph, WebVTT."""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.recall.interview import Clock
from recall_studio.domain.study import role_in_words
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _, decimal, in_words, language, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recall_studio.analysis.recall.dashboard import Quality
    from recall_studio.analysis.recall.discussed import Place, Said
    from recall_studio.analysis.recall.figures import Figures
    from recall_studio.analysis.recall.shares import Share
    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.store.study import Study

app = typer.Typer()
_UNDEFINED = "—"


@command(app, "recall-quality", _("Say how good the recall interviews are as recall, and what asks attention."))
def recall_quality(
    desk: Desk,
    study: StudyPath,
    delay: Annotated[float, typer.Option(metavar="HOURS", help=_("A delay above this asks attention."))] = 48.0,
    leading: Annotated[
        float, typer.Option(metavar="PERCENT", help=_("So does a share of leading questions above this."))
    ] = 10,
    viewer: Annotated[
        float, typer.Option(metavar="PERCENT", help=_("So do stops by the viewer below this share."))
    ] = 50,
) -> None:
    """Measure the interviews."""
    from recall_studio.analysis.recall.alerts import Limits
    from recall_studio.analysis.recall.dashboard import quality
    from recall_studio.analysis.recall.quality_rows import quality_rows

    _check_limits({"--delay": delay, "--leading": leading, "--viewer": viewer})
    limits = Limits(leading=leading / 100, delay_h=delay, viewer=viewer / 100)
    with desk.study(study) as opened:
        found = quality(opened, opened.acting, limits)
    if not found.overall.interviews:
        desk.show("measures", [], [_("No recall interview has begun yet."), *_left_out(found)])
        return
    groups = [found.overall, *found.by_role, *found.by_interviewer]
    lines = [
        *table([_cells(group) for group in groups], _heads()),
        "",
        *_about_both(found),
        *(f"{_group(group)}: {alert.sentence()}" for group in groups for alert in group.alerts),
        *_left_out(found),
    ]
    desk.show("measures", quality_rows(found), lines)


def _check_limits(given: Mapping[str, float]) -> None:
    for name, value in given.items():
        if not 0 <= value < inf:
            raise BadInput(_("“{name}” takes a number from 0 on.", name=name))


def _heads() -> tuple[str, ...]:
    return (
        _("Interviews of"),
        _("Number"),
        _("Hours after (median)"),
        _("Stops per 10 min"),
        _("By the viewer"),
        _("Leading"),
        _("Then"),
        _("Spontaneous"),
    )


def _cells(group: Figures) -> list[str]:
    hours, rate = group.delays.hours, group.stops.per_10min
    return [
        _group(group),
        str(group.interviews),
        _UNDEFINED if hours is None else decimal(hours.median),
        _UNDEFINED if rate is None else decimal(rate),
        *map(_percent, (group.stops.by_viewer, group.prompts.leading, group.then_now.then, group.spontaneity)),
    ]


def _group(group: Figures) -> str:
    if group.role is None:
        return _("all")
    role = role_in_words(group.role)
    return role if group.interviewer is None else _("{role}, led by {code}", role=role, code=group.interviewer)


def _percent(share: Share) -> str:
    if share.value is None:
        return _UNDEFINED
    return f"{decimal(100 * share.value, 0)} % ({share.k}/{share.n})"


def _about_both(found: Quality) -> Iterator[str]:
    yield _(
        "Places talked about: {both} by both, {client} by the client alone, {caseworker} by the case manager alone.",
        both=found.places.both,
        client=found.places.client,
        caseworker=found.places.caseworker,
    )
    if found.coverage.share is None:
        yield _("How much of the coded time was shown is undefined: nothing is declared as coded.")
    else:
        yield _("Of the coded usable time {share} % was shown.", share=decimal(100 * found.coverage.share, 0))
    if found.dual is not None:
        low, high = found.dual.chance
        yield _(
            "Moments at which both stopped, within {seconds} s: {observed}; by chance {expected} ({low} to {high} in "
            "95 % of {draws} draws, seed {seed}; p = {p}).",
            seconds=found.dual.tolerance_ms // 1000,
            observed=found.dual.observed,
            expected=decimal(found.dual.expected),
            low=low,
            high=high,
            draws=found.dual.draws,
            seed=found.dual.seed,
            p=decimal(found.dual.p, 3),
        )


def _left_out(found: Quality) -> Iterator[str]:
    if found.set_apart:
        yield ngettext(
            "{n} interview is kept apart and in no number.",
            "{n} interviews are kept apart and in no number.",
            found.set_apart,
        )


@command(app, "recall-places", _("List the places that client, case manager or both talked about."))
def recall_places(
    desk: Desk,
    study: StudyPath,
    recording: Annotated[str | None, typer.Option(help=_("Only in this recording."))] = None,
    both: Annotated[bool, typer.Option("--both", help=_("Only what both talked about."))] = False,
    theme: Annotated[str, typer.Option(metavar="KEY", help=_("Only where a code of this theme lies."))] = "",
) -> None:
    """List perspectives."""
    from recall_studio.analysis.recall.cards import Wanted, seen_places
    from recall_studio.domain.ids import RecordingId
    from recall_studio.store import codebooks, conversations

    with desk.study(study) as opened:
        where = RecordingId(conversations.recording(opened, recording)["id"]) if recording else None
        book, wanted = codebooks.codebook(opened), Wanted(both=both, theme=theme)
        if theme:
            book.code(theme)
        every = seen_places(opened, as_seen_by=opened.acting, recording=where)
    found = [place for place in every if wanted.holds(place, book)]
    lines = [line for place in found for line in _told(place)]
    desk.show("places", [_row(place) for place in found], lines or [_("Nothing was talked about there.")])


def _row(place: Place) -> dict[str, Any]:
    return {
        "recording": place.said[0].interview.recording,
        "start_ms": place.start_ms,
        "end_ms": place.end_ms,
        "talked_by": [role.value for role in place.roles],
        "codes": list(place.codes),
        "judgement": place.judgement and place.judgement.value,
        "opposite_tone": place.opposite_tone,
        "comments": [_comment(said) for said in place.said],
    }


def _comment(said: Said) -> dict[str, Any]:
    comment = said.comment
    return {
        "comment_id": comment.id,
        "recaller_role": said.role.value,
        "position_ms": said.stop.position_ms,
        "session_ms": comment.session_ms,
        "time_orientation": comment.time_orientation.value,
        "valence": comment.valence,
        "text": comment.text,
    }


def _told(place: Place) -> Iterator[str]:
    from recall_studio.domain.recall.kinds import JUDGEMENT_WORDS

    span = format_ms(place.start_ms)
    if place.end_ms > place.start_ms:
        span += f"–{format_ms(place.end_ms)}"
    judged = _(JUDGEMENT_WORDS[place.judgement]) if place.judgement else ""
    facts = (place.said[0].interview.recording, span, in_words(list(place.codes)), judged)
    yield "  ".join(fact for fact in facts if fact)
    for said in place.said:
        yield f"    {role_in_words(said.role)}: {' '.join(said.comment.text.split())}"


@command(app, "recall-methods", _("Write the methods paragraph of the recall interviews, and what is missing from it."))
def recall_methods(
    desk: Desk,
    study: StudyPath,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("A file to write: .txt, .md, .html or .json; else print it."))
    ] = None,
) -> None:
    """Print or write it, in the language of all words."""
    from recall_studio.exchange import recall_methods as writing_methods

    with desk.study(study) as opened:
        if to is not None:
            writing_methods.write_methods(opened, to=to, language=language())
        told = writing_methods.as_json(opened, opened.acting)
        said = writing_methods.methods(opened, opened.acting, language())
    rows = [{"kind": "fact", "n": None, **fact} for fact in told["facts"]]
    rows += [{"kind": "missing", "coreq": None, "values": {}, **gap} for gap in told["missing"]]
    if not rows:
        lines = [_("No recall interview has begun yet.")]
    elif to is not None:
        lines = [_("The methods paragraph is in “{file}”.", file=to)]
    else:
        lines = said.text().splitlines()
    desk.show("sentences", rows, lines)


@command(app, "recall-vtt", _("Write a recall interview as WebVTT, on the clock of the recording or its own."))
def recall_vtt(
    desk: Desk,
    study: StudyPath,
    recording: Annotated[str, typer.Option(help=_("Name of the recording that was looked back at."))],
    person: Annotated[str, typer.Option(metavar="PSEUDONYM", help=_("Who looked back."))],
    to: Annotated[Path, typer.Option(metavar="FILE", help=_("The file to write."))],
    clock: Annotated[
        Clock, typer.Option(help=_("Whose times: of the recording, or of the interview."))
    ] = Clock.ORIGINAL,
    number: Annotated[int, typer.Option(help=_("Which interview with this person on this recording."))] = 1,
    notes_checked: Annotated[
        bool, typer.Option("--notes-checked", help=_("The words were read: nobody is named in them."))
    ] = False,
) -> None:
    """Write it."""
    from recall_studio.exchange.recall_vtt import write_vtt

    with desk.study(study) as opened:
        session = _session(opened, recording, person, number)
        write_vtt(opened, session=session, to=to, clock=clock, words_checked=notes_checked)
    row = {"recall_session_id": session, "file": str(to), "clock": clock.value, "size_bytes": to.stat().st_size}
    desk.show("interviews", [row], [_("The interview is in “{file}”.", file=to)])


def _session(study: Study, recording: str, person: str, number: int) -> RecallSessionId:
    """The interview of this place in the order in which they began.

    Raises:
        UnknownName: there is none.
    """
    from recall_studio.store.recall import interviews

    held = [
        one.id
        for one in interviews.of_study(study, study.acting)
        if one.recording == recording and one.recaller == person and one.started_at is not None
    ]
    if not 1 <= number <= len(held):
        raise UnknownName(_("There is no such recall interview about “{name}”.", name=recording))
    return held[number - 1]
