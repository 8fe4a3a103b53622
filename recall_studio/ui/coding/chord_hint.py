"""While a theme's letter waits for its number: which codes there are, and under which number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import _, language
from recall_studio.ui.coding.chords import codes_in_use
from recall_studio.ui.coding.code_rows import draw_shape
from recall_studio.ui.coding.moment_view import is_stretch
from recall_studio.ui.session import layer_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from recall_studio.domain.codebook import Code
    from recall_studio.ui.desk import Desk

MARGIN = 26
_SHAPE = 14


class ChordHint(QFrame):
    """A card over the corner of the picture; it takes neither mouse nor keys.

    Args:
        desk: whose codes and keys.
        over: what it lies over.
    """

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 10, 14, 12)
        self._rows: QWidget | None = None
        over.installEventFilter(self)
        desk.coding.chord_changed.connect(self.show_theme)
        self.hide()

    def show_theme(self, key: str | None) -> None:
        """Show the codes of this theme; None takes the card away."""
        if self._rows is not None:
            self._layout.removeWidget(self._rows)
            self._rows.deleteLater()
            self._rows = None
        if key is None:
            self.hide()
            return
        self._rows = self._table(key)
        self._layout.addWidget(self._rows)
        self._place()
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _table(self, key: str) -> QWidget:
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        session = self._desk.session
        used = codes_in_use(session.codebook, layer_of(session))
        codes = [code for code in used if key in (code.parent, code.key)]
        for place, code in enumerate(sorted(codes, key=lambda one: one.is_theme)):
            number = "0" if code.is_theme else code.chord.rpartition(" ")[2]
            grid.addWidget(_cap(number), place, 0)
            grid.addWidget(_Shape(self._desk.coding.look(code.key).colour, code), place, 1)
            grid.addWidget(_label(code), place, 2)
        hint = QLabel(_("Ctrl: as a second code · Esc: none"))
        hint.setProperty("kind", "small")
        grid.addWidget(hint, len(codes), 0, 1, 3)
        return rows

    def _place(self) -> None:
        self.adjustSize()
        self.move(max(MARGIN, self._over.width() - self.width() - MARGIN), MARGIN)


class _Shape(QWidget):
    """The square or diamond of a code."""

    def __init__(self, colour: str, code: Code) -> None:
        super().__init__()
        self._colour, self._stretch = colour, is_stretch(code) or code.is_theme
        self.setFixedSize(_SHAPE, _SHAPE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_shape(painter, QPointF(_SHAPE / 2, _SHAPE / 2), _SHAPE - 4, self._colour, self._stretch)


def _label(code: Code) -> QLabel:
    words = code.label.in_language(language())
    label = QLabel(_("{theme}: the theme itself", theme=words) if code.is_theme else words)
    label.setProperty("kind", "muted" if code.is_theme else "")
    return label


def _cap(words: str) -> QLabel:
    cap = QLabel(words, alignment=Qt.AlignmentFlag.AlignCenter)
    cap.setProperty("kind", "key")
    return cap
