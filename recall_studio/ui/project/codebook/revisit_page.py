"""The moments to look at again, whose code meant something else when they were coded: play, confirm, recode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from recall_studio.domain.codebook_changes import WHY_WORDS, ToRevisit
from recall_studio.domain.words import _, language
from recall_studio.edits.establishing import recode, revisited
from recall_studio.store.codebook_versions import revisit_parts
from recall_studio.ui.buttons import word_button
from recall_studio.ui.clock_words import short_clock
from recall_studio.ui.coding.chords import codes_in_use
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.piecemeal import Piecemeal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.domain.changes import Changes
    from recall_studio.domain.ids import AnnotationId
    from recall_studio.ui.project.codebook.editing import Editing

CONCERNS = ("annotation", "code", "concept", "codebook_version", "round_state", "consent")
ROW = Qt.ItemDataRole.UserRole
_NOTE = 4
ROOM_PX = 10
PIECE = 100
"""So many are read, and put in the list, in one go: a few ms."""


class RevisitPage(QWidget):
    """Lists them; several can be chosen at once.

    Args:
        editing: what it works with.
    """

    counted = Signal(int)
    """How many of one's own there are."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing, self._desk = editing, editing.desk
        self._found: list[ToRevisit] = []
        self._stale = True
        self._reading, self._listing = Piecemeal(self), False
        self._hint = QLabel(wordWrap=True)
        self._hint.setProperty("kind", "muted")
        self.others = QCheckBox(_("Also those of others"))
        self.list = self._list()
        self.play = word_button(_("Play"))
        self.confirm = word_button(_("It is right as it is"), kind="main")
        self.successor = CalmChoice(_("Give another code"))
        self.recode = word_button(_("Give this code"))
        self._lay_out()
        self._connect()

    def read(self) -> None:
        """List them anew."""
        self._stale = False
        self._reading.do(self._read_all())

    def _read_all(self) -> Iterator[None]:
        me, found = self._desk.session.member, list[ToRevisit]()
        parts = revisit_parts(self._desk.session.study, as_seen_by=me, most=PIECE)
        for number, part in enumerate(parts):
            found += part
            if number:  # what is few is listed at once
                yield
        found.sort(key=_place)
        own = [one for one in found if one.moment.coder == me.code]
        self.others.setVisible(len(own) < len(found))
        self._found = found if self.others.isChecked() else own
        self._listing = True  # what is selected meanwhile is not what the user selects
        yield from self._list_all({one.moment.id for one in self._chosen()})
        self._listing = False
        self._say()
        self.counted.emit(len(own))

    def _list_all(self, chosen: set[AnnotationId]) -> Iterator[None]:
        self.list.clear()
        for begin in range(0, len(self._found), PIECE):
            part = self._found[begin : begin + PIECE]
            self.list.addTopLevelItems([self._item(one) for one in part])
            if len(part) == PIECE:
                yield
        self._choose([row for row, one in enumerate(self._found) if one.moment.id in chosen])

    def _choose(self, rows: list[int]) -> None:
        """Select these rows, all at once; the first one when there is none."""
        model, last = self.list.model(), self.list.columnCount() - 1
        selection = QItemSelection()
        for row in rows:
            selection.append(QItemSelectionRange(model.index(row, 0), model.index(row, last)))
        self.list.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        first = self.list.topLevelItem(0)
        if first is not None and not rows:
            self.list.setCurrentItem(first)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for part in (self.play, self.confirm, self.successor, self.recode):
            buttons.addWidget(part)
        self.successor.setMinimumContentsLength(22)
        buttons.setStretch(2, 1)
        head = QHBoxLayout()
        head.addWidget(self._hint, 1)
        head.addWidget(self.others)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.list.itemSelectionChanged.connect(self._offer)
        self.list.itemActivated.connect(lambda _item, _column: self._play())
        self.play.clicked.connect(self._play)
        self.confirm.clicked.connect(self._confirm)
        self.recode.clicked.connect(self._recode)
        self.others.toggled.connect(lambda _on: self.read())
        self._desk.session.changed.connect(self._follow)
        self._desk.session.closing.connect(self._reading.stop)

    def _list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        made.setHeaderLabels([_("Conversation"), _("Time"), _("Code"), _("Why"), _("Note"), _("Coder")])
        made.setAccessibleName(_("Moments to look at again"))
        made.header().setStretchLastSection(False)
        made.header().setResizeContentsPrecision(0)  # as wide as what is in sight: else each piece measures all rows
        made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        made.header().setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)
        return made

    def _item(self, one: ToRevisit) -> QTreeWidgetItem:
        moment, spoken = one.moment, language()
        label = self._editing.concept.now.code(moment.code or "").label.in_language(spoken)
        note = " ".join((moment.note or "").split())
        cells = [moment.recording, short_clock(moment.start_ms), label, _(WHY_WORDS[one.why]), note, moment.coder]
        item = QTreeWidgetItem(cells)
        item.setData(0, ROW, one)
        item.setSizeHint(0, QSize(0, self.fontMetrics().height() + ROOM_PX))
        return item

    def _chosen(self) -> list[ToRevisit]:
        return [item.data(0, ROW) for item in self.list.selectedItems()]

    def _own(self) -> list[AnnotationId]:
        me = self._desk.session.member.code
        return [one.moment.id for one in self._chosen() if one.moment.coder == me]

    def _say(self) -> None:
        self._hint.setText(
            _("These moments were coded when their code meant something else. Look at each again.")
            if self._found
            else _("Nothing to look at again. After a new version the moments whose code changed stand here.")
        )
        self._offer()

    def _offer(self) -> None:
        """The codes to choose from: those that took its place first."""
        if self._listing:
            return
        book, spoken, chosen = self._editing.concept.now, language(), self._chosen()
        first = list(dict.fromkeys(key for one in chosen for key in one.successors))
        rest = [code.key for code in codes_in_use(book) if code.key not in first]
        self.successor.clear()
        for key in (*first, *rest):
            self.successor.addItem(book.code(key).label.in_language(spoken), key)
        if first:
            self.successor.insertSeparator(len(first))
        mine = bool(self._own()) and self._desk.session.study.writable
        self.play.setEnabled(len(chosen) == 1)
        for part in (self.confirm, self.successor, self.recode):
            part.setEnabled(mine)

    def _play(self) -> None:
        chosen = self._chosen()
        if not chosen:
            return
        moment, session = chosen[0].moment, self._desk.session
        if session.recording is None or session.recording.name != moment.recording:
            session.open_recording(moment.recording)
        self._desk.window.show_workspace("coding")
        self._desk.coding.play_moment(moment.id)

    def _confirm(self) -> None:
        self._editing.do(revisited, moments=self._own())

    def _recode(self) -> None:
        session = self._desk.session
        self._editing.do(
            recode,
            done=lambda said: session.say(" ".join(said)) if said else None,
            moments=self._own(),
            code=self.successor.currentData(),
        )

    def _follow(self, changes: Changes) -> None:
        if any(changes.of(kind) for kind in CONCERNS):
            self._stale = True
            self.catch_up()

    def catch_up(self) -> None:
        """List what changed, when the editor is in sight: each tag elsewhere would wait for it."""
        if self._stale and self._editing.watching:
            self.read()


def _place(one: ToRevisit) -> tuple[str, int, str]:
    return one.moment.recording, one.moment.start_ms, one.moment.id
