"""Kijken en markeren: four keys, one note, the list of one's own marks, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Status
from recall_studio.domain.study import Role
from recall_studio.edits.founding import set_member
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.ui.coding import plain_marks
from recall_studio.ui.coding.plain import PlainView
from recall_studio.ui.coding.plain_list import LEAST_PX, MarkRow
from recall_studio.ui.situation import Stage
from tests.ui.player_hand import Viewer, viewer_on

CASE_MANAGER = "KM"


@pytest.fixture
def viewer(demo_path: Path, qtbot: QtBot) -> Iterator[Viewer]:
    """A coder without any moment of their own."""
    with viewer_on(demo_path, qtbot) as first:
        first.study.perform(set_member, code=CASE_MANAGER, role=Role.ONDERZOEK, person=None)
    with viewer_on(demo_path, qtbot, CASE_MANAGER) as viewer:
        viewer.session.show_plainly(True)
        viewer.opens()
        yield viewer


@pytest.fixture
def view(viewer: Viewer) -> PlainView:
    view = PlainView(viewer.desk)
    viewer.shows(view, 1200, 700)
    return view


def _click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _marks(viewer: Viewer) -> list[tuple[int, str, str]]:
    return [(mark.at_ms, mark.label, mark.note) for mark in plain_marks.own_marks(viewer.coding)]


def test_the_four_are_the_themes_of_the_study_and_talk_about() -> None:
    four = plain_marks.choices(default_codebook(), "#b45309")
    assert [(choice.place, choice.code) for choice in four] == [(0, "disc"), (1, "taal"), (2, "maat"), (3, "")]


def test_a_button_marks_the_picture_and_the_recording_plays_on(viewer: Viewer, view: PlainView) -> None:
    viewer.goes_to(12_000)
    viewer.plays(400)
    _click(view.buttons[1])
    viewer.waits(lambda: len(_marks(viewer)) == 1)
    assert _marks(viewer) == [(12_400, view.choices[1].label, "")]
    assert viewer.player.state == "playing"
    assert view.stage.labels.words.confirmed is not None


def test_the_keys_do_what_the_buttons_do(viewer: Viewer, view: PlainView) -> None:
    for number in (1, 3, 4):
        viewer.goes_to(number * 10_000)
        viewer.does(f"plain.mark_{number}")
    viewer.waits(lambda: len(_marks(viewer)) == 3)
    assert [label for _at, label, _note in _marks(viewer)] == [
        view.choices[0].label,
        view.choices[2].label,
        "Talk about",
    ]


def test_the_note_is_of_the_latest_mark_and_keeps_itself(viewer: Viewer, view: PlainView) -> None:
    viewer.goes_to(20_000)
    _click(view.buttons[0])
    viewer.waits(lambda: view.note.of is not None and not view.note.of.pending)
    QTest.keyClicks(view.note.field, "looks away")
    viewer.waits(lambda: _marks(viewer)[0][2] == "looks away")
    viewer.goes_to(30_000)
    _click(view.buttons[3])
    viewer.waits(lambda: len(_marks(viewer)) == 2)
    assert view.note.field.toPlainText() == ""
    QTest.keyClicks(view.note.field, "ask her")
    view.note.keep()
    viewer.waits(lambda: _marks(viewer)[1][2] == "ask her")
    assert _marks(viewer)[0][2] == "looks away"


def test_what_is_typed_for_a_mark_is_kept_when_another_comes(viewer: Viewer, view: PlainView) -> None:
    viewer.goes_to(20_000)
    _click(view.buttons[0])
    viewer.waits(lambda: view.note.of is not None and not view.note.of.pending)
    QTest.keyClicks(view.note.field, "quick")
    viewer.goes_to(25_000)
    _click(view.buttons[1])
    viewer.waits(lambda: [note for _at, _label, note in _marks(viewer)] == ["quick", ""])


def test_the_list_plays_and_takes_away(viewer: Viewer, view: PlainView) -> None:
    viewer.goes_to(40_000)
    _click(view.buttons[2])
    viewer.waits(lambda: len(view.list.findChildren(MarkRow)) == 1)
    row = view.list.findChildren(MarkRow)[0]
    play, remove = row.findChildren(QPushButton)[-2:]
    _click(play)
    assert viewer.player.position_ms() == 39_000
    assert viewer.player.state == "playing"
    viewer.waits(lambda: not row.mark.pending)
    _click(remove)
    viewer.waits(lambda: _marks(viewer) == [])
    assert view.note.of is None


def test_a_sentence_greets_until_there_is_a_mark(viewer: Viewer, view: PlainView) -> None:
    assert view.welcome.isVisible()
    _click(view.buttons[0])
    viewer.waits(lambda: len(_marks(viewer)) == 1)
    assert not view.welcome.isVisible()


def test_somebody_elses_moments_are_not_shown(viewer: Viewer, view: PlainView) -> None:
    assert viewer.coding.views() == [] or all(not one.own for one in viewer.coding.views())
    assert view.list.findChildren(MarkRow) == []


def test_everything_can_be_read_from_a_distance(viewer: Viewer, view: PlainView) -> None:
    _click(view.buttons[0])
    viewer.waits(lambda: len(_marks(viewer)) == 1)
    words: list[QLabel | QPushButton] = [*view.findChildren(QLabel), *view.findChildren(QPushButton)]
    shown = [one for one in words if one.isVisible() and one.text()]
    assert shown
    assert min(QFontInfo(one.font()).pixelSize() for one in shown) >= LEAST_PX


def test_a_small_window_has_the_buttons_two_by_two(viewer: Viewer, view: PlainView) -> None:
    view.resize(1600, 800)
    viewer.waits(lambda: len({button.y() for button in view.buttons}) == 1)
    view.resize(760, 560)
    viewer.waits(lambda: len({button.y() for button in view.buttons}) == 2)


def test_the_keys_count_in_the_plain_mode_alone(viewer: Viewer) -> None:
    assert viewer.desk.place == "plain"
    viewer.session.show_plainly(False)
    assert viewer.desk.place == "coding"
    viewer.room.page_open = True
    assert viewer.desk.place == ""


def test_a_researcher_goes_to_and_fro(viewer: Viewer) -> None:
    viewer.does("view.plain")
    assert not viewer.session.plain
    viewer.does("view.plain")
    assert viewer.session.plain


def test_a_case_manager_has_the_plain_mode(demo_path: Path, qtbot: QtBot) -> None:
    with viewer_on(demo_path, qtbot) as first:
        first.study.perform(set_member, code=CASE_MANAGER, role=Role.KLANTMANAGER, person="M-083")
    with viewer_on(demo_path, qtbot, CASE_MANAGER) as viewer:
        assert viewer.session.plain
        switch = next(one for one in viewer.desk.commands if one.key == "view.plain")
        assert not switch.when(viewer.desk)
        view = PlainView(viewer.desk)
        viewer.shows(view)
        assert "Code in full" not in {button.text() for button in view.findChildren(QPushButton)}


def test_what_may_not_be_seen_cannot_be_marked(viewer: Viewer, view: PlainView) -> None:
    assert all(button.isEnabled() for button in view.buttons)
    viewer.answers(Status.INGETROKKEN)
    viewer.waits(lambda: viewer.playing.situation.stage is Stage.REFUSED)
    assert not any(button.isEnabled() for button in view.buttons)
    assert not view.controls.play.isEnabled()
    viewer.answers(Status.GEGEVEN)
    viewer.waits(lambda: viewer.playing.situation.stage is Stage.READY)
    assert all(button.isEnabled() for button in view.buttons)
