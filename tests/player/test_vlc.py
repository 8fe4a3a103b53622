"""What holds for libVLC beyond the contract: every picture it shows is named rightly, read from its bars."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from recall_studio.domain.errors import DiskFull, MediaUnusable
from recall_studio.player import vlc_library
from recall_studio.player.engine import Channels, Frame, Listener, State
from recall_studio.player.recognising import KeptSignatures
from recall_studio.player.vlc import VlcEngine, why_not
from recall_studio.player.vlc_run import cubic_percent
from tests.player.setting import number_of, source_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recall_studio.domain.ids import MediaFileId
    from recall_studio.player.engine import Source
    from tests.player.conftest import Contents

needs_libvlc = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
CLIPS: dict[str, dict[str, object]] = {
    "h264": {},
    "h264 unsteady": {"variable": True},
    "h264 short gop": {"gop": 12, "size": (640, 360)},
    "hevc unsteady": {"codec": "hevc", "variable": True},
    "vp9": {"codec": "vp9", "suffix": ".webm"},
    "vp8": {"codec": "vp8", "suffix": ".webm", "sound": False},
    "av1": {"codec": "av1"},
}


class Audience:
    """An engine and what it told: of each picture what its bars say, and when it is said to appear."""

    def __init__(self, source: Source, *, kept: KeptSignatures | None = None) -> None:
        self.source = source
        self.numbers: dict[int, int | None] = {}
        self.times: dict[int, int | None] = {}
        self.states: list[State] = []
        self.troubles: list[str] = []
        self.frames: list[Frame] = []
        self.engine = VlcEngine(
            Listener(self._see, self._hear, self.states.append, self.troubles.append), lambda: None, kept=kept
        )
        self.engine.load(source)

    def _see(self, frame: Frame) -> None:
        self.frames.append(frame)
        self.numbers[frame.serial], self.times[frame.serial] = number_of(frame), frame.pts_ms

    def _hear(self, serial: int, pts_ms: int | None) -> None:
        if serial in self.numbers:
            self.times[serial] = pts_ms

    def lasts(self, seconds: float) -> None:
        end_s = time.monotonic() + seconds
        while time.monotonic() < end_s:
            self.engine.poll()
            time.sleep(0.01)

    def until(self, is_true: Callable[[], bool]) -> None:
        end_s = time.monotonic() + 8
        while not is_true():
            assert time.monotonic() < end_s
            self.engine.poll()
            time.sleep(0.005)

    def forget(self) -> None:
        self.numbers.clear()
        self.times.clear()

    def truth(self) -> dict[int, int | None]:
        index = self.source.index
        assert index is not None
        return {serial: None if number is None else index.start_of(number) for serial, number in self.numbers.items()}

    def is_right(self, *, at_least: int = 4) -> None:
        """Every picture since the last time carried its true time: 0 ms off."""
        self.until(lambda: None not in self.times.values())
        assert {serial: self.times[serial] for serial in self.numbers} == self.truth()
        assert len(self.numbers) >= at_least
        self.forget()

    @property
    def shown(self) -> list[int | None]:
        return list(self.numbers.values())


@pytest.fixture
def audience() -> Iterator[Callable[..., Audience]]:
    made: list[Audience] = []

    def of(contents: bytes, *, kept: KeptSignatures | None = None) -> Audience:
        made.append(Audience(source_of(contents), kept=kept))
        return made[-1]

    yield of
    for one in made:
        one.engine.close()


@needs_libvlc
@pytest.mark.parametrize("name", CLIPS)
def test_every_picture_is_named_rightly(name: str, bars: Contents, audience: Callable[..., Audience]) -> None:
    viewer = audience(bars(**CLIPS[name]))
    viewer.engine.play()
    viewer.lasts(0.4)
    viewer.is_right()
    viewer.engine.seek(5_000)
    viewer.until(lambda: bool(viewer.numbers))
    viewer.lasts(0.2)
    viewer.is_right()
    viewer.engine.set_rate(2)
    viewer.lasts(0.6)
    viewer.is_right()
    viewer.engine.pause()
    viewer.lasts(0.1)
    viewer.engine.play()
    viewer.lasts(0.3)
    viewer.is_right()
    viewer.engine.set_rate(0.5)
    viewer.engine.pause()
    viewer.engine.play(1_234)
    viewer.lasts(0.8)
    viewer.is_right()


@needs_libvlc
@pytest.mark.parametrize("from_ms", [5_000, 5_039, 7_520])
def test_it_starts_at_the_very_picture(from_ms: int, bars: Contents, audience: Callable[..., Audience]) -> None:
    viewer = audience(bars())
    viewer.engine.play(from_ms)
    viewer.until(lambda: bool(viewer.numbers))
    assert viewer.shown[0] in (from_ms // 40, from_ms // 40 + 1)
    assert viewer.engine.position_ms() >= from_ms


@needs_libvlc
@pytest.mark.parametrize("rate", [2.0, 0.5])
def test_seeks_far_from_a_keyframe_at_another_speed(
    rate: float, bars: Contents, audience: Callable[..., Audience]
) -> None:
    viewer = audience(bars(frames=600, gop=600))
    viewer.engine.set_rate(rate)
    viewer.engine.play(12_000)
    viewer.lasts(0.7)
    for ms in (20_000, 9_000):
        viewer.engine.seek(ms)
        viewer.until(lambda ms=ms: ms <= viewer.engine.position_ms() and ms // 40 in viewer.shown)  # type: ignore[misc]
        viewer.lasts(0.7)
        viewer.is_right()


@needs_libvlc
@pytest.mark.parametrize("rotation", [90, 180, -90])
def test_a_turned_recording_is_given_as_it_is_stored(
    rotation: int, bars: Contents, audience: Callable[..., Audience]
) -> None:
    viewer = audience(bars(frames=100, rotation=rotation))
    viewer.engine.play()
    viewer.lasts(0.4)
    assert {(frame.width, frame.height) for frame in viewer.frames} == {(320, 180)}
    viewer.is_right()


@needs_libvlc
def test_a_frozen_screen_goes_on(bars: Contents, audience: Callable[..., Audience]) -> None:
    viewer = audience(bars(frames=300, frozen=range(30, 200)))
    viewer.engine.play(1_000)
    viewer.lasts(2.4)
    times = [ms for ms in viewer.times.values() if ms is not None]
    assert times == sorted(times)
    assert 2_900 < times[-1] < 3_500
    assert times[-1] == pytest.approx(viewer.engine.position_ms(), abs=100)


@needs_libvlc
def test_full_range_pictures_are_recognised_too(bars: Contents, audience: Callable[..., Audience]) -> None:
    viewer = audience(bars(codec="mjpeg", suffix=".mov", gop=1, frames=100))
    viewer.engine.play()
    viewer.lasts(0.6)
    assert viewer.frames[-1].full_range
    viewer.is_right()


@needs_libvlc
def test_a_picture_stays_until_the_next_is_given(bars: Contents, audience: Callable[..., Audience]) -> None:
    viewer = audience(bars())
    viewer.engine.play()
    viewer.until(lambda: len(viewer.frames) > 3)
    given = [bytes(plane) for plane in viewer.frames[-1].planes]
    time.sleep(0.4)
    assert [bytes(plane) for plane in viewer.frames[-1].planes] == given


@needs_libvlc
def test_numbers_count_up_over_files(bars: Contents, audience: Callable[..., Audience]) -> None:
    viewer = audience(bars())
    viewer.engine.play()
    viewer.until(lambda: len(viewer.frames) > 3)
    viewer.engine.load(source_of(bars(frames=50)))
    viewer.engine.play()
    viewer.until(lambda: len(viewer.frames) > 9)
    serials = [frame.serial for frame in viewer.frames]
    assert serials == sorted(set(serials))


@needs_libvlc
def test_wreckage_is_mended(bars: Contents, audience: Callable[..., Audience]) -> None:
    viewer = audience(bars())
    viewer.engine.play(2_000)
    viewer.until(lambda: len(viewer.frames) > 3)
    playback = viewer.engine._playback
    assert playback is not None
    showing = playback.showing
    assert showing._recognition is not None
    for number in range(6):
        showing._recognition.eye.see(number, 12345, showing.position_ms())
    wrecked = [showing.is_wrecked]
    viewer.forget()
    viewer.lasts(0.8)
    assert [*wrecked, showing.is_wrecked] == [True, False]
    assert playback._mended_s > 0
    viewer.is_right()


@needs_libvlc
def test_signatures_are_kept_for_the_next_time(bars: Contents, audience: Callable[..., Audience]) -> None:
    kept: dict[MediaFileId, bytes] = {}
    first = audience(bars(), kept=KeptSignatures(kept.get, kept.__setitem__))
    first.until(lambda: bool(kept))
    second = audience(bars(), kept=KeptSignatures(kept.get, kept.__setitem__))
    assert second.engine._playback is not None
    again = second.engine._playback.showing._recognition
    assert again is not None
    assert again.signatures.complete
    assert again._signing is None


@needs_libvlc
def test_a_damaged_cache_is_made_again(bars: Contents, audience: Callable[..., Audience]) -> None:
    kept: list[bytes] = []
    viewer = audience(bars(), kept=KeptSignatures(lambda _file: b"rubbish", lambda _file, made: kept.append(made)))
    viewer.until(lambda: bool(kept))


@needs_libvlc
def test_a_cache_that_cannot_be_kept_does_no_harm(bars: Contents, audience: Callable[..., Audience]) -> None:
    asked: list[MediaFileId] = []

    def full(media_file: MediaFileId, _made: bytes) -> None:
        asked.append(media_file)
        raise DiskFull("Full.")

    viewer = audience(bars(frames=100), kept=KeptSignatures(keep=full))
    viewer.engine.play()
    viewer.until(lambda: bool(asked))
    viewer.lasts(0.3)
    viewer.is_right()


@needs_libvlc
def test_nobody_waits_for_libvlc(bars: Contents, audience: Callable[..., Audience]) -> None:
    viewer = audience(bars())
    calls: list[Callable[[], None]] = [
        viewer.engine.play,
        lambda: viewer.engine.seek(4_000),
        lambda: viewer.engine.set_volume(150),
        lambda: viewer.engine.set_channels(Channels.MONO),
        viewer.engine.pause,
        viewer.engine.unload,
    ]
    took: list[float] = []
    for call in calls:
        start_s = time.perf_counter()
        call()
        took.append(time.perf_counter() - start_s)
        viewer.lasts(0.2)
    assert sorted(took)[-2] < 0.016
    assert viewer.states == [State.PAUSED, State.PLAYING, State.PAUSED, State.EMPTY]


@needs_libvlc
def test_nothing_is_left_behind(bars: Contents, audience: Callable[..., Audience]) -> None:
    viewer = audience(bars())
    viewer.engine.play()
    viewer.lasts(0.2)
    viewer.engine.close()
    told = len(viewer.frames), len(viewer.states)
    viewer.lasts(0.1)
    assert (len(viewer.frames), len(viewer.states)) == told
    assert not {"leaving libVLC", "signatures"} & {thread.name for thread in threading.enumerate()}


@needs_libvlc
def test_pictures_that_cannot_be_recognised_are_shown_without_a_time(
    bars: Contents, audience: Callable[..., Audience]
) -> None:
    source = source_of(bars(frames=100))
    assert source.facts.video is not None
    deep = replace(source.facts, video=replace(source.facts.video, pixel_format="yuv420p10le"))
    viewer = audience(bars(frames=100))
    viewer.engine.load(replace(source, facts=deep))
    playback = viewer.engine._playback
    assert playback is not None
    assert playback.showing._recognition is not None
    playback.showing._recognition.signatures.values[:] = 0
    playback.showing._recognition.signatures.known[:] = True
    viewer.engine.play()
    viewer.until(lambda: len(viewer.frames) > 5)
    assert set(viewer.times.values()) == {None}
    assert viewer.engine.position_ms() == pytest.approx(100, abs=250)


@pytest.mark.parametrize(("percent", "told"), [(0, 0), (50, 79), (100, 100), (200, 126)])
def test_loudness_is_that_of_the_samples(percent: int, told: int) -> None:
    assert cubic_percent(percent) == told


def test_without_libvlc_a_sentence_says_so() -> None:
    asked = "from recall_studio.player.vlc import why_not; print(why_not())"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={"PYTHON_VLC_LIB_PATH": "/nowhere/libvlc.so", "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "VLC is not installed on this computer, so its player cannot be used."


@pytest.fixture
def other_library(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Puts another python-vlc in place."""

    def put(**parts: object) -> None:
        monkeypatch.setitem(sys.modules, "vlc", SimpleNamespace(**parts))
        vlc_library.library.cache_clear()

    yield put
    vlc_library.library.cache_clear()


@pytest.mark.parametrize(
    ("version", "instance"), [(b"3.0.21", None), (b"4.0.0", object()), (b"2.2.8", object())], ids=["half", "new", "old"]
)
def test_a_libvlc_that_does_not_do_is_named(
    version: bytes, instance: object, other_library: Callable[..., None]
) -> None:
    other_library(libvlc_get_version=lambda: version, Instance=lambda *_options: instance)
    assert why_not() == "VLC is installed on this computer, but parts of it are missing; install VLC again."
    nobody = Listener(lambda _frame: None, lambda _serial, _ms: None, lambda _state: None, lambda _key: None)
    with pytest.raises(MediaUnusable):
        VlcEngine(nobody, lambda: None)


def test_an_unknown_option_is_left_out(other_library: Callable[..., None]) -> None:
    other_library(
        libvlc_get_version=lambda: b"3.0.21", Instance=lambda *options: None if "--no-lua" in options else "it"
    )
    assert why_not() == ""
    assert vlc_library.library().instance == "it"
