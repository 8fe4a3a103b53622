"""The bar under the picture: every button does what its key does, and says how the player stands."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Status
from recall_studio.domain.words import speak
from recall_studio.player.engine import RATES, Channels, State
from recall_studio.ui.clock_words import long_clock, short_clock
from recall_studio.ui.coding.transport import Transport
from recall_studio.ui.coding.transport_menus import rate_words
from recall_studio.ui.commands.playing import PLAYING
from recall_studio.ui.situation import Stage
from tests.ui.player_hand import Viewer, viewer_on


@pytest.fixture
def viewer(demo_path: Path, qtbot: QtBot) -> Iterator[Viewer]:
    with viewer_on(demo_path, qtbot) as viewer:
        viewer.opens()
        yield viewer


@pytest.fixture
def bar(viewer: Viewer) -> Transport:
    bar = Transport(viewer.desk)
    viewer.shows(bar, 1400, 52)
    return bar


def _heard(viewer: Viewer) -> object:
    return viewer.engine.heard["volume"]


def _click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _type(bar: Transport, text: str) -> None:
    bar.clock.ask()
    bar.clock.field.setText(text)
    QTest.keyClick(bar.clock.field, Qt.Key.Key_Return)


def test_play_becomes_pause(viewer: Viewer, bar: Transport) -> None:
    _click(bar.play)
    assert (State(viewer.player.state), bar.play.accessibleName()) == (State.PLAYING, "Pause")
    _click(bar.play)
    assert (State(viewer.player.state), bar.play.accessibleName()) == (State.PAUSED, "Play")


def test_steps_and_jumps(viewer: Viewer, bar: Transport) -> None:
    viewer.goes_to(60_000)
    places = []
    for button in bar.steps:
        _click(button)
        viewer.waits()
        places.append(viewer.player.position_ms())
    assert places == [55_000, 54_960, 55_000, 60_000]


@pytest.mark.parametrize(
    ("text", "ms"), [("02:10", 130_000), ("130", 130_000), ("2:10,320", 130_320), ("00:02:10.320", 130_320)]
)
def test_a_typed_time_is_gone_to(viewer: Viewer, bar: Transport, text: str, ms: int) -> None:
    _type(bar, text)
    assert viewer.player.position_ms() == ms
    assert not bar.clock.field.isVisible()


def test_what_is_no_time_stays_to_be_mended(viewer: Viewer, bar: Transport) -> None:
    viewer.goes_to(10_000)
    _type(bar, "later")
    assert viewer.player.position_ms() == 10_000
    assert bar.clock.field.isVisible()
    assert "not a time" in bar.clock.field.accessibleDescription()
    QTest.keyClick(bar.clock.field, Qt.Key.Key_Escape)
    assert not bar.clock.field.isVisible()


def test_a_time_behind_the_end_is_the_end(viewer: Viewer, bar: Transport) -> None:
    _type(bar, "59:00")
    assert 173_200 <= viewer.player.position_ms() <= 173_280


def test_a_loop_is_set_with_two_presses_and_taken_away_with_a_third(viewer: Viewer, bar: Transport) -> None:
    viewer.goes_to(20_000)
    _click(bar.loop)
    assert (bar.loop.text(), bar.loop.isChecked()) == ("00:20.0 – …", True)
    viewer.goes_to(24_000)
    _click(bar.loop)
    assert bar.loop.text() == "00:20.0 – 00:24.0"
    viewer.goes_to(23_000)
    viewer.plays(2_000)
    assert 20_000 <= viewer.player.position_ms() < 24_000
    _click(bar.loop)
    assert (bar.loop.text(), bar.loop.isChecked(), viewer.player.loop) == ("A–B", False, None)


def test_the_speed_goes_by_steps(viewer: Viewer, bar: Transport) -> None:
    said = []
    for command in ("play.faster", "play.faster", "play.usual_speed", "play.slower"):
        viewer.does(command)
        said.append(bar.speed.text())
    assert said == ["1.25×", "1.5×", "1.0×", "0.75×"]
    for _press in RATES:
        viewer.does("play.slower")
    assert viewer.player.rate == RATES[0]


def test_the_volume_goes_up_to_twice_and_is_remembered(viewer: Viewer, bar: Transport) -> None:
    for _press in range(15):
        viewer.does("play.louder")
    assert bar.volume.text() == "200%"
    assert _heard(viewer) == 200
    viewer.does("play.mute")
    assert _heard(viewer) == 0
    viewer.does("play.softer")
    assert _heard(viewer) == 190
    viewer.qtbot.waitUntil(lambda: viewer.preferences.settings.volume_percent == 190, timeout=2_000)


def test_channels_and_loudspeaker_are_chosen_in_the_popover(viewer: Viewer, bar: Transport) -> None:
    viewer.does("play.sound")
    assert bar.sound.isVisible()
    bar.sound.channels.button(1).click()
    assert viewer.engine.heard["channels"] is Channels.LEFT
    assert [bar.sound.devices.itemData(place) for place in range(bar.sound.devices.count())] == ["", "headphones"]
    bar.sound.devices.setCurrentIndex(1)
    bar.sound.devices.activated.emit(1)
    assert viewer.engine.heard["device"] == "headphones"
    bar.sound.slider.setValue(120)
    assert bar.volume.text() == "120%"
    bar.sound.close()


def test_a_click_takes_no_keyboard(bar: Transport) -> None:
    for button in bar.findChildren(QPushButton):
        assert button.focusPolicy() in (Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.StrongFocus)
    for button in (bar.play, *bar.steps, bar.loop, bar.speed, bar.volume, bar.subtitles, bar.engine, bar.full):
        assert button.focusPolicy() is Qt.FocusPolicy.TabFocus
        assert button.accessibleName()
        assert button.toolTip()


def test_the_engine_says_why_it_plays(viewer: Viewer, bar: Transport) -> None:
    assert bar.engine.toolTip() == "chosen for auto"
    bar.engines.by_key["qt"].trigger()
    assert viewer.preferences.settings.engine == "qt"
    assert bar.engine.toolTip() == "chosen for qt"


def test_the_menus_show_what_holds(viewer: Viewer, bar: Transport) -> None:
    viewer.does("play.faster")
    bar.speeds.aboutToShow.emit()
    bar.engines.aboutToShow.emit()
    assert [key for key, action in bar.speeds.by_key.items() if action.isChecked()] == ["1.25"]
    assert [key for key, action in bar.engines.by_key.items() if action.isChecked()] == ["auto"]


def test_there_are_icons_where_there_is_no_room_for_words(viewer: Viewer) -> None:
    holder = QWidget()
    bar = Transport(viewer.desk)
    bar.setParent(holder)
    bar.resize(1400, 52)
    viewer.shows(holder, 1400, 52)
    assert bar.steps[0].text() == "−5 s"
    bar.resize(620, 52)
    assert [button.text() for button in bar.steps] == [""] * 4
    assert all(not button.icon().isNull() for button in bar.steps)


def test_the_bar_of_a_hidden_view_is_not_asked(viewer: Viewer, bar: Transport) -> None:
    bar.hide()
    viewer.does("play.time")
    assert bar.clock.currentWidget() is not bar.clock.field


def test_nothing_can_be_pressed_without_a_recording(viewer: Viewer, bar: Transport) -> None:
    viewer.session.close_recording()
    assert not bar.play.isEnabled()
    assert not bar.clock.isEnabled()
    assert not any(one.when(viewer.desk) for one in PLAYING if one.key.startswith("play."))


def test_the_keys_of_the_player_count_only_where_it_is_seen(viewer: Viewer) -> None:
    play = next(one for one in PLAYING if one.key == "play.toggle")
    assert play.when(viewer.desk)
    viewer.room.workspace = "library"
    assert not play.when(viewer.desk)
    viewer.room.workspace, viewer.room.page_open = "coding", True
    assert not play.when(viewer.desk)


def test_after_the_end_it_plays_from_the_start_again(viewer: Viewer, bar: Transport) -> None:
    viewer.goes_to(172_000)
    viewer.plays(2_000)
    assert State(viewer.player.state) is State.ENDED
    viewer.plays(1_000)
    assert viewer.player.position_ms() == 1_000


def test_start_and_end(viewer: Viewer) -> None:
    viewer.does("play.end")
    assert viewer.player.position_ms() >= 173_200
    viewer.does("play.start")
    assert viewer.player.position_ms() == 0


def test_times_and_speeds_are_written_as_the_language_does() -> None:
    assert (short_clock(751_340), rate_words(1.0), rate_words(1.25)) == ("12:31.3", "1.0", "1.25")
    speak("nl")
    assert (short_clock(751_340), rate_words(1.0), rate_words(1.25)) == ("12:31,3", "1,0", "1,25")
    assert (short_clock(3_600_000), long_clock(3_599_999)) == ("01:00:00,0", "00:59:59.999")


def test_of_what_may_not_be_played_no_player_is_named(viewer: Viewer, bar: Transport) -> None:
    assert bar.engine.isVisible()
    viewer.answers(Status.INGETROKKEN)
    viewer.waits(lambda: viewer.playing.situation.stage is Stage.REFUSED)
    assert not bar.engine.isVisible()
    bar.resize(1300, 52)
    assert not bar.engine.isVisible()
    assert not bar.play.isEnabled()


def _is_wide(bar: Transport, width: int) -> bool:
    return bar.width() == width


def test_where_there_is_hardly_room_the_time_stays_whole(viewer: Viewer, bar: Transport) -> None:
    for width in (1400, 430):
        bar.resize(width, 52)
        viewer.waits(partial(_is_wide, bar, width))
        assert bar.clock.width() >= bar.clock.minimumSizeHint().width()
        assert bar.full.geometry().right() < width
    assert not bar.loop.isVisible()
    assert bar.play.isVisible()
