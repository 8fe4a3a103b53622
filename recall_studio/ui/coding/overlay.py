"""Paints the words that stand on the picture. It knows `Words` and colours, nothing of moments and players."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPolygonF

from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.coding.labels import Pill, Words
    from recall_studio.ui.tokens import Tokens

_CENTRE = Qt.AlignmentFlag.AlignCenter
_WRAPPED = int(_CENTRE | Qt.TextFlag.TextWordWrap)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_DARK_INK_FROM = 0.19
"""Relative luminance: on lighter grounds than this dark words are easier to read, and both reach 4.5 : 1."""


class Overlay:
    """Paints on a picture; every measure follows the height of the surface.

    Args:
        tokens: the colours.
        takes_back: gives the key that takes back what was just tagged, as it is written.
        plain: whether what was just tagged is said large, in the middle.
    """

    def __init__(self, tokens: Tokens, takes_back: Callable[[], str] = str, *, plain: bool = False) -> None:
        self._tokens, self._takes_back, self._plain = tokens, takes_back, plain
        self._veil, self._ink = QColor(tokens.veil), QColor(tokens.on_veil)

    def paint(self, painter: QPainter, room: QRectF, words: Words) -> None:
        """Paint the words in this room."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        least = max(12, QFontInfo(painter.font()).pixelSize())  # who has large letters has them here too
        size = max(_between(room.height() / 40, least, 26), least)
        inside = room.adjusted(size, size, -size, -size)
        if words.sound_only:
            self._paint_sound_only(painter, room, words)
        y = self._paint_row(painter, inside, words.running, size)
        self._paint_row(painter, inside.adjusted(0, y, 0, 0), words.active, size)
        said = self._paint_subtitle(painter, inside, words.subtitle)
        if words.confirmed and self._plain:
            self._paint_large(painter, room, words.confirmed, size * 1.8)
        elif words.confirmed:
            self._paint_confirmed(painter, inside, words.confirmed, size, said)
        if words.ended:
            self._paint_box(painter, room.center(), _("The end of the recording"), size * 1.2)

    def _paint_row(self, painter: QPainter, room: QRectF, pills: tuple[Pill, ...], size: float) -> float:
        """Pills beside each other, and below each other where they do not fit; gives the height."""
        if not pills:
            return 0.0
        metrics = _font(painter, size)
        height, gap = size * 1.9, size * 0.5
        x, y = room.left(), room.top()
        for pill in pills:
            words = metrics.elidedText(pill.text, Qt.TextElideMode.ElideRight, room.width() - 3 * size)
            width = metrics.horizontalAdvance(words) + size * 2.5
            if x > room.left() and x + width > room.right():
                x, y = room.left(), y + height + gap
            self._paint_pill(painter, QRectF(x, y, width, height), pill, words)
            x += width + gap
        return y + height + gap - room.top()

    def _paint_pill(self, painter: QPainter, place: QRectF, pill: Pill, words: str) -> None:
        runs = pill.shape == "running"
        ground = QColor(pill.colour) if runs else self._veil
        ink = ink_on(ground, self._tokens) if runs else self._ink
        painter.setBrush(ground)
        painter.drawRoundedRect(place, 5, 5)
        size = place.height() / 1.9
        painter.setBrush(ink if runs else QColor(pill.colour))
        _paint_shape(painter, QPointF(place.left() + size, place.center().y()), size * 0.36, pill.shape)
        self._write(painter, place.adjusted(size * 1.7, 0, 0, 0), words, ink, _LEFT)

    def _paint_subtitle(self, painter: QPainter, room: QRectF, said: str) -> QRectF:
        """The words spoken, in the middle at the bottom; gives what they take."""
        if not said:
            return QRectF()
        size = _between(room.height() / 24, 14, 44)
        metrics = _font(painter, size)
        widest = QRectF(0, 0, room.width() * 0.82, room.height() * 0.5)
        text = metrics.boundingRect(widest, _WRAPPED, said)
        box = QRectF(0, 0, text.width() + size * 1.4, text.height() + size * 0.7)
        box.moveCenter(QPointF(room.center().x(), room.bottom() - box.height() / 2))
        painter.setBrush(self._veil)
        painter.drawRoundedRect(box, 5, 5)
        self._write(painter, box, said, self._ink, _WRAPPED)
        return box

    def _paint_confirmed(self, painter: QPainter, room: QRectF, confirmed: Pill, size: float, said: QRectF) -> None:
        metrics = _font(painter, size)
        space = size * 0.8
        words = metrics.horizontalAdvance(confirmed.text)
        keys = _font(painter, size, bold=True).horizontalAdvance(self._takes_back())
        box = QRectF(0, 0, words + keys + size * 2.2 + 2 * space, size * 2.2)
        box.moveBottomRight(QPointF(room.right(), room.bottom()))
        _keep_clear(box, said, space)
        painter.setBrush(self._veil)
        painter.drawRoundedRect(box, 5, 5)
        if confirmed.colour:
            painter.setBrush(QColor(confirmed.colour))
            painter.drawRoundedRect(QRectF(box.left(), box.top(), size * 0.35, box.height()), 2, 2)
        _font(painter, size)
        self._write(painter, box.adjusted(size * 1.1, 0, 0, 0), confirmed.text, self._ink, _LEFT)
        _font(painter, size, bold=True)
        self._write(painter, box.adjusted(0, 0, -size, 0), self._takes_back(), self._ink, _RIGHT)

    def _paint_large(self, painter: QPainter, room: QRectF, confirmed: Pill, size: float) -> None:
        """What was just marked, for who sits at some distance."""
        words = confirmed.text if confirmed.text.startswith("★") else f"✓  {confirmed.text}"
        metrics = _font(painter, size, bold=True)
        ground = QColor(confirmed.colour or self._tokens.star)
        box = QRectF(0, 0, min(metrics.horizontalAdvance(words) + size * 2.4, room.width() * 0.9), size * 2.6)
        box.moveCenter(QPointF(room.center().x(), room.top() + room.height() * 0.14))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, size / 2, size / 2)
        said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() - size)
        self._write(painter, box, said, ink_on(ground, self._tokens), _CENTRE)

    def _paint_sound_only(self, painter: QPainter, room: QRectF, words: Words) -> None:
        """A calm surface: where the sound is, large, and why there is nothing to see."""
        size = _between(room.height() / 7, 28, 120)
        _font(painter, size, bold=True)
        middle = QRectF(room.left(), room.center().y() - size, room.width(), size * 1.4)
        self._write(painter, middle, words.time, self._ink, _CENTRE)
        small = _between(size / 4, 13, 22)
        _font(painter, small)
        below = QRectF(room.left() + small, middle.bottom() + small / 2, room.width() - 2 * small, small * 5)
        muted = QColor(self._ink)
        muted.setAlphaF(0.8)
        self._write(
            painter, below, words.sound_only, muted, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
        )

    def _paint_box(self, painter: QPainter, centre: QPointF, words: str, size: float) -> None:
        metrics = _font(painter, size)
        box = QRectF(0, 0, metrics.horizontalAdvance(words) + size * 2.4, size * 2.4)
        box.moveCenter(centre)
        painter.setBrush(self._veil)
        painter.drawRoundedRect(box, 6, 6)
        self._write(painter, box, words, self._ink, _CENTRE)

    def _write(self, painter: QPainter, place: QRectF, words: str, ink: QColor, flags: Qt.AlignmentFlag | int) -> None:
        painter.setPen(ink)
        painter.drawText(place, int(flags), words)
        painter.setPen(Qt.PenStyle.NoPen)


