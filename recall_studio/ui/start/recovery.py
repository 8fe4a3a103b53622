"""The recovery key of a new encrypted study, shown this once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from recall_studio.domain.errors import RecallError
from recall_studio.domain.words import _
from recall_studio.store.folder import written_beside
from recall_studio.ui.picking import pick_target

if TYPE_CHECKING:
    from pathlib import Path

WIDTH = 620


class RecoveryCard(QFrame):
    """Shows the key large, and lets it be copied or written to a file."""

    accepted = Signal()

    def __init__(self, title: str, key: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setFixedWidth(WIDTH)
        self._title, self._key = title, key
        heading = QLabel(_("The recovery key of this study"))
        heading.setProperty("kind", "title")
        why = QLabel(
            _(
                "It opens the study when the passphrase is lost, and is shown this once. Print it, or write it down, "
                "and keep it apart from this computer. Without passphrase and key nobody can open the study."
            ),
            wordWrap=True,
        )
        shown = QLabel(key)
        shown.setProperty("kind", "key")
        shown.setStyleSheet(f"font-size: {round(shown.fontInfo().pixelSize() * 1.25)}px; padding: 12px;")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setWordWrap(True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(_("Recovery key"))
        self._said = QLabel(wordWrap=True)
        self._said.setProperty("kind", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(12)
        for part in (heading, why, shown, self._said):
            layout.addWidget(part)
        layout.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        copy, write, go_on = (
            QPushButton(_("Copy")),
            QPushButton(_("Write to a file…")),
            QPushButton(_("I have kept it")),
        )
        go_on.setProperty("kind", "main")
        self.setFocusProxy(copy)  # not what goes on: a stray Enter would take the key away unseen
        copy.clicked.connect(self._copy)
        write.clicked.connect(
            lambda: pick_target(self, _("Write the recovery key to"), self.write, name=_("Recovery key") + ".txt")
        )
        go_on.clicked.connect(self.accepted)
        buttons = QHBoxLayout()
        for button in (copy, write):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(go_on)
        return buttons

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self._said.setText(_("Copied. Empty the clipboard when you have pasted it."))

    def write(self, place: Path) -> None:
        """Write the key, with the name of its study, to a text file."""
        words = _("Recovery key of the study “{title}”", title=self._title) + f"\n\n    {self._key}\n"
        try:
            with written_beside(place) as beside:
                beside.write_text(words, encoding="utf-8")
        except RecallError as error:
            self._said.setText(error.message)
        else:
            self._said.setText(_("Written to “{path}”. Bring it to a place apart from this computer.", path=place))
