"""The table of recordings, and how its cells are painted: pictures, two lines of words, badges and bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QStyle, QStyledItemDelegate, QTableView
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.icons import icon
from recall_studio.ui.library import recordings_model as columns
from recall_studio.ui.library.badges import consent_badge
from recall_studio.ui.library.dates import day_in_words
from recall_studio.ui.library.recordings_model import LINE, THUMBNAIL, RecordingsModel, who

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from recall_studio.analysis.library import LibraryRow
    from recall_studio.ui.tokens import Tokens

    Index = QModelIndex | QPersistentModelIndex

PAD = 8.0
WIDTHS = {
    columns.PICTURE: 76,
    columns.NAME: 108,
    columns.DATE: 90,
    columns.LENGTH: 58,
    columns.WHO: 112,
    columns.CONSENT: 160,
    columns.CODED: 108,
    columns.RECALL: 58,
}
"""In px at the usual font size."""
_GROWING = {columns.NAME: 0.3, columns.WHO: 0.25}
"""Which part of the room that is left a column gets; consent gets the rest."""
WIDEST_GAIN = 120
LOWEST = 52
BETWEEN_USES = " · "
BAR_HEIGHT = 7


class RecordingDelegate(QStyledItemDelegate):
    """Paints from the model's roles alone."""

    def __init__(self, tokens: Tokens, coders: tuple[str, ...], parent: QTableView) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._bars = (tokens.accent, tokens.focus, tokens.star)
        self._coders = coders
        self._film = icon("film", tokens.muted)
        self._microphone = icon("microphone", tokens.muted)
        self._eye = icon("eye", tokens.muted)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        line = index.data(LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        self._paint_ground(painter, option, area)
        painter.setFont(option.font)
        if isinstance(line, str):
            self._paint_heading(painter, option, area, line)
        else:
            self._paint_cell(painter, area.adjusted(PAD, 0, -PAD / 2, 0), index, line)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(self._tokens.soft))
        painter.setPen(QPen(QColor(self._tokens.line), 1))
        painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right(), area.bottom()))

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, words: str) -> None:
        painter.fillRect(area.adjusted(0, 0, 0, -1), QColor(self._tokens.raised))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._tokens.muted))
        painter.drawText(area.adjusted(PAD, 0, -PAD, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_cell(self, painter: QPainter, area: QRectF, index: Index, row: LibraryRow) -> None:
        match index.column():
            case columns.PICTURE:
                self._paint_picture(painter, area, row, index.data(THUMBNAIL))
            case columns.NAME:
                self._paint_name(painter, area, row)
            case columns.CONSENT:
                self._paint_badge(painter, area, *consent_badge(row))
            case columns.CODED:
                self._paint_bars(painter, area, row)
            case column:
                words = {
                    columns.DATE: day_in_words(row.held_on),
                    columns.LENGTH: columns.how_long(row),
                    columns.WHO: who(row),
                    columns.WAVE: row.wave or "",
                    columns.RECALL: columns.looked_back_signs(row),
                }[column]
                self._paint_words(painter, area, words)

    def _paint_words(self, painter: QPainter, area: QRectF, words: str) -> None:
        painter.setPen(QColor(self._tokens.text))
        short = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, short)

    def _paint_name(self, painter: QPainter, area: QRectF, row: LibraryRow) -> None:
        plain = painter.font()
        bold = QFont(plain)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(plain)
        below = " · ".join(filter(None, (_("live, no recording") if row.live else "", row.type)))
        top = area.center().y() - (metrics.height() if below else metrics.height() / 2)
        first = QRectF(area.left(), top, area.width(), metrics.height())
        painter.setFont(bold)
        painter.setPen(QColor(self._tokens.text))
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, row.name)
        painter.setFont(plain)
        painter.setPen(QColor(self._tokens.muted))
        second = metrics.elidedText(below, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(first.translated(0, metrics.height()), Qt.AlignmentFlag.AlignVCenter, second)

    def _paint_picture(self, painter: QPainter, area: QRectF, row: LibraryRow, picture: QPixmap | None) -> None:
        height = min(area.height() - PAD, 38.0)
        frame = QRectF(area.left(), area.center().y() - height / 2, height * 16 / 9, height)
        path = QPainterPath()
        path.addRoundedRect(frame, 3, 3)
        if picture is None:
            painter.fillPath(path, QColor(self._tokens.track))
            image = self._eye if row.live else self._film if row.has_picture else self._microphone
            image.paint(painter, frame.adjusted(0, height / 4, 0, -height / 4).toRect())
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(path)
        painter.fillRect(frame, QColor(self._tokens.stage))
        painter.drawPixmap(_inside(frame, picture), picture, QRectF(picture.rect()))
        painter.setClipping(False)

    def _paint_badge(self, painter: QPainter, area: QRectF, kind: str, words: str) -> None:
        ground, ink = {
            "good": (self._tokens.soft, self._tokens.on_soft),
            "warning": (self._tokens.warning_soft, self._tokens.warning),
            "danger": (self._tokens.danger_soft, self._tokens.danger),
        }[kind]
        border = self._tokens.line if kind == "good" else ""
        for room, line in _in_lines(QFontMetricsF(painter.font()), area, words):
            paint_pill(painter, room, line, ground=ground, ink=ink, border=border)

    def _paint_bars(self, painter: QPainter, area: QRectF, row: LibraryRow) -> None:
        if not row.progress:
            return
        metrics = QFontMetricsF(painter.font())
        step = metrics.height()
        if row.live is not None:
            self._paint_words(painter, area, "  ".join(columns.coded_words(row, one) for one in row.progress))
            return
        room = 8 + max(metrics.horizontalAdvance(f"{one.coder} 100%") for one in row.progress)
        top = area.center().y() - step * len(row.progress) / 2
        for number, one in enumerate(row.progress):
            middle = top + step * (number + 0.5)
            bar = QRectF(area.left(), middle - BAR_HEIGHT / 2, area.width() - room, BAR_HEIGHT)
            _paint_bar(painter, bar, QColor(self._tokens.track), 1.0)
            _paint_bar(painter, bar, QColor(self._colour(one.coder)), one.share)
            painter.setPen(QColor(self._tokens.text))
            place = QRectF(bar.right() + 6, middle - step / 2, area.right() - bar.right(), step)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, f"{one.coder} {one.share:.0%}")

    def _colour(self, coder: str) -> str:
        place = self._coders.index(coder) if coder in self._coders else 0
        return self._bars[place % len(self._bars)]


