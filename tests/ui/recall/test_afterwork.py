"""Nawerk: what is open is stepped through, corrections are kept with what stood before, and put back."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from recall_studio.domain.recall.interview import Comment
from recall_studio.domain.recall.kinds import ContentType, Initiator, Relation, TimeOrientation
from recall_studio.domain.recall.still_open import Open, StillOpen
from recall_studio.domain.study import PersonRole
from recall_studio.edits.recall import asking
from recall_studio.store.recall import versions
from recall_studio.ui.coding.top_bar import CodingBar
from recall_studio.ui.recall.afterwork.comment_card import CommentCard
from recall_studio.ui.recall.afterwork.history_sheet import HistorySheet, value_in_words
from recall_studio.ui.recall.afterwork.prompt_card import PromptCard
from recall_studio.ui.recall.afterwork.removed_sheet import RemovedSheet
from recall_studio.ui.recall.afterwork.stops_lines import WHOLE
from recall_studio.ui.recall.preparing.dating_sheet import DatingSheet
from tests.ui.recall.workspace_rig import Window


@pytest.fixture
def work(window: Window) -> Window:
    """At the afterwork of the client's interview."""
    window.recall.work_on(window.record().interview)
    window.waits()
    return window


def card(window: Window, number: int = 0) -> CommentCard:
    found = [one for one in window.recall.afterwork.detail.cards.values() if isinstance(one, CommentCard)]
    return found[number]


def comment(window: Window, which: str) -> Comment:
    return next(one for one in window.record().comments if one.id == which)


def at_stop(window: Window, number: int) -> None:
    stop = window.record().stops[number - 1]
    window.recall.afterwork.table.choose(stop.id)
    window.waits()


def test_every_stop_is_listed_below_the_interview_itself(work: Window) -> None:
    lines = work.recall.afterwork.table.rows.lines
    assert lines[0].id == WHOLE
    assert [line.id for line in lines[1:]] == [stop.id for stop in work.record().stops]


def test_fields_are_kept_and_what_stood_before_too(work: Window) -> None:
    at_stop(work, 1)
    shown = card(work)
    shown.then_now.buttons[TimeOrientation.NU].click()
    shown.relation.buttons[Relation.NIET_SPECIFIEK].click()
    shown.tone.chosen.emit(2)
    shown.certainty.chosen.emit(4)
    shown.shareable.click()
    at = shown.content.findData(ContentType.UITLEG)
    shown.content.setCurrentIndex(at)
    shown.content.activated.emit(at)
    before = comment(work, shown.row)
    work.waits()
    now = comment(work, shown.row)
    assert (now.time_orientation, now.relation, now.valence) == (TimeOrientation.NU, Relation.NIET_SPECIFIEK, 2)
    assert (now.certainty_self, now.content_type, now.shareable) == (4, ContentType.UITLEG, not before.shareable)
    kept = versions.of_row(work.study, shown.row, work.study.acting)
    assert {name for one in kept for name in one.before} >= {"time_orientation", "relation", "valence", "shareable"}
    assert all(one.member == "A" for one in kept)


def test_a_text_is_kept_when_it_is_left_as_one_correction(work: Window) -> None:
    at_stop(work, 1)
    shown = card(work)
    old = comment(work, shown.row).text
    for letter in (" En", " toen", " dit."):
        shown.text.editor.insertPlainText(letter)
    assert comment(work, shown.row).text == old
    at_stop(work, 2)
    work.waits()
    assert comment(work, shown.row).text != old
    assert len(versions.of_row(work.study, shown.row, work.study.acting)) == 1


def test_f8_goes_from_what_is_open_to_what_is_open_with_the_keyboard_in_its_field(work: Window) -> None:
    first, second = work.record().comments[:2]
    for one in (first, second):
        work.performs(asking.change_comment, comment=one.id, time_orientation=TimeOrientation.NOG_TE_BEPALEN)
    still = work.recall.held.open_in(work.record().interview.id)
    assert len(still) >= 2
    work.does("recall.next_open")
    focus = QApplication.focusWidget()
    shown = work.recall.afterwork.detail.cards[still[0].row]
    assert focus is not None
    assert shown.isAncestorOf(focus)
    assert isinstance(shown, CommentCard)
    shown.then_now.buttons[TimeOrientation.TOEN].click()
    work.waits()
    assert len(work.recall.held.open_in(work.record().interview.id)) == len(still) - 1
    work.does("recall.next_open")
    work.does("recall.previous_open")


def test_a_time_that_is_unknown_is_asked_for(work: Window) -> None:
    record = work.record()
    work.recall.afterwork.detail.go_to(StillOpen(Open.DELAY, None, record.interview.id))
    assert isinstance(work.frame._sheet, DatingSheet)


def test_only_where_something_is_open(work: Window) -> None:
    work.recall.afterwork.only_open.click()
    open_at = {one.stop or WHOLE for one in work.recall.held.open_in(work.record().interview.id)}
    assert {line.id for line in work.recall.afterwork.table.rows.lines} == open_at


def test_what_the_viewer_asked_to_correct_says_so_and_the_original_is_put_back(work: Window) -> None:
    at_stop(work, 1)
    detail, shown = work.recall.afterwork.detail, card(work)
    old = comment(work, shown.row).text
    detail.rectified.setChecked(True)
    detail.why.setText("Zo bedoelde ik het niet")
    shown.text.editor.setPlainText("Ik dacht iets anders.")
    shown.text.keep()
    work.waits()
    assert comment(work, shown.row).text == "Ik dacht iets anders."
    assert not shown.badge.isHidden()
    assert not shown.before.isHidden()
    assert old in shown.before.text()
    shown.history_asked.emit(shown.row)
    sheet = work.frame._sheet
    assert isinstance(sheet, HistorySheet)
    (version,) = versions.of_row(work.study, shown.row, work.study.acting)
    assert version.by_participant
    assert version.why == "Zo bedoelde ik het niet"
    assert version.before["text"] == old
    sheet._put_back(version, detail.acting._put_back)
    work.waits()
    assert comment(work, shown.row).text == old
    assert len(versions.of_row(work.study, shown.row, work.study.acting)) == 2


