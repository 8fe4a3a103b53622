"""The section Settings of the workspace Project: what this computer remembers, as in the preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from recall_studio.ui.settings_form import SettingsForm

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk

WIDEST_LETTERS = 100


class SettingsSection(QWidget):
    """Shows the settings in rows.

    Args:
        desk: whose settings.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.form = SettingsForm(desk)
        self.form.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST_LETTERS)
        self.form.setContentsMargins(0, 0, 12, 0)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setProperty("kind", "plain")
        scroll.setWidget(self.form)
        layout = QVBoxLayout(self)
        layout.addWidget(scroll)
