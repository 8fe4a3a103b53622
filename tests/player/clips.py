"""Clips whose every picture carries its own number as bars along the top, for players and for the bench."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.video.frame import VideoFrame

from tests.media.clips import RATE_HZ, write_sound

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Luma = NDArray[np.uint8]

ENCODERS = {  # FFmpeg's name of the codec to its encoder, and how to be quick
    "h264": ("libx264", {"preset": "veryfast", "bf": "2", "sc_threshold": "0"}),
    "hevc": ("libx265", {"preset": "ultrafast", "x265-params": "log-level=none:bframes=2:scenecut=0"}),
    "vp9": ("libvpx-vp9", {"cpu-used": "8", "deadline": "realtime"}),
    "vp8": ("libvpx", {"cpu-used": "8", "deadline": "realtime"}),
    "av1": ("libsvtav1", {"preset": "12"}),
    "mpeg4": ("mpeg4", {"bf": "2"}),
    "mpeg2video": ("mpeg2video", {"bf": "2"}),
    "mjpeg": ("mjpeg", {}),
}
_SYNC = (1, 0, 1, 0)
_BITS = 15
_BARS = len(_SYNC) + _BITS + 1
_MS = Fraction(1, 1000)


def write_bar_clip(
    path: Path,
    *,
    codec: str = "h264",
    frames: int = 250,
    rate_hz: int = 25,
    variable: bool = False,
    size: tuple[int, int] = (320, 180),
    gop: int = 250,
    sound: bool = True,
    frozen: range = range(0),
    rotation: int = 0,
) -> list[int]:
    """Write a clip; the suffix of the path says in which container.

    Args:
        path: where to.
        codec: one of `ENCODERS`.
        frames: how many pictures, at most 32768.
        rate_hz: pictures a second.
        variable: come up to 15 ms too early or late, with a hole of 300 ms after every 100 pictures.
        size: width and height, the width in steps of 20.
        gop: pictures from one keyframe to the next.
        sound: whether there is a tone.
        frozen: pictures that all look like the first of them.
        rotation: degrees counter-clockwise to turn the pictures when they are shown.

    Returns:
        When each picture appears, in ms from the start of the clip.
    """
    pts_ms = times_ms(frames, rate_hz, variable=variable)
    with av.open(path, "w") as container:
        name, options = ENCODERS[codec]
        stream: Any = container.add_stream(name, rate=rate_hz, options=options)
        stream.width, stream.height = size
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.gop_size, stream.codec_context.time_base = gop, _MS if variable else Fraction(1, rate_hz)
        if rotation:
            stream.set_display_rotation(rotation)
        tone: Any = container.add_stream(_sound_codec(path), rate=RATE_HZ) if sound else None
        if tone:
            tone.layout = "mono"
        for number in range(frames):
            frame = numbered(frozen.start if number in frozen else number, size).reformat(format=stream.pix_fmt)
            frame.pts, frame.time_base = (pts_ms[number], _MS) if variable else (number, Fraction(1, rate_hz))
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if tone:
            write_sound(container, tone, Fraction(pts_ms[-1] + 1000 // rate_hz, 1000))
    return pts_ms


def _sound_codec(path: Path) -> str:
    return {".webm": "libopus", ".avi": "libmp3lame", ".mpg": "mp2"}.get(path.suffix, "aac")


def times_ms(frames: int, rate_hz: int, *, variable: bool) -> list[int]:
    """When each picture of such a clip appears."""
    steady = [round(Fraction(1000 * number, rate_hz)) for number in range(frames)]
    if not variable:
        return steady
    # The first one comes at 0: a container that starts later would shift all the others.
    jitter = (0, -9, 4, -15, 12)
    return [ms + jitter[number % 5] + 300 * (number // 100) for number, ms in enumerate(steady)]


def numbered(number: int, size: tuple[int, int]) -> VideoFrame:
    """The picture of this number: its bars over a tenth of the height, waves that wander below."""
    width, height = size
    bits = [*_SYNC, *(number >> bit & 1 for bit in reversed(range(_BITS)))]
    bars = np.array([*bits, sum(bits[len(_SYNC) :]) & 1], np.uint8) * 200 + 28
    planes = np.full((height * 3 // 2, width), 128, np.uint8)
    rows, columns = np.ogrid[:height, :width]
    planes[:height] = 128 + 60 * np.sin((columns + 3 * number) / 17.0) * np.cos((rows - 2 * number) / 23.0)
    planes[: _bars_height(height)] = np.repeat(bars, width // _BARS)
    return VideoFrame.from_ndarray(planes, format="yuv420p")


def _bars_height(height: int) -> int:
    return max(16, height // 10)


def read_number(luma: Luma) -> int | None:
    """Which picture this is, by its luma (rows, columns), or by any one channel; None when no bars can be read."""
    height, width = luma.shape
    middle, wide = _bars_height(height) // 2, width / _BARS
    strip = luma[middle - 3 : middle + 3]
    means = [strip[:, int(wide * (bar + 0.3)) : int(wide * (bar + 0.7))].mean() for bar in range(_BARS)]
    bits = [int(mean > 128) for mean in means]
    told = bits[len(_SYNC) : -1]
    if tuple(bits[: len(_SYNC)]) != _SYNC or sum(told) & 1 != bits[-1]:
        return None
    return int("".join(map(str, told)), 2)
