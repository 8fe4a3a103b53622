"""The kept list of pictures: made once, and made again when what was kept is damaged."""

import io
from pathlib import Path
from typing import BinaryIO

from recall_studio.domain.access import Playable
from recall_studio.domain.ids import ConversationId, MediaFileId, RecordingId
from recall_studio.media.indexing import kept_index
from recall_studio.store.folder import StudyFolder
from tests.media.clips import FRAMES
from tests.media.conftest import ClipOf


def _playable(clip: ClipOf, opened: list[int]) -> Playable:
    def opener() -> BinaryIO:
        opened.append(1)
        return io.BytesIO(clip("mp4"))

    return Playable(MediaFileId("m"), RecordingId("r"), ConversationId("c"), "coderen", False, _opener=opener)


def test_a_list_is_made_once(clip: ClipOf, tmp_path: Path) -> None:
    opened: list[int] = []
    folder = StudyFolder(tmp_path)
    first = kept_index(folder, _playable(clip, opened), fingerprint="f")
    again = kept_index(folder, _playable(clip, opened), fingerprint="f")
    assert list(first.pts_ms) == list(again.pts_ms)
    assert len(first) == FRAMES
    assert opened == [1]


def test_a_damaged_list_is_made_again(clip: ClipOf, tmp_path: Path) -> None:
    opened: list[int] = []
    folder = StudyFolder(tmp_path)
    kept_index(folder, _playable(clip, opened), fingerprint="f")
    for kept in folder.cache.iterdir():
        kept.write_bytes(b"nothing")
    for _time in range(2):
        assert len(kept_index(folder, _playable(clip, opened), fingerprint="f")) == FRAMES
    assert opened == [1, 1]
