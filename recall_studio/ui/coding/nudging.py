"""Moving edges by single pictures, also faster than each step is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from recall_studio.domain.shaping import Edge, Extent, held

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.coding.moment_view import MomentView


class Place(Protocol):
    """Gives moments other places."""

    def __call__(  # noqa: D102 - said above
        self, extents: Mapping[str, Extent], *, nudged: bool = False, settled: Callable[[], None] = ...
    ) -> None: ...


def extent_of(view: MomentView) -> Extent:
    """Where a moment lies."""
    return Extent(view.start_ms, view.end_ms)


def picture_beside(coding: Coding, ms: int, pictures: int) -> int:
    """Where the picture begins that lies so many from a time; the end of the recording counts as one."""
    player, longest = coding.playing.player, longest_ms(coding)
    begins = player.picture_ms(ms)
    if pictures < 0 and begins < ms:
        pictures += 1
    beside = player.picture_ms(ms, pictures)
    return longest if pictures > 0 and beside <= ms else min(beside, longest)


def longest_ms(coding: Coding) -> int:
    """How long the open recording lasts."""
    recording = coding.session.recording
    return recording.duration_ms if recording is not None else 0


def _has(view: MomentView, edge: Edge) -> bool:
    """Whether a moment can be moved by this: what runs has no end yet, and an instant has none."""
    if edge is Edge.END:
        return view.end_ms is not None
    return edge is Edge.START or not view.running


class Nudging:
    """Moves edges by pictures.

    Args:
        coding: the moments, and the player that knows the pictures.
        place: gives moments other places.
    """

    def __init__(self, coding: Coding, place: Place) -> None:
        self._coding, self._place = coding, place
        self._ahead: dict[str, Extent] = {}
        self._unkept = 0

    def nudge(self, views: Sequence[MomentView], edge: Edge, pictures: int) -> None:
        """Move an edge of moments, or the whole of them, so many pictures later; what has no such edge stays."""
        moved = [view for view in views if _has(view, edge)]
        if not moved:
            return
        extents = {view.id: self._nudged(self._ahead.get(view.id, extent_of(view)), edge, pictures) for view in moved}
        self._ahead |= extents  # the next key press goes on from here, before this one is kept
        self._unkept += 1
        self._place(extents, nudged=True, settled=self._settle)

    def _settle(self) -> None:
        self._unkept -= 1
        if not self._unkept:
            self._ahead.clear()

    def _nudged(self, extent: Extent, edge: Edge, pictures: int) -> Extent:
        if edge is Edge.END:
            end = picture_beside(self._coding, extent.last_ms, pictures)
            return Extent(extent.start_ms, max(end, picture_beside(self._coding, extent.start_ms, 1)))
        start = picture_beside(self._coding, extent.start_ms, pictures)
        if edge is Edge.WHOLE or extent.end_ms is None:
            return extent.moved(held(start - extent.start_ms, [extent], longest_ms(self._coding)))
        return Extent(min(start, max(picture_beside(self._coding, extent.end_ms, -1), 0)), extent.end_ms)
