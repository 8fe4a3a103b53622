"""A colleague watches along with a conversation: begins, marks by keys, notes, ends, and finds it all again."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Purpose
from recall_studio.edits.withdrawing import withdraw
from recall_studio.player.engine import State
from recall_studio.ui.live.stage import LiveStage
from recall_studio.ui.situation import Stage
from tests.journeys.driver import User
from tests.journeys.live_hand import LiveUser
from tests.journeys.terminal import Terminal


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study without any recording."""
    researcher = User(Terminal(tmp_path))
    researcher.makes_study("--title", "Meekijken")
    return researcher.folder


@pytest.fixture
def colleague(qtbot: QtBot, qapp: QApplication) -> Iterator[LiveUser]:
    """Somebody who watches along."""
    user = LiveUser(qtbot, qapp)
    yield user
    if user.program is not None:
        user.quits()
    user.patch.undo()


def marks_by_keys(colleague: LiveUser) -> None:
    """An instant, a stretch that runs, and something to discuss; nothing plays, and nothing moves."""
    colleague.after(75)
    colleague.sees_clock("00:01:15")
    colleague.presses("D", "2")
    colleague.after(10)
    colleague.presses("D", "1")
    colleague.presses("Space", "Left")
    colleague.after(20)
    colleague.presses("*")
    colleague.sees_everything_kept()


def ends_what_runs(colleague: LiveUser) -> None:
    """The stretch, a note on the instant, and then the conversation."""
    colleague.presses("D", "1")
    colleague.sees_everything_kept()
    colleague.coding.change(colleague.coding.views()[0].id, note="een lange stilte")
    colleague.after(15)
    colleague.presses("Ctrl+Shift+E")
    colleague.sees(lambda: colleague.player.state is State.PAUSED)
    colleague.sees_everything_kept()


def exported(tmp_path: Path, study: Path) -> list[dict[str, str]]:
    answer = Terminal(tmp_path).types(f"export {study} --format csv --to uit --notes")
    assert answer.status == 0, answer
    text = next(tmp_path.rglob("moments.csv")).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.splitlines()[0] else ","))


def test_from_beginning_to_the_table(colleague: LiveUser, study: Path, tmp_path: Path) -> None:
    colleague.comes_in(study)
    name = colleague.adds_a_conversation()
    colleague.presses("D", "2")  # too early
    colleague.presses("Ctrl+Shift+B")
    colleague.sees(lambda: colleague.player.state is State.PLAYING)
    assert colleague.sees_moments() == []
    marks_by_keys(colleague)
    assert colleague.sees_moments() == [("disc_vraag", 75_000, None), ("disc_ervaring", 85_000, None)]
    assert [mark.at_ms for mark in colleague.coding.marks] == [105_000]
    colleague.quits()

    colleague.after(300)  # while the program was not there, the conversation went on
    colleague.comes_in(study)
    colleague.opens_conversation(name)
    colleague.sees_clock("00:06:45")
    assert [view.code for view in colleague.coding.running] == ["disc_ervaring"]
    ends_what_runs(colleague)
    colleague.quits()

    colleague.comes_in(study)
    colleague.opens_conversation(name)
    colleague.sees_clock("00:07:00")
    assert colleague.sees_moments() == [("disc_vraag", 75_000, None), ("disc_ervaring", 85_000, 405_000)]
    assert colleague.coding.views()[0].note == "een lange stilte"
    began = datetime.fromisoformat(colleague.began_at())
    colleague.quits()

    rows = exported(tmp_path, study)
    assert [(row["conversation_id"], row["recording"], row["start_ms"]) for row in rows] == [
        (name, "", "75000"),
        (name, "", "85000"),
    ]
    assert [(datetime.fromisoformat(row["clock_at"]) - began).total_seconds() for row in rows] == [75.0, 85.0]


def test_consent_that_is_taken_back_meanwhile(colleague: LiveUser, study: Path) -> None:
    colleague.comes_in(study)
    name = colleague.adds_a_conversation()
    colleague.presses("Ctrl+Shift+B")
    colleague.sees(lambda: colleague.player.state is State.PLAYING)
    colleague.after(5)
    colleague.presses("D", "2")
    colleague.sees_everything_kept()
    client = colleague.study.session.study.value("SELECT pseudonym FROM participant WHERE role = 'klant'")
    colleague.study.session.do(withdraw, recording=name, person=client, purposes=[Purpose.MEEKIJKEN])
    colleague.sees(lambda: colleague.study.playing.situation.stage is Stage.BARRED)
    assert colleague.pages(LiveStage) == []
    assert colleague.sees_moments() == []
    colleague.presses("D", "2")
    colleague.sees_everything_kept()
    assert colleague.study.session.study.value("SELECT count(*) FROM annotation") == 1  # as it was, to be deleted
