"""The codebook as a tree in the editor: to choose a code, to move it by mouse or keys, and what will change of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem
from typing_extensions import override

from recall_studio.domain.codebook import CodeStatus
from recall_studio.domain.words import _, language
from recall_studio.edits.codebook_editing import move_code
from recall_studio.ui.coding.code_rows import draw_shape
from recall_studio.ui.coding.moment_view import is_stretch

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent, QKeyEvent

    from recall_studio.domain.codebook import Code
    from recall_studio.domain.codebook_changes import Difference
    from recall_studio.ui.project.codebook.editing import Editing

KEY = Qt.ItemDataRole.UserRole
ICON_PX, ROOM_PX = 16, 10
_On = QAbstractItemView.DropIndicatorPosition


class Outline(QTreeWidget):
    """Themes and codes as they will be; beside each what will change of it, or that it is off.

    Args:
        editing: what it shows and changes.
    """

    chosen = Signal(str)
    """The key of the code that is current."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._filling = False
        self.setProperty("kind", "plain")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(18)
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setUniformRowHeights(True)
        self.setAccessibleName(_("Codes of the codebook"))
        self.setAccessibleDescription(_("Alt+↑ and Alt+↓ move the code; drag it to put it under another theme."))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragEnabled(editing.may_edit)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._choose)
        editing.read_anew.connect(self.read)
        editing.code_asked.connect(self.choose)
        self.read()

    def read(self) -> None:
        """Show the codebook as it will be; what is chosen and folded stays so."""
        here, folded, top = self.current(), self._folded(), self.verticalScrollBar().value()
        self._filling = True
        self.clear()
        concept = self._editing.concept
        marks = {one.key: one for one in concept.differences if one.kind == "code"}
        for theme in concept.target.themes:
            item = self._item(theme, marks.get(theme.key))
            item.addChildren([self._item(code, marks.get(code.key)) for code in concept.target.children(theme.key)])
            self.addTopLevelItem(item)
            item.setExpanded(theme.key not in folded)
        self._filling = False
        self.choose(
            here if here in concept.target.by_key else concept.target.codes[0].key if concept.target.codes else ""
        )
        self.verticalScrollBar().setValue(top)

    def current(self) -> str:
        """The key of the code that is chosen; empty for none."""
        item = self.currentItem()
        return str(item.data(0, KEY)) if item is not None else ""

    def choose(self, key: str) -> None:
        """Choose a code; one that is not there changes nothing."""
        item = self._find(key)
        if item is not None:
            self.setCurrentItem(item)

    def step(self, by: int) -> None:
        """Move the chosen code up or down; over the edge of its theme into the next one."""
        book, key = self._editing.book, self.current()
        if not key or not self._editing.may_edit:
            return
        code = book.code(key)
        siblings = [one.key for one in book.codes if one.parent == code.parent]
        place = siblings.index(key) + by
        if 0 <= place < len(siblings):
            self._editing.do(move_code, code=key, theme=code.parent, place=place)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the code."""
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: +1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in moves:
            self.step(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the tree changes when it is kept."""
        target = self.itemAt(event.position().toPoint())
        key, where = self.current(), self.dropIndicatorPosition()
        event.setDropAction(Qt.DropAction.IgnoreAction)  # else Qt takes the row away by itself
        event.accept()
        if target is None or not key:
            return
        self.drop_at(key, str(target.data(0, KEY)), below=where != _On.AboveItem, onto=where == _On.OnItem)

    def drop_at(self, key: str, target: str, *, below: bool, onto: bool) -> None:
        """Move a code before, behind or into another; codes go under themes, themes among themes."""
        book = self._editing.book
        code, at = book.code(key), book.code(target)
        if key == target or not self._editing.may_edit:
            return
        if code.is_theme and book.children(key):
            theme, at = None, book.theme_of(target)
        elif at.is_theme and (onto or (below and not code.is_theme)):
            self._editing.do(move_code, code=key, theme=at.key, place=0)
            return
        else:
            theme = at.parent if not code.is_theme or at.parent else None
            if not code.is_theme and theme is None:  # above a theme: behind the last code of the one before
                self._drop_above_theme(key, at.key)
                return
        siblings = [one.key for one in book.codes if one.parent == theme and one.key != key]
        self._editing.do(move_code, code=key, theme=theme, place=siblings.index(at.key) + below)

    def _drop_above_theme(self, key: str, theme: str) -> None:
        book = self._editing.book
        themes = [one.key for one in book.themes]
        before = themes[max(0, themes.index(theme) - 1)]
        self._editing.do(move_code, code=key, theme=before, place=len(book.children(before)))

    def _choose(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        if item is not None and not self._filling:
            self.chosen.emit(str(item.data(0, KEY)))

    def _find(self, key: str) -> QTreeWidgetItem | None:
        for row in range(self.topLevelItemCount()):
            theme = self.topLevelItem(row)
            if theme is not None and theme.data(0, KEY) == key:
                return theme
            for place in range(theme.childCount() if theme is not None else 0):
                child = theme.child(place) if theme is not None else None
                if child is not None and child.data(0, KEY) == key:
                    return child
        return None

    def _folded(self) -> set[str]:
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return {str(item.data(0, KEY)) for item in items if item is not None and not item.isExpanded()}

    def _item(self, code: Code, difference: Difference | None) -> QTreeWidgetItem:
        tokens = self._editing.desk.tokens
        item = QTreeWidgetItem([code.label.in_language(language()), _mark(code, difference)])
        item.setData(0, KEY, code.key)
        item.setIcon(0, shape_icon(code, code.color or self._editing.book.theme_of(code.key).color, self))
        item.setSizeHint(0, QSize(0, self.fontMetrics().height() + ROOM_PX))
        item.setToolTip(0, code.definition.in_language(language()))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if code.is_theme else QFont.Weight.Normal)
        font.setStrikeOut(code.status is CodeStatus.VERVALLEN)
        item.setFont(0, font)
        quiet = code.status is CodeStatus.VERVALLEN or not code.on
        item.setForeground(0, QColor(tokens.muted if quiet else tokens.text))
        item.setForeground(1, QColor(tokens.warning if difference else tokens.muted))
        return item


def _mark(code: Code, difference: Difference | None) -> str:
    if code.provisional:
        return _("provisional")
    if difference is not None:
        return difference.words
    if code.status is CodeStatus.VERVALLEN:
        return _("retired")
    return "" if code.on else _("off")


def shape_icon(code: Code, colour: str, view: QTreeWidget) -> QIcon:
    """The sign of a code: a square for a stretch, a diamond for an instant, in its colour."""
    ratio = view.devicePixelRatioF()
    pixmap = QPixmap(round(ICON_PX * ratio), round(ICON_PX * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shown = colour or view.palette().mid().color().name()
    draw_shape(painter, QPointF(ICON_PX / 2, ICON_PX / 2), 10, shown, is_stretch(code) or code.is_theme)
    painter.end()
    return QIcon(pixmap)
