"""What is noted while an interview is led: stops, what was asked, what was said. In memory, and kept as it happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from recall_studio.domain.recall.kinds import Initiator, PromptType, TimeOrientation
from recall_studio.edits.recall import asking
from recall_studio.edits.recall import leading as edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recall_studio.domain.ids import RecallCommentId, RecallMomentId, RecallPromptId, RecallStopId
    from recall_studio.domain.recall.interview import Record, Stop
    from recall_studio.ui.session import Session

PAUSE_MS = 400
"""After so long without a key what was typed is kept."""


@dataclass(eq=False, slots=True)
class Said:
    """A comment while it is made. `fields` are those of `domain.recall.interview.Comment` that were given.

    Attributes:
        prompt: the question that it answers; None: spontaneous.
        id: once it is kept.
    """

    stop: Stopped
    session_ms: int
    prompt: Asked | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    id: RecallCommentId | None = None
    unkept: set[str] = field(default_factory=set)
    busy: bool = False

    @property
    def text(self) -> str:
        """What was said, in the language of the study; as it was said where nobody translated it."""
        return str(self.fields.get("text") or self.fields.get("text_original") or "")

    @property
    def told(self) -> bool:
        """Whether something was said: in words, or as a stretch of the interview's sound."""
        return bool(self.text or self.fields.get("sound"))

    @property
    def orientation(self) -> TimeOrientation:
        """Whether it was thought then or is thought now."""
        return TimeOrientation(self.fields.get("time_orientation", TimeOrientation.NOG_TE_BEPALEN))

    @property
    def shareable(self) -> bool:
        """Whether the other may hear it."""
        return bool(self.fields.get("shareable"))


@dataclass(eq=False, slots=True)
class Asked:
    """A question that was asked."""

    type: PromptType
    text: str
    card: str | None = None
    id: RecallPromptId | None = None


@dataclass(eq=False, slots=True)
class Stopped:
    """A stop, from the moment it is made.

    Attributes:
        position_ms: the picture on the screen; None until it is recognised.
        id: once it is kept; what needs it waits in `then`.
    """

    number: int
    session_ms: int
    initiator: Initiator
    position_ms: int | None = None
    moment: RecallMomentId | None = None
    id: RecallStopId | None = None
    resumed_ms: int | None = None
    asked: list[Asked] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    then: list[Callable[[RecallStopId], object]] = field(default_factory=list)


