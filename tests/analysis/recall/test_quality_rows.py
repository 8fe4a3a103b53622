"""The quality as rows: what the dashboard shows, each number with what it rests on."""

from typing import Any

import pytest

from recall_studio.analysis.recall.dashboard import Quality, quality_of
from recall_studio.analysis.recall.quality_rows import COLUMNS, quality_rows
from recall_studio.domain.recall.kinds import Judgement, TimeOrientation
from tests.analysis.recall.records import CASEWORKER, judged, moment
from tests.analysis.recall.test_dashboard import G1, read, talk


def found() -> Quality:
    return quality_of(
        read(
            talk("1", 10_000, 200_000, delay_h=2.0),
            talk("2", 15_000, role=CASEWORKER, delay_h=50.0, said_as=TimeOrientation.NU),
            moments=(moment("a", "taal_tolk", 10_000), moment("c", "taal", 300_000)),
            judged=(judged(10_000, 15_000, Judgement.ANDERS),),
            usable={G1: [(0, 1_200_000)]},
        )
    )


def rows_of(quality: Quality) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {
        (row["level"], row["recaller_role"], row["delay_band"], row["theme"], row["measure"]): row
        for row in quality_rows(quality)
        if row["level"] != "interviewer"
    }


def test_a_row_for_each_measure_and_group_once() -> None:
    rows = quality_rows(found())
    keys = [tuple(row[name] for name in COLUMNS[:7] if name != "measure_id") for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(tuple(row) == COLUMNS for row in rows)
    assert {row["measure_id"] for row in rows} == {f"M-{number:02}" for number in (9, 10, 11, 12, 13, 14, 15, 16, 19)}


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        # 2 and 50 hours: median 26, quartiles 14 and 38.
        (("alle", None, None, None, "recall_delay_h"), {"value": 26, "n": 2, "q1": 14, "q3": 38, "minimum": 2}),
        (("alle", None, None, None, "delay_within_threshold"), {"value": 0.5, "k": 1, "n": 2, "few": 1}),
        # 3 stops in twice ten minutes shown.
        (("alle", None, None, None, "stops_per_10min"), {"value": 1.5, "n": 3}),
        (("alle", None, None, None, "shown_min"), {"value": 20, "n": 3}),
        (("rol", "klant", None, None, "then"), {"value": 1.0, "k": 2, "n": 2, "interviews": 1}),
        (("tijdsband", None, "tot_24", None, "then"), {"value": 1.0, "k": 2, "n": 2}),
        (("tijdsband", "klantmanager", "tot_168", None, "then"), {"value": 0.0, "k": 0, "n": 1}),
        (("tijdsband", None, "later", None, "then"), {"value": None, "k": 0, "n": 0, "low": None}),
        # Ten of the twenty minutes that were coded were shown; 10 to 15 s both, 200 s the client.
        (("alle", None, None, None, "coverage"), {"value": 0.5, "n": 1}),
        (("alle", None, None, None, "coverage_shown_min"), {"value": 10}),
        (("alle", None, None, None, "coverage_usable_min"), {"value": 20}),
        (("alle", None, None, None, "places_both"), {"value": 1}),
        (("alle", None, None, None, "places_client"), {"value": 1, "n": 2}),
        (("alle", None, None, None, "moments_neither"), {"value": 1, "n": 2}),
        (("alle", None, None, None, "dual_stops_observed"), {"value": 1, "n": 1}),
        (("alle", None, None, None, "congruence_anders"), {"value": 1.0, "k": 1, "n": 1}),
        (("thema", None, None, "taal", "congruence_anders"), {"value": 1.0, "k": 1, "n": 1}),
        (("alle", None, None, None, "opposite_valence"), {"value": None, "n": 0}),
        (("alle", None, None, None, "length_min"), {"value": 30, "n": 2}),
    ],
)
def test_the_numbers(key: tuple[Any, ...], numbers: dict[str, Any]) -> None:
    row = rows_of(found())[key]
    assert {name: row[name] for name in numbers} == numbers


def test_chance_stands_with_its_bounds() -> None:
    quality = found()
    assert quality.dual is not None
    row = rows_of(quality)["alle", None, None, None, "dual_stops_expected"]
    assert (row["value"], row["low"], row["high"]) == (quality.dual.expected, *quality.dual.chance)
    assert rows_of(quality)["alle", None, None, None, "dual_stops_p"]["value"] == quality.dual.p
