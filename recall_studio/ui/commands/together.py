"""Commands of working together: prepare the study for a colleague, share the own work, fetch theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.consent import MAY_DO, Operation
from recall_studio.domain.words import N_
from recall_studio.ui.commands.command import Command

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk


def lets_out(desk: Desk) -> bool:
    """Whether the member who works may let something out of a study that can be written."""
    return desk.session.study.writable and Operation.MOVE in MAY_DO[desk.session.member.role]


def _writable(desk: Desk) -> bool:
    return desk.session.study.writable


def share(desk: Desk) -> None:
    """Write the own coding work into one file."""
    from recall_studio.ui.together.sharing import SharingSheet

    desk.window.open_sheet(SharingSheet(desk))


def fetch(desk: Desk) -> None:
    """Take in the coding work of a colleague."""
    from recall_studio.ui.together.fetching import FetchingSheet

    desk.window.open_sheet(FetchingSheet(desk))


def assign(desk: Desk) -> None:
    """Prepare the study for a colleague."""
    from recall_studio.ui.together.assigning import AssigningSheet

    desk.window.open_sheet(AssigningSheet(desk))


TOGETHER = (
    Command("together.share", N_("Share my coding work …"), share, (), "study", lets_out, icon="share"),
    Command("together.fetch", N_("Fetch coding work …"), fetch, (), "study", _writable, icon="fetch"),
    Command("together.assign", N_("Prepare the study for a colleague …"), assign, (), "study", lets_out, icon="assign"),
)
