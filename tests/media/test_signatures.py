import threading
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

from recall_studio.domain.errors import AccessRefused, BadFile
from recall_studio.media.decoding import luma_of
from recall_studio.media.facts import VideoFacts
from recall_studio.media.frames import frame_index
from recall_studio.media.signatures import Signatures, is_recognisable, signature_of
from recall_studio.media.signing import Signing
from tests.player.clips import write_bar_clip

FRAMES = 300


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("bars") / "clip.mp4"
    write_bar_clip(path, frames=FRAMES, gop=100, frozen=range(40, 50))
    return path.read_bytes()


def true_signatures(contents: bytes) -> list[int]:
    with av.open(BytesIO(contents), mode="r") as container:
        lumas = [luma_of(frame) for frame in container.decode(video=0)]
    return [signature_of(luma) for luma in lumas if luma is not None]


def signed(contents: bytes, *, head_ms: int = 0) -> Signatures:
    """All signatures of a clip, made by the thread while somebody looks at this place."""
    index, done = frame_index(BytesIO(contents)), threading.Event()
    signatures = Signatures.none_of(len(index))
    signing = Signing(lambda: BytesIO(contents), index, signatures, told=lambda: None, finished=done.set)
    signing.look_at(head_ms, playing=False)
    signing.start()
    assert done.wait(10)
    signing.close()
    return signatures


@pytest.mark.parametrize("head_ms", [0, 7000, 11_900])
def test_every_picture_is_signed(contents: bytes, head_ms: int) -> None:
    signatures = signed(contents, head_ms=head_ms)
    assert signatures.complete
    assert signatures.values.tolist() == true_signatures(contents)


def test_what_is_shown_first_is_signed_first(contents: bytes) -> None:
    index = frame_index(BytesIO(contents))
    signatures = Signatures.none_of(len(index))
    seen: list[tuple[bool, bool]] = []
    signing = Signing(
        lambda: BytesIO(contents),
        index,
        signatures,
        told=lambda: seen.append((signatures.covers(255, 300), bool(signatures.known[:20].all()))),
        finished=lambda: None,
    )
    signing.look_at(10_800, playing=True)
    signing.start()
    wait_until(lambda: any(around for around, _ in seen))
    signing.close()
    assert next(start for around, start in seen if around) is False


def test_a_jump_is_followed(contents: bytes) -> None:
    index = frame_index(BytesIO(contents))
    signatures = Signatures.none_of(len(index))
    signing = Signing(lambda: BytesIO(contents), index, signatures, told=lambda: None, finished=lambda: None)
    signing.look_at(0, playing=True)
    signing.start()
    wait_until(lambda: signatures.covers(0, 50))
    signing.look_at(11_500, playing=True)
    wait_until(lambda: signatures.covers(285, 300))
    signing.close()
    made = np.flatnonzero(signatures.known)
    assert signatures.values[made].tolist() == np.array(true_signatures(contents))[made].tolist()


def test_a_damaged_picture_is_done_but_never_found(tmp_path: Path) -> None:
    write_bar_clip(tmp_path / "clip.mov", codec="mjpeg", frames=60, gop=1, sound=False)
    hurt = bytearray((tmp_path / "clip.mov").read_bytes())
    with av.open(BytesIO(bytes(hurt)), mode="r") as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        place, size = packets[20].pos, packets[20].size
    assert place is not None
    hurt[place : place + size] = bytes(size)
    signatures = signed(bytes(hurt))
    assert signatures.complete
    assert signatures.values[20] == 0
    assert signatures.found(0).tolist() == []
    assert np.count_nonzero(signatures.values) == 59


@pytest.mark.parametrize(
    "error", [AccessRefused("No.", operation="play", subjects=()), PermissionError(13, "No.", "secret.mp4")]
)
def test_a_refused_reader_ends_it_quietly(contents: bytes, error: Exception) -> None:
    index = frame_index(BytesIO(contents))

    def refuse() -> BytesIO:
        raise error

    signing = Signing(refuse, index, Signatures.none_of(len(index)), told=lambda: None, finished=lambda: None)
    signing.start()
    wait_until(lambda: not signing._thread.is_alive())
    signing.close()


def test_pictures_that_look_the_same_are_all_found(contents: bytes) -> None:
    signatures = signed(contents)
    assert len(signatures.found(int(signatures.values[45]))) >= 1
    assert signatures.found(int(signatures.values[100])).tolist() == [100]


def test_they_can_be_kept() -> None:
    signatures = Signatures.none_of(5)
    signatures.put(3, 4_000_000_000)
    again = Signatures.from_bytes(signatures.to_bytes(), pictures=5)
    assert (again.values.tolist(), again.known.tolist()) == (signatures.values.tolist(), signatures.known.tolist())
    again.put(4, 1)
    assert again.first_unknown(0, 5) == 0


@pytest.mark.parametrize("hurt", ["cut off", "empty", "sealed otherwise"])
def test_a_damaged_cache_is_refused(hurt: str) -> None:
    kept = Signatures.none_of(5).to_bytes()
    changed = {"cut off": kept[:-1], "empty": b"", "sealed otherwise": bytes(16) + kept[16:]}[hurt]
    with pytest.raises(BadFile):
        Signatures.from_bytes(changed, pictures=5)


def test_a_cache_of_another_recording_is_refused() -> None:
    with pytest.raises(BadFile):
        Signatures.from_bytes(Signatures.none_of(5).to_bytes(), pictures=6)


@pytest.mark.parametrize(
    ("codec", "pixel_format", "rotation", "is_sure"),
    [
        ("h264", "yuv420p", 0, True),
        ("h264", "yuv420p10le", 0, False),
        ("mpeg4", "yuv420p", 0, False),
        ("vp9", "yuv420p", 90, True),
        ("hevc", "yuv420p", 10, False),
    ],
)
def test_what_is_recognised_for_sure(codec: str, pixel_format: str, rotation: int, is_sure: bool) -> None:
    assert is_recognisable(VideoFacts(codec, 320, 180, rotation, 25.0, 10, False, pixel_format)) is is_sure


def wait_until(is_true: Callable[[], bool]) -> None:
    end_s = time.monotonic() + 10
    while not is_true():
        assert time.monotonic() < end_s
        time.sleep(0.005)
