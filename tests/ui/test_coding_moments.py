"""Commands about the selected moment: its edges at the picture, its note, what is selected when it goes."""

import pytest

from recall_studio.ui.commands.moments import MOMENTS
from tests.ui.desk_rig import Rig

COMMANDS = {command.key: command for command in MOMENTS}


def does(rig: Rig, key: str) -> None:
    command = COMMANDS[key]
    assert command.when(rig.desk)
    command.run(rig.desk)
    rig.waits()


def place(rig: Rig, moment: str) -> tuple[int, int | None]:
    view = rig.coding.view(moment)
    assert view is not None
    return view.start_ms, view.end_ms


@pytest.mark.parametrize(
    ("key", "at_ms", "then"),
    [
        ("moment.begin_here", 9_000, (9_000, 14_212)),
        ("moment.begin_here", 13_000, (13_000, 14_212)),
        ("moment.begin_here", 16_000, (14_212, 16_000)),
        ("moment.begin_here", 14_212, (14_212, None)),
        ("moment.end_here", 20_000, (10_850, 20_000)),
        ("moment.end_here", 8_000, (8_000, 10_850)),
        ("moment.end_here", 10_850, (10_850, None)),
    ],
)
def test_an_edge_is_put_at_the_picture(rig: Rig, key: str, at_ms: int, then: tuple[int, int | None]) -> None:
    moment = rig.own("disc_ervaring")
    rig.session.select(moment)
    rig.player.at_ms = at_ms
    does(rig, key)
    assert place(rig, moment) == then


def test_an_instant_moves_and_gets_an_end(rig: Rig) -> None:
    moment = rig.own("disc_gemiste_opening")
    rig.session.select(moment)
    rig.player.at_ms = 17_000
    does(rig, "moment.begin_here")
    assert place(rig, moment) == (17_000, None)
    rig.player.at_ms = 18_000
    does(rig, "moment.end_here")
    assert place(rig, moment) == (17_000, 18_000)


def test_what_runs_is_not_ended_so_and_others_moments_are_left_alone(rig: Rig) -> None:
    rig.presses("maat_behoefte", at_ms=20_000)
    rig.waits()
    rig.session.select(rig.coding.running[0].id)
    assert not COMMANDS["moment.end_here"].when(rig.desk)
    rig.session.select(next(view.id for view in rig.coding.views() if not view.own))
    for key in ("moment.begin_here", "moment.end_here", "moment.remove", "moment.note"):
        assert not COMMANDS[key].when(rig.desk)
    assert COMMANDS["moment.play"].when(rig.desk)


def test_the_note_is_that_of_the_latest_tag_when_nothing_is_selected(rig: Rig) -> None:
    assert not COMMANDS["moment.note"].when(rig.desk)
    rig.player.play()
    rig.presses("disc_vraag", at_ms=30_000)
    rig.waits()
    asked: list[str] = []
    rig.coding.note_asked.connect(asked.append)
    does(rig, "moment.note")
    view = rig.coding.view(asked[0])
    assert view is not None
    assert (view.start_ms, rig.session.selection) == (30_000, view.id)
    assert rig.plays


def test_after_removing_the_next_one_is_selected(rig: Rig) -> None:
    views = rig.coding.views()
    row = next(place for place, view in enumerate(views) if view.own)
    following = views[row + 1].id
    rig.session.select(views[row].id)
    does(rig, "moment.remove")
    assert rig.session.selection == following
