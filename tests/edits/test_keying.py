"""Giving codes other keys: as one step, never a version, never two codes with the same."""

import pytest

from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.study import Role
from recall_studio.edits.founding import set_member
from recall_studio.edits.keying import free_letter, set_chords, with_letter, with_number
from recall_studio.edits.undoing import undo
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.store import codebooks
from tests.edits.setting import Lab

BOOK = default_codebook()


def test_a_theme_and_its_codes_change_letters_as_one_step(lab: Lab) -> None:
    with lab.open() as study:
        version = codebooks.version(study)
        study.perform(set_chords, chords=with_letter(BOOK, "disc", "X"))
        changed = codebooks.codebook(study)
        assert changed.by_key["disc"].chord == "X"
        assert changed.by_key["disc_vraag"].chord == "X 2"
        assert codebooks.version(study) == version
        study.perform(undo, scope="codebook")
        assert codebooks.codebook(study) == BOOK


def test_two_codes_change_places(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(set_chords, chords=with_number(BOOK, BOOK.by_key["disc_vraag"], 1))
        changed = codebooks.codebook(study).by_key
        assert (changed["disc_vraag"].chord, changed["disc_ervaring"].chord) == ("D 1", "D 2")


def test_a_key_is_taken_away(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(set_chords, chords={"disc_vraag": ""})
        assert codebooks.codebook(study).by_key["disc_vraag"].chord == ""


@pytest.mark.parametrize("chords", [{"disc": "T"}, {"disc_vraag": "D 1"}, {"disc_vraag": "D"}, {"disc": "é"}])
def test_two_codes_never_have_the_same_key_and_a_key_has_a_shape(lab: Lab, chords: dict[str, str]) -> None:
    with lab.open() as study:
        with pytest.raises(BadInput):
            study.perform(set_chords, chords=chords)
        assert codebooks.codebook(study) == BOOK


def test_an_unknown_code_has_no_key(lab: Lab) -> None:
    with lab.open() as study, pytest.raises(UnknownName):
        study.perform(set_chords, chords={"unheard_of": "Q"})


def test_only_researchers_change_them(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(set_member, code="I", role=Role.GESPREKSLEIDER, person=None)
    with lab.open(acting_as="I") as study, pytest.raises(AccessRefused):
        study.perform(set_chords, chords={"disc_vraag": "D 9"})


def test_a_free_letter_comes_from_the_label() -> None:
    assert free_letter(BOOK, "leef", "en") not in {code.chord[:1] for code in BOOK.codes}
    assert free_letter(BOOK, "leef", "nl") == "E"
    assert free_letter(BOOK, "leef", "nl", not_these={"E"}) != "E"
    assert free_letter(BOOK, "leef", "nl", not_these="ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
