"""All that the quality dashboard of recall interviews shows: read at once, then worked out without the study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from recall_studio.analysis.recall import coverage as covering
from recall_studio.analysis.recall import measures
from recall_studio.analysis.recall.alerts import USUAL
from recall_studio.analysis.recall.coding_effort import coding_effort
from recall_studio.analysis.recall.discussed import BOTH, places
from recall_studio.analysis.recall.dual_stops import dual_stops
from recall_studio.analysis.recall.figures import by_interviewer, by_role, figures
from recall_studio.analysis.recall.seen_the_same import seen_the_same
from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.recall.interview import delay_band
from recall_studio.domain.recall.reading import Reach
from recall_studio.domain.study import Layer
from recall_studio.store import annotations as annotation_rows
from recall_studio.store import codebooks, conversations, journal, ranges
from recall_studio.store.recall import congruences, interviews, links, records

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from recall_studio.analysis.recall.alerts import Limits
    from recall_studio.analysis.recall.coverage import Coverage, Discussed
    from recall_studio.analysis.recall.discussed import Place
    from recall_studio.analysis.recall.dual_stops import DualStops
    from recall_studio.analysis.recall.figures import Figures
    from recall_studio.analysis.recall.measures import ThenNow
    from recall_studio.analysis.recall.seen_the_same import SeenTheSame
    from recall_studio.analysis.recall.shares import Spread
    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.ids import RecallSessionId, RecordingId
    from recall_studio.domain.intervals import Stretch
    from recall_studio.domain.moments import Moment
    from recall_studio.domain.recall.interview import Record
    from recall_studio.domain.recall.kinds import Initiator
    from recall_studio.domain.study import Member, PersonRole
    from recall_studio.store.reading import Reading
    from recall_studio.store.recall.congruences import Congruence
    from recall_studio.store.recall.links import CommentLink

TENTHS = 10
"""In so many equal parts the conversation is cut to see where it was stopped."""


@dataclass(frozen=True, slots=True)
class Material:
    """What was read from the study, as far as its reader may see it; nothing in it is set apart.

    Args:
        records: the interviews that have begun.
        prepared: interviews that are prepared only.
        set_apart: interviews of which consent was withdrawn: they count here and nowhere else.
        lengths_ms: how long each recording is.
        moments: what was coded in the conversations.
        usable: D, the coded usable time of each recording in which something was declared.
        judged: how far both saw the same, as members judge.
        links: comments that were tied to moments by hand.
        book: the codebook, for the themes of codes.
        worked: where, by whom and when steps of coding were made in the recordings that were looked back at.
    """

    records: tuple[Record, ...]
    prepared: int
    set_apart: int
    lengths_ms: Mapping[RecordingId, int]
    moments: tuple[Moment, ...]
    usable: Mapping[RecordingId, Sequence[Stretch]]
    judged: tuple[Congruence, ...]
    links: tuple[CommentLink, ...]
    book: Codebook
    worked: tuple[tuple[str, str, str], ...] = ()


class DelayPoint(NamedTuple):
    """One interview in the plot of delays; `hours` is None where it is not known."""

    session: RecallSessionId
    conversation: str
    recaller: str
    role: PersonRole
    interviewer: str
    hours: float | None
    band: str


class StopPoint(NamedTuple):
    """One stop along a conversation; `share` is how far into the recording it lies, 0 to 1."""

    session: RecallSessionId
    recording: str
    role: PersonRole
    initiator: Initiator
    by_viewer: bool
    position_ms: int
    share: float


@dataclass(frozen=True, slots=True)
class Quality:
    """What the dashboard shows (T-12, T-13, US-19).

    Args:
        prepared: interviews that have not begun; in no number.
        set_apart: interviews of which consent was withdrawn; in no number.
        conversations: that were looked back at.
        overall: all interviews.
        by_role: client first.
        by_interviewer: each interviewer by each role; that orders no caseworkers.
        then_now: M-12 by role (None: both) and band of the delay, in the order of `DELAY_BANDS`.
        coverage: M-14.
        places: M-14, places that were talked about.
        moments: M-14, coded moments that were talked about, in the recordings that were looked back at.
        dual: M-15; None when no recording was looked back at by both.
        same: M-16.
        coding: M-19, coding minutes per recorded minute; None where nobody worked for two steps.
        same_by_theme: M-16 by theme that lies at a place (its key), in the codebook's order; a place with two themes
            is in both.
        delay_points: for the plot of delays, by when the interview began.
        stop_points: for the plot of stops, by recording and place.
        tenths: stops by the viewer in each tenth of the conversation, by role.
        limits: what attention is asked for against.
    """

    prepared: int
    set_apart: int
    conversations: int
    overall: Figures
    by_role: tuple[Figures, ...]
    by_interviewer: tuple[Figures, ...]
    then_now: Mapping[PersonRole | None, Mapping[str, ThenNow]]
    coverage: Coverage
    places: Discussed
    moments: Discussed
    dual: DualStops | None
    same: SeenTheSame
    coding: Spread | None
    same_by_theme: Mapping[str, SeenTheSame]
    delay_points: tuple[DelayPoint, ...]
    stop_points: tuple[StopPoint, ...]
    tenths: Mapping[PersonRole, tuple[int, ...]]
    limits: Limits


def quality(study: Reading, as_seen_by: Member, limits: Limits = USUAL) -> Quality:
    """The dashboard of a study, of what this member may read."""
    return quality_of(material(study, as_seen_by), limits)


def material(study: Reading, as_seen_by: Member, *, only: Collection[RecordingId] | None = None) -> Material:
    """Read what the dashboard is made of.

    Args:
        study: where.
        as_seen_by: who reads; what they may not read is not counted.
        only: looked back at in these interviews; None for whatever recording.
    """
    known = [one for one in interviews.of_study(study, as_seen_by) if only is None or one.recording_id in only]
    # Of what is only shared there is but a part: a measure of that would be of something else.
    whole = {
        session for session, (_one, within) in interviews.readable(study, as_seen_by).items() if within is Reach.ALL
    }
    readable = [
        one
        for one in records.all_records(study, as_seen_by)
        if one.interview.id in whole and (only is None or one.interview.recording_id in only)
    ]
    begun = [one for one in readable if one.interview.started_at is not None]
    recordings = {one.interview.recording_id for one in begun}
    coded = _coded(study, as_seen_by, recordings)
    declared = [one for one in ranges.coded_ranges(study, as_seen_by=as_seen_by) if one.recording_id in recordings]
    return Material(
        records=tuple(begun),
        prepared=len(readable) - len(begun),
        set_apart=sum(one.set_apart for one in known),
        lengths_ms={row["id"]: row["duration_ms"] for row in conversations.recordings(study)},
        moments=tuple(coded),
        usable=covering.usable_time(declared, coded),
        judged=tuple(one for one in congruences.of_all(study, as_seen_by) if one.recording_id in recordings),
        links=tuple(links.of_all(study, as_seen_by)),
        book=codebooks.codebook(study),
        worked=tuple(journal.when_worked(study, as_seen_by=as_seen_by)),
    )


def _coded(study: Reading, viewer: Member, recordings: Collection[RecordingId]) -> Iterator[Moment]:
    """What lies in these conversations; what runs has no end yet, and restricted codes stay apart."""
    for recording in sorted(recordings):
        for one in annotation_rows.moments(study, as_seen_by=viewer, recording=recording):
            if one.layer == Layer.GESPREK and not one.running and one.code not in RESTRICTED:
                yield one


def quality_of(read: Material, limits: Limits = USUAL) -> Quality:
    """Work it out; it needs no study, so any thread can do it."""
    every = read.records
    found = places(every, read.moments, judged=read.judged, links=read.links)
    points = tuple(_stop_points(read))
    return Quality(
        prepared=read.prepared,
        set_apart=read.set_apart,
        conversations=len({one.interview.conversation_id for one in every}),
        overall=figures(every, limits=limits),
        by_role=by_role(every, limits),
        by_interviewer=by_interviewer(every, limits),
        then_now={role: _by_band(every, role, limits) for role in (None, *BOTH)},
        coverage=covering.coverage(every, read.usable),
        places=covering.places_discussed(found),
        moments=covering.moments_discussed(read.moments, found),
        dual=dual_stops(every),
        same=seen_the_same(found),
        coding=_coding(read),
        same_by_theme=_by_theme(found, read.book),
        delay_points=tuple(_delay_points(every, limits)),
        stop_points=points,
        tenths={role: _tenths([one for one in points if one.role is role and one.by_viewer]) for role in BOTH},
        limits=limits,
    )


def _by_band(every: Sequence[Record], role: PersonRole | None, limits: Limits) -> dict[str, ThenNow]:
    theirs = [one for one in every if role in (None, one.interview.recaller_role)]
    bands = measures.by_band(theirs, threshold_h=limits.delay_h)
    return {band: measures.then_now(within) for band, within in bands.items()}


def _coding(read: Material) -> Spread | None:
    """Of the recordings that were looked back at."""
    ids = {one.interview.recording: one.interview.recording_id for one in read.records}
    return coding_effort(read.worked, {name: read.lengths_ms.get(row, 0) for name, row in ids.items()})


def _by_theme(found: Sequence[Place], book: Codebook) -> dict[str, SeenTheSame]:
    lying: dict[str, list[Place]] = {theme.key: [] for theme in book.themes}
    for place in found:
        for key in {book.theme_of(code).key for code in place.codes}:
            lying[key].append(place)
    return {key: seen_the_same(there) for key, there in lying.items() if there}


def _delay_points(every: Sequence[Record], limits: Limits) -> Iterator[DelayPoint]:
    for one in sorted((record.interview for record in every), key=lambda one: (one.started_at or "", one.id)):
        band = delay_band(one.delay_h, threshold_h=limits.delay_h)
        yield DelayPoint(one.id, one.conversation, one.recaller, one.recaller_role, one.interviewer, one.delay_h, band)


def _stop_points(read: Material) -> Iterator[StopPoint]:
    for record in sorted(read.records, key=lambda one: (one.interview.recording, one.interview.id)):
        whole_ms = max(1, read.lengths_ms.get(record.interview.recording_id, 0))
        for stop in sorted(record.stops, key=lambda stop: (stop.position_ms, stop.id)):
            yield StopPoint(
                session=record.interview.id,
                recording=record.interview.recording,
                role=record.interview.recaller_role,
                initiator=stop.initiator,
                by_viewer=measures.by_viewer(record, stop),
                position_ms=stop.position_ms,
                share=min(1.0, stop.position_ms / whole_ms),
            )


def _tenths(points: Sequence[StopPoint]) -> tuple[int, ...]:
    places = [min(TENTHS - 1, int(point.share * TENTHS)) for point in points]
    return tuple(places.count(tenth) for tenth in range(TENTHS))
