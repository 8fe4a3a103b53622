"""Commands of the player, and those of the plain mode, which is the same player with four keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.study import Role
from recall_studio.domain.words import N_
from recall_studio.player.engine import State
from recall_studio.ui.commands.command import Command
from recall_studio.ui.hearing import STEP_PERCENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.desk import Desk

HERE = "coding"
FINDING = "finding"
PLAIN = "plain"
"""Where the keys of the plain mode count: the coding workspace while it is shown plainly."""


def can_play(desk: Desk) -> bool:
    """Whether a recording is open and can be seen here."""
    return desk.playing.player.state is not State.EMPTY and (_in_room(desk) or desk.place == FINDING)


def _can_mark(desk: Desk) -> bool:
    return can_play(desk) and _in_room(desk) and desk.session.plain and desk.session.study.writable


def _skip(ms: int) -> Callable[[Desk], None]:
    return lambda desk: desk.playing.player.skip(ms)


def _step(pictures: int) -> Callable[[Desk], None]:
    return lambda desk: desk.playing.player.step(pictures)


def _toggle(desk: Desk) -> None:
    if desk.leading is not None:
        desk.leading.hands.by_interviewer()
    else:
        desk.playing.player.toggle()


def _can_toggle(desk: Desk) -> bool:
    return desk.leading.goes_on if desk.leading is not None else can_play(desk)


def _go_to_end(desk: Desk) -> None:
    desk.playing.player.seek(desk.playing.player.duration_ms)


def _mark(place: int, desk: Desk) -> None:
    from recall_studio.ui.coding.plain_marks import mark

    mark(desk.coding, place)


def _may_code_in_full(desk: Desk) -> bool:
    return _in_room(desk) and desk.session.member.role is not Role.KLANTMANAGER


def _in_room(desk: Desk) -> bool:
    return desk.place in (HERE, PLAIN)


_play = partial(Command, area="play", when=can_play)

PLAYING = (
    _play("play.toggle", N_("Play or pause"), _toggle, ("Space",), when=_can_toggle, icon="play"),
    _play(
        "play.toggle_writing",
        N_("Play or pause while writing"),
        _toggle,
        ("F4", "Ctrl+Space"),
        when=_can_toggle,
        in_text=True,
    ),
    _play("play.back", N_("5 seconds back"), _skip(-5000), ("Left",), icon="back", repeats=True),
    _play("play.ahead", N_("5 seconds ahead"), _skip(5000), ("Right",), icon="ahead", repeats=True),
    _play("play.back_little", N_("1 second back"), _skip(-1000), ("Shift+Left",), repeats=True),
    _play("play.ahead_little", N_("1 second ahead"), _skip(1000), ("Shift+Right",), repeats=True),
    _play("play.picture_back", N_("One picture back"), _step(-1), (",",), icon="frame_back", repeats=True),
    _play("play.picture_ahead", N_("One picture ahead"), _step(1), (".",), icon="frame_ahead", repeats=True),
    _play("play.slower", N_("Slower"), lambda desk: desk.playing.step_rate(-1), ("[",)),
    _play("play.faster", N_("Faster"), lambda desk: desk.playing.step_rate(1), ("]",)),
    _play("play.usual_speed", N_("As fast as it was recorded"), lambda desk: desk.playing.set_rate(1.0), ("=",)),
    _play(
        "play.loop",
        N_("Repeat from here, up to here, no longer"),
        lambda desk: desk.playing.mark_loop(),
        ("Ctrl+R",),
        in_text=True,
        icon="loop",
    ),
    _play(
        "play.louder",
        N_("Louder"),
        lambda desk: desk.playing.hearing.change_volume(STEP_PERCENT),
        ("Ctrl+Up",),
        repeats=True,
    ),
    _play(
        "play.softer",
        N_("Softer"),
        lambda desk: desk.playing.hearing.change_volume(-STEP_PERCENT),
        ("Ctrl+Down",),
        repeats=True,
    ),
    _play(
        "play.mute",
        N_("Sound off or on"),
        lambda desk: desk.playing.hearing.toggle_mute(),
        ("Ctrl+M",),
        in_text=True,
        icon="silent",
    ),
    _play(
        "play.sound",
        N_("Volume, channels and loudspeaker"),
        lambda desk: desk.playing.asked.emit("sound"),
        icon="sound",
    ),
    _play(
        "play.time",
        N_("Jump to a time"),
        lambda desk: desk.playing.asked.emit("time"),
        ("Ctrl+J",),
        in_text=True,
    ),
    _play("play.start", N_("To the start"), lambda desk: desk.playing.player.seek(0), ("Home",)),
    _play("play.end", N_("To the end"), _go_to_end, ("End",)),
    _play(
        "play.subtitles",
        N_("Show the words that are spoken, or not"),
        lambda desk: desk.playing.toggle_subtitles(),
        ("Ctrl+U",),
        in_text=True,
        icon="subtitles",
    ),
    _play(
        "play.picture",
        N_("Show the picture on the full screen, or all again"),
        lambda desk: desk.playing.asked.emit("picture"),
        ("Shift+F11",),
        workspace=HERE,
        in_text=True,
        icon="full",
    ),
    Command(
        "view.plain",
        N_("Watch and mark: the plain mode, or coding in full"),
        lambda desk: desk.session.show_plainly(not desk.session.plain),
        ("Ctrl+Alt+P",),
        "view",
        _may_code_in_full,
        in_text=True,
        icon="eye",
    ),
    *(
        Command(
            f"plain.mark_{number}",
            title,
            partial(_mark, number - 1),
            (str(number),),
            "code",
            _can_mark,
            workspace=PLAIN,
        )
        for number, title in enumerate(
            (
                N_("Mark for the first theme"),
                N_("Mark for the second theme"),
                N_("Mark for the third theme"),
                N_("Mark to talk about"),
            ),
            start=1,
        )
    ),
    Command(
        "plain.back",
        N_("10 seconds back"),
        _skip(-10_000),
        ("Backspace",),
        "play",
        _can_mark,
        workspace=PLAIN,
        icon="back",
    ),
)
