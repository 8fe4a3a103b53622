"""A codebook that was written is read as it was; and one is laid over that of a study."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recall_studio.domain.codebook import Code, Codebook, CodeStatus, CodeType, Text
from recall_studio.domain.codebook_merging import GivenCodebook, merged
from recall_studio.domain.errors import BadFile
from recall_studio.exchange.codebook_files import default_codebook, read_codebook, read_given
from recall_studio.exchange.codebook_writing import SUFFIXES, write_codebook
from tests.exchange.test_codebook_files import codebooks


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_codebook_that_ships_comes_back(tmp_path: Path, suffix: str) -> None:
    book = default_codebook()
    retired = replace(
        book.code("disc_vraag"), status=CodeStatus.VERVALLEN, split_into=("disc_omgaan", "disc_ervaring"), on=False
    )
    changed = replace(book, codes=tuple(retired if code.key == retired.key else code for code in book.codes))
    files = write_codebook(changed, tmp_path / f"boek{suffix}")
    assert read_codebook(tmp_path / f"boek{suffix}") == changed
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(file.name for file in files)


@settings(max_examples=30, deadline=None)
@given(codebooks(), st.sampled_from(SUFFIXES))
def test_every_codebook_comes_back(tmp_path_factory: pytest.TempPathFactory, book: Codebook, suffix: str) -> None:
    path = tmp_path_factory.mktemp("book") / f"boek{suffix}"
    write_codebook(book, path)
    assert read_codebook(path) == book


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"boek\.txt"):
        write_codebook(default_codebook(), tmp_path / "boek.txt")
    assert not list(tmp_path.iterdir())


def test_a_key_that_stands_twice_is_named_with_both_places(tmp_path: Path) -> None:
    path = tmp_path / "boek.json"
    code = '{"key": "a_x", "nl": "X"}'
    path.write_text(f'{{"themes": [{{"key": "a", "nl": "A", "codes": [{code}, {code}]}}]}}', encoding="utf-8")
    with pytest.raises(BadFile) as refused:
        read_codebook(path)
    assert refused.value.message == "“boek.json”, themes[0].codes[1]: “a_x” stands at themes[0].codes[0] already."


# Laid over a study's.


def test_a_short_list_takes_nothing_away(tmp_path: Path) -> None:
    path = tmp_path / "kort.csv"
    path.write_text("key;theme;label_nl\ndisc;;Discriminatie\ndisc_vraag;disc;Vraagt\nnieuw;disc;Nieuw\n", "utf-8")
    book = default_codebook()
    after, said = merged(book, read_given(path))
    now, was = after.code("disc_vraag"), book.code("disc_vraag")
    assert now == replace(was, label=Text("Vraagt", was.label.en))
    assert after.children("disc")[:2] == (now, after.code("nieuw"))
    assert {code.key for code in book.codes} < {code.key for code in after.codes}
    assert (after.exclusive_groups, said) == (book.exclusive_groups, ())


def test_what_a_file_says_counts(tmp_path: Path) -> None:
    path = tmp_path / "boek.json"
    book = default_codebook()
    other = replace(book.code("disc_vraag"), code_type=CodeType.INTERVAL, definition=Text("Nu zo."), chord="")
    write_codebook(replace(book, codes=tuple(other if c.key == other.key else c for c in book.codes)), path)
    after, _said = merged(book, read_given(path))
    now = after.code("disc_vraag")
    assert (now.code_type, now.chord) == (CodeType.INTERVAL, "")
    assert now.definition == Text("Nu zo.", book.code("disc_vraag").definition.en)


def test_a_key_chord_stays_with_the_first(tmp_path: Path) -> None:
    book = default_codebook()
    new = Code("nieuw", None, Text("Nieuw"), CodeType.EITHER, chord="D")
    after, said = merged(book, GivenCodebook(Codebook("1", (new,))))
    holders = [code.key for code in after.codes if code.chord == "D"]
    assert len(holders) == 1
    assert len(said) == 1
