"""What a user does while watching along: add the conversation, begin, look at the clock, end it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from recall_studio.ui.live import following
from recall_studio.ui.live.adding import LivePage
from recall_studio.ui.live.stage import LiveStage
from tests.journeys.at_window import WindowUser
from tests.ui.live_hand import Times

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class LiveUser(WindowUser):
    """Also watches along, with a clock that the test moves.

    Args:
        times: both clocks of the computer.
        patch: puts them in the place of the real ones, from the start of the program.
    """

    times: Times = field(default_factory=Times)
    patch: pytest.MonkeyPatch = field(default_factory=pytest.MonkeyPatch)

    def comes_in(self, study: Path) -> None:
        """Start the program; the computer may have been off before."""
        self.times.steady_s = 1.0
        self.patch.setattr(following, "utc_now", lambda: self.times.utc)
        self.patch.setattr(following, "steady_s", lambda: self.times.steady_s)
        self.starts(study)

    def adds_a_conversation(self, *, asked: str = "meekijken") -> str:
        """By its key and on its page: both say yes to watching along. Gives the name that was proposed."""
        self.sees(lambda: self.study.frame is not None and self.study.frame.isVisible())
        self.presses("Ctrl+Shift+N")
        self.sees(lambda: bool(self.pages(LivePage)))
        page = self.pages(LivePage)[0]
        for purpose in (asked, "onderzoek"):
            for key in page.people.grid.keys:
                self.ticks(page.people.grid, key, purpose)
        name = page.conversation.name.text()
        page.form.version.setText("v1")
        self.clicks("Add and watch along")
        self.sees(lambda: bool(self.pages(LiveStage)))
        return name

    def after(self, seconds: float) -> None:
        """Let time go by."""
        self.times.pass_by(seconds)

    def sees_clock(self, shown: str) -> None:
        """Wait until the clock in the place of the picture shows this."""
        self.sees(lambda: [stage.clock.text() for stage in self.pages(LiveStage)] == [shown])

    def opens_conversation(self, name: str) -> None:
        """Open it at its coding."""
        self.study.session.open_recording(name)
        assert self.study.frame is not None
        self.study.frame.show_workspace("coding")

    def began_at(self) -> str:
        """When the open conversation began, in UTC."""
        here = self.study.session.recording
        assert here is not None
        assert here.observation is not None
        return here.observation.started_at
