"""What a coder does with the selected moments, one or many: trim, move, split, merge, duplicate, recode, remove."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.shaping import begun_at, behind, ended_at
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.recoding import add_second_code, recode_moments
from recall_studio.edits.shaping import (
    duplicate_moments,
    merge_moments,
    move_moments,
    set_edges,
    split_moments,
)
from recall_studio.ui.clock_words import long_clock
from recall_studio.ui.coding.choosing import Choosing
from recall_studio.ui.coding.moment_view import Confirmation
from recall_studio.ui.coding.nudging import Nudging, extent_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.shaping import Edge, Extent
    from recall_studio.edits.several import Shaped
    from recall_studio.player.press import Press
    from recall_studio.ui.coding.coding import Coding

WARNING = "warning"


class Shaping(Choosing):
    """The verbs on the selected moments; each is one step, and says in words what was done.

    Args:
        coding: the moments.
    """

    def __init__(self, coding: Coding) -> None:
        super().__init__(coding)
        self._coding = coding
        self._nudging = Nudging(coding, self.place)

    def move(self, moments: Iterable[str], by_ms: int, *, settled: Callable[[], None] = lambda: None) -> None:
        """Move moments together so much later; `settled` is called when that is kept or refused."""
        self._do(
            move_moments,
            lambda count: ngettext("{n} moment moved", "{n} moments moved", count),
            settled=settled,
            moments=[AnnotationId(moment) for moment in moments],
            by_ms=by_ms,
        )

    def place(
        self, extents: Mapping[str, Extent], *, nudged: bool = False, settled: Callable[[], None] = lambda: None
    ) -> None:
        """Give moments other places; `settled` is called when that is kept or refused."""
        places = {AnnotationId(moment): tuple(extent) for moment, extent in extents.items()}
        self._do(set_edges, partial(_about_places, extents), settled=settled, places=places, nudged=nudged)

    def nudge(self, edge: Edge, pictures: int) -> None:
        """Move an edge of the selected moments, or the whole of them, so many pictures later."""
        self._nudging.nudge(self.chosen(), edge, pictures)

    def begin_here(self) -> None:
        """Let the selected moments begin at the picture on the screen."""
        self._at_picture(lambda ms: self.place({view.id: begun_at(extent_of(view), ms) for view in self.chosen()}))

    def end_here(self) -> None:
        """Let the selected moments end at the picture on the screen; those that run are ended by their own key."""
        self._at_picture(
            lambda ms: self.place(
                {view.id: ended_at(extent_of(view), ms) for view in self.chosen() if not view.running}
            )
        )

    def split_here(self) -> None:
        """Split the selected moments that hold the picture on the screen."""
        self._at_picture(self._split)

    def merge(self) -> None:
        """Make one moment of the selected ones."""
        self._do(
            merge_moments,
            lambda _count: ngettext("{n} moment merged", "{n} moments merged", len(self._session.chosen)),
            moments=self._ids(),
            then=lambda shaped: self._session.choose(shaped.ids),
        )

    def duplicate(self) -> None:
        """Copy the selected moments to the picture on the screen, or right behind where they begin there."""
        self._at_picture(self._duplicate)

    def recode(self, code: str | None, moments: Iterable[str] | None = None) -> None:
        """Give the selected moments another code, or these."""
        ids = self._ids() if moments is None else [AnnotationId(moment) for moment in moments]
        look = self._coding.look(code)
        self._do(
            recode_moments,
            lambda count: ngettext(
                "{n} moment is “{code}” now", "{n} moments are “{code}” now", count, code=look.short
            ),
            moments=ids,
            code=code,
        )

    def add_code(self, code: str) -> None:
        """Put a second code on the stretches of the selected moments."""
        look = self._coding.look(code)
        self._do(
            add_second_code,
            lambda count: ngettext(
                "“{code}” added to {n} moment", "“{code}” added to {n} moments", count, code=look.short
            ),
            moments=self._ids(),
            coder=self._session.member.code,
            code=code,
        )

    def remove(self) -> None:
        """Take the selected moments away, and select the one behind them."""
        views = self.chosen()
        if not views:
            return
        gone = {view.id for view in views}
        everything, row = self._coding.views(), self._coding.index.row(views[-1].id)
        after = next((view for view in everything[row + 1 :] if view.id not in gone), None)
        self._coding.remove(list(gone))
        self._session.select(after.id if after else None)
        if len(gone) > 1:
            said = ngettext("{n} moment removed", "{n} moments removed", len(gone))
            self._coding.confirmed.emit(Confirmation(said, views[0].start_ms, views[0].colour))

    def _ids(self) -> list[AnnotationId]:
        return [AnnotationId(view.id) for view in self.chosen()]

    def _split(self, at_ms: int) -> None:
        views = [view for view in self.chosen() if view.start_ms < at_ms < view.last_ms] or self.chosen()
        self._do(
            split_moments,
            lambda _count: _("Split at {time}", time=long_clock(at_ms, hours=False)),
            moments=[AnnotationId(view.id) for view in views],
            at_ms=at_ms,
            then=lambda shaped: self._session.choose(shaped.ids[1::2]),
        )

    def _duplicate(self, at_ms: int) -> None:
        views = self.chosen()
        if views:
            self._do(
                duplicate_moments,
                lambda count: ngettext("{n} moment copied", "{n} moments copied", count),
                moments=self._ids(),
                by_ms=behind([extent_of(view) for view in views], at_ms),
                then=lambda shaped: self._session.choose(shaped.ids),
            )

    def _at_picture(self, then: Callable[[int], None]) -> None:
        """Call `then` with the time of the picture on the screen, once that is known."""

        def known(press: Press) -> None:
            if press.pressed_ms is not None:
                then(press.pressed_ms)

        self._coding.playing.player.press().when_known(known)

    def _do(
        self,
        edit: Callable[..., Shaped],
        words: Callable[[int], str],
        *,
        then: Callable[[Shaped], object] = lambda _shaped: None,
        settled: Callable[[], None] = lambda: None,
        **given: object,
    ) -> None:
        """Make an edit, say what it did and what it has to say, and go on."""

        def done(shaped: Shaped) -> None:
            settled()
            then(shaped)
            self._confirm(shaped, words(len(shaped.ids)))

        def refused(error: RecallError) -> None:
            settled()
            self._session.complain(error)

        self._session.do(edit, done=done, refused=refused, **given)

    def _confirm(self, shaped: Shaped, said: str) -> None:
        view = next((view for moment in shaped.ids if (view := self._coding.view(moment))), None)
        if view is not None:
            self._coding.confirmed.emit(Confirmation(said, view.start_ms, view.colour))
        if shaped.notices:
            self._session.say(" ".join(shaped.notices))
        if shaped.warnings:
            self._session.say(" ".join(shaped.warnings), WARNING)


def _about_places(extents: Mapping[str, Extent], count: int) -> str:
    """Where one moment lies now; of several how many they are."""
    if count != 1:
        return ngettext("{n} moment changed", "{n} moments changed", count)
    extent = next(iter(extents.values()))
    start = long_clock(extent.start_ms, hours=False)
    return start if extent.end_ms is None else f"{start} – {long_clock(extent.end_ms, hours=False)}"
