"""The right side of the plain mode: the note of one mark, and all marks of who looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QResizeEvent

    from recall_studio.ui.coding.plain_marks import PlainMark
    from recall_studio.ui.tokens import Tokens

LEAST_PX = 16
"""No words of the plain mode are smaller."""
WRITTEN_MS = 700
NOTE_HEIGHT = 96
SHAPES = ("diamond", "square", "circle", "star")
_STAR = (0, -10, 3, -3, 10, -3, 4, 1, 6, 9, 0, 4, -6, 9, -4, 1, -10, -3, -3, -3)


def large(widget: QWidget, factor: float = 1.0, *, bold: bool = False) -> None:
    """Give a widget letters that can be read from a distance."""
    font = QFont(widget.font())
    font.setPixelSize(round(max(LEAST_PX, QFontInfo(font).pixelSize() * 1.25) * factor))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    widget.setFont(font)


def shape_icon(shape: str, colour: str, size: int, ratio: float = 2.0) -> QIcon:
    """A diamond, square, circle or star in this colour."""
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.translate(size / 2, size / 2)
    painter.scale(size / 22, size / 22)
    if shape == "circle":
        painter.drawEllipse(QPointF(0, 0), 9, 9)
    elif shape == "square":
        painter.drawRoundedRect(QRectF(-8, -8, 16, 16), 2, 2)
    elif shape == "diamond":
        painter.drawPolygon(QPolygonF([QPointF(0, -10), QPointF(10, 0), QPointF(0, 10), QPointF(-10, 0)]))
    else:
        points = zip(_STAR[::2], _STAR[1::2], strict=True)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    painter.end()
    return QIcon(pixmap)


class NoteCard(QFrame):
    """The note of one mark: kept by itself a moment after the last key."""

    written = Signal(object, str)
    """A `PlainMark` and its note."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._of: PlainMark | None = None
        self._about = QLabel(wordWrap=True)
        self.field = _NoteField()
        self._timer = QTimer(self, interval=WRITTEN_MS, singleShot=True)
        self._timer.timeout.connect(self.keep)
        self.field.textChanged.connect(self._note_typing)
        self.field.left.connect(self.keep)
        for widget in (self._about, self.field):
            large(widget)
        self.field.setFixedHeight(NOTE_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.addWidget(self._about)
        layout.addWidget(self.field)
        self.show_mark(None)

    @property
    def of(self) -> PlainMark | None:
        """The mark whose note this is."""
        return self._of

    def show_mark(self, of: PlainMark | None) -> None:
        """Be about this mark from now on; what was typed for another one is kept first."""
        same = of is not None and self._of is not None and (of.key == self._of.key or self._became(of))
        if not same:
            self.keep()
        self._of = of
        self.field.setEnabled(of is not None)
        if of is None:
            self._about.setText(_("A note can be written with each mark."))
        else:
            self._about.setText(_("Note with {mark}, {time}", mark=of.label, time=plain_clock(of.at_ms)))
        if not same or not (self._timer.isActive() or self.field.hasFocus()):
            self._set(of.note if of else "")

    def keep(self) -> None:
        """Keep what was typed; of a mark that is not kept itself yet, a little later."""
        self._timer.stop()
        of, note = self._of, self.field.toPlainText().strip()
        if of is None or note == of.note:
            return
        if of.pending:
            self._timer.start()
        else:
            self.written.emit(of, note)

    def _became(self, of: PlainMark) -> bool:
        """Whether the mark that was pending is this one, now kept."""
        return self._of is not None and self._of.pending and not of.pending and self._of.label == of.label

    def _set(self, note: str) -> None:
        if self.field.toPlainText() != note:
            self.field.setPlainText(note)
            self._timer.stop()

    def _note_typing(self) -> None:
        if self._of is not None and self.field.toPlainText().strip() != self._of.note:
            self._timer.start()


class _NoteField(QPlainTextEdit):
    """Tells when the keyboard goes elsewhere."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("What struck you? (need not be filled in)"))
        self.setAccessibleName(_("Note"))
        self.setTabChangesFocus(True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class _Words(QPushButton):
    """A line that can be clicked; what does not fit ends in three dots."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("QPushButton { border: none; background: transparent; text-align: left; padding: 2px; }")

    def say(self, words: str) -> None:
        """Show these words."""
        self._whole = words
        self.setAccessibleName(words)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(0, self.width() - 8)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


class MarkRow(QFrame):
    """One mark: shape, what, when, its note, play, take away."""

    chosen = Signal(object)
    played = Signal(object)
    removed = Signal(object)

    def __init__(self, mark: PlainMark, shape: str, tokens: Tokens) -> None:
        super().__init__()
        self._tokens, self._shape, self.mark = tokens, shape, mark
        self.setObjectName("row")
        self._icon = QLabel()
        self._words = _Words()
        self._note = QLabel(wordWrap=True)
        self._note.setProperty("kind", "muted")
        self._play = _square("play", _("Play from here"), tokens)
        self._remove = _square("remove", _("Take this mark away"), tokens)
        self._words.setToolTip(_("Write a note with this mark"))
        for widget in (self._words, self._note):
            large(widget)
        self._words.clicked.connect(lambda: self.chosen.emit(self.mark))
        self._play.clicked.connect(lambda: self.played.emit(self.mark))
        self._remove.clicked.connect(lambda: self.removed.emit(self.mark))
        self._lay_out()
        self.show_mark(mark)

    def show_mark(self, mark: PlainMark) -> None:
        """It changed."""
        self.mark = mark
        self._icon.setPixmap(shape_icon(self._shape, mark.colour or self._tokens.star, 20).pixmap(20, 20))
        self._words.say(f"{plain_clock(mark.at_ms)}   {mark.label}")
        self._note.setText(mark.note)
        self._note.setVisible(bool(mark.note))
        self._play.setVisible(mark.playable)
        self._remove.setEnabled(not mark.pending)

    def show_chosen(self, chosen: bool) -> None:
        """Whether its note is the one that is shown."""
        ground = self._tokens.soft if chosen else "transparent"
        self.setStyleSheet(f"QFrame#row {{ background: {ground}; border-radius: 6px; }}")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._icon)
        top.addWidget(self._words, 1)
        top.addWidget(self._play)
        top.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 6, 4)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._note)


