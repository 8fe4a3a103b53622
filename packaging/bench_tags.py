"""Bench: the time of a tag against the picture that was on the screen, which its bars tell."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from bench_seat import ENGINES, Clip, Pressed, Seat, chance, clip_of
from bench_table import Row, measured

RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
PRESSES = 20
ROUNDS = 6
FRAMES = 1000
SIZE = (640, 360)
AIM = "0 ms, all exact"


def rows(folder: Path) -> Iterator[Row]:
    """Time of a tag minus that of the picture on the screen, without sign; against that of the player's own clock."""
    clips = {
        "CFR": clip_of(folder, "steady.mp4", frames=FRAMES, size=SIZE),
        "VFR": clip_of(folder, "variable.mp4", frames=FRAMES, size=SIZE, variable=True),
    }
    for engine in ENGINES:
        for name, clip in clips.items():
            for what, run in SITUATIONS:
                with closing(Seat(engine, clip)) as seat:
                    yield _row(f"{engine} {name}: {what}", run(seat), has_clock=run not in STILLS)
            yield _row(f"{engine} {name}: sent far at once after opening", _cold(engine, clip), has_clock=True)


def _row(what: str, pressed: list[Pressed], *, has_clock: bool) -> Row:
    known = [press for press in pressed if press.true_ms >= 0 and press.told_ms is not None]
    errors = [abs((press.told_ms or 0) - press.true_ms) for press in known]
    clock = [abs(press.clock_ms - press.true_ms) for press in known] if has_clock else None
    exact = sum(error == 0 for error in errors)
    waited = max(press.waited_ms for press in pressed)
    told = f"{exact}/{len(pressed)} exact, max {max(errors)} ms, known within {waited:.0f} ms"
    told += f"; own clock max {max(clock)} ms" if clock else ""
    return measured(what, errors, AIM, clock, told)


def _cold(engine: str, clip: Clip) -> list[Pressed]:
    """Presses in the first second of players that know nothing yet of the pictures where they were sent."""
    pressed, gaps = [], chance()
    for _round in range(ROUNDS):
        with closing(Seat(engine, clip)) as seat:
            seat.player.seek(gaps.randrange(clip.times_ms[-1] // 2, clip.times_ms[-1] - 5000))
            seat.player.play()
            for _press in range(5):
                seat.rest(gaps.uniform(0.0, 0.25))
                pressed.append(seat.press())
    return pressed


def _playing(seat: Seat) -> list[Pressed]:
    pressed, gaps = [], chance()
    for rate in RATES:
        seat.player.set_rate(rate)
        seat.player.seek(1000)
        seat.player.play()
        seat.rest(1.5)
        for _press in range(PRESSES):
            seat.rest(gaps.uniform(0.03, 0.2))
            pressed.append(seat.press())
        seat.player.pause()
    return pressed


def _paused(seat: Seat) -> list[Pressed]:
    pressed, gaps = [], chance()
    for _round in range(ROUNDS):
        seat.player.play()
        seat.rest(gaps.uniform(1.0, 2.0))
        seat.player.pause()
        for wait_s in (0.0, 0.02, 0.3):
            seat.rest(wait_s)
            pressed.append(seat.press())
    return pressed


def _resumed(seat: Seat) -> list[Pressed]:
    pressed, gaps = [], chance()
    for _round in range(ROUNDS):
        seat.player.pause()
        seat.rest(0.5)
        seat.player.play()
        for _press in range(6):
            seat.rest(gaps.uniform(0.0, 0.25))
            pressed.append(seat.press())
    return pressed


def _sought(seat: Seat) -> list[Pressed]:
    """Seeks while it plays, and presses within the second after it."""
    pressed, gaps = [], chance()
    seat.player.play()
    seat.rest(1.0)
    for _round in range(ROUNDS):
        seat.player.seek(gaps.randrange(seat.clip.times_ms[-1] - 5000))
        for _press in range(5):
            seat.rest(gaps.uniform(0.0, 0.3))
            pressed.append(seat.press())
    return pressed


def _sought_paused(seat: Seat) -> list[Pressed]:
    pressed, gaps = [], chance()
    for _round in range(ROUNDS * 2):
        seat.player.seek(gaps.randrange(seat.clip.times_ms[-1]))
        seat.rest(gaps.choice((0.0, 0.1, 0.6)))
        pressed.append(seat.press())
    return pressed


def _stepped(seat: Seat) -> list[Pressed]:
    pressed, gaps = [], chance()
    seat.player.seek(8000)
    for _round in range(ROUNDS * 3):
        seat.player.step(gaps.choice((-1, 1, 1, 5)))
        seat.rest(gaps.choice((0.0, 0.1)))
        pressed.append(seat.press())
    return pressed


SITUATIONS: tuple[tuple[str, Callable[[Seat], list[Pressed]]], ...] = (
    ("playing at 0.5 to 2", _playing),
    ("paused", _paused),
    ("first second after resuming", _resumed),
    ("first second after a seek, playing", _sought),
    ("after a seek, paused", _sought_paused),
    ("after steps", _stepped),
)
STILLS = (_sought_paused, _stepped)
"""Where a still is shown, and the engine's clock has not been asked to follow."""
