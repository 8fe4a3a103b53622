"""M-16: how far client and caseworker saw the same, of the places that both talked about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.analysis.recall.shares import Share
from recall_studio.domain.recall.kinds import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recall_studio.analysis.recall.discussed import Place


@dataclass(frozen=True, slots=True)
class SeenTheSame:
    """How far both saw the same.

    Args:
        places: places that both talked about.
        judged: of those with one judgement, the share of each: `gelijk`, `deels`, `anders`.
        open: places that nobody judged.
        differing: places on which those who judged do not agree; in no share.
        opposite: places with opposite tones, of those of which both gave a tone.
    """

    places: int
    judged: Mapping[Judgement, Share]
    open: int
    differing: int
    opposite: Share


def seen_the_same(places: Iterable[Place]) -> SeenTheSame:
    """M-16: % `gelijk` / `deels` / `anders` as judged, and % opposite valence."""
    both = [place for place in places if place.both]
    found = Counter(place.judgement for place in both if place.judgement is not None)
    tones = [place.opposite_tone for place in both if place.opposite_tone is not None]
    return SeenTheSame(
        places=len(both),
        judged={judgement: Share(found[judgement], found.total()) for judgement in Judgement},
        open=sum(not place.judged for place in both),
        differing=sum(place.judged_differently for place in both),
        opposite=Share(sum(tones), len(tones)),
    )
