"""The bar under the top bar that tells what went wrong, or asks one thing; calm, and never in the way of the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from recall_studio.domain.words import _
from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.session import Said
    from recall_studio.ui.tokens import Tokens

SHOWN_MS = 7000
_COLOURS = {"info": ("soft", "on_soft"), "warning": ("warning_soft", "warning"), "error": ("danger_soft", "danger")}


class NoticeBar(QFrame):
    """Shows one sentence at a time, the newest; an error stays until it is closed."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._words = QLabel(wordWrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._act = QPushButton()
        self._close = QPushButton(icon("close", tokens.text), "")
        self._close.setProperty("kind", "flat")
        self._close.setAccessibleName(_("Close this message"))
        self._run: Callable[[], None] = self.hide
        for button in (self._act, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._act)
        layout.addWidget(self._close)
        self._timer = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self._act.clicked.connect(self._do)
        self._close.clicked.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What it says now; empty when it is not there."""
        return self._words.text() if self.isVisible() else ""

    def tell(self, said: Said) -> None:
        """Show a sentence."""
        self._show(said.text if not said.remedy else f"{said.text} {said.remedy}", said.kind)
        self._act.hide()
        if said.kind == "error":
            self._timer.stop()

    def ask(self, question: str, answer: str, run: Callable[[], None]) -> None:
        """Show a question with one button that does it; it goes away by itself, and nothing is done then."""
        self._show(question, "warning")
        self._act.setText(answer)
        self._act.show()
        self._run = run

    def _do(self) -> None:
        self.hide()
        self._run()

    def _show(self, words: str, kind: str) -> None:
        ground, ink = (getattr(self._tokens, name) for name in _COLOURS[kind])
        self.setStyleSheet(f"NoticeBar {{ background: {ground}; }} QLabel {{ color: {ink}; }}")
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self.show()
        self._timer.start()
