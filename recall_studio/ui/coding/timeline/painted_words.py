"""Words on the timeline: cut to their room and laid out once, however often they are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QStaticText, QTransform

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

LEAST_LETTERS = 7
_EDGE_PX = 4
_STEP_PX = 8
"""Words are cut to a multiple of this, so that a step of the zoom finds most of them laid out already."""
_MOST = 8_192
_WHOLE = -1


class PaintedWords:
    """Paints in one font, in the colour of the pen.

    Args:
        painter: on a surface whose left is the start of what is visible; `font` must be its font when it paints.
        font: of the words.
        width: of what is visible, in px.
        least_letters: words that would be cut shorter say nothing.
    """

    def __init__(self, painter: QPainter, font: QFont, width: int, least_letters: int = LEAST_LETTERS) -> None:
        self._painter, self._width = painter, width
        self._cut = _cut_in(font)
        self.least_px = self._cut.letter_px * least_letters
        """In a room that is not wider, only words that fit whole are said."""

    def paint(self, words: str, room: QRectF) -> None:
        """Paint words where they are seen: those of a bar that begins out of sight stand at the edge."""
        left = max(room.left(), _EDGE_PX)
        laid_out = self._cut.laid_out(words, min(room.right(), self._width - _EDGE_PX) - left, self.least_px)
        if laid_out is not None:
            top = room.top() + (room.height() - self._cut.height_px) / 2
            self._painter.drawStaticText(QPointF(left, top), laid_out)


class _Cut:
    """What was laid out in one font."""

    def __init__(self, font: QFont) -> None:
        self._font, self._metrics = font, QFontMetrics(font)
        self.height_px = self._metrics.height()
        self.letter_px = self._metrics.averageCharWidth()
        self._widths: dict[str, int] = {}
        self._made: dict[tuple[str, int], QStaticText] = {}

    def laid_out(self, words: str, room_px: float, least_px: int) -> QStaticText | None:
        """The words as they fit in so many px; None when nothing worth reading does."""
        width = self._widths.get(words)
        if width is None:
            self._forget_when_full()
            width = self._widths[words] = self._metrics.horizontalAdvance(words)
        cut_px = _WHOLE
        if width > room_px:
            if room_px < least_px:
                return None
            cut_px = int(room_px) // _STEP_PX * _STEP_PX
        made = self._made.get((words, cut_px))
        if made is None:
            made = self._made[words, cut_px] = self._lay_out(words, cut_px)
        return made

    def _lay_out(self, words: str, cut_px: int) -> QStaticText:
        if cut_px != _WHOLE:
            words = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, cut_px)
        made = QStaticText(words)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.prepare(QTransform(), self._font)
        return made

    def _forget_when_full(self) -> None:
        if len(self._made) > _MOST or len(self._widths) > _MOST:
            self._made.clear()
            self._widths.clear()


_CUTS: dict[str, _Cut] = {}
"""By the key of the font: a window has two or three."""


def _cut_in(font: QFont) -> _Cut:
    key = font.key()
    if key not in _CUTS:
        _CUTS[key] = _Cut(font)
    return _CUTS[key]
