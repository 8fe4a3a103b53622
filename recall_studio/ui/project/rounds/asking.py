"""A sheet that asks before something is done with a round: what it means, perhaps why, and two buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.ui.form_field import FormField
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from recall_studio.domain.errors import RecallError
    from recall_studio.ui.desk import Desk

WIDTH = 560
REASON_LINES = 3


class AskingSheet(Sheet):
    """What all sheets about rounds share; the edit that it starts closes it, a refusal stands in it.

    Args:
        desk: whose study it is.
        title: what is asked.
        words: what it means.
        main: what the main button says.
    """

    def __init__(self, desk: Desk, *, title: str, words: str, main: str) -> None:
        super().__init__(width=WIDTH)
        self.desk = desk
        self.main, self._cancel = QPushButton(main), QPushButton(_("Cancel"))
        self.main.setProperty("kind", "main")
        self._refused = label(kind="danger")
        self._refused.hide()
        self.body.addWidget(label(title, kind="title"))
        self.body.addWidget(label(words, kind="muted"))
        self.main.clicked.connect(self.confirm)
        self._cancel.clicked.connect(self.shut)

    def finish(self) -> None:
        """Put the buttons below what was added."""
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._cancel, self.main):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        self.body.addWidget(self._refused)
        self.body.addLayout(buttons)

    def confirm(self) -> None:
        """Do it."""
        raise NotImplementedError

    def does(self, edit: Callable[..., object], said: str = "", **given: object) -> None:
        """Make the edit; when it is done the sheet goes, `said` is told, and so is what the edit has to say."""

        def done(made: object) -> None:
            self.shut()
            notices = made if isinstance(made, tuple) else ()
            words = " ".join(filter(None, (said, *map(str, notices))))
            if words:
                self.desk.session.say(words)

        self.desk.session.do(edit, done=done, refused=self._complain, **given)

    def _complain(self, error: RecallError) -> None:
        self._refused.setText(" ".join(filter(None, (error.message, error.remedy))))
        self._refused.show()
        self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it, Esc leaves it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.main.click()
        else:
            super().keyPressEvent(event)


class Reason(FormField):
    """Why, in a few lines; kept in the study.

    Args:
        must: whether it has to be given.
    """

    def __init__(self, *, must: bool) -> None:
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * REASON_LINES + 18)
        hint = _("It is kept in the study, with who and when.")
        super().__init__(_("Why") if must else _("Why (if you like)"), self.text, hint)

    @property
    def given(self) -> str:
        """What was written."""
        return self.text.toPlainText().strip()


class ReasonSheet(AskingSheet):
    """Asks why, and does it.

    Args:
        edit: given `reason` beside what else is given.
        must: whether a reason has to be given.
        said: what is told when it is done.
    """

    def __init__(
        self,
        desk: Desk,
        edit: Callable[..., object],
        *,
        title: str,
        words: str,
        main: str,
        must: bool = True,
        said: str = "",
        **given: object,
    ) -> None:
        super().__init__(desk, title=title, words=words, main=main)
        self._edit, self._given, self._said, self._must = edit, given, said, must
        self.reason = Reason(must=must)
        self.body.addWidget(self.reason)
        self.reason.text.textChanged.connect(self._refresh)
        self.finish()
        self._refresh()

    @override
    def confirm(self) -> None:
        """Do it."""
        self.does(self._edit, self._said, reason=self.reason.given, **self._given)

    def _refresh(self) -> None:
        self.main.setEnabled(bool(self.reason.given) or not self._must)


def label(words: str = "", *, kind: str = "") -> QLabel:
    """Words that break into lines."""
    made = QLabel(words, wordWrap=True)
    if kind:
        made.setProperty("kind", kind)
    return made
