"""What a user of this computer chose, outside every study: kept in the state folder, as one small JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recall_studio.store.folder import place_error, written_beside
from recall_studio.store.state import state_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAME = "settings.json"
LANGUAGES = ("", "nl", "en")
THEMES = ("system", "light", "dark")
ENGINES = ("auto", "vlc", "qt")
CHANNELS = ("stereo", "left", "right", "mono")
LOUDEST_PERCENT = 200
LONGEST_PRE_ROLL_MS = 10_000
MOST_RECENT = 10
MOST_PINNED = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices, with what holds until somebody chooses.

    Args:
        language: `nl` or `en`; empty for the system's.
        theme: `system`, `light` or `dark`.
        engine: what plays: `auto`, `vlc` or `qt`.
        sound_device: the id that the engine gives it; empty for the system's.
        volume_percent: 0 to 200; above 100 louder than recorded.
        channels: what is heard of two channels: `stereo`, `left`, `right` or `mono`.
        pause_on_tag: a tag while playing pauses until its note is written.
        pre_roll_ms: how much before a moment its playing begins, in ms.
        subtitles: the words that are spoken stand on the picture.
        layouts: the arrangement of each workspace, by its key, as the window writes it.
        recent: the studies that were opened last, latest first.
        members: who works in a study on this computer: the member's code by the study's id.
        pinned: the codes on the keys 1 to 0 in a study: their keys by the study's id.
    """

    language: str = ""
    theme: str = "system"
    engine: str = "auto"
    sound_device: str = ""
    volume_percent: int = 100
    channels: str = "stereo"
    pause_on_tag: bool = False
    pre_roll_ms: int = 1_000
    subtitles: bool = True
    layouts: Mapping[str, str] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    members: Mapping[str, str] = field(default_factory=dict)
    pinned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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


_FITS: Mapping[str, Callable[[object], bool]] = {
    "language": _one_of(*LANGUAGES),
    "theme": _one_of(*THEMES),
    "engine": _one_of(*ENGINES),
    "sound_device": lambda value: isinstance(value, str),
    "volume_percent": _between(0, LOUDEST_PERCENT),
    "channels": _one_of(*CHANNELS),
    "pause_on_tag": lambda value: isinstance(value, bool),
    "pre_roll_ms": _between(0, LONGEST_PRE_ROLL_MS),
    "subtitles": lambda value: isinstance(value, bool),
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


_READ: Mapping[str, Callable[[Any], Any]] = {one.name: _as_it_is for one in fields(Settings)} | {
    "recent": _latest,
    "pinned": _pinned,
}
