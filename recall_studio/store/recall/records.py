"""What was said and done in interviews, as far as who asks may read it: the only way to it for reading."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from recall_studio.domain.ids import (
    CodeId,
    RecallCommentId,
    RecallMomentId,
    RecallPromptId,
    RecallSessionId,
    RecallStopId,
)
from recall_studio.domain.recall.interview import Comment, Happened, Prompt, Record, Shown, Stop
from recall_studio.domain.recall.kinds import (
    ContentType,
    EventKind,
    Initiator,
    PromptType,
    Relation,
    TimeOrientation,
)
from recall_studio.domain.recall.reading import Reach
from recall_studio.store.recall import interviews
from recall_studio.store.recall.sessions import planned_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recall_studio.domain.ids import RecordingId
    from recall_studio.domain.recall.interview import Interview, PlannedMoment
    from recall_studio.domain.recall.reading import Audience
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row

_WITHIN = "recall_session_id IN (SELECT value FROM json_each(?1))"
_OF_STOPS = "JOIN recall_stop AS s ON s.id = recall_stop_id"


def record(study: Reading, session: RecallSessionId, as_seen_by: Member, audience: Audience | None = None) -> Record:
    """One interview with everything in it that this member may read, before this audience.

    Of an interview that nothing may be read of only what is known of it is there; so it is of one kept apart.

    Raises:
        UnknownName: it is not there, or this member may not know of it.
    """
    known = interviews.one(study, session, as_seen_by)
    found = _records(study, interviews.readable(study, as_seen_by, audience, session), as_seen_by)
    return found[0] if found else Record(known)


def of_recording(
    study: Reading, recording_id: RecordingId, as_seen_by: Member, audience: Audience | None = None
) -> list[Record]:
    """The interviews about a recording, as far as this member may read them; of none that nothing may be read of."""
    readable = interviews.readable(study, as_seen_by, audience)
    within = {session: one for session, one in readable.items() if one[0].recording_id == recording_id}
    return _records(study, within, as_seen_by)


def all_records(study: Reading, as_seen_by: Member, audience: Audience | None = None) -> list[Record]:
    """All interviews, as far as this member may read them; of none that nothing may be read of."""
    return _records(study, interviews.readable(study, as_seen_by, audience), as_seen_by)


def _records(study: Reading, within: Mapping[RecallSessionId, tuple[Interview, Reach]], reader: Member) -> list[Record]:
    given = (json.dumps(list(within)),)
    stops = _by_session(study, "recall_stop", "ORDER BY session_ms, id", given)
    prompts = _at_stops(study, "recall_prompt", given)
    comments = _at_stops(study, "recall_comment", given)
    moments = _by_session(study, "recall_moment", "ORDER BY place, id", given)
    shown = _by_session(study, "recall_shown", "ORDER BY session_ms, id", given)
    events = _by_session(study, "recall_event", "ORDER BY session_ms, id", given)
    may_see_codes = study.sees_others(reader)
    made = []
    for session, (interview, reach) in within.items():
        asked = tuple(map(_prompt, prompts.get(session, ())))
        said = [_comment(row, codes=may_see_codes) for row in comments.get(session, ())]
        whole = Record(
            interview,
            moments=tuple(map(_moment, moments.get(session, ()))),
            stops=tuple(_stop(row, number) for number, row in enumerate(stops.get(session, ()), start=1)),
            prompts=asked,
            comments=_after_what_was_asked(said, asked),
            shown=tuple(map(_shown, shown.get(session, ()))),
            happened=tuple(map(_happened, events.get(session, ()))),
        )
        made.append(whole if reach is Reach.ALL else _shared(whole))
    return [one for one in made if one.comments or within[one.interview.id][1] is Reach.ALL]


def _after_what_was_asked(said: Sequence[Comment], asked: Sequence[Prompt]) -> tuple[Comment, ...]:
    """The comments; where the question was taken out again nobody asked, so that every count says the same."""
    there = {one.id for one in asked}
    return tuple(one if one.prompt is None or one.prompt in there else replace(one, prompt=None) for one in said)


def _shared(whole: Record) -> Record:
    """What the other party may have: the comments that are shared, and where they were made; no coding of them.

    Stops are counted anew: a number that is missing would tell that something was said and not shared.
    """
    comments = tuple(replace(one, prompt=None, codes=()) for one in whole.comments if one.shareable)
    places = {one.stop for one in comments}
    stops = (one for one in whole.stops if one.id in places)
    counted = tuple(replace(one, number=number) for number, one in enumerate(stops, start=1))
    return Record(whole.interview, stops=counted, comments=comments)


def _by_session(study: Reading, table: str, order: str, given: tuple[str]) -> dict[str, list[Row]]:
    return _grouped(study.rows(f"SELECT * FROM {table} WHERE {_WITHIN} {order}", given))


def _at_stops(study: Reading, table: str, given: tuple[str]) -> dict[str, list[Row]]:
    rows = study.rows(
        f"SELECT t.*, s.recall_session_id FROM {table} AS t {_OF_STOPS} WHERE {_WITHIN} AND NOT t.removed "
        "ORDER BY s.session_ms, s.id, t.seq, t.id",
        given,
    )
    return _grouped(rows)


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["recall_session_id"], []).append(row)
    return found


def _moment(row: Row) -> PlannedMoment:
    names = ("id", "place", "start_ms", "end_ms", "method", "why", "reached_at_ms", "skipped")
    return planned_moment(*(row[name] for name in names))


def _stop(row: Row, number: int) -> Stop:
    return Stop(
        id=RecallStopId(row["id"]),
        session=RecallSessionId(row["recall_session_id"]),
        number=number,
        position_ms=row["position_ms"],
        session_ms=row["session_ms"],
        initiator=Initiator(row["initiator"]),
        moment=RecallMomentId(row["recall_moment_id"]) if row["recall_moment_id"] else None,
        resumed_ms=row["resumed_ms"],
        replay_from_ms=row["replay_from_ms"],
        rate_percent=row["rate_percent"],
    )


def _prompt(row: Row) -> Prompt:
    return Prompt(
        RecallPromptId(row["id"]),
        RecallStopId(row["recall_stop_id"]),
        row["seq"],
        PromptType(row["type"]),
        row["text"],
        row["card"],
        row["session_ms"],
    )


def _comment(row: Row, *, codes: bool) -> Comment:
    """A comment from its row; its codes are coding, and hidden while others' coding is."""
    return Comment(
        id=RecallCommentId(row["id"]),
        stop=RecallStopId(row["recall_stop_id"]),
        seq=row["seq"],
        prompt=RecallPromptId(row["recall_prompt_id"]) if row["recall_prompt_id"] else None,
        time_orientation=TimeOrientation(row["time_orientation"]),
        content_type=ContentType(row["content_type"]) if row["content_type"] else None,
        relation=Relation(row["relation"]) if row["relation"] else None,
        shareable=bool(row["shareable"]),
        sound=_stretch(row["sound_from_ms"], row["sound_to_ms"]),
        applies=_stretch(row["applies_from_ms"], row["applies_to_ms"]),
        codes=tuple(CodeId(code) for code in json.loads(row["codes"])) if codes else (),
        **{name: row[name] for name in _COMMENT},
    )


