"""Smooth flat shapes: a drawing surface larger than the picture, brought down when it is finished.

Knows nothing of the conversation.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from PIL import Image, ImageChops, ImageDraw

Colour = tuple[int, int, int] | tuple[int, int, int, int]
Point = tuple[float, float]

SCALE: Final = 4


def colour(text: str, opacity: float = 1.0) -> Colour:
    """Read `#rrggbb`, with an opacity between 0 and 1."""
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return red, green, blue, round(255 * opacity)


def egg(x: float, y: float, rx: float, ry: float, taper: float = 0.0) -> list[Point]:
    """Give an ellipse as points; with a taper its lower half is narrower, as a face is."""
    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    down = np.maximum(np.sin(angles), 0)
    across = np.cos(angles) * (1 - taper * down**2)
    return [(x + rx * float(a), y + ry * float(b)) for a, b in zip(across, np.sin(angles), strict=True)]


def round_box(box: tuple[float, float, float, float], radius: float) -> list[Point]:
    """Give a rectangle (left, top, right, bottom) with round corners."""
    left, top, right, bottom = (box[0] + radius, box[1] + radius, box[2] - radius, box[3] - radius)
    points: list[Point] = []
    for quarter, (x, y) in enumerate(((right, bottom), (left, bottom), (left, top), (right, top))):
        angles = np.linspace(quarter, quarter + 1, 12) * np.pi / 2
        points.extend((x + radius * float(np.cos(angle)), y + radius * float(np.sin(angle))) for angle in angles)
    return points


def smooth(points: Sequence[Point], *, closed: bool = True, steps: int = 14) -> list[Point]:
    """Give a curve through all points (Catmull-Rom)."""
    given = np.array(points, dtype=np.float64)
    before, after = (given[-1:], given[:2]) if closed else (given[:1], given[-1:])
    knots = np.concatenate([before, given, after])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False)
    ]
    curve = np.concatenate(parts if closed else [*parts, given[-1:]])
    return [(float(x), float(y)) for x, y in curve]


class Canvas:
    """A surface of `width` by `height` picture points on which shapes are laid over each other."""

    def __init__(self, width: int, height: int, ground: str | None = None) -> None:
        self._size = (width * SCALE, height * SCALE)
        self._image = Image.new("RGBA", self._size, colour(ground) if ground else (0, 0, 0, 0))

    def polygon(self, points: Sequence[Point], fill: Colour, within: Sequence[Point] | None = None) -> None:
        """Fill a closed shape, and only what of it lies inside the shape `within`."""
        mask = self._mask(points)
        if within is not None:
            mask = ImageChops.multiply(mask, self._mask(within))
        box = mask.getbbox()
        if box is None:
            return
        layer = Image.new("RGBA", (box[2] - box[0], box[3] - box[1]), fill[:3])
        layer.putalpha(mask.crop(box).point(_times(fill)))
        self._image.alpha_composite(layer, box[:2])

    def blob(self, points: Sequence[Point], fill: Colour, within: Sequence[Point] | None = None) -> None:
        """Fill a rounded shape through the points."""
        self.polygon(smooth(points), fill, within)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """Fill an ellipse around (x, y)."""
        self.polygon(egg(x, y, rx, ry), fill)

    def rounded(self, box: tuple[float, float, float, float], radius: float, fill: Colour) -> None:
        """Fill a rectangle (left, top, right, bottom) with round corners."""
        self.polygon(round_box(box, radius), fill)

    def stroke(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """Draw a line with round ends through the points."""
        path = smooth(points, closed=False)
        mask = Image.new("L", self._size, 0)
        draw = ImageDraw.Draw(mask)
        draw.line([(x * SCALE, y * SCALE) for x, y in path], 255, round(width * SCALE), joint="curve")
        reach = width * SCALE / 2
        for x, y in path:
            draw.ellipse((x * SCALE - reach, y * SCALE - reach, x * SCALE + reach, y * SCALE + reach), 255)
        layer = Image.new("RGBA", self._size, fill[:3])
        layer.putalpha(mask.point(_times(fill)))
        self._image.alpha_composite(layer)

    def fade(self, box: tuple[int, int, int, int], top: str, bottom: str) -> None:
        """Fill a rectangle with a colour that changes from top to bottom."""
        left, upper, right, lower = (edge * SCALE for edge in box)
        share = np.linspace(0, 1, lower - upper)[:, None]
        rows = np.array(colour(top)[:3]) * (1 - share) + np.array(colour(bottom)[:3]) * share
        block = np.repeat(np.round(rows).astype(np.uint8)[:, None, :], right - left, axis=1)
        self._image.paste(Image.fromarray(block), (left, upper))

    def finished(self, times: int = 1) -> Image.Image:
        """Give the picture, `times` as large as its measures say."""
        return self._image.reduce(SCALE // times)

    def _mask(self, points: Sequence[Point]) -> Image.Image:
        mask = Image.new("L", self._size, 0)
        ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in points], 255)
        return mask


def _times(fill: Colour) -> list[int]:
    opacity = fill[3] if len(fill) == 4 else 255
    return [round(level * opacity / 255) for level in range(256)]
