"""The selected moments: those that are kept, more of them, and all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.coding.open_moments import OpenMoments


class Choosing:
    """Selects among the moments of the open recording.

    Args:
        moments: of the recording.

    Attributes:
        listed: gives the ids of the moments that are listed now, while a list of them is shown.
        give_up: stops the gesture that is under way, while there is one.
    """

    def __init__(self, moments: OpenMoments) -> None:
        self._moments, self._session = moments, moments.session
        self.listed: Callable[[], Sequence[str]] | None = None
        self.give_up: Callable[[], None] | None = None

    def chosen(self) -> list[MomentView]:
        """The selected moments that are kept, by time."""
        views = (self._moments.view(moment) for moment in self._session.chosen)
        return sorted((view for view in views if view and not view.pending), key=lambda view: view.start_ms)

    def choose_all(self) -> None:
        """Select all of one's own, of those that are listed while there is a list; without any of one's own all."""
        listed = set(self.listed()) if self.listed is not None else None
        kept = [view for view in self._moments.views() if not view.pending and (listed is None or view.id in listed)]
        own = [view for view in kept if view.own] or kept
        self._session.choose([view.id for view in own], self._session.selection)

    def toggle(self, moment: str) -> None:
        """Select one more moment, or one less."""
        chosen = self._session.chosen
        if moment in chosen:
            self._session.choose([one for one in chosen if one != moment])
        else:
            self._session.choose((*chosen, moment))
