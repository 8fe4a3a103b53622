"""Erasing at the window: what goes is said first, its name is typed, and then it is gone everywhere."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from recall_studio.ui.project.erase_sheet import EraseSheet
from recall_studio.ui.project.erasing import ErasingSection
from recall_studio.ui.project.workspace import ProjectWorkspace
from recall_studio.ui.start.welcome import WelcomePage
from tests.journeys.at_window import WindowUser

NAME = "G-001"


@pytest.fixture
def study(ready_study: Path) -> Path:
    return ready_study


@pytest.fixture
def user(window_user: WindowUser) -> WindowUser:
    return window_user


def goes_to_erasing(user: WindowUser) -> ErasingSection:
    user.sees(lambda: user.study.frame is not None and user.study.frame.isVisible())
    user.presses("Alt+6")
    user.sees(lambda: bool(user.pages(ProjectWorkspace)))
    (project,) = user.pages(ProjectWorkspace)
    project.show_section("erasing")
    section = project.section("erasing")
    assert isinstance(section, ErasingSection)
    return section


def sheet_of(user: WindowUser) -> EraseSheet:
    user.sees(lambda: bool(user.pages(EraseSheet)))
    return user.pages(EraseSheet)[-1]


def test_a_recording_is_erased_after_its_name_was_typed(user: WindowUser, study: Path) -> None:
    user.starts(study)
    section = goes_to_erasing(user)
    section.choose(NAME)
    section.erase_recording.click()
    sheet = sheet_of(user)
    said = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert NAME in said
    assert not sheet.erase.isEnabled()
    user.types("G-00")
    assert not sheet.erase.isEnabled()
    user.types("1")
    sheet.erase.click()
    user.sees(lambda: section.recordings.topLevelItemCount() == 0)
    assert section.gone.topLevelItemCount() == 3  # the recording, its conversation, its file
    assert not list((study / "media").iterdir())


def test_an_open_recording_is_closed_before_it_goes(user: WindowUser, study: Path) -> None:
    user.starts(study)
    user.opens_recording(NAME)
    user.sees_a_picture()
    section = goes_to_erasing(user)
    section.choose(NAME)
    section.erase_recording.click()
    sheet_of(user)
    user.types(NAME)
    sheet_of(user).erase.click()
    user.sees(lambda: section.recordings.topLevelItemCount() == 0)
    assert user.study.session.recording is None


def test_a_whole_study_is_erased_and_leaves_the_list(user: WindowUser, study: Path) -> None:
    user.starts(study)
    section = goes_to_erasing(user)
    section.erase_study.click()
    sheet_of(user)
    user.types("Taal en werk")
    sheet_of(user).erase.click()
    user.sees(lambda: not study.exists())
    (page,) = user.pages(WelcomePage)
    user.sees(page.notices.isVisible)
    assert user.program is not None
    assert str(study) not in user.program.preferences.settings.recent
