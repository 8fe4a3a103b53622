"""Whether the interview may be held now, with the reason when not, and how long after the conversation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from recall_studio.domain.consent import Condition
from recall_studio.domain.recall.interview import delay_h
from recall_studio.domain.words import _, decimal
from recall_studio.store import conversations
from recall_studio.store.recall import gate
from recall_studio.ui.buttons import word_button
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.recall.interview_words import delay_in_words

if TYPE_CHECKING:
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.store.reading import Reading
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.session import Session

RENEW_MS = 60_000
"""How often the time since the conversation is said anew."""


def delay_now_h(study: Reading, interview: Interview, now: datetime) -> float | None:
    """How many hours ago the conversation ended; None where its time is not known."""
    row = conversations.place_by_id(study, interview.recording_id)
    if row["held_at"] is None:
        return None
    return delay_h(datetime.fromisoformat(row["held_at"]) + timedelta(milliseconds=row["duration_ms"]), now)


class GateStrip(QWidget):
    """Two badges and a sentence.

    Args:
        session: the open study.
        preferences: say from how many hours on it is warned.
    """

    time_asked = Signal()
    """The time of the conversation is to be filled in."""

    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__()
        self._session, self._preferences = session, preferences
        self._interview: Interview | None = None
        self.allowed = False
        self.verdict, self.delay = QLabel(), QLabel()
        self.reason = QLabel(wordWrap=True)
        self.reason.setProperty("kind", "muted")
        self.enter = word_button(_("Fill in when it was held…"), self.time_asked.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.verdict, self.delay, self.enter):
            row.addWidget(part)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.reason)
        self._timer = QTimer(self, interval=RENEW_MS)
        self._timer.timeout.connect(self._show)
        self._timer.start()
        preferences.changed.connect(self._follow)

    def show_interview(self, interview: Interview) -> None:
        """Say how it stands with this one."""
        self._interview = interview
        self._show()

    def _follow(self, fields: frozenset[str]) -> None:
        if "recall_delay_h" in fields:
            self._show()

    def _show(self) -> None:
        interview, study = self._interview, self._session.study
        if interview is None:
            return
        decided, arranged = gate.decided(study, interview.id, study.today()), gate.why_not_shown(study)
        may_lead = gate.may_lead(self._session.member, interview.recaller_id)
        self.allowed = decided.allowed and not arranged and may_lead
        self.verdict.setText(_("✓ may be held") if self.allowed else _("✕ may not be held yet"))
        set_kind(self.verdict, "good" if self.allowed else "danger")
        said = ["" if decided.allowed else decided.sentence(), arranged]
        said.append("" if may_lead else _("A case manager holds this interview with themselves alone."))
        if decided.allowed and Condition.ALLEEN_AUDIO in decided.conditions:
            said.append(_("Somebody allows the sound alone: no picture is shown."))
        self._tell_delay(delay_now_h(study, interview, datetime.now(UTC)))
        if not decided.allowed:
            said.append(_("“Consent…” below shows who answered what."))
        self.reason.setText(" ".join(filter(None, said)))
        self.reason.setVisible(any(said))

    def _tell_delay(self, hours: float | None) -> None:
        self.enter.setVisible(hours is None)
        if hours is None:
            self.delay.setText(_("time of the conversation unknown"))
            set_kind(self.delay, "warning")
            return
        threshold_h = self._preferences.settings.recall_delay_h
        late = hours > threshold_h
        words = _("{delay} after the conversation", delay=delay_in_words(hours))
        if late:
            limit = decimal(threshold_h, 0)
            words = _("{delay} after the conversation: later than {limit} h", delay=delay_in_words(hours), limit=limit)
        self.delay.setText(words)
        set_kind(self.delay, "warning" if late else "neutral")
