"""A number for what each picture looks like, by which a picture that a player shows is found again.

A player that decodes by the same standard gives the same brightness bit for bit; a checksum of a twelfth of it tells
pictures apart. Imports `av` and numpy; import it late.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recall_studio.media.decoding import is_planar
from recall_studio.media.sealing import bad_cache, seal_arrays, sealed_arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recall_studio.media.facts import VideoFacts

    Luma = NDArray[np.uint8]

ROW_STEP, COLUMN_STEP = 6, 2
_NOTHING = 0  # the signature of one picture in four thousand million, which is never recognised
_SEAL_OF = b"signatures 1"  # change it when signatures are made in another way, and old caches are made again

EXACT_CODECS = frozenset({"h264", "hevc", "vp8", "vp9", "av1"})
"""Codecs (FFmpeg's names) whose standard says each pixel: every decoder gives the same pictures, bit for bit.

Of MPEG-2 and Motion JPEG the same was found with libVLC 3.0.24 and PyAV 18.1, without a standard that says so; MPEG-4
part 2 and Windows Media differ in some pictures.
"""


def is_recognisable(video: VideoFacts) -> bool:
    """Whether every picture of such a recording is found again when another player shows it."""
    return video.codec in EXACT_CODECS and is_planar(video.pixel_format) and video.rotation % 90 == 0


def signature_of(luma: Luma) -> int:
    """The checksum of every sixth row and second column.

    Args:
        luma: the brightness of the visible picture, shape (rows, columns).
    """
    return zlib.crc32(luma[::ROW_STEP, ::COLUMN_STEP].tobytes())


@dataclass(frozen=True, slots=True, eq=False)
class Signatures:
    """The signatures of the n pictures of an index, as far as they have been made.

    One thread may write while others read.

    Attributes:
        values: shape (n,), 32 bits each.
        known: shape (n,): which of them have been made.
    """

    values: NDArray[np.uint32]
    known: NDArray[np.bool_]

    @classmethod
    def none_of(cls, pictures: int) -> Signatures:
        """None made yet."""
        return cls(np.zeros(pictures, np.uint32), np.zeros(pictures, np.bool_))

    def put(self, index: int, signature: int) -> None:
        """Keep the signature of a picture."""
        self.values[index] = signature
        self.known[index] = True  # after the value: whoever reads meanwhile sees it whole or not at all

    def give_up(self, index: int) -> None:
        """Say of a picture that it cannot be decoded: it is done, and nothing looks like it."""
        self.put(index, _NOTHING)

    @property
    def complete(self) -> bool:
        """Whether all have been made."""
        return bool(self.known.all())

    def covers(self, start: int, stop: int) -> bool:
        """Whether all from `start` up to `stop` have been made; what lies outside the recording does not count."""
        return bool(self.known[max(0, start) : max(0, stop)].all())

    def first_unknown(self, start: int, stop: int) -> int | None:
        """The first picture from `start` up to `stop` whose signature has not been made."""
        start = max(0, start)
        missing = np.flatnonzero(~self.known[start:stop])
        return start + int(missing[0]) if len(missing) else None

    def found(self, signature: int) -> NDArray[np.int64]:
        """The indices of the pictures that look like this, increasing."""
        same = np.flatnonzero(self.values == np.uint32(signature))
        return same[self.known[same]] if signature != _NOTHING else same[:0]

    def to_bytes(self) -> bytes:
        """A sealed numpy archive for the cache."""
        return seal_arrays(_SEAL_OF, values=self.values, known=self.known)

    @classmethod
    def from_bytes(cls, archive: bytes, *, pictures: int) -> Signatures:
        """What `to_bytes` gave.

        Args:
            archive: those bytes.
            pictures: how many the index has.

        Raises:
            BadFile: it is something else, or of another recording; a cache can be made again.
        """
        made = cls(*sealed_arrays(archive, _SEAL_OF, "values", "known"))
        if made.values.dtype != np.uint32 or made.known.dtype != np.bool_:
            raise bad_cache()
        if not made.values.shape == made.known.shape == (pictures,):
            raise bad_cache()
        return made
