"""Recall interviews as tables: sessions, planned moments, stops, prompts, comments. Loads pandas.

Names follow domain.md §2.2; columns are described in `resources/columns.json` and only ever added to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from recall_studio.analysis.frame import clock_column, places, texts
from recall_studio.analysis.recall import measures
from recall_studio.domain.recall.interview import delay_band, in_sound
from recall_studio.domain.recall.kinds import PromptType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from recall_studio.analysis.recall.leaving import Leaving
    from recall_studio.domain.recall.interview import Comment, Interview, Record, Stop
    from recall_studio.store.reading import Reading

    Maker = Callable[[Any], pd.Series[Any]]
    Spec = Mapping[str, tuple[str, Callable[..., Any]]]

WHOLE, REAL, TEXT = "Int64", "Float64", "str"


def sessions_frame(study: Reading, leaving: Leaving) -> pd.DataFrame:
    """One row an interview that has begun, with what was arranged, how it went, and how much happened in it."""
    rows = [(record, record.interview) for record in leaving.records]
    return _frame(study, [interview for _record, interview in rows], rows, _SESSION)


def planned_frame(study: Reading, leaving: Leaving) -> pd.DataFrame:
    """One row a moment that was planned to be looked at, by interview and place."""
    rows = [(record.interview, moment) for record in leaving.records for moment in record.moments]
    frame = _frame(study, [interview for interview, _moment in rows], rows, _OF_INTERVIEW | _PLANNED)
    return _with_clocks(frame, ("start_ms", "end_ms"))


def stops_frame(study: Reading, leaving: Leaving) -> pd.DataFrame:
    """One row a stop, by interview and the clock of the session."""
    rows = [(record.interview, stop, record) for record in leaving.records for stop in record.stops]
    frame = _frame(study, [interview for interview, *_rest in rows], rows, _OF_INTERVIEW | _STOP)
    return _with_clocks(frame, ("position_ms",))


def prompts_frame(study: Reading, leaving: Leaving) -> pd.DataFrame:
    """One row a question, by interview, stop and order."""
    rows = []
    for record in leaving.records:
        stops = {stop.id: stop for stop in record.stops}
        rows += [(record.interview, prompt, stops[prompt.stop]) for prompt in record.prompts]
    frame = _frame(study, [interview for interview, *_rest in rows], rows, _OF_INTERVIEW | _PROMPT)
    return _with_clocks(frame, ("position_ms",))


def comments_frame(study: Reading, leaving: Leaving) -> pd.DataFrame:
    """One row a comment, by interview, stop and order; its words are missing where they may not be quoted."""
    rows = []
    for record in leaving.records:
        stops = {stop.id: stop for stop in record.stops}
        types = {prompt.id: prompt.type for prompt in record.prompts}
        for comment in record.comments:
            asked = types.get(comment.prompt, PromptType.GEEN) if comment.prompt else PromptType.GEEN
            rows.append((record.interview, comment, stops[comment.stop], asked, leaving))
    frame = _frame(study, [interview for interview, *_rest in rows], rows, _OF_INTERVIEW | _COMMENT)
    return _with_clocks(frame, ("position_ms",))


def _frame(study: Reading, where: Sequence[Interview], rows: Sequence[tuple[Any, ...]], spec: Spec) -> pd.DataFrame:
    """The rows as a table: where each lies, then a column for each name in the spec."""
    columns: dict[str, pd.Series[Any]] = {}
    columns |= places(study, [interview.recording_id for interview in where])
    for name, (kind, value) in spec.items():
        columns[name] = column(kind, [value(*row) for row in rows])
    return pd.DataFrame(columns)


def column(kind: str, values: Iterable[Any]) -> pd.Series[Any]:
    """Values as a column of one of the three types that an export knows."""
    return texts(values) if kind == TEXT else pd.Series(list(values), dtype=kind)


def _with_clocks(frame: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Times in ms once more as `hh:mm:ss.mmm`, for people."""
    for name in names:
        times = [None if pd.isna(ms) else int(ms) for ms in frame[name]]
        frame[name.removesuffix("_ms")] = clock_column(times)
    return frame


def _band(interview: Interview) -> str:
    return delay_band(interview.delay_h)


def _played_ms(record: Record, _interview: Interview) -> int | None:
    return measures.shown_ms(record) if record.shown else None


