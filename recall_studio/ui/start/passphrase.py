"""The passphrase of an encrypted study is asked, and asked again when it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from recall_studio.domain.words import _
from recall_studio.ui.form_field import FormField
from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from recall_studio.ui.tokens import Tokens

WIDTH = 460


class PassphraseCard(QFrame):
    """Asks for the passphrase of one study."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, study: str, tokens: Tokens, *, wrong: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setFixedWidth(WIDTH)
        picture = QLabel()
        picture.setPixmap(icon("lock", tokens.accent).pixmap(QSize(24, 24)))
        title = QLabel(_("“{name}” is encrypted", name=study))
        title.setProperty("kind", "title")
        self.field = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._form = FormField(_("Passphrase, or the recovery key"), self.field)
        self._form.complain(wrong)
        self._open = QPushButton(_("Open"))
        self._open.setProperty("kind", "main")
        self._open.setDefault(True)
        back = QPushButton(_("Another study"))
        self.field.returnPressed.connect(self._try)
        self._open.clicked.connect(self._try)
        back.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(back)
        buttons.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(picture)
        layout.addWidget(title)
        layout.addWidget(self._form)
        layout.addLayout(buttons)
        self.setFocusProxy(self.field)

    @property
    def complaint(self) -> str:
        """Why it did not open, or nothing."""
        return self._form.complaint

    def _try(self) -> None:
        if self.field.text():
            self._open.setEnabled(False)
            self.typed.emit(self.field.text())
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
