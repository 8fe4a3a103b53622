"""Commands about the selected moments: go to one, play it, write its note, shape and remove one or many."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.shaping import Edge
from recall_studio.domain.words import N_, ngettext
from recall_studio.ui.commands.coding import may_change, may_remove
from recall_studio.ui.commands.command import Command

if TYPE_CHECKING:
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


def _recode(desk: Desk) -> None:
    """Find a code by typing, and give it to the selected moments."""
    from recall_studio.ui.finding import codes_to_choose
    from recall_studio.ui.palette import Palette

    number = len(desk.coding.shaping.chosen())
    hint = ngettext("Search a code for the selected moment …", "Search a code for the {n} selected moments …", number)
    desk.window.open_sheet(Palette(codes_to_choose(desk, desk.coding.shaping.recode), desk.tokens, hint))


def _can_split(desk: Desk) -> bool:
    return any(not view.is_point and not view.running for view in _changeable(desk))


def _can_merge(desk: Desk) -> bool:
    return len(desk.session.chosen) > 1 and can_change(desk)


def _changeable(desk: Desk) -> list[MomentView]:
    """The selected moments, when the one that is shown in full may be changed."""
    return desk.coding.shaping.chosen() if can_change(desk) else []


def _can_end(desk: Desk) -> bool:
    return any(not view.running for view in _changeable(desk))


def _has_end(desk: Desk) -> bool:
    return any(view.end_ms is not None for view in _changeable(desk))


def _nudge(key: str, title: str, keys: tuple[str, ...], edge: Edge, pictures: int) -> Command:
    return Command(
        f"moment.{key}",
        title,
        lambda desk: desk.coding.shaping.nudge(edge, pictures),
        keys,
        "moment",
        _has_end if edge is Edge.END else can_change,
        workspace="coding",
        repeats=True,
    )


NUDGES = (
    _nudge("earlier", N_("Move it one picture earlier"), ("Ctrl+Left",), Edge.WHOLE, -1),
    _nudge("later", N_("Move it one picture later"), ("Ctrl+Right",), Edge.WHOLE, +1),
    _nudge("begin_earlier", N_("Begin it one picture earlier"), ("Ctrl+PgUp",), Edge.START, -1),
    _nudge("begin_later", N_("Begin it one picture later"), ("Ctrl+PgDown",), Edge.START, +1),
    _nudge("end_earlier", N_("End it one picture earlier"), ("Ctrl+Shift+PgUp",), Edge.END, -1),
    _nudge("end_later", N_("End it one picture later"), ("Ctrl+Shift+PgDown",), Edge.END, +1),
)
"""By the pictures of the recording; a key that is held is one step."""

_shape = partial(Command, area="moment", workspace="coding")

SHAPES = (
    _shape("moment.split", N_("Split it here"), lambda d: d.coding.shaping.split_here(), ("Ctrl+B",), when=_can_split),
    _shape(
        "moment.merge",
        N_("Merge the selected moments"),
        lambda d: d.coding.shaping.merge(),
        ("Ctrl+Shift+J",),
        when=_can_merge,
    ),
    _shape(
        "moment.duplicate",
        N_("Copy it to here"),
        lambda d: d.coding.shaping.duplicate(),
        ("Ctrl+Shift+C",),
        when=can_change,
    ),
    _shape("moment.recode", N_("Give it another code …"), _recode, ("Ctrl+Shift+R",), when=can_change),
    _shape(
        "moment.select_all",
        N_("Select all moments"),
        lambda d: d.coding.shaping.choose_all(),
        ("Ctrl+A",),
        when=_has_moments,
    ),
)


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
        lambda d: d.coding.shaping.begin_here(),
        ("Ctrl+[", "Ctrl+Shift+Left"),
        "moment",
        can_change,
        workspace="coding",
    ),
    Command(
        "moment.end_here",
        N_("End it here"),
        lambda d: d.coding.shaping.end_here(),
        ("Ctrl+]", "Ctrl+Shift+Right"),
        "moment",
        _can_end,
        workspace="coding",
    ),
    Command(
        "moment.remove",
        N_("Remove it"),
        lambda d: d.coding.shaping.remove(),
        ("Del",),
        "moment",
        _can_remove,
        workspace="coding",
        icon="remove",
    ),
    *SHAPES,
    *NUDGES,
)
