"""Which keys hold: own choice, preset, default; who else has a key; what taking it over leaves to whom."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from recall_studio.domain.codebook import Codebook
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.store.settings import Settings, keep, load, offers
from recall_studio.ui.coding.chords import key_map
from recall_studio.ui.commands.command import AREAS, Command
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.key_choices import KeysNow, by_key, chosen, key_shown, keys_of, taken
from recall_studio.ui.key_groups import code_groups, command_groups
from recall_studio.ui.key_presets import PRESETS, preset
from recall_studio.ui.keys_editor_proposals import for_code, for_command, for_theme
from recall_studio.ui.strokes import written

BY_NAME = {command.key: command for command in COMMANDS}


def now(settings: Settings | None = None, book: Codebook | None = None, own: Sequence[Command] = ()) -> KeysNow:
    of = book or default_codebook()
    return KeysNow((*COMMANDS, *own), settings or Settings(), of, key_map(of))


def with_theme(key: str) -> Codebook:
    """The codebook with a theme and its codes switched on."""
    book = default_codebook()
    codes = tuple(replace(code, on=True) if key in (code.key, code.parent) else code for code in book.codes)
    return replace(book, codes=codes)


@pytest.mark.parametrize("whose", PRESETS, ids=lambda one: one.key)
def test_no_preset_has_a_key_that_does_two_things(whose: object) -> None:
    keys = now(Settings(key_preset=getattr(whose, "key", "")))
    conflicts = {command.key: keys.conflicts(command) for command in COMMANDS}
    assert {key: found for key, found in conflicts.items() if found} == {}


@pytest.mark.parametrize("whose", PRESETS, ids=lambda one: one.key)
def test_presets_name_commands_and_keys_that_are_there(whose: object) -> None:
    keys = getattr(whose, "keys", {})
    assert set(keys) <= set(BY_NAME)
    assert [key for each in keys.values() for key in each if not written(key)] == []
    assert tuple(offers()["key_preset"].choices) == tuple(one.key for one in PRESETS)


def test_what_users_of_elan_have_in_their_fingers() -> None:
    settings = Settings(key_preset="elan")
    table = {keys: [one.key for one in found] for keys, found in by_key(COMMANDS, settings).items()}
    assert table["Ctrl+Space"] == ["play.toggle_writing"]
    assert table["Shift+Space"] == ["moment.play"]
    assert table["Ctrl+Right"] == ["play.picture_ahead"]
    assert table["Shift+Right"] == ["play.ahead_little"]


def test_an_own_choice_stays_on_top_of_every_preset() -> None:
    toggle = BY_NAME["play.toggle"]
    for one in PRESETS:
        assert keys_of(toggle, Settings(key_preset=one.key, keys={"play.toggle": ("F13",)})) == ("F13",)
    assert keys_of(toggle, Settings(keys={"play.toggle": ()})) == ()
    assert key_shown(toggle, Settings(keys={"play.toggle": ()})) == ""


def test_a_choice_that_is_the_usual_one_is_none() -> None:
    toggle = BY_NAME["play.toggle"]
    own = Settings(keys={"play.toggle": ("F13",)})
    assert chosen(own, toggle, ("Space",)) == {}
    assert chosen(own, toggle, ("F14",)) == {"play.toggle": ("F14",)}


def test_choices_are_there_after_a_restart() -> None:
    keep(Settings(keys={"play.toggle": ("F13",)}, key_preset="jkl"))
    assert keys_of(BY_NAME["play.toggle"], load()) == ("F13",)
    assert keys_of(BY_NAME["play.pause"], load()) == ("K",)


def test_an_unknown_preset_is_recalls_own() -> None:
    assert preset("unheard of") is PRESETS[0]


def test_a_free_key_is_given_at_once() -> None:
    proposal = for_command(now(), BY_NAME["play.loop"], "F13")
    assert proposal.said == ""
    assert proposal.keys == {"play.loop": ("Ctrl+R", "F13")}


def test_a_key_of_another_command_is_said_by_name_and_taken_over() -> None:
    keys = now()
    proposal = for_command(keys, BY_NAME["play.loop"], "Ctrl+Z")
    assert proposal.said == "Ctrl+Z is the key of Undo."
    assert proposal.keys == {"study.undo": (), "play.loop": ("Ctrl+R", "Ctrl+Z")}
    after = now(Settings(keys=taken(keys, BY_NAME["play.loop"], "Ctrl+Z")))
    assert after.conflicts(BY_NAME["play.loop"]) == {}


def test_a_key_that_counts_elsewhere_is_free_here() -> None:
    assert for_command(now(), BY_NAME["library.search"], "N").said == ""


def test_letters_of_themes_and_digits_are_codes() -> None:
    keys = now()
    assert "the theme “Discrimination”" in for_command(keys, BY_NAME["play.loop"], "D").said
    proposal = for_command(keys, BY_NAME["play.loop"], "Ctrl+2")
    assert not proposal.possible
    assert "the codes on 1 to 0" in proposal.said


def test_l_of_j_k_l_yields_to_a_theme_or_takes_its_letter() -> None:
    keys = now(Settings(key_preset="jkl"), with_theme("leef"))
    ahead = BY_NAME["play.shuttle_ahead"]
    assert [holder.theme for holder in keys.conflicts(ahead)["L"]] == ["leef"]
    bare = now(Settings(key_preset="jkl", keys={"play.shuttle_ahead": ()}), with_theme("leef"))
    proposal = for_command(bare, ahead, "L")
    letter = proposal.chords["leef"]
    assert letter not in {"L", "J", "K", "N", *"DTMAWCOB"}
    assert proposal.chords["leef_gezondheid"] == f"{letter} 1"
    assert f"begin with {letter}" in proposal.said


def test_a_theme_that_takes_a_letter_changes_places() -> None:
    keys = now()
    proposal = for_theme(keys, keys.book.by_key["disc"], "T")
    assert (proposal.chords["disc"], proposal.chords["taal"]) == ("T", "D")
    assert (proposal.chords["disc_vraag"], proposal.chords["taal_tolk"]) == ("T 2", "D 4")
    assert proposal.said == "T is the key of Language; it would get D."


def test_a_theme_takes_the_letter_of_a_command_only_when_that_is_wanted() -> None:
    keys = now()
    proposal = for_theme(keys, keys.book.by_key["disc"], "N")
    assert "Mark a moment without a code" in proposal.said
    assert proposal.keys == {"code.uncoded": ()}
    assert for_theme(keys, keys.book.by_key["disc"], "D") == for_theme(keys, keys.book.by_key["taal"], "T")


def test_two_codes_change_numbers() -> None:
    keys = now()
    proposal = for_code(keys, keys.book.by_key["disc_vraag"], 5)
    assert proposal.chords == {"disc_vraag": "D 5", "disc_gemiste_opening": "D 2"}
    assert "it would get D 2" in proposal.said
    assert for_code(keys, keys.book.by_key["disc_vraag"], 9).said == ""


def test_the_groups_show_the_keys_that_hold_now() -> None:
    groups = dict(command_groups(now(Settings(keys={"play.toggle": ("F13",)})), "coding"))
    assert ("Play or pause", "F13") in groups["Playing"]
    words = [words for _heading, rows in command_groups(now(), "library") for words, _keys in rows]
    assert "Search in the conversations" in words
    assert "Search a code" not in words
    codes = dict(code_groups(now()))
    assert ("the theme itself", "D 0") in codes["Discrimination"]
    assert codes["Codes under one key"][0][1] == "1"


def test_every_area_of_a_command_has_a_heading() -> None:
    assert {command.area for command in COMMANDS} <= set(AREAS)
