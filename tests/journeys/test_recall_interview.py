"""A whole recall interview in two windows, with a real engine, a virtual microphone, and two screens where asked."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recall_studio.domain.recall.kinds import Control, EventKind, Initiator, SoundState, TimeOrientation
from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.ui.desk import Leaving
from recall_studio.ui.recall.leading.phase import Phase
from recall_studio.ui.recall.leading.sounding import Hears
from tests import screens
from tests.journeys.at_window import at_work
from tests.journeys.driver import User
from tests.journeys.recall_hand import Interviewer, study_to_look_back

PROJECT = Path(__file__).resolve().parents[2]
FRAMES = 500
STOPS_WITHIN_S = 1.0
"""After the command has ended; the window looks twice a second."""
TWO = "1440x900x24,1280x800x24"


@pytest.fixture(params=["vlc", "qt"])
def interviewer(
    request: pytest.FixtureRequest, user: User, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> Iterator[tuple[Interviewer, list[int]]]:
    """Somebody with a study whose pictures carry their number, and when each of them is shown."""
    times_ms = study_to_look_back(user, tmp_path, FRAMES)
    with at_work(Interviewer(qtbot, qapp, engine=request.param)) as made:
        made.starts(user.folder)
        yield made, times_ms


def test_an_interview_from_begin_to_end(interviewer: tuple[Interviewer, list[int]]) -> None:
    leads, times_ms = interviewer
    moments = ((8_000, 9_000, ChoiceMethod.INTERVIEWER_KIEST, ""),)
    leads.prepares(InterviewPlan(control=Control.BEIDEN, moments=moments))
    leads.comes()
    assert leads.hears() is Hears.LISTENS
    leads.begins()
    leads.lets_play(1.5)
    _the_viewer_stops_and_tells(leads, times_ms)
    leads.presses("Ctrl+Return")
    leads.lets_play(1.0)
    assert leads.study.session_runs()  # so that nothing locks by itself
    _quitting_is_asked_about(leads)
    assert leads.hears() is Hears.PAUSED
    leads.qtbot.wait(300)
    leads.presses("F9")
    leads.lets_play(9.0)
    assert leads.phase() is Phase.STOPPED  # by itself, at the planned moment
    leads.everything_is_kept()
    assert [stop.initiator for stop in leads.record.stops] == [Initiator.KLANT, Initiator.GEPLAND]
    leads.page.panel.foot.end.click()
    leads.clicks("End the interview")
    leads.sees(lambda: leads.record.interview.ended_at is not None)
    _the_sound_became_a_recording(leads)
    leads.clicks("Done")
    assert leads.desk.leading is None


def _quitting_is_asked_about(leads: Interviewer) -> None:
    """It is a rest meanwhile, and nothing is closed."""
    frame = leads.study.frame
    assert frame is not None
    frame.leave(Leaving.QUIT)
    assert "recall interview goes on" in frame.notices.words
    assert leads.phase() is Phase.RESTING
    assert leads.program is not None
    assert leads.program.open_study is not None


def _the_viewer_stops_and_tells(leads: Interviewer, times_ms: list[int]) -> None:
    """The picture in the window is the one that is kept; the interviewer's field has the keyboard all the while."""
    leads.viewer_presses()
    assert leads.phase() is Phase.STOPPED
    leads.everything_is_kept()
    number = leads.number_seen()
    assert number is not None
    assert leads.record.stops[0].position_ms == times_ms[number]
    leads.qtbot.wait(400)
    assert leads.number_seen() == number  # it stands
    leads.sees(lambda: QApplication.focusWidget() is leads.page.panel.card.form.text)
    leads.types("Hij keek me niet aan")
    leads.presses("Ctrl+1")
    leads.everything_is_kept()
    (comment,) = leads.record.comments
    assert (comment.text, comment.time_orientation) == ("Hij keek me niet aan", TimeOrientation.TOEN)


