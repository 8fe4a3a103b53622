"""A stop: who stopped, where in the recording and when in the interview, and from where it was shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from recall_studio.domain.recall.kinds import INITIATOR_WORDS, Initiator
from recall_studio.domain.words import _
from recall_studio.ui.clock_words import long_clock, plain_clock
from recall_studio.ui.coding.fields import TimeField
from recall_studio.ui.recall.afterwork.row_card import RowCard
from recall_studio.ui.recall.preparing.plan_fields import choice_of

if TYPE_CHECKING:
    from recall_studio.domain.recall.interview import Stop


class StopCard(RowCard):
    """One stop.

    Args:
        stop: it.
    """

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.id)
        self.initiator = choice_of(_("Stopped by"), INITIATOR_WORDS)
        self.position = TimeField(_("Place in the recording"))
        self.replay = TimeField(_("Shown again from"))
        self.replay.setPlaceholderText(_("not shown again"))
        self.clock = QLabel()
        self.clock.setProperty("kind", "muted")
        self.put(_("Stopped by"), self.initiator)
        self.put(_("Place"), self.position)
        self.put(_("Shown again from"), self.replay)
        self.fields.addWidget(self.clock, self.fields.rowCount(), 1)
        self.initiator.activated.connect(lambda _at: self.tell(initiator=Initiator(self.initiator.currentData())))
        self.position.chosen.connect(lambda ms: self.tell(position_ms=ms))
        self.replay.chosen.connect(lambda ms: self.tell(replay_from_ms=ms))

    def show_stop(self, stop: Stop) -> None:
        """Show it as it stands."""
        self.heading.setText(_("Stop {number} · {time}", number=stop.number, time=plain_clock(stop.position_ms)))
        self.initiator.setCurrentIndex(max(0, self.initiator.findData(stop.initiator)))
        self.position.show_ms(stop.position_ms)
        self.replay.show_ms(stop.replay_from_ms)
        self.clock.setText(_clocks(stop))

    def keep(self) -> None:
        """Nothing is written here that is not kept."""


def _clocks(stop: Stop) -> str:
    said = _("In the interview at {time}", time=long_clock(stop.session_ms, hours=False))
    if stop.resumed_ms is not None:
        said += " · " + _("went on at {time}", time=plain_clock(stop.resumed_ms))
    if stop.rate_percent != 100:
        said += " · " + _("played at {percent} %", percent=stop.rate_percent)
    return said
