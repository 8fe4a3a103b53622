"""Looking at a recording opens nothing else: the kernel is asked, since FFmpeg opens files behind Python's back."""

import ctypes
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

import av
import pytest

from recall_studio.domain.errors import MediaUnusable
from recall_studio.media import opening
from recall_studio.media.containers import Kind
from recall_studio.media.frames import frame_index
from recall_studio.media.probing import probe
from tests.media import traps
from tests.media.conftest import ClipOf

if sys.platform != "linux":
    pytest.skip("only Linux tells which files are opened", allow_module_level=True)

IN_OPEN = 0x20
GENEROUS = {"safe": "0", "enable_drefs": "1", "use_absolute_path": "1"}


@contextmanager
def watched(path: Path) -> Iterator[Callable[[], bool]]:
    """Gives a function that tells whether the file was opened since, by anyone in any language."""
    libc = ctypes.CDLL(None)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(watch, os.fsencode(path), IN_OPEN) >= 0

    def was_opened() -> bool:
        with suppress(BlockingIOError):
            return bool(os.read(watch, 4096))
        return False

    try:
        yield was_opened
    finally:
        os.close(watch)


@pytest.fixture
def secret(clip: ClipOf, tmp_path: Path) -> Path:
    """A recording that nobody asked to open; a transport stream, which every kind of list may hold."""
    path = tmp_path / "secret.ts"
    path.write_bytes(clip("mpegts"))
    return path


def trap_of(kind: str, clip: ClipOf, secret: Path) -> bytes:
    if kind == "hls":
        return traps.playlist(str(secret))
    if kind == "concat":
        return traps.concatenation(str(secret))
    secret.write_bytes(clip("index at the end"))
    return traps.with_data_elsewhere(clip("index at the end"), str(secret))


@pytest.mark.parametrize("kind", ["hls", "concat", "mov"])
def test_the_trap_works_on_a_program_without_care(clip: ClipOf, secret: Path, kind: str) -> None:
    """The control: the same bytes make FFmpeg open the other file, and the watch sees it."""
    trap = trap_of(kind, clip, secret)
    with watched(secret) as was_opened:
        with av.open(BytesIO(trap), mode="r", format=kind, container_options=GENEROUS) as container:
            assert sum(packet.size > 0 for packet in container.demux()) > 100
        assert was_opened()


@pytest.mark.parametrize("kind", ["hls", "concat", "mov"])
@pytest.mark.parametrize("look", [probe, frame_index])
def test_the_trap_is_refused_and_opens_nothing(
    clip: ClipOf, secret: Path, kind: str, look: Callable[[BytesIO], object]
) -> None:
    trap = trap_of(kind, clip, secret)
    with watched(secret) as was_opened:
        with pytest.raises(MediaUnusable):
            look(BytesIO(trap))
        assert not was_opened()


@pytest.mark.parametrize("kind", ["hls", "concat"])
@pytest.mark.parametrize("taken_off", ["none", "io_open", "container_options"])
def test_even_a_trap_that_was_not_recognised_opens_nothing(
    clip: ClipOf, secret: Path, monkeypatch: pytest.MonkeyPatch, kind: str, taken_off: str
) -> None:
    """The two locks behind the list hold together, and each of them when the other is taken off."""
    trap, really = trap_of(kind, clip, secret), av.open
    off = {} if taken_off == "none" else {taken_off: None}
    monkeypatch.setattr(opening, "recognise", lambda _reader: Kind(kind, kind))
    monkeypatch.setattr(opening, "_OPTIONS", opening._OPTIONS | {"safe": "0"})
    monkeypatch.setattr(av, "open", lambda *said, **named: really(*said, **(named | off)))
    with watched(secret) as was_opened:
        with pytest.raises(MediaUnusable):
            probe(BytesIO(trap))
        assert not was_opened()


def test_a_track_elsewhere_opens_nothing_even_when_ffmpeg_may_follow_it(
    clip: ClipOf, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = trap_of("mov", clip, secret)
    monkeypatch.setattr(opening, "_OPTIONS", opening._OPTIONS | GENEROUS)
    with watched(secret) as was_opened:
        with pytest.raises(MediaUnusable):
            probe(BytesIO(trap))
        assert not was_opened()


def test_a_track_elsewhere_is_named_as_the_reason(clip: ClipOf, secret: Path) -> None:
    with pytest.raises(MediaUnusable, match="lies in other files") as refusal:
        probe(BytesIO(trap_of("mov", clip, secret)))
    assert "secret" not in str(refusal.value)


def test_a_track_that_is_lost_for_another_reason_is_called_damage(clip: ClipOf, secret: Path) -> None:
    marked = traps.with_data_elsewhere(clip("index at the end"), str(secret), self_contained=True)
    with pytest.raises(MediaUnusable, match="its contents are damaged"):
        probe(BytesIO(marked))


@pytest.mark.parametrize("subtitles", [traps.playlist, traps.concatenation])
def test_subtitles_inside_an_avi_open_nothing(secret: Path, subtitles: Callable[[str], bytes]) -> None:
    """FFmpeg guesses what subtitles in an AVI are, which playlists have used to get out of the file."""
    with watched(secret) as was_opened:
        facts = probe(BytesIO(traps.avi_with_subtitles_of(subtitles(str(secret)))))
        assert not was_opened()
    assert (facts.duration_ms, facts.has_subtitles) == (1000, False)


def test_not_even_harmless_subtitles_are_opened_as_a_file_in_a_file() -> None:
    spoken = b"1\n00:00:00,000 --> 00:00:01,000\nGoedemorgen\n\n"
    assert probe(BytesIO(traps.avi_with_subtitles_of(spoken))).has_subtitles is False


def test_no_address_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "recognise", lambda _reader: Kind("hls", "hls"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/other.ts"
        with pytest.raises(MediaUnusable):
            probe(BytesIO(traps.playlist(address)))
        with pytest.raises(TimeoutError):
            server.accept()
