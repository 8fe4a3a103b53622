"""The white list of containers, recognised by their own first bytes before FFmpeg sees any of them.

FFmpeg guesses generously: a playlist, a script or a page named .mp4 would make it open other files and addresses. So
nothing is guessed: what is not recognised here is refused, and what is recognised is opened with that demuxer alone.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.media import refusals

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

_HEAD_BYTES = 8192
_MOST_TAGS = 4  # tags written one after another by different programs; more is not a recording


@dataclass(frozen=True, slots=True)
class Kind:
    """A container: the name that is kept in the study, and the only FFmpeg demuxer that may open it."""

    name: str
    demuxer: str


def recognise(reader: BinaryIO) -> Kind:
    """Which container this is.

    Args:
        reader: a seekable reader; its position is changed.

    Raises:
        MediaUnusable: it is empty, or no container of the list.
        OSError: the bytes cannot be read.
    """
    if reader.seek(0, os.SEEK_END) == 0:
        raise refusals.empty()
    head = read_at(reader, sound_start(reader), _HEAD_BYTES)
    if (said := _as_text(head)) is not None:  # first, for a text can have an M or a G in all the right places
        raise refusals.list_of_files() if _POINTERS.search(said[:1024]) else refusals.text()
    for kind, is_it in KINDS:
        if is_it(head):
            return kind
    raise refusals.unknown_kind()


def read_at(reader: BinaryIO, start: int, size: int) -> bytes:
    """`size` bytes from `start`, fewer at the end of the file, also from a reader that gives less than it was asked."""
    reader.seek(start)
    found = b""
    while len(found) < size and (more := reader.read(size - len(found))):
        found += more
    return found


def sound_start(reader: BinaryIO) -> int:
    """Where the contents start: behind any ID3v2 tags, which programs put before mp3, aac and flac; 0 without them."""
    start = 0
    for _tag in range(_MOST_TAGS):
        head = read_at(reader, start, 10)
        if len(head) < 10 or head[:3] != b"ID3" or max(head[6:10]) > 0x7F:
            break
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        start += 10 + size + (10 if head[5] & 0x10 else 0)
    return start


# -- signatures ---------------------------------------------------------------------------------------------------

_FIRST_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"styp"}
_STILL_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis", b"crx "}
_ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_EBML = bytes.fromhex("1a45dfa3")


def _is_mp4(head: bytes) -> bool:
    return head[4:8] in _FIRST_BOXES and head[8:12] not in _STILL_BRANDS


def _is_quicktime(head: bytes) -> bool:
    return _is_mp4(head) and (head[4:8] not in {b"ftyp", b"styp"} or head[8:12] == b"qt  ")


def _document_type(head: bytes) -> bytes:
    """The name that an EBML file gives itself, such as `webm`; empty when this is no such file."""
    found = re.search(rb"\x42\x82.([a-z]+)", head[:128], re.DOTALL) if head.startswith(_EBML) else None
    return found.group(1) if found else b""


def _is_wav(head: bytes) -> bool:
    return head[:4] in {b"RIFF", b"RF64"} and head[8:12] == b"WAVE"


def _is_avi(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"AVI "


def _is_transport_stream(head: bytes) -> bool:
    """Packets of 188 bytes (192 with the time stamps of camcorders, 204 with checksums), from anywhere in one."""
    return any(_are_transport_packets(head, start, size) for size in (188, 192, 204) for start in range(size))


def _are_transport_packets(head: bytes, start: int, size: int) -> bool:
    """A sync byte in each, and in each some content: the sync byte alone is the letter G."""
    flags = head[start + 3 :: size]
    return len(flags) >= 5 and set(head[start::size]) == {0x47} and all(flag & 0x30 for flag in flags)


_RATES_KBIT = {  # ISO/IEC 11172-3 and 13818-3: (MPEG 1, layer) to bit rates of the indices 1 to 14
    (True, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (False, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES_HZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _mpeg_frame_bytes(head: bytes) -> int:
    """The length of the MPEG audio frame, layer II or III, that starts here; 0 when none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    rate, sample_rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer not in {2, 3} or rate in {0, 15} or sample_rate == 3:
        return 0
    bits = _RATES_KBIT[version == 3, layer][rate - 1] * 1000
    factor = 72 if layer == 3 and version != 3 else 144
    return factor * bits // _SAMPLE_RATES_HZ[version][sample_rate] + padding


def _adts_frame_bytes(head: bytes) -> int:
    """The length of the AAC frame that starts here; 0 when none does."""
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length > 7 else 0


def _two_frames(head: bytes, frame_bytes: Callable[[bytes], int]) -> bool:
    """Whether a whole frame is followed by another: eleven bits of sync alone would also fit a text in UTF-16."""
    sound = head.lstrip(b"\0")  # some programs fill the room behind a tag with zeros
    first = frame_bytes(sound)
    return first > 0 and frame_bytes(sound[first:]) > 0


def _is_mp3(head: bytes) -> bool:
    return _two_frames(head, _mpeg_frame_bytes)


def _is_adts(head: bytes) -> bool:
    return _two_frames(head, _adts_frame_bytes)


KINDS: tuple[tuple[Kind, Callable[[bytes], bool]], ...] = (
    (Kind("mov", "mov"), _is_quicktime),
    (Kind("mp4", "mov"), _is_mp4),
    (Kind("webm", "matroska"), lambda head: _document_type(head) == b"webm"),
    (Kind("matroska", "matroska"), lambda head: _document_type(head) == b"matroska"),
    (Kind("wav", "wav"), _is_wav),
    (Kind("avi", "avi"), _is_avi),
    (Kind("flac", "flac"), lambda head: head.startswith(b"fLaC")),
    (Kind("ogg", "ogg"), lambda head: head.startswith(b"OggS")),
    (Kind("asf", "asf"), lambda head: head.startswith(_ASF)),
    (Kind("mpegps", "mpeg"), lambda head: head.startswith(b"\x00\x00\x01\xba")),
    (Kind("mp3", "mp3"), _is_mp3),
    (Kind("aac", "aac"), _is_adts),
    (Kind("mpegts", "mpegts"), _is_transport_stream),
)

# -- texts --------------------------------------------------------------------------------------------------------

_POINTERS = re.compile(
    r"^\W*(#extm3u|ffconcat |concat:|\[playlist\]|v=0\s|file\s+['\"]|[a-z]{3,9}://|\w+source2?\s*\(|import\s*\()"
    r"|<(\?wpl|asx|smil|mpd|playlist)\b",
    re.IGNORECASE | re.MULTILINE,
)


def _as_text(head: bytes) -> str | None:
    """The head as text, or nothing when it is not text."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not head or (b"\0" in head and not wide):
        return None
    said = head.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    strange = sum(not (sign.isprintable() or sign in "\t\r\n\f") or sign == "\ufffd" for sign in said)
    return said if strange <= len(said) // 50 + 1 else None
