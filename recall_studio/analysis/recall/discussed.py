"""The places of a recording that client, caseworker or both talked about, with the codes that lie there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from recall_studio.domain.moments import Moment
from recall_studio.domain.study import PersonRole
from recall_studio.store.recall.congruences import Congruence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from recall_studio.domain.ids import RecordingId
    from recall_studio.domain.recall.interview import Comment, Interview, Prompt, Record, Stop
    from recall_studio.domain.recall.kinds import Judgement
    from recall_studio.store.recall.links import CommentLink

TOLERANCE_MS = 10_000
"""So far apart, two parties still speak of the same (M-15)."""
BOTH = (PersonRole.KLANT, PersonRole.KLANTMANAGER)
_PAIR = 1 << 48
"""What a pair is worth in ms: more than all times between pairs together can be."""


_Lying = TypeVar("_Lying", Moment, Congruence)


@dataclass(frozen=True, slots=True)
class Said:
    """A comment with where and when it was made.

    Args:
        comment: what was said.
        stop: at which stop.
        prompt: what was asked, if anything.
        interview: in which interview.
        start_ms: the begin of what it is about, in the recording.
        end_ms: the end of it; the same as the begin for an instant.
    """

    comment: Comment
    stop: Stop
    prompt: Prompt | None
    interview: Interview
    start_ms: int
    end_ms: int

    @property
    def role(self) -> PersonRole:
        """As what they were in the conversation who say it."""
        return self.interview.recaller_role


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a recording that was talked about.

    Args:
        recording: which.
        start_ms: the first instant that a comment is about.
        end_ms: the last one; the same as the begin where all are about one instant.
        said: the comments, by place in the recording, role and clock of the interview.
        moments: what was coded here, by start: it lies within the tolerance, or a comment was linked to it.
        judged: how far both saw the same, as coders find, in the order they were given.
    """

    recording: RecordingId
    start_ms: int
    end_ms: int
    said: tuple[Said, ...]
    moments: tuple[Moment, ...] = ()
    judged: tuple[Congruence, ...] = ()

    def by(self, role: PersonRole) -> tuple[Said, ...]:
        """What the people in this role say."""
        return tuple(one for one in self.said if one.role is role)

    @property
    def roles(self) -> tuple[PersonRole, ...]:
        """Who talked about it, client first."""
        return tuple(role for role in BOTH if self.by(role))

    @property
    def both(self) -> bool:
        """Whether client and caseworker both did."""
        return len(self.roles) == len(BOTH)

    @property
    def codes(self) -> tuple[str, ...]:
        """The keys of the codes that lie here, each once, by start."""
        return tuple(dict.fromkeys(one.code for one in self.moments if one.code is not None))

    @property
    def judgement(self) -> Judgement | None:
        """What all who judged it agree on; None when nobody did, or they differ."""
        found = {one.judgement for one in self.judged}
        return found.pop() if len(found) == 1 else None

    @property
    def judged_differently(self) -> bool:
        """Whether those who judged it differ."""
        return len({one.judgement for one in self.judged}) > 1

    @property
    def opposite_tone(self) -> bool | None:
        """Whether the tone of client and caseworker is opposite: their summed valences have opposite signs.

        None unless both gave a tone.
        """
        sides = [[s.comment.valence for s in self.by(role) if s.comment.valence is not None] for role in BOTH]
        if not all(sides):
            return None
        client, caseworker = map(sum, sides)
        return client * caseworker < 0


