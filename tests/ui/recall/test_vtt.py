"""An interview is saved as WebVTT from the window, on either clock, and only when its words may leave."""

from pathlib import Path

import webvtt

from recall_studio.domain.consent import Purpose
from recall_studio.domain.recall.interview import Clock
from recall_studio.edits.withdrawing import withdraw
from recall_studio.ui.commands.recall import show_vtt
from recall_studio.ui.recall.vtt_sheet import VttSheet
from tests.ui.recall.workspace_rig import CLIENT, Window


def sheet_of(window: Window) -> VttSheet:
    window.viewer.waits(lambda: bool(window.interviews()) and window.recall.held.known)
    chosen = next(one for one in window.interviews() if one.recaller == CLIENT)
    window.recall.interviews.choose(chosen.id)
    show_vtt(window.desk)
    found = window.frame.window().findChild(VttSheet)
    assert found is not None
    return found


def test_either_clock_is_saved(window: Window, tmp_path: Path) -> None:
    starts = {}
    for clock in Clock:
        sheet = sheet_of(window)
        sheet.clock.show_value(clock)
        sheet.checked.setChecked(True)
        to = tmp_path / clock.value
        sheet.keep(to)  # a name without an ending becomes a .vtt
        window.viewer.waits(to.with_suffix(".vtt").exists)
        window.viewer.waits(lambda: not window.desk.tasks.busy)
        starts[clock] = [caption.start for caption in webvtt.read(str(to.with_suffix(".vtt"))).captions]
    assert len(starts[Clock.ORIGINAL]) == len(starts[Clock.INTERVIEW]) > 8
    assert starts[Clock.ORIGINAL] != starts[Clock.INTERVIEW]


def test_words_that_may_not_be_quoted_stay(window: Window, tmp_path: Path) -> None:
    window.performs(withdraw, recording="G-001", person=CLIENT, purposes=[Purpose.CITAAT])
    sheet = sheet_of(window)
    sheet.checked.setChecked(True)
    sheet.keep(tmp_path / "i.vtt")
    window.viewer.waits(lambda: "may not leave" in window.asked)
    assert not (tmp_path / "i.vtt").exists()
