"""Back, pause and ahead under three fingers, as film editors have it: no keys until somebody chooses J, K, L."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.words import N_
from recall_studio.player.engine import State
from recall_studio.ui.commands.command import Command
from recall_studio.ui.commands.playing import can_play

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk

BACK_MS = 1_000


def _ahead(desk: Desk) -> None:
    """Play; while it plays, faster."""
    if desk.playing.player.state is State.PLAYING:
        desk.playing.step_rate(1)
    else:
        desk.playing.player.play()


def _back(desk: Desk) -> None:
    """While it plays faster than it was recorded, slower; else a second back."""
    player = desk.playing.player
    if player.state is State.PLAYING and player.rate > 1:
        desk.playing.step_rate(-1)
    else:
        player.skip(-BACK_MS)


_play = partial(Command, area="play", when=can_play)

SHUTTLING = (
    _play("play.shuttle_back", N_("Slower, then back"), _back, repeats=True, icon="back"),
    _play("play.pause", N_("Pause"), lambda desk: desk.playing.player.pause(), icon="pause"),
    _play("play.shuttle_ahead", N_("Play, then faster"), _ahead, icon="ahead"),
)
