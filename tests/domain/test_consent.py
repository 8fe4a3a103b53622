"""Consent: the whole table of purposes, answers and operations, and which answer counts when there are several."""

from dataclasses import replace
from datetime import date
from itertools import count, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.consent import (
    MAY_DO,
    OPERATION_WORDS,
    Answer,
    Condition,
    Decision,
    Operation,
    Purpose,
    Recorded,
    Status,
    answer_in_force,
    coding_operation,
    decide,
    status_on,
    touches_special_categories,
)
from recall_studio.domain.ids import ConversationId, ParticipantId
from recall_studio.domain.study import PersonRole, Role, StudyKind

TODAY = date(2026, 3, 12)
HERE, ELSEWHERE = ConversationId("here"), ConversationId("elsewhere")
CLIENT = Recorded(ParticipantId("K-417"), PersonRole.KLANT)
CASE_MANAGER = Recorded(ParticipantId("M-083"), PersonRole.KLANTMANAGER)
INTERPRETER = Recorded(ParticipantId("T-555"), PersonRole.TOLK)
YES = Answer(
    1, CLIENT.participant_id, Purpose.OPNAME, None, Status.GEGEVEN, Condition.GEEN, explicit=True, valid_until=None
)

# What each operation needs with a recording, written out once more, by hand, from the protocol.
NEEDED = {
    Operation.KEEP: {"opname"},
    Operation.CODE: {"opname", "onderzoek"},
    Operation.LOOK_BACK: {"opname", "intervisie"},
    Operation.PREPARE: {"opname", "intervisie"},
    Operation.WATCH_ALONG: {"opname", "meekijken"},
    Operation.EXPORT: {"opname", "onderzoek"},
    Operation.MOVE: {"opname"},
    Operation.RECALL: {"opname", "nagesprek"},
}
ALLOWING = {Status.GEGEVEN, Status.ANDERE_GRONDSLAG}
ANSWERS = [status for status in Status if status not in {Status.NIET_GEVRAAGD, Status.VERLOPEN}]


def said(*persons: Recorded, to: set[str], status: Status = Status.GEGEVEN) -> list[Answer]:
    """The same answer of these persons to these purposes."""
    numbers = count(1)
    return [
        replace(
            YES, number=next(numbers), participant_id=person.participant_id, purpose=Purpose(purpose), status=status
        )
        for person, purpose in product(persons, sorted(to))
    ]


def asked(
    operation: Operation,
    answers: list[Answer],
    *recorded: Recorded,
    on: date = TODAY,
    special_categories: bool = False,
    has_recording: bool = True,
) -> Decision:
    return decide(
        operation,
        conversation=HERE,
        recorded=recorded or (CLIENT,),
        answers=answers,
        on=on,
        special_categories=special_categories,
        has_recording=has_recording,
    )


@pytest.mark.parametrize("operation", Operation)
def test_all_that_is_needed_is_enough(operation: Operation) -> None:
    assert asked(operation, said(CLIENT, to=NEEDED[operation])).allowed


@pytest.mark.parametrize("operation", Operation)
def test_nothing_asked_is_a_no(operation: Operation) -> None:
    assert not asked(operation, []).allowed


@pytest.mark.parametrize(("operation", "purpose", "status"), list(product(Operation, Purpose, ANSWERS)))
def test_every_purpose_under_every_answer(operation: Operation, purpose: Purpose, status: Status) -> None:
    """A yes to all purposes but one: it matters only where that one is needed, and only a yes helps."""
    rest = {str(other) for other in Purpose if other is not purpose}
    answers = [*said(CLIENT, to=rest), *said(CLIENT, to={purpose}, status=status)]
    decided = asked(operation, answers)
    assert decided.allowed is (purpose not in NEEDED[operation] or status in ALLOWING)
    if not decided.allowed:
        assert [(missing.purpose, missing.status) for missing in decided.missing] == [(purpose, status)]


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize("person", [CLIENT, CASE_MANAGER, INTERPRETER])
def test_one_person_without_an_answer_is_enough_to_refuse(operation: Operation, person: Recorded) -> None:
    others = {CLIENT, CASE_MANAGER, INTERPRETER} - {person}
    decided = asked(operation, said(*others, to=NEEDED[operation]), CLIENT, CASE_MANAGER, INTERPRETER)
    watched_along = operation is Operation.WATCH_ALONG and person is INTERPRETER
    assert decided.allowed is watched_along
    assert {missing.role for missing in decided.missing} == (set() if watched_along else {person.role})


@pytest.mark.parametrize("operation", Operation)
def test_nobody_listed_is_refused(operation: Operation) -> None:
    decided = decide(
        operation,
        conversation=HERE,
        recorded=(),
        answers=said(CLIENT, to=NEEDED[operation]),
        on=TODAY,
        special_categories=False,
    )
    assert not decided.allowed
    assert "nobody is listed" in decided.sentence()


