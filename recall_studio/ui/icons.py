"""Icons, all of one family (Phosphor, from qtawesome's font), in the colours of the tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

NAMES = {
    "library": "ph.list-bullets",
    "coding": "ph.record",
    "play": "ph.play-fill",
    "pause": "ph.pause-fill",
    "back": "ph.rewind",
    "ahead": "ph.fast-forward",
    "frame_back": "ph.caret-left",
    "frame_ahead": "ph.caret-right",
    "loop": "ph.repeat",
    "sound": "ph.speaker-high",
    "silent": "ph.speaker-slash",
    "search": "ph.magnifying-glass",
    "add": "ph.plus",
    "remove": "ph.trash",
    "settings": "ph.gear-six",
    "help": "ph.question",
    "keys": "ph.keyboard",
    "history": "ph.clock-counter-clockwise",
    "undo": "ph.arrow-u-up-left",
    "redo": "ph.arrow-u-up-right",
    "person": "ph.user",
    "lock": "ph.lock-simple",
    "warning": "ph.warning",
    "check": "ph.check",
    "close": "ph.x",
    "star": "ph.star-fill",
    "subtitles": "ph.closed-captioning",
    "film": "ph.film-strip",
    "microphone": "ph.microphone",
    "folder": "ph.folder-open",
    "new": "ph.file-plus",
    "demo": "ph.play-circle",
    "zoom_in": "ph.magnifying-glass-plus",
    "lanes": "ph.rows",
    "zoom_out": "ph.magnifying-glass-minus",
    "fit": "ph.arrows-out-line-horizontal",
    "follow": "ph.crosshair",
    "eye": "ph.eye",
    "note": "ph.note-pencil",
    "language": "ph.translate",
    "full": "ph.corners-out",
    "panel": "ph.layout",
    "float": "ph.arrow-square-out",
    "dock": "ph.arrow-square-in",
    "screen": "ph.monitor",
    "menu": "ph.list",
    "next": "ph.caret-down",
    "share": "ph.upload-simple",
    "fetch": "ph.download-simple",
    "assign": "ph.user-plus",
    "codebook": "ph.book-open",
    "find": "ph.playlist",
    "recall": "ph.arrow-counter-clockwise",
    "stop": "ph.hand",
    "chart": "ph.chart-bar",
    "perspectives": "ph.columns",
}


def icon(name: str, colour: str) -> QIcon:
    """The icon of this name, drawn in this colour (`#rrggbb`)."""
    import qtawesome  # loads its fonts at the first icon, not at the import of the window

    made: QIcon = qtawesome.icon(NAMES[name], color=colour)
    return made
