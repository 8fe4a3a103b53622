"""Commands that change how much of the recording the timeline shows, and how its lanes are arranged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recall_studio.domain.words import N_
from recall_studio.ui.coding.timeline import arrangement
from recall_studio.ui.coding.timeline.arrangement import Arrangement
from recall_studio.ui.coding.timeline.grouping import Grouping
from recall_studio.ui.commands.command import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.desk import Desk

CLOSER = 1.6


def _is_open(desk: Desk) -> bool:
    return desk.session.recording is not None and not desk.session.plain


def _has_selection(desk: Desk) -> bool:
    return _is_open(desk) and desk.coding.view(desk.session.selection or "") is not None


def _fit_selection(desk: Desk) -> None:
    view = desk.coding.view(desk.session.selection or "")
    if view is not None:
        desk.coding.scale.fit_stretch(view.start_ms, view.last_ms)


def _arrange(change: Callable[[Arrangement], Arrangement]) -> Callable[[Desk], None]:
    def run(desk: Desk) -> None:
        arrangement.keep(desk.preferences, change(arrangement.read(desk.preferences)))

    return run


def _grouped(grouping: Grouping) -> Callable[[Arrangement], Arrangement]:
    return lambda made: replace(made, grouping=grouping)


_LANES = (
    ("timeline.by_theme", N_("Group the lanes by theme"), _grouped(Grouping.THEME), ()),
    ("timeline.by_code", N_("Group the lanes by code"), _grouped(Grouping.CODE), ()),
    ("timeline.by_coder", N_("Group the lanes by coder"), _grouped(Grouping.CODER), ()),
    ("timeline.by_layer", N_("Group the lanes by layer"), _grouped(Grouping.LAYER), ()),
    ("timeline.regroup", N_("Group the lanes by something else"), Arrangement.next_grouping, ("Ctrl+Shift+G",)),
    (
        "timeline.compact",
        N_("Thin lanes, or lanes with words"),
        lambda made: replace(made, compact=not made.compact),
        ("Ctrl+Shift+L",),
    ),
    ("timeline.fold", N_("Fold or unfold all lanes"), lambda made: made.all_folded(not made.folded), ("Ctrl+Shift+F",)),
)

TIMELINE = (
    Command(
        "timeline.closer",
        N_("Zoom in on the timeline"),
        lambda desk: desk.coding.scale.zoom(CLOSER),
        ("+", "Ctrl++"),
        "view",
        _is_open,
        workspace="coding",
        icon="zoom_in",
    ),
    Command(
        "timeline.further",
        N_("Zoom out of the timeline"),
        lambda desk: desk.coding.scale.zoom(1 / CLOSER),
        ("-", "Ctrl+-"),
        "view",
        _is_open,
        workspace="coding",
        icon="zoom_out",
    ),
    Command(
        "timeline.whole",
        N_("Show the whole recording on the timeline"),
        lambda desk: desk.coding.scale.fit(),
        ("Ctrl+Home",),
        "view",
        _is_open,
        workspace="coding",
        icon="fit",
    ),
    Command(
        "timeline.moment",
        N_("Show the selected moment on the timeline"),
        _fit_selection,
        ("Ctrl+E",),
        "view",
        _has_selection,
        workspace="coding",
        icon="fit",
    ),
    Command(
        "timeline.follow",
        N_("Follow the playhead"),
        lambda desk: desk.coding.scale.follow_playhead(),
        ("Ctrl+G",),
        "view",
        _is_open,
        workspace="coding",
        icon="follow",
    ),
    *(
        Command(key, title, _arrange(change), keys, "view", _is_open, workspace="coding", icon="lanes")
        for key, title, change, keys in _LANES
    ),
)
