"""The edges of the command line: bytes that are no text, places that cannot be written to, logs that cannot be kept."""

import io
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import NoReturn

import pytest

from recall_studio.cli.app import run
from recall_studio.store import keys
from tests.cli.bench import STUDY, Bench
from tests.journeys.terminal import Terminal

HALF = "x\udcff"  # as Python takes the byte FF of a command line
TAG = f"tag {STUDY} --recording G-001 --coder A --code disc --start 1"
PROC = Path("/proc")
only_with_proc = pytest.mark.skipif(not PROC.is_dir(), reason="a place where nobody can make a file")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["new", f"T{HALF}.recall"], "STUDY"),
        (["new", "T.recall", "--title", HALF], "--title"),
        (["new", "T.recall", "--as", HALF], "--as"),
        ([*TAG.split(), "--note", HALF], "--note"),
        (["add", STUDY, "MEDIA", f"{HALF}.mp4", "--name", "G-009", "--person", "K-001:klant"], "MEDIA…"),
        (["add", STUDY, "MEDIA", "--name", "G-009", "--person", HALF], "--person"),
        (["export", STUDY, "--to", HALF], "--to"),
        (["add", STUDY, "MEDIA", "--name", "G-009", "--person", "K-001:klant", "--type", HALF], "--type"),
    ],
)
def test_bytes_that_are_no_text_are_refused_by_name(bench: Bench, words: list[str], named: str) -> None:
    before = sorted(bench.folder.iterdir())
    answer = bench.terminal.types([*words, "--json"])
    assert (answer.status, answer.out) == (1, "")
    assert answer.complaint["kind"] == "bad_input"
    assert answer.complaint["message"] == f"What is given for “{named}” is not text in UTF-8."
    assert sorted(bench.folder.iterdir()) == before


def piped(monkeypatch: pytest.MonkeyPatch, folder: Path, typed: bytes, *words: str) -> int:
    """Run with these bytes on a standard input that is not UTF-8 of itself."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="latin-1"))
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(io.BytesIO()))
    return run([*words, "--passphrase-stdin"])


def test_a_passphrase_that_is_no_utf_8_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert piped(monkeypatch, tmp_path, b"zeven zinnen \xff later\n", "new", "T.recall", "--encrypt") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_is_the_same_text_in_every_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    real = keys.make_keys

    def makes(passphrase: str) -> keys.NewKeys:
        given.append(passphrase)
        return real(passphrase)

    monkeypatch.setattr(keys, "make_keys", makes)
    secret = "zeven coördinaten"
    assert piped(monkeypatch, tmp_path, f"{secret}\n".encode(), "new", "T.recall", "--encrypt") == 0
    assert given == [secret]
    decomposed = unicodedata.normalize("NFD", secret)
    assert decomposed != secret
    assert piped(monkeypatch, tmp_path, f"{decomposed}\n".encode(), "moments", "T.recall") == 0


def test_without_standard_input_a_passphrase_is_asked_for_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", None)
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(io.BytesIO()))
    assert run(["new", "T.recall", "--encrypt"]) == 1


def test_without_a_state_folder_everything_works(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECALL_STUDIO_STATE", str(bench.folder / "MEDIA" / "state"))  # in a file: cannot be made
    before = len(bench.moments())
    for start in ("1", "2"):
        answer = bench.terminal.types(f"tag {STUDY} --recording G-001 --coder A --code disc --start {start}")
        assert (answer.status, answer.err) == (0, "")
    assert len(bench.moments()) == before + 2


@pytest.mark.parametrize("harm", ["folder", "bytes", "emptied"])
def test_a_harmed_device_id_keeps_nobody_from_working(bench: Bench, harm: str) -> None:
    place = Path(os.environ["RECALL_STUDIO_STATE"]) / "device"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    if harm == "folder":
        place.mkdir()
    else:
        place.write_bytes(b"\xff" if harm == "bytes" else b"")
    assert bench.terminal.types(TAG).status == 0


def test_a_log_that_cannot_be_opened_is_done_without(bench: Bench) -> None:
    (Path(os.environ["RECALL_STUDIO_STATE"]) / "recall-studio.log").mkdir(parents=True)
    answer = bench.terminal.types(TAG)
    assert (answer.status, answer.err) == (0, "")


def test_a_bug_is_told_to_other_programs_in_their_form(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object, **_named: object) -> NoReturn:
        raise RuntimeError

    monkeypatch.setattr("recall_studio.exchange.codebook_files.default_codebook", breaks)
    answer = bench.terminal.types("new NEW.recall --json")
    assert (answer.status, answer.out) == (70, "")
    assert answer.complaint["kind"] == "bug"
    assert answer.complaint["remedy"] == ""
    assert "crash.log" in answer.complaint["message"]
    assert bench.terminal.types("new NEW.recall").err.startswith("Something went wrong")


@only_with_proc
@pytest.mark.parametrize(
    "line", ["new /proc/x", "new /proc/x.recall", f"pack {STUDY} --to /proc/x", f"export {STUDY} --to /proc/x"]
)
def test_where_nothing_can_be_made_it_is_said(bench: Bench, line: str) -> None:
    answer = bench.terminal.types([*line.split(), "--json"])
    assert (answer.status, answer.out) == (1, "")
    assert answer.complaint["kind"] in ("bad_file", "disk_full")


@pytest.mark.skipif(sys.platform == "win32", reason="two strokes begin a share there")
def test_a_path_that_begins_with_two_strokes_is_understood(terminal: Terminal) -> None:
    path = f"/{terminal.folder}/S.recall"
    assert path.startswith("//")
    for line in (f"new {path}", f"moments {path}"):
        answer = terminal.types(line)
        assert (answer.status, "read" in answer.err and "only" in answer.err) == (0, False), answer.err


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name can be any bytes")
def test_a_study_below_a_folder_whose_name_is_no_text_opens(tmp_path: Path) -> None:
    below = tmp_path / os.fsdecode(b"\xff")
    below.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "LC_ALL": "C.UTF-8"}
    for words in (["new", "S.recall"], ["moments", "S.recall"]):
        command = [sys.executable, "-m", "recall_studio", *words]
        done = subprocess.run(command, check=False, capture_output=True, cwd=below, env=environment)
        assert done.returncode == 0, done.stderr
