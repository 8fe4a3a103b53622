"""Puts room, heads and sound together, frame by frame, and writes them as MP4."""

import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream
from demo_motion import Motion, Pose, move
from demo_picture import (
    HEAD_HEIGHT,
    HEAD_MIDDLE,
    HEAD_PIVOT,
    HEAD_TIMES,
    HEAD_WIDTH,
    HEIGHT,
    PERSONS,
    WIDTH,
    Face,
    draw_head,
    draw_room,
)
from demo_script import Speaker
from demo_voice import FRAME_RATE_HZ, RATE_HZ, SAMPLES_PER_FRAME, Sound
from PIL import Image

Look = tuple[Face, Pose]

_VIDEO_OPTIONS: Final = {
    "crf": "33",
    "preset": "medium",
    "tune": "animation",
    # A key frame every two seconds and nowhere else: seeking costs the same everywhere.
    "sc_threshold": "0",
    # Flat shapes have no grain to imitate (psy-rd), and key frames no better than the rest do not pulse (ipratio).
    # The number of threads changes what is written; fixed, so that a rebuild gives the same bytes.
    "x264-params": "threads=2:ipratio=0.9:psy-rd=0,0",
}
_AUDIO_BITS_PER_S: Final = 48_000


class Scene:
    """The room with both people; draws each face once and keeps it."""

    def __init__(self) -> None:
        self._room = draw_room()
        self._faces: dict[tuple[Speaker, Face], Image.Image] = {}
        self._shown: dict[Speaker, Look] = {}
        self._picture = self._room

    def frame(self, looks: dict[Speaker, Look]) -> Image.Image:
        """Give the picture in which each person has the given look."""
        if looks != self._shown:
            self._picture = self._room.copy()
            for speaker, (face, pose) in looks.items():
                head = _placed(self._face(speaker, face), pose)
                self._picture.paste(head, _corner(speaker), head)
            self._shown = looks
        return self._picture

    def _face(self, speaker: Speaker, face: Face) -> Image.Image:
        if (speaker, face) not in self._faces:
            # Colour times opacity: the form in which pictures may be resampled.
            self._faces[speaker, face] = draw_head(speaker, face).convert("RGBa")
        return self._faces[speaker, face]


def film(path: Path, sound: Sound) -> None:
    """Draw all frames and write them with the sound."""
    motions: dict[Speaker, Motion] = {speaker: move(sound, speaker) for speaker in PERSONS}
    write_film(path, _pictures(motions, len(sound.stereo) // SAMPLES_PER_FRAME), sound.stereo)


def write_film(path: Path, pictures: Iterable[Image.Image], stereo: npt.NDArray[np.float64]) -> None:
    """Write pictures, one per frame, with as much sound as belongs to each; shape (samples, 2)."""
    pcm = np.ascontiguousarray(stereo, dtype=np.float32)
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", container_options=options) as container:
        video = container.add_stream("libx264", rate=FRAME_RATE_HZ, options=dict(_VIDEO_OPTIONS))
        audio = container.add_stream("aac", rate=RATE_HZ, layout="stereo")
        _set_picture(video)
        audio.bit_rate = _AUDIO_BITS_PER_S
        for index, picture in enumerate(pictures):
            container.mux(video.encode(_video_frame(picture, index)))
            container.mux(audio.encode(_audio_frame(pcm, index)))
        container.mux(video.encode(None))
        container.mux(audio.encode(None))


def _pictures(motions: Mapping[Speaker, Motion], frames: int) -> Iterator[Image.Image]:
    scene = Scene()
    for index in range(frames):
        yield scene.frame({who: (motion.faces[index], motion.poses[index]) for who, motion in motions.items()})


def _corner(speaker: Speaker) -> tuple[int, int]:
    person = PERSONS[speaker]
    return person.x - HEAD_MIDDLE[0], person.y - HEAD_MIDDLE[1]


def _placed(head: Image.Image, pose: Pose) -> Image.Image:
    """Move and tilt a head, and bring it down to its size in the picture."""
    cos = math.cos(math.radians(pose.tilt)) * HEAD_TIMES
    sin = math.sin(math.radians(pose.tilt)) * HEAD_TIMES
    x, y = (HEAD_PIVOT[0] + pose.right, HEAD_PIVOT[1] + pose.down)
    across = (cos, sin, HEAD_PIVOT[0] * HEAD_TIMES - cos * x - sin * y)
    down = (-sin, cos, HEAD_PIVOT[1] * HEAD_TIMES + sin * x - cos * y)
    placed = head.transform(
        (HEAD_WIDTH, HEAD_HEIGHT), Image.Transform.AFFINE, (*across, *down), Image.Resampling.BILINEAR
    )
    return placed.convert("RGBA")


def _set_picture(stream: VideoStream) -> None:
    context = stream.codec_context
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    context.gop_size = 2 * FRAME_RATE_HZ
    context.color_range = ColorRange.MPEG
    context.colorspace = Colorspace.ITU709
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709


def _video_frame(picture: Image.Image, index: int) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
    frame = frame.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG)
    frame.pts = index
    return frame


def _audio_frame(pcm: npt.NDArray[np.float32], index: int) -> av.AudioFrame:
    block = pcm[index * SAMPLES_PER_FRAME : (index + 1) * SAMPLES_PER_FRAME]
    frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout="stereo")
    frame.sample_rate = RATE_HZ
    frame.pts = index * SAMPLES_PER_FRAME
    return frame
