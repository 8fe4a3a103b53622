"""The methods paragraph: what was logged, in both languages, and nothing else."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from recall_studio.analysis.recall.dashboard import Material
from recall_studio.analysis.recall.method_facts import UNKNOWABLE, Beside, Coding, MethodFacts, facts_of
from recall_studio.domain.consent import Status
from recall_studio.domain.errors import AccessRefused, BadFile, BadInput
from recall_studio.domain.ids import ParticipantId, RecallMomentId
from recall_studio.domain.recall.interview import PlannedMoment, Present, Record
from recall_studio.domain.recall.kinds import (
    Control,
    EndedReason,
    PlayOrder,
    PromptType,
    Setting,
    ShownAs,
    SoundState,
    Stimulus,
    TimeOrientation,
)
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.domain.study import PersonRole
from recall_studio.domain.words import LANGUAGES, language, speak
from recall_studio.edits.recall import asking
from recall_studio.exchange import recall_phrases as phrases
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.exchange.recall_methods import as_json, in_language, methods, with_program, write_methods
from recall_studio.exchange.recall_phrases import COREQ, MISSING
from recall_studio.store.study import Study
from tests.analysis.recall.records import CASEWORKER, CLIENT, asked, interview, record, said
from tests.exchange import recalled, studies


def read(*records: Record, set_apart: int = 0) -> Material:
    return Material(records, 0, set_apart, {}, (), {}, (), (), default_codebook())


def bare(name: str = "i", **fields: Any) -> Record:
    """An interview of which as little is known as can be."""
    unknown: dict[str, Any] = {
        "delay_h": None,
        "instruction_read": False,
        "instruction_version": None,
        "practice_clip_done": False,
        "control_tried": False,
        "length_ms": None,
        "ended_at": None,
        "place": None,
    }
    return record(of=interview(name, **(unknown | fields)), shown=())


def full() -> MethodFacts:
    """Two interviews of which everything is known."""
    caseworker = record(
        30_000,
        of=interview("m", CASEWORKER, delay_h=60.0, length_ms=2_400_000, order_in_case=2, interviewer="B"),
    )
    answers = {Status.GEGEVEN: 2, Status.GEWEIGERD: 5, Status.INGETROKKEN: 1}
    beside = Beside(Coding("3", 41, 4, 7, 6), answers, ("T0", "T1"))
    return facts_of(read(with_client(), caseworker, set_apart=9), beside)


def with_client() -> Record:
    """Chosen moments, at home, with an interpreter; recorded, and ended early."""
    arranged: dict[str, Any] = {
        "delay_h": 20.0,
        "place": Setting.THUIS,
        "protocol_version": "2.1",
        "stimulus": Stimulus.FRAGMENTEN,
        "method": ChoiceMethod.TIJDSTEEKPROEF,
        "play_order": PlayOrder.GEKOZEN,
        "sound": SoundState.OPGENOMEN,
        "ended_reason": EndedReason.TIJD_OP,
        "present": (
            Present(ParticipantId("t"), "T-001", PersonRole.TOLK),
            Present(ParticipantId("z"), "Z-001", PersonRole.NAASTE),
        ),
        "language": "ar",
    }
    client = record(10_000, 20_000, of=interview("c", **arranged))
    questions = asked(client, PromptType.NEUTRAAL_TOEN, PromptType.NEUTRAAL_TOEN, PromptType.STUREND)
    comments = (
        *said(client, TimeOrientation.TOEN, TimeOrientation.NU, prompt=questions[0]),
        *said(client, TimeOrientation.TOEN, stop=2),
    )
    planned = PlannedMoment(RecallMomentId("p"), 1, 0, 5_000, ChoiceMethod.TIJDSTEEKPROEF, "")
    return replace(client, prompts=questions, comments=comments, moments=(planned,))


def told(found: MethodFacts, tongue: str = "en") -> list[str]:
    return list(in_language(with_program(found), tongue).sentences)


# What is said.


PARAGRAPH = [
    (
        "Video-stimulated recall was used: 2 recall interviews, about 1 recorded conversation and with 2 people, of "
        "which 1 with a client and 1 with a case manager."
    ),
    "The conversations belonged to waves T0 and T1.",
    "Consent to a recall interview was asked of 8 people; 5 refused and 1 withdrew it later.",
    "The interviews were led by 2 interviewers.",
    "The interviews were held at home (n = 1).",
    "Others who were present: a relative (n = 1).",
    "The viewers looked back at selected moments (n = 1) and the whole recording (n = 1).",
    "The recording was played with picture and sound.",
    "No transcript was shown.",
    (
        "Moments were selected by time sampling (n = 1). No moments were selected beforehand in 1 of the 2 "
        "interviews. In total 1 moment was planned beforehand."
    ),
    "Selected moments were shown in an order that was arranged beforehand.",
    "The recording could be stopped by the viewer.",
    "Version 2.1 of the protocol was followed.",
    (
        "The median time between the end of the conversation and the interview was 40.0 hours (n = 2; range 20.0 to "
        "60.0); 1 of these interviews began within 48 hours."
    ),
    "Where both looked back at a conversation, the client did so first.",
    "A fixed instruction (version 1) was given beforehand in both interviews.",
    "Viewers practised with a clip beforehand in both interviews.",
    "The viewer's control was tried beforehand in both interviews.",
    "The interviews were held in “ar” (n = 1) and Dutch (n = 1).",
    "An interpreter was present in 1 of the 2 interviews.",
    # 3 stops in twice 10 minutes shown: 1.5 per 10 minutes.
    (
        "The recording was stopped 3 times in total (1.5 times per 10 minutes of recording shown), 3 times by the "
        "viewer."
    ),
    (
        "The interviewers asked 3 questions (3 from prompt cards, 1 leading), which were kept word for word. By type: "
        "neutral about then (n = 2) and leading (n = 1)."
    ),
    (
        "Viewers made 3 comments, 1 of them without being asked. The comments told of what was thought then (n = 2) "
        "and what is thought now (n = 1)."
    ),
    "The interviews lasted a median of 35.0 minutes (n = 2; range 30.0 to 40.0).",
    "The sound was recorded in 1 of the 2 interviews.",
    "Of the interviews, 1 was ended early: for lack of time.",
    "In addition, 9 interviews were left out because consent was withdrawn.",
    (
        "Of the recordings, 7 were coded by 4 coders with version 3 of the codebook (41 codes in use). Of these, 6 "
        "were coded by two or more coders."
    ),
]


def test_the_whole_paragraph() -> None:
    assert told(full())[:-1] == PARAGRAPH


def test_in_dutch_it_is_dutch_whatever_is_spoken_now() -> None:
    dutch = told(full(), "nl")
    assert dutch[0].startswith("Er is gewerkt met video-stimulated recall: 2 nagesprekken, over 1 opgenomen gesprek")
    assert "40,0 uur (mediaan; n = 2; bereik 20,0 tot 60,0); bij 1 van deze nagesprekken was dat hoogstens" in dutch[13]
    assert language() == "en"
    speak("nl")
    assert told(full(), "en")[0].startswith("Video-stimulated recall was used")
    assert language() == "nl"


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_no_number_is_printed_that_was_not_logged(tongue: str) -> None:
    found = full()
    for fact, sentence in zip(found.facts, told(found, tongue), strict=False):
        logged = numbers_in(json.dumps(dict(fact.values)))
        printed = numbers_in(sentence.replace(",", ".") if tongue == "nl" else sentence)
        # Percentages and the 10 of "per 10 minutes" would be ours; nothing else may be.
        assert printed <= logged | {10.0}, (fact.key, printed - logged)


def numbers_in(said: str) -> set[float]:
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", said)}


def test_nothing_is_said_of_what_was_not_logged() -> None:
    found = facts_of(read(bare()))
    assert [fact.key for fact in found.facts] == [
        "interviews",
        "interviewers",
        "stimulus",
        "shown_as",
        "transcript",
        "selection",
        "control",
        "language",
        "interpreter",
    ]
    said_of_it = " ".join(told(found)).lower()
    for word in (
        "delay",
        "hours",
        "instruction",
        "practised",
        "coder",
        "sound was recorded",
        "question",
        "comment",
        "minutes",
    ):
        assert word not in said_of_it


def test_a_study_without_interviews_has_no_paragraph() -> None:
    found = facts_of(read(set_apart=1), Beside(Coding("1", 41, 2, 3, 1)))
    assert (found, told(found)) == (MethodFacts((), ()), [])


# What is missing.


def test_what_is_missing_is_listed_with_its_number() -> None:
    found = facts_of(read(bare("1"), bare("2", delay_h=4.0), bare("3", instruction_read=True)))
    known = dict(found.missing)
    assert {key: number for key, number in known.items() if number is not None} == {
        "delay": 2,
        "place": 3,
        "instruction": 2,
        "instruction_version": 1,
        "practice_clip_done": 3,
        "protocol": 3,
        "sound": 3,
        "shown": 3,
        "length": 3,
        "coding": 3,
    }
    missing = in_language(with_program(found), "en").missing
    assert "The time between conversation and interview, in 2 of the interviews." in missing


def test_what_no_program_can_know_is_always_listed() -> None:
    for found in (full(), facts_of(read(bare()))):
        assert {key for key, number in found.missing if number is None} == set(UNKNOWABLE)
    assert "Experience and training of the interviewers (COREQ 5)." in in_language(with_program(full()), "en").missing


def test_comments_still_to_be_determined_are_missing() -> None:
    made = record(1_000, of=interview("c", CLIENT))
    waiting = (TimeOrientation.NOG_TE_BEPALEN, TimeOrientation.TOEN, TimeOrientation.NOG_TE_BEPALEN)
    assert dict(facts_of(read(replace(made, comments=said(made, *waiting)))).missing)["then_now"] == 2


def test_every_fact_and_gap_has_its_words() -> None:
    keys = {fact.key for fact in full().facts}
    assert keys | {"software"} >= set(COREQ)
    assert set(UNKNOWABLE) <= set(MISSING)


# A study, and files.


def test_a_study_tells_of_itself(study: Study) -> None:
    recalled.held(study)
    found = methods(study, study.acting, "en")
    assert "2 recall interviews, about 1 recorded conversation and with 2 people" in found.paragraph
    assert "was 24.0 hours (n = 2; range 24.0 to 24.0); 2 of these interviews began within 48 hours." in found.paragraph
    assert "Of the recordings, 1 was coded by 1 coder with version 1.1 of the codebook" in found.paragraph
    assert found.paragraph.endswith(".")


def test_what_was_set_apart_is_in_no_sentence(study: Study) -> None:
    held = recalled.held(study)
    study.perform(asking.change_interview, session=held.client, set_apart=True)
    found = methods(study, study.acting, "en").paragraph
    assert (
        "1 recall interview, about 1 recorded conversation and with 1 person, of which 1 with a case manager" in found
    )
    assert "In addition, 1 interview was left out because consent was withdrawn." in found


def test_every_value_has_words_for_the_middle_of_a_sentence() -> None:
    for words, values in (
        (phrases.PLACES, Setting),
        (phrases.STIMULI, Stimulus),
        (phrases.SHOWN, ShownAs),
        (phrases.STOPPING, Control),
        (phrases.REASONS, EndedReason),
    ):
        assert set(words) == {value.value for value in values}
    assert {*phrases.SELECTED, "hele_video"} == {value.value for value in ChoiceMethod}
    assert {*phrases.QUESTIONS, "geen"} == {value.value for value in PromptType}
    assert {*phrases.ROLES, "tolk"} == {value.value for value in PersonRole}


def test_with_enough_of_them_quartiles_are_told() -> None:
    held = [
        record(of=interview(str(hours), delay_h=float(hours), length_ms=hours * 60_000)) for hours in (10, 20, 30, 100)
    ]
    said = " ".join(told(facts_of(read(*held))))
    # Type 7 of 10, 20, 30, 100: 17.5 and 47.5.
    assert "was 25.0 hours (n = 4; quartiles 17.5 and 47.5; range 10.0 to 100.0); 3 of these" in said
    assert "a median of 25.0 minutes (n = 4; quartiles 17.5 and 47.5; range 10.0 to 100.0)." in said


def test_both_languages_are_in_the_json(study: Study) -> None:
    recalled.held(study)
    found = as_json(study, study.acting)
    first = found["facts"][0]
    assert (first["key"], first["coreq"], first["values"]["n"]) == ("interviews", 12, 2)
    assert first["nl"].startswith("Er is gewerkt")
    assert first["en"].startswith("Video-stimulated")
    assert found["paragraph"]["en"] == " ".join(fact["en"] for fact in found["facts"])
    assert all(gap["nl"] != gap["en"] for gap in found["missing"])


@pytest.mark.parametrize("way", ["txt", "md", "html", "json"])
def test_it_is_written_in_four_ways(study: Study, tmp_path: Path, way: str) -> None:
    recalled.held(study)
    to = tmp_path / "out" / f"methods.{way}"
    write_methods(study, to=to, language="nl")
    written = to.read_text(encoding="utf-8")
    assert "Er is gewerkt met video-stimulated recall" in written
    assert written.startswith({"txt": "Hoe de", "md": "## Hoe de", "html": "<!DOCTYPE html>", "json": "{"}[way])
    assert [path.name for path in to.parent.iterdir()] == [to.name]


def test_signs_are_kept_as_they_are_typed(study: Study) -> None:
    held = recalled.held(study)
    study.perform(asking.change_interview, session=held.client, protocol_version="<b>2*</b>")
    found = methods(study, study.acting, "en")
    assert "<b>2*</b>" in found.text()
    assert "&lt;b&gt;2*&lt;/b&gt;" in found.html()
    assert "\\<b\\>2\\*\\</b\\>" in found.markdown()


def test_a_file_of_somebody_else_is_not_replaced(study: Study, tmp_path: Path) -> None:
    recalled.held(study)
    to = tmp_path / "methods.md"
    to.write_text("mine")
    with pytest.raises(BadFile):
        write_methods(study, to=to, language="nl")
    with pytest.raises(BadInput):
        write_methods(study, to=tmp_path / "methods.docx", language="nl")
    assert to.read_text() == "mine"


def test_the_gate_is_asked(study: Study, tmp_path: Path) -> None:
    recalled.held(study)
    studies.answer(study, recalled.CLIENT, Status.INGETROKKEN, recording="G-001")
    with pytest.raises(AccessRefused):
        write_methods(study, to=tmp_path / "methods.md", language="nl")
