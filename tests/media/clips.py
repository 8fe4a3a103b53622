"""Small clips made on the fly. Every picture carries its own number as bars, so that a test can read which it is."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import av
import numpy as np
from av.packet import Packet
from av.stream import Disposition
from av.video.frame import VideoFrame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.video.stream import VideoStream

WIDTH, HEIGHT = 160, 96
BARS = 10
FRAMES = 100
RATE_HZ = 48_000
QUICK = {"preset": "ultrafast", "bf": "2", "b-adapt": "0"}


class Clip(NamedTuple):
    """What to make; times are in ticks of `time_base`, 25 ticks a second unless told otherwise."""

    suffix: str
    codec: str = ""
    sound: str = ""
    format: str | None = None
    frames: int = FRAMES
    rate: Fraction = Fraction(25)
    ticks: tuple[int, ...] = ()
    time_base: Fraction = Fraction(1, 25)
    keyframe_every: int = 50
    rotation: int | None = None
    seconds: Fraction = Fraction(FRAMES, 25)
    codec_options: dict[str, str] = {}  # noqa: RUF012 - never changed
    container_options: dict[str, str] = {}  # noqa: RUF012 - never changed


def make(clip: Clip, folder: Path) -> bytes:
    """The bytes of a clip; written by name, since some muxers read their own output again."""
    path = folder / f"clip{clip.suffix}"
    with av.open(path, "w", format=clip.format, options=clip.container_options) as container:
        picture = add_picture(container, clip) if clip.codec else None
        sound = add_sound(container, clip) if clip.sound else None
        if picture:
            write_pictures(container, picture, clip)
        if sound:
            write_sound(container, sound, clip.seconds)
    return path.read_bytes()


def add_picture(container: OutputContainer, clip: Clip) -> VideoStream:
    stream: Any = container.add_stream(clip.codec, rate=clip.rate)
    stream.width, stream.height = WIDTH, HEIGHT
    stream.pix_fmt = "yuvj420p" if clip.codec == "mjpeg" else "yuv420p"
    stream.gop_size = clip.keyframe_every
    stream.codec_context.time_base = clip.time_base
    stream.options = clip.codec_options or (QUICK if clip.codec == "libx264" else {})
    if clip.rotation is not None:
        stream.set_display_rotation(clip.rotation)
    made: VideoStream = stream
    return made


def write_pictures(container: OutputContainer, stream: VideoStream, clip: Clip) -> None:
    for number in range(clip.frames):
        frame = picture(number).reformat(format=stream.pix_fmt)
        frame.pts = clip.ticks[number] if clip.ticks else number
        frame.time_base = clip.time_base
        container.mux(stream.encode(frame))
    container.mux(stream.encode())


def picture(number: int) -> VideoFrame:
    planes = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
    bars = [(number >> bit & 1) * 200 + 28 for bit in reversed(range(BARS))]
    planes[:HEIGHT] = np.repeat(np.array(bars, np.uint8), WIDTH // BARS)
    return VideoFrame.from_ndarray(planes, format="yuv420p")


def number_in(frame: VideoFrame) -> int:
    luma = np.asarray(frame.to_ndarray(format="gray"))
    bars = luma[HEIGHT // 2, WIDTH // BARS // 2 :: WIDTH // BARS]
    return int("".join("1" if bar > 128 else "0" for bar in bars), 2)


def copied(contents: bytes, suffix: str, change: Callable[[int, Packet[Any]], Iterable[Packet[Any]]]) -> bytes:
    """The pictures of a clip in a new file, without decoding; `change` is given position and packet."""
    result = BytesIO()
    kind = {".mkv": "matroska", ".avi": "avi", ".webm": "webm"}[suffix]
    with av.open(BytesIO(contents), mode="r") as source, av.open(result, "w", format=kind) as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        packets = [packet for packet in source.demux(video=0) if packet.size]
        for position, packet in enumerate(packets):
            for changed in change(position, packet):
                changed.stream = stream
                target.mux(changed)
    return result.getvalue()


def wiped(contents: bytes, *, video: bool) -> bytes:
    """The clip with zeros in all its packets of picture, or of sound."""
    hurt = bytearray(contents)
    with av.open(BytesIO(contents), mode="r") as source:
        for packet in source.demux(source.streams.video[0] if video else source.streams.audio[0]):
            if packet.size and packet.pos is not None:
                hurt[packet.pos : packet.pos + packet.size] = bytes(packet.size)
    return bytes(hurt)


def subtitled() -> bytes:
    """A second of grey with one subtitle."""
    result = BytesIO()
    with av.open(result, "w", format="matroska") as container:
        stream = add_picture(container, Clip(".mkv", "libx264"))
        text: Any = container.add_stream("srt")
        text.codec_context.subtitle_header = b"[Script Info]\n\n[V4+ Styles]\n\n[Events]\n"
        write_pictures(container, stream, Clip(".mkv", "libx264", frames=25))
        said: Any = Packet(b"Goedemorgen")
        said.stream, said.pts, said.dts, said.duration, said.time_base = text, 0, 0, 300, Fraction(1, 1000)
        container.mux(said)
    return result.getvalue()


def two_sounds(*, marked: int) -> bytes:
    """A second with two sound streams, one of them marked as the default."""
    result = BytesIO()
    with av.open(result, "w", format="matroska") as container:
        streams = [add_sound(container, Clip(".mkv", sound=codec)) for codec in ("aac", "libopus")]
        for number, stream in enumerate(streams):
            stream.disposition = Disposition.default if number == marked else Disposition(0)
        for stream in streams:
            write_sound(container, stream, Fraction(1))
    return result.getvalue()


def add_sound(container: OutputContainer, clip: Clip) -> AudioStream:
    stream: Any = container.add_stream(clip.sound, rate=RATE_HZ)
    stream.layout = "mono"
    made: AudioStream = stream
    return made


def write_sound(container: OutputContainer, stream: AudioStream, seconds: Fraction) -> None:
    total = int(seconds * RATE_HZ)
    tone = (np.sin(np.arange(total) * (2 * np.pi * 440 / RATE_HZ)) * 8000).astype(np.int16)
    resampler = av.AudioResampler(stream.format, "mono", RATE_HZ, frame_size=stream.frame_size or 1024)
    for start in range(0, total, 4096):
        frame = av.AudioFrame.from_ndarray(tone[None, start : start + 4096], format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, start, Fraction(1, RATE_HZ)
        for piece in resampler.resample(frame):
            container.mux(stream.encode(piece))
    for piece in resampler.resample(None):
        container.mux(stream.encode(piece))
    container.mux(stream.encode())


JITTERED = tuple(
    number * 40 + (15, -9, 4, -15, 12)[number % 5] + 15 + (300 if number >= 60 else 0) for number in range(FRAMES)
)
MPEG = {"bf": "2"}
FAST = {"movflags": "+faststart"}
FRAGMENTED = {"movflags": "+frag_keyframe+empty_moov"}

CLIPS: dict[str, Clip] = {
    "mp4": Clip(".mp4", "libx264", "aac", container_options=FAST),
    "index at the end": Clip(".mp4", "libx264", "aac"),
    "fragments": Clip(".mp4", "libx264", "aac", keyframe_every=20, container_options=FRAGMENTED),
    "mov": Clip(".mov", "libx264", "aac"),
    "matroska": Clip(".mkv", "libx264", "aac"),
    "jitter": Clip(".mkv", "libx264", "libopus", ticks=JITTERED, time_base=Fraction(1, 1000)),
    "webm": Clip(".webm", "libvpx-vp9", "libopus", frames=25, seconds=Fraction(1), codec_options={"cpu-used": "8"}),
    "vp8": Clip(".webm", "libvpx", codec_options={"auto-alt-ref": "1", "lag-in-frames": "16", "b": "50k"}),
    "silent": Clip(".mp4", "libx264"),
    "pictures": Clip(".mp4", "libx264", container_options=FAST),
    "one picture": Clip(".mp4", "libx264", frames=1),
    "film": Clip(".mkv", "libx264", rate=Fraction(24_000, 1001), time_base=Fraction(1001, 24_000)),
    "pictures in fragments": Clip(".mp4", "libx264", keyframe_every=20, container_options=FRAGMENTED),
    "turned": Clip(".mp4", "libx264", rotation=-90, frames=10),
    "mpegts": Clip(".ts", "libx264", "aac", format="mpegts"),
    "mpegps": Clip(".mpg", "mpeg2video", "mp2", format="mpeg", keyframe_every=12, codec_options=MPEG),
    "avi": Clip(".avi", "libx264", "libmp3lame"),
    "avi mpeg4": Clip(".avi", "mpeg4", codec_options=MPEG),
    "asf": Clip(".wmv", "wmv2", format="asf"),
    "wav": Clip(".wav", sound="pcm_s16le"),
    "mp3": Clip(".mp3", sound="libmp3lame"),
    "flac": Clip(".flac", sound="flac"),
    "ogg": Clip(".ogg", sound="libopus"),
    "aac": Clip(".aac", sound="aac", format="adts"),
    "m4a": Clip(".m4a", sound="aac", format="ipod"),
}
