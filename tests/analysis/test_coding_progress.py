"""How far each coder is: by hand, in a blind round, and behind a closed gate."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from recall_studio.analysis.coding_progress import CoderProgress, coding_progress
from recall_studio.domain.consent import Status
from recall_studio.domain.study import Role, Round
from recall_studio.edits.founding import set_member
from recall_studio.edits.tagging import begin_moment
from recall_studio.store import rounds
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.exchange import studies

MINUTE_MS = 60_000


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with closing(studies.make(tmp_path / "Werk.recall")) as made:
        studies.add_recording(made, "G-001", duration_ms=10 * MINUTE_MS)
        studies.add_recording(made, "G-002", duration_ms=10 * MINUTE_MS)
        yield made


def enter(study: Study, round_now: Round) -> None:
    def edit(writing: Writing) -> None:
        with writing.step(""):
            rounds.open_round(writing, round_now)

    study.perform(edit)


def progress(study: Study) -> dict[str, tuple[CoderProgress, ...]]:
    return coding_progress(study, study.acting)


def test_time_counts_once_whatever_the_codes(study: Study) -> None:
    studies.declare(study, "G-001", "A", 0, 4 * MINUTE_MS, ["disc"])
    studies.declare(study, "G-001", "A", 3 * MINUTE_MS, 5 * MINUTE_MS, ["taal"])
    studies.tag(study, "G-001", "A", "taal", 5)
    studies.tag(study, "G-001", "B", "taal", 5, 50)
    assert progress(study) == {
        "G-001": (CoderProgress("A", 5 * MINUTE_MS, 0.5, 1), CoderProgress("B", 0, 0.0, 1)),
        "G-002": (),
    }


def test_a_stretch_that_runs_does_not_count(study: Study) -> None:
    study.perform(begin_moment, recording="G-001", coder="A", code="disc", start_ms=0)
    assert progress(study)["G-001"] == ()


def test_another_round_begins_at_nothing(study: Study) -> None:
    studies.declare(study, "G-001", "A", 0, MINUTE_MS)
    studies.tag(study, "G-001", "A", "taal", 5)
    enter(study, Round.CONSENSUS)
    assert progress(study)["G-001"] == ()


def test_a_blind_round_shows_the_own_progress(study: Study, tmp_path: Path) -> None:
    study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
    enter(study, Round.ONAFHANKELIJK)
    with closing(studies.reopen(tmp_path / "Werk.recall", acting_as="B")) as other:
        for one, coder in ((study, "A"), (other, "B")):
            studies.declare(one, "G-001", coder, 0, MINUTE_MS)
            studies.tag(one, "G-001", coder, "taal", 5)
    assert [one.coder for one in progress(study)["G-001"]] == ["A"]


def test_what_may_not_be_seen_is_not_there(study: Study, tmp_path: Path) -> None:
    studies.tag(study, "G-001", "A", "taal", 5)
    studies.answer(study, "K-417", Status.INGETROKKEN, recording="G-001")
    assert list(progress(study)) == ["G-002"]
    study.perform(set_member, code="P", role=Role.PRIVACYBEHEER, person=None)
    with closing(studies.reopen(tmp_path / "Werk.recall", acting_as="P")) as other:
        assert progress(other) == {}
