"""How the lanes are arranged on this computer: by what they are grouped, how high they are, which are folded."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recall_studio.ui.coding.timeline.grouping import Grouping
from recall_studio.ui.coding.timeline.lanes import LaneKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.ui.coding.timeline.lanes import Lane
    from recall_studio.ui.preferences import Preferences

LAYOUT = "timeline"
FOLDED = frozenset({LaneKind.MOMENTS, LaneKind.SOUND})
"""The lanes that are more than one line high, and can be one."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is chosen.

    Attributes:
        grouping: by what moments are put in lanes.
        compact: thin bars without words.
        collapsed: names of the lanes of which one line of density is left, see `name_of`.
    """

    grouping: Grouping = Grouping.THEME
    compact: bool = False
    collapsed: frozenset[str] = frozenset()

    def name_of(self, lane: Lane) -> str:
        """By what a lane is remembered, whatever recording is open."""
        return f"{self.grouping}:{lane.key or ''}" if lane.kind is LaneKind.MOMENTS else lane.kind.value

    def is_collapsed(self, lane: Lane) -> bool:
        """Whether one line of density is left of a lane."""
        return lane.kind in FOLDED and self.name_of(lane) in self.collapsed

    def toggled(self, lane: Lane) -> Arrangement:
        """With this lane folded, or unfolded."""
        return replace(self, collapsed=self.collapsed ^ {self.name_of(lane)})

    def folding(self, lanes: Sequence[Lane], *, folded: bool) -> Arrangement:
        """With all these lanes of moments folded, or none of them."""
        names = {self.name_of(lane) for lane in lanes if lane.kind is LaneKind.MOMENTS}
        return replace(self, collapsed=self.collapsed | names if folded else self.collapsed - names)


def read(preferences: Preferences) -> Arrangement:
    """What was kept; what it is at first where nothing was, or where it cannot be read."""
    try:
        given = json.loads(preferences.settings.layouts.get(LAYOUT, "{}"))
        collapsed = frozenset(str(name) for name in given.get("collapsed", ()))
        return Arrangement(Grouping(given.get("grouping", "theme")), bool(given.get("compact")), collapsed)
    except (ValueError, AttributeError, TypeError):
        return Arrangement()


def keep(preferences: Preferences, made: Arrangement) -> None:
    """Remember it on this computer; whoever shows lanes hears of it from the preferences."""
    said = {"grouping": made.grouping.value, "compact": made.compact, "collapsed": sorted(made.collapsed)}
    preferences.change(layouts={**preferences.settings.layouts, LAYOUT: json.dumps(said, sort_keys=True)})
