"""Wherever a key is shown it is the user's own, at once: tool tips, the menu, the palette, the search button."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QMenu, QSpinBox
from pytestqt.qtbot import QtBot

from recall_studio.player.engine import Channels
from recall_studio.ui.coding.transport import Transport
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.finding import entries
from recall_studio.ui.key_tips import KeyTip, key_of
from recall_studio.ui.menu import menu_of
from recall_studio.ui.settings_form import DeviceBox, SettingsForm
from tests.ui.player_hand import Viewer, viewer_on

OWN = {"play.toggle": ("F13",), "play.loop": ()}


@pytest.fixture
def viewer(demo_path: Path, qtbot: QtBot) -> Iterator[Viewer]:
    with viewer_on(demo_path, qtbot) as viewer:
        viewer.opens()
        viewer.desk = replace(viewer.desk, commands=COMMANDS)
        yield viewer


def test_tool_tips_follow(viewer: Viewer) -> None:
    bar = Transport(viewer.desk)
    viewer.shows(bar, 1400, 52)
    assert bar.play.toolTip() == "Play or pause (Space)"
    viewer.preferences.change(keys=OWN)
    assert bar.play.toolTip() == "Play or pause (F13)"
    assert bar.loop.toolTip() == "Repeat from here, up to here, no longer"
    tip = KeyTip(bar.full, viewer.desk, "play.toggle", "Other words")
    assert bar.full.toolTip() == "Other words (F13)"
    tip.say("These")
    assert bar.full.toolTip() == "These (F13)"
    assert key_of(viewer.desk, "play.loop") == key_of(viewer.desk, "unheard of") == ""


def texts(menu: QMenu) -> list[str]:
    found = []
    for part in menu.findChildren(QMenu):
        part.aboutToShow.emit()
        found += [action.text() for action in part.actions()]
    return found


def test_the_menu_follows(viewer: Viewer) -> None:
    menu = menu_of(viewer.desk.commands, viewer.desk)
    viewer.qtbot.addWidget(menu)
    assert "Play or pause\tSpace" in texts(menu)
    viewer.preferences.change(keys=OWN)
    assert "Play or pause\tF13" in texts(menu)
    assert "Repeat from here, up to here, no longer" in texts(menu)


def test_the_palette_follows(viewer: Viewer) -> None:
    viewer.preferences.change(keys=OWN)
    keys = {entry.title: entry.key for entry in entries(viewer.desk, viewer.desk.commands)}
    assert keys["Play or pause"] == "F13"
    assert keys["Repeat from here, up to here, no longer"] == ""


def test_what_is_chosen_in_the_preferences_is_heard(viewer: Viewer) -> None:
    form = SettingsForm(viewer.desk)
    viewer.shows(form)
    volume, channels = form.editors["volume_percent"], form.editors["channels"]
    assert isinstance(volume, QSpinBox)
    assert isinstance(channels, QComboBox)
    volume.setValue(130)
    channels.setCurrentIndex(channels.findData("left"))
    channels.activated.emit(channels.currentIndex())
    assert (viewer.engine.heard["volume"], viewer.engine.heard["channels"]) == (130, Channels.LEFT)
    (devices,) = form.findChildren(DeviceBox)
    form.activateWindow()
    viewer.qtbot.waitUntil(form.isActiveWindow)
    devices.setFocus()
    viewer.qtbot.waitUntil(lambda: devices.count() == 2)
    devices.setCurrentIndex(1)
    devices.activated.emit(1)
    assert viewer.engine.heard["device"] == "headphones"
    viewer.qtbot.waitUntil(lambda: viewer.preferences.settings.sound_device == "headphones", timeout=2_000)


def test_subtitles_are_one_thing_in_preferences_and_player(viewer: Viewer) -> None:
    viewer.preferences.change(subtitles=False)
    assert not viewer.playing.subtitles
    viewer.playing.toggle_subtitles()
    assert viewer.preferences.settings.subtitles
