"""Codes that mean something else there, or are not here: nothing comes in before they are decided."""

from pathlib import Path

import pytest

from recall_studio.domain.packages import Choice
from recall_studio.edits.collecting import CodesDifferError
from recall_studio.edits.undoing import undo
from recall_studio.store.writing import Writing
from tests.exchange.deeds import codes_much, invents, notes
from tests.exchange.laptops import Laptop
from tests.store.studies import moments, tag, with_step

# Codes that are others there.


def redefine(laptop: Laptop, key: str, definition: str) -> None:
    with laptop.open() as study:
        with_step(
            study, lambda writing: writing.execute("UPDATE code SET definition_nl = ? WHERE key = ?", (definition, key))
        )


@pytest.fixture
def redefined(a: Laptop, b: Laptop) -> Path:
    """B coded with a code that means something else there."""
    redefine(b, "taal_vraag", "elke vraag, ook een retorische")
    codes_much(b)
    return b.shares()


def test_nothing_comes_in_before_the_codes_that_differ_are_decided(a: Laptop, redefined: Path) -> None:
    look = a.looks(redefined)
    (difference,) = look.undecided
    assert difference.key == "taal_vraag"
    assert difference.moments == 1
    assert difference.choices == (Choice.MINE, Choice.PROVISIONAL, Choice.SKIP)
    assert difference.here is not None
    assert (difference.here["definition_nl"], difference.there["definition_nl"]) == (
        "",
        "elke vraag, ook een retorische",
    )
    before = a.holds()
    with pytest.raises(CodesDifferError, match="taal_vraag"):
        a.fetches(redefined)
    assert a.holds() == before


@pytest.mark.parametrize(
    ("choice", "code"), [(Choice.MINE, "taal_vraag"), (Choice.PROVISIONAL, "taal_vraag_b"), (Choice.SKIP, None)]
)
def test_each_choice_is_kept_and_not_asked_again(a: Laptop, redefined: Path, choice: Choice, code: str | None) -> None:
    a.fetches(redefined, choices={"taal_vraag": choice})
    with a.open() as study:
        assert [found for coder, found, start, _end in moments(study) if start == 1_000] == ([code] if code else [])
    assert a.looks(redefined).undecided == ()
    assert a.fetches(redefined).added == 0


def test_a_provisional_code_goes_with_the_step_that_brought_it(a: Laptop, redefined: Path) -> None:
    a.fetches(redefined, choices={"taal_vraag": Choice.PROVISIONAL})
    with a.open() as study:
        row = study.rows("SELECT * FROM code WHERE key = 'taal_vraag_b'")[0]
        assert (row["provisional"], row["definition_nl"]) == (1, "elke vraag, ook een retorische")
    a.does(undo)
    with a.open() as study:
        assert study.value("SELECT count(*) FROM code WHERE key = 'taal_vraag_b'") == 0
    assert a.looks(redefined).undecided


def test_a_code_of_ones_own_comes_along_or_stays_out(a: Laptop, b: Laptop) -> None:
    invents(b, "werk_droom")
    with b.open() as study:
        made = tag(study, "werk_droom", 4_000)
    file = b.shares()
    (difference,) = a.looks(file).undecided
    assert difference.here is None
    assert difference.choices == (Choice.PROVISIONAL, Choice.SKIP)
    with pytest.raises(CodesDifferError):
        a.fetches(file, choices={"werk_droom": Choice.MINE})
    a.fetches(file, choices={"werk_droom": Choice.PROVISIONAL})
    assert made in notes(a)
    with a.open() as study:
        assert ("B", "werk_droom", 4_000, None) in moments(study)


def test_spelling_and_colour_are_no_difference(a: Laptop, b: Laptop) -> None:
    with b.open() as study:
        with_step(study, lambda writing: writing.execute("UPDATE code SET label_nl = 'Vraagje', color = '#123456'"))
    codes_much(b)
    assert a.looks(b.shares()).undecided == ()


def test_another_version_of_the_codebook_is_kept_and_not_in_force(a: Laptop, b: Laptop) -> None:
    with b.open() as study:
        with_step(study, _new_version)
        tag(study, start_ms=1_000)
        with_step(study, lambda writing: writing.execute("UPDATE annotation SET codebook_version = 'v2-van-b'"))
    with a.open() as study:
        before = study.rows("SELECT id, version FROM codebook_version")
    a.fetches(b.shares())
    with a.open() as study:
        assert study.rows("SELECT id, version FROM codebook_version WHERE id <> 'v2-van-b'") == before
        assert study.rows("SELECT version FROM codebook_version WHERE id = 'v2-van-b'") == [{"version": "1.1"}]
        tag(study, start_ms=2_000)
        assert study.value("SELECT codebook_version FROM annotation WHERE start_ms = 2000") == before[0]["id"]


def _new_version(study: Writing) -> None:
    row = study.rows("SELECT content, member, at FROM codebook_version")[0]
    content = row["content"].replace('"version": "1.0"', '"version": "1.1"')
    study.insert("codebook_version", {**row, "id": "v2-van-b", "version": "1.1", "why": "", "content": content})
