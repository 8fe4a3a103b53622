"""What a user of this computer chose, outside every study: kept in the state folder, as one small JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recall_studio.domain.words import N_
from recall_studio.store.folder import place_error, written_beside
from recall_studio.store.state import state_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAME = "settings.json"
LOUDEST_PERCENT = 200
LONGEST_PRE_ROLL_MS = 10_000
LONGEST_DELAY_H = 24 * 28
MOST_RECENT = 10
MOST_PINNED = 10

SECTIONS = {
    "general": N_("The window"),
    "playing": N_("Playing"),
    "coding": N_("Coding"),
    "recall": N_("Recall interviews"),
    "keys": N_("Keys"),
}
"""Under which heading a setting is offered."""


@dataclass(frozen=True, slots=True)
class Offer:
    """How a setting is offered: its row among the preferences and its sentence on the help page are made from this.

    Args:
        section: a key of `SECTIONS`.
        title: English source of its name.
        help: English source of what it does, one sentence.
        choices: the values it can take, with the English source of each; empty for a tick or a number.
        most: the largest number.
        step: by how much a number changes at once.
        unit: of a number.
    """

    section: str
    title: str
    help: str
    choices: Mapping[str, str] = field(default_factory=dict)
    most: int = 0
    step: int = 1
    unit: str = ""


_SYSTEM = N_("As the system")
_LANGUAGE = Offer(
    "general",
    N_("Language"),
    N_("In which language the program speaks; codes are shown in it too."),
    {"": _SYSTEM, "nl": "Nederlands", "en": "English"},
)
_THEME = Offer(
    "general",
    N_("Colours"),
    N_("Light, dark, of high contrast, or as the system has it."),
    {
        "system": _SYSTEM,
        "light": N_("Light"),
        "dark": N_("Dark"),
        "contrast": N_("High contrast, light"),
        "contrast_dark": N_("High contrast, dark"),
    },
)
_ENGINE = Offer(
    "playing",
    N_("Plays with"),
    N_("Which player shows the recordings; automatic takes the one that knows the file's pictures exactly."),
    {"auto": N_("Automatic"), "vlc": "libVLC", "qt": "Qt Multimedia"},
)
_VOLUME = Offer(
    "playing",
    N_("Volume"),
    N_("How loud; above 100 % it is louder than it was recorded."),
    most=LOUDEST_PERCENT,
    step=10,
    unit="%",
)
_CHANNELS = Offer(
    "playing",
    N_("Channels"),
    N_("What is heard of two channels: both, one of them, or the two mixed."),
    {"stereo": N_("Stereo"), "left": N_("Left"), "right": N_("Right"), "mono": N_("Mono")},
)
_SUBTITLES = Offer(
    "playing",
    N_("Show the words that are spoken on the picture"),
    N_("Subtitles, when the conversation has a transcript."),
)
_PRE_ROLL = Offer(
    "playing",
    N_("Play a moment from so long before it"),
    N_("A moment is understood better with what came just before."),
    most=LONGEST_PRE_ROLL_MS,
    step=500,
    unit="ms",
)
_PAUSE = Offer(
    "coding",
    N_("Pause after a tag until its note is written"),
    N_("A tag while playing pauses; Enter in the note plays on."),
)
_DELAY = Offer(
    "recall",
    N_("Warn when looking back after more than"),
    N_("The longer ago a conversation was, the more is made up of it without meaning to; 48 hours is usual."),
    most=LONGEST_DELAY_H,
    step=12,
    unit="h",
)
_HOLD = Offer(
    "keys",
    N_("Hold a key to code a stretch"),
    N_("Else, and where a tag pauses, you press once to begin and once to end."),
)
_PRESET = Offer(
    "keys",
    N_("Keys as in"),
    N_("What lies under the keys until you change one yourself."),
    {"recall": "Recall", "elan": "ELAN", "boris": "BORIS", "jkl": "J-K-L"},
)
CHANNELS = tuple(_CHANNELS.choices)


def _offered(default: Any, offer: Offer) -> Any:
    return field(default=default, metadata={"offer": offer})


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices, with what holds until somebody chooses.

    Args:
        language: `nl` or `en`; empty for the system's.
        theme: `system`, `light`, `dark`, `contrast` or `contrast_dark`.
        engine: what plays: `auto`, `vlc` or `qt`.
        sound_device: the id that the engine gives it; empty for the system's.
        volume_percent: 0 to 200; above 100 louder than recorded.
        channels: what is heard of two channels: `stereo`, `left`, `right` or `mono`.
        pause_on_tag: a tag while playing pauses until its note is written.
        pre_roll_ms: how much before a moment its playing begins, in ms.
        subtitles: the words that are spoken stand on the picture.
        recall_delay_h: from how many hours after a conversation looking back is warned of.
        hold_to_code: a stretch lasts as long as its key is held.
        key_preset: whose keys hold: `recall`, `elan`, `boris` or `jkl`.
        keys: own choices: the keys of a command by its key; none at all for an empty list.
        layouts: the arrangement of each workspace, by its key, as the window writes it.
        recent: the studies that were opened last, latest first.
        members: who works in a study on this computer: the member's code by the study's id.
        pinned: the codes on the keys 1 to 0 in a study: their keys by the study's id.
    """

    language: str = _offered("", _LANGUAGE)
    theme: str = _offered("system", _THEME)
    engine: str = _offered("auto", _ENGINE)
    sound_device: str = ""
    volume_percent: int = _offered(100, _VOLUME)
    channels: str = _offered("stereo", _CHANNELS)
    pause_on_tag: bool = _offered(False, _PAUSE)
    pre_roll_ms: int = _offered(1_000, _PRE_ROLL)
    subtitles: bool = _offered(True, _SUBTITLES)
    recall_delay_h: int = _offered(48, _DELAY)
    hold_to_code: bool = _offered(False, _HOLD)
    key_preset: str = _offered("recall", _PRESET)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layouts: Mapping[str, str] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    members: Mapping[str, str] = field(default_factory=dict)
    pinned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def offers() -> dict[str, Offer]:
    """Every setting that is offered, by the name of its field, in the order of the fields."""
    return {one.name: one.metadata["offer"] for one in fields(Settings) if "offer" in one.metadata}


