"""Studies for these tests, made through the program's own edits, on a day of our choice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from recall_studio.domain.codebook import Codebook
from recall_studio.domain.consent import Method, Purpose, Status
from recall_studio.domain.study import PersonRole, StudyKind
from recall_studio.edits.consenting import ConsentRecorded, Form, record_consent
from recall_studio.edits.founding import NewStudy, create_study
from recall_studio.edits.recording import (
    Added,
    GivenPerson,
    NewRecording,
    add_recording,
    copy_what_is_allowed,
    look_at,
)
from recall_studio.edits.tagging import Tagged, tag_moment
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.study import Study

TODAY = date(2026, 11, 22)
CLIENT, CASE_MANAGER = GivenPerson("K-001", PersonRole.KLANT), GivenPerson("M-001", PersonRole.KLANTMANAGER)
PAIR = (CLIENT, CASE_MANAGER)
FORM = Form(version="v1", method=Method.SCHRIFTELIJK, collector="I-001", given_on=date(2026, 11, 1))
CODING = (Purpose.OPNAME, Purpose.ONDERZOEK)


@dataclass
class Clock:
    """Says what time it is: noon on a day that a test chooses, a millisecond later each time."""

    today: date = TODAY
    asked: int = 0

    def __call__(self) -> datetime:
        self.asked += 1
        noon = datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)
        return noon + timedelta(milliseconds=self.asked)

    def forward(self, days: int) -> None:
        self.today += timedelta(days=days)


@dataclass
class Lab:
    """A study in a folder; what a test does to it goes through edits."""

    path: Path
    clock: Clock

    def make(self, *, kind: StudyKind = StudyKind.ONDERZOEK, book: Codebook | None = None) -> None:
        create_study(self.path, start=NewStudy("Proef", kind, book or default_codebook()), clock=self.clock)

    @contextmanager
    def open(self, acting_as: str | None = None) -> Iterator[Study]:
        study = open_study(self.path, Opening(acting_as=acting_as, clock=self.clock))
        try:
            yield study
        finally:
            study.close()


def add(
    study: Study,
    *media: Path,
    name: str = "G-001",
    persons: tuple[GivenPerson, ...] = PAIR,
    link: bool = False,
    delete_after: date | None = None,
) -> Added:
    """Add a recording, without copying it."""
    new = NewRecording(name, persons, link=link, delete_after=delete_after)
    return study.perform(add_recording, given=look_at(media), new=new)


def answer(
    study: Study,
    person: str,
    *purposes: Purpose,
    status: Status = Status.GEGEVEN,
    form: Form = FORM,
    recording: str | None = None,
) -> ConsentRecorded:
    """Record what a person says."""
    asked = purposes or CODING
    return study.perform(record_consent, person=person, purposes=asked, status=status, form=form, recording=recording)


def withdraw(study: Study, person: str) -> ConsentRecorded:
    """A person takes back what they said to coding."""
    return answer(study, person, status=Status.INGETROKKEN)


def add_and_consent(study: Study, *media: Path, name: str = "G-001", link: bool = False) -> Added:
    """Add a recording that may be coded, and copy it."""
    added = add(study, *media, name=name, link=link)
    for person in added.persons:
        assert person.pseudonym is not None
        answer(study, person.pseudonym)
    copy_what_is_allowed(study)
    return added


def tag(
    study: Study,
    code: str = "disc_vraag",
    start_ms: int = 1000,
    end_ms: int | None = None,
    *,
    recording: str = "G-001",
    coder: str = "A",
    note: str | None = None,
) -> Tagged:
    """Tag a moment, of G-001 when no other recording is named."""
    return study.perform(
        tag_moment, recording=recording, coder=coder, code=code, start_ms=start_ms, end_ms=end_ms, note=note
    )


def codes_of(study: Study) -> list[str]:
    """The keys of all moments, by time."""
    return [
        key for (key,) in study.tuples("SELECT key FROM annotation JOIN code ON code.id = code_id ORDER BY start_ms")
    ]


def audited(study: Study, action: str) -> list[dict[str, object]]:
    """The rows of the audit log with this action."""
    return study.rows('SELECT member, "table", row, detail FROM audit WHERE action = ? ORDER BY number', (action,))


def retired(book: Codebook, key: str, successor: str | None) -> Codebook:
    """The codebook with one code retired."""
    from recall_studio.domain.codebook import CodeStatus

    codes = tuple(
        replace(code, status=CodeStatus.VERVALLEN, replaced_by=successor) if code.key == key else code
        for code in book.codes
    )
    return replace(book, codes=codes)
