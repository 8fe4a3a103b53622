"""Whether the database is what it should be: its pages, its references, its triggers and its journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import _
from recall_studio.store.schema import wanted_triggers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.store.reading import Reading


def problems(study: Reading) -> Iterator[str]:
    """A sentence for everything that is wrong."""
    if study.value("PRAGMA quick_check(1)") != "ok":
        yield _("The database is damaged.")
        return
    dangling = study.tuples("PRAGMA foreign_key_check")
    if dangling:
        yield _("{n} rows of the database refer to rows that are gone.", n=len(dangling))
    triggers = {name for (name,) in study.tuples("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    if wanted_triggers() - triggers:
        yield _("The journal of the database was switched off for some tables.")
    if study.value("SELECT 1 FROM step WHERE open = 1"):
        yield _("The journal holds a step that was never finished.")
