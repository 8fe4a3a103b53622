"""How a long function says how far it is, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Given to every function that may take longer than a moment."""

    def report(self, done: int, total: int) -> None:
        """Say that `done` of `total` units are done (any unit; `total` 0 means unknown)."""

    @property
    def cancelled(self) -> bool:
        """Whether the user asked to stop; the function then raises `Cancelled` and leaves nothing behind."""


class Silent:
    """Progress that nobody looks at and nobody stops."""

    cancelled = False

    def report(self, done: int, total: int) -> None:
        """Say nothing."""


SILENT = Silent()
