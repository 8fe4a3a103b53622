"""Backups: made by themselves when something changed, read back before they count, and never too many."""

import logging
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from recall_studio.domain.errors import BadInput, DiskFull, StudyDamaged
from recall_studio.edits.keeping import back_up
from recall_studio.store import backups
from recall_studio.store.folder import StudyFolder
from recall_studio.store.logs import LOGGER
from tests.store.anatomy import anatomy
from tests.store.conftest import Opens
from tests.store.studies import NOON, Clock, answer, moments, tag


def reasons(folder: Path) -> list[str]:
    """Of the backups that there are, newest first."""
    return [backup.reason for backup in backups.listed(StudyFolder(folder))]


def names(folder: Path) -> list[str]:
    return [backup.name for backup in backups.listed(StudyFolder(folder))]


def a_sitting(opens: Opens, start_ms: int = 0) -> None:
    """Somebody opens the study, tags a moment and closes it."""
    study = opens()
    tag(study, "werk", start_ms)
    study.close()


def test_a_sitting_with_a_change_leaves_a_backup_that_is_the_study(folder: Path, opens: Opens) -> None:
    a_sitting(opens)
    assert reasons(folder) == ["uur"]
    backup = backups.listed(StudyFolder(folder))[0]
    assert backup.made_at == NOON
    assert backup.size_bytes == backup.folder.database.stat().st_size > 0
    assert anatomy(backup.folder.root) == anatomy(folder)
    assert len(moments(opens(path=backup.folder.root))) == 1


def test_a_sitting_without_a_change_leaves_none(folder: Path, opens: Opens) -> None:
    opens().close()
    assert reasons(folder) == []


def test_within_the_hour_there_is_one(folder: Path, opens: Opens, clock: Clock) -> None:
    a_sitting(opens)
    clock.goes(minutes=59)
    a_sitting(opens, 1)
    assert len(names(folder)) == 1
    clock.goes(minutes=1)
    a_sitting(opens, 2)
    assert len(names(folder)) == 2


