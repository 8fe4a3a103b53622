"""The moments that are still to be coded: the list of them, stepping through them, the one that waits for a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem
from typing_extensions import override

from recall_studio.domain.words import _, ngettext
from recall_studio.player.engine import State
from recall_studio.store import codebook_versions
from recall_studio.ui.clock_words import short_clock
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from recall_studio.domain.changes import Changes
    from recall_studio.domain.moments import Moment
    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.desk import Desk

WIDTH, LINES, ROOM_PX = 680, 14, 10
MOMENT = Qt.ItemDataRole.UserRole


def to_be_coded(desk: Desk) -> MomentView | None:
    """The selected moment, when it is one's own, has no code yet and nothing plays."""
    view = desk.coding.view(desk.session.selection or "")
    if view is None or view.code is not None or not view.own or view.pending:
        return None
    return view if desk.playing.player.state is not State.PLAYING else None


def still_to_code(desk: Desk) -> list[Moment]:
    """One's own moments without a code in all recordings, by recording and time."""
    me = desk.session.member
    return [one for one in codebook_versions.uncoded(desk.session.study, as_seen_by=me) if one.coder == me.code]


def go_to_next(desk: Desk) -> None:
    """Go to the next moment without a code: in this recording, then in the others, then from the start again."""
    found, session = still_to_code(desk), desk.session
    if not found:
        session.say(_("Nothing is left to be coded."))
        return
    here = session.recording.name if session.recording else ""
    now = desk.coding.view(session.selection or "")
    at_ms = now.start_ms if now is not None else desk.playing.player.position_ms() - 1
    chosen = session.selection
    later = [m for m in found if m.recording > here or (m.recording == here and m.start_ms >= at_ms and m.id != chosen)]
    go_to(desk, (later or found)[0])


def go_to(desk: Desk, moment: Moment) -> None:
    """Open its recording, pause, select it and show its picture."""
    session = desk.session
    if session.recording is None or session.recording.name != moment.recording:
        session.open_recording(moment.recording)
    desk.window.show_workspace("coding")
    desk.playing.player.pause()
    desk.coding.go_to(moment.id)


class UncodedSheet(Sheet):
    """Lists them; Enter goes to one.

    Args:
        desk: whose study it is.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(width=WIDTH)
        self._desk = desk
        self._title, self._words = QLabel(), QLabel(wordWrap=True)
        self._title.setProperty("kind", "title")
        self._words.setProperty("kind", "muted")
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([_("Conversation"), _("Time"), _("Note")])
        self.list.setAccessibleName(_("Moments still to be coded"))
        self.list.setMinimumHeight((self.fontMetrics().height() + ROOM_PX) * LINES)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemActivated.connect(self._go)
        for part in (self._title, self._words, self.list):
            self.body.addWidget(part)
        desk.session.changed.connect(self._follow)
        self._read()

    @override
    def take_focus(self) -> None:
        """The list, for Enter and the arrows."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, changes: Changes) -> None:
        if changes.of("annotation"):
            self._read()

    def _read(self) -> None:
        found = still_to_code(self._desk)
        self._title.setText(
            ngettext("{n} moment is still to be coded", "{n} moments are still to be coded", len(found))
            if found
            else _("Nothing is left to be coded")
        )
        self._words.setText(
            _("Enter goes to a moment. Then / and a few letters find a code, and Enter gives it to the moment.")
            if found
            else _("While watching, N marks a moment whose code can be chosen later. Esc closes.")
        )
        self.list.setVisible(bool(found))
        self.list.clear()
        for moment in found:
            note = " ".join((moment.note or "").split())
            item = QTreeWidgetItem(self.list, [moment.recording, short_clock(moment.start_ms), note])
            item.setData(0, MOMENT, moment)
            item.setSizeHint(0, QSize(0, self.fontMetrics().height() + ROOM_PX))
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    def _go(self, item: QTreeWidgetItem, _column: int) -> None:
        self.shut()
        go_to(self._desk, item.data(0, MOMENT))
