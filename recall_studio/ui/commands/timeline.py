"""Commands that change how much of the recording the timeline shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import Command

if TYPE_CHECKING:
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
)
