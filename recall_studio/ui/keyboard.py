"""Where the keyboard is while something lies over the window, and afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Iterator


def give_back_keyboard(before: QWidget | None) -> None:
    """Give it to this widget, where it is still there and seen; else to nobody, so that keys go to the player."""
    now = QApplication.focusWidget()
    if before is not None and isValid(before) and before.isVisible():
        before.setFocus()
    elif now is not None:
        now.clearFocus()  # Qt gave it to the next widget, where Space would press a button by accident


def go_round(inside: QWidget, *, forward: bool) -> bool:
    """Tab from one control to the next without leaving `inside`; for its `focusNextPrevChild()`."""
    stops, now = list(_stops(inside)), QApplication.focusWidget()
    if stops:
        at = stops.index(now) if now in stops else -1 if forward else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True  # also without any: what lies below is not reached


def _stops(inside: QWidget) -> Iterator[QWidget]:
    """The controls in it that Tab reaches, in Qt's own order."""
    at = inside.nextInFocusChain()
    while at is not None and at is not inside:
        by_tab = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus) and at.focusProxy() is None
        if by_tab and inside.isAncestorOf(at) and at.isVisible() and at.isEnabled():
            yield at
        at = at.nextInFocusChain()
