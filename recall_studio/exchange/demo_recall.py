"""The two recall interviews of the demo study: held through the edits, each event at its own instant."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from recall_studio.domain.consent import Method, Purpose, Status
from recall_studio.domain.ids import RecallStopId
from recall_studio.domain.recall.kinds import (
    ContentType,
    Control,
    EndedReason,
    EventKind,
    Initiator,
    Judgement,
    PromptType,
    Rater,
    RatingItem,
    Relation,
    Setting,
    Stimulus,
    TimeOrientation,
)
from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.domain.resources import resource
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.domain.study import PersonRole
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.edits.recall import asking, judging, leading, preparing
from recall_studio.edits.recall.importing_sound import import_sound, look_at_sound
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.recall import records

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from recall_studio.domain.ids import RecallPromptId, RecallSessionId
    from recall_studio.domain.progress import Progress
    from recall_studio.store.study import Study

_KINDS: Mapping[str, Callable[[Any], Any]] = {
    "time_orientation": TimeOrientation,
    "content_type": ContentType,
    "relation": Relation,
    "sound": tuple,
}


@dataclass(slots=True)
class _Then:
    """A clock that stands where it is put."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def hold_interviews(
    path: Path, *, recording: str, ended: datetime, interviewers: tuple[str, ...], progress: Progress
) -> None:
    """Hold the interviews about a conversation, and judge what was said in them.

    Args:
        path: of the demo study.
        recording: name of the conversation's recording.
        ended: when the conversation ended.
        interviewers: codes of the members who lead the first, the second, and so on.
        progress: of bringing in the sound of what was recorded.
    """
    told = json.loads(resource("demo/recall.json").read_text(encoding="utf-8"))
    sessions: list[RecallSessionId] = []
    for interview, code in zip(told["interviews"], interviewers, strict=True):
        clock = _Then(ended + timedelta(hours=interview["held_after_h"]))
        with closing(open_study(path, Opening(acting_as=code, clock=clock))) as study:
            sessions.append(_hold(study, interview, recording, clock))
    with closing(open_study(path)) as study:
        for interview, session in zip(told["interviews"], sessions, strict=True):
            if interview["sound"]:
                given = look_at_sound(resource(f"demo/{interview['sound']}"), progress=progress)
                offset_ms = interview["sound_offset_ms"]
                import_sound(study, session=session, given=given, sound_offset_ms=offset_ms, progress=progress)
        _judge(study, told, recording)


def _hold(study: Study, told: dict[str, Any], recording: str, clock: _Then) -> RecallSessionId:
    plan = _plan(told["plan"])
    session = study.perform(preparing.prepare_interview, recording=recording, recaller=told["recaller"], plan=plan)
    _let_in(study, session, told["present"], clock.now)
    for what in (preparing.READ, preparing.PRACTISED, preparing.TRIED):
        study.perform(preparing.note_done, session=session, what=what, instruction_version=told["instruction_version"])
    study.perform(leading.begin_interview, session=session)
    course = _Course(study, session)
    began = clock.now
    for event in told["events"]:
        clock.now = began + timedelta(milliseconds=event["session_ms"])
        course.goes_on(event)
    clock.now = began + timedelta(milliseconds=told["length_ms"])
    reason = told["ended_reason"]
    study.perform(
        leading.end_interview,
        session=session,
        length_ms=told["length_ms"],
        reason=EndedReason(reason) if reason else None,
        wellbeing=told["wellbeing"],
    )
    return session


def _let_in(study: Study, session: RecallSessionId, present: list[dict[str, str]], now: datetime) -> None:
    """Who else is there says yes to it first."""
    for one in present:
        study.perform(preparing.add_present, session=session, person=one["pseudonym"], role=PersonRole(one["role"]))
        study.perform(
            record_consent,
            person=one["pseudonym"],
            purposes=[Purpose.NAGESPREK],
            status=Status.GEGEVEN,
            form=Form("demo", Method.DIGITAAL, study.acting.code, now.date()),
        )


