"""What stands above the coding workspace: the recording, its people and what may be done with it, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from recall_studio.analysis.library import Consent, library_rows
from recall_studio.domain.study import Layer, role_in_words
from recall_studio.domain.words import _
from recall_studio.store.recall import interviews
from recall_studio.ui.coding.declaring import done_words
from recall_studio.ui.elided import ElidedLabel
from recall_studio.ui.key_tips import KeyTip
from recall_studio.ui.library.badges import consent_badge
from recall_studio.ui.library.dates import day_in_words
from recall_studio.ui.project.rounds.badges import RoundBadge
from recall_studio.ui.recall.interview_words import title_of, when_of
from recall_studio.ui.session import layer_of

if TYPE_CHECKING:
    from recall_studio.analysis.library import LibraryRow
    from recall_studio.domain.changes import Changes
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.ui.desk import Desk

_CONCERNS = ("consent", "recorded_person", "participant", "conversation", "media_file")


class CodingBar(QWidget):
    """Reads the open recording; `done` is the main action."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._title, self._people = ElidedLabel("title", least=12), ElidedLabel()
        self._badge, self._until = QLabel(), ElidedLabel()
        self.done = QPushButton(_("Done with this conversation …"))
        self.done.setProperty("kind", "main")
        self.done.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.done.clicked.connect(desk.coding.done_asked.emit)
        self._done_tip = KeyTip(self.done, desk, "code.done")
        self._line = layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for label in (self._title, self._people, self._badge):
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(RoundBadge(desk.session), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._until, 1)
        layout.addWidget(self.done)
        desk.session.recording_opened.connect(self._read)
        desk.session.changed.connect(self._follow)
        desk.session.plain_changed.connect(self._read)
        self._read()

    def _follow(self, changes: Changes) -> None:
        if any(changes.of(kind) for kind in _CONCERNS):
            self._read()

    def _read(self, _opened: object = None) -> None:
        interview = self._interview()
        self.done.setText(_("Done with this conversation …") if interview is None else _("Done with this interview …"))
        if interview is not None:
            self._show_interview(interview)
            return
        session, row = self._desk.session, self._row()
        self.done.setEnabled(row is not None and row.consent is Consent.GIVEN and session.study.writable)
        live = session.recording is not None and session.recording.live
        self.done.setVisible(not session.plain and not live)
        self._done_tip.say(done_words(self._desk.coding))
        for label in (self._people, self._badge):
            label.setVisible(row is not None)
        if row is None:
            self._title.say(_("No recording is open"))
            self._until.say("")
            return
        self._title.say(" · ".join(filter(None, (row.name, row.type, day_in_words(row.held_on)))))
        self._people.say(" · ".join(f"{role_in_words(one.role)} {one.pseudonym}" for one in row.people))
        kind, words = consent_badge(row)
        self._show_badge(kind, words)
        self._until.say(_("keep until {day}", day=day_in_words(row.delete_after)) if row.delete_after else "")

    def _show_interview(self, interview: Interview) -> None:
        """A recall interview: about what, with whom, when; whether it may be coded is asked of the gate."""
        session = self._desk.session
        may = self._desk.coding.allowed
        self.done.setEnabled(may and session.study.writable)
        self.done.setVisible(not session.plain)
        self._done_tip.say(done_words(self._desk.coding))
        self._title.say(title_of(interview))
        self._people.hide()
        self._badge.show()
        self._show_badge(*(("good", _("✓ may be coded")) if may else ("danger", _("may not be coded"))))
        self._until.say(when_of(interview))

    def _interview(self) -> Interview | None:
        """The recall interview whose recording is open."""
        session = self._desk.session
        if layer_of(session) is not Layer.NAGESPREK or session.recording is None:
            return None
        name = session.recording.name
        return next(
            (one for one in interviews.of_study(session.study, session.member) if one.sound_recording == name), None
        )

    def _show_badge(self, kind: str, words: str) -> None:
        """A label of its own for each kind: Qt gives it the padding of its kind only when it is made."""
        badge = QLabel(words)
        badge.setProperty("kind", kind)
        self._line.replaceWidget(self._badge, badge)
        self._badge.deleteLater()
        self._badge = badge

    def _row(self) -> LibraryRow | None:
        session = self._desk.session
        if session.recording is None:
            return None
        rows = library_rows(session.study, as_seen_by=session.member, on=session.study.today(), counted=False)
        return next((row for row in rows if row.id == session.recording.id), None)
