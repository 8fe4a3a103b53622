"""Places where a live database does not belong are recognised, and said so; others are not."""

from pathlib import Path

import pytest

from recall_studio.store import places
from recall_studio.store.places import trouble_with
from tests.store.conftest import Opens
from tests.store.studies import tag

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /mnt/nfs nfs4 rw,vers=4.2 0 0
//server/share /mnt/windows\\040share cifs rw 0 0
user@host:/ /mnt/ssh fuse.sshfs rw 0 0
https://cloud /mnt/dav davfs rw 0 0
/dev/sdb1 /mnt/nfs/local ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/loop0 /snap squashfs ro 0 0
gdrive: /mnt/broken
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    place = tmp_path / "mounts"
    place.write_text(MOUNTS, encoding="utf-8")
    return place


@pytest.mark.parametrize(
    "place",
    [
        "/home/eva/OneDrive - Gemeente/Studie.recall",
        "/home/eva/Dropbox/Studie.recall",
        "/home/eva/Dropbox (Persoonlijk)/onderzoek/Studie.recall",
        "/home/eva/Google Drive/Studie.recall",
        "/home/eva/iCloudDrive/Studie.recall",
        "/Users/eva/Library/Mobile Documents/com~apple~CloudDocs/Studie.recall",
        "/home/eva/Nextcloud/Studie.recall",
        "/home/eva/SURFdrive/Studie.recall",
    ],
)
def test_a_synchronised_folder_is_named(place: str, mounts: Path) -> None:
    said = trouble_with(Path(place), mounts=mounts)
    assert said is not None
    assert "synchronised folder" in said
    assert "local disk" in said


@pytest.mark.parametrize(
    "place", ["/mnt/nfs/a/S.recall", "/mnt/windows share/S.recall", "/mnt/ssh/S", "/mnt/dav/S", "/mnt/nfs"]
)
def test_a_network_drive_is_named(place: str, mounts: Path) -> None:
    said = trouble_with(Path(place), mounts=mounts)
    assert said is not None
    assert "network drive" in said
    assert "local disk" in said


def test_a_share_of_windows_is_a_network_drive(mounts: Path) -> None:
    said = trouble_with(Path("//server/share/Studie.recall"), mounts=mounts)
    assert said is not None
    assert "network drive" in said


@pytest.mark.parametrize(
    "place",
    [
        "/home/eva/Documenten/Studie.recall",
        "/tmp/Studie.recall",
        "/mnt/nfs/local/Studie.recall",
        "/mnt/nfs2/Studie.recall",
        "/snap/Studie.recall",
        "/home/eva/mijn dropbox-onderzoek/Studie.recall",
    ],
)
def test_an_ordinary_place_is_not(place: str, mounts: Path) -> None:
    assert trouble_with(Path(place), mounts=mounts) is None


def test_where_the_system_tells_nothing_of_its_mounts_nothing_is_said(tmp_path: Path) -> None:
    assert trouble_with(Path("/home/eva/Studie.recall"), mounts=tmp_path / "none") is None


def test_who_opens_a_study_there_is_told_and_can_work(folder: Path, tmp_path: Path, opens: Opens) -> None:
    (tmp_path / "Nextcloud").mkdir()
    study = opens(path=folder.rename(tmp_path / "Nextcloud" / "Studie.recall"))
    assert any("synchronised folder (Nextcloud)" in notice for notice in study.notices)
    tag(study)


def test_the_mounts_of_this_computer_can_be_read() -> None:
    trouble_with(Path("/"), mounts=places._MOUNTS)
