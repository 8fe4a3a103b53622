"""The recording of an interview: who may hear it, and how it is coded in its own layer."""

import pytest

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import AccessRefused, BadInput
from recall_studio.domain.ids import RecordingId
from recall_studio.domain.moments import GivenMoment
from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.domain.sampling import ChoiceMethod, ChoicePurpose
from recall_studio.domain.study import PersonRole
from recall_studio.edits.coding import declare_range, import_moments
from recall_studio.edits.keeping import examine
from recall_studio.edits.recall import preparing
from recall_studio.edits.recall.leading import begin_interview
from recall_studio.edits.selecting import choose_moments
from recall_studio.store import access, annotations, conversations
from recall_studio.store.ranges import coded_ranges
from recall_studio.store.study import Study
from tests.edits.recall.conftest import Opens
from tests.edits.recall.interviewing import end, held, interview, prepare, sounds
from tests.store.studies import CASE_MANAGER, CLIENT, INTERPRETER, answer, redo, tag, undo


@pytest.fixture
def sound(study: Study) -> RecordingId:
    """The recording N-01 of an interview with the client."""
    return sounds(study, held(study))


def seen(study: Study, who: str) -> list[str]:
    return list(access.seen_recordings(study, study.member(who)))


def test_it_stands_apart_from_the_recordings_of_conversations(study: Study, sound: RecordingId) -> None:
    assert [row["name"] for row in conversations.recordings(study)] == ["G-01", "G-02"]
    assert [row["name"] for row in conversations.interviews(study)] == ["N-01"]
    assert conversations.recording(study, "N-01")["id"] == conversations.place(study, "N-01")["id"] == sound
    assert conversations.place_by_id(study, sound)["live"] is False
    assert "N-01" in {media["recording"] for media in conversations.media_files(study)}  # files are looked after
    assert any("N-01" in problem for problem in examine(study).problems)
    session = conversations.recording(study, "N-01")["recall_session_id"]
    assert interview(study, session).sound_recording == "N-01"


def test_researchers_hear_it_and_the_case_manager_only_the_own(opens: Opens, study: Study, sound: RecordingId) -> None:
    answer(study, CASE_MANAGER, Purpose.INTERVISIE)
    answer(study, CLIENT, Purpose.INTERVISIE)
    sounds(study, held(study, CASE_MANAGER), "N-02")
    assert seen(study, "A") == ["G-01", "N-01", "N-02"]
    assert seen(study, "KM") == ["G-01", "N-02"]
    assert seen(study, "GL") == ["G-01"]
    assert seen(study, "PB") == []
    manager = opens("KM")
    manager.perform(access.play, recording=conversations.recording(study, "N-02")["id"])
    with pytest.raises(AccessRefused, match="cannot hear"):
        manager.perform(access.play, recording=sound)
    with pytest.raises(AccessRefused):
        opens("GL").perform(access.play, recording=sound)


def test_withdrawn_nagesprek_silences_it_at_once(study: Study, sound: RecordingId) -> None:
    (playable,) = study.perform(access.play, recording=sound)
    (film,) = study.perform(access.play, recording=conversations.recording(study, "G-01")["id"])
    for one in (playable, film):
        study.watch_over(one)
    answer(study, CLIENT, Purpose.NAGESPREK, status=Status.INGETROKKEN, recording="G-01")
    study.catch_up()
    assert (playable.revoked, film.revoked) == (True, False)
    assert seen(study, "A") == ["G-01"]
    with pytest.raises(AccessRefused):
        study.perform(access.play, recording=sound)
    with pytest.raises(AccessRefused):
        tag(study, "werk", recording="N-01")


def test_an_interpreter_who_withdraws_silences_it(study: Study) -> None:
    session = prepare(study)
    study.perform(preparing.add_present, session=session, person=INTERPRETER, role=PersonRole.TOLK)
    answer(study, INTERPRETER, Purpose.NAGESPREK, recording="G-01")
    study.perform(begin_interview, session=session)
    end(study, session)
    (playable,) = study.perform(access.play, recording=sounds(study, session))
    study.watch_over(playable)
    answer(study, INTERPRETER, Purpose.NAGESPREK, status=Status.INGETROKKEN, recording="G-01")
    study.catch_up()
    assert playable.revoked
    assert seen(study, "A") == ["G-01"]


def test_what_is_coded_in_it_has_its_layer(study: Study, sound: RecordingId) -> None:
    tag(study, "werk", recording="N-01")
    study.perform(import_moments, given=[GivenMoment(1, "N-01", "A", "werk_plan", 5_000, None, None)])
    study.perform(declare_range, recording="N-01", coder="A", start_ms=0, end_ms=9_000, codes=["werk"])
    tag(study, "werk", 2_000)
    rows = study.tuples("SELECT layer, recall_session_id FROM annotation ORDER BY start_ms, code_id")
    session = conversations.recording(study, "N-01")["recall_session_id"]
    assert sorted(rows, key=str) == [("gesprek", None), ("nagesprek", session), ("nagesprek", session)]
    assert [one.layer for one in coded_ranges(study, as_seen_by=study.acting)] == ["nagesprek"]
    found = annotations.moments(study, as_seen_by=study.acting, recording=sound)
    assert [(one.layer, one.recording) for one in found] == [("nagesprek", "N-01")] * 2


def test_what_is_coded_in_it_can_be_taken_back_while_it_may_be_heard(study: Study, sound: RecordingId) -> None:
    tag(study, "werk", recording="N-01")
    undo(study)
    redo(study)
    undo(study)
    answer(study, CLIENT, Purpose.NAGESPREK, status=Status.INGETROKKEN, recording="G-01")
    with pytest.raises(AccessRefused):
        redo(study)


def test_nobody_looks_back_at_an_interview(study: Study, sound: RecordingId) -> None:
    with pytest.raises(BadInput, match="recall interview itself"):
        study.perform(
            choose_moments,
            recording="N-01",
            purpose=ChoicePurpose.NAGESPREK,
            method=ChoiceMethod.INTERVIEWER_KIEST,
            stretches=[(0, 500)],
        )
    with pytest.raises(BadInput, match="recall interview itself"):
        study.perform(preparing.prepare_interview, recording="N-01", recaller=CLIENT, plan=InterviewPlan())
