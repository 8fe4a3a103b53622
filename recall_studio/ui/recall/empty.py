"""The workspace without interviews: what one is, what it needs, and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.study import Role
from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from recall_studio.ui.desk import Desk

LETTERS = 84


class EmptyRecall(QWidget):
    """Says what to do, and offers it."""

    begun = Signal()
    """An interview is to be prepared."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        role = desk.session.member.role
        may = role in (Role.ONDERZOEK, Role.KLANTMANAGER) and desk.session.study.writable
        picture = QLabel()
        picture.setPixmap(icon("recall", desk.tokens.muted).pixmap(QSize(48, 48)))
        title = QLabel(_("No recall interview yet"))
        title.setProperty("kind", "title")
        words = self._about = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
        words.setText(_words(role))
        words.setProperty("kind", "muted")
        words.setFixedWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        self.begin = word_button(_("Prepare a recall interview…"), self.begun.emit, kind="main")
        self.begin.setVisible(may)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        for part in (picture, title, words, self.begin):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """All lines have room: a layout that centres a label does not ask how high it is at its width."""
        super().showEvent(event)
        self._about.setMinimumHeight(self._about.heightForWidth(self._about.width()))


def _words(role: Role) -> str:
    if role is Role.ONDERZOEK:
        return _(
            "The client or the case manager watches the conversation back, stops it where they want, and tells what "
            "they thought then. Everybody who can be seen or heard must have said yes to “nagesprek”. Hold it as "
            "soon after the conversation as you can: within 48 hours people still remember."
        )
    if role is Role.KLANTMANAGER:
        return _(
            "Here stand the interviews in which you looked back at your own conversations. You see what you said, "
            "and of the client only what they want to share with you."
        )
    return _("Nothing of a recall interview is shown to this role.")
