"""Codes that exclude each other on the same utterance: what overlaps is kept, and said."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.intervals import union
from recall_studio.domain.shaping import Extent
from recall_studio.domain.words import _
from recall_studio.store import annotations as annotation_rows
from recall_studio.store import overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.ids import AnnotationId
    from recall_studio.domain.intervals import Stretch
    from recall_studio.domain.moments import Moment
    from recall_studio.store.writing import Writing


def about_overlaps(study: Writing, moments: Sequence[AnnotationId]) -> list[str]:
    """What the user should know of moments as they lie now: which of their codes exclude each other and overlap."""
    others = _excluded(study)
    if not others:
        return []
    found = annotation_rows.moments(study, as_seen_by=study.acting, ids=moments)
    concerned = [moment for moment in found if moment.code in others]
    pairs: set[tuple[str, str]] = set()
    for (place, coder), group in groupby(sorted(concerned, key=_where), key=_where):
        pairs |= _overlapping(study, place, coder, list(group), others)
    return [
        _("“{one}” and “{other}” exclude each other, and overlap now; both were kept.", one=one, other=other)
        for one, other in sorted(pairs)
    ]


def _excluded(study: Writing) -> dict[str, set[str]]:
    """By the key of a code those that it excludes."""
    others: dict[str, set[str]] = {}
    for group in overlaps.exclusive_groups(study):
        seen = [key for key in group if study.acting.lead or key not in RESTRICTED]
        for key in seen:
            others.setdefault(key, set()).update(set(seen) - {key})
    return others


def _where(moment: Moment) -> tuple[str, str]:
    return moment.recording_id, moment.coder


def _overlapping(
    study: Writing, place: str, coder: str, moments: Sequence[Moment], others: dict[str, set[str]]
) -> set[tuple[str, str]]:
    wanted = {key for moment in moments for key in others[moment.code or ""]}
    reaches = [_reach(moment) for moment in moments]
    within = min(start for start, _end in reaches), max(end for _start, end in reaches)
    there = overlaps.stretches_of(study, place=place, coder=coder, codes=wanted, within=within)
    taken = {key: union(stretches) for key, stretches in there.items()}
    pairs = set()
    for moment, here in zip(moments, reaches, strict=True):
        key = moment.code or ""
        pairs |= {(min(key, other), max(key, other)) for other in others[key] if _touches(taken.get(other, []), here)}
    return pairs


def _reach(moment: Moment) -> Stretch:
    start, end = Extent(moment.start_ms, moment.end_ms).reach
    return start, overlaps.FOREVER_MS if moment.running else end


def _touches(taken: list[Stretch], here: Stretch) -> bool:
    """Whether a stretch has an instant in a normal set."""
    place = bisect_right(taken, here[0], key=lambda stretch: stretch[1])
    return place < len(taken) and taken[place][0] < here[1]
