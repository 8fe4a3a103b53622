"""Moments shaped at the real window, by mouse and keys, on a recording whose pictures come at odd times."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recall_studio.ui.palette import Palette
from tests.journeys.driver import User
from tests.journeys.gestures_hand import GesturesUser
from tests.journeys.terminal import Terminal
from tests.player.clips import write_bar_clip
from tests.ui.mouse_hand import CTRL

FRAMES = 500
STRETCH = "D 1"  # a code for stretches


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """Twenty seconds or so, and when each picture appears, in ms."""
    path = tmp_path_factory.mktemp("film") / "gesprek.mp4"
    return path, write_bar_clip(path, frames=FRAMES, variable=True)


@pytest.fixture(scope="session")
def _study(tmp_path_factory: pytest.TempPathFactory, film: tuple[Path, list[int]]) -> Path:
    researcher = User(Terminal(tmp_path_factory.mktemp("bureau")))
    researcher.makes_study("--title", "Taal en werk")
    researcher.adds("G-001", film[0])
    researcher.records_consent("K-001")
    researcher.records_consent("M-001")
    return researcher.folder


@pytest.fixture
def user(tmp_path: Path, _study: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[GesturesUser]:
    made = GesturesUser(qtbot, qapp, engine="qt")
    made.starts(Path(shutil.copytree(_study, tmp_path / "Taal.recall")))
    made.opens_recording("G-001")
    yield made
    made.quits()


def test_an_edge_is_dragged_while_its_picture_is_seen(user: GesturesUser, film: tuple[Path, list[int]]) -> None:
    moment = user.tags(STRETCH, 4_000, 8_000).id
    begin_ms, end_ms = user.sees_place(moment) or (0, None)
    assert end_ms is not None
    stood_ms = user.goes_to(2_000)
    mouse = user.mouse
    start = mouse.place(moment, end_ms)
    mouse.presses(start)
    mouse.moves(start + QPoint(60, 0))
    user.sees(lambda: user.player.position_ms() > end_ms)
    mouse.moves(start + QPoint(90, 0))
    mouse.lets_go()
    user.sees(lambda: (user.sees_place(moment) or (0, 0))[1] != end_ms)
    assert (user.sees_place(moment) or (0, 0))[0] == begin_ms
    assert (user.sees_place(moment) or (0, 0))[1] in film[1]
    assert user.player.position_ms() == stood_ms
    user.presses("Ctrl+Z")
    user.sees(lambda: user.sees_place(moment) == (begin_ms, end_ms))


def test_esc_gives_a_drag_up(user: GesturesUser) -> None:
    moment = user.tags(STRETCH, 4_000, 8_000).id
    place = user.sees_place(moment)
    mouse = user.mouse
    mouse.presses(mouse.place(moment))
    mouse.moves(mouse.place(moment) + QPoint(70, 0))
    user.presses("Esc")
    mouse.moves(mouse.place(moment) + QPoint(90, 0))
    mouse.lets_go()
    user.sees_everything_kept()
    assert user.sees_place(moment) == place
    assert user.study.session.selection == moment, "Esc closed one level, not two"


def test_a_held_key_nudges_picture_by_picture_and_one_undo_takes_it_back(
    user: GesturesUser, film: tuple[Path, list[int]]
) -> None:
    moment = user.tags(STRETCH, 4_000, 8_000).id
    user.clicks_on(moment)
    begin_ms, end_ms = user.sees_place(moment) or (0, None)
    after = [ms for ms in film[1] if ms > begin_ms]
    user.presses("Ctrl+PgDown", "Ctrl+PgDown", "Ctrl+PgDown")
    user.sees(lambda: user.sees_place(moment) == (after[2], end_ms))
    user.sees_everything_kept()
    user.presses("Ctrl+Z")
    user.sees(lambda: user.sees_place(moment) == (begin_ms, end_ms))


def test_split_and_merge_by_keys(user: GesturesUser) -> None:
    moment = user.tags(STRETCH, 4_000, 8_000).id
    whole = user.sees_place(moment)
    user.clicks_on(moment)
    at_ms = user.goes_to(6_000)
    user.presses("Ctrl+B")
    user.sees(lambda: (user.sees_place(moment) or (0, 0))[1] == at_ms)
    user.sees(lambda: user.study.session.selection not in (None, moment))
    user.clicks_on(moment, CTRL)
    user.presses("Ctrl+Shift+J")
    user.sees(lambda: user.sees_place(moment) == whole)
    assert len(user.sees_moments()) == 1


def test_all_are_recoded_by_typing_given_a_second_code_and_removed(user: GesturesUser) -> None:
    ids = [user.tags(STRETCH, start, start + 1_000).id for start in (2_000, 5_000, 9_000)]
    user.presses("Ctrl+A")
    assert set(user.study.session.chosen) == set(ids)
    user.presses("Ctrl+Shift+R")
    user.sees(lambda: bool(user.pages(Palette)))
    user.types("understanding")
    user.presses("Return")
    user.sees(lambda: len({user.coding.view(moment).code for moment in ids}) == 1)  # type: ignore[union-attr]
    assert set(user.study.session.chosen) == set(ids), "Enter chose a code, and nothing else"
    user.sees(lambda: user.coding.view(ids[0]).code.startswith("taal"))  # type: ignore[union-attr]
    user.presses("M", "Ctrl+1")
    user.sees(lambda: len(user.sees_moments()) == 6)
    user.presses("Del")
    user.sees(lambda: len(user.sees_moments()) == 3)
    user.presses("Ctrl+Z")
    user.sees(lambda: len(user.sees_moments()) == 6)


def test_what_is_copied_lies_at_the_picture(user: GesturesUser) -> None:
    moment = user.tags(STRETCH, 4_000, 5_000).id
    user.clicks_on(moment)
    at_ms = user.goes_to(10_000)
    begin_ms, end_ms = user.sees_place(moment) or (0, None)
    assert end_ms is not None
    user.presses("Ctrl+Shift+C")
    user.sees(lambda: len(user.sees_moments()) == 2)
    assert user.sees_moments()[-1][1:] == (at_ms, at_ms + end_ms - begin_ms)
