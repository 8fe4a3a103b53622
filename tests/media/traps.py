"""Recordings that are built to make a player open another file: what a hostile or careless sender could send."""

import struct


def playlist(other: str) -> bytes:
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{other}\n#EXT-X-ENDLIST\n".encode()


def concatenation(other: str) -> bytes:
    return f"ffconcat version 1.0\nfile '{other}'\n".encode()


def box(name: bytes, contents: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(contents), name) + contents


NESTED = {b"moov", b"trak", b"mdia", b"minf", b"dinf"}


def with_data_elsewhere(recording: bytes, other: str, *, self_contained: bool = False) -> bytes:
    """An mp4, index at the end, whose tracks say that their data lie in another file, as QuickTime aliases do.

    With `self_contained` the alias is there and also the mark that says that it does not count.
    """
    flags = struct.pack(">I", self_contained)
    entry = box(b"dref", bytes(4) + struct.pack(">I", 1) + box(b"alis", flags + alias(other)))
    return b"".join(replaced(name, contents, entry) for name, contents in boxes(recording))


def replaced(name: bytes, contents: bytes, entry: bytes) -> bytes:
    if name == b"dref":
        return entry
    if name in NESTED:
        contents = b"".join(replaced(*inner, entry) for inner in boxes(contents))
    return box(name, contents)


def boxes(contents: bytes) -> list[tuple[bytes, bytes]]:
    found, start = [], 0
    while start < len(contents):
        size, name = struct.unpack(">I4s", contents[start : start + 8])
        found.append((name, contents[start + 8 : start + size]))
        start += size
    return found


def alias(other: str) -> bytes:
    """A Macintosh alias record with the absolute path of a file; zeros where FFmpeg does not look."""
    path = other.encode()
    path += bytes(len(path) % 2)
    record = bytes(6) + bytes(4) + bytes(28) + bytes(12) + bytes(64) + bytes(16)
    record += struct.pack(">HH", 0, 0) + bytes(16)
    return record + struct.pack(">HH", 2, len(path)) + path + struct.pack(">HH", 0xFFFF, 0)


def chunk(name: bytes, contents: bytes) -> bytes:
    return name + struct.pack("<I", len(contents)) + contents + bytes(len(contents) % 2)


def listed(name: bytes, *chunks: bytes) -> bytes:
    return chunk(b"LIST", name + b"".join(chunks))


def avi_with_subtitles_of(subtitles: bytes) -> bytes:
    """An AVI with a second of sound and, as its subtitles, a file of another kind, which FFmpeg opens by guessing."""
    rate = 8000
    wave = struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16)
    gab2 = b"GAB2\0" + struct.pack("<HI", 2, 0) + struct.pack("<HI", 4, len(subtitles)) + subtitles
    sound = listed(b"strl", chunk(b"strh", stream_header(b"auds", rate, rate, 2)), chunk(b"strf", wave))
    text = listed(b"strl", chunk(b"strh", stream_header(b"txts", 1, 1, 0)), chunk(b"strf", b""))
    header = chunk(b"avih", struct.pack("<14I", 40_000, 0, 0, 0x10, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0))
    data = listed(b"movi", chunk(b"01tx", gab2), *(chunk(b"00wb", bytes(1600)) for _tenth in range(10)))
    contents = b"AVI " + listed(b"hdrl", header, sound, text) + data
    return b"RIFF" + struct.pack("<I", len(contents)) + contents


def stream_header(kind: bytes, rate: int, length: int, sample_bytes: int) -> bytes:
    return kind + bytes(4) + struct.pack("<10I", 0, 0, 0, 1, rate, 0, length, 0, 0, sample_bytes) + bytes(8)
