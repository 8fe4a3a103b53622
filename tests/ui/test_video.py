"""The picture in the window: upright and whole, with the words that count at this instant, or why there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Status
from recall_studio.edits.rounding import close_round
from recall_studio.player.engine import State
from recall_studio.ui.coding.labels import Labels, Pill, Words
from recall_studio.ui.coding.overlay import Overlay, ink_on
from recall_studio.ui.coding.picture import letterboxed
from recall_studio.ui.coding.video import StageView, VideoPanel
from recall_studio.ui.situation import Situation, Stage
from recall_studio.ui.tokens import DARK, LIGHT, Tokens
from tests.ui.player_hand import Viewer, viewer_on


@pytest.fixture
def viewer(demo_path: Path, qtbot: QtBot) -> Iterator[Viewer]:
    with viewer_on(demo_path, qtbot) as viewer:
        yield viewer


@pytest.fixture
def panel(viewer: Viewer) -> VideoPanel:
    panel = VideoPanel(viewer.desk)
    viewer.shows(panel)
    return panel


def _state(viewer: Viewer) -> State:
    return State(viewer.player.state)


def _words(panel: VideoPanel) -> Words:
    return panel.stage.labels.words


@pytest.mark.parametrize(
    ("image", "room", "place"),
    [
        ((1280, 720), (960, 540), (0, 0, 960, 540)),
        ((1280, 720), (960, 640), (0, 50, 960, 540)),
        ((720, 1280), (960, 640), (300, 0, 360, 640)),
        ((160, 96), (1600, 960), (0, 0, 1600, 960)),
    ],
)
def test_a_picture_fits_its_room(
    image: tuple[int, int], room: tuple[int, int], place: tuple[int, int, int, int]
) -> None:
    assert letterboxed(QSize(*image), QRect(0, 0, *room)) == QRect(*place)


def test_the_picture_of_the_playhead_is_painted(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.opens()
    viewer.waits(lambda: not viewer.playing.image.isNull())
    shown = panel.stage.picture.grab().toImage()
    middle = shown.pixelColor(shown.width() // 2, shown.height() // 2)
    assert middle.lightness() == pytest.approx(viewer.playing.image.pixelColor(80, 48).lightness(), abs=3)
    assert shown.pixelColor(0, 0) == QColor(LIGHT.ground)  # a round corner


def test_an_upright_picture_is_turned(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.opens()
    viewer.waits(lambda: not viewer.playing.image.isNull())
    viewer.player.rotation = 90
    viewer.player.step(1)
    viewer.player.rotation = 90
    viewer.waits()
    assert viewer.playing.image.size() in (QSize(160, 96), QSize(96, 160))


def test_what_is_said_now_stands_on_the_picture_until_it_is_switched_off(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.opens()
    turn = viewer.coding.turns[3]
    viewer.goes_to(turn.start_ms + 100)
    assert _words(panel).subtitle == turn.text
    viewer.does("play.subtitles")
    assert _words(panel).subtitle == ""


def test_a_stretch_that_runs_says_for_how_long(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.opens()
    viewer.goes_to(120_000)
    viewer.coding.press_code("maat_behoefte")
    viewer.waits()
    viewer.goes_to(127_040)
    (pill,) = _words(panel).running
    assert pill.text.endswith("runs 00:07")
    assert (pill.colour, pill.shape) == ("#2F7D4F", "running")


def test_only_own_codes_count_and_an_instant_counts_for_a_moment(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.opens()
    viewer.goes_to(150_000)
    viewer.coding.press_code("disc_vraag")
    viewer.waits()
    assert [pill.shape for pill in _words(panel).active if pill.colour == "#7A4FBF"] == ["point"]
    viewer.goes_to(160_000)
    assert not [pill for pill in _words(panel).active if pill.shape == "point" and pill.colour == "#7A4FBF"]


def test_a_tag_is_confirmed_for_two_seconds(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.opens()
    viewer.goes_to(31_360)
    viewer.coding.press_code("disc_vraag")
    assert _words(panel).confirmed == Pill("Asked about · 00:31.3", "#7A4FBF", "point")
    viewer.qtbot.waitUntil(lambda: _words(panel).confirmed is None, timeout=3_000)


def test_the_end_is_said(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.opens()
    viewer.goes_to(172_000)
    viewer.plays(2_000)
    assert _state(viewer) is State.ENDED
    assert _words(panel).ended


def test_without_a_recording_the_way_to_one_is_a_button(viewer: Viewer, panel: VideoPanel) -> None:
    page = panel.stage.page
    assert panel.stage.currentWidget() is page
    assert page.title.text() == "No conversation is open"
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert viewer.room.asked == ["workspace library"]


def test_a_refused_recording_leads_to_its_consent(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.answers(Status.INGETROKKEN)
    viewer.opens()
    page = panel.stage.page
    assert (page.title.text(), page.button.text()) == ("This recording is not shown", "Consent …")
    assert viewer.playing.situation.sentence in page.words.text()
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert viewer.room.asked == ["page ConsentPage"]


@pytest.mark.parametrize("matter", [matter for matter in Stage if matter is not Stage.READY])
def test_every_situation_has_words(viewer: Viewer, panel: VideoPanel, matter: Stage) -> None:
    panel.stage.page.show_situation(Situation(matter))
    assert panel.stage.page.title.text()


def test_while_it_opens_there_is_a_bar(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.session.open_recording("G-001")
    assert panel.stage.page.bar.isVisible()
    assert not panel.stage.page.button.isVisible()
    viewer.waits(lambda: viewer.playing.situation.stage is Stage.READY)
    assert panel.stage.currentWidget() is panel.stage.picture


def test_a_click_on_the_picture_plays(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.opens()
    QTest.mouseClick(panel.stage.picture, Qt.MouseButton.LeftButton)
    assert _state(viewer) is State.PLAYING
    QTest.mouseClick(panel.stage.picture, Qt.MouseButton.LeftButton)
    assert _state(viewer) is State.PAUSED


def test_two_clicks_show_the_picture_alone_and_change_nothing_else(viewer: Viewer, panel: VideoPanel) -> None:
    asked: list[str] = []
    viewer.playing.asked.connect(asked.append)
    viewer.opens()
    QTest.mouseDClick(panel.stage.picture, Qt.MouseButton.LeftButton)
    assert asked == ["picture"]
    assert _state(viewer) is State.PAUSED


def test_nothing_but_what_is_said_stands_on_the_plain_picture(viewer: Viewer) -> None:
    stage = StageView(viewer.desk, plain=True)
    viewer.shows(stage)
    viewer.opens()
    viewer.goes_to(120_000)
    viewer.coding.press_code("maat_behoefte")
    viewer.waits()
    assert (stage.labels.words.running, stage.labels.words.active) == ((), ())
    assert stage.labels.words.confirmed is not None


def test_the_keyboard_never_falls_to_a_button(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.opens()
    panel.activateWindow()
    viewer.qtbot.waitUntil(panel.isActiveWindow)
    panel.stage.picture.setFocus()
    viewer.qtbot.waitUntil(panel.stage.picture.hasFocus)
    viewer.answers(Status.INGETROKKEN)
    viewer.waits(lambda: viewer.playing.situation.stage is Stage.REFUSED)
    assert not isinstance(QApplication.focusWidget(), QPushButton)


def test_it_pauses_when_somebody_goes_elsewhere(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.opens()
    viewer.plays(400)
    panel.hide()
    assert _state(viewer) is State.PAUSED


def test_sound_alone_shows_the_time_and_why(viewer: Viewer, panel: VideoPanel) -> None:
    viewer.opens()
    viewer.player.has_picture = False
    viewer.goes_to(65_000)
    assert _words(panel).time == "00:01:05"


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("size", [(240, 135), (1000, 560), (3840, 2160)])
@pytest.mark.parametrize(
    "words",
    [
        Words(),
        Words(
            running=(Pill("x" * 400, "#2563A8", "running"),),
            active=tuple(Pill("code", "#fff", "point") for _ in range(9)),
        ),
        Words(subtitle="word " * 80, confirmed=Pill("Code · 12:31.3", "", "point")),
        Words(sound_only="why", time="00:00:01", ended=True),
    ],
)
def test_words_are_painted_at_every_size(size: tuple[int, int], words: Words, tokens: Tokens) -> None:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    Overlay(tokens).paint(painter, QRectF(0, 0, *size), words)
    assert painter.end()


@pytest.mark.parametrize(
    "colour", ["#7A4FBF", "#2563A8", "#2F7D4F", "#8A6D1A", "#B45F06", "#7C8797", "#ffffff", "#000000"]
)
def test_words_on_a_colour_can_be_read(colour: str) -> None:
    ink, ground = (_luminance(one) for one in (ink_on(QColor(colour), LIGHT), QColor(colour)))
    lighter, darker = max(ink, ground), min(ink, ground)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.4


def _luminance(colour: QColor) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_labels_tell_only_when_something_else_stands_there(viewer: Viewer) -> None:
    labels, told = Labels(viewer.playing, viewer.coding, viewer.root), list[int]()
    viewer.opens()
    viewer.goes_to(viewer.coding.turns[3].start_ms + 100)
    labels.changed.connect(lambda: told.append(1))
    viewer.plays(400)
    assert len(told) <= 1


def test_what_was_refused_is_no_longer_confirmed(viewer: Viewer) -> None:
    labels, before = Labels(viewer.playing, viewer.coding, viewer.root), list[Pill | None]()
    viewer.opens()
    labels.changed.connect(lambda: before.append(labels.words.confirmed))
    viewer.session.do(close_round, reason="enough")
    viewer.qtbot.waitUntil(lambda: not viewer.session.unkept)
    viewer.coding.press_code("disc_vraag")
    viewer.qtbot.waitUntil(lambda: not viewer.session.unkept and any(before) and labels.words.confirmed is None)
    assert not labels._timer.isActive()
