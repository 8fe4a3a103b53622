"""Sound of interviews that a program which was killed left in pieces: made a recording when the study opens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.words import _
from recall_studio.edits.recall.sounding import anything_left, finish_sound
from recall_studio.ui.lasting import while_there

if TYPE_CHECKING:
    from recall_studio.domain.progress import Progress
    from recall_studio.edits.recall.sounding import Finished
    from recall_studio.store.study import Study
    from recall_studio.ui.session import Session
    from recall_studio.ui.tasks import Tasks


def finish_left_over(session: Session, tasks: Tasks) -> None:
    """Make recordings of what lies in pieces, beside the window; an interview that goes on is left as it is."""
    if session.study.writable and anything_left(session.study):
        tasks.run(
            _("Finishing the sound of the interview"),
            partial(_finished, session.study),
            done=while_there(session, partial(_tell, session)),
        )


def _finished(study: Study, progress: Progress) -> tuple[Finished, ...]:
    return finish_sound(study, progress=progress)


def _tell(session: Session, finished: tuple[Finished, ...]) -> None:
    for one in finished:
        for notice in one.notices:
            session.say(notice, "warning")
