"""Settings of the player that outlive recordings and engines, and its small keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.player.engine import Channels, State
from recall_studio.player.fake import FakeEngine, kept_in
from recall_studio.player.playing import Player, Watcher
from tests.player.setting import made_up

if TYPE_CHECKING:
    from tests.player.room import Room


def test_another_engine_goes_on_at_the_same_picture_with_the_same_sound(room: Room) -> None:
    room.open(made_up(), at_ms=1_000)
    room.player.set_volume(300)
    room.player.set_channels(Channels.RIGHT)
    room.player.set_device("headphones")
    room.player.set_rate(1.5)
    before = len(room.viewer.frames)
    room.player.use(kept_in(room.engines))
    room.player.poll()
    assert len(room.engines) == 2
    assert room.engine.heard == {"volume": 200, "channels": Channels.RIGHT, "device": "headphones"}
    assert (room.engine.rate, room.engine.position_ms(), room.player.state) == (1.5, 1_000, State.PAUSED)
    assert room.viewer.numbers[before:] == [(25, 1_000)]


def test_toggle_and_skip(room: Room) -> None:
    room.open(made_up())
    room.player.toggle()
    assert room.player.state is State.PLAYING
    room.engine.advance(1_000)
    room.player.toggle()
    room.player.skip(-600)
    assert (room.player.state, room.player.position_ms()) == (State.PAUSED, 400)
    assert room.viewer.moves == [0, 400]


def test_nothing_open_does_nothing() -> None:
    player = Player(FakeEngine, wake=lambda: None)
    player.watch(Watcher())
    player.play()
    player.pause()
    player.toggle()
    player.seek(5)
    player.step(1)
    player.skip(5)
    player.poll()
    assert (player.state, player.position_ms(), player.shown_ms, player.has_picture) == (State.EMPTY, 0, None, False)
    player.close()


def test_the_rotation_is_that_of_the_part_on_the_screen(room: Room) -> None:
    room.open(made_up(duration_ms=1_000), made_up(duration_ms=1_000, rotation=90))
    assert room.player.rotation == 0
    room.player.seek(1_200)
    room.player.poll()
    assert room.player.rotation == 90
