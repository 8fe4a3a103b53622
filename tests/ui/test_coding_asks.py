"""What coding asks: done with this conversation, what still runs, the reaction time, and steps from before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recall_studio.ui.coding.declaring import DoneSheet, done_words
from recall_studio.ui.coding.leaving import LeftRunning
from recall_studio.ui.coding.reaction import ReactionSheet
from tests.ui.desk_rig import Rig, rig_on

LENGTH = 173_280


@pytest.fixture
def rig(demo_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with rig_on(demo_path, qtbot) as rig:
        rig.room.show()
        yield rig


def done(rig: Rig) -> DoneSheet:
    sheet = DoneSheet(rig.coding, LENGTH)
    rig.room.open_sheet(sheet)
    return sheet


def newest(rig: Rig) -> tuple[int, int, int]:
    last = max((one for one in rig.coding.ranges if one.coder == "A"), key=lambda one: one.declared_at)
    return last.start_ms, last.end_ms, len(last.codes)


def test_the_button_names_the_code_sets(rig: Rig) -> None:
    assert done_words(rig.coding) == "Done with this conversation (for: Discrimination, Language, Tailoring (maatwerk))"


def test_the_whole_recording_for_all_that_is_on(rig: Rig) -> None:
    before = len(rig.coding.ranges)
    done(rig).declare.click()
    rig.waits()
    assert len(rig.coding.ranges) == before + 1
    assert newest(rig) == (0, LENGTH, 20)


def test_up_to_here_for_one_theme(rig: Rig) -> None:
    rig.player.at_ms = 31_000
    sheet = done(rig)
    for _theme, tick in sheet.sets[1:]:
        tick.setChecked(False)
    sheet.up_to.setChecked(True)
    sheet.declare.click()
    rig.waits()
    assert newest(rig) == (0, 31_000, 7)


def test_a_part_is_typed(rig: Rig) -> None:
    sheet = done(rig)
    sheet.start.chosen.emit(90_000)
    sheet.end.chosen.emit(60_000)
    assert sheet.part.isChecked()
    sheet.declare.click()
    rig.waits()
    assert newest(rig)[:2] == (60_000, 90_000)


def test_nothing_is_declared_for_nothing(rig: Rig) -> None:
    sheet = done(rig)
    for _theme, tick in sheet.sets:
        tick.setChecked(False)
    assert not sheet.declare.isEnabled()


def test_what_still_runs_is_asked_about_first(rig: Rig) -> None:
    rig.presses("maat_behoefte", at_ms=20_000)
    rig.presses("disc_ervaring", at_ms=22_000)
    rig.waits()
    rig.player.at_ms = 30_000
    sheet = done(rig)
    assert not sheet.declare.isEnabled()
    first, second = rig.coding.running
    for view, end in ((first, True), (second, False)):
        sheet._answer(sheet.card, view, end=end)
    rig.waits()
    assert sheet.declare.isEnabled()
    assert ("maat_behoefte", 20_000, 30_000) in rig.sees()
    assert [view.code for view in rig.coding.running] == ["disc_ervaring"]


def test_leaving_a_recording_names_what_runs_and_leads_back(rig: Rig) -> None:
    watcher = LeftRunning(rig.desk, rig.room)
    rig.presses("maat_behoefte", at_ms=20_000)
    rig.waits()
    rig.session.close_recording()
    assert rig.room.questions == ["In G-001 this still runs: Need explored. [Go back and end it]"]
    rig.room.answers[0]()
    assert rig.session.recording is not None
    assert [view.code for view in rig.coding.running] == ["maat_behoefte"]
    assert watcher.parent() is rig.room


def test_leaving_without_anything_running_asks_nothing(rig: Rig) -> None:
    LeftRunning(rig.desk, rig.room)
    rig.session.close_recording()
    assert rig.room.questions == []


def test_the_reaction_time_is_kept_and_counts_from_the_next_tag(rig: Rig) -> None:
    sheet = ReactionSheet(rig.coding)
    rig.room.open_sheet(sheet)
    sheet.number.setValue(300)
    sheet._keep()
    rig.waits()
    assert rig.coding.reaction_ms == 300
    rig.player.play()
    rig.presses("disc_vraag", at_ms=30_000)
    rig.waits()
    assert ("disc_vraag", 29_700, None) in rig.sees()
