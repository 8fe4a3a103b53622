"""A study that may be read and not changed opens for reading, says so, and refuses edits in words."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recall_studio.domain.errors import StudyReadOnly
from recall_studio.edits.founding import switch_codes
from recall_studio.store import files
from recall_studio.store.folder import StudyFolder
from tests.store.anatomy import bytes_of
from tests.store.conftest import Opens, Starts
from tests.store.studies import moments, tag

Shares = Callable[[Path], Path]
Looks = Callable[[Path], list[str]]


@pytest.fixture
def shares() -> Iterator[Shares]:
    """Puts a study where everybody may read it and nobody may write; the test's own folders are closed to others."""
    if os.name != "posix":
        pytest.skip("needs the rights of POSIX")
    home = Path(tempfile.mkdtemp(prefix="gedeeld-"))
    home.chmod(0o755)

    def shared(folder: Path) -> Path:
        path = Path(shutil.copytree(folder, home / "Studie.recall"))
        for place in path.rglob("*"):
            place.chmod(0o555 if place.is_dir() else 0o444)
        path.chmod(0o555)
        return path

    yield shared
    for place in (home, *(place for place in home.rglob("*") if place.is_dir())):
        place.chmod(0o755)
    shutil.rmtree(home)


@pytest.fixture
def looks(starts: Starts, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[str]]:
    """What another program says that may only read: how it is open, the notices, the moments, the answer to a tag."""
    monkeypatch.setenv("RECALL_STUDIO_STATE", "/nonexistent/state")  # whoever it becomes has no home here

    def at(path: Path) -> list[str]:
        program = starts("look", path=path)
        said = [program.says() for _ in range(5)]
        assert program.ends() == 0
        return said

    return at


def check_said(said: list[str], *, count: int) -> None:
    how, notices, number, refused, end = said
    assert how == "for reading"
    assert "open for reading only: its folder cannot be written to" in notices
    assert (number, refused, end) == (str(count), "study_read_only", "closed")


def test_in_a_folder_to_read_only(folder: Path, opens: Opens, shares: Shares, looks: Looks) -> None:
    study = opens()
    tag(study)
    study.close()
    path = shares(folder)
    before = bytes_of(path)
    check_said(looks(path), count=1)
    assert bytes_of(path) == before


def test_where_a_killed_program_left_its_log(folder: Path, starts: Starts, shares: Shares, looks: Looks) -> None:
    """What stands in the log alone is read too."""
    other = starts("tag")
    assert other.says() == "ready"
    for _ in range(3):
        other.is_told("go on")
        assert other.says()
    other.is_killed()
    path = shares(folder)
    assert (path / "study.sqlite-wal").stat().st_size > 0
    check_said(looks(path), count=3)


def test_a_database_to_read_only_in_a_folder_to_write_in(
    folder: Path, opens: Opens, shares: Shares, looks: Looks
) -> None:
    study = opens()
    tag(study)
    study.close()
    path = shares(folder)
    path.chmod(0o777)
    check_said(looks(path), count=1)


def test_every_edit_is_refused_and_everything_is_read(
    folder: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag(opens())
    monkeypatch.setattr(StudyFolder, "writable", property(lambda _folder: False))
    study = opens()
    assert not study.writable
    assert len(moments(study)) == 1
    with pytest.raises(StudyReadOnly, match="open for reading only") as told:
        study.submit(switch_codes, keys=["taal"], on=False)
    assert "Copy the study" in told.value.remedy
    assert files.cached(study.folder, "peaks", lambda: b"made") == b"made"
    study.close()
    assert not (folder / "cache").exists()
