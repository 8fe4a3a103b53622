"""The lanes: who speaks, what is said, the moments of each theme, what to discuss, what was declared as coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QRegion
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.coding.timeline.dense import Stretch, paint_density
from recall_studio.ui.coding.timeline.gestures import Gestures
from recall_studio.ui.coding.timeline.heads import paint_lane_head
from recall_studio.ui.coding.timeline.inks import fill_of
from recall_studio.ui.coding.timeline.lane_painters import LanePainter
from recall_studio.ui.coding.timeline.lanes import LaneKind
from recall_studio.ui.coding.timeline.moment_painter import MomentPainter
from recall_studio.ui.coding.timeline.placed import PAD, place_all
from recall_studio.ui.coding.timeline.recalled import said_under
from recall_studio.ui.coding.timeline.saying import said_at, words_of
from recall_studio.ui.coding.timeline.surface import Surface
from recall_studio.ui.coding.timeline.waveform_painter import paint_sound

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QPoint

    from recall_studio.ui.coding.moment_view import Delta, MomentView
    from recall_studio.ui.coding.timeline.lane_rows import LaneRows
    from recall_studio.ui.coding.timeline.lanes import Row
    from recall_studio.ui.coding.timeline.placed import Placed
    from recall_studio.ui.coding.timeline.scale import Scale
    from recall_studio.ui.coding.timeline.waveform_painter import Waveform
    from recall_studio.ui.desk import Desk

_HIT_PX = 8


class LaneView(Surface):
    """Paints all lanes; a click beside the moments goes to the picture of that time, `Gestures` does the rest."""

    def __init__(self, desk: Desk, scale: Scale, rows: LaneRows) -> None:
        super().__init__(desk, scale)
        self.rows = rows
        self._placed: list[Placed] = []
        self._sound: Waveform | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(_("Timeline"))
        self.setAccessibleDescription(_("The table “Moments” lists the same, for the keyboard."))
        self.gestures = Gestures(self)
        self.lay_out()

    @property
    def placed(self) -> Sequence[Placed]:
        """The lanes and where they lie; not to be changed."""
        return self._placed

    @property
    def chosen(self) -> Collection[str]:
        """The ids of the moments that have the strong outline."""
        return self.gestures.outlined()

    def lay_out(self) -> None:
        """Give every lane its place, after lanes or rows changed."""
        self._placed, height = place_all(self.rows, self.fontMetrics().height())
        if height != self.minimumHeight():
            self.setMinimumHeight(height)
        self.renew()

    def hear(self, sound: Waveform) -> None:
        """Show this sound in its lane."""
        self._sound = sound

    def renew_sound(self) -> None:
        """Paint anew, for more of the sound is known."""
        if any(placed.lane.kind is LaneKind.SOUND for placed in self._placed):
            self.renew()

    def take(self, _delta: Delta) -> None:
        """Moments changed; the rows know already."""
        self.lay_out()

    def top_of(self, moment: MomentView) -> tuple[int, int]:
        """Where a moment lies from above, and how high it is; in a collapsed lane it is as high as that."""
        for placed in self._placed:
            row = placed.lane.row_with(moment.id)
            if row is not None:
                rooms = ((top, height) for other, top, height in placed.rooms() if other is row)
                return next(rooms, (placed.top, placed.height))
        return 0, 0

    def lane_at(self, place: QPoint) -> Placed | None:
        """The lane that lies there."""
        return next((one for one in self._placed if one.top <= place.y() < one.top + one.height), None)

    def view_at(self, place: QPoint) -> MomentView | None:
        """The moment that is drawn there; of several the one on top."""
        placed = self.lane_at(place)
        if placed is None or place.x() < self.head:
            return None
        for row, top, height in placed.rooms():
            if top <= place.y() < top + height:
                return self._in_row(row, place.x())
        return None

    def words_at(self, place: QPoint) -> str:
        """What is said when the mouse rests there."""
        view = self.view_at(place)
        if view is not None:
            return words_of(view)
        placed = self.lane_at(place)
        if placed is None:
            return ""
        if place.x() < self.head:
            return placed.lane.title
        if placed.lane.kind is LaneKind.RECALLED:
            said = said_under(self, place)
            return said.words if said is not None else ""
        return said_at(self.desk.coding, placed.lane.kind, self.ms_at(place.x()), self.ms_at(place.x() + _HIT_PX))

    @override
    def paint_still(self, painter: QPainter, part: QRect) -> None:
        """Heads, then every lane that is in sight."""
        moments = MomentPainter(painter, self.scale.span, self.tokens)
        for placed in self._placed:
            if placed.top < part.bottom() and placed.top + placed.height > part.top():
                self._paint_lane(painter, placed, moments)
        painter.fillRect(self.head - 1, part.top(), 1, part.height(), QColor(self.tokens.line))
        if self._placed and not self.desk.coding.views():
            self._paint_hint(painter)

    @override
    def paint_moving(self, painter: QPainter) -> None:
        """What runs grows up to the playhead."""
        if self.desk.coding.running:
            self._paint_running(painter)
        super().paint_moving(painter)
        self.gestures.paint(painter)

    @override
    def moving_part(self, old_x: int, new_x: int) -> QRegion:
        """With something running its bar too, for the words in it are cut as long as it is short."""
        moving = super().moving_part(old_x, new_x)
        for view in self.desk.coding.running:
            top, height = self.top_of(view)
            left = max(min(self.x_of(view.start_ms), old_x, new_x), self.head)
            moving += QRegion(left - 2, top, max(old_x, new_x) - left + 8, height)
        return moving

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

    def _paint_running(self, painter: QPainter) -> None:
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
                moments.paint(view, top, height, is_selected=view.id in self.chosen, until_ms=now)
        painter.restore()

    def _paint_lane(self, painter: QPainter, placed: Placed, moments: MomentPainter) -> None:
        paint_lane_head(painter, placed, self.head, self.tokens)
        painter.fillRect(0, placed.top + placed.height - 1, self.width(), 1, QColor(self.tokens.hover))
        painter.save()
        painter.setClipRect(QRect(self.head, placed.top, self.width() - self.head, placed.height))
        painter.translate(QPointF(self.head, 0))
        lane, top = placed.lane, placed.top + PAD
        if lane.kind is LaneKind.MOMENTS:
            self._paint_moments(painter, placed, moments)
        elif lane.kind is LaneKind.SOUND:
            paint_sound(painter, self._sound, QRect(0, top, self.scale.span.width, placed.height - 2 * PAD), self)
        else:
            LanePainter(painter, self.scale.span, self.desk, self.rows.around).paint(
                lane.kind, top, placed.row_height, lane.key
            )
        painter.restore()

    def _paint_moments(self, painter: QPainter, placed: Placed, moments: MomentPainter) -> None:
        span, lane = self.scale.span, placed.lane
        if placed.collapsed:
            seen = Stretch(span.start_ms, span.width / span.length_ms, span.width)
            room = QRect(0, placed.top + PAD + 1, span.width, placed.height - 2 * PAD - 3)
            ink = fill_of(lane.colour, dark=self.tokens.dark) if lane.colour else QColor(self.tokens.muted)
            paint_density(painter, lane.rows, room, seen, ink=ink)
            return
        paint, chosen = moments.paint_thin if self.rows.arranged.compact else moments.paint_row, self.chosen
        for row, row_top, height in placed.rooms():
            paint(row, row_top, height, chosen)

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