_COMMENT = ("text", "session_ms", "text_original", "language", "translated_by", "valence", "certainty_self")


def _stretch(start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None else (start, end)


def _shown(row: Row) -> Shown:
    return Shown(row["start_ms"], row["end_ms"], row["session_ms"], row["rate_percent"])


def _happened(row: Row) -> Happened:
    return Happened(EventKind(row["kind"]), row["session_ms"], row["position_ms"], row["until_ms"])


def removed_comments(study: Reading, session: RecallSessionId, as_seen_by: Member) -> list[Comment]:
    """The comments that were taken out of an interview, for who may read all of it."""
    codes = study.sees_others(as_seen_by)
    return [_comment(row, codes=codes) for row in _removed(study, "recall_comment", session, as_seen_by)]


def removed_prompts(study: Reading, session: RecallSessionId, as_seen_by: Member) -> list[Prompt]:
    """The questions that were taken out of an interview, for who may read all of it."""
    return [_prompt(row) for row in _removed(study, "recall_prompt", session, as_seen_by)]


def _removed(study: Reading, table: str, session: RecallSessionId, reader: Member) -> list[Row]:
    within = interviews.readable(study, reader, None, session).get(session)
    if within is None or within[1] is not Reach.ALL:
        return []
    return study.rows(
        f"SELECT t.*, s.recall_session_id FROM {table} AS t {_OF_STOPS} "
        "WHERE recall_session_id = ? AND t.removed ORDER BY s.session_ms, t.seq, t.id",
        (session,),
    )
