"""The card on paper: for whom it is decides what stands on it; it leaves when the gate lets it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser

from recall_studio.domain.errors import RecallError
from recall_studio.domain.recall.reading import Audience
from recall_studio.domain.words import N_, _
from recall_studio.exchange.perspective_page import CardPlace, release_card, shown_card
from recall_studio.ui import paper
from recall_studio.ui.buttons import word_button
from recall_studio.ui.lasting import while_there
from recall_studio.ui.picking import pick_target
from recall_studio.ui.recall.segments import Segments
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recall_studio.analysis.recall.discussed import Place
    from recall_studio.ui.desk import Desk

WIDTH, LINES = 760, 26
AUDIENCE_WORDS = {
    Audience.ONDERZOEK: N_("Research"),
    Audience.KLANT: N_("The client"),
    Audience.KLANTMANAGER: N_("The case manager"),
}


class PaperSheet(Sheet):
    """A place of a recording on one page.

    Args:
        desk: the window's things.
        place: what stands on it.
        recording: the name of the recording in which it lies.
    """

    def __init__(self, desk: Desk, place: Place, recording: str) -> None:
        super().__init__(width=WIDTH)
        self._desk = desk
        self._at = CardPlace(recording, place.start_ms, place.end_ms)
        self.audience = Segments(_("For whom"), {one: _(said) for one, said in AUDIENCE_WORDS.items()})
        self.audience.show_value(Audience.ONDERZOEK)
        self.page = QTextBrowser(openLinks=False)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setAccessibleName(_("Perspective card"))
        self.page.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.page.setStyleSheet("QTextBrowser { background: #ffffff; color: #111111; }")  # paper is white
        head = QHBoxLayout()
        head.addWidget(QLabel(_("For whom")))
        head.addWidget(self.audience, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(word_button(_("Save as PDF or web page …"), self._ask_where))
        foot.addWidget(word_button(_("Print …"), self._print, kind="main"))
        self.body.addLayout(head)
        self.body.addWidget(self.page)
        self.body.addLayout(foot)
        self.audience.chosen.connect(lambda _who: self._show())
        self._show()

    def keep(self, path: Path) -> None:
        """Write the page to this file; a name without an ending becomes a PDF."""
        whole = paper.with_ending(path)

        def write(html: str) -> None:
            paper.keep(whole, html=html, draw=partial(paper.print_pages, html))
            self._desk.session.say(_("The page is in {file}.", file=whole.name))
            self.shut()

        self._release(write)

    def _show(self) -> None:
        session = self._desk.session
        html = shown_card(session.study, at=self._at, as_seen_by=session.member, audience=self.audience.value)
        self.page.setHtml(html)

    def _release(self, use: Callable[[str], None]) -> None:
        def hand_over(html: str) -> None:
            try:
                use(html)
            except RecallError as error:
                self._refuse(error)

        done, refused = while_there(self, hand_over), while_there(self, self._refuse)
        self._desk.session.do(release_card, done=done, refused=refused, at=self._at, audience=self.audience.value)

    def _refuse(self, error: RecallError) -> None:
        self._desk.session.complain(error)
        self.shut()

    def _ask_where(self) -> None:
        pick_target(self, _("Save the page"), self.keep, name=_("card.pdf"))

    def _print(self) -> None:
        self._release(lambda html: paper.ask_printer(self, partial(paper.print_pages, html)))
