"""Whether a window can open here, asked before Qt is: without a screen Qt ends the process in words for engineers."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from recall_studio.domain.words import _

QT_PLUGIN = "Qt/plugins/platforms/libqxcb.so"


def why_no_window() -> str:
    """Why no window can open here, as a sentence; empty when one can."""
    return _without_screen() or _without_libraries()


def _without_screen() -> str:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return ""  # elsewhere there always is one; and who names a platform knows what is there
    screens = [os.environ[name] for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
    if not screens:
        return _("No window can open here: there is no screen.")
    if os.environ.get("WAYLAND_DISPLAY") and _wayland_answers():
        return ""
    if os.environ.get("DISPLAY") and _x_answers():
        return ""
    return _("No window can open here: the screen “{name}” does not answer.", name=screens[-1])


def _x_answers() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # what is missing is told by its own sentence
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    broken = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not broken


def _wayland_answers() -> bool:
    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return False
    wayland.wl_display_connect.restype = ctypes.c_void_p
    connection = wayland.wl_display_connect(None)
    if connection:
        wayland.wl_display_disconnect(ctypes.c_void_p(connection))
    return bool(connection)


def _without_libraries() -> str:
    try:
        import PySide6
        from PySide6 import QtWidgets  # noqa: F401 - whether it loads is the question

        plugin = Path(PySide6.__file__).parent / QT_PLUGIN
        if plugin.exists() and not os.environ.get("QT_QPA_PLATFORM"):
            ctypes.CDLL(str(plugin))
    except (ImportError, OSError) as error:
        return _(
            "No window can open here: a library of the system is missing ({error}). “python3 packaging/run.py” "
            "installs it, or says which one.",
            error=error,
        )
    return ""
