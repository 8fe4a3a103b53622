"""Window or command line: what the arguments mean, in which language, and what happens where there is no screen."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from recall_studio.domain.words import language
from recall_studio.store import settings
from recall_studio.ui import display
from tests.cli.bench import Bench
from tests.journeys.terminal import Terminal

OPENED = 41

Shown = list[tuple[Path | None, str, str | None]]


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """A window that only notes which study it was given, what was spoken and which language was asked for."""
    opened: Shown = []

    def run_window(study: Path | None, *, lang: str | None = None) -> int:
        opened.append((study, language(), lang))
        return OPENED

    monkeypatch.setitem(sys.modules, "recall_studio.ui.app", SimpleNamespace(run_window=run_window))
    monkeypatch.setattr(display, "why_no_window", lambda: "")
    return opened


def test_without_arguments_the_window_opens(terminal: Terminal, shown: Shown) -> None:
    assert terminal.types("").status == OPENED
    assert shown == [(None, "en", "")]


def test_a_study_alone_opens_in_the_window(terminal: Terminal, shown: Shown) -> None:
    (terminal.folder / "Vraag.recall").mkdir()
    terminal.types("Vraag.recall --lang nl")
    terminal.types("--lang=nl Vraag.recall/")
    assert shown == [(Path("Vraag.recall"), "nl", "nl")] * 2


def test_the_language_of_the_preferences_is_spoken_unless_another_is_asked(terminal: Terminal, shown: Shown) -> None:
    settings.keep(settings.Settings(language="nl"))
    terminal.types("")
    terminal.types("--lang en")
    assert [said for _study, *said in shown] == [["nl", ""], ["en", "en"]]


@pytest.mark.parametrize("line", ["--help", "--version", "recordings Weg.recall", "Weg.recall", "--lang fr", "--lang"])
def test_everything_else_is_for_the_command_line(terminal: Terminal, shown: Shown, line: str) -> None:
    assert terminal.types(line).status != OPENED
    assert shown == []


def test_a_name_that_is_no_study_is_refused_in_words(terminal: Terminal, shown: Shown) -> None:
    answer = terminal.types("Weg.recall")
    assert answer.status == 2
    assert "Weg.recall" in answer.err


def test_without_a_screen_a_study_is_told_in_words(bench: Bench, no_screen: None) -> None:
    study = next(bench.folder.glob("*.recall")).name
    answer = bench.terminal.types(study)
    assert answer.status == 0
    assert answer.err.startswith("No window can open here: there is no screen.\n")
    assert answer.out == bench.terminal.types(f"recordings {study}").out != ""


def test_without_a_screen_and_a_study_the_commands_are_listed(terminal: Terminal, no_screen: None) -> None:
    answer = terminal.types("--lang nl")
    assert answer.status == 0
    assert answer.err != ""
    assert answer.out == terminal.types("--help --lang nl").out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a screen")
def test_a_screen_that_does_not_answer_is_named(no_screen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.setenv("WAYLAND_DISPLAY", "none-of-this-name")
    assert display.why_no_window() == "No window can open here: the screen “:4711” does not answer."


def test_a_platform_that_was_named_is_believed(no_screen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display.why_no_window() == ""


def test_a_missing_library_is_named(no_screen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(sys.modules, "PySide6", None)
    assert "a library of the system is missing (" in display.why_no_window()
