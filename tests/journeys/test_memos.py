"""Memos at the window: written by key on what is in front, found by their words, taken back."""

from pathlib import Path

import pytest

from recall_studio.domain.memos import Subject
from recall_studio.store.memos import memos
from recall_studio.ui.memos.memos_view import MemosView
from recall_studio.ui.project.workspace import ProjectWorkspace
from recall_studio.ui.sheet import Sheet
from tests.journeys.at_window import WindowUser


@pytest.fixture
def study(ready_study: Path) -> Path:
    return ready_study


@pytest.fixture
def user(window_user: WindowUser) -> WindowUser:
    return window_user


def texts(user: WindowUser) -> list[tuple[Subject, str]]:
    session = user.study.session
    return [(one.about.subject, one.text) for one in memos(session.study, as_seen_by=session.member)]


def test_a_memo_is_written_on_the_selected_moment_and_survives_a_restart(user: WindowUser, study: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    user.presses("D", "2")
    user.sees_everything_kept()
    user.sees(lambda: user.study.session.selection is not None)
    user.presses("Ctrl+Shift+M")
    user.sees(lambda: bool(user.pages(Sheet)))
    user.types("De klant zwijgt hier")
    user.sees(lambda: texts(user) == [(Subject.MOMENT, "De klant zwijgt hier")])
    user.quits()
    user.starts(study)
    assert texts(user) == [(Subject.MOMENT, "De klant zwijgt hier")]


def test_esc_keeps_what_was_just_typed(user: WindowUser, study: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    user.presses("Ctrl+Shift+M")
    user.sees(lambda: bool(user.pages(Sheet)))
    user.types("over het gesprek")
    user.pages(Sheet)[-1].shut()
    user.sees(lambda: texts(user) == [(Subject.CONVERSATION, "over het gesprek")])


def test_memos_are_found_by_their_words_and_lead_to_their_moment(user: WindowUser, study: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    user.presses("D", "2")
    user.sees_everything_kept()
    user.presses("Ctrl+Shift+M")
    user.types("ruimte voor de klant")
    user.sees(lambda: len(texts(user)) == 1)
    user.pages(Sheet)[-1].shut()
    user.presses("Alt+6")
    user.sees(lambda: bool(user.pages(ProjectWorkspace)))
    project = user.pages(ProjectWorkspace)[0]
    project.show_section("memos")
    view = project.section("memos")
    assert isinstance(view, MemosView)
    view.words.setText("nergens")
    assert view.list.count() == 0
    view.words.setText("KLANT ruimte")
    assert view.list.count() == 1
    view.list.setCurrentRow(0)
    assert view.editor.text.toPlainText() == "ruimte voor de klant"
    view.editor.go.click()
    user.sees(lambda: user.study.frame is not None and user.study.frame.workspace == "coding")


def test_a_memo_on_the_study_is_written_and_removed_in_the_project(user: WindowUser, study: Path) -> None:
    user.starts(study)
    user.presses("Alt+6")
    user.sees(lambda: bool(user.pages(ProjectWorkspace)))
    project = user.pages(ProjectWorkspace)[0]
    project.show_section("memos")
    view = project.section("memos")
    assert isinstance(view, MemosView)
    view.new.click()
    user.types("de steekproef is klein")
    user.sees(lambda: texts(user) == [(Subject.STUDY, "de steekproef is klein")])
    user.sees(view.editor.remove.isVisible)
    view.editor.remove.click()
    user.sees(lambda: texts(user) == [])
    view.setFocus()
    user.presses("Ctrl+Z")
    user.sees(lambda: texts(user) == [(Subject.STUDY, "de steekproef is klein")])


def test_a_memo_that_was_taken_back_is_not_written_on(user: WindowUser, study: Path) -> None:
    user.starts(study)
    user.presses("Ctrl+K")
    user.types("Show all memos")
    user.presses("Return")
    user.sees(lambda: bool(user.pages(MemosView)))
    view = user.pages(MemosView)[0]
    view.new.click()
    user.types("de steekproef is klein")
    user.sees(lambda: texts(user) == [(Subject.STUDY, "de steekproef is klein")])
    user.sees(view.editor.remove.isVisible)
    view.setFocus()
    user.presses("Ctrl+Z")
    user.sees(lambda: texts(user) == [])
    user.sees(lambda: view.editor.text.toPlainText() == "")
    view.editor.text.setFocus()
    user.types("en eenzijdig")
    user.sees(lambda: texts(user) == [(Subject.STUDY, "en eenzijdig")])
