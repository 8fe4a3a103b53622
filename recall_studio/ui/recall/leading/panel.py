"""The interviewer's panel: the stop, the list of stops, and below them how it goes and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from recall_studio.domain.recall.kinds import Control, TimeOrientation
from recall_studio.domain.words import _, language
from recall_studio.ui.buttons import word_button
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.coding.picture import Picture
from recall_studio.ui.coding.sound import SoundPopover
from recall_studio.ui.elided import ElidedLabel
from recall_studio.ui.icons import icon
from recall_studio.ui.key_tips import KeyBeside, KeyTip
from recall_studio.ui.recall.leading.looking_back import BACK_MS
from recall_studio.ui.recall.leading.notes import leading_questions, share_by_viewer
from recall_studio.ui.recall.leading.phase import Phase
from recall_studio.ui.recall.leading.rest_card import RestCard
from recall_studio.ui.recall.leading.stop_card import StopCard
from recall_studio.ui.recall.leading.stops_model import COMMENT, StopsModel
from recall_studio.ui.recall.leading.viewer_surface import paint_sound
from recall_studio.ui.tables import in_card, set_up_table

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.leading.course import Course
    from recall_studio.ui.recall.leading.leading import Leading
    from recall_studio.ui.recall.leading.notes import Stopped

_PREVIEW = QSize(240, 135)


class Panel(QWidget):
    """What the interviewer has before them.

    Args:
        desk: the window's things.
        leading: the interview.
        spoken: the language in which the interviewer asks.
        heard: the viewer's.
    """

    end_asked = Signal()

    def __init__(self, desk: Desk, leading: Leading, spoken: Tongue, heard: Tongue) -> None:
        super().__init__()
        self._desk, self._leading = desk, leading
        self.card = StopCard(desk, leading, spoken, heard)
        self.rest = RestCard(leading)
        self.quiet = _quiet_card()
        self.model = StopsModel(leading.notes)
        self.table = QTableView()
        self.state, self.preview = QLabel(wordWrap=True), Picture(leading.showing, desk.tokens, self._paint_over)
        self.go_on = word_button("", leading.go_on, kind="main")
        self.back = word_button("", lambda: leading.go_on(back_ms=BACK_MS))
        self.stop = word_button("", leading.hands.by_interviewer)
        self.skip = word_button(_("Leave this out"), leading.skip)
        self.volume, self.sound = word_button(_("Volume")), SoundPopover(leading.showing.hearing, self)
        self.foot = Foot(desk, leading)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_phase(leading.phase)

    def _connect(self) -> None:
        leading = self._leading
        leading.phase_changed.connect(self._show_phase)
        leading.stop_changed.connect(self._show_stop)
        leading.asked.connect(self._answer)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._choose)
        self.card.left.connect(self._back_to_now)
        self.card.form.begun.connect(self._keep_in_sight)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self.rest.end_asked.connect(self.end_asked)
        self.foot.end_asked.connect(self.end_asked)

    def _show_stop(self, stopped: Stopped) -> None:
        """A stop has come: it is written at from now on."""
        self.card.show_stop(stopped)
        self.table.selectRow(self.model.row_of(stopped))
        self._pages.setCurrentWidget(self._scroll)
        self.card.form.begin()

    def _keep_in_sight(self, *_range: int) -> None:
        """The field that is written in, also where large letters leave little room."""
        if self.card.form.text.hasFocus():
            self._scroll.ensureWidgetVisible(self.card.form.text)

    def _show_phase(self, phase: Phase) -> None:
        stands = phase is Phase.STOPPED
        plays = phase is Phase.PLAYING
        if phase is Phase.RESTING:
            self._pages.setCurrentWidget(self.rest)
            self.rest.begin()
        else:
            self._pages.setCurrentWidget(self._scroll if self.card.stopped is not None else self.quiet)
        for button in (self.go_on, self.back):
            button.setEnabled(stands)
        self.skip.setEnabled(stands or plays)
        self.stop.setVisible(self._leading.interview.control is not Control.TERUGKIJKER)
        self.stop.setEnabled(plays)
        self.state.setText(_state_words(phase, self._leading.interview.control))
        self.foot.look()

    def _choose(self, index: QModelIndex) -> None:
        stopped = self.model.stop_at(index.row())
        self.card.show_stop(stopped, earlier=stopped is not self._leading.stopped)
        self._pages.setCurrentWidget(self._scroll)

    def _paint_over(self, painter: QPainter, room: QRectF) -> None:
        """What the viewer has in the place of a picture, when there is only sound."""
        if self._leading.showing.ready and self._leading.showing.sound_only:
            paint_sound(painter, room)

    def _open_volume(self) -> None:
        self.sound.open_above(self.volume)

    def _back_to_now(self) -> None:
        if self._leading.stopped is not None:
            self._show_stop(self._leading.stopped)

    def _answer(self, asked: str) -> None:
        if asked == "question":
            self.card.asking.open_own()
        elif asked == "comment":
            self.card.form.begin()
        elif asked == "end":
            self.end_asked.emit()
        elif asked in tuple(TimeOrientation) and self.card.stopped is not None:
            self.card.form.orient(TimeOrientation(asked))

    def _lay_out(self) -> None:
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setProperty("kind", "plain")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around = QWidget()
        room = QVBoxLayout(around)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.card)
        self._scroll.setWidget(around)
        for page in (self.quiet, self._scroll, self.rest):
            self._pages.addWidget(page)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setProperty("kind", "gap")
        split.setHandleWidth(10)
        split.setChildrenCollapsible(False)
        split.addWidget(self._above())
        split.addWidget(self._below())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([480, 220])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 0)
        layout.setSpacing(8)
        layout.addWidget(split, 1)
        layout.addWidget(self.foot)

    def _above(self) -> QWidget:
        """The stop, and beside it what the viewer sees with what can be done."""
        above = QWidget()
        row = QHBoxLayout(above)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._pages, 1)
        row.addWidget(self._beside())
        return above

    def _beside(self) -> QWidget:
        beside = QWidget()
        self.preview.setFixedSize(_PREVIEW)
        self.preview.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.preview.setAccessibleName(_("What the viewer sees"))
        self.state.setProperty("kind", "muted")
        self.go_on.setIcon(icon("play", self._desk.tokens.on_accent))
        for button, key, words in (
            (self.go_on, "leading.go_on", _("Play on")),
            (self.back, "leading.back", _("5 s back")),
            (self.stop, "play.toggle_writing", _("Stop")),
        ):
            KeyBeside(button, self._desk, key, words)
        KeyTip(self.skip, self._desk, "leading.skip")  # a long name of a key, rarely pressed
        self.volume.setIcon(icon("sound", self._desk.tokens.text))
        self.volume.clicked.connect(self._open_volume)
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self.state, self.go_on, self.back, self.stop, self.skip, self.volume):
            column.addWidget(part)
        column.addStretch(1)
        beside.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)  # large letters need more room
        return beside

    def _below(self) -> QWidget:
        below = QWidget()
        set_up_table(self.table, self.model, _("Stops"))
        heads = self.table.horizontalHeader()
        letter = self.table.fontMetrics().averageCharWidth()
        for column, letters in enumerate((6, 11, 18, 28, 20, 18, 10)):
            self.table.setColumnWidth(column, letters * letter)
        heads.setSectionResizeMode(COMMENT, QHeaderView.ResizeMode.Stretch)
        title = QLabel(_("Stops"))
        title.setProperty("kind", "heading")
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(title)
        layout.addWidget(in_card(self.table), 1)
        return below


class Foot(QFrame):
    """How it goes: who stops, leading questions, what comes; and *Even rust* and the end."""

    end_asked = Signal()

    def __init__(self, desk: Desk, leading: Leading) -> None:
        super().__init__()
        self._leading = leading
        self.share, self.leading_ones, self.coming = (ElidedLabel(least=12) for _label in range(3))
        self.rest = word_button("", leading.pause)
        KeyBeside(self.rest, desk, "leading.rest", _("A rest"))
        self.end = word_button(_("End…"), self.end_asked.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 10)
        row.setSpacing(24)
        for label in (self.share, self.leading_ones, self.coming):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.rest)
        row.addWidget(self.end)
        leading.notes.added.connect(self.look)
        leading.notes.changed.connect(self.look)
        leading.screening.reached.connect(self.look)
        self.look()

    def look(self, _told: object = None) -> None:
        """Say how it stands now."""
        leading = self._leading
        own, of = share_by_viewer(leading.notes.stops, leading.recaller)
        said = _("none yet") if not of else _("{n} of {of}", n=own, of=of) if of < 20 else _percent(own, of)
        self.share.say(_("Stops by the viewer: {share}", share=said))
        self.leading_ones.say(_("Leading questions: {n}", n=leading_questions(leading.notes.stops)))
        self.coming.say(_planned_words(leading.course, leading.screening.at_ms))
        self.rest.setEnabled(leading.phase in (Phase.PLAYING, Phase.STOPPED, Phase.SEEN))
        self.end.setEnabled(leading.goes_on)


def _planned_words(course: Course, at_ms: int) -> str:
    """Which planned moment is shown now, and which comes; nothing when there is none."""
    shown = course.at(at_ms)
    coming = course.after(shown)
    said = [_("Shown now: moment {time}", time=plain_clock(shown.start_ms))] if shown else []
    if coming:
        said.append(_("Next planned moment: {time}", time=plain_clock(coming.start_ms)))
    return " · ".join(said)


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if language() == "nl" else f"{round(100 * part / whole)}%"


def _quiet_card() -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    words = QLabel(
        _("The viewer watches. When it is stopped, the questions and the field for what they say stand here."),
        wordWrap=True,
        alignment=Qt.AlignmentFlag.AlignCenter,
    )
    words.setProperty("kind", "muted")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(48, 16, 48, 16)
    layout.addWidget(words)
    return card


def _state_words(phase: Phase, control: Control) -> str:
    if phase is Phase.PLAYING:
        return _("It plays.") if control is not Control.TERUGKIJKER else _("It plays; the viewer stops it.")
    return {
        Phase.STOPPED: _("It stands still. Take your time."),
        Phase.RESTING: _("A rest."),
        Phase.SEEN: _("Everything was shown. You can still talk, and then end it."),
        Phase.OVER: _("The interview is over."),
        Phase.CLOSED: _("The interview is closed and kept apart."),
    }.get(phase, "")
