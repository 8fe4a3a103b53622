"""Around a recall interview: what is tried out before it, a program that was left, microphones, other places to go."""

import dataclasses
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QScreen
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recall_studio.domain.erasing import Reason
from recall_studio.domain.recall.kinds import EventKind, Initiator
from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.domain.recall.tongues import tongues
from recall_studio.domain.words import speak
from recall_studio.edits.erasing import Wanted, erase
from recall_studio.edits.recall.asking import change_interview
from recall_studio.edits.recall.leading import end_interview
from recall_studio.player.engine import State
from recall_studio.store.opening import Opening, open_study
from recall_studio.ui.key_choices import keys_now
from recall_studio.ui.keys_help import KeysHelp
from recall_studio.ui.recall.leading.course import Course
from recall_studio.ui.recall.leading.going_on import GoingOn
from recall_studio.ui.recall.leading.leading_bar import delay_now_h
from recall_studio.ui.recall.leading.phase import Phase
from recall_studio.ui.recall.leading.sounding import Hears
from recall_studio.ui.recall.leading.viewer_keys import FAR, MEDIA, PAD, REMOTE
from recall_studio.ui.recall.leading.viewer_window import Seen, ViewerWindow
from tests.ui.recall.leading_rig import Interviewer, interviewer_on


@pytest.fixture
def leads(demo_path: Path, qtbot: QtBot) -> Iterator[Interviewer]:
    with interviewer_on(demo_path, qtbot) as made:
        made.comes()
        yield made


def test_the_instruction_is_shown_in_the_viewers_language_and_its_version_kept(leads: Interviewer) -> None:
    speak("en")
    leads.page.setting_up._show_instruction()
    assert leads.screen.words.heading == "Samen terugkijken"
    assert leads.screen.words.lines[-1] == "Uw uitkering verandert hier niet door."
    leads.page.setting_up.read.click()
    leads.kept()
    assert leads.record.interview.instruction_read
    assert leads.record.interview.instruction_version == leads.page.heard.version


def test_each_control_of_the_viewer_lights_up_when_it_arrives(leads: Interviewer) -> None:
    setting_up = leads.page.setting_up
    setting_up._try_control()
    assert leads.screen.button.isVisible()
    leads.viewer_presses()
    leads.viewer_keys(Qt.Key.Key_MediaPlay)
    leads.viewer_keys(Qt.Key.Key_F14)
    leads.kept()
    lit = {key for key, label in setting_up.ways.items() if label.text().startswith("✓")}
    assert lit == {"button", MEDIA, FAR}
    assert {REMOTE, PAD}.isdisjoint(lit)
    assert leads.record.interview.control_tried
    assert leads.phase() is Phase.BEFORE


def test_the_viewer_practises_on_a_clip_of_nobody(leads: Interviewer) -> None:
    setting_up, showing, words = leads.page.setting_up, leads.leading.showing, leads.page.heard.practice
    setting_up.practice.begin()
    leads.waits(lambda: showing.plays)
    assert showing.aid
    assert leads.screen.line.text() == words.press_stop
    leads.viewer_presses()
    assert not showing.plays
    assert (leads.screen.button.text(), leads.screen.line.text()) == ("Verder", words.press_go_on)
    leads.viewer_presses()
    assert leads.screen.line.text() == words.works
    leads.kept()
    assert leads.record.interview.practice_clip_done
    assert leads.record.stops == ()


def test_after_practising_the_recording_is_begun_with(leads: Interviewer) -> None:
    leads.page.setting_up.practice.begin()
    leads.waits(lambda: leads.leading.showing.plays)
    leads.begins()
    leads.waits(lambda: leads.leading.showing.plays and not leads.leading.showing.aid)
    assert leads.leading.showing.player.duration_ms == 173_280
    leads.lets_play(2_000)
    leads.viewer_presses()
    leads.kept()
    assert leads.record.stops[0].position_ms == 2_000


def test_nothing_of_the_set_up_is_a_must(leads: Interviewer) -> None:
    leads.begins()
    leads.kept()
    interview = leads.record.interview
    assert interview.started_at is not None
    assert not interview.instruction_read
    assert not interview.practice_clip_done
    assert not interview.control_tried


def test_coding_stops_playing_and_no_other_place_is_offered(demo_path: Path, qtbot: QtBot) -> None:
    with interviewer_on(demo_path, qtbot) as leads:
        leads.opens()
        leads.player.play()
        leads.comes()
        assert leads.player.state is State.PAUSED
        assert leads.is_closed_off()
        assert leads.desk.leading is leads.leading
        leads.page.leave()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not leads.is_closed_off()
        assert leads.desk.leading is None


