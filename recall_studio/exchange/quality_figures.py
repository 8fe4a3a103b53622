"""Numbers of the dashboard that leave, as text, picture or table: the gate is asked, and the log says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.store import access

if TYPE_CHECKING:
    from recall_studio.domain.access import Release
    from recall_studio.store.writing import Writing


def release_figures(study: Writing) -> Release:
    """Let numbers about recall interviews out, for the members' own analysis.

    Raises:
        AccessRefused: nothing may leave, or the member's role lets nothing out.
    """
    return access.release(study, operation=Operation.EXPORT, purpose=access.OWN_ANALYSIS)
