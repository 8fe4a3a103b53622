"""Where the files that ship with the program lie: beside the source, or inside the installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "_resources"
_FOLDER = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "resources"


def resource(name: str) -> Path:
    """The path of a file or folder that ships with the program, such as `codebook_default.json`."""
    return _FOLDER / name
