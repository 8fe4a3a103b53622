"""The command that corrects what was kept of an interview besides its comments: how it was held, stops, questions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.desk import Desk, command
from recall_studio.cli.recall import Which, session_of
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.ids import RecallMomentId, RecallPromptId
from recall_studio.domain.recall import kinds
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.domain.timecode import parse_ms
from recall_studio.domain.words import _, in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.recall.interview import Record
    from recall_studio.store.study import Study

    Reads = Mapping[str, Callable[[str], Any]]

app = typer.Typer()
Number = Annotated[int | None, typer.Option(metavar="N", help=_("Which one, by its place in the interview."))]


@command(app, "recall-correct", _("Correct how a recall interview was held, or one of its stops or questions."))
def correct(
    desk: Desk,
    study: StudyPath,
    interview: Which,
    stop: Number = None,
    question: Number = None,
    comment: Number = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help=_("What becomes otherwise; nothing behind = takes it away.")),
    ] = None,
    present: Annotated[
        list[str] | None, typer.Option(metavar="T-001:tolk", help=_("A person of the study who was there too."))
    ] = None,
    why: Annotated[str, typer.Option(help=_("Why, in a few words; no names."))] = "",
) -> None:
    """Correct it; what it was before is kept."""
    which = [name for name, one in (("stop", stop), ("question", question), ("comment", comment)) if one is not None]
    if len(which) > 1 or not (given or present):
        raise BadInput(_("Say what becomes otherwise with “--set”, of one stop, question or comment, or of the whole."))
    kind = which[0] if which else "interview"
    fields = _fields(given or (), _READS[kind])
    with desk.study(study) as opened:
        session = session_of(opened, interview)
        _add(opened, session, present or ())
        if fields:
            _correct(opened, session, kind, stop or question or comment or 0, {"why": why, **fields})
    row = {"recall_session_id": session, "corrected": kind, "fields": sorted(fields)}
    desk.show("corrections", [row], [_("The correction was kept, and what it was before.")])


def _add(study: Study, session: RecallSessionId, present: Sequence[str]) -> None:
    from recall_studio.cli.values import read_person
    from recall_studio.edits.recall.preparing import add_present

    for one in [read_person(text) for text in present]:
        study.perform(add_present, session=session, person=one.pseudonym or "", role=one.role)


def _correct(study: Study, session: RecallSessionId, kind: str, number: int, given: dict[str, Any]) -> None:
    from recall_studio.edits.recall import asking
    from recall_studio.store.recall import records

    if kind == "interview":
        study.perform(asking.change_interview, session=session, **given)
        return
    record = records.record(study, session, study.acting)
    if kind == "stop":
        study.perform(asking.change_stop, stop=_nth(record.stops, number).id, **given)
    elif kind == "question":
        study.perform(asking.change_prompt, prompt=_nth(record.prompts, number).id, **given)
    else:
        if given.get("prompt"):
            given["prompt"] = _asked(record, given["prompt"])
        study.perform(asking.change_comment, comment=_nth(record.comments, number).id, **given)


def _nth(rows: Sequence[Any], number: int) -> Any:
    if not 1 <= number <= len(rows):
        raise UnknownName(_("This is not there."), remedy=_("“recall-studio recall-show” shows what is."))
    return rows[number - 1]


def _asked(record: Record, number: str) -> RecallPromptId:
    """The question of this number in the interview."""
    found: RecallPromptId = _nth(record.prompts, int(number) if number.isdecimal() else 0).id
    return found


def _fields(given: Sequence[str], reads: Reads) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if name not in reads or not equals:
            raise BadInput(
                _("“{text}” is no FIELD=VALUE; the fields are {names}.", text=text, names=in_words(list(reads)))
            )
        try:
            fields[name] = reads[name](value)
        except ValueError as error:
            raise BadInput(_("“{text}” cannot be read.", text=text)) from error
    return fields


def _or_none(read: Callable[[str], Any]) -> Callable[[str], Any]:
    def value(text: str) -> Any:
        return read(text) if text else None

    return value


def _yes(text: str) -> bool:
    if text not in ("1", "0"):
        raise ValueError(text)
    return text == "1"


def _instant(text: str) -> datetime:
    """With its time zone; without one, that of this computer."""
    return datetime.fromisoformat(text).astimezone()


def _stretch(text: str) -> tuple[int, int] | None:
    start, _dash, end = text.partition("-")
    return (parse_ms(start), parse_ms(end)) if text else None


_READS: dict[str, Reads] = {
    "interview": {
        "interviewer": str,
        "started_at": _instant,
        "language": str,
        "stimulus": kinds.Stimulus,
        "method": ChoiceMethod,
        "play_order": kinds.PlayOrder,
        "shown_as": kinds.ShownAs,
        "transcript_shown": _yes,
        "control": kinds.Control,
        "instruction_version": _or_none(str),
        "instruction_read": _yes,
        "practice_clip_done": _yes,
        "place": _or_none(kinds.Setting),
        "others_present": str,
        "protocol_version": str,
        "ended_reason": _or_none(kinds.EndedReason),
        "wellbeing": _or_none(int),
        "sharing_default": str,
        "set_apart": _yes,
    },
    "stop": {
        "position_ms": parse_ms,
        "session_ms": parse_ms,
        "initiator": kinds.Initiator,
        "moment": _or_none(RecallMomentId),
        "resumed_ms": _or_none(parse_ms),
        "replay_from_ms": _or_none(parse_ms),
        "rate_percent": int,
    },
    "question": {"type": kinds.PromptType, "text": str, "card": _or_none(str)},
    "comment": {
        "prompt": _or_none(str),
        "translated_by": str,
        "sound": _stretch,
        "applies": _stretch,
    },
}
