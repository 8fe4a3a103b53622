"""What is asked and said at a stop while an interview is led: kept as it is typed, and never taken back by undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recall_studio.domain.errors import BadInput
from recall_studio.domain.recall.kinds import Initiator, PromptType, TimeOrientation
from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.ui.recall.leading.stops_model import COMMENT
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
    assert card.form.share.text() == "Mag de klantmanager dit horen?"
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


def _stops(leads: Interviewer) -> None:
    leads.begins()
    leads.lets_play(1_000)
    leads.viewer_presses()


def test_what_may_say_who_somebody_is_is_told_and_kept_all_the_same(leads: Interviewer) -> None:
    _stops(leads)
    form = leads.page.panel.card.form
    QTest.keyClicks(form.text, "Toen zei mevrouw Jansen iets")
    assert "a name" in form.warning.text()
    assert form.warning.isVisibleTo(form)
    leads.kept()
    assert [comment.text for comment in leads.record.comments] == ["Toen zei mevrouw Jansen iets"]
    leads.page.panel.card.another.click()  # a comment of its own, with nothing in it yet
    assert not form.warning.isVisibleTo(form)
    leads.page.panel.card._choose(leads.leading.notes.stops[0].said[0])
    assert form.warning.isVisibleTo(form)
    form.text.setPlainText("Toen zei zij iets")
    assert not form.warning.isVisibleTo(form)


def test_who_translated_it_is_kept(demo_path: Path, qtbot: QtBot) -> None:
    with interviewer_on(demo_path, qtbot, InterviewPlan(language="en")) as leads:
        leads.comes()
        _stops(leads)
        form = leads.page.panel.card.form
        assert form.share.text() == "May the case manager hear this?"  # as it is asked in the viewer's language
        form.more.click()
        QTest.keyClicks(form.original, "I was afraid")
        QTest.keyClicks(form.translator, "tolk")
        leads.kept()
        (comment,) = leads.record.comments
        assert (comment.text_original, comment.translated_by, comment.language) == ("I was afraid", "tolk", "en")


def test_a_stretch_of_sound_is_a_comment_without_words(leads: Interviewer) -> None:
    """It ends where it plays on, when nobody marked its end; what is asked afterwards is answered by another one."""
    _stops(leads)
    card = leads.page.panel.card
    card.form.sound.click()
    leads.qtbot.wait(30)
    leads.viewer_presses()
    leads.kept()
    (comment,) = leads.record.comments
    assert comment.sound is not None
    assert comment.sound[1] > comment.sound[0]
    assert (comment.text, comment.prompt) == ("", None)
    model = leads.page.panel.model
    assert model.index(0, COMMENT).data() == "(sound)"
    assert card.another.isVisibleTo(card)
    card.asking.cards[0].click()
    QTest.keyClicks(card.form.text, "Bang")
    leads.kept()
    (prompt,) = leads.record.prompts
    assert [(one.text, one.prompt) for one in leads.record.comments] == [("", None), ("Bang", prompt.id)]


def test_a_mark_ends_with_the_second_press(leads: Interviewer) -> None:
    _stops(leads)
    form = leads.page.panel.card.form
    form.sound.click()
    assert form.sound.text() == "Sound up to here"
    leads.qtbot.wait(30)
    form.sound.click()
    assert form.sound.text() == "Sound marked ✓"
    leads.kept()
    assert leads.record.comments[0].sound is not None


def test_a_type_that_is_changed_at_once_is_the_one_that_is_kept(leads: Interviewer) -> None:
    _stops(leads)
    card = leads.page.panel.card
    card.asking.cards[0].click()
    assert card.stopped is not None
    leads.leading.notes.change_question(card.stopped, card.stopped.asked[0], PromptType.STUREND)
    leads.waits(lambda: [one.type for one in leads.record.prompts] == [PromptType.STUREND])


def test_what_was_chosen_just_before_a_question_stays_spontaneous(leads: Interviewer) -> None:
    _stops(leads)
    leads.kept()
    form = leads.page.panel.card.form
    form.when.buttons[TimeOrientation.TOEN].click()  # on its way while the question is asked
    leads.page.panel.card.asking.cards[0].click()
    QTest.keyClicks(form.text, "Bang")
    leads.kept()
    answered = {one.prompt is not None: one.text for one in leads.record.comments}
    assert answered == {False: "", True: "Bang"}


def test_what_could_not_be_kept_is_tried_again(leads: Interviewer) -> None:
    _stops(leads)
    leads.kept()
    form = leads.page.panel.card.form
    notes = leads.leading.notes
    form.text.setPlainText("Bang")
    said = leads.page.panel.card.said
    assert said is not None
    said.unkept.clear()
    notes._refused(said, {"text"}, BadInput("no room"))
    notes.keep()
    leads.kept()
    assert [comment.text for comment in leads.record.comments] == ["Bang"]
