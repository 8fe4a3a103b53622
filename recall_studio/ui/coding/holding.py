"""Holding a code's key codes a stretch: it begins at the press and ends when the key is let go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.player.engine import State
from recall_studio.ui.coding.moment_view import is_stretch

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from recall_studio.player.press import Press
    from recall_studio.ui.coding.coding import Coding


@dataclass(frozen=True, slots=True)
class _Held:
    """A key that is held, and the code that runs meanwhile."""

    key: tuple[int, int]
    code: str
    recording: str


class Holding:
    """Begins and ends stretches by one key each; several may be held.

    Args:
        coding: where they are made.
    """

    def __init__(self, coding: Coding) -> None:
        self._coding = coding
        self._held: list[_Held] = []

    def begin(self, event: QKeyEvent, code: str, press: Press | None = None) -> bool:
        """Begin the stretch of a code at this press; False when it is no stretch, runs already, or a tag pauses now."""
        recording = self._coding.session.recording
        if recording is None or not self._lasts(code):
            return False
        self._coding.press_code(code, press)
        self._held.append(_Held(_which(event), code, recording.name))
        return True

    def let_go(self, event: QKeyEvent) -> None:
        """A key was let go: end what it began."""
        for held in [one for one in self._held if _is_same(one.key, _which(event))]:
            self._end(held)

    def end_all(self) -> None:
        """The keyboard is elsewhere, where nobody hears that a key is let go: everything held ends here."""
        for held in list(self._held):
            self._end(held)

    def _end(self, held: _Held) -> None:
        """End a stretch, where it still runs in the same recording."""
        self._held.remove(held)
        recording = self._coding.session.recording
        if recording is not None and recording.name == held.recording and self._runs(held.code):
            self._coding.press_code(held.code)

    def _lasts(self, code: str) -> bool:
        return is_stretch(self._coding.session.codebook.code(code)) and not (self._runs(code) or self._pauses())

    def _pauses(self) -> bool:
        """Whether a tag pauses until its note is written: nothing lasts then while a key is held."""
        return self._coding.preferences.settings.pause_on_tag and self._coding.playing.player.state is State.PLAYING

    def _runs(self, code: str) -> bool:
        return any(view.own and view.code == code for view in self._coding.running)


def _which(event: QKeyEvent) -> tuple[int, int]:
    """Which key it is: its place where the system tells it, else what it gives."""
    return event.nativeScanCode(), event.key()


def _is_same(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """A key may give something else when Shift was let go before it, so its place counts first."""
    return one[0] == other[0] if one[0] and other[0] else one[1] == other[1]