class RecordingsTable(QTableView):
    """One line a recording; Enter or a double click opens it."""

    opened = Signal()
    """The recording that is selected is to be coded."""
    chosen = Signal(object)
    """The `LibraryRow` that is selected, or None."""
    resized = Signal()
    """There is room for more or fewer lines."""

    def __init__(self, model: RecordingsModel, tokens: Tokens, coders: tuple[str, ...]) -> None:
        super().__init__()
        self._recordings = model
        self.setProperty("kind", "plain")
        self.setAccessibleName(_("Conversations"))
        self.setModel(model)
        self.setItemDelegate(RecordingDelegate(tokens, coders, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        # No higher than its lines, so that the place to drop more lies right below them.
        self.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_headers()
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell(now))
        model.rearranged.connect(self._settle)

    def choose(self, recording: str) -> None:
        """Select the recording of this id, if it is shown."""
        line = self._recordings.line_of(recording)
        if line >= 0:
            self.setCurrentIndex(self._recordings.index(line, columns.NAME))

    @property
    def row(self) -> LibraryRow | None:
        """The recording that is selected."""
        index = self.currentIndex()
        line = self._recordings.line(index.row()) if index.isValid() else ""
        return None if isinstance(line, str) else line

    def on_screen(self) -> list[LibraryRow]:
        """The recordings that can be seen now, without scrolling."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height())
        end = self._recordings.rowCount() if last < 0 else last + 1
        lines = [self._recordings.line(n) for n in range(max(first, 0), end)]
        return [line for line in lines if not isinstance(line, str)]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.row is not None:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what is written in words its part of the room that is left."""
        super().resizeEvent(event)
        seen = (width for column, width in self._widths.items() if not self.isColumnHidden(column))
        room = self.viewport().width() - sum(seen)
        for column, part in _GROWING.items():
            self.setColumnWidth(column, round(self._widths[column] + min(max(room, 0) * part, WIDEST_GAIN)))
        self.resized.emit()

    def _set_headers(self) -> None:
        scale = QFontMetricsF(self.font()).height() / 16
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        self._widths = {column: round(width * max(scale, 1)) for column, width in WIDTHS.items()}
        for column, least in ((columns.WAVE, 64), (columns.RECALL, self._widths[columns.RECALL])):
            said = str(self._recordings.headerData(column, head.orientation()))
            self._widths[column] = max(head.fontMetrics().horizontalAdvance(said) + 24, least)
        for column, width in self._widths.items():
            self.setColumnWidth(column, width)
        head.setSectionResizeMode(columns.CONSENT, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(48)
        arrangement = self._recordings.arrangement
        order = Qt.SortOrder.DescendingOrder if arrangement.descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(arrangement.column, order)
        self.setSortingEnabled(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(max(2 * QFontMetricsF(self.font()).height() + 1.5 * PAD, LOWEST)))

    def _settle(self) -> None:
        """A heading runs over all columns, and is lower than a recording."""
        self.clearSpans()
        # A study without recall interviews has more use for the room.
        self.setColumnHidden(columns.RECALL, not any(row.looked_back for row in self._recordings.rows))
        usual, low = self.verticalHeader().defaultSectionSize(), round(QFontMetricsF(self.font()).height() + 1.6 * PAD)
        for n in range(self._recordings.rowCount()):
            heading = isinstance(self._recordings.line(n), str)
            if self.rowHeight(n) != (low if heading else usual):
                self.setRowHeight(n, low if heading else usual)
            if heading:
                self.setSpan(n, 0, 1, len(columns.HEADINGS))

    def _tell(self, index: QModelIndex) -> None:
        line = self._recordings.line(index.row()) if index.isValid() else ""
        self.chosen.emit(None if isinstance(line, str) else line)


def _in_lines(metrics: QFontMetricsF, area: QRectF, words: str) -> list[tuple[QRectF, str]]:
    """Words at one height, or below each other where the area is too narrow: a use of a recording is never cut off."""
    uses = words.split(BETWEEN_USES)
    if len(uses) == 1 or metrics.horizontalAdvance(words) + 16 <= area.width():
        return [(area, words)]
    step = metrics.height() + 5
    top = area.center().y() - step * len(uses) / 2
    return [(QRectF(area.left(), top + n * step, area.width(), step), use) for n, use in enumerate(uses)]


def paint_pill(painter: QPainter, area: QRectF, words: str, *, ground: str, ink: str, border: str = "") -> None:
    """Words in a rounded field at the left of an area, cut off where they do not fit."""
    metrics = QFontMetricsF(painter.font())
    short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(area.width() - 16, 0))
    height = metrics.height() + 3
    pill = QRectF(area.left(), area.center().y() - height / 2, metrics.horizontalAdvance(short) + 16, height)
    path = QPainterPath()
    path.addRoundedRect(pill, height / 2, height / 2)
    painter.fillPath(path, QColor(ground))
    if border:
        painter.setPen(QPen(QColor(border), 1))
        painter.drawPath(path)
    painter.setPen(QColor(ink))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, short)


def _paint_bar(painter: QPainter, area: QRectF, colour: QColor, share: float) -> None:
    if share <= 0:
        return
    path = QPainterPath()
    radius = area.height() / 2
    path.addRoundedRect(
        QRectF(area.left(), area.top(), max(area.width() * min(share, 1), 2 * radius), area.height()), radius, radius
    )
    painter.fillPath(path, colour)


def _inside(frame: QRectF, picture: QPixmap) -> QRectF:
    """Where a picture lies in a frame: whole, its sides in proportion."""
    size = QSize(picture.size())
    fitted = size.scaled(frame.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, fitted.width(), fitted.height())
    place.moveCenter(frame.center())
    return place
