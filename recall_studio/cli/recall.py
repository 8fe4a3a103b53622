"""Commands that arrange a recall interview and show what is in it: prepare, list, show, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.ids import RecallSessionId, RecallVersionId
from recall_studio.domain.recall.kinds import INITIATOR_WORDS, Control, PlayOrder, Setting, ShownAs, Stimulus
from recall_studio.domain.recall.plan import InterviewPlan, Planned, planned_from
from recall_studio.domain.recall.reading import Audience
from recall_studio.domain.sampling import ChoiceMethod, ChoicePurpose
from recall_studio.domain.study import role_in_words
from recall_studio.domain.timecode import format_ms, parse_ms
from recall_studio.domain.words import _, decimal, local_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.recall.interview import Comment, Interview, Prompt, Record, Stop
    from recall_studio.store.recall.versions import Version
    from recall_studio.store.study import Study

app = typer.Typer()

Which = Annotated[
    str,
    typer.Option(
        "--interview",
        metavar="ID",
        help=_("Which recall interview: its id, or recording and person as G-001:K-001 for the latest of these."),
    ),
]


def session_of(study: Study, text: str) -> RecallSessionId:
    """The interview that is meant.

    Raises:
        UnknownName: there is none.
    """
    from recall_studio.store.recall import interviews

    known = interviews.of_study(study, study.acting)
    recording, _colon, person = text.partition(":")
    found = [one.id for one in known if one.id == text or (one.recording == recording and one.recaller == person)]
    if not found:
        raise UnknownName(
            _("There is no recall interview “{name}” in this study.", name=text),
            remedy=_("“recall-studio recall-list” shows those that are."),
        )
    return found[-1]


@command(app, "recall-prepare", _("Arrange a recall interview with one person about a recording."))
def prepare(
    desk: Desk,
    study: StudyPath,
    recording: Annotated[str, typer.Option(help=_("Which recording is looked back at."))],
    person: Annotated[str, typer.Option(help=_("Pseudonym of who looks back."))],
    language: Annotated[str, typer.Option(metavar="KEY", help=_("Language it is held in, such as nl."))] = "nl",
    stretch: Annotated[list[str] | None, typer.Option(metavar="TIME-TIME", help=_("A planned moment."))] = None,
    chosen: Annotated[bool, typer.Option("--chosen", help=_("Plan the moments that “select” chose."))] = False,
    method: Annotated[
        ChoiceMethod, typer.Option(help=_("How the moments were chosen."))
    ] = ChoiceMethod.INTERVIEWER_KIEST,
    only: Annotated[bool, typer.Option("--only", help=_("Show nothing but the planned moments."))] = False,
    order: Annotated[PlayOrder, typer.Option(help=_("In which order they are shown."))] = PlayOrder.TIJD,
    shown_as: Annotated[ShownAs, typer.Option(help=_("How it is shown."))] = ShownAs.BEELD_EN_GELUID,
    transcript: Annotated[bool, typer.Option("--transcript", help=_("With the transcript beside it."))] = False,
    control: Annotated[Control, typer.Option(help=_("Who may stop the recording."))] = Control.TERUGKIJKER,
    place: Annotated[Setting | None, typer.Option(help=_("Where it is held."))] = None,
    others: Annotated[str, typer.Option(help=_("Who else is there, in words; no names."))] = "",
    protocol: Annotated[str, typer.Option(help=_("Version of your protocol."))] = "",
    present: Annotated[
        list[str] | None, typer.Option(metavar="T-001:tolk", help=_("A person of the study who is there too."))
    ] = None,
) -> None:
    """Arrange it; nothing is shown yet."""
    with desk.study(study) as opened:
        moments = _moments(opened, recording, stretch or (), method, chosen=chosen)
        plan = InterviewPlan(
            language=language,
            stimulus=Stimulus.FRAGMENTEN if only else Stimulus.HELE_VIDEO,
            shown_as=shown_as,
            method=moments[0].method if moments else ChoiceMethod.HELE_VIDEO,
            play_order=order,
            transcript_shown=transcript,
            control=control,
            place=place,
            others_present=others,
            protocol_version=protocol,
            moments=moments,
        )
        session = _prepare(opened, recording, person, plan, present or ())
        _show_interviews(desk, opened, session)


def _prepare(study: Study, recording: str, person: str, plan: InterviewPlan, present: Sequence[str]) -> RecallSessionId:
    from recall_studio.cli.values import read_person
    from recall_studio.edits.recall.preparing import add_present, prepare_interview

    there = [read_person(text) for text in present]
    session = study.perform(prepare_interview, recording=recording, recaller=person, plan=plan)
    for one in there:
        study.perform(add_present, session=session, person=one.pseudonym or "", role=one.role)
    return session


def _moments(
    study: Study, recording: str, stretches: Sequence[str], method: ChoiceMethod, *, chosen: bool
) -> tuple[Planned, ...]:
    from recall_studio.store import conversations, selections

    if not chosen:
        return tuple(_planned(text, method) for text in stretches)
    if stretches:
        raise BadInput(_("Moments are pointed at or taken from the choice, not both."))
    found = selections.of_all(study, study.acting, conversations.recording(study, recording)["id"])
    return planned_from([one for one in found if one.purpose is ChoicePurpose.NAGESPREK])


def _planned(text: str, method: ChoiceMethod) -> Planned:
    start, dash, end = text.partition("-")
    return Planned(parse_ms(start), parse_ms(end) if dash else None, method)


@command(app, "recall-list", _("List the recall interviews: about what, with whom, how long after, how many comments."))
def listed(desk: Desk, study: StudyPath) -> None:
    """List those that the acting member may know of."""
    with desk.study(study) as opened:
        _show_interviews(desk, opened, None)


def _show_interviews(desk: Desk, study: Study, session: RecallSessionId | None) -> None:
    from recall_studio.store.recall import interviews, records

    found = [one for one in interviews.of_study(study, study.acting) if session in (None, one.id)]
    said = {one.interview.id: one for one in records.all_records(study, study.acting)}
    rows = [interview_row(one, said.get(one.id)) for one in found]
    cells = [
        (
            one.recording,
            f"{one.recaller} ({role_in_words(one.recaller_role)})",
            local_time(one.started_at) if one.started_at else _("prepared"),
            decimal(one.delay_h) if one.delay_h is not None else None,
            _standing(one),
            row["n_comments"],
            one.id,
        )
        for one, row in zip(found, rows, strict=True)
    ]
    heads = (_("Recording"), _("Person"), _("Begun"), _("Hours after"), _("Duration"), _("Comments"), _("Id"))
    nothing = [_("There is no recall interview in this study.")]
    desk.show("recall_sessions", rows, table(cells, heads) if cells else nothing)


def _standing(one: Interview) -> str | None:
    if one.set_apart:
        return _("kept apart")
    if one.goes_on:
        return _("goes on")
    return format_ms(one.length_ms) if one.length_ms is not None else None


def interview_row(one: Interview, record: Record | None) -> dict[str, Any]:
    """An interview for other programs, with the column names of the exported table."""
    return {
        "recall_session_id": one.id,
        "conversation_id": one.conversation,
        "recording": one.recording,
        "recaller_id": one.recaller,
        "recaller_role": one.recaller_role.value,
        "interviewer": one.interviewer,
        "present": [f"{person.pseudonym}:{person.role.value}" for person in one.present],
        "started_at": one.started_at,
        "ended_at": one.ended_at,
        "length_ms": one.length_ms,
        "recall_delay_h": one.delay_h,
        "order_in_case": one.order_in_case,
        "language": one.language,
        "stimulus": one.stimulus.value,
        "selection_method": one.method.value,
        "play_order": one.play_order.value,
        "control": one.control.value,
        "ended_reason": one.ended_reason.value if one.ended_reason else None,
        "wellbeing_check": one.wellbeing,
        "sound": one.sound.value,
        "set_apart": one.set_apart,
        "n_stops": len(record.stops) if record else 0,
        "n_prompts": len(record.prompts) if record else 0,
        "n_comments": len(record.comments) if record else 0,
    }


@command(app, "recall-show", _("Show what was asked and said in a recall interview, stop by stop."))
def show(
    desk: Desk,
    study: StudyPath,
    interview: Which,
    audience: Annotated[
        Audience | None, typer.Option("--for", help=_("Only what this party may have before their eyes."))
    ] = None,
) -> None:
    """Show it as far as the acting member may read it."""
    from recall_studio.store.recall import records

    with desk.study(study) as opened:
        record = records.record(opened, session_of(opened, interview), opened.acting, audience)
    rows = [_stop_row(record, stop) for stop in record.stops]
    lines = [line for stop in record.stops for line in _stop_lines(record, stop)]
    desk.show("recall_stops", rows, lines or [_("There is nothing in it that you can read.")])


def _stop_row(record: Record, stop: Stop) -> dict[str, Any]:
    return {
        "recall_session_id": stop.session,
        "stop_id": stop.id,
        "stop": stop.number,
        "position_ms": stop.position_ms,
        "session_ms": stop.session_ms,
        "initiator": stop.initiator.value,
        "resumed_session_ms": stop.resumed_ms,
        "replay_from_ms": stop.replay_from_ms,
        "prompts": [_prompt_row(one) for one in record.prompts if one.stop == stop.id],
        "comments": [comment_row(one) for one in record.comments if one.stop == stop.id],
    }


def _prompt_row(one: Prompt) -> dict[str, Any]:
    return {
        "prompt_id": one.id,
        "seq": one.seq,
        "prompt_type": one.type.value,
        "text_verbatim": one.text,
        "from_card_id": one.card,
        "session_ms": one.session_ms,
    }


def comment_row(one: Comment) -> dict[str, Any]:
    """A comment for other programs, with the column names of the exported table."""
    return {
        "comment_id": one.id,
        "seq": one.seq,
        "prompt_id": one.prompt,
        "session_ms": one.session_ms,
        "text": one.text,
        "text_original": one.text_original,
        "language": one.language,
        "time_orientation": one.time_orientation.value,
        "content_type": one.content_type.value if one.content_type else None,
        "relation": one.relation.value if one.relation else None,
        "valence": one.valence,
        "certainty_self": one.certainty_self,
        "shareable": one.shareable,
    }


def _stop_lines(record: Record, stop: Stop) -> list[str]:
    head = f"{stop.number}  {format_ms(stop.position_ms)}  {_(INITIATOR_WORDS[stop.initiator])}"
    said = [(one.session_ms, one.seq, f"   ? {one.text}") for one in record.prompts if one.stop == stop.id]
    said += [(one.session_ms, one.seq, f"   „{one.text}”") for one in record.comments if one.stop == stop.id]
    return [head, *(text for _at, _seq, text in sorted(said))]


@command(app, "recall-history", _("List what was corrected in a recall interview, or put an earlier state back."))
def history(
    desk: Desk,
    study: StudyPath,
    interview: Which,
    put_back: Annotated[
        str | None, typer.Option("--put-back", metavar="ID", help=_("Put this earlier state back."))
    ] = None,
) -> None:
    """List the earlier states, the latest first."""
    from recall_studio.edits.recall.asking import put_back_version
    from recall_studio.store.recall import versions

    with desk.study(study) as opened:
        session = session_of(opened, interview)
        if put_back is not None:
            opened.perform(put_back_version, version=RecallVersionId(put_back))
        found = versions.of_session(opened, session, opened.acting)
    cells = [(local_time(one.at), one.member, one.table, ", ".join(one.before), one.why, one.id) for one in found]
    heads = (_("When"), _("Member"), _("Table"), _("What"), _("Why"), _("Id"))
    nothing = [_("Nothing was corrected in it.")]
    desk.show("recall_versions", [_version_row(one) for one in found], table(cells, heads) if cells else nothing)


def _version_row(one: Version) -> dict[str, Any]:
    return {
        "version_id": one.id,
        "recall_session_id": one.session,
        "table": one.table,
        "row": one.row,
        "before": dict(one.before),
        "by_participant": one.by_participant,
        "why": one.why,
        "member": one.member,
        "at": one.at,
    }
