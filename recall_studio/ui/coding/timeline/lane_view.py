"""The lanes: who speaks, what is said, the moments of each theme, what to discuss, what was declared as coded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.coding.timeline.inks import fill_of
from recall_studio.ui.coding.timeline.lane_painters import LanePainter
from recall_studio.ui.coding.timeline.lanes import LaneKind
from recall_studio.ui.coding.timeline.moment_painter import MomentPainter
from recall_studio.ui.coding.timeline.saying import said_at, words_of
from recall_studio.ui.coding.timeline.surface import Surface, paint_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QMouseEvent

    from recall_studio.ui.coding.moment_view import Delta, MomentView
    from recall_studio.ui.coding.timeline.lane_rows import LaneRows
    from recall_studio.ui.coding.timeline.lanes import Lane, Row
    from recall_studio.ui.coding.timeline.scale import Scale
    from recall_studio.ui.desk import Desk

_HIT_PX = 8
_PAD = 2


class Placed(NamedTuple):
    """A lane and where it lies, in px: its top, the height of a row of one's own and of one of other coders."""

    lane: Lane
    top: int
    row_height: int
    others_height: int

    @property
    def height(self) -> int:
        """Of the lane with its padding."""
        rows = [self._height_of(row) for row in self.lane.rows] or [self.row_height]
        return max(sum(rows), self.row_height) + 2 * _PAD

    def rooms(self) -> Iterator[tuple[Row, int, int]]:
        """The rows of moments with their tops and heights."""
        top = self.top + _PAD
        for row in self.lane.rows:
            yield row, top, self._height_of(row)
            top += self._height_of(row)

    def _height_of(self, row: Row) -> int:
        return self.row_height if row.own else self.others_height


