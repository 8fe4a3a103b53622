"""The scripts that go along: a user of R or pandas gets types, labels and every text as it was."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from recall_studio.exchange.exporting import export_study
from recall_studio.exchange.formats import CsvDialect
from recall_studio.store.study import Study
from tests.exchange import recalled, studies

DIALECTS = [CsvDialect(";", bom=True), CsvDialect(",", bom=False), CsvDialect("\t", bom=True)]
NOTES = ["=1+1", "-5", "'s ochtends", "'=x", "\tx", 'a\nb; "c", d', "<r><t>x</t></r>", "_x000D_ é € 😀", "NA", None]
RSCRIPT = shutil.which("Rscript")


@pytest.fixture
def noted(study: Study) -> Study:
    """A recording with notes of every kind."""
    studies.add_recording(study, "G-001")
    for place, note in enumerate(NOTES):
        studies.tag(study, "G-001", "A", "disc_vraag", place * 1_000, note=note)
    studies.tag(study, "G-001", "A", "taal_tolk", 20_000, 26_000)
    studies.declare(study, "G-001", "A", 0, 60_000, ["disc", "taal"])
    return study


def loader(folder: Path) -> ModuleType:
    """The script as it lies beside the tables."""
    spec = importlib.util.spec_from_file_location("read_recall", folder / "read_recall.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exported(study: Study, folder: Path, **how: Any) -> Path:
    export_study(study, to=folder, **{"format_key": "csv", "notes": True, **how})
    return folder


# pandas.


@pytest.mark.parametrize("dialect", DIALECTS)
def test_pandas_gets_types_and_texts(noted: Study, tmp_path: Path, dialect: CsvDialect) -> None:
    folder = exported(noted, tmp_path / "out", dialect=dialect)
    recall = loader(folder).load(folder)
    moments = recall["moments"]
    assert list(recall) == [
        "moments",
        "wide",
        "ranges",
        "discuss_marks",
        "memos",
        "codebook",
        "modifiers",
        "dictionary",
    ]
    assert moments["note"].tolist()[:-2] == NOTES[:-1]
    assert moments["note"].isna().tolist()[-2:] == [True, True]
    assert [str(moments[name].dtype) for name in ("start_ms", "end_ms", "start", "code")] == [
        "Int64",
        "Int64",
        "string",
        "category",
    ]
    assert moments["end_ms"].tolist()[-1] == 26_000
    assert str(recall["ranges"]["declared_at"].dtype).startswith("datetime64")
    assert recall["wide"]["rate_10min_disc_vraag"].tolist() == [100.0]
    assert recall["wide"]["n_maat_regels"].isna().all()


def test_pandas_gets_labels_in_the_order_of_the_codebook(noted: Study, tmp_path: Path) -> None:
    folder = exported(noted, tmp_path / "out")
    read = loader(folder)
    dutch, english, keys = (read.load(folder, language)["moments"] for language in ("nl", "en", None))
    assert dutch["code"].tolist()[0] == "Klantmanager vraagt naar discriminatie"
    assert english["code"].tolist()[-1] == "Interpreter or informal translator"
    assert keys["code"].tolist()[0] == "disc_vraag"
    assert list(english["theme"].cat.categories[:2]) == ["Discrimination", "Language"]
    assert len(english["theme"].cat.categories) == 9
    assert dutch["type"].tolist()[-1] == "stuk"
    assert english.attrs["descriptions"]["start_ms"].startswith("Start of the moment")


def test_pandas_reads_the_workbook_as_well(noted: Study, tmp_path: Path) -> None:
    one, two = exported(noted, tmp_path / "csv"), exported(noted, tmp_path / "xlsx", format_key="xlsx")
    read = loader(one)
    from_csv, from_workbook = read.load(one), read.load(two)
    assert list(from_csv) == list(from_workbook)
    for name, table in from_csv.items():
        pd.testing.assert_frame_equal(table, from_workbook[name])


def test_pandas_reads_what_the_manifest_lists(noted: Study, tmp_path: Path) -> None:
    folder = exported(noted, tmp_path / "out")
    studies.tag(noted, "G-001", "A", "taal", 30_000)
    exported(noted, folder, format_key="xlsx")
    shutil.copyfile(folder / "recall.xlsx", tmp_path / "recall.xlsx")
    read = loader(folder)
    assert len(read.load(folder)["moments"]) == len(NOTES) + 2
    (folder / "dictionary.csv").write_text("of somebody else")
    assert len(read.load(folder)["moments"]) == len(NOTES) + 2
    assert len(read.load(tmp_path)["moments"]) == len(NOTES) + 2  # without a manifest


def test_pandas_gets_recall_interviews(study: Study, tmp_path: Path) -> None:
    recalled.held(study)
    folder = exported(study, tmp_path / "out")
    recall = loader(folder).load(folder, "en")
    stops, comments = recall["recall_stops"], recall["recall_comments"]
    assert [str(stops[name].dtype) for name in ("position_ms", "playback_rate", "initiator", "stop_id")] == [
        "Int64",
        "Float64",
        "category",
        "string",
    ]
    assert stops["initiator"].tolist() == ["client", "interviewer", "case manager"]
    assert comments["time_orientation"].tolist() == ["then", "still to be determined", "now"]
    assert recall["recall_sessions"]["started_at"].dt.tz is not None
    assert recall["recall_links"]["code"].tolist()[0] == "Professional asks about discrimination"
    quality = recall["recall_quality"].set_index(["level", "measure"])["value"]
    assert quality["all recall interviews", "share of stops by the viewer"] == pytest.approx(2 / 3)


def test_pandas_reads_an_export_without_moments(study: Study, tmp_path: Path) -> None:
    studies.add_recording(study, "G-001")
    folder = exported(study, tmp_path / "out")
    recall = loader(folder).load(folder)
    assert (len(recall["moments"]), len(recall["wide"])) == (0, 0)
    assert str(recall["moments"]["start_ms"].dtype) == "Int64"


# R.


def said_by_r(folder: Path, script: str, **environment: str) -> Any:
    """What a script prints as JSON-like lines after reading the export."""
    if RSCRIPT is None:
        pytest.skip("R is not installed")
    start = f"source({json.dumps(str(folder / 'read_recall.R'))}); recall <- read_recall({json.dumps(str(folder))})\n"
    done = subprocess.run(
        [RSCRIPT, "--vanilla", "-e", start + script],
        capture_output=True,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_r_gets_types_and_texts(noted: Study, tmp_path: Path, dialect: CsvDialect, locale: str) -> None:
    folder = exported(noted, tmp_path / "out", dialect=dialect)
    told = said_by_r(
        folder,
        """
        m <- recall$moments
        cat(names(recall), sep = " "); cat("\\n")
        cat(names(m)[1], class(m$start_ms), class(m$code), class(recall$ranges$declared_at)[1], "\\n")
        cat(m$start_ms, "\\n"); cat(tail(m$end_ms, 2), "\\n")
        cat(recall$wide$rate_10min_disc_vraag, recall$wide$n_maat_regels, recall$wide$n_disc_omgaan, "\\n")
        for (note in m$note) cat(if (is.na(note)) "-" else utf8ToInt(enc2utf8(note)), "\\n")
        """,
        LC_ALL=locale,
    )
    assert told[0] == "moments wide ranges discuss_marks memos codebook modifiers dictionary"
    assert told[1].split() == ["study", "numeric", "factor", "POSIXct"]
    assert told[2].split() == [f"{place}000" if place else "0" for place in range(10)] + ["20000"]
    assert told[3].split() == ["NA", "26000"]
    assert told[4].split() == ["100", "NA", "0"]
    notes = ["".join(map(chr, map(int, line.split()))) if line != "- " else None for line in told[5:]]
    assert notes == [*NOTES, None]


def test_r_gets_labels_in_either_language(noted: Study, tmp_path: Path) -> None:
    folder = exported(noted, tmp_path / "out")
    told = said_by_r(
        folder,
        f"""
        cat(as.character(recall$moments$code[1]), levels(recall$moments$type), "\\n", sep = "|")
        english <- read_recall("{folder}", labels = "en")
        cat(as.character(english$moments$code[1]), levels(english$moments$theme), "\\n", sep = "|")
        keys <- read_recall("{folder}", labels = "none")
        cat(as.character(keys$moments$code[1]), levels(keys$moments$type), "\\n", sep = "|")
        cat(attr(english$moments$start_ms, "label"))
        """,
    )
    assert told[0] == "Klantmanager vraagt naar discriminatie|tijdstip|stuk|"
    assert told[1].split("|")[:3] == ["Professional asks about discrimination", "Discrimination", "Language"]
    assert told[2] == "disc_vraag|point|interval|"
    assert told[3] == "Start of the moment, in the time line of the recording."


def test_r_gets_recall_interviews(study: Study, tmp_path: Path) -> None:
    recalled.held(study)
    told = said_by_r(
        exported(study, tmp_path / "out"),
        """
        cat(recall$recall_stops$position_ms, as.character(recall$recall_stops$initiator), "\\n")
        cat(class(recall$recall_sessions$started_at)[1], recall$recall_sessions$recall_delay_h, "\\n")
        """,
    )
    assert told[0].split() == ["22000", "200000", "28000", "klant", "interviewer", "klantmanager"]
    assert told[1].split() == ["POSIXct", "24", "24"]


def test_r_reads_what_the_manifest_lists(noted: Study, tmp_path: Path) -> None:
    folder = exported(noted, tmp_path / "out")
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    told["files"] = [file for file in told["files"] if file["name"] != "wide.csv"]
    (folder / "manifest.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    assert said_by_r(folder, "cat(names(recall))") == [
        "moments ranges discuss_marks memos codebook modifiers dictionary"
    ]
    (folder / "manifest.json").unlink()
    assert said_by_r(folder, "cat(names(recall))") == [
        "moments wide ranges discuss_marks memos codebook modifiers dictionary"
    ]


def test_r_says_that_it_reads_no_workbook(noted: Study, tmp_path: Path) -> None:
    folder = exported(noted, tmp_path / "out", format_key="xlsx")
    with pytest.raises(AssertionError, match="Base R cannot read"):
        said_by_r(folder, "")
