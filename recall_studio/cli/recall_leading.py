"""Commands that hold a recall interview without a window, and correct what was kept: for scripts and for afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.desk import Desk, command
from recall_studio.cli.recall import Which, comment_row, interview_row, session_of
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.recall.kinds import (
    ContentType,
    EndedReason,
    Initiator,
    PromptType,
    Relation,
    TimeOrientation,
)
from recall_studio.domain.timecode import format_ms, parse_ms
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.domain.ids import RecallCommentId, RecallSessionId, RecallStopId
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.domain.recall.telling import CommentFields
    from recall_studio.store.study import Study

app = typer.Typer()

AtClock = Annotated[str, typer.Option("--at", metavar="TIME", help=_("When, since the interview began."))]
AtStop = Annotated[
    int | None, typer.Option("--stop", metavar="N", help=_("At which stop, by its number; else the last one."))
]
Text = Annotated[str | None, typer.Option("--text", help=_("What was said; a text without names."))]
Original = Annotated[str | None, typer.Option("--original", help=_("As it was said, in another language."))]
Spoken = Annotated[str | None, typer.Option("--language", metavar="KEY", help=_("Language it was said in."))]
Then = Annotated[TimeOrientation | None, typer.Option("--then", help=_("Whether it is about then or now."))]
Content = Annotated[ContentType | None, typer.Option("--content", help=_("What it tells."))]
About = Annotated[Relation | None, typer.Option("--relation", help=_("About this event, or in general."))]
Tone = Annotated[int | None, typer.Option("--tone", help=_("Its tone, from -2 to 2."))]
Sure = Annotated[int | None, typer.Option("--sure", help=_("How sure the viewer is, 1 to 5."))]
Share = Annotated[bool | None, typer.Option("--share/--no-share", help=_("The other party may have it."))]
Codes = Annotated[str | None, typer.Option("--codes", metavar="KEY,KEY", help=_("Codes of the comment."))]


@command(app, "recall-begin", _("Begin a recall interview: its clock runs from here."))
def begin(desk: Desk, study: StudyPath, interview: Which) -> None:
    """Start its clock."""
    from recall_studio.edits.recall.leading import begin_interview

    with desk.study(study) as opened:
        began = opened.perform(begin_interview, session=session_of(opened, interview))
    _show_interview(desk, began, _("The recall interview has begun."))


@command(app, "recall-end", _("End a recall interview."))
def end(
    desk: Desk,
    study: StudyPath,
    interview: Which,
    lasted: Annotated[str, typer.Option(metavar="TIME", help=_("How long it lasted."))],
    reason: Annotated[EndedReason | None, typer.Option(help=_("Why it ended early, if it did."))] = None,
    wellbeing: Annotated[int | None, typer.Option(help=_("How the viewer is, 1 to 5."))] = None,
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help=_("The viewer took consent back: it is kept apart."))
    ] = False,
) -> None:
    """Stop its clock."""
    from recall_studio.edits.recall.leading import end_interview, withdraw_in_session
    from recall_studio.store.recall import interviews

    length_ms = parse_ms(lasted)
    with desk.study(study) as opened:
        session = session_of(opened, interview)
        if withdrawn:
            opened.perform(withdraw_in_session, session=session, length_ms=length_ms)
        else:
            opened.perform(end_interview, session=session, length_ms=length_ms, reason=reason, wellbeing=wellbeing)
        ended = interviews.one(opened, session, opened.acting)
    line = _("The recall interview has ended and lasted {time}.", time=format_ms(ended.length_ms or 0))
    _show_interview(desk, ended, line)


def _show_interview(desk: Desk, one: Interview, line: str) -> None:
    desk.show("recall_sessions", [interview_row(one, None)], [line])


@command(app, "recall-stop", _("Keep that the recording was stopped in a recall interview, and that it went on."))
def stop(
    desk: Desk,
    study: StudyPath,
    interview: Which,
    position: Annotated[str, typer.Option(metavar="TIME", help=_("The picture on the screen, in the recording."))],
    at: AtClock,
    by: Annotated[Initiator, typer.Option(help=_("Who stopped it."))] = Initiator.KLANT,
    resumed: Annotated[str | None, typer.Option(metavar="TIME", help=_("When it went on."))] = None,
    replay_from: Annotated[
        str | None, typer.Option(metavar="TIME", help=_("From where it was shown again, in the recording."))
    ] = None,
) -> None:
    """Keep a stop."""
    from recall_studio.edits.recall import leading

    position_ms, session_ms = parse_ms(position), parse_ms(at)
    went_on_ms = None if resumed is None else parse_ms(resumed)
    again_ms = None if replay_from is None else parse_ms(replay_from)
    with desk.study(study) as opened:
        made = opened.perform(
            leading.stop,
            session=session_of(opened, interview),
            initiator=by,
            position_ms=position_ms,
            session_ms=session_ms,
        )
        if went_on_ms is not None:
            opened.perform(leading.resume, stop=made, session_ms=went_on_ms, replay_from_ms=again_ms)
    row = {"stop_id": made, "position_ms": position_ms, "session_ms": session_ms, "initiator": by.value}
    row["resumed_session_ms"] = went_on_ms
    desk.show("recall_stops", [row], [_("The stop at {time} was kept.", time=format_ms(position_ms))])


@command(app, "recall-ask", _("Keep what was asked at a stop, word for word."))
def ask(
    desk: Desk,
    study: StudyPath,
    interview: Which,
    text: Annotated[str, typer.Option(help=_("As it was asked."))],
    at: AtClock,
    stop: AtStop = None,
    type_: Annotated[
        PromptType, typer.Option("--type", help=_("What it does to the answer."))
    ] = PromptType.NEUTRAAL_TOEN,
    card: Annotated[str | None, typer.Option(metavar="KEY", help=_("The card it stands on."))] = None,
) -> None:
    """Keep a question."""
    from recall_studio.edits.recall import asking

    at_ms = parse_ms(at)
    with desk.study(study) as opened:
        which = _stop_of(opened, session_of(opened, interview), stop)
        made = opened.perform(asking.ask, stop=which, type=type_, text=text, card=card, session_ms=at_ms)
    row = {"prompt_id": made, "stop_id": which, "prompt_type": type_.value, "text_verbatim": text, "session_ms": at_ms}
    desk.show("recall_prompts", [row], [_("The question was kept.")])


@command(app, "recall-comment", _("Keep what the viewer said at a stop."))
def comment(
    desk: Desk,
    study: StudyPath,
    interview: Which,
    at: AtClock,
    text: Text = None,
    stop: AtStop = None,
    asked: Annotated[
        bool, typer.Option("--asked", help=_("After the last question at this stop; else nobody asked."))
    ] = False,
    original: Original = None,
    language: Spoken = None,
    then: Then = None,
    content: Content = None,
    relation: About = None,
    tone: Tone = None,
    sure: Sure = None,
    share: Share = None,
    codes: Codes = None,
) -> None:
    """Keep a comment."""
    from recall_studio.edits.recall import asking

    fields = _fields(locals())
    with desk.study(study) as opened:
        session = session_of(opened, interview)
        which = _stop_of(opened, session, stop)
        prompts = [one.id for one in _record(opened, session).prompts if one.stop == which] if asked else []
        if asked and not prompts:
            raise BadInput(_("Nothing was asked at this stop."))
        made = opened.perform(
            asking.comment, stop=which, session_ms=parse_ms(at), prompt=prompts[-1] if prompts else None, **fields
        )
        _show_comment(desk, opened, session, made, _("The comment was kept."))


@command(app, "recall-change", _("Correct a comment; what it was before is kept."))
def change(
    desk: Desk,
    study: StudyPath,
    interview: Which,
    comment: Annotated[
        str, typer.Option(metavar="N", help=_("Which comment: its place in the interview, 1 the first, or its id."))
    ],
    text: Text = None,
    original: Original = None,
    language: Spoken = None,
    then: Then = None,
    content: Content = None,
    relation: About = None,
    tone: Tone = None,
    sure: Sure = None,
    share: Share = None,
    codes: Codes = None,
    by_participant: Annotated[bool, typer.Option("--by-participant", help=_("Who looked back asked for it."))] = False,
    remove: Annotated[bool, typer.Option("--remove", help=_("Take it out; “recall-history” brings it back."))] = False,
    why: Annotated[str, typer.Option(help=_("Why, in a few words; no names."))] = "",
) -> None:
    """Correct it, or take it out."""
    from recall_studio.edits.recall import asking

    fields = _fields(locals())
    with desk.study(study) as opened:
        session = session_of(opened, interview)
        which = _comment_of(opened, session, comment)
        if fields:
            opened.perform(asking.change_comment, comment=which, by_participant=by_participant, why=why, **fields)
        if remove:
            opened.perform(asking.remove_comment, comment=which, why=why)
        _show_comment(desk, opened, session, which, _("The correction was kept, and what it was before."))


_OPTIONS = {
    "text": "text",
    "original": "text_original",
    "language": "language",
    "then": "time_orientation",
    "content": "content_type",
    "relation": "relation",
    "tone": "valence",
    "sure": "certainty_self",
    "share": "shareable",
}


def _fields(given: Mapping[str, Any]) -> CommentFields:
    """What was said of a comment: the options that were given."""
    fields: dict[str, Any] = {name: given[option] for option, name in _OPTIONS.items() if given[option] is not None}
    if given["codes"] is not None:
        fields["codes"] = tuple(key.strip() for key in given["codes"].split(",") if key.strip())
    return fields  # type: ignore[return-value]  # its names are those of the fields


def _record(study: Study, session: RecallSessionId) -> Any:
    from recall_studio.store.recall import records

    return records.record(study, session, study.acting)


def _stop_of(study: Study, session: RecallSessionId, number: int | None) -> RecallStopId:
    stops = _record(study, session).stops
    found = [one.id for one in stops if number in (None, one.number)]
    if not found:
        raise UnknownName(_("This stop is not there."), remedy=_("“recall-studio recall-show” numbers them."))
    which: RecallStopId = found[-1]
    return which


def _comment_of(study: Study, session: RecallSessionId, text: str) -> RecallCommentId:
    comments = _record(study, session).comments
    found = [one.id for number, one in enumerate(comments, start=1) if text in (str(number), one.id)]
    if not found:
        raise UnknownName(_("This comment is not there any more."))
    which: RecallCommentId = found[0]
    return which


def _show_comment(desk: Desk, study: Study, session: RecallSessionId, which: RecallCommentId, line: str) -> None:
    rows = [comment_row(one) for one in _record(study, session).comments if one.id == which]
    desk.show("recall_comments", rows, [line])
