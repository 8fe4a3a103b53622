"""What leaves, what stays, and what is said of it."""

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from recall_studio import __version__
from recall_studio.domain.consent import Status
from recall_studio.domain.errors import AccessRefused, BadInput, Cancelled
from recall_studio.domain.personal_text import Finding
from recall_studio.domain.study import PersonRole, Round
from recall_studio.domain.words import speak
from recall_studio.edits.tagging import begin_moment
from recall_studio.exchange.cells import unguarded
from recall_studio.exchange.exporting import NotesFound, export_study, look_at_notes
from recall_studio.exchange.formats import FORMATS, CsvDialect
from recall_studio.store import audit, rounds
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.exchange import studies
from tests.exchange.tables import table_of

WRITTEN = ("moments.note", "discuss_marks.note", "memos.text")
FILES = ["codebook.csv", "dictionary.csv", "discuss_marks.csv", "manifest.json", "memos.csv", "modifiers.csv"]
FILES += ["moments.csv", "ranges.csv"]
FILES += ["read_recall.R", "read_recall.py", "wide.csv"]
OTHERS = (("K-002", PersonRole.KLANT), ("M-002", PersonRole.KLANTMANAGER))


def manifest_of(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))


def in_round(study: Study, round_now: Round) -> None:
    def change(writing: Writing) -> None:
        with writing.step(""):
            rounds.open_round(writing, round_now)

    study.perform(change)


class Stopped:
    """Somebody who stops it after so many reports."""

    def __init__(self, after: int) -> None:
        self._left = after

    @property
    def cancelled(self) -> bool:
        return self._left < 0

    def report(self, done: int, total: int) -> None:
        assert done <= total
        self._left -= 1


# What leaves.


def test_the_files(coded: Study, tmp_path: Path) -> None:
    done = export_study(coded, to=tmp_path / "out", format_key="csv", notes=False)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES
    assert sorted(file.name for file in done.files) == FILES
    assert done.manifest == tmp_path / "out" / "manifest.json"
    assert {file.name: file.rows for file in done.files if file.rows is not None} == {
        f"{table}.csv": rows for table, rows in done.rows.items()
    }
    assert {**done.rows, "dictionary": 0} == {
        "moments": 4,
        "wide": 3,
        "ranges": 2,
        "discuss_marks": 1,
        "memos": 1,
        "codebook": 50,
        "modifiers": 73,
        "dictionary": 0,
    }


def test_the_moments_as_they_leave(coded: Study, tmp_path: Path) -> None:
    export_study(coded, to=tmp_path, format_key="csv", notes=True)
    first, second, *_rest = table_of(tmp_path, "moments")
    assert first == second | {
        "code": "disc_vraag",
        "label_nl": "Klantmanager vraagt naar discriminatie",
        "label_en": "Professional asks about discrimination",
        "type": "point",
        "end_ms": "",
        "duration_ms": "",
        "end": "",
        "note": "'=1+1",
        "moment_id": first["moment_id"],
    }
    assert (second["start_ms"], second["end_ms"], second["duration_ms"]) == ("10000", "14000", "4000")
    assert (second["start"], second["end"]) == ("00:00:10.000", "00:00:14.000")
    assert second["note"] == "Legt verband; zegt „nooit”, \n en zwijgt."


def test_a_stretch_that_runs_leaves_as_such_and_counts_nowhere(coded: Study, tmp_path: Path) -> None:
    export_study(coded, to=tmp_path / "before", format_key="csv", notes=False)
    coded.perform(begin_moment, recording="G-001", coder="A", code="disc_ervaring", start_ms=20_000)
    export_study(coded, to=tmp_path / "after", format_key="csv", notes=False)
    before, after = table_of(tmp_path / "before", "moments"), table_of(tmp_path / "after", "moments")
    (running,) = [row for row in after if row not in before]
    assert [running[name] for name in ("type", "start_ms", "end_ms", "duration_ms", "end", "running")] == [
        "interval",
        "20000",
        "",
        "",
        "",
        "1",
    ]
    assert {row["running"] for row in before} == {"0"}
    assert table_of(tmp_path / "before", "wide") == table_of(tmp_path / "after", "wide")


