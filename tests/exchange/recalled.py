"""A study with two recall interviews on one conversation, as this test's users hold them."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.ids import AnnotationId, RecallCommentId, RecallSessionId, RecallStopId
from recall_studio.domain.recall.kinds import (
    ContentType,
    EndedReason,
    Initiator,
    Judgement,
    PromptType,
    Rater,
    RatingItem,
    Relation,
    Setting,
    Stimulus,
    TimeOrientation,
)
from recall_studio.domain.recall.plan import InterviewPlan, Planned
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.domain.study import SetupItem
from recall_studio.edits.consenting import record_consent
from recall_studio.edits.founding import set_setup_item
from recall_studio.edits.recall import asking, dating, judging, leading, preparing
from recall_studio.edits.recall.importing_sound import import_sound, look_at_sound
from recall_studio.store.study import Study
from tests.exchange import studies
from tests.journeys.recordings import write
from tests.media.clips import Clip

CLIENT, CASEWORKER = "K-417", "M-083"
SAID = "Ik dacht: nu komt het."


class Held(NamedTuple):
    """What the tests point at."""

    client: RecallSessionId
    caseworker: RecallSessionId
    stop: RecallStopId
    comment: RecallCommentId
    moment: AnnotationId


def allow(study: Study, person: str, *purposes: Purpose, status: Status = Status.GEGEVEN) -> None:
    study.perform(
        record_consent,
        person=person,
        purposes=purposes,
        status=status,
        form=studies.FORM,
        recording="G-001",
    )


def arranged(study: Study) -> None:
    """G-001 may be looked back at by both; it ended exactly a day before the interviews begin."""
    studies.add_recording(study, "G-001", consent=False)
    for person in (CLIENT, CASEWORKER):
        allow(study, person, Purpose.OPNAME, Purpose.ONDERZOEK, Purpose.NAGESPREK)
    for item in SetupItem:
        study.perform(set_setup_item, item=item, done=True)
    study.perform(dating.date_conversation, recording="G-001", held=datetime(2026, 3, 11, 11, 50, tzinfo=UTC))


def begun(study: Study, recaller: str, plan: InterviewPlan | None = None) -> RecallSessionId:
    session = study.perform(
        preparing.prepare_interview, recording="G-001", recaller=recaller, plan=plan or InterviewPlan()
    )
    study.perform(leading.begin_interview, session=session)
    return session


def stopped(study: Study, session: RecallSessionId, position_ms: int, session_ms: int, by: Initiator) -> RecallStopId:
    return study.perform(leading.stop, session=session, position_ms=position_ms, session_ms=session_ms, initiator=by)


def commented(study: Study, stop: RecallStopId, text: str, session_ms: int, **fields: Any) -> RecallCommentId:
    return study.perform(asking.comment, stop=stop, text=text, session_ms=session_ms, **fields)


def held(study: Study) -> Held:
    """Two interviews: the client is asked once and says two things, the caseworker says one thing near by."""
    arranged(study)
    moment = AnnotationId(studies.tag(study, "G-001", "A", "disc_vraag", 20_000))
    studies.declare(study, "G-001", "A", 0, 300_000)
    stop, said, client = _with_client(study)
    caseworker = begun(study, CASEWORKER)
    study.perform(leading.note_shown, session=caseworker, start_ms=0, end_ms=120_000, session_ms=0)
    near = stopped(study, caseworker, 28_000, 30_000, Initiator.KLANTMANAGER)
    commented(study, near, "Ik wilde ruimte geven.", 34_000, time_orientation=TimeOrientation.NU, valence=1)
    study.perform(leading.end_interview, session=caseworker, length_ms=1_200_000)
    study.perform(judging.judge, recording="G-001", start_ms=20_000, end_ms=28_000, judgement=Judgement.DEELS)
    for rater, score in ((Rater.KLANT, 2), (Rater.KLANTMANAGER, 4)):
        study.perform(judging.rate, conversation="G-001", item=RatingItem.ECHTHEID, rater=rater, score=score)
    return Held(client, caseworker, stop, said, moment)


def heard(study: Study, session: RecallSessionId, file: Path, *, sound_offset_ms: int) -> str:
    """Bring in ten seconds of sound as the recording of an interview; gives the recording's name."""
    write(Clip(".wav", sound="pcm_s16le", seconds=Fraction(10)), file)
    found = look_at_sound(file)
    return import_sound(study, session=session, given=found, sound_offset_ms=sound_offset_ms, anyway=True).recording


def _with_client(study: Study) -> tuple[RecallStopId, RecallCommentId, RecallSessionId]:
    planned = Planned(15_000, 25_000, ChoiceMethod.INTERVIEWER_KIEST, "Hier aarzelde de klant.")
    plan = InterviewPlan(
        stimulus=Stimulus.FRAGMENTEN,
        method=ChoiceMethod.INTERVIEWER_KIEST,
        place=Setting.KANTOOR,
        protocol_version="2",
        moments=(planned,),
    )
    client = begun(study, CLIENT, plan)
    study.perform(leading.note_shown, session=client, start_ms=0, end_ms=60_000, session_ms=5_000)
    stop = stopped(study, client, 22_000, 30_000, Initiator.KLANT)
    asked = study.perform(
        asking.ask, stop=stop, type=PromptType.NEUTRAAL_TOEN, text="Wat dacht u toen?", card="toen", session_ms=31_000
    )
    said = commented(
        study,
        stop,
        SAID,
        35_000,
        prompt=asked,
        time_orientation=TimeOrientation.TOEN,
        content_type=ContentType.GEDACHTE,
        relation=Relation.CONCREET,
        valence=-2,
        codes=("disc_ervaring",),
    )
    study.perform(leading.resume, stop=stop, session_ms=50_000, replay_from_ms=20_000)
    later = stopped(study, client, 200_000, 260_000, Initiator.INTERVIEWER)
    commented(study, later, "=en toen", 265_000)
    study.perform(leading.end_interview, session=client, length_ms=1_800_000, reason=EndedReason.TIJD_OP, wellbeing=4)
    return stop, said, client
