"""The file of a piece of an interview's sound: blocks of samples, each with the instant at which it was heard.

It is written while it is heard and may end anywhere: whatever of it is whole counts. Standard library only.
"""

from __future__ import annotations

import struct
import uuid
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadFile
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

SAMPLE_BYTES = 2
"""One channel of 16 bits, the lower byte first."""
MOST_SAMPLES = 1 << 22
"""In a block; more is no block."""
_MAGIC = b"RSP1"
_HEAD = struct.Struct("<4sI16sqq")
_BLOCK = struct.Struct("<IqI")


@dataclass(frozen=True, slots=True)
class PieceHead:
    """What stands at the beginning of a piece.

    Attributes:
        rate_hz: samples a second.
        take: id of the unbroken stretch of listening that it belongs to.
        first: its first sample, counted from the beginning of the take.
        began_us: when that was heard, in µs on the clock of the session.
    """

    rate_hz: int
    take: str
    first: int
    began_us: int

    def to_bytes(self) -> bytes:
        """As it is kept."""
        return _HEAD.pack(_MAGIC, self.rate_hz, uuid.UUID(self.take).bytes, self.first, self.began_us)


@dataclass(frozen=True, slots=True)
class Block:
    """Samples behind each other, counted from the beginning of the piece; `heard_us` is when the last came in."""

    first: int
    samples: int
    heard_us: int
    offset: int

    @property
    def end(self) -> int:
        """The first sample after it."""
        return self.first + self.samples


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that was looked through, with the blocks that are whole."""

    head: PieceHead
    blocks: tuple[Block, ...]

    @property
    def samples(self) -> int:
        """How many there are."""
        return self.blocks[-1].end if self.blocks else 0


def block_bytes(sound: bytes, heard_us: int) -> bytes:
    """A block as it is kept.

    Args:
        sound: samples of `SAMPLE_BYTES`.
        heard_us: when the last of them came in, in µs on the clock of the session.
    """
    return _BLOCK.pack(len(sound) // SAMPLE_BYTES, heard_us, zlib.crc32(sound)) + sound


def read_piece(reader: BinaryIO) -> Piece:
    """Look a piece through, up to where it stops being whole.

    Args:
        reader: a seekable reader.

    Raises:
        BadFile: it is no piece.
    """
    reader.seek(0)
    head = reader.read(_HEAD.size)
    if len(head) < _HEAD.size or not head.startswith(_MAGIC):
        raise BadFile(_("A piece of the interview's sound is damaged: its beginning is missing."))
    _magic, rate_hz, take, first, began_us = _HEAD.unpack(head)
    if not rate_hz:
        raise BadFile(_("A piece of the interview's sound is damaged: its beginning is missing."))
    return Piece(PieceHead(rate_hz, str(uuid.UUID(bytes=take)), first, began_us), tuple(_blocks(reader)))


def _blocks(reader: BinaryIO) -> Iterator[Block]:
    first, offset = 0, _HEAD.size
    while len(head := reader.read(_BLOCK.size)) == _BLOCK.size:
        samples, heard_us, check = _BLOCK.unpack(head)
        if not 0 < samples <= MOST_SAMPLES:  # a loss of power leaves zeros
            return
        sound = reader.read(samples * SAMPLE_BYTES)
        if len(sound) < samples * SAMPLE_BYTES or zlib.crc32(sound) != check:
            return
        yield Block(first, samples, heard_us, offset + _BLOCK.size)
        first, offset = first + samples, offset + _BLOCK.size + len(sound)


def read_sound(reader: BinaryIO, piece: Piece, first: int, samples: int) -> bytes:
    """The samples from one on, across blocks.

    Args:
        reader: of the piece.
        piece: what `read_piece` made of it.
        first: counted from the beginning of the piece.
        samples: how many; they are there.
    """
    from bisect import bisect_right

    found: list[bytes] = []
    number = bisect_right(piece.blocks, first, key=lambda block: block.first) - 1
    while samples > 0:
        block = piece.blocks[number]
        within = first - block.first
        here = min(samples, block.samples - within)
        reader.seek(block.offset + within * SAMPLE_BYTES)
        found.append(reader.read(here * SAMPLE_BYTES))
        first, samples, number = first + here, samples - here, number + 1
    return b"".join(found)
