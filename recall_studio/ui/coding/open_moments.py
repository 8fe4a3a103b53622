"""What stands in the open recording, read from the study as it is and as it becomes: moments, and what lies around."""

from __future__ import annotations

import gc
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from recall_studio.domain.words import language
from recall_studio.store import access
from recall_studio.store import annotations as annotation_rows
from recall_studio.ui.coding.moment_index import MomentIndex
from recall_studio.ui.coding.moment_view import Delta, look_of, view_of
from recall_studio.ui.coding.shown_moments import ShownMoments
from recall_studio.ui.coding.surroundings import KINDS, Surroundings
from recall_studio.ui.piecemeal import Piecemeal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtCore import QObject

    from recall_studio.domain.changes import Changes
    from recall_studio.domain.marks import Mark
    from recall_studio.domain.moments import CodedRange, Moment
    from recall_studio.domain.turns import Turn
    from recall_studio.ui.coding.moment_view import CodeLook, MomentView
    from recall_studio.ui.session import Session

PIECE = 250
"""So many moments are read in one go: a few ms."""
FROZEN = 10 * PIECE
MANY = 500
"""When more moments changed at once, all are read again, piece by piece."""
_SEEN_ANEW = ("round_state", "study", "consent", "recorded_person")
"""When one of these changed, other moments may be seen."""
_ALL_ANEW = ("code", "modifier", "exclusive_group", *_SEEN_ANEW)
"""When one of these changed, all may look different."""


