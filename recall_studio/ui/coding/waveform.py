"""The sound of the open recording as peaks, read by another process while the window goes on; `coding.waveform`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from recall_studio.ui.playing import Playing
    from recall_studio.ui.session import Session


class Waveform(QObject):
    """What is known of the sound of the recording that is open now; it stays the same object for all of them.

    The timeline takes it from `desk.coding.waveform`, asks for `peaks` when it paints, paints again on `grown`, and
    says `words` in the lane when there are any.

    Args:
        session: whose cache keeps it.
        playing: whose recording it is.

    Attributes:
        channels: 1 or 2; 0 as long as there is nothing to show.
        known_ms: up to where the sound was read.
        words: why there is nothing to see, for people; empty when there is.
    """

    grown = Signal()
    """More of it is known, or it is about another recording, or there is none any more."""

    def __init__(self, session: Session, playing: Playing, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._playing = session, playing
        self.channels = 0
        self.known_ms = 0
        self.words = ""

    def peaks(self, start_ms: float, end_ms: float, columns: int) -> tuple[Any, Any]:
        """The lowest and the highest sample of each column of a stretch.

        Args:
            start_ms: where the first column begins; may lie before the recording.
            end_ms: where the last one ends.
            columns: how many, at least 1.

        Returns:
            Two arrays of floats, −1 to 1, of shape (channels, columns); not a number where nothing was read yet.
        """
        import numpy as np

        nothing = np.full((self.channels, columns), np.nan)
        return nothing, nothing