class LaneView(Surface):
    """Paints all lanes; a click on a moment selects it, elsewhere it goes to the picture of that time."""

    def __init__(self, desk: Desk, scale: Scale, rows: LaneRows) -> None:
        super().__init__(desk, scale)
        self._rows = rows
        self._placed: list[Placed] = []
        self._on_moment = False
        self.setMouseTracking(True)
        self.setAccessibleName(_("Timeline"))
        self.setAccessibleDescription(_("The table “Moments” lists the same, for the keyboard."))
        self.lay_out()

    def lay_out(self) -> None:
        """Give every lane its place, after lanes or rows changed."""
        line = self.fontMetrics().height()
        heights = {LaneKind.SPEAKERS: line - 4, LaneKind.CODED: line + 2}
        self._placed, top = [], 0
        for lane in self._rows.lanes:
            placed = Placed(lane, top, heights.get(lane.kind, line + 7), line + 2)
            self._placed.append(placed)
            top += placed.height
        self.setMinimumHeight(top + 4)
        self.renew()

    def take(self, _delta: Delta) -> None:
        """Moments changed; the rows know already."""
        self.lay_out()

    def top_of(self, moment: MomentView) -> tuple[int, int]:
        """Where a moment lies from above, and how high it is."""
        for placed in self._placed:
            if (row := placed.lane.row_of.get(moment.id)) is not None:
                return next((top, height) for other, top, height in placed.rooms() if other is row)
        return 0, 0

    def moment_at(self, place: QPoint) -> MomentView | None:
        """The moment that is drawn there; of several the one on top."""
        for placed in self._placed:
            for row, top, height in placed.rooms():
                if top <= place.y() < top + height:
                    return self._in_row(row, place.x())
        return None

    def words_at(self, place: QPoint) -> str:
        """What is said when the mouse rests there."""
        view = self.moment_at(place)
        if view is not None:
            return words_of(view)
        lane = next((one.lane for one in self._placed if one.top <= place.y() < one.top + one.height), None)
        if lane is None:
            return ""
        if place.x() < self.head:
            return lane.title
        return said_at(self.desk.coding, lane.kind, self.ms_at(place.x()), self.ms_at(place.x() + _HIT_PX))

    @override
    def paint_still(self, painter: QPainter) -> None:
        """Heads, then every lane."""
        painter.fillRect(QRect(0, 0, self.head - 1, self.height()), QColor(self.tokens.surface))
        if not self._rows.lanes:
            return
        chosen = self.desk.coding.view(self.desk.session.selection or "")
        for placed in self._placed:
            self._paint_lane(painter, placed, chosen)
        painter.fillRect(self.head - 1, 0, 1, self.height(), QColor(self.tokens.line))
        if not self.desk.coding.views():
            self._paint_hint(painter)

    @override
    def paint_moving(self, painter: QPainter) -> None:
        """What runs grows up to the playhead."""
        now = self.desk.playing.player.position_ms()
        painter.save()
        painter.setClipRect(
            QRect(self.head, 0, self.width() - self.head, self.height()), Qt.ClipOperation.IntersectClip
        )
        painter.translate(self.head, 0)
        moments = MomentPainter(painter, self.scale.span, self.tokens)
        for view in self.desk.coding.running:
            top, height = self.top_of(view)
            if height:
                chosen = view.id == self.desk.session.selection
                moments.paint(view, top, height, is_selected=chosen, until_ms=now)
        painter.restore()
        super().paint_moving(painter)

    @override
    def moving_rect(self, old_x: int, new_x: int) -> QRect:
        """With something running all of it up to the playhead, for its words stand in the middle."""
        if not self.desk.coding.running:
            return super().moving_rect(old_x, new_x)
        return QRect(self.head, 0, self.width() - self.head, self.height())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the moment there, or go to that time."""
        view = self.moment_at(event.position().toPoint())
        self._on_moment = view is not None
        if view is None:
            super().mousePressEvent(event)
        elif not view.pending:
            self.desk.coding.go_to(view.id)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub, when the press was beside the moments; without a button, point at what can be clicked."""
        if not event.buttons():
            on_moment = self.moment_at(event.position().toPoint()) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if on_moment else Qt.CursorShape.ArrowCursor)
        elif not self._on_moment:
            super().mouseMoveEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Play the moment there, from a little before."""
        view = self.moment_at(event.position().toPoint())
        if view is not None and not view.pending:
            self.desk.coding.play_moment(view.id)

    @override
    def event(self, event: QEvent) -> bool:
        """Say what lies under the mouse when it rests."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos()), self)
            return True
        return super().event(event)

    def _in_row(self, row: Row, x: int) -> MomentView | None:
        near = row.within(self.ms_at(x - _HIT_PX), self.ms_at(x + _HIT_PX) + 1)
        for view in reversed(near):
            left, right = self.x_of(view.start_ms), self.x_of(view.last_ms)
            if view.running:
                right = max(right, self.x_of(self.desk.playing.player.position_ms()))
            slack = _HIT_PX if view.is_point else 2
            if left - slack <= x <= right + slack:
                return view
        return None

    def _paint_lane(self, painter: QPainter, placed: Placed, chosen: MomentView | None) -> None:
        lane, top, bottom = placed.lane, placed.top, placed.top + placed.height
        paint_head(painter, QRectF(0, top, self.head, placed.height), lane.title, self.tokens.text)
        if lane.theme is not None:
            mark = QRectF(7, top + _PAD + 2, 3, placed.height - 2 * _PAD - 4)
            painter.fillRect(mark, fill_of(lane.colour, dark=self.tokens.dark))
        painter.fillRect(0, bottom - 1, self.width(), 1, QColor(self.tokens.hover))
        painter.save()
        painter.setClipRect(QRect(self.head, top, self.width() - self.head, placed.height))
        painter.translate(QPointF(self.head, 0))
        if lane.kind is LaneKind.MOMENTS:
            moments = MomentPainter(painter, self.scale.span, self.tokens)
            chosen_row = lane.row_of.get(chosen.id) if chosen is not None else None
            for row, row_top, height in placed.rooms():
                moments.paint_row(row, row_top, height, chosen if row is chosen_row else None)
        else:
            LanePainter(painter, self.scale.span, self.desk).paint(lane.kind, top + _PAD, placed.row_height)
        painter.restore()

    def _paint_hint(self, painter: QPainter) -> None:
        """What to do, in the lanes where moments will lie."""
        words = _("No moments yet. Press the letter of a theme and the number of a code while you watch: D, then 2.")
        free = [placed for placed in self._placed if placed.lane.kind is LaneKind.MOMENTS] or self._placed
        room = QRect(self.head + 16, free[0].top, self.width() - self.head - 32, free[-1].top - free[0].top)
        room.setHeight(room.height() + free[-1].height)
        how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        taken = painter.boundingRect(room, how, words).adjusted(-8, -2, 8, 2)
        painter.fillRect(taken, QColor(self.tokens.surface))
        painter.setPen(QColor(self.tokens.muted))
        painter.drawText(room, how, words)
