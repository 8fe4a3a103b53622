"""The logs say what ran and where it broke, and never what somebody wrote."""

import logging
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from recall_studio import __version__
from recall_studio.edits.tagging import tag_moment
from recall_studio.store import journal, logs
from recall_studio.store.logs import LOGGER, keep_crash, start_logging
from recall_studio.store.state import device_id, state_folder
from recall_studio.store.study import Study
from tests.store.conftest import Opens
from tests.store.studies import NOTE, tag

WORD = NOTE.split()[0]


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder, chosen as a user can."""
    place = tmp_path / "state" / "deep"
    monkeypatch.setenv("RECALL_STUDIO_STATE", str(place))
    return place


@pytest.fixture
def log(state: Path) -> Iterator[Path]:
    """The log, started and stopped."""
    before, level, propagate = list(LOGGER.handlers), LOGGER.level, LOGGER.propagate
    LOGGER.handlers.clear()
    start_logging()
    yield state / "recall-studio.log"
    for handler in LOGGER.handlers:
        handler.close()
    LOGGER.handlers[:] = before
    LOGGER.setLevel(level)
    LOGGER.propagate = propagate


def crash_in(study: Study) -> BaseException:
    """A bug while a note is in hand: its words stand in the exception, its cause and its notes."""
    try:
        try:
            study.perform(tag_moment, recording="G-01", coder="A", code="werk", start_ms="x", note=NOTE)  # type: ignore[arg-type]
        except TypeError as first:
            first.add_note(NOTE)
            raise KeyError({"note": NOTE}) from first
    except KeyError as error:
        error.add_note(f"while handling {NOTE}")
        return error
    raise AssertionError


def test_a_crash_is_kept_without_its_words(state: Path, study: Study) -> None:
    place = keep_crash(crash_in(study), __version__)
    assert place == state / "crash.log"
    text = place.read_text(encoding="utf-8")
    assert WORD not in text
    assert "lacht" not in text
    assert f"{__version__} KeyError" in text
    assert "test_logs.py:" in text
    assert "crash_in" in text


def test_crashes_are_kept_one_after_the_other(state: Path) -> None:
    for error in (ValueError(NOTE), ExceptionGroup(NOTE, [OSError(NOTE)]), SystemExit(NOTE)):
        keep_crash(error, "1")
    text = (state / "crash.log").read_text(encoding="utf-8")
    assert [line.split()[-1] for line in text.splitlines()] == ["ValueError", "ExceptionGroup", "SystemExit"]
    assert WORD not in text


def test_what_the_store_itself_logs_is_a_kind_and_no_words(
    log: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = opens()
    tag(study, note=NOTE)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: shutil._ntuple_diskusage(1, 1, 0))
    study.close()
    text = log.read_text(encoding="utf-8")
    assert re.search(r"WARNING backup not made: (disk_full|DiskFull)\n", text)
    assert WORD not in text
    assert study.folder.root.name not in text


def test_a_sitting_leaves_no_words_in_any_file_of_the_state_folder(log: Path, state: Path, opens: Opens) -> None:
    study = opens()
    LOGGER.info("tag begins")
    tag(study, note=NOTE)
    journal.history(study, as_seen_by=study.acting)
    study.close()
    kept = {place.name: place.read_bytes() for place in state.rglob("*") if place.is_file()}
    assert {"device", "recall-studio.log"} <= set(kept)
    assert [name for name, held in kept.items() if WORD.encode() in held or b"K-417" in held] == []


def test_the_log_does_not_reach_the_terminal_and_is_opened_once(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    start_logging()
    start_logging()
    LOGGER.info("tag begins")
    assert log.read_text(encoding="utf-8").count("tag begins") == 1
    assert capfd.readouterr() == ("", "")


def test_the_log_does_not_grow_for_ever(log: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = LOGGER.handlers[0]
    assert isinstance(handler, logging.handlers.RotatingFileHandler)
    assert handler.maxBytes == logs._LARGEST_BYTES
    handler.maxBytes = 1_000
    for number in range(500):
        LOGGER.info("line %d", number)
    assert len(list(state.glob("recall-studio.log*"))) == 1 + logs._KEPT
    assert sum(place.stat().st_size for place in state.glob("recall-studio.log*")) <= 4_000


def test_where_nothing_can_be_kept_the_program_goes_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("RECALL_STUDIO_STATE", str(tmp_path / "file" / "state"))
    before = list(LOGGER.handlers)
    LOGGER.handlers.clear()
    start_logging()
    LOGGER.warning("nowhere to write to")
    LOGGER.handlers[:] = before
    assert capfd.readouterr().err == ""


def test_the_state_folder_can_be_chosen(state: Path) -> None:
    assert state_folder() == state
    assert state.is_dir()


def test_without_a_choice_it_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECALL_STUDIO_STATE")
    place = state_folder()
    assert place.name in {"recall-studio", "State", "Logs"}
    if sys.platform == "linux":
        assert str(place).startswith(str(Path.home()))


def test_the_device_is_the_same_every_time_and_another_one_elsewhere(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = device_id()
    assert device_id() == first == (state / "device").read_text(encoding="ascii")
    monkeypatch.setenv("RECALL_STUDIO_STATE", str(tmp_path / "other"))
    assert device_id() != first
