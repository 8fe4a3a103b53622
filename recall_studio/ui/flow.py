"""A layout that puts widgets beside each other, and begins a new line where they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayoutItem


class FlowLayout(QLayout):
    """Lines of widgets, each as large as it wants to be; the height follows the width.

    Args:
        parent: whose layout it is.
        gap: between widgets and between lines, in px.
        centred: whether what is lower than its line stands in its middle, as words beside buttons; else at its top.
    """

    def __init__(self, parent: QWidget, *, gap: int = 6, centred: bool = False) -> None:
        super().__init__(parent)
        self._centred = centred
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """How high the lines are in this width."""
        return self._lay(QRect(0, 0, width, 0), place=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, place=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        """The widest of them."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, room: QRect, *, place: bool) -> int:
        x, y, line = room.x(), room.y(), 0
        places: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            if x > room.x() and x + size.width() > room.right() + 1:
                if place:
                    self._place(places, room, line)
                places = []
                x, y, line = room.x(), y + line + self._gap, 0
            places.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self._gap
            line = max(line, size.height())
        if place:
            self._place(places, room, line)
        return y + line - room.y()

    def _place(self, places: list[tuple[QLayoutItem, QRect]], room: QRect, height: int) -> None:
        """Put the widgets of one line, so high, where they belong."""
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item, at in places:
            if mirrored:
                at.moveLeft(room.right() + 1 - (at.x() - room.x()) - at.width())
            if self._centred:
                at.translate(0, (height - at.height()) // 2)
            item.setGeometry(at)


class FlowRow(QWidget):
    """Such lines beside something that shares its room by stretch: it takes its height itself.

    A height that follows the width, asked by the layout around it, makes a picture beside it as high as it can be.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flow = FlowLayout(self, centred=True)

    @override
    def hasHeightForWidth(self) -> bool:
        return False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        """What stands in it became wider, narrower, or came and went."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        height = self.flow.heightForWidth(self.width())
        if height != self.height():
            self.setFixedHeight(height)
