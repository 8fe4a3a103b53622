"""What becomes of a row when a package is fetched: the whole table of cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.packages import COLUMNS, OWNER, Fate, fate, row_hash

_HASHES = st.sampled_from([None, "x", "y", "z"])


@pytest.mark.parametrize(
    ("base", "there", "here", "becomes"),
    [
        (None, "x", None, Fate.ADDED),
        (None, "x", "x", Fate.SAME),
        (None, "x", "y", Fate.DIFFERENT),
        ("x", "x", "x", Fate.SAME),
        ("x", "y", "x", Fate.CHANGED),
        ("x", None, "x", Fate.REMOVED),
        ("x", "y", "y", Fate.SAME),
        ("x", "x", "y", Fate.DIFFERENT),
        ("x", "y", "z", Fate.DIFFERENT),
        ("x", "y", None, Fate.DIFFERENT),
        ("x", None, "y", Fate.DIFFERENT),
        ("x", None, None, Fate.SAME),
    ],
)
def test_the_fate_of_a_row(base: str | None, there: str | None, here: str | None, becomes: Fate) -> None:
    assert fate(base=base, there=there, here=here) is becomes


@given(_HASHES, _HASHES, _HASHES)
def test_what_was_taken_over_is_the_same_next_time(base: str | None, there: str | None, here: str | None) -> None:
    became = here if fate(base=base, there=there, here=here) in (Fate.SAME, Fate.DIFFERENT) else there
    again = fate(base=there, there=there, here=became)
    assert again in (Fate.SAME, Fate.DIFFERENT)


@given(_HASHES, _HASHES, _HASHES)
def test_what_was_changed_here_is_never_overwritten(base: str | None, there: str | None, here: str | None) -> None:
    if here != base:
        assert fate(base=base, there=there, here=here) in (Fate.SAME, Fate.DIFFERENT)


def test_a_hash_tells_rows_apart_and_not_their_order() -> None:
    assert row_hash({"a": 1, "b": None}) == row_hash({"b": None, "a": 1})
    assert len({row_hash(row) for row in ({"a": 1}, {"a": "1"}, {"a": None}, {"b": 1}, {"a": "\ud800"})}) == 5


def test_every_table_that_is_carried_has_its_columns() -> None:
    assert COLUMNS.keys() == OWNER.keys()
    assert all(owner in COLUMNS[table] for table, owner in OWNER.items())
