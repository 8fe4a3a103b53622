"""The kept list of pictures of a media file: made once for its contents, then read from the cache. Imports numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadFile
from recall_studio.domain.progress import SILENT
from recall_studio.media.frames import FrameIndex, frame_index
from recall_studio.store import files

if TYPE_CHECKING:
    from recall_studio.domain.access import Playable
    from recall_studio.domain.progress import Progress
    from recall_studio.store.folder import StudyFolder


def kept_index(folder: StudyFolder, playable: Playable, *, fingerprint: str, progress: Progress = SILENT) -> FrameIndex:
    """When which picture of a media file is shown; may be called on any thread.

    Args:
        folder: the study's, whose cache keeps it.
        playable: the file, which is only opened when nothing was kept.
        fingerprint: of all its contents.
        progress: told the bytes read.

    Raises:
        AccessRefused: the consent was withdrawn since.
        MediaUnusable: the file is gone or broken, or has no picture.
        Cancelled: the user asked to stop.
    """

    def make() -> bytes:
        with playable.open() as reader:
            return frame_index(reader, progress=progress).to_bytes()

    key = f"frames-1 {fingerprint}"
    try:
        return FrameIndex.from_bytes(files.cached(folder, key, make))
    except BadFile:  # the cache is damaged; it may be deleted at any time, and so it may be made again
        made = make()
        files.put_in_cache(folder, key, made)
        return FrameIndex.from_bytes(made)
