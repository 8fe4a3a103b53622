"""Commands of coding rounds: see how the round stands, say to be ready, close and open one, take a moment over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.rounds import TAKES_OVER, codes_in_rounds
from recall_studio.domain.study import round_in_words
from recall_studio.domain.words import N_, _, in_words
from recall_studio.store import rounds
from recall_studio.ui.commands.command import Command
from recall_studio.ui.commands.moments import chosen

if TYPE_CHECKING:
    from recall_studio.edits.tagging import Tagged
    from recall_studio.ui.desk import Desk

SECTION = "project/coders"


def leads(desk: Desk) -> bool:
    """Whether the member who works leads the study, in one that can be written."""
    return desk.session.member.lead and desk.session.study.writable


def can_be_ready(desk: Desk) -> bool:
    """Whether the round still waits for the word of the member who works."""
    now, me = desk.session.round, desk.session.member
    return desk.session.study.writable and not now.is_closed and codes_in_rounds(me) and me.id not in now.ready


def can_close(desk: Desk) -> bool:
    """Whether the round can be closed."""
    return leads(desk) and not desk.session.round.is_closed


def can_open(desk: Desk) -> bool:
    """Whether another round can be opened: an independent one must be closed first."""
    return leads(desk) and not desk.session.round.is_blind


def show(desk: Desk) -> None:
    """Go to coders and rounds."""
    desk.window.show_workspace(SECTION)


def say_ready(desk: Desk) -> None:
    """Ask what one is ready with."""
    from recall_studio.ui.project.rounds.ready_sheet import ReadySheet

    desk.window.open_sheet(ReadySheet(desk))


def open_round(desk: Desk) -> None:
    """Ask which round comes next."""
    from recall_studio.ui.project.rounds.opening_sheet import OpeningSheet

    desk.window.open_sheet(OpeningSheet(desk))


def close_round(desk: Desk) -> None:
    """Ask why the round is closed, when somebody is not ready."""
    from recall_studio.edits.rounding import close_round as close
    from recall_studio.ui.project.rounds.asking import ReasonSheet

    now = rounds.present(desk.session.study)
    missing = in_words([one.code for one in now.waits_for(desk.session.study.members())])
    waits = _("Not ready yet: {coders}.", coders=missing) if missing else ""
    means = _("Its coding stays as it was from now on, and everybody sees everybody's coding.")
    title = _("Close the round “{round}”", round=round_in_words(now.round))
    words = " ".join(filter(None, (waits, means)))
    main = _("Close the round")
    desk.window.open_sheet(ReasonSheet(desk, close, title=title, words=words, main=main, must=bool(missing)))


def _can_take_over(desk: Desk) -> bool:
    view, now = chosen(desk), desk.session.round
    open_to_it = now.round in TAKES_OVER and not now.is_closed and desk.session.study.writable
    return open_to_it and view is not None and not view.running and view.round != now.round.value


def _take_over(desk: Desk) -> None:
    from recall_studio.edits.rounding import take_over

    view = chosen(desk)

    def done(made: Tagged) -> None:
        desk.session.select(made.id)
        desk.coding.note_asked.emit(made.id)

    if view is not None:
        desk.session.do(take_over, moment=AnnotationId(view.id), done=done)


ROUNDS = (
    Command("round.show", N_("Coders and rounds"), show, (), "study", icon="person"),
    Command(
        "round.ready",
        N_("I am ready with the round …"),
        say_ready,
        ("Ctrl+Shift+D",),
        "study",
        can_be_ready,
        icon="check",
    ),
    Command("round.close", N_("Close the coding round …"), close_round, (), "study", can_close, icon="lock"),
    Command("round.open", N_("Open the next coding round …"), open_round, (), "study", can_open, icon="add"),
    Command(
        "round.take_over",
        N_("Take the moment over into this round"),
        _take_over,
        ("Ctrl+Alt+C",),
        "moment",
        _can_take_over,
        workspace="coding",
        icon="check",
    ),
)
