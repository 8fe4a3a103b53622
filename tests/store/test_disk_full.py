"""A full disk: the change is not kept and said so, all else is there, and with room the work goes on."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from recall_studio.domain.errors import DiskFull, RecallError, StudyReadOnly
from recall_studio.domain.moments import GivenMoment
from recall_studio.edits import keeping
from recall_studio.edits.coding import import_moments
from recall_studio.edits.tagging import begin_moment, change_moment, end_moment
from recall_studio.store import audit, backups, wholeness
from recall_studio.store.opening import Opening
from recall_studio.store.study import Study
from tests.store.anatomy import anatomy
from tests.store.conftest import Opens
from tests.store.studies import NOON, NOTE, Clock, answer, moments, rows_of, tag, undo

LONG = NOTE * 400  # fills some pages
CONTENT = ("annotation", "step", "change", "audit", "consent")


def allow_pages(study: Study, *, more: int) -> None:
    """As many pages as there are now and a few more, on the connection that writes."""

    def set_limit(pages: int) -> None:
        study.perform(lambda writing: writing.execute(f"PRAGMA max_page_count = {pages}"))

    set_limit(int(study.value("PRAGMA page_count")) + more)


def fill(study: Study, note: str = LONG) -> list[str]:
    """Tags with such notes until there is no room; gives those that were kept."""
    kept: list[str] = []

    def tags_on() -> None:
        for start_ms in range(5_000):
            kept.append(tag(study, "werk", start_ms, note=note))  # noqa: PERF401 - those before the error count

    with pytest.raises(DiskFull, match="the change was not kept") as told:
        tags_on()
    assert told.value.remedy
    return kept


def fill_up(ballast: Path) -> None:
    """Take all the room of a disk."""
    with ballast.open("wb", buffering=0) as handle, suppress(OSError):
        while True:
            handle.write(bytes(4_096))


@pytest.mark.parametrize("more", [0, 1, 2, 3, 5, 8])
def test_what_does_not_fit_is_not_kept_and_all_else_is(study: Study, more: int) -> None:
    """At each page where it can run out: while opening the step, while writing, in the journal."""
    first = tag(study)
    allow_pages(study, more=more)
    kept = fill(study)
    assert {moment for (moment,) in study.tuples("SELECT id FROM annotation")} == {first, *kept}
    before = rows_of(study, *CONTENT)
    with pytest.raises(DiskFull):
        tag(study, "werk", 9_000, note=LONG)
    assert rows_of(study, *CONTENT) == before
    assert list(wholeness.problems(study)) == []
    allow_pages(study, more=1_000_000)
    last = tag(study, "werk", 9_000, note=LONG)
    undo(study)
    assert last not in {moment for (moment,) in study.tuples("SELECT id FROM annotation")}
    assert audit.broken_at(study) is None


def test_a_stretch_that_cannot_be_ended_still_runs(study: Study) -> None:
    """All that was queued fails each by itself, and none of it stops the writer."""
    begun = study.perform(begin_moment, recording="G-01", coder="A", code="werk", start_ms=1_000).id
    allow_pages(study, more=0)
    fill(study, "")
    ends = [study.submit(end_moment, moment=begun, end_ms=end_ms) for end_ms in (2_000, 3_000)]
    notes = [study.submit(change_moment, moment=begun, note=LONG) for _time in range(2)]
    failed = [*(future.exception(20) for future in ends), *(future.exception(20) for future in notes)]
    assert [type(error) for error in failed] == [DiskFull] * 4
    assert study.tuples("SELECT running, end_ms, note FROM annotation WHERE id = ?", (begun,)) == [(1, None, None)]
    allow_pages(study, more=1_000_000)
    assert study.perform(end_moment, moment=begun, end_ms=2_000).end_ms == 2_000
    assert list(wholeness.problems(study)) == []


def test_an_import_that_does_not_fit_leaves_nothing(study: Study) -> None:
    allow_pages(study, more=20)
    before = rows_of(study, *CONTENT)
    given = [GivenMoment(row, "G-01", "A", "werk", row, None, NOTE) for row in range(3_000)]
    with pytest.raises(DiskFull):
        study.perform(import_moments, given=given)
    assert rows_of(study, *CONTENT) == before
    tag(study)  # small enough


def test_a_consent_that_does_not_fit_is_not_half_recorded(study: Study) -> None:
    """Answer and log are one."""
    allow_pages(study, more=0)

    def answers_on() -> None:
        for _ in range(1_000):
            answer(study, "K-417")

    with pytest.raises(DiskFull):
        answers_on()
    assert study.value("SELECT count(*) FROM consent") == study.value(
        "SELECT count(*) FROM audit WHERE action = 'toestemming'"
    )
    assert audit.broken_at(study) is None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four MiB in memory, where the system lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root makes a disk")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if made.returncode != 0:
        pytest.skip("this system lets nobody make a disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_disk_that_is_really_full(folder: Path, small_disk: Path, opens: Opens) -> None:
    """Not SQLite's own limit: the log cannot grow, and nor can its index."""
    path = Path(shutil.copytree(folder, small_disk / "Studie.recall"))
    study = opens(path=path)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(2_500_000))
    kept = fill(study)
    assert len(kept) > 3
    assert len(moments(study)) == len(kept)  # reading goes on
    with pytest.raises(DiskFull):
        tag(study, "werk", 9_000, note=LONG)
    ballast.unlink()
    kept.append(tag(study, "werk", 9_001, note=LONG))
    study.close()
    study = opens(path=path)
    assert {moment for (moment,) in study.tuples("SELECT id FROM annotation")} == set(kept)
    assert list(wholeness.problems(study)) == []
    study.close()


