"""Commands of coding: look a code up, mark what has no code yet or is to be discussed, declare what was coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.ids import MemberId
from recall_studio.domain.rounds import Held, held_there
from recall_studio.domain.study import Round
from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import Command

if TYPE_CHECKING:
    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.desk import Desk


def can_code(desk: Desk) -> bool:
    """Whether a recording is open in a study that can be written."""
    return desk.session.recording is not None and desk.session.study.writable


def may_change(desk: Desk, view: MomentView) -> bool:
    """Whether a moment may be changed by who works here: its round is open to it, and it is theirs to change."""
    session = desk.session
    if session.recording is None or not session.study.writable:
        return False
    if not view.own and session.round.round is not Round.CONSENSUS:
        return False  # not by accident: only what is decided together is changed together here
    held = held_there(
        session.round,
        member=session.member,
        coder=session.member.id if view.own else MemberId(view.coder),
        coded_in=Round(view.round) if view.round else session.round.round,
        conversation=session.recording.conversation,
    )
    return held is Held.NOT


def may_remove(desk: Desk, view: MomentView) -> bool:
    """The same of taking it away; one of one's own that still runs always goes."""
    return may_change(desk, view) or (view.own and view.running and can_code(desk))


CODING = (
    Command(
        "code.search",
        N_("Search a code"),
        lambda d: d.coding.search_asked.emit(),
        ("/", "Ctrl+F"),
        "code",
        can_code,
        workspace="coding",
        icon="search",
    ),
    Command(
        "code.uncoded",
        N_("Mark a moment without a code"),
        lambda d: d.coding.mark_uncoded(),
        ("N",),
        "code",
        can_code,
        workspace="coding",
        icon="add",
    ),
    Command(
        "code.discuss",
        N_("Mark to be discussed"),
        lambda d: d.coding.mark_discuss(),
        ("*",),
        "code",
        can_code,
        workspace="coding",
        icon="star",
    ),
    Command(
        "code.done",
        N_("Done with this conversation …"),
        lambda d: d.coding.done_asked.emit(),
        ("Ctrl+D",),
        "code",
        can_code,
        workspace="coding",
        icon="check",
    ),
    Command(
        "code.reaction",
        N_("Set my reaction time …"),
        lambda d: d.coding.reaction_asked.emit(),
        (),
        "code",
        lambda d: d.session.study.writable,
        workspace="coding",
        icon="settings",
    ),
)
