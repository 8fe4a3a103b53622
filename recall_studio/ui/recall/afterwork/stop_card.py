"""A stop: who stopped, where in the recording and when in the interview, and from where it was shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from recall_studio.domain.recall.kinds import INITIATOR_WORDS, Initiator
from recall_studio.domain.words import _
from recall_studio.ui.clock_words import long_clock, plain_clock
from recall_studio.ui.coding.fields import TimeField
from recall_studio.ui.recall.afterwork.optional_time import OptionalTime
from recall_studio.ui.recall.afterwork.row_card import RowCard
from recall_studio.ui.recall.preparing.plan_fields import choice_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.recall.interview import PlannedMoment, Stop

SPEEDS = (50, 75, 100, 125, 150, 200)
"""In percent; another one that was played at is added."""


class StopCard(RowCard):
    """One stop.

    Args:
        stop: it.
        moments: the planned ones of its interview.
    """

    def __init__(self, stop: Stop, moments: Sequence[PlannedMoment]) -> None:
        super().__init__(stop.id)
        self.initiator = choice_of(_("Stopped by"), INITIATOR_WORDS)
        self.position = TimeField(_("Place in the recording"))
        self.replay = OptionalTime(_("Shown again from"), _("not shown again"))
        self.stopped = TimeField(_("Time in the interview"))
        self.resumed = OptionalTime(_("Went on at"), _("did not go on"))
        self.speed = choice_of(_("Speed"), {rate: _("{percent} %", percent=rate) for rate in SPEEDS}, translated=False)
        self.moment = choice_of(
            _("Planned moment"), {one.id: moment_in_words(one) for one in moments}, none=_("none"), translated=False
        )
        self.clock = QLabel(wordWrap=True)
        self.clock.setProperty("kind", "muted")
        self.put(_("Stopped by"), self.initiator)
        self.put(_("Place"), self.position)
        self.put(_("Shown again from"), self.replay)
        self.fields.addWidget(self.clock, self.fields.rowCount(), 1)
        self.put_more(_("Stopped, in the interview"), self.stopped)
        self.put_more(_("Went on at"), self.resumed)
        self.put_more(_("Speed"), self.speed)
        self.put_more(_("Planned moment"), self.moment)
        self._connect()

    def _connect(self) -> None:
        self.initiator.activated.connect(lambda _at: self.tell(initiator=Initiator(self.initiator.currentData())))
        self.position.chosen.connect(lambda ms: self.tell(position_ms=ms))
        self.replay.chosen.connect(lambda ms: self.tell(replay_from_ms=ms))
        self.stopped.chosen.connect(lambda ms: self.tell(session_ms=ms))
        self.resumed.chosen.connect(lambda ms: self.tell(resumed_ms=ms))
        self.speed.activated.connect(lambda _at: self.tell(rate_percent=self.speed.currentData()))
        self.moment.activated.connect(lambda _at: self.tell(moment=self.moment.currentData()))

    def show_stop(self, stop: Stop) -> None:
        """Show it as it stands."""
        self.heading.setText(_("Stop {number} · {time}", number=stop.number, time=plain_clock(stop.position_ms)))
        self.initiator.setCurrentIndex(max(0, self.initiator.findData(stop.initiator)))
        self.position.show_ms(stop.position_ms)
        self.replay.show_ms(stop.replay_from_ms)
        self.stopped.show_ms(stop.session_ms)
        self.resumed.show_ms(stop.resumed_ms)
        if self.speed.findData(stop.rate_percent) < 0:
            self.speed.addItem(_("{percent} %", percent=stop.rate_percent), stop.rate_percent)
        self.speed.setCurrentIndex(self.speed.findData(stop.rate_percent))
        self.moment.setCurrentIndex(max(0, self.moment.findData(stop.moment)))
        self.clock.setText(_clocks(stop))

    def keep(self) -> None:
        """Nothing is written here that is not kept."""


def moment_in_words(moment: PlannedMoment) -> str:
    """A planned moment by its place in the plan and in the recording."""
    ends = f"–{plain_clock(moment.end_ms)}" if moment.end_ms is not None else ""
    return f"{moment.place} · {plain_clock(moment.start_ms)}{ends}"


def _clocks(stop: Stop) -> str:
    said = _("In the interview at {time}", time=long_clock(stop.session_ms, hours=False))
    if stop.resumed_ms is not None:
        said += " · " + _("went on at {time}", time=plain_clock(stop.resumed_ms))
    if stop.rate_percent != 100:
        said += " · " + _("played at {percent} %", percent=stop.rate_percent)
    return said