def test_what_was_looked_for_and_not_found_is_0(coded: Study, tmp_path: Path) -> None:
    export_study(coded, to=tmp_path, format_key="csv", notes=False)
    mine, theirs, others = table_of(tmp_path, "wide")
    assert (mine["coder"], mine["n_disc_ervaring"], mine["ms_disc_ervaring"]) == ("A", "1", "4000")
    assert (mine["rate_10min_disc_ervaring"], mine["n_disc_omgaan"]) == ("10.0", "0")
    assert (mine["n_taal"], mine["ms_taal"], mine["rate_10min_taal"]) == ("", "", "")
    assert (theirs["coder"], theirs["coded_ms"], theirs["n_taal"]) == ("B", "0", "")
    assert (others["recording"], others["rate_10min_maat_regels"]) == ("G-002", "5.0")


def test_workbook_and_csv_say_the_same(coded: Study, tmp_path: Path) -> None:
    export_study(coded, to=tmp_path / "csv", format_key="csv", notes=False)
    done = export_study(coded, to=tmp_path / "xlsx", format_key="xlsx", notes=False)
    assert sorted(path.name for path in (tmp_path / "xlsx").iterdir()) == [
        "manifest.json",
        "read_recall.R",
        "read_recall.py",
        "recall.xlsx",
    ]
    workbook = openpyxl.load_workbook(tmp_path / "xlsx" / "recall.xlsx")
    assert workbook.sheetnames == list(done.rows)
    for name in done.rows:
        headings, *rows = workbook[name].iter_rows(values_only=True)
        in_workbook = [said(dict(zip(headings, row, strict=True))) for row in rows]
        assert in_workbook == [said(row) for row in table_of(tmp_path / "csv", name)]


def said(row: dict[Any, Any]) -> dict[str, str]:
    """A row as text, whatever it was read from."""
    return {
        name: f"{float(cell):.12g}"
        if name.startswith("rate_") and cell not in (None, "")
        else unguarded(str(cell or ""))
        for name, cell in ((name, "0" if cell == 0 else cell) for name, cell in row.items())
    }


@pytest.mark.parametrize("format_key", [known.key for known in FORMATS])
def test_the_same_data_give_the_same_bytes(coded: Study, tmp_path: Path, format_key: str) -> None:
    for name in ("one", "two"):
        export_study(coded, to=tmp_path / name, format_key=format_key, notes=True)
        time.sleep(1.1)
    for path in (tmp_path / "one").iterdir():
        if path.name != "manifest.json":
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


# What stays.


def test_recordings_without_consent_stay(coded: Study, tmp_path: Path) -> None:
    studies.add_recording(coded, "G-003", persons=OTHERS)
    studies.tag(coded, "G-003", "A", "disc_vraag", 1_000)
    studies.declare(coded, "G-003", "A", 0, 9_000)
    studies.answer(coded, "K-002", Status.INGETROKKEN)
    done = export_study(coded, to=tmp_path / "out", format_key="csv", notes=True)
    assert done.left_out == ("G-003",)
    for table in ("moments", "ranges", "wide"):
        assert {row["recording"] for row in table_of(tmp_path / "out", table)} == {"G-001", "G-002"}
    assert manifest_of(tmp_path / "out")["left_out"] == ["G-003"]


def test_when_nothing_may_leave_nothing_is_made(coded: Study, tmp_path: Path) -> None:
    studies.answer(coded, "K-417", Status.GEWEIGERD)
    with pytest.raises(AccessRefused, match="Nothing may leave the study"):
        export_study(coded, to=tmp_path / "out", format_key="csv", notes=False)
    assert not (tmp_path / "out").exists()


def test_an_independent_round_keeps_the_others_to_themselves(coded: Study, tmp_path: Path) -> None:
    in_round(coded, Round.ONAFHANKELIJK)
    export_study(coded, to=tmp_path, format_key="csv", notes=True)
    for table in ("moments", "ranges", "wide"):
        assert {row["coder"] for row in table_of(tmp_path, table)} == {"A"}
    assert manifest_of(tmp_path)["round"] == {"round": "onafhankelijk", "closed": False}


@pytest.mark.parametrize("format_key", [known.key for known in FORMATS])
def test_a_sensitive_finding_never_leaves(coded: Study, tmp_path: Path, format_key: str) -> None:
    export_study(coded, to=tmp_path / "out", format_key=format_key, notes=True)
    if format_key == "csv":
        assert "tech_gevoelig" not in {row["code"] for row in table_of(tmp_path / "out", "moments")}
        assert not [name for name in table_of(tmp_path / "out", "wide")[0] if name.endswith("tech_gevoelig")]
        assert b"geheim" not in (tmp_path / "out" / "moments.csv").read_bytes()
    else:
        sheet = openpyxl.load_workbook(tmp_path / "out" / "recall.xlsx")["moments"]
        assert not [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell == "geheim"]
    assert manifest_of(tmp_path / "out")["never_exported"] == ["tech_gevoelig"]


