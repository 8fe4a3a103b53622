"""The bar under the picture: play, steps, the time, and how it is played. Each button does what a command does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QMenu, QPushButton, QWidget
from typing_extensions import override

from recall_studio.domain.words import N_, _
from recall_studio.player.choosing import AUTO
from recall_studio.player.engine import State
from recall_studio.ui.clock_words import long_clock, short_clock
from recall_studio.ui.coding.jump import Clock
from recall_studio.ui.coding.sound import SoundPopover
from recall_studio.ui.coding.transport_menus import engine_menu, engine_name, rate_words, speed_menu
from recall_studio.ui.icons import icon
from recall_studio.ui.key_tips import KeyTip, key_of
from recall_studio.ui.situation import Stage

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from recall_studio.ui.commands.command import Command
    from recall_studio.ui.desk import Desk

_WORDS = {
    "play.back": N_("−5 s"),
    "play.picture_back": N_("‹ 1 picture"),
    "play.picture_ahead": N_("1 picture ›"),
    "play.ahead": N_("+5 s"),
}
_ANY_WIDTH = 16777215  # Qt's own
_LEVELS = range(3, -2, -1)
"""How much is shown: from 0 the loop and the words too, from 1 all, from 2 with words, at 3 the engine's whole name."""


class Transport(QWidget):
    """Listens to the player and shows how it stands; what it does are commands.

    Args:
        desk: the window's things.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._playing, self._tokens = desk, desk.playing, desk.tokens
        self._commands = {command.key: command for command in desk.commands}
        self._level = 0
        self._row = QHBoxLayout(self)
        self.play = self._button("play.toggle")
        self.play.setProperty("kind", "main")
        self.steps = [self._button(key) for key in _WORDS]
        self.clock = Clock(self._key("play.time"))
        self.total = QLabel()
        self.total.setProperty("kind", "muted")
        self.loop = self._button("play.loop", checkable=True)
        keys = " ".join(self._key(f"play.{name}") for name in ("slower", "faster", "usual_speed"))
        self.speeds = speed_menu(self, desk)
        self.speed = self._menu_button(self.speeds, _("Speed ({keys})", keys=keys))
        self.volume = self._button("play.sound")
        self.subtitles = self._button("play.subtitles", checkable=True)
        self.engines = engine_menu(self, desk)
        self.engine = self._menu_button(self.engines, _("Player"))
        self.engine.setProperty("kind", "flat")
        self.full = self._button("play.picture")
        self.sound = SoundPopover(desk.playing.hearing, self)
        self._lay_out()
        self._listen()
        self._show_state(self._playing.player.state)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons alone where there is no room for words."""
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        """It gives way to the picture; what does not fit is cut off at the right, and every key still works."""
        return QSize(240, super().minimumSizeHint().height())

    def _listen(self) -> None:
        playing = self._playing
        playing.state_changed.connect(self._show_state)
        playing.situation_changed.connect(self._show_tuning)
        playing.moved.connect(self.clock.show_ms)
        playing.loop_changed.connect(self._show_tuning)
        playing.tuned.connect(self._show_tuning)
        playing.hearing.changed.connect(self._show_tuning)
        playing.asked.connect(self._answer)
        self.clock.asked.connect(playing.player.seek)

    def _lay_out(self) -> None:
        row = self._row
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # `minimumSizeHint` says how small
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(6)
        for widget in (self.play, *self.steps, self.clock, self.total):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.engine, self.loop, self.speed, self.volume, self.subtitles, self.full):
            row.addWidget(widget)

    def _answer(self, asked: str) -> None:
        if not self.isVisible():
            return  # another view of the same player was asked
        if asked == "time":
            self.clock.ask()
        elif asked == "sound":
            self.sound.open_above(self.volume)

    def _show_state(self, state: State) -> None:
        there = state is not State.EMPTY
        for widget in (self.play, *self.steps, self.clock, self.loop, self.speed, self.volume, self.subtitles):
            widget.setEnabled(there)
        plays = state is State.PLAYING
        self.play.setIcon(icon("pause" if plays else "play", self._tokens.on_accent))
        self.play.setAccessibleName(_("Pause") if plays else _("Play"))
        self.clock.show_ms(self._playing.player.position_ms())
        self._show_tuning()

    def _show_tuning(self, _told: object = None) -> None:
        player, playing = self._playing.player, self._playing
        whole = long_clock(player.duration_ms, thousandths=False)
        self.total.setText(f"/ {whole}" if player.duration_ms else "")
        self.loop.setChecked(player.loop is not None or playing.loop_from_ms is not None)
        self.subtitles.setChecked(playing.subtitles)
        self.speed.setText(f"{rate_words(player.rate)}×")
        self.speed.setAccessibleName(_("Speed: {rate}", rate=rate_words(player.rate)))
        choice = playing.choice
        self.engine.setToolTip(choice.sentence if choice else "")
        self._fit()

    def _fit(self) -> None:
        """Show as much as there is room for."""
        for level in _LEVELS:
            self._level = level
            self._show_words()
            if self._row.totalMinimumSize().width() <= self.width():
                return

    def _show_words(self) -> None:
        words = self._level > 1
        self.total.setVisible(self._level > 0)
        for button in (self.loop, self.subtitles):
            button.setVisible(self._level >= 0)  # with very large letters only their keys are left
        plays = self._playing.situation.stage is Stage.READY  # of what may not be played nothing is said
        self.engine.setVisible(self._level > 0 and plays and self._playing.choice is not None)
        narrow = self.fontMetrics().height() * 2 + 4
        for button in (self.play, *self.steps, self.loop, self.volume, self.subtitles, self.full):
            button.setMaximumWidth(_ANY_WIDTH if words else narrow)
        for button, (key, said) in zip(self.steps, _WORDS.items(), strict=True):
            button.setText(_(said) if words else "")
            button.setIcon(QIcon() if words else self._icon(self._commands[key].icon))
        self.loop.setText(self._loop_words() if words else "")
        self.loop.setIcon(QIcon() if words else self._icon("loop"))
        hearing = self._playing.hearing
        self.volume.setIcon(self._icon("silent" if hearing.muted else "sound"))
        self.volume.setText("" if hearing.muted or not words else f"{hearing.volume_percent}%")
        self.volume.setAccessibleName(_("Volume {percent} %", percent=hearing.volume_percent))
        self.engine.setText(self._engine_words())

    def _loop_words(self) -> str:
        player, from_ms = self._playing.player, self._playing.loop_from_ms
        if player.loop is not None:
            return f"{short_clock(player.loop[0])} – {short_clock(player.loop[1])}"
        return f"{short_clock(from_ms)} – …" if from_ms is not None else _("A–B")

    def _engine_words(self) -> str:
        choice = self._playing.choice
        name = engine_name(choice.key) if choice else ""
        if self._level < 3:
            return name
        how = _("automatic") if self._desk.preferences.settings.engine == AUTO else _("chosen")
        return f"{name} · {how}"

    def _button(self, key: str, *, checkable: bool = False) -> QPushButton:
        command = self._commands[key]
        button = QPushButton()
        button.setCheckable(checkable)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        KeyTip(button, self._desk, key)
        button.setAccessibleName(command.words)
        button.setIcon(self._icon(command.icon))
        button.clicked.connect(lambda _on=False: self._run(command))
        return button

    def _menu_button(self, menu: QMenu, words: str) -> QPushButton:
        button = QPushButton()
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height()))))
        return button

    def _run(self, command: Command) -> None:
        if command.when(self._desk):
            command.run(self._desk)
        self._show_tuning()  # a button that can be checked was checked by Qt, whatever came of it

    def _icon(self, name: str) -> QIcon:
        return icon(name, self._tokens.text)

    def _key(self, key: str) -> str:
        return key_of(self._desk, key)
