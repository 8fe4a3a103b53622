"""What a viewer gets on paper: right words for the role, filled in or a line to write on, right to left where so."""

from pathlib import Path

import pytest

from recall_studio.domain.recall.contact import Contact
from recall_studio.domain.recall.tongues import Tongue, tongues
from recall_studio.domain.study import PersonRole
from recall_studio.exchange.recall_papers import contact_html, instruction_html, take_home_html, write_paper

LANGUAGES = Path(__file__).parent.parent / "data" / "languages"
CONTACT = Contact(organisation="Bureau <Nagesprek>", phone="010 000 00 00")


@pytest.fixture
def dutch() -> Tongue:
    return tongues().by_key("nl")


@pytest.fixture
def arabic() -> Tongue:
    return tongues(LANGUAGES).by_key("ar")


def test_the_instruction_ends_with_the_sentence_of_no_effect(dutch: Tongue) -> None:
    page = instruction_html(dutch, PersonRole.KLANT)
    for text in dutch.instruction_for(PersonRole.KLANT):
        assert text in page
    assert page.rindex("Uw uitkering verandert hier niet door.") > page.rindex("U hoeft niets te vertellen.")
    assert "uitkering" not in instruction_html(dutch, PersonRole.KLANTMANAGER)


def test_the_card_holds_what_was_filled_in_and_lines_for_the_rest(dutch: Tongue) -> None:
    page = contact_html(dutch, CONTACT)
    assert "Bureau &lt;Nagesprek&gt;" in page
    assert "010 000 00 00" in page
    assert page.count("\u00a0" * 44) == 3  # person, e-mail and hours are written by hand
    assert dutch.contact.someone_else in page


def test_the_sheet_to_take_home_says_what_may_be_asked_and_how_to_withdraw(dutch: Tongue) -> None:
    page = take_home_html(dutch, CONTACT, PersonRole.KLANT, code="K-417")
    sheet = dutch.take_home
    for text in (*sheet.done, *sheet.kept, *sheet.rights, *sheet.withdraw, dutch.no_effect.klant, "K-417"):
        assert text in page
    assert "K-417" not in take_home_html(dutch, CONTACT, PersonRole.KLANT)


def test_a_language_from_right_to_left_turns_the_page_but_no_number(arabic: Tongue) -> None:
    page = contact_html(arabic, CONTACT)
    assert '<html lang="ar" dir="rtl">' in page
    assert '<p dir="rtl">' in page
    assert '<p dir="ltr" align="right">010 000 00 00</p>' in page
    row = page[page.index("<tr>") : page.index("</tr>")]
    assert row.index("Bureau") < row.index(arabic.contact.organisation)  # Qt lays cells out from left to right
    assert '<p dir="rtl" align="right">مكتب</p>' in contact_html(arabic, Contact(organisation="مكتب"))


def test_a_sheet_is_written_as_web_page(dutch: Tongue, tmp_path: Path) -> None:
    write_paper(tmp_path / "blad.html", instruction_html(dutch, PersonRole.KLANT))
    assert (tmp_path / "blad.html").read_text("utf-8").startswith("<!DOCTYPE html>")
