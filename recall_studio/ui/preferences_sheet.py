"""The settings as a sheet: what this computer remembers, and the reaction time of who works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QScrollArea

from recall_studio.domain.words import _
from recall_studio.ui.commands.keying import change_keys
from recall_studio.ui.settings_form import SettingsForm
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk

WIDTH_LETTERS, HEIGHT = 95, 560
"""Average letters, and px."""


class PreferencesSheet(Sheet):
    """Every change holds at once; there is nothing to save."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(width=QFontMetrics(QApplication.font()).averageCharWidth() * WIDTH_LETTERS)
        self._desk = desk
        title = QLabel(_("Preferences"))
        title.setProperty("kind", "title")
        self.form = SettingsForm(desk)
        self.form.setContentsMargins(0, 0, 12, 0)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setProperty("kind", "plain")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumHeight(HEIGHT)
        scroll.setWidget(self.form)
        self.body.addWidget(title)
        self.body.addWidget(scroll)
        self.body.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        keys, done = QPushButton(_("Change keys …")), QPushButton(_("Done"))
        done.setProperty("kind", "main")
        done.clicked.connect(self.shut)
        keys.clicked.connect(self._change_keys)
        foot = QHBoxLayout()
        foot.addWidget(keys)
        foot.addStretch(1)
        foot.addWidget(done)
        return foot

    def _change_keys(self) -> None:
        self.shut()
        change_keys(self._desk)
