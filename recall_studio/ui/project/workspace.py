"""The workspace Project: its sections at the left, each made when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from recall_studio.domain.words import N_, _
from recall_studio.ui.elided import ElidedLabel
from recall_studio.ui.history import HistoryPanel
from recall_studio.ui.icons import icon
from recall_studio.ui.keys_editor import KeysEditor
from recall_studio.ui.memos.memos_view import MemosView
from recall_studio.ui.project.codebook.section import CodebookSection
from recall_studio.ui.project.erasing import ErasingSection
from recall_studio.ui.project.rounds.coders import CodersSection
from recall_studio.ui.project.section import Section
from recall_studio.ui.project.settings import SettingsSection
from recall_studio.ui.together.section import TogetherSection
from recall_studio.ui.workspace import Workspace

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk

SECTIONS = (
    Section("codebook", N_("Codebook"), "codebook", CodebookSection),
    Section("coders", N_("Coders and rounds"), "person", CodersSection),
    Section("together", N_("Coding together"), "fetch", TogetherSection),
    Section("memos", N_("Memos"), "note", MemosView, headed=True),
    Section("keys", N_("Keys"), "keys", KeysEditor, headed=True),
    Section("settings", N_("Settings"), "settings", SettingsSection, headed=True),
    Section("history", N_("History"), "history", HistoryPanel),
    Section("erasing", N_("Keeping and erasing"), "remove", ErasingSection),
)
LIST_LETTERS = 30
LINE_PX = 38
AROUND_PX = (24, 20, 24, 16)


class ProjectWorkspace(QWidget):
    """Shows one section at a time.

    Args:
        desk: what the sections work with.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._made: dict[str, QWidget] = {}
        self._rooms: dict[str, QWidget] = {}
        self.list = self._lines()
        self._pages = QStackedWidget()
        self._bar = ElidedLabel("title", least=12)
        self._bar.say(desk.session.study.facts().title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.list)
        side = QFrame()
        side.setProperty("kind", "side")
        beside = QHBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._pages)
        around_list = QHBoxLayout()
        around_list.setContentsMargins(10, 14, 10, 12)
        around_list.addWidget(self.list)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(around_list)
        layout.addWidget(side, 1)
        self.list.currentRowChanged.connect(self._turn)
        self.list.setCurrentRow(0)

    def top_bar(self) -> QLabel:
        """The study's title."""
        return self._bar

    def show_section(self, key: str) -> None:
        """Go to a section; an unknown key stays where it is."""
        for row, section in enumerate(SECTIONS):
            if section.key == key:
                self.list.setCurrentRow(row)

    def section(self, key: str) -> QWidget:
        """The widget of a section, made when it was not shown yet.

        Raises:
            StopIteration: there is no such section.
        """
        if key not in self._made:
            section = next(section for section in SECTIONS if section.key == key)
            self._made[key] = section.make(self._desk)
            self._rooms[key] = _room(section, self._made[key])
            self._pages.addWidget(self._rooms[key])
        return self._made[key]

    def _turn(self, row: int) -> None:
        self.section(SECTIONS[row].key)
        self._pages.setCurrentWidget(self._rooms[SECTIONS[row].key])

    def _lines(self) -> QListWidget:
        made = QListWidget()
        made.setProperty("kind", "nav")
        made.setSpacing(1)
        made.setAccessibleName(_("Sections of the project"))
        made.setFixedWidth(made.fontMetrics().averageCharWidth() * LIST_LETTERS)
        made.setIconSize(QSize(18, 18))
        for section in SECTIONS:
            line = QListWidgetItem(icon(section.icon, self._desk.tokens.muted), _(section.title), made)
            line.setSizeHint(QSize(0, max(LINE_PX, made.fontMetrics().height() + 18)))
        return made


def _room(section: Section, made: QWidget) -> QWidget:
    """The same air around every section, and its title where it has none itself."""
    room = QWidget()
    layout = QVBoxLayout(room)
    layout.setContentsMargins(*AROUND_PX)
    layout.setSpacing(12)
    if section.headed:
        title = QLabel(_(section.title))
        title.setProperty("kind", "title")
        layout.addWidget(title)
    within = made.layout()
    if within is not None:
        within.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(made, 1)
    return room


WORKSPACE = Workspace("project", N_("Project"), "settings", ProjectWorkspace)
