"""Holding a code's key: the stretch begins at the press and ends when the key is let go, or the window is left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.coding_hand import hand_on
from tests.ui.test_keys import Bench

Key, Type = Qt.Key, QEvent.Type
STRETCH, POINT = "disc_ervaring", "disc_vraag"  # on 1 and 2


@pytest.fixture
def bench(demo_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    with hand_on(demo_path, qtbot) as hand:
        hand.opens()
        hand.preferences.change(hold_to_code=True)
        bench = Bench(hand, qtbot)
        qapp.installEventFilter(bench.router)
        yield bench
        qapp.removeEventFilter(bench.router)


def sends(bench: Bench, kind: QEvent.Type, key: Qt.Key, *, at_ms: int, again: bool = False, scan: int = 0) -> None:
    bench.hand.player.at_ms = at_ms
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, scan, 0, 0, "", again)
    QApplication.sendEvent(bench.room, event)


def new(bench: Bench, code: str, before: list[tuple[str | None, int, int | None]]) -> list[tuple[int, int | None]]:
    bench.hand.waits()
    return [(start, end) for one, start, end in bench.hand.sees(code=code) if (one, start, end) not in before]


def test_a_stretch_lasts_as_long_as_its_key_is_held(bench: Bench) -> None:
    before = bench.hand.sees()
    sends(bench, Type.KeyPress, Key.Key_1, at_ms=20_000)
    for ms in (20_500, 21_000):
        sends(bench, Type.KeyRelease, Key.Key_1, at_ms=ms, again=True)
        sends(bench, Type.KeyPress, Key.Key_1, at_ms=ms, again=True)
    bench.hand.waits()
    assert any(view.own and view.code == STRETCH and view.running for view in bench.hand.coding.views())
    sends(bench, Type.KeyRelease, Key.Key_1, at_ms=24_000)
    assert new(bench, STRETCH, before) == [(20_000, 24_000)]


def test_a_chord_begins_at_its_letter_and_lasts_as_long_as_its_number(bench: Bench) -> None:
    before = bench.hand.sees()
    sends(bench, Type.KeyPress, Key.Key_T, at_ms=30_000)
    sends(bench, Type.KeyRelease, Key.Key_T, at_ms=30_100)
    sends(bench, Type.KeyPress, Key.Key_2, at_ms=30_400)
    sends(bench, Type.KeyRelease, Key.Key_2, at_ms=33_000)
    assert new(bench, "taal_niet_begrijpen", before) == [(30_000, 33_000)]


def test_an_instant_is_what_it_was(bench: Bench) -> None:
    before = bench.hand.sees()
    sends(bench, Type.KeyPress, Key.Key_2, at_ms=40_000)
    sends(bench, Type.KeyRelease, Key.Key_2, at_ms=42_000)
    assert new(bench, POINT, before) == [(40_000, None)]


def test_leaving_the_window_ends_what_is_held(bench: Bench) -> None:
    before = bench.hand.sees()
    sends(bench, Type.KeyPress, Key.Key_1, at_ms=20_000)
    bench.hand.player.at_ms = 22_000
    QApplication.sendEvent(bench.room, QEvent(Type.WindowDeactivate))
    assert new(bench, STRETCH, before) == [(20_000, 22_000)]
    sends(bench, Type.KeyRelease, Key.Key_1, at_ms=25_000)
    assert new(bench, STRETCH, before) == [(20_000, 22_000)]


def test_two_keys_are_held_at_once(bench: Bench) -> None:
    before = bench.hand.sees()
    sends(bench, Type.KeyPress, Key.Key_1, at_ms=20_000, scan=10)
    sends(bench, Type.KeyPress, Key.Key_3, at_ms=21_000, scan=12)
    sends(bench, Type.KeyRelease, Key.Key_1, at_ms=22_000, scan=10)
    sends(bench, Type.KeyRelease, Key.Key_3, at_ms=23_000, scan=12)
    assert new(bench, STRETCH, before) == [(20_000, 22_000)]
    assert new(bench, "disc_omgaan", before) == [(21_000, 23_000)]


def test_without_the_setting_the_second_press_ends_it(bench: Bench) -> None:
    before = bench.hand.sees()
    bench.hand.preferences.change(hold_to_code=False)
    for at_ms in (20_000, 24_000):
        sends(bench, Type.KeyPress, Key.Key_1, at_ms=at_ms)
        sends(bench, Type.KeyRelease, Key.Key_1, at_ms=at_ms + 100)
        bench.hand.waits()
    assert new(bench, STRETCH, before) == [(20_000, 24_000)]


def test_a_changed_key_works_at_once_and_never_writes_for_who_writes(bench: Bench) -> None:
    bench.hand.preferences.change(keys={"play.toggle": ("F13",), "play.anywhere": ("K", "F14")})
    QTest.keyClick(bench.room, Key.Key_Space)
    QTest.keyClick(bench.room, Key.Key_F13)
    assert bench.done == ["toggle"]
    line = bench.room.fields[0]
    line.setFocus()
    QTest.keyClick(line, Key.Key_K)
    QTest.keyClick(line, Key.Key_F14)
    assert bench.done == ["toggle", "anywhere"]
    assert line.property("text") == "k"


def test_where_a_tag_pauses_the_second_press_ends_it(bench: Bench) -> None:
    bench.hand.preferences.change(pause_on_tag=True)
    bench.hand.player.play()
    sends(bench, Type.KeyPress, Key.Key_1, at_ms=20_000)
    sends(bench, Type.KeyRelease, Key.Key_1, at_ms=20_000)
    bench.hand.waits()
    assert any(view.code == STRETCH and view.running for view in bench.hand.coding.views())
