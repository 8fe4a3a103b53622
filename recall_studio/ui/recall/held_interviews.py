"""The recall interviews that the member may see, with what is in them; read while somebody looks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.ids import RecallSessionId
from recall_studio.domain.recall.still_open import still_open
from recall_studio.store.recall import gate, interviews, records
from recall_studio.ui.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recall_studio.domain.changes import Changes
    from recall_studio.domain.recall.interview import Interview, Record
    from recall_studio.domain.recall.still_open import StillOpen
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading
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


@dataclass(frozen=True, slots=True)
class Held:
    """What was read.

    Attributes:
        interviews: all of them, the one that was made last at the end.
        records: what is in each that was begun, by the id of its session.
        open: what is still to be determined in each, by the id of its session.
    """

    interviews: Sequence[Interview] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    open: Mapping[str, list[StillOpen]] = field(default_factory=dict)


class HeldInterviews(QObject):
    """Reads only while it is awake, beside the window; what it holds is what the member may see.

    Args:
        session: the open study.

    Attributes:
        known: whether they were read at all; before that there is nothing to say of them.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._held = Held()
        self._beside = Beside(session, self)
        self._few: set[str] = set()
        self.known = False
        self._stale, self._awake = True, False
        session.changed.connect(self._follow)

    @property
    def interviews(self) -> Sequence[Interview]:
        """All of them, the one that was made last at the end."""
        return self._held.interviews

    @property
    def records(self) -> Mapping[str, Record]:
        """What is in each that was begun, by the id of its session."""
        return self._held.records

    @property
    def fresh(self) -> bool:
        """Whether what it holds is of now."""
        return self.known and not self._stale and not self._beside.busy

    def wake(self, awake: bool) -> None:
        """Follow what happens from now on, or only note that something did."""
        self._awake = awake
        if awake and self._stale:
            self._read()

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
        return self._held.open.get(session, []) if self.record_of(session) is not None else []

    def _follow(self, changes: Changes) -> None:
        told = [kind for kind in CONCERNS if changes.of(kind)]
        if not told:
            return
        within = self._within(changes) if set(told) <= SAID and not self._stale else None
        if not self._awake:
            self._stale = True
        elif within is None:
            self._read()
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

    def _read(self) -> None:
        """Read all of them anew."""
        self._stale = True
        self._beside.ask(partial(_held, as_seen_by=self._session.member), _worked_out, self._take)

    def _read_few(self, sessions: set[str]) -> None:
        """Read these interviews anew, and no others: who corrects one does not wait for all."""
        if self._stale:  # all of them are being read
            self._read()
            return
        self._few |= sessions
        read = partial(_records, sessions=frozenset(self._few), as_seen_by=self._session.member)
        self._beside.ask(read, _worked_out, self._take_few)

    def _take(self, held: Held) -> None:
        self._held, self.known = held, True
        self._stale = not self._awake  # what changed meanwhile was only noted
        self._few.clear()
        self.changed.emit()

    def _take_few(self, fresh: Held) -> None:
        self._few.clear()
        found, still = {**self._held.records, **fresh.records}, {**self._held.open, **fresh.open}
        self._held = replace(self._held, records=found, open=still)
        self.changed.emit()


def _held(study: Reading, *, as_seen_by: Member) -> Held:
    with study.snapshot():
        every = interviews.of_study(study, as_seen_by)
        return Held(every, {str(one.interview.id): one for one in records.all_records(study, as_seen_by)})


def _records(study: Reading, *, sessions: Collection[str], as_seen_by: Member) -> Held:
    with study.snapshot():
        return Held(records={one: records.record(study, RecallSessionId(one), as_seen_by) for one in sessions})


def _worked_out(held: Held) -> Held:
    return replace(held, open={session: still_open(record) for session, record in held.records.items()})
