"""What is asked and said at a stop while an interview is led: kept as it is typed, and never taken back by undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recall_studio.domain.recall.kinds import Initiator, PromptType, TimeOrientation
from tests.ui.recall.leading_rig import Interviewer, interviewer_on


@pytest.fixture
def leads(demo_path: Path, qtbot: QtBot) -> Iterator[Interviewer]:
    with interviewer_on(demo_path, qtbot) as made:
        made.comes()
        yield made


def test_what_is_said_is_kept_as_it_is_typed(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(2_000)
    leads.viewer_presses()
    card = leads.page.panel.card
    QTest.keyClicks(card.form.text, "Ik schrok")
    leads.kept()
    assert [comment.text for comment in leads.record.comments] == ["Ik schrok"]
    QTest.keyClicks(card.form.text, " ervan")
    card.form.when.buttons[TimeOrientation.TOEN].click()
    leads.presses(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    leads.kept()
    (comment,) = leads.record.comments
    assert (comment.text, comment.time_orientation) == ("Ik schrok ervan", TimeOrientation.NU)
    assert not comment.shareable
    assert comment.prompt is None


def test_a_card_is_asked_and_what_follows_answers_it(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(2_000)
    leads.viewer_presses()
    card = leads.page.panel.card
    card.asking.cards[1].click()
    QTest.keyClicks(card.form.text, "Boos")
    card.form.share.click()
    leads.kept()
    (prompt,) = leads.record.prompts
    (comment,) = leads.record.comments
    assert (prompt.text, prompt.card, prompt.type) == ("Wat voelde u toen?", "voelde", PromptType.NEUTRAAL_TOEN)
    assert (comment.prompt, comment.shareable) == (prompt.id, True)


def test_a_leading_question_is_told_and_never_held_back(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(2_000)
    leads.viewer_presses()
    asking = leads.page.panel.card.asking
    asking.own.click()
    asking.words.setText("U was boos, toch?")
    assert "may be a leading question" in asking.hint.text()
    asking.kind.setCurrentIndex(asking.kind.findData(PromptType.STUREND))
    asking.send.click()
    leads.kept()
    assert [(one.type, one.text) for one in leads.record.prompts] == [(PromptType.STUREND, "U was boos, toch?")]
    assert leads.page.panel.foot.leading_ones.text() == "Leading questions: 1"


def test_an_earlier_stop_is_written_at_again(leads: Interviewer) -> None:
    leads.begins()
    for _stop in range(2):
        leads.lets_play(1_000)
        leads.viewer_presses()
        leads.viewer_presses()
    panel = leads.page.panel
    assert panel.model.rowCount() == 2
    panel.table.clicked.emit(panel.model.index(1, 0))
    assert panel.card.number.text() == "Stop 1"
    QTest.keyClicks(panel.card.form.text, "Nog iets")
    leads.kept()
    first = leads.record.stops[0]
    assert [comment.stop for comment in leads.record.comments] == [first.id]


def test_who_stopped_it_can_be_put_right(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.viewer_presses()
    leads.page.panel.card._change_by(Initiator.TOLK)
    leads.kept()
    assert leads.record.stops[0].initiator is Initiator.TOLK


def test_undo_never_takes_a_stop_away(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.viewer_presses()
    leads.kept()
    leads.page.setFocus()
    leads.presses(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    leads.kept()
    assert len(leads.record.stops) == 1
    assert leads.said == []  # nothing else was taken back either
