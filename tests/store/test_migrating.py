"""A file of another version: an older one is brought up to date after a backup, a newer one is refused in words."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3
from sqlite_utils import Database, Migrations

from recall_studio.domain.errors import DiskFull, StudyNewer, StudyReadOnly
from recall_studio.store import backups, schema, wholeness
from recall_studio.store.folder import StudyFolder
from tests.store.anatomy import anatomy
from tests.store.conftest import PASSPHRASE, Opens
from tests.store.studies import ids_of_moments, moments, redo, rows_of, tag, undo, with_step

Migrate = Callable[[Database], None]


def becomes_newer(monkeypatch: pytest.MonkeyPatch, *migrate: Migrate) -> None:
    """Makes the program one that has these migrations besides its own."""
    later = Migrations("recall_studio")
    for function in (schema.m0001_first_schema, schema.m0002_coding_together, schema.m0003_recall_interviews, *migrate):
        later()(function)
    monkeypatch.setattr(schema, "migrations", later)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, *(each.__name__ for each in migrate)))


def m0002_mood(db: Database) -> None:
    """Rebuilds a table that others refer to, which drops every trigger, and gives it a column more."""
    db.table("annotation").transform(defaults={"certainty": 2})
    db.conn.execute("ALTER TABLE annotation ADD COLUMN mood TEXT NOT NULL DEFAULT 'rustig'")


def m0003_fails(db: Database) -> None:
    db.conn.execute("UPDATE code SET label_nl = 'half'")
    db.conn.execute("DROP TABLE memo")
    raise RuntimeError


@pytest.fixture
def coded(folder: Path, opens: Opens) -> Path:
    """A study with a moment and a mark that hangs on it, closed, without backups."""
    study = opens()
    tag(study, note="blijft")
    columns = "id AS annotation_id, conversation_id, recording_id, created_at, coder AS member"
    row = study.rows(f"SELECT {columns} FROM annotation")[0]
    with_step(study, lambda writing: writing.insert("discuss_mark", {"id": "mark", "at_ms": 1, **row}))
    study.close()
    shutil.rmtree(folder / "backups")
    return folder


def test_an_older_file_is_brought_up_to_date_with_everything_in_it(
    coded: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of(opens(), "annotation", "discuss_mark", "step", "change", "consent", "audit")
    becomes_newer(monkeypatch, m0002_mood)
    study = opens()
    after = rows_of(study, *before)
    assert [row.pop("mood") for row in after["annotation"]] == ["rustig"]
    assert after == before
    assert list(wholeness.problems(study)) == []


def test_afterwards_the_journal_works_with_what_is_new(
    coded: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rebuilt table has no triggers; they are made anew from the columns that it has now."""
    becomes_newer(monkeypatch, m0002_mood)
    study = opens()
    with pytest.raises(sqlcipher3.IntegrityError, match="write outside a step"):
        study.perform(lambda writing: writing.execute("DELETE FROM annotation"))
    with_step(study, lambda writing: writing.execute("UPDATE annotation SET mood = 'boos'"))
    undo(study)
    assert study.value("SELECT mood FROM annotation") == "rustig"
    redo(study)
    assert study.value("SELECT mood FROM annotation") == "boos"
    tag(study, "werk", 5_000)
    assert len(moments(study)) == 2


def test_what_was_done_before_can_be_taken_back_afterwards(
    coded: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    becomes_newer(monkeypatch, m0002_mood)
    study = opens()
    undo(study)
    assert study.tuples("SELECT id FROM discuss_mark") == []
    redo(study)
    assert study.tuples("SELECT id FROM discuss_mark") == [("mark",)]


def test_a_verified_backup_of_the_older_file_comes_first(
    coded: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = anatomy(coded)
    with monkeypatch.context() as newer:
        becomes_newer(newer, m0002_mood)
        opens().close()
    backup = backups.listed(StudyFolder(coded))[0]
    assert backup.reason == "migratie"
    assert anatomy(backup.folder.root) == before
    assert len(moments(opens(path=backup.folder.root))) == 1  # with the older program


def test_an_encrypted_file_is_brought_up_to_date_too(
    encrypted: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    becomes_newer(monkeypatch, m0002_mood)
    study = opens(path=encrypted, passphrase=lambda: PASSPHRASE)
    tag(study)
    assert study.value("SELECT mood FROM annotation") == "rustig"
    assert backups.listed(StudyFolder(encrypted))[0].reason == "migratie"
    assert not backups.listed(StudyFolder(encrypted))[0].folder.database.read_bytes().startswith(b"SQLite")


def m0003_loses_what_is_referred_to(db: Database) -> None:
    db.conn.execute("DELETE FROM annotation")


@pytest.mark.parametrize("migrate", [(m0003_fails,), (m0002_mood, m0003_fails), (m0003_loses_what_is_referred_to,)])
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    coded: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch, migrate: tuple[Migrate, ...]
) -> None:
    """With its triggers: the older program must go on to guard and journal it."""
    before = anatomy(coded)
    with monkeypatch.context() as newer:
        becomes_newer(newer, *migrate)
        with pytest.raises((RuntimeError, sqlcipher3.IntegrityError)):
            opens()
    assert anatomy(coded) == before
    study = opens()
    assert list(wholeness.problems(study)) == []
    moment = tag(study, "werk", 9_000)
    undo(study)
    assert moment not in ids_of_moments(study)


def test_without_room_for_the_backup_nothing_is_migrated(
    coded: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = anatomy(coded)
    becomes_newer(monkeypatch, m0002_mood)
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _place: shutil._ntuple_diskusage(10, 9, 1))
        with pytest.raises(DiskFull):
            opens()
    assert anatomy(coded) == before
    assert opens().value("SELECT mood FROM annotation") == "rustig"


def test_a_file_that_is_up_to_date_is_left_alone(coded: Path, opens: Opens) -> None:
    before = anatomy(coded)
    opens().close()
    assert anatomy(coded) == before
    assert backups.listed(StudyFolder(coded)) == []


def test_an_older_file_in_a_place_to_read_only_is_named(
    coded: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    becomes_newer(monkeypatch, m0002_mood)
    monkeypatch.setattr(StudyFolder, "writable", property(lambda _folder: False))
    with pytest.raises(StudyReadOnly, match="older version"):
        opens()


# Newer than the program.


def from_the_future(folder: Path) -> None:
    connection = sqlcipher3.connect(str(folder / "study.sqlite"))
    with connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES (?, 'm0009_holograms', '2031')",
            ("recall_studio",),
        )
    connection.close()


def test_a_file_of_a_newer_program_is_refused_with_both_versions_named(coded: Path, opens: Opens) -> None:
    from_the_future(coded)
    before = anatomy(coded)
    with pytest.raises(StudyNewer) as told:
        opens()
    assert "m0009_holograms" in told.value.message
    assert schema.MIGRATIONS[-1] in told.value.message
    assert "newer version" in told.value.remedy
    assert anatomy(coded) == before
    assert backups.listed(StudyFolder(coded)) == []


def test_a_newer_file_is_refused_even_when_there_is_something_to_migrate(
    coded: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two lines of development crossed: nothing is done to the file."""
    from_the_future(coded)
    before = anatomy(coded)
    becomes_newer(monkeypatch, m0002_mood)
    with pytest.raises(StudyNewer):
        opens()
    assert anatomy(coded) == before
