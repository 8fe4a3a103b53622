"""The lanes of the open recording with the moments in their rows, kept up to date by the narrowest change."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from recall_studio.domain.words import _, language
from recall_studio.ui.coding.timeline.lanes import Lane, LaneKind, stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.coding.moment_view import Delta, MomentView


class Row:
    """The moments of one row of one lane, by start."""

    def __init__(self) -> None:
        self.views: list[MomentView] = []
        self.starts: list[int] = []
        self.longest_ms = 0

    def add(self, view: MomentView) -> None:
        """Add the next one."""
        self.views.append(view)
        self.starts.append(view.start_ms)
        self.longest_ms = max(self.longest_ms, view.last_ms - view.start_ms)

    def within(self, start_ms: float, end_ms: float) -> list[MomentView]:
        """Those that may reach into this stretch."""
        first = bisect_left(self.starts, start_ms - self.longest_ms)
        return self.views[first : bisect_left(self.starts, end_ms)]


class LaneRows:
    """All lanes from top to bottom.

    Args:
        coding: whose moments, turns, ranges and marks they are.
    """

    def __init__(self, coding: Coding) -> None:
        self._coding = coding
        self.lanes: list[Lane] = []
        self._rows: dict[str | None, list[Row]] = {}
        self._lane_of: dict[str, str | None] = {}
        self.rebuild()

    def rebuild(self) -> None:
        """Make all lanes anew: another recording, codebook or transcript."""
        self._lane_of = {}
        themes = self._themes()
        by_theme: dict[str | None, list[MomentView]] = {theme: [] for theme in themes}
        for view in self._coding.views():
            self._lane_of[view.id] = view.theme
            by_theme.setdefault(view.theme, []).append(view)
        self._rows = {}
        lanes = {theme: self._stacked(theme, views) for theme, views in by_theme.items()}
        self.lanes = [*self._speech(), *lanes.values(), *self._foot()]

    def take(self, delta: Delta) -> None:
        """Restack the lanes in which something changed."""
        if delta.reset:
            self.rebuild()
            return
        touched = {self._lane_of.pop(moment, None) for moment in (*delta.removed, *delta.changed)}
        for moment in (*delta.added, *delta.changed):
            view = self._coding.view(moment)
            if view is not None:
                self._lane_of[moment] = view.theme
                touched.add(view.theme)
        known = {lane.theme for lane in self.lanes if lane.kind is LaneKind.MOMENTS}
        if touched - known or (None in touched and not self._has(None)):
            self.rebuild()
            return
        for theme in touched & known:
            views = [view for view in self._coding.views() if view.theme == theme]
            place = next(n for n, lane in enumerate(self.lanes) if self._is(lane, theme))
            self.lanes[place] = self._stacked(theme, views)

    def rows(self, lane: Lane) -> list[Row]:
        """The rows of a lane of moments."""
        return self._rows.get(lane.theme, []) if lane.kind is LaneKind.MOMENTS else []

    def _has(self, theme: str | None) -> bool:
        return any(view.theme == theme for view in self._coding.views())

    @staticmethod
    def _is(lane: Lane, theme: str | None) -> bool:
        return lane.kind is LaneKind.MOMENTS and lane.theme == theme

    def _stacked(self, theme: str | None, views: list[MomentView]) -> Lane:
        row_of, rows = stack(views)
        filled = [Row() for _row in range(rows)]
        for view in views:
            filled[row_of[view.id]].add(view)
        self._rows[theme] = filled
        return Lane(LaneKind.MOMENTS, self._title(theme), self._colour(theme), theme, rows, row_of)

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