def test_watching_along_without_client_and_case_manager_is_refused() -> None:
    """Nobody whom it asks is nobody who said yes."""
    assert not asked(Operation.WATCH_ALONG, said(INTERPRETER, to={"opname", "meekijken"}), INTERPRETER).allowed


def test_without_a_recording_nobody_need_consent_to_one() -> None:
    assert asked(Operation.WATCH_ALONG, said(CLIENT, to={"meekijken"}), has_recording=False).allowed
    assert not asked(Operation.WATCH_ALONG, said(CLIENT, to={"meekijken"}), has_recording=True).allowed
    assert asked(Operation.EXPORT, said(CLIENT, to={"onderzoek"}), has_recording=False).allowed


# Several answers of one person.


def in_force(*answers: Answer) -> Status | None:
    found = answer_in_force(answers, participant=CLIENT.participant_id, purpose=Purpose.OPNAME, conversation=HERE)
    return found.status if found else None


def general(number: int, status: Status) -> Answer:
    return replace(YES, number=number, status=status, conversation_id=None)


def special(number: int, status: Status, conversation: ConversationId = HERE) -> Answer:
    return replace(YES, number=number, status=status, conversation_id=conversation)


def test_the_latest_answer_counts() -> None:
    assert in_force(general(1, Status.GEGEVEN), general(2, Status.INGETROKKEN)) is Status.INGETROKKEN
    assert in_force(general(1, Status.GEWEIGERD), general(2, Status.GEGEVEN)) is Status.GEGEVEN
    assert in_force(special(1, Status.GEGEVEN), special(2, Status.GEWEIGERD)) is Status.GEWEIGERD


def test_an_answer_for_this_conversation_beats_one_for_the_study() -> None:
    assert in_force(general(1, Status.GEGEVEN), special(2, Status.GEWEIGERD)) is Status.GEWEIGERD
    assert in_force(general(1, Status.GEWEIGERD), special(2, Status.GEGEVEN)) is Status.GEGEVEN
    assert in_force(special(1, Status.GEWEIGERD), general(2, Status.GEGEVEN)) is Status.GEWEIGERD
    assert in_force(special(1, Status.GEGEVEN), general(2, Status.GEGEVEN)) is Status.GEGEVEN


@pytest.mark.parametrize("no", [Status.INGETROKKEN, Status.GEWEIGERD])
def test_a_later_no_for_the_whole_study_beats_an_earlier_yes_for_one_conversation(no: Status) -> None:
    assert in_force(special(1, Status.GEGEVEN), general(2, no)) is no
    assert in_force(special(1, Status.GEGEVEN), general(2, no), special(3, Status.GEGEVEN)) is Status.GEGEVEN


def test_answers_of_others_for_other_purposes_and_conversations_do_not_count() -> None:
    other = replace(general(1, Status.GEGEVEN), participant_id=CASE_MANAGER.participant_id)
    purpose = replace(general(2, Status.GEGEVEN), purpose=Purpose.ONDERZOEK)
    assert in_force(other, purpose, special(3, Status.GEGEVEN, ELSEWHERE)) is None


answers_of_one = st.lists(st.tuples(st.booleans(), st.sampled_from(ANSWERS)), max_size=6).map(
    lambda rows: [(special if one else general)(number, status) for number, (one, status) in enumerate(rows, 1)]
)


@given(answers_of_one, st.sampled_from([Status.GEWEIGERD, Status.INGETROKKEN]), st.booleans())
def test_whoever_says_no_last_is_heard(before: list[Answer], no: Status, for_the_study: bool) -> None:
    """Whatever was answered before, and in whatever way the no is given."""
    last = (general if for_the_study else special)(len(before) + 1, no)
    assert in_force(*before, last) is no


def test_a_consent_holds_up_to_and_with_its_last_day() -> None:
    answer = replace(YES, valid_until=TODAY)
    assert status_on(answer, TODAY) is Status.GEGEVEN
    assert status_on(answer, date(2026, 3, 13)) is Status.VERLOPEN
    assert status_on(replace(answer, status=Status.GEWEIGERD), date(2027, 1, 1)) is Status.GEWEIGERD
    assert status_on(None, TODAY) is Status.NIET_GEVRAAGD


def test_an_expired_consent_does_not_allow() -> None:
    answers = [replace(answer, valid_until=TODAY) for answer in said(CLIENT, to={"opname"})]
    assert asked(Operation.KEEP, answers, on=TODAY).allowed
    late = asked(Operation.KEEP, answers, on=date(2026, 3, 13))
    assert late.sentence() == "Keeping this recording is refused: the consent “opname” of the client has run out."


@pytest.mark.parametrize("operation", Operation)
def test_special_categories_ask_for_an_explicit_yes(operation: Operation) -> None:
    """Not to be recorded: that consent is not about what is coded."""
    weak = [replace(answer, explicit=False) for answer in said(CLIENT, to=NEEDED[operation])]
    assert asked(operation, weak).allowed
    only_recording = NEEDED[operation] == {"opname"}
    assert asked(operation, weak, special_categories=True).allowed is only_recording
    other_basis = [replace(answer, status=Status.ANDERE_GRONDSLAG) for answer in weak]
    assert asked(operation, other_basis, special_categories=True).allowed


