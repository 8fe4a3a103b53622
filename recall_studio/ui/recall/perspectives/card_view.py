"""A perspective card: the event with its clip, and what client, case manager and coders say of it, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.analysis.recall.cards import shows_coding
from recall_studio.domain.study import PersonRole, Role, role_in_words
from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.coding.moment_view import look_of
from recall_studio.ui.elided import WrappedLabel
from recall_studio.ui.finding_back.play_all import Stretch
from recall_studio.ui.flow import FlowLayout
from recall_studio.ui.recall.clip_player import ClipPlayer
from recall_studio.ui.recall.interview_words import delay_in_words
from recall_studio.ui.recall.perspectives.judging_row import JudgingRow
from recall_studio.ui.recall.perspectives.said_words import about_of, asked_of, nothing_of, place_in_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QShowEvent

    from recall_studio.analysis.recall.discussed import Place, Said
    from recall_studio.domain.moments import Moment
    from recall_studio.ui.desk import Desk

POINT, STRETCH = "◆", "■"


class CardView(QWidget):
    """Shows one place of a recording.

    Args:
        desk: the window's things.
    """

    going = Signal(object)
    """The `Moment` that the user wants to see where it is coded."""
    printing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: Place | None = None
        self._recording = ""
        self.title = QLabel()
        self.title.setProperty("kind", "title")
        self.badge = QLabel()
        self.badge.setProperty("kind", "warning")
        self.player = ClipPlayer(desk, lines=8)
        self.play = word_button(_("Play this moment"), self.play_event, kind="main")
        self.print = word_button(_("On paper…"), self.printing.emit)
        self.judging = JudgingRow(desk)
        self._columns = {key: QVBoxLayout() for key in ("klant", "klantmanager", "codes")}
        self._cards: dict[str, QFrame] = {}
        self._lay_out()

    @property
    def place(self) -> Place | None:
        """What is shown."""
        return self._place

    @property
    def recording(self) -> str:
        """The name of the recording in which it lies."""
        return self._recording

    def show_place(self, place: Place, recording: str) -> None:
        """Show this place of a recording."""
        before = self._place
        self._place, self._recording = place, recording
        self.title.setText(f"{recording} · {place_in_words(place)}")
        self.badge.setText(_("↔ opposite tones"))
        for role in (PersonRole.KLANT, PersonRole.KLANTMANAGER):
            self._fill(role.value, list(self._said(place, role)))
        coding = shows_coding(self._desk.session.member, None)
        self._cards["codes"].setVisible(coding)
        if coding:
            self._fill("codes", list(self._coded(place)))
        self.badge.setVisible(coding and place.opposite_tone is True)
        self.judging.setVisible(coding)
        self.judging.show_place(place, recording)
        if self.isVisible() and (before is None or _where(before) != _where(place)):
            self.player.show_at(self._stretch(place))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The picture of its begin stands there when it comes."""
        super().showEvent(event)
        if self._place is not None and not event.spontaneous():
            self.player.show_at(self._stretch(self._place))

    def play_event(self) -> None:
        """Play the clip, from a little before."""
        if self._place is not None:
            self.player.play(self._stretch(self._place))

    def _stretch(self, place: Place) -> Stretch:
        end = place.end_ms if place.end_ms > place.start_ms else None
        return Stretch(self._recording, place.start_ms, end)

    def _said(self, place: Place, role: PersonRole) -> Iterator[QWidget]:
        said = place.by(role)
        if not said:
            yield _muted(nothing_of(role, self._desk.session.member.role))
        for one in said:
            yield _comment(one, private=self._desk.session.member.role is not Role.ONDERZOEK)

    def _coded(self, place: Place) -> Iterator[QWidget]:
        if not place.moments:
            yield _muted(_("Nothing is coded here, as far as you may see."))
        for moment in place.moments:
            yield self._code(moment)

    def _code(self, moment: Moment) -> QWidget:
        tokens = self._desk.tokens
        look = look_of(self._desk.session.codebook, moment.code, tokens.muted)
        sign = POINT if moment.end_ms is None else STRETCH
        row = QWidget()
        line = QGridLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        mark = QLabel(sign)
        mark.setStyleSheet(f"color: {look.colour};")
        line.addWidget(mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(WrappedLabel(look.label), 0, 1, 1, 2)
        line.addWidget(WrappedLabel(f"{plain_clock(moment.start_ms)} · {moment.coder}"), 1, 1)
        line.setColumnStretch(1, 1)
        line.setVerticalSpacing(0)
        go = word_button("→", lambda: self.going.emit(moment), kind="flat")
        go.setAccessibleName(_("Go to it where it is coded"))
        go.setToolTip(_("Go to it where it is coded"))
        line.addWidget(go, 1, 2, Qt.AlignmentFlag.AlignTop)
        return row

    def _fill(self, key: str, parts: list[QWidget]) -> None:
        column = self._columns[key]
        while (item := column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    def _lay_out(self) -> None:
        head, named = QHBoxLayout(), QWidget()
        flow = FlowLayout(named, centred=True)
        flow.addWidget(self.title)
        flow.addWidget(self.badge)
        head.addWidget(named, 1)
        head.addWidget(self.print)
        self.player.buttons.addWidget(self.play)
        headings = {
            "klant": role_in_words(PersonRole.KLANT).capitalize(),
            "klantmanager": role_in_words(PersonRole.KLANTMANAGER).capitalize(),
            "codes": _("Codes of the researchers"),
        }
        columns = QHBoxLayout()
        columns.setSpacing(10)
        for key, words in headings.items():
            self._cards[key] = self._column_card(key, words)
            self._cards[key].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # all as wide
            columns.addWidget(self._cards[key], 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.player, 5)
        layout.addLayout(columns, 6)
        layout.addWidget(self.judging)

    def _column_card(self, key: str, heading: str) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setAccessibleName(heading)
        title = WrappedLabel(heading)
        title.setProperty("kind", "heading")
        inside = QWidget()
        inside.setLayout(self._columns[key])
        self._columns[key].setContentsMargins(0, 0, 4, 0)
        self._columns[key].setSpacing(10)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setProperty("kind", "plain")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(12, 10, 8, 10)
        layout.addWidget(title)
        layout.addWidget(scroll, 1)
        return card


def _where(place: Place) -> tuple[str, int, int]:
    return (str(place.recording), place.start_ms, place.end_ms)


def _muted(words: str) -> QLabel:
    label = QLabel(words, wordWrap=True)
    label.setProperty("kind", "muted")
    return label


def _comment(said: Said, *, private: bool) -> QWidget:
    """What was said, how it is to be taken, and what was asked; the questions are not the other party's."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    words = QLabel(f"“{words_of(said)}”", wordWrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(words)
    after = _("{delay} after the conversation", delay=delay_in_words(said.interview.delay_h))
    lines = [about_of(said, private=True)] if private else [about_of(said), asked_of(said), after]
    for line in filter(None, lines):
        small = QLabel(line, wordWrap=True)
        small.setProperty("kind", "small")
        column.addWidget(small)
    return part