def _plan(told: dict[str, Any]) -> InterviewPlan:
    kinds: Mapping[str, Callable[[Any], Any]] = {
        "stimulus": Stimulus,
        "method": ChoiceMethod,
        "control": Control,
        "place": Setting,
        "moments": _moments,
    }
    return InterviewPlan(**{name: kinds.get(name, str)(value) for name, value in told.items()})


def _moments(told: list[list[Any]]) -> tuple[tuple[int, int | None, ChoiceMethod, str], ...]:
    return tuple((start, end, ChoiceMethod(method), why) for start, end, method, why in told)


class _Course:
    """An interview that goes on: its planned moments, and what was stopped at and asked last."""

    def __init__(self, study: Study, session: RecallSessionId) -> None:
        self._study, self._session = study, session
        self._moments = [one.id for one in records.record(study, session, as_seen_by=study.acting).moments]
        self._stop = RecallStopId("")  # each event comes after its stop
        self._prompt: RecallPromptId | None = None

    def goes_on(self, event: dict[str, Any]) -> None:
        """Do what happened."""
        given = {name: value for name, value in event.items() if name != "do"}
        {
            "shown": self._shows,
            "stop": self._stops,
            "ask": self._asks,
            "comment": self._comments,
            "resume": self._resumes,
            "rest": self._rests,
            "moment": self._reaches,
        }[event["do"]](given)

    def _shows(self, given: dict[str, Any]) -> None:
        self._study.perform(leading.note_shown, session=self._session, **given)

    def _stops(self, given: dict[str, Any]) -> None:
        moment = given["moment"]
        self._stop = self._study.perform(
            leading.stop,
            session=self._session,
            position_ms=given["position_ms"],
            session_ms=given["session_ms"],
            initiator=Initiator(given["initiator"]),
            moment=None if moment is None else self._moments[moment],
        )
        self._prompt = None

    def _asks(self, given: dict[str, Any]) -> None:
        kind = PromptType(given.pop("type"))
        self._prompt = self._study.perform(asking.ask, stop=self._stop, type=kind, **given)

    def _comments(self, given: dict[str, Any]) -> None:
        about = {name: _KINDS.get(name, _as_it_is)(value) for name, value in given["about"].items()}
        self._study.perform(
            asking.comment,
            stop=self._stop,
            session_ms=given["session_ms"],
            text=given["text"],
            prompt=self._prompt if given["asked"] else None,
            **about,
        )

    def _resumes(self, given: dict[str, Any]) -> None:
        self._study.perform(leading.resume, stop=self._stop, **given)

    def _rests(self, given: dict[str, Any]) -> None:
        until_ms = given.pop("until_ms")
        rest = self._study.perform(leading.happen, session=self._session, kind=EventKind.RUST, **given)
        self._study.perform(leading.is_over, event=rest, session_ms=until_ms)

    def _reaches(self, given: dict[str, Any]) -> None:
        moment = self._moments[given.pop("number")]
        self._study.perform(leading.reach_moment, moment=moment, **given)
        if given["skipped"]:
            self._study.perform(
                leading.happen,
                session=self._session,
                kind=EventKind.OVERGESLAGEN,
                session_ms=given["session_ms"],
            )


def _as_it_is(value: Any) -> Any:
    return value


def _judge(study: Study, told: dict[str, Any], recording: str) -> None:
    for one in told["ratings"]:
        study.perform(
            judging.rate,
            conversation=recording,
            item=RatingItem(one["item"]),
            rater=Rater(one["rater"]),
            score=one["score"],
        )
    for one in told["congruence"]:
        study.perform(
            judging.judge,
            recording=recording,
            start_ms=one["start_ms"],
            end_ms=one["end_ms"],
            judgement=Judgement(one["judgement"]),
            note=one["note"],
        )