class MarkList(QScrollArea):
    """All marks, by time; rows that stay are not made anew."""

    chosen = Signal(object)
    played = Signal(object)
    removed = Signal(object)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._rows: dict[str, MarkRow] = {}
        self._empty = QLabel(_("There are no marks yet."))
        self._empty.setProperty("kind", "muted")
        large(self._empty)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self.setWidget(self._holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("My marks"))

    def show_marks(self, marks: Sequence[PlainMark], shapes: dict[str, str]) -> None:
        """Show these, in this order; `shapes` by colour."""
        there = {mark.key for mark in marks}
        for key in [key for key in self._rows if key not in there]:
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.deleteLater()
        for place, mark in enumerate(marks, start=1):
            row = self._rows.get(mark.key) or self._add(mark, shapes.get(mark.colour, "circle"), place)
            if row.mark != mark:
                row.show_mark(mark)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
        self._empty.setVisible(not marks)

    def show_chosen(self, key: str) -> None:
        """This one's note is shown; it is brought into sight."""
        for row in self._rows.values():
            row.show_chosen(row.mark.key == key)
        if key in self._rows:
            # A row that was just made has no place before it is laid out.
            self._column.activate()
            self._holder.resize(self._holder.width(), self._column.sizeHint().height())
            self.ensureWidgetVisible(self._rows[key], 0, 8)

    def _add(self, mark: PlainMark, shape: str, place: int) -> MarkRow:
        row = self._rows[mark.key] = MarkRow(mark, shape, self._tokens)
        row.chosen.connect(self.chosen)
        row.played.connect(self.played)
        row.removed.connect(self.removed)
        self._column.insertWidget(place, row)
        row.show()  # else the layout passes over it until the event loop comes round
        return row


def _square(name: str, words: str, tokens: Tokens) -> QPushButton:
    button = QPushButton(icon(name, tokens.text), "")
    button.setProperty("kind", "flat")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setIconSize(QSize(20, 20))
    button.setStyleSheet("QPushButton { padding: 6px; }")
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button
