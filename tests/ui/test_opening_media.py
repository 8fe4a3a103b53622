"""Opening a recording for the player: through the gate, in words where it may not be, and without waiting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Condition, Status
from recall_studio.domain.intervals import total_ms
from recall_studio.player.engine import State
from recall_studio.store import conversations, seen
from recall_studio.ui.situation import Stage
from tests.ui.player_hand import Viewer, viewer_on


@pytest.fixture
def viewer(demo_path: Path, qtbot: QtBot) -> Iterator[Viewer]:
    with viewer_on(demo_path, qtbot) as viewer:
        yield viewer


def _seen(viewer: Viewer) -> list[tuple[int, int]]:
    assert viewer.session.recording is not None
    return seen.of_recording(viewer.study, viewer.session.member, viewer.session.recording.id)


def _remove_media(path: Path) -> None:
    for file in (path / "media").iterdir():
        file.unlink()


def test_a_recording_opens_at_its_start_with_a_picture(viewer: Viewer) -> None:
    viewer.opens()
    viewer.waits(lambda: not viewer.playing.image.isNull())
    assert viewer.playing.situation.stage is Stage.READY
    assert viewer.player.state is State.PAUSED
    assert (viewer.player.position_ms(), viewer.player.duration_ms) == (0, 173_280)
    assert viewer.playing.choice is not None
    assert viewer.playing.choice.sentence == "chosen for auto"
    assert [row["action"] for row in viewer.study.rows("SELECT action FROM audit WHERE action = 'openen'")] == [
        "openen"
    ]


def test_opening_waits_for_nothing(viewer: Viewer) -> None:
    viewer.session.open_recording("G-001")
    assert viewer.playing.situation.stage is Stage.OPENING
    viewer.waits(lambda: viewer.playing.situation.stage is Stage.READY)


def test_what_was_closed_meanwhile_is_not_opened(viewer: Viewer) -> None:
    viewer.session.open_recording("G-001")
    viewer.session.close_recording()
    viewer.waits()
    assert viewer.playing.situation.stage is Stage.EMPTY
    assert viewer.player.state is State.EMPTY


def test_it_opens_again_where_it_was_left(viewer: Viewer) -> None:
    viewer.opens()
    viewer.player.seek(42_000)
    viewer.session.close_recording()
    viewer.opens()
    assert viewer.player.position_ms() == 42_000


def test_without_consent_nothing_is_shown_and_words_say_why(viewer: Viewer) -> None:
    viewer.answers(Status.INGETROKKEN)
    viewer.opens()
    assert viewer.playing.situation.stage is Stage.REFUSED
    assert viewer.playing.situation.sentence
    assert viewer.playing.image.isNull()
    assert viewer.said == []


def test_a_withdrawn_consent_stops_playing(viewer: Viewer) -> None:
    viewer.opens()
    viewer.plays(1_000)
    viewer.answers(Status.INGETROKKEN)
    viewer.qtbot.waitUntil(lambda: viewer.playing.situation.stage is Stage.REFUSED, timeout=1_000)
    assert viewer.player.state is State.EMPTY
    assert viewer.playing.image.isNull()
    assert viewer.said == []


def test_it_opens_by_itself_once_consent_is_given_again(viewer: Viewer) -> None:
    viewer.opens()
    viewer.goes_to(42_000)
    viewer.answers(Status.INGETROKKEN)
    viewer.waits(lambda: viewer.playing.situation.stage is Stage.REFUSED)
    viewer.answers(Status.GEGEVEN)
    viewer.waits(lambda: viewer.playing.situation.stage is Stage.READY)
    assert viewer.player.state is State.PAUSED
    assert viewer.player.position_ms() == 42_000


def test_where_the_consent_is_for_the_sound_alone_there_is_no_picture(viewer: Viewer) -> None:
    viewer.answers(Status.GEGEVEN, condition=Condition.ALLEEN_AUDIO)
    viewer.opens()
    assert viewer.playing.situation.stage is Stage.READY
    assert "sound only" in viewer.playing.situation.sentence
    assert viewer.facts[-1].video is None
    viewer.plays(1_000)
    assert viewer.playing.image.isNull()
    viewer.player.pause()
    assert viewer.player.position_ms() == 1_000


def test_a_file_that_is_gone_is_said_to_be(demo_path: Path, qtbot: QtBot) -> None:
    _remove_media(demo_path)
    with viewer_on(demo_path, qtbot) as viewer:
        viewer.opens()
        assert viewer.playing.situation.stage is Stage.MISSING
        assert "folder" in viewer.playing.situation.remedy


def test_a_file_that_is_broken_is_said_to_be(demo_path: Path, qtbot: QtBot) -> None:
    for file in (demo_path / "media").iterdir():
        file.write_bytes(bytes(file.stat().st_size))
    with viewer_on(demo_path, qtbot) as viewer:
        viewer.opens()
        assert viewer.playing.situation.stage is Stage.BROKEN
        assert viewer.playing.situation.sentence


def test_what_was_watched_is_noted_and_what_was_jumped_over_is_not(viewer: Viewer) -> None:
    viewer.opens()
    viewer.plays(2_000)
    viewer.player.seek(60_000)
    viewer.watches(1_000)
    viewer.player.pause()
    viewer.waits(lambda: len(_seen(viewer)) == 2)
    assert 2_400 <= total_ms(_seen(viewer)) <= 3_200
    assert _seen(viewer)[0][0] < 300
    assert _seen(viewer)[1][0] >= 60_000


def test_standing_still_is_not_watching(viewer: Viewer) -> None:
    viewer.opens()
    viewer.player.seek(30_000)
    viewer.player.step(1)
    viewer.session.close_recording()
    viewer.waits()
    assert viewer.study.rows("SELECT id FROM seen_range") == []


def test_another_engine_goes_on_at_the_same_picture(viewer: Viewer) -> None:
    viewer.opens()
    viewer.player.seek(50_000)
    viewer.preferences.change(engine="qt")
    assert viewer.playing.choice is not None
    assert viewer.playing.choice.sentence == "chosen for qt"
    assert viewer.player.position_ms() == 50_000


def test_a_list_of_pictures_is_made_once(viewer: Viewer) -> None:
    viewer.opens()
    assert viewer.session.recording is not None
    kept = {file.name for file in viewer.study.folder.cache.iterdir()}
    assert kept
    viewer.opens()
    assert {file.name for file in viewer.study.folder.cache.iterdir()} == kept
    assert conversations.media_files(viewer.study, viewer.session.recording.id)


def test_a_trouble_while_playing_is_said(viewer: Viewer) -> None:
    viewer.opens()
    viewer.plays(1_000)
    viewer.engine.break_down("damaged")
    viewer.waits()
    assert [said.kind for said in viewer.said] == ["warning"]
    assert viewer.player.state is State.PAUSED
