"""How a row of the palette is drawn: a dot in the code's colour, the title, its detail, its key at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from recall_studio.ui.palette import Entry
    from recall_studio.ui.tokens import Tokens

_PAD = 10
_Index = QModelIndex | QPersistentModelIndex


class PaletteRows(QStyledItemDelegate):
    """Draws entries."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One line with air."""
        return QSize(200, option.fontMetrics.height() + 16)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one entry."""
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._tokens.soft))
            painter.drawRoundedRect(area.adjusted(2, 1, -2, -1), 5, 5)
        inner = area.adjusted(_PAD, 0, -_PAD, 0)
        left = self._draw_dot(painter, inner, entry)
        right = self._draw_right(painter, inner, entry)
        self._draw_title(painter, QRect(left, inner.top(), right - left - _PAD, inner.height()), entry)
        painter.restore()

    def _draw_dot(self, painter: QPainter, area: QRect, entry: Entry) -> int:
        if entry.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(entry.colour))
            painter.drawRoundedRect(QRect(area.left(), area.center().y() - 4, 9, 9), 2, 2)
        return area.left() + 20

    def _draw_right(self, painter: QPainter, area: QRect, entry: Entry) -> int:
        words = "   ".join(filter(None, (entry.kind, entry.key)))
        painter.setPen(QColor(self._tokens.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        return area.right() - painter.fontMetrics().horizontalAdvance(words)

    def _draw_title(self, painter: QPainter, area: QRect, entry: Entry) -> None:
        metrics = painter.fontMetrics()
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(QColor(self._tokens.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, title)
        used = metrics.horizontalAdvance(title) + 12
        if entry.detail and used < area.width() - 40:
            rest = area.adjusted(used, 0, 0, 0)
            painter.setPen(QColor(self._tokens.muted))
            said = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, said)
