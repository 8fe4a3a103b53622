"""Where every key press goes: to the code or command that it means, unless somebody is writing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.coding import chords
from recall_studio.ui.coding.chords import KeyMap, Meaning
from recall_studio.ui.coding.holding import Holding
from recall_studio.ui.commands.command import counts_at
from recall_studio.ui.covering import Cover
from recall_studio.ui.key_choices import by_key, keys_now
from recall_studio.ui.sheet import Sheet
from recall_studio.ui.strokes import digit_of, is_typing, letter_of, names_of
from recall_studio.ui.windows import belongs

if TYPE_CHECKING:
    from recall_studio.player.press import Press
    from recall_studio.ui.coding.chords import Outcome, Step, Waiting
    from recall_studio.ui.commands.command import Command
    from recall_studio.ui.desk import Desk

OWN_ESCAPE = "own_escape"
"""Dynamic property of a text field, or of what lies around it, that closes something of its own at Esc."""
OWN_KEYS = "own_keys"
"""Dynamic property of a widget that hears every key itself, such as the field in which a key is chosen."""
_Key = Qt.Key
_REPEATING = {_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down, _Key.Key_Comma, _Key.Key_Period}
_OF_CONTROLS = {_Key.Key_Space, _Key.Key_Return, _Key.Key_Enter, _Key.Key_Left, _Key.Key_Right, _Key.Key_Up}
_OF_CONTROLS |= {_Key.Key_Down}
_OF_LISTS = {_Key.Key_Up, _Key.Key_Down, _Key.Key_Return, _Key.Key_Enter}
_CONTROLS = (QAbstractButton, QComboBox, QAbstractSlider, QTabBar, QAbstractItemView)
_HEARD = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.FocusIn, QEvent.Type.WindowDeactivate}
_BY_TAB = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}


class KeyRouter(QObject):
    """An event filter for the whole program. Codes and commands come first, text fields before both.

    Args:
        desk: what commands are given; its `commands` have the keys.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._platform = QGuiApplication.platformName()
        self._commands: dict[str, list[Command]] = {}
        self._keys = KeyMap()
        self._holding = Holding(desk.coding)
        self._waiting: Waiting | None = None
        self._press: Press | None = None
        self._tabbed: QObject | None = None
        self._tabbing = False
        self._patience = QTimer(self, singleShot=True, interval=int(chords.PATIENCE_S * 1000))
        self._patience.timeout.connect(self._cancel_chord)
        desk.coding.surroundings_changed.connect(self._read_keys)
        desk.preferences.changed.connect(self._read_keys)
        self._read_keys()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key presses that mean something; everything else goes its way."""
        kind = event.type()
        if kind not in _HEARD or not isinstance(watched, QWidget):  # styles get events of focus too
            return False
        if kind == QEvent.Type.WindowDeactivate:
            self._holding.end_all()
        elif isinstance(event, QKeyEvent):
            if kind == QEvent.Type.KeyRelease:
                self._let_go(event)
                return False
            self._tabbing = event.key() in (_Key.Key_Tab, _Key.Key_Backtab)
            return self._take(watched, event)
        elif isinstance(event, QFocusEvent):
            # When a widget that has the keyboard is hidden, Qt gives it to the next one and calls that Tab as well.
            self._tabbed = watched if self._tabbing and event.reason() in _BY_TAB else None
        return False

    def _let_go(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._holding.let_go(event)

    def _take(self, watched: QWidget, event: QKeyEvent) -> bool:
        if not belongs(watched.window(), self._desk.window.whole) or QApplication.activePopupWidget() is not None:
            return False
        focus = QApplication.focusWidget() or watched
        if _is_covered(focus):
            return False
        if _is_locked(self._desk.window.whole):
            return True  # the keyboard is below the cover, where nothing may be written or done
        if focus.property(OWN_KEYS):
            return False
        if event.key() == _Key.Key_Escape:
            return self._escape(focus)
        writing = takes_text(focus)
        if not writing and self._left_to(focus, event):
            return False
        return (not writing and self._code(event)) or self._command(event, writing=writing)

    def _left_to(self, focus: QWidget, event: QKeyEvent) -> bool:
        """Whether this key is the focused widget's own: of a control reached by Tab, or to go through a list."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        by_tab = focus is self._tabbed and isinstance(focus, _CONTROLS)
        if isinstance(focus, QAbstractItemView):
            return event.key() in _OF_LISTS or (by_tab and event.key() == _Key.Key_Space)
        return by_tab and event.key() in _OF_CONTROLS

    def _escape(self, focus: QWidget) -> bool:
        """Close one level, the innermost first; in the end the player has the keys."""
        session = self._desk.session
        if self._waiting is not None:
            self._cancel_chord()
        elif self._desk.coding.shaping.give_up is not None:
            self._desk.coding.shaping.give_up()
        elif _has_own_escape(focus):
            return False
        elif takes_text(focus) or focus is self._tabbed:
            focus.clearFocus()
        elif self._desk.coding.taking_back.asking:
            self._desk.coding.taking_back.leave()
        elif session.selection is not None and self._codes_count():
            session.select(None)
        else:
            return False
        return True

    def _codes_count(self) -> bool:
        return self._desk.place == "coding" and self._desk.session.recording is not None

    def _code(self, event: QKeyEvent) -> bool:
        """Take a letter or digit that means a code."""
        letter, digit = letter_of(event, self._platform), digit_of(event, self._platform)
        if not self._codes_count() or (letter is None and digit is None):
            return False
        now_s = time.monotonic()
        if digit is not None:
            beside = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            step = chords.digit_pressed(self._keys, self._waiting, digit, now_s, beside=beside)
        else:
            step = chords.letter_pressed(self._keys, letter or "", now_s)
        if event.isAutoRepeat():
            return step[1].meaning is not Meaning.OTHER
        return self._follow(step, event)

    def _follow(self, step: Step, event: QKeyEvent) -> bool:
        waited = self._waiting is not None
        self._waiting, outcome = step
        if outcome.meaning is Meaning.BEGUN:
            self._press = self._desk.playing.player.press()
            self._patience.start()
            self._desk.coding.chord_changed.emit(outcome.code)
            return True
        if waited:
            self._end_chord()
        self._do(outcome, event)
        return outcome.meaning is not Meaning.OTHER

    def _do(self, outcome: Outcome, event: QKeyEvent) -> None:
        coding = self._desk.coding
        if outcome.meaning is Meaning.UNKNOWN:
            self._desk.session.say(_("No code has the key {key}.", key=outcome.said))
        elif outcome.code and outcome.beside:
            coding.add_code(outcome.code)
        elif outcome.meaning in (Meaning.CHORD, Meaning.CODE):
            press = self._press if outcome.meaning is Meaning.CHORD else None
            if not (self._desk.preferences.settings.hold_to_code and self._holding.begin(event, outcome.code, press)):
                coding.press_code(outcome.code, press)

    def _cancel_chord(self) -> None:
        self._waiting = None
        self._end_chord()

    def _end_chord(self) -> None:
        self._patience.stop()
        self._desk.coding.chord_changed.emit(None)

    def _command(self, event: QKeyEvent, *, writing: bool) -> bool:
        for name in names_of(event, self._platform):
            for command in self._commands.get(name, ()):
                if self._counts(command, event, writing=writing) and command.when(self._desk):
                    command.run(self._desk)
                    return True
        return False

    def _counts(self, command: Command, event: QKeyEvent, *, writing: bool) -> bool:
        """Whether a command hears this key here; a key that writes is left to the field in any case."""
        if event.isAutoRepeat() and not command.repeats and event.key() not in _REPEATING:
            return False
        return counts_at(command, self._desk.place) and (not writing or (command.in_text and not is_typing(event)))

    def _read_keys(self, _changed: object = None) -> None:
        now = keys_now(self._desk)
        self._keys, self._commands = now.codes, by_key(now.commands, now.settings)


def _has_own_escape(widget: QWidget) -> bool:
    around: QWidget | None = widget
    while around is not None and not around.property(OWN_ESCAPE):
        around = around.parentWidget()
    return around is not None


def takes_text(widget: QWidget) -> bool:
    """Whether somebody writes in this widget."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QAbstractSpinBox | QKeySequenceEdit)


def _is_locked(whole: QWidget) -> bool:
    """Whether the cover lies over the window."""
    covers = whole.findChildren(Cover, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return any(cover.isVisible() for cover in covers)


def _is_covered(focus: QWidget) -> bool:
    """Whether the keyboard is in something that lies over the window, such as the palette."""
    at: QWidget | None = focus
    while at is not None:
        if isinstance(at, Sheet | Cover):
            return True
        at = at.parentWidget()
    return False
