"""A hand on the mouse for tests of the timeline: press, move, let go, with keys held."""

from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from recall_studio.ui.coding.codebook_model import CODE_FORMAT
from recall_studio.ui.coding.moment_view import MomentView
from recall_studio.ui.coding.timeline.timeline import Timeline

NO_KEY, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class MouseHand:
    """Drags on the lanes of a timeline.

    Args:
        timeline: shown.
        coding: its moments.
    """

    def __init__(self, timeline: Timeline, coding: Any) -> None:
        self.timeline, self.lanes, self._coding = timeline, timeline.lanes, coding
        self._at = QPoint()

    def view(self, moment: str) -> MomentView:
        view = self._coding.view(moment)
        assert isinstance(view, MomentView)
        return view

    def place(self, moment: str, ms: int | None = None) -> QPoint:
        """Where a moment is drawn: at a time, or in its middle."""
        view = self.view(moment)
        top, height = self.lanes.top_of(view)
        assert height, "the moment is drawn nowhere"
        middle = (view.start_ms + view.last_ms) / 2
        return QPoint(self.lanes.x_of(middle if ms is None else ms), top + height // 2)

    def presses(self, at: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        self._at = at
        QTest.mousePress(self.lanes, Qt.MouseButton.LeftButton, keys, at)

    def moves(
        self,
        to: QPoint,
        keys: Qt.KeyboardModifier = NO_KEY,
        held: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        """Move with the button held, which QTest cannot."""
        self._at = to
        where, none = QPointF(self.lanes.mapToGlobal(to)), Qt.MouseButton.NoButton
        event = QMouseEvent(QMouseEvent.Type.MouseMove, QPointF(to), where, none, held, keys)
        QApplication.sendEvent(self.lanes, event)

    def hovers(self, over: QPoint) -> None:
        """Move without a button."""
        self.moves(over, held=Qt.MouseButton.NoButton)

    def lets_go(self, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.mouseRelease(self.lanes, Qt.MouseButton.LeftButton, keys, self._at)

    def drags(self, start: QPoint, to: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """From here to there in a few moves."""
        self.presses(start, keys)
        for share in (0.3, 0.7, 1.0):
            self.moves(start + (to - start) * share, keys)
        self.lets_go(keys)

    def drops_code(self, code: str, at: QPoint) -> bool:
        """Drag a code here and let it go; gives whether it was taken."""
        data = QMimeData()
        data.setData(CODE_FORMAT, code.encode())
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        QApplication.sendEvent(self.lanes, QDragEnterEvent(at, copy, data, left, NO_KEY))
        drop = QDropEvent(QPointF(at), copy, data, left, NO_KEY)
        QApplication.sendEvent(self.lanes, drop)
        return drop.isAccepted()
