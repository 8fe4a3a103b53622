"""The start page: the demo in one click, a new study, an encrypted one, what does not open, and who works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from recall_studio.domain.errors import NotAStudy, StudyBusy, StudyDamaged, StudyNewer, WrongPassphrase
from recall_studio.domain.study import Role, StudyKind
from recall_studio.edits.founding import set_member
from recall_studio.edits.keeping import back_up
from recall_studio.exchange.packing import pack_study
from recall_studio.store.opening import Opening, open_study, study_id
from recall_studio.ui.preferences import Preferences
from recall_studio.ui.start.chosen import Chosen
from recall_studio.ui.start.new_study import NewStudyCard
from recall_studio.ui.start.passphrase import PassphraseCard
from recall_studio.ui.start.places import proposed_place, studies_folder
from recall_studio.ui.start.recovery import RecoveryCard
from recall_studio.ui.start.welcome import WelcomePage
from recall_studio.ui.start.who import WhoPage
from recall_studio.ui.tasks import Tasks
from recall_studio.ui.tokens import LIGHT
from tests.ui.library_rig import drop, make_study

SECRET = "een lange wachtzin"


class Starter:
    """The start page, and what was chosen on it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.preferences, self.tasks = Preferences(), Tasks()
        self.page = WelcomePage(self.preferences, self.tasks, LIGHT)
        self.chosen: list[Chosen] = []
        self.page.study_chosen.connect(self.chosen.append)
        qtbot.addWidget(self.page)
        self.page.resize(1280, 720)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    def until_chosen(self) -> Chosen:
        self.qtbot.waitUntil(lambda: bool(self.chosen), timeout=20_000)
        return self.chosen[-1]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Starter]:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path))
    starter = Starter(qtbot)
    yield starter
    starter.tasks.close()


def test_the_demo_is_one_click(start: Starter) -> None:
    start.page.front.demo.click()
    chosen = start.until_chosen()
    assert chosen == Chosen(studies_folder() / "Demo.recall", then="coding", member="A")
    assert start.preferences.settings.members == {study_id(chosen.path): "A"}


def test_a_demo_that_is_there_is_used_again(start: Starter) -> None:
    make_study(studies_folder()).rename(studies_folder() / "Demo.recall")
    start.page.front.demo.click()
    assert start.chosen[0].path.name == "Demo.recall"


def test_a_new_study_leads_to_adding(start: Starter) -> None:
    start.page.front.new.click()
    made = start.page.findChild(NewStudyCard)
    assert made is not None
    made.title.setText("Maatwerk")
    made.title.textEdited.emit("Maatwerk")
    made.kind_button(StudyKind.OEFENEN).click()
    made.ask()
    chosen = start.until_chosen()
    assert (chosen.path, chosen.then) == (studies_folder() / "Maatwerk.recall", "adding")
    study = open_study(chosen.path)
    assert (study.facts().title, study.facts().kind, study.acting.code) == ("Maatwerk", StudyKind.OEFENEN, "A")
    study.close()


def test_everything_of_a_new_study_is_proposed(start: Starter) -> None:
    start.page.make_new()
    made = start.page.findChild(NewStudyCard)
    assert made is not None
    start.qtbot.waitUntil(made.title.hasFocus)
    assert made.title.selectedText() == "My study"
    QTest.keyClick(made.title, Qt.Key.Key_Return)
    assert start.until_chosen().path.name == "My study.recall"


def test_an_encrypted_study_shows_its_recovery_key_once(start: Starter, tmp_path: Path) -> None:
    start.page.make_new()
    made = start.page.findChild(NewStudyCard)
    assert made is not None
    made.encrypted.click()
    for field in made.passphrases:
        field.setText(SECRET)
    made.ask()
    start.qtbot.waitUntil(lambda: start.page.findChild(RecoveryCard) is not None, timeout=20_000)
    shown = start.page.findChild(RecoveryCard)
    assert shown is not None
    shown.write(tmp_path / "sleutel.txt")
    assert start.chosen == []
    shown.accepted.emit()
    chosen = start.until_chosen()
    assert chosen.passphrase == SECRET
    key = (tmp_path / "sleutel.txt").read_text("utf-8").split("\n")[2].strip()
    open_study(chosen.path, Opening(passphrase=lambda: key)).close()


@pytest.mark.parametrize(
    ("first", "again", "words"),
    [("kort", "kort", "at least 8"), (SECRET, "een andere zin", "not the same")],
)
def test_a_passphrase_must_be_long_and_twice_the_same(start: Starter, first: str, again: str, words: str) -> None:
    start.page.make_new()
    made = start.page.findChild(NewStudyCard)
    assert made is not None
    made.encrypted.click()
    for field, typed in zip(made.passphrases, (first, again), strict=True):
        field.setText(typed)
    made.ask()
    assert words in made.encryption.complaint
    assert list(studies_folder().parent.rglob("*.recall")) == []


@pytest.mark.parametrize(("code", "words"), [("", "cannot be the name"), ("Jan Jansen", "cannot be the name")])
def test_a_code_is_no_name(start: Starter, code: str, words: str) -> None:
    start.page.make_new()
    made = start.page.findChild(NewStudyCard)
    assert made is not None
    made.code.setText(code)
    made.ask()
    assert words in made.code_field.complaint


