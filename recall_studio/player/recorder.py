"""The recorder of an interview: hears a microphone, tells how loud it is, and keeps what it hears in pieces.

It lives on the owner's thread and never waits there: `taping` writes. Samples are placed on the clock of the session.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from recall_studio.domain.ids import new_id
from recall_studio.media.sound_pieces import SAMPLE_BYTES, PieceHead
from recall_studio.player.microphone import SILENCE, Level, level_of, nothing
from recall_studio.player.taping import Taping
from recall_studio.store.files import piece_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.player.engine import Device
    from recall_studio.player.microphone import Microphone
    from recall_studio.store.folder import StudyFolder

LEVELS_A_SECOND = 20
PIECE_S = 300
"""A piece is at most so long."""
STALLED_MS = 2_000
"""A microphone that says nothing for so long is lost: even in silence one gives samples."""


class Doing(StrEnum):
    """What the recorder does."""

    NOTHING = "nothing"
    LISTENING = "listening"
    RECORDING = "recording"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class BegunPiece:
    """A piece that has begun: for `edits.recall.sounding.begin_piece`.

    Attributes:
        stored_as: the name of its file in `media/`.
        session_ms: where it begins on the clock of the session.
        rate_hz: samples a second.
    """

    stored_as: str
    session_ms: int
    rate_hz: int


@dataclass(frozen=True, slots=True)
class Tape:
    """Where the sound goes.

    Attributes:
        folder: the study's.
        session: the interview.
        now_ms: the clock of the session: steady, in ms since its begin.
    """

    folder: StudyFolder
    session: RecallSessionId
    now_ms: Callable[[], float]


@dataclass(slots=True)
class Told:
    """Who is told what, on the owner's thread; set what you want to hear.

    Attributes:
        level: how loud it is, some 20 times a second while a microphone is open; once more, silent, when it closes.
        piece: a piece has begun.
        lost: the microphone is gone, at this instant of the session (0 without a tape); the sound is silent from there.
        back: it, or another that was chosen, is heard again, at this instant.
        inputs: other microphones are there than before.
        trouble: `no_room`, `not_kept`, or empty when it is over.
    """

    level: Callable[[Level], None] = nothing
    piece: Callable[[BegunPiece], None] = nothing
    lost: Callable[[int], None] = nothing
    back: Callable[[int], None] = nothing
    inputs: Callable[[], None] = nothing
    trouble: Callable[[str], None] = nothing


class _Keeping:
    """Puts samples on a tape, in takes and pieces.

    Args:
        tape: where they go.
        begun: told of each piece that begins.
    """

    def __init__(self, tape: Tape, begun: Callable[[BegunPiece], None]) -> None:
        self.tape, self.taping = tape, Taping(tape.folder)
        self._begun = begun
        self._head: PieceHead | None = None  # of the present piece
        self._taken = 0  # samples in the present take

    def keep(self, sound: bytes, rate_hz: int) -> None:
        heard_us, samples = round(self.tape.now_ms() * 1000), len(sound) // SAMPLE_BYTES
        if not samples:
            return
        if self._head is None:
            self._taken = 0
        if self._head is None or self._taken - self._head.first >= PIECE_S * rate_hz:
            self._begin_piece(rate_hz, heard_us - round(samples * 1e6 / rate_hz))
        self.taping.keep(sound, heard_us)
        self._taken += samples

    def end_take(self) -> None:
        self._head = None
        self.taping.end_piece()

    def _begin_piece(self, rate_hz: int, began_us: int) -> None:
        piece = new_id()
        take = self._head.take if self._head is not None else piece
        self._head = PieceHead(rate_hz, take, self._taken, began_us)
        name = piece_name(self.tape.session, piece)
        self.taping.begin_piece(name, self._head)
        self._begun(BegunPiece(name, max(0, began_us // 1000), rate_hz))


class Recorder:
    """Hears one microphone at a time.

    Args:
        microphone: where sound comes from.
        clock_ms: a steady clock, for noticing one that gives nothing any more.

    Attributes:
        told: who is told what.
        doing: what it does.
        is_lost: whether it should hear a microphone and does not.
        device_id: the microphone that was chosen; empty for the system's.
    """

    def __init__(self, microphone: Microphone, *, clock_ms: Callable[[], float]) -> None:
        self.told = Told()
        self.doing = Doing.NOTHING
        self.is_lost = False
        self.device_id = ""
        self._microphone, self._clock_ms = microphone, clock_ms
        microphone.heard, microphone.failed, microphone.changed = self._hear, self._lose, self._look_again
        self._opened = ""  # the id of what is heard
        self._rate_hz, self._heard_ms = 0, 0.0
        self._measured = b""
        self._keeping: _Keeping | None = None
        self._trouble = ""

    def inputs(self) -> list[Device]:
        """The microphones there are."""
        return self._microphone.inputs()

    @property
    def heard_id(self) -> str:
        """The microphone that is wanted: the chosen one, or the system's; empty when there is none."""
        return self.device_id or self._microphone.default_id()

    def choose(self, device_id: str) -> None:
        """Hear this microphone from now on; empty for the system's."""
        self.device_id = device_id
        if self.doing in (Doing.LISTENING, Doing.RECORDING):
            self._shut()
            self._open()

    def listen(self) -> None:
        """Open the microphone for its level, and keep nothing."""
        if self.doing is Doing.NOTHING:
            self.doing = Doing.LISTENING
            self._open()

    def begin(self, tape: Tape) -> None:
        """Keep what is heard from now on."""
        self._keeping = _Keeping(tape, self.told.piece)
        open_already = self.doing is Doing.LISTENING and not self.is_lost
        self.doing = Doing.RECORDING
        if not open_already:
            self._open()

    def pause(self) -> None:
        """Close the microphone: nothing is heard and nothing is kept until `resume()`."""
        if self.doing is Doing.RECORDING:
            self.doing = Doing.PAUSED
            self._shut()
            self._found()

    def resume(self) -> None:
        """Go on after a pause."""
        if self.doing is Doing.PAUSED:
            self.doing = Doing.RECORDING
            self._open()

    def stop(self) -> None:
        """Close the microphone and end the tape; `written()` tells when all of it is on the disk."""
        self.doing = Doing.NOTHING
        self._shut()
        self.is_lost = False
        if self._keeping is not None:
            self._keeping.taping.close()

    def written(self, timeout_s: float | None = None) -> bool:
        """Wait until all that was heard is on the disk, after `stop()`; for any thread, not the window's."""
        return self._keeping is None or self._keeping.taping.wait(timeout_s)

    def poll(self) -> None:
        """Look after it; call it a few times a second."""
        is_open = self.doing in (Doing.LISTENING, Doing.RECORDING) and not self.is_lost
        if is_open and (self._clock_ms() - self._heard_ms > STALLED_MS or not self._microphone.is_there()):
            self._lose()
        trouble = self._keeping.taping.trouble if self._keeping is not None else ""
        if trouble != self._trouble:
            self._trouble = trouble
            self.told.trouble(trouble)

    def _open(self) -> None:
        wanted = self.heard_id
        there = any(device.id == wanted for device in self._microphone.inputs())
        self._rate_hz = self._microphone.open(wanted) if there else 0
        self._heard_ms, self._opened = self._clock_ms(), wanted
        if self._rate_hz:
            self._found()
        elif not self.is_lost:
            self._tell_lost()

    def _shut(self) -> None:
        self._microphone.close()
        if self._keeping is not None:
            self._keeping.end_take()
        self._measured = b""
        self.told.level(SILENCE)

    def _lose(self) -> None:
        if self.doing in (Doing.LISTENING, Doing.RECORDING) and not self.is_lost:
            self._shut()
            self._tell_lost()

    def _tell_lost(self) -> None:
        self.is_lost = True
        self.told.lost(self._session_ms())

    def _found(self) -> None:
        """It was lost, and is heard again or not wanted any more."""
        if self.is_lost:
            self.is_lost = False
            self.told.back(self._session_ms())

    def _look_again(self) -> None:
        """Other microphones are there: what is heard may be gone, and what was lost may be back.

        Who left it to the system gets its next one; a system may have moved the sound there without a word.
        """
        if self.doing in (Doing.LISTENING, Doing.RECORDING):
            if self._opened not in {device.id for device in self._microphone.inputs()}:
                self._lose()
            if self.is_lost:
                self._open()
        self.told.inputs()

    def _session_ms(self) -> int:
        return max(0, round(self._keeping.tape.now_ms())) if self._keeping is not None else 0

    def _hear(self, sound: bytes) -> None:
        self._heard_ms = self._clock_ms()
        if self.doing is Doing.RECORDING and self._keeping is not None:
            self._keeping.keep(sound, self._rate_hz)
        self._measured += sound
        needed = self._rate_hz // LEVELS_A_SECOND * SAMPLE_BYTES
        if len(self._measured) >= needed:
            self.told.level(level_of(self._measured))
            self._measured = b""
