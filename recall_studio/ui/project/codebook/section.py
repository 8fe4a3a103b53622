"""The codebook's editor: the concept above, below it codes, modifiers, groups, moments to look at again, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.edits.codebook_editing import SCOPE
from recall_studio.ui.buttons import word_button
from recall_studio.ui.project.codebook.code_form import CodeForm
from recall_studio.ui.project.codebook.concept_bar import ConceptBar
from recall_studio.ui.project.codebook.editing import Editing
from recall_studio.ui.project.codebook.files import ask_export, ask_import
from recall_studio.ui.project.codebook.groups_page import GroupsPage
from recall_studio.ui.project.codebook.modifiers_page import ModifiersPage
from recall_studio.ui.project.codebook.outline import Outline
from recall_studio.ui.project.codebook.revisit_page import RevisitPage
from recall_studio.ui.project.codebook.verbs import AddSheet, fill_menu
from recall_studio.ui.project.codebook.versions_page import VersionsPage

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from recall_studio.ui.desk import Desk

OUTLINE_PX, FORM_PX = 330, 640


class CodebookSection(QWidget):
    """Shows and changes the codebook as it will be.

    Args:
        desk: what it works with.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.editing = Editing(desk, self)
        self._title = QLabel()
        self.bar = ConceptBar(self.editing)
        self.outline, self.form = Outline(self.editing), CodeForm(self.editing)
        self.modifiers, self.groups = ModifiersPage(self.editing), GroupsPage(self.editing)
        self.revisit, self.versions = RevisitPage(self.editing), VersionsPage(self.editing)
        self.tabs = QTabWidget()
        self.more = QPushButton(_("This code"))
        self.more.setMenu(QMenu(self.more))
        self._lay_out()
        self._connect()
        self._read()
        self.form.show_code(self.outline.current())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """From now on undo means what was done here."""
        super().showEvent(event)
        self.editing.desk.session.editor = SCOPE
        self.editing.watching = True
        self.editing.catch_up()
        self.revisit.catch_up()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Undo means the recording again."""
        super().hideEvent(event)
        self.editing.desk.session.editor = None
        self.editing.watching = False

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        layout.addWidget(self.bar)
        layout.addWidget(self.tabs, 1)
        self.tabs.addTab(self._codes(), _("Codes"))
        self.tabs.addTab(self.modifiers, _("Modifiers"))
        self.tabs.addTab(self.groups, _("Exclusive groups"))
        self.tabs.addTab(self.revisit, _("Look at again"))
        self.tabs.addTab(self.versions, _("Versions"))

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self._title.setProperty("kind", "title")
        head.addWidget(self._title, 1)
        for words, run in ((_("Import …"), ask_import), (_("Export …"), ask_export)):
            button = word_button(words)
            button.clicked.connect(lambda _on=False, run=run: run(self.editing))
            head.addWidget(button)
        return head

    def _codes(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.outline, 1)
        line = QHBoxLayout()
        for words, under in ((_("New code"), True), (_("New theme"), False)):
            button = word_button(words)
            button.setEnabled(self.editing.may_edit)
            button.clicked.connect(lambda _on=False, under=under: self._add(under=under))
            line.addWidget(button)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setEnabled(self.editing.may_edit)
        line.addWidget(self.more)
        column.addLayout(line)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(left)
        both.addWidget(self.form)
        both.setSizes([OUTLINE_PX, FORM_PX])
        both.setStretchFactor(1, 1)
        return both

    def _connect(self) -> None:
        self.outline.chosen.connect(self.form.show_code)
        self.outline.customContextMenuRequested.connect(self._offer)
        self.more.menu().aboutToShow.connect(self._fill_more)
        self.revisit.counted.connect(self._count)
        self.editing.read_anew.connect(self._read)

    def _read(self) -> None:
        self._title.setText(_("Codebook, version {version}", version=self.editing.concept.now.version))

    def _count(self, number: int) -> None:
        words = _("Look at again") + (f" ({number})" if number else "")
        self.tabs.setTabText(self.tabs.indexOf(self.revisit), words)

    def _add(self, *, under: bool) -> None:
        key = self.outline.current()
        theme = self.editing.book.theme_of(key).key if under and key else None
        self.editing.desk.window.open_sheet(AddSheet(self.editing, theme))

    def _offer(self, at: QPoint) -> None:
        if self.outline.itemAt(at) is None:
            return
        menu = QMenu(self.outline)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, self.editing, self.editing.book.code(self.outline.current()))
        menu.popup(self.outline.viewport().mapToGlobal(at))

    def _fill_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        if self.outline.current():
            fill_menu(menu, self.editing, self.editing.book.code(self.outline.current()))
