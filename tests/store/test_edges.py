"""The edges of the store: harmed keys, triggers that are gone, places that only say they can be written to, backups."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from sqlite_utils import Database

from recall_studio.domain.errors import BadFile, NotAStudy, StudyDamaged, StudyReadOnly
from recall_studio.store import backups, opening, schema, wholeness
from recall_studio.store.connection import connect
from recall_studio.store.folder import StudyFolder, find_study, written_beside
from tests.store.conftest import PASSPHRASE, Opens
from tests.store.studies import NOON, moments, tag, undo

Entry = dict[str, Any]
READ_ONLY = "This study is open for reading only: its folder cannot be written to."
HARMED: dict[str, Callable[[Entry], object]] = {
    "emptied": lambda entry: entry.clear(),
    "no salt": lambda entry: entry.pop("salt"),
    "no kind": lambda entry: entry.pop("kind"),
    "salt a number": lambda entry: entry.update(salt=7),
    "sealed no base64": lambda entry: entry.update(sealed="*" * 64),
    "sealed cut off": lambda entry: entry.update(sealed=entry["sealed"][:32]),
    "nonce of no length": lambda entry: entry.update(nonce=""),
    "passes as text": lambda entry: entry.update(passes="3"),
    "no passes": lambda entry: entry.update(passes=0),
    "passes without end": lambda entry: entry.update(passes=10**6),
    "memory without end": lambda entry: entry.update(memory_kib=2**31),
    "memory too small for the lanes": lambda entry: entry.update(memory_kib=8, lanes=4),
    "lanes true": lambda entry: entry.update(lanes=True),
    "lanes without end": lambda entry: entry.update(lanes=65),
}


@pytest.mark.parametrize("harm", HARMED)
def test_harmed_keys_are_taken_from_the_spare(encrypted: Path, opens: Opens, harm: str) -> None:
    whole = json.loads((encrypted / "project.json").read_text("utf-8"))
    harmed = json.loads((encrypted / "project.json").read_text("utf-8"))
    HARMED[harm](harmed["keys"][0])
    (encrypted / "project.json").write_text(json.dumps(harmed), encoding="utf-8")
    study = opens(path=encrypted, passphrase=lambda: PASSPHRASE)
    assert any("put back from its copy" in notice for notice in study.notices)
    assert json.loads((encrypted / "project.json").read_text("utf-8")) == whole


def test_keys_that_are_no_list_are_taken_from_the_spare(encrypted: Path, opens: Opens) -> None:
    harmed = json.loads((encrypted / "project.json").read_text("utf-8")) | {"keys": {}}
    (encrypted / "project.json").write_text(json.dumps(harmed), encoding="utf-8")
    assert opens(path=encrypted, passphrase=lambda: PASSPHRASE).writable


@pytest.mark.parametrize("gone", ["all", "one"])
def test_triggers_that_are_gone_come_back_at_the_next_opening(folder: Path, opens: Opens, gone: str) -> None:
    connection = sqlcipher3.connect(str(folder / "study.sqlite"))
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    assert set(names) == schema.wanted_triggers()
    for name in names if gone == "all" else ["update_memo"]:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.close()
    study = opens()
    assert list(wholeness.problems(study)) == []
    tag(study)
    undo(study)
    assert moments(study) == []


def test_whole_triggers_are_left_alone(folder: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[Database] = []
    monkeypatch.setattr(schema, "install_triggers", installed.append)
    opens()
    assert installed == []


@pytest.mark.parametrize("error", [StudyReadOnly("x"), StudyDamaged("x")])
def test_a_share_that_only_says_it_can_be_written_to_opens_for_reading(
    opens: Opens, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    error.__cause__ = sqlcipher3.OperationalError("unable to open database file")

    def on_a_share(path: Path, *, mode: str = "rw", **more: Any) -> Database:
        if mode == "rw":
            raise error
        return connect(path, mode=mode, **more)

    monkeypatch.setattr(opening, "connect", on_a_share)
    study = opens()
    assert not study.writable
    assert READ_ONLY in study.notices


def test_a_file_that_sqlite_quietly_opens_for_reading_is_noticed(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    def quietly(path: Path, *, mode: str = "rw", **more: Any) -> Database:
        assert mode in ("rw", "ro")
        return connect(path, mode="ro", **more)

    monkeypatch.setattr(opening, "connect", quietly)
    study = opens()
    assert not study.writable
    assert READ_ONLY in study.notices


def test_a_study_that_another_program_writes_to_opens_for_writing(folder: Path, opens: Opens) -> None:
    connection = sqlcipher3.connect(str(folder / "study.sqlite"), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        assert opens().writable
    finally:
        connection.close()


def test_a_backup_is_not_opened_in_its_place(folder: Path, opens: Opens) -> None:
    study = opens()
    tag(study)
    made = backups.make(study.folder, None, backups.HOURLY, NOON)
    study.close()
    root = backups.listed(StudyFolder(folder))[0].folder.root
    assert made is not None
    for path in (root, root / "study.sqlite", root / "project.json"):
        with pytest.raises(NotAStudy, match="is a backup of a study") as told:
            find_study(path)
        assert "recall-studio restore" in told.value.remedy


def test_a_study_in_a_folder_that_is_only_called_backups_opens(folder: Path, opens: Opens) -> None:
    (folder.parent / "backups").mkdir()
    moved = folder.rename(folder.parent / "backups" / "Studie.recall")
    assert opens(path=moved).writable


def test_what_cannot_be_cleared_away_does_not_hide_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(30, f"Read-only file system ({missing_ok})")

    monkeypatch.setattr(Path, "unlink", refuses)
    with pytest.raises(BadFile, match="cannot be written"), written_beside(tmp_path / "gone" / "x") as beside:
        beside.write_text("x", encoding="utf-8")


def test_a_mac_is_asked_to_empty_the_cache_of_its_disk(folder: Path) -> None:
    db = connect(folder / "study.sqlite", key=None)
    assert [db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("fullfsync", "checkpoint_fullfsync")] == [1, 1]
    db.close()