def places(
    records: Iterable[Record],
    moments: Iterable[Moment] = (),
    tolerance_ms: int = TOLERANCE_MS,
    *,
    judged: Iterable[Congruence] = (),
    links: Iterable[CommentLink] = (),
) -> list[Place]:
    """The places that were talked about, by recording and begin.

    A comment is about its own stretch (`applies`), else about the place of its stop. Comments are of one place when
    they were made at the same stop or their stretches overlap. What then is one party's alone is joined with what is
    the other's alone, one with one, where not more than the tolerance lies between: as many as can be, and among
    those the nearest ones (dynamic programming over both in their order). So a place holds one stop of each party,
    however densely they stopped, and M-14 and M-16 count as M-15 does.

    Args:
        records: interviews, of one recording or of several.
        moments: the coding of these recordings; those of interviews themselves are left out.
        tolerance_ms: how far apart it is still the same place.
        judged: how far both saw the same; each belongs to the place that it overlaps most, of those it touches.
        links: which comments were tied to which moments by hand.
    """
    said: defaultdict[RecordingId, list[Said]] = defaultdict(list)
    for record in records:
        said[record.interview.recording_id].extend(_said(record))
    coded, judgements, tied = _by_recording(moments), _by_recording(judged), defaultdict[str, set[str]](set)
    for link in links:
        tied[link.comment].add(link.moment)
    found = []
    for recording, theirs in said.items():
        here = [_place(group, coded[recording], tolerance_ms, tied) for group in _groups(theirs, tolerance_ms)]
        found += _with_judgements(here, judgements[recording])
    return sorted(found, key=lambda place: (place.said[0].interview.recording, place.start_ms, place.end_ms))


def _by_recording(rows: Iterable[_Lying]) -> defaultdict[RecordingId, list[_Lying]]:
    lying: defaultdict[RecordingId, list[_Lying]] = defaultdict(list)
    for row in rows:
        lying[row.recording_id].append(row)
    return lying


def _said(record: Record) -> Iterator[Said]:
    stops = {stop.id: stop for stop in record.stops}
    prompts = {prompt.id: prompt for prompt in record.prompts}
    for comment in record.comments:
        stop = stops[comment.stop]
        start, end = stretch_of(comment, stop)
        prompt = prompts.get(comment.prompt) if comment.prompt is not None else None
        yield Said(comment, stop, prompt, record.interview, start, end)


def stretch_of(comment: Comment, stop: Stop) -> tuple[int, int]:
    """What a comment is about, from and to in ms of the recording: its own stretch, else the instant of its stop."""
    return comment.applies or (stop.position_ms, stop.position_ms)


def _groups(said: list[Said], tolerance_ms: int) -> list[list[Said]]:
    """The comments that are of one place, each group in the order of `_order()`."""
    whole = _overlapping(sorted(said, key=_order))
    alone: dict[PersonRole, list[list[Said]]] = {role: [] for role in BOTH}
    groups: list[list[Said]] = []
    for group in whole:
        roles = {one.role for one in group}
        (alone[roles.pop()] if len(roles) == 1 else groups).append(group)
    for one, other in _paired(alone[PersonRole.KLANT], alone[PersonRole.KLANTMANAGER], tolerance_ms):
        groups.append(sorted([*one, *other], key=_order))
    return groups


def _overlapping(ordered: Sequence[Said]) -> list[list[Said]]:
    """Comments at the same stop, or whose stretches overlap, together; by begin."""
    group_of = list(range(len(ordered)))

    def root(place: int) -> int:
        while group_of[place] != place:
            group_of[place] = group_of[group_of[place]]
            place = group_of[place]
        return place

    first_at: dict[str, int] = {}
    furthest = 0  # the one of all before that reaches furthest
    for here, one in enumerate(ordered):
        group_of[root(here)] = root(first_at.setdefault(one.stop.id, here))
        last = ordered[furthest]
        if here and (one.start_ms < last.end_ms or one.start_ms == ordered[here - 1].start_ms):
            group_of[root(here)] = root(furthest if one.start_ms < last.end_ms else here - 1)
        if one.end_ms >= last.end_ms:
            furthest = here
    groups: dict[int, list[Said]] = {}
    for place, one in enumerate(ordered):
        groups.setdefault(root(place), []).append(one)
    return list(groups.values())


