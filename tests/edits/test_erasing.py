"""Erasing for good: no byte of what was said is left in the folder, and everything else is as it was."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from recall_studio.domain.consent import Status
from recall_studio.domain.erasing import Reason
from recall_studio.domain.errors import AccessRefused, BadInput, NothingToUndo, UnknownName
from recall_studio.domain.ids import new_id
from recall_studio.domain.study import PersonRole, Role, StudyKind
from recall_studio.edits.erasing import Wanted, erase, erase_study, what_goes
from recall_studio.edits.founding import NewStudy, create_study, set_member
from recall_studio.edits.keeping import back_up, examine
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.recording import GivenPerson, copy_what_is_allowed
from recall_studio.edits.tagging import change_moment, remove_moments
from recall_studio.edits.transcribing import GivenTurn, add_transcript
from recall_studio.edits.undoing import undo
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.store import erasure
from recall_studio.store.connection import connect
from recall_studio.store.folder import StudyFolder
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.edits.setting import CASE_MANAGER, Clock, Lab, add, add_and_consent, answer, audited, tag

PASSPHRASE = "een lange wachtzin"
WORDS = ("kwartelvlug", "zilverdraad", "ganzenpas", "mosterdzaad", "vlinderstruik", "notenkraker")
"""A note, a note that was changed, one of a moment that was removed, a turn, a memo and the note of a mark."""
IN_MEDIA = b"zandloper-in-beeld"
NAME, KEPT = "G-wilgenroosje", "G-002"
OTHER = GivenPerson("K-002", PersonRole.KLANT)


def filled(path: Path, clip: Path, *, passphrase: str | None = None) -> None:
    """A study with one conversation full of words, another without, and backups of every kind."""
    create_study(path, start=NewStudy("Proef", StudyKind.ONDERZOEK, default_codebook()), passphrase=passphrase)
    with closing(opened(path)) as study:
        add_and_consent(study, marked(clip, path.parent / "marked.mp4"), name=NAME)
        add(study, clip, name=KEPT, persons=(OTHER, CASE_MANAGER))
        for person in ("K-002", "M-001"):
            answer(study, person)
        copy_what_is_allowed(study)
        first = tag(study, recording=NAME, note=WORDS[0]).id
        study.perform(change_moment, moment=first, note=WORDS[1])
        gone = tag(study, recording=NAME, note=WORDS[2]).id
        study.perform(remove_moments, moments=[gone])
        study.perform(add_transcript, recording=NAME, turns=[GivenTurn(0, 900, "klant", WORDS[3])])
        study.perform(add_memo, about=first, text=WORDS[4])
        study.perform(mark_discuss, recording=NAME, at_ms=100, note=WORDS[5])
        tag(study, recording=KEPT, note="blijft")
        back_up(study)


def marked(clip: Path, place: Path) -> Path:
    """The same film with a box behind it that players skip, to know its bytes by."""
    place.write_bytes(clip.read_bytes() + (8 + len(IN_MEDIA)).to_bytes(4, "big") + b"free" + IN_MEDIA)
    return place


def add_memo(study: Writing, *, about: str, text: str) -> None:
    with study.step("Memo"):
        row = {"id": new_id(), "kind": "theorie", "about_table": "annotation", "about_row": about, "text": text}
        study.insert("memo", {**row, "member": study.acting.id, "created_at": study.now()})


def opened(path: Path, acting_as: str | None = None) -> Study:
    return open_study(path, Opening(passphrase=lambda: PASSPHRASE, acting_as=acting_as))


def bytes_within(path: Path, key: bytes | None, scratch: Path) -> bytes:
    """Every byte below a folder, databases decrypted."""
    found = []
    for place in sorted(path.rglob("*")):
        if place.is_file():
            found.append(place.read_bytes())
        if place.name == "study.sqlite" and key is not None:
            found.append(decrypted(place, key, scratch / new_id()))
    return b"".join(found)


def decrypted(place: Path, key: bytes, to: Path) -> bytes:
    copy = to.with_suffix(".copy")
    for suffix in ("", "-wal"):
        if place.with_name(place.name + suffix).exists():
            shutil.copy(place.with_name(place.name + suffix), copy.with_name(copy.name + suffix))
    with closing(connect(copy, key=key)) as db:
        db.conn.execute("ATTACH DATABASE ? AS plain KEY ''", (str(to),))
        db.conn.execute("SELECT sqlcipher_export('plain')")
        db.conn.execute("DETACH DATABASE plain")
    return to.read_bytes()


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def path(request: pytest.FixtureRequest, tmp_path: Path, clip: Path) -> Path:
    made = tmp_path / "Proef.recall"
    filled(made, clip, passphrase=request.param)
    return made


def search(path: Path, scratch: Path) -> list[str]:
    """Which of the words, and of the recording's own bytes, are somewhere in the folder of the study."""
    with closing(opened(path)) as study:
        key = study.key
    found = bytes_within(path, key, scratch)
    sought = {word: word.encode() for word in (*WORDS, NAME)} | {"media": IN_MEDIA}
    return [word for word, sign in sought.items() if sign in found]


def test_before_erasing_every_word_is_found(path: Path, tmp_path: Path) -> None:
    """The control: the search can find what it looks for, in plain and in encrypted studies."""
    assert search(path, tmp_path) == [*WORDS, NAME, "media"]


