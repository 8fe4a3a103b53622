"""Every control of library, pages and start page has a name for who cannot see it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Purpose
from recall_studio.store.opening import open_study
from recall_studio.ui.preferences import Preferences
from recall_studio.ui.start.passphrase import PassphraseCard
from recall_studio.ui.start.welcome import WelcomePage
from recall_studio.ui.start.who import WhoPage
from recall_studio.ui.tasks import Tasks
from recall_studio.ui.tokens import LIGHT
from tests.ui.library_rig import add, library_of, make_study


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
