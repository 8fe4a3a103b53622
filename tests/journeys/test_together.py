"""Two coders on two computers: A prepares the study, B codes and shares, A fetches, takes back and fetches again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from recall_studio.ui.start.welcome import WelcomePage
from recall_studio.ui.start.who import WhoPage
from recall_studio.ui.together.assigning import AssigningSheet
from recall_studio.ui.together.fetching import FetchingSheet
from recall_studio.ui.together.look_part import LookPart
from recall_studio.ui.together.section import TogetherSection
from recall_studio.ui.together.sharing import SharingSheet
from tests.journeys.at_window import WindowUser, at_work
from tests.journeys.driver import User, study_with
from tests.journeys.terminal import Terminal


class TwoComputers(WindowUser):
    """A user who sits down at one computer and then at the other.

    Args:
        homes: where the computers keep their own things.
        patch: sets which computer it is.
    """

    homes: Path
    patch: pytest.MonkeyPatch

    def sits_down_at(self, name: str) -> None:
        """Go to a computer; the program is not running on it."""
        if self.program is not None:
            self.quits()
        self.patch.setenv("RECALL_STUDIO_STATE", str(self.homes / name / "state"))
        self.patch.setenv("HOME", str(self.homes / name))
        self.patch.setenv("XDG_DOCUMENTS_DIR", str(self.homes / name))

    def goes_to_working_together(self) -> None:
        """Open that section of the project."""
        assert self.study.frame is not None
        self.study.frame.show_workspace("project/together")
        self.sees(lambda: bool(self.pages(TogetherSection)))

    def prepares_for(self, coder: str, file: Path) -> None:
        """Make the file for a colleague."""
        self.goes_to_working_together()
        self.clicks("Prepare the study for a colleague …")
        self.sees(lambda: bool(self.pages(AssigningSheet)))
        sheet = self.pages(AssigningSheet)[0]
        self.sees(lambda: sheet.chosen == ["G-001"])
        self.finds(QComboBox, "For which coder").setEditText(coder)
        assert sheet.prepare.isEnabled()
        sheet.prepare_to(file)  # the answer to the system's own dialog
        self.sees(lambda: file.exists() and not self.pages(AssigningSheet))

    def opens_what_was_brought(self, file: Path) -> None:
        """Open a prepared study from the start page, as the first who is named."""
        self.starts()
        self.pages(WelcomePage)[0].choose(file)
        self.sees(lambda: bool(self.pages(WhoPage)))
        self.pages(WhoPage)[0].members[0].click()
        self.sees(lambda: self._now().open_study is not None)

    def shares(self, file: Path) -> None:
        """Write the own work into a file."""
        self.goes_to_working_together()
        self.clicks("Share my coding work …")
        self.sees(lambda: bool(self.pages(SharingSheet)) and self.pages(SharingSheet)[0].choose.isEnabled())
        self.pages(SharingSheet)[0].share_to(file)
        self.sees(lambda: file.exists() and not self.pages(SharingSheet))

    def looks_at(self, file: Path) -> FetchingSheet:
        """Choose a file to fetch, and see what it would change."""
        self.goes_to_working_together()
        self.clicks("Fetch coding work …")
        self.sees(lambda: bool(self.pages(FetchingSheet)))
        sheet = self.pages(FetchingSheet)[0]
        self.drops(sheet.zone, file)
        self.sees(lambda: isinstance(sheet.part, LookPart) and not sheet.is_working)
        return sheet

    def fetches(self, file: Path) -> None:
        """Take in a file."""
        self.looks_at(file)
        self.clicks("Fetch")
        self.sees(lambda: not self.pages(FetchingSheet))
        self.sees_everything_kept()

    def sees_of(self, coder: str) -> list[str | None]:
        """The codes of a coder's moments in the open recording."""
        return [view.code for view in self.coding.views() if view.coder == coder]


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TwoComputers]:
    with at_work(TwoComputers(qtbot, qapp)) as user:
        user.homes, user.patch = tmp_path / "computers", monkeypatch
        yield user


@pytest.fixture
def study(tmp_path: Path, clip: Path) -> Path:
    """A's study with one recording, everybody in it consenting."""
    return study_with(User(Terminal(tmp_path)), clip)


def test_two_coders_bring_their_work_together(user: TwoComputers, study: Path, tmp_path: Path) -> None:
    prepared, shared = tmp_path / "voor B.zip", tmp_path / "B.codeerwerk"
    user.sits_down_at("A")
    user.starts(study)
    user.prepares_for("B", prepared)

    user.sits_down_at("B")
    user.opens_what_was_brought(prepared)
    assert user.study.session.member.code == "B"
    user.opens_recording("G-001")
    user.presses("2")
    user.sees(lambda: len(user.sees_moments()) == 1)
    user.presses("4")
    user.sees(lambda: len(user.sees_moments()) == 2)
    user.sees_everything_kept()
    coded = [code for code, _start, _end in user.sees_moments()]
    user.shares(shared)

    user.sits_down_at("A")
    user.starts(study)
    user.opens_recording("G-001")
    assert user.sees_of("B") == []
    user.fetches(shared)
    user.sees(lambda: sorted(filter(None, user.sees_of("B"))) == sorted(filter(None, coded)))
    user.opens_recording("G-001")
    user.presses("Ctrl+Z")
    user.sees(lambda: user.sees_of("B") == [])
    user.fetches(shared)
    user.sees(lambda: len(user.sees_of("B")) == 2)

    sheet = user.looks_at(shared)  # once more changes nothing
    assert not sheet.go.isEnabled()
