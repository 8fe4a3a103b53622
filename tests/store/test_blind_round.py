"""While an independent round runs, everybody sees their own coding alone: moments, ranges and history."""

import pytest

from recall_studio.domain.study import Round
from recall_studio.edits.coding import declare_range
from recall_studio.store import journal, ranges
from recall_studio.store.study import Study
from tests.store.conftest import Opens
from tests.store.studies import enter, moments, tag, with_step

OTHERS = [one for one in Round if one is not Round.ONAFHANKELIJK]


@pytest.fixture
def two(opens: Opens) -> tuple[Study, Study]:
    """A and B, who each coded the same stretch."""
    a, b = opens("A"), opens("B")
    for study in (a, b):
        tag(study, "werk", 2_000)
        study.perform(
            declare_range, recording="G-01", coder=study.acting.code, start_ms=0, end_ms=9_000, codes=["werk"]
        )
    return a, b


def coders_seen(study: Study) -> dict[str, set[str]]:
    """Whose work of each kind the acting member sees."""
    return {
        "moments": {coder for coder, *_rest in moments(study)},
        "ranges": {found.coder for found in ranges.coded_ranges(study, as_seen_by=study.acting)},
        "history": {step.author for step in journal.history(study, as_seen_by=study.acting)},
    }


def close_round(study: Study) -> None:
    with_step(
        study,
        lambda writing: writing.insert(
            "round_state",
            {"id": "end", "round": "onafhankelijk", "state": "gesloten", "member": writing.acting.id, "at": "2026"},
        ),
    )


def everywhere(*coders: str) -> dict[str, set[str]]:
    return {kind: set(coders) for kind in ("moments", "ranges", "history")}


@pytest.mark.parametrize("round_now", OTHERS)
def test_in_any_other_round_everybody_sees_everything(two: tuple[Study, Study], round_now: Round) -> None:
    enter(two[0], round_now)
    assert [coders_seen(study) for study in two] == [everywhere("A", "B")] * 2


def test_in_an_independent_round_everybody_sees_their_own_work(two: tuple[Study, Study]) -> None:
    enter(two[0], Round.ONAFHANKELIJK)
    assert [coders_seen(study) for study in two] == [everywhere("A"), everywhere("B")]


def test_when_it_is_closed_everything_is_seen(two: tuple[Study, Study]) -> None:
    enter(two[0], Round.ONAFHANKELIJK)
    close_round(two[0])
    assert [coders_seen(study) for study in two] == [everywhere("A", "B")] * 2


def test_who_is_ready_does_not_open_the_round(two: tuple[Study, Study]) -> None:
    enter(two[0], Round.ONAFHANKELIJK)
    ready = {"id": "ready", "round": "onafhankelijk", "state": "klaar", "at": "2026"}
    with_step(two[0], lambda writing: writing.insert("round_state", {**ready, "member": writing.acting.id}))
    assert coders_seen(two[0]) == everywhere("A")


def test_asking_for_another_by_name_does_not_help(two: tuple[Study, Study]) -> None:
    a, _b = two
    assert len(journal.history(a, as_seen_by=a.acting, author="B")) == 2
    enter(a, Round.ONAFHANKELIJK)
    assert journal.history(a, as_seen_by=a.acting, author="B") == []


def test_the_latest_own_steps_are_there_however_much_others_did_since(two: tuple[Study, Study]) -> None:
    a, b = two
    enter(a, Round.ONAFHANKELIJK)
    for start_ms in range(20):
        tag(b, "werk", start_ms)
    seen = journal.history(a, as_seen_by=a.acting, limit=2)
    assert [(step.author, step.label) for step in seen] == [("A", "Tag moment"), ("A", "Declare as coded")]
