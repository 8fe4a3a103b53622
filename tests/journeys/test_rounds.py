"""Two coders at one computer: they code alone, say to be ready, and see each other's coding only then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recall_studio.ui.desk import Leaving
from recall_studio.ui.project.rounds.asking import ReasonSheet
from recall_studio.ui.project.rounds.coders import CodersSection
from recall_studio.ui.project.rounds.opening_sheet import OpeningSheet
from recall_studio.ui.project.rounds.ready_sheet import ReadySheet
from recall_studio.ui.start.who import WhoPage
from tests.journeys.at_window import WindowUser, at_work
from tests.journeys.driver import User, study_with
from tests.journeys.terminal import Terminal


class Coders(WindowUser):
    """Two people who take turns at one window."""

    def lets_work(self, code: str) -> None:
        """Somebody else sits down."""
        assert self.study.frame is not None
        self.study.frame.leave(Leaving.MEMBER)
        self.sees(lambda: bool(self.pages(WhoPage)))
        page = self.pages(WhoPage)[0]
        next(button for button in page.members if code in button.text().split()).click()
        self.sees(lambda: self.program is not None and self.program.open_study is not None)
        assert self.study.session.member.code == code

    def goes_to_rounds(self) -> CodersSection:
        """Click the round at the foot of the window."""
        assert self.study.frame is not None
        self.study.frame.status.round.click()
        self.sees(lambda: bool(self.pages(CodersSection)))
        return self.pages(CodersSection)[0]

    def sees_coders(self) -> set[str]:
        """Whose moments stand in the open recording."""
        return {view.coder for view in self.coding.views()}

    def says_to_be_ready(self) -> None:
        """From wherever one is."""
        self.presses("Ctrl+Shift+D")
        self.sees(lambda: bool(self.pages(ReadySheet)))
        self.clicks("I am ready")
        self.sees(lambda: not self.pages(ReadySheet))
        self.sees_everything_kept()


@pytest.fixture
def two(qtbot: QtBot, qapp: QApplication) -> Iterator[Coders]:
    with at_work(Coders(qtbot, qapp)) as user:
        yield user


@pytest.fixture
def study(tmp_path: Path, clip: Path) -> Path:
    """A study of A, who leads it, and B; everybody in its recording consents."""
    researcher = User(Terminal(tmp_path))
    study_with(researcher, clip)
    terminal = Terminal(tmp_path)
    terminal.types(["member", str(researcher.folder), "B"])
    for row in terminal.types(["member", str(researcher.folder), "--json"]).json["members"]:
        if row["member"] not in ("A", "B"):  # who wrote the consents down does not code
            terminal.types(["member", str(researcher.folder), row["member"], "--role", "privacybeheer"])
    return researcher.folder


def test_two_coders_code_alone_and_then_compare(two: Coders, study: Path) -> None:
    two.starts(study)
    two.goes_to_rounds()
    two.clicks("Open the next round …")
    two.sees(lambda: bool(two.pages(OpeningSheet)))
    two.clicks("Open")
    two.sees(lambda: two.study.session.round.is_blind)
    two.opens_recording("G-001")
    two.presses("N")
    two.sees(lambda: two.sees_coders() == {"A"})
    two.sees_everything_kept()

    two.lets_work("B")
    two.opens_recording("G-001")
    assert two.sees_coders() == set()
    two.presses("N")
    two.sees(lambda: two.sees_coders() == {"B"})
    two.sees_everything_kept()
    two.says_to_be_ready()
    two.presses("N")
    two.sees(lambda: "is ready" in two.study.frame.notices.words)  # type: ignore[union-attr]
    assert two.sees_coders() == {"B"}

    two.lets_work("A")
    two.opens_recording("G-001")
    assert two.sees_coders() == {"A"}
    two.says_to_be_ready()
    two.sees(lambda: two.sees_coders() == {"A", "B"})


def test_the_lead_ends_a_round_that_nobody_finishes(two: Coders, study: Path) -> None:
    User(Terminal(study.parent)).terminal.types(["round", str(study), "--open", "onafhankelijk"])
    two.starts(study)
    section = two.goes_to_rounds()
    two.clicks("Close the round …")
    two.sees(lambda: bool(two.pages(ReasonSheet)))
    sheet = two.pages(ReasonSheet)[0]
    sheet.reason.text.setFocus()
    two.types("B is weg")
    two.clicks("Close the round")
    two.sees(lambda: two.study.session.round.is_closed)
    two.sees(section.open_round.isEnabled)
    told = Terminal(study.parent).types(["round", str(study), "--json"]).json["rounds"][-1]
    assert (told["why_closed"], told["blind"], told["waits_for"]) == ("B is weg", False, [])
