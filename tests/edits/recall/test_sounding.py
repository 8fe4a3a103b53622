"""The pieces of an interview's sound become one recording: all or nothing, and what a kill left is finished."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.erasing import Reason
from recall_studio.domain.errors import AccessRefused, BadFile, BadInput, Cancelled, DiskFull
from recall_studio.domain.ids import RecallSessionId
from recall_studio.domain.recall.kinds import SoundState
from recall_studio.edits import keeping
from recall_studio.edits.erasing import Wanted, erase
from recall_studio.edits.recall import sounding
from recall_studio.edits.recall.sounding import begin_piece, finish_sound, unfinished
from recall_studio.store import access, conversations, erasure, files
from tests.edits.recall.interviewing import begin, end, interview, prepare
from tests.edits.recall.sounds import RATE_HZ, leaves_a_piece, media_of, said
from tests.edits.recall.test_leading import audited
from tests.store.studies import CASE_MANAGER, CLIENT, answer, with_step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recall_studio.store.study import Study
    from tests.edits.recall.conftest import Opens


def samples_of(study: Study, name: str) -> NDArray[Any]:
    recording = conversations.recording(study, name)["id"]
    with study.perform(access.play, recording=recording)[0].open() as reader, av.open(reader, "r") as container:
        return np.concatenate([frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)])


def recorded(study: Study, recaller: str = CLIENT) -> RecallSessionId:
    """An interview that is over and left two pieces, with a rest between."""
    session = begin(study, recaller)
    leaves_a_piece(study, session, 500, 4)
    leaves_a_piece(study, session, 10_000, 2)
    end(study, session, 13_000)
    return session


def test_pieces_become_a_recording(study: Study) -> None:
    session = recorded(study)
    assert unfinished(study) == [session]
    (done,) = finish_sound(study)
    assert (done.session, done.recording) == (session, "G-01 nagesprek klant")
    assert (done.duration_ms, done.sound_offset_ms, done.gaps) == (11_500, 500, ((4_500, 10_000),))
    one = interview(study, session)
    assert (one.sound, one.sound_offset_ms, one.sound_recording) == (SoundState.OPGENOMEN, 500, done.recording)
    assert unfinished(study) == []
    assert media_of(study) == [f"{session}.flac"]
    assert study.value("SELECT count(*) FROM recall_piece") == 0
    sound = samples_of(study, "G-01 nagesprek klant")
    assert np.array_equal(sound[: 4 * RATE_HZ], said(4))
    assert not sound[4 * RATE_HZ : round(9.5 * RATE_HZ)].any()
    assert np.array_equal(sound[round(9.5 * RATE_HZ) :], said(2))
    assert keeping.examine(study).problems == ()


def test_what_is_kept_of_the_file(study: Study) -> None:
    session = recorded(study)
    finish_sound(study)
    (row,) = study.rows("SELECT * FROM media_file WHERE kind = 'nagesprek'")
    original = study.value("SELECT min(delete_after) FROM media_file WHERE kind = 'origineel'")
    assert row["delete_after"] <= original
    assert row["stored_as"] == f"{session}.flac"
    assert row["source"] is None
    assert row["full_fingerprint"].startswith("f1:")
    assert '"flac"' in row["probe"]
    assert audited(study, "nagesprek_geluid")[-1]["sound"] == "opgenomen"


def test_it_is_destroyed_no_later_than_the_original(study: Study) -> None:
    recorded(study)
    with_step(study, lambda writing: writing.execute("UPDATE media_file SET delete_after = '2026-05-05'"))
    finish_sound(study)
    assert study.value("SELECT delete_after FROM media_file WHERE kind = 'nagesprek'") == "2026-05-05"


def test_names_say_the_role_and_never_clash(study: Study) -> None:
    names = [finish_sound(study, session=recorded(study, who))[0].recording for who in (CLIENT, CASE_MANAGER, CLIENT)]
    assert names == ["G-01 nagesprek klant", "G-01 nagesprek klantmanager", "G-01 nagesprek klant 2"]


def test_while_it_goes_on_it_stays_in_pieces(study: Study) -> None:
    session = begin(study)
    leaves_a_piece(study, session, 0, 1)
    assert unfinished(study) == []
    assert finish_sound(study) == ()
    assert len(files.pieces(study.folder, session)) == 1


def test_a_piece_whose_row_was_not_kept_counts(study: Study) -> None:
    session = begin(study)
    leaves_a_piece(study, session, 0, 1)
    leaves_a_piece(study, session, 1_000, 1, row=False)
    end(study, session, 2_000)
    (done,) = finish_sound(study)
    assert (done.duration_ms, done.gaps) == (2_000, ())


def test_what_a_kill_left_is_finished_when_it_is_opened_next(study: Study, opens: Opens) -> None:
    session = begin(study)
    name = leaves_a_piece(study, session, 0, 2)
    with (study.folder.media / name).open("ab") as file:
        file.write(b"\x90\x01\x00\x00 half of a blo")
    study.close()
    again = opens()
    end(again, session, 2_500)
    assert any("still in pieces" in said for said in keeping.examine(again).reminders)
    (done,) = finish_sound(again)
    assert done.duration_ms == 2_000


def test_a_kill_before_the_pieces_went(study: Study) -> None:
    session = recorded(study)
    finish_sound(study)
    leaves_a_piece(study, session, 0, 1, row=False)
    leaves_a_piece(study, RecallSessionId("0192a000-0000-7000-8000-000000000009"), 0, 1, row=False)
    assert finish_sound(study) == ()
    assert files.pieces(study.folder) == []


def test_a_kill_before_the_recording_was_registered(study: Study) -> None:
    session = recorded(study)
    (study.folder.media / f"{session}.flac").write_bytes(b"of the first try")
    (study.folder.media / f".{session}.flac.0123").write_bytes(b"half")
    (done,) = finish_sound(study)
    assert done.duration_ms == 11_500
    assert media_of(study) == [f"{session}.flac"]


class Stopping:
    """Stopped by the user after so many reports."""

    def __init__(self, reports: int) -> None:
        self._left = reports

    @property
    def cancelled(self) -> bool:
        return self._left <= 0

    def report(self, _done: int, _total: int) -> None:
        self._left -= 1


@pytest.mark.parametrize("reports", [0, 1, 2, 3])
def test_when_it_is_stopped_everything_stays_in_pieces(study: Study, reports: int) -> None:
    session = recorded(study)
    before = media_of(study)
    with pytest.raises(Cancelled):
        finish_sound(study, progress=Stopping(reports))
    assert media_of(study) == before
    assert interview(study, session).sound is SoundState.GEEN
    assert len(finish_sound(study)) == 1


def test_on_a_full_disk_everything_stays_in_pieces(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    session = recorded(study)
    before = media_of(study)
    monkeypatch.setattr("recall_studio.store.folder.SPARE_BYTES", 1 << 60)
    with pytest.raises(DiskFull):
        finish_sound(study)
    assert media_of(study) == before
    assert unfinished(study) == [session]


def test_a_disk_that_is_full_on_the_way(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(study)
    before = media_of(study)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        finish_sound(study)
    monkeypatch.undo()
    assert media_of(study) == before


def test_when_it_cannot_be_registered_nothing_stays(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(study)
    before = media_of(study)

    def refuses(*_given: object, **_named: object) -> None:
        raise DiskFull("full")

    monkeypatch.setattr("recall_studio.store.audit.write", refuses)
    with pytest.raises(DiskFull):
        finish_sound(study)
    monkeypatch.undo()
    assert media_of(study) == before
    assert study.value("SELECT count(*) FROM recording WHERE recall_session_id IS NOT NULL") == 0


def test_nothing_was_heard(study: Study) -> None:
    session = begin(study)
    leaves_a_piece(study, session, 0, 0)
    end(study, session, 2_000)
    (done,) = finish_sound(study)
    assert done.recording is None
    assert done.notices
    assert interview(study, session).sound is SoundState.GEEN
    assert media_of(study) == []
    assert unfinished(study) == []


def test_a_piece_that_is_damaged_is_told_and_the_others_count(study: Study) -> None:
    session = begin(study)
    leaves_a_piece(study, session, 0, 1)
    broken = leaves_a_piece(study, session, 5_000, 1)
    (study.folder.media / broken).write_bytes(b"")
    end(study, session, 7_000)
    (done,) = finish_sound(study)
    assert done.duration_ms == 1_000
    assert len(done.notices) == 1


def test_a_piece_that_cannot_be_read_now_is_waited_for(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program may hold it: joining without it would take away what was heard."""
    session = recorded(study)
    there, held = media_of(study), files.pieces(study.folder, session)[1]
    with monkeypatch.context() as busy:
        opens = Path.open

        def refused(path: Path, *given: Any, **more: Any) -> Any:
            if path.name == held:
                raise PermissionError(13, "held by another program")
            return opens(path, *given, **more)

        busy.setattr(Path, "open", refused)
        with pytest.raises(BadFile, match="held by another program"):
            finish_sound(study)
    assert media_of(study) == there
    assert unfinished(study) == [session]
    assert finish_sound(study)[0].duration_ms == 11_500


