"""The codebook at the window: a code made while coding, moments coded afterwards, a version and what follows."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from recall_studio.store import codebooks
from recall_studio.ui.project.codebook.concept_sheet import ConceptSheet
from recall_studio.ui.project.codebook.section import CodebookSection
from tests.journeys.at_window import WindowUser


@pytest.fixture
def study(ready_study: Path) -> Path:
    return ready_study


@pytest.fixture
def user(window_user: WindowUser) -> WindowUser:
    return window_user


def codes(user: WindowUser) -> list[str | None]:
    user.sees_everything_kept()
    return [code for code, _start, _end in user.sees_moments()]


def opens_the_codebook(user: WindowUser) -> CodebookSection:
    user.presses("F9")
    user.sees(lambda: bool(user.pages(CodebookSection)))
    return user.pages(CodebookSection)[0]


def test_a_code_that_was_missing_is_made_used_and_established(user: WindowUser, study: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    user.presses("/")
    user.types("Looks away")
    user.presses("Return")
    user.sees(lambda: codes(user) == ["disc_looks_away"])
    user.presses("D", "7")  # the number that it got
    user.sees(lambda: codes(user) == ["disc_looks_away"] * 2)
    section = opens_the_codebook(user)
    user.clicks("Establish the codebook …")
    user.sees(lambda: bool(user.pages(ConceptSheet)))
    user.types("Coders missed it.")
    user.clicks("Establish the codebook")
    user.sees(lambda: section.editing.concept.now.version == "1.2")
    user.quits()
    user.starts(study)
    code = user.study.session.codebook.code("disc_looks_away")
    assert (code.provisional, code.label.en) == (False, "Looks away")


def test_moments_without_a_code_are_coded_one_after_another(user: WindowUser, study: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    for _moment in range(2):
        user.presses("N")
        user.sees_everything_kept()
        user.presses("Escape", "Shift+Right")
    assert codes(user) == [None, None]
    for sought in ("missed", "asks about"):
        user.presses("F8")
        user.sees(lambda: user.study.session.selection is not None)
        user.presses("/")
        user.types(sought)
        user.presses("Return")
        user.sees_everything_kept()
    assert sorted(filter(None, codes(user))) == ["disc_gemiste_opening", "disc_vraag"]


def test_a_new_definition_lists_the_moments_and_undo_takes_the_version_back(user: WindowUser, study: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    user.presses("D", "2")
    user.sees_everything_kept()
    section = opens_the_codebook(user)
    section.outline.choose("disc_vraag")
    user.finds(QPlainTextEdit, "Definition, English").setFocus()
    user.types("Otherwise. ")
    user.sees(lambda: bool(section.editing.concept))
    user.clicks("Establish the codebook …")
    user.types("Sharper.")
    user.clicks("Establish the codebook")
    user.sees(lambda: section.revisit.list.topLevelItemCount() == 1)
    study_now = user.study.session.study
    assert codebooks.version(study_now)[1] == "2.0"
    section.outline.setFocus()
    user.presses("Ctrl+Z")
    user.sees(lambda: codebooks.version(study_now)[1] == "1.1")
    user.sees(lambda: section.revisit.list.topLevelItemCount() == 0)
    assert bool(section.editing.concept)
