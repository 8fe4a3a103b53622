"""Which engines there are, and which one plays a recording best. Each is loaded only when it is asked for."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.words import N_, _
from recall_studio.player.absent import AbsentEngine
from recall_studio.player.troubles import trouble_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.media.facts import MediaFacts
    from recall_studio.player.engine import Engine, Listener
    from recall_studio.player.recognising import KeptSignatures
    from recall_studio.player.reel import MakeEngine

AUTO = "auto"

_CHOSEN = N_("{player} plays this recording, as chosen in the settings.")
_INSTEAD = N_("{player} plays this recording. {why}")
_BY_SOUND = N_("{player} plays this recording: without a picture it tells the time of the sound best.")
_BY_KIND = N_("{player} plays this recording: it names every picture of this kind of recording exactly.")
_RECOGNISED = N_("{player} plays this recording: it is installed, and its pictures are recognised exactly.")

# What a missing or half a library raises while it is loaded; python-vlc even ends the program.
_LOADING = (ImportError, OSError, NameError, AttributeError, SystemExit)


@dataclass(frozen=True, slots=True)
class Offered:
    """An engine that the program knows.

    Attributes:
        key: for settings, `Engine.key`.
        name: what people call it, in any language.
        make: makes one from who is told and a wake.
        why_not: a whole sentence that says why it cannot be used on this computer; empty when it can.
    """

    key: str
    name: str
    make: MakeEngine
    why_not: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine for a recording: its key, a sentence that says why, and what makes it."""

    key: str
    sentence: str
    make: MakeEngine


def _make_vlc(listener: Listener, wake: Callable[[], None], kept: KeptSignatures | None = None) -> Engine:
    from recall_studio.player.vlc import VlcEngine

    return VlcEngine(listener, wake, kept=kept)


def _make_qt(listener: Listener, wake: Callable[[], None]) -> Engine:
    from recall_studio.player.qt_engine import QtEngine

    return QtEngine(listener, wake)


def _why_not_vlc() -> str:
    try:
        module = importlib.import_module("recall_studio.player.vlc")
    except _LOADING:
        return trouble_sentence("no_libvlc")
    why: str = module.why_not()
    return why


def _why_not_qt() -> str:
    try:
        importlib.import_module("recall_studio.player.qt_engine")
    except _LOADING:
        return trouble_sentence("no_qt_multimedia")
    return ""


ENGINES = (
    Offered("vlc", "VLC", _make_vlc, _why_not_vlc),
    Offered("qt", "Qt", _make_qt, _why_not_qt),
)


def choose(facts: MediaFacts, preference: str = AUTO, kept: KeptSignatures | None = None) -> Choice:
    """The engine for a recording; for one of several parts, the facts of the first one will do.

    Args:
        facts: what probing found.
        preference: `auto` or the key of one of `ENGINES`.
        kept: where the engine that recognises pictures keeps what they look like, from one time to the next.
    """
    chosen = _chosen(facts, preference)
    return replace(chosen, make=partial(_make_vlc, kept=kept)) if chosen.key == "vlc" else chosen


def _chosen(facts: MediaFacts, preference: str) -> Choice:
    best, why = _best(facts) if preference == AUTO else (preference, _CHOSEN)
    usable = {engine.key: engine for engine in ENGINES if not engine.why_not()}
    if best in usable:
        return _choice(usable[best], why)
    for engine in usable.values():
        return _choice(engine, _INSTEAD, why=_why_not(best))
    return Choice(AbsentEngine.key, trouble_sentence("no_engine"), AbsentEngine)


def _choice(engine: Offered, sentence: str, **values: str) -> Choice:
    return Choice(engine.key, _(sentence, player=engine.name, **values).strip(), engine.make)


def _why_not(key: str) -> str:
    return next((engine.why_not() for engine in ENGINES if engine.key == key), "")


def _best(facts: MediaFacts) -> tuple[str, str]:
    """The key of the engine that names its pictures most surely, and why."""
    if facts.video is None:
        return "qt", _BY_SOUND
    from recall_studio.media.signatures import is_recognisable

    if not is_recognisable(facts.video):
        return "qt", _BY_KIND
    return "vlc", _RECOGNISED
