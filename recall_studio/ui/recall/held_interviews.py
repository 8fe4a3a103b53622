"""The recall interviews that the member may see, with what is in them; read while somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.ids import RecallSessionId
from recall_studio.domain.recall.still_open import still_open
from recall_studio.store.recall import gate, interviews, records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.domain.changes import Changes
    from recall_studio.domain.recall.interview import Interview, Record
    from recall_studio.domain.recall.still_open import StillOpen
    from recall_studio.ui.session import Session

CONCERNS = (
    "recall_session",
    "recall_present",
    "recall_moment",
    "recall_stop",
    "recall_prompt",
    "recall_comment",
    "recall_event",
    "recall_version",
    "conversation",
    "recording",
    "media_file",
    "participant",
    "recorded_person",
    "consent",
    "member",
)
"""The tables of which something of an interview is shown."""


SAID = {"recall_stop", "recall_prompt", "recall_comment", "recall_version"}
"""Of these, only the interview that they lie in is read anew."""


class HeldInterviews(QObject):
    """Reads only while it is awake; what it holds is what the member may see.

    Args:
        session: the open study.

    Attributes:
        interviews: all of them, the one that was made last at the end.
        records: what is in each that was begun, by the id of its session.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.interviews: Sequence[Interview] = ()
        self.records: Mapping[str, Record] = {}
        self._stale, self._awake = True, False
        session.changed.connect(self._follow)

    def wake(self, awake: bool) -> None:
        """Follow what happens from now on, or only note that something did."""
        self._awake = awake
        if awake and self._stale:
            self.read()

    def read(self) -> None:
        """Read all of them anew."""
        self._stale = False
        study, me = self._session.study, self._session.member
        with study.snapshot():
            self.interviews = interviews.of_study(study, me)
            self.records = {str(one.interview.id): one for one in records.all_records(study, me)}
        self.changed.emit()

    def of(self, session: str) -> Interview | None:
        """The interview of this id."""
        return next((one for one in self.interviews if one.id == session), None)

    def works_on(self, interview: Interview) -> bool:
        """Whether it is the member's to lead and to work on; of another's they read no more than is shared."""
        return gate.may_lead(self._session.member, interview.recaller_id)

    def record_of(self, session: str) -> Record | None:
        """What is in an interview that the member works on."""
        record = self.records.get(session)
        return record if record is not None and self.works_on(record.interview) else None

    def open_in(self, session: str) -> list[StillOpen]:
        """What is still to be determined in it by this member."""
        record = self.record_of(session)
        return still_open(record) if record is not None else []

    def _follow(self, changes: Changes) -> None:
        told = [kind for kind in CONCERNS if changes.of(kind)]
        if not told:
            return
        within = self._within(changes) if set(told) <= SAID and not self._stale else None
        if not self._awake:
            self._stale = True
        elif within is None:
            self.read()
        else:
            self._read_few(within)

    def _within(self, changes: Changes) -> set[str] | None:
        """In which interviews something was corrected; None where that is not known."""
        rows = {row for kind in SAID - {"recall_version"} for row in changes.of(kind)}
        where: dict[str, str] = {}
        for session, record in self.records.items():
            for many in (record.stops, record.prompts, record.comments):
                where.update((str(one.id), session) for one in many)
        return {where[row] for row in rows} if rows <= where.keys() else None

    def _read_few(self, sessions: set[str]) -> None:
        """Read these interviews anew, and no others: who corrects one does not wait for all."""
        study, me = self._session.study, self._session.member
        fresh = {one: records.record(study, RecallSessionId(one), me) for one in sessions}
        self.records = {**self.records, **fresh}
        self.changed.emit()