def test_an_interview_that_has_not_begun_has_no_sound(study: Study) -> None:
    session = prepare(study)
    with pytest.raises(BadInput, match="not begun"):
        study.perform(begin_piece, session=session, stored_as="x", session_ms=0, rate_hz=48_000)


def test_who_may_not_lead_it_records_nothing(study: Study, opens: Opens) -> None:
    session = begin(study)
    other = opens("GL")
    with pytest.raises(AccessRefused):
        other.perform(begin_piece, session=session, stored_as="x", session_ms=0, rate_hz=48_000)


def test_an_interview_has_one_sound(study: Study) -> None:
    session = recorded(study)
    finish_sound(study)
    with pytest.raises(BadInput, match="already"):
        sounding.without_sound(study, session)


def test_nobody_hears_it_once_consent_is_taken_back(study: Study) -> None:
    recorded(study)
    finish_sound(study)
    recording = conversations.recording(study, "G-01 nagesprek klant")["id"]
    assert study.perform(access.play, recording=recording)
    answer(study, CLIENT, Purpose.NAGESPREK, status=Status.INGETROKKEN, recording="G-01")
    with pytest.raises(AccessRefused):
        study.perform(access.play, recording=recording)


def test_erasing_an_interview_takes_sound_that_no_row_tells_of(study: Study) -> None:
    """What a kill left: a piece before its row, a recording before its row, and half of one."""
    session, other = recorded(study), recorded(study, CASE_MANAGER)
    leaves_a_piece(study, session, 20_000, 1, row=False)
    for left in (f"{session}.flac", f".{session}.flac.0123"):
        (study.folder.media / left).write_bytes(b"said")
    what = erasure.doomed(study, sessions=[session])
    study.perform(lambda writing: erasure.erase(writing, what, Reason.VERZOEK))
    study.perform(erasure.finish, key=None)
    assert {name.lstrip(".")[: len(session)] for name in media_of(study)} == {other}


def test_nothing_is_written_outside_the_study(study: Study, tmp_path: Path) -> None:
    """Nor does a temporary file of the joining lie anywhere else, which no erasing would reach."""
    before = {place for place in tmp_path.rglob("*") if study.folder.root not in place.parents}
    recorded(study)
    finish_sound(study)
    assert {place for place in tmp_path.rglob("*") if study.folder.root not in place.parents} == before


def test_what_a_recorder_wrote_after_its_interview_was_erased_is_told_and_goes(study: Study) -> None:
    session = begin(study)
    study.perform(erase, wanted=Wanted(interviews=(session,)), reason=Reason.VERZOEK, key=study.key)
    name = leaves_a_piece(study, session, 0, 1, row=False)
    assert any(name in problem for problem in keeping.examine(study).problems)
    assert sounding.anything_left(study)
    assert finish_sound(study) == ()
    assert media_of(study) == []
    assert not sounding.anything_left(study)
