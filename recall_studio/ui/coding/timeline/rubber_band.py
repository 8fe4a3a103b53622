"""Selecting with Shift: a rectangle drawn around moments, or everything between the selected one and a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from recall_studio.ui.coding.timeline.dragging import STARTS_PX

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.coding.timeline.lane_view import LaneView

_FILL_ALPHA = 30
_MOST_LIVE = 300
"""More than this are selected when the mouse is let go, not while it moves."""


class RubberBand:
    """From a press with Shift until the mouse is let go.

    Args:
        lanes: where it happens.
        at: where the mouse was pressed.
        on: the moment that lies there.
        adds: what was selected stays so (Ctrl).
        over: told when nothing is left to be painted.
    """

    def __init__(
        self, lanes: LaneView, at: QPoint, on: MomentView | None, *, adds: bool, over: Callable[[RubberBand], None]
    ) -> None:
        self._lanes, self._at, self._on, self._over = lanes, at, on, over
        self._session = lanes.desk.session
        self._was = self._session.chosen, self._session.selection
        self._kept = self._session.chosen if adds else ()
        self.moves = False
        self._area = QRect(at, at)

    def move(self, place: QPoint, _keys: Qt.KeyboardModifier) -> None:
        """The mouse is here now."""
        if not self.moves and (place - self._at).manhattanLength() < STARTS_PX:
            return
        if not self.moves:
            self.moves = True
            self._lanes.desk.coding.shaping.give_up = self.cancel
        self._area = QRect(self._at, place).normalized()
        found = views_in(self._lanes, self._area)
        if len(found) <= _MOST_LIVE:
            self._choose(found)
        self._lanes.update()

    def release(self) -> None:
        """Select what lies in it; without a rectangle, all between the selected moment and the one that was clicked."""
        if self.moves:
            self._choose(views_in(self._lanes, self._area))
        elif self._on is not None:
            self._extend(self._on)
        self._end()

    def cancel(self) -> None:
        """Select what was selected before."""
        self._session.choose(*self._was)
        self._end()

    def paint(self, painter: QPainter) -> None:
        """Paint the rectangle."""
        if self.moves:
            ink = QColor(self._lanes.tokens.accent)
            painter.setPen(QPen(ink, 1))
            ink.setAlpha(_FILL_ALPHA)
            painter.setBrush(ink)
            painter.drawRect(self._area)

    def _end(self) -> None:
        self._lanes.desk.coding.shaping.give_up = None
        self._over(self)

    def _choose(self, found: list[MomentView]) -> None:
        self._session.choose((*self._kept, *(view.id for view in found)))

    def _extend(self, to: MomentView) -> None:
        start = self._lanes.desk.coding.view(self._was[1] or "")
        if start is None:
            self._session.select(to.id)
            return
        corners = [_area_of(self._lanes, view) for view in (start, to)]
        found = views_in(self._lanes, corners[0].united(corners[1]))
        between = [view.id for view in found if view.id not in (start.id, to.id)]
        self._session.choose((*self._kept, start.id, *between, to.id))


def _area_of(lanes: LaneView, view: MomentView) -> QRect:
    top, height = lanes.top_of(view)
    left, right = lanes.x_of(view.start_ms), lanes.x_of(view.last_ms)
    return QRect(left, top + 1, max(right - left, 1), max(height - 2, 1))


def views_in(lanes: LaneView, area: QRect) -> list[MomentView]:
    """The kept moments that are drawn in a part of the lanes: one's own, or where there are none those of others."""
    left, right = max(area.left(), lanes.head), area.right()
    if right < lanes.head:
        return []
    begin_ms, end_ms = lanes.ms_at(left), lanes.ms_at(right + 1)
    found = [
        row.views[place]
        for placed in lanes.placed
        for row, top, height in placed.rooms()
        if top < area.bottom() and top + height > area.top()
        for place in row.reaching(begin_ms, end_ms)
    ]
    kept = sorted((view for view in found if not view.pending), key=lambda view: view.start_ms)
    return [view for view in kept if view.own] or kept