def test_a_full_disk_can_be_opened_and_read(folder: Path, small_disk: Path, opens: Opens) -> None:
    """It must not be called damaged: whoever then puts a backup back loses the work since."""
    path = Path(shutil.copytree(folder, small_disk / "Studie.recall"))
    study = opens(path=path)
    tag(study)
    study.close()
    ballast = small_disk / "ballast"
    fill_up(ballast)
    before = (path / "study.sqlite").read_bytes()
    study = opens(path=path)
    assert len(moments(study)) == 1
    with pytest.raises((DiskFull, StudyReadOnly)):
        tag(study, "werk", 5)
    study.close()
    assert (path / "study.sqlite").read_bytes() == before
    ballast.unlink()
    study = opens(path=path)
    tag(study, "werk", 6)
    assert len(moments(study)) == 2
    study.close()


@pytest.mark.parametrize("left_bytes", [0, 8_000, 40_000, 200_000, 450_000])
def test_a_restore_that_finds_no_room_changes_nothing(
    folder: Path, small_disk: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch, left_bytes: int
) -> None:
    """Wherever it runs out: a study that is whole is never set aside for that."""
    monkeypatch.setattr("recall_studio.store.folder.SPARE_BYTES", 0)  # all of this disk is less
    path = Path(shutil.copytree(folder, small_disk / "Studie.recall"))
    for start_ms in (1, 2):
        study = opens(path=path)
        tag(study, "werk", start_ms)
        study.close()
    before = anatomy(path)
    (small_disk / "room").write_bytes(bytes(left_bytes))
    fill_up(small_disk / "ballast")
    (small_disk / "room").unlink()
    with pytest.raises((DiskFull, StudyReadOnly)):
        keeping.restore(path, name="latest", how=Opening(clock=Clock()))
    (small_disk / "ballast").unlink()
    assert anatomy(path) == before
    assert {place.name for place in path.iterdir() if place.name.startswith((".", "damaged"))} == set()
    keeping.restore(path, name="latest", how=Opening(clock=Clock(NOON + timedelta(hours=1))))
    assert [start_ms for _coder, _code, start_ms, _end in moments(opens(path=path))] == [1]


def test_a_damaged_study_stays_where_it_is_when_the_backup_does_not_fit(
    folder: Path, small_disk: Path, opens: Opens
) -> None:
    path = Path(shutil.copytree(folder, small_disk / "Studie.recall"))
    study = opens(path=path)
    tag(study)
    backups.copy_database(path / "study.sqlite", small_disk / "study.sqlite", None)
    (path / "backups" / "20260312T110000000000Z-uur").mkdir(parents=True)
    shutil.copy2(small_disk / "study.sqlite", path / "backups" / "20260312T110000000000Z-uur")
    study.close()
    with (path / "study.sqlite").open("rb+") as handle:
        handle.write(bytes(8_192))
    harmed = (path / "study.sqlite").read_bytes()
    fill_up(small_disk / "ballast")
    with pytest.raises(RecallError):
        keeping.restore(path, name="latest", how=Opening(clock=Clock()))
    assert (path / "study.sqlite").read_bytes() == harmed
    (small_disk / "ballast").unlink()
    assert keeping.restore(path, name="latest", how=Opening(clock=Clock())).aside is not None
    assert len(moments(opens(path=path))) == 1
