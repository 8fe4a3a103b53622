"""A study that may be read and not changed opens for reading, says so, and refuses edits in words."""

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


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shares]:
    """Puts a study where everybody may read it and nobody may write; the test's own folders are closed to others."""
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


def looks(starts: Starts, path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What another program says that may only read: how it is open, the notices, the moments, the answer to a tag."""
    monkeypatch.delenv("RECALL_STUDIO_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", "/nonexistent")  # whoever it becomes has no home here
    program = starts("look", path=path)
    said = [program.says() for _ in range(5)]
    assert program.ends() == 0
    return said


@pytest.mark.skipif(not hasattr(Path, "chmod") or shutil.os.name != "posix", reason="needs rights of files")
def test_in_a_folder_to_read_only(
    folder: Path, opens: Opens, starts: Starts, shares: Shares, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag(opens())
    opens().close()
    path = shares(folder)
    before = bytes_of(path)
    how, notices, count, refused, end = looks(starts, path, monkeypatch)
    assert how == "for reading"
    assert "open for reading only: its folder cannot be written to" in notices
    assert (count, refused, end) == ("1", "study_read_only", "closed")
    assert bytes_of(path) == before
