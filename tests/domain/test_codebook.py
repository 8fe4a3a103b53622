"""The codebook: what holds together, what does not, and what a theme stands for."""

from dataclasses import replace

import pytest

from recall_studio.domain.codebook import (
    Code,
    Codebook,
    CodeStatus,
    CodeType,
    Modifier,
    Text,
)
from recall_studio.domain.errors import BadFile, UnknownName


def code(key: str, parent: str | None = None) -> Code:
    return Code(key, parent, Text(key, key), CodeType.EITHER)


TAAL, WERK = code("taal"), code("werk")
VRAAG, BEGRIP, PLAN = code("taal_vraag", "taal"), code("taal_begrip", "taal"), code("werk_plan", "werk")
BOOK = Codebook("1", (TAAL, VRAAG, BEGRIP, WERK, PLAN))


def test_a_text_falls_back_on_the_other_language() -> None:
    assert Text("taal", "language").in_language("nl") == "taal"
    assert Text("taal", "language").in_language("en") == "language"
    assert Text("taal", "").in_language("en") == "taal"
    assert Text("", "language").in_language("nl") == "language"


def test_themes_and_their_codes() -> None:
    assert BOOK.themes == (TAAL, WERK)
    assert BOOK.children("taal") == (VRAAG, BEGRIP)
    assert BOOK.theme_of("taal_begrip") == TAAL
    assert BOOK.theme_of("taal") == TAAL
    assert BOOK.code("werk_plan") == PLAN


def test_an_unknown_code_is_named() -> None:
    for looked_up in (BOOK.code, BOOK.theme_of):
        with pytest.raises(UnknownName, match="“taal_vrag”"):
            looked_up("taal_vrag")
    with pytest.raises(UnknownName, match="“geld”"):
        BOOK.expanded(["taal", "geld"])


def test_what_is_on() -> None:
    off, retired = replace(VRAAG, on=False), replace(BEGRIP, status=CodeStatus.VERVALLEN)
    book = Codebook("1", (TAAL, off, retired, WERK, PLAN))
    assert book.on == (TAAL, WERK, PLAN)


def test_a_theme_stands_for_itself_and_its_codes_in_the_order_of_the_codebook() -> None:
    assert BOOK.expanded(["werk", "taal_begrip"]) == ("taal_begrip", "werk", "werk_plan")
    assert BOOK.expanded(["taal", "taal_vraag", "taal"]) == ("taal", "taal_vraag", "taal_begrip")
    assert BOOK.expanded([]) == ()


def test_a_retired_code_comes_along_only_when_it_is_named() -> None:
    book = Codebook("1", (TAAL, replace(VRAAG, status=CodeStatus.VERVALLEN), BEGRIP))
    assert book.expanded(["taal"]) == ("taal", "taal_begrip")
    assert book.expanded(["taal_vraag"]) == ("taal_vraag",)
    assert book.expanded(["taal", "taal_vraag"]) == ("taal", "taal_vraag", "taal_begrip")


def test_a_key_stands_once() -> None:
    with pytest.raises(BadFile, match="code “taal” stands 2 times"):
        Codebook("1", (TAAL, VRAAG, TAAL))
    twice = Modifier("zeker", Text("zeker"))
    with pytest.raises(BadFile, match="modifier “zeker” stands 3 times"):
        Codebook("1", (TAAL,), modifiers=(twice, twice, twice))


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (replace(VRAAG, parent="tal"), "“taal_vraag” names “tal”"),
        (replace(VRAAG, replaced_by="taal_weg"), "“taal_vraag” names “taal_weg”"),
        (replace(VRAAG, modifiers=("zeker", "wie")), "“taal_vraag” names “wie”"),
        (replace(VRAAG, parent="taal_begrip"), "under “taal_begrip”, which is no theme"),
        (replace(VRAAG, parent="taal_vraag"), "under “taal_vraag”, which is no theme"),
    ],
)
def test_what_a_code_names_is_there(broken: Code, named: str) -> None:
    with pytest.raises(BadFile, match=named):
        Codebook("1", (TAAL, broken, BEGRIP), modifiers=(Modifier("zeker", Text("zeker")),))


def test_an_exclusive_group_names_codes_that_are_there() -> None:
    with pytest.raises(BadFile, match="exclusive groups” names “taal_weg”"):
        replace(BOOK, exclusive_groups=(("taal_vraag", "taal_begrip"), ("taal_vraag", "taal_weg")))


def test_a_successor_may_stand_anywhere() -> None:
    book = Codebook("1", (TAAL, replace(VRAAG, replaced_by="werk_plan"), WERK, PLAN))
    assert book.code("taal_vraag").replaced_by == "werk_plan"