# Notes.


def test_notes_leave_only_when_asked_for(coded: Study, tmp_path: Path) -> None:
    done = export_study(coded, to=tmp_path / "out", format_key="csv", notes=False)
    assert "note" not in table_of(tmp_path / "out", "moments")[0]
    assert (done.held_back, done.notices) == ((), ())
    assert all(b"zwijgt" not in path.read_bytes() for path in (tmp_path / "out").iterdir())
    assert manifest_of(tmp_path / "out")["notes"] is False


def test_notes_that_point_at_a_person_are_held_back(coded: Study, tmp_path: Path) -> None:
    studies.tag(coded, "G-001", "A", "taal", 1_000, note="Mevrouw Jansen belt 06 12345678")
    studies.tag(coded, "G-001", "A", "taal", 2_000, note="mevr. De Vries")
    done = export_study(coded, to=tmp_path / "out", format_key="csv", notes=True)
    assert "note" not in table_of(tmp_path / "out", "moments")[0]
    assert done.held_back == WRITTEN
    assert done.found.notes == 2
    assert Finding.PHONE in done.found.kinds
    assert done.notices[0].startswith("The notes were held back: 2 of them seem to hold a telephone number")
    assert "Jansen" not in " ".join(done.notices)
    told = manifest_of(tmp_path / "out")
    assert (told["notes"], told["held_back"]) == (False, list(WRITTEN))


@pytest.mark.parametrize("write", [studies.memo, lambda study, name, text: studies.mark(study, name, 0, text)])
def test_a_memo_or_mark_that_points_at_a_person_holds_all_back(
    coded: Study, tmp_path: Path, write: Callable[[Study, str, str], None]
) -> None:
    write(coded, "G-001", "Bel mevrouw Jansen")
    done = export_study(coded, to=tmp_path / "out", format_key="csv", notes=True)
    assert done.held_back == WRITTEN
    written = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.csv")]
    assert [text for text in written if "Jansen" in text] == []


def test_memos_and_marks_leave_with_their_conversation_alone(coded: Study, tmp_path: Path) -> None:
    studies.answer(coded, "K-417", Status.INGETROKKEN, recording="G-001")
    export_study(coded, to=tmp_path, format_key="csv", notes=True)
    assert table_of(tmp_path, "memos") == []
    assert table_of(tmp_path, "discuss_marks") == []


def test_notes_that_were_read_leave(coded: Study, tmp_path: Path) -> None:
    studies.tag(coded, "G-001", "A", "taal", 1_000, note="a@b.nl")
    done = export_study(coded, to=tmp_path, format_key="csv", notes=True, notes_checked=True)
    assert (done.held_back, done.found) == ((), NotesFound())
    assert "a@b.nl" in {row["note"] for row in table_of(tmp_path, "moments")}


def test_notes_are_counted_by_note_and_named_by_kind() -> None:
    found = look_at_notes(["niets", "a@b.nl en c@d.nl", "0612345678, a@b.nl"])
    assert found == NotesFound(2, (Finding.EMAIL, Finding.PHONE))


def test_a_wave_that_points_at_a_person_is_held_back(coded: Study, tmp_path: Path) -> None:
    studies.add_recording(coded, "G-003", wave="Mevrouw Jansen")
    studies.tag(coded, "G-003", "A", "taal", 1_000)
    done = export_study(coded, to=tmp_path / "out", format_key="csv", notes=False)
    assert done.held_back == ("moments.wave", "wide.wave")
    assert done.notices[0] == "Held back, because of what seems to be a name: moments.wave and wide.wave."
    assert {row["wave"] for row in table_of(tmp_path / "out", "moments")} == {""}
    assert {row["study"] for row in table_of(tmp_path / "out", "moments")} == {"Werk en taal"}
    assert all(b"Jansen" not in path.read_bytes() for path in (tmp_path / "out").iterdir())
    assert manifest_of(tmp_path / "out")["held_back"] == ["moments.wave", "wide.wave"]
    export_study(coded, to=tmp_path / "out", format_key="csv", notes=False, notes_checked=True)
    assert "Mevrouw Jansen" in {row["wave"] for row in table_of(tmp_path / "out", "moments")}


def test_a_title_that_points_at_a_person_is_held_back(tmp_path: Path) -> None:
    with closing(studies.make(tmp_path / "T.recall", title="Gesprekken van a@b.nl")) as study:
        studies.add_recording(study, "G-001")
        studies.tag(study, "G-001", "A", "taal", 1_000)
        done = export_study(study, to=tmp_path / "out", format_key="csv", notes=False)
    assert done.held_back == ("study.title", "moments.study", "wide.study")
    assert all(b"a@b.nl" not in path.read_bytes() for path in (tmp_path / "out").iterdir())
    assert manifest_of(tmp_path / "out")["study"]["title"] is None


