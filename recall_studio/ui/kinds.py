"""Giving a widget another look of the style sheet while it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def set_kind(widget: QWidget, kind: str) -> None:
    """Address the widget by this `kind` of the style sheet from now on; padding and colours follow at once."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        # Polishing anew is not enough: a label that had no box before would get its colours, and no padding.
        widget.setStyleSheet(widget.styleSheet() or " ")
