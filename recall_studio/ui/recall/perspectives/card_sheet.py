"""The perspective card over the window, for a moment of the recording that is coded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel
from typing_extensions import override

from recall_studio.analysis.recall.cards import at, read_of_places, shows_coding
from recall_studio.analysis.recall.discussed import TOLERANCE_MS, Place
from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.recall.judging import link_comment
from recall_studio.store import annotations as annotation_rows
from recall_studio.ui.beside import Beside
from recall_studio.ui.buttons import word_button
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.in_sight import InSight
from recall_studio.ui.recall.perspectives.card_view import CardView
from recall_studio.ui.recall.perspectives.paper_sheet import PaperSheet
from recall_studio.ui.recall.perspectives.part import READ_AGAIN
from recall_studio.ui.recall.perspectives.said_words import words_of
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from recall_studio.analysis.recall.discussed import Said
    from recall_studio.domain.moments import Moment
    from recall_studio.ui.desk import Desk

WIDTH, LINES = 1080, 36


class CardSheet(Sheet):
    """The places at a stretch or instant; of several the user goes from one to the next.

    Args:
        desk: the window's things.
        start_ms: where it begins, in the recording that is open.
        end_ms: where it ends; None for an instant.
        moment: the id of the moment that it is about, if any.
    """

    def __init__(self, desk: Desk, start_ms: int, end_ms: int | None, moment: str = "") -> None:
        super().__init__(width=WIDTH)
        self._desk, self._start, self._end, self._moment = desk, start_ms, end_ms, moment
        self._places: list[Place] = []
        self._beside = Beside(desk.session, self)
        self._here = 0
        self.view = CardView(desk)
        self.view.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.number = QLabel()
        self.number.setProperty("kind", "muted")
        self.link = CalmChoice(_("Link a comment that was made elsewhere"))
        self.link.activated.connect(self._link)
        self.next = word_button(_("The next"), self._step)
        self.view.going.connect(self._go)
        self.view.printing.connect(self._print)
        foot = QHBoxLayout()
        foot.addWidget(self.number, 1)
        foot.addWidget(self.link, 1)
        foot.addWidget(self.next)
        foot.addWidget(word_button(_("Close"), self.shut))
        self.body.addWidget(self.view)
        self.body.addLayout(foot)
        InSight(self, desk.session, READ_AGAIN, self.read)
        self.number.setText(_("reading …"))
        self.next.hide()
        self.link.hide()
        self.read()

    @override
    def take_focus(self) -> None:
        """Space plays."""
        self.view.play.setFocus()

    def read(self) -> None:
        """Show what lies there now."""
        session, recording = self._desk.session, self._desk.session.recording
        if recording is None:
            return
        read = partial(read_of_places, as_seen_by=session.member, recording=recording.id)
        self._beside.ask(read, lambda found: found.places, partial(self._take, recording.name))

    def _take(self, recording: str, found: list[Place]) -> None:
        here = at(found, self._start, self._end, TOLERANCE_MS)
        here += [one for one in found if one not in here and self._moment in [moment.id for moment in one.moments]]
        self._offer([one for place in found if place not in here for one in place.said])
        self._places = here or [self._without_words()]
        self._here = min(self._here, len(self._places) - 1)
        words = ngettext("{n} place here was talked about.", "{n} places here were talked about.", len(here))
        self.number.setText(words if here else _("Nobody talked about this moment, as far as you may read."))
        self.next.setVisible(len(self._places) > 1)
        self.view.show_place(self._places[self._here], recording)

    def _offer(self, elsewhere: list[Said]) -> None:
        """What may be linked to the moment: it was said elsewhere, and is about this all the same."""
        session = self._desk.session
        may = bool(self._moment) and session.study.writable and shows_coding(session.member, None)
        self.link.setVisible(may and bool(elsewhere))
        self.link.clear()
        self.link.addItem(_("Link a comment that was made elsewhere…"), None)
        for one in elsewhere:
            words = " ".join(words_of(one).split())
            self.link.addItem(f"{role_in_words(one.role)} {plain_clock(one.start_ms)}  {words}", one.comment.id)

    def _link(self, _at: int) -> None:
        comment = self.link.currentData()
        if comment is not None:
            self._desk.session.do(link_comment, comment=comment, annotation=AnnotationId(self._moment))

    def _without_words(self) -> Place:
        """The moment alone: nobody talked about it."""
        session, recording = self._desk.session, self._desk.session.recording
        moments: list[Moment] = []
        if self._moment and shows_coding(session.member, None):
            moments = annotation_rows.moments(session.study, as_seen_by=session.member, ids=[self._moment])
        if recording is None:
            raise RuntimeError("no recording is open")
        end = self._start if self._end is None else self._end
        return Place(recording.id, self._start, end, (), tuple(moments))

    def _step(self) -> None:
        self._here = (self._here + 1) % len(self._places)
        self.read()

    def _go(self, moment: Moment) -> None:
        self.shut()
        self._desk.session.select(str(moment.id))

    def _print(self) -> None:
        if self.view.place is not None:
            self._desk.window.open_sheet(PaperSheet(self._desk, self.view.place, self.view.recording))
