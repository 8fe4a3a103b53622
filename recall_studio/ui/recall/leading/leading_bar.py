"""Above the interviewer's panel: with whom, how long after the conversation, consent, and that it is recorded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from recall_studio.domain.recall.interview import delay_h
from recall_studio.domain.words import _
from recall_studio.player.live import utc_now
from recall_studio.store import conversations
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.elided import ElidedLabel
from recall_studio.ui.icons import icon
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.recall.interview_words import delay_in_words, title_of
from recall_studio.ui.recall.leading.level_meter import LevelMeter
from recall_studio.ui.recall.leading.phase import Phase
from recall_studio.ui.recall.leading.sounding import Hears
from recall_studio.ui.situation import Stage

if TYPE_CHECKING:
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.leading.leading import Leading
    from recall_studio.ui.session import Session

EVERY_MS = 500


class LeadingBar(QWidget):
    """Shows how it stands, and has the menu of what is rarely done.

    Args:
        desk: the window's things.
        leading: the interview.
    """

    withdrawal_asked = Signal()
    full_asked = Signal()
    screen_asked = Signal()
    leave_asked = Signal()

    def __init__(self, desk: Desk, leading: Leading) -> None:
        super().__init__()
        self._leading, self._tokens = leading, desk.tokens
        self.title = ElidedLabel("title", least=8)
        self.title.say(title_of(leading.interview))
        hours = delay_now_h(desk.session, leading.interview)
        late = hours is not None and hours > desk.preferences.settings.recall_delay_h
        self.delay = QLabel(_("{delay} after the conversation", delay=delay_in_words(hours)))
        self.delay.setProperty("kind", "warning" if late or hours is None else "neutral")
        self.delay.setToolTip(_delay_tip(hours, desk.preferences.settings.recall_delay_h))
        self.consent = QLabel(_("consent to looking back ✓"))
        self.consent.setProperty("kind", "good")
        self.clock, self.sound = QLabel(), QLabel()
        self.meter = LevelMeter(desk.tokens)
        self.menu = QMenu(self)
        self._button = QPushButton(icon("menu", desk.tokens.text), "")
        self._button.setAccessibleName(_("More about this interview"))
        self._button.setMenu(self.menu)
        self._fill_menu()
        self._lay_out()
        leading.sound.level.connect(self.meter.show_level)
        leading.sound.changed.connect(self._look)
        leading.phase_changed.connect(self._look)
        leading.showing.situation_changed.connect(self._look)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._look()

    def _fill_menu(self) -> None:
        for words, signal in (
            (_("The viewer’s window over all of its screen, or not"), self.full_asked),
            (_("The viewer’s window on the other screen"), self.screen_asked),
        ):
            self.menu.addAction(words).triggered.connect(signal)
        self.menu.addSeparator()
        # Ours, with a parent of its own: what addAction() gives is taken for deleted once the button has the menu.
        self.withdraw = QAction(_("The viewer withdraws their consent…"), self)
        self.menu.addAction(self.withdraw)
        self.withdraw.triggered.connect(self.withdrawal_asked)
        self.menu.addSeparator()
        self.menu.addAction(_("Leave the interview as it is…")).triggered.connect(self.leave_asked)

    def _look(self, _told: object = None) -> None:
        leading = self._leading
        closed = leading.phase is Phase.CLOSED
        refused = closed or leading.showing.situation.stage in (Stage.REFUSED, Stage.BARRED)
        words = _("consent to looking back ✓") if not refused else _("may not be shown now")
        self.consent.setText(_("consent withdrawn") if closed else words)
        set_kind(self.consent, "danger" if refused else "good")
        heard, kind = _sound_words(leading.sound.hears)
        self.sound.setText(heard)
        set_kind(self.sound, kind)
        self.sound.setVisible(leading.phase is not Phase.OVER and not closed)
        self.meter.setVisible(leading.sound.hears in (Hears.LISTENS, Hears.RECORDS))
        self.withdraw.setEnabled(leading.goes_on)
        self._tick()

    def _tick(self) -> None:
        if self._leading.clock is not None and self._leading.goes_on:
            self.clock.setText(plain_clock(self._leading.now_ms()))
        self.clock.setVisible(self._leading.clock is not None)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for label in (self.title, self.delay, self.consent):
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for part in (self.meter, self.sound, self.clock, self._button):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)


def delay_now_h(session: Session, interview: Interview) -> float | None:
    """How many hours ago the conversation ended when the interview began, or now; None where its time is not known."""
    if interview.started_at is not None:
        return interview.delay_h
    row = conversations.place_by_id(session.study, interview.recording_id)
    if row["held_at"] is None:
        return None
    ended = datetime.fromisoformat(row["held_at"]) + timedelta(milliseconds=row["duration_ms"])
    return delay_h(ended, utc_now())


def _delay_tip(hours: float | None, most_h: int) -> str:
    if hours is None:
        return _("At what time the conversation was held is not known, so nor is how long ago it is.")
    if hours > most_h:
        return _(
            "More than {hours} hours ago: ask the more carefully whether something was thought then.", hours=most_h
        )
    return _("Soon after a conversation people remember most.")


def _sound_words(hears: Hears) -> tuple[str, str]:
    return {
        Hears.NOTHING: (_("not recorded here"), "neutral"),
        Hears.LISTENS: (_("not recorded yet"), "neutral"),
        Hears.RECORDS: (_("● recording"), "danger"),
        Hears.PAUSED: (_("❚❚ recording paused"), "neutral"),
        Hears.LOST: (_("microphone gone; the interview goes on"), "warning"),
    }[hears]
