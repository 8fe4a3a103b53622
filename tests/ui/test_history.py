"""The history says in words what was done, strikes what was taken back, and leads to the moment."""

import pytest

from recall_studio.ui import history
from recall_studio.ui.history import HistoryPanel
from tests.ui.desk_rig import Rig


def rows(panel: HistoryPanel) -> list[tuple[str, str, bool]]:
    items = [panel.list.topLevelItem(place) for place in range(panel.list.topLevelItemCount())]
    return [(item.text(2), item.text(3), item.font(2).strikeOut()) for item in items if item is not None]


def test_what_is_done_and_taken_back_stands_there(rig: Rig) -> None:
    panel = HistoryPanel(rig.desk)
    rig.shows(panel)
    rig.playing.player.seek(40_000)
    rig.coding.press_code("taal_begripscheck")
    rig.qtbot.waitUntil(lambda: rig.session.unkept == 0)
    assert rows(panel)[0] == ("Tag moment", "Check 00:40.0", False)
    rig.coding.undo()
    rig.qtbot.waitUntil(lambda: len(rows(panel)) > 1 and rows(panel)[1][2])
    assert rows(panel)[0][0] == "Undo: Tag moment"
    rig.playing.player.seek(0)
    panel.list.itemClicked.emit(panel.list.topLevelItem(1), 2)
    assert rig.playing.player.at_ms == 40_000


def test_a_new_step_leaves_the_other_lines_alone(rig: Rig) -> None:
    panel = HistoryPanel(rig.desk)
    rig.shows(panel)
    kept = [panel.list.topLevelItem(place) for place in range(panel.list.topLevelItemCount())]
    chosen = kept[2]
    assert chosen is not None
    panel.list.setCurrentItem(chosen)
    rig.presses("taal_begripscheck", 40_000)
    rig.waits()
    now = [panel.list.topLevelItem(place) for place in range(panel.list.topLevelItemCount())]
    assert now[1:] == kept
    assert panel.list.currentItem() is chosen
    rig.coding.undo()
    rig.qtbot.waitUntil(lambda: rows(panel)[1][2])
    assert panel.list.topLevelItem(1) is now[0]


def test_earlier_steps_come_when_they_are_asked_for(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = HistoryPanel(rig.desk)
    rig.shows(whole)
    assert not whole.more.isVisible()
    monkeypatch.setattr(history, "SHOWN", 3)
    panel = HistoryPanel(rig.desk)
    rig.shows(panel)
    assert rows(panel) == rows(whole)[:3]
    while panel.more.isVisible():
        panel.more.click()
    assert rows(panel) == rows(whole)


def test_the_oldest_line_goes_when_a_new_step_comes(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "SHOWN", 3)
    panel = HistoryPanel(rig.desk)
    rig.shows(panel)
    before = rows(panel)
    rig.presses("taal_begripscheck", 40_000)
    rig.waits()
    assert rows(panel)[1:] == before[:2]
