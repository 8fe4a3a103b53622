"""The sound of the open recording as peaks, read by another process while the window goes on; `coding.waveform`."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.errors import RecallError
from recall_studio.domain.words import _
from recall_studio.media.facts import problem_sentence
from recall_studio.store import files
from recall_studio.ui.situation import Stage

if TYPE_CHECKING:
    from recall_studio.domain.progress import Progress
    from recall_studio.media.listening import Listening
    from recall_studio.media.waveform import Found, Peaks
    from recall_studio.player.time_line import Part
    from recall_studio.ui.playing import Playing
    from recall_studio.ui.session import Session
    from recall_studio.ui.situation import Situation


class Waveform(QObject):
    """What is known of the sound of the recording that is open now; it stays the same object for all of them.

    The timeline takes it from `desk.coding.waveform`, asks for `peaks` when it paints, paints again on `grown`, and
    says `words` in the lane when there are any. Nothing is read before `peaks` is asked for the first time.

    Args:
        session: whose cache keeps it.
        playing: whose recording it is; what the gate opened there is what is read here.

    Attributes:
        channels: 1 or 2; 0 as long as there is nothing to show.
        known_ms: up to where the sound was read.
        words: why there is nothing to see, for people; empty when there is.
    """

    grown = Signal()
    """More of it is known, or it is about another recording, or there is none any more."""
    _told = Signal(object, int, object)
    _finished = Signal(object, int, bool)

    def __init__(self, session: Session, playing: Playing, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._playing = session, playing
        self.channels = 0
        self.known_ms = 0
        self.words = ""
        self._parts: tuple[Part, ...] = ()
        self._peaks: dict[int, Peaks] = {}
        self._reading = object()  # which time it is, since threads may still tell of the time before
        self._begun = False
        self._listening: Listening | None = None
        self._told.connect(self._take)
        self._finished.connect(self._go_on)
        playing.situation_changed.connect(self._follow)
        playing.closed.connect(self.close)

    def close(self) -> None:
        """Stop reading at once and forget all."""
        self._forget(wait=True)

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

        from recall_studio.media.waveform import UNKNOWN_HIGH, UNKNOWN_LOW, as_shares

        if not self._begun and self.channels:
            self._begun = True
            self._read(0)
        lows = np.full((self.channels, columns), UNKNOWN_LOW, np.int8)
        highs = np.full((self.channels, columns), UNKNOWN_HIGH, np.int8)
        for number, known in self._peaks.items():
            offset_ms = self._parts[number].offset_ms
            low, high = known.between(start_ms - offset_ms, end_ms - offset_ms, columns)
            np.minimum(lows, low, out=lows)  # of one channel goes to both
            np.maximum(highs, high, out=highs)
        return as_shares(lows, highs)

    def _follow(self, situation: Situation) -> None:
        """Another recording is open, or this one may not be played any more."""
        self._forget()
        if situation.stage is Stage.READY:
            self._parts = tuple(self._playing.parts)
            heard = [part.source.facts.audio.channels for part in self._parts if part.source.facts.audio]
            self.channels = max(1, min(max(heard), 2)) if heard else 0
            self.words = "" if heard else problem_sentence("no_audio")
        self.grown.emit()

    def _forget(self, *, wait: bool = False) -> None:
        if self._listening is not None:
            self._listening.close(wait=wait)
        self._listening, self._reading, self._begun = None, object(), False
        self._parts, self._peaks = (), {}
        self.channels, self.known_ms, self.words = 0, 0, ""

    def _read(self, number: int) -> None:
        """Go on with this part: from the cache, else with the process."""
        if number >= len(self._parts):
            return
        if self._parts[number].source.facts.audio is None:
            self._read(number + 1)
            return
        self._session.tasks.run(
            _("Reading the sound"),
            partial(_kept, self._session, self._key(number)),
            done=partial(self._begin, self._reading, number),
            quiet=True,
        )

    def _begin(self, reading: object, number: int, kept: Peaks | None) -> None:
        if reading is not self._reading:
            return
        if kept is not None:
            self._show(number, kept)
            self._read(number + 1)
            return
        from recall_studio.media.listening import Listening

        self._listening = Listening(
            self._parts[number].source.playable,
            told=lambda found: self._told.emit(reading, number, found),
            finished=lambda went_well: self._finished.emit(reading, number, went_well),
        )
        self._listening.start()

    def _take(self, reading: object, number: int, found: Found) -> None:
        if reading is not self._reading:
            return
        from recall_studio.media.waveform import Peaks

        known = self._peaks.get(number) or Peaks(len(found.lows))
        known.add(found)
        self._show(number, known)

    def _go_on(self, reading: object, number: int, went_well: bool) -> None:
        if reading is not self._reading:
            return
        known = self._peaks.get(number)
        if went_well and known is not None:
            self._session.tasks.run(
                _("Keeping the sound"), partial(_keep, self._session, self._key(number), known), quiet=True
            )
        elif not self._peaks:
            self.words = _("The sound of this recording cannot be read.")
            self.grown.emit()
        self._read(number + 1)

    def _show(self, number: int, known: Peaks) -> None:
        self._peaks[number] = known
        self.channels = max(self.channels, known.channels)
        self.known_ms = self._parts[number].offset_ms + known.known_ms
        self.grown.emit()

    def _key(self, number: int) -> str:
        return f"waveform-1 {self._parts[number].source.playable.media_file_id}"


def _kept(session: Session, key: str, _progress: Progress) -> Peaks | None:
    """On a worker, where what reading needs is loaded as well."""
    import recall_studio.media.listening  # noqa: F401
    from recall_studio.media.waveform import kept_peaks

    with suppress(OSError):  # what cannot be read is made again
        return kept_peaks(files.in_cache(session.study.folder, key, secret=session.study.key))
    return None


def _keep(session: Session, key: str, known: Peaks, _progress: Progress) -> None:
    with suppress(RecallError):  # where there is no room it is read again the next time
        files.put_in_cache(session.study.folder, key, known.to_bytes(), secret=session.study.key)
