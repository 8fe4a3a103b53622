"""All moments that the member may see, read and filtered piece by piece, and what changes in them."""

from __future__ import annotations

import gc
import heapq
from itertools import chain
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from recall_studio.analysis.finding_back import Wanted, counted, said_under, seen_places
from recall_studio.domain.ids import RecordingId
from recall_studio.store import annotations as annotation_rows
from recall_studio.store import marks as mark_rows
from recall_studio.store import turns as turn_rows
from recall_studio.ui.coding.moment_view import CodeLook, look_of
from recall_studio.ui.piecemeal import Piecemeal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from recall_studio.analysis.finding_back import Counts, SeenPlace
    from recall_studio.domain.changes import Changes
    from recall_studio.domain.marks import Mark
    from recall_studio.domain.moments import Moment
    from recall_studio.domain.turns import Turn
    from recall_studio.ui.session import Session

PIECE = 250
"""So many moments are read, filtered or sorted in one go: a few ms."""
FROZEN = 10 * PIECE
FEW = 100
"""When more moments changed at once, all are read again, piece by piece."""
_SEEN_ANEW = ("round_state", "study", "consent", "recorded_person", "recording", "conversation", "live_observation")
_LOOK_ANEW = ("code", "modifier", "exclusive_group")
_NAMED_ANEW = ("member", "participant")
CONCERNS = ("annotation", "discuss_mark", "turn", *_SEEN_ANEW, *_LOOK_ANEW, *_NAMED_ANEW)


