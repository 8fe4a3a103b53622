"""A whole study in one file: what goes in, what comes out, and files that are not to be trusted."""

import errno
import hashlib
import json
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import AccessRefused, BadFile, Cancelled, DiskFull, RecallError, StudyExists
from recall_studio.domain.study import PersonRole, Role
from recall_studio.edits.founding import set_member
from recall_studio.edits.keeping import examine
from recall_studio.edits.recording import GivenPerson, copy_what_is_allowed
from recall_studio.edits.relinking import relink
from recall_studio.edits.tagging import end_moment
from recall_studio.exchange import packing
from recall_studio.exchange.packing import pack_study, unpack_study
from recall_studio.store.opening import Opening, open_study
from tests.edits.moments import begin, only
from tests.edits.setting import Lab, add, add_and_consent, answer, audited, codes_of, tag

LIST = "pack.json"
WORDS = "zeven zinnen later"


def pack(lab: Lab, to: Path, **options: Any) -> packing.Packed:
    with lab.open() as study:
        return pack_study(study, to=to, **options)


def names_in(file: Path) -> set[str]:
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist())


def repacked(file: Path, *, to: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> Path:
    """The same file with another list and other contents."""
    with zipfile.ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(contents.pop(LIST))
    change(told, contents)
    with zipfile.ZipFile(to, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
        archive.writestr(LIST, json.dumps(told))
    return to


def listed(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


@pytest.fixture
def packed(ready: Lab, tmp_path: Path) -> Path:
    """A study with a moment, packed."""
    with ready.open() as study:
        tag(study, note="stilte")
    pack(ready, tmp_path / "mee.zip")
    return tmp_path / "mee.zip"


def test_a_study_comes_out_as_it_went_in(ready: Lab, packed: Path, tmp_path: Path, clip: Path) -> None:
    made = unpack_study(packed, to=tmp_path / "elders")
    assert made == tmp_path / "elders" / "Klaar.recall"
    (copied,) = (made / "media").iterdir()
    assert copied.read_bytes() == clip.read_bytes()
    with Lab(made, ready.clock).open() as study:
        assert codes_of(study) == ["disc_vraag"]
        assert examine(study).problems == ()
    assert sorted(place.name for place in (tmp_path / "elders").iterdir()) == ["Klaar.recall"]


def test_it_gets_the_name_that_is_asked_for(packed: Path, tmp_path: Path) -> None:
    assert unpack_study(packed, to=tmp_path / "Anders.recall") == tmp_path / "Anders.recall"
    assert (tmp_path / "Anders.recall" / "study.sqlite").exists()


def test_packing_is_logged_and_takes_no_working_files(ready: Lab, packed: Path) -> None:
    (copied,) = (ready.path / "media").iterdir()
    assert names_in(packed) == {"study.sqlite", "project.json", f"media/{copied.name}", LIST}
    with ready.open() as study:
        (entry,) = audited(study, "verplaatsen")
    assert (entry["member"], "verplaatsen" in str(entry["detail"])) == ("A", True)


def test_edits_that_are_still_in_the_log_of_the_database_go_along(ready: Lab, tmp_path: Path) -> None:
    with ready.open() as study:
        tag(study)
        pack_study(study, to=tmp_path / "mee.zip")
    with Lab(unpack_study(tmp_path / "mee.zip", to=tmp_path / "uit"), ready.clock).open() as study:
        assert codes_of(study) == ["disc_vraag"]


def test_a_stretch_that_runs_can_be_ended_elsewhere(ready: Lab, tmp_path: Path) -> None:
    with ready.open() as study:
        moment = begin(study, 1000)
    pack(ready, tmp_path / "mee.zip")
    with Lab(unpack_study(tmp_path / "mee.zip", to=tmp_path / "uit"), ready.clock).open() as study:
        assert (only(study).id, only(study).running) == (moment, True)
        study.perform(end_moment, moment=moment, end_ms=2000)
        assert (only(study).running, only(study).end_ms) == (False, 2000)


def test_recordings_stay_out_when_asked(ready: Lab, tmp_path: Path) -> None:
    done = pack(ready, tmp_path / "mee.zip", with_media=False)
    assert (done.media, done.notices) == (0, ())
    assert names_in(tmp_path / "mee.zip") == {"study.sqlite", "project.json", LIST}


def test_recordings_without_consent_stay_out_and_are_named(ready: Lab, other_clip: Path, tmp_path: Path) -> None:
    with ready.open() as study:
        add(study, other_clip, name="G-002")
        answer(study, "K-001", Purpose.OPNAME, status=Status.INGETROKKEN)
    done = pack(ready, tmp_path / "mee.zip")
    assert done.media == 0
    assert "Left out, because consent is missing: G-001 and G-002." in done.notices
    assert not any(name.startswith("media/") for name in names_in(tmp_path / "mee.zip"))


def test_a_linked_recording_stays_where_it_is_and_is_named(ready: Lab, other_clip: Path, tmp_path: Path) -> None:
    with ready.open() as study:
        add_and_consent(study, other_clip, name="G-002", link=True)
    done = pack(ready, tmp_path / "mee.zip")
    assert done.media == 1
    assert done.notices == ("Not packed, because the file does not lie in the study: G-002.",)


def test_where_files_lie_does_not_go_along_and_they_are_found_again(
    ready: Lab, clip: Path, other_clip: Path, tmp_path: Path
) -> None:
    with ready.open() as study:
        add_and_consent(study, other_clip, name="G-002", link=True)
    pack(ready, tmp_path / "mee.zip")
    made = unpack_study(tmp_path / "mee.zip", to=tmp_path / "uit")
    assert str(other_clip.parent).encode() in (ready.path / "study.sqlite").read_bytes()
    assert str(other_clip.parent).encode() not in (made / "study.sqlite").read_bytes()
    with Lab(made, ready.clock).open() as study:
        tag(study)  # the guards are there again, and steps pass them
        assert copy_what_is_allowed(study).problems == ()
        assert relink(study, folder=other_clip.parent).found == ("G-002",)
        assert examine(study).problems == ()


def test_a_recording_that_waits_for_consent_is_found_again(ready: Lab, other_clip: Path, tmp_path: Path) -> None:
    with ready.open() as study:
        add(study, other_clip, name="G-002", persons=(GivenPerson("K-002", PersonRole.KLANT),))
    pack(ready, tmp_path / "mee.zip")
    with Lab(unpack_study(tmp_path / "mee.zip", to=tmp_path / "uit"), ready.clock).open() as study:
        answer(study, "K-002")
        assert len(copy_what_is_allowed(study).problems) == 1
        assert relink(study, folder=other_clip.parent).found == ("G-002",)
        assert copy_what_is_allowed(study).copied == ("G-002",)


def test_who_may_not_let_data_out_packs_nothing(ready: Lab, tmp_path: Path) -> None:
    with ready.open() as study:
        study.perform(set_member, code="km", role=Role.KLANTMANAGER, person="M-001")
    with ready.open(acting_as="km") as study, pytest.raises(AccessRefused, match="klantmanager"):
        pack_study(study, to=tmp_path / "mee.zip")
    assert not (tmp_path / "mee.zip").exists()


def test_an_encrypted_study_stays_encrypted(lab: Lab, tmp_path: Path) -> None:
    from recall_studio.domain.study import StudyKind
    from recall_studio.edits.founding import NewStudy, create_study
    from recall_studio.exchange.codebook_files import default_codebook

    start = NewStudy("Achterdeur", StudyKind.ONDERZOEK, default_codebook())
    create_study(tmp_path / "E.recall", start=start, passphrase=WORDS)
    how = Opening(passphrase=lambda: WORDS)
    study = open_study(tmp_path / "E.recall", how)
    pack_study(study, to=tmp_path / "mee.zip")
    assert list((tmp_path / "E.recall" / "cache").iterdir()) == []
    study.close()
    with zipfile.ZipFile(tmp_path / "mee.zip") as archive:
        database = archive.read("study.sqlite")
    assert not database.startswith(b"SQLite format 3")
    assert b"Achterdeur" not in database
    again = open_study(unpack_study(tmp_path / "mee.zip", to=tmp_path / "uit"), how)
    assert again.facts().title == "Achterdeur"
    again.close()


@pytest.mark.parametrize("place", ["map", "nergens/mee.zip", "bestand/mee.zip"])
def test_a_place_that_cannot_be_written_to_is_refused_in_words(ready: Lab, tmp_path: Path, place: str) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "bestand").write_text("van mij")
    with pytest.raises(BadFile, match=r"is a folder|no folder"):
        pack(ready, tmp_path / place)
    assert (tmp_path / "bestand").read_text() == "van mij"
    assert list((tmp_path / "map").iterdir()) == []


class Stopped:
    """Progress that is stopped after some reports."""

    def __init__(self, after: int) -> None:
        self._left = after

    def report(self, _done: int, _total: int) -> None:
        self._left -= 1

    @property
    def cancelled(self) -> bool:
        return self._left <= 0


@pytest.mark.parametrize("after", [0, 1])
def test_stopping_leaves_the_earlier_file_and_nothing_else(
    ready: Lab, packed: Path, tmp_path: Path, after: int
) -> None:
    before = packed.read_bytes()
    with pytest.raises(Cancelled):
        pack(ready, packed, progress=Stopped(after))
    assert packed.read_bytes() == before
    with pytest.raises(Cancelled):
        unpack_study(packed, to=tmp_path / "uit", progress=Stopped(after))
    assert list((tmp_path / "uit").iterdir()) == []
    assert list((ready.path / "cache").iterdir()) == []


def full(*_given: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_the_earlier_file_and_nothing_else(
    ready: Lab, packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = packed.read_bytes()
    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(DiskFull):
        pack(ready, packed)
    assert packed.read_bytes() == before
    monkeypatch.setattr(packing, "_extract", full)
    with pytest.raises(DiskFull):
        unpack_study(packed, to=tmp_path / "uit")
    assert list((tmp_path / "uit").iterdir()) == []
    assert sorted(place.name for place in tmp_path.iterdir()) == ["Klaar.recall", "mee.zip", "uit"]


def test_too_little_room_is_seen_beforehand(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage._replace(free=40_000_000))
    with pytest.raises(DiskFull, match="too little room"):
        unpack_study(
            repacked(packed, to=tmp_path / "groot.zip", change=lambda told, _: told["files"][0].update(size=10**9)),
            to=tmp_path / "uit",
        )


@pytest.mark.parametrize("there", ["study", "folder", "file"])
def test_nothing_is_unpacked_over_something_else(packed: Path, tmp_path: Path, there: str) -> None:
    place = tmp_path / "uit" / "Klaar.recall"
    if there == "study":
        unpack_study(packed, to=tmp_path / "uit")
    elif there == "folder":
        place.mkdir(parents=True)
    else:
        place.parent.mkdir()
        place.write_text("van mij")
    before = {p: p.read_bytes() for p in place.rglob("*") if p.is_file()}
    with pytest.raises(StudyExists):
        unpack_study(packed, to=tmp_path / "uit")
    assert {p: p.read_bytes() for p in place.rglob("*") if p.is_file()} == before


EVIL = (
    "../erbuiten.txt",
    "media/../../erbuiten.txt",
    "media/..",
    "/tmp/erbuiten.txt",
    "//server/erbuiten.txt",
    "..\\erbuiten.txt",
    "media\\..\\..\\erbuiten.txt",
    "media/..\\..\\erbuiten.txt",
    "C:\\erbuiten.txt",
    "media/C:erbuiten.txt",
    "media/gesprek.mp4:erbuiten.txt",
    "backups/oud/study.sqlite",
    "media/map/erbuiten.txt",
    "erbij.txt",
    "media",
)


@pytest.mark.parametrize("name", EVIL)
def test_a_name_that_leads_elsewhere_is_refused(packed: Path, tmp_path: Path, name: str) -> None:
    def add_evil(told: dict[str, Any], contents: dict[str, bytes]) -> None:
        told["files"].append(listed(name, b"kwaad"))
        contents[name] = b"kwaad"

    evil = repacked(packed, to=tmp_path / "kwaad.zip", change=add_evil)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BadFile):
        unpack_study(evil, to=tmp_path / "uit")
    assert sorted(set(tmp_path.rglob("*")) - {tmp_path / "uit"}) == before
    assert not Path("/tmp/erbuiten.txt").exists()


def test_a_file_that_is_not_on_the_list_stays_in_the_archive(packed: Path, tmp_path: Path) -> None:
    def add_unlisted(_told: dict[str, Any], contents: dict[str, bytes]) -> None:
        contents["media/erbij.mp4"] = contents["../erbuiten.txt"] = b"kwaad"

    made = unpack_study(repacked(packed, to=tmp_path / "erbij.zip", change=add_unlisted), to=tmp_path / "uit")
    assert len(list((made / "media").iterdir())) == 1
    assert not list(tmp_path.rglob("erbuiten.txt"))


@pytest.mark.parametrize("study", ["..", "../..", "/", "", ".", "..\\..", "a/../../b"])
def test_a_study_is_never_named_to_another_place(packed: Path, tmp_path: Path, study: str) -> None:
    renamed = repacked(packed, to=tmp_path / "naam.zip", change=lambda told, _: told.update(study=study))
    inside = tmp_path / "diep" / "uit"
    inside.mkdir(parents=True)
    try:
        made = unpack_study(renamed, to=inside)
    except RecallError:
        made = inside
    assert made.resolve().is_relative_to(inside)
    assert [place.name for place in (tmp_path / "diep").iterdir()] == ["uit"]


Change = Callable[[dict[str, Any], dict[str, bytes]], None]
BROKEN: dict[str, Change] = {
    "another version": lambda told, _: told.update(schema="recall-studio/pack-99"),
    "no list": lambda told, _: told.update(files=None),
    "no list at all": lambda told, _: told.clear(),
    "a list of something else": lambda told, _: told.update(files=[1]),
    "a size in words": lambda told, _: told["files"][0].update(size="veel"),
    "a size below nothing": lambda told, _: told["files"][0].update(size=-1),
    "a size without end": lambda told, _: told["files"][0].update(size=float("inf")),
    "no database": lambda told, _: told.update(files=told["files"][1:]),
    "a file twice": lambda told, _: told.update(files=[*told["files"], told["files"][0]]),
    "another hash": lambda told, _: told["files"][0].update(sha256="0" * 64),
    "another content": lambda _, contents: contents.update({"study.sqlite": contents["study.sqlite"][:-1] + b"x"}),
    "a file that is gone": lambda _, contents: contents.update({"elders.json": contents.pop("project.json")}),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_does_not_hold_together_is_refused(packed: Path, tmp_path: Path, broken: str) -> None:
    with pytest.raises(BadFile):
        unpack_study(repacked(packed, to=tmp_path / "stuk.zip", change=BROKEN[broken]), to=tmp_path / "uit")
    assert not (tmp_path / "uit").exists() or list((tmp_path / "uit").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"een brief", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_packed_study_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(BadFile, match="is not a packed study, or is damaged"):
        unpack_study(tmp_path / "x.zip", to=tmp_path / "uit")


def test_a_stream_that_cannot_be_unpacked_is_told_in_words(packed: Path, tmp_path: Path) -> None:
    content = bytearray(packed.read_bytes())
    start = 30 + int.from_bytes(content[26:28], "little") + int.from_bytes(content[28:30], "little")
    content[start] |= 0b110  # a kind of block that does not exist
    packed.write_bytes(content)
    with pytest.raises(BadFile, match="is not a packed study, or is damaged"):
        unpack_study(packed, to=tmp_path / "uit")


def test_a_file_damaged_anywhere_never_becomes_another_study(packed: Path, tmp_path: Path) -> None:
    whole, chance = packed.read_bytes(), random.Random(7)  # the same damage every time
    damaged = tmp_path / "stuk.zip"
    for turn in range(150):
        content = bytearray(whole)
        at = chance.randrange(len(content)) if turn % 2 else len(content) - 1 - chance.randrange(900)
        content[at] ^= chance.randrange(1, 256)
        damaged.write_bytes(content[: chance.randrange(len(content))] if turn % 10 == 0 else content)
        try:
            made = unpack_study(damaged, to=tmp_path / "uit")
        except RecallError:
            assert not (tmp_path / "uit").exists() or list((tmp_path / "uit").iterdir()) == []
        else:
            with zipfile.ZipFile(packed) as archive:
                for name in set(archive.namelist()) - {LIST}:
                    assert (made / name).read_bytes() == archive.read(name)
            shutil.rmtree(tmp_path / "uit")
