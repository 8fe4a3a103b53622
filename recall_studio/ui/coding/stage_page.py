"""What stands in the place of the picture when there is none: what is the matter, and one button that leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.words import N_, _
from recall_studio.ui.icons import icon
from recall_studio.ui.lasting import while_there
from recall_studio.ui.situation import Stage
from recall_studio.ui.tokens import RADIUS

if TYPE_CHECKING:
    from recall_studio.ui.situation import Situation
    from recall_studio.ui.tasks import Task
    from recall_studio.ui.tokens import Tokens

_ICONS = {
    Stage.EMPTY: "film",
    Stage.OPENING: "film",
    Stage.REFUSED: "lock",
    Stage.MISSING: "folder",
    Stage.BROKEN: "warning",
    Stage.CLOSED: "lock",
    Stage.BARRED: "lock",
}
_TITLES = {
    Stage.EMPTY: N_("No conversation is open"),
    Stage.OPENING: N_("The recording is being opened …"),
    Stage.REFUSED: N_("This recording is not shown"),
    Stage.MISSING: N_("The recording is not here"),
    Stage.BROKEN: N_("This recording cannot be played"),
    Stage.CLOSED: N_("This recording is not shown"),
    Stage.BARRED: N_("Watching along is not allowed"),
}
_BUTTONS = {
    Stage.EMPTY: N_("Choose a conversation"),
    Stage.REFUSED: N_("Consent …"),
    Stage.MISSING: N_("Look for the file …"),
    Stage.BARRED: N_("Consent …"),
}
_ICON_SIZE, _WIDEST = 44, 460


class StagePage(QFrame):
    """Shows a `Situation`, on the ground of the picture."""

    asked = Signal(object)
    """The `Stage` whose button was pressed."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._stage = Stage.EMPTY
        self._task: Task | None = None
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.words = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.title.setProperty("kind", "title")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setMinimumWidth(_WIDEST // 2)
        self.button = QPushButton()
        self.button.setProperty("kind", "main")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(lambda: self.asked.emit(self._stage))
        self.setStyleSheet(
            f"StagePage {{ background: {tokens.stage}; border-radius: {RADIUS}px; }}"
            f"StagePage QLabel {{ color: {tokens.on_veil}; background: transparent; }}"
        )
        self._lay_out()

    def show_situation(self, situation: Situation) -> None:
        """Say how it stands."""
        stage = self._stage = situation.stage
        if stage in (Stage.READY, Stage.LIVE):
            return
        self._icon.setPixmap(icon(_ICONS[stage], self._tokens.on_veil).pixmap(QSize(_ICON_SIZE, _ICON_SIZE)))
        self.title.setText(_(_TITLES[stage]))
        self.words.setText(" ".join(part for part in (situation.sentence, situation.remedy) if part))
        self.words.setVisible(bool(self.words.text()))
        self.button.setVisible(stage in _BUTTONS)
        self.button.setText(_(_BUTTONS.get(stage, "")) if stage in _BUTTONS else "")
        self.setAccessibleName(f"{self.title.text()} {self.words.text()}")
        self._follow(situation.task)

    def _follow(self, task: Task | None) -> None:
        self._task = task
        self.bar.setVisible(self._stage is Stage.OPENING)
        self.bar.setRange(0, 0)
        if task is not None:
            task.moved.connect(while_there(self, lambda thousandths: self._move(task, thousandths)))

    def _move(self, task: Task, thousandths: int) -> None:
        if task is self._task and thousandths >= 0:
            self.bar.setRange(0, 1000)
            self.bar.setValue(thousandths)

    def _lay_out(self) -> None:
        # In a widget of its own, as wide as words are read well: labels that wrap need their width from a layout.
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for label in (self._icon, self.title, self.words):
            column.addWidget(label)
        for widget in (self.bar, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inside, 1000)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(1)
