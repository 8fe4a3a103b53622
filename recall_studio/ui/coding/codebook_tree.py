"""The codebook beside the picture: to search, to see what runs and how often, and to tag by mouse or Enter."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QTreeView, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.study import Layer
from recall_studio.domain.words import _, language
from recall_studio.edits.codebook_editing import SCOPE
from recall_studio.edits.establishing import make_provisional
from recall_studio.edits.founding import switch_codes
from recall_studio.player.engine import State
from recall_studio.ui.buttons import word_button
from recall_studio.ui.coding.chords import own_themes_off
from recall_studio.ui.coding.code_rows import CodeRows
from recall_studio.ui.coding.codebook_model import CODE_ROW, CodebookModel
from recall_studio.ui.coding.new_code import NewCodeOffer
from recall_studio.ui.coding.pinning import pin
from recall_studio.ui.coding.uncoded import to_be_coded
from recall_studio.ui.keys import OWN_ESCAPE
from recall_studio.ui.session import layer_of

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from recall_studio.domain.codebook import Code
    from recall_studio.player.press import Press
    from recall_studio.ui.coding.codebook_model import CodeRow
    from recall_studio.ui.desk import Desk

STALE_S = 15.0
"""A search that took longer than this no longer means the picture at which it began."""


class CodebookTree(QWidget):
    """Header, search field and tree.

    Args:
        desk: what it works with.
    """

    pointed_at = Signal(object)
    """The key of the code under the mouse or chosen in the search; None: no code."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._began: tuple[Press, float] | None = None
        self.model = CodebookModel(desk.coding, self)
        self.search = CodeSearch()
        self.tree = CodeTree(self.model, desk)
        self.new = NewCodeOffer(desk)
        self.own = word_button(_("Use the codes for recall interviews"), self._use_own, kind="main")
        self._title = QLabel(wordWrap=True)
        self._lay_out()
        self.search.textChanged.connect(self._narrow)
        self.search.moved.connect(self._go)
        self.search.entered.connect(self._enter)
        self.tree.pointed_at.connect(self.pointed_at)
        self.model.modelReset.connect(self._show_all)
        desk.coding.search_asked.connect(self.begin_search)
        desk.coding.surroundings_changed.connect(self._offer_own)
        self._offer_own()
        self._show_all()

    def begin_search(self) -> None:
        """Go to the search field; what is found will be put at the picture that is on the screen now."""
        player = self._desk.playing.player
        self._began = (player.press(), time.monotonic()) if player.state is State.PLAYING else None
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QFrame()
        head.setProperty("kind", "bar")
        inside = QVBoxLayout(head)
        inside.setContentsMargins(14, 10, 14, 12)
        inside.setSpacing(8)
        inside.addWidget(self._title)
        inside.addWidget(self.search)
        inside.addWidget(self.new)
        inside.addWidget(self.own)
        layout.addWidget(head)
        layout.addWidget(self.tree, 1)

    def _show_all(self) -> None:
        self.tree.expandAll()
        self._title.setText(_header(self._desk))
        if self.search.text():
            self.tree.setCurrentIndex(self.model.first())

    def _offer_own(self) -> None:
        self.own.setVisible(bool(self._own_off()))

    def _own_off(self) -> list[Code]:
        """The themes of interviews that were not switched on, where an interview is coded."""
        session = self._desk.session
        layer = layer_of(session)
        coded = layer is not Layer.GESPREK and session.study.writable
        return own_themes_off(session.codebook, layer) if coded else []

    def _use_own(self) -> None:
        self._desk.session.do(switch_codes, keys=[theme.key for theme in self._own_off()], on=True)

    def _narrow(self, sought: str) -> None:
        self.model.narrow(sought)
        self._show_all()
        self.new.offer("" if self.model.rowCount() else sought)
        if not sought:
            self.pointed_at.emit(None)

    def _enter(self, beside: bool) -> None:
        row = self.tree.current()
        if row is not None:
            self._put(row.key, self._press(), beside=beside)
        elif not self.new.isHidden():
            self._make(beside=beside)
        else:
            self._desk.session.say(_("No code holds “{text}”.", text=self.search.text()))
            return
        self.search.leave()

    def _put(self, key: str, press: Press | None, *, beside: bool) -> None:
        """Tag; a moment that is selected and still to be coded gets the code instead, unless it plays."""
        coding, waits = self._desk.coding, to_be_coded(self._desk)
        if beside:
            coding.add_code(key)
        elif waits is not None and press is None:
            coding.change(waits.id, code=key)
        else:
            coding.press_code(key, press)

    def _make(self, *, beside: bool) -> None:
        """Make what was sought a provisional code, and tag with it at the picture that was meant."""
        desk, press = self._desk, self._press()
        recording = desk.session.recording
        if press is None and to_be_coded(desk) is None:
            press = desk.playing.player.press()
        desk.session.do(
            make_provisional,
            done=lambda key: self._put(key, press, beside=beside),
            label=self.search.text().strip(),
            theme=self.new.theme,
            language=language(),
            scope=recording.name if recording else SCOPE,
        )

    def _go(self, by: int) -> None:
        """Through the tree, or where there is nothing through the themes of a new code."""
        if self.new.isHidden():
            self.tree.go(by)
        else:
            self.new.step(by)

    def _press(self) -> Press | None:
        began, self._began = self._began, None
        fresh = began is not None and time.monotonic() - began[1] < STALE_S
        return began[0] if began is not None and fresh else None


