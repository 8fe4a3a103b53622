"""The lanes of the open recording with the moments in their rows, kept up to date by the narrowest change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import _, language
from recall_studio.ui.coding.timeline.lanes import Lane, LaneKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.coding.moment_view import Delta, MomentView


class LaneRows:
    """All lanes from top to bottom.

    Args:
        coding: whose moments, turns, ranges and marks they are.
    """

    def __init__(self, coding: Coding) -> None:
        self._coding = coding
        self.lanes: list[Lane] = []
        self._moments: dict[str | None, Lane] = {}
        self._lane_of: dict[str, Lane] = {}
        self.rebuild()

    def rebuild(self) -> None:
        """Make all lanes anew: another recording, codebook or transcript."""
        self._lane_of = {}
        themes = self._themes()
        self._moments = {theme: self._lane(theme) for theme in themes}
        by_theme: dict[str | None, list[MomentView]] = {}
        for view in self._coding.views():
            by_theme.setdefault(view.theme, []).append(view)
        for theme, views in by_theme.items():
            lane = self._moments.setdefault(theme, self._lane(theme))
            lane.fill(views)
            self._lane_of |= dict.fromkeys(lane.row_of, lane)
        self.lanes = [*self._speech(), *self._moments.values(), *self._foot()]

    def take(self, delta: Delta) -> None:
        """Put what is new in its row, and take away what is gone; nothing else moves."""
        if delta.reset:
            self.rebuild()
            return
        before = set(self._moments)
        for moment in (*delta.removed, *delta.changed):
            lane = self._lane_of.pop(moment, None)
            if lane is not None:
                lane.drop(moment)
        for moment in (*delta.added, *delta.changed):
            view = self._coding.view(moment)
            if view is not None:
                self._put(view)
        if None in self._moments and not self._moments[None].rows:
            del self._moments[None]
        if set(self._moments) != before:
            self.lanes = [*self._speech(), *self._moments.values(), *self._foot()]

    def _put(self, view: MomentView) -> None:
        if view.theme not in self._moments:
            self._moments[view.theme] = self._lane(view.theme)
        lane = self._moments[view.theme]
        lane.put(view)
        self._lane_of[view.id] = lane

    def _lane(self, theme: str | None) -> Lane:
        return Lane(LaneKind.MOMENTS, self._title(theme), self._colour(theme), theme)

    def _themes(self) -> list[str]:
        if self._coding.session.recording is None:
            return []
        return [code.key for code in self._coding.session.codebook.on if code.is_theme]

    def _title(self, theme: str | None) -> str:
        if theme is None:
            return _("To be coded")
        return self._coding.session.codebook.by_key[theme].label.in_language(language())

    def _colour(self, theme: str | None) -> str:
        return self._coding.look(theme).colour

    def _speech(self) -> Iterator[Lane]:
        if self._coding.turns:
            yield Lane(LaneKind.SPEAKERS, _("Who speaks"))
            yield Lane(LaneKind.TURNS, _("Transcript"))

    def _foot(self) -> Iterator[Lane]:
        if self._coding.session.recording is not None:
            yield Lane(LaneKind.DISCUSS, _("Discuss"))
            yield Lane(LaneKind.CODED, _("Coded"))
