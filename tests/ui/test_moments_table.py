"""The table of moments: rows come and go one by one; filters, sorting, and the same selection as everywhere."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from recall_studio.ui.coding.moments_table import MomentsTable
from tests.ui.desk_rig import Rig


def column(table: MomentsTable, key: str) -> list[str]:
    place = [one.key for one in table.model.columns].index(key)
    return [table.model.index(row, place).data() for row in range(table.model.rowCount())]


def test_every_moment_has_a_row(rig: Rig, table: MomentsTable) -> None:
    assert table.model.rowCount() == len(rig.coding.views())
    assert column(table, "start") == sorted(column(table, "start"))
    assert set(column(table, "coder")) == {"A", "B"}


def test_a_tag_is_one_row_that_comes_and_is_kept(rig: Rig, table: MomentsTable) -> None:
    resets: list[int] = []
    table.model.modelReset.connect(lambda: resets.append(1))
    before = table.model.rowCount()
    rig.presses("disc_vraag", at_ms=30_000)
    assert table.model.rowCount() == before + 1
    assert column(table, "state").count("waits") == 1
    rig.waits()
    assert table.model.rowCount() == before + 1
    assert set(column(table, "state")) == {"✓"}
    assert resets == []


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
@pytest.mark.parametrize("key", ["start", "code", "length", "coder", "note"])
def test_sorted_rows_stay_sorted_when_moments_come_change_and_go(
    rig: Rig, table: MomentsTable, key: str, order: Qt.SortOrder
) -> None:
    places = [one.key for one in table.model.columns]
    table.model.sort(places.index(key), order)
    rig.presses("disc_vraag", at_ms=30_000)
    rig.waits()
    rig.coding.change(rig.own("disc_ervaring"), note="zzz", start_ms=11_000)
    rig.waits()
    rig.coding.remove([rig.own("taal_begripscheck")])
    rig.waits()
    shown = [table.model.view_at(row) for row in range(table.model.rowCount())]
    keys = [table.model._key(view) for view in shown if view is not None]
    assert keys == sorted(keys, reverse=order == Qt.SortOrder.DescendingOrder)
    assert {view.id for view in shown if view} == {view.id for view in rig.coding.views()}


def test_filters(rig: Rig, table: MomentsTable) -> None:
    table.words.setText("legt achternaam")
    assert len(column(table, "note")) == 1
    table.words.setText("zzz")
    assert table.model.rowCount() == 0
    table.words.clear()
    table.coder.setCurrentIndex(table.coder.findData("B"))
    table.coder.activated.emit(table.coder.currentIndex())
    assert set(column(table, "coder")) == {"B"}
    table.code.setCurrentIndex(table.code.findData("disc"))
    table.code.activated.emit(table.code.currentIndex())
    theme = {view.label for view in rig.coding.views() if view.theme == "disc"}
    assert set(column(table, "code")) <= theme


def test_a_moment_that_no_longer_fits_the_filter_goes(rig: Rig, table: MomentsTable) -> None:
    table.words.setText("legt achternaam")
    rig.coding.change(rig.own("disc_ervaring"), note="anders")
    rig.waits()
    assert table.model.rowCount() == 0
    rig.coding.undo(sure=True)
    rig.waits(lambda: table.model.rowCount() == 1)


def test_the_selection_is_the_same_everywhere(rig: Rig, table: MomentsTable) -> None:
    moment = rig.own("disc_ervaring")
    rig.session.select(moment)
    assert table.table.currentIndex().row() == table.model.row_of(moment)
    rig.session.select(None)
    assert not table.table.currentIndex().isValid()


def test_a_click_goes_there_and_a_double_click_plays(rig: Rig, table: MomentsTable) -> None:
    view = table.model.view_at(4)
    assert view is not None
    middle = table.table.visualRect(table.model.index(4, 1)).center()
    QTest.mouseClick(table.table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert rig.session.selection == view.id
    assert rig.player.at_ms == view.start_ms
    QTest.mouseDClick(table.table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert rig.plays


def test_down_goes_to_the_next_row(rig: Rig, table: MomentsTable) -> None:
    table.table.setFocus()
    table.table.setCurrentIndex(table.model.index(2, 1))
    QTest.keyClick(table.table, Qt.Key.Key_Down)
    view = table.model.view_at(3)
    assert view is not None
    assert rig.session.selection == view.id


def test_without_moments_it_says_how_to_make_one(rig: Rig, table: MomentsTable) -> None:
    rig.coding.put(gone=[view.id for view in rig.coding.views()])
    assert table._pages.currentWidget() is table._empty
    assert "No moments yet" in table._empty.text()


def test_ten_thousand_rows_take_one_more_at_once(rig: Rig, table: MomentsTable) -> None:
    pattern = rig.coding.views()[0]
    rig.coding.put(*(replace(pattern, id=f"m{n:05}", start_ms=10 + n, end_ms=20 + n) for n in range(10_000)))
    started = time.perf_counter()
    for n in range(20):
        rig.coding.put(replace(pattern, id=f"x{n:05}", start_ms=5_000 + n, end_ms=5_040 + n))
    assert (time.perf_counter() - started) / 20 < 0.1
    assert table.model.rowCount() == len(rig.coding.views())


def test_a_pending_moment_is_kept_in_its_row(rig: Rig) -> None:
    """Its row changes and nothing else moves, wherever it stands among moments at the same time."""
    table = MomentsTable(rig.desk)
    rig.shows(table)
    come, gone, other = [], [], []
    table.model.rowsInserted.connect(lambda *_row: come.append(1))
    table.model.rowsRemoved.connect(lambda *_row: gone.append(1))
    table.model.dataChanged.connect(lambda *_row: other.append(1))
    rig.playing.player.seek(61_234)
    rig.coding.press_code("taal_begripscheck")
    rig.qtbot.waitUntil(lambda: rig.session.unkept == 0 and not rig.coding.waiting)
    assert (len(come), len(gone)) == (1, 0)
    assert other
    keys = table.model._keys
    assert keys == sorted(keys)
    assert [table.model.view_at(row) for row in range(table.model.rowCount())] == list(rig.coding.views())
