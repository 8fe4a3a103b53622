"""Which comments are of one place, and what lies there."""

from dataclasses import replace
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from recall_studio.analysis.recall.coverage import (
    Coverage,
    Discussed,
    coverage,
    moments_discussed,
    places_discussed,
    usable_time,
)
from recall_studio.analysis.recall.discussed import Place, places
from recall_studio.analysis.recall.dual_stops import matched
from recall_studio.analysis.recall.seen_the_same import seen_the_same
from recall_studio.analysis.recall.shares import Share
from recall_studio.domain.ids import CodedRangeId, CommentLinkId, RecordingId
from recall_studio.domain.moments import CodedRange
from recall_studio.domain.recall.interview import Record
from recall_studio.domain.recall.kinds import Judgement, TimeOrientation
from recall_studio.domain.study import PersonRole
from recall_studio.store.recall.links import CommentLink
from tests.analysis.recall.records import CASEWORKER, CLIENT, interview, judged, moment, record, said

TOEN = TimeOrientation.TOEN
G1 = RecordingId("G-001")


def talked(role: PersonRole, *at_ms: int, **fields: Any) -> Record:
    """An interview with one comment at each of these stops."""
    made = record(*at_ms, of=interview(f"i-{role}", role))
    comments = [one for stop in range(1, len(at_ms) + 1) for one in said(made, TOEN, stop=stop, **fields)]
    return replace(made, comments=tuple(comments))


def extents(found: list[Place]) -> list[tuple[int, int, int]]:
    return [(place.start_ms, place.end_ms, len(place.said)) for place in found]


# What is one place.


def test_both_within_ten_seconds_are_one_place_and_not_beyond() -> None:
    found = places([talked(CLIENT, 10_000, 50_000), talked(CASEWORKER, 20_000, 60_001)])
    assert extents(found) == [(10_000, 20_000, 2), (50_000, 50_000, 1), (60_001, 60_001, 1)]
    assert [place.roles for place in found] == [(CLIENT, CASEWORKER), (CLIENT,), (CASEWORKER,)]
    assert [place.both for place in found] == [True, False, False]


def test_one_party_alone_near_by_stays_two_places() -> None:
    assert extents(places([talked(CLIENT, 10_000, 18_000, 26_000)])) == [
        (10_000, 10_000, 1),
        (18_000, 18_000, 1),
        (26_000, 26_000, 1),
    ]


def test_each_stop_of_one_party_goes_with_one_of_the_other() -> None:
    # 18 s lies 7 s after the one and 8 s before the other: it goes with the nearest, and only with that.
    found = places([talked(CLIENT, 11_000, 26_000), talked(CASEWORKER, 18_000)])
    assert extents(found) == [(11_000, 18_000, 2), (26_000, 26_000, 1)]
    # With the nearest ones 20 and 24 s only one pair could be made; there can be two.
    found = places([talked(CLIENT, 20_000, 33_000), talked(CASEWORKER, 12_000, 24_000)])
    assert extents(found) == [(12_000, 20_000, 2), (24_000, 33_000, 2)]


def test_what_lies_in_a_stretch_is_of_one_place_with_it() -> None:
    found = places([talked(CLIENT, 90_000, applies=(10_000, 40_000)), talked(CASEWORKER, 15_000, 39_000, 45_000)])
    assert extents(found) == [(10_000, 40_000, 3), (45_000, 45_000, 1)]


def test_comments_at_one_stop_are_one_place_wherever_they_are_about() -> None:
    made = talked(CLIENT, 30_000)
    about = said(made, TOEN, first=2, applies=(5_000, 9_000))
    assert extents(places([replace(made, comments=(*made.comments, *about))])) == [(5_000, 30_000, 2)]


def test_a_comment_is_about_its_own_stretch() -> None:
    # The stop is at 40 s, the comment about 10-15 s; the caseworker stopped at 24 s, 9 s after that.
    found = places([talked(CLIENT, 40_000, applies=(10_000, 15_000)), talked(CASEWORKER, 24_000)])
    assert extents(found) == [(10_000, 24_000, 2)]


def test_stretches_that_overlap_are_one_and_those_that_touch_are_not() -> None:
    made = record(100_000, 200_000, 300_000)
    stretches = ((10_000, 20_000), (19_999, 30_000), (30_000, 31_000))
    comments = [one for place, s in enumerate(stretches, 1) for one in said(made, TOEN, stop=place, applies=s)]
    assert extents(places([replace(made, comments=tuple(comments))])) == [(10_000, 30_000, 2), (30_000, 31_000, 1)]


