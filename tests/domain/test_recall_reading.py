"""Who may read what was said in a recall interview: the whole matrix, by hand and by chance."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.ids import MemberId, ParticipantId
from recall_studio.domain.recall.reading import Audience, Reach, Voice, may_read, reach
from recall_studio.domain.study import Member, PersonRole, Role

CLIENT, MANAGER, OTHER = ParticipantId("K-1"), ParticipantId("M-1"), ParticipantId("M-2")
OPEN = Voice(
    CLIENT,
    PersonRole.KLANT,
    kept=True,
    shares=True,
    intervisie=True,
    set_apart=False,
    heard=frozenset({CLIENT, MANAGER}),
)
CLOSED = replace(OPEN, shares=False, intervisie=False)
OF_MANAGER = replace(OPEN, participant_id=MANAGER, role=PersonRole.KLANTMANAGER)


def member(role: Role, person: ParticipantId | None = None) -> Member:
    return Member(MemberId("m"), "m", role, lead=False, participant_id=person)


RESEARCH, PRIVACY = member(Role.ONDERZOEK), member(Role.PRIVACYBEHEER)
OWN, COLLEAGUE, NOBODY = (member(Role.KLANTMANAGER, person) for person in (MANAGER, OTHER, None))
FACILITATOR = member(Role.GESPREKSLEIDER)
READERS = (RESEARCH, PRIVACY, OWN, COLLEAGUE, NOBODY, FACILITATOR)
FLAGS = ("kept", "shares", "intervisie", "set_apart", "only_one")

voices = st.builds(
    lambda who, flags: replace(who, **dict(zip(FLAGS, flags, strict=True))),
    st.sampled_from([OPEN, OF_MANAGER]),
    st.tuples(*[st.booleans()] * len(FLAGS)),
)


@pytest.mark.parametrize(
    ("reader", "voice", "expected"),
    [
        (RESEARCH, OPEN, Reach.ALL),
        (RESEARCH, CLOSED, Reach.ALL),
        (OWN, OF_MANAGER, Reach.ALL),
        (OWN, OPEN, Reach.SHARED),
        (OWN, CLOSED, Reach.NOTHING),
        (COLLEAGUE, OPEN, Reach.NOTHING),
        (COLLEAGUE, OF_MANAGER, Reach.NOTHING),
        (NOBODY, OPEN, Reach.NOTHING),
        (FACILITATOR, OPEN, Reach.SHARED),
        (FACILITATOR, replace(OPEN, intervisie=False), Reach.NOTHING),
        (FACILITATOR, replace(OPEN, shares=False), Reach.NOTHING),
        (PRIVACY, OPEN, Reach.NOTHING),
    ],
)
def test_who_reads_what(reader: Member, voice: Voice, expected: Reach) -> None:
    assert reach(reader, voice) is expected


@pytest.mark.parametrize("reader", READERS)
def test_what_consent_was_taken_back_for_is_read_by_nobody(reader: Member) -> None:
    assert reach(reader, replace(OPEN, kept=False)) is Reach.NOTHING
    assert reach(reader, replace(OPEN, set_apart=True)) is Reach.NOTHING


@pytest.mark.parametrize(
    ("audience", "voice", "expected"),
    [
        (Audience.KLANT, OPEN, Reach.ALL),
        (Audience.KLANT, OF_MANAGER, Reach.SHARED),
        (Audience.KLANT, replace(OF_MANAGER, shares=False), Reach.NOTHING),
        (Audience.KLANTMANAGER, OPEN, Reach.SHARED),
        (Audience.KLANTMANAGER, CLOSED, Reach.NOTHING),
        (Audience.KLANTMANAGER, OF_MANAGER, Reach.ALL),
        (Audience.ONDERZOEK, CLOSED, Reach.ALL),
        (Audience.KLANT, replace(OPEN, only_one=False), Reach.SHARED),
    ],
)
def test_a_page_for_somebody_holds_what_is_theirs_or_shared(audience: Audience, voice: Voice, expected: Reach) -> None:
    assert reach(RESEARCH, voice, audience) is expected


@given(voice=voices, shareable=st.booleans(), reader=st.sampled_from(READERS), audience=st.sampled_from(Audience))
def test_an_audience_never_widens(voice: Voice, shareable: bool, reader: Member, audience: Audience) -> None:
    if may_read(reader, voice, shareable=shareable, audience=audience):
        assert may_read(reader, voice, shareable=shareable)


@given(voice=voices, reader=st.sampled_from(READERS), audience=st.sampled_from([None, *Audience]))
def test_sharing_a_comment_never_hides_it(voice: Voice, reader: Member, audience: Audience | None) -> None:
    if may_read(reader, voice, shareable=False, audience=audience):
        assert may_read(reader, voice, shareable=True, audience=audience)


@given(voice=voices, reader=st.sampled_from(READERS))
def test_the_other_party_reads_only_what_both_switches_let_through(voice: Voice, reader: Member) -> None:
    for shareable, audience in product([True, False], [None, *Audience]):
        if reader.role is Role.ONDERZOEK or reader.participant_id == voice.participant_id:
            continue
        if may_read(reader, voice, shareable=shareable, audience=audience):
            assert shareable
            assert voice.shares
            assert voice.kept
            assert not voice.set_apart
