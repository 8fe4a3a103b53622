"""The viewer's keys: a fixed set, caught whatever has the keyboard, so that who stopped is always true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from typing_extensions import override

from recall_studio.domain.recall.kinds import Control
from recall_studio.domain.words import N_
from recall_studio.ui.recall.leading.phase import Phase

if TYPE_CHECKING:
    from recall_studio.ui.recall.leading.leading import Leading

_Key, _Mod = Qt.Key, Qt.KeyboardModifier
REMOTE, MEDIA, FAR, PAD = (
    N_("Presenter remote or page keys"),
    N_("Media keys"),
    N_("F13 to F24"),
    N_("0 on the number pad"),
)
_SET = (
    {_Key.Key_PageDown: REMOTE, _Key.Key_PageUp: REMOTE}
    | dict.fromkeys((_Key.Key_MediaPlay, _Key.Key_MediaPause, _Key.Key_MediaTogglePlayPause), MEDIA)
    | dict.fromkeys((_Key.Key_MediaStop, _Key.Key_MediaNext, _Key.Key_MediaPrevious), MEDIA)
    | {_Key(_Key.Key_F13 + number): FAR for number in range(12)}
)
_ON_PAD = (_Key.Key_0, _Key.Key_Insert)
_FAR_SCANS = range(191, 203)
"""Where F13 to F24 lie on X11 and Wayland, whose layouts often call them otherwise."""
_HEARD = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride}
_WITH_OTHERS = _Mod.ControlModifier | _Mod.AltModifier | _Mod.MetaModifier


def viewer_key(event: QKeyEvent, platform: str) -> str:
    """Which of the viewer's keys this is, English source; nothing when it is none.

    Args:
        event: the key press.
        platform: what Qt calls the window system: `xcb`, `wayland`, `windows`, `cocoa`, …
    """
    if event.modifiers() & _WITH_OTHERS:
        return ""
    on_pad = bool(event.modifiers() & _Mod.KeypadModifier)
    if on_pad:  # its Page keys are on the pad of the interviewer's keyboard
        return PAD if event.key() in _ON_PAD else ""
    linux = platform == "xcb" or platform.startswith("wayland")
    if linux and event.nativeScanCode() in _FAR_SCANS:
        return FAR
    return _SET.get(_Key(event.key()), "") if event.key() in _SET else ""


class ViewerKeys(QObject):
    """An event filter for the whole program, in force only while an interview is led.

    Args:
        leading: the interview.
    """

    def __init__(self, leading: Leading) -> None:
        super().__init__(leading)
        self._leading = leading
        self._platform = QGuiApplication.platformName()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the viewer's keys, whoever has the keyboard; a key that is held counts once."""
        if event.type() not in _HEARD or not isinstance(event, QKeyEvent):
            return False
        leading = self._leading
        if leading.phase in (Phase.OVER, Phase.CLOSED) or leading.interview.control is Control.INTERVIEWER:
            return False
        which = viewer_key(event, self._platform)
        if not which:
            return False
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            leading.hands.by_viewer(which)
        event.accept()
        return True
