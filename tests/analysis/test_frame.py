"""The frame: what stands in it, in which order, and who sees what."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from recall_studio.analysis.frame import (
    MOMENT_COLUMNS,
    RANGE_COLUMNS,
    _clock,
    modifiers_cell,
    moments_frame,
    ranges_frame,
)
from recall_studio.domain.ids import RecordingId
from recall_studio.domain.study import PersonRole, Round
from recall_studio.domain.timecode import format_ms
from recall_studio.edits.tagging import begin_moment
from recall_studio.store import conversations, rounds
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.exchange import studies

CROWD = (
    ("K-900", PersonRole.KLANT),
    ("K-200", PersonRole.KLANT),
    ("M-083", PersonRole.KLANTMANAGER),
    ("T-001", PersonRole.TOLK),
)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with closing(studies.make(tmp_path / "Werk.recall")) as made:
        yield made


def every(study: Study) -> list[RecordingId]:
    return [RecordingId(row["id"]) for row in conversations.recordings(study)]


def moments_of(study: Study) -> pd.DataFrame:
    return moments_frame(study, as_seen_by=study.acting, recordings=every(study))


def ranges_of(study: Study) -> pd.DataFrame:
    return ranges_frame(study, as_seen_by=study.acting, recordings=every(study))


def plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): cell for name, cell in row.items()}
        for row in frame.astype(object).where(frame.notna(), None).to_dict("records")
    ]


def put(study: Study, moment: str, **values: object) -> None:
    """Give a moment what no edit gives it yet."""

    def change(writing: Writing) -> None:
        with writing.step("Tag moment"):
            sets = ", ".join(f"{name} = ?" for name in values)
            writing.execute(f"UPDATE annotation SET {sets} WHERE id = ?", (*values.values(), moment))

    study.perform(change)


def test_a_stretch(study: Study) -> None:
    studies.add_recording(study, "G-001", persons=CROWD, wave="T1")
    made = studies.tag(study, "G-001", "B", "disc_ervaring", 61_005, 3_661_005 // 10, note="een noot")
    (row,) = plain(moments_of(study))
    assert tuple(row) == MOMENT_COLUMNS
    assert row.pop("case_id").startswith("C-")
    assert row == {
        "study": "Werk en taal",
        "conversation_id": "G-001",
        "recording": "G-001",
        "client_pseudonym": "K-200;K-900",
        "case_manager_pseudonym": "M-083",
        "wave": "T1",
        "coder": "B",
        "layer": "gesprek",
        "round": "gezamenlijk",
        "theme": "disc",
        "code": "disc_ervaring",
        "label_nl": "Discriminatie-ervaring van de klant",
        "label_en": "Client recounts discrimination",
        "type": "interval",
        "start_ms": 61_005,
        "end_ms": 366_100,
        "duration_ms": 305_095,
        "start": "00:01:01.005",
        "end": "00:06:06.100",
        "pressed_ms": 61_005,
        "speaker": None,
        "certainty": None,
        "modifiers": None,
        "codebook_version": "1.1",
        "moment_id": made,
        "note": "een noot",
        "running": 0,
        "clock_at": None,
    }


def test_a_point_has_no_end(study: Study) -> None:
    studies.add_recording(study, "G-001")
    studies.tag(study, "G-001", "A", "disc_vraag", 5)
    (row,) = plain(moments_of(study))
    assert (row["type"], row["end_ms"], row["duration_ms"], row["end"]) == ("point", None, None, None)


def test_a_stretch_that_runs_is_no_point(study: Study) -> None:
    studies.add_recording(study, "G-001")
    study.perform(begin_moment, recording="G-001", coder="A", code="disc_ervaring", start_ms=5)
    (row,) = plain(moments_of(study))
    assert (row["type"], row["end_ms"], row["duration_ms"], row["end"], row["running"]) == (
        "interval",
        None,
        None,
        None,
        1,
    )


def test_a_theme_coded_itself_is_its_own_theme(study: Study) -> None:
    studies.add_recording(study, "G-001")
    studies.tag(study, "G-001", "A", "taal", 5)
    (row,) = plain(moments_of(study))
    assert (row["theme"], row["code"], row["label_en"]) == ("taal", "taal", "Language")


def test_what_a_moment_can_hold_besides(study: Study) -> None:
    studies.add_recording(study, "G-001")
    moment = studies.tag(study, "G-001", "A", "disc_ervaring", 5)
    given = json.dumps({"initiatief": "klant", "grond": ["herkomst", "geloof"], "venster_s": 30})
    put(study, moment, speaker="klant", certainty=2, modifiers=given, pressed_ms=None)
    (row,) = plain(moments_of(study))
    assert (row["speaker"], row["certainty"], row["pressed_ms"]) == ("klant", 2, None)
    assert row["modifiers"] == "grond=herkomst|geloof;initiatief=klant;venster_s=30"


def test_a_moment_without_a_code_yet(study: Study) -> None:
    studies.add_recording(study, "G-001")
    put(study, studies.tag(study, "G-001", "A", "disc_ervaring", 5), code_id=None)
    (row,) = plain(moments_of(study))
    assert [row[name] for name in ("theme", "code", "label_nl", "label_en")] == [None] * 4


def test_somebody_without_a_client_or_a_wave(study: Study) -> None:
    studies.add_recording(study, "G-001", persons=(("M-083", PersonRole.KLANTMANAGER),), wave=None)
    studies.tag(study, "G-001", "A", "disc_vraag", 5)
    (row,) = plain(moments_of(study))
    assert (row["case_id"], row["client_pseudonym"], row["wave"]) == (None, None, None)


def test_the_order(study: Study) -> None:
    for name in ("G-002", "G-001"):
        studies.add_recording(study, name)
    for coder, code, start, end in (
        ("B", "disc_vraag", 10, None),
        ("A", "taal_tolk", 10, 30),
        ("A", "disc_omgaan", 10, 30),
        ("A", "disc_ervaring", 10, 20),
        ("A", "disc_vraag", 10, None),
        ("A", "disc_vraag", 9, None),
    ):
        studies.tag(study, "G-001", coder, code, start, end)
    studies.tag(study, "G-002", "A", "disc_vraag", 1)
    found = moments_of(study)
    assert list(zip(found["recording"], found["start_ms"], found["coder"], found["code"], strict=True)) == [
        ("G-001", 9, "A", "disc_vraag"),
        ("G-001", 10, "A", "disc_vraag"),
        ("G-001", 10, "B", "disc_vraag"),
        ("G-001", 10, "A", "disc_ervaring"),
        ("G-001", 10, "A", "disc_omgaan"),
        ("G-001", 10, "A", "taal_tolk"),
        ("G-002", 1, "A", "disc_vraag"),
    ]


def test_only_the_recordings_that_were_asked_for(study: Study) -> None:
    first, second = (studies.add_recording(study, name) for name in ("G-001", "G-002"))
    for name in ("G-001", "G-002"):
        studies.tag(study, name, "A", "disc_vraag", 5)
        studies.declare(study, name, "A", 0, 9)
    found = moments_frame(study, as_seen_by=study.acting, recordings={second})
    assert found["recording"].tolist() == ["G-002"]
    assert ranges_frame(study, as_seen_by=study.acting, recordings=[first])["recording"].tolist() == ["G-001"]
    assert len(moments_frame(study, as_seen_by=study.acting, recordings=[])) == 0


def test_an_independent_round_hides_the_others(study: Study) -> None:
    studies.add_recording(study, "G-001")
    for coder in ("A", "B"):
        studies.tag(study, "G-001", coder, "disc_vraag", 5)
        studies.declare(study, "G-001", coder, 0, 9)

    def change(writing: Writing) -> None:
        with writing.step(""):
            rounds.open_round(writing, Round.ONAFHANKELIJK)

    study.perform(change)
    assert moments_of(study)["coder"].tolist() == ["A"]
    assert ranges_of(study)["coder"].tolist() == ["A"]


def test_an_empty_study_has_all_columns(study: Study) -> None:
    studies.add_recording(study, "G-001")
    moments, ranges = moments_of(study), ranges_of(study)
    assert (len(moments), len(ranges)) == (0, 0)
    assert (tuple(moments.columns), tuple(ranges.columns)) == (MOMENT_COLUMNS, RANGE_COLUMNS)
    studies.tag(study, "G-001", "A", "disc_ervaring", 5, 6)
    studies.declare(study, "G-001", "A", 0, 9)
    assert moments_of(study).dtypes.equals(moments.dtypes)
    assert ranges_of(study).dtypes.equals(ranges.dtypes)


def test_times_are_whole_numbers_that_can_be_missing(study: Study) -> None:
    kinds = moments_of(study).dtypes.astype(str)
    assert kinds[["start_ms", "end_ms", "duration_ms", "pressed_ms", "certainty"]].tolist() == ["int64"] + ["Int64"] * 4
    assert kinds[["start", "code", "note"]].tolist() == ["str"] * 3


def test_a_range(study: Study) -> None:
    studies.add_recording(study, "G-001")
    studies.declare(study, "G-001", "A", 1_000, 61_000, ["taal_tolk", "disc_vraag"])
    (row,) = plain(ranges_of(study))
    assert tuple(row) == RANGE_COLUMNS
    shown = {name: row[name] for name in RANGE_COLUMNS[7:]}
    assert shown == {
        "coder": "A",
        "layer": "gesprek",
        "round": "gezamenlijk",
        "start_ms": 1_000,
        "end_ms": 61_000,
        "duration_ms": 60_000,
        "start": "00:00:01.000",
        "end": "00:01:01.000",
        "codes": "disc_vraag taal_tolk",
        "codebook_version": "1.1",
        "declared_at": "2026-03-12T12:00:00.000Z",
    }


@pytest.mark.parametrize(
    ("stored", "cell"),
    [
        ("{}", None),
        ('{"a": "x"}', "a=x"),
        ('{"b": ["y", "x"], "a": 3}', "a=3;b=y|x"),
        ('{"a": []}', "a="),
    ],
)
def test_modifiers_in_a_cell(stored: str, cell: str | None) -> None:
    assert modifiers_cell(stored) == cell


def test_times_are_written_as_everywhere() -> None:
    some = pd.Series([0, 1, 999, 1_000, 59_999, 60_000, 3_599_999, 3_600_000, 359_999_999, 360_000_000])
    assert _clock(some.to_numpy()).tolist() == [format_ms(ms) for ms in some]
