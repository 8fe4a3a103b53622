"""The lanes of the open recording with the moments in their rows, kept up to date by the narrowest change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.words import _
from recall_studio.ui.coding.timeline import arrangement
from recall_studio.ui.coding.timeline.around import Around
from recall_studio.ui.coding.timeline.dense import load_numpy
from recall_studio.ui.coding.timeline.grouping import always, heading, key_of, rank
from recall_studio.ui.coding.timeline.lanes import Lane, LaneKind
from recall_studio.ui.coding.timeline.recalled import LANE_WORDS
from recall_studio.ui.piecemeal import Piecemeal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recall_studio.ui.coding.moment_view import Delta, MomentView
    from recall_studio.ui.coding.timeline.recalled import SaidLine
    from recall_studio.ui.desk import Desk

PIECE = 500
"""How many moments are put in rows in one go: a few ms."""
MANY = 1_000
"""When more moments change at once, all rows are made anew, piece by piece."""

Lanes = dict[str | None, Lane]


class LaneRows(QObject):
    """All lanes from top to bottom.

    Args:
        desk: whose moments, turns, ranges and marks they are.
    """

    rebuilt = Signal()
    """Other lanes are there, or others of them are folded."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._coding = desk, desk.coding
        self.lanes: list[Lane] = []
        self.arranged = arrangement.read(desk.preferences)
        self.channels = 0
        """How many channels of sound are shown."""
        self._moments: Lanes = {}
        self._making = Piecemeal(self)
        self._missed: list[Delta] = []
        self._is_ready = False
        self.around = Around(self._coding, desk.tokens)
        desk.session.closing.connect(self._making.stop)
        desk.preferences.changed.connect(self._follow_preferences)
        self.rebuild()

    @property
    def busy(self) -> bool:
        """Whether moments are still being put in rows; those of before are shown until they are."""
        return self._making.busy

    def rebuild(self) -> None:
        """Make all lanes anew: another recording, codebook or grouping."""
        self._missed.clear()
        self._making.do(self._make(list(self._coding.views())))

    def look_around(self) -> None:
        """Turns, marks or ranges are others."""
        recalled = self.around.recalled
        self.around = Around(self._coding, self._desk.tokens)
        self.around.recalled = recalled
        self._list()

    def recall(self, said: Sequence[SaidLine]) -> None:
        """Show what was said in recall interviews, in a lane for each role."""
        if said or self.around.recalled:
            self.around.recalled = said
            self._list()
            self.rebuilt.emit()

    def show_sound(self, channels: int) -> None:
        """Have a lane with the sound, of so many channels; none of 0."""
        if channels != self.channels:
            self.channels = channels
            self._list()

    def take(self, delta: Delta) -> bool:
        """Put what is new in its row, and take away what is gone; nothing else moves.

        Returns:
            Whether that is done; else it follows, and `rebuilt` tells when.
        """
        if delta.reset or len(delta.added) + len(delta.changed) + len(delta.removed) > MANY:
            self.rebuild()
            return not self.busy
        if self.busy:
            self._missed.append(delta)
            return False
        before = list(self._moments)
        self._apply(delta)
        if list(self._moments) != before:
            self._list()
        return True

    def lane_with(self, moment: str) -> Lane | None:
        """The lane in which a moment lies."""
        return next((lane for lane in self._moments.values() if lane.row_with(moment)), None)

    def arrange(self, wanted: arrangement.Arrangement) -> None:
        """Arrange the lanes so, and remember it."""
        arrangement.keep(self._desk.preferences, wanted)

    def _follow_preferences(self, fields: frozenset[str]) -> None:
        if "layouts" not in fields:
            return
        before, self.arranged = self.arranged, arrangement.read(self._desk.preferences)
        if self.arranged.grouping is not before.grouping:
            self.rebuild()
        if self.arranged != before:
            self.rebuilt.emit()

    def _make(self, views: Sequence[MomentView]) -> Iterator[None]:
        grouping, made = self.arranged.grouping, self._begun()
        for place in range(0, len(views), PIECE):
            if place:
                self._get_ready()
                yield
            for view in views[place : place + PIECE]:
                key = key_of(view, grouping)
                lane = made.get(key)
                if lane is None:
                    lane = made[key] = self._lane(key)
                lane.append(view)
        self._moments = made
        missed, self._missed = self._missed, []
        for delta in missed:
            self._apply(delta)
        self._list()
        self.rebuilt.emit()

    def _get_ready(self) -> None:
        """So many moments will want numpy when they are painted: to load it takes too long for a turn."""
        if not self._is_ready:
            self._is_ready = True
            self._desk.tasks.run("", load_numpy, quiet=True)

    def _begun(self) -> Lanes:
        session = self._coding.session
        if session.recording is None:
            return {}
        keys = always(self.arranged.grouping, session.codebook, session.member.code)
        return {key: self._lane(key) for key in keys}

    def _apply(self, delta: Delta) -> None:
        for moment in (*delta.removed, *delta.changed):
            lane = self.lane_with(moment)
            if lane is not None:
                lane.drop(moment)
        for moment in (*delta.added, *delta.changed):
            view = self._coding.view(moment)
            if view is not None:
                self._put(view)
        session = self._coding.session
        stay = always(self.arranged.grouping, session.codebook, session.member.code)
        for key in [key for key, lane in self._moments.items() if not lane.rows and key not in stay]:
            del self._moments[key]

    def _put(self, view: MomentView) -> None:
        key = key_of(view, self.arranged.grouping)
        there = self.lane_with(view.id)
        if there is not None:  # it changed while the rows were made
            there.drop(view.id)
        if key not in self._moments:
            self._moments[key] = self._lane(key)
        self._moments[key].put(view)

    def _lane(self, key: str | None) -> Lane:
        said = heading(key, self.arranged.grouping, self._coding.session.codebook, self._coding.look(key).colour)
        return Lane(LaneKind.MOMENTS, said.title, said.colour, key)

    def _list(self) -> None:
        book, me = self._coding.session.codebook, self._coding.session.member.code
        keys = sorted(self._moments, key=lambda key: rank(key, self.arranged.grouping, book, me))
        self.lanes = [*self._head(), *(self._moments[key] for key in keys), *self._foot()]

    def _head(self) -> Iterator[Lane]:
        if self.channels:
            yield Lane(LaneKind.SOUND, _("Sound"))
        if self.around.turns:
            yield Lane(LaneKind.SPEAKERS, _("Who speaks"))
            yield Lane(LaneKind.TURNS, _("Transcript"))

    def _foot(self) -> Iterator[Lane]:
        recording = self._coding.session.recording
        for said in self.around.recalled:
            yield Lane(LaneKind.RECALLED, _(LANE_WORDS[said.role]), key=said.role.value)
        if recording is not None:
            yield Lane(LaneKind.DISCUSS, _("Discuss"))
        if recording is not None and not recording.live:  # what is watched along is not declared as coded
            yield Lane(LaneKind.CODED, _("Coded"))
