"""Make the clip on which a viewer tries the control: `python packaging/build_practice.py`. Nobody is in it.

Writes `resources/recall/practice.mp4`: a boat crosses a bay while the sun rises, with soft tones and no words, so that
it is of no language. Needs Pillow.
"""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from demo_film import write_film
from demo_picture import HEIGHT, WIDTH
from demo_voice import FRAME_RATE_HZ, RATE_HZ
from PIL import Image, ImageDraw

PLACE: Final = Path(__file__).resolve().parent.parent / "resources" / "recall" / "practice.mp4"
LENGTH_S: Final = 24
_FINE: Final = 2  # drawn so much larger, and brought down
_SHORE: Final = 460
_SKY: Final = ((214, 228, 236), (248, 222, 190))
_WATER: Final = ((112, 152, 170), (64, 104, 124))
_SUN, _HILL, _HULL, _SAIL, _SAND = "#f2b45a", "#7f9a8c", "#7a4b32", "#fbf6ec", "#e3d2ae"
_TONES_HZ: Final = (262, 330, 392, 440, 523)
_LEVEL: Final = 0.16


def build(place: Path = PLACE) -> None:
    """Write the clip."""
    write_film(place, _pictures(), tones())


def tones() -> npt.NDArray[np.float64]:
    """A soft tone every two seconds; shape (samples, 2)."""
    sound = np.zeros(LENGTH_S * RATE_HZ)
    for number in range(LENGTH_S // 2 - 1):
        hz = _TONES_HZ[(number * 2) % len(_TONES_HZ)]
        time_s = np.arange(3 * RATE_HZ) / RATE_HZ
        swell = np.minimum(time_s / 0.08, 1) * np.exp(-time_s / 0.7) * np.minimum((3 - time_s) / 0.2, 1)
        tone = np.sin(2 * np.pi * hz * time_s) + 0.3 * np.sin(4 * np.pi * hz * time_s)
        start = number * 2 * RATE_HZ + RATE_HZ // 2
        end = min(start + len(tone), len(sound))
        sound[start:end] += (_LEVEL * swell * tone)[: end - start]
    return np.stack([sound, sound], axis=1)


def _pictures() -> Iterator[Image.Image]:
    ground = _ground()
    for index in range(LENGTH_S * FRAME_RATE_HZ):
        yield _picture(ground, index / (LENGTH_S * FRAME_RATE_HZ - 1), index / FRAME_RATE_HZ)


def _ground() -> Image.Image:
    """Sky and water, which stay as they are; steps of colour of six rows cost little to store."""
    ground = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE))
    pen = ImageDraw.Draw(ground)
    for top, bottom, (above, below) in ((0, _SHORE, _SKY), (_SHORE, HEIGHT, _WATER)):
        for row in range(top, bottom, 6):
            part = (row - top) / (bottom - top)
            tint = tuple(round(a + (b - a) * part) for a, b in zip(above, below, strict=True))
            pen.rectangle((0, row * _FINE, WIDTH * _FINE, (row + 6) * _FINE), fill=tint)
    return ground


def _picture(ground: Image.Image, part: float, time_s: float) -> Image.Image:
    """The picture at a part of the whole, between 0 and 1."""
    picture = ground.copy()
    pen = ImageDraw.Draw(picture)
    sun = 450 - 260 * part
    _shape(pen, [(960 + 74 * math.cos(a), sun + 74 * math.sin(a)) for a in np.linspace(0, 2 * np.pi, 90)], _SUN)
    hills = [(x, _SHORE - 46 - 34 * math.sin(x / 150) - 16 * math.sin(x / 61)) for x in range(0, WIDTH + 20, 20)]
    _shape(pen, [(0, _SHORE), *hills, (WIDTH, _SHORE)], _HILL)
    picture.paste(ground.crop((0, _SHORE * _FINE, WIDTH * _FINE, HEIGHT * _FINE)), (0, _SHORE * _FINE))
    _boat(pen, 120 + 1000 * part, 560 + 5 * math.sin(time_s * 1.3))
    _shape(pen, [(0, 720), (0, 668), (360, 690), (760, 676), (WIDTH, 700), (WIDTH, 720)], _SAND)
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _boat(pen: ImageDraw.ImageDraw, x: float, y: float) -> None:
    _shape(pen, [(x - 96, y), (x + 104, y), (x + 70, y + 44), (x - 70, y + 44)], _HULL)
    _shape(pen, [(x - 4, y - 190), (x + 4, y - 190), (x + 4, y), (x - 4, y)], _HULL)
    _shape(pen, [(x + 10, y - 180), (x + 10, y - 20), (x + 96, y - 20)], _SAIL)
    _shape(pen, [(x - 10, y - 160), (x - 10, y - 20), (x - 78, y - 20)], _SAIL)


def _shape(pen: ImageDraw.ImageDraw, points: list[tuple[float, float]], fill: str) -> None:
    pen.polygon([(x * _FINE, y * _FINE) for x, y in points], fill=fill)


if __name__ == "__main__":
    build()
