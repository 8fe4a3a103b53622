"""What packing may replace, how much unpacking may write, and when it is on the disk."""

import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import IO, Any

import pytest

from recall_studio.domain.errors import BadFile, BadInput
from recall_studio.domain.progress import SILENT, Progress
from recall_studio.exchange import packing
from recall_studio.exchange.packing import unpack_study
from tests.edits.setting import Lab
from tests.edits.test_packing import LIST, listed, pack, repacked


@pytest.fixture
def packed(ready: Lab, tmp_path: Path) -> Path:
    """A packed study."""
    pack(ready, tmp_path / "mee.zip")
    return tmp_path / "mee.zip"


def test_nothing_inside_a_study_is_replaced(ready: Lab, tmp_path: Path) -> None:
    (tmp_path / "anders").mkdir()
    for name in ("study.sqlite", "project.json"):
        shutil.copy2(ready.path / name, tmp_path / "anders" / name)
    before = (ready.path / "study.sqlite").read_bytes()
    for place in (ready.path / "study.sqlite", ready.path / "media" / "x.zip", tmp_path / "anders" / "x.zip"):
        with pytest.raises(BadInput, match="lies inside a study"):
            pack(ready, place)
        assert place.name == "study.sqlite" or not place.exists()
    assert (ready.path / "study.sqlite").read_bytes()[:100] == before[:100]


@pytest.mark.parametrize("kind", ["letter", "zip", "zip of another"])
def test_only_an_earlier_pack_is_replaced(ready: Lab, packed: Path, tmp_path: Path, kind: str) -> None:
    own = tmp_path / "eigen.zip"
    if kind == "letter":
        own.write_text("een brief")
    else:
        with zipfile.ZipFile(own, "w") as archive:
            archive.writestr("brief.txt" if kind == "zip" else LIST, json.dumps({"schema": "x"}))
    before = own.read_bytes()
    with pytest.raises(BadFile, match="not a packed study, so it is not replaced"):
        pack(ready, own)
    assert own.read_bytes() == before
    assert pack(ready, packed).media == 1


def test_no_more_is_unpacked_than_the_list_says(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bomb(told: dict[str, Any], contents: dict[str, bytes]) -> None:
        contents["media/bom.mp4"] = bytes(20 << 20)
        told["files"].append(listed("media/bom.mp4", contents["media/bom.mp4"]) | {"size": 10})

    left: list[int] = []
    extract = packing._extract

    def watched(reading: IO[bytes], place: Path, size: int, progress: Progress = SILENT) -> str:
        found = extract(reading, place, size, progress)
        left.append(place.stat().st_size)
        return found

    monkeypatch.setattr(packing, "_extract", watched)
    with pytest.raises(BadFile, match="is damaged"):
        unpack_study(repacked(packed, to=tmp_path / "bom.zip", change=bomb), to=tmp_path / "uit")
    assert left[-1] <= 10


def test_what_is_unpacked_is_on_the_disk_before_it_has_its_name(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def noted_fsync(handle: int) -> None:
        done.append("fsync")
        fsync(handle)

    def noted_rename(place: Path, to: Path) -> Path:
        done.append("rename")
        return rename(place, to)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "rename", noted_rename)
    unpack_study(packed, to=tmp_path / "uit")
    files, folders = 3, 2 if os.name == "posix" else 0
    assert done[: done.index("rename")] == ["fsync"] * (files + folders)
