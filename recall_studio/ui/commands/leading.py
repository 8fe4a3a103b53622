"""Commands of the interviewer while a recall interview is led. The viewer's keys are a fixed set, and no commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.recall.kinds import TimeOrientation
from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import LEADING, Command
from recall_studio.ui.recall.leading.phase import Phase

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk

BACK_MS = 5_000


def _goes_on(desk: Desk) -> bool:
    return desk.leading is not None and desk.leading.goes_on


def _stands(desk: Desk) -> bool:
    return desk.leading is not None and desk.leading.phase is Phase.STOPPED


def _go_on(desk: Desk) -> None:
    if desk.leading is not None:
        desk.leading.go_on()


def _back(desk: Desk) -> None:
    if desk.leading is not None:
        desk.leading.go_on(back_ms=BACK_MS)


def _skip(desk: Desk) -> None:
    if desk.leading is not None:
        desk.leading.skip()


def _rest(desk: Desk) -> None:
    if desk.leading is None:
        return
    if desk.leading.phase is Phase.RESTING:
        desk.leading.end_rest()
    else:
        desk.leading.pause()


def _orient(when: TimeOrientation, desk: Desk) -> None:
    if desk.leading is not None:
        desk.leading.asked.emit(when.value)


def _ask_for(what: str, desk: Desk) -> None:
    if desk.leading is not None:
        desk.leading.asked.emit(what)


_lead = partial(Command, area=LEADING, workspace=LEADING, when=_goes_on, in_text=True)

LEADING_COMMANDS = (
    _lead("leading.go_on", N_("Go on after a stop"), _go_on, ("Ctrl+Return", "Ctrl+Enter"), when=_stands, icon="play"),
    _lead("leading.back", N_("Go on from 5 seconds back"), _back, ("F8",), when=_stands, icon="back"),
    _lead("leading.skip", N_("Leave out what is shown"), _skip, ("Ctrl+Shift+Right",), icon="ahead"),
    _lead("leading.rest", N_("A rest: everything stands still, or goes on"), _rest, ("F9",), icon="pause"),
    _lead("leading.ask", N_("Ask in your own words"), partial(_ask_for, "question"), ("F6",), icon="note"),
    _lead("leading.comment", N_("Write what is said"), partial(_ask_for, "comment"), ("F7",), icon="note"),
    _lead("leading.then", N_("It was thought then"), partial(_orient, TimeOrientation.TOEN), ("Ctrl+1",)),
    _lead("leading.now", N_("It is thought now"), partial(_orient, TimeOrientation.NU), ("Ctrl+2",)),
    _lead("leading.both", N_("It was thought then and now"), partial(_orient, TimeOrientation.GEMENGD), ("Ctrl+3",)),
    _lead("leading.end", N_("End the interview"), partial(_ask_for, "end"), icon="check"),
    _lead(
        "leading.full",
        N_("The viewer’s window over all of its screen, or not"),
        partial(_ask_for, "full"),
        ("Shift+F11",),
        when=lambda desk: desk.leading is not None,
        icon="full",
    ),
)
