"""Text in the cell of a CSV file, kept from becoming a formula, and taken back exactly as it was.

A spreadsheet program may run a cell that starts with = + - @ TAB, CR or LF. Such a text gets an apostrophe in front,
and so does one with only apostrophes before such a sign, so that taking one away always gives the text back.
"""

from __future__ import annotations

import re

_FIRST_SIGNS = frozenset("=+-@\t\r\n'")
_NEEDS_GUARD = re.compile(r"'*[=+\-@\t\r\n]")
_HAS_GUARD = re.compile(r"'+[=+\-@\t\r\n]")


def guarded(text: str) -> str:
    """The text as it may stand in a CSV file."""
    if text[:1] not in _FIRST_SIGNS or not _NEEDS_GUARD.match(text):
        return text
    return f"'{text}"


def unguarded(text: str) -> str:
    """The text that `guarded()` was given."""
    return text[1:] if text[:1] == "'" and _HAS_GUARD.match(text) else text
