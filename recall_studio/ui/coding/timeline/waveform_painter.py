"""Paints the lane of the sound: of each channel the highest and lowest sample of every column of px."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

if TYPE_CHECKING:
    from recall_studio.ui.coding.timeline.surface import Surface


_LOUDNESS = 0.6
"""By the law of Stevens loudness grows with the sound pressure to this power."""


class Waveform(Protocol):
    """The sound of the open recording, as far as it was read."""

    channels: int
    words: str
    """Why there is nothing to see."""

    def peaks(self, start_ms: float, end_ms: float, columns: int) -> tuple[Any, Any]:
        """The lowest and highest sample of each column of this stretch, −1 to 1 or int8; shape (channels, columns).

        Not a number, or 0, where nothing was read yet.
        """


def paint_sound(painter: QPainter, sound: Waveform | None, room: QRect, on: Surface) -> None:
    """Paint what is visible; its channels lie below each other.

    Args:
        painter: its origin is where the visible stretch begins.
        sound: what is heard.
        room: the lane without its padding.
        on: the surface, for its span and colours.
    """
    if sound is None or room.width() <= 0:
        return
    if sound.words or not sound.channels:
        painter.setPen(QColor(on.tokens.muted))
        painter.drawText(
            room.adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, sound.words
        )
        return
    span = on.scale.span
    lows, highs = sound.peaks(span.start_ms, span.end_ms, room.width())
    height = room.height() // len(lows)
    for channel, (low, high) in enumerate(zip(lows, highs, strict=True)):
        image = _image_of(low, high, height, QColor(on.tokens.wave), _pixel_ratio(painter))
        painter.drawImage(QRect(room.left(), room.top() + channel * height, room.width(), height), image)


def _image_of(low: Any, high: Any, height: int, ink: QColor, ratio: float) -> QImage:
    """All columns of a channel at once: a pixel is as full as the wave covers it, so that its edges are soft."""
    import numpy as np

    rows = max(round(height * ratio), 2)
    low, high = (_in_share(part) for part in (low, high))
    top = (1 - high) / 2 * (rows - 1)
    bottom = (1 - low) / 2 * (rows - 1) + 1
    above = np.arange(rows)[:, np.newaxis]
    covered = np.clip(np.minimum(bottom, above + 1) - np.maximum(top, above), 0, 1)
    shades = np.round(255 * np.nan_to_num(covered)).astype(np.uint32)
    pixels = shades << 24
    for shift, part in ((16, ink.red()), (8, ink.green()), (0, ink.blue())):
        pixels |= (shades * part // 255) << shift
    pixels = np.ascontiguousarray(pixels)
    width = pixels.shape[1]
    return QImage(pixels.data, width, rows, width * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()


def _in_share(samples: Any) -> Any:
    """Between −1 and 1, whatever kind of numbers they are; what is soft is shown larger, as the ear hears it."""
    import numpy as np

    if np.issubdtype(samples.dtype, np.integer):
        samples = samples / -float(np.iinfo(samples.dtype).min)
    return np.sign(samples) * np.abs(samples) ** _LOUDNESS


def _pixel_ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatioF()