def test_a_stop_at_which_nothing_was_said_is_no_place() -> None:
    assert places([record(10_000), talked(CASEWORKER, 12_000)])[0].roles == (CASEWORKER,)
    assert places([record(10_000)]) == []


def test_recordings_are_never_mixed() -> None:
    made = record(10_000, of=interview("other", CASEWORKER, recording="G-002"))
    other = replace(made, comments=said(made, TOEN))
    found = places([other, talked(CLIENT, 10_000)])
    assert [(place.recording, place.roles) for place in found] == [("G-001", (CLIENT,)), ("G-002", (CASEWORKER,))]


positions = st.lists(st.integers(0, 60_000), max_size=7)


@given(positions, positions)
def test_every_comment_is_in_one_place_and_no_pair_is_left(client: list[int], caseworker: list[int]) -> None:
    found = places([talked(CLIENT, *client), talked(CASEWORKER, *caseworker)])
    held = sorted(one.start_ms for place in found for one in place.said)
    assert held == sorted([*client, *caseworker])
    alone = {role: [place.start_ms for place in found if place.roles == (role,)] for role in (CLIENT, CASEWORKER)}
    assert matched(alone[CLIENT], alone[CASEWORKER]) == 0
    assert all(place.end_ms - place.start_ms <= 10_000 for place in found)


different = st.lists(st.integers(0, 60_000), max_size=7, unique=True)


@given(different, different)
def test_as_many_places_are_of_both_as_there_are_dual_stops(client: list[int], caseworker: list[int]) -> None:
    found = places([talked(CLIENT, *client), talked(CASEWORKER, *caseworker)])
    same = len(set(client) & set(caseworker))
    apart = matched(set(client) - set(caseworker), set(caseworker) - set(client))
    assert sum(place.both for place in found) == same + apart


def test_the_order_of_the_records_makes_no_difference() -> None:
    given_ones = [talked(CLIENT, 10_000, 26_000), talked(CASEWORKER, 18_000, 90_000)]
    made = record(95_000, of=interview("third", CLIENT))
    given_ones.append(replace(made, comments=said(made, TOEN)))
    found = [places(list(order)) for order in permutations(given_ones)]
    assert all(one == found[0] for one in found)


# What lies there.


def test_the_codes_that_lie_there() -> None:
    coded = [
        moment("late", "maat_regels", 30_001),
        moment("near", "taal", 5_000, 10_000),  # its end is 10 s before the place
        moment("here", "disc_vraag", 21_000),
        moment("none", None, 22_000),
        moment("early", "rel_signaal", 1_000, 9_999),
        moment("else", "taal", 20_000, recording_id=RecordingId("G-002")),
    ]
    found = places([talked(CLIENT, 20_000)], coded)
    assert [one.id for one in found[0].moments] == ["near", "here", "none"]
    assert found[0].codes == ("taal", "disc_vraag")


def test_a_moment_that_was_linked_lies_there_too() -> None:
    given_ones = talked(CLIENT, 20_000)
    far = moment("far", "taal", 500_000)
    comment = given_ones.comments[0].id
    assert places([given_ones], [far])[0].moments == ()
    assert places([given_ones], [far], links=[CommentLink(CommentLinkId("l"), comment, far.id, "A")])[0].moments == (
        far,
    )


def test_judgements_belong_to_the_places_they_touch() -> None:
    given_ones = [talked(CLIENT, 20_000, 90_000), talked(CASEWORKER, 25_000, 95_000)]
    both_agree = [judged(19_000, 21_000, Judgement.DEELS, "A"), judged(25_000, None, Judgement.DEELS, "B")]
    differ = [judged(90_000, 95_000, Judgement.GELIJK, "A"), judged(90_000, 95_000, Judgement.ANDERS, "B")]
    first, second = places(given_ones, judged=[*both_agree, *differ, judged(26_000, None, Judgement.ANDERS)])
    assert (first.judgement, first.judged_differently) == (Judgement.DEELS, False)
    assert (second.judgement, second.judged_differently) == (None, True)


def test_a_judgement_belongs_to_the_place_it_overlaps_most() -> None:
    given_ones = [talked(CLIENT, 10_000, 14_000), talked(CASEWORKER, 16_000, 20_000)]
    one, other = judged(10_000, 16_000, Judgement.GELIJK), judged(14_000, 20_000, Judgement.ANDERS)
    wide = judged(5_000, 17_000, Judgement.GELIJK, "B")
    first, second = places(given_ones, judged=[other, one, wide])
    assert ((first.start_ms, first.end_ms), (second.start_ms, second.end_ms)) == ((10_000, 16_000), (14_000, 20_000))
    assert (first.judged, second.judged) == ((one, wide), (other,))


