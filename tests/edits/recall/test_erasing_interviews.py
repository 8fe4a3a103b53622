"""Erasing takes recall interviews along to the last byte: with a recording, a person, the study, or one by one."""

from contextlib import closing
from pathlib import Path

import pytest

from recall_studio.domain.consent import Purpose
from recall_studio.domain.erasing import Reason
from recall_studio.domain.errors import UnknownName
from recall_studio.domain.ids import AnnotationId, RecallSessionId, new_id
from recall_studio.domain.recall.kinds import Judgement, Rater, RatingItem, SoundState
from recall_studio.domain.recall.plan import InterviewPlan, Planned
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.domain.study import PersonRole
from recall_studio.edits.erasing import Wanted, erase, erase_study, going_in_words, what_goes
from recall_studio.edits.recall import asking, judging, leading, preparing
from recall_studio.store import conversations, erasure
from recall_studio.store.opening import Opening
from recall_studio.store.recall import interviews
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.edits.recall.interviewing import (
    ask,
    comment,
    end,
    interview,
    prepare,
    record,
    sounds,
    stop,
    texts_read,
)
from tests.store.studies import CASE_MANAGER, CLIENT, INTERPRETER, Clock, answer, tag, with_step

WORDS = (
    *("waterhoen", "lindebloesem", "kruidnagel", "stroopwafel", "zeepaardje", "kwartelvlug", "zilverdraad"),
    *("ganzenpas", "mosterdzaad", "vlinderstruik", "notenkraker"),
)
"""A comment, what it was, as it was said, who translated it, a question, what that was, who else was there, why a
moment was planned, why a correction was made, the note of a judgement, and the sound."""
OF_THE_OTHER = "boterbloem"


def within(path: Path, *words: str) -> list[str]:
    everything = b"".join(place.read_bytes() for place in path.rglob("*") if place.is_file())
    return [word for word in words or WORDS if word.encode() in everything]


def full(study: Study) -> RecallSessionId:
    """An interview with the client, with an interpreter, its sound and a piece of it, corrected, linked and judged."""
    plan = InterviewPlan(
        others_present=WORDS[6], moments=(Planned(1_000, 2_000, ChoiceMethod.INTERVIEWER_KIEST, WORDS[7]),)
    )
    session = prepare(study, plan=plan)
    study.perform(preparing.add_present, session=session, person=INTERPRETER, role=PersonRole.TOLK)
    answer(study, INTERPRETER, Purpose.NAGESPREK, recording="G-01")
    study.perform(leading.begin_interview, session=session)
    at = stop(study, session)
    prompt = ask(study, at, WORDS[5])
    said = comment(study, at, WORDS[1], text_original=WORDS[2], translated_by=WORDS[3], prompt=prompt)
    end(study, session)
    study.perform(asking.change_comment, comment=said, text=WORDS[0], why=WORDS[8])
    study.perform(asking.change_prompt, prompt=prompt, text=WORDS[4])
    moment = AnnotationId(tag(study, "werk"))
    study.perform(judging.link_comment, comment=said, annotation=moment)
    study.perform(judging.judge, recording="G-01", start_ms=0, end_ms=9, judgement=Judgement.ANDERS, note=WORDS[9])
    study.perform(judging.rate, conversation="G-01", item=RatingItem.ECHTHEID, rater=Rater.KLANT, score=2)
    study.folder.media.mkdir(exist_ok=True)
    for name in ("geluid.flac", "stuk-1.flac"):
        (study.folder.media / name).write_text(WORDS[10])
    sounds(study, session, "N-01", "geluid.flac")
    tag(study, "werk", recording="N-01")
    piece = {"session_ms": 0, "rate_hz": 16_000, "channels": 1, "stored_as": "stuk-1.flac"}

    def keep(writing: Writing) -> None:
        row = {"id": new_id(), "recall_session_id": session, **piece, "created_at": writing.now()}
        writing.insert("recall_piece", row)

    with_step(study, keep)
    return session


