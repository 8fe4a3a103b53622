"""What lies below the top bar and tells what was done or went wrong, or asks one thing; never in the way of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from recall_studio.ui.session import Said
    from recall_studio.ui.tokens import Tokens

SHOWN_MS = 7000
MOST_WIDE, MARGIN = 1000, 8
_PLACED_ANEW = {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show}
_COLOURS = {"info": ("soft", "on_soft"), "warning": ("warning_soft", "warning"), "error": ("danger_soft", "danger")}


class NoticeBar(QFrame):
    """Shows one sentence at a time, the newest; an error stays until it is closed.

    It lies over the top of what it was laid over and takes no room of it: whoever takes a step back goes on where the
    hand was, and nothing has moved below the mouse when the words come or go.
    """

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._below: QWidget | None = None
        self._words = QLabel(wordWrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._act = QPushButton()
        self._close = QPushButton(icon("close", tokens.text), "")
        self._close.setProperty("kind", "flat")
        self._close.setAccessibleName(_("Close this message"))
        self._run: Callable[[], None] = self.hide
        for button in (self._act, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._act)
        layout.addWidget(self._close)
        self._timer = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self._act.clicked.connect(self._do)
        self._close.clicked.connect(self.hide)
        self.hide()

    def lie_over(self, below: QWidget) -> None:
        """Be a sibling of this widget that lies over its top."""
        self.setParent(below.parentWidget())
        self._below = below
        below.installEventFilter(self)
        self.raise_()
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over what is below when that moves."""
        if event.type() in _PLACED_ANEW:
            self._place()
        return False

    @property
    def words(self) -> str:
        """What it says now; empty when it is not there."""
        return self._words.text() if self.isVisible() else ""

    def tell(self, said: Said) -> None:
        """Show a sentence."""
        self._act.hide()
        self._show(said.text if not said.remedy else f"{said.text} {said.remedy}", said.kind)
        if said.kind == "error":
            self._timer.stop()

    def ask(self, question: str, answer: str, run: Callable[[], None]) -> None:
        """Show a question with one button that does it; it goes away by itself, and nothing is done then."""
        self._act.setText(answer)
        self._act.show()
        self._show(question, "warning")
        self._run = run

    def _do(self) -> None:
        self.hide()
        self._run()

    def _show(self, words: str, kind: str) -> None:
        ground, ink = (getattr(self._tokens, name) for name in _COLOURS[kind])
        edge = f"border: 1px solid {ink}; border-radius: 6px;"
        self.setStyleSheet(f"NoticeBar {{ background: {ground}; {edge} }} QLabel {{ color: {ink}; }}")
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self._place()
        self.show()
        self._timer.start()

    def _place(self) -> None:
        if self._below is None:
            return
        room = self._below.geometry()
        self._words.ensurePolished()  # the letters of the style sheet, not those of before
        self._row.invalidate()
        inner = self._words.fontMetrics().horizontalAdvance(self._words.text())
        beside = self._row.sizeHint().width() - self._words.sizeHint().width()
        width = min(room.width() - 2 * MARGIN, MOST_WIDE, inner + beside + MARGIN)
        height = self._row.totalHeightForWidth(width)
        self.setGeometry(room.left() + (room.width() - width) // 2, room.top() + MARGIN, width, height)
