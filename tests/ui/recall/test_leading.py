"""Leading a recall interview: what is kept of it, and by whom it was stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Status
from recall_studio.domain.recall.kinds import (
    Control,
    EndedReason,
    EventKind,
    Initiator,
    Stimulus,
)
from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.player.engine import State
from recall_studio.ui.commands.studying import lock
from recall_studio.ui.covering import Cover
from recall_studio.ui.recall.leading.phase import Phase
from recall_studio.ui.recall.leading.viewer_window import Seen
from tests.ui.recall.leading_rig import Interviewer, interviewer_on

CHOSEN = ChoiceMethod.INTERVIEWER_KIEST


@pytest.fixture
def leads(demo_path: Path, qtbot: QtBot) -> Iterator[Interviewer]:
    with interviewer_on(demo_path, qtbot) as made:
        made.comes()
        yield made


@pytest.fixture
def both(demo_path: Path, qtbot: QtBot) -> Iterator[Interviewer]:
    """Viewer and interviewer may both stop it; at one minute it stops by itself."""
    plan = InterviewPlan(control=Control.BEIDEN, moments=((60_000, 62_000, CHOSEN, ""),))
    with interviewer_on(demo_path, qtbot, plan) as made:
        made.comes()
        yield made


@pytest.fixture
def fragments(demo_path: Path, qtbot: QtBot) -> Iterator[Interviewer]:
    """Only two moments are shown: from 20 to 24 s, and from 60 to 63 s."""
    moments = ((20_000, 24_000, CHOSEN, ""), (60_000, 63_000, CHOSEN, ""))
    with interviewer_on(demo_path, qtbot, InterviewPlan(stimulus=Stimulus.FRAGMENTEN, moments=moments)) as made:
        made.comes()
        yield made


def test_the_viewer_stops_at_the_picture_on_the_screen(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(4_000)
    leads.viewer_presses()
    assert leads.phase() is Phase.STOPPED
    assert leads.seen() is Seen.STOPPED
    assert leads.screen.button.text() == "Verder"
    leads.kept()
    (stop,) = leads.record.stops
    assert (stop.position_ms, stop.initiator) == (4_000, Initiator.KLANT)
    assert [(one.start_ms, one.end_ms) for one in leads.record.shown] == [(0, 4_000)]


def test_the_stored_position_is_the_picture_that_froze(leads: Interviewer) -> None:
    """The engine gives one more picture after the press: it is neither shown nor kept."""
    leads.begins()
    leads.lets_play(4_000)
    before = leads.leading.showing.image.copy()
    leads.viewer_presses()
    leads.engine.seek(4_040)
    leads.engine.poll()
    leads.kept()
    assert leads.leading.showing.image == before
    assert leads.record.stops[0].position_ms == 4_000


def test_a_press_goes_on_and_a_tremble_does_not(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.viewer_presses()
    QTest.mousePress(leads.screen.button, Qt.MouseButton.LeftButton)  # within 0.4 s of the first
    assert leads.phase() is Phase.STOPPED
    leads.viewer_presses()
    assert leads.phase() is Phase.PLAYING
    leads.kept()
    assert leads.record.stops[0].resumed_ms is not None


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_MediaTogglePlayPause, Qt.Key.Key_F13, Qt.Key.Key_F24]
)
def test_a_key_of_the_viewer_counts_whatever_has_the_keyboard(leads: Interviewer, key: Qt.Key) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.viewer_presses()
    leads.viewer_presses()
    leads.lets_play(1_000)
    field = leads.page.panel.card.form.text
    field.setFocus()
    QTest.keyClicks(field, "ab")
    leads.rests_hand()
    leads.viewer_keys(key)
    QTest.keyClicks(field, "c")
    leads.kept()
    assert [stop.initiator for stop in leads.record.stops] == [Initiator.KLANT, Initiator.KLANT]
    assert field.toPlainText() in ("abc", "c")  # "ab" belongs to the stop before


def test_zero_on_the_pad_is_the_viewers_and_a_typed_zero_is_not(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.viewer_presses()
    field = leads.page.panel.card.form.text
    QTest.keyClicks(field, "10")
    assert field.toPlainText() == "10"
    leads.rests_hand()
    QTest.keyClick(field, Qt.Key.Key_0, Qt.KeyboardModifier.KeypadModifier)
    assert leads.phase() is Phase.PLAYING
    assert field.toPlainText() == "10"


def test_where_the_viewer_stops_the_interviewer_does_not(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.presses(Qt.Key.Key_F4)
    assert leads.phase() is Phase.PLAYING
    assert "viewer stops" in leads.said[-1].text
    leads.viewer_presses()
    leads.rests_hand()
    leads.presses(Qt.Key.Key_F4)  # going on is for both
    assert leads.phase() is Phase.PLAYING


def test_both_may_stop_it_and_each_is_kept_as_who_they_are(both: Interviewer) -> None:
    both.begins()
    both.lets_play(1_000)
    both.presses(Qt.Key.Key_F4)
    both.rests_hand()
    both.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    both.lets_play(1_000)
    both.viewer_presses()
    both.kept()
    assert [stop.initiator for stop in both.record.stops] == [Initiator.INTERVIEWER, Initiator.KLANT]


def test_where_the_interviewer_stops_the_viewer_has_no_buttons(demo_path: Path, qtbot: QtBot) -> None:
    with interviewer_on(demo_path, qtbot, InterviewPlan(control=Control.INTERVIEWER)) as leads:
        leads.comes()
        leads.begins()
        leads.lets_play(1_000)
        assert not leads.screen.button.isVisible()
        leads.presses(Qt.Key.Key_PageDown)
        assert leads.phase() is Phase.PLAYING


def test_it_stops_by_itself_at_a_planned_moment_and_once(both: Interviewer) -> None:
    both.begins()
    both.leading.showing.player.seek(59_000)
    both.leading.showing._last_ms = 59_000
    both.lets_play(4_000)
    assert both.phase() is Phase.STOPPED
    both.leading.go_on(back_ms=5_000)
    both.lets_play(8_000)
    assert both.phase() is Phase.PLAYING
    both.kept()
    (stop,) = both.record.stops
    (moment,) = both.record.moments
    assert (stop.initiator, stop.moment) == (Initiator.GEPLAND, moment.id)
    assert 62_000 <= stop.position_ms <= 62_200
    assert stop.replay_from_ms == stop.position_ms - 5_000
    assert moment.reached_at_ms is not None
    assert not moment.skipped


def test_only_chosen_moments_are_shown_one_after_the_other(fragments: Interviewer) -> None:
    fragments.begins()
    assert fragments.leading.screening.at_ms == 20_000
    fragments.lets_play(4_200)
    assert fragments.phase() is Phase.STOPPED
    fragments.viewer_presses()
    assert fragments.leading.screening.at_ms == 60_000
    fragments.lets_play(3_200)
    fragments.viewer_presses()
    assert fragments.phase() is Phase.SEEN
    fragments.kept()
    assert [stop.initiator for stop in fragments.record.stops] == [Initiator.GEPLAND] * 2
    assert [(one.start_ms, one.end_ms) for one in fragments.record.shown] == [(20_000, 24_000), (60_000, 63_000)]


def test_what_is_shown_now_and_what_comes_stand_below(fragments: Interviewer, both: Interviewer) -> None:
    coming = fragments.page.panel.foot.coming
    fragments.begins()
    assert coming.said == "Shown now: moment 00:20 · Next planned moment: 01:00"
    fragments.lets_play(4_200)
    fragments.viewer_presses()
    assert coming.said == "Shown now: moment 01:00"
    whole = both.page.panel.foot.coming
    both.begins()
    assert whole.said == "Next planned moment: 01:00"
    both.leading.showing.player.seek(59_900)
    both.leading.showing._last_ms = 59_900
    both.lets_play(400)
    assert whole.said == "Shown now: moment 01:00"


def test_a_moment_that_is_looked_at_again_stops_again_without_another_stop(fragments: Interviewer) -> None:
    fragments.begins()
    fragments.lets_play(4_200)
    fragments.leading.go_on(back_ms=2_000)
    fragments.lets_play(2_200)
    assert fragments.phase() is Phase.STOPPED
    fragments.kept()
    assert len(fragments.record.stops) == 1


def test_the_viewer_leaves_a_moment_out(fragments: Interviewer) -> None:
    fragments.begins()
    fragments.lets_play(1_000)
    QTest.mousePress(fragments.screen.skip, Qt.MouseButton.LeftButton)
    assert fragments.leading.screening.at_ms == 60_000
    fragments.kept()
    assert [moment.skipped for moment in fragments.record.moments] == [True, False]
    assert [(one.kind, one.position_ms) for one in fragments.record.happened] == [(EventKind.OVERGESLAGEN, 21_000)]


def test_a_rest_stands_still_and_goes_on_where_it_was(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.presses(Qt.Key.Key_F9)
    assert leads.phase() is Phase.RESTING
    assert leads.seen() is Seen.RESTING
    assert not leads.screen.button.isVisible()
    assert leads.microphone.opened == ""
    leads.viewer_presses()
    assert leads.phase() is Phase.RESTING
    leads.page.panel.rest.go_on.click()
    assert leads.phase() is Phase.PLAYING
    assert leads.microphone.opened
    leads.kept()
    (rest,) = leads.record.happened
    assert (rest.kind, rest.position_ms) == (EventKind.RUST, 1_000)
    assert rest.until_ms is not None
    assert rest.until_ms >= rest.session_ms


def test_after_a_rest_what_was_shown_can_be_left_out(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.leading.pause()
    leads.page.panel.rest.skip.click()
    assert leads.phase() is Phase.PLAYING
    assert leads.leading.screening.at_ms == 31_000


def test_it_is_ended_with_how_the_viewer_is(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.page.panel.foot.end.click()
    assert leads.phase() is Phase.RESTING  # nothing plays while it is asked
    sheet = leads.window.sheet
    sheet.wellbeing.buttons[4].click()  # type: ignore[union-attr]
    sheet.end.click()  # type: ignore[union-attr]
    leads.waits(lambda: leads.record.interview.ended_at is not None)
    interview = leads.record.interview
    assert (interview.wellbeing, interview.ended_reason) == (4, None)
    assert interview.length_ms is not None
    assert leads.seen() is Seen.ENDED


def test_a_consent_that_is_withdrawn_stops_everything_at_once(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.bar_asks_withdrawal()
    assert not leads.leading.showing.plays
    assert leads.seen() is Seen.CLOSED
    assert "withdraw" not in leads.screen.words.heading.casefold()
    leads.window.sheet.confirm.click()  # type: ignore[union-attr]
    leads.waits(lambda: leads.phase() is Phase.CLOSED)
    leads.waits(lambda: leads.record.interview.set_apart)
    assert leads.record.interview.ended_reason is EndedReason.INTREKKING
    assert leads.leading.showing.player.state is State.EMPTY
    assert leads.leading.showing.image.isNull()


def test_a_withdrawal_that_was_not_meant_leaves_a_rest(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.bar_asks_withdrawal()
    leads.window.sheet.shut()  # type: ignore[union-attr]
    assert leads.seen() is Seen.RESTING
    leads.leading.end_rest()
    assert leads.phase() is Phase.PLAYING


def test_a_consent_that_is_withdrawn_elsewhere_stops_it_too(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.answers(Status.INGETROKKEN)
    leads.waits(lambda: leads.phase() is Phase.CLOSED)
    assert leads.seen() is Seen.CLOSED
    assert leads.leading.showing.image.isNull()
    leads.waits(lambda: leads.record.interview.ended_at is not None)
    assert leads.record.interview.set_apart
    assert [said for said in leads.said if said.kind == "error"] == []


def test_covering_the_window_is_a_rest(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    lock(leads.desk)
    assert leads.phase() is Phase.RESTING
    assert leads.seen() is Seen.RESTING
    assert leads.microphone.opened == ""
    (cover,) = leads.window.findChildren(Cover)
    cover.go()
    assert leads.phase() is Phase.RESTING  # the interviewer says when it goes on


def test_a_recording_that_cannot_be_read_any_more_leaves_it_standing(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.engine.break_down("damaged")
    leads.waits(lambda: leads.phase() is Phase.STOPPED)
    assert [said.kind for said in leads.said] == ["warning"]
    assert leads.record.stops == ()
    leads.viewer_presses()
    assert leads.phase() is Phase.PLAYING


def test_what_may_not_be_shown_is_not_begun(demo_path: Path, qtbot: QtBot) -> None:
    with interviewer_on(demo_path, qtbot) as leads:
        leads.answers(Status.INGETROKKEN)
        leads.comes(ready=False)
        leads.waits(lambda: not leads.page.setting_up.begin.isEnabled())
        assert leads.page.setting_up.ready.text()
        assert leads.page.bar.consent.text() == "may not be shown now"
        assert leads.leading.showing.image.isNull()
