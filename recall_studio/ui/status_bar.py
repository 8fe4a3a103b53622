"""The foot of the window: when the last change was kept, what is coded, long work with its progress, who works."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from recall_studio.domain.words import _, language, ngettext
from recall_studio.ui.lasting import while_there
from recall_studio.ui.project.rounds.badges import RoundButton

if TYPE_CHECKING:
    from recall_studio.ui.session import Session
    from recall_studio.ui.tasks import Task

REFRESH_MS = 1000


class StatusBar(QFrame):
    """Reads the session; `facts` is filled by the workspace that is shown."""

    language_asked = Signal()
    member_asked = Signal()
    round_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self._session = session
        self._kept_at: float | None = None
        self._is_waiting = False
        self._kept = QLabel()
        self._facts = QLabel()
        self._kept.setProperty("kind", "muted")
        self._facts.setProperty("kind", "muted")
        self._work = TaskStrip()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 3, 12, 3)
        layout.setSpacing(20)
        layout.addWidget(self._kept)
        layout.addWidget(self._facts)
        layout.addStretch(1)
        layout.addWidget(self._work)
        self.round = RoundButton(session)
        self.round.clicked.connect(self.round_asked)
        layout.addWidget(self.round)
        layout.addWidget(_flat(_member_words(session), _("Who works"), self.member_asked))
        layout.addWidget(_flat(language().upper(), _("Language"), self.language_asked))
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self._say_kept)
        self._timer.start()
        session.kept.connect(self._note_kept)
        session.waiting.connect(self._note_waiting)
        session.tasks.started.connect(self._work.follow)
        self._say_kept()

    def show_facts(self, facts: tuple[str, ...]) -> None:
        """Say what the workspace has to say, such as how many moments there are."""
        self._facts.setText("     ".join(facts))

    def _note_kept(self) -> None:
        self._kept_at = time.monotonic()
        self._say_kept()

    def _note_waiting(self, waits: bool) -> None:
        self._is_waiting = waits
        self._say_kept()

    def _say_kept(self) -> None:
        self._kept.setText(self._kept_words())

    def _kept_words(self) -> str:
        if not self._session.study.writable:
            return _("Open for reading only")
        if self._is_waiting:
            return _("Another program is writing; what you do waits and is kept after it")
        if self._session.unkept:
            return _("Waiting to be kept: {n}", n=self._session.unkept)
        if self._kept_at is None:
            return "✓ " + _("Everything is kept")
        seconds = int(time.monotonic() - self._kept_at)
        if seconds < 60:
            return "✓ " + ngettext("Kept {n} second ago", "Kept {n} seconds ago", seconds)
        return "✓ " + ngettext("Kept {n} minute ago", "Kept {n} minutes ago", seconds // 60)


class TaskStrip(QWidget):
    """Shows the long work that runs, with how far it is, the time left and a button to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self._task: Task | None = None
        self._began = 0.0
        self._title = QLabel()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(140)
        self._left = QLabel()
        self._left.setProperty("kind", "muted")
        self._stop = QPushButton(_("Stop"))
        self._stop.setProperty("kind", "flat")
        self._stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stop.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self._bar, self._left, self._stop):
            layout.addWidget(widget)
        self.hide()

    def follow(self, task: Task) -> None:
        """Show this work from now on; the newest one is shown."""
        if task.quiet:
            return
        self._task, self._began = task, time.monotonic()
        self._title.setText(task.title)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(task.title)
        self._left.clear()
        task.moved.connect(while_there(self, lambda thousandths: self._move(task, thousandths)))
        task.ended.connect(while_there(self, lambda: self._end(task)))
        self.show()

    def _move(self, task: Task, thousandths: int) -> None:
        if task is not self._task:
            return
        self._bar.setRange(0, 1000 if thousandths >= 0 else 0)
        self._bar.setValue(max(thousandths, 0))
        spent = time.monotonic() - self._began
        if 0 < thousandths < 1000 and spent > 1:
            left = round(spent * (1000 - thousandths) / thousandths)
            self._left.setText(ngettext("{n} second left", "{n} seconds left", left))

    def _end(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()


def _member_words(session: Session) -> str:
    return _("Coder {code}", code=session.member.code)


def _flat(words: str, tip: str, asked: object) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("kind", "flat")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(tip)
    button.setAccessibleName(f"{tip}: {words}")
    button.clicked.connect(asked)
    return button
