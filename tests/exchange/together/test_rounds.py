"""Fetching while a round is blind, and who is ready."""

from pathlib import Path

import pytest

from recall_studio.domain.packages import Choice
from recall_studio.domain.study import Round
from recall_studio.edits.rounding import let_code_again, say_ready
from recall_studio.edits.undoing import undo
from recall_studio.store import journal
from tests.exchange.deeds import codes_much, invents, notes
from tests.exchange.laptops import Laptop, receives
from tests.store.studies import enter, moments, tag

# Rounds.


@pytest.fixture
def blind(a: Laptop, tmp_path: Path) -> Laptop:
    """B's computer, of a study that stands in an independent round."""
    with a.open() as study:
        enter(study, Round.ONAFHANKELIJK)
    return receives(a.assigns("B"), coder="B", home=tmp_path / "blind")


def test_in_a_blind_round_work_comes_in_unseen(a: Laptop, blind: Laptop) -> None:
    codes_much(blind)
    file = blind.shares()
    look = a.looks(file)
    assert look.blind
    assert look.entries == ()
    assert not look.changes_nothing
    assert (look.counts, look.recordings) == ({}, {})
    assert a.fetches(file).added == 6
    with a.open() as study:
        assert [coder for coder, *_rest in moments(study)] == ["A"]
        step = journal.next_undo(study, study.acting)
        assert step is not None
        assert step.about == ""
    a.does(undo)
    assert len(notes(a)) == 1


def test_codes_of_ones_own_wait_for_the_end_of_a_blind_round(a: Laptop, blind: Laptop) -> None:
    invents(blind, "werk_droom")
    with blind.open() as study:
        made = tag(study, "werk_droom", 4_000)
    file = blind.shares()
    assert a.looks(file).undecided == ()
    done = a.fetches(file)
    assert done.left_out == 1
    assert any("once the round is over" in notice for notice in done.notices)
    with a.open() as study:
        enter(study, Round.CONSENSUS)
    a.fetches(file, choices={"werk_droom": Choice.PROVISIONAL})
    assert made in notes(a)


def test_when_all_are_ready_the_round_closes_and_the_work_is_seen(a: Laptop, blind: Laptop) -> None:
    with blind.open() as study:
        tag(study, start_ms=1_000)
        assert not study.perform(say_ready)
    a.does(say_ready)
    done = a.fetches(blind.shares())
    assert any("Everybody is ready" in notice for notice in done.notices)
    with a.open() as study:
        assert ("B", "taal_vraag", 1_000, None) in moments(study)


def test_who_only_says_ready_is_not_told_as_nothing(a: Laptop, blind: Laptop) -> None:
    with blind.open() as study:
        tag(study, start_ms=1_000)
    assert not a.fetches(blind.shares()).is_ready
    blind.does(say_ready)
    done = a.fetches(blind.shares())
    assert (done.is_ready, done.added, done.changed, done.removed) == (True, 0, 0, 0)


def test_a_word_that_the_lead_took_back_is_not_brought_in_again(a: Laptop, blind: Laptop) -> None:
    with blind.open() as study:
        tag(study, start_ms=1_000)
        study.perform(say_ready)
    file = blind.shares()
    a.fetches(file)
    a.clock.goes(minutes=5)
    a.does(let_code_again, coder="B", reason="nog eens kijken")
    a.fetches(file)
    a.does(say_ready)
    with a.open() as study:
        assert study.round_now() == (Round.ONAFHANKELIJK, False)


def test_work_of_a_round_that_is_over_is_taken_back_all_the_same(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    file = b.shares()
    with a.open() as study:
        enter(study, Round.CONSENSUS)
    done = a.fetches(file)
    assert any("another round" in notice for notice in done.notices)
    a.does(undo)
    assert len(notes(a)) == 1
