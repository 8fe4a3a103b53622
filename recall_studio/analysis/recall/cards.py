"""Perspective cards: the places that were talked about, as somebody may see them, before whoever looks with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.analysis.recall.discussed import places, touches
from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.recall.reading import Audience
from recall_studio.domain.study import Layer, Role
from recall_studio.store import annotations as annotation_rows
from recall_studio.store.recall import congruences, links, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recall_studio.analysis.recall.discussed import Place
    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.ids import RecordingId
    from recall_studio.domain.moments import Moment
    from recall_studio.domain.recall.interview import Record
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading
    from recall_studio.store.recall.congruences import Congruence
    from recall_studio.store.recall.links import CommentLink


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which places are to be listed.

    Args:
        both: only those that client and caseworker both talked about.
        theme: the key of a theme that lies there; empty for any.
        recording: its name; empty for all.
    """

    both: bool = False
    theme: str = ""
    recording: str = ""

    def holds(self, place: Place, book: Codebook) -> bool:
        """Whether a place fits."""
        if self.both and not place.both:
            return False
        if self.recording and name_of(place) != self.recording:
            return False
        return not self.theme or any(_theme(book, code) == self.theme for code in place.codes)


@dataclass(frozen=True, slots=True)
class Read:
    """What places are made of, as far as its reader may see it; from here on the study is not needed.

    Args:
        records: the interviews that have begun.
        moments: what was coded in their recordings; nothing before who may not see codes.
        judged: how far both saw the same, as members judge; as the moments.
        links: comments that were tied to moments by hand; as the moments.
    """

    records: tuple[Record, ...]
    moments: tuple[Moment, ...] = ()
    judged: tuple[Congruence, ...] = ()
    links: tuple[CommentLink, ...] = ()

    @property
    def places(self) -> list[Place]:
        """The places that were talked about, by recording and time."""
        return places(self.records, self.moments, judged=self.judged, links=self.links)


def name_of(place: Place) -> str:
    """The name of the recording in which it lies."""
    return place.said[0].interview.recording if place.said else ""


def themes_of(found: Iterable[Place], book: Codebook) -> set[str]:
    """The keys of the themes that lie at these places."""
    return {_theme(book, code) for code in {code for place in found for code in place.codes}}


def seen_places(
    study: Reading, *, as_seen_by: Member, audience: Audience | None = None, recording: RecordingId | None = None
) -> list[Place]:
    """The places that were talked about, by recording and time; arguments as of `read_of_places()`."""
    return read_of_places(study, as_seen_by=as_seen_by, audience=audience, recording=recording).places


def read_of_places(
    study: Reading, *, as_seen_by: Member, audience: Audience | None = None, recording: RecordingId | None = None
) -> Read:
    """Read what the places that were talked about are made of.

    What is shown to client or caseworker holds no coding: that is the researchers' work, and judges what they said.

    Args:
        study: where.
        as_seen_by: who looks.
        audience: before whose eyes it comes, when that is somebody else.
        recording: only in this one.
    """
    within = (
        records.all_records(study, as_seen_by, audience)
        if recording is None
        else records.of_recording(study, recording, as_seen_by, audience)
    )
    begun = tuple(one for one in within if one.interview.started_at is not None)
    if not shows_coding(as_seen_by, audience):
        return Read(begun)
    return Read(
        begun,
        tuple(_coded(study, as_seen_by, begun)),
        tuple(congruences.of_all(study, as_seen_by)),
        tuple(links.of_all(study, as_seen_by)),
    )


def shows_coding(as_seen_by: Member, audience: Audience | None) -> bool:
    """Whether codes and judgements of researchers are shown."""
    return as_seen_by.role is Role.ONDERZOEK and audience in (None, Audience.ONDERZOEK)


def at(found: Sequence[Place], start_ms: int, end_ms: int | None, tolerance_ms: int) -> list[Place]:
    """Those of these places that lie at a stretch or instant, the nearest first."""
    here = [one for one in found if touches(start_ms, end_ms, one.start_ms, one.end_ms, tolerance_ms)]
    return sorted(here, key=lambda place: abs(place.start_ms - start_ms))


def _coded(study: Reading, viewer: Member, within: Iterable[Record]) -> Iterator[Moment]:
    for recording in sorted({one.interview.recording_id for one in within}):
        for one in annotation_rows.moments(study, as_seen_by=viewer, recording=recording):
            if one.layer == Layer.GESPREK and not one.running and one.code not in RESTRICTED:
                yield one


def _theme(book: Codebook, code: str) -> str:
    return book.theme_of(code).key if code in book.by_key else ""
