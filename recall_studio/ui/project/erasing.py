"""The section Bewaren en wissen: what must be destroyed when, and erasing a recording, a person or the study."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from recall_studio.domain.erasing import Reason, may_erase, reason_in_words
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.erasing import Wanted, erase, going_in_words, what_goes, what_goes_with
from recall_studio.store import conversations, erasure
from recall_studio.store.recall import interviews
from recall_studio.ui.buttons import word_button
from recall_studio.ui.desk import Leaving
from recall_studio.ui.in_sight import InSight
from recall_studio.ui.lasting import while_there
from recall_studio.ui.library.dates import day_in_words
from recall_studio.ui.project.erase_sheet import EraseSheet

if TYPE_CHECKING:
    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.store.reading import Row
    from recall_studio.ui.desk import Desk

CONCERNS = ("recording", "conversation", "participant", "media_file", "recorded_person", "member", "recall_session")
_NAME, _LIVE, _INTERVIEW = (Qt.ItemDataRole(Qt.ItemDataRole.UserRole + number) for number in range(3))
_SOON_DAYS = 30


class ErasingSection(QWidget):
    """Lists the recordings by the day they must be gone, and what was erased before.

    Args:
        desk: whose study it is.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        member = desk.session.member
        self._may = may_erase(role=member.role, lead=member.lead) and desk.session.study.writable
        self.recordings = _tree(
            _("Recordings and their last day"), [_("Recording"), _("Must be gone by"), _("Time left")]
        )
        self.gone = _tree(_("What was erased"), [_("When"), _("What"), _("Why")])
        self.nothing = _words(_("Nothing was erased from this study."), "muted")
        self.erase_recording = word_button(_("Erase this recording…"), self._ask_recording, kind="danger")
        self.person = QComboBox()
        self.person.setAccessibleName(_("Person"))
        self.erase_person = word_button(_("Erase this person's data…"), self._ask_person, kind="danger")
        self.erase_study = word_button(_("Erase the whole study…"), self._ask_study, kind="danger")
        self.erase_study.setEnabled(self._may)
        self._lay_out()
        self.recordings.itemSelectionChanged.connect(self._refresh_buttons)
        InSight(self, desk.session, CONCERNS, self._read)
        self._read()

    def choose(self, recording: str) -> None:
        """Select a recording."""
        for row in range(self.recordings.topLevelItemCount()):
            item = self.recordings.topLevelItem(row)
            if item is not None and item.data(0, _NAME) == recording:
                self.recordings.setCurrentItem(item)

    def _lay_out(self) -> None:
        who = QHBoxLayout()
        who.addWidget(self.person, 1)
        who.addWidget(self.erase_person)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(_words(_("Keeping and erasing"), "title"))
        layout.addWidget(_words(_explanation(), "muted"))
        if not self._may:
            layout.addWidget(_words(_("Only who leads the study or looks after privacy may erase."), "warning"))
        layout.addWidget(self.recordings, 3)
        layout.addWidget(self.erase_recording, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(_words(_("A person's data"), "heading"))
        layout.addLayout(who)
        layout.addWidget(_words(_("Erased before"), "heading"))
        layout.addWidget(self.nothing)
        layout.addWidget(self.gone, 2)
        layout.addWidget(self.erase_study, alignment=Qt.AlignmentFlag.AlignLeft)

    def _read(self) -> None:
        study = self._desk.session.study
        self.recordings.clear()
        last: dict[str, str] = {}
        for media in conversations.media_files(study):
            last[media["recording"]] = min(media["delete_after"], last.get(media["recording"], media["delete_after"]))
        for name, day in sorted(last.items(), key=lambda one: one[1]):
            self.recordings.addTopLevelItem(self._line(name, date.fromisoformat(day), study.today()))
        for talk in conversations.live(study):
            item = QTreeWidgetItem([talk["name"], "", _("watched along live: nothing was recorded")])
            item.setData(0, _NAME, talk["name"])
            item.setData(0, _LIVE, True)
            self.recordings.addTopLevelItem(item)
        for interview in interviews.of_study(study, self._desk.session.member):
            self.recordings.addTopLevelItem(self._interview_line(interview))
        self.person.clear()
        for person in conversations.participants(study):
            if not person["pseudonym"].startswith(erasure.WIPED):
                self.person.addItem(person["pseudonym"])
        self.gone.clear()
        for stone in erasure.tombstones(study):
            self.gone.addTopLevelItem(QTreeWidgetItem(_stone_words(stone)))
        self.nothing.setVisible(not self.gone.topLevelItemCount())
        self.gone.setVisible(bool(self.gone.topLevelItemCount()))
        self._refresh_buttons()

    def _line(self, name: str, day: date, today: date) -> QTreeWidgetItem:
        left = (day - today).days
        words = ngettext("{n} day", "{n} days", left) if left >= 0 else _("passed: it cannot be opened any more")
        item = QTreeWidgetItem([name, day_in_words(day), words])
        item.setData(0, _NAME, name)
        if left <= _SOON_DAYS:
            colour = self._desk.tokens.danger if left < 0 else self._desk.tokens.warning
            item.setForeground(2, QBrush(QColor(colour)))
        return item

    def _interview_line(self, interview: Interview) -> QTreeWidgetItem:
        name = f"{interview.recording}:{interview.recaller}"
        words = _("recall interview: consent was withdrawn") if interview.set_apart else _("recall interview")
        item = QTreeWidgetItem([name, "", words])
        item.setData(0, _NAME, name)
        item.setData(0, _INTERVIEW, interview.id)
        if interview.set_apart:
            item.setForeground(2, QBrush(QColor(self._desk.tokens.danger)))
        return item

    def _refresh_buttons(self) -> None:
        chosen = self.recordings.selectedItems()
        interview = bool(chosen) and bool(chosen[0].data(0, _INTERVIEW))
        self.erase_recording.setText(_("Erase this recall interview…") if interview else _("Erase this recording…"))
        self.erase_recording.setEnabled(self._may and bool(chosen))
        self.erase_person.setEnabled(self._may and self.person.count() > 0)

    def _ask_recording(self) -> None:
        (item,) = self.recordings.selectedItems()
        name, session = item.data(0, _NAME), item.data(0, _INTERVIEW)
        if session:
            ask_to_erase(self._desk, Wanted(interviews=(session,)), name)
        else:
            ask_to_erase(self._desk, Wanted(live=(name,)) if item.data(0, _LIVE) else Wanted((name,)), name)

    def _ask_person(self) -> None:
        name = self.person.currentText()
        ask_to_erase(self._desk, Wanted(persons=(name,)), name)

    def _ask_study(self) -> None:
        study = self._desk.session.study
        title = study.facts().title
        sheet = EraseSheet(
            title=_("Erase the whole study “{title}”", title=title),
            lines=what_goes_with(study),
            name=title,
            erase=lambda _reason: self._desk.window.leave(Leaving.ERASE),
            with_reason=False,
        )
        self._desk.window.open_sheet(sheet)


def ask_to_erase(desk: Desk, wanted: Wanted, name: str) -> None:
    """Open the sheet that says what goes with a recording, conversation or person, and erases it."""
    session = desk.session
    going = what_goes(session.study, wanted, as_seen_by=session.member)

    def go(reason: Reason) -> None:
        if session.recording is not None and session.recording.name in going.names:
            session.close_recording()  # its files must be let go
        session.do(erase, done=done, refused=refused, wanted=wanted, reason=reason, key=session.study.key)

    def done(_nothing: None) -> None:
        while_there(sheet, sheet.shut)()
        session.say(_("It was erased. Nothing of it is left in the study, its history or its backups."))

    def refused(error: RecallError) -> None:
        while_there(sheet, sheet.shut)()
        session.complain(error)

    sheet = EraseSheet(title=_("Erase “{name}”", name=name), lines=going_in_words(going), name=name, erase=go)
    desk.window.open_sheet(sheet)


def _tree(name: str, columns: list[str]) -> QTreeWidget:
    made = QTreeWidget()
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setHeaderLabels(columns)
    made.setAccessibleName(name)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.header().setStretchLastSection(True)
    return made


def _words(words: str, kind: str) -> QLabel:
    label = QLabel(words, wordWrap=True)
    label.setProperty("kind", kind)
    return label


def _explanation() -> str:
    return _(
        "What is erased is gone from the study, from its history and from every backup, and nothing brings it back. "
        "Files that were linked instead of copied lie outside the study: destroy those yourself. A disk may keep old "
        "bytes for a while; in an encrypted study nobody can read them."
    )


def _stone_words(stone: Row) -> list[str]:
    kinds = {"recording": _("a recording"), "conversation": _("a conversation"), "participant": _("a person")}
    kinds |= {"media_file": _("a media file"), "recall_session": _("a recall interview")}
    return [day_in_words(stone["at"][:10]), kinds.get(stone["table"], ""), reason_in_words(Reason(stone["reason"]))]
