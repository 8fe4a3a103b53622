"""The bytes for libVLC, asked as it asks for them: through pointers, where no error may come out."""

from __future__ import annotations

import ctypes
import io
import threading
from typing import TYPE_CHECKING, BinaryIO

import pytest

from recall_studio.domain.errors import MediaUnusable
from recall_studio.player.vlc_reading import Reading
from tests.player.setting import Shaky, playable

if TYPE_CHECKING:
    from recall_studio.domain.access import Playable

CONTENTS = bytes(range(200))


class Asker:
    """Asks like libVLC.

    Attributes:
        troubles: what the engine hears.
    """

    def __init__(self, file: Playable) -> None:
        self.troubles: list[str] = []
        self.reading = Reading(file, self.troubles.append)
        self._open, self._read, self._seek, self._close = self.reading._callbacks
        self._number, self._size = ctypes.c_void_p(), ctypes.c_uint64()

    def open(self) -> tuple[int, int]:
        done = self._open(None, ctypes.addressof(self._number), ctypes.addressof(self._size))
        return done, self._size.value

    def read(self, size: int) -> tuple[int, bytes]:
        buffer = (ctypes.c_ubyte * 256)()
        count = self._read(self._number, ctypes.addressof(buffer), size)
        return count, bytes(buffer)[: max(count, 0)]

    def seek(self, place: int) -> int:
        return int(self._seek(self._number, place))

    def close(self) -> None:
        self._close(self._number)


def asker(contents: bytes = CONTENTS) -> tuple[Asker, threading.Event]:
    pulled = threading.Event()
    return Asker(playable(lambda: Shaky(contents, pulled))), pulled


def test_it_gives_the_bytes_from_any_place() -> None:
    libvlc, _ = asker()
    assert libvlc.open() == (0, 200)
    assert libvlc.read(3) == (3, b"\0\1\2")
    assert libvlc.seek(198) == 0
    assert libvlc.read(100) == (2, b"\xc6\xc7")
    assert libvlc.read(100) == (0, b"")
    assert libvlc.troubles == []


def test_each_opening_has_a_reader_of_its_own_that_is_closed() -> None:
    readers: list[BinaryIO] = []

    def open_() -> BinaryIO:
        readers.append(io.BytesIO(CONTENTS))
        return readers[-1]

    libvlc = Asker(playable(open_))
    libvlc.open()
    libvlc.close()
    libvlc.close()
    libvlc.open()
    assert [reader.closed for reader in readers] == [True, False]
    assert libvlc.read(1) == (1, b"\0")


def test_a_drive_that_fails_is_told_and_does_not_raise() -> None:
    libvlc, pulled = asker()
    libvlc.open()
    pulled.set()
    assert libvlc.read(5) == (-1, b"")
    assert libvlc.troubles == ["damaged"]


def test_a_reader_that_cannot_seek_is_told() -> None:
    readers: list[BinaryIO] = []

    def open_() -> BinaryIO:
        readers.append(io.BytesIO(CONTENTS))
        return readers[-1]

    libvlc = Asker(playable(open_))
    libvlc.open()
    readers[0].close()
    assert libvlc.seek(3) == -1
    assert libvlc.troubles == ["damaged"]


def test_a_file_that_is_gone_is_told() -> None:
    def gone() -> BinaryIO:
        raise MediaUnusable("Gone.")

    libvlc = Asker(playable(gone))
    assert libvlc.open() == (-1, 0)
    assert libvlc.troubles == ["file_gone"]


@pytest.mark.parametrize("already_open", [True, False])
def test_a_consent_that_is_withdrawn_gives_nothing_more(already_open: bool) -> None:
    file = playable(lambda: io.BytesIO(CONTENTS))
    libvlc = Asker(file)
    if already_open:
        libvlc.open()
    file.revoke()
    assert (libvlc.read(5)[0] if already_open else libvlc.open()[0]) == -1
    assert libvlc.troubles == ["withdrawn"]
