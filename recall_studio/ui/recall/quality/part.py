"""The quality dashboard: what asks attention, cards with plots, and each interviewer by role (US-19)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.analysis.recall.alerts import USUAL
from recall_studio.analysis.recall.dashboard import Material, Quality, material, quality_of
from recall_studio.analysis.recall.discussed import BOTH
from recall_studio.analysis.recall.figures import figures
from recall_studio.domain.study import PersonRole, Role, role_in_words
from recall_studio.domain.words import _, ngettext
from recall_studio.ui.beside import Beside
from recall_studio.ui.buttons import word_button
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.finding_back.rows_model import RowsTable
from recall_studio.ui.in_sight import InSight
from recall_studio.ui.recall.held_interviews import CONCERNS
from recall_studio.ui.recall.quality.card_view import CardView
from recall_studio.ui.recall.quality.cards_of_both import all_cards
from recall_studio.ui.recall.quality.keeping import Keeping
from recall_studio.ui.recall.quality.per_interviewer import DIGITS, HEADINGS, lines
from recall_studio.ui.tables import in_card

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from recall_studio.analysis.recall.alerts import Alert
    from recall_studio.ui.desk import Desk

READ_AGAIN = (*CONCERNS, "annotation", "congruence", "comment_link", "coded_range", "code", "round_state")
GAP = 12
SCROLL_BAR_PX = 12
MOST_BESIDE = 3
TABLE_LINES = 6


class QualityPart(QWidget):
    """Reads only while it is seen; it is worked out beside the window.

    Args:
        desk: the window's things.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._read: Material | None = None
        self._quality: Quality | None = None
        self._columns = 0
        self._beside = Beside(desk.session, self)
        self.role, self.interviewer = CalmChoice(_("Who looks back")), CalmChoice(_("Interviewer"))
        self.role.addItem(_("Client and case manager"), None)
        for role in BOTH:
            self.role.addItem(role_in_words(role).capitalize(), role)
        self.methods = word_button(_("Methods paragraph…"), self.show_methods)
        self.facts = QLabel(wordWrap=True)
        self.facts.setProperty("kind", "muted")
        self.cards: list[CardView] = []
        self.keeping = Keeping(desk, self)
        self.table = RowsTable(_("Each interviewer by role"), [_(one) for one in HEADINGS], DIGITS)
        self._alerts, self._grid = QVBoxLayout(), QGridLayout()
        self._pages = QStackedWidget()
        self._lay_out()
        self.role.activated.connect(lambda _at: self._show())
        self.interviewer.activated.connect(lambda _at: self._show())
        InSight(self, desk.session, READ_AGAIN, self.read)
        desk.preferences.changed.connect(self._follow)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read when it is first seen."""
        super().showEvent(event)
        if self._read is None and not self._beside.busy:
            self.read()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many cards beside each other as fit."""
        super().resizeEvent(event)
        self._arrange()

    def read(self) -> None:
        """Read what the dashboard is made of, and have it worked out."""
        session = self._desk.session
        if session.member.role is not Role.ONDERZOEK:
            return
        limits = replace(USUAL, delay_h=float(self._desk.preferences.settings.recall_delay_h))
        read = partial(material, as_seen_by=session.member)
        self._beside.ask(read, lambda found: (found, quality_of(found, limits)), self._take)

    def show_methods(self) -> None:
        """Open the methods paragraph."""
        from recall_studio.ui.recall.quality.methods_sheet import MethodsSheet

        self._desk.window.open_sheet(MethodsSheet(self._desk, self.keeping))

    def _follow(self, fields: frozenset[str]) -> None:
        """Another delay is too long from now on."""
        if "recall_delay_h" in fields and self._read is not None:
            self.read()

    def _take(self, made: tuple[Material, Quality]) -> None:
        self._read, self._quality = made
        now = self.interviewer.currentData()
        self.interviewer.clear()
        self.interviewer.addItem(_("All interviewers"), None)
        for code in sorted({one.interview.interviewer for one in made[0].records}):
            self.interviewer.addItem(code, code)
        self.interviewer.setCurrentIndex(max(0, self.interviewer.findData(now)))
        self._show()

    def _show(self) -> None:
        read, quality = self._read, self._quality
        if read is None or quality is None:
            return
        self._pages.setCurrentIndex(0 if read.records else 1)
        role = self.role.currentData()
        chosen = figures(
            read.records,
            role=PersonRole(role) if role else None,
            interviewer=self.interviewer.currentData(),
            limits=quality.limits,
        )
        cards = all_cards(quality, chosen, self._desk.session.codebook)
        while len(self.cards) < len(cards):
            self._add_card()
        for view, card in zip(self.cards, cards, strict=True):
            view.show_card(card)
        self._tell_alerts(chosen.alerts)
        self._tell_facts(quality, chosen.interviews)
        self.table.show_lines(lines(quality))
        self._arrange(anew=True)

    def _add_card(self) -> None:
        view = CardView(self._desk.tokens)
        view.copied.connect(self.keeping.copy)
        view.saved.connect(self.keeping.ask)
        self.cards.append(view)

    def _tell_alerts(self, found: tuple[Alert, ...]) -> None:
        while (item := self._alerts.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for alert in found:
            label = QLabel(f"⚠ {alert.sentence()}", wordWrap=True)
            label.setProperty("kind", "warning")
            self._alerts.addWidget(label)
        if not found:
            label = QLabel(_("✓ Nothing asks attention: questions, delay and stops are within their limits."))
            label.setProperty("kind", "good")
            label.setWordWrap(True)
            self._alerts.addWidget(label)

    def _tell_facts(self, quality: Quality, shown: int) -> None:
        said = [
            ngettext("{n} interview", "{n} interviews", shown),
            ngettext("{n} conversation", "{n} conversations", quality.conversations),
        ]
        if quality.set_apart:
            said.append(ngettext("{n} set apart, in no number", "{n} set apart, in no number", quality.set_apart))
        self.facts.setText(" · ".join(said))

    def _arrange(self, *, anew: bool = False) -> None:
        room = self.width() - 16 - SCROLL_BAR_PX + GAP
        widest = max((view.minimumSizeHint().width() for view in self.cards), default=room) + GAP
        beside = max(1, min(MOST_BESIDE, room // widest))
        if beside == self._columns and not anew:
            return
        self._columns = beside
        for column in range(MOST_BESIDE):
            self._grid.setColumnStretch(column, 1 if column < beside else 0)
        for place, view in enumerate(self.cards):
            self._grid.addWidget(view, place // beside, place % beside)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.role, 1)
        head.addWidget(self.interviewer, 1)
        head.addWidget(self.facts, 2)
        head.addWidget(self.methods)
        self._alerts.setSpacing(6)
        self._grid.setSpacing(GAP)
        heading = QLabel(_("Each interviewer by role"))
        heading.setProperty("kind", "heading")
        card = in_card(self.table)
        card.setFixedHeight(self.fontMetrics().height() * 2 * TABLE_LINES)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 10, 16, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(self._alerts)
        column.addLayout(self._grid)
        column.addWidget(heading)
        column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setProperty("kind", "plain")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        empty.setText(_("No interview has been held yet. How good the recall is shows here from the first one on."))
        empty.setProperty("kind", "muted")
        reading = QLabel(_("reading …"), alignment=Qt.AlignmentFlag.AlignCenter)
        reading.setProperty("kind", "muted")
        for page in (scroll, empty, reading):
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(reading)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
