"""The recording that is shown in an interview: its conditions, its last day, what must be arranged, who may."""

import pytest

from recall_studio.domain.consent import Condition, Purpose
from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import RecallSessionId
from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.domain.study import SetupItem
from recall_studio.edits.founding import set_setup_item
from recall_studio.edits.observing import NewLive, add_live
from recall_studio.edits.recall.preparing import prepare_interview
from recall_studio.edits.recording import GivenPerson
from recall_studio.store import access
from recall_studio.store.recall import gate
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.edits.recall.conftest import Opens
from tests.edits.recall.interviewing import begin, prepare
from tests.store.studies import CASE_MANAGER, CLIENT, ROLES, Clock, answer, with_step


def shown(study: Study, session: RecallSessionId) -> list[bool]:
    """Of each part whether it is sound alone."""
    return [one.sound_only for one in study.perform(access.show_recall, session=session)]


def becomes(study: Study, kind: str) -> None:
    def write(writing: Writing) -> None:
        writing.execute("UPDATE study SET kind = ?", (kind,))

    with_step(study, write)


def test_who_asked_for_sound_alone_is_shown_in_sound_alone(study: Study) -> None:
    session = begin(study)
    assert shown(study, session) == [False]
    answer(study, CASE_MANAGER, Purpose.NAGESPREK, condition=Condition.ALLEEN_AUDIO, recording="G-01")
    assert shown(study, session) == [True]


def test_a_condition_that_asks_for_a_copy_is_heeded(study: Study) -> None:
    session = begin(study)
    (film,) = study.perform(access.show_recall, session=session)
    study.watch_over(film)
    answer(study, CASE_MANAGER, Purpose.NAGESPREK, condition=Condition.AFGESCHERMD, recording="G-01")
    study.catch_up()
    assert film.revoked
    with pytest.raises(AccessRefused, match="protected copy"):
        shown(study, session)


def test_after_its_last_day_it_is_not_shown(opens: Opens, clock: Clock) -> None:
    study = opens()
    session = begin(study)
    clock.goes(days=1000)
    with pytest.raises(AccessRefused, match="destruction date"):
        shown(study, session)


@pytest.mark.parametrize(("kind", "blocks"), [("onderzoek", True), ("intervisie", True), ("oefenen", False)])
def test_what_is_still_to_be_arranged_blocks_showing(study: Study, kind: str, blocks: bool) -> None:
    becomes(study, kind)
    session = prepare(study)
    assert gate.why_not_shown(study) == ""
    study.perform(set_setup_item, item=SetupItem.DPIA, done=False)
    study.perform(set_setup_item, item=SetupItem.ONDERNEMINGSRAAD, done=False)
    if not blocks:
        assert shown(study, session) == [False]
        return
    with pytest.raises(AccessRefused, match="DPIA") as told:
        shown(study, session)
    assert "works council" in told.value.message
    assert "ethics" not in told.value.message


def test_only_who_leads_it_shows_it(opens: Opens, study: Study) -> None:
    session = begin(study)
    for who in ("KM", "GL", "PB"):
        with pytest.raises(AccessRefused):
            opens(who).perform(access.show_recall, session=session)
    own = begin(study, CASE_MANAGER)
    assert shown(opens("KM"), own) == [False]
    with pytest.raises(UnknownName):
        shown(study, RecallSessionId("x"))


def test_a_refusal_is_logged(study: Study) -> None:
    session = begin(study)
    study.perform(set_setup_item, item=SetupItem.DPIA, done=False)
    with pytest.raises(AccessRefused):
        shown(study, session)
    assert study.value("SELECT action FROM audit ORDER BY number DESC LIMIT 1") == "geweigerd"


def test_of_what_was_not_recorded_nobody_looks_back(study: Study) -> None:
    persons = tuple(GivenPerson(one, ROLES[one]) for one in (CLIENT, CASE_MANAGER))
    study.perform(add_live, new=NewLive("V-01", persons))
    with pytest.raises(BadInput, match="Nothing was recorded"):
        study.perform(prepare_interview, recording="V-01", recaller=CLIENT, plan=InterviewPlan())