def load() -> Settings:
    """What was kept; the default for whatever is missing, broken or not among the choices."""
    try:
        given = json.loads(_place().read_text(encoding="utf-8"))
    except (OSError, ValueError):  # ValueError: no JSON, no UTF-8
        return Settings()
    if not isinstance(given, dict):
        return Settings()
    return Settings(**{name: _READ[name](given[name]) for name in _READ if name in given and _fits(name, given[name])})


def keep(settings: Settings) -> None:
    """Write the settings beside the old ones and put them in their place, whole.

    Raises:
        BadFile, DiskFull: they cannot be kept; those of before still are.
    """
    try:
        place = _place()
    except OSError as error:
        raise place_error(error, Path(str(error.filename or NAME))) from error
    with written_beside(place) as beside:
        beside.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")


def _place() -> Path:
    return state_folder() / NAME


def _one_of(*choices: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in choices


def _between(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _texts_by_name(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _lists_by_name(value: object) -> bool:
    return isinstance(value, dict) and all(_texts(one) for one in value.values())


def _fits_offer(offer: Offer) -> Callable[[object], bool]:
    if offer.choices:
        return _one_of(*offer.choices)
    return _between(0, offer.most) if offer.most else lambda value: isinstance(value, bool)


_FITS: Mapping[str, Callable[[object], bool]] = {name: _fits_offer(offer) for name, offer in offers().items()} | {
    "sound_device": lambda value: isinstance(value, str),
    "keys": _lists_by_name,
    "layouts": _texts_by_name,
    "recent": _texts,
    "members": _texts_by_name,
    "pinned": _lists_by_name,
}


def _fits(name: str, value: object) -> bool:
    return _FITS[name](value)


def _as_it_is(value: Any) -> Any:
    return value


def _latest(value: list[str]) -> tuple[str, ...]:
    return tuple(value[:MOST_RECENT])


def _pinned(value: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {study: tuple(keys)[:MOST_PINNED] for study, keys in value.items()}


def _keys(value: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {command: tuple(keys) for command, keys in value.items()}


_READ: Mapping[str, Callable[[Any], Any]] = {one.name: _as_it_is for one in fields(Settings)} | {
    "recent": _latest,
    "pinned": _pinned,
    "keys": _keys,
}
