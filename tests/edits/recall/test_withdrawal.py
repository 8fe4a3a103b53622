"""Taking consent back: an interview that goes on ends at once and is kept apart; what the other said stays."""

import pytest

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import AccessRefused, BadInput
from recall_studio.domain.ids import RecallSessionId
from recall_studio.domain.recall.kinds import EndedReason, EventKind
from recall_studio.edits.recall import asking, leading
from recall_studio.store import access
from recall_studio.store.recall import interviews, records
from recall_studio.store.study import Study
from tests.edits.recall.interviewing import (
    begin,
    comment,
    end,
    held,
    interview,
    only_comment,
    prepare,
    record,
    stop,
    texts_read,
)
from tests.edits.recall.test_leading import audited
from tests.store.studies import CASE_MANAGER, CLIENT, Clock, answer


def takes_back(study: Study, person: str, purpose: Purpose = Purpose.NAGESPREK) -> None:
    answer(study, person, purpose, status=Status.INGETROKKEN, recording="G-01")


def shown(study: Study, session: RecallSessionId) -> list[bool]:
    """Whether what the gate opened for an interview is revoked by now."""
    playables = study.perform(access.show_recall, session=session)
    for playable in playables:
        study.watch_over(playable)
    return [playable.revoked for playable in playables]


def test_in_the_middle_of_it(study: Study) -> None:
    session = begin(study)
    comment(study, stop(study, session), "Dit wil ik niet.")
    study.perform(leading.happen, session=session, kind=EventKind.RUST, session_ms=50_000)
    (film,) = study.perform(access.show_recall, session=session)
    study.watch_over(film)
    study.perform(leading.withdraw_in_session, session=session, length_ms=60_000)
    study.catch_up()
    assert film.revoked
    one = interview(study, session)
    assert (one.ended_reason, one.set_apart, one.length_ms, one.goes_on) == (
        EndedReason.INTREKKING,
        True,
        60_000,
        False,
    )
    assert texts_read(study, "A") == []
    assert record(study, session).stops == ()
    assert audited(study, "nagesprek_geeindigd")[0]["reason"] == "intrekking"
    assert study.value("SELECT status FROM consent ORDER BY number DESC LIMIT 1") == "ingetrokken"
    with pytest.raises(AccessRefused):
        prepare(study)
    with pytest.raises(BadInput, match="over"):
        stop(study, session)


def test_by_way_of_the_consent_page_while_it_goes_on(study: Study, clock: Clock) -> None:
    session = begin(study)
    said = comment(study, stop(study, session), "Dit wil ik niet.")
    clock.goes(minutes=20)
    takes_back(study, CLIENT)
    one = interview(study, session)
    assert (one.ended_reason, one.set_apart, one.length_ms) == (EndedReason.INTREKKING, True, 20 * 60_000)
    with pytest.raises(BadInput, match="kept apart"):
        study.perform(asking.change_comment, comment=said, text="x")


def test_the_other_partys_withdrawal_ends_it_and_leaves_what_was_said(study: Study) -> None:
    """Their picture may no longer be shown; what the viewer said of it is the viewer's."""
    session = begin(study)
    comment(study, stop(study, session), "Ik dacht na.")
    takes_back(study, CASE_MANAGER)
    one = interview(study, session)
    assert (one.ended_reason, one.set_apart) == (EndedReason.INTREKKING, False)
    assert texts_read(study, "A") == ["Ik dacht na."]


def test_afterwards_ones_own_goes_and_the_others_stays(study: Study) -> None:
    first, second = held(study, CLIENT, "van mij"), held(study, CASE_MANAGER, "van de ander")
    takes_back(study, CLIENT)
    assert texts_read(study, "A") == ["van de ander"]
    assert (interview(study, first).set_apart, interview(study, second).set_apart) == (True, False)
    assert [one.id for one in interviews.of_study(study, study.member("PB"))] == [first, second]  # to be erased


def test_a_withdrawal_of_sharing_sets_nothing_apart(study: Study) -> None:
    session = held(study, CLIENT, "van mij")
    answer(study, CLIENT, Purpose.DELEN_COMMENTAAR, recording="G-01")
    takes_back(study, CLIENT, Purpose.DELEN_COMMENTAAR)
    assert not interview(study, session).set_apart
    assert texts_read(study, "A") == ["van mij"]


def test_withdrawn_research_hides_from_researchers(study: Study) -> None:
    held(study, CLIENT, "van mij")
    takes_back(study, CLIENT, Purpose.ONDERZOEK)
    assert texts_read(study, "A") == []


def test_kept_apart_comes_back_only_with_consent_and_by_hand(study: Study) -> None:
    session = held(study, CLIENT, "van mij")
    said = only_comment(study, session)
    takes_back(study, CLIENT)
    with pytest.raises(AccessRefused):
        study.perform(asking.change_interview, session=session, set_apart=False)
    answer(study, CLIENT, Purpose.NAGESPREK, recording="G-01")
    assert texts_read(study, "A") == []
    with pytest.raises(BadInput, match="kept apart"):
        study.perform(asking.change_interview, session=session, protocol_version="2")
    study.perform(asking.change_interview, session=session, why="vergissing", set_apart=False)
    assert [one.text for one in record(study, session).comments] == [said.text]


def test_showing_is_asked_for_and_logged(study: Study) -> None:
    session = begin(study)
    assert shown(study, session) == [False]
    assert [row["row"] for row in audited(study, "nagesprek_tonen")] == [session]
    end(study, session)
    with pytest.raises(AccessRefused, match="over"):
        study.perform(access.show_recall, session=session)


def test_the_end_takes_the_film_from_nobody(study: Study) -> None:
    session = begin(study)
    (film,) = study.perform(access.show_recall, session=session)
    study.watch_over(film)
    end(study, session)
    study.catch_up()
    assert not film.revoked


def test_nothing_of_it_is_read_by_way_of_the_recording(study: Study) -> None:
    held(study, CLIENT, "van mij")
    (recording,) = study.tuples("SELECT id FROM recording WHERE name = 'G-01'")[0]
    assert len(records.of_recording(study, recording, study.acting)) == 1
    takes_back(study, CLIENT)
    assert records.of_recording(study, recording, study.acting) == []
