"""What the start page is making, how far it is, and a way to stop it; one thing at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from recall_studio.domain.words import _
from recall_studio.ui.lasting import while_there

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.progress import Progress
    from recall_studio.ui.tasks import Task, Tasks


class WorkStrip(QFrame):
    """Runs work on a worker and shows it."""

    busy = Signal(bool)
    """Whether something is being made now."""
    refused = Signal(object)
    """A `RecallError` that nobody else takes."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.setProperty("kind", "foot")
        self._title = QLabel()
        self._bar = QProgressBar(textVisible=False)
        self._stop = QPushButton(_("Stop"))
        self._stop.setProperty("kind", "flat")
        self._task: Task | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.addWidget(self._title)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._stop)
        self._stop.clicked.connect(self._cancel)
        self.hide()

    def run(
        self,
        title: str,
        work: Callable[[Progress], object],
        done: Callable[..., object],
        *,
        refused: Callable[[RecallError], object] | None = None,
    ) -> None:
        """Run this and show it until it ends; then call `done`, or `refused`, unless the start page is gone."""
        task = self._task = self._tasks.run(
            title, work, done=while_there(self, done), refused=while_there(self, refused or self.refused.emit)
        )
        self.busy.emit(True)
        task.ended.connect(while_there(self, self._end))
        task.moved.connect(while_there(self, self._move))
        self._title.setText(task.title + "…")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(task.title)
        self.show()

    def _end(self) -> None:
        self.hide()
        self.busy.emit(False)

    def _move(self, thousandths: int) -> None:
        self._bar.setRange(0, 1000 if thousandths >= 0 else 0)
        self._bar.setValue(max(thousandths, 0))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
