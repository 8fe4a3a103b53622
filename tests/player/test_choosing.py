"""Which engine plays what, and what is said where one is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from recall_studio.domain.words import speak
from recall_studio.player import choosing
from recall_studio.player.choosing import ENGINES, choose
from recall_studio.player.playing import Player
from tests.player.setting import made_up

if TYPE_CHECKING:
    from collections.abc import Callable

FACTS = made_up().facts
SOUND = made_up(picture=False).facts


def saying(why: str) -> Callable[[], str]:
    return lambda: why


def engines(monkeypatch: pytest.MonkeyPatch, **missing: str) -> None:
    """Say that these are missing, and why, and that the others are there."""
    known = tuple(replace(engine, why_not=saying(missing.get(engine.key, ""))) for engine in ENGINES)
    monkeypatch.setattr(choosing, "ENGINES", known)


def codec(name: str) -> choosing.Choice:
    assert FACTS.video is not None
    return choose(replace(FACTS, video=replace(FACTS.video, codec=name)))


def test_libvlc_plays_what_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    engines(monkeypatch)
    choice = codec("h264")
    assert choice.key == "vlc"
    assert choice.sentence.startswith("VLC plays this recording: it is installed")


@pytest.mark.parametrize("name", ["mpeg4", "wmv2"])
def test_qt_plays_what_is_not_recognised(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    engines(monkeypatch)
    assert codec(name).key == "qt"


def test_qt_plays_sound_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    engines(monkeypatch)
    assert choose(SOUND).key == "qt"


def test_the_other_one_steps_in(monkeypatch: pytest.MonkeyPatch) -> None:
    engines(monkeypatch, vlc="VLC is missing.")
    choice = codec("h264")
    assert (choice.key, choice.sentence) == ("qt", "Qt plays this recording. VLC is missing.")
    engines(monkeypatch, qt="Qt is missing.")
    assert choose(SOUND).key == "vlc"


@pytest.mark.parametrize("preference", ["vlc", "qt"])
def test_a_preference_counts(monkeypatch: pytest.MonkeyPatch, preference: str) -> None:
    engines(monkeypatch)
    choice = choose(FACTS, preference)
    assert choice.key == preference
    assert "as chosen in the settings" in choice.sentence


def test_a_preference_that_cannot_be_kept_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    engines(monkeypatch, qt="Qt is missing.")
    choice = choose(FACTS, "qt")
    assert (choice.key, choice.sentence) == ("vlc", "VLC plays this recording. Qt is missing.")


def test_an_unknown_preference_is_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    engines(monkeypatch)
    assert choose(FACTS, "winamp").key == "vlc"


def test_without_any_there_are_stills(monkeypatch: pytest.MonkeyPatch) -> None:
    engines(monkeypatch, vlc="VLC is missing.", qt="Qt is missing.")
    choice = choose(FACTS)
    assert (choice.key, choice.sentence[:19]) == ("none", "There is no player ")
    player = Player(choice.make, wake=lambda: None)
    assert player.engine_key == "none"
    assert player.devices() == []
    player.close()


def test_it_is_said_in_dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    engines(monkeypatch)
    speak("nl")
    assert "speelt" in codec("h264").sentence


def test_keys_are_those_of_the_engines() -> None:
    assert [engine.key for engine in ENGINES] == ["vlc", "qt"]


# Computers on which something is missing, in programs of their own: libraries are loaded once.

ASK = """
from recall_studio.player.choosing import ENGINES
print({engine.key: engine.why_not() for engine in ENGINES})
"""
WITHOUT_QT = """
import sys
sys.modules["PySide6.QtMultimedia"] = None
"""


def asked(script: str, **environment: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, str] = eval(done.stdout)  # noqa: S307 - our own words
    return told


@pytest.mark.parametrize("path", ["/nowhere/libvlc.so", "/etc/passwd"])
def test_a_computer_without_libvlc(path: str) -> None:
    assert asked(ASK, PYTHON_VLC_LIB_PATH=path)["vlc"].startswith("VLC is not installed")


def test_a_computer_without_the_libraries_of_qt() -> None:
    assert asked(WITHOUT_QT + ASK)["qt"].startswith("Parts of the system")
