"""The settings in rows, made from what each field of `Settings` says of itself. Every change holds at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.reaction import LONGEST_REACTION_MS
from recall_studio.domain.words import _
from recall_studio.edits.tagging import set_reaction_time
from recall_studio.store.settings import SECTIONS, offers

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent

    from recall_studio.store.settings import Offer
    from recall_studio.ui.desk import Desk

FIELD_LETTERS = 32
"""How many average letters a field is wide."""


def editor_of(offer: Offer, value: Any, change: Callable[[Any], object]) -> QWidget:
    """The widget that changes a setting: a list of its choices, a number or a tick.

    Args:
        offer: what can be chosen.
        value: what holds now.
        change: told each choice.
    """
    if offer.choices:
        box = QComboBox(minimumContentsLength=18)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for choice, words in offer.choices.items():
            box.addItem(_(words), choice)
        box.activated.connect(lambda _row: change(box.currentData()))
        editor: QWidget = box
    elif offer.most:
        number = QSpinBox(minimum=0, maximum=offer.most, singleStep=offer.step, suffix=f" {offer.unit}")
        number.setKeyboardTracking(False)
        editor = number
    else:
        editor = QCheckBox(_(offer.title))
    show_value(editor, value)
    if isinstance(editor, QSpinBox):
        editor.valueChanged.connect(change)
    elif isinstance(editor, QCheckBox):
        editor.toggled.connect(change)
    editor.setAccessibleName(_(offer.title))
    editor.setAccessibleDescription(_(offer.help))
    return editor


def show_value(editor: QWidget, value: Any) -> None:
    """Show what holds now."""
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(value)))
    elif isinstance(editor, QSpinBox):
        editor.setValue(value)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(value)


class DeviceBox(QComboBox):
    """The sound outputs; they are asked for when somebody looks, for they come and go."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(minimumContentsLength=18)
        self._desk = desk
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setAccessibleName(_("Loudspeaker or headphones"))
        self.activated.connect(lambda _row: desk.playing.hearing.set_device(self.currentData()))
        now = desk.preferences.settings.sound_device
        self.addItem(_("Chosen") if now else _("As the system chooses"), now)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """List them before an arrow goes through them."""
        self._list()
        super().focusInEvent(event)

    @override
    def showPopup(self) -> None:
        """List them before they are seen."""
        self._list()
        super().showPopup()

    def _list(self) -> None:
        hearing = self._desk.playing.hearing
        self.clear()
        self.addItem(_("As the system chooses"), "")
        for device in hearing.devices():
            if device.id:
                self.addItem(device.name, device.id)
        self.setCurrentIndex(max(0, self.findData(hearing.device_id)))


class SettingsForm(QWidget):
    """All settings that are offered, under their headings.

    Args:
        desk: whose settings.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.editors: dict[str, QWidget] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        for section, heading in SECTIONS.items():
            layout.addLayout(self._section(section, _(heading)))
        layout.addStretch(1)
        desk.preferences.changed.connect(self._follow)

    def _section(self, section: str, heading: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        title = QLabel(heading)
        title.setProperty("kind", "heading")
        grid.addWidget(title, 0, 0, 1, 2)
        grid.setRowMinimumHeight(1, 4)
        for field, offer in offers().items():
            if offer.section == section:
                self._add(grid, field, offer)
        if section == "playing":
            words = _("Loudspeaker or headphones")
            _add_row(grid, DeviceBox(self._desk), words, _("Where the recordings are heard on this computer."))
        if section == "coding":
            self._add_reaction(grid)
        return grid

    def _add(self, grid: QGridLayout, field: str, offer: Offer) -> None:
        value = getattr(self._desk.preferences.settings, field)
        editor = editor_of(offer, value, partial(self._change, field))
        self.editors[field] = editor
        _add_row(grid, editor, _(offer.title), _(offer.help))

    def _add_reaction(self, grid: QGridLayout) -> None:
        """The reaction time belongs to who works, in the study; not to this computer."""
        words = _("My reaction time, taken off each tag while playing")
        number = QSpinBox(minimum=0, maximum=LONGEST_REACTION_MS, singleStep=50, suffix=" ms")
        number.setAccessibleName(words)
        number.setValue(self._desk.session.member.reaction_ms)
        number.setEnabled(self._desk.session.study.writable)
        number.editingFinished.connect(lambda: self._set_reaction(number.value()))
        _add_row(grid, number, words, _("It is kept in this study, for you alone."))

    def _set_reaction(self, reaction_ms: int) -> None:
        if reaction_ms != self._desk.session.member.reaction_ms:
            self._desk.session.do(set_reaction_time, member=self._desk.session.member.code, reaction_ms=reaction_ms)

    def _change(self, field: str, value: Any) -> None:
        self._desk.preferences.change(**{field: value})

    def _follow(self, fields: frozenset[str]) -> None:
        """Show what was changed elsewhere, such as under the volume button."""
        for field in fields & self.editors.keys():
            show_value(self.editors[field], getattr(self._desk.preferences.settings, field))


def _add_row(grid: QGridLayout, editor: QWidget, title: str, hint: str) -> None:
    """A title with its hint below at the left and the field at the right; a tick has its title itself."""
    row = max(grid.rowCount(), 2)  # the heading has air below it
    below = QLabel(hint)
    below.setProperty("kind", "small")
    below.setWordWrap(True)
    if isinstance(editor, QCheckBox):
        grid.addWidget(editor, row, 0, 1, 2)
        grid.addWidget(below, row + 1, 0)
    else:
        label = QLabel(title)
        label.setWordWrap(True)
        label.setBuddy(editor)
        editor.setMaximumWidth(editor.fontMetrics().averageCharWidth() * FIELD_LETTERS)
        grid.addWidget(label, row, 0)
        grid.addWidget(editor, row, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(below, row + 1, 0)
    grid.setRowMinimumHeight(row + 2, 8)
