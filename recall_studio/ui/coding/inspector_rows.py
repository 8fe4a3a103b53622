"""How the moment inspector is laid out: named rows, the grid of modifiers, and the row of tools below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from recall_studio.domain.words import _, language
from recall_studio.ui.coding.fields import ModifierChoice
from recall_studio.ui.commands.coding import can_code, may_remove
from recall_studio.ui.icons import icon
from recall_studio.ui.key_tips import KeyTip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recall_studio.domain.codebook import Modifier
    from recall_studio.ui.coding.moment_view import MomentView
    from recall_studio.ui.desk import Desk

COLUMNS = 2
_MOST = 100_000


class Rows(QGridLayout):
    """Fields with their names at the left."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(10)
        self.setVerticalSpacing(6)
        self.setColumnStretch(1, 1)

    def add(self, name: str, *fields: QWidget, tall: bool = False) -> None:
        """Add a row; the name of a tall one stands at its first line."""
        label = QLabel(name)
        label.setProperty("kind", "muted")
        label.setBuddy(fields[0])
        beside = QHBoxLayout()
        beside.setSpacing(8)
        for field in fields:
            beside.addWidget(field)
        row = self.rowCount()
        if tall:
            label.setContentsMargins(0, 6, 0, 0)
        self.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter)
        self.addLayout(beside, row, 1)


class ModifierGrid(QWidget):
    """One choice for each modifier of the code; anew when the code asks others."""

    chosen = Signal(object)
    """All modifiers of the moment, by key."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._offered: tuple[Modifier, ...] = ()
        self._fields: dict[str, ModifierChoice | QSpinBox] = {}
        self._values: dict[str, Any] = {}

    def show_values(self, offered: Sequence[Modifier], values: Mapping[str, Any]) -> None:
        """Show what was said."""
        if tuple(offered) != self._offered:
            self._offered = tuple(offered)
            self._build()
        self._values = dict(values)
        for key, field in self._fields.items():
            value = values.get(key)
            if isinstance(field, ModifierChoice):
                field.show_value(value)
            elif not field.hasFocus():
                field.setValue(-1 if value is None else value)

    def _build(self) -> None:
        for field in self._fields.values():
            self._grid.removeWidget(field)
            field.deleteLater()
        self._fields = {modifier.key: self._field(modifier) for modifier in self._offered}
        for place, field in enumerate(self._fields.values()):
            self._grid.addWidget(field, place // COLUMNS, place % COLUMNS)

    def _field(self, modifier: Modifier) -> ModifierChoice | QSpinBox:
        if not modifier.unit:
            choice = ModifierChoice(modifier)
            choice.chosen.connect(lambda value: self._choose(modifier.key, value))
            return choice
        name, number = modifier.label.in_language(language()), QSpinBox()
        number.setRange(-1, _MOST)
        number.setSpecialValueText(f"{name}: –")
        number.setPrefix(f"{name}: ")
        number.setSuffix(f" {modifier.unit}")
        number.setAccessibleName(name)
        number.editingFinished.connect(lambda: self._choose(modifier.key, _number(number)))
        return number

    def _choose(self, key: str, value: object) -> None:
        said = {name: one for name, one in self._values.items() if name != key}
        said |= {} if value is None else {key: value}
        if said != self._values:
            self.chosen.emit(said)


class ToolRow(QWidget):
    """Previous and next, play, discuss and remove."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        coding, colours = desk.coding, desk.tokens
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.previous = self._button(
            "frame_back", "moment.previous", _("Previous moment"), lambda: coding.step_selection(-1)
        )
        self.play = self._button("play", "moment.play", _("Play, from a little before"), self._play)
        self.next = self._button("frame_ahead", "moment.next", _("Next moment"), lambda: coding.step_selection(1))
        self.discuss = self._button("star", "code.discuss", _("To be discussed"), self._discuss)
        self.discuss.setCheckable(True)
        self.remove = self._button("remove", "moment.remove", _("Remove this moment"), self._remove)
        for button in (self.previous, self.play, self.next):
            layout.addWidget(button)
        layout.addWidget(self.discuss)
        layout.addWidget(self.remove)
        self._star = icon("star", colours.star), icon("star", colours.muted)

    def show_moment(self, view: MomentView) -> None:
        """Offer what can be done with this moment."""
        writable = can_code(self._desk) and not view.pending
        self.discuss.setChecked(view.discuss)
        self.discuss.setIcon(self._star[0 if view.discuss else 1])
        self.discuss.setEnabled(writable)
        self.remove.setEnabled(writable and may_remove(self._desk, view))

    def _button(self, name: str, command: str, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(name, self._desk.tokens.text), "")
        button.setProperty("kind", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFixedWidth(button.fontMetrics().height() + 14)
        KeyTip(button, self._desk, command, words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda _checked: run())
        return button

    def _play(self) -> None:
        self._desk.coding.play_moment(self._desk.session.selection or "")

    def _discuss(self) -> None:
        self._desk.coding.discuss(self._desk.session.selection or "")

    def _remove(self) -> None:
        if self._desk.session.selection is not None:
            self._desk.coding.remove([self._desk.session.selection])


def heading(words: str, beside: QLabel, tools: QWidget) -> QHBoxLayout:
    """A heading with something muted beside it, and the tools at its right."""
    title = QLabel(words)
    title.setProperty("kind", "heading")
    layout = QHBoxLayout()
    layout.setSpacing(8)
    layout.addWidget(title)
    layout.addWidget(beside, 1)
    layout.addWidget(tools)
    return layout


def _number(field: QSpinBox) -> int | None:
    return field.value() if field.value() >= 0 else None
