"""Commands about the selected moment: go to it, play it, change and remove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recall_studio.domain.words import N_
from recall_studio.ui.commands.coding import may_change, may_remove
from recall_studio.ui.commands.command import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.player.press import Press
    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.desk import Desk


def chosen(desk: Desk) -> MomentView | None:
    """The selected moment, if it is kept."""
    view = desk.coding.view(desk.session.selection or "")
    return view if view is not None and not view.pending else None


def has_moment(desk: Desk) -> bool:
    """Whether a moment is selected."""
    return chosen(desk) is not None


def can_change(desk: Desk) -> bool:
    """Whether a moment is selected that may be changed."""
    view = chosen(desk)
    return view is not None and may_change(desk, view)


def _can_remove(desk: Desk) -> bool:
    view = chosen(desk)
    return view is not None and may_remove(desk, view)


def _has_moments(desk: Desk) -> bool:
    return desk.session.recording is not None and bool(desk.coding.views())


def _play(desk: Desk) -> None:
    desk.coding.play_moment(desk.session.selection or "")


def _noted(desk: Desk) -> str | None:
    """Whose note is written: the selected moment's, or that of the one that was tagged last."""
    return desk.session.selection or desk.coding.latest


def _can_note(desk: Desk) -> bool:
    view = desk.coding.view(_noted(desk) or "")
    return view is not None and may_change(desk, view)


def _write_note(desk: Desk) -> None:
    moment = _noted(desk)
    if moment is not None:
        desk.session.select(moment)
        desk.coding.note_asked.emit(moment)


def _remove(desk: Desk) -> None:
    gone = chosen(desk)
    if gone is not None:
        views = desk.coding.views()
        row = desk.coding.index.row(gone.id)
        after = views[row + 1] if row + 1 < len(views) else None
        desk.coding.remove([gone.id])
        desk.session.select(after.id if after else None)


def _place(desk: Desk, change: Callable[[MomentView, int], dict[str, Any]]) -> None:
    """Put an edge of the selected moment at the picture on the screen."""

    def known(press: Press) -> None:
        view = chosen(desk)
        if view is not None and press.pressed_ms is not None:
            desk.coding.change(view.id, **change(view, press.pressed_ms))

    desk.playing.player.press().when_known(known)


def _begin_here(view: MomentView, at_ms: int) -> dict[str, Any]:
    """Begin here; an instant moves, a stretch that would turn round changes its edges."""
    if view.end_ms is None or at_ms < view.end_ms:
        return {"start_ms": at_ms}
    return {"start_ms": view.end_ms, "end_ms": at_ms} if at_ms > view.end_ms else {"start_ms": at_ms, "end_ms": None}


def _end_here(view: MomentView, at_ms: int) -> dict[str, Any]:
    """End here; before the start, the two change places."""
    if at_ms == view.start_ms:
        return {"end_ms": None}
    return {"start_ms": min(view.start_ms, at_ms), "end_ms": max(view.start_ms, at_ms)}


def _can_end(desk: Desk) -> bool:
    view = chosen(desk)
    return can_change(desk) and view is not None and not view.running


MOMENTS = (
    Command(
        "moment.previous",
        N_("Previous moment"),
        lambda d: d.coding.step_selection(-1),
        ("Up",),
        "moment",
        _has_moments,
        workspace="coding",
    ),
    Command(
        "moment.next",
        N_("Next moment"),
        lambda d: d.coding.step_selection(+1),
        ("Down",),
        "moment",
        _has_moments,
        workspace="coding",
    ),
    Command(
        "moment.play",
        N_("Play the moment"),
        _play,
        ("Ctrl+Return", "Ctrl+Enter"),
        "moment",
        has_moment,
        in_text=True,
        workspace="coding",
        icon="play",
    ),
    Command(
        "moment.note",
        N_("Write its note"),
        _write_note,
        ("Return", "Enter", "F2"),
        "moment",
        _can_note,
        workspace="coding",
        icon="note",
    ),
    Command(
        "moment.begin_here",
        N_("Begin it here"),
        lambda d: _place(d, _begin_here),
        ("Ctrl+[", "Ctrl+Shift+Left"),
        "moment",
        can_change,
        workspace="coding",
    ),
    Command(
        "moment.end_here",
        N_("End it here"),
        lambda d: _place(d, _end_here),
        ("Ctrl+]", "Ctrl+Shift+Right"),
        "moment",
        _can_end,
        workspace="coding",
    ),
    Command(
        "moment.remove",
        N_("Remove it"),
        _remove,
        ("Del",),
        "moment",
        _can_remove,
        workspace="coding",
        icon="remove",
    ),
)
