"""M-14: how much of what was coded was looked back at, and what of it client and caseworker talked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.codebook import UNUSABLE
from recall_studio.domain.intervals import difference, intersection, total_ms, union
from recall_studio.domain.study import Layer, PersonRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recall_studio.analysis.recall.discussed import Place
    from recall_studio.domain.ids import RecordingId
    from recall_studio.domain.intervals import Stretch
    from recall_studio.domain.moments import CodedRange, Moment
    from recall_studio.domain.recall.interview import Record


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the coded usable time of recordings was shown.

    Args:
        shown_ms: of the coded usable time, what was shown; each instant once.
        usable_ms: D, the coded usable time, in ms.
        recordings: for how many recordings there is coded usable time.
        uncoded: recordings that were looked back at and in which nothing is declared as coded: D is not known.
    """

    shown_ms: int
    usable_ms: int
    recordings: int
    uncoded: int

    @property
    def share(self) -> float | None:
        """The share that was shown; None where there is no coded usable time."""
        return self.shown_ms / self.usable_ms if self.usable_ms else None


@dataclass(frozen=True, slots=True)
class Discussed:
    """By whom something was talked about.

    Args:
        client: by the client alone.
        caseworker: by the caseworker alone.
        both: by both.
        neither: by neither; 0 where that cannot be.
    """

    client: int
    caseworker: int
    both: int
    neither: int = 0

    @property
    def n(self) -> int:
        """All of them."""
        return self.client + self.caseworker + self.both + self.neither


def usable_time(ranges: Iterable[CodedRange], moments: Iterable[Moment]) -> dict[RecordingId, list[Stretch]]:
    """D of each recording: what at least one coder declared as coded and did not mark as `tech_onbruikbaar`.

    The coding of interviews themselves is left out. Recordings in which nothing is declared are not in the answer.
    """
    declared: dict[tuple[RecordingId, str, str], list[Stretch]] = {}
    for one in ranges:
        if one.layer == Layer.GESPREK:
            key = (one.recording_id, one.coder, one.round)
            declared.setdefault(key, []).append((one.start_ms, one.end_ms))
    unusable: dict[tuple[RecordingId, str, str], list[Stretch]] = {}
    for moment in moments:
        if moment.code == UNUSABLE and moment.end_ms is not None:
            key = (moment.recording_id, moment.coder, moment.round)
            unusable.setdefault(key, []).append((moment.start_ms, moment.end_ms))
    usable: dict[RecordingId, list[Stretch]] = {}
    for key, theirs in declared.items():
        usable[key[0]] = union([*usable.get(key[0], ()), *difference(theirs, unusable.get(key, ()))])
    return usable


def coverage(records: Sequence[Record], usable: Mapping[RecordingId, Sequence[Stretch]]) -> Coverage:
    """M-14: minutes shown / D, over the recordings of these interviews; what several were shown counts once.

    Only what was shown of D counts, so that the share is never above 1.
    """
    shown: dict[RecordingId, list[Stretch]] = {}
    for record in records:
        theirs = shown.setdefault(record.interview.recording_id, [])
        theirs.extend((one.start_ms, one.end_ms) for one in record.shown)
    coded = [recording for recording in shown if recording in usable]
    return Coverage(
        shown_ms=sum(total_ms(intersection(shown[recording], usable[recording])) for recording in coded),
        usable_ms=sum(total_ms(usable[recording]) for recording in coded),
        recordings=len(coded),
        uncoded=len(shown) - len(coded),
    )


def places_discussed(places: Iterable[Place]) -> Discussed:
    """How many places client, caseworker or both talked about."""
    return _discussed(place.roles for place in places)


def moments_discussed(moments: Iterable[Moment], places: Iterable[Place]) -> Discussed:
    """How many of these coded moments lie at places that client, caseworker or both talked about."""
    roles: dict[str, set[PersonRole]] = {}
    for place in places:
        for moment in place.moments:
            roles.setdefault(moment.id, set()).update(place.roles)
    return _discussed(roles.get(moment.id, ()) for moment in moments)


def _discussed(roles: Iterable[Iterable[PersonRole]]) -> Discussed:
    by = [frozenset(those) for those in roles]
    client, caseworker = frozenset({PersonRole.KLANT}), frozenset({PersonRole.KLANTMANAGER})
    return Discussed(by.count(client), by.count(caseworker), by.count(client | caseworker), by.count(frozenset()))
