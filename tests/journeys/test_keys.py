"""Keys at the window: one is changed, used, there after a restart and set back; one is held; all are printed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTextBrowser
from pytestqt.qtbot import QtBot

from recall_studio.exchange.demo import make_demo
from recall_studio.player.engine import State
from recall_studio.ui.keys_help import KeysHelp
from recall_studio.ui.keys_sheet import KeysSheet
from tests.journeys.at_window import at_work
from tests.journeys.keys_hand import KeysUser

NAME = "G-001"


@pytest.fixture(scope="module")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo")).path


@pytest.fixture
def study(tmp_path: Path, _demo: Path) -> Path:
    return Path(shutil.copytree(_demo, tmp_path / "Demo.recall"))


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[KeysUser]:
    with at_work(KeysUser(qtbot, qapp)) as made:
        yield made


def test_a_changed_key_is_there_after_a_restart_until_it_is_set_back(user: KeysUser, study: Path) -> None:
    user.starts(study)
    user.gives("code.uncoded", "F13")
    user.gives("code disc_vraag", "9")
    user.sees(lambda: user.study.session.codebook.by_key["disc_vraag"].chord == "D 9")
    user.quits()

    user.starts(study)
    user.opens_recording(NAME)
    before = len(user.sees_moments())
    user.presses("F13")
    user.sees(lambda: len(user.sees_moments()) == before + 1)
    user.presses("D", "9")
    user.sees_everything_kept()
    codes = [code for code, _start, _end in user.sees_moments()]
    assert codes.count(None) >= 1
    assert len(codes) == before + 2

    editor = user.goes_to_keys()
    editor.choose("code.uncoded")
    user.clicks("As usual")
    user.presses("Alt+2", "F13", "N")
    user.sees(lambda: len(user.sees_moments()) == before + 3)


def test_a_key_that_somebody_has_is_taken_over_and_works_at_once(user: KeysUser, study: Path) -> None:
    user.starts(study)
    user.gives("code.discuss", "N")
    user.clicks("Take it over")
    user.opens_recording(NAME)
    before = len(user.sees_moments())
    user.presses("N")
    user.sees(lambda: any(view.discuss for view in user.coding.views()) or bool(user.coding.marks))
    assert len(user.sees_moments()) == before
    user.presses("?")
    user.sees(lambda: bool(user.pages(KeysHelp)))
    user.presses("Esc")


def test_a_stretch_is_coded_by_holding_its_key(user: KeysUser, study: Path) -> None:
    user.starts(study)
    assert user.program is not None
    user.program.preferences.change(hold_to_code=True)
    user.opens_recording(NAME)
    before = set(user.sees_moments())
    user.plays()
    user.holds("1")
    begun_ms = user.player.position_ms()
    user.sees(lambda: user.player.position_ms() > begun_ms + 600)
    user.lets_go("1")
    user.sees_everything_kept()
    assert user.player.state is State.PLAYING
    ((code, start_ms, end_ms),) = set(user.sees_moments()) - before
    assert code == "disc_ervaring"
    assert end_ms is not None
    assert end_ms - start_ms >= 500


def test_every_chord_is_on_the_page_that_is_printed(user: KeysUser, study: Path, tmp_path: Path) -> None:
    user.starts(study)
    user.opens_recording(NAME)
    user.presses("?")
    user.clicks("Print …")
    user.sees(lambda: bool(user.pages(KeysSheet)))
    (sheet,) = user.pages(KeysSheet)
    text = sheet.findChildren(QTextBrowser)[0].toPlainText()
    chords = [code.chord for code in user.study.session.codebook.on if " " in code.chord]
    assert len(chords) > 10
    assert all(chord in text for chord in chords)
    sheet.keep(tmp_path / "keys.pdf")
    assert (tmp_path / "keys.pdf").stat().st_size > 5_000
