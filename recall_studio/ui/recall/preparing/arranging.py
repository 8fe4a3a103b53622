"""What is arranged around the plan of an interview: who is there, their consent, which moments, when it was held."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from recall_studio.domain.words import _
from recall_studio.edits.recall import preparing
from recall_studio.store.recall import interviews
from recall_studio.ui.finding_back.workspace import WORKSPACE, FindingWorkspace
from recall_studio.ui.library.consent_page import ConsentPage
from recall_studio.ui.recall.preparing.dating_sheet import DatingSheet

if TYPE_CHECKING:
    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.domain.study import PersonRole
    from recall_studio.ui.desk import Desk


class Arranging(QObject):
    """Acts for the page of one interview.

    Args:
        desk: the window's things.
        session: the interview.
        parent: the page.
    """

    def __init__(self, desk: Desk, session: RecallSessionId, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._id = desk, session

    def add_person(self, pseudonym: str, role: PersonRole) -> None:
        """Note that somebody of the study is there too."""
        self._desk.session.do(preparing.add_present, session=self._id, person=pseudonym, role=role)

    def remove_person(self, pseudonym: str) -> None:
        """Note that somebody is not there after all."""
        self._desk.session.do(preparing.remove_present, session=self._id, person=pseudonym)

    def show_consent(self) -> None:
        """Open the page on the consent of the conversation."""
        self._desk.window.open_page(ConsentPage(self._desk, self._interview.recording))

    def choose_moments(self) -> None:
        """Go to where moments of the recording are chosen."""
        name, window = self._interview.recording, self._desk.window
        window.show_workspace(WORKSPACE.key)
        finding = window.whole.findChild(FindingWorkspace)
        if finding is not None:
            finding.choose(name)

    def ask_when(self) -> None:
        """Ask when the conversation was held."""
        self._desk.window.open_sheet(DatingSheet(self._desk, self._interview))

    def ask_to_discard(self) -> None:
        """Throw the preparation away, once that was asked."""
        discard = partial(self._desk.session.do, preparing.discard_prepared, session=self._id)
        self._desk.window.ask(_("This preparation is thrown away."), _("Throw it away"), discard)

    @property
    def _interview(self) -> Interview:
        return interviews.one(self._desk.session.study, self._id, self._desk.session.member)
