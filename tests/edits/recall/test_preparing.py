"""Arranging an interview: who may, with whom, and what is refused in words."""

import pytest

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import RecallSessionId
from recall_studio.domain.recall.kinds import EventKind, PlayOrder, Setting, Stimulus
from recall_studio.domain.recall.plan import InterviewPlan, Planned, planned_from
from recall_studio.domain.sampling import ChoiceMethod, ChoicePurpose
from recall_studio.domain.study import PersonRole
from recall_studio.edits.recall import preparing
from recall_studio.edits.recall.leading import begin_interview
from recall_studio.edits.selecting import choose_moments
from recall_studio.store import access, selections
from recall_studio.store.recall import interviews
from recall_studio.store.study import Study
from tests.edits.recall.conftest import Opens
from tests.edits.recall.interviewing import begin, end, interview, prepare, record, sounds
from tests.store.studies import CASE_MANAGER, CLIENT, INTERPRETER, answer, withdraw

BY_HAND = ChoiceMethod.INTERVIEWER_KIEST


def test_what_is_arranged_is_kept(study: Study) -> None:
    moments = (Planned(50_000, 60_000, BY_HAND, "omslag"), Planned(10_000, None, ChoiceMethod.KRITIEK_MOMENT))
    plan = InterviewPlan(
        language="ar", stimulus=Stimulus.FRAGMENTEN, method=BY_HAND, place=Setting.THUIS, moments=moments
    )
    session = prepare(study, plan=plan)
    one = interview(study, session)
    assert (one.recording, one.recaller, one.recaller_role, one.interviewer) == ("G-01", CLIENT, "klant", "A")
    assert (one.language, one.stimulus, one.place) == ("ar", Stimulus.FRAGMENTEN, Setting.THUIS)
    assert (one.started_at, one.delay_h, one.order_in_case, one.goes_on) == (None, None, None, False)
    planned = record(study, session).moments
    assert [(moment.place, moment.start_ms, moment.why) for moment in planned] == [
        (1, 10_000, ""),
        (2, 50_000, "omslag"),
    ]


def test_moments_come_from_what_was_chosen_in_their_order(study: Study) -> None:
    for start in (40_000, 20_000):
        study.perform(
            choose_moments,
            recording="G-01",
            purpose=ChoicePurpose.NAGESPREK,
            method=BY_HAND,
            stretches=[(start, start + 5_000)],
        )
    chosen = selections.of_all(study, study.acting)
    plan = InterviewPlan(
        stimulus=Stimulus.FRAGMENTEN, play_order=PlayOrder.GEKOZEN, moments=planned_from(chosen), method=BY_HAND
    )
    session = prepare(study, plan=plan)
    assert [moment.start_ms for moment in record(study, session).moments] == [40_000, 20_000]


def test_a_plan_can_change_until_it_begins(study: Study) -> None:
    session = prepare(study)
    study.perform(preparing.change_plan, session=session, plan=InterviewPlan(moments=(Planned(5, 10, BY_HAND),)))
    assert [moment.start_ms for moment in record(study, session).moments] == [5]
    with pytest.raises(BadInput, match="lies outside"):
        study.perform(preparing.change_plan, session=session, plan=InterviewPlan(moments=(Planned(5, 10**9, BY_HAND),)))
    begun = begin(study)
    with pytest.raises(BadInput, match="has begun"):
        study.perform(preparing.change_plan, session=begun, plan=InterviewPlan())


def test_who_looks_back_was_in_the_conversation(study: Study) -> None:
    with pytest.raises(UnknownName):
        prepare(study, "K-999")
    with pytest.raises(BadInput, match="not in this conversation"):
        prepare(study, INTERPRETER)


def test_without_consent_nothing_is_arranged(study: Study) -> None:
    withdraw(study, CASE_MANAGER, Purpose.NAGESPREK)
    with pytest.raises(AccessRefused, match="withdrew “nagesprek”"):
        prepare(study)


def test_a_case_manager_arranges_the_own_interview_alone(opens: Opens) -> None:
    manager = opens("KM")
    session = prepare(manager, CASE_MANAGER)
    assert interview(manager, session, "KM").recaller == CASE_MANAGER
    with pytest.raises(AccessRefused, match="with themselves"):
        prepare(manager, CLIENT)


@pytest.mark.parametrize("who", ["GL", "PB"])
def test_other_roles_arrange_none(opens: Opens, who: str) -> None:
    with pytest.raises(AccessRefused):
        prepare(opens(who))


