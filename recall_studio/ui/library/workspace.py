"""The workspace Gesprekken: every recording in a table, what may be done with it, and the way to code it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.analysis.library import Consent, library_rows
from recall_studio.domain.study import Role
from recall_studio.domain.words import N_, _
from recall_studio.store import conversations
from recall_studio.ui.commands.live import add_live
from recall_studio.ui.conversation_page.sheet import show_page
from recall_studio.ui.key_tips import KeyTip
from recall_studio.ui.library.bar import LibraryBar
from recall_studio.ui.library.details import WIDTH, DetailsPanel
from recall_studio.ui.library.dropping import DropZone, files_in, patterns
from recall_studio.ui.library.empty import EmptyLibrary
from recall_studio.ui.library.filter_bar import FilterBar
from recall_studio.ui.library.filters import counts
from recall_studio.ui.library.finding_files import FindingFiles
from recall_studio.ui.library.recordings_model import RecordingsModel
from recall_studio.ui.library.recordings_table import RecordingsTable
from recall_studio.ui.library.thumbnails import Thumbnails
from recall_studio.ui.picking import pick_files
from recall_studio.ui.recall.new_interview import NewInterview
from recall_studio.ui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent

    from recall_studio.analysis.library import LibraryRow
    from recall_studio.domain.changes import Changes
    from recall_studio.store.reading import Row
    from recall_studio.ui.desk import Desk

CONCERNS = (
    "annotation",
    "code",
    "coded_range",
    "consent",
    "conversation",
    "live_observation",
    "media_file",
    "member",
    "participant",
    "recall_session",
    "recorded_person",
    "recording",
    "round_state",
)
"""The kinds of rows that a line of the table is made of."""


class LibraryWorkspace(QWidget):
    """Reads only while it is shown; what changed in between is read when it comes to the front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._session = desk, desk.session
        study, tokens = desk.session.study, desk.tokens
        self._stale = True
        self._media: list[Row] = []
        self._model = RecordingsModel(desk.session.member.code)
        self.table = RecordingsTable(self._model, tokens, tuple(member.code for member in study.members()))
        self.details = DetailsPanel(tokens)
        self.filters = FilterBar(tokens)
        self.finding = FindingFiles(desk, self)
        self.empty = EmptyLibrary(tokens, writable=study.writable)
        self._bar = LibraryBar(study.facts(), tokens)
        KeyTip(self._bar.add, desk, "study.add")
        self._drop = DropZone(_("Drag recordings here — mp4, mkv, mov, mp3, wav"), tokens)
        self._thumbnails = Thumbnails(study, desk.tasks, self)
        self._pages = QStackedWidget()
        self.setAcceptDrops(study.writable)
        self._drop.setEnabled(study.writable)
        self._bar.add.setEnabled(study.writable)
        self._bar.live.setEnabled(study.writable)
        self._may_lead = study.writable and desk.session.member.role in (Role.ONDERZOEK, Role.KLANTMANAGER)
        self.details.recall.setEnabled(self._may_lead)
        self._lay_out()
        self._connect()

    def top_bar(self) -> QWidget:
        """Title, how much there is, and the way to more."""
        return self._bar

    @property
    def row(self) -> LibraryRow | None:
        """The recording that is selected."""
        return self.table.row

    def code(self) -> None:
        """Code the selected recording; where its consent does not allow that, say so and lead there."""
        row, session = self.row, self._session
        if row is None:
            return
        if row.consent is Consent.GIVEN:
            session.open_recording(row.name)
            self._desk.window.show_workspace("coding")
        else:
            words = (
                _("“{name}” cannot be watched along with: consent is missing.", name=row.name)
                if row.live
                else _("“{name}” cannot be coded: consent is missing.", name=row.name)
            )
            self._desk.window.ask(words, _("Consent…"), self.show_consent)

    def show_consent(self) -> None:
        """Open the page on the consent of the selected recording."""
        from recall_studio.ui.library.consent_page import ConsentPage

        if self.row is not None:
            self._desk.window.open_page(ConsentPage(self._desk, self.row.name))

    def search(self) -> None:
        """Give the keyboard to the search field."""
        self.filters.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.words.selectAll()

    def find_files(self) -> None:
        """Look for all missing files in a folder that the user names."""
        self.finding.ask(self)

    def open_adding(self, given: tuple[Path, ...]) -> None:
        """Open the page that adds a conversation, with these files."""
        from recall_studio.ui.adding.page import AddingPage

        self._desk.window.open_page(AddingPage(self._desk, given))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while it was not shown."""
        if self._stale:
            self._read()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Recordings may be dropped anywhere."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Open the page that adds them."""
        event.acceptProposedAction()
        self.open_adding(files_in(event.mimeData()))

    def _connect(self) -> None:
        self._session.changed.connect(self._hear)
        self.table.chosen.connect(self._show_details)
        self.table.opened.connect(self.code)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self._model.dataChanged.connect(lambda *_given: self._show_details(self.row))
        self._thumbnails.made.connect(self._model.set_picture)
        self._model.rearranged.connect(self._want_pictures)
        self.table.resized.connect(self._want_pictures)
        self.table.verticalScrollBar().valueChanged.connect(self._want_pictures)
        self.finding.looked.connect(lambda: self._show_details(self.row))
        self.finding.looked.connect(self._want_pictures)
        self.details.coding_asked.connect(self.code)
        self.details.consent_asked.connect(self.show_consent)
        self.details.finding_asked.connect(self.find_files)
        self.details.page_asked.connect(lambda: show_page(self._desk, self.row.name) if self.row else None)
        self.details.recall_asked.connect(lambda: prepare_recall(self._desk, self.row))
        self.filters.asked.connect(lambda fields: self._model.arrange(**fields))
        self._bar.add.clicked.connect(lambda: self.open_adding(()))
        for button in (self._bar.live, self.empty.live):
            button.clicked.connect(lambda: add_live(self._desk))
        for zone in (self._drop, self.empty.zone):
            zone.dropped.connect(self.open_adding)
            zone.clicked.connect(lambda: pick_files(self, _("Which recording?"), patterns(), self.open_adding))

    def _hear(self, changes: Changes) -> None:
        if any(changes.of(kind) for kind in CONCERNS):
            self._stale = True
            if self.isVisible():
                self._read()

    def _read(self) -> None:
        study = self._session.study
        self._stale = False
        with study.snapshot():
            rows = library_rows(study, as_seen_by=self._session.member, on=study.today())
            self._media = conversations.media_files(study)
        self._model.show_rows(rows)
        self._bar.show_rows(rows)
        self.filters.show_counts(counts(rows, self._session.member.code))
        self._pages.setCurrentIndex(0 if rows else 1)
        self.setFocusProxy(self.table if rows else self.empty.zone)
        if self.row is None:
            self._choose_first()
        self.finding.look(self._media)

    def _want_pictures(self) -> None:
        """Only of what is on the screen, since a study may hold hundreds of recordings, and of files that are there."""
        if self.finding.known:
            self._thumbnails.want(row for row in self.table.on_screen() if row.id not in self.finding.gone)

    def _choose_first(self) -> None:
        """Select what is worked on, else the first in the table."""
        lines = [line for line in map(self._model.line, range(self._model.rowCount())) if not isinstance(line, str)]
        here = self._session.recording
        if lines:
            self.table.choose(here.id if here is not None else lines[0].id)

    def _show_details(self, row: LibraryRow | None) -> None:
        media = [file for file in self._media if row is not None and file["recording_id"] == row.id]
        self.details.show_row(row, media, self._session.study.today())
        if row is not None:
            picture = self._model.picture(row.id) if row.shown else None
            self.details.show_picture(picture, sound=not row.has_picture)
            self.details.show_missing(missing=row.id in self.finding.gone)

    def _open_menu(self, place: QPoint) -> None:
        if self.row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Watch along") if self.row.live else _("Code it"), self.code)
        if self.row.live is None and self._may_lead:
            menu.addAction(_("Prepare a recall interview…"), partial(prepare_recall, self._desk, self.row))
        menu.addAction(_("Consent…"), self.show_consent)
        menu.addAction(_("Find the file…"), self.find_files)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.filters)
        column.addWidget(card)
        column.addWidget(self._drop)
        column.addStretch(1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1000, WIDTH])
        self._pages.addWidget(splitter)
        self._pages.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)


def prepare_recall(desk: Desk, row: LibraryRow | None) -> None:
    """Prepare a recall interview about this recording."""
    if row is not None and row.live is None:
        desk.window.open_sheet(NewInterview(desk, row.name))


WORKSPACE = Workspace("library", N_("Conversations"), "library", LibraryWorkspace)
