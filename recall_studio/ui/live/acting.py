"""What can be done with the clock of a conversation that is watched along: begin, end, go on after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import ngettext
from recall_studio.edits.observing import begin_live, end_live, go_on_live

if TYPE_CHECKING:
    from recall_studio.edits.observing import EndedLive
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.session import OpenRecording


def open_live(desk: Desk) -> OpenRecording | None:
    """The conversation without a recording that is open, when it may be watched and the study can be written."""
    here = desk.session.recording
    return here if here is not None and here.live and desk.session.study.writable else None


def can_begin(desk: Desk) -> bool:
    """Whether its clock can be started, or started anew because nothing was marked yet."""
    here = open_live(desk)
    if here is None:
        return False
    unmarked = not desk.coding.views() and not desk.coding.marks
    return here.observation is None or (here.observation.goes_on and unmarked)


def can_end(desk: Desk) -> bool:
    """Whether it goes on."""
    here = open_live(desk)
    return here is not None and here.observation is not None and here.observation.goes_on


def can_go_on(desk: Desk) -> bool:
    """Whether it ended."""
    here = open_live(desk)
    return here is not None and here.observation is not None and not here.observation.goes_on


def begin(desk: Desk) -> None:
    """Start the clock at this press."""
    here = open_live(desk)
    if here is not None:
        desk.session.do(begin_live, conversation=here.name, started_at=desk.playing.live.now())


def end(desk: Desk) -> None:
    """End it at this press; what still runs ends too, and that is said."""
    here = open_live(desk)
    if here is not None:
        length_ms = desk.playing.player.position_ms()
        desk.session.do(
            end_live, done=lambda ended: _say(desk, ended), conversation=here.name, length_ms=length_ms or None
        )


def go_on(desk: Desk) -> None:
    """It had not ended."""
    here = open_live(desk)
    if here is not None:
        desk.session.do(go_on_live, conversation=here.name)


def _say(desk: Desk, ended: EndedLive) -> None:
    number = len(ended.ended)
    if number:
        desk.session.say(
            ngettext(
                "The conversation has ended, and {n} stretch that ran ended with it.",
                "The conversation has ended, and {n} stretches that ran ended with it.",
                number,
            )
        )
