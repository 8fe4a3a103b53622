"""Whether a file is all there, by what its own headers say. Standard library only; every loop is bounded."""

from __future__ import annotations

import os
import re
import struct
from typing import TYPE_CHECKING

from recall_studio.media.containers import read_at, sound_start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from recall_studio.media.containers import Kind

_MOST_BOXES = 200_000  # ten hours in fragments of a third of a second
_MOST_INDEX_BYTES = 1 << 26
_REFERENCE = re.compile(rb"dref\0\0\0\0.{8}(?:alis|rsrc|url |urn )\0\0\0(.)", re.DOTALL)
_SELF_CONTAINED = 1
_SLACK = 1024  # bytes: a tag or padding that an editor took away is no loss


def is_cut_short(reader: BinaryIO, kind: Kind) -> bool:
    """Whether the end of the file is missing, as far as the container can tell.

    An MPEG stream and a bare AAC file do not say how long they are, and are always taken to be whole.

    Args:
        reader: a seekable reader; its position is changed.
        kind: what `recognise` said of it.

    Raises:
        OSError: the bytes cannot be read.
    """
    check = _CHECKS.get(kind.demuxer)
    return check is not None and check(reader, reader.seek(0, os.SEEK_END))


def has_index(reader: BinaryIO) -> bool:
    """Whether an mp4 or mov has, and has in full, the box that says where its pictures and sounds are.

    Raises:
        OSError: the bytes cannot be read.
    """
    size = reader.seek(0, os.SEEK_END)
    return any(name == b"moov" and end <= size for name, end in _boxes(reader, size))


def usable_size(reader: BinaryIO, kind: Kind) -> int:
    """How many bytes FFmpeg should see of a file.

    All of them, but for an mp4 in fragments that was cut off in the index of its last fragment: FFmpeg reads those
    indices first, and would refuse the whole recording for it.

    Raises:
        OSError: the bytes cannot be read.
    """
    size, start = reader.seek(0, os.SEEK_END), 0
    for name, end in _boxes(reader, size) if kind.demuxer == "mov" else ():
        if name == b"moof" and end > size:
            return start
        start = end
    return size


def refers_elsewhere(reader: BinaryIO) -> bool:
    """Whether a track of an mp4 or mov says that its data lie in another file (ISO/IEC 14496-12 §8.7.2).

    Raises:
        OSError: the bytes cannot be read.
    """
    start = 0
    for name, end in _boxes(reader, reader.seek(0, os.SEEK_END)):
        if name == b"moov":
            references = _REFERENCE.findall(read_at(reader, start, min(end - start, _MOST_INDEX_BYTES)))
            return any(not flags[0] & _SELF_CONTAINED for flags in references)
        start = end
    return False


def _boxes(reader: BinaryIO, size: int) -> Iterator[tuple[bytes, int]]:
    """The outermost boxes of an mp4: name, and where the box ends by its own header."""
    start = 0
    for _box in range(_MOST_BOXES):
        head = read_at(reader, start, 16)
        if len(head) < 8:
            return
        length = int.from_bytes(head[:4])
        if length == 1:
            length = int.from_bytes(head[8:16])
        end = start + length if length else size  # 0 means up to the end of the file
        if end < start + 8:
            return
        yield head[4:8], end
        start = end


def _mp4_cut(reader: BinaryIO, size: int) -> bool:
    return any(end > size for name, end in _boxes(reader, size) if name in {b"mdat", b"moov", b"moof"})


def _riff_cut(reader: BinaryIO, size: int) -> bool:
    """RIFF chunks follow each other (large AVIs have several); a recorder that streams leaves 0 or all ones."""
    start = 0
    for _chunk in range(_MOST_BOXES):
        head = read_at(reader, start, 28)
        if len(head) < 28 or head[:4] not in {b"RIFF", b"RF64"}:
            return False
        length = int.from_bytes(head[4:8], "little")
        if head[:4] == b"RF64":
            length = int.from_bytes(head[20:28], "little")
        elif length in {0, 0xFFFFFFFF}:
            return False
        start += 8 + length + length % 2
        if start > size + _SLACK:
            return True
    return False


def _vint(data: bytes) -> tuple[int, int]:
    """An EBML length (RFC 8794 §4): its value, -1 for unknown, and the bytes it takes, 0 when it is broken."""
    width = 9 - data[0].bit_length() if data and data[0] else 0
    if not width or len(data) < width:
        return -1, 0
    value = int.from_bytes(data[:width]) & ((1 << 7 * width) - 1)
    return (-1 if value == (1 << 7 * width) - 1 else value), width


def _matroska_cut(reader: BinaryIO, size: int) -> bool:
    length, width = _vint(read_at(reader, 4, 8))
    segment = 4 + width + max(length, 0)
    head = read_at(reader, segment, 12)
    length, width = _vint(head[4:])
    return head[:4] == bytes.fromhex("18538067") and length >= 0 and segment + 4 + width + length > size + _SLACK


def _ogg_cut(reader: BinaryIO, size: int) -> bool:
    """The last page of a whole file says that it is the last one, and is all there (RFC 3533 §6)."""
    tail = read_at(reader, max(0, size - (1 << 17)), 1 << 17)
    page = tail[tail.rfind(b"OggS") :]
    if len(page) < 27 or not page[5] & 4:
        return True
    lacing = page[27 : 27 + page[26]]
    return len(page) < 27 + page[26] + sum(lacing)


def _mp3_cut(reader: BinaryIO, size: int) -> bool:
    """The first frame of most encoders tells the number of bytes that follow; without it nothing is known."""
    start = sound_start(reader)
    head = read_at(reader, start, 256)
    at = max(head.find(b"Xing"), head.find(b"Info"))
    if at < 0 or len(head) < at + 16:
        return False
    flags, first, second = struct.unpack(">III", head[at + 4 : at + 16])
    told = second if flags & 1 else first
    return bool(flags & 2) and start + told > size + _SLACK


def _asf_cut(reader: BinaryIO, size: int) -> bool:
    """The File Properties object holds the size of the file, 0 while it is being written."""
    head = read_at(reader, 0, 1 << 16)
    at = head.find(bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365"))
    return at >= 0 and int.from_bytes(head[at + 40 : at + 48], "little") > size + _SLACK


_CHECKS: dict[str, Callable[[BinaryIO, int], bool]] = {
    "mov": _mp4_cut,
    "wav": _riff_cut,
    "avi": _riff_cut,
    "matroska": _matroska_cut,
    "ogg": _ogg_cut,
    "mp3": _mp3_cut,
    "asf": _asf_cut,
}