# How it is written.


def test_the_dialect_follows_the_language_or_the_wish(coded: Study, tmp_path: Path) -> None:
    speak("nl")
    export_study(coded, to=tmp_path / "nl", format_key="csv", notes=False)
    assert (tmp_path / "nl" / "moments.csv").read_bytes().startswith(b"\xef\xbb\xbfstudy;conversation_id;")
    export_study(coded, to=tmp_path / "tab", format_key="csv", notes=False, dialect=CsvDialect("\t", bom=False))
    assert (tmp_path / "tab" / "moments.csv").read_bytes().startswith(b"study\tconversation_id\t")
    assert manifest_of(tmp_path / "tab")["dialect"]["separator"] == "\t"


def test_an_unknown_format_is_refused_before_the_gate(coded: Study, tmp_path: Path) -> None:
    before = audit.head(coded)
    with pytest.raises(BadInput, match="There is no format “sav”") as refused:
        export_study(coded, to=tmp_path / "out", format_key="sav", notes=False)
    assert refused.value.remedy == "There are csv and xlsx."
    assert audit.head(coded) == before


@pytest.mark.parametrize("format_key", [known.key for known in FORMATS])
@pytest.mark.parametrize("after", [0, 1, 3])
def test_who_stops_it_finds_the_old_files(coded: Study, tmp_path: Path, format_key: str, after: int) -> None:
    to = tmp_path / "out"
    to.mkdir()
    (to / "moments.csv").write_text("old")
    with pytest.raises(Cancelled):
        export_study(coded, to=to, format_key=format_key, notes=False, progress=Stopped(after))
    assert [(path.name, path.read_text()) for path in to.iterdir()] == [("moments.csv", "old")]


def test_a_second_export_takes_the_place_of_the_first(coded: Study, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    export_study(coded, to=tmp_path, format_key="csv", notes=False)
    studies.tag(coded, "G-001", "A", "taal", 1_000)
    export_study(coded, to=tmp_path, format_key="csv", notes=False)
    assert len(table_of(tmp_path, "moments")) == 5
    assert (tmp_path / "mine.txt").read_text() == "mine"


# The manifest.


def test_the_manifest_tells_what_left_and_by_whose_leave(coded: Study, tmp_path: Path) -> None:
    export_study(coded, to=tmp_path, format_key="csv", notes=False)
    told = manifest_of(tmp_path)
    facts = coded.facts()
    assert told["study"] == {"id": facts.id, "title": "Werk en taal", "kind": "onderzoek", "synthetic": False}
    assert (told["by"], told["purpose"], told["made_at"]) == ("A", "eigen_analyse", "2026-03-12T12:00:00.000Z")
    assert (told["codebook_version"], told["program"]) == ("1.1", f"Recall Studio {__version__}")
    assert told["audit_head"] == audit.head(coded)
    assert len(told["consent_snapshot"]) == 64
    assert told["dialect"]["line_end"] == "\r\n"


@pytest.mark.parametrize("format_key", [known.key for known in FORMATS])
def test_every_file_is_listed_with_its_hash(coded: Study, tmp_path: Path, format_key: str) -> None:
    to = tmp_path / "out"
    export_study(coded, to=to, format_key=format_key, notes=False)
    listed = {file["name"]: file for file in manifest_of(to)["files"]}
    assert set(listed) == {path.name for path in to.iterdir()} - {"manifest.json"}
    for name, file in listed.items():
        content = (to / name).read_bytes()
        assert (file["size_bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    rows = {table: n for file in listed.values() for table, n in file["rows"].items()}
    assert (rows["moments"], rows["ranges"]) == (4, 2)


def test_no_file_names_a_folder_or_a_user(coded: Study, tmp_path: Path) -> None:
    to = tmp_path / "out"
    export_study(coded, to=to, format_key="csv", notes=True)
    for path in to.iterdir():
        content = path.read_text(encoding="utf-8-sig")
        assert str(tmp_path) not in content
        assert "Werk.recall" not in content


def test_somebody_else_exports_under_their_own_code(coded: Study, tmp_path: Path) -> None:
    with closing(studies.reopen(coded.folder.root, acting_as="B")) as theirs:
        export_study(theirs, to=tmp_path / "out", format_key="csv", notes=False)
    assert manifest_of(tmp_path / "out")["by"] == "B"
