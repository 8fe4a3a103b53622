"""Coding rounds: who opens and closes them, what being ready means, and what is taken over into consensus."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.moments import GivenMoment
from recall_studio.domain.study import Role, Round
from recall_studio.edits.coding import declare_range, import_moments
from recall_studio.edits.founding import set_member
from recall_studio.edits.marking import note_seen
from recall_studio.edits.rounding import close_round, leave_out, let_code_again, open_round, say_ready, take_over
from recall_studio.edits.tagging import begin_moment, end_moment, remove_moments, tag_moment
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import rounds
from recall_studio.store.study import Study
from tests.edits.moments import change, moments
from tests.edits.setting import Lab, audited, tag

INDEPENDENT = Round.ONAFHANKELIJK


@pytest.fixture
def two(ready: Lab) -> Iterator[tuple[Study, Study]]:
    """A, who leads, and B. Who wrote the consents down does not code."""
    with ready.open() as study:
        study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
        study.perform(set_member, code="I-001", role=Role.PRIVACYBEHEER, person=None)
    with ExitStack() as stack:
        yield stack.enter_context(ready.open()), stack.enter_context(ready.open("B"))


def codes(study: Study, start_ms: int = 1000, end_ms: int | None = None, code: str = "taal") -> AnnotationId:
    """The acting member codes."""
    return tag(study, code, start_ms, end_ms, coder=study.acting.code).id


def seen_coders(study: Study) -> set[str]:
    return {moment.coder for moment in moments(study)}


def test_the_round_opens_to_all_when_everybody_is_ready(two: tuple[Study, Study]) -> None:
    a, b = two
    a.perform(open_round, round_now=INDEPENDENT)
    codes(a), codes(b, 2000)
    assert a.perform(say_ready) is False
    assert (seen_coders(a), seen_coders(b)) == ({"A"}, {"B"})
    assert b.perform(say_ready) is True
    assert seen_coders(a) == seen_coders(b) == {"A", "B"}
    assert a.round_now() == (INDEPENDENT, True)
    assert [row["member"] for row in audited(a, "ronde_klaar")] == ["A", "B"]


def test_the_lead_closes_a_round_with_a_reason(two: tuple[Study, Study]) -> None:
    a, b = two
    a.perform(open_round, round_now=INDEPENDENT)
    codes(b)
    with pytest.raises(BadInput, match="Say why"):
        a.perform(close_round)
    with pytest.raises(AccessRefused, match="Who leads the study"):
        b.perform(close_round, reason="ik wil het zien")
    assert seen_coders(a) == set()
    a.perform(close_round, reason="B is ziek")
    assert seen_coders(a) == {"B"}
    (row,) = audited(a, "ronde_gesloten")[-1:]
    assert rounds.present(a).closed is not None
    assert rounds.present(a).closed.reason == "B is ziek"  # type: ignore[union-attr]
    assert row["row"] == rounds.present(a).closed.id  # type: ignore[union-attr]
    assert "ziek" not in str(row["detail"])


def test_the_next_round_cannot_be_a_way_around(two: tuple[Study, Study]) -> None:
    a, b = two
    a.perform(open_round, round_now=INDEPENDENT)
    with pytest.raises(BadInput, match="still open"):
        a.perform(open_round, round_now=Round.CONSENSUS)
    with pytest.raises(AccessRefused):
        b.perform(open_round, round_now=Round.CONSENSUS)
    assert a.round_now() == (INDEPENDENT, False)


def test_who_is_ready_codes_nothing_more(two: tuple[Study, Study]) -> None:
    a, b = two
    a.perform(open_round, round_now=INDEPENDENT)
    moment = codes(b)
    b.perform(say_ready)
    for refused in (
        lambda: codes(b, 2000),
        lambda: b.perform(begin_moment, recording="G-001", coder="B", code="taal", start_ms=1),
        lambda: b.perform(declare_range, recording="G-001", coder="B", start_ms=0, end_ms=9),
        lambda: b.perform(import_moments, given=[GivenMoment(2, "G-001", "B", "taal", 1, None, None)]),
        lambda: change(b, moment, note="toch"),
        lambda: b.perform(remove_moments, moments=[moment]),
        lambda: b.perform(undo),
    ):
        with pytest.raises(AccessRefused, match="“B” is ready"):
            refused()
    assert [one.id for one in moments(b)] == [moment]
    with pytest.raises(BadInput, match="ready with this already"):
        b.perform(say_ready)
    codes(a)


def test_the_lead_lets_somebody_code_again(two: tuple[Study, Study]) -> None:
    a, b = two
    a.perform(open_round, round_now=INDEPENDENT)
    moment = codes(b)
    b.perform(say_ready)
    with pytest.raises(AccessRefused):
        b.perform(let_code_again, coder="B", reason="vergeten")
    with pytest.raises(BadInput, match="Say why"):
        a.perform(let_code_again, coder="B", reason=" ")
    with pytest.raises(BadInput, match="did not say"):
        a.perform(let_code_again, coder="A", reason="x")
    a.perform(let_code_again, coder="B", reason="één gesprek vergeten")
    change(b, moment, note="toch")
    a.perform(say_ready)
    assert seen_coders(a) == set()
    assert b.perform(say_ready) is True


def test_ready_with_one_conversation(two: tuple[Study, Study]) -> None:
    a, b = two
    a.perform(open_round, round_now=INDEPENDENT)
    moment = codes(b)
    assert b.perform(say_ready, recording="G-001") is False
    with pytest.raises(AccessRefused, match="“B” is ready"):
        change(b, moment, note="toch")
    a.perform(let_code_again, coder="B", reason="fout", recording="G-001")
    change(b, moment, note="toch")


@pytest.mark.parametrize("round_now", Round)
def test_a_closed_round_takes_nothing_in(two: tuple[Study, Study], round_now: Round) -> None:
    a, _b = two
    if round_now is not Round.GEZAMENLIJK:
        a.perform(open_round, round_now=round_now)
    codes(a)
    a.perform(close_round, reason="genoeg")
    with pytest.raises(AccessRefused, match="is over"):
        codes(a, 2000)
    with pytest.raises(AccessRefused, match="is over"):
        a.perform(undo)
    with pytest.raises(BadInput, match="closed already"):
        a.perform(say_ready)
    following = Round.CONSENSUS if round_now is not Round.CONSENSUS else Round.DEFINITIEF
    a.perform(open_round, round_now=following)
    codes(a, 2000)
    with pytest.raises(AccessRefused, match="is over"):
        a.perform(undo, scope=None), a.perform(undo)
    a.perform(redo)


def test_a_round_that_was_closed_goes_on_with_a_reason_and_its_coding_can_change_again(
    two: tuple[Study, Study],
) -> None:
    a, _b = two
    moment = codes(a)
    a.perform(close_round, reason="klaar")
    with pytest.raises(BadInput, match="Say why"):
        a.perform(open_round, round_now=Round.GEZAMENLIJK)
    a.perform(open_round, round_now=Round.GEZAMENLIJK, reason="nog niet klaar")
    change(a, moment, note="verder")
    with pytest.raises(BadInput, match="open already"):
        a.perform(open_round, round_now=Round.GEZAMENLIJK, reason="nog eens")


# For another.


def test_in_an_independent_round_nobody_writes_into_the_coding_of_another(two: tuple[Study, Study]) -> None:
    a, _b = two
    a.perform(open_round, round_now=INDEPENDENT)
    for refused in (
        lambda: tag(a, "taal", 1, coder="B"),
        lambda: tag(a, "taal", 1, coder="nieuw"),
        lambda: a.perform(declare_range, recording="G-001", coder="B", start_ms=0, end_ms=9),
        lambda: a.perform(import_moments, given=[GivenMoment(2, "G-001", "B", "taal", 1, None, None)]),
    ):
        with pytest.raises(AccessRefused, match="codes for themselves"):
            refused()
    assert a.value("SELECT count(*) FROM annotation") == 0
    assert [one.code for one in a.members()] == ["A", "I-001", "B"]


def test_what_was_brought_in_for_another_is_not_told_by_the_history(two: tuple[Study, Study]) -> None:
    from recall_studio.store import journal

    a, _b = two
    given = [
        GivenMoment(2, "G-001", "B", "taal", 1234, None, None),
        GivenMoment(3, "G-001", "A", "disc", 55, None, None),
    ]
    a.perform(import_moments, given=given)
    assert journal.history(a, as_seen_by=a.acting)[-1].changes == 2
    a.perform(open_round, round_now=INDEPENDENT)
    step = journal.history(a, as_seen_by=a.acting)[-1]
    assert (step.changes, step.about) == (1, "disc 00:00:00.055")
    next_one = journal.next_undo(a, a.acting)
    assert next_one is not None
    assert "taal" not in next_one.about


# Stretches that still run.


def begins(study: Study, start_ms: int = 1000) -> AnnotationId:
    begun = study.perform(
        begin_moment, recording="G-001", coder=study.acting.code, code="maat_behoefte", start_ms=start_ms
    )
    return begun.id


def test_who_is_ready_says_what_becomes_of_what_runs(two: tuple[Study, Study]) -> None:
    _a, b = two
    first, second = begins(b), begins(b, 1500)
    with pytest.raises(BadInput, match="2 stretches of yours still run, in G-001"):
        b.perform(say_ready)
    with pytest.raises(BadInput, match="1 stretch"):
        b.perform(say_ready, ended={first: 1800})
    assert all(moment.running for moment in moments(b))
    b.perform(say_ready, ended={first: 1800}, discarded=[second])
    assert [(one.id, one.end_ms, one.running) for one in moments(b)] == [(first, 1800, False)]


def test_what_runs_when_the_lead_closes_is_ended_by_its_coder_where_they_had_seen_it(
    two: tuple[Study, Study],
) -> None:
    a, b = two
    first, second, third = begins(b), begins(b, 1500), begins(b, 2500)
    b.perform(note_seen, recording="G-001", ranges=[(900, 2000)])
    a.perform(close_round, reason="genoeg")
    with pytest.raises(AccessRefused):
        a.perform(end_moment, moment=first, end_ms=1700)
    with pytest.raises(AccessRefused):
        change(b, first, note="toch")
    assert b.perform(end_moment, moment=first, end_ms=1700).end_ms == 1700
    assert b.perform(end_moment, moment=second, end_ms=2900).end_ms == 2000
    assert b.perform(end_moment, moment=third, end_ms=2900).end_ms is None
    with pytest.raises(AccessRefused):
        b.perform(remove_moments, moments=[first])


def test_what_runs_in_a_round_that_is_over_can_be_removed_by_its_coder(two: tuple[Study, Study]) -> None:
    a, b = two
    moment = begins(b)
    a.perform(close_round, reason="genoeg")
    a.perform(open_round, round_now=Round.CONSENSUS)
    b.perform(remove_moments, moments=[moment])
    assert moments(b) == []


# Who takes part.


def test_a_round_waits_for_who_takes_part(two: tuple[Study, Study]) -> None:
    a, b = two
    a.perform(open_round, round_now=INDEPENDENT, coders=["A"])
    with pytest.raises(AccessRefused):
        codes(b)
    assert a.perform(say_ready) is True


def test_a_coder_who_does_not_code_is_left_out_with_a_reason(two: tuple[Study, Study]) -> None:
    a, b = two
    a.perform(open_round, round_now=INDEPENDENT)
    a.perform(say_ready)
    with pytest.raises(AccessRefused):
        b.perform(leave_out, coder="A", reason="x")
    assert a.perform(leave_out, coder="B", reason="is weg") is True
    with pytest.raises(UnknownName):
        a.perform(leave_out, coder="Q", reason="is weg")


def test_a_new_member_does_not_hide_what_was_opened(two: tuple[Study, Study]) -> None:
    a, b = two
    a.perform(open_round, round_now=INDEPENDENT)
    codes(b)
    a.perform(say_ready)
    b.perform(say_ready)
    a.perform(set_member, code="C", role=Role.ONDERZOEK, person=None)
    assert seen_coders(a) == {"B"}


# Consensus.


def test_a_moment_is_taken_over_and_the_original_stays(two: tuple[Study, Study]) -> None:
    a, b = two
    moment = b.perform(
        tag_moment, recording="G-001", coder="B", code="taal_begripscheck", start_ms=1000, note="van B", certainty=2
    ).id
    with pytest.raises(BadInput, match="Nothing is taken over in the round “together”"):
        a.perform(take_over, moment=moment)
    a.perform(open_round, round_now=Round.CONSENSUS)
    a.perform(take_over, moment=moment, reason="B had het eerst")
    original, copy = sorted(moments(a), key=lambda one: one.coder, reverse=True)
    assert (original.coder, original.round, original.note) == ("B", "gezamenlijk", "van B")
    assert (copy.coder, copy.round, copy.note) == ("A", "consensus", "B had het eerst")
    assert (copy.code, copy.start_ms, copy.certainty) == (original.code, original.start_ms, original.certainty)
    with pytest.raises(BadInput, match="stands there already"):
        b.perform(take_over, moment=moment)
    with pytest.raises(BadInput, match="belongs to this round"):
        a.perform(take_over, moment=copy.id)
    a.perform(undo)
    assert [one.id for one in moments(a)] == [moment]


def test_in_consensus_the_lead_changes_what_others_decided_and_nobody_the_originals(two: tuple[Study, Study]) -> None:
    a, b = two
    original = codes(b)
    a.perform(open_round, round_now=Round.CONSENSUS)
    decided = codes(b, 2000)
    change(a, decided, note="samen")
    for study in two:
        with pytest.raises(AccessRefused, match="The round “together” is over"):
            change(study, original, note="achteraf")
