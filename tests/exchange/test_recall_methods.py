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
    EndedReason,
    PlayOrder,
    PromptType,
    Setting,
    SoundState,
    Stimulus,
    TimeOrientation,
)
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.domain.study import PersonRole
from recall_studio.domain.words import LANGUAGES, language, speak
from recall_studio.edits.recall import asking
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.exchange.recall_methods import as_json, in_language, methods, with_program, write_methods
from recall_studio.exchange.recall_sentences import COREQ, MISSING
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
        "present": (Present(ParticipantId("t"), "T-001", PersonRole.TOLK),),
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
        "Video-stimulated recall was used: 2 recall interviews about 1 recorded conversation with 2 people, "
        "1 with a client and 1 with a case manager."
    ),
    "The conversations were of these waves: T0 and T1.",
    "8 people were asked for consent to a recall interview; 5 said no and 1 withdrew later.",
    "2 interviewers led them.",
    "They were held at home (1).",
    "Others who were present: interpreter (1).",
    "What was looked back at: chosen moments (1) and the whole recording (1).",
    "It was shown as: picture and sound (2).",
    "No transcript was shown.",
    "Moments were chosen so: whole recording (1) and time sample (1). 1 moment was planned beforehand.",
    (
        "Chosen moments were shown as they were arranged in 1 of 1 interviews, and else in the order of the "
        "conversation."
    ),
    "The recording could be stopped by: the viewer (2).",
    "They followed version 2.1 of the protocol.",
    (
        "Between the end of the conversation and the interview lay 40.0 hours (median of 2; range 20.0 to 60.0); "
        "1 began within 48 hours."
    ),
    "Of the conversations that both looked back at, the client was first in 1 and the case manager in 0.",
    "The instruction was given in 2 of 2 interviews. Its version was 1.",
    "Viewers practised with a clip in 2 of 2 interviews.",
    "The viewer's control was tried beforehand in 2 of 2 interviews.",
    "Languages: ar (1) and Dutch (1).",
    "An interpreter was there in 1 of 2 interviews.",
    # 3 stops in twice 10 minutes shown: 1.5 per 10 minutes.
    "3 stops were made, 3 of them by the viewer. That is 1.5 per 10 minutes of recording shown.",
    (
        "3 questions were asked and kept word for word, 3 of them from prompt cards, 1 of them leading. By type: "
        "neutral, about then (2) and leading (1)."
    ),
    (
        "3 comments were made, 1 of them without a question. Told as thought then: 2; as thought now: 1; as both: "
        "0; unclear: 0."
    ),
    "Interviews lasted 35.0 minutes (median of 2; range 30.0 to 40.0).",
    "The sound of 1 of 2 interviews was recorded.",
    "1 interview ended early: there was no more time (1).",
    "9 interviews more are left out, because consent was withdrawn.",
    (
        "4 coders coded 7 of the recordings with version 3 of the codebook (41 codes in use). Two or more "
        "coded 6 of them."
    ),
]


def test_the_whole_paragraph() -> None:
    assert told(full())[:-1] == PARAGRAPH


def test_in_dutch_it_is_dutch_whatever_is_spoken_now() -> None:
    dutch = told(full(), "nl")
    assert dutch[0].startswith("Er is gewerkt met video-stimulated recall: 2 nagesprekken over 1 opgenomen gesprek")
    assert "40,0 uur (mediaan van 2; bereik 20,0 tot 60,0)" in dutch[13]
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
    for word in ("delay", "hours", "instruction", "practised", "coder", "sound of", "question", "comment", "minutes"):
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
    assert "2 recall interviews about 1 recorded conversation with 2 people" in found.paragraph
    assert "lay 24.0 hours (median of 2; range 24.0 to 24.0); 2 began within 48 hours." in found.paragraph
    assert "1 coder coded 1 of the recordings with version 1.1 of the codebook" in found.paragraph
    assert found.paragraph.endswith(".")


def test_what_was_set_apart_is_in_no_sentence(study: Study) -> None:
    held = recalled.held(study)
    study.perform(asking.change_interview, session=held.client, set_apart=True)
    found = methods(study, study.acting, "en").paragraph
    assert "1 recall interview about 1 recorded conversation with 1 person, 0 with a client" in found
    assert "1 interview more is left out, because consent was withdrawn." in found


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
