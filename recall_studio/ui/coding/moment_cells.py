"""Cells of tables of moments that are drawn: a code with its shape and colour, the star in its own colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from recall_studio.ui.coding.code_rows import draw_shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QTableView

    Index = QModelIndex | QPersistentModelIndex

_SHAPE = 10


class CodeCells(QStyledItemDelegate):
    """Draws the code with its shape and colour.

    Args:
        table: whose cells they are.
        shape: says the colour of the moment in this cell, and whether it is a stretch.
    """

    def __init__(self, table: QTableView, shape: Callable[[Index], tuple[str, bool]]) -> None:
        super().__init__(table)
        self._shape = shape

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(area.left() + 6 + _SHAPE / 2, area.center().y() + 1)
        draw_shape(painter, middle, _SHAPE, *self._shape(index))
        painter.restore()

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.decorationSize = QSize(_SHAPE + 6, _SHAPE)


class StarCells(QStyledItemDelegate):
    """Draws the star in its own colour."""

    def __init__(self, colour: str, table: QTableView) -> None:
        super().__init__(table)
        self._colour = QColor(colour)

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.palette.setColor(option.palette.ColorRole.Text, self._colour)
