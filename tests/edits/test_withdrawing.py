"""Taking consent back as widely as it was given, and recording new answers at once or not at all."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from recall_studio.domain.consent import Condition, Operation, Purpose, Status
from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.ids import ConversationId
from recall_studio.edits.adding import GivenAnswers
from recall_studio.edits.withdrawing import record_answers, withdraw
from recall_studio.store import access, consents, conversations
from recall_studio.store.study import Study
from tests.edits.setting import FORM, TODAY, Lab, add, add_and_consent, answer

BOTH = (Purpose.OPNAME, Purpose.ONDERZOEK)


def last(study: Study) -> dict[str, object]:
    return study.rows("SELECT * FROM consent ORDER BY number DESC LIMIT 1")[0]


def test_a_yes_to_everything_is_taken_back_for_everything(ready: Lab) -> None:
    with ready.open() as study:
        withdraw_from(study, Purpose.ONDERZOEK)
        assert (last(study)["status"], last(study)["conversation_id"]) == ("ingetrokken", None)
        assert access.seen_recordings(study, study.acting) == {}


def test_a_yes_to_one_conversation_is_taken_back_for_that_one(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        answer(study, "K-001", recording="G-001")
        withdraw_from(study, Purpose.ONDERZOEK)
        assert last(study)["conversation_id"] is not None


def test_the_form_stays_and_the_day_and_who_did_it_are_new(ready: Lab) -> None:
    with ready.open() as study:
        withdraw_from(study, Purpose.OPNAME)
        row = last(study)
        member = study.value("SELECT code FROM member WHERE id = ?", (row["collector"],))
    assert (row["form_version"], row["method"], row["given_at"]) == ("v1", "schriftelijk", TODAY.isoformat())
    assert member == "A"


def test_what_was_no_yes_is_left_alone(ready: Lab) -> None:
    with ready.open() as study:
        made = withdraw_from(study, Purpose.ONDERZOEK, Purpose.CITAAT)
        assert len(made) == 1


def test_there_must_be_a_yes_to_take_back(ready: Lab) -> None:
    with ready.open() as study, pytest.raises(BadInput, match="said yes to none"):
        withdraw_from(study, Purpose.CITAAT)


def test_answers_of_several_people_are_one_step(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        given = [GivenAnswers(who, dict.fromkeys(BOTH, Status.GEGEVEN)) for who in ("K-001", "M-001")]
        study.perform(record_answers, recording="G-001", answers=given, form=FORM)
        assert list(access.seen_recordings(study, study.acting)) == ["G-001"]


def test_what_one_asks_in_return_is_kept_with_new_answers_too(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        yes = dict.fromkeys(BOTH, Status.GEGEVEN)
        given = [GivenAnswers("K-001", yes, condition=Condition.ALLEEN_AUDIO), GivenAnswers("M-001", yes)]
        study.perform(record_answers, recording="G-001", answers=given, form=FORM)
        kept = study.tuples('SELECT "condition" FROM consent ORDER BY number')
    assert kept == [("alleen_audio",), ("alleen_audio",), ("geen",), ("geen",)]


def test_and_none_is_kept_when_one_cannot_be(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        given = [GivenAnswers(who, {Purpose.OPNAME: Status.GEGEVEN}) for who in ("K-001", "K-999")]
        with pytest.raises(UnknownName):
            study.perform(record_answers, recording="G-001", answers=given, form=FORM)
        assert consents.answers(study) == []


def test_all_decisions_at_once_are_those_of_each(lab: Lab, clip: Path, other_clip: Path, sound: Path) -> None:
    with lab.open() as study:
        add_and_consent(study, clip, name="G-001")
        add(study, other_clip, name="G-002")
        answer(study, "K-001", Purpose.ONDERZOEK, status=Status.INGETROKKEN, recording="G-002")
        add(study, sound, name="G-003")
        answer(
            study, "M-001", Purpose.INTERVISIE, recording="G-003", form=replace(FORM, valid_until=date(2026, 11, 20))
        )
        every = tuple(Operation)
        at_once = access.decisions(study, every, study.today())
        for row in conversations.recordings(study):
            conversation = ConversationId(row["conversation_id"])
            one_by_one = {one: access.decision(study, one, conversation, study.today()) for one in every}
            assert at_once[conversation] == one_by_one


def withdraw_from(study: Study, *purposes: Purpose) -> tuple[str, ...]:
    return study.perform(withdraw, recording="G-001", person="K-001", purposes=purposes)
