"""What one party said stays with them, on every way to it, unless both their switches let it through."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.recall.interview import Record
from recall_studio.domain.recall.reading import Audience
from recall_studio.domain.study import Round
from recall_studio.edits.recall import asking
from recall_studio.edits.recall.leading import set_wellbeing
from recall_studio.store import conversations
from recall_studio.store.recall import interviews, records, versions
from recall_studio.store.study import Study
from tests.edits.recall.conftest import Opens
from tests.edits.recall.interviewing import held, interview, record, texts_read
from tests.store.studies import CASE_MANAGER, CLIENT, answer, enter, withdraw

CLIENTS, SHARED, MANAGERS = "van de klant alleen", "van de klant, gedeeld", "van de klantmanager"
READERS = ("A", "B", "KM", "GL", "PB")


@pytest.fixture
def both(study: Study) -> Study:
    """Both looked back; of what the client said one comment is shared by its own switch, and nothing by consent."""
    session = held(study, CLIENT, CLIENTS, SHARED)
    shared = record(study, session).comments[1]
    study.perform(asking.change_comment, comment=shared.id, why=SHARED, shareable=True)
    held(study, CASE_MANAGER, MANAGERS)
    return study


def everything_told(study: Study, reader: str, audience: Audience | None = None) -> str:
    """All that every reader of the store tells a member, as text."""
    member, told = study.member(reader), list[object]()
    told += records.all_records(study, member, audience)
    told += interviews.readable(study, member, audience).values()
    if audience is None:
        told += interviews.of_study(study, member)
        for (session,) in study.tuples("SELECT id FROM recall_session"):
            told += records.removed_comments(study, session, member)
            told += versions.of_session(study, session, member)
    for row in conversations.recordings(study):
        told += records.of_recording(study, row["id"], member, audience)
    for (session,) in study.tuples("SELECT id FROM recall_session"):
        try:
            told.append(records.record(study, session, member, audience))
        except UnknownName:
            continue
    return repr(told)


@pytest.mark.parametrize(
    ("reader", "read"),
    [
        ("A", {CLIENTS, SHARED, MANAGERS}),
        ("B", {CLIENTS, SHARED, MANAGERS}),
        ("KM", {MANAGERS}),
        ("GL", set()),
        ("PB", set()),
    ],
)
def test_without_consent_to_share_each_keeps_their_own(both: Study, reader: str, read: set[str]) -> None:
    assert set(texts_read(both, reader)) == read
    told = everything_told(both, reader)
    assert {text for text in (CLIENTS, SHARED, MANAGERS) if text in told} == read


def test_with_consent_the_other_party_reads_what_is_shared(both: Study) -> None:
    answer(both, CLIENT, Purpose.DELEN_COMMENTAAR, recording="G-01")
    assert set(texts_read(both, "KM")) == {MANAGERS, SHARED}
    assert CLIENTS not in everything_told(both, "KM")
    assert texts_read(both, "GL") == [SHARED]  # the client said yes to intervisie before
    withdraw(both, CLIENT, Purpose.DELEN_COMMENTAAR)
    answer(both, CLIENT, Purpose.DELEN_COMMENTAAR, status=Status.INGETROKKEN, recording="G-01")
    assert set(texts_read(both, "KM")) == {MANAGERS}
    assert texts_read(both, "GL") == []


def test_of_what_is_shared_only_that_is_told(both: Study) -> None:
    """No questions, no other stops, no rests, no wellbeing: they are of who looked back."""
    answer(both, CLIENT, Purpose.DELEN_COMMENTAAR, recording="G-01")
    (found,) = [one for one in records.all_records(both, both.member("KM")) if one.interview.recaller == CLIENT]
    assert [one.text for one in found.comments] == [SHARED]
    assert [one.id for one in found.stops] == [found.comments[0].stop]
    assert (found.prompts, found.moments, found.shown, found.happened) == ((), (), (), ())
    assert (found.interview.wellbeing, found.interview.others_present) == (None, "")
    assert [one.number for one in found.stops] == [1]  # a gap would tell of what is not shared


@pytest.mark.parametrize(
    ("audience", "consent", "read"),
    [
        (Audience.KLANT, False, {CLIENTS, SHARED}),
        (Audience.KLANTMANAGER, False, {MANAGERS}),
        (Audience.KLANTMANAGER, True, {MANAGERS, SHARED}),
        (Audience.ONDERZOEK, False, {CLIENTS, SHARED, MANAGERS}),
    ],
)
def test_a_page_for_a_party_holds_no_more(both: Study, audience: Audience, consent: bool, read: set[str]) -> None:
    if consent:
        answer(both, CLIENT, Purpose.DELEN_COMMENTAAR, recording="G-01")
    assert set(texts_read(both, "A", audience)) == read
    told = everything_told(both, "A", audience)
    assert {text for text in (CLIENTS, SHARED, MANAGERS) if text in told} == read


def test_another_interview_is_not_even_known_of(both: Study) -> None:
    known = [one.recaller for one in interviews.of_study(both, both.member("KM"))]
    assert known == [CASE_MANAGER]
    (session,) = both.tuples("SELECT id FROM recall_session WHERE recaller_role = 'klant'")[0]
    with pytest.raises(UnknownName):
        record(both, session, "KM")
    assert interviews.of_study(both, both.member("GL")) == []


@pytest.mark.parametrize(("reader", "purpose"), list(product(READERS, [Purpose.NAGESPREK, Purpose.OPNAME])))
def test_what_consent_is_taken_back_for_is_told_to_nobody(both: Study, reader: str, purpose: Purpose) -> None:
    answer(both, CLIENT, Purpose.DELEN_COMMENTAAR, recording="G-01")
    answer(both, CLIENT, purpose, status=Status.INGETROKKEN, recording="G-01")
    told = everything_told(both, reader)
    assert CLIENTS not in told
    assert SHARED not in told
    stays = purpose is Purpose.NAGESPREK and reader in ("A", "B", "KM")
    assert (MANAGERS in told) is stays  # without `opname` nothing of the conversation is used


def test_codes_of_comments_are_coding_and_hidden_in_a_blind_round(both: Study) -> None:
    said = next(one for whole in records.all_records(both, both.acting) for one in whole.comments)
    both.perform(asking.change_comment, comment=said.id, codes=("werk",))
    assert coded(records.all_records(both, both.acting)) == 1
    enter(both, Round.ONAFHANKELIJK)
    assert coded(records.all_records(both, both.acting)) == 0
    assert set(texts_read(both, "B")) == {CLIENTS, SHARED, MANAGERS}  # comments are data, not coding
    with pytest.raises(BadInput, match="independently"):
        both.perform(asking.change_comment, comment=said.id, codes=())  # what is not seen is not overwritten


def test_what_is_shared_tells_no_coding_and_not_whether_somebody_asked(both: Study) -> None:
    answer(both, CLIENT, Purpose.DELEN_COMMENTAAR, recording="G-01")
    for one in (one for whole in records.all_records(both, both.acting) for one in whole.comments):
        both.perform(asking.change_comment, comment=one.id, codes=("werk",))
    for reader, audience in (("KM", None), ("GL", None), ("A", Audience.KLANTMANAGER)):
        whole = records.all_records(both, both.member(reader), audience)
        shared = [one for each in whole for one in each.comments if one.text == SHARED]
        assert [(one.codes, one.prompt) for one in shared] == [((), None)], reader


def coded(all_of_them: list[Record]) -> int:
    return sum(bool(one.codes) for whole in all_of_them for one in whole.comments)


def test_how_somebody_fared_is_theirs_and_the_researchers(opens: Opens) -> None:
    study = opens()
    session = held(study, CLIENT, "x")
    study.perform(set_wellbeing, session=session, wellbeing=2)
    assert interview(study, session, "A").wellbeing == 2
    assert interview(study, session, "PB").wellbeing is None
    assert interviews.one(study, session).wellbeing is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    shares=st.fixed_dictionaries({CLIENT: st.booleans(), CASE_MANAGER: st.booleans()}),
    switches=st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_every_reader_before_every_audience(both: Study, shares: dict[str, bool], switches: list[bool]) -> None:
    """Whatever is consented to and switched, the store tells what the rules say, written out once more by hand."""
    for person, yes in shares.items():
        status = Status.GEGEVEN if yes else Status.GEWEIGERD
        answer(both, person, Purpose.DELEN_COMMENTAAR, status=status, recording="G-01")
    said = [
        (whole.interview.recaller, one) for whole in records.all_records(both, both.acting) for one in whole.comments
    ]
    for (_person, one), shareable in zip(said, switches, strict=True):
        both.perform(asking.change_comment, comment=one.id, shareable=shareable)
    for reader, audience in product(READERS, [None, *Audience]):
        expected = {
            one.text
            for (person, one), shareable in zip(said, switches, strict=True)
            if by_hand(reader, audience, own=person, shared=shareable and shares[person])
        }
        assert set(texts_read(both, reader, audience)) == expected, (reader, audience)


def by_hand(reader: str, audience: Audience | None, *, own: str, shared: bool) -> bool:
    """Whether this member reads what this person said, before this audience."""
    reads = {"A": True, "B": True, "KM": own == CASE_MANAGER or shared, "GL": shared, "PB": False}[reader]
    before = {
        None: True,
        Audience.ONDERZOEK: True,
        Audience.KLANT: own == CLIENT or shared,
        Audience.KLANTMANAGER: own == CASE_MANAGER or shared,
    }[audience]
    return reads and before