class FoundMoments(QObject):
    """Reads only while it is wanted; what it holds is what the member may see.

    Args:
        session: the open study.
        neutral: the colour of a moment without a code.

    Attributes:
        places: where the member may look, by id.
        shown: the moments that are wanted, sorted.
        playable: how many of those that are shown lie in a recording.
        counts: how many moments there are by place and code, wanted or not.
        marks: all discuss marks in these places.
    """

    changed = Signal()
    """Other moments are shown."""
    read = Signal()
    """All of them were read anew: what can be filtered by may be different."""

    def __init__(self, session: Session, neutral: str, parent: QObject) -> None:
        super().__init__(parent)
        self.session, self._neutral = session, neutral
        self.places: dict[str, SeenPlace] = {}
        self.marks: Sequence[Mark] = ()
        self.discussed: frozenset[str] = frozenset()
        self.shown: list[Moment] = []
        self.playable = 0
        self.counts: Counts = {}
        self.wanted = Wanted()
        self._order: Callable[[Moment], Any] | None = None
        self._down = False
        self._all: dict[str, Moment] = {}
        self._looks: dict[str | None, CodeLook] = {}
        self._said: dict[str, Sequence[Turn]] = {}
        self._stale, self._awake, self._filtering = True, False, False
        self._work = Piecemeal(self)
        session.changed.connect(self._follow)
        session.closing.connect(self._work.stop)

    @property
    def busy(self) -> bool:
        """Whether it is still reading or filtering."""
        return self._work.busy

    @property
    def number(self) -> int:
        """How many moments there are, wanted or not."""
        return len(self._all)

    def wake(self, awake: bool) -> None:
        """Follow what happens from now on, or only note that something did."""
        self._awake = awake
        if awake and self._stale:
            self.read_all()

    def look(self, code: str | None) -> CodeLook:
        """How a code is shown."""
        if code not in self._looks:
            self._looks[code] = look_of(self.session.codebook, code, self._neutral)
        return self._looks[code]

    def want(self, wanted: Wanted) -> None:
        """Show these moments alone."""
        if wanted != self.wanted:
            self.wanted = wanted
            self._show_again()

    def sort(self, order: Callable[[Moment], Any] | None, *, down: bool) -> None:
        """Sort by this; None: as they lie, by conversation and time."""
        self._order, self._down = order, down
        self._show_again()

    def place_of(self, moment: Moment | Mark) -> SeenPlace | None:
        """Where it lies."""
        return self.places.get(moment.recording_id)

    def of_place(self, place: str) -> list[Moment]:
        """All moments of one place, wanted or not, by time."""
        return [moment for moment in self._all.values() if moment.recording_id == place]

    def read_all(self) -> None:
        """Read everything again."""
        self._stale = self._filtering = False
        study, me = self.session.study, self.session.member
        self.places = {place.id: place for place in seen_places(study, as_seen_by=me, interviews=True)}
        self._looks.clear()
        self._said.clear()
        self._read_marks()
        self._work.do(self._read_pieces())

    def _read_marks(self) -> None:
        found = mark_rows.of_all(self.session.study, self.session.member)
        self.marks = [mark for mark in found if mark.recording_id in self.places]
        self.discussed = frozenset(mark.moment_id for mark in self.marks if mark.moment_id)

    def _read_pieces(self) -> Iterator[None]:
        coming: dict[str, Moment] = {}
        for place in self.places.values():
            after = (-1, "")
            while piece := self._piece(place, after):
                coming.update((str(moment.id), moment) for moment in piece)
                if len(coming) % FROZEN < PIECE and len(coming) > FROZEN:
                    gc.freeze()  # the collector would look through all of them again and again: 90 ms at 100,000
                after = (piece[-1].start_ms, piece[-1].id)
                if len(piece) < PIECE:
                    break
                yield
            yield
        self._all = coming
        self.read.emit()
        yield from self._filter_pieces()

    def _piece(self, place: SeenPlace, after: tuple[int, str]) -> list[Moment]:
        study, me = self.session.study, self.session.member
        return annotation_rows.moments_after(
            study, as_seen_by=me, recording=RecordingId(place.id), after=after, most=PIECE
        )

    def _show_again(self) -> None:
        if not self._stale and (not self._work.busy or self._filtering):  # else filtered when all has been read
            self._work.do(self._filter_pieces())

    def _filter_pieces(self) -> Iterator[None]:
        self._filtering = True
        runs: list[list[Moment]] = []
        counts: Counts = {}
        playable = 0
        everything = list(self._all.values())
        keys, order = self.wanted.keys(self.session.codebook), self._order
        for first in range(0, len(everything), PIECE):
            piece = everything[first : first + PIECE]
            for key, number in counted(piece).items():
                counts[key] = counts.get(key, 0) + number
            run = [moment for moment in piece if self._holds(moment, keys)]
            playable += sum(not self.places[moment.recording_id].live for moment in run)
            runs.append(run if order is None else sorted(run, key=order))
            yield
        merged: list[Moment] = []
        for number, moment in enumerate(chain(*runs) if order is None else heapq.merge(*runs, key=order), start=1):
            merged.append(moment)
            if number % PIECE == 0:
                yield
        self._filtering, self.playable = False, playable
        self.counts, self.shown = counts, merged[::-1] if self._down else merged
        self.changed.emit()

    def _holds(self, moment: Moment, keys: frozenset[str] | None) -> bool:
        place, wanted = self.places.get(moment.recording_id), self.wanted
        if place is None or not wanted.holds_place(place) or not wanted.holds(moment, keys, self.discussed):
            return False
        if not wanted.words:
            return True
        said = f"{self.look(moment.code).label} {moment.code or ''} {moment.note or ''}".casefold()
        if all(word in said for word in wanted.words):
            return True
        said += " " + said_under(self._turns(place), moment.start_ms, moment.end_ms).casefold()
        return all(word in said for word in wanted.words)

    def _turns(self, place: SeenPlace) -> Sequence[Turn]:
        if place.id not in self._said:
            self._said[place.id] = (
                () if place.live else turn_rows.of_recording(self.session.study, RecordingId(place.id))
            )
        return self._said[place.id]

    def _follow(self, changes: Changes) -> None:
        if not any(changes.of(kind) for kind in CONCERNS):
            return
        if not self._awake or self.busy:
            self._stale = True
        if not self._awake:
            return
        moments = changes.of("annotation")
        if self._stale or len(moments) > FEW or any(changes.of(kind) for kind in (*_SEEN_ANEW, *_NAMED_ANEW)):
            self.read_all()
        else:
            self._follow_few(changes, moments)

    def _follow_few(self, changes: Changes, moments: Iterable[str]) -> None:
        """Read again what changed; what is shown is filtered anew, piece by piece."""
        if any(changes.of(kind) for kind in _LOOK_ANEW):
            self._looks.clear()
        if changes.of("turn"):
            self._said.clear()
        if changes.of("discuss_mark"):
            self._read_marks()
        there = set(moments)
        if there:
            found = annotation_rows.moments(self.session.study, as_seen_by=self.session.member, ids=there)
            now = {str(one.id): one for one in found if one.recording_id in self.places}
            for moment in there - now.keys():
                self._all.pop(moment, None)
            if any(moment not in self._all for moment in now):  # it belongs between others
                self.read_all()
                return
            self._all.update(now)
        self.read.emit()
        self._work.do(self._filter_pieces())
