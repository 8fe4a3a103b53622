"""Nawerk: every field of a record is corrected, its history says in words what stood there, and that is put back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit

from recall_studio.domain.recall.interview import Stop
from recall_studio.domain.recall.kinds import PlayOrder, Stimulus
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.domain.study import PersonRole
from recall_studio.ui.clock_words import long_clock, plain_clock
from recall_studio.ui.library.dates import local_clock
from recall_studio.ui.library.dates import moment_in_words as moment_in_day
from recall_studio.ui.recall.afterwork.comment_card import CommentCard
from recall_studio.ui.recall.afterwork.history_sheet import HistorySheet
from recall_studio.ui.recall.afterwork.interview_card import InterviewCard
from recall_studio.ui.recall.afterwork.prompt_card import PromptCard
from recall_studio.ui.recall.afterwork.row_card import RowCard
from recall_studio.ui.recall.afterwork.stop_card import StopCard, moment_in_words
from recall_studio.ui.recall.afterwork.stops_lines import WHOLE
from tests.ui.recall.test_afterwork import at_stop, button_of, comment
from tests.ui.recall.workspace_rig import Window


@pytest.fixture
def work(window: Window) -> Window:
    """At the afterwork of the client's interview."""
    window.recall.work_on(window.record().interview)
    window.waits()
    return window


def chooses(choice: QComboBox, value: object) -> None:
    at = choice.findData(value)
    assert at >= 0
    choice.setCurrentIndex(at)
    choice.activated.emit(at)


def types(line: QLineEdit, words: str) -> None:
    line.selectAll()
    line.insert(words)
    line.editingFinished.emit()


def said_before(window: Window, shown: RowCard) -> list[str]:
    """What the history of a row says of its latest correction, in words; then that is put back."""
    window.waits()
    assert not shown.history.isHidden()
    shown.history.click()
    sheet = window.frame._sheet
    assert isinstance(sheet, HistorySheet)
    latest = sheet.findChildren(QFrame, options=Qt.FindChildOption.FindChildrenRecursively)
    card = next(one for one in latest if one.property("kind") == "card")
    lines = [line.text() for line in card.findChildren(QLabel)]
    button_of(card, "Put this back").click()
    window.waits()
    return lines


def test_all_of_a_stop_is_corrected_and_put_back(work: Window) -> None:
    at_stop(work, 3)
    before = work.record().stops[2]
    moment = work.record().moments[0] if work.record().moments else None
    shown = work.recall.afterwork.detail.cards[before.id]
    assert isinstance(shown, StopCard)
    assert before.resumed_ms is not None
    shown.more.click()
    assert shown.speed.isVisible()
    assert shown.moment.count() == len(work.record().moments) + 1

    def now() -> Stop:
        work.waits()
        return next(stop for stop in work.record().stops if stop.id == before.id)

    types(shown.stopped, long_clock(before.session_ms + 1000, hours=False))
    assert now().session_ms == before.session_ms + 1000
    assert f"Time in the interview: {plain_clock(before.session_ms)}" in said_before(work, shown)
    shown.resumed.clear.click()
    assert now().resumed_ms is None
    assert f"Went on at: {plain_clock(before.resumed_ms)}" in said_before(work, shown)
    chooses(shown.speed, 75)
    assert now().rate_percent == 75
    assert "Speed: 100 %" in said_before(work, shown)
    types(shown.replay.line, "00:05")
    assert now().replay_from_ms == 5_000
    assert "Shown again from: nothing" in said_before(work, shown)
    if moment is not None:
        chooses(shown.moment, None if before.moment else moment.id)
        assert now().moment != before.moment
        assert any(line.startswith("Planned moment: ") for line in said_before(work, shown))
    assert now() == before


def test_a_planned_moment_is_named_in_the_history(work: Window) -> None:
    record = work.record(PersonRole.KLANTMANAGER)
    work.recall.work_on(record.interview)
    work.waits()
    planned = record.moments[0]
    stop = next(one for one in record.stops if one.moment == planned.id)
    work.recall.afterwork.table.choose(stop.id)
    work.waits()
    shown = work.recall.afterwork.detail.cards[stop.id]
    assert isinstance(shown, StopCard)
    chooses(shown.moment, None)
    assert f"Planned moment: {moment_in_words(planned)}" in said_before(work, shown)
    back = next(one for one in work.record(PersonRole.KLANTMANAGER).stops if one.id == stop.id)
    assert back.moment == planned.id


def test_what_cannot_be_is_said_and_what_is_kept_shown_again(work: Window) -> None:
    at_stop(work, 3)
    before = work.record().stops[2]
    shown = work.recall.afterwork.detail.cards[before.id]
    assert isinstance(shown, StopCard)
    assert before.resumed_ms is not None
    types(shown.stopped, long_clock(before.resumed_ms + 1000, hours=False))
    work.waits()
    work.viewer.waits(lambda: shown.stopped.text() == long_clock(before.session_ms, hours=False))
    assert work.asked == "It cannot go on before it was stopped."
    assert work.record().stops[2] == before


