"""What the mouse does on the lanes beyond a click beside the moments: drags, selections, and codes that are dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QToolTip
from shiboken6 import isValid
from typing_extensions import override

from recall_studio.ui.coding.codebook_model import CODE_FORMAT
from recall_studio.ui.coding.moment_menu import offer
from recall_studio.ui.coding.timeline.arrangement import FOLDED
from recall_studio.ui.coding.timeline.dragging import Drag
from recall_studio.ui.coding.timeline.grips import cursor_of, grip_at, paint_grips
from recall_studio.ui.coding.timeline.recalled import said_under
from recall_studio.ui.coding.timeline.rubber_band import RubberBand
from recall_studio.ui.commands.coding import may_change
from recall_studio.ui.lasting import while_there

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtCore import QMimeData

    from recall_studio.ui.coding.timeline.lane_view import LaneView
    from recall_studio.ui.coding.timeline.lanes import Lane

MOST_OUTLINED = 600
"""So many outlines are painted without a wait."""
_Left = Qt.MouseButton.LeftButton


class Gestures(QObject):
    """Hears the mouse before the lanes do, and takes what is a gesture on moments.

    Args:
        lanes: where it happens; they give every paint to `paint()`.
    """

    def __init__(self, lanes: LaneView) -> None:
        super().__init__(lanes)
        self._lanes, self._coding = lanes, lanes.desk.coding
        self._gesture: Drag | RubberBand | None = None
        self._painted: Drag | RubberBand | None = None
        self._over_moment: str | None = None
        self.pressed = False
        """Whether a gesture goes on: what is selected by it is not to be scrolled to."""
        lanes.installEventFilter(self)
        lanes.setAcceptDrops(True)
        lanes.desk.session.recording_opened.connect(self._forget)
        lanes.desk.session.chosen_changed.connect(while_there(lanes, lambda _chosen: lanes.renew()))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take gestures; everything else goes its way."""
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QDropEvent):  # also those that enter and move
            return self._code(event)
        if isinstance(event, QContextMenuEvent):
            return self._offer(event)
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._lanes.words_at(event.pos()), self._lanes)
            return True
        if event.type() is QEvent.Type.DragLeave:
            self._point(None)
        return False

    def paint(self, painter: QPainter) -> None:
        """Paint the grips of the selected moment, the gesture, and where a dragged code would fall."""
        lanes, selected = self._lanes, self._coding.view(self._lanes.desk.session.selection or "")
        moves = self._painted is not None and self._painted.moves
        if selected is not None and not (moves or selected.running) and may_change(lanes.desk, selected):
            paint_grips(painter, lanes, selected, *lanes.top_of(selected))
        if self._painted is not None:
            self._painted.paint(painter)
        over = self._coding.view(self._over_moment or "")
        if over is not None:
            top, height = lanes.top_of(over)
            left, right = lanes.x_of(over.start_ms), lanes.x_of(over.last_ms)
            slack = height // 2 if over.is_point else 0
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(lanes.tokens.focus), 3))
            painter.drawRoundedRect(left - slack, top, right - left + 2 * slack, height, 4, 4)

    def outlined(self) -> Collection[str]:
        """The selected moments that are outlined: of very many those in sight, while they can be told apart."""
        session, span = self._lanes.desk.session, self._lanes.scale.span
        if len(session.chosen) <= MOST_OUTLINED:
            return session.chosen
        first, last = (self._coding.index.row_at(int(ms)) for ms in (span.start_ms, span.end_ms))
        here = (session.selection or "",)
        if last - first > MOST_OUTLINED:
            return here
        chosen = set(session.chosen)
        return (*here, *(view.id for view in self._coding.views()[first:last] if view.id in chosen))

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, place = event.type(), event.position().toPoint()
        if kind is QEvent.Type.MouseButtonPress:
            if event.button() is _Left:
                return self._fold(place) or self._show_card(place) or self._press(place, event.modifiers())
            return grip_at(self._lanes, place) is not None  # its menu comes, and what is selected stays so
        if kind is QEvent.Type.MouseMove:
            return self._move(place, event)
        if kind is QEvent.Type.MouseButtonDblClick:
            return self._play(place)
        if kind is QEvent.Type.MouseButtonRelease and event.button() is _Left and self.pressed:
            gesture, self._gesture, self.pressed = self._gesture, None, False
            if gesture is not None:
                gesture.release()
            return True
        return False

    def _show_card(self, place: QPoint) -> bool:
        """What was said afterwards opens the card of its moment."""
        from recall_studio.ui.recall.perspectives.card_sheet import CardSheet

        said = said_under(self._lanes, place)
        if said is None:
            return False
        end = said.end_ms if said.end_ms > said.start_ms else None
        self._lanes.desk.window.open_sheet(CardSheet(self._lanes.desk, said.start_ms, end))
        return True

    def _press(self, place: QPoint, keys: Qt.KeyboardModifier) -> bool:
        if place.x() < self._lanes.head:
            return False
        grip, adds = grip_at(self._lanes, place), bool(keys & Qt.KeyboardModifier.ControlModifier)
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self.pressed = True
            on = grip.view if grip is not None else None
            self._gesture = RubberBand(self._lanes, place, on, adds=adds, over=self._end)
        elif grip is not None:
            self.pressed = True
            if not grip.view.pending:
                self._gesture = Drag(self._lanes, grip, place, toggles=adds, over=self._end)
        self._painted = self._gesture
        return self.pressed

    def _move(self, place: QPoint, event: QMouseEvent) -> bool:
        if self.pressed:
            if self._gesture is not None:
                self._gesture.move(place, event.modifiers())
            return True
        if event.buttons():
            return False
        self._lanes.setCursor(self._cursor(place))
        return True

    def _cursor(self, place: QPoint) -> Qt.CursorShape:
        """What can be clicked and what can be dragged there."""
        grip = grip_at(self._lanes, place)
        if grip is not None and may_change(self._lanes.desk, grip.view):
            return cursor_of(grip)
        clicked = grip is not None or self._head_at(place) is not None
        return Qt.CursorShape.PointingHandCursor if clicked else Qt.CursorShape.ArrowCursor

    def _head_at(self, place: QPoint) -> Lane | None:
        """The lane whose head lies there, when it can be folded."""
        placed = self._lanes.lane_at(place)
        return placed.lane if placed and place.x() < self._lanes.head and placed.lane.kind in FOLDED else None

    def _fold(self, place: QPoint) -> bool:
        lane, rows = self._head_at(place), self._lanes.rows
        if lane is not None:
            rows.arrange(rows.arranged.toggled(lane))
        return lane is not None

    def _play(self, place: QPoint) -> bool:
        """Play the moment there, from a little before."""
        view = self._lanes.view_at(place)
        if view is not None and not view.pending:
            self._coding.play_moment(view.id)
        return True

    def _offer(self, event: QContextMenuEvent) -> bool:
        """The menu of the moment there, or of all that are selected when it is one of them."""
        grip = grip_at(self._lanes, event.pos())
        if grip is None or grip.view.pending:
            return False
        if grip.view.id not in self._lanes.desk.session.chosen:
            self._lanes.desk.session.select(grip.view.id)
        offer(self._lanes.desk, self._lanes, event.globalPos())
        return True

    def _end(self, gesture: Drag | RubberBand) -> None:
        """A gesture is over, or was given up while the button is still held; another may have begun."""
        if self._gesture is gesture:
            self._gesture = None
        if self._painted is gesture:
            self._painted = None
        if isValid(self._lanes):  # the window may be closed before the last drag is kept
            self._lanes.update()

    def _forget(self, _opened: object = None) -> None:
        if self._gesture is not None:
            self._gesture.cancel()

    def _code(self, event: QDropEvent) -> bool:
        """A code that is dropped on a moment recodes it, and with a selected one all that are selected."""
        code = code_in(event.mimeData())
        if code is None:
            return False
        view = self._lanes.view_at(event.position().toPoint())
        takes = view is not None and not view.pending and may_change(self._lanes.desk, view)
        if event.type() is QEvent.Type.Drop:
            self._point(None)
            if view is not None and takes:
                chosen = self._lanes.desk.session.chosen
                self._coding.shaping.recode(code, chosen if view.id in chosen else (view.id,))
        elif isinstance(event, QDragMoveEvent | QDragEnterEvent):
            self._point(view.id if view is not None and takes else None)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(takes or event.type() is QEvent.Type.DragEnter)
        return True

    def _point(self, moment: str | None) -> None:
        if moment != self._over_moment:
            self._over_moment = moment
            self._lanes.update()


def code_in(data: QMimeData) -> str | None:
    """The key of a code that is dragged."""
    return bytes(data.data(CODE_FORMAT).data()).decode() if data.hasFormat(CODE_FORMAT) else None
