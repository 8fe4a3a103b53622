"""Commands of finding back: play all, one further or back, stop, go to it, choose moments to look back at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.study import Role
from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import Command
from recall_studio.ui.commands.in_view import in_front, on_shown, shown
from recall_studio.ui.finding_back.workspace import WORKSPACE, FindingWorkspace

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk

HERE = WORKSPACE.key


_do = partial(on_shown, FindingWorkspace)


def _plays(desk: Desk) -> bool:
    finding = shown(desk, FindingWorkspace)
    return desk.place == HERE and finding is not None and bool(finding.playing_all.queue)


def choose_moments(desk: Desk) -> None:
    """Go to where the moments of the conversation in front are chosen."""
    name = in_front(desk)
    desk.window.show_workspace(HERE)
    _do(lambda finding: finding.choose(name))(desk)


def show_marks(desk: Desk) -> None:
    """Go to everything that is to be discussed."""
    desk.window.show_workspace(HERE)
    _do(FindingWorkspace.show_marks)(desk)


_here = partial(Command, area="play", workspace=HERE)

FINDING = (
    Command(
        "view.finding",
        N_("Go to finding back"),
        lambda desk: desk.window.show_workspace(HERE),
        ("Alt+3",),
        in_text=True,
        icon="find",
    ),
    Command(
        "finding.marks", N_("Show all that is to be discussed"), show_marks, ("Ctrl+Alt+B",), in_text=True, icon="star"
    ),
    Command(
        "finding.choose",
        N_("Choose moments to look back at …"),
        choose_moments,
        ("Ctrl+Alt+M",),
        "study",
        lambda desk: desk.session.member.role is Role.ONDERZOEK,
        in_text=True,
        icon="check",
    ),
    _here(
        "finding.play_all",
        N_("Play all that are listed, or selected"),
        _do(FindingWorkspace.play_all),
        ("P",),
        icon="play",
    ),
    _here(
        "finding.next",
        N_("Play the next moment"),
        _do(lambda finding: finding.playing_all.step(1)),
        ("PgDown",),
        when=_plays,
        icon="frame_ahead",
    ),
    _here(
        "finding.previous",
        N_("Play the moment before"),
        _do(lambda finding: finding.playing_all.step(-1)),
        ("PgUp",),
        when=_plays,
        icon="frame_back",
    ),
    _here(
        "finding.stop",
        N_("Stop playing all"),
        _do(lambda finding: finding.playing_all.stop()),
        ("S",),
        when=_plays,
        icon="close",
    ),
    _here("finding.go", N_("Go to it where it is coded"), _do(FindingWorkspace.go), ("Ctrl+Return",), icon="coding"),
    Command(
        "finding.search",
        N_("Search in all moments"),
        _do(FindingWorkspace.search),
        ("Ctrl+F",),
        "view",
        workspace=HERE,
        icon="search",
    ),
)
