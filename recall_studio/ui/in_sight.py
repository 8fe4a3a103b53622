"""A widget reads again what changed only while it is seen: each tag elsewhere would wait for what nobody looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

    from recall_studio.domain.changes import Changes
    from recall_studio.ui.session import Session


class InSight(QObject):
    """Calls `read` when what the widget shows changed: at once while it is seen, else when it is shown again.

    Args:
        widget: shows it, and is its parent.
        session: tells what changed.
        concerns: the tables of which it shows something; none: all of them.
        read: shows what there is now.
    """

    def __init__(self, widget: QWidget, session: Session, concerns: Iterable[str], read: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget, self._concerns, self._read = widget, tuple(concerns), read
        self._stale = False
        session.changed.connect(self._follow)
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up before it is seen."""
        if event.type() == QEvent.Type.Show:
            self._catch_up()
        return False

    def _follow(self, changes: Changes) -> None:
        if not self._concerns or any(changes.of(kind) for kind in self._concerns):
            self._stale = True
            if self._widget.isVisible():
                self._catch_up()

    def _catch_up(self) -> None:
        if self._stale:
            self._stale = False
            self._read()
