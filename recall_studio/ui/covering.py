"""The cover over the window: after ten minutes without a hand on it, or at once by a key (PR-35)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.store import opening
from recall_studio.ui.keyboard import give_back_keyboard, go_round
from recall_studio.ui.laid_over import LaidOver
from recall_studio.ui.lasting import while_there
from recall_studio.ui.windows import windows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from recall_studio.ui.desk import Desk

IDLE_MS = 10 * 60 * 1000
_SIGNS_OF_LIFE = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}


class Idleness(QObject):
    """Tells when nobody touched the window for `IDLE_MS`; `busy` may say that something counts as life."""

    ran_out = Signal()

    def __init__(self, application: QApplication, busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._busy = busy
        self._timer = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._timer.timeout.connect(self._end)
        self._timer.start()
        application.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew at every key and movement."""
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return False

    def _end(self) -> None:
        if self._busy():
            self._timer.start()
        else:
            self.ran_out.emit()


def cover(desk: Desk) -> Cover:
    """Cover the whole window; an encrypted study asks its passphrase before the cover goes away."""
    study, tasks = desk.session.study, desk.tasks
    if study.key is None:
        return Cover(desk.window.whole)
    made = Cover(desk.window.whole, asks=True)

    def check(typed: str) -> None:
        # On a worker: stretching a passphrase takes most of a second.
        tasks.run(
            _("Checking the passphrase"),
            lambda _progress: opening.study_key(study.folder.root, lambda: typed),
            done=while_there(made, lambda _opened: made.go()),
            refused=while_there(made, lambda error: made.refuse(error.message)),
            quiet=True,
        )

    made.typed.connect(check)
    return made


class Blind(LaidOver):
    """Hides another window of the program while the main one is covered."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAutoFillBackground(True)
        self.lie_over(window)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing below is clicked."""


class Cover(LaidOver):
    """Hides everything until somebody goes on.

    Args:
        over: what it hides.
        asks: whether a passphrase must be typed; `typed` carries it, and who checks it calls `go()` or `refuse()`.
    """

    typed = Signal(str)

    def __init__(self, over: QWidget, *, asks: bool = False) -> None:
        super().__init__(over)
        self.setAutoFillBackground(True)
        self._asks = asks
        self._words = QLabel(_("Recall Studio is locked."), alignment=Qt.AlignmentFlag.AlignCenter)
        self._words.setProperty("kind", "title")
        self._field = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._field.setPlaceholderText(_("Passphrase"))
        self._field.setAccessibleName(_("Passphrase"))
        self._field.setVisible(asks)
        self._field.setMinimumWidth(320)
        self._field.returnPressed.connect(self._try)
        self._button = QPushButton(_("Go on"))
        self._button.setProperty("kind", "main")
        self._button.clicked.connect(self._try)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        for widget in (self._words, self._field, self._button):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)
        self._before = QApplication.focusWidget()
        self._blinds = [_blind(window) for window in windows_of(over)]
        self.lie_over(over)
        self.show()
        self.raise_()
        (self._field if asks else self._button).setFocus()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes round in it: what lies below is not reached."""
        return go_round(self, forward=next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key reaches what lies below; without a passphrase Enter goes on."""
        # Of the field it was told already, and comes here as well.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._field.hasFocus():
            self._try()

    def go(self) -> None:
        """Take the cover away; who had the keyboard before gets it back."""
        self.hide()
        for blind in self._blinds:
            if isValid(blind):  # its window may have gone meanwhile
                blind.deleteLater()
        give_back_keyboard(self._before)
        self._before = None
        self.deleteLater()

    def refuse(self, words: str) -> None:
        """Say why it stays."""
        self._words.setText(words)
        self._field.clear()
        self._field.setFocus()

    def _try(self) -> None:
        if self._asks:
            self.typed.emit(self._field.text())
        else:
            self.go()


def _blind(window: QWidget) -> QWidget:
    """Something over all of another window, so that nothing in it is seen; no key gets past the cover."""
    blind = Blind(window)
    blind.show()
    blind.raise_()
    return blind
