"""What was marked while watching along live, on two copies of the same study."""

import shutil
from pathlib import Path

import pytest

from recall_studio.domain.consent import Purpose
from recall_studio.domain.study import PersonRole
from recall_studio.edits.observing import NewLive, add_live, begin_live, end_live
from recall_studio.edits.recording import GivenPerson
from recall_studio.edits.tagging import tag_moment
from recall_studio.store import conversations
from recall_studio.store.study import Study
from tests.exchange.deeds import notes
from tests.exchange.laptops import Laptop
from tests.store.studies import CASE_MANAGER, CLIENT, answer, withdraw

LIVE = "G-09"


@pytest.fixture
def both(a: Laptop, tmp_path: Path) -> tuple[Laptop, Laptop]:
    """A and B, whose whole studies are the same; a conversation is watched along with."""
    with a.open() as study:
        persons = (GivenPerson(CLIENT, PersonRole.KLANT), GivenPerson(CASE_MANAGER, PersonRole.KLANTMANAGER))
        study.perform(add_live, new=NewLive(LIVE, persons))
        for person in (CLIENT, CASE_MANAGER):
            answer(study, person, Purpose.MEEKIJKEN)
    copied = Path(shutil.copytree(a.path, tmp_path / "bij_b" / "Werk.recall"))
    return a, Laptop("B", tmp_path / "bij_b", copied)


def watches(b: Laptop) -> None:
    with b.open() as study:
        study.perform(begin_live, conversation=LIVE)
        b.clock.goes(minutes=10)
        study.perform(tag_moment, recording=LIVE, coder="B", code="taal_vraag", start_ms=60_000, note="live")
        study.perform(end_live, conversation=LIVE)


def length(study: Study) -> int:
    return int(conversations.place(study, LIVE)["duration_ms"])


def test_live_moments_come_with_the_clock_that_they_were_marked_by(both: tuple[Laptop, Laptop]) -> None:
    a, b = both
    watches(b)
    file = b.shares()
    assert a.fetches(file).moments == 1
    assert a.fetches(file).added == 0
    assert "live" in notes(a).values()
    with a.open() as study, b.open() as theirs:
        assert length(study) == length(theirs) == 600_000


def test_without_consent_for_watching_along_they_stay_out(both: tuple[Laptop, Laptop]) -> None:
    a, b = both
    watches(b)
    file = b.shares()
    with a.open() as study:
        withdraw(study, CLIENT, Purpose.MEEKIJKEN)
    assert a.fetches(file).left_out == 1
    with a.open() as study:
        assert study.value("SELECT count(*) FROM live_observation") == 0
    with b.open() as study:
        withdraw(study, CLIENT, Purpose.MEEKIJKEN)
    assert b.reads(b.shares("later.codeerwerk")).count("annotation") == 0
