"""The window of who looks back: a large picture, one big button, one smaller, a calm line of words. Nothing else."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.recall.kinds import Control, ShownAs
from recall_studio.domain.words import _
from recall_studio.ui.coding.picture_window import USUAL, other_screen
from recall_studio.ui.recall.leading.big_button import BigButton, Look
from recall_studio.ui.recall.leading.viewer_surface import PictureSurface, WordSurface, pixels
from recall_studio.ui.tokens import VIEWER

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QMoveEvent, QResizeEvent, QScreen

    from recall_studio.domain.recall.interview import Interview
    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.domain.turns import Turn
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.leading.showing import Showing

STOP = Look("stop", VIEWER.stop, VIEWER.stop_down, VIEWER.on_stop)
GO_ON = Look("go_on", VIEWER.go, VIEWER.go_down, VIEWER.on_go, round_ends=True)
_WIDE, _HIGH, _FOOT = 0.62, 0.6, 0.07
"""How much of the only screen there is it takes at first, and how much stays free below it."""
SKIP = Look("skip", "", VIEWER.quiet_down, VIEWER.muted)


class Seen(Enum):
    """What the viewer sees."""

    WAITING = "waiting"
    INSTRUCTION = "instruction"
    PRACTICE = "practice"
    PLAYING = "playing"
    STOPPED = "stopped"
    SEEN = "seen"  # everything was shown; the last picture stands
    RESTING = "resting"
    ENDED = "ended"
    CLOSED = "closed"  # consent was withdrawn: neutral words


class ViewerWindow(QWidget):
    """Shown to the viewer, on another screen where there is one. It never takes the keyboard from the interviewer.

    Args:
        desk: the window's things.
        interview: who looks back at what.
        tongue: the texts of the viewer's language.
        showing: the picture.
        turns: the transcript, when its words stand on the picture.
        stops_by_itself: whether it stops at planned moments too.
    """

    pressed = Signal()
    """The big button was pressed."""
    skip_pressed = Signal()
    moved = Signal()
    screen_lost = Signal()
    """The screen that it stood on is gone."""

    def __init__(
        self,
        desk: Desk,
        interview: Interview,
        tongue: Tongue,
        showing: Showing,
        *,
        turns: tuple[Turn, ...] = (),
        stops_by_itself: bool = False,
    ) -> None:
        super().__init__(desk.window.whole, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self._interview, self.tongue, self.seen = interview, tongue, Seen.WAITING
        self._stops_by_itself = stops_by_itself
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWindowTitle(_("Looking back – Recall Studio"))
        self.setAccessibleName(_("The viewer's window"))
        rtl = tongue.right_to_left
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self.setStyleSheet(f"ViewerWindow {{ background: {VIEWER.ground}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        small = interview.shown_as is ShownAs.KLEIN_BEELD
        self.picture = PictureSurface(showing, turns, small=small)
        self.words = WordSurface()
        self.button = BigButton(tongue.buttons.stop, STOP)
        self.skip = BigButton(tongue.buttons.skip, SKIP)
        self.line = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.line.setStyleSheet(f"color: {VIEWER.muted}; background: transparent;")
        self.button.pressed.connect(self.pressed)
        self.skip.pressed.connect(self.skip_pressed)
        self._stack, self._row = QStackedWidget(), QGridLayout()
        self._lay_out()
        QGuiApplication.instance().screenRemoved.connect(self._heed_screens)  # type: ignore[union-attr]
        self.show_seen(Seen.WAITING)

    @property
    def viewer_controls(self) -> bool:
        """Whether the viewer has buttons."""
        return self._interview.control is not Control.INTERVIEWER

    def show_seen(self, seen: Seen, line: str = "") -> None:
        """Show something else from now on.

        Args:
            seen: what.
            line: the calm words below; those of the language where none are given.
        """
        self.seen = seen
        on_picture = seen in (Seen.PLAYING, Seen.STOPPED, Seen.SEEN, Seen.PRACTICE)
        self._stack.setCurrentWidget(self.picture if on_picture else self.words)
        if not on_picture:
            self.words.show_words(*self._surface_words(seen), calm=seen is Seen.RESTING)
        self.show_button(playing=seen is not Seen.STOPPED)
        has_buttons = on_picture and seen is not Seen.SEEN and self.viewer_controls
        for widget in (self.button, self.skip):
            widget.setVisible(has_buttons)
        self.skip.setVisible(has_buttons and seen is not Seen.PRACTICE)
        self.show_line(line or (self._line(seen) if on_picture else ""))

    def show_button(self, *, playing: bool) -> None:
        """Be *Stop* while it plays, and *Verder* while it does not."""
        words = self.tongue.buttons.stop if playing else self.tongue.buttons.go_on
        self.button.show_words(words, STOP if playing else GO_ON)

    def show_line(self, words: str) -> None:
        """Say something below the picture."""
        self.line.setText(words)
        self.line.setVisible(bool(words))

    def try_buttons(self) -> None:
        """Show the buttons although nothing plays yet: the viewer tries them out."""
        self.button.setVisible(self.viewer_controls)
        self.skip.hide()

    def stand(self, kept: str) -> None:
        """Over all of another screen where there is one, else beside the main window, where it stood before."""
        home = self.parentWidget()
        other = other_screen(home.screen() if home is not None else None)
        if other is not None:
            self.setScreen(other)  # screens that are no neighbours may have the same coordinates
            self.setGeometry(other.geometry())
            self._fill()
        elif not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            self._stand_below()
        self.show()

    def _fill(self) -> None:
        self.setWindowState(Qt.WindowState.WindowFullScreen)  # showFullScreen() would ask for the keyboard too

    def _stand_below(self) -> None:
        """With one screen for both: in its lower corner; the field of what is said and *Even rust* stay free."""
        room = self.screen().availableGeometry()
        size = QSize(*USUAL).boundedTo(QSize(round(room.width() * _WIDE), round(room.height() * _HIGH)))
        self.resize(size)
        self.move(room.right() - size.width(), room.bottom() - size.height() - round(room.height() * _FOOT))

    def _heed_screens(self, gone: QScreen) -> None:
        """Where its screen is taken away it would lie over all of the interviewer's."""
        left = [screen for screen in QGuiApplication.screens() if screen is not gone]
        if len(left) == 1 and self.isFullScreen():
            self.showNormal()
            self.setScreen(left[0])
            self._stand_below()
            self.screen_lost.emit()

    def toggle_full(self) -> None:
        """Over all of its screen, or no longer."""
        if self.isFullScreen():
            self.showNormal()
            self._stand_below()
        else:
            self._fill()

    def other_side(self) -> None:
        """Go to the next screen, and cover all of it."""
        screens = QGuiApplication.screens()
        place = (screens.index(self.screen()) + 1) % len(screens)
        self.showNormal()
        self.setScreen(screens[place])
        self.setGeometry(screens[place].geometry())
        self._fill()

    def place(self) -> str:
        """Where it stands, to be remembered."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """It stays while the interview goes on: nobody closes it by accident."""
        event.ignore()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        """It stands elsewhere now."""
        self.moved.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters follow the size of the window."""
        self.button.set_letters(pixels(self.height(), 0.046, 24))
        self.skip.set_letters(pixels(self.height(), 0.026, 16))
        for column in (0, 2):  # the big button stands in the middle, whether there is a small one or not
            self._row.setColumnMinimumWidth(column, self.skip.sizeHint().width())
        font = self.line.font()
        font.setPixelSize(pixels(self.height(), 0.026, 16))
        self.line.setFont(font)
        self.moved.emit()

    def _line(self, seen: Seen) -> str:
        lines = self.tongue.lines
        if seen in (Seen.STOPPED, Seen.SEEN):
            return lines.stopped
        if not self.viewer_controls:
            return ""
        return lines.playing_planned if self._stops_by_itself else lines.playing

    def _surface_words(self, seen: Seen) -> tuple[str, tuple[str, ...]]:
        """A heading and the lines below it, for what is no picture."""
        tongue, role = self.tongue, self._interview.recaller_role
        if seen is Seen.INSTRUCTION:
            return tongue.instruction_title, tongue.instruction_for(role)
        if seen is Seen.RESTING:
            return "", (tongue.lines.resting,)
        words = {Seen.ENDED: tongue.lines.ended, Seen.CLOSED: tongue.lines.closed}
        return words.get(seen, tongue.lines.waiting), ()

    def _lay_out(self) -> None:
        self._stack.addWidget(self.words)
        self._stack.addWidget(self.picture)
        row = self._row
        row.setColumnStretch(0, 1)
        row.setColumnStretch(2, 1)
        for column in (0, 2):
            row.addWidget(QWidget(), 0, column)  # an empty column would have no space beside it
        row.addWidget(self.button, 0, 1)
        row.addWidget(self.skip, 0, 2, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        row.setHorizontalSpacing(28)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(18)
        layout.addWidget(self._stack, 1)
        layout.addLayout(row)
        layout.addWidget(self.line)