def test_conditions_of_everybody_come_along() -> None:
    answers = said(CLIENT, CASE_MANAGER, to={"opname", "onderzoek"})
    answers[0] = replace(answers[0], condition=Condition.ALLEEN_AUDIO)
    answers[3] = replace(answers[3], condition=Condition.AFGESCHERMD)
    decided = asked(Operation.CODE, answers, CLIENT, CASE_MANAGER)
    assert decided.conditions == {Condition.ALLEEN_AUDIO, Condition.AFGESCHERMD}
    assert asked(Operation.CODE, said(CLIENT, to={"opname", "onderzoek"})).conditions == frozenset()


# Sentences, roles and themes.

REASONS = {
    Status.GEWEIGERD: "the client said no to “onderzoek”",
    Status.INGETROKKEN: "the client withdrew “onderzoek”",
}


@pytest.mark.parametrize(("status", "reason"), REASONS.items())
def test_the_sentence_says_why(status: Status, reason: str) -> None:
    answers = [*said(CLIENT, to={"opname"}), *said(CLIENT, to={"onderzoek"}, status=status)]
    assert asked(Operation.CODE, answers).sentence() == f"Coding this conversation is refused: {reason}."


def test_the_sentence_names_every_reason() -> None:
    weak = [replace(answer, explicit=False) for answer in said(CASE_MANAGER, to={"opname", "onderzoek"})]
    decided = asked(Operation.CODE, weak, CLIENT, CASE_MANAGER, special_categories=True)
    assert decided.sentence() == (
        "Coding this conversation is refused: there is no consent “opname” of the client, there is no consent "
        "“onderzoek” of the client and the consent “onderzoek” of the case manager is not explicit."
    )


@pytest.mark.parametrize(("operation", "status"), list(product(Operation, ANSWERS)))
def test_a_sentence_names_purpose_and_role_and_never_a_person(operation: Operation, status: Status) -> None:
    decided = asked(operation, said(CLIENT, to=set(Purpose), status=status), CLIENT, CASE_MANAGER)
    sentence = decided.sentence()
    assert "“opname”" in sentence
    assert "case manager" in sentence
    assert not {CLIENT.participant_id, CASE_MANAGER.participant_id, HERE} & set(sentence.replace(".", " ").split())
    assert "417" not in sentence


def test_every_operation_has_words() -> None:
    assert set(OPERATION_WORDS) == set(Operation)


@pytest.mark.parametrize(("role", "kind"), list(product(Role, StudyKind)))
def test_coding_counts_as_what_fits_role_and_study(role: Role, kind: StudyKind) -> None:
    expected = Operation.PREPARE if kind is StudyKind.INTERVISIE else Operation.CODE
    expected = {Role.KLANTMANAGER: Operation.LOOK_BACK, Role.GESPREKSLEIDER: Operation.PREPARE}.get(role, expected)
    assert coding_operation(kind=kind, role=role) is expected


def test_every_role_may_do_no_more_than_its_work() -> None:
    expected = {
        Role.ONDERZOEK: set(Operation),
        Role.KLANTMANAGER: {Operation.LOOK_BACK, Operation.WATCH_ALONG, Operation.RECALL},
        Role.GESPREKSLEIDER: {Operation.PREPARE, Operation.WATCH_ALONG},
        Role.PRIVACYBEHEER: {Operation.KEEP, Operation.EXPORT, Operation.MOVE},
    }
    assert expected == MAY_DO


def test_a_theme_that_is_not_known_to_be_ordinary_is_taken_to_be_special() -> None:
    assert not touches_special_categories(["taal", "maat", "diag", "werk", "rel", "tech"])
    assert touches_special_categories(["taal", "gez"])
    assert touches_special_categories(["eigen_thema"])
    assert not touches_special_categories([])


def test_an_interpreter_is_asked_for_the_interview_alone() -> None:
    """Whoever is heard in a recall interview says yes to that, also when they are not in the conversation."""
    answers = said(CLIENT, CASE_MANAGER, to={"opname", "nagesprek"})

    def held(theirs: list[Answer]) -> Decision:
        return decide(
            Operation.RECALL,
            conversation=HERE,
            recorded=[CLIENT, CASE_MANAGER],
            answers=[*answers, *theirs],
            on=TODAY,
            special_categories=False,
            in_interview=[INTERPRETER],
        )

    refused = held([])
    assert [(missing.role, missing.purpose) for missing in refused.missing] == [(PersonRole.TOLK, Purpose.NAGESPREK)]
    assert not held(said(INTERPRETER, to={"nagesprek"}, status=Status.INGETROKKEN)).allowed
    assert held(said(INTERPRETER, to={"nagesprek"})).allowed
