"""Kijken en markeren: the player for who does not code for a living. A large picture, four buttons, one note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.study import Role
from recall_studio.domain.words import _
from recall_studio.player.engine import State
from recall_studio.ui.clock_words import long_clock
from recall_studio.ui.coding import plain_marks
from recall_studio.ui.coding.overlay import ink_on
from recall_studio.ui.coding.plain_list import SHAPES, MarkList, NoteCard, large, shape_icon
from recall_studio.ui.coding.video import MARGIN, StageView
from recall_studio.ui.icons import icon
from recall_studio.ui.situation import Stage

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from recall_studio.ui.coding.plain_marks import Choice, PlainMark
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.situation import Situation
    from recall_studio.ui.tokens import Tokens

BACK_MS = 10_000
SIDE_LETTERS = (48, 62)
"""How wide the right side is, in average letters: narrow and wide."""
SIDE_SHARE = 0.36
_GAP = 12
_TALL = 64
_SLIDER_STEPS = 10_000


class PlainView(QWidget):
    """The plain mode of the open recording.

    Args:
        desk: the window's things.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._coding = desk, desk.coding
        self.stage = StageView(desk, plain=True)
        self.controls = PlainControls(desk)
        self.choices = plain_marks.choices(desk.session.codebook, desk.tokens.star)
        self.buttons = [self._choice_button(choice) for choice in self.choices]
        self._shapes = {choice.colour: SHAPES[choice.place] for choice in self.choices} | {"": SHAPES[-1]}
        self.note, self.list = NoteCard(), MarkList(desk.tokens)
        self.welcome, self._welcome_words = _welcome()
        self._known: set[str] = set()
        self._grid, self._side = QGridLayout(), QWidget()
        self._grid.setSpacing(12)
        self._lay_out()
        self._arrange()
        self._coding.moments_changed.connect(self._look)
        self._coding.surroundings_changed.connect(self._look)
        desk.session.recording_opened.connect(self._begin)
        desk.playing.situation_changed.connect(self._allow)
        self.note.written.connect(lambda of, note: plain_marks.write_note(self._coding, of, note))
        self.list.chosen.connect(self._choose)
        self.list.played.connect(self._play)
        self.list.removed.connect(lambda of: plain_marks.take_away(self._coding, of))
        self._begin()
        self._allow(desk.playing.situation)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the buttons for the room there is."""
        self._arrange()

    @override
    def minimumSizeHint(self) -> QSize:
        """Small enough for the smallest window."""
        return QSize(640, 440)

    def _arrange(self) -> None:
        in_a_row = sum(button.sizeHint().width() + _GAP for button in self.buttons)
        letter = self.fontMetrics().averageCharWidth()
        narrow = self.width() < in_a_row + SIDE_LETTERS[1] * letter + 3 * MARGIN
        self._side.setFixedWidth(min(SIDE_LETTERS[not narrow] * letter, int(self.width() * SIDE_SHARE)))
        for place, button in enumerate(self.buttons):
            self._grid.addWidget(button, *(divmod(place, 2) if narrow else (0, place)))
        self.controls.show_narrow(narrow)

    def _begin(self, _recording: object = None) -> None:
        """Another recording: its marks are all known, and no note is asked."""
        live = self._desk.session.recording is not None and self._desk.session.recording.live
        self.controls.setVisible(not live)
        self._welcome_words.setText(_live_words() if live else _welcome_text())
        self.note.show_mark(None)
        self._known = {mark.key for mark in self._marks()}
        self._look()

    def _allow(self, situation: Situation) -> None:
        """There is nothing to mark in what may not be seen."""
        may = situation.stage in (Stage.READY, Stage.LIVE) and self._desk.session.study.writable
        for button in self.buttons:
            button.setEnabled(may)

    def _marks(self) -> list[PlainMark]:
        return plain_marks.own_marks(self._coding) if self._desk.session.recording else []

    def _look(self, _told: object = None) -> None:
        """Read the marks again; the note is that of the one that came last."""
        marks = self._marks()
        by_key = {mark.key: mark for mark in marks}
        new = [mark for mark in marks if mark.key not in self._known]
        self._known = set(by_key)
        of = new[-1] if new else by_key.get(self.note.of.key) if self.note.of else None
        self.list.show_marks(marks, self._shapes)
        if of != self.note.of:
            self.note.show_mark(of)
        self.list.show_chosen(of.key if of else "")
        self.welcome.setVisible(not marks)

    def _choose(self, of: PlainMark) -> None:
        self.note.show_mark(of)
        self.list.show_chosen(of.key)
        self.note.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _play(self, of: PlainMark) -> None:
        self.note.show_mark(of)
        self.list.show_chosen(of.key)
        plain_marks.play(self._coding, of)

    def _choice_button(self, choice: Choice) -> QPushButton:
        ink = ink_on(QColor(choice.colour), self._desk.tokens).name()
        button = QPushButton(shape_icon(SHAPES[choice.place], ink, 24), f"  {choice.label}   {choice.place + 1}")
        button.setIconSize(QSize(24, 24))
        button.setMinimumHeight(_TALL)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(_("Mark: {what}", what=choice.label))
        button.setToolTip(_("Marks this picture (key {key})", key=choice.place + 1))
        focus = self._desk.tokens.focus
        button.setStyleSheet(
            f"QPushButton {{ background: {choice.colour}; color: {ink}; border: 2px solid {choice.colour};"
            f" border-radius: 8px; padding: 8px 10px; }} QPushButton:hover {{ border-color: {ink}; }}"
            f" QPushButton:pressed {{ border-color: {ink}; padding-top: 11px; }}"
            f" QPushButton:focus {{ border: 3px solid {focus}; }} QPushButton:disabled {{ {_pale(self._desk.tokens)} }}"
        )
        large(button, bold=True)
        button.clicked.connect(lambda: plain_marks.mark(self._coding, choice.place))
        return button

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.stage, 1)
        left.addWidget(self.controls)
        left.addLayout(self._grid)
        right.setSpacing(12)
        right.addWidget(self.welcome)
        right.addWidget(self.note)
        title = QLabel(_("My marks"))
        large(title, 1.1, bold=True)
        right.addWidget(title)
        right.addWidget(self.list, 1)
        if self._desk.session.member.role is not Role.KLANTMANAGER:
            right.addWidget(self._way_back(), 0, Qt.AlignmentFlag.AlignRight)
        self._side.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        whole = QHBoxLayout(self)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # `minimumSizeHint` says how small
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.setSpacing(20)
        whole.addLayout(left, 1)
        whole.addWidget(self._side)

    def _way_back(self) -> QPushButton:
        button = QPushButton(_("Code in full"))
        button.setProperty("kind", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        large(button)
        button.clicked.connect(lambda: self._desk.session.show_plainly(False))
        return button


class PlainControls(QWidget):
    """Play, ten seconds back, and where it is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._player, self._tokens = desk.playing.player, desk.tokens
        self.play = QPushButton()
        self.play.setProperty("kind", "main")
        self.back = QPushButton(icon("back", desk.tokens.text), "")
        self.back.setAccessibleName(_("10 seconds back"))
        self.back.setToolTip(_("10 seconds back"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setMaximum(_SLIDER_STEPS)
        self.slider.setSingleStep(_SLIDER_STEPS // 100)
        self.slider.setPageStep(_SLIDER_STEPS // 20)
        self.slider.setAccessibleName(_("Place in the recording"))
        self._time = QLabel()
        for button in (self.play, self.back):
            button.setMinimumHeight(_TALL - 8)
            button.setIconSize(QSize(26, 26))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for widget, factor, bold in ((self.play, 1.2, True), (self.back, 1.0, False), (self._time, 1.1, True)):
            large(widget, factor, bold=bold)
        self.play.setToolTip(_("Play or pause (space bar)"))
        self.play.clicked.connect(self._player.toggle)
        self.back.clicked.connect(lambda: self._player.skip(-BACK_MS))
        self.slider.actionTriggered.connect(lambda _action: self._go(self.slider.sliderPosition()))
        desk.playing.state_changed.connect(self._show_state)
        desk.playing.moved.connect(self._show_ms)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.play)
        layout.addWidget(self.back)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self._time)
        self._show_state(self._player.state)

    def show_narrow(self, narrow: bool) -> None:
        """With fewer words, or all of them."""
        self.play.setMinimumWidth(_TALL if narrow else 170)
        words = _("10 s back") if narrow else _("10 seconds back")
        self.back.setText(f"  {words}")

    def _go(self, step: int) -> None:
        self._player.seek(self._player.duration_ms * step // _SLIDER_STEPS)

    def _show_state(self, state: State) -> None:
        plays = state is State.PLAYING
        self.play.setIcon(icon("pause" if plays else "play", self._tokens.on_accent))
        words = _("Pause") if plays else _("Play")
        self.play.setText(f"  {words}")
        self.play.setAccessibleName(words)
        for widget in (self.play, self.back, self.slider):
            widget.setEnabled(state is not State.EMPTY)
        self._show_ms(self._player.position_ms())

    def _show_ms(self, ms: int) -> None:
        whole_ms = self._player.duration_ms
        if not self.slider.isSliderDown():
            self.slider.setValue(ms * _SLIDER_STEPS // whole_ms if whole_ms else 0)
        hours = whole_ms >= 3_600_000
        here, end = (long_clock(time_ms, thousandths=False, hours=hours) for time_ms in (ms, whole_ms))
        self._time.setText(f"{here} / {end}")


def _pale(tokens: Tokens) -> str:
    return f"background: {tokens.track}; color: {tokens.muted}; border-color: {tokens.track};"


def _welcome_text() -> str:
    return _(
        "Watch the conversation at your ease. When you see something that matters, press one of the four buttons: "
        "the picture plays on. Everything is kept by itself."
    )


def _live_words() -> str:
    return _(
        "Watch along while they talk. When you notice something that matters, press one of the four buttons: it keeps "
        "the time of the clock. Nothing is recorded, and everything you mark is kept by itself."
    )


def _welcome() -> tuple[QFrame, QLabel]:
    card = QFrame()
    card.setProperty("kind", "card")
    words = QLabel(_welcome_text(), wordWrap=True)
    large(words)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 14, 16, 14)
    layout.addWidget(words)
    return card, words
