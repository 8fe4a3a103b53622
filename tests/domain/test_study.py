"""Who may see whose coding: the whole table."""

from itertools import product

import pytest

from recall_studio.domain.ids import MemberId
from recall_studio.domain.study import ROLE_WORDS, SETUP_WORDS, PersonRole, Round, SetupItem, may_see_coding

ME, OTHER = MemberId("a"), MemberId("b")


@pytest.mark.parametrize(("round_now", "closed"), list(product(Round, (False, True))))
def test_everybody_sees_their_own_coding(round_now: Round, closed: bool) -> None:
    assert may_see_coding(viewer=ME, coder=ME, round_now=round_now, round_closed=closed)


@pytest.mark.parametrize(("round_now", "closed"), list(product(Round, (False, True))))
def test_only_an_independent_round_hides_the_others_until_it_is_closed(round_now: Round, closed: bool) -> None:
    hidden = round_now is Round.ONAFHANKELIJK and not closed
    assert may_see_coding(viewer=ME, coder=OTHER, round_now=round_now, round_closed=closed) is not hidden


def test_every_role_and_every_set_up_item_has_words() -> None:
    assert set(ROLE_WORDS) == set(PersonRole)
    assert set(SETUP_WORDS) == set(SetupItem)
    assert all(ROLE_WORDS.values())
    assert all(SETUP_WORDS.values())
