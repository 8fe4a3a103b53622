"""Before it begins: the instruction, practice, the viewer's control, the microphone. Nothing of it is a must."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from recall_studio.domain.recall.kinds import Control
from recall_studio.domain.words import N_, _
from recall_studio.edits.recall import preparing
from recall_studio.store.recall import instructing
from recall_studio.ui.buttons import word_button
from recall_studio.ui.flow import FlowLayout
from recall_studio.ui.key_tips import key_of
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.recall.leading.level_meter import LevelMeter
from recall_studio.ui.recall.leading.phase import Phase
from recall_studio.ui.recall.leading.practising import Practice
from recall_studio.ui.recall.leading.viewer_keys import FAR, MEDIA, PAD, REMOTE
from recall_studio.ui.recall.leading.viewer_window import Seen
from recall_studio.ui.situation import Stage

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.leading.leading import Leading
    from recall_studio.ui.recall.leading.viewer_window import ViewerWindow
    from recall_studio.ui.situation import Situation

BUTTON = N_("Mouse or touch on the screen")
WAYS = {"button": BUTTON, REMOTE: REMOTE, MEDIA: MEDIA, FAR: FAR, PAD: PAD}
_WIDEST = 860


class SettingUp(QScrollArea):
    """The steps before the begin, each with what it is for.

    Args:
        desk: the window's things.
        leading: the interview.
        window: the viewer's.
    """

    begin_asked = Signal()
    leave_asked = Signal()

    def __init__(self, desk: Desk, leading: Leading, window: ViewerWindow) -> None:
        super().__init__(widgetResizable=True)
        self._desk, self._leading, self._window = desk, leading, window
        self.setProperty("kind", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.practice = Practice(leading, window)
        self.read = QCheckBox(_("It was read out or listened to, and understood"))
        self.read.setChecked(leading.interview.instruction_read)
        self.practised, self.ready = QLabel(), QLabel(wordWrap=True)
        self.ways = {key: QLabel(f"○  {_(words)}") for key, words in WAYS.items()}
        self.devices, self.meter = QComboBox(), LevelMeter(desk.tokens)
        self.begin = word_button(_("Begin the interview"), self.begin_asked.emit, kind="main")
        self._lay_out()
        self._connect()
        self._show_situation(leading.showing.situation)

    def leave(self) -> None:
        """The interview begins: nothing is tried out any more."""
        self.practice.end()

    def _connect(self) -> None:
        leading = self._leading
        self.read.toggled.connect(self._note_read)
        self.practice.worked.connect(self._note_practised)
        leading.hands.viewer_did.connect(self._light)
        leading.showing.situation_changed.connect(self._show_situation)
        leading.sound.level.connect(self.meter.show_level)
        leading.sound.changed.connect(self._list_devices)
        self.devices.activated.connect(self._choose_device)
        self._list_devices()

    def _note_read(self, on: bool) -> None:
        if on:
            self._note(preparing.READ, self._window.tongue.version)

    def _note_practised(self) -> None:
        self.practised.setText(_("✓ The viewer stopped it and played on."))
        self._note(preparing.PRACTISED)

    def _light(self, which: str) -> None:
        """A control of the viewer was used: it works."""
        label = self.ways.get(which)
        if label is None or self._leading.phase is not Phase.BEFORE:
            return
        if label.property("kind") != "good":
            label.setText(f"✓  {_(WAYS[which])}")
            set_kind(label, "good")
            self._note(preparing.TRIED)

    def _note(self, what: str, version: str | None = None) -> None:
        session = self._leading.interview.id
        self._desk.session.do(preparing.note_done, session=session, what=what, instruction_version=version)

    def _show_situation(self, situation: Situation) -> None:
        """Why the recording may not be shown stands beside the button that would begin."""
        if not self._leading.showing.aid:
            refused = situation.stage not in (Stage.EMPTY, Stage.OPENING, Stage.READY)
            self.ready.setText(f"{situation.sentence} {situation.remedy}".strip() if refused else "")
            self.begin.setEnabled(not refused)
        self.ready.setVisible(bool(self.ready.text()))

    def _list_devices(self) -> None:
        sound = self._leading.sound
        self.devices.clear()
        self.devices.addItem(_("Not recorded here; perhaps brought in afterwards"), None)
        if sound.devices():
            self.devices.addItem(_("The microphone of the system"), "")
        for key, name in sound.devices():
            self.devices.addItem(name, key)
        self.devices.setCurrentIndex(max(0, self.devices.findData(sound.device)))
        self.meter.setVisible(sound.device is not None)

    def _choose_device(self, _row: int) -> None:
        self._leading.sound.choose(self.devices.currentData())
        self.meter.setVisible(self.devices.currentData() is not None)

    def _show_instruction(self) -> None:
        self.practice.end()
        self._window.show_seen(Seen.INSTRUCTION)

    def _play_instruction(self) -> None:
        self._show_instruction()
        self._leading.showing.open_aid(self._window.tongue.key)

    def _try_control(self) -> None:
        self.practice.end()
        self._window.show_seen(Seen.WAITING)
        self._window.try_buttons()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout()
        column.setSpacing(12)
        for step in (self._instruction(), self._practice(), self._control(), self._sound()):
            column.addWidget(step)
        last = QHBoxLayout()
        last.addWidget(self.ready, 1)
        last.addStretch(1)
        last.addWidget(word_button(_("Not now"), self.leave_asked.emit))
        last.addWidget(self.begin)
        set_kind(self.ready, "warning")
        column.addLayout(last)
        column.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        middle.setLayout(column)
        row = QHBoxLayout(inside)
        row.setContentsMargins(16, 14, 16, 14)
        row.addStretch(1)
        row.addWidget(middle, 20)
        row.addStretch(1)
        self.setWidget(inside)

    def _instruction(self) -> QFrame:
        show = word_button(_("Show it on the viewer’s screen"), self._show_instruction)
        play = word_button(_("Let it be heard"), self._play_instruction)
        has_sound = instructing.sound(self._desk.session.study, self._window.tongue.key) is not None
        play.setEnabled(has_sound)
        play.setToolTip("" if has_sound else _("There is no instruction in sound in this language yet."))
        words = _("In {language}, as large as it can be. Read it out together.", language=self._window.tongue.name)
        return _step("1", _("The instruction"), words, _row(show, play), self.read)

    def _practice(self) -> QFrame:
        show = word_button(_("Show the practice clip"), self.practice.begin)
        words = _("A clip that is about nobody. The viewer stops it and plays on, as often as they like.")
        if self._leading.interview.practice_clip_done:
            self.practised.setText(_("✓ The viewer stopped it and played on."))
        return _step("2", _("Practice"), words, _row(show, self.practised))

    def _control(self) -> QFrame:
        if self._leading.interview.control is Control.INTERVIEWER:
            stops_by = key_of(self._desk, "play.toggle_writing")
            words = _("In this interview you stop the recording yourself, with the button or {key}.", key=stops_by)
            return _step("3", _("The viewer’s control"), words)
        lamps = QWidget()
        lines = FlowLayout(lamps, gap=8)
        for label in self.ways.values():
            set_kind(label, "neutral")
            lines.addWidget(label)
        words = _("Let the viewer press what they will use. What works lights up here, whatever else you do.")
        return _step(
            "3", _("The viewer’s control"), words, lamps, _row(word_button(_("Try it out"), self._try_control))
        )

    def _sound(self) -> QFrame:
        self.devices.setAccessibleName(_("Microphone"))
        words = _("Only when everybody who is there agrees. During a rest nothing is recorded.")
        return _step("4", _("Sound of the interview"), words, _row(self.devices, self.meter))


def _row(*parts: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return whole


def _step(number: str, title: str, words: str, *parts: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    heading = QLabel(f"{number}   {title}")
    heading.setProperty("kind", "heading")
    said = QLabel(words, wordWrap=True)
    said.setProperty("kind", "muted")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(18, 12, 18, 14)
    layout.setSpacing(8)
    for part in (heading, said, *parts):
        layout.addWidget(part)
    return card
