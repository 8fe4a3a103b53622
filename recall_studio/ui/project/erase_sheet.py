"""Asks before something is erased: what goes, why, and the name typed over, since nothing brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton
from typing_extensions import override

from recall_studio.domain.erasing import Reason, reason_in_words
from recall_studio.domain.words import _
from recall_studio.ui.form_field import FormField
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH = 620


class EraseSheet(Sheet):
    """Says what will go and waits until its name is typed.

    Args:
        title: what is about to be erased.
        lines: what goes and what stays, a sentence each.
        name: to be typed over.
        erase: does it, and is given the reason.
    """

    def __init__(
        self, *, title: str, lines: Sequence[str], name: str, erase: Callable[[Reason], None], with_reason: bool = True
    ) -> None:
        super().__init__(width=WIDTH)
        self._name, self._run = name, erase
        self.reason = QComboBox()
        for reason in Reason:
            self.reason.addItem(_capital(reason_in_words(reason)), reason)
        self.name = QLineEdit()
        self.erase = QPushButton(_("Erase for good"))
        self.erase.setProperty("kind", "danger")
        self.erase.setEnabled(False)
        self.busy = QProgressBar(textVisible=False)
        self.busy.setRange(0, 0)
        self.busy.setAccessibleName(_("Erasing …"))
        self.busy.hide()
        heading = QLabel(title, wordWrap=True)
        heading.setProperty("kind", "title")
        self.body.addWidget(heading)
        for line in lines:
            self.body.addWidget(QLabel(f"•  {line}", wordWrap=True))
        why = FormField(_("Why"), self.reason, _("Kept with ids and date; nothing else of it stays."))
        why.setVisible(with_reason)
        self.body.addWidget(why)
        self.body.addWidget(FormField(_("Type “{name}” to confirm", name=name), self.name))
        self.body.addWidget(self.busy)
        self.body.addLayout(self._buttons())
        self.name.textChanged.connect(self._check)

    @override
    def take_focus(self) -> None:
        """The name is typed first."""
        self.name.setFocus()

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(_("Keep it"))
        cancel.clicked.connect(self.shut)
        self.erase.clicked.connect(self._go)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.erase)
        return buttons

    def _check(self, typed: str) -> None:
        self.erase.setEnabled(typed.strip() == self._name)

    def _go(self) -> None:
        for part in (self.erase, self.name, self.reason):
            part.setEnabled(False)
        self.busy.show()
        self._run(Reason(self.reason.currentData()))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
