"""Looking after a study: what a check finds, what it reminds of, going back, another passphrase."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import AccessRefused, BadInput, StudyBusy, StudyDamaged, UnknownName
from recall_studio.domain.study import Role, SetupItem
from recall_studio.edits.founding import set_member, set_setup_item
from recall_studio.edits.keeping import Examination, back_up, change_passphrase, examine, restore
from recall_studio.edits.tagging import end_moment, remove_moments
from recall_studio.store import people
from recall_studio.store.folder import StudyFolder
from recall_studio.store.locking import WindowLock
from recall_studio.store.opening import Opening
from tests.edits.moments import begin
from tests.edits.setting import Lab, add, add_and_consent, answer, audited, codes_of, tag


@pytest.fixture
def arranged(ready: Lab) -> Lab:
    """A study of which nothing is to be said: all items are closed, the recording may be kept."""
    with ready.open() as study:
        for item in SetupItem:
            study.perform(set_setup_item, item=item, done=True)
        tag(study)
    return ready


def examined(lab: Lab) -> Examination:
    with lab.open() as study:
        return examine(study)


def tampering(lab: Lab, *statements: str) -> None:
    """Change the file with another program."""
    connection = sqlcipher3.connect(str(lab.path / "study.sqlite"), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def trigger_statement(lab: Lab, name: str) -> str:
    with lab.open() as study:
        return str(study.value("SELECT sql FROM sqlite_master WHERE name = ?", (name,)))


@pytest.fixture
def copied(arranged: Lab) -> Path:
    """The copy of the recording."""
    (place,) = (arranged.path / "media").iterdir()
    return place


def test_a_study_that_is_whole_has_no_problems(arranged: Lab) -> None:
    assert examined(arranged) == Examination((), ())


def test_a_missing_recording_is_found(arranged: Lab, copied: Path) -> None:
    copied.unlink()
    (problem,) = examined(arranged).problems
    assert "“G-001”" in problem
    assert "relink" in problem


@pytest.mark.parametrize("at", [0, -1])
def test_a_recording_that_was_replaced_is_found(arranged: Lab, copied: Path, at: int) -> None:
    content = bytearray(copied.read_bytes())
    content[at] ^= 1
    copied.write_bytes(content)
    (problem,) = examined(arranged).problems
    assert "“G-001”" in problem


def test_a_stray_file_is_found(arranged: Lab, clip: Path) -> None:
    shutil.copy(clip, arranged.path / "media" / "los.mp4")
    assert examined(arranged).problems == ("1 file in the study's media folder belongs to no recording: los.mp4.",)
    shutil.copy(clip, arranged.path / "media" / "nog een.mp4")
    assert "2 files in the study's media folder belong to no recording" in examined(arranged).problems[0]


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET member = 'B' WHERE number = 3", "DELETE FROM audit WHERE number = 3"]
)
def test_a_changed_audit_log_is_found(arranged: Lab, statement: str) -> None:
    guards = [(name, trigger_statement(arranged, name)) for name in ("update_audit", "delete_audit")]
    drops = [f"DROP TRIGGER {name}" for name, _sql in guards]
    tampering(arranged, *drops, statement, *(sql for _name, sql in guards))
    (problem,) = examined(arranged).problems
    assert "audit log was tampered with" in problem
    assert "row 3" in problem or "row 4" in problem


def test_a_journal_that_was_switched_off_is_switched_on_again(arranged: Lab) -> None:
    tampering(arranged, "DROP TRIGGER update_annotation")
    assert examined(arranged).problems == ()
    assert trigger_statement(arranged, "update_annotation")


def test_rows_that_refer_to_nothing_are_found(arranged: Lab) -> None:
    guard = trigger_statement(arranged, "delete_participant")
    tampering(
        arranged,
        "PRAGMA foreign_keys = OFF",
        "DROP TRIGGER delete_participant",
        "DELETE FROM participant WHERE pseudonym = 'K-001'",
        guard,
    )
    assert any("refer to rows that are gone" in problem for problem in examined(arranged).problems)


def test_open_items_are_named(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(set_setup_item, item=SetupItem.DPIA, done=True)
        study.perform(set_setup_item, item=SetupItem.REGISTER, done=True)
    (reminder,) = examined(lab).reminders
    assert reminder == "Still to be arranged: ethics approval and consent of the works council."


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "“G-001” has been in quarantine for 0 days: consent for the recording is missing."),
        (1, "“G-001” has been in quarantine for 1 day: consent for the recording is missing."),
        (14, "“G-001” has been in quarantine for 14 days: consent for the recording is missing."),
        (15, "“G-001” has been in quarantine for 15 days: destroy it, or record the consent."),
    ],
)
def test_after_two_weeks_in_quarantine_it_is_time_to_choose(lab: Lab, clip: Path, days: int, said: str) -> None:
    with lab.open() as study:
        add(study, clip)
    lab.clock.forward(days)
    assert said in examined(lab).reminders


def test_a_recording_in_parts_is_reminded_of_once(lab: Lab, clip: Path, other_clip: Path) -> None:
    with lab.open() as study:
        add(study, clip, other_clip)
    assert sum("quarantine" in reminder for reminder in examined(lab).reminders) == 1


def test_a_withdrawal_brings_quarantine_back(arranged: Lab) -> None:
    assert not any("quarantine" in reminder for reminder in examined(arranged).reminders)
    with arranged.open() as study:
        answer(study, "K-001", Purpose.OPNAME, status=Status.INGETROKKEN)
    assert any("“G-001” has been in quarantine" in reminder for reminder in examined(arranged).reminders)


@pytest.mark.parametrize(
    ("day", "reminders"),
    [
        (date(2028, 10, 22), ()),
        (date(2028, 10, 23), ("“G-001” must be destroyed on 2028-11-22.",)),
        (date(2028, 11, 22), ("“G-001” must be destroyed on 2028-11-22.",)),
        (date(2028, 11, 23), ("“G-001” had to be destroyed on 2028-11-22.",)),
        (date(2040, 1, 1), ("“G-001” had to be destroyed on 2028-11-22.",)),
    ],
)
def test_the_last_day_is_told_and_nothing_is_destroyed(
    arranged: Lab, copied: Path, day: date, reminders: tuple[str, ...]
) -> None:
    arranged.clock.today = day
    assert examined(arranged).reminders == reminders
    assert copied.exists()


def test_going_back_keeps_the_present_state(arranged: Lab) -> None:
    with arranged.open() as study:
        earlier = back_up(study)
        tag(study, "disc_omgaan", 2000)
        study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
    arranged.clock.forward(1)
    restored = restore(arranged.path, name=earlier.name, how=Opening(clock=arranged.clock))
    assert (restored.backup.name, restored.aside) == (earlier.name, None)
    with arranged.open() as study:
        assert codes_of(study) == ["disc_vraag"]
        assert earlier.name in str(audited(study, "teruggezet")[0]["detail"])
    (kept,) = (place.name for place in (arranged.path / "backups").glob("*-terugzetten"))
    arranged.clock.forward(1)
    restore(arranged.path, name=kept, how=Opening(clock=arranged.clock))
    with arranged.open() as study:
        assert codes_of(study) == ["disc_vraag", "disc_omgaan"]
        assert examine(study).problems == ()


def test_a_member_of_later_may_go_back(arranged: Lab) -> None:
    with arranged.open() as study:
        earlier = back_up(study)
        study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
    restore(arranged.path, name=earlier.name, how=Opening(acting_as="B", clock=arranged.clock))
    with arranged.open() as study:
        assert [member.code for member in study.members()] == ["A", "I-001", "B"]  # records never go back
        assert audited(study, "teruggezet")[0]["member"] == "B"


def test_who_does_not_work_here_puts_nothing_back(arranged: Lab) -> None:
    with arranged.open() as study:
        back_up(study)
        tag(study, "disc_omgaan", 2000)
    with pytest.raises(UnknownName, match="“Z”"):
        restore(arranged.path, name="latest", how=Opening(acting_as="Z", clock=arranged.clock))
    with arranged.open() as study:
        assert codes_of(study) == ["disc_vraag", "disc_omgaan"]


def test_a_backup_that_is_not_there_is_refused(arranged: Lab) -> None:
    with pytest.raises(BadInput, match="no backup “gisteren”"):
        restore(arranged.path, name="gisteren", how=Opening(clock=arranged.clock))


def test_a_damaged_backup_is_not_put_back(arranged: Lab) -> None:
    with arranged.open() as study:
        made = back_up(study)
    made.folder.database.write_bytes(bytes(made.size_bytes))
    with pytest.raises(StudyDamaged):
        restore(arranged.path, name=made.name, how=Opening(clock=arranged.clock))
    with arranged.open() as study:
        assert codes_of(study) == ["disc_vraag"]


def test_nothing_is_put_back_under_an_open_window(arranged: Lab) -> None:
    with arranged.open() as study:
        back_up(study)
    window = WindowLock(StudyFolder(arranged.path))
    window.take()
    try:
        with pytest.raises(StudyBusy):
            restore(arranged.path, name="latest", how=Opening(clock=arranged.clock))
    finally:
        window.give_back()


def test_a_study_without_a_passphrase_asks_for_none(lab: Lab) -> None:
    def asked() -> str:
        raise AssertionError

    with pytest.raises(BadInput, match="has no passphrase"):
        change_passphrase(lab.path, current=asked, new=asked)


def test_what_came_in_later_stays_and_so_does_a_withdrawal(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        empty = back_up(study)
        add_and_consent(study, clip)
        tag(study, "disc_vraag", 1000)
        answer(study, "K-001", Purpose.ONDERZOEK, status=Status.INGETROKKEN)
    lab.clock.forward(1)
    restore(lab.path, name=empty.name, how=Opening(clock=lab.clock))
    with lab.open() as study:
        assert codes_of(study) == []
        assert people.setup_items(study)
        with pytest.raises(AccessRefused, match="withdrew “onderzoek”"):
            tag(study, "disc_vraag", 1000)
        assert examine(study).problems == ()


def test_a_stretch_that_runs_is_reminded_of(arranged: Lab) -> None:
    with arranged.open() as study:
        first, second = begin(study), begin(study, 2000)
    assert examined(arranged).reminders == (
        "In “G-001”, 2 moments were begun and not ended; they count nowhere until they are.",
    )
    with arranged.open() as study:
        study.perform(end_moment, moment=first, end_ms=2500)
    assert examined(arranged).reminders == (
        "In “G-001”, 1 moment was begun and not ended; it counts nowhere until it is.",
    )
    with arranged.open() as study:
        study.perform(remove_moments, moments=[second])
    assert examined(arranged).reminders == ()
