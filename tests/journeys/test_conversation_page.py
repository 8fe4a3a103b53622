"""All of a conversation on one page: shown, kept, and let out only where consent allows it."""

from pathlib import Path

import pytest

from recall_studio.domain.consent import Method, Purpose, Status
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.ui.conversation_page.sheet import PageSheet
from tests.journeys.at_window import WindowUser
from tests.journeys.driver import User, study_with
from tests.journeys.terminal import Terminal
from tests.player.clips import write_bar_clip


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest.fixture
def study(terminal: Terminal, tmp_path: Path) -> Path:
    """A study with a recording that was coded, and a note in it."""
    clip = tmp_path / "gesprek.mp4"
    write_bar_clip(clip, frames=100, variable=False)
    researcher = User(terminal)
    study_with(researcher, clip)
    researcher.tags("disc_vraag", "0:01", note="zacht gevraagd")
    researcher.declares("0", "0:03")
    return researcher.folder


@pytest.fixture
def user(window_user: WindowUser) -> WindowUser:
    return window_user


def shown(user: WindowUser) -> PageSheet:
    user.sees(lambda: bool(user.pages(PageSheet)))
    sheet = user.pages(PageSheet)[-1]
    user.sees(lambda: bool(sheet.page.toPlainText()))
    return sheet


def test_the_page_of_the_open_recording(user: WindowUser, study: Path, tmp_path: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    user.presses("Ctrl+P")
    sheet = shown(user)
    words = sheet.page.toPlainText()
    assert "Professional asks about discrimination" in words
    assert "zacht gevraagd" in words
    sheet.notes.setChecked(False)
    user.sees(lambda: "zacht gevraagd" not in sheet.page.toPlainText())
    sheet.keep(tmp_path / "page")
    user.sees((tmp_path / "page.pdf").exists)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_without_consent_to_research_nothing_leaves(user: WindowUser, study: Path, tmp_path: Path) -> None:
    user.starts(study)
    user.opens_recording("G-001")
    user.presses("Ctrl+P")
    sheet = shown(user)
    session = user.study.session
    form = Form("v1", Method.SCHRIFTELIJK, "A", session.study.today())
    purposes = [Purpose.ONDERZOEK]
    session.do(record_consent, person="K-001", purposes=purposes, status=Status.INGETROKKEN, form=form)
    user.sees(lambda: session.unkept == 0)
    sheet.keep(tmp_path / "page.html")
    user.sees(lambda: session.unkept == 0 and not user.pages(PageSheet))
    assert not (tmp_path / "page.html").exists()


def test_the_page_from_the_command_line(terminal: Terminal, study: Path, tmp_path: Path) -> None:
    place = ("--recording", "G-001", "--to", tmp_path / "page.html")
    User(terminal).types("page", study, *place, "--notes", "--lang", "nl")
    words = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Klantmanager vraagt naar discriminatie" in words
    assert "zacht gevraagd" in words
    assert str(study) not in words
