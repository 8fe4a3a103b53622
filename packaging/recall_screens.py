"""The screens of recall interviews for `screenshots.py`: the workspace, and an interview that is really held."""

import shutil
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recall_studio.ui.app import Program
    from recall_studio.ui.recall.leading.page import LeadingPage
    from recall_studio.ui.recall.workspace import RecallWorkspace

PROJECT = Path(__file__).resolve().parent.parent
ARABIC = PROJECT / "tests" / "data" / "languages" / "ar.json"
TABS = ("interviews", "afterwork", "perspectives", "impressions", "quality")
FROM_MS, TO_MS, TALKED_MS = 88_000, 101_000, 93_900
SAID = (
    (None, "Nu gaat zij iets vragen. Ik weet nog dat ik gespannen was.", "toen", True),
    (1, "Eerst was ik bang om het te zeggen. Daarna werd ik rustig.", "toen", False),
    (0, "Niemand had mij dat ooit gevraagd.", "nog_te_bepalen", False),
)
"""What is said at each stop: after which card, the words, then or now, shared."""
SOON_MS, PLAYED_MS = 600, 2_500
HOURS_AGO = 26


def tab(name: str) -> "Callable[[Program], None]":
    """What shows a tab of the workspace, by the name of its part."""
    return partial(_show_tab, name)


def _show_tab(name: str, program: "Program") -> None:
    recall = _workspace(program)
    recall.tabs.setCurrentWidget(getattr(recall, name))
    if name == "perspectives":
        recall.show_perspectives("G-001", TALKED_MS)
    if name == "afterwork":
        recall.work_on(recall.held.interviews[0])


def papers(program: "Program") -> None:
    """What a viewer takes home."""
    from recall_studio.ui.recall.papers import print_take_home

    workspace = _workspace(program)
    print_take_home(workspace._desk, "nl", code="K-417")  # noqa: SLF001 - the desk is nobody else's to give


@contextmanager
def leading(program: "Program", *, language: str = "nl", just_held: bool = False) -> "Iterator[LeadingPage]":
    """An interview that goes on and stands at a stop at which something was said; it is ended afterwards.

    Args:
        program: with the demonstration open.
        language: of the viewer.
        just_held: the conversation was held a day ago, which the study keeps from then on.
    """
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    page = prepared(program, language=language, just_held=just_held)
    page.leading.hands.by_viewer("button")
    page.setting_up.begin.click()
    for number, said in enumerate(SAID):
        if number:
            page.leading.go_on()
        QTest.qWait(PLAYED_MS)
        page.viewer.pressed.emit()
        QTest.qWait(SOON_MS)
        _say(page, *said)
    try:
        yield page
    finally:
        page.leading.end(None, 4)
        QTest.qWait(SOON_MS)
        page.leave()
        QTest.qWait(SOON_MS)
        QApplication.sendPostedEvents()


def _say(page: "LeadingPage", card: int | None, words: str, when: str, shared: bool) -> None:
    from PySide6.QtTest import QTest

    from recall_studio.domain.recall.kinds import TimeOrientation

    form = page.panel.card.form
    if card is not None:
        page.panel.card.asking.cards[card].click()
        QTest.qWait(SOON_MS)
    form.text.setPlainText(words)
    form.orient(TimeOrientation(when))
    form.share.setChecked(shared)
    QTest.qWait(SOON_MS)


def prepared(program: "Program", *, language: str = "nl", just_held: bool = False) -> "LeadingPage":
    """The page of an interview that is prepared: instruction, practice and control are set up on it."""
    from PySide6.QtTest import QTest

    from recall_studio.domain.recall.kinds import Control, Stimulus
    from recall_studio.domain.recall.plan import InterviewPlan
    from recall_studio.domain.sampling import ChoiceMethod
    from recall_studio.edits.recall.dating import date_conversation
    from recall_studio.edits.recall.preparing import prepare_interview
    from recall_studio.store.state import languages_folder
    from recall_studio.ui.recall.leading.page import LeadingPage

    folder = languages_folder()
    if language == "ar" and folder is not None:
        shutil.copy(ARABIC, folder)
    desk = _workspace(program)._desk  # noqa: SLF001
    moments = ((FROM_MS, TO_MS, ChoiceMethod.INTERVIEWER_KIEST, "De vraag naar discriminatie."),)
    plan = InterviewPlan(language=language, stimulus=Stimulus.FRAGMENTEN, control=Control.BEIDEN, moments=moments)
    if just_held:
        held = datetime.now().astimezone() - timedelta(hours=HOURS_AGO, minutes=3)
        desk.session.study.perform(date_conversation, recording="G-001", held=held)
    session = desk.session.study.perform(prepare_interview, recording="G-001", recaller="K-417", plan=plan)
    page = LeadingPage(desk, session)
    desk.window.open_page(page)
    QTest.qWait(4 * SOON_MS)
    return page


def _workspace(program: "Program") -> "RecallWorkspace":
    from recall_studio.ui.recall.workspace import RecallWorkspace

    study = program.open_study
    assert study is not None and study.frame is not None  # noqa: S101, PT018 - a script of ours
    study.frame.show_workspace("recall")
    found = study.frame.findChild(RecallWorkspace)
    assert isinstance(found, RecallWorkspace)  # noqa: S101
    return found
