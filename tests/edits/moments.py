"""What tests do to single moments of G-001, and what they look at."""

from typing import Any

from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.moments import Moment
from recall_studio.domain.study import Role, Round
from recall_studio.edits.founding import set_member
from recall_studio.edits.tagging import begin_moment, change_moment
from recall_studio.store import annotations, journal, rounds
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.edits.setting import Lab

LAST_MS = 3000


def moments(study: Study) -> list[Moment]:
    return annotations.moments(study, as_seen_by=study.acting)


def only(study: Study) -> Moment:
    (moment,) = moments(study)
    return moment


def begin(study: Study, start_ms: int = 1000, code: str = "disc_ervaring") -> AnnotationId:
    begun = study.perform(begin_moment, recording="G-001", coder="A", code=code, start_ms=start_ms, pressed_ms=1100)
    return begun.id


def change(study: Study, moment: AnnotationId, **fields: Any) -> tuple[str, ...]:
    return study.perform(change_moment, moment=moment, **fields).notices


def labels(study: Study) -> list[str]:
    """What was done since the study was made."""
    return [step.label for step in journal.history(study, as_seen_by=study.acting)][1:]


def enter(study: Study, round_now: Round) -> None:
    def edit(writing: Writing) -> None:
        with writing.step(""):
            rounds.open_round(writing, round_now)

    study.perform(edit)


def second_coder(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
