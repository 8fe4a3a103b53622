"""The languages of recall interviews: two ship, a file adds another, a broken file is named and left out."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recall_studio.domain.errors import BadFile, UnknownName
from recall_studio.domain.recall.kinds import PromptType
from recall_studio.domain.recall.tongues import read_tongue, shipped_folder, tongues
from recall_studio.domain.study import PersonRole

ARABIC = Path(__file__).parent.parent / "data" / "languages" / "ar.json"


@pytest.fixture
def dutch() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((shipped_folder() / "nl.json").read_text(encoding="utf-8"))
    return told


def test_dutch_and_english_ship_and_ask_the_same_questions() -> None:
    shipped = tongues()
    assert [one.key for one in shipped.found] == ["en", "nl"]
    assert shipped.broken == ()
    english, dutch = shipped.found
    assert [(card.key, card.type) for card in english.cards] == [(card.key, card.type) for card in dutch.cards]
    assert PromptType.STUREND not in {card.type for card in dutch.cards}  # none that ships is leading


def test_the_instruction_is_that_of_the_domain_and_ends_with_no_effect() -> None:
    dutch = tongues().by_key("nl")
    assert " ".join(dutch.instruction_for(PersonRole.KLANT)) == (
        "U kijkt naar het gesprek. Stop de video wanneer u wilt. Vertel wat u toen dacht of voelde. Het is geen toets. "
        "U hoeft niets te vertellen. Uw uitkering verandert hier niet door."
    )
    assert "uitkering" not in " ".join(dutch.instruction_for(PersonRole.KLANTMANAGER))


def test_the_cards_of_the_domain_are_there() -> None:
    dutch = tongues().by_key("nl")
    texts = [card.text for card in dutch.cards]
    assert texts[:5] == [
        "Wat dacht u op dit moment?",
        "Wat voelde u toen?",
        "Wat wilde u dat de ander begreep?",
        "Was er iets dat u toen niet zei?",
        "Wat voelde de ander, denkt u?",
    ]
    assert dutch.then_now.question == "Dacht u dat toen? Of denkt u dat nu?"
    card = dutch.card("meer_zeggen")
    assert card is not None
    assert card.type is PromptType.VERHELDEREND
    assert dutch.card("no_such_card") is None


def test_closing_after_a_withdrawal_says_nothing_of_it() -> None:
    assert "trek" not in tongues().by_key("nl").lines.closed
    assert "withdr" not in tongues().by_key("en").lines.closed


def test_a_file_in_the_own_folder_adds_a_language_from_right_to_left(tmp_path: Path) -> None:
    (tmp_path / "ar.json").write_bytes(ARABIC.read_bytes())
    found = tongues(tmp_path)
    arabic = found.by_key("ar")
    assert arabic.right_to_left
    assert not found.by_key("nl").right_to_left
    assert arabic.buttons.stop == "توقف"
    assert [card.key for card in arabic.cards] == [card.key for card in found.by_key("nl").cards]


def test_an_own_file_takes_the_place_of_one_that_ships(tmp_path: Path, dutch: dict[str, Any]) -> None:
    dutch["version"] = "gemeente 2"
    (tmp_path / "nl.json").write_text(json.dumps(dutch), encoding="utf-8-sig")  # as Notepad saves it
    found = tongues(tmp_path)
    assert [one.key for one in found.found] == ["en", "nl"]
    assert found.by_key("nl").version == "gemeente 2"


def test_no_folder_of_ones_own_is_no_trouble(tmp_path: Path) -> None:
    assert [one.key for one in tongues(tmp_path / "nowhere").found] == ["en", "nl"]


def test_a_broken_file_is_named_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "ar.json").write_bytes(ARABIC.read_bytes())
    (tmp_path / "tr.json").write_text("{", encoding="utf-8")
    (tmp_path / "so.json").write_bytes(b"\xff\xfe")
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    found = tongues(tmp_path)
    assert [one.key for one in found.found] == ["en", "nl", "ar"]
    assert [error.message.split("”")[0].split("“")[1] for error in found.broken] == ["deep.json", "so.json", "tr.json"]


def test_a_broken_file_of_a_shipped_language_leaves_the_one_that_ships(tmp_path: Path) -> None:
    (tmp_path / "nl.json").write_text('{"key": "nl"}', encoding="utf-8")
    found = tongues(tmp_path)
    assert found.by_key("nl").buttons.stop == "Stop"
    assert len(found.broken) == 1


def test_a_language_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownName) as told:
        tongues().by_key("xx")
    assert "en" in told.value.remedy
    assert "nl" in told.value.remedy


def _without_stop(told: dict[str, Any]) -> None:
    del told["buttons"]["stop"]


def _extra(told: dict[str, Any]) -> None:
    told["lines"]["plaing"] = "…"


def _four_answers(told: dict[str, Any]) -> None:
    told["wellbeing"]["answers"].pop()


def _unknown_type(told: dict[str, Any]) -> None:
    told["cards"][2]["type"] = "geen"


def _same_key(told: dict[str, Any]) -> None:
    told["cards"][1]["key"] = told["cards"][0]["key"]


def _no_text(told: dict[str, Any]) -> None:
    told["instruction"][1] = "  "


def _two_lines(told: dict[str, Any]) -> None:
    told["contact"]["title"] = "one\ntwo"


def _no_truth(told: dict[str, Any]) -> None:
    told["right_to_left"] = "no"


def _no_key(told: dict[str, Any]) -> None:
    told["key"] = "../nl"


def _no_cards(told: dict[str, Any]) -> None:
    told["cards"] = []


def _card_of_text(told: dict[str, Any]) -> None:
    told["cards"][0] = "Wat dacht u?"


def _bad_card_key(told: dict[str, Any]) -> None:
    told["cards"][0]["key"] = "Dacht!"


@pytest.mark.parametrize(
    ("breaks", "field"),
    [
        (_without_stop, "buttons.stop"),
        (_extra, "lines.plaing"),
        (_four_answers, "wellbeing.answers"),
        (_unknown_type, "cards[2].type"),
        (_same_key, "cards"),
        (_no_text, "instruction[1]"),
        (_two_lines, "contact.title"),
        (_no_truth, "right_to_left"),
        (_no_key, "key"),
        (_no_cards, "cards"),
        (_card_of_text, "cards[0]"),
        (_bad_card_key, "cards[0].key"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_by_its_field(
    tmp_path: Path, dutch: dict[str, Any], breaks: Callable[[dict[str, Any]], None], field: str
) -> None:
    breaks(dutch)
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(dutch), encoding="utf-8")
    with pytest.raises(BadFile) as told:
        read_tongue(path)
    assert "mine.json" in told.value.message
    assert f"“{field}”" in told.value.message


def test_a_file_too_large_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    path.write_text(" " * 300_000, encoding="utf-8")
    with pytest.raises(BadFile, match=r"big\.json"):
        read_tongue(path)
    with pytest.raises(BadFile, match=r"none\.json"):
        read_tongue(tmp_path / "none.json")


@pytest.mark.parametrize("place", ["name", "instruction", "cards"])
def test_half_a_letter_can_be_kept_nowhere(tmp_path: Path, dutch: dict[str, Any], place: str) -> None:
    """JSON can hold it; the study, a page and a printer cannot."""
    half = "\ud83d"
    if place == "cards":
        dutch["cards"][0]["text"] = half
    else:
        dutch[place] = [half] if place == "instruction" else half
    (tmp_path / "xx.json").write_text(json.dumps(dutch), encoding="utf-8")
    with pytest.raises(BadFile, match=r"xx\.json"):
        read_tongue(tmp_path / "xx.json")


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", "link to itself", "other encoding"])
def test_what_only_looks_like_a_language_file_is_named_and_left_out(
    tmp_path: Path, dutch: dict[str, Any], kind: str
) -> None:
    place = tmp_path / "xx.json"
    if kind == "folder":
        place.mkdir()
    elif kind == "other encoding":
        place.write_text(json.dumps(dutch), encoding="utf-16")
    elif not hasattr(os, "mkfifo"):
        pytest.skip("needs the file system of POSIX")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(place if kind == "link to itself" else tmp_path / "weg")
    found = tongues(tmp_path)
    assert [one.key for one in found.found] == ["en", "nl"]
    assert ["xx.json" in one.message for one in found.broken] == [True]
