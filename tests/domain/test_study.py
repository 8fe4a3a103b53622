"""The kinds, roles and rounds of a study have words."""

from recall_studio.domain.study import ROLE_WORDS, SETUP_WORDS, PersonRole, SetupItem


def test_every_role_and_every_set_up_item_has_words() -> None:
    assert set(ROLE_WORDS) == set(PersonRole)
    assert set(SETUP_WORDS) == set(SetupItem)
    assert all(ROLE_WORDS.values())
    assert all(SETUP_WORDS.values())
