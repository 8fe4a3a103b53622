"""The sound of an interview in the window: what does not fit is said, it comes in, and it is lined up by hand."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from recall_studio.domain.recall.kinds import SoundState
from recall_studio.domain.study import PersonRole
from recall_studio.edits.recall.importing_sound import look_at_sound
from recall_studio.ui.recall.afterwork.offset_field import from_words, in_words
from recall_studio.ui.recall.afterwork.sound_sheet import BringingSheet, LiningUpSheet, bring_sound
from tests.edits.recall.sounds import sound_file
from tests.ui.recall.workspace_rig import Window


def test_a_file_of_another_recorder_comes_in_and_what_does_not_fit_is_said(window: Window, tmp_path: Path) -> None:
    silent = window.record(PersonRole.KLANTMANAGER).interview
    assert silent.sound is SoundState.GEEN
    given = look_at_sound(sound_file(tmp_path / "recorder.wav", 20))
    sheet = BringingSheet(window.desk, silent, given)
    window.frame.open_sheet(sheet)
    assert "shorter than the recall interview" in sheet.notices.text()
    sheet.offset.line.setText("-00:03")
    sheet.offset.line.editingFinished.emit()
    assert sheet.offset.ms == -3_000
    assert not sheet.take.isEnabled()  # nothing is written before the user says that it is meant
    sheet.anyway.click()
    assert sheet.take.isEnabled()
    sheet.offset.line.setText("-00:05")
    sheet.offset.line.editingFinished.emit()
    assert not sheet.take.isEnabled()  # what does not fit is something else now
    sheet.offset.line.setText("-00:03")
    sheet.offset.line.editingFinished.emit()
    sheet.anyway.click()
    sheet.take.click()
    window.viewer.waits(lambda: window.record(PersonRole.KLANTMANAGER).interview.sound is SoundState.INGELEZEN)
    known = window.record(PersonRole.KLANTMANAGER).interview
    assert known.sound_offset_ms == -3_000
    assert known.sound_recording is not None
    window.waits()
    window.recall.work_on(known)
    assert window.recall.afterwork.code.isVisible()


def test_a_place_that_lies_outside_the_interview_is_refused_in_words(window: Window, tmp_path: Path) -> None:
    silent = window.record(PersonRole.KLANTMANAGER).interview
    sheet = BringingSheet(window.desk, silent, look_at_sound(sound_file(tmp_path / "recorder.wav", 20)))
    window.frame.open_sheet(sheet)
    sheet.offset.line.setText("10:00:00")
    sheet.offset.line.editingFinished.emit()
    assert "outside the recall interview" in sheet.notices.text()
    assert not sheet.take.isEnabled()
    sheet.offset.line.setText("zwaluw")
    sheet.offset.line.editingFinished.emit()
    assert sheet.offset.complaint


def test_both_sounds_lie_above_each_other_and_the_interviews_is_moved_by_keys(window: Window) -> None:
    known = window.record().interview
    if known.sound is SoundState.GEEN:
        pytest.skip("the demo brings no sound here")
    bring_sound(window.desk, known)
    sheet = window.frame._sheet
    assert isinstance(sheet, LiningUpSheet)
    window.viewer.waits(lambda: sheet._beside is not None)
    assert sheet._beside is not None
    assert float(sheet._beside.played.max()) > 0.3
    assert float(sheet._beside.heard.max()) > 0.3
    before = sheet.offset.ms
    QTest.keyClick(sheet.sounds, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(sheet.sounds, Qt.Key.Key_Right)  # also lets go of Shift, for the tests that come after
    assert sheet.offset.ms == before + 520
    sheet.keep.click()
    window.viewer.waits(lambda: window.record().interview.sound_offset_ms == before + 520)


@pytest.mark.parametrize(("ms", "words"), [(0, "00:00.000"), (12_340, "00:12.340"), (-3_000, "−00:03.000")])
def test_a_begin_before_the_interview_has_a_minus(ms: int, words: str) -> None:
    assert in_words(ms) == words
    assert from_words(words) == ms
    assert from_words(words.replace("−", "-")) == ms
