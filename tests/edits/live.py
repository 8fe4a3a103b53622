"""A study with a conversation without a recording, and what people do while they watch along."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.ids import RecordingId
from recall_studio.domain.moments import Moment
from recall_studio.edits.adding import GivenAnswers
from recall_studio.edits.observing import AddedLive, EndedLive, NewLive, add_live, begin_live, end_live
from recall_studio.store import annotations, conversations
from recall_studio.store.study import Study
from tests.edits.setting import CASE_MANAGER, CLIENT, FORM, PAIR, Lab

LIVE = "V-001"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class Watch:
    """A clock that stands still until a test moves it."""

    now: datetime = field(default=NOON)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def with_watch(lab: Lab) -> tuple[Lab, Watch]:
    watch = Watch()
    return Lab(lab.path, watch), watch  # type: ignore[arg-type]


def adds_live(study: Study, *purposes: Purpose, name: str = LIVE) -> AddedLive:
    """Add it, with a yes of both to these purposes."""
    said = dict.fromkeys(purposes or (Purpose.MEEKIJKEN,), Status.GEGEVEN)
    answers = [GivenAnswers(str(one.pseudonym), said) for one in (CLIENT, CASE_MANAGER)]
    return study.perform(add_live, new=NewLive(name, PAIR), answers=answers, form=FORM)


def begins(study: Study, name: str = LIVE) -> str:
    return study.perform(begin_live, conversation=name).started_at


def ends(study: Study, length_ms: int | None = None, name: str = LIVE) -> EndedLive:
    return study.perform(end_live, conversation=name, length_ms=length_ms)


def place_id(study: Study, name: str = LIVE) -> RecordingId:
    return RecordingId(conversations.place(study, name)["id"])


def moments_of(study: Study, name: str = LIVE) -> list[Moment]:
    return annotations.moments(study, as_seen_by=study.acting, recording=place_id(study, name))