def test_what_was_done_beforehand_is_noted(study: Study) -> None:
    session = prepare(study)
    study.perform(preparing.note_done, session=session, what=preparing.TRIED)
    study.perform(preparing.note_done, session=session, what=EventKind.INSTRUCTIE, instruction_version="nl-1")
    study.perform(preparing.note_done, session=session, what=preparing.PRACTISED)
    one = interview(study, session)
    assert (one.control_tried, one.instruction_read, one.practice_clip_done) == (True, True, True)
    assert one.instruction_version == "nl-1"
    assert [happened.kind for happened in record(study, session).happened] == ["instructie", "oefenfragment"]
    with pytest.raises(BadInput, match="nothing that is noted"):
        study.perform(preparing.note_done, session=session, what="koffie")


def test_an_interpreter_is_asked_too(study: Study) -> None:
    session = prepare(study)
    study.perform(preparing.add_present, session=session, person=INTERPRETER, role=PersonRole.TOLK)
    assert interview(study, session).interpreter_used
    with pytest.raises(BadInput, match="already"):
        study.perform(preparing.add_present, session=session, person=INTERPRETER, role=PersonRole.TOLK)
    with pytest.raises(BadInput, match="looks back"):
        study.perform(preparing.add_present, session=session, person=CLIENT, role=PersonRole.KLANT)
    with pytest.raises(AccessRefused, match="interpreter"):
        begin_prepared(study, session)
    answer(study, INTERPRETER, Purpose.NAGESPREK, recording="G-01")  # for this conversation, without being in it
    begin_prepared(study, session)


def test_who_comes_in_later_must_have_said_yes(study: Study) -> None:
    session = begin(study)
    with pytest.raises(AccessRefused, match="interpreter"):
        study.perform(preparing.add_present, session=session, person=INTERPRETER, role=PersonRole.TOLK)
    assert interview(study, session).present == ()
    answer(study, INTERPRETER, Purpose.NAGESPREK, status=Status.GEGEVEN)
    study.perform(preparing.add_present, session=session, person=INTERPRETER, role=PersonRole.TOLK)
    assert [person.pseudonym for person in interview(study, session).present] == [INTERPRETER]
    with pytest.raises(BadInput, match="has begun"):
        study.perform(preparing.remove_present, session=session, person=INTERPRETER)


def test_what_was_only_prepared_can_be_discarded(study: Study) -> None:
    session = prepare(study, plan=InterviewPlan(moments=(Planned(5, 10, BY_HAND),)))
    study.perform(preparing.add_present, session=session, person=INTERPRETER, role=PersonRole.TOLK)
    study.perform(preparing.remove_present, session=session, person=INTERPRETER)
    study.perform(preparing.discard_prepared, session=session)
    assert interviews.of_study(study, study.acting) == []
    assert study.value("SELECT count(*) FROM recall_moment") == 0
    begun = begin(study)
    with pytest.raises(BadInput, match="has begun"):
        study.perform(preparing.discard_prepared, session=begun)
    with pytest.raises(UnknownName):
        study.perform(preparing.discard_prepared, session=RecallSessionId("x"))


def test_nothing_more_is_noted_when_it_is_over(study: Study) -> None:
    session = begin(study)
    end(study, session)
    with pytest.raises(BadInput, match="over"):
        study.perform(preparing.note_done, session=session, what=preparing.TRIED)


def test_who_was_forgotten_is_noted_afterwards_and_heard_only_with_their_consent(study: Study) -> None:
    session = begin(study)
    end(study, session)
    sounds(study, session)
    study.perform(preparing.add_present, session=session, person=INTERPRETER, role=PersonRole.TOLK)
    assert interview(study, session).interpreter_used
    assert "N-01" not in access.seen_recordings(study, study.acting)
    answer(study, INTERPRETER, Purpose.NAGESPREK, recording="G-01")
    assert "N-01" in access.seen_recordings(study, study.acting)
    answer(study, CLIENT, Purpose.NAGESPREK, status=Status.INGETROKKEN, recording="G-01")
    with pytest.raises(BadInput, match="kept apart"):
        study.perform(preparing.add_present, session=session, person="T-9", role=PersonRole.TOLK)


def begin_prepared(study: Study, session: RecallSessionId) -> None:
    study.perform(begin_interview, session=session)