def test_a_comment_that_is_removed_is_put_back(work: Window) -> None:
    at_stop(work, 1)
    number = len(work.record().comments)
    removes(work, card(work))
    assert len(work.record().comments) == number - 1
    work.frame.notices._act.click()
    work.waits()
    assert len(work.record().comments) == number


def test_what_was_taken_out_at_a_stop_is_put_back_long_after(work: Window) -> None:
    before = work.record()
    asked = before.prompts[0]
    at_stop(work, next(stop.number for stop in before.stops if stop.id == asked.stop))
    detail = work.recall.afterwork.detail
    assert detail.removed.isHidden()
    question = next(one for one in detail.cards.values() if isinstance(one, PromptCard))
    removes(work, question)
    removes(work, card(work))
    assert len(work.record().prompts) == len(before.prompts) - 1
    at_stop(work, 8)
    assert detail.removed.isHidden()
    at_stop(work, next(stop.number for stop in before.stops if stop.id == asked.stop))
    for left in (2, 1):
        assert f"{left}" in detail.removed.text()
        detail.removed.click()
        sheet = work.frame._sheet
        assert isinstance(sheet, RemovedSheet)
        assert len([one for one in sheet.findChildren(QPushButton) if one.text() == "Put it back"]) == left
        button_of(sheet, "Put it back").click()
        work.waits()
    assert detail.removed.isHidden()
    assert (work.record().prompts, work.record().comments) == (before.prompts, before.comments)


def removes(window: Window, shown: QWidget) -> None:
    button_of(shown, "Remove").click()
    window.waits()


def button_of(widget: QWidget, words: str) -> QPushButton:
    return next(one for one in widget.findChildren(QPushButton) if one.text() == words)


def test_who_stopped_and_how_it_was_held_are_corrected(work: Window) -> None:
    at_stop(work, 3)
    stop = work.record().stops[2]
    detail = work.recall.afterwork.detail
    detail.cards[stop.id].tell(initiator=Initiator.INTERVIEWER)
    work.waits()
    assert work.record().stops[2].initiator is Initiator.INTERVIEWER
    work.recall.afterwork.table.choose(WHOLE)
    work.waits()
    shown = detail.cards[work.record().interview.id]
    shown.tell(wellbeing=2)
    work.waits()
    assert work.record().interview.wellbeing == 2


def test_codes_of_the_interview_are_put_on_a_comment(work: Window) -> None:
    at_stop(work, 1)
    shown = card(work)
    key = next(code.key for code in work.desk.session.codebook.codes if code.key.startswith("bel_"))
    shown.codes.chosen.emit((key,))
    work.waits()
    assert len(comment(work, shown.row).codes) == 1
    label = work.desk.session.codebook.by_key[key].label.en
    assert shown.codes.text() == label
    shown.codes.chosen.emit(())
    work.waits()
    shown.history_asked.emit(shown.row)
    sheet = work.frame._sheet
    assert sheet is not None
    assert f"Codes: {label}" in [line.text() for line in sheet.findChildren(QLabel)]  # not its id


def test_the_menu_of_codes_is_filled_when_it_is_opened(work: Window) -> None:
    at_stop(work, 1)
    menu = card(work).codes.menu()
    menu.aboutToShow.emit()
    own = [action.data() for action in menu.actions() if action.isCheckable()]
    assert own
    assert all(key.startswith("bel_") for key in own)


def test_the_recording_plays_at_the_stop(work: Window) -> None:
    at_stop(work, 4)
    stop = work.record().stops[3]
    work.does("recall.play_stop")
    pre_roll = work.viewer.preferences.settings.pre_roll_ms
    work.viewer.waits(lambda: abs(stop.position_ms - pre_roll - work.viewer.player.position_ms()) < 200)


def test_another_interview_is_another_record(work: Window) -> None:
    part = work.recall.afterwork
    assert part.which.count() == 2
    other = work.record(PersonRole.KLANTMANAGER).interview
    part.choose(other.id)
    assert part.record is not None
    assert part.record.interview.id == other.id
    assert [line.id for line in part.table.rows.lines][1:] == [s.id for s in part.record.stops]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("time_orientation", "toen", "then"),
        ("shareable", 0, "no"),
        ("text", "toen", "toen"),
        ("position_ms", 61_000, "01:01"),
        ("valence", None, "nothing"),
        ("initiator", "klant", "client"),
    ],
)
def test_what_stood_before_is_said_in_words(name: str, value: object, words: str) -> None:
    assert value_in_words(name, value, {}) == words


def test_above_the_coding_of_an_interview_stands_which_one_it_is(work: Window) -> None:
    one = work.record().interview
    work.recall.code(one)
    work.waits()
    bar = work.frame.findChild(CodingBar)
    assert bar is not None
    assert one.recaller in f"{bar._title.text()} {bar._title.toolTip()}"
    assert bar.done.isEnabled()
    assert bar.done.text() == "Done with this interview …"
    work.desk.session.open_recording(one.recording)
    work.waits()
    assert bar.done.text() == "Done with this conversation …"
