"""Sound that another recorder made: what does not fit is said before anything comes in, and then it is lined up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame

from recall_studio.domain.errors import AccessRefused, BadFile, BadInput, Cancelled, DiskFull, MediaUnusable
from recall_studio.domain.recall.kinds import SoundState
from recall_studio.edits.recall import leading
from recall_studio.edits.recall.importing_sound import (
    about_drift,
    about_its_clock,
    check_sound,
    import_sound,
    line_up,
    look_at_sound,
)
from recall_studio.edits.recall.proposing_offset import propose_offset
from recall_studio.media.recorded_at import recorded_at
from recall_studio.store import conversations
from tests.edits.recall.interviewing import begin, end, interview, stop
from tests.edits.recall.sounds import leaves_a_piece, media_of, sound_file
from tests.edits.recall.test_leading import audited

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.store.study import Study
    from tests.edits.recall.conftest import Opens

LENGTH_MS = 60_000


@pytest.fixture
def session(study: Study) -> RecallSessionId:
    """An interview of a minute with stops at 10, 20, 30, 40 and 50 s, that is over."""
    made = begin(study)
    for number in range(1, 6):
        at = stop(study, made, number * 1_000, number * 10_000)
        study.perform(leading.resume, stop=at, session_ms=number * 10_000 + 5_000)
    end(study, made, LENGTH_MS)
    return made


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return sound_file(tmp_path / "REC0001.wav", 70)


def test_it_comes_in(study: Study, session: RecallSessionId, whole: Path) -> None:
    came = import_sound(study, session=session, given=look_at_sound(whole), sound_offset_ms=-5_000)
    assert (came.recording, came.duration_ms, came.notices) == ("G-01 nagesprek klant", 70_000, ())
    one = interview(study, session)
    assert (one.sound, one.sound_offset_ms, one.sound_recording) == (SoundState.INGELEZEN, -5_000, came.recording)
    (stored,) = media_of(study)
    assert (study.folder.media / stored).read_bytes() == whole.read_bytes()
    assert "REC" not in stored
    (row,) = study.rows("SELECT * FROM media_file WHERE kind = 'nagesprek'")
    assert (row["source"], row["stored_as"]) == (None, stored)
    assert whole.exists()


def test_one_that_is_shorter_says_by_how_much_and_which_stops_lie_outside(
    study: Study, session: RecallSessionId, tmp_path: Path
) -> None:
    given = look_at_sound(sound_file(tmp_path / "short.wav", 25))
    said = check_sound(study, session=session, given=given, sound_offset_ms=0)
    assert said == [
        "The sound is 00:00:35.000 shorter than the recall interview, which lasted 00:01:00.000.",
        "3 stops lie outside it: numbers 3–5.",
    ]
    with pytest.raises(BadInput, match="shorter") as told:
        import_sound(study, session=session, given=given)
    assert "anyway" in told.value.remedy
    assert media_of(study) == []
    assert import_sound(study, session=session, given=given, anyway=True).notices == tuple(said)


def test_what_begins_late_or_is_shifted_leaves_other_stops_outside(
    study: Study, session: RecallSessionId, tmp_path: Path
) -> None:
    given = look_at_sound(sound_file(tmp_path / "late.wav", 25))
    said = check_sound(study, session=session, given=given, sound_offset_ms=18_000)
    assert said[1] == "2 stops lie outside it: numbers 1 and 5."
    assert "00:00:35.000 shorter" in said[0]


@pytest.mark.parametrize("offset_ms", [LENGTH_MS, 3_600_000, -70_000, -100_000_000])
def test_an_absurd_shift_is_refused(study: Study, session: RecallSessionId, whole: Path, offset_ms: int) -> None:
    with pytest.raises(BadInput, match="outside the recall interview"):
        import_sound(study, session=session, given=look_at_sound(whole), sound_offset_ms=offset_ms, anyway=True)
    assert media_of(study) == []


def test_what_is_no_sound_is_refused(tmp_path: Path, study: Study) -> None:
    text = tmp_path / "notes.wav"
    text.write_text("Interview with a client, 10 March\n", encoding="utf-8")
    with pytest.raises(MediaUnusable, match=r"notes\.wav"):
        look_at_sound(text)
    with pytest.raises(BadFile):
        look_at_sound(tmp_path / "gone.wav")


def test_a_picture_without_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "silent.mp4"
    path.write_bytes(film(tmp_path, sound=False))
    with pytest.raises(MediaUnusable, match="holds no sound"):
        look_at_sound(path)


def test_of_a_film_only_the_sound_comes_in(study: Study, tmp_path: Path) -> None:
    made = begin(study)
    end(study, made, 4_000)
    path = tmp_path / "call.mp4"
    path.write_bytes(film(tmp_path, sound=True))
    came = import_sound(study, session=made, given=look_at_sound(path))
    assert any("picture was left out" in notice for notice in came.notices)
    (stored,) = media_of(study)
    assert stored.endswith(".flac")
    with av.open(study.folder.media / stored, "r") as container:
        assert not container.streams.video
        assert came.duration_ms == pytest.approx(4_000, abs=100)


def film(folder: Path, *, sound: bool) -> bytes:
    from tests.media.clips import Clip, make

    return make(Clip(".mp4", "libx264", "aac" if sound else ""), folder)


def test_an_interview_that_goes_on_takes_none(study: Study, whole: Path) -> None:
    made = begin(study)
    with pytest.raises(BadInput, match="not over"):
        import_sound(study, session=made, given=look_at_sound(whole))


def test_what_was_recorded_here_is_finished_first(study: Study, whole: Path) -> None:
    made = begin(study)
    leaves_a_piece(study, made, 0, 1)
    end(study, made, LENGTH_MS)
    with pytest.raises(BadInput, match="still in pieces"):
        import_sound(study, session=made, given=look_at_sound(whole))


def test_a_second_sound_and_the_same_file_twice_are_refused(
    study: Study, session: RecallSessionId, whole: Path, tmp_path: Path
) -> None:
    import_sound(study, session=session, given=look_at_sound(whole))
    with pytest.raises(BadInput, match="already"):
        import_sound(study, session=session, given=look_at_sound(sound_file(tmp_path / "b.wav", 61)))
    other = begin(study)
    end(study, other, LENGTH_MS)
    with pytest.raises(BadFile, match="in this study already"):
        import_sound(study, session=other, given=look_at_sound(whole))
    assert len(media_of(study)) == 1


def test_who_may_not_lead_it_brings_nothing_in(
    study: Study, session: RecallSessionId, whole: Path, opens: Opens
) -> None:
    with pytest.raises(AccessRefused):
        import_sound(opens("GL"), session=session, given=look_at_sound(whole))
    assert media_of(study) == []


class Stopped:
    cancelled = True

    def report(self, done: int, total: int) -> None:
        pass


def test_nothing_half_stays(
    study: Study, session: RecallSessionId, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = look_at_sound(whole)
    with pytest.raises(Cancelled):
        import_sound(study, session=session, given=given, progress=Stopped())
    with monkeypatch.context() as patched:
        patched.setattr("recall_studio.store.folder.SPARE_BYTES", 1 << 60)
        with pytest.raises(DiskFull):
            import_sound(study, session=session, given=given)
    sound_file(whole, 69)
    with pytest.raises(MediaUnusable, match="no longer the one"):
        import_sound(study, session=session, given=given)
    assert media_of(study) == []
    assert interview(study, session).sound is SoundState.GEEN


BEGAN = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
HELD = {"started_at": "2026-03-12T12:00:00.000Z", "length_ms": 3_600_000}


@pytest.mark.parametrize(
    ("apart", "said"),
    [
        (timedelta(), ""),
        (timedelta(seconds=-90), ""),
        (timedelta(minutes=59), ""),  # when it was ended
        (timedelta(hours=-1, seconds=-20), "1 hour behind"),
        (timedelta(hours=2, seconds=5), "2 hours ahead"),
        (timedelta(days=-2), "another recording"),
        (timedelta(days=-365 * 6), "another recording"),
        (timedelta(hours=30), "another recording"),
    ],
)
def test_the_recorders_own_clock(apart: timedelta, said: str) -> None:
    sentences = about_its_clock(HELD, BEGAN + apart)
    assert said in " ".join(sentences)
    assert bool(sentences) is bool(said)


def test_a_file_that_says_no_time_is_not_blamed() -> None:
    assert about_its_clock(HELD, None) == []


def test_the_time_in_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "phone.m4a"
    with av.open(path, "w", options={"movflags": "use_metadata_tags"}) as container:
        container.metadata["creation_time"] = "2019-01-01T00:00:10.000000Z"
        stream = container.add_stream("aac", rate=8_000)
        for number in range(80):
            frame = AudioFrame.from_ndarray(np.zeros((1, 1_024), np.float32), format="fltp", layout="mono")
            frame.sample_rate, frame.time_base, frame.pts = 8_000, Fraction(1, 8_000), number * 1_024
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with path.open("rb") as reader:
        assert recorded_at(reader) == datetime(2019, 1, 1, 0, 0, 10, tzinfo=UTC)
    with sound_file(tmp_path / "plain.wav", 1).open("rb") as reader:
        assert recorded_at(reader) is None


def test_a_wrong_clock_is_said_before_it_comes_in(study: Study, session: RecallSessionId, whole: Path) -> None:
    from dataclasses import replace

    given = replace(look_at_sound(whole), made_at=datetime(2000, 1, 1, tzinfo=UTC))
    with pytest.raises(BadInput, match="clock was wrong"):
        import_sound(study, session=session, given=given)
    assert import_sound(study, session=session, given=given, anyway=True).notices


def test_a_clock_that_drifts_is_said_only_when_it_matters() -> None:
    assert about_drift(None) == ""
    assert about_drift(50.0) == ""
    assert "fast" in about_drift(400.0)
    assert "1.4 s late" in about_drift(400.0)
    assert "slow" in about_drift(-400.0)


def test_it_is_lined_up(study: Study, session: RecallSessionId, whole: Path) -> None:
    with pytest.raises(BadInput, match="no sound"):
        study.perform(line_up, session=session, sound_offset_ms=0)
    import_sound(study, session=session, given=look_at_sound(whole))
    study.perform(line_up, session=session, sound_offset_ms=-7_250)
    assert interview(study, session).sound_offset_ms == -7_250
    assert audited(study, "nagesprek_uitgelijnd")[-1]["sound_offset_ms"] == -7_250
    for absurd in (LENGTH_MS, -70_000):
        with pytest.raises(BadInput, match="outside"):
            study.perform(line_up, session=session, sound_offset_ms=absurd)
    assert interview(study, session).sound_offset_ms == -7_250


def test_where_too_little_was_played_nothing_is_proposed(study: Study, session: RecallSessionId, whole: Path) -> None:
    assert propose_offset(study, session=session, given=look_at_sound(whole)) is None
    with pytest.raises(BadInput, match="no sound"):
        propose_offset(study, session=session)
    import_sound(study, session=session, given=look_at_sound(whole))
    assert propose_offset(study, session=session) is None
    assert conversations.interviews(study)