def _keep_clear(box: QRectF, said: QRectF, space: float) -> None:
    """Lift a box above the words spoken where the two would touch."""
    if box.intersects(said.adjusted(-space, 0, space, 0)):
        box.moveBottom(said.top() - space)


def ink_on(ground: QColor, tokens: Tokens) -> QColor:
    """The ink of the tokens that is easiest to read on this colour."""
    return QColor(tokens.stage if _luminance(ground) > _DARK_INK_FROM else tokens.on_veil)


def _luminance(colour: QColor) -> float:
    """Relative luminance, 0 to 1, as WCAG 2 defines it."""
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)


def _paint_shape(painter: QPainter, at: QPointF, radius: float, shape: str) -> None:
    """A circle for what runs, a diamond for an instant, a square for a stretch."""
    if shape == "running":
        painter.drawEllipse(at, radius, radius)
    elif shape == "point":
        r = radius * 1.25
        painter.drawPolygon(
            QPolygonF([at + QPointF(0, -r), at + QPointF(r, 0), at + QPointF(0, r), at + QPointF(-r, 0)])
        )
    else:
        painter.drawRoundedRect(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius), 2, 2)


def _font(painter: QPainter, size: float, *, bold: bool = False) -> QFontMetricsF:
    font = QFont(painter.font())
    font.setPixelSize(round(size))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    painter.setFont(font)
    return QFontMetricsF(font)


def _between(value: float, least: float, most: float) -> float:
    return max(least, min(value, most))