class Notes(QObject):
    """Keeps what is noted; nothing is rebuilt when a stop comes.

    Args:
        session: the open study.
        interview: whose notes.
        record: what was noted before, when the interview goes on after a break.
    """

    added = Signal(object)
    """A `Stopped` has come."""
    changed = Signal(object)
    """Something of a `Stopped` is another one."""

    def __init__(self, session: Session, record: Record, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._interview = session, record.interview.id
        self.stops: list[Stopped] = _before(record)
        self._late: set[Said] = set()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.keep)
        session.closing.connect(self.keep)

    def stop(self, stopped: Stopped, rate_percent: int) -> None:
        """Keep a stop whose picture is known."""
        if stopped.position_ms is None:
            raise ValueError("the picture of this stop is not known")
        self._session.do(
            edits.stop,
            done=partial(self._took_stop, stopped),
            session=self._interview,
            position_ms=stopped.position_ms,
            session_ms=stopped.session_ms,
            initiator=stopped.initiator,
            moment=stopped.moment,
            rate_percent=rate_percent,
        )
        self.changed.emit(stopped)

    def add(self, stopped: Stopped) -> None:
        """A stop has come; it is kept once its picture is known."""
        self.stops.append(stopped)
        self.added.emit(stopped)

    def resume(self, stopped: Stopped, session_ms: int, replay_from_ms: int | None) -> None:
        """It plays on after a stop."""
        stopped.resumed_ms = session_ms
        self.keep()
        self._then(
            stopped,
            lambda made: self._session.do(
                edits.resume, stop=made, session_ms=session_ms, replay_from_ms=replay_from_ms
            ),
        )
        self.changed.emit(stopped)

    def change_initiator(self, stopped: Stopped, initiator: Initiator) -> None:
        """Somebody else stopped it."""
        if stopped.initiator is not initiator:
            stopped.initiator = initiator
            self._then(stopped, lambda made: self._session.do(asking.change_stop, stop=made, initiator=initiator))
            self.changed.emit(stopped)

    def ask(self, stopped: Stopped, asked: Asked, session_ms: int) -> Said:
        """Keep a question; gives what is said after it."""
        stopped.asked.append(asked)
        self._then(
            stopped,
            lambda made: self._session.do(
                asking.ask,
                done=partial(self._took_prompt, stopped, asked, asked.type),
                stop=made,
                type=asked.type,
                text=asked.text,
                card=asked.card,
                session_ms=session_ms,
            ),
        )
        self.changed.emit(stopped)
        open_one = stopped.said[-1] if stopped.said and not stopped.said[-1].told else None
        if open_one is not None and open_one.id is None and not open_one.busy:
            open_one.prompt = asked
            return open_one
        return self.begin(stopped, session_ms, asked)

    def change_question(self, stopped: Stopped, asked: Asked, kind: PromptType) -> None:
        """The question is of another type after all."""
        asked.type = kind
        if asked.id is not None:
            self._session.do(asking.change_prompt, prompt=asked.id, type=kind)
        self.changed.emit(stopped)

    def begin(self, stopped: Stopped, session_ms: int, asked: Asked | None = None) -> Said:
        """Begin a comment; it is kept when something is in it."""
        said = Said(stopped, session_ms, asked)
        stopped.said.append(said)
        return said

    def write(self, said: Said, **fields: Any) -> None:
        """Something of a comment is another one; it is kept soon, and what was chosen at once."""
        new = {name for name, value in fields.items() if said.fields.get(name) != value}
        if not new:
            return
        said.fields.update(fields)
        said.unkept |= new
        self._late.add(said)
        if new <= {"text", "text_original"}:
            self._timer.start()
        else:
            self.keep()
        self.changed.emit(said.stop)

    def keep(self) -> None:
        """Keep what was typed up to now."""
        self._timer.stop()
        late, self._late = self._late, set()
        for said in late:
            self._then(said.stop, partial(self._send, said))

    def drop(self) -> None:
        """Keep nothing of what is still on its way."""
        self._timer.stop()
        self._late.clear()

    @property
    def unkept(self) -> bool:
        """Whether something that was typed is still on its way."""
        return bool(self._late) or any(said.unkept or said.busy for stop in self.stops[-2:] for said in stop.said)

    def _send(self, said: Said, stop: RecallStopId) -> None:
        waits = said.prompt is not None and said.prompt.id is None
        if said.busy or waits or not said.unkept or (said.id is None and not said.fields):
            return
        fields = {name: said.fields[name] for name in said.unkept}
        said.unkept, said.busy = set(), True
        refused = partial(self._refused, said, set(fields))
        done = partial(self._took_comment, said)
        if said.id is not None:
            self._session.do(asking.change_comment, done=done, refused=refused, comment=said.id, **fields)
            return
        prompt = said.prompt.id if said.prompt is not None else None
        text = str(fields.pop("text", ""))
        given = {"stop": stop, "prompt": prompt, "text": text, "session_ms": said.session_ms, **fields}
        self._session.do(asking.comment, done=done, refused=refused, **given)

    def _took_comment(self, said: Said, made: RecallCommentId | None) -> None:
        said.busy = False
        said.id = said.id or made
        if said.unkept:
            self._then(said.stop, partial(self._send, said))

    def _refused(self, said: Said, fields: Iterable[str], error: Any) -> None:
        said.busy = False
        said.unkept |= set(fields)
        self._late.add(said)  # tried again when there is something to keep
        self._session.complain(error)

    def _took_prompt(self, stopped: Stopped, asked: Asked, kept: PromptType, made: RecallPromptId) -> None:
        asked.id = made
        if asked.type is not kept:  # it was changed while it was on its way
            self._session.do(asking.change_prompt, prompt=made, type=asked.type)
        for said in stopped.said:
            if said.prompt is asked and said.unkept:
                self._then(stopped, partial(self._send, said))

    def _took_stop(self, stopped: Stopped, made: RecallStopId) -> None:
        stopped.id = made
        waiting, stopped.then = stopped.then, []
        for run in waiting:
            run(made)

    def _then(self, stopped: Stopped, run: Callable[[RecallStopId], object]) -> None:
        """Do it now, or once the stop is kept."""
        if stopped.id is not None:
            run(stopped.id)
        else:
            stopped.then.append(run)


def _before(record: Record) -> list[Stopped]:
    """What was noted before a break."""
    found = {stop.id: _stopped(stop) for stop in record.stops}
    asked = {}
    for prompt in record.prompts:
        asked[prompt.id] = Asked(prompt.type, prompt.text, prompt.card, prompt.id)
        found[prompt.stop].asked.append(asked[prompt.id])
    for comment in record.comments:
        stopped = found[comment.stop]
        question = asked.get(comment.prompt) if comment.prompt else None
        said = Said(stopped, comment.session_ms, question, id=comment.id)
        said.fields = {name: getattr(comment, name) for name in _FIELDS}
        stopped.said.append(said)
    return list(found.values())


_FIELDS = (
    *("text", "text_original", "language", "translated_by", "sound", "time_orientation", "content_type", "relation"),
    *("valence", "certainty_self", "shareable"),
)


def _stopped(stop: Stop) -> Stopped:
    return Stopped(
        number=stop.number,
        session_ms=stop.session_ms,
        initiator=stop.initiator,
        position_ms=stop.position_ms,
        moment=stop.moment,
        id=stop.id,
        resumed_ms=stop.resumed_ms,
    )


def share_by_viewer(stops: Iterable[Stopped], by: Initiator) -> tuple[int, int]:
    """How many stops the viewer made, and of how many (M-10)."""
    made = [stop.initiator for stop in stops]
    return sum(initiator is by for initiator in made), len(made)


def leading_questions(stops: Iterable[Stopped]) -> int:
    """How many questions were leading (M-11)."""
    return sum(asked.type is PromptType.STUREND for stop in stops for asked in stop.asked)
