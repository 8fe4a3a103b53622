"""Starting from a fresh checkout: the demonstration is made once and shown; without a screen it is told in words."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import run

PYTHON = Path(sys.executable)
NO_SCREEN = "No window can open here: there is no screen."

Typed = list[tuple[str, ...]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """What `recall-studio` was started with; a machine on which all is well."""
    lines: Typed = []

    def recall_studio(_python: Path, *arguments: str, **_how: Any) -> subprocess.CompletedProcess[str]:
        lines.append(arguments)
        return subprocess.CompletedProcess(arguments, 7)

    monkeypatch.setattr(run, "ensure", lambda **_dev: PYTHON)
    monkeypatch.setattr(run, "have_for_window", lambda: "")
    monkeypatch.setattr(run, "recall_studio", recall_studio)
    monkeypatch.setattr(run, "give_tour", lambda _python: 5)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return lines


def test_arguments_go_to_the_program(typed: Typed) -> None:
    assert run.main(["moments", "Vraag.recall"]) == 7
    assert typed == [("moments", "Vraag.recall")]


def test_the_window_opens_on_a_demonstration_that_is_made_once(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    demo = Path.home() / "Recall Studio" / "Demo.recall"
    assert run.main([]) == 7
    assert (demo / "study.sqlite").is_file()
    assert str(demo) in capsys.readouterr().out
    made = (demo / "study.sqlite").stat().st_mtime_ns
    assert run.main([]) == 7
    assert (demo / "study.sqlite").stat().st_mtime_ns == made
    assert typed == [(str(demo),)] * 2


def test_where_the_home_cannot_be_written_a_folder_for_the_moment_is_used(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (Path.home() / "Recall Studio").touch()
    assert run.main([]) == 7
    ((demo,),) = typed
    assert Path(demo).parent.parent == tmp_path
    assert (Path(demo) / "study.sqlite").is_file()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a screen")
def test_without_a_screen_the_tour_is_given(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run.main([]) == 5
    assert capsys.readouterr().out == f"{NO_SCREEN} The same work from the command line:\n"
    assert typed == []


def test_what_is_left_to_install_is_said(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "have_for_window", lambda: "For the window: sudo apt install libvlc5")
    assert run.main([]) == 7
    assert capsys.readouterr().out.startswith("For the window: sudo apt install libvlc5\n")
