"""Two people before two windows: an interviewer with a keyboard, and a viewer with one big button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.edits.recall.preparing import prepare_interview
from recall_studio.store.recall import records
from recall_studio.ui.coding.picture import letterboxed
from recall_studio.ui.recall.leading.page import LeadingPage
from recall_studio.ui.recall.leading.phase import Phase
from tests.journeys.at_window import WindowUser
from tests.player.clips import read_number, write_bar_clip

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.recall.interview import Record
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.leading.leading import Leading
    from recall_studio.ui.recall.leading.sounding import Hears
    from tests.journeys.driver import User


def study_to_look_back(researcher: User, folder: Path, frames: int, *, size: tuple[int, int] = (320, 180)) -> list[int]:
    """A study for practice with a recording of so many pictures, everybody agreeing; gives when each is shown (ms)."""
    clip = folder / "gesprek.mp4"
    times_ms = write_bar_clip(clip, frames=frames, size=size)
    researcher.makes_study("--title", "Terugkijken", "--kind", "oefenen")
    researcher.adds("G-001", clip)
    for person in ("K-001", "M-001"):
        researcher.records_consent(person, "opname", "onderzoek", "nagesprek")
    return times_ms


@dataclass
class Interviewer(WindowUser):
    """Leads an interview; the viewer sits beside them."""

    interview: RecallSessionId | None = None

    def prepares(self, plan: InterviewPlan | None = None) -> None:
        """Prepare an interview with the client."""
        self.interview = self.study.session.study.perform(
            prepare_interview, recording="G-001", recaller="K-001", plan=plan or InterviewPlan()
        )

    def comes(self) -> None:
        """Open the interview in the window."""
        assert self.interview is not None
        self.desk.window.open_page(LeadingPage(self.desk, self.interview))
        self.sees(lambda: self.leading.showing.ready and not self.leading.showing.image.isNull())

    def begins(self) -> None:
        """Begin, and see it play."""
        self.clicks("Begin the interview")
        self.sees(lambda: self.leading.showing.plays)
        self.sees(lambda: self.number_seen() is not None)

    @property
    def desk(self) -> Desk:
        return self.study._desk_now()

    @property
    def page(self) -> LeadingPage:
        return self.pages(LeadingPage)[0]

    @property
    def leading(self) -> Leading:
        assert self.desk.leading is not None
        return self.desk.leading

    def phase(self) -> Phase:
        """How far it is now."""
        return self.leading.phase

    def hears(self) -> Hears:
        """What is done with the sound now."""
        return self.leading.sound.hears

    @property
    def record(self) -> Record:
        """What is kept."""
        assert self.interview is not None
        return records.record(self.study.session.study, self.interview, self.study.session.member)

    def lets_play(self, seconds: float) -> None:
        """Watch so much of the recording."""
        until_ms = self.leading.screening.at_ms + round(seconds * 1000)
        self.sees(lambda: self.leading.screening.at_ms >= until_ms or self.leading.phase is not Phase.PLAYING)

    def viewer_presses(self) -> None:
        """The viewer presses the big button."""
        self.qtbot.wait(450)  # nobody presses twice within 0.4 s and means it
        self.inputs.append("viewer")
        button = self.page.viewer.button
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)

    def everything_is_kept(self) -> None:
        self.sees(lambda: self.study.session.unkept == 0 and not self.leading.notes.unkept)

    def number_seen(self) -> int | None:
        """What the bars say in a photograph of the viewer's window; None while there is no picture."""
        surface, image = self.page.viewer.picture.picture, self.leading.showing.image
        if image.isNull():
            return None
        seen = surface.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(seen.constBits(), np.uint8).reshape(seen.height(), seen.bytesPerLine())
        place = letterboxed(image.size(), surface.rect())
        return read_number(rows[place.top() : place.bottom() + 1, place.left() : place.right() + 1])
