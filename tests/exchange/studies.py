"""Studies for these tests: founded, filled and consented to through the program's own edits and writers."""

from datetime import UTC, date, datetime
from pathlib import Path

from recall_studio.domain.codebook import Codebook
from recall_studio.domain.consent import Method, Purpose, Status
from recall_studio.domain.ids import ConversationId, RecordingId
from recall_studio.domain.memos import MemoKind, Subject
from recall_studio.domain.study import PersonRole, StudyKind
from recall_studio.edits.coding import declare_range
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.edits.founding import NewStudy, create_study
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.memoing import about_named, write_memo
from recall_studio.edits.tagging import tag_moment
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.store import conversations
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
PAIR = (("K-417", PersonRole.KLANT), ("M-083", PersonRole.KLANTMANAGER))
FORM = Form(version="1", method=Method.SCHRIFTELIJK, collector="A", given_on=date(2026, 3, 1))


def clock() -> datetime:
    return NOON


def make(path: Path, *, title: str = "Werk en taal", book: Codebook | None = None) -> Study:
    """A new study with nothing in it, open as its first member, A."""
    start = NewStudy(title=title, kind=StudyKind.ONDERZOEK, codebook=book or default_codebook())
    create_study(path, start=start, clock=clock)
    return reopen(path)


def reopen(path: Path, *, acting_as: str | None = None) -> Study:
    return open_study(path, Opening(acting_as=acting_as, clock=clock))


def add_recording(
    study: Study,
    name: str,
    *,
    duration_ms: int = 600_000,
    persons: tuple[tuple[str, PersonRole], ...] = PAIR,
    wave: str | None = "T0",
    consent: bool = True,
) -> RecordingId:
    """A conversation of this name with a recording, and what its people say to recording and research."""
    made = study.perform(_add_recording, name=name, duration_ms=duration_ms, persons=persons, wave=wave)
    if consent:
        for person, _role in persons:
            answer(study, person, Status.GEGEVEN, recording=name)
    return made


def _add_recording(
    study: Writing, *, name: str, duration_ms: int, persons: tuple[tuple[str, PersonRole], ...], wave: str | None
) -> RecordingId:
    with study.step(""):
        known = conversations.pseudonyms(study)
        people = [
            (
                conversations.participant(study, person)["id"]
                if person in known
                else conversations.add_participant(study, pseudonym=person, role=role),
                role,
            )
            for person, role in persons
        ]
        first = {role: person for person, role in reversed(people)}
        case = conversations.case_of(
            study, client=first.get(PersonRole.KLANT), case_manager=first.get(PersonRole.KLANTMANAGER)
        )
        conversation: ConversationId = conversations.add_conversation(
            study, row={"name": name, "case_id": case, "wave": wave}, persons=people
        )
        return conversations.add_recording(study, conversation=conversation, name=name, duration_ms=duration_ms)


def answer(study: Study, person: str, status: Status, *, recording: str | None = None) -> None:
    study.perform(
        record_consent,
        person=person,
        purposes=(Purpose.OPNAME, Purpose.ONDERZOEK),
        status=status,
        form=FORM,
        recording=recording,
    )


def tag(
    study: Study,
    recording: str,
    coder: str,
    code: str,
    start_ms: int,
    end_ms: int | None = None,
    note: str | None = None,
) -> str:
    tagged = study.perform(
        tag_moment, recording=recording, coder=coder, code=code, start_ms=start_ms, end_ms=end_ms, note=note
    )
    return tagged.id


def declare(
    study: Study, recording: str, coder: str, start_ms: int, end_ms: int, codes: list[str] | None = None
) -> None:
    study.perform(declare_range, recording=recording, coder=coder, start_ms=start_ms, end_ms=end_ms, codes=codes)


def mark(study: Study, recording: str, at_ms: int, note: str) -> None:
    """Mark an instant to be discussed."""
    study.perform(mark_discuss, recording=recording, at_ms=at_ms, note=note)


def memo(study: Study, conversation: str, text: str) -> None:
    """Write a memo on a conversation."""
    about = about_named(study, Subject.CONVERSATION, conversation)
    study.perform(write_memo, about=about, kind=MemoKind.REFLECTIE, text=text)
