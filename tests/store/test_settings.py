"""The settings of this computer: kept whole, read whatever became of them."""

import json
import os
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recall_studio.domain.errors import RecallError
from recall_studio.player.engine import LOUDEST_PERCENT, Channels
from recall_studio.store import settings as settings_store
from recall_studio.store.settings import CHANNELS, Settings, keep, load
from recall_studio.store.state import state_folder

CHOSEN = Settings(
    language="en",
    theme="dark",
    engine="vlc",
    sound_device="koptelefoon",
    volume_percent=140,
    channels="left",
    pause_on_tag=True,
    subtitles=False,
    pre_roll_ms=0,
    hold_to_code=True,
    recall_delay_h=24,
    key_preset="elan",
    keys={"play.toggle": ("F13",), "play.loop": ()},
    layouts={"coderen": "AAAA"},
    recent=("/studies/Één.recall", "/studies/Twee.recall"),
    members={"study-1": "A"},
    pinned={"study-1": ("disc_vraag", "taal")},
)


def place() -> Path:
    return state_folder() / settings_store.NAME


def test_without_a_choice_the_defaults_hold() -> None:
    assert load() == Settings()
    assert not place().exists()


def test_what_was_chosen_is_there_next_time() -> None:
    assert all(getattr(CHOSEN, one.name) != getattr(Settings(), one.name) for one in fields(Settings))
    keep(CHOSEN)
    assert load() == CHOSEN
    keep(replace(CHOSEN, theme="light"))
    assert load() == replace(CHOSEN, theme="light")
    assert sorted(file.name for file in state_folder().iterdir()) == [settings_store.NAME]


@pytest.mark.parametrize("broken", ["", "{", "[]", "null", '"dark"', "\x00\xff"])
def test_a_broken_file_gives_the_defaults(broken: str) -> None:
    place().write_bytes(broken.encode("latin-1"))
    assert load() == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "fr"),
        ("theme", None),
        ("engine", ["vlc"]),
        ("sound_device", 3),
        ("volume_percent", 201),
        ("volume_percent", True),
        ("volume_percent", 80.5),
        ("channels", "surround"),
        ("pause_on_tag", 1),
        ("subtitles", 1),
        ("pre_roll_ms", -1),
        ("layouts", {"coderen": 5}),
        ("recent", "one"),
        ("members", ["A"]),
        ("pinned", {"study-1": "disc"}),
    ],
)
def test_one_wrong_value_costs_that_one_alone(name: str, value: object) -> None:
    keep(CHOSEN)
    given_settings = json.loads(place().read_text("utf-8"))
    place().write_text(json.dumps(given_settings | {name: value, "later": 1}), "utf-8")
    assert load() == replace(CHOSEN, **{name: getattr(Settings(), name)})


def test_lists_are_no_longer_than_they_are_used() -> None:
    keep(Settings(recent=tuple("abcdefghijklm"), pinned={"s": tuple("abcdefghijklm")}))
    assert load() == Settings(recent=tuple("abcdefghij"), pinned={"s": tuple("abcdefghij")})


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([one.name for one in fields(Settings)]), anything))
def test_whatever_stands_there_can_be_kept_again(there: dict[str, Any]) -> None:
    place().write_text(json.dumps(there), "utf-8")
    read = load()
    keep(read)
    assert load() == read


@pytest.mark.skipif(os.name != "posix", reason="a place that is a file is told in other words elsewhere")
def test_what_cannot_be_kept_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("RECALL_STUDIO_STATE", str(tmp_path / "taken" / "state"))
    with pytest.raises(RecallError, match="cannot be written"):
        keep(CHOSEN)
    assert load() == Settings()


def test_the_choices_are_those_of_the_player() -> None:
    assert tuple(one.value for one in Channels) == CHANNELS
    assert settings_store.LOUDEST_PERCENT == LOUDEST_PERCENT
