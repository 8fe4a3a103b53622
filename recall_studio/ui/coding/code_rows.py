"""How a code is drawn in the codebook: its shape and colour, label, what runs, its number and its keys as key caps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.coding.codebook_model import CODE_ROW

if TYPE_CHECKING:
    from recall_studio.ui.coding.codebook_model import CodeRow, Index
    from recall_studio.ui.tokens import Tokens

PAD, GAP = 8, 6
_Align = Qt.AlignmentFlag


class CodeRows(QStyledItemDelegate):
    """Draws `CodeRow`s."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._view = parent

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(180, self._view.fontMetrics().height() + 8)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: CodeRow = index.data(CODE_ROW)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, area, state, running=row.running_ms is not None)
        size = max(8, self._view.fontMetrics().xHeight() + 3)
        inner = area.adjusted(PAD, 0, -PAD, 0)
        draw_shape(painter, QPointF(inner.left() + size / 2, inner.center().y() + 1), size, row.colour, row.is_stretch)
        right = self._draw_keys(painter, inner, row)
        right = self._draw_count(painter, inner, right, row)
        left = inner.left() + size + GAP + 2
        self._draw_label(painter, QRect(left, inner.top(), right - left - GAP, inner.height()), row)
        painter.restore()

    def _draw_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag, *, running: bool) -> None:
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if not (hovered or chosen or running):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._tokens.soft if chosen or running else self._tokens.hover))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)

    def _draw_keys(self, painter: QPainter, area: QRect, row: CodeRow) -> int:
        """The chord at the right edge, and left of it the digit on which the code is pinned."""
        right = area.right()
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.TypeWriter)
        font.setPixelSize(max(10, round(self._view.fontInfo().pixelSize() * 0.84)))
        painter.setFont(font)
        metrics = painter.fontMetrics()
        for words, strong in ((row.chord, True), (row.pinned, False)):
            width = metrics.horizontalAdvance("M 1" if strong else "0") + 10
            if words:
                shown = metrics.horizontalAdvance(words) + 10
                cap = QRectF(right - shown, area.center().y() - metrics.height() / 2 - 1, shown, metrics.height() + 3)
                self._draw_cap(painter, cap, words, strong=strong)
            right -= width + 5
        painter.setFont(self._view.font())
        return right

    def _draw_cap(self, painter: QPainter, cap: QRectF, words: str, *, strong: bool) -> None:
        tokens = self._tokens
        painter.setPen(QColor(tokens.line))
        painter.setBrush(QColor(tokens.raised if strong else tokens.surface))
        painter.drawRoundedRect(cap, 4, 4)
        if strong:
            painter.drawLine(QPointF(cap.left() + 3, cap.bottom() + 1), QPointF(cap.right() - 3, cap.bottom() + 1))
        painter.setPen(QColor(tokens.text if strong else tokens.muted))
        painter.drawText(cap, _Align.AlignCenter, words)

    def _draw_count(self, painter: QPainter, area: QRect, right: int, row: CodeRow) -> int:
        width = max(
            painter.fontMetrics().horizontalAdvance("000"), painter.fontMetrics().horizontalAdvance(str(row.count))
        )
        painter.setPen(QColor(self._tokens.muted))
        place = QRect(right - width, area.top(), width, area.height())
        painter.drawText(place, _Align.AlignRight | _Align.AlignVCenter, str(row.count))
        return right - width

    def _draw_label(self, painter: QPainter, area: QRect, row: CodeRow) -> None:
        running = self._running_words(row)
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.DemiBold if row.is_theme else QFont.Weight.Normal)
        heavy = QFont(font)
        heavy.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        taken = QFontMetrics(heavy).horizontalAdvance(running) + GAP + 2 if running else 0
        label = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, area.width() - taken)
        painter.setPen(QColor(self._tokens.text))
        painter.drawText(area, _Align.AlignVCenter, label)
        if running:
            painter.setFont(heavy)
            light = QColor(row.colour).lighter(150) if self._tokens.dark else QColor(row.colour)
            painter.setPen(light if row.running_ms is not None else QColor(self._tokens.warning))
            painter.drawText(
                area.adjusted(metrics.horizontalAdvance(label) + GAP, 0, 0, 0), _Align.AlignVCenter, running
            )

    @staticmethod
    def _running_words(row: CodeRow) -> str:
        if row.running_ms is None:
            return _("provisional") if row.is_provisional else ""
        return _("● runs {time}", time=plain_clock(row.running_ms))


def draw_shape(painter: QPainter, middle: QPointF, size: float, colour: str, is_stretch: bool) -> None:
    """A square for a stretch, a diamond for an instant: colour is never the only sign."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    half = size / 2
    if is_stretch:
        painter.drawRoundedRect(QRectF(middle.x() - half, middle.y() - half, size, size), 2.5, 2.5)
        return
    reach = half * 1.2
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(middle.x(), middle.y() - reach),
                QPointF(middle.x() + reach, middle.y()),
                QPointF(middle.x(), middle.y() + reach),
                QPointF(middle.x() - reach, middle.y()),
            ]
        )
    )
