"""What the sheets of working together have in common: a title, a foot with progress, a stop, and a complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.lasting import while_there
from recall_studio.ui.sheet import MARGIN, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent

    from recall_studio.domain.errors import RecallError
    from recall_studio.domain.progress import Progress
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.tasks import Task


class WorkingSheet(Sheet):
    """A sheet that does something long: a click beside it changes nothing, closing it stops the work.

    Args:
        desk: the window's things.
        title: what it does, in words.
        width: of the card, in px.

    Attributes:
        tall_px: how high the card is at the least; 0 for as high as what is on it.
    """

    def __init__(self, desk: Desk, title: str, *, width: int) -> None:
        super().__init__(width=width)
        self.desk = desk
        self._task: Task | None = None
        self.tall_px = 0
        self._title = label(title, "title")
        self.inside = QVBoxLayout()
        self.inside.setSpacing(10)
        self._said = label("", "danger")
        self._said.hide()
        self._bar = QProgressBar(textVisible=False)
        self._doing = label("", "muted")
        self._stop = button(_("Stop"), "flat")
        self._stop.clicked.connect(self.stop)
        self._strip = QWidget()
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(0, 0, 0, 0)
        strip.addWidget(self._doing)
        strip.addWidget(self._bar, 1)
        strip.addWidget(self._stop)
        self._strip.hide()
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        for part in (self._title, self._said, self._strip):
            self.body.addWidget(part)
        self.body.insertLayout(1, self.inside, 1)
        self.body.addLayout(self.buttons)

    @property
    def is_working(self) -> bool:
        """Whether something long is done now."""
        return self._task is not None

    def work(
        self,
        title: str,
        run: Callable[[Progress], object],
        done: Callable[..., object],
        *,
        for_good: bool = False,
    ) -> None:
        """Do it on a worker and show how far it is; `done` is told what came of it.

        Args:
            title: what is done, in words.
            run: does it.
            done: told as long as the sheet is there, or the study where it is `for_good`.
            for_good: the user must hear of it, also when the sheet was closed too late to stop it.
        """
        self.complain("")
        task = self._task = self.desk.tasks.run(
            title,
            run,
            done=while_there(self.desk.session if for_good else self, done),
            refused=while_there(self, self.refuse),
        )
        task.ended.connect(while_there(self, self._rest))
        task.moved.connect(while_there(self, self._move))
        self._doing.setText(f"{title} …")
        self._bar.setAccessibleName(title)
        self._bar.setRange(0, 0)
        self._strip.show()
        self.set_busy(True)
        self.fit()

    def stop(self) -> None:
        """Ask the work to stop; nothing of it is kept then."""
        if self._task is not None:
            self._task.cancel()

    def set_busy(self, busy: bool) -> None:
        """Let what begins the work rest meanwhile; sheets say what that is."""

    def complain(self, words: str, kind: str = "danger") -> None:
        """Say what is the matter; nothing when all is well."""
        self._said.setText(words)
        set_kind(self._said, kind)
        self._said.setVisible(bool(words))
        self.fit()

    def refuse(self, error: RecallError) -> None:
        """Say what could not be done, and what to do."""
        self.complain(f"{error.message} {error.remedy}".strip())

    @override
    def fit(self) -> None:
        """Lay the card out for what stands on it now; one that is tall has so much height where the window has it."""
        self.inside.invalidate()
        self.body.activate()  # else it answers with the size of before
        super().fit()
        if self.tall_px:
            place = self.card.geometry()
            height = min(max(self.tall_px, place.height()), self.height() - 2 * MARGIN)
            self.card.setGeometry(place.x(), (self.height() - height) // 2, place.width(), height)

    @override
    def shut(self) -> None:
        """Close, and stop what is done."""
        self.stop()
        super().shut()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card does not throw away what was chosen."""

    def _rest(self) -> None:
        self._task = None
        self._strip.hide()
        self.set_busy(False)
        self.fit()

    def _move(self, thousandths: int) -> None:
        self._bar.setRange(0, 1000 if thousandths >= 0 else 0)
        self._bar.setValue(max(thousandths, 0))


def label(words: str, kind: str = "plain") -> QLabel:
    """Words that wrap."""
    made = QLabel(words, wordWrap=True)
    made.setProperty("kind", kind)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def button(words: str, kind: str = "") -> QPushButton:
    """A button that Tab reaches and a click does not move the keyboard to."""
    made = QPushButton(words)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if kind:
        made.setProperty("kind", kind)
    return made