def _sound(place: int) -> Callable[..., int | None]:
    """Begin or end of where a comment is heard, in the interview's own recording."""

    def value(interview: Interview, comment: Comment, *_rest: object) -> int | None:
        return in_sound(comment.sound[place], interview) if comment.sound else None

    return value


def _said(name: str) -> Callable[..., str | None]:
    """The words of a comment, where its viewer may be quoted."""

    def value(interview: Interview, comment: Comment, _stop: Stop, _asked: PromptType, leaving: Leaving) -> str | None:
        said: str = getattr(comment, name)
        return (said or None) if interview.id in leaving.quotable else None

    return value


def _codes(_interview: Interview, comment: Comment, _stop: Stop, _asked: PromptType, leaving: Leaving) -> str | None:
    return " ".join(leaving.keys[code] for code in comment.codes if code in leaving.keys) or None


_OF_INTERVIEW: dict[str, tuple[str, Callable[..., Any]]] = {
    "recall_session_id": (TEXT, lambda one, *_: one.id),
    "recaller_id": (TEXT, lambda one, *_: one.recaller),
    "recaller_role": (TEXT, lambda one, *_: one.recaller_role.value),
    "interviewer": (TEXT, lambda one, *_: one.interviewer),
    "delay_band": (TEXT, lambda one, *_: _band(one)),
}
_SESSION: dict[str, tuple[str, Callable[..., Any]]] = {
    **{name: (kind, lambda _record, one, value=value: value(one)) for name, (kind, value) in _OF_INTERVIEW.items()},
    "started_at": (TEXT, lambda _, one: one.started_at),
    "ended_at": (TEXT, lambda _, one: one.ended_at),
    "length_ms": (WHOLE, lambda _, one: one.length_ms),
    "recall_delay_h": (REAL, lambda _, one: one.delay_h),
    "order_in_case": (WHOLE, lambda _, one: one.order_in_case),
    "language": (TEXT, lambda _, one: one.language),
    "interpreter_used": (WHOLE, lambda _, one: int(one.interpreter_used)),
    "stimulus": (TEXT, lambda _, one: one.stimulus.value),
    "shown_as": (TEXT, lambda _, one: one.shown_as.value),
    "selection_method": (TEXT, lambda _, one: one.method.value),
    "play_order": (TEXT, lambda _, one: one.play_order.value),
    "transcript_shown": (WHOLE, lambda _, one: int(one.transcript_shown)),
    "control": (TEXT, lambda _, one: one.control.value),
    "instruction_version": (TEXT, lambda _, one: one.instruction_version),
    "instruction_read": (WHOLE, lambda _, one: int(one.instruction_read)),
    "practice_clip_done": (WHOLE, lambda _, one: int(one.practice_clip_done)),
    "control_tried": (WHOLE, lambda _, one: int(one.control_tried)),
    "place": (TEXT, lambda _, one: one.place and one.place.value),
    "protocol_version": (TEXT, lambda _, one: one.protocol_version or None),
    "ended_early": (WHOLE, lambda _, one: None if one.ended_at is None else int(one.ended_reason is not None)),
    "ended_reason": (TEXT, lambda _, one: one.ended_reason and one.ended_reason.value),
    "wellbeing_check": (WHOLE, lambda _, one: one.wellbeing),
    "sharing_default": (TEXT, lambda _, one: one.sharing_default),
    "sound": (TEXT, lambda _, one: one.sound.value),
    "sound_offset_ms": (WHOLE, lambda _, one: one.sound_offset_ms if one.sound_recording else None),
    "shown_ms": (WHOLE, _played_ms),
    "n_stops": (WHOLE, lambda record, _: len(record.stops)),
    "n_prompts": (WHOLE, lambda record, _: len(record.prompts)),
    "n_comments": (WHOLE, lambda record, _: len(record.comments)),
    "others_present": (TEXT, lambda _, one: one.others_present or None),
}
_PLANNED: dict[str, tuple[str, Callable[..., Any]]] = {
    "planned_moment_id": (TEXT, lambda _, moment: moment.id),
    "seq": (WHOLE, lambda _, moment: moment.place),
    "selection_method": (TEXT, lambda _, moment: moment.method.value),
    "start_ms": (WHOLE, lambda _, moment: moment.start_ms),
    "end_ms": (WHOLE, lambda _, moment: moment.end_ms),
    "reached_session_ms": (WHOLE, lambda _, moment: moment.reached_at_ms),
    "skipped": (WHOLE, lambda _, moment: int(moment.skipped)),
    "why": (TEXT, lambda _, moment: moment.why or None),
}
_STOP: dict[str, tuple[str, Callable[..., Any]]] = {
    "stop_id": (TEXT, lambda _, stop, __: stop.id),
    "stop": (WHOLE, lambda _, stop, __: stop.number),
    "position_ms": (WHOLE, lambda _, stop, __: stop.position_ms),
    "session_ms": (WHOLE, lambda _, stop, __: stop.session_ms),
    "recall_position_ms": (WHOLE, lambda one, stop, _: in_sound(stop.session_ms, one)),
    "initiator": (TEXT, lambda _, stop, __: stop.initiator.value),
    "by_viewer": (WHOLE, lambda _, stop, record: int(measures.by_viewer(record, stop))),
    "planned_moment_id": (TEXT, lambda _, stop, __: stop.moment),
    "resumed_session_ms": (WHOLE, lambda _, stop, __: stop.resumed_ms),
    "replay_from_ms": (WHOLE, lambda _, stop, __: stop.replay_from_ms),
    "playback_rate": (REAL, lambda _, stop, __: stop.rate_percent / 100),
}
_PROMPT: dict[str, tuple[str, Callable[..., Any]]] = {
    "stop_id": (TEXT, lambda _, prompt, __: prompt.stop),
    "prompt_id": (TEXT, lambda _, prompt, __: prompt.id),
    "seq": (WHOLE, lambda _, prompt, __: prompt.seq),
    "prompt_type": (TEXT, lambda _, prompt, __: prompt.type.value),
    "from_card_id": (TEXT, lambda _, prompt, __: prompt.card),
    "position_ms": (WHOLE, lambda _, __, stop: stop.position_ms),
    "session_ms": (WHOLE, lambda _, prompt, __: prompt.session_ms),
    "recall_position_ms": (WHOLE, lambda one, prompt, _: in_sound(prompt.session_ms, one)),
    "text_verbatim": (TEXT, lambda _, prompt, __: prompt.text),
}
_COMMENT: dict[str, tuple[str, Callable[..., Any]]] = {
    "stop_id": (TEXT, lambda _, comment, *__: comment.stop),
    "comment_id": (TEXT, lambda _, comment, *__: comment.id),
    "seq": (WHOLE, lambda _, comment, *__: comment.seq),
    "prompt_id": (TEXT, lambda _, comment, *__: comment.prompt),
    "prompt_type": (TEXT, lambda _, __, ___, asked, ____: asked.value),
    "position_ms": (WHOLE, lambda _, __, stop, *___: stop.position_ms),
    "session_ms": (WHOLE, lambda _, comment, *__: comment.session_ms),
    "recall_position_ms": (WHOLE, lambda one, comment, *_: in_sound(comment.session_ms, one)),
    "recall_from_ms": (WHOLE, _sound(0)),
    "recall_to_ms": (WHOLE, _sound(1)),
    "applies_from_ms": (WHOLE, lambda _, comment, *__: comment.applies and comment.applies[0]),
    "applies_to_ms": (WHOLE, lambda _, comment, *__: comment.applies and comment.applies[1]),
    "time_orientation": (TEXT, lambda _, comment, *__: comment.time_orientation.value),
    "content_type": (TEXT, lambda _, comment, *__: comment.content_type and comment.content_type.value),
    "relation": (TEXT, lambda _, comment, *__: comment.relation and comment.relation.value),
    "valence": (WHOLE, lambda _, comment, *__: comment.valence),
    "certainty_self": (WHOLE, lambda _, comment, *__: comment.certainty_self),
    "shareable": (WHOLE, lambda _, comment, *__: int(comment.shareable)),
    "language": (TEXT, lambda _, comment, *__: comment.language),
    "codes": (TEXT, _codes),
    "quotable": (WHOLE, lambda one, *rest: int(one.id in rest[-1].quotable)),
    "text": (TEXT, _said("text")),
    "text_original": (TEXT, _said("text_original")),
    "translated_by": (TEXT, lambda _, comment, *__: comment.translated_by or None),
}
