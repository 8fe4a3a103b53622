"""Which study the user chose on the start page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Chosen:
    """A study to open.

    Args:
        path: its folder.
        passphrase: of an encrypted study; None when it has none or is not asked for yet.
        then: where to go: `library`, `coding` (its first recording opened) or `adding`; empty for coding where there
            is one recording to code, else the library.
        member: the code of who works, where that is known already; None to look it up or ask.
    """

    path: Path
    passphrase: str | None = None
    then: str = ""
    member: str | None = None
