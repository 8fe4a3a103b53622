"""The settings in rows: every one that is offered has a row, changes at once, and shows what was changed elsewhere."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from recall_studio.domain.words import speak
from recall_studio.store.settings import SECTIONS, Settings, load, offers
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.help import settings_in_words
from recall_studio.ui.preferences_sheet import PreferencesSheet
from recall_studio.ui.settings_form import SettingsForm
from tests.ui.desk_rig import Rig, rig_on

CHOSEN_ELSEWHERE = {"sound_device", "keys", "layouts", "recent", "members", "pinned"}
"""Each has a place of its own: the volume button, the keys editor, the window itself, the start page."""


@pytest.fixture
def rig(demo_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with rig_on(demo_path, qtbot) as rig:
        rig.desk = replace(rig.desk, commands=COMMANDS)
        rig.shows(rig.room)
        yield rig


def test_every_setting_is_offered_or_has_a_place_of_its_own() -> None:
    assert {one.name for one in fields(Settings)} == set(offers()) | CHOSEN_ELSEWHERE
    assert {offer.section for offer in offers().values()} <= set(SECTIONS)


def test_every_offered_setting_has_a_row_that_changes_it(rig: Rig) -> None:
    form = SettingsForm(rig.desk)
    rig.qtbot.addWidget(form)
    for field, offer in offers().items():
        editor, before = form.editors[field], getattr(load(), field)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.count() - 1 - editor.currentIndex())
            editor.activated.emit(editor.currentIndex())
        elif isinstance(editor, QSpinBox):
            editor.setValue(before + offer.step)
        else:
            assert isinstance(editor, QCheckBox)
            editor.click()
        assert getattr(load(), field) != before, field
        assert editor.accessibleName()


def test_what_was_changed_elsewhere_is_shown(rig: Rig) -> None:
    form = SettingsForm(rig.desk)
    rig.qtbot.addWidget(form)
    rig.preferences.change(volume_percent=40, subtitles=False)
    volume, words = form.editors["volume_percent"], form.editors["subtitles"]
    assert isinstance(volume, QSpinBox)
    assert isinstance(words, QCheckBox)
    assert (volume.value(), words.isChecked()) == (40, False)


def test_the_sheet_holds_the_rows(rig: Rig) -> None:
    sheet = PreferencesSheet(rig.desk)
    rig.room.open_sheet(sheet)
    assert set(sheet.form.editors) == set(offers())
    sheet.shut()


@pytest.mark.parametrize("spoken", ["en", "nl"])
def test_the_help_page_explains_every_setting(spoken: str) -> None:
    speak(spoken)
    said = settings_in_words()
    assert said.count("- **") == len(offers())
    if spoken == "nl":
        assert all(f"- **{offer.title}.**" not in said for offer in offers().values() if offer.title != "Volume")
