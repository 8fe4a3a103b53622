"""The demo study: invented, labelled so, ready to be worked in, and whole or not there."""

import json
from pathlib import Path
from typing import Any

import pytest

from recall_studio.analysis.overview import recordings_overview
from recall_studio.domain.errors import BadFile, Cancelled, DiskFull, StudyExists
from recall_studio.domain.resources import resource
from recall_studio.domain.study import StudyKind
from recall_studio.edits.keeping import examine
from recall_studio.exchange import demo
from recall_studio.exchange.demo import make_demo
from recall_studio.store import files
from recall_studio.store.opening import open_study
from tests.edits.setting import TODAY


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    described: dict[str, Any] = json.loads(resource("demo/demo.json").read_text("utf-8"))
    return described


def test_it_is_a_study_to_practise_in(tmp_path: Path, told: dict[str, Any]) -> None:
    made = make_demo(tmp_path)
    study = open_study(made.path)
    facts = study.facts()
    assert facts.synthetic
    assert facts.kind is StudyKind.OEFENEN
    assert "synthetisch" in facts.title
    (row,) = recordings_overview(study, on=TODAY)
    assert row["recording"] == made.recording == told["recording"]
    assert row["duration_ms"] == told["duration_ms"]
    assert 120_000 <= row["duration_ms"] <= 180_000
    assert {"bewaren", "coderen", "exporteren"} <= set(row["allowed"])
    assert study.value("SELECT count(*) FROM turn") > 20
    assert study.tuples("SELECT DISTINCT speaker FROM turn ORDER BY 1") == [("klant",), ("klantmanager",)]
    assert examine(study).problems == ()
    study.close()


def test_two_coders_partly_disagree(tmp_path: Path) -> None:
    made = make_demo(tmp_path)
    study = open_study(made.path)
    counted = study.tuples("SELECT member.code, count(*) FROM annotation JOIN member ON member.id = coder GROUP BY 1")
    codes = {
        coder: set(
            study.tuples("SELECT code_id FROM annotation JOIN member ON member.id = coder WHERE code = ?", (coder,))
        )
        for coder in demo.CODERS
    }
    themes = study.tuples(
        "SELECT DISTINCT theme.key FROM annotation JOIN code ON code.id = code_id "
        "JOIN code AS theme ON theme.id = coalesce(code.parent_id, code.id) ORDER BY 1"
    )
    assert study.value("SELECT count(*) FROM coded_range") == 2
    study.close()
    assert sum(count for _coder, count in counted) == made.moments
    assert [coder for coder, _count in counted] == ["A", "B"]
    assert codes["A"] & codes["B"]
    assert codes["A"] ^ codes["B"]
    assert {theme for (theme,) in themes} >= {"disc", "taal", "maat"}


def test_what_ships_is_small() -> None:
    assert sum(place.stat().st_size for place in resource("demo").iterdir()) < 4_000_000


def test_it_is_not_made_over_another(tmp_path: Path) -> None:
    make_demo(tmp_path)
    with pytest.raises(StudyExists):
        make_demo(tmp_path)


class Stopped:
    """Progress that is stopped at once."""

    cancelled = True

    def report(self, done: int, total: int) -> None:
        """Nobody looks."""


def test_a_demo_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        make_demo(tmp_path, progress=Stopped())
    assert list(tmp_path.iterdir()) == []


def test_without_room_for_the_recording_there_is_no_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_place: Path, _needed_bytes: int) -> None:
        raise DiskFull("There is too little room.")

    with monkeypatch.context() as patch:
        patch.setattr(files, "check_room", full)
        with pytest.raises(BadFile, match="too little room"):
            make_demo(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert make_demo(tmp_path).path.is_dir()
