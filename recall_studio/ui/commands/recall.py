"""Commands of recall interviews: prepare one, hold it, work on it afterwards, see the perspectives of a moment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.study import Role
from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import Command
from recall_studio.ui.commands.in_view import in_front, on_shown, shown
from recall_studio.ui.recall.papers import print_instruction, show_papers_of
from recall_studio.ui.recall.workspace import KEY, LEADS, RecallWorkspace, can_lead

if TYPE_CHECKING:
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.ui.desk import Desk


def shown_recall(desk: Desk) -> RecallWorkspace | None:
    """The workspace of this window, if it is there."""
    return shown(desk, RecallWorkspace)


_do = partial(on_shown, RecallWorkspace)


def _selected(desk: Desk) -> Interview | None:
    """The interview that is selected in the workspace, while that is in front."""
    recall = shown_recall(desk)
    return recall.interviews.current() if recall is not None and desk.place == KEY else None


def prepare(desk: Desk) -> None:
    """Prepare an interview about what is in front."""
    recall = shown_recall(desk)
    if recall is not None:
        recall.prepare(in_front(desk, live=False))


def _may_prepare(desk: Desk) -> bool:
    return desk.session.member.role in LEADS and desk.session.study.writable


def show_papers(desk: Desk) -> None:
    """Show what a viewer gets on paper: of the selected interview, else in Dutch for a client."""
    one = _selected(desk)
    if one is not None:
        show_papers_of(desk, one)
    else:
        print_instruction(desk, "nl")


def show_card(desk: Desk) -> None:
    """Lay the card of the selected moment, or of the picture on the screen, over the window."""
    from recall_studio.ui.recall.perspectives.card_sheet import CardSheet

    chosen = desk.coding.view(desk.session.selection or "")
    if chosen is not None:
        desk.window.open_sheet(CardSheet(desk, chosen.start_ms, chosen.end_ms, chosen.id))
    else:
        desk.window.open_sheet(CardSheet(desk, desk.playing.player.position_ms(), None))


def _has_card(desk: Desk) -> bool:
    recording = desk.session.recording
    return desk.place in ("coding", "plain") and recording is not None and not recording.live


def _tab(desk: Desk, name: str) -> bool:
    recall = shown_recall(desk)
    return recall is not None and recall.tabs.currentWidget() is getattr(recall, name)


def _afterwork(desk: Desk) -> bool:
    return desk.place == KEY and _tab(desk, "afterwork")


def _can_lead(desk: Desk) -> bool:
    recall = shown_recall(desk)
    one = _selected(desk)
    return recall is not None and one is not None and can_lead(recall, one)


def _chosen_to_leave(desk: Desk) -> Interview | None:
    """The interview whose words may be written down: it has ended, and researchers do that."""
    one = _selected(desk)
    may = desk.session.member.role is Role.ONDERZOEK and desk.session.study.writable
    return one if may and one is not None and one.ended_at and not one.set_apart else None


def show_vtt(desk: Desk) -> None:
    """Ask how the selected interview is written as WebVTT."""
    from recall_studio.ui.recall.vtt_sheet import VttSheet

    one = _chosen_to_leave(desk)
    if one is not None:
        desk.window.open_sheet(VttSheet(desk, one))


_here = partial(Command, area="recall", workspace=KEY)

RECALL = (
    Command(
        "view.recall",
        N_("Go to the recall interviews"),
        lambda desk: desk.window.show_workspace(KEY),
        ("Alt+4",),
        in_text=True,
        icon="recall",
    ),
    Command(
        "recall.prepare",
        N_("Prepare a recall interview…"),
        prepare,
        ("Ctrl+Alt+I",),
        "recall",
        _may_prepare,
        in_text=True,
        icon="add",
    ),
    Command(
        "recall.papers",
        N_("Instruction, contact card and sheet to take home…"),
        show_papers,
        (),
        "recall",
        lambda desk: desk.session.member.role in (*LEADS, Role.PRIVACYBEHEER),
        in_text=True,
        icon="note",
    ),
    Command(
        "recall.card",
        N_("Show the perspectives on this moment"),
        show_card,
        ("Ctrl+Alt+V",),
        "recall",
        _has_card,
        in_text=True,
        icon="perspectives",
    ),
    _here(
        "recall.lead",
        N_("Hold the selected interview"),
        _do(RecallWorkspace.lead),
        ("Ctrl+Return",),
        when=_can_lead,
        icon="play",
    ),
    _here(
        "recall.next_open",
        N_("Go to the next thing that is still to be determined"),
        _do(lambda recall: recall.afterwork.step(1)),
        ("F8",),
        when=_afterwork,
        in_text=True,
        icon="next",
    ),
    _here(
        "recall.previous_open",
        N_("Go to the thing before that is still to be determined"),
        _do(lambda recall: recall.afterwork.step(-1)),
        ("Ctrl+F8",),
        when=_afterwork,
        in_text=True,
    ),
    _here(
        "recall.next_stop",
        N_("Go to the next stop"),
        _do(lambda recall: recall.afterwork.step_stop(1)),
        ("Alt+Down",),
        when=_afterwork,
        in_text=True,
    ),
    _here(
        "recall.previous_stop",
        N_("Go to the stop before"),
        _do(lambda recall: recall.afterwork.step_stop(-1)),
        ("Alt+Up",),
        when=_afterwork,
        in_text=True,
    ),
    _here(
        "recall.play_stop",
        N_("Play the recording at this stop"),
        _do(lambda recall: recall.afterwork.detail.play_original()),
        ("F6",),
        when=_afterwork,
        in_text=True,
        icon="play",
    ),
    _here(
        "recall.play_said",
        N_("Hear what was said at this stop"),
        _do(lambda recall: recall.afterwork.detail.play_said()),
        ("F7",),
        when=_afterwork,
        in_text=True,
        icon="microphone",
    ),
    _here(
        "recall.both",
        N_("Only moments that both talked about"),
        _do(lambda recall: recall.perspectives.both.click()),
        ("B",),
        when=lambda desk: desk.place == KEY and _tab(desk, "perspectives"),
    ),
    _here(
        "recall.play_place",
        N_("Play this moment"),
        _do(lambda recall: recall.perspectives.card.play_event()),
        ("P",),
        when=lambda desk: desk.place == KEY and _tab(desk, "perspectives"),
        icon="play",
    ),
    _here(
        "recall.search",
        N_("Search in the interviews"),
        _do(RecallWorkspace.search),
        ("Ctrl+F",),
        icon="search",
    ),
    _here(
        "recall.methods",
        N_("Show the methods paragraph"),
        _do(lambda recall: recall.quality.show_methods()),
        (),
        when=lambda desk: desk.session.member.role is Role.ONDERZOEK,
        icon="note",
    ),
    _here(
        "recall.vtt",
        N_("Save the interview as WebVTT…"),
        show_vtt,
        (),
        when=lambda desk: _chosen_to_leave(desk) is not None,
        icon="note",
    ),
)
