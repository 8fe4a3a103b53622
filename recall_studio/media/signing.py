"""Making the signatures of a recording on one thread: first around the playhead, the rest when there is time.

Imports `av` and numpy; import it late.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from recall_studio.domain.errors import RecallError
from recall_studio.media.decoding import Decoding, leads_on, luma_of
from recall_studio.media.signatures import signature_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from av.video.frame import VideoFrame

    from recall_studio.media.frames import FrameIndex
    from recall_studio.media.signatures import Signatures

_BEHIND_MS = 600  # players come out a little before the place they were asked for
_AHEAD_MS = 8000
_STRIDE_MS = 500  # how far the playhead moves before the thread is woken for it
_WORK_S = 0.02  # between two rests, and between two times of telling
_REST_WHILE_PLAYING = 4.0  # times as long as it worked: at most a fifth of a core goes to what can wait
_REST_OTHERWISE = 1.0
_QUIT_S = 3.0


class Signing:
    """Fills signatures in on a thread of its own.

    Args:
        open_reader: gives a fresh seekable reader; called on the thread.
        index: the pictures.
        signatures: where they go.
        told: called on the thread when there are new ones around the playhead.
        finished: called on the thread when the last one has been made.
    """

    def __init__(
        self,
        open_reader: Callable[[], BinaryIO],
        index: FrameIndex,
        signatures: Signatures,
        *,
        told: Callable[[], None],
        finished: Callable[[], None],
    ) -> None:
        self._open_reader, self._index, self._signatures = open_reader, index, signatures
        self._told, self._finished = told, finished
        self._changed = threading.Condition()
        self._head_ms = 0
        self._playing = self._closed = False
        self._since_s = 0.0
        # A daemon: a drive that hangs must not keep the program from quitting.
        self._thread = threading.Thread(target=self._run, name="signatures", daemon=True)

    def start(self) -> None:
        """Begin, around the start of the recording until `look_at` says otherwise."""
        self._thread.start()

    def look_at(self, ms: int, *, playing: bool) -> None:
        """The playhead is here now; cheap enough to be said often."""
        self._playing = playing
        if not self._head_ms <= ms < self._head_ms + _STRIDE_MS:
            with self._changed:
                self._head_ms = ms
                self._changed.notify()

    def close(self) -> None:
        """Stop; what has been made remains."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(_QUIT_S)

    def _run(self) -> None:
        try:
            with self._open_reader() as reader:
                self._sign_all(Decoding(reader, self._index, threads=1))
        except (RecallError, OSError):  # a file that may not be read names itself in the error
            return  # whoever plays the same file says so
        if not self._closed:
            self._finished()

    def _sign_all(self, decoding: Decoding) -> None:
        try:
            while not self._closed and (wanted := self._most_wanted()) is not None:
                self._sign_from(decoding, wanted)
                self._told()
        finally:
            decoding.close()

    def _urgent(self) -> int | None:
        """The first picture without a signature around the playhead."""
        start = self._index.frame_at(self._head_ms - _BEHIND_MS)
        return self._signatures.first_unknown(start, self._index.frame_at(self._head_ms + _AHEAD_MS) + 1)

    def _most_wanted(self) -> int | None:
        """The picture to go on with; none when all are done."""
        if (urgent := self._urgent()) is not None:
            return urgent
        head = self._index.frame_at(self._head_ms)
        pictures = len(self._index)
        later = self._signatures.first_unknown(head, pictures)
        return self._signatures.first_unknown(0, pictures) if later is None else later

    def _sign_from(self, decoding: Decoding, wanted: int) -> None:
        """Sign this picture and on from there, until another one is wanted more."""
        due = wanted  # all before it have been seen to
        self._since_s = time.monotonic()
        for index, frame in decoding.pictures(wanted):
            self._give_up(due, index)
            due = max(due, index + 1)
            self._sign(index, frame)
            if self._closed or not self._leads_on(index):
                return
        self._give_up(due, len(self._index))

    def _sign(self, index: int, frame: VideoFrame) -> None:
        if not self._signatures.known[index]:
            luma = luma_of(frame)
            if luma is None:
                self._signatures.give_up(index)
            else:
                self._signatures.put(index, signature_of(luma))

    def _give_up(self, start: int, stop: int) -> None:
        """What the decoder passed over will never come."""
        for index in range(start, stop):
            if not self._signatures.known[index]:
                self._signatures.give_up(index)

    def _leads_on(self, index: int) -> bool:
        """Whether the next picture that is wanted is best come by going on from here; rests now and then."""
        worked_s = time.monotonic() - self._since_s
        if worked_s > _WORK_S:
            self._pause(worked_s)
        wanted = self._most_wanted()
        return wanted is not None and leads_on(self._index, index, wanted)

    def _pause(self, worked_s: float) -> None:
        """Tell what is new when it is urgent, rest when it can wait."""
        if self._urgent() is not None:
            self._told()
        else:
            with self._changed:
                self._changed.wait(worked_s * (_REST_WHILE_PLAYING if self._playing else _REST_OTHERWISE))
        self._since_s = time.monotonic()
