"""Who may see and change whose coding, and what the record of rounds comes to: the whole table."""

from itertools import product

import pytest

from recall_studio.domain.ids import ConversationId, MemberId
from recall_studio.domain.rounds import (
    MEANINGS,
    NEXT,
    CodingRound,
    Entry,
    Held,
    Said,
    held_new,
    held_there,
    is_blind,
    meaning,
    rounds_of,
)
from recall_studio.domain.study import TOGETHER, Member, Role, Round

ME, OTHER = MemberId("a"), MemberId("b")
HERE = ConversationId("here")
LEAD = Member(ME, "A", Role.ONDERZOEK, lead=True, participant_id=None)
CODER = Member(ME, "A", Role.ONDERZOEK, lead=False, participant_id=None)
WATCHER = Member(MemberId("c"), "C", Role.PRIVACYBEHEER, lead=False, participant_id=None)
EVERY = list(product(Round, (False, True)))


def line(said: Said, round_now: Round, member: MemberId = ME, where: ConversationId | None = None) -> Entry:
    return Entry("x", round_now, said, where, member, None, "2026")


def standing(round_now: Round, *said: Entry, closed: bool = False) -> CodingRound:
    record = [line(Said.OPEN, round_now), *said, *([line(Said.CLOSED, round_now)] if closed else [])]
    return rounds_of(record)[-1]


@pytest.mark.parametrize(("round_now", "closed"), EVERY)
def test_only_an_independent_round_hides_the_others_until_it_is_closed(round_now: Round, closed: bool) -> None:
    hidden = round_now is Round.ONAFHANKELIJK and not closed
    assert is_blind(round_now, closed=closed) is hidden
    assert standing(round_now, closed=closed).is_blind is hidden


@pytest.mark.parametrize(("round_now", "closed"), EVERY)
def test_in_a_closed_round_nothing_is_coded(round_now: Round, closed: bool) -> None:
    held = held_new(standing(round_now, closed=closed), member=LEAD, coder=ME, conversation=HERE)
    assert held is (Held.OVER if closed else Held.NOT)


@pytest.mark.parametrize("round_now", Round)
def test_in_an_independent_round_nobody_codes_for_another(round_now: Round) -> None:
    held = held_new(standing(round_now), member=LEAD, coder=OTHER, conversation=HERE)
    assert held is (Held.ALONE if round_now is Round.ONAFHANKELIJK else Held.NOT)


@pytest.mark.parametrize(("round_now", "member"), list(product(Round, (LEAD, CODER))))
def test_an_original_is_changed_by_its_coder_and_together_by_the_lead(round_now: Round, member: Member) -> None:
    def held(coder: MemberId, coded_in: Round = round_now) -> Held:
        now = standing(round_now)
        return held_there(now, member=member, coder=coder, coded_in=coded_in, conversation=HERE)

    assert held(ME) is Held.NOT
    assert (held(OTHER) is Held.NOT) is (member.lead and round_now in TOGETHER)
    assert {held(ME, other) for other in Round if other is not round_now} == {Held.OVER}


def test_who_is_ready_changes_nothing_any_more() -> None:
    now = standing(Round.ONAFHANKELIJK, line(Said.READY, Round.ONAFHANKELIJK))
    assert held_new(now, member=CODER, coder=ME, conversation=HERE) is Held.READY
    assert held_there(now, member=CODER, coder=ME, coded_in=Round.ONAFHANKELIJK, conversation=HERE) is Held.READY


def test_who_is_ready_with_one_conversation_codes_on_in_another() -> None:
    now = standing(Round.OEFENEN, line(Said.READY, Round.OEFENEN, where=HERE))
    assert held_new(now, member=CODER, coder=ME, conversation=HERE) is Held.READY
    assert held_new(now, member=CODER, coder=ME, conversation=ConversationId("there")) is Held.NOT
    assert now.waits_for([CODER]) == [CODER]


def test_who_was_let_in_again_codes_again() -> None:
    ready, again = line(Said.READY, Round.OEFENEN), line(Said.OPEN, Round.OEFENEN)
    there = line(Said.READY, Round.OEFENEN, where=HERE)
    assert standing(Round.OEFENEN, ready).is_ready(ME)
    assert not standing(Round.OEFENEN, ready, again).is_ready(ME)
    still = standing(Round.OEFENEN, ready, there, again)
    assert (still.is_ready(ME), still.is_ready(ME, HERE)) == (False, True)
    assert not standing(Round.OEFENEN, there, line(Said.OPEN, Round.OEFENEN, where=HERE)).is_ready(ME, HERE)


def test_a_round_waits_for_those_who_code_and_for_nobody_else() -> None:
    other = Member(OTHER, "B", Role.ONDERZOEK, lead=False, participant_id=None)
    now = standing(Round.ONAFHANKELIJK, line(Said.READY, Round.ONAFHANKELIJK))
    assert now.waits_for([LEAD, other, WATCHER]) == [other]


def test_a_round_that_is_opened_after_it_was_closed_is_a_new_one() -> None:
    independent = Round.ONAFHANKELIJK
    record = [
        line(Said.OPEN, Round.GEZAMENLIJK),
        line(Said.OPEN, independent),
        line(Said.READY, independent),
        line(Said.CLOSED, independent),
        line(Said.OPEN, independent),
    ]
    found = rounds_of(record)
    assert [(one.round, one.is_closed) for one in found] == [
        (Round.GEZAMENLIJK, False),
        (independent, True),
        (independent, False),
    ]
    assert found[-1].ready == {}


def test_every_round_says_what_it_means_and_what_follows() -> None:
    assert set(MEANINGS) == set(NEXT) == set(Round)
    assert len({meaning(one) for one in Round}) == len(Round)
