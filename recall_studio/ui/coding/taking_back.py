"""Taking the latest step back in the open recording; one from before, or out of sight, is shown and named first."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput
from recall_studio.domain.timecode import parse_ms
from recall_studio.domain.words import _
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import journal
from recall_studio.ui.clock_words import short_clock
from recall_studio.ui.library.dates import moment_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.changes import Step
    from recall_studio.ui.coding.open_moments import OpenMoments
    from recall_studio.ui.session import Session

SURE_FOR_S = 5.0
"""A second press within this time needs no answer to the question."""


class TakingBack:
    """Undo and redo of what the member did in the open recording.

    Args:
        session: the open study and recording.
        asked: told of the step that is to be named first, and None when nothing is asked any more.
        in_sight: whether this instant of the recording (ms) is shown.
        named: says in words what a step was.
    """

    def __init__(
        self,
        session: Session,
        *,
        asked: Callable[[Step | None], None],
        in_sight: Callable[[int], bool],
        named: Callable[[Step], str],
    ) -> None:
        self._session = session
        self._asked = asked
        self._in_sight = in_sight
        self._named = named
        self._since = datetime.now(UTC).isoformat()
        self._question: tuple[str, float] | None = None

    def undo(self, *, sure: bool = False) -> None:
        """Take the latest step back, or ask about it first."""
        step = self._next()
        if step is not None and not sure and self._must_ask(step):
            self._question = (step.id, time.monotonic() + SURE_FOR_S)
            self._asked(step)
            return
        self.leave()
        self._session.do(undo, scope=self._scope, done=lambda done: self._say(_("Taken back: {what}"), done))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.leave()
        self._session.do(redo, scope=self._scope, done=lambda done: self._say(_("Done again: {what}"), done))

    def leave(self) -> None:
        """Let the step be that was asked about."""
        if self._question is not None:
            self._question = None
            self._asked(None)

    @property
    def asking(self) -> bool:
        """Whether a step was named and waits for an answer."""
        return self._question is not None

    @property
    def _scope(self) -> str | None:
        if self._session.editor is not None:
            return self._session.editor
        return self._session.recording.name if self._session.recording else None

    def _next(self) -> Step | None:
        """The step that would be taken back; while edits wait to be kept it is one of those, just made and seen."""
        if self._session.unkept:
            return None
        return journal.next_undo(self._session.study, self._session.member, self._scope)

    def _must_ask(self, step: Step) -> bool:
        if self._question is not None and self._question[0] == step.id and time.monotonic() < self._question[1]:
            return False
        place = place_of(step)
        return step.at < self._since or (place is not None and not self._in_sight(place))

    def _say(self, sentence: str, step: Step) -> None:
        self._session.say(sentence.format(what=self._named(step)))


def named(moments: OpenMoments, step: Step) -> str:
    """What a step was, in words: its label, and the code and place of its moment."""
    about = about_in_words(moments, step)
    return f"{_(step.label)}, {about}" if about else _(step.label)


def about_in_words(moments: OpenMoments, step: Step) -> str:
    """The moment of a step as the timeline calls it: its code as short as it stands there, and its time."""
    place, key = place_of(step), step.about.rpartition(" ")[0]
    if place is None:
        return step.about
    known = key in moments.session.codebook.by_key
    return f"{moments.look(key).short if known else key} {short_clock(place)}".strip()


def question(moments: OpenMoments, step: Step) -> str:
    """What is asked before a step is taken back that the user may not have in mind."""
    return _("Take back: {what}, of {when}?", what=named(moments, step), when=moment_in_words(step.at))


def place_of(step: Step) -> int | None:
    """Where the moment of a step begins, in ms; None when it is about none."""
    try:
        return parse_ms(step.about.rpartition(" ")[2])
    except BadInput:
        return None
