"""How the lanes are arranged on this computer: by what they are grouped, how high they are, which are folded."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recall_studio.ui.coding.timeline.grouping import Grouping
from recall_studio.ui.coding.timeline.lanes import LaneKind

if TYPE_CHECKING:
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
        folded: one line of density is left of every lane of moments.
        others: names of the lanes that are the other way, see `name_of`.
    """

    grouping: Grouping = Grouping.THEME
    compact: bool = False
    folded: bool = False
    others: frozenset[str] = frozenset()

    def name_of(self, lane: Lane) -> str:
        """By what a lane is remembered, whatever recording is open."""
        return f"{self.grouping}:{lane.key or ''}" if lane.kind is LaneKind.MOMENTS else lane.kind.value

    def is_collapsed(self, lane: Lane) -> bool:
        """Whether one line of density is left of a lane."""
        is_other = self.name_of(lane) in self.others
        return is_other != self.folded if lane.kind is LaneKind.MOMENTS else is_other

    def toggled(self, lane: Lane) -> Arrangement:
        """With this lane folded, or unfolded."""
        return replace(self, others=self.others ^ {self.name_of(lane)})

    def all_folded(self, folded: bool) -> Arrangement:
        """With every lane of moments folded, or none of them."""
        kept = frozenset(name for name in self.others if ":" not in name)
        return replace(self, folded=folded, others=kept)

    def next_grouping(self) -> Arrangement:
        """Grouped by the next thing there is."""
        every = list(Grouping)
        return replace(self, grouping=every[(every.index(self.grouping) + 1) % len(every)])


def read(preferences: Preferences) -> Arrangement:
    """What was kept; what it is at first where nothing was, or where it cannot be read."""
    try:
        given = json.loads(preferences.settings.layouts.get(LAYOUT, "{}"))
        others = frozenset(str(name) for name in given.get("others", ()))
        grouping = Grouping(given.get("grouping", Grouping.THEME))
        return Arrangement(grouping, bool(given.get("compact")), bool(given.get("folded")), others)
    except (ValueError, AttributeError, TypeError):
        return Arrangement()


def keep(preferences: Preferences, made: Arrangement) -> None:
    """Remember it on this computer; whoever shows lanes hears of it from the preferences."""
    said = {
        "grouping": made.grouping.value,
        "compact": made.compact,
        "folded": made.folded,
        "others": sorted(made.others),
    }
    preferences.change(layouts={**preferences.settings.layouts, LAYOUT: json.dumps(said, sort_keys=True)})