def test_a_long_sitting_makes_one_every_hour(
    folder: Path, opens: Opens, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock is the test's; the hour that the upkeep waits is cut to nothing."""
    monkeypatch.setattr(backups, "INTERVAL", timedelta(milliseconds=1))
    made = threading.Event()
    make = backups.make

    def tells(*given: object) -> backups.Backup:
        backup = make(*given)  # type: ignore[arg-type]  # whatever the study gives
        made.set()
        return backup

    monkeypatch.setattr(backups, "make", tells)
    study = opens()
    for start_ms in range(3):
        clock.goes(hours=1)
        made.clear()
        tag(study, "werk", start_ms)
        assert made.wait(20)
    assert len(names(folder)) == 3


def test_a_backup_is_of_a_study_in_use(folder: Path, opens: Opens) -> None:
    """With changes that stand in the log alone, and while others go on to write."""
    study, other = opens("A"), opens("B")
    tag(study)
    tag(other)
    back_up(study)
    tag(study)
    backup = backups.listed(StudyFolder(folder))[0]
    assert len(moments(opens(path=backup.folder.root))) == 2


def test_only_so_many_are_kept_of_each_kind(folder: Path, opens: Opens, clock: Clock) -> None:
    study = opens()
    place = StudyFolder(folder)
    for _ in range(backups.KEPT["migratie"] + 2):
        clock.goes(hours=1)
        backups.make(place, None, backups.BEFORE_MIGRATION, clock())
    all_names = []
    for _ in range(backups.KEPT["uur"] + 3):
        clock.goes(hours=1)
        all_names.append(back_up(study).name)
    assert names(folder)[: backups.KEPT["uur"]] == all_names[:2:-1]
    assert reasons(folder).count("migratie") == backups.KEPT["migratie"]


def test_nothing_else_in_the_folder_is_taken_for_a_backup_or_thrown_away(folder: Path, opens: Opens) -> None:
    mine = folder / "backups" / "van mij"
    mine.mkdir(parents=True)
    (mine / "study.sqlite").write_bytes(b"mine")
    (folder / "backups" / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "backups" / "20260312T120000000000Z-leeg").mkdir()
    hidden = folder / "backups" / ".van mij"
    hidden.write_text("mine", encoding="utf-8")
    study = opens()
    for _ in range(3):
        study.clock.goes(hours=1)  # type: ignore[attr-defined]  # the test's clock
        back_up(study)
    assert reasons(folder) == ["uur"] * 3
    assert (mine / "study.sqlite").read_bytes() == b"mine"
    assert (folder / "backups" / "notes.txt").exists()
    assert hidden.exists()


def test_a_backup_is_found_by_its_name_its_path_or_as_the_latest(folder: Path, opens: Opens, clock: Clock) -> None:
    a_sitting(opens)
    clock.goes(hours=2)
    a_sitting(opens, 1)
    place = StudyFolder(folder)
    newest, oldest = names(folder)
    assert backups.named(place, "latest").name == newest
    assert backups.named(place, oldest).name == oldest
    assert backups.named(place, str(folder / "backups" / oldest)).name == oldest
    assert backups.named(place, f"C:\\Studie.recall\\backups\\{oldest}\\").name == oldest
    with pytest.raises(BadInput, match="no backup “1999”"):
        backups.named(place, "1999")


def test_without_backups_there_is_no_latest(folder: Path) -> None:
    with pytest.raises(BadInput, match="no backup “latest”"):
        backups.named(StudyFolder(folder), "latest")


# When it cannot be made.


def test_a_copy_that_cannot_be_read_back_does_not_count(
    folder: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = opens()
    tag(study)
    copy = backups.copy_database

    def copies_badly(source: Path, target: Path, key: bytes | None) -> None:
        copy(source, target, key)
        with target.open("rb+") as handle:
            handle.seek(8_192)
            handle.write(bytes(8_192))

    monkeypatch.setattr(backups, "copy_database", copies_badly)
    with pytest.raises(StudyDamaged):
        back_up(study)
    assert list((folder / "backups").iterdir()) == []


def test_without_room_there_is_no_half_backup_and_the_study_goes_on(
    folder: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    study = opens()
    tag(study)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(DiskFull):
        back_up(study)
    monkeypatch.setattr(LOGGER, "propagate", True)
    with caplog.at_level(logging.WARNING, LOGGER.name):
        study.close()
    assert {record.getMessage() for record in caplog.records} == {"backup not made: DiskFull"}
    assert list((folder / "backups").iterdir()) == []
    assert len(moments(opens())) == 1


def test_where_backups_cannot_be_written_the_study_is_closed_all_the_same(folder: Path, opens: Opens) -> None:
    study = opens()
    tag(study)
    (folder / "backups").write_text("a file where the folder should be", encoding="utf-8")
    study.close()
    (folder / "backups").unlink()
    assert len(moments(opens())) == 1


def test_an_old_backup_that_cannot_be_thrown_away_stops_nothing(
    folder: Path, opens: Opens, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows somebody may look into it."""
    study = opens()
    for _ in range(backups.KEPT["uur"]):
        clock.goes(hours=1)
        back_up(study)
    tag(study)
    clock.goes(hours=1)
    real = shutil.rmtree

    def held(place: Path, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise PermissionError(13, "in use")
        real(place, ignore_errors=True)

    monkeypatch.setattr(shutil, "rmtree", held)
    study.close()
    monkeypatch.undo()
    assert len(names(folder)) >= backups.KEPT["uur"]
    assert len(moments(opens(path=backups.listed(StudyFolder(folder))[0].folder.root))) == 1


def test_what_a_killed_program_left_half_made_is_cleared_away(folder: Path, opens: Opens, clock: Clock) -> None:
    """It is personal data too. What was begun within the hour may be another program's, still at work."""
    left = {hours: folder / "backups" / f".{NOON - timedelta(hours=hours):{backups.STAMP}}-uur" for hours in (30, 0.5)}
    for place in left.values():
        place.mkdir(parents=True)
        (place / "study.sqlite").write_bytes(b"half")
    assert reasons(folder) == []
    a_sitting(opens)
    assert [hours for hours, place in left.items() if place.exists()] == [0.5]
    assert reasons(folder) == ["uur"]


# The clock is wrong.


@pytest.mark.parametrize("days", [-365, 365])
def test_a_clock_that_is_a_year_off_destroys_no_backup(folder: Path, opens: Opens, clock: Clock, days: int) -> None:
    for start_ms in range(backups.KEPT["uur"]):
        a_sitting(opens, start_ms)
        clock.goes(hours=1)
    before = names(folder)
    clock.goes(days=days)
    for start_ms in range(3):
        a_sitting(opens, 100 + start_ms)
        latest = max(backups.listed(StudyFolder(folder)), key=lambda backup: backup.folder.root.stat().st_mtime_ns)
        assert len(moments(opens(path=latest.folder.root))) == backups.KEPT["uur"] + start_ms + 1
        clock.goes(hours=1)
    kept = names(folder)
    assert len(set(kept) - set(before)) == 3
    assert len(kept) >= backups.KEPT["uur"]
    if days < 0:
        assert set(before) <= set(kept)  # those of the future wait until it comes


def test_a_clock_that_was_ahead_for_a_day_does_not_fill_the_hours_with_backups(
    folder: Path, opens: Opens, clock: Clock
) -> None:
    """Else the twelve that are kept would reach back some minutes only."""
    clock.goes(days=365)
    a_sitting(opens, 0)
    clock.goes(days=-365)
    for start_ms in range(1, 6):
        clock.goes(minutes=5)
        a_sitting(opens, start_ms)
    assert len(names(folder)) == 2


@pytest.mark.parametrize("days", [-365, 365])
def test_the_order_of_steps_and_answers_never_depends_on_the_clock(opens: Opens, clock: Clock, days: int) -> None:
    study = opens()
    tag(study, "werk", 1)
    clock.goes(days=days)
    study.close()
    study = opens()
    tag(study, "werk", 2)
    answer(study, "K-417", recording="G-01")
    at = [row for (row,) in study.tuples("SELECT at FROM step WHERE number > 1 ORDER BY number")]
    assert at == sorted(at, reverse=days < 0)
    ids = [row for (row,) in study.tuples("SELECT id FROM step ORDER BY number")]
    assert study.tuples(
        "SELECT seq FROM step WHERE device = ? ORDER BY number",
        (study.value("SELECT device FROM step ORDER BY number DESC"),),
    ) == [(1,), (2,)]
    assert len(set(ids)) == len(ids)
