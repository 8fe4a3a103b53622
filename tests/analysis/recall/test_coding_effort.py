"""Coding minutes per recorded minute, worked out by hand."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.analysis.recall.coding_effort import coding_effort, minutes_at_work
from recall_studio.analysis.recall.dashboard import quality
from recall_studio.edits.tagging import tag_moment
from recall_studio.exchange.demo import make_demo
from recall_studio.store import conversations
from recall_studio.store.opening import Opening, open_study
from tests.store.studies import Clock


def at(minute: float) -> str:
    whole, seconds = divmod(round(minute * 60), 60)
    return f"2026-03-12T{9 + whole // 60:02}:{whole % 60:02}:{seconds:02}.000Z"


def test_time_between_steps_counts_up_to_the_pause() -> None:
    # 0 → 2 → 6 (2 + 4 minutes), then 14 minutes away, 20 → 25 (5, just within): 11 in all.
    assert minutes_at_work([at(0), at(2), at(6), at(20), at(25)]) == pytest.approx(11)
    assert minutes_at_work([at(25), at(0), at(20), at(6), at(2)]) == pytest.approx(11)
    assert minutes_at_work([at(0), at(5.1)]) == 0
    assert minutes_at_work([at(3)]) == 0
    assert minutes_at_work([]) == 0


def test_coding_minutes_per_recorded_minute() -> None:
    steps = [
        *(("G-01", "A", at(minute)) for minute in (0, 4, 8)),  # 8 minutes on 2: 4.0
        *(("G-01", "B", at(minute)) for minute in (0, 3, 60, 61)),  # 3 + 1 on 2: 2.0
        *(("G-02", "A", at(minute)) for minute in (100, 105)),  # 5 on 10: 0.5
        ("G-02", "B", at(0)),  # one step tells of no time
        *(("G-02", "C", at(minute)) for minute in (0, 0.9)),  # less than a minute is no coding
        *(("G-03", "A", at(minute)) for minute in (0, 4)),  # nobody looked back at it
    ]
    spread = coding_effort(steps, {"G-01": 120_000, "G-02": 600_000})
    assert spread is not None
    assert (spread.n, spread.median, spread.least, spread.most) == (3, 2.0, 0.5, 4.0)
    assert (spread.q1, spread.q3) == (1.25, 3.0)  # type 7: halfway between neighbours


def test_nobody_at_work_is_undefined() -> None:
    assert coding_effort([("G-01", "A", at(0))], {"G-01": 60_000}) is None
    assert coding_effort([], {}) is None


@given(st.lists(st.integers(0, 600), max_size=30))
def test_never_more_than_from_the_first_step_to_the_last(minutes: list[int]) -> None:
    worked = minutes_at_work([at(minute) for minute in minutes])
    assert 0 <= worked <= max(minutes, default=0) - min(minutes, default=0) + 1e-9


def test_the_dashboard_takes_the_steps_of_the_study(tmp_path: Path) -> None:
    clock = Clock()
    with closing(open_study(make_demo(tmp_path).path, Opening(acting_as="A", clock=clock))) as study:
        assert quality(study, study.acting).coding is None  # the demo was brought in within a second
        for start_ms in (1_000, 2_000, 3_000):
            study.perform(tag_moment, recording="G-001", coder="A", code="disc_vraag", start_ms=start_ms)
            clock.goes(minutes=2)
        found = quality(study, study.acting).coding
        assert found is not None
        length_min = conversations.recording(study, "G-001")["duration_ms"] / 60_000
        assert found.n == 1
        assert found.median == pytest.approx(4 / length_min, abs=0.1)  # and the second in which the demo was made
