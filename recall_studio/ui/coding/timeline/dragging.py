"""One drag of an edge or of whole moments: a preview that follows the mouse, kept as one step when it is let go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from recall_studio.domain.shaping import Edge, Extent, held, trimmed
from recall_studio.ui.clock_words import long_clock
from recall_studio.ui.coding.nudging import extent_of, longest_ms
from recall_studio.ui.coding.timeline.grouping import Grouping
from recall_studio.ui.coding.timeline.lanes import LaneKind
from recall_studio.ui.coding.timeline.live_picture import LivePicture
from recall_studio.ui.coding.timeline.moment_painter import MomentPainter
from recall_studio.ui.coding.timeline.placed import PAD
from recall_studio.ui.coding.timeline.snapping import PICTURE, Snap, Snapper
from recall_studio.ui.commands.coding import may_change

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.coding.timeline.grips import Grip
    from recall_studio.ui.coding.timeline.lane_view import LaneView
    from recall_studio.ui.coding.timeline.placed import Placed

STARTS_PX = 4
"""The mouse has to go so far before a click becomes a drag."""
SNAP_PX = 7
BORDER_PX, PAN_SHARE = 10, 0.03
"""Near the border of what is visible the timeline pans by this share at every move of the mouse."""
_MOST_PAINTED = 200
_VEIL = 170


class Drag:
    """From the press on a moment until the mouse is let go, and until what it did is kept.

    Args:
        lanes: where it happens.
        grip: what was taken hold of.
        at: where the mouse was pressed.
        toggles: a click adds the moment to those that are selected, or takes it out (Ctrl).
        over: told when nothing is left to be painted.
    """

    def __init__(self, lanes: LaneView, grip: Grip, at: QPoint, *, toggles: bool, over: Callable[[Drag], None]) -> None:
        self._lanes, self._grip, self._at, self._toggles, self._over = lanes, grip, at, toggles, over
        self._coding, self._session = lanes.desk.coding, lanes.desk.session
        self._at_ms = lanes.ms_at(at.x())  # who zooms meanwhile drags on from the same time
        self.moves = False
        """Whether it is a drag by now, and no click any more."""
        self._refused = False
        self._before: dict[str, Extent] = {}
        self._now: dict[str, Extent] = {}
        self._lane: Placed | None = None
        self._snap: Snap | None = None
        self._snapper: Snapper | None = None
        self._live: LivePicture | None = None
        if not toggles and grip.view.id not in self._session.chosen:
            self._session.select(grip.view.id)

    def move(self, place: QPoint, keys: Qt.KeyboardModifier) -> None:
        """The mouse is here now; with Ctrl held nothing is snapped to."""
        if not self.moves and (place - self._at).manhattanLength() < STARTS_PX:
            return
        if not self.moves:
            self._begin()
        if self._refused:
            self._lanes.setCursor(Qt.CursorShape.ForbiddenCursor)
            return
        self._pan_at_the_border(place.x())
        free = bool(keys & Qt.KeyboardModifier.ControlModifier)
        by_ms = self._lanes.ms_at(place.x()) - self._at_ms
        if self._grip.edge is Edge.WHOLE:
            self._lane = self._other_lane(place)
            self._carry(0 if self._lane else by_ms, free=free or self._lane is not None)
        else:
            self._trim(by_ms, free=free)
        self._lanes.update()

    def release(self) -> None:
        """Keep it as one step; a click selects, and shows the picture at the start."""
        if not self.moves:
            self._click()
            self._finish()
            return
        self._let_live_go()
        view = self._grip.view
        if self._lane is not None:
            self._coding.shaping.recode(self._lane.lane.key, list(self._before))
            self._finish()
        elif self._now == self._before or self._refused:
            self._finish()
        elif self._grip.edge is Edge.WHOLE:
            by_ms = self._now[view.id].start_ms - view.start_ms
            self._coding.shaping.move(list(self._before), by_ms, settled=self._finish)
        else:
            self._coding.shaping.place(self._now, settled=self._finish)

    def cancel(self) -> None:
        """Leave everything as it was."""
        self._let_live_go()
        self._finish()

    def paint(self, painter: QPainter) -> None:
        """Paint the moments where they would lie, and what was snapped to."""
        if not self.moves or self._refused:
            return
        painter.save()
        painter.setClipRect(QRect(self._lanes.head, 0, self._lanes.width(), self._lanes.height()))
        moments = MomentPainter(painter, self._lanes.scale.span, self._lanes.tokens)
        for moment, extent in list(self._now.items())[:_MOST_PAINTED]:
            view = self._coding.view(moment)
            if view is not None:
                self._paint_one(painter, moments, view, extent)
        self._paint_snap(painter)
        painter.restore()

    def _finish(self) -> None:
        self._over(self)

    def _begin(self) -> None:
        self.moves, view = True, self._grip.view
        if view.id not in self._session.chosen:
            self._session.select(view.id)
        edge = self._grip.edge
        views = self._coding.shaping.chosen() if edge is Edge.WHOLE else [view]
        if edge is Edge.WHOLE:
            views = [one for one in views if not one.running] or [view]
        self._refused = (view.running and edge is Edge.WHOLE) or not all(
            may_change(self._lanes.desk, one) for one in views
        )
        self._before = self._now = {one.id: extent_of(one) for one in views}
        player = self._lanes.desk.playing.player
        self._snapper = Snapper(self._coding, player.position_ms(), frozenset(self._before))
        if edge is not Edge.WHOLE and not self._refused:
            self._live = LivePicture(player, self._lanes)
        self._coding.shaping.give_up = self.cancel

    def _pan_at_the_border(self, x: int) -> None:
        """Go on where the mouse leaves what is visible."""
        scale = self._lanes.scale
        if x > self._lanes.width() - BORDER_PX:
            scale.pan(PAN_SHARE * scale.span.length_ms)
        elif x < self._lanes.head + BORDER_PX:
            scale.pan(-PAN_SHARE * scale.span.length_ms)

    def _trim(self, by_ms: int, *, free: bool) -> None:
        view, edge, longest = self._grip.view, self._grip.edge, longest_ms(self._coding)
        extent = extent_of(view)
        wanted = (extent.start_ms if edge is Edge.START else extent.last_ms) + by_ms
        snap = None if free else self._snapped(wanted)
        there = trimmed(extent, edge, snap.ms if snap else wanted, duration_ms=longest)
        edge_ms = there.start_ms if edge is Edge.START else there.last_ms
        self._snap = snap if snap and snap.ms == edge_ms else None
        self._now = {view.id: there}
        if (
            self._live is not None
        ):  # an end is the first instant that no longer belongs to it: the picture before is its last
            self._live.show(edge_ms if edge is Edge.START else max(edge_ms - 1, there.start_ms))

    def _carry(self, by_ms: int, *, free: bool) -> None:
        extents = self._before.values()
        self._snap = None
        if not free:
            by_ms, self._snap = self._snapped_whole(by_ms)
        allowed = held(by_ms, extents, longest_ms(self._coding))
        if allowed != by_ms:
            self._snap = None
        self._now = {moment: extent.moved(allowed) for moment, extent in self._before.items()}

    def _snapped_whole(self, by_ms: int) -> tuple[int, Snap | None]:
        """Snap by the begin or the end of the moment under the mouse, whichever lies nearer to something."""
        extent = extent_of(self._grip.view).moved(by_ms)
        edges = (extent.start_ms,) if extent.end_ms is None else (extent.start_ms, extent.end_ms)
        near = (
            [(edge, snap) for edge in edges if (snap := self._snapper.near(edge, self._reach_ms()))]
            if self._snapper
            else []
        )
        if near:
            edge, snap = min(near, key=lambda one: abs(one[1].ms - one[0]))
            return by_ms + snap.ms - edge, snap
        snapped = self._snapped(extent.start_ms)
        return (by_ms + snapped.ms - extent.start_ms, snapped) if snapped else (by_ms, None)

    def _snapped(self, ms: int) -> Snap | None:
        return self._snapper.snap(ms, self._reach_ms()) if self._snapper else None

    def _reach_ms(self) -> float:
        span = self._lanes.scale.span
        return SNAP_PX * span.length_ms / span.width

    def _other_lane(self, place: QPoint) -> Placed | None:
        """The lane under the mouse when letting go there gives another code."""
        placed = self._lanes.lane_at(place)
        if placed is None or placed.lane.kind is not LaneKind.MOMENTS or placed.lane.row_with(self._grip.view.id):
            return None
        return placed if self._lanes.rows.arranged.grouping in (Grouping.THEME, Grouping.CODE) else None

    def _click(self) -> None:
        if self._toggles:
            self._coding.shaping.toggle(self._grip.view.id)
        else:
            self._coding.go_to(self._grip.view.id)

    def _let_live_go(self) -> None:
        self._coding.shaping.give_up = None
        if self._live is not None:
            self._live.give_back()
            self._live = None

    def _paint_one(self, painter: QPainter, moments: MomentPainter, view: MomentView, extent: Extent) -> None:
        top, height = self._lanes.top_of(view)
        left, right = self._lanes.x_of(view.start_ms), self._lanes.x_of(view.last_ms)
        veil = QColor(self._lanes.tokens.surface)
        veil.setAlpha(_VEIL)
        slack = height // 2 if view.is_point else 1
        painter.fillRect(QRect(left - slack, top, right - left + 2 * slack, height), veil)
        ghost = replace(view, start_ms=extent.start_ms, end_ms=extent.end_ms)
        if self._lane is not None:
            look = self._coding.look(self._lane.lane.key)
            ghost = replace(ghost, label=look.label, short=look.short, colour=look.colour)
            top = self._lane.top + PAD
        painter.translate(QPointF(self._lanes.head, 0))
        until = self._lanes.desk.playing.player.position_ms() if view.running else None
        moments.paint(ghost, top, height, is_selected=True, until_ms=until)
        painter.translate(QPointF(-self._lanes.head, 0))

    def _paint_snap(self, painter: QPainter) -> None:
        """A thin line at what was snapped to, and the time of the edge."""
        tokens, extent = self._lanes.tokens, self._now.get(self._grip.view.id)
        if extent is None or self._lane is not None:
            return
        ms = extent.last_ms if self._grip.edge is Edge.END else extent.start_ms
        if self._live is not None:  # the playhead is at the edge now, and goes back there
            painter.setPen(QPen(QColor(tokens.text), 1, Qt.PenStyle.DashLine))
            back = self._lanes.x_of(self._live.back_ms)
            painter.drawLine(back, 0, back, self._lanes.height())
        if self._snap is not None:
            pen = QPen(QColor(tokens.accent if self._snap.to != PICTURE else tokens.muted), 1)
            pen.setStyle(Qt.PenStyle.SolidLine if self._snap.to != PICTURE else Qt.PenStyle.DotLine)
            painter.setPen(pen)
            x = self._lanes.x_of(self._snap.ms)
            painter.drawLine(x, 0, x, self._lanes.height())
        top, height = self._lanes.top_of(self._grip.view)
        paint_tag(painter, self._lanes, self._lanes.x_of(ms), (top, height), long_clock(ms, hours=False))


def paint_tag(painter: QPainter, lanes: LaneView, x: int, row: tuple[int, int], words: str) -> None:
    """Words in a small box above a row, or below the first one."""
    top, height = row
    metrics = painter.fontMetrics()
    room = QRectF(0, 0, metrics.horizontalAdvance(words) + 10, metrics.height() + 2)
    room.moveTo(x - room.width() / 2, top - room.height() - 2 if top > room.height() else top + height + 2)
    room.moveLeft(max(lanes.head + 2.0, min(room.left(), lanes.width() - room.width() - 2)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(lanes.tokens.text))
    painter.drawRoundedRect(room, 3, 3)
    painter.setPen(QColor(lanes.tokens.surface))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
