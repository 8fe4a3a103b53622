"""A large button that says what it does in a heading and one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout
from typing_extensions import override

from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from recall_studio.ui.tokens import Tokens

PICTURE = 28


class ChoiceButton(QPushButton):
    """One of a few large choices.

    Args:
        heading: what it does.
        sentence: what that means, below it.
        picture: a key of `icons.NAMES`.
        tokens: the colours.
        main: whether it is the one to begin with.
    """

    def __init__(self, heading: str, sentence: str, picture: str, tokens: Tokens, *, main: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(heading)
        self.setAccessibleDescription(sentence)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.setStyleSheet(_sheet(tokens, main=main))
        image = QLabel()
        image.setPixmap(icon(picture, tokens.accent).pixmap(QSize(PICTURE, PICTURE)))
        title = QLabel(heading)
        title.setProperty("kind", "title")
        words = QLabel(sentence, wordWrap=True)
        words.setProperty("kind", "muted")
        self._inside = layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(8)
        for part in (image, title, words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        layout.addStretch(1)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        """Its sentence wraps."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """What its words take at this width."""
        return max(self._inside.heightForWidth(width), self.minimumHeight())

    @override
    def sizeHint(self) -> QSize:
        """As large as what it says, not as its (empty) text."""
        return self._inside.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        """As small as what it says allows."""
        return self._inside.minimumSize()


def _sheet(t: Tokens, *, main: bool) -> str:
    return f"""
    ChoiceButton {{ background: {t.surface}; border: 1px solid {t.accent if main else t.line}; border-radius: 10px; }}
    ChoiceButton:hover {{ background: {t.soft if main else t.hover}; border-color: {t.accent}; }}
    ChoiceButton:focus {{ border: 2px solid {t.focus}; padding: 0; outline: none; }}
    ChoiceButton:disabled {{ background: {t.raised}; }}
    """
