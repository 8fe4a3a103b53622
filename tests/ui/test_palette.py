"""The palette finds what holds every word typed, whatever the accents, and does it at Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from recall_studio.ui.palette import Entry, Palette, found
from recall_studio.ui.tokens import LIGHT


def entry(title: str, detail: str = "", done: list[str] | None = None) -> Entry:
    return Entry(title, "", lambda: (done if done is not None else []).append(title), detail=detail)


ENTRIES = [entry("Ruimte geven", "Relatie"), entry("Geef café een plek"), entry("Gezamenlijk doel", "Maatwerk")]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("ge", ["Geef café een plek", "Gezamenlijk doel", "Ruimte geven"]),
        ("CAFE", ["Geef café een plek"]),
        ("maat doel", ["Gezamenlijk doel"]),
        ("nothing like it", []),
        ("", [made.title for made in ENTRIES]),
    ],
)
def test_what_is_typed_is_found(typed: str, titles: list[str]) -> None:
    assert [made.title for made in found(ENTRIES, typed)] == titles


def test_enter_does_what_is_chosen_and_the_palette_goes(qtbot: QtBot) -> None:
    over, done = QWidget(), list[str]()
    over.resize(1000, 700)
    qtbot.addWidget(over)
    over.show()
    palette = Palette([entry("first", done=done), entry("second", done=done)], LIGHT)
    palette.open_over(over)
    field = palette.findChild(QLineEdit)
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.closed):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert done == ["second"]


def test_escape_takes_it_away_and_does_nothing(qtbot: QtBot) -> None:
    over, done = QWidget(), list[str]()
    qtbot.addWidget(over)
    over.show()
    palette = Palette([entry("first", done=done)], LIGHT)
    palette.open_over(over)
    field = palette.findChild(QLineEdit)
    assert field is not None
    with qtbot.waitSignal(palette.closed):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert done == []
