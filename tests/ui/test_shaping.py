"""The verbs on the selected moments: what they do to one and to many, what they say, and that each is one step."""

import pytest

from recall_studio.domain.shaping import Edge
from recall_studio.ui.coding.inspector import Inspector
from tests.ui.deeds import makes, place_of, steps
from tests.ui.desk_rig import Rig


def said(rig: Rig) -> list[str]:
    return [told.text for told in rig.said]


@pytest.mark.parametrize(
    ("edge", "pictures", "place"),
    [
        (Edge.START, 1, (10_040, 12_000)),
        (Edge.START, -1, (9_960, 12_000)),
        (Edge.END, 2, (10_000, 12_080)),
        (Edge.END, -1, (10_000, 11_960)),
        (Edge.WHOLE, 1, (10_040, 12_040)),
        (Edge.END, -100, (10_000, 10_040)),
        (Edge.START, 100, (11_960, 12_000)),
        (Edge.WHOLE, -1_000, (0, 2_000)),
    ],
)
def test_a_nudge_goes_by_pictures(rig: Rig, edge: Edge, pictures: int, place: tuple[int, int]) -> None:
    moment = makes(rig, "maat_afstemmen", 10_000, 12_000)
    rig.session.select(moment)
    rig.coding.shaping.nudge(edge, pictures)
    rig.waits(lambda: place_of(rig, moment) == place)


def test_what_lies_between_two_pictures_is_nudged_to_the_next(rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 10_013, 12_013)
    rig.session.select(moment)
    rig.coding.shaping.nudge(Edge.START, -1)
    rig.waits(lambda: place_of(rig, moment)[0] == 10_000)
    rig.coding.shaping.nudge(Edge.END, 1)
    rig.waits(lambda: place_of(rig, moment) == (10_000, 12_040))


def test_nudges_faster_than_they_are_kept_all_count_and_are_one_step(rig: Rig) -> None:
    one, other = makes(rig, "maat_afstemmen", 10_000, 12_000), makes(rig, "taal_tolk", 14_000)
    rig.session.choose([one, other])
    done = len(steps(rig))
    for _press in range(5):
        rig.coding.shaping.nudge(Edge.WHOLE, 1)
    rig.waits(lambda: place_of(rig, one) == (10_200, 12_200))
    assert place_of(rig, other)[0] == 14_200
    assert steps(rig)[done:] == ["Nudge moments"]
    rig.coding.undo()
    rig.waits(lambda: (place_of(rig, one), place_of(rig, other)[0]) == ((10_000, 12_000), 14_000))


def test_a_split_selects_the_second_half(rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 10_000, 12_000, note="zacht")
    rig.session.select(moment)
    rig.player.at_ms = 11_000
    rig.coding.shaping.split_here()
    rig.waits(lambda: place_of(rig, moment) == (10_000, 11_000))
    rig.waits(lambda: rig.session.selection != moment)
    assert rig.session.selection is not None
    assert place_of(rig, rig.session.selection) == (11_000, 12_000)
    assert "The note stays with the first half." in said(rig)


def test_where_there_is_nothing_to_split_it_is_said(rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 10_000, 12_000)
    rig.session.select(moment)
    rig.player.at_ms = 30_000
    rig.coding.shaping.split_here()
    rig.waits(lambda: any("does not lie inside" in one for one in said(rig)))
    assert place_of(rig, moment) == (10_000, 12_000)


def test_split_and_merge_give_the_moment_back(rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 10_000, 12_000)
    rig.session.select(moment)
    rig.player.at_ms = 11_000
    rig.coding.shaping.split_here()
    rig.waits(lambda: rig.session.selection != moment)
    rig.session.choose([moment, rig.session.selection or ""])
    rig.coding.shaping.merge()
    rig.waits(lambda: place_of(rig, moment) == (10_000, 12_000))
    rig.waits(lambda: rig.session.chosen == (moment,))


def test_different_codes_are_not_merged_and_it_is_said(rig: Rig) -> None:
    one, other = makes(rig, "maat_afstemmen", 10_000, 12_000), makes(rig, "taal_tolk", 14_000)
    rig.session.choose([one, other])
    rig.coding.shaping.merge()
    rig.waits(lambda: any("different codes" in text for text in said(rig)))
    assert rig.coding.view(other) is not None


def test_a_copy_lies_at_the_picture_or_right_behind(rig: Rig) -> None:
    moment = makes(rig, "maat_afstemmen", 10_000, 12_000)
    rig.session.select(moment)
    rig.player.at_ms = 30_000
    rig.coding.shaping.duplicate()
    rig.waits(lambda: rig.session.selection not in (None, moment))
    copied = rig.session.selection or ""
    assert place_of(rig, copied) == (30_000, 32_000)
    rig.coding.shaping.duplicate()
    rig.waits(lambda: rig.session.selection not in (copied, moment))
    assert place_of(rig, rig.session.selection or "") == (32_000, 34_000)


def test_begin_and_end_here_for_many(rig: Rig) -> None:
    one, other = makes(rig, "maat_afstemmen", 10_000, 20_000), makes(rig, "taal_tolk", 11_000, 20_000)
    rig.session.choose([one, other])
    rig.player.at_ms = 12_000
    rig.coding.shaping.begin_here()
    rig.waits(lambda: (place_of(rig, one), place_of(rig, other)) == ((12_000, 20_000), (12_000, 20_000)))
    rig.player.at_ms = 15_000
    rig.coding.shaping.end_here()
    rig.waits(lambda: (place_of(rig, one), place_of(rig, other)) == ((12_000, 15_000), (12_000, 15_000)))


def test_a_second_code_on_many_stretches(rig: Rig) -> None:
    ids = [makes(rig, "maat_afstemmen", 10_000, 12_000), makes(rig, "maat_afstemmen", 14_000, 15_000)]
    rig.session.choose(ids)
    done = len(steps(rig))
    rig.coding.add_code("taal_begripscheck")
    rig.waits(lambda: {(10_000, 12_000), (14_000, 15_000)} <= {one[1:] for one in rig.sees(code="taal_begripscheck")})
    assert steps(rig)[done:] == ["Add a second code"]


def test_the_inspector_says_how_many_and_recodes_all(rig: Rig) -> None:
    ids = [makes(rig, "maat_afstemmen", 10_000, 12_000), makes(rig, "maat_afstemmen", 14_000, 15_000)]
    inspector = Inspector(rig.desk)
    rig.shows(inspector)
    rig.session.choose(ids)
    assert inspector._whose.text() == "2 selected"
    inspector.code.activated.emit(inspector.code.findData("maat_standaard"))
    rig.waits(lambda: {view.code for moment in ids if (view := rig.coding.view(moment))} == {"maat_standaard"})


def test_codes_that_exclude_each_other_are_warned_of(rig: Rig) -> None:
    makes(rig, "maat_standaard", 10_000, 12_000)
    moment = makes(rig, "maat_afstemmen", 14_000, 15_000)
    rig.coding.shaping.move([moment], -3_500)
    rig.waits(lambda: place_of(rig, moment)[0] == 10_500)
    rig.waits(lambda: ("warning", True) in [(told.kind, "exclude each other" in told.text) for told in rig.said])
