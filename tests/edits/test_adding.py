"""A recording comes in: what is kept of it, and what is refused without a trace."""

import calendar
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadFile, BadInput, MediaUnusable, RecallError
from recall_studio.domain.study import PersonRole, SetupItem
from recall_studio.edits.founding import set_setup_item, set_strict
from recall_studio.edits.recording import GivenPerson, NewRecording, add_recording, look_at, months_later
from recall_studio.store import conversations
from recall_studio.store.study import Study
from tests.edits.setting import CASE_MANAGER, CLIENT, PAIR, Lab, add, add_and_consent, audited

PLAYLIST = b"#EXTM3U\n#EXTINF:10,\nhttp://example.org/a.ts\n"


def nothing_came_in(study: Study) -> bool:
    tables = ("recording", "conversation", "media_file", "participant", "recorded_person", '"case"')
    return all(study.value(f"SELECT count(*) FROM {table}") == 0 for table in tables)


def test_a_recording_comes_in_with_what_is_known_of_it(lab: Lab, clip: Path) -> None:
    held = datetime(2026, 11, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    new = NewRecording("G-001", PAIR, held=held, type="intake", channel="kamer", wave="T0")
    with lab.open() as study:
        added = study.perform(add_recording, given=look_at([clip]), new=new)
        (row,) = conversations.recordings(study)
        (media,) = conversations.media_files(study)
        people = conversations.people(study)
        written = audited(study, "opname_toegevoegd")
    kept = {name: row[name] for name in ("name", "held_on", "held_at", "type", "channel", "wave")}
    assert kept == {
        "name": "G-001",
        "held_on": "2026-11-01",
        "held_at": "2026-11-01T09:00:00Z",
        "type": "intake",
        "channel": "kamer",
        "wave": "T0",
    }
    assert row["duration_ms"] == added.duration_ms == 3000
    assert (media["storage"], media["stored_as"], media["source"]) == ("kopie", None, str(clip))
    assert media["size_bytes"] == clip.stat().st_size
    assert [(p["pseudonym"], p["role"]) for p in people] == [("K-001", "klant"), ("M-001", "klantmanager")]
    assert [entry["row"] for entry in written] == [added.recording]


def test_a_day_without_a_time_has_no_instant(lab: Lab, clip: Path) -> None:
    new = NewRecording("G-001", PAIR, held=date(2026, 11, 1))
    with lab.open() as study:
        study.perform(add_recording, given=look_at([clip]), new=new)
        (row,) = conversations.recordings(study)
    assert (row["held_on"], row["held_at"]) == ("2026-11-01", None)


def test_the_same_client_and_case_manager_are_one_case(lab: Lab, clip: Path, other_clip: Path, sound: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        add(study, other_clip, name="G-002")
        add(study, sound, name="G-003", persons=(CLIENT, GivenPerson("M-002", PersonRole.KLANTMANAGER)))
        first, second, third = (row["case"] for row in conversations.recordings(study))
    assert first == second != third
    assert first.startswith("C-")


def test_who_has_no_pseudonym_gets_a_random_one(lab: Lab, clip: Path) -> None:
    persons = tuple(GivenPerson(None, role) for role in PersonRole for _ in range(2))
    with lab.open() as study:
        added = add(study, clip, persons=persons)
    names = [person.pseudonym or "" for person in added.persons]
    assert [name.split("-")[0] for name in names] == list("KKMMTTNNLLPP")
    assert len(set(names)) == len(names)
    numbers = [int(name.split("-")[1]) for name in names]
    assert all(100 <= number <= 999 for number in numbers)
    assert numbers != sorted(numbers)  # says nothing about the order of entry; true by chance once in 10⁸


def test_sound_alone_can_be_coded(lab: Lab, sound: Path) -> None:
    with lab.open() as study:
        added = add_and_consent(study, sound)
        (media,) = conversations.media_files(study)
    assert added.duration_ms == 3000
    assert any("sound only" in notice and sound.name in notice for notice in added.notices)
    assert str(media["stored_as"]).endswith(".wav")


def test_parts_lie_behind_each_other(lab: Lab, clip: Path, other_clip: Path) -> None:
    with lab.open() as study:
        added = add(study, clip, other_clip)
        parts = conversations.media_files(study)
    assert [(p["part"], p["offset_ms"], p["duration_ms"]) for p in parts] == [(1, 0, 3000), (2, 3000, 1000)]
    assert added.duration_ms == 4000


def test_parts_that_do_not_fit_together_are_refused(lab: Lab, clip: Path, sound: Path) -> None:
    with lab.open() as study:
        with pytest.raises(BadInput, match="sound only: 2"):
            add(study, clip, sound)
        assert nothing_came_in(study)


def test_a_file_that_is_there_already_is_recognised_by_its_content(lab: Lab, clip: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "anders.mp4"
    renamed.write_bytes(clip.read_bytes())
    with lab.open() as study:
        add(study, clip)
        with pytest.raises(BadFile, match=r"“anders\.mp4” is in this study already, as “G-001”"):
            add(study, renamed, name="G-002")
        assert [row["name"] for row in conversations.recordings(study)] == ["G-001"]


def test_one_file_given_twice_is_refused(lab: Lab, clip: Path, other_clip: Path) -> None:
    with lab.open() as study:
        with pytest.raises(BadFile, match=r"“gesprek\.mp4” was given twice"):
            add(study, clip, other_clip, clip)
        assert nothing_came_in(study)


@pytest.mark.parametrize("name", ["", "-1", "G 001", "../G", "G/1", "G" * 33, "G-001\n", "=1", "opname_111222333"])
def test_a_name_that_cannot_be_one_is_refused(lab: Lab, clip: Path, name: str) -> None:
    with lab.open() as study:
        with pytest.raises(BadInput, match="recording"):
            add(study, clip, name=name)
        assert nothing_came_in(study)


@pytest.mark.parametrize("name", ["111222333", "K 1", "Fatima Yilmaz", ""])
def test_a_person_is_not_called_by_number_or_name(lab: Lab, clip: Path, name: str) -> None:
    with lab.open() as study:
        if name:
            with pytest.raises(BadInput, match="person"):
                add(study, clip, persons=(GivenPerson(name, PersonRole.KLANT),))
        else:
            with pytest.raises(BadInput, match="Nobody is listed"):
                add(study, clip, persons=())
        assert nothing_came_in(study)


def test_a_person_is_listed_once(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        with pytest.raises(BadInput, match="“K-001” was given twice"):
            add(study, clip, persons=(CLIENT, replace(CASE_MANAGER, pseudonym="K-001")))
        assert nothing_came_in(study)


def test_a_name_is_used_once(lab: Lab, clip: Path, other_clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        with pytest.raises(BadInput, match="“G-001” already"):
            add(study, other_clip)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (None, "2028-11-22"),
        (date(2028, 11, 22), "2028-11-22"),
        (date(2026, 11, 22), "2026-11-22"),
        (date(2027, 5, 1), "2027-05-01"),
    ],
)
def test_a_recording_has_a_last_day(lab: Lab, clip: Path, wanted: date | None, kept: str) -> None:
    with lab.open() as study:
        assert add(study, clip, delete_after=wanted).delete_after == kept
        assert [media["delete_after"] for media in conversations.media_files(study)] == [kept]


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [(date(2026, 11, 21), "lies in the past"), (date(2028, 11, 23), "lies after the study's term, 2028-11-22")],
)
def test_a_last_day_lies_within_the_term(lab: Lab, clip: Path, wanted: date, reason: str) -> None:
    with lab.open() as study:
        with pytest.raises(BadInput, match=reason):
            add(study, clip, delete_after=wanted)
        assert nothing_came_in(study)


def test_a_strict_study_takes_nothing_in_while_items_are_open(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        study.perform(set_strict, strict=True)
        for item in (SetupItem.DPIA, SetupItem.REGISTER, SetupItem.ONDERNEMINGSRAAD):
            study.perform(set_setup_item, item=item, done=True)
        with pytest.raises(BadInput, match="while set-up items are open: ethics approval"):
            add(study, clip)
        assert nothing_came_in(study)
        study.perform(set_setup_item, item=SetupItem.ETHIEK, done=True)
        add(study, clip)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (PLAYLIST, "points at other files"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "points at other files"),
        (b"Een brief, geen opname.\n" * 40, "it holds text"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "it holds text"),
        (bytes(range(256)) * 40, "of no kind that the program knows"),
    ],
)
def test_what_is_no_recording_is_refused_whatever_its_name(tmp_path: Path, content: bytes, reason: str) -> None:
    dressed = tmp_path / "gesprek.mp4"
    dressed.write_bytes(content)
    with pytest.raises(MediaUnusable, match=f"^gesprek.mp4: .*{reason}"):
        look_at([dressed])


@pytest.mark.parametrize("kind", ["folder", "missing", "study"])
def test_what_is_no_file_is_refused(lab: Lab, tmp_path: Path, kind: str) -> None:
    places = {"folder": tmp_path, "missing": tmp_path / "weg.mp4", "study": lab.path / "study.sqlite"}
    with pytest.raises(RecallError) as error:
        look_at([places[kind]])
    assert isinstance(error.value, MediaUnusable if kind == "study" else BadFile)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 1200))
def test_months_later_is_the_same_day_or_the_last_of_that_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    last = calendar.monthrange(later.year, later.month)[1]
    assert later.day == min(day.day, last)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 10, 31), 14, date(2027, 12, 31)),
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
    ],
)
def test_months_later_at_the_edges(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_adding_is_a_record_and_no_step(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        steps = study.value("SELECT count(*) FROM step")
        add(study, clip)
        assert study.value("SELECT count(*) FROM step") == steps
        assert study.value("SELECT max(created_at) FROM recording").startswith("2026-11-22T12:00:00")
