"""Many rows of the table: the same moments are selected as everywhere, in both directions, also while they change."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from recall_studio.domain.shaping import Extent
from recall_studio.ui.coding.moments_table import MomentsTable
from tests.ui.desk_rig import Rig
from tests.ui.mouse_hand import CTRL, NO_KEY, SHIFT


def clicks(table: MomentsTable, row: int, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    area = table.table.visualRect(table.model.index(row, 1))
    QTest.mouseClick(table.table.viewport(), Qt.MouseButton.LeftButton, keys, area.center())


def selected(table: MomentsTable) -> set[str]:
    rows = {index.row() for index in table.table.selectionModel().selectedRows()}
    return {view.id for row in rows if (view := table.model.view_at(row))}


def test_rows_that_are_selected_are_selected_everywhere(table: MomentsTable, rig: Rig) -> None:
    for row, keys, number in ((1, NO_KEY, 1), (3, SHIFT, 3), (5, CTRL, 4), (2, CTRL, 3), (4, NO_KEY, 1)):
        clicks(table, row, keys)
        assert set(rig.session.chosen) == selected(table)
        assert len(rig.session.chosen) == number


def test_extending_does_not_go_to_another_picture(table: MomentsTable, rig: Rig) -> None:
    clicks(table, 1)
    at_ms = rig.player.at_ms
    clicks(table, 4, SHIFT)
    assert rig.player.at_ms == at_ms


def test_what_is_selected_elsewhere_is_selected_here(table: MomentsTable, rig: Rig) -> None:
    ids = [view.id for view in rig.coding.views()][::2]
    rig.session.choose(ids)
    assert selected(table) == set(ids)
    rig.session.select(ids[1])
    assert selected(table) == {ids[1]}
    rig.session.select(None)
    assert selected(table) == set()


def test_a_selected_moment_that_moves_to_another_row_stays_selected(table: MomentsTable, rig: Rig) -> None:
    own = [view for view in rig.coding.views() if view.own and not view.running]
    rig.session.choose([own[0].id, own[1].id])
    rig.coding.shaping.place({own[0].id: Extent(170_000, 171_000)})
    rig.waits(lambda: (view := rig.coding.view(own[0].id)) is not None and view.start_ms == 170_000)
    assert set(rig.session.chosen) == {own[0].id, own[1].id}
    assert selected(table) == {own[0].id, own[1].id}


def test_all_are_those_that_are_listed(table: MomentsTable, rig: Rig) -> None:
    rig.coding.shaping.choose_all()
    everything = {view.id for view in rig.coding.views() if view.own}
    assert set(rig.session.chosen) == everything
    table.words.setText("tolk")
    rig.coding.shaping.choose_all()
    assert set(rig.session.chosen) < everything
    table.hide()
    rig.coding.shaping.choose_all()
    assert set(rig.session.chosen) == everything


def test_many_are_removed_at_once_and_come_back_at_once(table: MomentsTable, rig: Rig) -> None:
    ids = [view.id for view in rig.coding.views() if view.own][:3]
    rig.session.choose(ids)
    number = table.model.rowCount()
    rig.coding.shaping.remove()
    rig.waits(lambda: table.model.rowCount() == number - 3)
    rig.coding.undo()
    rig.waits(lambda: table.model.rowCount() == number)
