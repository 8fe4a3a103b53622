"""Each interviewer by each role as lines of a table (T-12): it orders nobody, and no share stands without its n."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import N_, _, decimal
from recall_studio.ui.finding_back.rows_model import Line

if TYPE_CHECKING:
    from recall_studio.analysis.recall.dashboard import Quality
    from recall_studio.analysis.recall.figures import Figures
    from recall_studio.analysis.recall.shares import Share

HEADINGS = (
    N_("Interviewer"),
    N_("Who looks back"),
    N_("Interviews"),
    N_("Delay (median)"),
    N_("Stops per 10 min"),
    N_("By the viewer"),
    N_("Leading"),
    N_("Then"),
    N_("Spontaneous"),
    N_("Attention"),
)
DIGITS = (12, 18, 14, 18, 16, 15, 12, 12, 13, 9)


def lines(quality: Quality) -> list[Line]:
    """One line each."""
    return [_line(one) for one in quality.by_interviewer]


def _line(one: Figures) -> Line:
    hours = one.delays.hours
    cells = (
        one.interviewer or "",
        role_in_words(one.role) if one.role is not None else "",
        str(one.interviews),
        _("{hours} h", hours=decimal(hours.median, 0)) if hours is not None else _("undefined"),
        decimal(one.stops.per_10min) if one.stops.per_10min is not None else _("undefined"),
        counted(one.stops.by_viewer),
        counted(one.prompts.leading),
        counted(one.then_now.then),
        counted(one.spontaneity),
        f"⚠ {len(one.alerts)}" if one.alerts else "",
    )
    return Line(f"{one.interviewer}-{one.role}", cells, one)


def counted(share: Share) -> str:
    """`3 of 14`, which says more than a percentage of few."""
    return _("{k} of {n}", k=share.k, n=share.n) if share.n else _("undefined")
