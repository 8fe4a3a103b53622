"""The settings as a sheet: what this computer remembers, and the reaction time of who works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QPushButton, QSpinBox, QWidget

from recall_studio.domain.reaction import LONGEST_REACTION_MS
from recall_studio.domain.words import _
from recall_studio.edits.tagging import set_reaction_time
from recall_studio.store.settings import LONGEST_PRE_ROLL_MS
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.ui.desk import Desk

WIDTH, LABEL_WIDTH = 600, 260


class PreferencesSheet(Sheet):
    """Every change holds at once; there is nothing to save."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(width=WIDTH)
        self._desk = desk
        title = QLabel(_("Preferences"))
        title.setProperty("kind", "title")
        self.body.addWidget(title)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(10)
        self.body.addLayout(self._form)
        self._add_choices()
        self._add_numbers()
        done = QPushButton(_("Done"))
        done.setProperty("kind", "main")
        done.clicked.connect(self.shut)
        self.body.addWidget(done)

    def _add_choices(self) -> None:
        languages = {"": _("As the system"), "nl": "Nederlands", "en": "English"}
        themes = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
        engines = {"auto": _("Automatic"), "vlc": "libVLC", "qt": "Qt Multimedia"}
        self._choice(_("Language"), "language", languages)
        self._choice(_("Colours"), "theme", themes)
        self._choice(_("Plays with"), "engine", engines)
        self._tick(_("Pause after a tag until its note is written"), "pause_on_tag")

    def _add_numbers(self) -> None:
        settings = self._desk.preferences.settings
        before = _number(settings.pre_roll_ms, LONGEST_PRE_ROLL_MS, 500)
        before.valueChanged.connect(lambda ms: self._desk.preferences.change(pre_roll_ms=ms))
        self._row(_("Play a moment from so long before it"), before)
        reaction = _number(self._desk.session.member.reaction_ms, LONGEST_REACTION_MS, 50)
        reaction.editingFinished.connect(lambda: self._set_reaction(reaction.value()))
        reaction.setEnabled(self._desk.session.study.writable)
        self._row(_("My reaction time, taken off each tag while playing"), reaction)

    def _set_reaction(self, reaction_ms: int) -> None:
        if reaction_ms != self._desk.session.member.reaction_ms:
            self._desk.session.do(set_reaction_time, member=self._desk.session.member.code, reaction_ms=reaction_ms)

    def _choice(self, words: str, field: str, options: Mapping[str, str]) -> None:
        box = QComboBox()
        for value, said in options.items():
            box.addItem(said, value)
        box.setCurrentIndex(max(0, box.findData(getattr(self._desk.preferences.settings, field))))
        box.activated.connect(lambda _row: self._desk.preferences.change(**{field: box.currentData()}))
        self._row(words, box)

    def _tick(self, words: str, field: str) -> None:
        box = QCheckBox(words)
        box.setChecked(getattr(self._desk.preferences.settings, field))
        box.toggled.connect(lambda on: self._desk.preferences.change(**{field: on}))
        self._form.addRow(box)

    def _row(self, words: str, widget: QWidget) -> None:
        widget.setAccessibleName(words)
        label = QLabel(words)
        label.setWordWrap(True)
        label.setMinimumWidth(LABEL_WIDTH)  # else the form gives it one word a line
        self._form.addRow(label, widget)


def _number(value: int, most: int, step: int) -> QSpinBox:
    box = QSpinBox(minimum=0, maximum=most, singleStep=step, suffix=" ms")
    box.setValue(value)
    return box
