"""Taking the latest step back, and doing it again; the same for every kind of edit, also after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.store import journal

if TYPE_CHECKING:
    from recall_studio.domain.changes import Step
    from recall_studio.store.writing import Writing


def undo(study: Writing, *, scope: str | None = None) -> Step:
    """Take back the acting member's latest step, in one recording or editor or in all; gives that step.

    Raises:
        NothingToUndo: there is none.
        UndoConflict: what it made was changed since.
    """
    return journal.undo(study, scope=scope)


def redo(study: Writing, *, scope: str | None = None) -> Step:
    """Do again what the acting member took back last; gives that step.

    Raises:
        NothingToUndo: nothing was taken back since the last new step.
        UndoConflict: it no longer fits.
    """
    return journal.redo(study, scope=scope)