class OpenMoments(ShownMoments):
    """The moments of the open recording. It reads; what can be done with them is in `Coding`.

    Args:
        session: the open study and recording.
        neutral: the colour of a moment without a code.
    """

    surroundings_changed = Signal()
    """Turns, coded ranges, marks, seen stretches or the codebook."""

    def __init__(self, session: Session, neutral: str, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.turns: Sequence[Turn] = ()
        self.ranges: Sequence[CodedRange] = ()
        self.marks: Sequence[Mark] = ()
        self.seen: Sequence[tuple[int, int]] = ()
        self._around = Surroundings()
        self._neutral = neutral
        self._allowed = False
        self._reading = Piecemeal(self)
        self._spoken = language()
        self._looks: dict[str | None, CodeLook] = {}
        session.recording_opened.connect(self._load)
        session.changed.connect(self._follow)
        session.closing.connect(self._reading.stop)
        if session.recording is not None:
            self._load()

    @property
    def counts(self) -> Counter[str]:
        """The own moments of the present round by their code; those without one under the empty key."""
        now = self.session.round.round.value
        found = Counter[str]()
        for (coded_in, code), number in self._index.counts.items():
            if coded_in in (now, ""):  # one that is pending belongs to no round yet
                found[code] += number
        return found

    @property
    def allowed(self) -> bool:
        """Whether the member may see what stands in the open recording."""
        return self._allowed

    @property
    def busy(self) -> bool:
        """Whether the moments of a recording are still being read; none of it are shown until they all are."""
        return self._reading.busy

    def turn_at(self, ms: int) -> Turn | None:
        """Who speaks at this instant, and what they say."""
        return self._around.turn_at(ms)

    def look(self, code: str | None) -> CodeLook:
        """How a code is shown."""
        if code not in self._looks:
            self._looks[code] = look_of(self.session.codebook, code, self._neutral)
        return self._looks[code]

    def say_anew(self) -> None:
        """Say codes in the language that is spoken now. Nobody is told: the views are about to be made anew."""
        if language() == self._spoken:
            return
        self._spoken = language()
        self._looks.clear()
        looks = ((view, self.look(view.code)) for view in self._index.views)
        self._index = MomentIndex([replace(view, label=look.label, short=look.short) for view, look in looks])
        self.running = self._index.running

    def _load(self, _opened: object = None) -> None:
        """Read everything of the recording that was opened, or of which other things may be seen now."""
        recording, study = self.session.recording, self.session.study
        self._allowed = recording is not None and recording.name in access.seen_recordings(study, self.session.member)
        self._look_around(KINDS)
        self.waiting.clear()
        self._reading.do(self._read_all())
        if self.busy:  # what was there may belong to what is not seen any more
            self._show(MomentIndex())
        self.surroundings_changed.emit()
        self.moments_changed.emit(Delta(reset=True))

    def _load_again(self) -> None:
        """Read all moments again; those of before are shown until they are there."""
        self._reading.do(self._read_all())
        if not self.busy:
            self.moments_changed.emit(Delta(reset=True))

    def _read_all(self) -> Iterator[None]:
        coming = self._coming = MomentIndex()
        moments, in_pieces = self._read_after((-1, "")), False
        while len(moments) == PIECE:
            coming.extend(self._views_of(moments))
            in_pieces = True
            if len(coming.views) % FROZEN == 0:
                gc.freeze()  # the collector would look through all of them again and again: 90 ms at 100,000
            yield
            moments = self._read_after((moments[-1].start_ms, moments[-1].id))
        coming.extend(self._views_of(moments))
        self._coming = None
        self._show(coming)
        if in_pieces:
            self.moments_changed.emit(Delta(reset=True))
            self._forget_kept()

    def _forget_kept(self) -> None:
        """What was tagged meanwhile may have been kept and read before anybody told."""
        if self.waiting:
            renamed = self._pending_of({view.place: view.id for view in self._index.views if not view.pending})
            self.put(renamed=renamed)

    def _follow(self, changes: Changes) -> None:
        """Read again what changed, and nothing else."""
        if self.session.recording is None:
            return
        if any(changes.of(kind) for kind in _ALL_ANEW):
            self._looks.clear()
            if any(changes.of(kind) for kind in _SEEN_ANEW):
                self._load()
            else:
                self.surroundings_changed.emit()
                self._load_again()
            return
        again = set(changes.of("annotation"))
        around = [kind for kind in KINDS if changes.of(kind)]
        if around:
            before = self._around.discussed
            self._look_around(around)
            again |= before ^ self._around.discussed
            self.surroundings_changed.emit()
        if len(again) > MANY:
            self._load_again()
        elif again:
            self.read_again(again)

    def read_again(self, moments: set[str]) -> None:
        """Read these moments from the study and tell what is different."""
        now = self._views_of(self._read(sorted(moments)))
        fresh = [view for view in now if view != self._index.get(view.id)]
        gone = [moment for moment in moments - {view.id for view in now} if self._index.get(moment)]
        kept = {view.place: view.id for view in fresh if self._index.get(view.id) is None}
        renamed = self._pending_of(kept) if kept else {}
        if fresh or gone:
            self.put(*fresh, gone=gone, renamed=renamed)

    def _read(self, moments: Sequence[str]) -> list[Moment]:
        recording = self.session.recording
        if recording is None or not self._allowed:
            return []
        # Found by id alone: asked for the recording too, SQLite walks through all of its moments (6 ms of 10,000).
        found = annotation_rows.moments(self.session.study, as_seen_by=self.session.member, ids=moments)
        return [moment for moment in found if moment.recording_id == recording.id]

    def _read_after(self, after: tuple[int, str]) -> list[Moment]:
        recording = self.session.recording
        if recording is None or not self._allowed:
            return []
        study, me = self.session.study, self.session.member
        return annotation_rows.moments_after(study, as_seen_by=me, recording=recording.id, after=after, most=PIECE)

    def _views_of(self, moments: Iterable[Moment]) -> list[MomentView]:
        me, discussed = self.session.member.code, self._around.discussed
        return [view_of(moment, self.look(moment.code), me=me, discussed=discussed) for moment in moments]

    def _look_around(self, kinds: Iterable[str]) -> None:
        around = self._around
        around.read(self.session, kinds, allowed=self._allowed)
        self.turns, self.ranges, self.marks, self.seen = around.turns, around.ranges, around.marks, around.seen
