"""Labels whose words end in an ellipsis where there is no room; the tooltip says all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class ElidedLabel(QLabel):
    """As wide as its words where there is room, and narrower where there is not; `say()` gives them.

    Args:
        kind: how it looks, see `theme`.
        least: how many average letters stay in any case.
    """

    def __init__(self, kind: str = "muted", *, least: int = 0) -> None:
        super().__init__()
        self.said = ""
        self._least = least
        self.setProperty("kind", kind)

    def say(self, words: str) -> None:
        """Show these words, or as many as fit."""
        self.said = words
        self.updateGeometry()
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.said) + 2, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        least = min(self.fontMetrics().averageCharWidth() * self._least, self.sizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit them again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        short = self.fontMetrics().elidedText(self.said, Qt.TextElideMode.ElideRight, self.contentsRect().width())
        self.setText(short)
        self.setToolTip(self.said if short != self.said else "")
        self.setAccessibleName(self.said)


class WrappedLabel(QLabel):
    """Words on as many lines as they need, in however narrow a column: a word that is wider ends in an ellipsis."""

    def __init__(self, words: str) -> None:
        super().__init__(words, wordWrap=True)
        self.said = words
        self.setAccessibleName(words)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit each word again."""
        super().resizeEvent(event)
        letters, room = self.fontMetrics(), self.contentsRect().width()
        fitted = " ".join(letters.elidedText(one, Qt.TextElideMode.ElideRight, room) for one in self.said.split())
        if fitted != self.text():
            self.setText(fitted)
            self.setToolTip(self.said if fitted != self.said else "")
