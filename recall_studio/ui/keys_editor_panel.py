"""The keys of one command or code: take one away, press another, see who has it, take it over or not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.icons import icon
from recall_studio.ui.keys_editor_field import KeyField
from recall_studio.ui.strokes import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.keys_editor_proposals import Proposal
    from recall_studio.ui.keys_editor_rows import KeyRow
    from recall_studio.ui.tokens import Tokens

NOWHERE = ""
DIGITS = (NOWHERE, *"1234567890")


class KeysPanel(QFrame):
    """Shows one row; what is to be done is asked of who listens.

    Args:
        tokens: the colours.
    """

    removed = Signal(str)
    """A key of the row is to be taken away, by its name."""
    pressed_key = Signal(str)
    """This key was pressed for the row."""
    set_back = Signal()
    """The row is to have its usual keys again."""
    pinned = Signal(str)
    """The code of the row is to lie under this digit; nothing: under none."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.setProperty("kind", "card")
        self._title, self._where = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._title.setProperty("kind", "heading")
        self._where.setProperty("kind", "small")
        self._also = QLabel(wordWrap=True)
        self._also.setProperty("kind", "warning")
        self._keys = QVBoxLayout()
        self._key_lines: list[QWidget] = []
        self.field = KeyField(_("New key …"))
        self.back = word_button(_("As usual"), self.set_back.emit)
        self._pin_words, self.digit = QLabel(_("Under one key")), QComboBox()
        self._question = _Question()
        self._lay_out()
        self.field.pressed_key.connect(self.pressed_key)
        self.digit.activated.connect(lambda _row: self.pinned.emit(self.digit.currentData()))

    @property
    def take(self) -> QPushButton:
        """The button that takes a key over; shown while it is asked."""
        return self._question.take

    def show_row(self, row: KeyRow, keys: tuple[str, ...], *, digit: str, may: bool) -> None:
        """Show a row.

        Args:
            row: the command or code.
            keys: its keys by their names.
            digit: under which its code is pinned.
            may: whether its keys can be changed here.
        """
        self._title.setText(row.words)
        self._where.setText(row.where)
        self._show_keys(keys, may=may)
        self._also.setText(_("also: {who}", who=row.also))
        self._also.setVisible(bool(row.also))
        self.field.say(self._asked_for(row))
        self.field.setEnabled(may)
        self.back.setVisible(row.command is not None)
        self.back.setEnabled(row.own)
        can_pin = row.code is not None
        self._pin_words.setVisible(can_pin)
        self.digit.setVisible(can_pin)
        self.digit.setCurrentIndex(DIGITS.index(digit))
        self._question.hide()

    def ask(self, proposal: Proposal, take: Callable[[], None]) -> None:
        """Say who has the key, and whether it is to be taken over; nothing is done before."""
        self._question.ask(proposal.said, take if proposal.possible else None)

    def _asked_for(self, row: KeyRow) -> str:
        if row.code is None:
            return _("New key …")
        return _("New letter …") if row.code.is_theme else _("New number …")

    def _show_keys(self, keys: tuple[str, ...], *, may: bool) -> None:
        for line in self._key_lines:
            self._keys.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._key_lines = [self._key_line(key, may=may) for key in keys] or [_muted(_("No key"))]
        for line in self._key_lines:
            self._keys.addWidget(line)
            line.show()

    def _key_line(self, key: str, *, may: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        cap = QLabel(shown(key))
        cap.setProperty("kind", "key")
        gone = word_button("", partial(self.removed.emit, key), kind="flat")
        gone.setIcon(icon("close", self._tokens.muted))
        gone.setAccessibleName(_("Take {key} away", key=shown(key)))
        gone.setToolTip(gone.accessibleName())
        gone.setEnabled(may)
        row.addWidget(cap)
        row.addStretch(1)
        row.addWidget(gone)
        return line

    def _lay_out(self) -> None:
        for digit in DIGITS:
            self.digit.addItem(digit or _("none"), digit)
        self.digit.setAccessibleName(_("Under one key"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._where)
        layout.addLayout(self._keys)
        layout.addWidget(self._also)
        layout.addWidget(self.field)
        layout.addWidget(self._question)
        layout.addWidget(self.back)
        beside = QHBoxLayout()
        beside.addWidget(self._pin_words)
        beside.addWidget(self.digit, 1)
        layout.addLayout(beside)
        layout.addStretch(1)


class _Question(QWidget):
    """Who has the key that was pressed, with the two answers."""

    def __init__(self) -> None:
        super().__init__()
        self._said = QLabel(wordWrap=True)
        self._said.setProperty("kind", "warning")
        self._answer: Callable[[], None] | None = None
        self.take, self.leave = QPushButton(_("Take it over")), QPushButton(_("Leave it"))
        self.take.setProperty("kind", "danger")
        self.take.clicked.connect(lambda _on=False: self._do())
        self.leave.clicked.connect(lambda _on=False: self.hide())
        answers = QHBoxLayout()
        answers.addWidget(self.take)
        answers.addWidget(self.leave)
        answers.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._said)
        layout.addLayout(answers)
        self.hide()

    def ask(self, said: str, answer: Callable[[], None] | None) -> None:
        """Ask; without an answer it is only said."""
        self._said.setText(said)
        self._said.setAccessibleName(said)
        self._answer = answer
        self.take.setVisible(answer is not None)
        self.show()
        (self.take if answer is not None else self.leave).setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self) -> None:
        answer, self._answer = self._answer, None
        self.hide()
        if answer is not None:
            answer()


def _muted(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "muted")
    return label
