"""Naming an engine's pictures where the times that it gives them cannot be trusted: by what they look like."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from recall_studio.player.recognising import KeptSignatures, Recognition

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.media.frames import FrameIndex
    from recall_studio.player.engine import Frame, Source

_MISTRUSTED = {
    "mpegps"
}  # most of its pictures have no time of their own, and after a seek FFmpeg counts from a wrong one


class Naming:
    """Recognises the pictures of one file.

    Args:
        source: the file.
        index: its pictures.
        wake: called on a thread when more can be recognised.
    """

    def __init__(self, source: Source, index: FrameIndex, wake: Callable[[], None]) -> None:
        self._recognition = Recognition(source, index, KeptSignatures(), wake)

    def named(self, frame: Frame) -> Frame:
        """The picture with its true time, or without one until `answers` has it."""
        import numpy as np

        from recall_studio.media.signatures import signature_of

        stride = frame.strides[0]
        luma = np.frombuffer(frame.planes[0], np.uint8, count=stride * frame.height).reshape(frame.height, stride)
        eye, about_ms = self._recognition.eye, frame.pts_ms or 0
        self._recognition.look_at(about_ms, playing=True)
        sight = eye.see(frame.serial, signature_of(luma[:, : frame.width]), about_ms, time.monotonic())
        return replace(frame, pts_ms=eye.pts_ms(sight))

    def answers(self) -> list[tuple[int, int | None]]:
        """What was recognised since: numbers of frames and their times in ms, None for one that nobody knows."""
        eye = self._recognition.eye
        return [(sight.serial, eye.pts_ms(sight)) for sight in eye.answers()]

    def close(self) -> threading.Thread:
        """Stop, on a thread of its own, since a drive can hang."""
        thread = threading.Thread(target=self._recognition.close, name="leaving names", daemon=True)
        thread.start()
        return thread


def naming_for(source: Source, wake: Callable[[], None]) -> Naming | None:
    """What names the pictures of this file; None where their times can be trusted, as nearly everywhere."""
    if source.index is None or source.facts.container not in _MISTRUSTED:
        return None
    return Naming(source, source.index, wake)
