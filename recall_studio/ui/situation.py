"""How it stands with the picture of the open recording, in words for who looks at the place where it should be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from recall_studio.domain.errors import AccessRefused, RecallError, StudyReadOnly
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from recall_studio.ui.tasks import Task


class Stage(Enum):
    """What can be the matter."""

    EMPTY = "empty"  # no recording is open
    OPENING = "opening"
    READY = "ready"
    REFUSED = "refused"  # consent or role do not allow it, or no longer
    MISSING = "missing"  # the file is not in its place
    BROKEN = "broken"  # it is, and cannot be played
    LIVE = "live"  # a conversation without a recording: there is a clock in the place of the picture
    BARRED = "barred"  # consent or role do not allow watching along with it, or no longer
    CLOSED = "closed"  # the study cannot note that it was opened, so nothing is


@dataclass(frozen=True, slots=True)
class Situation:
    """How it stands.

    Attributes:
        stage: what is the matter.
        sentence: what to say of it; empty when there is nothing to say.
        remedy: what to do.
        task: the work that is waited for.
    """

    stage: Stage
    sentence: str = ""
    remedy: str = ""
    task: Task | None = None


def refused(error: RecallError, *, file_there: bool) -> Situation:
    """The situation after an error at opening.

    The remedies of errors are written for the command line, so the window has its own.

    Args:
        error: what happened.
        file_there: whether all files of the recording are in their place.
    """
    if isinstance(error, AccessRefused):
        return Situation(Stage.REFUSED, error.message, _("Look at the consent of this conversation."))
    if isinstance(error, StudyReadOnly):
        return Situation(Stage.CLOSED, error.message, error.remedy)
    if file_there:
        return Situation(Stage.BROKEN, error.message, _("Add the recording again, if the camera still has it."))
    return Situation(Stage.MISSING, error.message, _("Choose the folder where the file lies now."))