def _the_sound_became_a_recording(leads: Interviewer) -> None:
    leads.sees(lambda: leads.record.interview.sound is SoundState.OPGENOMEN)
    interview = leads.record.interview
    assert interview.sound_recording is not None
    assert interview.length_ms is not None
    (rest,) = [one for one in leads.record.happened if one.kind is EventKind.RUST]
    assert rest.until_ms is not None


def test_an_interview_that_was_left_is_told_of_and_continued(interviewer: tuple[Interviewer, list[int]]) -> None:
    leads, _times_ms = interviewer
    leads.prepares()
    leads.comes()
    leads.begins()
    leads.lets_play(1.0)
    leads.viewer_presses()
    leads.types("Toen")
    leads.everything_is_kept()
    folder = leads.study.session.study.folder.root
    leads.quits()
    leads.starts(folder)
    assert leads.study.frame is not None
    assert "still goes on" in leads.study.frame.notices.words
    leads.comes()
    leads.clicks("Continue it")
    assert leads.phase() is Phase.STOPPED
    leads.viewer_presses()
    leads.sees(lambda: leads.leading.showing.plays)
    leads.viewer_presses()
    leads.everything_is_kept()
    assert len(leads.record.stops) == 2
    assert [comment.text for comment in leads.record.comments] == ["Toen"]
    assert EventKind.ONDERBROKEN in {one.kind for one in leads.record.happened}


def test_a_consent_that_is_withdrawn_at_another_desk_stops_everything(
    interviewer: tuple[Interviewer, list[int]],
) -> None:
    """A command in another process: nothing plays, nothing is recorded, the words are neutral, and it is set apart."""
    leads, _times_ms = interviewer
    leads.prepares()
    leads.comes()
    leads.begins()
    leads.lets_play(1.0)
    assert leads.hears() is Hears.RECORDS
    form = ("--form", "v1", "--method", "mondeling_opgenomen", "--collector", "I-001", "--status", "ingetrokken")
    command = ("consent", str(leads.study.session.study.folder.root), "--person", "K-001", "--purpose", "nagesprek")
    with subprocess.Popen([sys.executable, "-m", "recall_studio", *command, *form], stdout=subprocess.DEVNULL) as desk:
        leads.sees(lambda: desk.poll() is not None or leads.phase() is Phase.CLOSED)
        ended_s = time.monotonic()
        leads.sees(lambda: leads.phase() is Phase.CLOSED)
        assert time.monotonic() - ended_s < STOPS_WITHIN_S
    assert not leads.leading.showing.plays
    assert leads.leading.showing.image.isNull()
    assert leads.hears() is Hears.NOTHING
    assert leads.page.viewer.words.heading == leads.page.viewer.tongue.lines.closed
    leads.sees(lambda: leads.record.interview.ended_at is not None)
    assert leads.record.interview.set_apart
    leads.clicks("Done")


@pytest.mark.skipif(screens.SCREENS not in os.environ, reason="one process has one set of screens: see the next test")
def test_the_viewer_has_a_screen_of_their_own(interviewer: tuple[Interviewer, list[int]]) -> None:
    leads, times_ms = interviewer
    here, there = QGuiApplication.screens()
    leads.prepares()
    leads.comes()
    viewer = leads.page.viewer
    assert {viewer.screen(), leads.page.screen()} == {here, there}
    assert viewer.isFullScreen()
    assert viewer.geometry() == viewer.screen().geometry()
    leads.begins()
    leads.lets_play(1.0)
    _the_viewer_stops_and_tells(leads, times_ms)
    assert QApplication.activeWindow() is not viewer


def test_two_screens() -> None:
    if why_not := screens.missing():
        pytest.skip(why_not)
    inner = f"{Path(__file__)}::{test_the_viewer_has_a_screen_of_their_own.__name__}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", inner],
        cwd=PROJECT,
        env={**os.environ, screens.SCREENS: TWO},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "2 passed" in done.stdout