def test_a_place_that_cannot_be_written_keeps_what_was_filled_in(start: Starter, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    start.page.make_new()
    made = start.page.findChild(NewStudyCard)
    assert made is not None
    made.place.setText(str(tmp_path / "file" / "Studie.recall"))
    made.ask()
    start.qtbot.waitUntil(lambda: bool(made.place_field.complaint), timeout=20_000)
    assert made.title.text() == "My study"


def test_the_passphrase_is_asked_again_when_it_is_wrong(start: Starter, tmp_path: Path) -> None:
    chosen = Chosen(tmp_path / "Studie.recall")
    start.page.refuse(chosen, WrongPassphrase("The passphrase does not open this study."))
    asked = start.page.findChild(PassphraseCard)
    assert asked is not None
    assert asked.complaint == ""
    asked.field.setText("fout")
    QTest.keyClick(asked.field, Qt.Key.Key_Return)
    assert start.chosen == [Chosen(tmp_path / "Studie.recall", "fout")]
    start.page.refuse(start.chosen[0], WrongPassphrase("The passphrase does not open this study."))
    again = [one for one in start.page.findChildren(PassphraseCard) if one.isVisible()]
    assert again[0].complaint == "The passphrase does not open this study."


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (NotAStudy("x is not a study."), "“.recall”"),
        (StudyNewer("A newer version made this."), "newest version"),
        (StudyBusy("It is open in another window.", remedy="Close it there first."), "Close it there first."),
    ],
    ids=["no study", "newer", "open elsewhere"],
)
def test_what_does_not_open_says_what_to_do(start: Starter, tmp_path: Path, error: NotAStudy, remedy: str) -> None:
    start.page.refuse(Chosen(tmp_path), error)
    assert error.message in start.page.notices.words
    assert remedy in start.page.notices.words


def test_a_damaged_study_can_go_back_to_its_backup(start: Starter, tmp_path: Path) -> None:
    path = make_study(tmp_path)
    study = open_study(path)
    back_up(study)
    study.close()
    (path / "study.sqlite").write_bytes(b"broken" * 1000)
    start.page.refuse(Chosen(path), StudyDamaged("The database of this study is damaged."))
    restore = [b for b in start.page.notices.findChildren(QPushButton) if b.text() == "Put the latest backup back"]
    restore[0].click()
    assert start.until_chosen() == Chosen(path)
    open_study(path).close()


def test_a_packed_study_is_unpacked_and_opened(start: Starter, tmp_path: Path) -> None:
    study = open_study(make_study(tmp_path))
    pack_study(study, to=tmp_path / "studie.zip")
    study.close()
    (tmp_path / "Studie.recall").rename(tmp_path / "elsewhere.recall")
    drop(start.page, tmp_path / "studie.zip")
    assert start.until_chosen().path == studies_folder() / "Studie.recall"


def test_recent_studies_open_and_gone_ones_can_be_forgotten(qtbot: QtBot, tmp_path: Path) -> None:
    there, gone = make_study(tmp_path), tmp_path / "Weg.recall"
    Preferences().change(recent=(str(gone), str(there)))
    start = Starter(qtbot)
    buttons = {button.accessibleName(): button for button in start.page.front.recent.findChildren(QPushButton)}
    assert not buttons["Open “Weg”"].isEnabled()
    buttons["Open “Studie”"].click()
    buttons["Take “Weg” off this list"].click()
    assert start.chosen == [Chosen(there)]
    assert start.preferences.settings.recent == (str(there),)
    start.tasks.close()


def test_the_other_language_is_one_click(start: Starter) -> None:
    button = next(b for b in start.page.findChildren(QPushButton) if b.text() == "Nederlands")
    button.click()
    assert start.preferences.settings.language == "nl"


def test_escape_goes_back_to_the_choices(start: Starter) -> None:
    start.page.make_new()
    QTest.keyClick(start.page, Qt.Key.Key_Escape)
    assert start.page.card is None


@pytest.mark.parametrize(
    ("title", "name"),
    [("Maatwerk", "Maatwerk.recall"), ('A/B: "C"?', "A B C.recall"), ("  ", "Recall.recall"), ("..", "Recall.recall")],
)
def test_a_title_makes_a_place(tmp_path: Path, title: str, name: str) -> None:
    assert proposed_place(title, tmp_path) == tmp_path / name


def test_a_place_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    (tmp_path / "A.recall").mkdir()
    assert proposed_place("A", tmp_path).name == "A 2.recall"


def who(path: Path, qtbot: QtBot) -> tuple[WhoPage, list[str]]:
    study = open_study(path)
    page = WhoPage(study, LIGHT)
    said: list[str] = []
    page.chosen.connect(said.append)
    qtbot.addWidget(page, before_close_func=lambda _page: study.close())
    page.show()
    return page, said


def test_who_works_is_chosen_from_a_list(tmp_path: Path, qtbot: QtBot) -> None:
    path = make_study(tmp_path)
    study = open_study(path)
    study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
    study.close()
    page, said = who(path, qtbot)
    assert [button.text().split()[0] for button in page.members] == ["A", "B"]
    page.members[1].click()
    assert said == ["B"]


@pytest.mark.parametrize(("code", "words"), [("A", "already"), ("Jan Jansen", "cannot be the name")])
def test_a_newcomer_needs_a_code_of_their_own(tmp_path: Path, qtbot: QtBot, code: str, words: str) -> None:
    page, said = who(make_study(tmp_path), qtbot)
    page.code.setText(code)
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    assert words in page.complaint
    assert said == []


def test_a_newcomer_is_added(tmp_path: Path, qtbot: QtBot) -> None:
    path = make_study(tmp_path)
    page, said = who(path, qtbot)
    page.code.setText("C")
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    assert said == ["C"]
    study = open_study(path)
    assert [member.code for member in study.members()] == ["A", "C"]
    study.close()
