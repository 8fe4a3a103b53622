"""Exact stills while paused: decoded on a thread of their own; the newest request wins, a near one comes on the way."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from recall_studio.domain.errors import RecallError
from recall_studio.media.refusals import unreadable
from recall_studio.player.engine import Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.media.stills import Still
    from recall_studio.player.engine import Source

_QUIT_S = 3.0
STILL_SERIAL = -1
"""The serial number of every still: only an engine's pictures are counted."""


class StillMaker(Protocol):
    """Decodes single pictures of one file, see `media.stills.Stills`."""

    def still_at(self, index: int, *, stale: Callable[[], bool], on_way: Callable[[Still], None]) -> Still | None:
        """The picture of this number; None when it became stale or there is none. `on_way` is given nearer ones."""

    def close(self) -> None:
        """Let the file go."""


@dataclass(frozen=True, slots=True)
class Request:
    """A picture that is wanted: of which part, from which source, and its number there."""

    part: int
    source: Source
    picture: int
    turn: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request.

    Attributes:
        request: what was asked.
        frame: the picture, or one near it that came on the way; None when it could not be decoded.
        exact: whether this is the last answer to the request.
        error: why it failed.
    """

    request: Request
    frame: Frame | None
    exact: bool
    error: RecallError | None = None


class ExactStills:
    """Stills by PyAV, which is loaded here: made on the worker's thread, since that takes a while.

    Args:
        source: a file with pictures.

    Raises:
        AccessRefused: the consent was withdrawn since.
        MediaUnusable: the file is gone or broken.
    """

    def __init__(self, source: Source) -> None:
        from recall_studio.media.stills import Stills

        if source.index is None:
            raise ValueError(source)
        with ExitStack() as stack:
            reader = stack.enter_context(source.playable.open())
            self._stills = Stills(reader, source.index)
            stack.callback(self._stills.close)
            self._open = stack.pop_all()

    def still_at(self, index: int, *, stale: Callable[[], bool], on_way: Callable[[Still], None]) -> Still | None:
        """See `StillMaker`."""
        return self._stills.still_at(index, stale=stale, on_way=on_way)

    def close(self) -> None:
        """Let the file go."""
        self._open.close()


class StillsWorker:
    """Serves the newest request only.

    Args:
        make: makes what decodes a source.
        wake: called on the worker's thread when there is an answer.
    """

    def __init__(self, make: Callable[[Source], StillMaker], wake: Callable[[], None]) -> None:
        self._make, self._wake = make, wake
        self._changed = threading.Condition()
        self._wanted: Request | None = None
        self._turn = 0
        self._closed = False
        self._answers: deque[Answer] = deque()
        self._thread: threading.Thread | None = None
        self._forgets = False
        self._source: Source | None = None
        self._stills: StillMaker | None = None

    def ask(self, part: int, source: Source, picture: int) -> None:
        """Want this picture, and none that was asked before."""
        with self._changed:
            self._turn += 1
            self._wanted = Request(part, source, picture, self._turn)
            self._changed.notify()
        if self._thread is None and not self._closed:
            # A daemon: a drive that hangs must not keep the program from quitting.
            self._thread = threading.Thread(target=self._serve, name="stills", daemon=True)
            self._thread.start()

    def cancel(self) -> None:
        """Want nothing any more, and forget what has been answered."""
        with self._changed:
            self._turn += 1
            self._wanted = None
            self._answers.clear()

    def forget(self) -> None:
        """Want nothing any more and let go of the file."""
        self.cancel()
        with self._changed:
            self._forgets = True
            self._changed.notify()

    def answers(self) -> list[Answer]:
        """What was answered since the last time; asked on the owner's thread."""
        with self._changed:
            taken = list(self._answers)
            self._answers.clear()
        return taken

    def close(self) -> None:
        """Stop the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self.cancel()
        if self._thread is not None:
            self._thread.join(_QUIT_S)

    def _serve(self) -> None:
        while (request := self._next()) is not None:
            try:
                self._decode(request)
            except (RecallError, OSError) as error:
                self._let_go()
                told = error if isinstance(error, RecallError) else unreadable()
                self._answer(Answer(request, None, exact=True, error=told))
        self._let_go()

    def _next(self) -> Request | None:
        with self._changed:
            while not self._closed and self._wanted is None:
                if self._forgets:
                    self._let_go()
                self._changed.wait()
            wanted, self._wanted = self._wanted, None
        return None if self._closed else wanted

    def _let_go(self) -> None:
        self._forgets = False
        if self._stills is not None:
            self._stills.close()
        self._stills = self._source = None

    def _decode(self, request: Request) -> None:
        if self._stills is None or self._source is not request.source:
            self._let_go()
            self._stills, self._source = self._make(request.source), request.source
        still = self._stills.still_at(
            request.picture,
            stale=lambda: self._closed or self._turn != request.turn,
            on_way=lambda near: self._answer(Answer(request, _frame(near), exact=False)),
        )
        self._answer(Answer(request, _frame(still) if still else None, exact=True))

    def _answer(self, answer: Answer) -> None:
        with self._changed:
            overtaken = self._wanted is None and self._turn != answer.request.turn  # cancelled since
            if self._closed or overtaken or (answer.frame is None and self._turn != answer.request.turn):
                return
            self._answers.append(answer)
        self._wake()


def _frame(still: Still) -> Frame:
    return Frame(
        planes=still.planes,
        strides=still.strides,
        width=still.width,
        height=still.height,
        pixel_format="i420",
        pts_ms=still.pts_ms,
        serial=STILL_SERIAL,
        full_range=still.full_range,
        bt709=still.bt709,
    )
