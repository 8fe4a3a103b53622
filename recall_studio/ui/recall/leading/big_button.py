"""A button for who looks back: large, with a pictogram and words, pressed as soon as it is touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


@dataclass(frozen=True, slots=True)
class Look:
    """How a button looks.

    Args:
        pictogram: `stop`, `go_on`, `skip`, `sound` or nothing.
        ground: its colour, `#rrggbb`; empty for a line around it alone.
        down: its colour while it is pressed.
        ink: of pictogram and words.
        round_ends: whether its ends are half circles, so that *Stop* and *Verder* differ in shape too.
    """

    pictogram: str
    ground: str
    down: str
    ink: str
    round_ends: bool = False


class BigButton(QAbstractButton):
    """Grows with `set_letters()`; never has the keyboard. Connect to `pressed`: a touch counts at once.

    Args:
        words: on it.
        look: its pictogram and colours.
    """

    def __init__(self, words: str, look: Look) -> None:
        super().__init__()
        self._look, self._letters = look, 24
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_words(words, look)

    def show_words(self, words: str, look: Look) -> None:
        """Say and be something else from now on."""
        self._look = look
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def set_letters(self, px: int) -> None:
        """How large its letters are; everything else follows them."""
        if px != self._letters:
            self._letters = px
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        """Room for the words and the pictogram, and for a finger that is not sure."""
        words = QFontMetricsF(self._font()).horizontalAdvance(self.text())
        picture = self._letters * 1.7 if self._look.pictogram else 0
        return QSize(round(words + picture + self._letters * 3), round(self._letters * 2.7))

    @override
    def minimumSizeHint(self) -> QSize:
        """As large as it wants to be."""
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, pictogram, words; the pictogram stands before the words, whichever way they are read."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        radius = box.height() / 2 if self._look.round_ends else box.height() / 6
        ground = self._look.down if self.isDown() else self._look.ground
        painter.setPen(QPen(QColor(self._look.ink), 2) if not self._look.ground else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, radius, radius)
        self._paint_words(painter, box)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        font = self._font()
        words = QFontMetricsF(font).horizontalAdvance(self.text())
        size = self._letters * 0.95
        gap = self._letters * 0.75 if self._look.pictogram else 0
        whole = words + (size + gap if self._look.pictogram else 0)
        left = box.center().x() - whole / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = left + whole - size if mirrored else left
        text_left = left if mirrored or not self._look.pictogram else left + size + gap
        paint_pictogram(painter, QRectF(at, box.center().y() - size / 2, size, size), self._look)
        painter.setFont(font)
        painter.setPen(QColor(self._look.ink))
        painter.drawText(
            QRectF(text_left, box.top(), words + 2, box.height()), int(Qt.AlignmentFlag.AlignVCenter), self.text()
        )

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(self._letters, QFontInfo(self.font()).pixelSize()))
        font.setWeight(QFont.Weight.DemiBold)
        return font


def paint_pictogram(painter: QPainter, box: QRectF, look: Look) -> None:
    """Two bars, a triangle, or two triangles and a bar: as on every player, the same way round in every language."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.ink))
    if look.pictogram == "stop":
        bar = box.width() * 0.32
        for left in (box.left() + box.width() * 0.08, box.right() - bar - box.width() * 0.08):
            painter.drawRoundedRect(QRectF(left, box.top(), bar, box.height()), 2, 2)
    elif look.pictogram == "go_on":
        _triangle(painter, box.adjusted(box.width() * 0.1, 0, 0, 0))
    elif look.pictogram == "skip":
        half = box.width() * 0.42
        for place in range(2):
            _triangle(painter, QRectF(box.left() + place * half, box.top() + box.height() * 0.1, half, half * 1.9))
        painter.drawRect(
            QRectF(box.right() - box.width() * 0.13, box.top() + box.height() * 0.1, half * 0.3, half * 1.9)
        )


def _triangle(painter: QPainter, box: QRectF) -> None:
    points = [box.topLeft(), QPointF(box.right(), box.center().y()), box.bottomLeft()]
    painter.drawPolygon(QPolygonF(points))
