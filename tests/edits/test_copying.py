"""A recording is copied when it may be kept, whole or not at all, and found again when it was moved."""

import shutil
import wave
from pathlib import Path
from typing import Any

import pytest

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import BadFile, Cancelled, DiskFull
from recall_studio.edits import recording
from recall_studio.edits.recording import TakenIn, copy_what_is_allowed
from recall_studio.edits.relinking import relink
from recall_studio.store import conversations, files
from recall_studio.store.study import Study
from tests.edits.setting import Lab, add, add_and_consent, answer, audited


class Stopping:
    """Progress that is stopped from the first report on."""

    cancelled = True

    def report(self, done: int, total: int) -> None:
        """Nobody looks."""


def in_media(lab: Lab) -> list[str]:
    return sorted(place.name for place in (lab.path / "media").iterdir())


def statuses(study: Study) -> list[tuple[str, str]]:
    return study.tuples("SELECT purpose, status FROM consent ORDER BY number")


def test_it_is_copied_with_the_last_consent(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        answer(study, "K-001", Purpose.OPNAME)
        assert copy_what_is_allowed(study) == TakenIn((), ())
        assert in_media(lab) == []
        answer(study, "M-001", Purpose.OPNAME)
        assert copy_what_is_allowed(study) == TakenIn(("G-001",), ())
        (media,) = conversations.media_files(study)
        assert audited(study, "opname_gekopieerd")[0]["row"] == media["id"]
        assert copy_what_is_allowed(study) == TakenIn((), ())  # once is enough
    assert in_media(lab) == [media["stored_as"]]
    assert media["stored_as"].startswith(media["id"])
    assert media["stored_as"].endswith(".mp4")
    assert (lab.path / "media" / media["stored_as"]).read_bytes() == clip.read_bytes()
    assert media["source"] is None  # its path may hold a name


def test_a_linked_recording_is_never_copied(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add_and_consent(study, clip, link=True)
        (media,) = conversations.media_files(study)
    assert in_media(lab) == []
    assert (media["storage"], media["source"]) == ("koppeling", str(clip))


def test_a_file_that_is_gone_leaves_the_consent_standing(lab: Lab, clip: Path, tmp_path: Path) -> None:
    camera = Path(shutil.copy(clip, tmp_path / "camera.mp4"))
    with lab.open() as study:
        add(study, camera)
        answer(study, "M-001", Purpose.OPNAME)
        camera.unlink()
        answer(study, "K-001", Purpose.OPNAME)
        taken = copy_what_is_allowed(study)
        assert statuses(study) == [("opname", "gegeven")] * 2
        shutil.copy(clip, camera)
        assert copy_what_is_allowed(study).copied == ("G-001",)
    assert taken.copied == ()
    (problem,) = taken.problems
    assert problem.startswith("“G-001” could not be copied yet: There is no file")


def test_a_file_that_is_no_longer_the_same_is_not_taken(lab: Lab, clip: Path, other_clip: Path, tmp_path: Path) -> None:
    camera = Path(shutil.copy(clip, tmp_path / "camera.mp4"))
    with lab.open() as study:
        add(study, camera)
        shutil.copy(other_clip, camera)
        for person in ("K-001", "M-001"):
            answer(study, person)
        taken = copy_what_is_allowed(study)
        (media,) = conversations.media_files(study)
    assert taken.copied == ()
    assert "no longer the one that was added" in taken.problems[0]
    assert in_media(lab) == []
    assert media["stored_as"] is None


def damaged_copy(folder: Any, source: Path, *, name: str, progress: Any) -> str:
    content = bytearray(source.read_bytes())
    content[len(content) // 2] ^= 1
    (folder.media / name).write_bytes(content)
    return name


def test_a_copy_that_was_damaged_on_the_way_is_thrown_away(
    lab: Lab, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lab.open() as study:
        add(study, clip)
        for person in ("K-001", "M-001"):
            answer(study, person)
        with monkeypatch.context() as patch:
            patch.setattr(files, "copy_in", damaged_copy)
            taken = copy_what_is_allowed(study)
        assert taken.copied == ()
        assert len(taken.problems) == 1
        assert in_media(lab) == []
        assert copy_what_is_allowed(study).copied == ("G-001",)


def test_a_full_disk_leaves_the_consent_standing(lab: Lab, clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_place: Path, _needed_bytes: int) -> None:
        raise DiskFull("There is too little room.")

    with lab.open() as study:
        add(study, clip)
        for person in ("K-001", "M-001"):
            answer(study, person)
        with monkeypatch.context() as patch:
            patch.setattr(files, "check_room", full)
            taken = copy_what_is_allowed(study)
        assert taken == TakenIn((), ("“G-001” could not be copied yet: There is too little room.",))
        assert copy_what_is_allowed(study).copied == ("G-001",)
    assert len(in_media(lab)) == 1


def test_one_that_cannot_be_copied_does_not_stop_the_others(
    lab: Lab, clip: Path, other_clip: Path, tmp_path: Path
) -> None:
    lost = Path(shutil.copy(clip, tmp_path / "weg.mp4"))
    with lab.open() as study:
        add(study, lost, name="G-001")
        add(study, other_clip, name="G-002")
        lost.unlink()
        for person in ("K-001", "M-001"):
            answer(study, person)
        taken = copy_what_is_allowed(study)
    assert taken.copied == ("G-002",)
    assert len(taken.problems) == 1


def test_stopping_a_copy_leaves_nothing_of_it(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        for person in ("K-001", "M-001"):
            answer(study, person)
        with pytest.raises(Cancelled):
            copy_what_is_allowed(study, progress=Stopping())
        assert in_media(lab) == []
        assert copy_what_is_allowed(study).copied == ("G-001",)


def test_a_withdrawal_that_comes_first_stops_the_copy(lab: Lab, clip: Path) -> None:
    """The gate is asked again within the step that keeps the copy."""
    with lab.open() as study:
        add_and_consent(study, clip)
        (media,) = conversations.media_files(study)
        answer(study, "K-001", Purpose.OPNAME, status=Status.INGETROKKEN)
        with pytest.raises(Exception, match="withdrew “opname”"):
            study.perform(recording._set_copy, media=media, stored_as="ander.mp4")
        assert conversations.media_files(study)[0]["stored_as"] == media["stored_as"]


def test_only_the_same_content_is_linked_again(lab: Lab, clip: Path, other_clip: Path, tmp_path: Path) -> None:
    camera = Path(shutil.copy(clip, tmp_path / "camera.mp4"))
    with lab.open() as study:
        add_and_consent(study, camera, link=True)
        camera.unlink()
        near = tmp_path / "zoek" / "camera.mp4"
        near.parent.mkdir()
        shutil.copy(other_clip, near)
        assert relink(study, folder=tmp_path).missing == ("G-001",)
        almost = bytearray(clip.read_bytes())
        almost[len(almost) // 2] ^= 1
        near.write_bytes(almost)  # the same name and size
        assert relink(study, folder=tmp_path).missing == ("G-001",)
        found = Path(shutil.copy(clip, near.parent / "heel iets anders.bin"))
        done = relink(study, folder=tmp_path)
        assert (done.found, done.missing) == (("G-001",), ())
        assert conversations.media_files(study)[0]["source"] == str(found)
        assert len(audited(study, "opname_teruggevonden")) == 1
        assert relink(study, folder=tmp_path).found == ()  # it is not missing any more


def test_what_only_begins_and_ends_the_same_is_not_linked_again(lab: Lab, tmp_path: Path) -> None:
    camera, twin = tmp_path / "camera.wav", tmp_path / "zoek" / "camera.wav"
    twin.parent.mkdir()
    for place, middle in ((camera, b"\1"), (twin, b"\2")):
        with wave.open(str(place), "wb") as sound:
            sound.setparams((1, 2, 48_000, 0, "NONE", ""))
            sound.writeframes(bytes(1_500_000) + middle * 2 + bytes(1_500_000))
    with lab.open() as study:
        add_and_consent(study, camera, link=True)
        camera.unlink()
        assert relink(study, folder=tmp_path).missing == ("G-001",)


def test_all_that_moved_together_is_found_at_once(lab: Lab, clip: Path, other_clip: Path, tmp_path: Path) -> None:
    camera, archive = tmp_path / "camera", tmp_path / "archief"
    camera.mkdir()
    with lab.open() as study:
        for number, one in enumerate((clip, other_clip), start=1):
            add_and_consent(study, Path(shutil.copy(one, camera)), name=f"G-00{number}", link=True)
        camera.rename(archive)
        done = relink(study, folder=tmp_path)
    assert (done.found, done.missing) == (("G-001", "G-002"), ())


def test_a_file_that_cannot_be_read_is_passed_over(
    lab: Lab, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = Path(shutil.copy(clip, tmp_path / "camera.mp4"))
    real = files.open_given

    def some_locked(path: Path) -> Any:
        if path.name == "a.mp4":
            raise BadFile("it cannot be read")
        return real(path)

    with lab.open() as study:
        add_and_consent(study, camera, link=True)
        shutil.copy(camera, tmp_path / "a.mp4")
        camera.rename(tmp_path / "b.mp4")
        monkeypatch.setattr(files, "open_given", some_locked)
        assert relink(study, folder=tmp_path).found == ("G-001",)


def test_a_folder_that_is_not_there_is_refused(lab: Lab, tmp_path: Path) -> None:
    with lab.open() as study, pytest.raises(BadFile, match="There is no folder"):
        relink(study, folder=tmp_path / "nergens")
