"""What every engine does with recordings that are not whole: plays what there is, and comes to an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.player.engine import State
from tests.player.test_contract import opened, standing_at

if TYPE_CHECKING:
    from tests.player.conftest import Contents, Show


def test_a_place_that_is_damaged(show: Show, bars: Contents) -> None:
    whole = bars(gop=25)
    start = len(whole) // 2
    source = opened(show, whole[:start] + bytes(3_000) + whole[start + 3_000 :])
    show.viewer.player.set_rate(2)
    show.viewer.player.play()
    show.until(lambda: show.viewer.player.state is State.ENDED, 15)
    standing_at(show, source, 9_000)


def test_a_recording_that_was_cut_off(show: Show, bars: Contents) -> None:
    """What is there is played to its end, and every picture of it is found."""
    whole = bars(".mkv", gop=25)
    source = opened(show, whole[: len(whole) // 2])
    assert source.index is not None
    last = len(source.index) - 1
    assert last < 240
    standing_at(show, source, source.index.start_of(last - 5))
    show.viewer.player.play()
    show.until(lambda: show.viewer.player.state is State.ENDED)
    assert show.viewer.number in range(last - 2, last + 1)
    standing_at(show, source, 1_000)