def test_an_interview_that_was_left_is_continued_where_it_stood(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(7_000)
    leads.viewer_presses()
    QTest.keyClicks(leads.page.panel.card.form.text, "Toen")
    leads.kept()
    leads.page.leave()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    leads.comes()
    offer = leads.page._pages.currentWidget()
    assert isinstance(offer, GoingOn)
    assert leads.leading.screening.at_ms == 7_000
    offer.go_on.click()
    assert leads.phase() is Phase.STOPPED
    assert leads.page.panel.card.form.text.toPlainText() == "Toen"
    leads.viewer_presses()
    leads.lets_play(1_000)
    leads.viewer_presses()
    leads.kept()
    record = leads.record
    assert [stop.position_ms for stop in record.stops] == [7_000, 8_000]
    (gap,) = record.happened
    assert gap.kind is EventKind.ONDERBROKEN
    assert gap.until_ms is not None
    assert record.stops[1].session_ms >= gap.until_ms >= gap.session_ms


def test_an_interview_that_was_left_can_be_ended_instead(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(3_000)
    leads.page.leave()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    leads.comes()
    offer = leads.page._pages.currentWidget()
    assert isinstance(offer, GoingOn)
    offer.end.click()
    leads.window.sheet.end.click()  # type: ignore[union-attr]
    leads.waits(lambda: leads.record.interview.ended_at is not None)


def test_one_that_was_left_for_a_day_is_ended_and_not_continued(leads: Interviewer) -> None:
    """Its day is over: a stop on its clock could not be kept any more."""
    leads.begins()
    leads.lets_play(3_000)
    leads.viewer_presses()
    leads.kept()
    leads.page.leave()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    began = datetime.now(UTC) - timedelta(hours=25)
    leads.study.perform(change_interview, session=leads.id, started_at=began)
    leads.comes()
    offer = leads.page._pages.currentWidget()
    assert isinstance(offer, GoingOn)
    assert not offer.go_on.isVisible()
    assert "can only be ended" in offer.words.text()
    offer.end.click()
    leads.window.sheet.end.click()  # type: ignore[union-attr]
    leads.waits(lambda: leads.record.interview.ended_at is not None)
    assert leads.record.interview.length_ms is not None
    assert leads.record.interview.length_ms < 60_000


def test_one_that_is_ended_elsewhere_is_over_here_too(leads: Interviewer, demo_path: Path) -> None:
    """By the command line beside the window: nothing plays or is recorded any more, and its sound is kept."""
    leads.begins()
    leads.lets_play(1_000)
    leads.viewer_presses()
    leads.kept()
    leads.viewer_presses()
    assert leads.microphone.opened
    with closing(open_study(demo_path, Opening())) as other:
        other.perform(end_interview, session=leads.id, length_ms=1)
    leads.waits(lambda: leads.phase() is Phase.OVER)
    assert not leads.leading.showing.plays
    assert leads.microphone.opened == ""
    assert leads.seen() is Seen.ENDED
    assert "ended elsewhere" in leads.said[-1].text
    assert [said for said in leads.said if said.kind == "error"] == []


def test_one_that_is_erased_elsewhere_is_closed_here(leads: Interviewer, demo_path: Path) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.viewer_presses()
    leads.kept()
    with closing(open_study(demo_path, Opening())) as other:
        other.perform(erase, wanted=Wanted(interviews=(leads.id,)), reason=Reason.VERZOEK, key=None)
    leads.waits(lambda: leads.phase() is Phase.CLOSED)
    assert leads.seen() is Seen.CLOSED
    assert leads.microphone.opened == ""
    assert leads.leading.showing.image.isNull()


def test_leaving_while_it_goes_on_is_asked_about(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.page._leave_open()
    assert leads.phase() is Phase.RESTING
    ((question, leave),) = leads.window.questions
    assert "goes on" in question
    leave()
    assert leads.window.page is None


def test_a_microphone_that_is_taken_away_leaves_a_gap_and_comes_back(leads: Interviewer) -> None:
    leads.begins()
    assert leads.hears() is Hears.RECORDS
    leads.microphone.take_away("Desk")
    leads.microphone.take_away("Spare")
    leads.waits(lambda: leads.hears() is Hears.LOST)
    assert leads.phase() is Phase.PLAYING
    assert "interview goes on" in leads.page.bar.sound.text()
    leads.microphone.put_back("Desk")
    leads.waits(lambda: leads.hears() is Hears.RECORDS)
    leads.kept()
    gaps = [one for one in leads.record.happened if one.kind is EventKind.GELUID_WEG]
    assert gaps
    assert all(gap.until_ms is not None for gap in gaps)


def test_without_a_microphone_it_is_held_all_the_same(demo_path: Path, qtbot: QtBot) -> None:
    with interviewer_on(demo_path, qtbot) as leads:
        for name in ("Desk", "Spare"):
            leads.microphone.take_away(name)
        leads.comes()
        leads.begins()
        assert leads.hears() is Hears.NOTHING
        leads.lets_play(1_000)
        leads.viewer_presses()
        leads.kept()
        assert len(leads.record.stops) == 1
        assert leads.record.happened == ()


def test_the_viewers_window_never_asks_for_the_keyboard(leads: Interviewer) -> None:
    flags = leads.screen.windowFlags()
    assert flags & Qt.WindowType.WindowDoesNotAcceptFocus
    assert leads.screen.isVisible()
    assert all(
        widget.focusPolicy() == Qt.FocusPolicy.NoFocus
        for widget in (leads.screen.button, leads.screen.skip, leads.screen.picture.picture)
    )
    leads.screen.close()
    assert leads.screen.isVisible()


def test_right_to_left_the_window_is_mirrored(leads: Interviewer) -> None:
    dutch = tongues().by_key("nl")
    arabic = dataclasses.replace(dutch, key="ar", right_to_left=True)
    window = ViewerWindow(leads.desk, leads.leading.interview, arabic, leads.leading.showing)
    window.resize(1200, 800)
    window.show_seen(Seen.PLAYING)
    window.show()
    leads.waits(lambda: abs(window.button.geometry().center().x() - window.width() / 2) <= 2)
    assert window.skip.x() < window.button.x()
    window.deleteLater()


def test_the_big_button_stands_in_the_middle_with_and_without_the_small_one(leads: Interviewer) -> None:
    leads.screen.resize(1200, 800)
    for seen in (Seen.PRACTICE, Seen.PLAYING):
        leads.screen.show_seen(seen)
        leads.waits(lambda: abs(leads.screen.button.geometry().center().x() - leads.screen.width() / 2) <= 2)


def test_where_the_viewers_screen_is_taken_away_their_window_leaves_the_interviewers_free(leads: Interviewer) -> None:
    leads.begins()
    leads.screen.toggle_full()
    gone = QScreen.__new__(QScreen)  # there is one screen here, so that of the viewer was another one
    leads.screen._heed_screens(gone)
    assert not leads.screen.isFullScreen()
    room = leads.screen.screen().availableGeometry()
    assert leads.screen.width() < room.width() * 0.7
    assert leads.phase() is Phase.RESTING
    assert any("screen is gone" in one.text for one in leads.said)


def test_without_a_transcript_chosen_no_words_stand_on_the_picture(demo_path: Path, qtbot: QtBot) -> None:
    for shown in (False, True):
        with interviewer_on(demo_path, qtbot, InterviewPlan(transcript_shown=shown)) as leads:
            leads.comes()
            leads.begins()
            leads.lets_play(20_000)
            assert bool(leads.screen.picture._turns) is shown


def test_no_key_of_the_interviewer_is_anybody_elses(leads: Interviewer) -> None:
    now = keys_now(leads.desk)
    found = {command.key: now.conflicts(command) for command in leads.desk.commands if command.workspace == "leading"}
    assert {key: conflict for key, conflict in found.items() if conflict} == {}


def test_the_delay_is_known_before_it_begins(leads: Interviewer) -> None:
    hours = delay_now_h(leads.session, leads.leading.interview)
    assert hours is not None
    assert hours > 48
    assert leads.page.bar.delay.property("kind") == "warning"


def test_an_empty_course_begins_at_the_begin() -> None:
    course = Course((), whole=True)
    assert (course.begin(), course.next(), course.due(0, 1_000), course.over) == (0, None, None, False)
    assert course.skipped_to(0, 40_000) == (30_000, None)
    assert course.skipped_to(20_000, 40_000) == (None, None)


def test_three_hundred_stops_are_as_quick_as_the_first(leads: Interviewer) -> None:
    """Nothing is rebuilt when a stop comes: one row is added, and only the card of that stop is drawn."""
    leads.begins()
    model = leads.page.panel.model
    added, reset = [], []
    model.rowsInserted.connect(lambda _parent, first, last: added.append((first, last)))
    model.modelReset.connect(lambda: reset.append(True))
    for _stop in range(300):
        leads.lets_play(200)
        leads.leading.stop(Initiator.KLANT)
        leads.leading.go_on()
    leads.kept()
    assert added == [(0, 0)] * 300
    assert reset == []
    assert model.rowCount() == len(leads.record.stops) == 300
    assert leads.page.panel.foot.share.text() == "Stops by the viewer: 100%"


def test_the_keys_that_are_shown_are_those_that_count_and_the_viewers_too(leads: Interviewer) -> None:
    sheet = KeysHelp(leads.desk)
    rows = [row for _heading, group in sheet._groups for row in group]
    words = {words for words, _keys in rows}
    assert {"Go on after a stop", "Presenter remote or page keys", "0 on the number pad"} <= words
    assert "Undo" not in words
    sheet.deleteLater()
