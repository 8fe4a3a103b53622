"""One file of a new recording: how far it was looked at, what is in it, and what is the matter with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.words import _
from recall_studio.edits.recording import look_at
from recall_studio.ui.icons import icon
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.lasting import while_there
from recall_studio.ui.library.dates import length_in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recall_studio.domain.errors import RecallError
    from recall_studio.edits.recording import GivenFile
    from recall_studio.media.facts import MediaFacts
    from recall_studio.ui.tasks import Task, Tasks
    from recall_studio.ui.tokens import Tokens

BAR_WIDTH = 140


class FileLine(QWidget):
    """Shows one file; `given` or `trouble` says how looking at it ended."""

    settled = Signal()
    removal_asked = Signal()
    move_asked = Signal()

    def __init__(self, path: Path, tokens: Tokens, known: Callable[[str], str | None]) -> None:
        super().__init__()
        self.path = path
        self.given: GivenFile | None = None
        self.trouble = ""
        self._known = known
        self._task: Task | None = None
        self._place = QLabel()
        self._place.setProperty("kind", "muted")
        self._sign = QLabel()
        self._sign.setPixmap(icon("film", tokens.accent).pixmap(QSize(20, 20)))
        self._name = QLabel(path.name)
        self._name.setProperty("kind", "heading")
        self._name.setToolTip(str(path))
        self._facts = QLabel(_("being looked at…"))
        self._facts.setProperty("kind", "muted")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(BAR_WIDTH)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(_("Looking at {name}", name=path.name))
        self._problems = QLabel(wordWrap=True)
        self._problems.setProperty("kind", "small")
        self._problems.hide()
        self._up = _flat(QPushButton("↑"), _("Move it before the one above"))
        self._remove = _flat(QPushButton(icon("close", tokens.muted), ""), _("Do not add this file"))
        self._up.clicked.connect(self.move_asked)
        self._remove.clicked.connect(self.removal_asked)
        self._lay_out()

    @property
    def modified(self) -> datetime | None:
        """When the file was last written, which is often when the conversation ended."""
        try:
            return datetime.fromtimestamp(self.path.stat().st_mtime).astimezone()
        except OSError:
            return None

    def look(self, tasks: Tasks) -> None:
        """Look at the file on a worker."""
        self._task = tasks.run(
            _("Looking at {name}", name=self.path.name),
            lambda progress: look_at([self.path], progress=progress)[0],
            done=while_there(self, self._take),
            refused=while_there(self, self._refuse),
            quiet=True,
        )
        self._task.moved.connect(self._move)

    def stop(self) -> None:
        """Look no further."""
        if self._task is not None:
            self._task.cancel()

    def show_place(self, number: int) -> None:
        """Show its place among the parts; 0 for none."""
        self._place.setText(f"{number}." if number else "")
        self._up.setVisible(number > 1)

    def _take(self, given: GivenFile) -> None:
        from recall_studio.media.facts import problem_sentence

        self.given = given
        self._facts.setText(facts_in_words(given.facts, given.size_bytes))
        said = [problem_sentence(problem) for problem in given.facts.problems]
        already = self._known(given.full_fingerprint)
        if already is not None:
            self.trouble = _("This file is in the study already, as “{name}”.", name=already)
        self._end([*said, self.trouble] if self.trouble else said)

    def _refuse(self, error: RecallError) -> None:
        self.trouble = f"{error.message} {error.remedy}".strip()
        self._facts.setText("")
        self._end([self.trouble])

    def _end(self, said: list[str]) -> None:
        self._bar.hide()
        self._problems.setText(" ".join(said))
        self._problems.setVisible(bool(said))
        set_kind(self._problems, "danger" if self.trouble else "small")
        self.settled.emit()

    def _move(self, thousandths: int) -> None:
        self._bar.setRange(0, 1000 if thousandths >= 0 else 0)
        self._bar.setValue(max(thousandths, 0))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for part in (self._place, self._sign, self._name, self._facts, self._bar):
            row.addWidget(part)
        row.addStretch(1)
        for button in (self._up, self._remove):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self._problems)


def facts_in_words(facts: MediaFacts, size_bytes: int) -> str:
    """Length, picture, sound and size: `47:10 · picture 1280 × 720 · sound stereo · 312 MB`."""
    said = [length_in_words(facts.duration_ms)]
    if facts.video is not None:
        width, height = facts.video.shown_size
        said.append(_("picture {width} × {height}", width=width, height=height))
    if facts.audio is not None:
        said.append(_("sound stereo") if facts.audio.channels > 1 else _("sound mono"))
    megabytes = max(round(size_bytes / 1_000_000), 1)
    said.append(f"{megabytes} MB")
    return " · ".join(said)


def _flat(button: QPushButton, tip: str) -> QPushButton:
    button.setProperty("kind", "flat")
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
