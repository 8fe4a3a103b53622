"""libVLC as it is installed on this computer, or why it cannot be used."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any, NamedTuple

from recall_studio.player.troubles import trouble_sentence

_MAJOR_VERSION = b"3."
_OPTIONS = (
    "--quiet",
    "--no-video-title-show",
    "--no-osd",
    "--no-spu",  # subtitles would be drawn into the picture, which is then not recognised
    "--deinterlace=0",  # nor is one of which the lines were mixed
    "--no-snapshot-preview",
    "--no-lua",  # its scripts follow playlists and addresses
    "--no-metadata-network-access",
)
_ON_LINUX = ("--no-xlib",)  # Qt speaks with the screen already
_MORE_OPTIONS = "RECALL_STUDIO_VLC_OPTIONS"


class Library(NamedTuple):
    """The instance of libVLC that the program uses, or the key of the trouble with it."""

    instance: Any
    trouble: str


@cache
def library() -> Library:
    """Load libVLC, once for the whole program: it takes a tenth of a second."""
    try:
        import vlc
    except (ImportError, OSError, NameError, AttributeError, SystemExit):
        # python-vlc ends the program when it does not find what PYTHON_VLC_LIB_PATH says.
        return Library(None, "no_libvlc")
    try:
        version = vlc.libvlc_get_version()
        instance = _instance(vlc) if version.startswith(_MAJOR_VERSION) else None
    except (OSError, NameError, AttributeError):
        instance = None
    return Library(instance, "" if instance else "libvlc_broken")


def _instance(vlc: Any) -> Any:
    """None when libVLC refuses: it does so for an option it does not know, as some builds leave some out."""
    known = (*_OPTIONS, *(_ON_LINUX if sys.platform.startswith("linux") else ()))
    more = os.environ.get(_MORE_OPTIONS, "").split()
    return vlc.Instance(*known, *more) or vlc.Instance("--quiet", *more)


def why_not() -> str:
    """Why libVLC cannot be used, in a sentence; empty when it can."""
    trouble = library().trouble
    return trouble_sentence(trouble) if trouble else ""
