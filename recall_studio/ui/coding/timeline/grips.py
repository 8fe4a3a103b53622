"""What of a moment the mouse takes hold of: an edge or the whole; and the grips at the edges of the selected one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from recall_studio.domain.shaping import Edge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.coding.timeline.lane_view import LaneView

EDGE_PX = 6
"""So near to an edge the edge is meant."""
_LEAST_INSIDE = 3
"""An edge takes no more than this part of a bar, so that a short one can be taken in the middle."""
_WIDTH, _LEAST_HEIGHT, _PAD = 5, 12, 4


class Grip(NamedTuple):
    """What is taken hold of."""

    view: MomentView
    edge: Edge


def grip_at(lanes: LaneView, place: QPoint) -> Grip | None:
    """What lies under the mouse; the edges of the selected moment reach out over its neighbours."""
    if place.x() < lanes.head:
        return None
    selected = lanes.desk.coding.view(lanes.desk.session.selection or "")
    if selected is not None:
        top, height = lanes.top_of(selected)
        if height and top <= place.y() < top + height and (edge := _edge(lanes, selected, place.x(), outside=EDGE_PX)):
            return Grip(selected, edge)
    view = lanes.view_at(place)
    if view is None:
        return None
    return Grip(view, _edge(lanes, view, place.x(), outside=2) or Edge.WHOLE)


def _edge(lanes: LaneView, view: MomentView, x: int, *, outside: int) -> Edge | None:
    """The edge of a stretch that lies near; of one that runs only its begin can be taken."""
    if view.is_point:
        return None
    left, right = lanes.x_of(view.start_ms), lanes.x_of(view.last_ms)
    inside = EDGE_PX if view.running else min(EDGE_PX, (right - left) // _LEAST_INSIDE)
    if -outside <= x - left <= inside:
        return Edge.START
    return Edge.END if not view.running and -inside <= x - right <= outside else None


def paint_grips(painter: QPainter, lanes: LaneView, view: MomentView, top: int, height: int) -> None:
    """Paint a grip at each edge of a stretch that can be dragged."""
    if view.is_point or view.pending or height < _LEAST_HEIGHT:
        return
    painter.setBrush(QColor(lanes.tokens.text))
    painter.setPen(QPen(QColor(lanes.tokens.surface), 1))
    for x in _edges(lanes, view):
        painter.drawRoundedRect(QRectF(x - _WIDTH / 2, top + _PAD, _WIDTH, height - 2 * _PAD), 2, 2)


def _edges(lanes: LaneView, view: MomentView) -> Iterator[int]:
    yield from (x for ms in (view.start_ms, view.last_ms) if (x := lanes.x_of(ms)) >= lanes.head)


def cursor_of(grip: Grip) -> Qt.CursorShape:
    """What the mouse looks like over it."""
    return Qt.CursorShape.PointingHandCursor if grip.edge is Edge.WHOLE else Qt.CursorShape.SizeHorCursor
