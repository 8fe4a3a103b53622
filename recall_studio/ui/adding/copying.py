"""Copying recordings into the study beside the window, as soon as their consent allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import _
from recall_studio.edits.recording import copy_these, waiting_copies
from recall_studio.ui.lasting import while_there

if TYPE_CHECKING:
    from recall_studio.domain.progress import Progress
    from recall_studio.edits.recording import TakenIn
    from recall_studio.ui.desk import Desk


def copy_waiting(desk: Desk) -> None:
    """Copy what may be copied and is not yet; one copy at a time, what comes meanwhile follows."""
    session, title = desk.session, _("Copying the recording into the study")
    if not session.study.writable or any(task.title == title for task in desk.tasks.busy):
        return
    waiting = waiting_copies(session.study)
    if not waiting:
        return

    def copied(taken: TakenIn) -> None:
        for problem in taken.problems:
            session.say(problem, "warning")
        if not taken.problems:
            copy_waiting(desk)

    def work(progress: Progress) -> TakenIn:
        return copy_these(session.study, waiting, progress=progress)

    desk.tasks.run(title, work, done=while_there(session, copied))