class CodeSearch(QLineEdit):
    """The field that codes are looked up in; Esc empties it and gives the keys back."""

    moved = Signal(int)
    entered = Signal(bool)
    """Enter; True when Ctrl was held."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Search a code …"))
        self.setAccessibleName(_("Search a code"))
        self.setToolTip(_("Type, go to a code with the arrows, and press Enter to tag it (key /)"))
        self.setProperty(OWN_ESCAPE, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        cap = QLabel("/")
        cap.setProperty("kind", "key")
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 8, 0)
        beside.addStretch(1)
        cap.setFixedHeight(cap.fontMetrics().height() + 4)
        beside.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        self.textChanged.connect(lambda text: cap.setVisible(not text))

    def leave(self) -> None:
        """Empty it and give the keys back to the player."""
        self.clear()
        self.clearFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the tree; Enter and Esc are told."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class CodeTree(QTreeView):
    """The codes; a double click tags at the picture of its first click."""

    pointed_at = Signal(object)

    def __init__(self, model: CodebookModel, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._press: Press | None = None
        self.setModel(model)
        self.setProperty("kind", "plain")
        self.setItemDelegate(CodeRows(desk.tokens, self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setDragDropMode(QTreeView.DragDropMode.DragOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(_("Codebook"))
        self.customContextMenuRequested.connect(self._offer)
        self.entered.connect(self._point)
        self.selectionModel().currentChanged.connect(self._point)

    def current(self) -> CodeRow | None:
        """The code that is chosen."""
        return _row(self.currentIndex())

    def go(self, by: int) -> None:
        """Choose the code so many rows further, or back when negative."""
        index = self.currentIndex()
        for _step in range(abs(by)):
            following = self.indexBelow(index) if by > 0 else self.indexAbove(index)
            index = following if following.isValid() else index
        self.setCurrentIndex(index if index.isValid() else self.model().index(0, 0))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember the picture: a double click means this one."""
        self._press = self._desk.playing.player.press() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tag at the picture of the first click."""
        self._tag(self.indexAt(event.position().toPoint()), self._press)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter tags, when the tree was reached by Tab."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tag(self.currentIndex(), None)
        else:
            super().keyPressEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Point at what is chosen again, or at nothing."""
        super().leaveEvent(event)
        self._point(self.currentIndex())

    def _point(self, index: QModelIndex, _before: object = None) -> None:
        row = _row(index)
        self.pointed_at.emit(row.key if row else None)

    def _tag(self, index: QModelIndex, press: Press | None) -> None:
        row = _row(index)
        if row is not None:
            self._desk.coding.press_code(row.key, press)

    def _offer(self, at: QPoint) -> None:
        row = _row(self.indexAt(at))
        if row is None:
            return
        menu = QMenu(self)
        menu.addAction(_("Tag here"), partial(self._desk.coding.press_code, row.key))
        waits = to_be_coded(self._desk)
        if waits is not None:
            menu.addAction(_("Give to the selected moment"), partial(self._desk.coding.change, waits.id, code=row.key))
        menu.addAction(_("Put on the selected moment too"), partial(self._desk.coding.add_code, row.key))
        pinning = menu.addMenu(_("Pin under the key"))
        for digit in (*range(1, 10), 0):
            pinning.addAction(str(digit), partial(self._pin, row.key, digit))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    def _pin(self, code: str, digit: int) -> None:
        pin(self._desk.session, self._desk.preferences, code, digit)


def _row(index: QModelIndex) -> CodeRow | None:
    row: CodeRow | None = index.data(CODE_ROW) if index.isValid() else None
    return row


def _header(desk: Desk) -> str:
    """«Codebook v1 · 17 of 41 codes on»; who does not code for a living sees no versions."""
    book = desk.session.codebook
    codes = [code for code in book.codes if not code.is_theme]
    on = sum(code in book.on for code in codes)
    title = "<b>" + _("Codebook") + "</b>"
    if desk.session.plain:
        return title
    counted = _("v{version} · {on} of {all} codes on", version=book.version, on=on, all=len(codes))
    return f"{title} <span style='color:{desk.tokens.muted}'>{counted}</span>"