@pytest.fixture
def told(study: Study) -> RecallSessionId:
    """The whole of it, and an interview with the case manager beside it."""
    session = full(study)
    other = prepare(study, CASE_MANAGER)
    study.perform(leading.begin_interview, session=other)
    comment(study, stop(study, other), OF_THE_OTHER)
    end(study, other)
    assert within(study.folder.root) == list(WORDS)
    return session


def wipes(study: Study, wanted: Wanted) -> None:
    study.perform(erase, wanted=wanted, reason=Reason.INTREKKING, key=study.key)


def left(study: Study) -> set[str]:
    """The tables that still hold anything of interviews."""
    tables = [name for (name,) in study.tuples("SELECT name FROM sqlite_master WHERE name LIKE 'recall_%'")]
    tables = [
        name for name in tables if study.value("SELECT type FROM sqlite_master WHERE name = ?", (name,)) == "table"
    ]
    tables += ["comment_link", "congruence", "global_rating"]
    return {table for table in tables if study.value(f"SELECT count(*) FROM {table}")}


@pytest.mark.parametrize(
    "wanted", [Wanted(("G-01",)), Wanted(persons=(CLIENT,)), Wanted(("G-01", "N-01"), persons=(CASE_MANAGER,))]
)
def test_with_the_recording_or_a_person_all_of_it_goes(study: Study, told: RecallSessionId, wanted: Wanted) -> None:
    words = "\n".join(going_in_words(what_goes(study, wanted, as_seen_by=study.acting)))
    assert "G-01 · K-417" in words
    assert "2 comments" in words
    wipes(study, wanted)
    assert within(study.folder.root) == within(study.folder.root, OF_THE_OTHER) == []
    assert left(study) == set()
    assert list(study.folder.media.glob("*.flac")) == []
    assert {"recall_session"} <= {stone["table"] for stone in erasure.tombstones(study)}


def test_one_interview_goes_and_the_other_stays(study: Study, told: RecallSessionId) -> None:
    """As after a withdrawal of `nagesprek`: own sound and comments go, the other party's stay."""
    wanted = Wanted(interviews=(told,))
    going = what_goes(study, wanted, as_seen_by=study.acting)
    assert (going.interviews, going.comments, going.names, going.files) == (("G-01 · K-417",), 1, ("N-01",), 1)
    wipes(study, wanted)
    assert within(study.folder.root) == []
    assert texts_read(study, "A") == [OF_THE_OTHER]
    assert [row["name"] for row in conversations.recordings(study)] == ["G-01", "G-02"]
    assert conversations.interviews(study) == []
    assert study.value("SELECT count(*) FROM annotation") == 1  # that of the conversation
    assert study.value("SELECT count(*) FROM global_rating") == 0
    with pytest.raises(UnknownName):
        wipes(study, wanted)


def test_its_sound_alone_can_go(study: Study, told: RecallSessionId) -> None:
    wipes(study, Wanted(("N-01",)))
    assert within(study.folder.root, WORDS[10]) == []
    one = interview(study, told)
    assert (one.sound, one.sound_recording) == (SoundState.GEEN, None)
    assert [said.text for said in record(study, told).comments] == [WORDS[0]]
    assert study.value("SELECT count(*) FROM recall_piece") == 0


def test_with_an_interpreter_goes_what_they_can_be_heard_in(study: Study, told: RecallSessionId) -> None:
    wipes(study, Wanted(persons=(INTERPRETER,)))
    assert within(study.folder.root, WORDS[3], WORDS[10]) == []
    one = interview(study, told)
    assert (one.present, one.sound, one.sound_recording) == ((), SoundState.GEEN, None)
    assert WORDS[0] in texts_read(study, "A")
    assert [row["name"] for row in conversations.recordings(study)] == ["G-01"]  # they were in G-02


def test_what_was_only_arranged_goes_too(study: Study) -> None:
    prepare(study)
    wipes(study, Wanted(("G-01",)))
    assert interviews.of_study(study, study.acting) == []


def test_with_the_study_everything_goes(study: Study, told: RecallSessionId, clock: Clock) -> None:
    path = study.folder.root
    with closing(study):
        pass
    assert erase_study(path, how=Opening(clock=clock)) == ()
    assert not path.exists()
