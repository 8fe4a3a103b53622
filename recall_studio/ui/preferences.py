"""The settings of this computer in the window: one place that holds them, keeps them and says when they change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.errors import RecallError
from recall_studio.store import settings as kept
from recall_studio.store.logs import LOGGER

if TYPE_CHECKING:
    from recall_studio.store.settings import Settings


class Preferences(QObject):
    """Holds the settings; they are kept at every change."""

    changed = Signal(object)
    """The names of the fields that changed, a frozenset."""

    def __init__(self) -> None:
        super().__init__()
        self.settings: Settings = kept.load()

    def change(self, **fields: Any) -> None:
        """Set fields of the settings and keep them; where they cannot be kept they hold for this run."""
        changed = frozenset(name for name, value in fields.items() if getattr(self.settings, name) != value)
        if not changed:
            return
        self.settings = replace(self.settings, **fields)
        try:
            kept.keep(self.settings)
        except RecallError as error:
            LOGGER.warning("settings not kept: %s", error.kind)
        self.changed.emit(changed)
