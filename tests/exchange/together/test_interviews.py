"""Recall interviews stay where they were held: nothing of them travels with coders' work, on either side."""

import dataclasses
from pathlib import Path

import pytest

from recall_studio.domain.consent import Purpose
from recall_studio.domain.ids import RecallSessionId
from recall_studio.domain.memos import About, MemoKind, Subject
from recall_studio.domain.packages import Fate
from recall_studio.domain.study import SetupItem
from recall_studio.edits.collecting import collect_package, look_at_package
from recall_studio.edits.founding import set_setup_item
from recall_studio.edits.memoing import write_memo
from recall_studio.exchange.coder_package import share_coding
from recall_studio.store import wholeness
from recall_studio.store.study import Study
from tests.edits.recall.interviewing import held, sounds
from tests.exchange.laptops import Laptop, founds, receives, work_in
from tests.store.studies import CASE_MANAGER, CLIENT, answer, tag

SAID = "lindebloesem"


@pytest.fixture
def lead(tmp_path: Path) -> Laptop:
    return founds(tmp_path / "A")


@pytest.fixture
def coder(lead: Laptop, tmp_path: Path) -> Laptop:
    return receives(lead.assigns("B"), coder="B", home=tmp_path / "B")


def interviewed(study: Study) -> RecallSessionId:
    """An interview about G-01 with sound of its own, N-01."""
    for item in SetupItem:
        study.perform(set_setup_item, item=item, done=True)
    for person in (CLIENT, CASE_MANAGER):
        answer(study, person, Purpose.NAGESPREK, recording="G-01")
    session = held(study, CLIENT, SAID)
    sounds(study, session)
    return session


def on(study: Study, moment: str, text: str) -> None:
    study.perform(write_memo, about=About(Subject.MOMENT, moment), kind=MemoKind.THEORIE, text=text)


def test_a_memo_on_a_colleagues_moment_in_an_interview_stays(lead: Laptop) -> None:
    with lead.open() as study:
        interviewed(study)
        in_interview = tag(study, "werk", recording="N-01")
        in_conversation = tag(study, "werk")
    with lead.open("B") as study:
        on(study, in_interview, "Hier zegt zij lindebloesem.")
        on(study, in_conversation, "Gewoon.")
        share_coding(study, to=lead.home / "B.codeerwerk")
    package = lead.reads(lead.home / "B.codeerwerk")
    assert [row["text"] for row in package.rows["memo"]] == ["Gewoon."]


@pytest.mark.parametrize("held_at", ["lead", "coder"])
def test_work_is_fetched_where_one_side_held_interviews(lead: Laptop, coder: Laptop, held_at: str) -> None:
    with (lead if held_at == "lead" else coder).open() as study:
        session = interviewed(study)
        tag(study, "werk", recording="N-01")
        kept = study.value("SELECT count(*) FROM annotation WHERE recall_session_id = ?", (session,))
    with coder.open() as study:
        tag(study, "werk", 7_000)
    file = coder.shares()
    assert [row["start_ms"] for row in coder.reads(file).rows["annotation"]] == [7_000]
    lead.fetches(file)
    assert lead.looks(file).changes_nothing
    with (lead if held_at == "lead" else coder).open() as study:
        assert study.value("SELECT count(*) FROM annotation WHERE recall_session_id = ?", (session,)) == kept == 1
        assert list(wholeness.problems(study)) == []


def test_moments_that_claim_to_lie_in_an_interview_stay_out(lead: Laptop, coder: Laptop) -> None:
    """Nothing that the program writes; a file from elsewhere can say anything."""
    with lead.open() as study:
        session = interviewed(study)
        sound = study.value("SELECT id FROM recording WHERE name = 'N-01'")
    with coder.open() as study:
        tag(study, "werk", 7_000)
    package = coder.reads(coder.shares())
    (row,) = package.rows["annotation"]
    rows = (
        {**row, "recall_session_id": session},
        {**row, "id": row["id"][:-1] + "x", "layer": "nagesprek"},
        {**row, "id": row["id"][:-1] + "y", "layer": "nagesprek", "recall_session_id": session, "recording_id": sound},
    )
    forged = dataclasses.replace(package, rows={**package.rows, "annotation": rows})
    with lead.open() as study:
        before = work_in(study)
        look = study.perform(look_at_package, package=forged)
        study.perform(collect_package, package=forged)
        assert work_in(study) == before
        assert look.count(Fate.LEFT_OUT, "annotation") == 3
        assert "those stay where they were held" in look.entries[-1].reason
