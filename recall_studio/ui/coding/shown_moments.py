"""The moments that are shown, also pending ones: found by place and by id, put in and taken out."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.ui.coding.moment_index import MomentIndex
from recall_studio.ui.coding.moment_view import Delta

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recall_studio.ui.coding.moment_view import MomentView, Place
    from recall_studio.ui.session import Session

POINT_SHOWN_MS = 2_000
"""How long an instant counts as active: its label stands on the picture for this long."""


class ShownMoments(QObject):
    """Moments as the views find them; where they come from is not its business.

    Args:
        session: the open study; what is selected there stays selected when it is kept, and not when it is gone.

    Attributes:
        running: the stretches that are begun and not ended, by start.
        waiting: the ids of those that are pending.
    """

    moments_changed = Signal(object)
    """A `Delta`, the narrowest."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.running: tuple[MomentView, ...] = ()
        self.waiting: set[str] = set()
        self._index = MomentIndex()
        self._coming: MomentIndex | None = None
        """What is being read; shown when it is whole."""

    @property
    def index(self) -> MomentIndex:
        """All moments with their places; not to be changed."""
        return self._index

    def views(self) -> Sequence[MomentView]:
        """All moments by start, at no cost; not to be changed."""
        return self._index.views

    def view(self, moment: str) -> MomentView | None:
        """The moment of this id, if it is in the open recording."""
        return self._index.get(moment)

    def in_span(self, start_ms: int, end_ms: int) -> list[MomentView]:
        """The moments that have an instant in `[start_ms, end_ms)`, by start."""
        return self._index.in_span(start_ms, end_ms)

    def active_at(self, ms: int) -> list[MomentView]:
        """The own moments around this instant: those that stand on the picture."""
        near = self._index.in_span(max(0, ms - POINT_SHOWN_MS), ms + 1)
        return [view for view in near if view.own and (view.running or view.is_point or view.last_ms > ms)]

    def put(
        self, *views: MomentView, gone: Iterable[str] = (), renamed: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Show these moments from now on and those no longer; what is kept in the study stays as it is.

        Args:
            views: new ones, or others in the place of those with their ids.
            gone: ids; a selected one is selected no longer.
            renamed: which of `views` are the kept ones of which pending ones; a selected one stays selected.
        """
        there = {view.id for view in views if self._index.get(view.id) is not None}
        removed = tuple(moment for moment in (*gone, *renamed) if self._index.get(moment) is not None)
        for moment in removed:
            self._forget(moment)
        for view in views:
            self._take(view)
        added = tuple(view.id for view in views if view.id not in there)
        changed = tuple(view.id for view in views if view.id in there)
        self.running = self._index.running
        self.moments_changed.emit(Delta(added=added, changed=changed, removed=removed))
        self.session.exchange(removed, renamed)

    def _show(self, index: MomentIndex) -> None:
        self._index, self.running = index, index.running

    def _take(self, view: MomentView) -> None:
        if self._index.get(view.id) is not None:
            self._forget(view.id)
        self._index.put(view)
        if self._coming is not None:
            self._coming.put(view)
        if view.pending:
            self.waiting.add(view.id)

    def _forget(self, moment: str) -> None:
        self._index.drop(moment)
        if self._coming is not None and self._coming.get(moment) is not None:
            self._coming.drop(moment)
        self.waiting.discard(moment)

    def _pending_of(self, kept: Mapping[Place, str]) -> dict[str, str]:
        """The pending moments whose kept ones these are, by id, so that none stands there twice."""
        pending = [view for made in self.waiting if (view := self._index.get(made)) is not None]
        return {view.id: kept[view.place] for view in pending if view.place in kept}
