"""The sound of an interview that is packed while in pieces, moved, replaced, gone, or past its last day."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from recall_studio.domain.errors import AccessRefused, RecallError
from recall_studio.edits import keeping
from recall_studio.edits.recall.sounding import finish_sound, unfinished
from recall_studio.edits.relinking import relink
from recall_studio.exchange.packing import pack_study, unpack_study
from recall_studio.store import access, conversations
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.study import Study
from tests.edits.recall.interviewing import begin, end
from tests.edits.recall.sounds import leaves_a_piece
from tests.store.studies import Clock

NAME = "G-01 nagesprek klant"


def unpacked(file: Path, to: Path) -> Study:
    return open_study(unpack_study(file, to=to), Opening(clock=Clock()))


@pytest.mark.parametrize("running", [True, False])
def test_sound_in_pieces_stays_and_that_is_said(study: Study, tmp_path: Path, *, running: bool) -> None:
    session = begin(study)
    leaves_a_piece(study, session, 0, 1)
    if not running:
        end(study, session)
    packed = pack_study(study, to=tmp_path / "alles.zip")
    assert any("in pieces" in notice for notice in packed.notices), packed.notices
    with closing(unpacked(tmp_path / "alles.zip", tmp_path / "uit")) as there:
        assert unfinished(there) == []
        assert finish_sound(there) == ()
        assert there.value("SELECT count(*) FROM recall_piece") == 0
    if running:
        end(study, session)
    (done,) = finish_sound(study)
    assert (done.recording, done.notices) == (NAME, ())
    packed = pack_study(study, to=tmp_path / "alles.zip")
    assert not any("in pieces" in notice for notice in packed.notices)
    with closing(unpacked(tmp_path / "alles.zip", tmp_path / "weer")) as there:
        assert not any(NAME in problem for problem in keeping.examine(there).problems)
        there.perform(access.play, recording=conversations.recording(there, NAME)["id"])


@pytest.fixture
def sounded(study: Study) -> Path:
    session = begin(study)
    leaves_a_piece(study, session, 0, 1)
    end(study, session)
    finish_sound(study)
    return study.folder.media / f"{session}.flac"


def opens_it(study: Study) -> bytes:
    (playable, *_rest) = study.perform(access.play, recording=conversations.recording(study, NAME)["id"])
    with playable.open() as reader:
        return reader.read()


def test_moved_it_is_found_again(study: Study, sounded: Path, tmp_path: Path) -> None:
    whole = sounded.read_bytes()
    (tmp_path / "weg").mkdir()
    shutil.move(sounded, tmp_path / "weg" / "iets.flac")
    assert any(NAME in problem for problem in keeping.examine(study).problems)
    with pytest.raises(RecallError):
        opens_it(study)
    assert relink(study, folder=tmp_path / "weg").found == (NAME,)
    assert opens_it(study) == whole
    assert keeping.examine(study).problems == ()


def test_replaced_it_is_told_and_not_found(study: Study, sounded: Path, tmp_path: Path) -> None:
    sounded.write_bytes(bytes(sounded.stat().st_size))
    assert any(NAME in problem for problem in keeping.examine(study).problems)
    assert relink(study, folder=sounded.parent).missing == (NAME,)


def test_past_its_last_day_it_is_listed_and_not_opened(study: Study, sounded: Path, clock: Clock) -> None:
    last = date.fromisoformat(conversations.media_files(study)[-1]["delete_after"])
    clock.goes(days=(last - study.today()).days)
    opens_it(study)
    clock.goes(days=1)
    with pytest.raises(AccessRefused):
        opens_it(study)
    assert any(NAME in reminder and "destroyed" in reminder for reminder in keeping.examine(study).reminders)
    assert [row["name"] for row in conversations.interviews(study)] == [NAME]
