"""Keeps the FFmpeg inside Qt from writing to the terminal: it prints what stands in a recording, names too."""

from __future__ import annotations

import ctypes
from pathlib import Path

import PySide6

_QUIET = -8  # AV_LOG_QUIET
_WHERE = ("Qt/lib/libavutil.so.*", "Qt/lib/libavutil.*.dylib", "avutil-*.dll")


def hush() -> None:
    """Say nothing from now on; nothing happens where Qt's FFmpeg is not found."""
    folder = Path(PySide6.__file__).parent
    # The shortest name is the one that Qt's plugin asks for: another would be another copy.
    found = sorted((path for pattern in _WHERE for path in folder.glob(pattern)), key=lambda path: len(path.name))
    for path in found[:1]:
        try:
            ctypes.CDLL(str(path)).av_log_set_level(_QUIET)
        except (OSError, AttributeError):
            return
