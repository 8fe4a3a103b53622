"""An interview that went on when the program was left: to be continued, or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from recall_studio.domain.words import _, ngettext
from recall_studio.player.live import utc_now
from recall_studio.ui.buttons import word_button
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.recall.leading.interruption import MOST_HOURS, can_go_on, last_known_ms, last_place_ms

if TYPE_CHECKING:
    from recall_studio.domain.recall.interview import Record

_WIDEST = 640


class GoingOn(QWidget):
    """Says where it was left.

    Args:
        record: the interview with what was noted.
    """

    go_on_asked = Signal()
    end_asked = Signal()

    def __init__(self, record: Record) -> None:
        super().__init__()
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(_WIDEST)
        title = QLabel(_("This interview goes on"))
        title.setProperty("kind", "title")
        continues = can_go_on(record, utc_now())
        self.words = QLabel(_said(record, continues=continues), wordWrap=True)
        self.go_on = word_button(_("Continue it"), self.go_on_asked.emit, kind="main")
        self.go_on.setVisible(continues)
        self.end = word_button(_("End it…"), self.end_asked.emit, kind="" if continues else "main")
        ways = QHBoxLayout()
        ways.addStretch(1)
        ways.addWidget(self.end)
        ways.addWidget(self.go_on)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 22, 28, 22)
        inside.setSpacing(14)
        inside.addWidget(title)
        inside.addWidget(self.words)
        inside.addLayout(ways)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 20)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(2)


def _said(record: Record, *, continues: bool) -> str:
    left = _(
        "It was left after {time}, at {place} of the recording. {stops} Everything up to then is kept.",
        time=plain_clock(last_known_ms(record)),
        place=plain_clock(last_place_ms(record)),
        stops=ngettext("There is {n} stop.", "There are {n} stops.", len(record.stops)),
    )
    if continues:
        gap = _("The time in between is noted as a gap.")
        return f"{left} {gap}"
    too_long = _(
        "It began more than {n} hours ago, so it can only be ended; for the rest, prepare another interview.",
        n=MOST_HOURS,
    )
    return f"{left} {too_long}"
