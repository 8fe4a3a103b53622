"""A study in which recall interviews may be held, and what happens in them, in the words that these tests use."""

from pathlib import Path
from typing import Any

from recall_studio.domain.consent import Purpose
from recall_studio.domain.ids import (
    RecallCommentId,
    RecallPromptId,
    RecallSessionId,
    RecallStopId,
    RecordingId,
)
from recall_studio.domain.recall.interview import Comment, Interview, Record
from recall_studio.domain.recall.kinds import Initiator, PromptType
from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.domain.recall.reading import Audience
from recall_studio.domain.study import Role, SetupItem
from recall_studio.edits.founding import set_member, set_setup_item
from recall_studio.edits.recall import asking, leading, preparing
from recall_studio.store import conversations
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.recall import interviews, records
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.store.studies import CASE_MANAGER, CLIENT, Clock, answer, found, with_step

SHARING = (Purpose.NAGESPREK, Purpose.DELEN_COMMENTAAR)
MINUTE_MS = 60_000


def found_ready(path: Path, film: Path) -> None:
    """The study of G-01 and G-02, all arranged; A and B do research, KM is the case manager, GL leads intervisie."""
    found(path, film)
    study = open_study(path, Opening(clock=Clock()))
    for item in SetupItem:
        study.perform(set_setup_item, item=item, done=True)
    study.perform(set_member, code="KM", role=Role.KLANTMANAGER, person=CASE_MANAGER)
    study.perform(set_member, code="GL", role=Role.GESPREKSLEIDER, person=None)
    study.perform(set_member, code="PB", role=Role.PRIVACYBEHEER, person=None)
    for person in (CLIENT, CASE_MANAGER):
        answer(study, person, Purpose.NAGESPREK, recording="G-01")
    study.close()


def prepare(study: Study, recaller: str = CLIENT, plan: InterviewPlan | None = None) -> RecallSessionId:
    return study.perform(preparing.prepare_interview, recording="G-01", recaller=recaller, plan=plan or InterviewPlan())


def begin(study: Study, recaller: str = CLIENT, plan: InterviewPlan | None = None) -> RecallSessionId:
    session = prepare(study, recaller, plan)
    study.perform(leading.begin_interview, session=session)
    return session


def stop(study: Study, session: RecallSessionId, position_ms: int = 20_000, session_ms: int = 30_000) -> RecallStopId:
    return study.perform(
        leading.stop, session=session, position_ms=position_ms, session_ms=session_ms, initiator=Initiator.KLANT
    )


def ask(study: Study, at: RecallStopId, text: str = "Wat dacht u toen?", session_ms: int = 31_000) -> RecallPromptId:
    return study.perform(
        asking.ask, stop=at, type=PromptType.NEUTRAAL_TOEN, text=text, card="toen", session_ms=session_ms
    )


def comment(
    study: Study, at: RecallStopId, text: str = "Ik dacht: nu komt het.", session_ms: int = 35_000, **fields: Any
) -> RecallCommentId:
    return study.perform(asking.comment, stop=at, text=text, session_ms=session_ms, **fields)


def end(study: Study, session: RecallSessionId, length_ms: int = 30 * MINUTE_MS) -> Interview:
    return study.perform(leading.end_interview, session=session, length_ms=length_ms)


def held(study: Study, recaller: str = CLIENT, *texts: str, shareable: bool = False) -> RecallSessionId:
    """A whole interview with a stop, a question and a comment for each text."""
    session = begin(study, recaller)
    for number, text in enumerate(texts or ("Ik dacht: nu komt het.",)):
        at = stop(study, session, 20_000 + number * 10_000, 30_000 + number * 30_000)
        prompt = ask(study, at, session_ms=31_000 + number * 30_000)
        comment(study, at, text, 35_000 + number * 30_000, prompt=prompt, shareable=shareable)
        study.perform(leading.resume, stop=at, session_ms=50_000 + number * 30_000)
    end(study, session)
    return session


def record(study: Study, session: RecallSessionId, reader: str = "A", audience: Audience | None = None) -> Record:
    return records.record(study, session, study.member(reader), audience)


def texts_read(study: Study, reader: str, audience: Audience | None = None) -> list[str]:
    """All comments that a member can read, of all interviews."""
    found_records = records.all_records(study, study.member(reader), audience)
    return [one.text for one_record in found_records for one in one_record.comments]


def sounds(study: Study, session: RecallSessionId, name: str = "N-01", stored_as: str | None = None) -> RecordingId:
    """The interview gets a recording of its own, as recording or importing one does; gives its id."""
    conversation = study.value("SELECT conversation_id FROM recall_session WHERE id = ?", (session,))
    made: list[RecordingId] = []
    size = (study.folder.media / stored_as).stat().st_size if stored_as else 3

    def write(writing: Writing) -> None:
        made.append(
            conversations.add_recording(
                writing, conversation=conversation, name=name, duration_ms=30 * MINUTE_MS, session=session
            )
        )
        conversations.add_media_file(
            writing,
            {
                "recording_id": made[0],
                "kind": "nagesprek",
                "duration_ms": 30 * MINUTE_MS,
                "storage": "kopie",
                "stored_as": stored_as,
                "source": None,
                "size_bytes": size,
                "quick_fingerprint": name,
                "full_fingerprint": name,
                "delete_after": "2027-03-01",
            },
        )
        writing.execute("UPDATE recall_session SET sound = 'opgenomen' WHERE id = ?", (session,))

    with_step(study, write)
    return made[0]


def only_comment(study: Study, session: RecallSessionId) -> Comment:
    (found_comment,) = record(study, session).comments
    return found_comment


def interview(study: Study, session: RecallSessionId, reader: str = "A") -> Interview:
    return interviews.one(study, session, study.member(reader))
