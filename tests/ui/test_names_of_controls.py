"""Every control of the workspaces, their pages and sheets and the start page has a name for who cannot see it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Purpose
from recall_studio.store.opening import open_study
from recall_studio.ui.coding.coding_page import PANELS
from recall_studio.ui.coding.workspace import WORKSPACE
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.preferences import Preferences
from recall_studio.ui.start.passphrase import PassphraseCard
from recall_studio.ui.start.welcome import WelcomePage
from recall_studio.ui.start.who import WhoPage
from recall_studio.ui.study_frame import StudyFrame
from recall_studio.ui.tasks import Tasks
from recall_studio.ui.tokens import LIGHT
from tests.ui.library_rig import add, library_of, make_study
from tests.ui.player_hand import viewer_on

SHEETS = ("view.search", "view.keys", "view.help", "view.history", "view.preferences")


def nameless(widget: QWidget) -> list[str]:
    """The controls below a widget that the Tab key reaches and that have no name."""
    return [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for one in widget.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(one, QScrollBar)
        and not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
        and one.focusProxy() is None  # as the field in a combo box, which speaks for it
        and one.isVisible()
    ]


def test_of_the_library_and_its_pages(tmp_path: Path, clip: Path, qtbot: QtBot) -> None:
    path = make_study(tmp_path)
    add(path, clip, "G-1", (Purpose.OPNAME, Purpose.ONDERZOEK))
    with library_of(path, qtbot) as user:
        user.until(lambda: user.library.finding.known)
        assert nameless(user.library) == []
        consent = user.looks_at_consent("G-1")
        assert nameless(consent) == []
        consent.change()
        assert nameless(consent) == []
        adding = user.adds(clip)
        adding.form.more_button.click()
        user.until(lambda: not adding.files.looking)
        assert nameless(adding) == []


def test_of_coding_its_sheets_and_the_plain_mode(demo_path: Path, qtbot: QtBot) -> None:
    with viewer_on(demo_path, qtbot) as viewer:
        frame = StudyFrame()
        desk = replace(viewer.desk, commands=COMMANDS, window=frame)
        frame.fill(desk, [WORKSPACE])
        viewer.shows(frame, 1280, 720)
        frame.show_workspace(WORKSPACE.key)
        viewer.opens()
        desk.session.select(desk.coding.views()[0].id)
        for panel in PANELS:
            desk.coding.panel_asked.emit("show", panel)
            desk.coding.panel_asked.emit("show", panel)
            assert nameless(frame) == [], panel
        desk.coding.panel_asked.emit("float", "")
        assert nameless(frame) == []
        for key in SHEETS:
            next(one for one in COMMANDS if one.key == key).run(desk)
            assert nameless(frame) == [], key
        desk.session.show_plainly(plain=True)
        assert nameless(frame) == []


def test_of_the_start_page(qtbot: QtBot, tmp_path: Path) -> None:
    tasks = Tasks()
    page = WelcomePage(Preferences(), tasks, LIGHT)
    qtbot.addWidget(page)
    page.show()
    assert nameless(page) == []
    page.make_new()
    assert nameless(page) == []
    asked = PassphraseCard("Studie", LIGHT)
    qtbot.addWidget(asked)
    asked.show()
    assert nameless(asked) == []
    study = open_study(make_study(tmp_path))
    who = WhoPage(study, LIGHT)
    qtbot.addWidget(who)
    who.show()
    assert nameless(who) == []
    study.close()
    tasks.close()