def test_no_byte_of_an_erased_recording_is_left(path: Path, tmp_path: Path) -> None:
    with closing(opened(path)) as study:
        study.perform(erase, wanted=Wanted((NAME, KEPT)), reason=Reason.VERZOEK, key=study.key)
    assert search(path, tmp_path) == []
    with closing(opened(path)) as study:
        assert examine(study).problems == ()
        assert study.value("SELECT count(*) FROM annotation") == 0
        assert len(list(study.folder.backups.iterdir())) == 1


def test_the_other_recording_stays_whole(path: Path, tmp_path: Path) -> None:
    with closing(opened(path)) as study:
        study.perform(erase, wanted=Wanted((NAME,)), reason=Reason.BEWAARTERMIJN, key=study.key)
        assert [note for (note,) in study.tuples("SELECT note FROM annotation")] == ["blijft"]
        assert examine(study).problems == ()
        tag(study, recording=KEPT)
        study.perform(undo)
        with pytest.raises(NothingToUndo):
            study.perform(undo)
    assert search(path, tmp_path) == []


def test_a_tombstone_says_what_was_there_and_nothing_else(path: Path) -> None:
    with closing(opened(path)) as study:
        recording = study.value("SELECT id FROM recording WHERE name = ?", (NAME,))
        study.perform(erase, wanted=Wanted((NAME,)), reason=Reason.INTREKKING, key=study.key)
        stones = {row["id"]: row for row in study.rows("SELECT * FROM tombstone")}
        assert stones[recording]["table"] == "recording"
        assert stones[recording]["reason"] == "intrekking"
        assert {row["table"] for row in stones.values()} == {"recording", "conversation", "media_file"}
        assert audited(study, erasure.DONE)


def test_the_consent_stays_as_proof(path: Path) -> None:
    with closing(opened(path)) as study:
        before = study.value("SELECT count(*) FROM consent")
        study.perform(erase, wanted=Wanted((NAME,)), reason=Reason.VERZOEK, key=study.key)
        assert study.value("SELECT count(*) FROM consent") == before > 0


def test_a_person_takes_their_conversations_along(path: Path, tmp_path: Path) -> None:
    with closing(opened(path)) as study:
        study.perform(erase, wanted=Wanted(persons=(OTHER.pseudonym or "",)), reason=Reason.VERZOEK, key=study.key)
        names = [name for (name,) in study.tuples("SELECT name FROM recording")]
        assert names == [NAME]
        with pytest.raises(UnknownName):
            study.perform(erase, wanted=Wanted(persons=("K-002",)), reason=Reason.VERZOEK, key=study.key)
        assert study.value("SELECT count(*) FROM participant WHERE pseudonym = 'K-002'") == 0
        assert study.value("SELECT count(*) FROM consent WHERE status = ?", (Status.GEGEVEN.value,)) > 0


def test_what_goes_is_told_before(path: Path) -> None:
    with closing(opened(path)) as study:
        told = what_goes(study, Wanted((NAME,)), as_seen_by=study.acting)
        assert (told.names, told.moments, told.turns, told.memos, told.marks) == ((NAME,), 1, 1, 1, 1)
        assert told.files == 1
        assert told.bytes > 1000
        assert told.backups >= 1


def test_a_window_that_reads_hears_of_it(path: Path) -> None:
    with closing(opened(path)) as study:
        study.catch_up()
        study.perform(erase, wanted=Wanted((NAME,)), reason=Reason.VERZOEK, key=study.key)
        assert study.catch_up().of("recording")
        tag(study, recording=KEPT)
        assert study.catch_up().of("annotation")


def test_a_kill_between_rows_and_files_is_finished_at_the_next_opening(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "finish", lambda _study, **_key: False)
    with closing(opened(path)) as study:
        study.perform(erase, wanted=Wanted((NAME, KEPT)), reason=Reason.VERZOEK, key=study.key)
    assert any(IN_MEDIA in place.read_bytes() for place in (path / "media").iterdir())
    monkeypatch.undo()
    assert search(path, tmp_path) == []


def test_who_neither_leads_nor_looks_after_privacy_may_not(path: Path) -> None:
    with closing(opened(path)) as study:
        study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
        study.perform(set_member, code="P", role=Role.PRIVACYBEHEER, person=None)
    with closing(opened(path, "B")) as study, pytest.raises(AccessRefused):
        study.perform(erase, wanted=Wanted((NAME,)), reason=Reason.VERZOEK, key=study.key)
    with closing(opened(path, "P")) as study:
        study.perform(erase, wanted=Wanted((NAME,)), reason=Reason.VERZOEK, key=study.key)


def test_nothing_named_erases_nothing(path: Path) -> None:
    with closing(opened(path)) as study, pytest.raises(BadInput):
        study.perform(erase, wanted=Wanted(), reason=Reason.ANDERS, key=study.key)


def test_a_whole_study_goes_and_what_was_put_beside_it_stays(path: Path) -> None:
    (path / "brief.txt").write_text("van mij")
    assert erase_study(path, how=Opening(passphrase=lambda: PASSPHRASE)) == ("brief.txt",)
    assert [place.name for place in path.rglob("*") if place.suffix != ".lock"] == ["brief.txt"]


def test_a_whole_study_goes_with_its_folder(ready: Lab) -> None:
    assert erase_study(ready.path, how=Opening(clock=Clock())) == ()
    assert not ready.path.exists()
    assert not StudyFolder(ready.path).database.exists()
