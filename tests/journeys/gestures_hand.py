"""What a user does with the mouse on the timeline of the real window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from recall_studio.ui.coding.timeline.timeline import Timeline
from tests.journeys.at_window import WindowUser
from tests.ui.mouse_hand import MouseHand

if TYPE_CHECKING:
    from recall_studio.ui.coding.moment_view import MomentView


@dataclass
class GesturesUser(WindowUser):
    """Also drags, and selects many."""

    @property
    def mouse(self) -> MouseHand:
        """A hand on the lanes that are seen."""
        return MouseHand(self.pages(Timeline)[0], self.coding)

    def goes_to(self, ms: int) -> int:
        """Go to the picture of a time, and see it; gives when it appears."""
        self.player.seek(ms)
        self.sees(lambda: self.player.shown_ms == self.player.position_ms())
        return self.player.position_ms()

    def tags(self, code: str, start_ms: int, end_ms: int) -> MomentView:
        """Code a stretch by its keys (letter, then number), and see it kept."""
        known = {view.id for view in self.coding.views()}
        for ms in (start_ms, end_ms):
            self.goes_to(ms)
            self.presses(*code.split())
        self.sees_everything_kept()
        self.sees(lambda: not any(view.running for view in self.coding.views()))
        return next(view for view in self.coding.views() if view.id not in known)

    def sees_place(self, moment: str) -> tuple[int, int | None] | None:
        """Where a moment lies; nowhere when it is gone."""
        view = self.coding.view(moment)
        return (view.start_ms, view.end_ms) if view else None

    def clicks_on(self, moment: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click a moment on the timeline."""
        self.inputs.append("clicks a moment")
        mouse = self.mouse
        QTest.mouseClick(mouse.lanes, Qt.MouseButton.LeftButton, keys, mouse.place(moment))