def _paired(
    client: Sequence[list[Said]], caseworker: Sequence[list[Said]], tolerance_ms: int
) -> Iterator[tuple[list[Said], list[Said]]]:
    """Each group of the one party with the nearest of the other's, or with none; in their order, as many as can be."""
    spans = _Spans(caseworker)
    near = [_near(one, caseworker, spans, tolerance_ms) for one in client]
    best = _best(near, len(caseworker))
    i = j = 0
    while i < len(client) and j < len(caseworker):
        if j in near[i] and best[i][j] == best[i + 1][j + 1] + near[i][j]:
            yield client[i], caseworker[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield client[i], []
            i += 1
        else:
            yield [], caseworker[j]
            j += 1
    yield from ((one, []) for one in client[i:])
    yield from (([], other) for other in caseworker[j:])


def _best(near: Sequence[Mapping[int, int]], width: int) -> list[list[int]]:
    """What the pairs of the rest from i and j on are worth at the most."""
    best = [[0] * (width + 1)]
    for worth in reversed(near):
        below, row = best[-1], [0] * (width + 1)
        for j in range(width - 1, -1, -1):
            without = max(below[j], row[j + 1])
            row[j] = max(without, below[j + 1] + worth[j]) if j in worth else without
        best.append(row)
    return best[::-1]


class _Spans:
    """From and to of groups in their order, so that those near a stretch are found without looking at all."""

    def __init__(self, groups: Sequence[Sequence[Said]]) -> None:
        self._starts = [min(said.start_ms for said in group) for group in groups]
        self._furthest = list(accumulate((max(said.end_ms for said in group) for group in groups), max))

    def near(self, from_ms: int, to_ms: int) -> range:
        """The groups that may touch a stretch; it holds all that do."""
        return range(bisect_left(self._furthest, from_ms), bisect_right(self._starts, to_ms))


def _near(one: Sequence[Said], others: Sequence[list[Said]], spans: _Spans, tolerance_ms: int) -> dict[int, int]:
    """What a pair with each of the others within the tolerance is worth: one pair before all, then the time between."""
    least, most = min(said.start_ms for said in one), max(said.end_ms for said in one)
    apart = {j: _apart_ms(one, others[j]) for j in spans.near(least - tolerance_ms, most + tolerance_ms)}
    return {j: _PAIR - ms for j, ms in apart.items() if ms <= tolerance_ms}


def _apart_ms(one: Sequence[Said], other: Sequence[Said]) -> int:
    """The time between what two groups are about, at its least; 0 where they touch."""
    return min(max(0, b.start_ms - a.end_ms, a.start_ms - b.end_ms) for a in one for b in other)


def _order(one: Said) -> tuple[int, int, int, int, str]:
    return (one.start_ms, one.end_ms, BOTH.index(one.role), one.comment.session_ms, one.comment.id)


def _place(
    group: Sequence[Said], moments: Sequence[Moment], tolerance_ms: int, tied: Mapping[str, AbstractSet[str]]
) -> Place:
    start, end = min(one.start_ms for one in group), max(one.end_ms for one in group)
    linked = {moment for one in group for moment in tied.get(one.comment.id, ())}
    here = [m for m in moments if m.id in linked or touches(m.start_ms, m.end_ms, start, end, tolerance_ms)]
    by_start = sorted(here, key=lambda moment: (moment.start_ms, moment.end_ms or moment.start_ms, moment.id))
    return Place(group[0].interview.recording_id, start, end, tuple(group), tuple(by_start))


def _with_judgements(found: Sequence[Place], judged: Iterable[Congruence]) -> list[Place]:
    """The places, each with the judgements that are about it more than about another."""
    theirs: defaultdict[int, list[Congruence]] = defaultdict(list)
    for one in judged:
        near = [
            (_likeness(one, place), -number)
            for number, place in enumerate(found)
            if touches(one.start_ms, one.end_ms, place.start_ms, place.end_ms)
            or one.moment in {moment.id for moment in place.moments}
        ]
        if near:
            theirs[-max(near)[1]].append(one)
    return [replace(place, judged=tuple(theirs[number])) for number, place in enumerate(found)]


def _likeness(one: Congruence, place: Place) -> float:
    """How much of a judged stretch and a place is of both (Jaccard), an instant taken as a millisecond."""
    last_ms = one.start_ms if one.end_ms is None else one.end_ms
    shared = min(last_ms, place.end_ms) - max(one.start_ms, place.start_ms) + 1
    every = max(last_ms, place.end_ms) - min(one.start_ms, place.start_ms) + 1
    return shared / every


def touches(start_ms: int, end_ms: int | None, from_ms: int, to_ms: int, tolerance_ms: int = 0) -> bool:
    """Whether a stretch or instant lies in the stretch from–to, its ends included, or not further off than allowed."""
    last_ms = start_ms if end_ms is None else end_ms
    return start_ms <= to_ms + tolerance_ms and last_ms >= from_ms - tolerance_ms