def test_the_question_before_a_comment_is_corrected_and_put_back(work: Window) -> None:
    record = work.record()
    one = next(one for one in record.comments if one.prompt is not None)
    question = next(prompt for prompt in record.prompts if prompt.id == one.prompt)
    work.recall.afterwork.table.choose(one.stop)
    work.waits()
    shown = work.recall.afterwork.detail.cards[one.id]
    assert isinstance(shown, CommentCard)
    assert question.text in shown.question.currentText()
    chooses(shown.question, None)
    work.waits()
    assert comment(work, one.id).prompt is None
    assert shown.question.currentText() == "nobody asked"
    assert f"The question before it: {question.text}" in said_before(work, shown)
    assert comment(work, one.id).prompt == question.id


def test_the_card_of_a_question_is_corrected_and_put_back(work: Window) -> None:
    record = work.record()
    asked = record.prompts[0]
    work.recall.afterwork.table.choose(asked.stop)
    work.waits()
    shown = work.recall.afterwork.detail.cards[asked.id]
    assert isinstance(shown, PromptCard)
    other = next(shown.card.itemData(at) for at in range(shown.card.count()) if shown.card.itemData(at) != asked.card)
    was = shown.card.currentText() if asked.card else "nothing"
    chooses(shown.card, other)
    work.waits()
    assert next(one for one in work.record().prompts if one.id == asked.id).card == other
    assert f"Card: {was}" in said_before(work, shown)
    assert next(one for one in work.record().prompts if one.id == asked.id) == asked


@pytest.fixture
def whole(work: Window) -> InterviewCard:
    work.recall.afterwork.table.choose(WHOLE)
    work.waits()
    shown = work.recall.afterwork.detail.cards[work.record().interview.id]
    assert isinstance(shown, InterviewCard)
    assert not shown.began.isVisible()
    shown.more.click()
    assert shown.began.isVisible()
    return shown


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("stimulus", Stimulus.FRAGMENTEN, "What was shown: "),
        ("method", ChoiceMethod.KRITIEK_MOMENT, "How the moments were chosen: Whole recording"),
        ("play_order", PlayOrder.GEKOZEN, "In which order: In the order of the conversation"),
        ("interviewer", "B", "Interviewer: A"),
    ],
)
def test_how_it_was_held_is_corrected_and_put_back(
    work: Window, whole: InterviewCard, name: str, value: object, line: str
) -> None:
    before = work.record().interview
    chooses(whole.choices[name], value)
    work.waits()
    assert getattr(work.record().interview, name) == value
    assert any(one.startswith(line) for one in said_before(work, whole))
    assert work.record().interview == before


def test_the_version_of_the_instruction_is_corrected_and_put_back(work: Window, whole: InterviewCard) -> None:
    before = work.record().interview
    types(whole.lines["instruction_version"], "7.1")
    work.waits()
    assert work.record().interview.instruction_version == "7.1"
    assert f"Version of the instruction: {before.instruction_version}" in said_before(work, whole)
    assert work.record().interview == before


def test_when_it_began_is_corrected_and_put_back(work: Window, whole: InterviewCard) -> None:
    before = work.record().interview
    assert before.started_at is not None
    types(whole.began.time, "noon")
    assert not whole.began.wrong.isHidden()
    types(whole.began.time, "11:15")
    work.waits()
    now = work.record().interview
    assert now.started_at is not None
    assert f"{local_clock(now.started_at):%H:%M}" == "11:15"
    assert now.length_ms == before.length_ms
    assert f"Begun: {moment_in_day(before.started_at)}" in said_before(work, whole)
    assert work.record().interview == before
    types(whole.began.day, "01-01-2090")
    work.viewer.waits(lambda: "2090" not in whole.began.day.text())
    assert work.asked == "That day is still to come."


def test_whoever_was_there_and_was_forgotten_is_added(work: Window, whole: InterviewCard) -> None:
    before = {one.pseudonym for one in work.record().interview.present}
    whole.present.person.setText("B-900")
    chooses(whole.present.role, PersonRole.ANDERS)
    whole.present.add.click()
    work.waits()
    there = next(one for one in work.interviews() if one.recaller_role is PersonRole.KLANT).present
    assert {one.pseudonym for one in there} == before | {"B-900"}


def test_who_may_not_change_a_row_still_reads_its_history(work: Window, whole: InterviewCard) -> None:
    acting = work.recall.afterwork.detail.acting
    assert acting.allowed(work.record())
    assert not acting.allowed(None)
    whole.tell(wellbeing=2)
    work.waits()
    whole.allow(changing=False)
    assert not any(part.isEnabled() for part in (whole.wellbeing, whole.began.day, whole.present.add))
    assert whole.history.isEnabled()
    assert whole.more.isEnabled()
