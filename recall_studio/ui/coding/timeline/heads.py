"""Paints the head of a lane: its colour, the triangle that folds it, and its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPolygonF

from recall_studio.ui.coding.timeline.arrangement import FOLDED
from recall_studio.ui.coding.timeline.inks import fill_of
from recall_studio.ui.coding.timeline.surface import paint_head

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from recall_studio.ui.coding.timeline.placed import Placed
    from recall_studio.ui.tokens import Tokens

_MARK_LEFT, _MARK_WIDTH, _MARK_ROOM = 3, 3, 4
_TRIANGLE_X, _TRIANGLE = 12.5, 3.0


def paint_lane_head(painter: QPainter, placed: Placed, width: int, tokens: Tokens) -> None:
    """Paint the head of this lane, `width` px wide, at the left of the widget."""
    lane, top, height = placed.lane, placed.top, placed.height
    paint_head(painter, QRectF(0, top, width, height), lane.title, tokens.text)
    if lane.colour:
        mark = QRectF(_MARK_LEFT, top + _MARK_ROOM, _MARK_WIDTH, height - 2 * _MARK_ROOM)
        painter.fillRect(mark, fill_of(lane.colour, dark=tokens.dark))
    if lane.kind in FOLDED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.muted))
        painter.drawPolygon(_triangle(top + height / 2, points_down=not placed.collapsed))


def _triangle(y: float, *, points_down: bool) -> QPolygonF:
    x, half = _TRIANGLE_X, _TRIANGLE
    if points_down:
        return QPolygonF([QPointF(x - half - 0.5, y - 2), QPointF(x + half + 0.5, y - 2), QPointF(x, y + 2.5)])
    return QPolygonF([QPointF(x - 2, y - half - 0.5), QPointF(x - 2, y + half + 0.5), QPointF(x + 2.5, y)])
