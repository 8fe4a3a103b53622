"""An engine's picture as Qt paints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from recall_studio.player.engine import Frame

_FORMATS = {"i420": "yuv420p", "nv12": "nv12"}


def to_image(frame: Frame) -> QImage:
    """The picture as it is stored, not turned, in RGB32; the image keeps nothing of the frame.

    By FFmpeg's scaler rather than `QVideoFrame.toImage()`, which asks the graphics card: without one it takes 25 ms for
    720p instead of 2, and it has the colours of full-range BT.601 wrong.
    """
    if frame.pixel_format == "bgra":
        return _image(frame.planes[0], frame.width, frame.height, frame.strides[0])
    turned = _as_video(frame).reformat(
        format="bgra",
        src_colorspace="ITU709" if frame.bt709 else "ITU601",
        src_color_range="JPEG" if frame.full_range else "MPEG",
        dst_color_range="JPEG",
    )
    plane = turned.planes[0]
    return _image(memoryview(plane), frame.width, frame.height, plane.line_size)


def _image(pixels: memoryview, width: int, height: int, stride: int) -> QImage:
    # A copy: the bytes belong to somebody else.
    return QImage(pixels, width, height, stride, QImage.Format.Format_RGB32).copy()


def _as_video(frame: Frame) -> VideoFrame:
    import numpy as np
    from av.video.frame import VideoFrame

    video = VideoFrame(frame.width, frame.height, _FORMATS[frame.pixel_format])
    for source, stride, plane in zip(frame.planes, frame.strides, video.planes, strict=True):
        to = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        whole = min(len(source) // stride, plane.height)
        rows = np.frombuffer(source, np.uint8, count=whole * stride).reshape(whole, stride)
        width = min(stride, plane.line_size)
        to[:whole, :width] = rows[:, :width]
    return video
