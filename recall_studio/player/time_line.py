"""The parts of a recording behind each other on one time line, and the pictures on it."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.media.frames import FrameIndex
    from recall_studio.player.engine import Source


BLIND_STEP_MS = 40
"""How long a picture is taken to last where there is none."""


@dataclass(frozen=True, slots=True)
class Part:
    """One media file of a recording, and where it begins on the recording's time line."""

    source: Source
    offset_ms: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a recording.

    Attributes:
        part: the number of the part, counted from 0.
        file_ms: the time on that part's own time line; where there are pictures, the time one appears.
        picture: the number of that picture in the part's index; None without pictures.
    """

    part: int
    file_ms: int
    picture: int | None


class TimeLine:
    """Where everything lies; times are ms.

    Args:
        parts: in the order in which they play. Where a consent allows sound only, the pictures are forgotten here.
    """

    def __init__(self, parts: Sequence[Part] = ()) -> None:
        self.parts = tuple(_as_allowed(part) for part in parts)

    @property
    def duration_ms(self) -> int:
        """The end of the last part."""
        return self.parts[-1].offset_ms + self.parts[-1].source.facts.duration_ms if self.parts else 0

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to see."""
        return any(part.source.index is not None for part in self.parts)

    @property
    def revoked(self) -> bool:
        """Whether the consent was withdrawn for any part."""
        return any(part.source.playable.revoked for part in self.parts)

    def index_of(self, part: int) -> FrameIndex | None:
        """The pictures of a part."""
        return self.parts[part].source.index

    def spot(self, ms: int) -> Spot:
        """The place at a time, brought inside the recording; on a border it is the later part."""
        ms = max(0, min(ms, self.duration_ms))
        number = max(0, bisect_right(self.parts, ms, key=lambda part: part.offset_ms) - 1)
        return self.spot_in(number, ms - self.parts[number].offset_ms)

    def spot_in(self, part: int, file_ms: int) -> Spot:
        """The place in a part at a time of its own."""
        index = self.index_of(part)
        if index is None:
            return Spot(part, max(0, min(file_ms, self.parts[part].source.facts.duration_ms)), None)
        return _picture(part, index, index.frame_at(file_ms))

    def stepped(self, spot: Spot, pictures: int) -> Spot:
        """So many pictures further, or back when negative, over the borders of parts; stays inside the recording."""
        part, wanted = spot.part, (spot.picture or 0) + pictures
        while wanted < 0 and part > 0 and (before := self.index_of(part - 1)):
            part, wanted = part - 1, wanted + len(before)
        index = self.index_of(part)
        while index and wanted >= len(index) and part + 1 < len(self.parts) and (after := self.index_of(part + 1)):
            part, wanted, index = part + 1, wanted - len(index), after
        if index is None:
            return spot
        return _picture(part, index, max(0, min(wanted, len(index) - 1)))

    def pictures_in(self, start_ms: float, end_ms: float) -> list[tuple[int, int]]:
        """The pictures that appear in `[start_ms, end_ms)`: the number of each in its part, and when it appears."""
        found: list[tuple[int, int]] = []
        for part in self.parts:
            index, offset_ms = part.source.index, part.offset_ms
            if index is None or start_ms > offset_ms + index.end_ms or end_ms < offset_ms:
                continue
            number = index.frame_at(math.floor(start_ms) - offset_ms)
            while number < len(index) and (at_ms := index.start_of(number) + offset_ms) < end_ms:
                if at_ms >= start_ms:
                    found.append((number, at_ms))
                number += 1
        return found

    def picture_ms(self, ms: int, pictures: int = 0) -> int:
        """When the picture of a time appears, or the one so many further; every 40 ms where nothing is known of any."""
        if not self.parts:
            return max(0, (ms // BLIND_STEP_MS + pictures) * BLIND_STEP_MS)
        spot = self.spot(ms)
        if spot.picture is not None:
            return self.ms_of(self.stepped(spot, pictures))
        video = self.parts[spot.part].source.facts.video
        step_ms = 1000 / video.frame_rate_hz if video and video.frame_rate_hz else BLIND_STEP_MS
        number = int((spot.file_ms + 0.5) / step_ms) + pictures  # half a ms: its time was rounded to whole ones
        return max(0, min(self.parts[spot.part].offset_ms + round(number * step_ms), self.duration_ms))

    def ms_of(self, spot: Spot) -> int:
        """The time of a place on the recording's time line."""
        return self.parts[spot.part].offset_ms + spot.file_ms


def _picture(part: int, index: FrameIndex, picture: int) -> Spot:
    return Spot(part, index.start_of(picture), picture)


def _as_allowed(part: Part) -> Part:
    if not part.source.playable.sound_only or part.source.index is None:
        return part
    return replace(part, source=replace(part.source, index=None))
