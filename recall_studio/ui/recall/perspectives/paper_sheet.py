"""The card on paper: for whom it is decides what stands on it; it leaves when the gate lets it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel

from recall_studio.domain.recall.reading import Audience
from recall_studio.domain.words import N_, _
from recall_studio.exchange.perspective_page import CardPlace, release_card, shown_card
from recall_studio.ui.leaving_page import LeavingPage
from recall_studio.ui.recall.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.analysis.recall.discussed import Place
    from recall_studio.store.writing import Writing
    from recall_studio.ui.desk import Desk

WIDTH, LINES = 760, 26
AUDIENCE_WORDS = {
    Audience.ONDERZOEK: N_("Research"),
    Audience.KLANT: N_("The client"),
    Audience.KLANTMANAGER: N_("The case manager"),
}


class PaperSheet(LeavingPage):
    """A place of a recording on one page.

    Args:
        desk: the window's things.
        place: what stands on it.
        recording: the name of the recording in which it lies.
    """

    def __init__(self, desk: Desk, place: Place, recording: str) -> None:
        super().__init__(
            desk,
            called=_("Perspective card"),
            file=_("card.pdf"),
            width=WIDTH,
            lines=LINES,
            release=self._as_shown,
        )
        self._at = CardPlace(recording, place.start_ms, place.end_ms)
        self.audience = Segments(_("For whom"), {one: _(said) for one, said in AUDIENCE_WORDS.items()})
        self.audience.show_value(Audience.ONDERZOEK)
        head = QHBoxLayout()
        head.addWidget(QLabel(_("For whom")))
        head.addWidget(self.audience, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.add_ways_out(foot)
        self.body.addLayout(head)
        self.body.addWidget(self.page)
        self.body.addLayout(foot)
        self.audience.chosen.connect(lambda _who: self._show())
        self._show()

    def _as_shown(self) -> Callable[[Writing], str]:
        return partial(release_card, at=self._at, audience=self.audience.value)

    def _show(self) -> None:
        session = self._desk.session
        html = shown_card(session.study, at=self._at, as_seen_by=session.member, audience=self.audience.value)
        self.page.setHtml(html)
