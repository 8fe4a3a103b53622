"""Which codes lie under the keys 1 to 9 and 0: chosen for a study on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.ui.coding.chords import MOST_PINNED, NONE, key_map
from recall_studio.ui.session import layer_of

if TYPE_CHECKING:
    from recall_studio.store.settings import Settings
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.session import Session


def pinned_codes(session: Session, settings: Settings) -> tuple[str, ...]:
    """The codes that were chosen for this study; empty while nobody chose."""
    return tuple(settings.pinned.get(session.study.facts().id, ()))


def pin(session: Session, preferences: Preferences, code: str, digit: int) -> None:
    """Put a code under a digit (0 is the tenth); it changes places with the one that lay there."""
    keys = list(key_map(session.codebook, pinned_codes(session, preferences.settings), layer_of(session)).pinned)
    keys += [NONE] * (MOST_PINNED - len(keys))
    place = (digit - 1) % MOST_PINNED
    if code in keys:
        keys[keys.index(code)] = keys[place]
    keys[place] = code
    preferences.change(pinned={**preferences.settings.pinned, session.study.facts().id: tuple(keys)})


def unpin(session: Session, preferences: Preferences, code: str) -> None:
    """Take a code from under its digit, which is free from then on."""
    keys = key_map(session.codebook, pinned_codes(session, preferences.settings), layer_of(session)).pinned
    left = tuple(NONE if key == code else key for key in keys)
    preferences.change(pinned={**preferences.settings.pinned, session.study.facts().id: left})
