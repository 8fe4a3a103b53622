"""Which study the user chose on the start page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Chosen:
    """A study to open.

    Args:
        path: its folder.
        passphrase: of an encrypted study; None when it has none or is not asked for yet.
        key: the study key that the passphrase gave; None as long as it was not tried.
        then: where to go: `library`, `coding` (its first recording opened) or `adding`; empty for coding where there
            is one recording to code, else the library.
        member: the code of who works, where that is known already; None to look it up or ask.
    """

    path: Path
    passphrase: str | None = field(default=None, repr=False)
    key: bytes | None = field(default=None, repr=False)
    then: str = ""
    member: str | None = None