def test_a_judgement_of_a_moment_belongs_where_the_moment_lies() -> None:
    near = moment("m", "taal", 29_000, 33_000)
    given_ones = [judged(29_000, 33_000, Judgement.GELIJK, at="m"), judged(29_000, 33_000, Judgement.ANDERS, at="n")]
    (place,) = places([talked(CLIENT, 20_000)], [near], judged=given_ones)
    assert place.judged == (given_ones[0],)


def test_m16_congruence() -> None:
    # 5 places of both at 0, 100, … 400 s, one of the client alone. Judged: gelijk, anders, anders, differing, none.
    # Tones (client, caseworker): (-1, 2) opposite, (-2, -1) not, (0, 2) not, (1, none), none. Opposite: 1 of 3.
    at = [0, 100_000, 200_000, 300_000, 400_000]
    tones = {CLIENT: [-1, -2, 0, 1, None], CASEWORKER: [2, -1, 2, None, None]}
    given_ones = []
    for role in (CLIENT, CASEWORKER):
        made = talked(role, *at)
        valued = [replace(c, valence=tone) for c, tone in zip(made.comments, tones[role], strict=True)]
        given_ones.append(replace(made, comments=tuple(valued)))
    alone = record(500_000, of=interview("alone", CLIENT))
    given_ones.append(replace(alone, comments=said(alone, TOEN)))
    found_by = [
        judged(0, None, Judgement.GELIJK),
        judged(100_000, None, Judgement.ANDERS),
        judged(200_000, None, Judgement.ANDERS),
        judged(300_000, None, Judgement.ANDERS, "A"),
        judged(300_000, None, Judgement.DEELS, "B"),
        judged(500_000, None, Judgement.DEELS),  # where one party alone speaks there is nothing to compare
    ]
    found = seen_the_same(places(given_ones, judged=found_by))
    assert (found.places, found.open, found.differing, found.opposite) == (5, 1, 1, Share(1, 3))
    assert list(found.judged.values()) == [Share(1, 3), Share(0, 3), Share(2, 3)]


# M-14.


def coded_range(start_ms: int, end_ms: int, coder: str = "A", layer: str = "gesprek") -> CodedRange:
    return CodedRange(
        CodedRangeId(f"{coder}{start_ms}"),
        G1,
        "G-001",
        coder,
        layer,
        "gezamenlijk",
        start_ms,
        end_ms,
        ("taal",),
        "1",
        "",
    )


def test_m14_coverage() -> None:
    # A coded 0-300 s and finds 100-160 s unusable: 240 s; B coded 280-360 s: 60 s more. D = 300 s = 5 min.
    # Shown: 0-120 s and 60-200 s (again) and 500-600 s. Of D: 0-100 and 160-200 = 140 s; 140/300.
    unusable = [moment("u", "tech_onbruikbaar", 100_000, 160_000), moment("x", "taal", 0, 50_000)]
    usable = usable_time([coded_range(0, 300_000), coded_range(280_000, 360_000, "B")], unusable)
    shown = record(shown=((0, 120_000), (60_000, 200_000), (500_000, 600_000)))
    uncoded = record(of=interview("u", recording="G-002"))
    found = coverage([shown, uncoded], usable)
    assert found == Coverage(shown_ms=140_000, usable_ms=300_000, recordings=1, uncoded=1)
    assert found.share == 140 / 300


def test_m14_without_coded_time_is_undefined() -> None:
    assert coverage([record()], usable_time([], [])).share is None
    assert usable_time([coded_range(0, 9_000, layer="nagesprek")], []) == {}


def test_m14_what_one_coder_finds_unusable_another_may_use() -> None:
    usable = usable_time(
        [coded_range(0, 10_000), coded_range(0, 10_000, "B")], [moment("u", "tech_onbruikbaar", 0, 4_000)]
    )
    assert usable == {G1: [(0, 10_000)]}


def test_m14_what_was_talked_about() -> None:
    # Places: 10-15 s both, 50 s client, 90 s caseworker. Moments: at 12 s (both), 45 s (client), 200 s (neither).
    given_ones = [talked(CLIENT, 10_000, 50_000), talked(CASEWORKER, 15_000, 90_000)]
    coded = [moment("a", "taal", 12_000), moment("b", "taal", 45_000), moment("c", "taal", 200_000)]
    found = places(given_ones, coded)
    assert places_discussed(found) == Discussed(client=1, caseworker=1, both=1)
    assert moments_discussed(coded, found) == Discussed(client=1, caseworker=0, both=1, neither=1)
    assert moments_discussed(coded, found).n == 3
