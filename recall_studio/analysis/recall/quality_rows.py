"""The quality of recall interviews as rows: one a measure and group, the same in exports and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recall_studio.analysis.recall.measures import MINUTE_MS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recall_studio.analysis.recall.dashboard import Quality
    from recall_studio.analysis.recall.dual_stops import DualStops
    from recall_studio.analysis.recall.figures import Figures
    from recall_studio.analysis.recall.seen_the_same import SeenTheSame
    from recall_studio.analysis.recall.shares import Share, Spread

    QualityRow = dict[str, Any]

COLUMNS = (
    "level",
    "recaller_role",
    "interviewer",
    "delay_band",
    "theme",
    "measure_id",
    "measure",
    "value",
    "k",
    "n",
    "low",
    "high",
    "q1",
    "q3",
    "minimum",
    "maximum",
    "few",
    "interviews",
)
ALL, ROLE, INTERVIEWER, BAND, THEME = "alle", "rol", "interviewer", "tijdsband", "thema"


def quality_rows(quality: Quality) -> list[QualityRow]:
    """Every number of the dashboard, each with what it rests on; what is undefined has no value and `n` 0."""
    rows = [row for level, group in _groups(quality) for row in _of_group(level, group)]
    for role, bands in quality.then_now.items():
        for band, one in bands.items():
            where = {"level": BAND, "recaller_role": role and role.value, "delay_band": band}
            rows.append(_share("M-12", "then", one.then, **where, interviews=one.interviews))
    rows += _of_coverage(quality)
    rows += _of_dual(quality.dual)
    rows += _of_same(quality.same, level=ALL)
    rows.append(_spread("M-19", "coding_min_per_min", quality.coding, level=ALL))
    for theme, same in quality.same_by_theme.items():
        rows += _of_same(same, level=THEME, theme=theme)
    return rows


def _groups(quality: Quality) -> Iterator[tuple[str, Figures]]:
    yield ALL, quality.overall
    yield from ((ROLE, one) for one in quality.by_role)
    yield from ((INTERVIEWER, one) for one in quality.by_interviewer)


def _of_group(level: str, group: Figures) -> Iterator[QualityRow]:
    where: dict[str, Any] = {
        "level": level,
        "recaller_role": group.role and group.role.value,
        "interviewer": group.interviewer,
        "interviews": group.interviews,
    }
    yield _spread("M-09", "recall_delay_h", group.delays.hours, **where)
    yield _share("M-09", "delay_within_threshold", group.delays.within, **where)
    yield _row("M-10", "stops_per_10min", value=group.stops.per_10min, n=group.stops.timed, **where)
    yield _row("M-10", "shown_min", value=group.stops.shown_ms / MINUTE_MS, n=group.stops.timed, **where)
    yield _share("M-10", "stops_by_viewer", group.stops.by_viewer, **where)
    for kind, share in group.prompts.mix.items():
        yield _share("M-11", f"prompts_{kind.value}", share, **where)
    yield _share("M-11", "leading_rate", group.prompts.leading, **where)
    yield _share("M-12", "then", group.then_now.then, **where | {"interviews": group.then_now.interviews})
    yield _share("M-13", "spontaneous", group.spontaneity, **where)
    yield _spread("M-19", "length_min", group.effort.minutes, **where)


def _of_coverage(quality: Quality) -> Iterator[QualityRow]:
    covered, interviews = quality.coverage, quality.overall.interviews
    for measure, value in (
        ("coverage", covered.share),
        ("coverage_shown_min", covered.shown_ms / MINUTE_MS),
        ("coverage_usable_min", covered.usable_ms / MINUTE_MS),
    ):
        yield _row("M-14", measure, value=value, n=covered.recordings, level=ALL, interviews=interviews)
    for what, found in (("places", quality.places), ("moments", quality.moments)):
        for by in ("client", "caseworker", "both", "neither"):
            number = getattr(found, by)
            if what == "moments" or by != "neither":
                yield _row("M-14", f"{what}_{by}", value=number, k=number, n=found.n, level=ALL, interviews=interviews)


def _of_dual(dual: DualStops | None) -> Iterator[QualityRow]:
    if dual is None:
        return
    low, high = dual.chance
    common: dict[str, Any] = {"level": ALL, "n": dual.recordings}
    yield _row("M-15", "dual_stops_observed", value=dual.observed, **common)
    yield _row("M-15", "dual_stops_expected", value=dual.expected, low=low, high=high, **common)
    yield _row("M-15", "dual_stops_p", value=dual.p, **common)


def _of_same(same: SeenTheSame, **where: Any) -> Iterator[QualityRow]:
    yield _row("M-16", "places_compared", value=same.places, n=same.places, **where)
    for judgement, share in same.judged.items():
        yield _share("M-16", f"congruence_{judgement.value}", share, **where)
    yield _share("M-16", "opposite_valence", same.opposite, **where)


def _share(measure_id: str, measure: str, share: Share, **where: Any) -> QualityRow:
    low, high = share.interval or (None, None)
    numbers = {"value": share.value, "k": share.k, "n": share.n, "low": low, "high": high, "few": int(share.few)}
    return _row(measure_id, measure, **numbers, **where)


def _spread(measure_id: str, measure: str, spread: Spread | None, **where: Any) -> QualityRow:
    if spread is None:
        return _row(measure_id, measure, n=0, **where)
    numbers = {"q1": spread.q1, "q3": spread.q3, "minimum": spread.least, "maximum": spread.most}
    return _row(measure_id, measure, value=spread.median, n=spread.n, **numbers, **where)


def _row(measure_id: str, measure: str, **given: Any) -> QualityRow:
    filled: Mapping[str, Any] = {"measure_id": measure_id, "measure": measure, **given}
    return {name: filled.get(name) for name in COLUMNS}
