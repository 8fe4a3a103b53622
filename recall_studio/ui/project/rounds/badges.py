"""The badge that says that others' work is hidden, or that the round is closed; it explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from recall_studio.domain.rounds import meaning
from recall_studio.domain.study import round_in_words
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from recall_studio.domain.changes import Changes
    from recall_studio.domain.rounds import CodingRound
    from recall_studio.ui.session import Session


class RoundBadge(QWidget):
    """Shows beside the recording that others' work is hidden, or that the round is closed; nothing otherwise.

    Args:
        session: the open study.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        session.changed.connect(self._follow)
        self._show()

    def _follow(self, changes: Changes) -> None:
        if changes.of("round_state"):
            self._show()

    def _show(self) -> None:
        badge = blind_badge(self._session.round)
        put_badge(self._line, badge)
        self.setVisible(badge is not None)


class RoundButton(QPushButton):
    """Names the round at the foot of the window.

    Args:
        session: the open study.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("kind", "flat")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        session.changed.connect(self._follow)
        self._show()

    def _follow(self, changes: Changes) -> None:
        if changes.of("round_state"):
            self._show()

    def _show(self) -> None:
        now = self._session.round
        state = closed_words() if now.is_closed else blind_words() if now.is_blind else meaning(now.round)
        short = _("closed") if now.is_closed else _("blind") if now.is_blind else ""
        name = _("Round: {round}", round=round_in_words(now.round))
        self.setText(" · ".join(filter(None, (name, short))))
        self.setToolTip(state)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(state)


def blind_badge(now: CodingRound) -> QLabel | None:
    """The badge of a round, if it has one."""
    if now.is_closed:
        return _badge("neutral", _("closed"), closed_words())
    return _badge("warning", _("blind"), blind_words()) if now.is_blind else None


def blind_words() -> str:
    """What it means that a round is blind."""
    return _(
        "In an independent round you see your own coding alone: no moments, notes, counts or history of other coders. "
        "It opens when all are ready, or when the lead closes the round."
    )


def closed_words() -> str:
    """What it means that a round is closed."""
    return _("The round is closed: its coding stays as it was. The next round has to be opened.")


def put_badge(line: QHBoxLayout, badge: QLabel | None) -> None:
    """Show this badge in the place of the one before.

    A label of its own for each kind: Qt gives it the padding of its kind only when it is made.
    """
    while line.count():
        item = line.takeAt(0)
        before = item.widget() if item is not None else None
        if before is not None:
            before.hide()
            before.deleteLater()
    if badge is not None:
        line.addWidget(badge)


def _badge(kind: str, words: str, tip: str) -> QLabel:
    badge = QLabel(words)
    badge.setProperty("kind", kind)
    badge.setToolTip(tip)
    badge.setAccessibleDescription(tip)
    return badge
