"""Going back to a backup: the state as it was, the present one kept, and nothing lost where something is damaged."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlcipher3

from recall_studio.domain.errors import BadInput, NotAStudy, StudyBusy, StudyDamaged, WrongPassphrase
from recall_studio.edits import keeping
from recall_studio.store import audit, backups, wholeness
from recall_studio.store.connection import SQLITE_MAGIC, connect
from recall_studio.store.folder import StudyFolder
from recall_studio.store.opening import Opening, study_key
from recall_studio.store.study import Study
from tests.store.anatomy import anatomy, bytes_of
from tests.store.conftest import PASSPHRASE, Opens, Starts
from tests.store.studies import Clock, moments, tag, undo


class Kept(NamedTuple):
    """A study with a backup of one moment, that has two now."""

    path: Path
    backup: str
    key: bytes | None

    def opened(self, opens: Opens) -> Study:
        return opens(path=self.path, passphrase=lambda: PASSPHRASE)

    def restored(self, clock: Clock, name: str = "latest") -> keeping.Restored:
        how = Opening(clock=clock, passphrase=lambda: PASSPHRASE)
        return keeping.restore(self.path, name=name, how=how)

    def content(self, path: Path | None = None) -> dict[str, list[tuple[object, ...]]]:
        """All but the audit log, which goes on."""
        return {name: rows for name, rows in anatomy(path or self.path, key=self.key).items() if name != "audit"}


@pytest.fixture(params=["plain", "encrypted"])
def kept(request: pytest.FixtureRequest, opens: Opens, clock: Clock) -> Kept:
    return _kept(request.getfixturevalue("folder" if request.param == "plain" else "encrypted"), opens, clock)


@pytest.fixture
def plain(folder: Path, opens: Opens, clock: Clock) -> Kept:
    """One that another program can open too: it knows no passphrase."""
    return _kept(folder, opens, clock)


def _kept(path: Path, opens: Opens, clock: Clock) -> Kept:
    for start_ms in (1, 2):
        study = opens(path=path, passphrase=lambda: PASSPHRASE)
        tag(study, "werk", start_ms)
        study.close()
    clock.goes(hours=5)
    name = backups.listed(StudyFolder(path))[0].name
    return Kept(path, name, study_key(path, lambda: PASSPHRASE)[1])


def starts_of(study: Study) -> list[int]:
    return [start_ms for _coder, _code, start_ms, _end in moments(study)]


def test_the_state_of_then_is_back_and_the_present_one_is_a_backup(kept: Kept, opens: Opens, clock: Clock) -> None:
    then = kept.content(kept.path / "backups" / kept.backup)
    present = anatomy(kept.path, key=kept.key)
    restored = kept.restored(clock)
    assert (restored.backup.name, restored.aside) == (kept.backup, None)
    assert kept.content() == then
    newest = backups.listed(StudyFolder(kept.path))[0]
    assert newest.reason == "terugzetten"
    assert anatomy(newest.folder.root, key=kept.key) == present
    study = kept.opened(opens)
    assert starts_of(study) == [1]
    assert list(wholeness.problems(study)) == []


def test_the_study_goes_on_afterwards(kept: Kept, opens: Opens, clock: Clock) -> None:
    kept.restored(clock)
    study = kept.opened(opens)
    tag(study, "werk", 3)
    undo(study)
    undo(study)
    assert starts_of(study) == []
    assert audit.broken_at(study) is None
    assert study.value("SELECT action FROM audit ORDER BY number DESC LIMIT 1") == "teruggezet"


def test_going_back_can_be_gone_back_on(kept: Kept, opens: Opens, clock: Clock) -> None:
    before = kept.content()
    kept.restored(clock)
    clock.goes(minutes=1)
    kept.restored(clock)  # the latest is now what was replaced
    assert kept.content() == before


def test_the_backup_that_is_put_back_is_never_the_one_that_makes_room(kept: Kept, clock: Clock) -> None:
    """Of those from before a restore three are kept, and going back to the oldest makes a fourth."""
    for _ in range(backups.KEPT["terugzetten"]):
        clock.goes(minutes=1)
        kept.restored(clock, kept.backup)
    of_restores = [one for one in backups.listed(StudyFolder(kept.path)) if one.reason == "terugzetten"]
    oldest = of_restores[-1]
    wanted = kept.content(oldest.folder.root)
    clock.goes(minutes=1)
    kept.restored(clock, oldest.name)
    assert kept.content() == wanted
    assert oldest.folder.database.exists()


@pytest.mark.parametrize("days", [-365, 365])
def test_a_clock_that_is_a_year_off_loses_nothing(kept: Kept, clock: Clock, days: int) -> None:
    present = kept.content()
    clock.goes(days=days)
    for _ in range(backups.KEPT["terugzetten"]):
        clock.goes(minutes=1)
        kept.restored(clock, kept.backup)
    everything = [kept.content(backup.folder.root) for backup in backups.listed(StudyFolder(kept.path))]
    assert present in everything


# The present state is damaged.


def _cut_off(database: Path) -> None:
    os.truncate(database, database.stat().st_size // 2 + 100)


def _zeros(database: Path, start: int, length: int) -> None:
    with database.open("rb+") as handle:
        handle.seek(start)
        handle.write(bytes(length))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut off in the middle": _cut_off,
    "cut off at a page": lambda database: os.truncate(database, 8 * 4_096),
    "zeros at the start": lambda database: _zeros(database, 0, 4_096),
    "zeros after the first words": lambda database: _zeros(database, len(SQLITE_MAGIC), 8_192),
    "zeros in the middle": lambda database: _zeros(database, database.stat().st_size // 2, 40_000),
    "zeros at the end": lambda database: _zeros(database, database.stat().st_size - 60_000, 60_000),
    "empty": lambda database: database.write_bytes(b""),
    "noise": lambda database: database.write_bytes(os.urandom(50_000)),
    "a web page": lambda database: database.write_text("<!DOCTYPE html><p>Sign in to your cloud.", encoding="utf-8"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_study_is_refused_then_set_aside_and_put_back(
    kept: Kept, opens: Opens, clock: Clock, damage: str
) -> None:
    database = kept.path / "study.sqlite"
    then = kept.content(kept.path / "backups" / kept.backup)
    DAMAGE[damage](database)
    harmed = database.read_bytes()
    with pytest.raises((StudyDamaged, NotAStudy)) as told:
        kept.opened(opens)
    assert "recall-studio restore" in told.value.remedy
    assert database.read_bytes() == harmed  # opening mends nothing and overwrites nothing
    restored = kept.restored(clock)
    assert kept.content() == then
    assert starts_of(kept.opened(opens)) == [1]
    assert restored.aside is not None
    assert (restored.aside / "study.sqlite").read_bytes() == harmed


@pytest.mark.parametrize("table", ["annotation", "change", "audit", "consent"])
def test_one_damaged_page_is_noticed_at_opening(kept: Kept, opens: Opens, clock: Clock, table: str) -> None:
    """Not where the file begins or what it is made of, but where only a look at every page comes."""
    with closing(connect(kept.path / "study.sqlite", key=kept.key, mode="ro")) as db:
        page = db.conn.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    _zeros(kept.path / "study.sqlite", (page - 1) * 4_096, 4_096)
    with pytest.raises(StudyDamaged, match="is damaged") as told:
        kept.opened(opens)
    assert "recall-studio restore" in told.value.remedy
    assert kept.restored(clock).aside is not None
    assert starts_of(kept.opened(opens)) == [1]


def test_a_missing_database_is_put_back(kept: Kept, opens: Opens, clock: Clock) -> None:
    (kept.path / "study.sqlite").unlink()
    with pytest.raises(StudyDamaged, match="is missing"):
        kept.opened(opens)
    assert not (kept.path / "study.sqlite").exists()
    assert kept.restored(clock).aside is None
    assert starts_of(kept.opened(opens)) == [1]


def test_another_programs_database_in_its_place_is_set_aside_unchanged(kept: Kept, opens: Opens, clock: Clock) -> None:
    database = kept.path / "study.sqlite"
    database.unlink()
    connection = sqlcipher3.connect(str(database))
    connection.execute("CREATE TABLE bookmark(url TEXT)")
    connection.close()
    foreign = database.read_bytes()
    restored = kept.restored(clock)
    assert restored.aside is not None
    assert (restored.aside / "study.sqlite").read_bytes() == foreign
    assert starts_of(kept.opened(opens)) == [1]


def test_what_stood_in_the_log_of_a_damaged_study_is_set_aside_too(plain: Kept, starts: Starts, clock: Clock) -> None:
    """Killed with changes in the log, then damaged: an expert may still get them out."""
    other = starts("tag")
    assert other.says() == "ready"
    other.is_told("go on")
    assert other.says()
    other.is_killed()
    log = (plain.path / "study.sqlite-wal").read_bytes()
    assert log
    DAMAGE["zeros at the start"](plain.path / "study.sqlite")
    restored = plain.restored(clock)
    assert restored.aside is not None
    assert (restored.aside / "study.sqlite-wal").read_bytes() == log


def test_two_damaged_ones_are_both_kept(kept: Kept, clock: Clock) -> None:
    asides = set()
    for _ in range(2):
        DAMAGE["empty"](kept.path / "study.sqlite")
        asides.add(kept.restored(clock).aside)
        clock.goes(minutes=1)
    assert len(asides) == 2


# The backup is damaged, or something else is the matter.


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_backup_is_refused_with_nothing_changed(kept: Kept, clock: Clock, damage: str) -> None:
    DAMAGE[damage](kept.path / "backups" / kept.backup / "study.sqlite")
    before = bytes_of(kept.path)
    with pytest.raises(StudyDamaged):
        kept.restored(clock)
    assert {name: held for name, held in bytes_of(kept.path).items() if name != "window.lock"} == before


def test_with_both_damaged_nothing_is_changed(kept: Kept, clock: Clock) -> None:
    for database in (kept.path / "study.sqlite", kept.path / "backups" / kept.backup / "study.sqlite"):
        DAMAGE["zeros in the middle"](database)
    before = (kept.path / "study.sqlite").read_bytes()
    with pytest.raises(StudyDamaged):
        kept.restored(clock)
    assert (kept.path / "study.sqlite").read_bytes() == before


def test_an_unknown_backup_changes_nothing(kept: Kept, clock: Clock) -> None:
    before = bytes_of(kept.path)
    with pytest.raises(BadInput, match="no backup “gisteren”"):
        kept.restored(clock, "gisteren")
    assert bytes_of(kept.path) == before


def test_while_a_window_has_it_open_nothing_is_put_back(plain: Kept, starts: Starts, clock: Clock) -> None:
    window = starts("window")
    assert window.says() == "ready"
    before = plain.content()
    with pytest.raises(StudyBusy):
        plain.restored(clock)
    assert plain.content() == before


def test_a_wrong_passphrase_puts_nothing_back(encrypted: Path, opens: Opens, clock: Clock) -> None:
    study = opens(path=encrypted, passphrase=lambda: PASSPHRASE)
    tag(study)
    study.close()
    before = bytes_of(encrypted)
    with pytest.raises(WrongPassphrase):
        keeping.restore(encrypted, name="latest", how=Opening(clock=clock, passphrase=lambda: "geraden zin"))
    assert bytes_of(encrypted) == before


def test_a_study_of_which_only_the_backups_are_left(kept: Kept, opens: Opens, clock: Clock) -> None:
    for place in kept.path.iterdir():
        if place.name != "backups":
            shutil.rmtree(place) if place.is_dir() else place.unlink()
    if kept.key is None:
        shutil.copy2(kept.path / "backups" / kept.backup / "project.json", kept.path / "project.json.bak")
    else:
        shutil.copy2(kept.path / "backups" / kept.backup / "project.json", kept.path / "project.json")
    kept.restored(clock)
    assert starts_of(kept.opened(opens)) == [1]
