"""Erasing reaches what hangs on a conversation in other ways: marked live, chosen, thought of, fetched from others."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlcipher3

from recall_studio.domain.consent import Purpose
from recall_studio.domain.erasing import Reason
from recall_studio.domain.errors import DiskFull, UnknownName
from recall_studio.domain.memos import MemoKind, Subject
from recall_studio.domain.packages import Package
from recall_studio.domain.sampling import ChoiceMethod, ChoicePurpose
from recall_studio.domain.study import Role, Round
from recall_studio.edits.collecting import collect_package
from recall_studio.edits.erasing import Wanted, erase, what_goes
from recall_studio.edits.founding import set_member
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.memoing import about_named, write_memo
from recall_studio.edits.rounding import let_code_again, open_round, say_ready
from recall_studio.edits.selecting import choose_moments
from recall_studio.exchange.coder_package import read_package, share_coding
from recall_studio.store import conversations, erasure, rounds
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.edits.live import LIVE, Watch, adds_live, begins, ends, with_watch
from tests.edits.setting import Lab, add, answer, tag

WORDS = ("waterhoen", "lindebloesem", "kruidnagel", "stroopwafel", "zeepaardje")
"""The notes of a moment and of a mark, a memo on the conversation, one on its case, why moments were chosen."""


def within(path: Path, words: tuple[str, ...]) -> list[str]:
    """Which of the words are anywhere in the folder."""
    everything = b"".join(place.read_bytes() for place in path.rglob("*") if place.is_file())
    return [word for word in words if word.encode() in everything]


def wipes(study: Study, *recordings: str, live: tuple[str, ...] = (), persons: tuple[str, ...] = ()) -> None:
    study.perform(erase, wanted=Wanted(recordings, live, persons), reason=Reason.VERZOEK, key=study.key)


@dataclass
class Watched:
    """A study with a conversation that was watched along live, full of words, and its clock."""

    lab: Lab
    watch: Watch


@pytest.fixture
def watched(lab: Lab) -> Watched:
    live, watch = with_watch(lab)
    with live.open() as study:
        adds_live(study, Purpose.MEEKIJKEN, Purpose.ONDERZOEK)
        begins(study)
        watch.passes(10)
        tag(study, recording=LIVE, start_ms=1_000, note=WORDS[0])
        study.perform(mark_discuss, recording=LIVE, at_ms=2_000, note=WORDS[1])
        memo(study, Subject.CONVERSATION, LIVE, WORDS[2])
        ends(study)
    return Watched(live, watch)


def memo(study: Study, subject: Subject, name: str, text: str) -> None:
    study.perform(write_memo, about=about_named(study, subject, name), kind=MemoKind.REFLECTIE, text=text)


def test_a_conversation_watched_along_live_goes_to_the_last_byte(watched: Watched) -> None:
    with watched.lab.open() as study:
        assert within(study.folder.root, WORDS[:3]) == list(WORDS[:3])
        told = what_goes(study, Wanted(live=(LIVE,)), as_seen_by=study.acting)
        assert (told.names, told.moments, told.marks, told.memos) == ((LIVE,), 1, 1, 1)
        wipes(study, live=(LIVE,))
        assert study.value("SELECT count(*) FROM live_observation") == 0
        assert conversations.live(study) == []
    assert within(watched.lab.path, (*WORDS[:3], LIVE)) == []


def test_moments_that_were_chosen_and_memos_on_the_case_go_with_the_person(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        for person in ("K-001", "M-001"):
            answer(study, person)
        case = conversations.cases(study)[0]["code"]
        memo(study, Subject.CASE, case, WORDS[3])
        study.perform(
            choose_moments,
            recording="G-001",
            purpose=ChoicePurpose.NAGESPREK,
            method=ChoiceMethod.INTERVIEWER_KIEST,
            stretches=[(0, 500)],
            why=WORDS[4],
        )
        assert within(lab.path, WORDS[3:]) == list(WORDS[3:])
        wipes(study, persons=("K-001",))
    assert within(lab.path, WORDS[3:]) == []


def test_what_is_erased_cannot_be_named_again(watched: Watched) -> None:
    with watched.lab.open() as study:
        wipes(study, live=(LIVE,), persons=("K-001",))
        talk = study.value("SELECT name FROM conversation")
        with pytest.raises(UnknownName):
            wipes(study, live=(talk,))
        person = study.value("SELECT max(pseudonym) FROM participant")
        with pytest.raises(UnknownName):
            wipes(study, persons=(person,))


def test_why_somebody_may_code_again_goes_with_the_conversation(ready: Lab) -> None:
    with ready.open() as study:
        study.perform(open_round, round_now=Round.ONAFHANKELIJK, reason="blijft")
        study.perform(say_ready, recording="G-001")
        study.perform(let_code_again, coder="A", recording="G-001", reason=WORDS[0])
        wipes(study, "G-001")
        assert [line.reason for line in rounds.record(study)][-3:] == ["blijft", None, ""]
        with pytest.raises(sqlcipher3.IntegrityError, match="never changed"):
            study.perform(_overwrite_the_record)
    assert within(ready.path, WORDS[:1]) == []


def _overwrite_the_record(study: Writing) -> None:
    with study.step("Try"):
        study.execute("UPDATE round_state SET reason = 'anders'")


Colleague = Callable[[], Package]


@pytest.fixture
def colleague(watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Colleague:
    """B, on another computer, with a copy of the study in which they marked the conversation too."""
    lab, copy = watched.lab, tmp_path / "elders" / "Proef.recall"
    with lab.open() as study:
        study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
    shutil.copytree(lab.path, copy)

    def shares() -> Package:
        with monkeypatch.context() as there:
            there.setenv("RECALL_STUDIO_STATE", str(tmp_path / "elders" / "state"))
            with closing(open_study(copy, Opening(acting_as="B", clock=watched.watch))) as study:
                tag(study, recording=LIVE, coder="B", start_ms=3_000, note=WORDS[4])
                memo(study, Subject.CONVERSATION, LIVE, WORDS[3])
                share_coding(study, to=tmp_path / "B.codeerwerk")
                return read_package(tmp_path / "B.codeerwerk", study=study.facts().id, key=study.key)

    return shares


def test_fetching_a_colleagues_work_brings_nothing_back(watched: Watched, colleague: Colleague) -> None:
    package = colleague()
    with watched.lab.open() as study:
        assert study.perform(collect_package, package=package).added == 2
        wipes(study, live=(LIVE,))
        remembered = study.value("SELECT content FROM collected")
        assert not any(json.loads(remembered)["rows"].values())
        again = study.perform(collect_package, package=package)
        assert (again.added, again.different, again.left_out) == (0, 0, 2)
        assert study.value("SELECT count(*) FROM annotation") == study.value("SELECT count(*) FROM memo") == 0
    assert within(watched.lab.path, WORDS) == []


def test_a_study_whose_erasing_cannot_be_finished_is_not_left_half_open(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_study: object) -> None:
        raise DiskFull("vol", remedy="ruim op")

    with watched.lab.open() as study, monkeypatch.context() as patch:
        patch.setattr(erasure, "_rebuild", full)
        with pytest.raises(DiskFull):
            wipes(study, live=(LIVE,))
    with monkeypatch.context() as patch:
        patch.setattr(erasure, "_rebuild", full)
        with pytest.raises(DiskFull):
            open_study(watched.lab.path, Opening())
    assert list(watched.lab.path.glob("study.sqlite-*")) == []  # nobody has it open
    with watched.lab.open() as study:
        assert erasure.unfinished(study) is None
    assert within(watched.lab.path, WORDS) == []
