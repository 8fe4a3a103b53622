"""Perspectives: what both said of a moment side by side, what is judged of it, and who sees what of the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from recall_studio.analysis.recall.cards import seen_places
from recall_studio.domain.recall.kinds import Judgement
from recall_studio.domain.recall.reading import Audience
from recall_studio.domain.study import PersonRole, Role
from recall_studio.edits.recall import asking
from recall_studio.store.recall import congruences, links
from recall_studio.ui.coding.timeline.lanes import LaneKind
from recall_studio.ui.coding.timeline.timeline import Timeline
from recall_studio.ui.recall.perspectives.card_sheet import CardSheet
from recall_studio.ui.recall.perspectives.paper_sheet import PaperSheet
from tests.ui.recall.test_workspace import add_member_of
from tests.ui.recall.workspace_rig import Window, window_on


@pytest.fixture
def places(window: Window) -> Window:
    window.recall.tabs.setCurrentWidget(window.recall.perspectives)
    window.waits()
    return window


@pytest.fixture
def case_manager(demo_path: Path, qtbot: QtBot) -> Iterator[Window]:
    add_member_of(demo_path, Role.KLANTMANAGER)
    with window_on(demo_path, qtbot, acting_as="X") as made:
        made.recall.tabs.setCurrentWidget(made.recall.perspectives)
        made.waits()
        yield made


def words(window: Window, column: str) -> str:
    card = window.recall.perspectives.card
    return " ".join(one.text() for one in card._cards[column].findChildren(QLabel))


def test_every_place_that_was_talked_about_is_listed_and_only_those_of_both_when_asked(places: Window) -> None:
    part = places.recall.perspectives
    found = seen_places(places.study, as_seen_by=places.study.acting)
    assert len(part.table.rows.lines) == len(found)
    places.does("recall.both")
    shown = [line.about for line in part.table.rows.lines]
    assert shown == [one for one in found if one.both]
    assert 0 < len(shown) < len(found)


def test_a_theme_leaves_the_places_where_it_lies(places: Window) -> None:
    part = places.recall.perspectives
    assert part.theme.count() > 1
    part.theme.setCurrentIndex(1)
    part.theme.activated.emit(1)
    theme = part.theme.currentData()
    book = places.desk.session.codebook
    shown = [line.about for line in part.table.rows.lines]
    assert shown
    assert all(any(book.theme_of(code).key == theme for code in one.codes) for one in shown)


def test_the_card_says_what_each_said_and_what_is_coded_there(places: Window) -> None:
    place = places.recall.perspectives.table.rows.lines[0].about
    for role in (PersonRole.KLANT, PersonRole.KLANTMANAGER):
        for one in place.by(role):
            assert one.comment.text in words(places, role.value)
            other = PersonRole.KLANT if role is PersonRole.KLANTMANAGER else PersonRole.KLANTMANAGER
            assert one.comment.text not in words(places, other.value)
    label = places.desk.session.codebook.by_key[place.codes[0]].label.en
    assert label in words(places, "codes")


def test_the_clip_plays_from_a_little_before(places: Window) -> None:
    part = places.recall.perspectives
    part.table.selectRow(1)
    start = part.table.rows.lines[1].about.start_ms
    places.does("recall.play_place")
    pre_roll = places.viewer.preferences.settings.pre_roll_ms
    places.viewer.waits(lambda: abs(start - pre_roll - places.viewer.player.position_ms()) < 200)


def test_what_is_judged_is_kept_changed_and_taken_back(places: Window) -> None:
    part = places.recall.perspectives
    row = next(n for n, line in enumerate(part.table.rows.lines) if line.about.both and not line.about.judged)
    part.table.selectRow(row)
    before = len(congruences.of_all(places.study, places.study.acting))
    judging = part.card.judging
    judging.judgement.buttons[Judgement.DEELS].click()
    places.viewer.waits(lambda: part.table.rows.lines[row].cells[4] == "≈ partly")
    judging.note.setText("De een dacht, de ander deed")
    judging.note.editingFinished.emit()
    places.waits()
    kept = congruences.of_all(places.study, places.study.acting)
    assert len(kept) == before + 1
    assert ("De een dacht, de ander deed", Judgement.DEELS) in [(one.note, one.judgement) for one in kept]
    places.desk.coding.undo(sure=True)
    places.viewer.waits(
        lambda: (
            "De een dacht, de ander deed"
            not in [one.note for one in congruences.of_all(places.study, places.study.acting)]
        )
    )
    judging.judgement.buttons[Judgement.DEELS].click()
    places.waits()
    assert len(congruences.of_all(places.study, places.study.acting)) == before


def test_nothing_is_judged_where_one_of_both_was_silent(places: Window) -> None:
    part = places.recall.perspectives
    row = next(n for n, line in enumerate(part.table.rows.lines) if not line.about.both)
    part.table.selectRow(row)
    assert not part.card.judging.judgement.isEnabled()
    assert "both talked" in part.card.judging.others.text()


def test_the_card_of_a_selected_moment_lies_over_coding(window: Window) -> None:
    window.frame.show_workspace("coding")
    window.viewer.opens()
    place = next(one for one in seen_places(window.study, as_seen_by=window.study.acting) if one.moments)
    moment = place.moments[0]
    window.viewer.waits(lambda: window.desk.coding.view(moment.id) is not None)
    window.desk.session.select(moment.id)
    window.does("recall.card")
    sheet = window.frame._sheet
    assert isinstance(sheet, CardSheet)
    assert sheet.view.place is not None
    assert moment.id in [one.id for one in sheet.view.place.moments]
    start = sheet.view.place.start_ms
    window.viewer.waits(lambda: 0 <= start - window.viewer.player.position_ms() < 40)


def test_a_comment_that_was_made_elsewhere_is_linked_to_a_moment_and_the_link_is_taken_back(window: Window) -> None:
    window.frame.show_workspace("coding")
    window.viewer.opens()
    place = next(one for one in seen_places(window.study, as_seen_by=window.study.acting) if one.moments)
    moment = place.moments[0]
    window.viewer.waits(lambda: window.desk.coding.view(moment.id) is not None)
    window.desk.session.select(moment.id)
    window.does("recall.card")
    sheet = window.frame._sheet
    assert isinstance(sheet, CardSheet)
    number = len(sheet._places)
    assert sheet.link.count() > 1
    sheet.link.setCurrentIndex(sheet.link.count() - 1)
    comment = sheet.link.currentData()
    sheet.link.activated.emit(sheet.link.currentIndex())
    window.viewer.waits(lambda: comment in [one.comment.id for place in sheet._places for one in place.said])
    assert len(sheet._places) == number + 1
    assert [one.comment for one in links.of_all(window.study, window.study.acting)] == [comment]
    window.desk.coding.undo(sure=True)
    window.viewer.waits(lambda: links.of_all(window.study, window.study.acting) == [])


def test_what_was_said_lies_in_lanes_and_opens_its_card(window: Window) -> None:
    window.frame.show_workspace("coding")
    window.viewer.opens()
    window.waits()
    timeline = window.frame.findChild(Timeline)
    assert timeline is not None
    lanes = [one for one in timeline.lanes.placed if one.lane.kind is LaneKind.RECALLED]
    assert [one.lane.key for one in lanes] == ["klant", "klantmanager"]
    comment = window.record().comments[0]
    stop = next(one for one in window.record().stops if one.id == comment.stop)
    place = QPoint(timeline.lanes.x_of(stop.position_ms), lanes[0].top + lanes[0].height // 2)
    assert timeline.lanes.words_at(place) in [one.text for one in window.record().comments]
    QTest.mouseClick(timeline.lanes, Qt.MouseButton.LeftButton, pos=place)
    assert isinstance(window.frame._sheet, CardSheet)


def test_an_interview_that_is_changed_changes_the_lanes(window: Window) -> None:
    window.frame.show_workspace("coding")
    window.viewer.opens()
    window.waits()
    timeline = window.frame.findChild(Timeline)
    assert timeline is not None
    said = timeline.rows.around.recalled[0].said
    window.performs(asking.remove_comment, comment=window.record().comments[0].id)
    window.viewer.waits(lambda: len(timeline.rows.around.recalled[0].said) == len(said) - 1)


def test_the_case_manager_sees_their_own_and_what_is_shared_and_no_coding(case_manager: Window) -> None:
    window = case_manager
    lines = window.recall.perspectives.table.rows.lines
    shown = [one for line in lines for one in line.about.said]
    of_client = [one for one in shown if one.role is PersonRole.KLANT]
    assert of_client
    assert all(one.comment.shareable for one in of_client)
    assert all(line.about.moments == () and line.about.judged == () for line in lines)
    assert window.recall.perspectives.card._cards["codes"].isHidden()
    assert window.recall.perspectives.card.judging.isHidden()
    for line in lines:
        window.recall.perspectives.table.choose(line.id)
        assert window.recall.perspectives.card.badge.isHidden()
        assert "pleasant" not in words(window, "klant") + words(window, "klantmanager")  # the tone is for researchers
    assert not any("asked:" in words(window, role) for role in ("klant", "klantmanager"))


def test_whether_the_client_spoke_at_all_is_not_told_to_the_case_manager(case_manager: Window) -> None:
    part = case_manager.recall.perspectives
    for row, line in enumerate(part.table.rows.lines):
        part.table.selectRow(row)
        if not line.about.by(PersonRole.KLANT):
            assert "Nothing of the client stands here." in words(case_manager, "klant")
            return
    pytest.fail("the client shared a comment at every place")


@pytest.mark.parametrize("audience", list(Audience))
def test_the_page_for_somebody_holds_what_they_may_have(places: Window, audience: Audience) -> None:
    part = places.recall.perspectives
    place = part.table.rows.lines[0].about
    hidden = [
        one.comment.text
        for one in place.said
        if audience is not Audience.ONDERZOEK and one.role.value != audience.value and not one.comment.shareable
    ]
    part._print()
    sheet = places.frame._sheet
    assert isinstance(sheet, PaperSheet)
    sheet.audience.buttons[audience].click()
    text = sheet.page.toPlainText()
    assert all(one not in text for one in hidden)
    own = [one.comment.text for one in place.said if one.role.value == audience.value]
    assert all(one in text for one in own)
    codes = [places.desk.session.codebook.by_key[code].label.en for code in place.codes]
    assert all((code in text) is (audience is Audience.ONDERZOEK) for code in codes)
    assert "K-417" not in text
    assert "M-083" not in text
    if audience is Audience.KLANTMANAGER:
        assert hidden, "this place shows nothing of the separation"


def test_the_page_is_kept_once_the_gate_lets_it(places: Window, tmp_path: Path) -> None:
    part = places.recall.perspectives
    part._print()
    sheet = places.frame._sheet
    assert isinstance(sheet, PaperSheet)
    sheet.audience.buttons[Audience.KLANT].click()
    sheet.keep(tmp_path / "kaart.html")
    places.waits()
    written = (tmp_path / "kaart.html").read_text(encoding="utf-8")
    own = [one.comment.text for one in part.table.rows.lines[0].about.said if one.role is PersonRole.KLANT]
    assert own
    assert all(one in written for one in own)
