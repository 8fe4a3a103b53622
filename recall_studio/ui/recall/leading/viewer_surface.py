"""What fills the viewer's window: the picture with the words spoken on it, or a calm surface with a few words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from recall_studio.ui.coding.labels import Words
from recall_studio.ui.coding.overlay import Overlay
from recall_studio.ui.coding.picture import Picture
from recall_studio.ui.tokens import DARK, VIEWER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from recall_studio.domain.turns import Turn
    from recall_studio.ui.recall.leading.showing import Showing

_TOKENS = replace(DARK, ground=VIEWER.ground, stage=VIEWER.ground)
_SMALL = 0.45
"""How much of the width and height a small picture takes."""
_WIDEST = 980
_IN_MIDDLE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


def pixels(room: int, share: float, least: int) -> int:
    """A share of the room there is, and never less than that."""
    return max(least, round(room * share))


class PictureSurface(QWidget):
    """The picture, large or small; without one a calm sign that there is sound.

    Args:
        showing: whose picture it is.
        turns: what is said when; its words stand on the picture.
        small: whether the picture is small.
    """

    def __init__(self, showing: Showing, turns: tuple[Turn, ...], *, small: bool) -> None:
        super().__init__()
        self._showing, self._turns, self._small = showing, turns, small
        self._starts = [turn.start_ms for turn in turns]
        self._said = ""
        self._overlay = Overlay(_TOKENS)
        self.picture = Picture(showing, _TOKENS, self._paint_over)
        self.picture.setParent(self)
        self.picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        showing.moved.connect(self._follow)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture takes all of it, or its middle."""
        share = _SMALL if self._small else 1.0
        width, height = round(self.width() * share), round(self.height() * share)
        self.picture.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def _follow(self, _before_ms: int, now_ms: int) -> None:
        said = self._said_at(now_ms)
        if said != self._said:
            self._said = said
            self.picture.update()

    def _said_at(self, ms: int) -> str:
        place = bisect_right(self._starts, ms) - 1
        return self._turns[place].text if place >= 0 and ms < self._turns[place].end_ms else ""

    def _paint_over(self, painter: QPainter, room: QRectF) -> None:
        if self._showing.ready and self._showing.sound_only:
            paint_sound(painter, room)
        self._overlay.paint(painter, room, Words(subtitle=self._said))


class WordSurface(QWidget):
    """A plain surface with a heading and a few lines, large enough to be read from a chair."""

    def __init__(self) -> None:
        super().__init__()
        self._calm = False
        self.heading = ""
        self.lines: tuple[str, ...] = ()

    def show_words(self, heading: str, lines: tuple[str, ...], *, calm: bool) -> None:
        """Show these words; `calm` draws a quiet round shape behind them."""
        self._calm, self.heading, self.lines = calm, heading, lines
        self.setAccessibleName(" ".join((heading, *lines)).strip())
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """One plain ground; during a rest a wide circle, which asks for nothing."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())  # a full stop ends its line on the left side too
        across = min(self.width(), self.height())
        if self._calm:
            size = across * 0.96
            painter.setBrush(QColor(VIEWER.calm))
            painter.setPen(QPen(QColor(VIEWER.calm_line), 2))
            painter.drawEllipse(QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size))
        widest = across * 0.66 if self._calm else min(self.width() * 0.86, _WIDEST * max(1.0, self.height() / 760))
        self._paint_words(painter, widest)

    def _paint_words(self, painter: QPainter, widest: float) -> None:
        """Heading and lines below each other, in the middle; smaller letters where they would not fit."""
        share = 1.0
        while True:
            laid = list(self._laid(painter, widest, share))
            height = sum(box.height() for _font, box, _words in laid)
            if height <= self.height() * 0.94 or share < 0.4:
                break
            share *= 0.9
        y = (self.height() - height) / 2
        painter.setPen(QColor(VIEWER.text))
        for font, box, words in laid:
            painter.setFont(font)
            painter.drawText(QRectF((self.width() - widest) / 2, y, widest, box.height()), _IN_MIDDLE, words)
            y += box.height()

    def _laid(self, painter: QPainter, widest: float, share: float) -> Iterator[tuple[QFont, QRectF, str]]:
        size = min(self.width(), round(self.height() * 1.7))
        for words, part, least, bold in (
            (self.heading, 0.036, 24, True),
            *((line, 0.027, 18, False) for line in self.lines),
        ):
            font = QFont(self.font())
            font.setPixelSize(max(12, round(pixels(size, part, least) * share)))
            font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            painter.setFont(font)
            box = painter.boundingRect(QRectF(0, 0, widest, 10_000), _IN_MIDDLE, words)
            space = font.pixelSize() * (1.0 if bold and self.lines else 0.55)
            if words:
                yield font, box.adjusted(0, 0, 0, space), words


def paint_sound(painter: QPainter, room: QRectF) -> None:
    """A loudspeaker with two waves: there is something to hear and nothing to see."""
    size = min(room.width(), room.height()) * 0.3
    x, y = room.center().x() - size * 0.35, room.center().y()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(VIEWER.calm_line))
    painter.drawRoundedRect(QRectF(x - size * 0.3, y - size * 0.18, size * 0.32, size * 0.36), 4, 4)
    edges = ((0.0, -0.18), (0.3, -0.45), (0.3, 0.45), (0.0, 0.18))
    painter.drawPolygon(QPolygonF([QPointF(x + size * right, y + size * down) for right, down in edges]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor(VIEWER.calm_line), size * 0.07)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for reach in (0.5, 0.8):
        side = size * reach * 1.4
        painter.drawArc(QRectF(x + size * 0.3 - side / 2, y - side / 2, side, side), -45 * 16, 90 * 16)
