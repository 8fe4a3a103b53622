"""What client and case manager said of the open recording in recall interviews, in lanes of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.analysis.recall.discussed import BOTH
from recall_studio.domain.study import PersonRole
from recall_studio.domain.words import N_
from recall_studio.ui.coding.timeline.lanes import LaneKind, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QPoint

    from recall_studio.domain.recall.interview import Record
    from recall_studio.ui.coding.timeline.lane_view import LaneView

CONCERNS = (
    *("recall_session", "recall_stop", "recall_comment", "consent", "participant", "recorded_person"),
    *("conversation", "recording", "study"),
)
"""The tables of which something is said in these lanes."""
HIT_PX = 8
LANE_WORDS = {PersonRole.KLANT: N_("Client afterwards"), PersonRole.KLANTMANAGER: N_("Case m. afterwards")}


@dataclass(frozen=True, slots=True)
class SaidHere:
    """A comment at its place in the recording; the end is the begin where it is about an instant."""

    start_ms: int
    end_ms: int
    words: str


class SaidLine:
    """The comments of one role, by begin."""

    def __init__(self, role: PersonRole, said: Sequence[SaidHere]) -> None:
        self.role = role
        self.said = sorted(said, key=lambda one: (one.start_ms, one.end_ms))
        self.line = Line(overlaps=True)
        for one in self.said:
            self.line.add(one.start_ms, one.end_ms, 0)

    def near(self, start_ms: float, end_ms: float) -> Iterator[SaidHere]:
        """Those that reach into this stretch."""
        return (self.said[place] for place in self.line.reaching(start_ms, end_ms + 1))


def said_lines(found: Sequence[Record]) -> tuple[SaidLine, ...]:
    """What was said in these interviews about one recording, a line for each role that said something, client first."""
    lines = (SaidLine(role, [one for record in found for one in _said(record, role)]) for role in BOTH)
    return tuple(line for line in lines if line.said)


def said_under(lanes: LaneView, place: QPoint) -> SaidHere | None:
    """What was said in a recall interview about this place on the lanes; of several the one that begins last."""
    placed = lanes.lane_at(place)
    if placed is None or placed.lane.kind is not LaneKind.RECALLED or place.x() < lanes.head:
        return None
    first, last = lanes.ms_at(place.x() - HIT_PX), lanes.ms_at(place.x() + HIT_PX)
    lines = (one for one in lanes.rows.around.recalled if one.role.value == placed.lane.key)
    near = [one for line in lines for one in line.near(first, last)]
    return near[-1] if near else None


def _said(record: Record, role: PersonRole) -> Iterator[SaidHere]:
    if record.interview.recaller_role is not role:
        return
    places = {stop.id: stop.position_ms for stop in record.stops}
    for comment in record.comments:
        start, end = comment.applies or (places[comment.stop], places[comment.stop])
        words = " ".join((comment.text or comment.text_original).split())
        yield SaidHere(start, end, words)
