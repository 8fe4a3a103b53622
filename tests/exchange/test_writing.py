"""The door: all files or none, old ones kept, nothing lying about."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from recall_studio.domain.access import Release
from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import BadFile, Cancelled, DiskFull
from recall_studio.exchange import manifest, writing
from recall_studio.store import access
from recall_studio.store.study import Study


@pytest.fixture
def leave(coded: Study) -> Release:
    return coded.perform(access.release, operation=Operation.EXPORT, purpose=access.OWN_ANALYSIS)


def files_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def makes(**files: str) -> Callable[[Path], None]:
    """Something that fills a folder with these files."""

    def make(folder: Path) -> None:
        for name, text in files.items():
            (folder / name.replace("_", ".")).write_text(text)

    return make


def fails(error: BaseException) -> Callable[[Path], None]:
    """Something that writes a file and then fails."""

    def make(folder: Path) -> None:
        (folder / "a.csv").write_text("half")
        raise error

    return make


def test_a_missing_folder_is_made(leave: Release, tmp_path: Path) -> None:
    to = tmp_path / "one" / "two"
    written = writing.write(leave, to=to, make=makes(manifest_json="m", z_csv="z", a_csv="a"))
    assert written == (to / "a.csv", to / "z.csv", to / "manifest.json")
    assert files_in(to) == {"a.csv": "a", "z.csv": "z", "manifest.json": "m"}


def listing(*names: str, schema: str = manifest.SCHEMA) -> str:
    """A manifest that lists these files."""
    return json.dumps({"schema": schema, "files": [{"name": name} for name in names]})


def test_files_of_an_earlier_export_are_replaced_and_others_stay(leave: Release, tmp_path: Path) -> None:
    makes(a_csv="old", b_txt="mine", manifest_json=listing("a.csv"))(tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    writing.write(leave, to=tmp_path, make=makes(a_csv="new"))
    assert (tmp_path / "a.csv").read_text() == "new"
    assert (tmp_path / "b.txt").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == before


def test_what_an_earlier_export_wrote_and_this_one_does_not_goes(leave: Release, tmp_path: Path) -> None:
    makes(a_csv="old", c_csv="old", mine_csv="mine", manifest_json=listing("a.csv", "c.csv"))(tmp_path)
    writing.write(leave, to=tmp_path, make=makes(a_csv="new", manifest_json="m"))
    assert files_in(tmp_path) == {"a.csv": "new", "mine.csv": "mine", "manifest.json": "m"}


@pytest.mark.parametrize("own", [None, listing("z.csv"), listing("a.csv", schema="other/1"), "no list", "[]"])
def test_a_file_of_ones_own_is_named_and_not_replaced(leave: Release, tmp_path: Path, own: str | None) -> None:
    makes(a_csv="mine", z_csv="z", **({"manifest_json": own} if own else {}))(tmp_path)
    before = files_in(tmp_path)
    with pytest.raises(BadFile, match=r"not replaced: “a\.csv”"):
        writing.write(leave, to=tmp_path, make=makes(a_csv="new", b_csv="new"))
    assert files_in(tmp_path) == before


def test_a_manifest_takes_nothing_away_elsewhere(leave: Release, tmp_path: Path) -> None:
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / "x.txt").write_text("mine")
    (tmp_path / "out" / "deep" / "x.txt").write_text("mine")
    names = ("../x.txt", "deep/x.txt", "deep", str(tmp_path / "x.txt"), "..", "")
    (tmp_path / "out" / "manifest.json").write_text(listing(*names))
    writing.write(leave, to=tmp_path / "out", make=makes(manifest_json="m"))
    assert (tmp_path / "x.txt").exists()
    assert (tmp_path / "out" / "deep" / "x.txt").exists()


@pytest.mark.parametrize("error", [Cancelled("stopped"), KeyboardInterrupt(), ZeroDivisionError()])
def test_a_failure_while_writing_leaves_everything_as_it_was(
    leave: Release, tmp_path: Path, error: BaseException
) -> None:
    to = tmp_path / "out"
    to.mkdir()
    makes(a_csv="old")(to)
    with pytest.raises(type(error)):
        writing.write(leave, to=to, make=fails(error))
    assert files_in(to) == {"a.csv": "old"}


def test_a_folder_that_was_made_for_nothing_goes_again(leave: Release, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        writing.write(leave, to=tmp_path / "one" / "two", make=fails(Cancelled("stopped")))
    assert not (tmp_path / "one").exists()


@pytest.mark.parametrize("last", ["c.csv", "manifest.json"])
def test_a_failure_while_moving_puts_the_old_files_back(
    leave: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    to = tmp_path / "out"
    to.mkdir()
    told = listing("a.csv", "c.csv", "gone.csv")
    makes(a_csv="old a", c_csv="old c", gone_csv="old", manifest_json=told)(to)
    replace = Path.replace

    def full_at(self: Path, target: Path) -> Path:
        if target.name == last and self.parent.name == "new":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full_at)
    with pytest.raises(DiskFull):
        writing.write(leave, to=to, make=makes(a_csv="new a", b_csv="new b", c_csv="new c", manifest_json="m"))
    assert files_in(to) == {"a.csv": "old a", "c.csv": "old c", "gone.csv": "old", "manifest.json": told}


def test_a_full_disk_is_said(leave: Release, tmp_path: Path) -> None:
    with pytest.raises(DiskFull):
        writing.write(leave, to=tmp_path / "out", make=fails(OSError(28, "No space left on device")))
    assert not (tmp_path / "out").exists()


def test_a_file_where_the_folder_should_be_is_said(leave: Release, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(BadFile, match="cannot be written"):
        writing.write(leave, to=tmp_path / "out", make=makes(a_csv="a"))
    assert (tmp_path / "out").read_text() == "a file"


def test_a_folder_of_the_same_name_is_not_replaced(leave: Release, tmp_path: Path) -> None:
    (tmp_path / "out" / "b.csv").mkdir(parents=True)
    with pytest.raises(BadFile, match=r"not replaced: “b\.csv”"):
        writing.write(leave, to=tmp_path / "out", make=makes(a_csv="a", b_csv="b"))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.csv"]
