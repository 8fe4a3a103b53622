"""Asks PulseAudio whether a microphone is still plugged in.

Qt 6.11 does not say so of one that is not the system's, and PulseAudio moves its sound to another without a word: an
interview would go on with the wrong microphone, or record the loudspeaker. libpulse is there wherever Qt Multimedia is.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from contextlib import suppress
from typing import Any

EVERY_S = 0.5
PATIENCE_S = 3.0
_LIBRARY = "libpulse.so.0"
_NO_AUTOSPAWN = 1
_READY, _FAILED = 4, 5
_RUNNING = 0
_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_POINTERS = ("pa_mainloop_new", "pa_mainloop_get_api", "pa_context_new", "pa_context_get_source_info_by_name")


class SourceWatch:
    """Looks on a thread of its own, twice a second, as long as it is not closed.

    What was never there for PulseAudio is not known to it by that name, and nothing is said of it.

    Args:
        name: of the source, which is Qt's id of the microphone.

    Attributes:
        is_gone: whether it was there and is there no more.
    """

    def __init__(self, name: str) -> None:
        self.is_gone = False
        self._name = name.encode()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="microphone", daemon=True)
        if sys.platform.startswith("linux"):
            self._thread.start()

    def close(self) -> None:
        """Look no more; returns at once."""
        self._closing.set()

    def _run(self) -> None:
        try:
            asking = _Asking(self._closing)
        except (OSError, AttributeError):  # there is no libpulse, or another one
            return
        with suppress(TimeoutError):  # no PulseAudio answers
            asking.connect()
            was_there = asking.is_there(self._name)
            while was_there and not self._closing.wait(EVERY_S):
                if not asking.is_there(self._name):
                    self.is_gone = True
                    break
        asking.end()


class _Asking:
    """One connection to PulseAudio, used on one thread."""

    def __init__(self, closing: threading.Event) -> None:
        self._closing = closing
        self._pulse: Any = ctypes.CDLL(_LIBRARY)
        for function in _POINTERS:
            getattr(self._pulse, function).restype = ctypes.c_void_p
        self._found = False
        self._heard = _CALLBACK(self._hear)  # kept: PulseAudio calls it later
        self._loop = ctypes.c_void_p(self._pulse.pa_mainloop_new())
        api = ctypes.c_void_p(self._pulse.pa_mainloop_get_api(self._loop))
        self._context = ctypes.c_void_p(self._pulse.pa_context_new(api, b"Recall Studio"))

    def connect(self) -> None:
        """Wait until it answers.

        Raises:
            TimeoutError: it does not, or nobody wants to know any more.
        """
        self._pulse.pa_context_connect(self._context, None, _NO_AUTOSPAWN, None)
        self._until(lambda: self._state() >= _READY)
        if self._state() != _READY:
            raise TimeoutError

    def is_there(self, name: bytes) -> bool:
        """Whether there is a source of this name.

        Raises:
            TimeoutError: nothing answers any more.
        """
        self._found = False
        asked = self._pulse.pa_context_get_source_info_by_name(self._context, name, self._heard, None)
        if not asked:
            raise TimeoutError
        operation = ctypes.c_void_p(asked)
        try:
            self._until(lambda: self._pulse.pa_operation_get_state(operation) != _RUNNING or self._state() >= _FAILED)
        finally:
            self._pulse.pa_operation_unref(operation)
        if self._state() != _READY:  # the whole server went: that is for Qt to say
            raise TimeoutError
        return self._found

    def end(self) -> None:
        """Let go of it."""
        self._pulse.pa_context_disconnect(self._context)
        self._pulse.pa_context_unref(self._context)
        self._pulse.pa_mainloop_free(self._loop)

    def _hear(self, _context: object, information: object, _end: int, _own: object) -> None:
        self._found = self._found or bool(information)

    def _state(self) -> int:
        return int(self._pulse.pa_context_get_state(self._context))

    def _until(self, so: Any) -> None:
        until = time.monotonic() + PATIENCE_S
        while not so():
            if time.monotonic() > until or self._closing.is_set():
                raise TimeoutError
            self._pulse.pa_mainloop_iterate(self._loop, 0, None)
            self._closing.wait(0.005)
