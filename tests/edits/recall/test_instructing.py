"""The instruction as a sound file, one per language, the practice clip, and whom a viewer can call."""

from pathlib import Path

import pytest

from recall_studio.domain.errors import AccessRefused, BadInput, MediaUnusable, StudyReadOnly
from recall_studio.domain.recall.contact import Contact
from recall_studio.domain.recall.tongues import tongues
from recall_studio.domain.resources import resource
from recall_studio.domain.study import Role
from recall_studio.edits.founding import set_member
from recall_studio.edits.keeping import examine
from recall_studio.edits.recall.instructing import bring_in_instruction, set_contact, take_away_instruction
from recall_studio.exchange.packing import pack_study, unpack_study
from recall_studio.media.probing import probe
from recall_studio.store import access, files
from recall_studio.store.folder import StudyFolder
from recall_studio.store.recall import instructing
from recall_studio.store.study import Study
from tests.edits.setting import Lab

DUTCH = tongues().by_key("nl")
SPOKEN = resource("recall/practice.mp4")  # any file with sound will do


def media(study: Study) -> list[str]:
    return sorted(place.name for place in study.folder.media.glob("*")) if study.folder.media.is_dir() else []


def test_an_instruction_in_sound_is_copied_and_only_heard(lab: Lab) -> None:
    with lab.open() as study:
        length_ms = bring_in_instruction(study, tongue=DUTCH, path=SPOKEN)
        row = instructing.sound(study, "nl")
        assert row is not None
        assert (row["length_ms"], row["instruction_version"]) == (length_ms, DUTCH.version)
        assert media(study) == [row["stored_as"]]
        playable = access.play_aid(study, language="nl")
        assert playable.sound_only
        with playable.open() as reader:
            assert reader.read() == SPOKEN.read_bytes()
        assert examine(study).problems == ()  # the file in the media folder is known


def test_another_one_takes_its_place(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        bring_in_instruction(study, tongue=DUTCH, path=SPOKEN)
        bring_in_instruction(study, tongue=DUTCH, path=clip)
        (row,) = instructing.sounds(study)
        assert media(study) == [row["stored_as"]]
        assert row["size_bytes"] == clip.stat().st_size


def test_it_is_taken_away_with_its_file(lab: Lab) -> None:
    with lab.open() as study:
        bring_in_instruction(study, tongue=DUTCH, path=SPOKEN)
        assert take_away_instruction(study, language="nl")
        assert not take_away_instruction(study, language="nl")
        assert media(study) == []
        with pytest.raises(MediaUnusable):
            access.play_aid(study, language="nl")


def test_a_file_without_sound_or_of_no_kind_is_refused_and_leaves_nothing(lab: Lab, tmp_path: Path) -> None:
    broken = tmp_path / "stem.mp3"
    broken.write_bytes(b"no sound at all" * 100)
    with lab.open() as study:
        with pytest.raises(MediaUnusable):
            bring_in_instruction(study, tongue=DUTCH, path=broken)
        assert media(study) == []
        assert instructing.sounds(study) == []


def test_in_a_study_that_is_only_read_nothing_is_copied(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing may be written a copy would end in an error of the system, not in a sentence."""

    def refused(folder: StudyFolder, *_given: object, **_named: object) -> str:
        raise PermissionError(folder.media)

    monkeypatch.setattr(StudyFolder, "writable", property(lambda _folder: False))
    monkeypatch.setattr(files, "copy_in", refused)
    with lab.open() as study, pytest.raises(StudyReadOnly):
        bring_in_instruction(study, tongue=DUTCH, path=SPOKEN)


def test_who_does_not_arrange_interviews_leaves_no_file(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(set_member, code="G", role=Role.GESPREKSLEIDER, person=None)
    with lab.open(acting_as="G") as study:
        with pytest.raises(AccessRefused):
            bring_in_instruction(study, tongue=DUTCH, path=SPOKEN)
        with pytest.raises(AccessRefused):
            study.perform(set_contact, contact=Contact(phone="010 000 00 00"))
        assert media(study) == []


def test_the_practice_clip_plays_in_an_empty_study_and_is_not_revoked(lab: Lab) -> None:
    with lab.open() as study:
        playable = access.play_aid(study)
        study.watch_over(playable)
        assert not playable.revoked
        with playable.open() as reader:
            facts = probe(reader)
        assert facts.video is not None
        assert facts.audio is not None
        assert 15_000 < facts.duration_ms < 60_000
        assert resource("recall/practice.mp4").stat().st_size < 1_000_000


def test_whom_a_viewer_can_call_is_kept_and_others_hear_of_it(lab: Lab) -> None:
    with lab.open() as study:
        assert instructing.contact(study) == Contact()
        study.catch_up()
        study.perform(set_contact, contact=Contact(organisation="Voorbeeldstad", phone="010 000 00 00"))
        assert study.catch_up().of("study")
        assert instructing.contact(study).phone == "010 000 00 00"
    with lab.open() as study:
        assert instructing.contact(study).organisation == "Voorbeeldstad"
        with pytest.raises(BadInput):
            study.perform(set_contact, contact=Contact(hours="x" * 121))


def test_it_goes_along_when_the_study_is_packed(lab: Lab, tmp_path: Path) -> None:
    with lab.open() as study:
        bring_in_instruction(study, tongue=DUTCH, path=SPOKEN)
        pack_study(study, to=tmp_path / "mee.zip")
    made = unpack_study(tmp_path / "mee.zip", to=tmp_path / "Elders.recall")
    with Lab(made, lab.clock).open() as study, access.play_aid(study, language="nl").open() as reader:
        assert reader.read() == SPOKEN.read_bytes()
