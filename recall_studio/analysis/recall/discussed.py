"""The places of a recording that client, caseworker or both talked about, with the codes that lie there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
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
    they were made at the same stop, when their stretches overlap, or when the one is the client's and the other the
    caseworker's and not more than the tolerance lies between their stretches; and so on from comment to comment. What
    one party says at two stops near each other stays two places, unless the other party speaks of both.

    Args:
        records: interviews, of one recording or of several.
        moments: the coding of these recordings; those of interviews themselves are left out.
        tolerance_ms: how far apart it is still the same place.
        judged: how far both saw the same; it belongs to every place that its stretch touches or its moment lies at.
        links: which comments were tied to which moments by hand.
    """
    said: defaultdict[RecordingId, list[Said]] = defaultdict(list)
    for record in records:
        said[record.interview.recording_id].extend(_said(record))
    coded, judgements, tied = _by_recording(moments), _by_recording(judged), defaultdict[str, set[str]](set)
    for link in links:
        tied[link.comment].add(link.moment)
    found = [
        _with_judgements(_place(group, coded[recording], tolerance_ms, tied), judgements[recording])
        for recording, theirs in said.items()
        for group in _groups(theirs, tolerance_ms)
    ]
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
    """The comments in groups that hang together, each in the order of `_order()`."""
    ordered = sorted(said, key=_order)
    group_of = list(range(len(ordered)))

    def root(place: int) -> int:
        while group_of[place] != place:
            group_of[place] = group_of[group_of[place]]
            place = group_of[place]
        return place

    open_ones: list[int] = []  # those that a later one can still belong to by its place
    first_at: dict[str, int] = {}
    for here, one in enumerate(ordered):
        group_of[root(here)] = root(first_at.setdefault(one.stop.id, here))
        open_ones = [other for other in open_ones if one.start_ms - ordered[other].end_ms <= tolerance_ms]
        for other in open_ones:
            if _together(ordered[other], one, tolerance_ms):
                group_of[root(here)] = root(other)
        open_ones.append(here)
    groups: dict[int, list[Said]] = {}
    for place, one in enumerate(ordered):
        groups.setdefault(root(place), []).append(one)
    return list(groups.values())


def _order(one: Said) -> tuple[int, int, int, int, str]:
    return (one.start_ms, one.end_ms, BOTH.index(one.role), one.comment.session_ms, one.comment.id)


def _together(earlier: Said, later: Said, tolerance_ms: int) -> bool:
    """Whether two comments, the first not beginning later, are about the same."""
    gap_ms = later.start_ms - earlier.end_ms
    if earlier.role is not later.role:
        return gap_ms <= tolerance_ms
    same_instant = later.start_ms == earlier.start_ms
    return gap_ms < 0 or same_instant


def _place(
    group: Sequence[Said], moments: Sequence[Moment], tolerance_ms: int, tied: Mapping[str, AbstractSet[str]]
) -> Place:
    start, end = min(one.start_ms for one in group), max(one.end_ms for one in group)
    linked = {moment for one in group for moment in tied.get(one.comment.id, ())}
    here = [m for m in moments if m.id in linked or touches(m.start_ms, m.end_ms, start, end, tolerance_ms)]
    by_start = sorted(here, key=lambda moment: (moment.start_ms, moment.end_ms or moment.start_ms, moment.id))
    return Place(group[0].interview.recording_id, start, end, tuple(group), tuple(by_start))


def _with_judgements(place: Place, judged: Iterable[Congruence]) -> Place:
    here = {moment.id for moment in place.moments}
    theirs = [
        one for one in judged if one.moment in here or touches(one.start_ms, one.end_ms, place.start_ms, place.end_ms)
    ]
    return replace(place, judged=tuple(theirs))


def touches(start_ms: int, end_ms: int | None, from_ms: int, to_ms: int, tolerance_ms: int = 0) -> bool:
    """Whether a stretch or instant lies in the stretch from–to, its ends included, or not further off than allowed."""
    last_ms = start_ms if end_ms is None else end_ms
    return start_ms <= to_ms + tolerance_ms and last_ms >= from_ms - tolerance_ms
