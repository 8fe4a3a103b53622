"""Another process that turns sound into peaks, and the thread here that gives it its bytes; import it late.

It is given no path and no key: it asks for bytes, and the thread reads those through the gate, from wherever and
however sealed the recording lies. So a withdrawn consent ends it, and it may choke on a bad file without harm here.
"""

from __future__ import annotations

import io
import multiprocessing
import struct
import threading
from typing import TYPE_CHECKING

from typing_extensions import override

from recall_studio.domain.errors import RecallError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from typing import BinaryIO

    from recall_studio.domain.access import Playable
    from recall_studio.media.waveform import Found

READ, PEAKS, DONE, FAILED = b"R", b"P", b"D", b"F"
_ASKED = struct.Struct("<qq")
_HEAD = struct.Struct("<qq")
_BUFFER_BYTES = 1 << 17
_MOST_AT_ONCE = 1 << 22
_TOGETHER_S = 0.1  # between two times of telling what was found
_CALM = 3  # how nice the process is once somebody can see something
_URGENT_MS = 60_000
_QUIT_S = 2.0


class Listening:
    """Has one media file listened to.

    Args:
        playable: the file, opened on the thread.
        told: called on the thread with each piece of peaks.
        finished: called on the thread when all of it was read, with whether that went well; never after `close`.
    """

    def __init__(self, playable: Playable, *, told: Callable[[Found], None], finished: Callable[[bool], None]) -> None:
        self._playable, self._told, self._finished = playable, told, finished
        self._guard = threading.Lock()
        self._process: BaseProcess | None = None
        self._closed = False
        # A daemon: a drive that hangs must not keep the program from quitting.
        self._thread = threading.Thread(target=self._run, name="waveform", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def close(self, *, wait: bool = False) -> None:
        """Stop the process at once; nothing is told after this, but for what is being told at this moment.

        Args:
            wait: until the thread has ended as well, if that does not take long.
        """
        with self._guard:
            self._closed = True
            if self._process is not None:
                self._process.kill()
        if wait and self._thread.is_alive():
            self._thread.join(_QUIT_S)

    def _run(self) -> None:
        try:
            with self._playable.open() as reader:
                went_well = self._listen(reader)
        except (RecallError, OSError, EOFError):  # the gate closed, the drive failed, or the process died
            went_well = False
        if not self._closed:
            self._finished(went_well)

    def _listen(self, reader: BinaryIO) -> bool:
        spawning = multiprocessing.get_context("spawn")  # a fork would take the window's threads and files along
        here, there = spawning.Pipe()
        size = reader.seek(0, io.SEEK_END)
        process = spawning.Process(target=listen_in_process, args=(there, size), name="waveform", daemon=True)
        with here:
            if not self._begin(process, there):
                return False
            try:
                return self._serve(here, reader)
            finally:
                self._end(process)

    def _begin(self, process: BaseProcess, there: Connection) -> bool:
        with there, self._guard:  # our copy of its end is closed, or nobody hears when it dies
            if not self._closed:
                process.start()
                self._process = process
        return self._process is not None

    def _end(self, process: BaseProcess) -> None:
        with self._guard:
            self._process = None
            process.kill()
            process.join()
            process.close()

    def _serve(self, here: Connection, reader: BinaryIO) -> bool:
        while not self._closed and not self._playable.revoked:
            message = here.recv_bytes()
            kind, rest = message[:1], message[1:]
            if kind == READ:
                offset, size = _ASKED.unpack(rest)
                reader.seek(offset)
                here.send_bytes(reader.read(min(size, _MOST_AT_ONCE)))
            elif kind == PEAKS:
                self._told(_unpacked(rest))
            else:
                return kind == DONE
        return False


class AskedReader(io.RawIOBase):
    """In the process: a file whose bytes are asked for at the other end of the pipe."""

    def __init__(self, connection: Connection, size: int) -> None:
        super().__init__()
        self._connection, self._size, self._at = connection, size, 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def tell(self) -> int:
        return self._at

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        place = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if place < 0:
            raise ValueError(place)
        self._at = place
        return place

    @override
    def readinto(self, buffer: object, /) -> int:
        room = memoryview(buffer)  # type: ignore[arg-type]
        self._connection.send_bytes(READ + _ASKED.pack(self._at, min(len(room), _MOST_AT_ONCE)))
        found = self._connection.recv_bytes()
        room[: len(found)] = found
        self._at += len(found)
        return len(found)


def listen_in_process(connection: Connection, size: int) -> None:
    """What the process does: ask for bytes, tell peaks.

    Args:
        connection: to `Listening`.
        size: of the file, in bytes.
    """
    _leave_interrupts()
    try:
        with connection:
            connection.send_bytes(_told_all(connection, size))
    except (OSError, EOFError):  # nobody listens any more
        return


def _told_all(connection: Connection, size: int) -> bytes:
    import time

    from recall_studio.media.waveform import Peaks, sound_peaks

    known: Peaks | None = None
    calm = False
    told_s, untold = 0.0, 0  # the first second is told at once, later ones together
    try:
        with io.BufferedReader(AskedReader(connection, size), _BUFFER_BYTES) as reader:
            for found in sound_peaks(reader):
                known = known or Peaks(len(found.lows))
                if len(found.lows) != known.channels:  # a file that changes its channels is read up to there
                    break
                known.add(found)
                untold = min(untold, found.first)
                if time.monotonic() - told_s > _TOGETHER_S:
                    _tell(connection, known.since(untold))
                    told_s, untold = time.monotonic(), known.steps
                    calm = calm or (known.known_ms > _URGENT_MS and _be_calm())
    except RecallError:
        return FAILED
    if known is not None:
        _tell(connection, known.since(untold))
    return DONE


def _tell(connection: Connection, found: Found) -> None:
    head = _HEAD.pack(found.first, len(found.lows))
    connection.send_bytes(PEAKS + head + found.lows.tobytes() + found.highs.tobytes())


def _unpacked(message: bytes) -> Found:
    """No pickle: a process that reads files of strangers must not be able to send objects.

    Raises:
        OSError: it is no piece of peaks.
    """
    import numpy as np

    from recall_studio.media.waveform import Found

    first, channels = _HEAD.unpack_from(message)
    numbers = np.frombuffer(message, np.int8, offset=_HEAD.size)
    if first < 0 or channels not in (1, 2) or len(numbers) % (2 * channels):
        raise OSError("no peaks")
    lows, highs = numbers.reshape(2, channels, -1)
    return Found(first, lows, highs)


def _be_calm() -> bool:
    """From now on the player goes first."""
    import os

    if hasattr(os, "nice"):
        os.nice(_CALM)
    return True


def _leave_interrupts() -> None:
    """Ctrl+C in a terminal is for the program, which ends this process itself."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
