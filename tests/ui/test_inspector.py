"""The moment inspector: what is changed is kept, what is written keeps itself, and others' moments are only read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from recall_studio.player.engine import State
from recall_studio.ui.coding.fields import ModifierChoice, TimeField
from recall_studio.ui.coding.inspector import Inspector
from recall_studio.ui.coding.moment_view import MomentView
from tests.ui.desk_rig import Rig, rig_on

Key, Held = Qt.Key, Qt.KeyboardModifier
CODE = "disc_ervaring"


@pytest.fixture
def inspector(rig: Rig) -> Inspector:
    made = Inspector(rig.desk)
    rig.shows(made)
    rig.session.select(rig.own(CODE))
    return made


def now(rig: Rig) -> MomentView:
    view = rig.coding.view(rig.session.selection or "")
    assert view is not None
    return view


def types(field: TimeField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Key.Key_Return)


def test_without_a_moment_it_says_what_to_do(rig: Rig, qtbot: QtBot) -> None:
    inspector = Inspector(rig.desk)
    rig.shows(inspector)
    assert inspector.currentIndex() == 0
    rig.session.select(rig.own(CODE))
    assert inspector.currentIndex() == 1
    rig.session.select(None)
    assert inspector.currentIndex() == 0


def test_it_shows_the_moment(rig: Rig, inspector: Inspector) -> None:
    view = now(rig)
    assert inspector.code.currentData() == CODE
    assert inspector.start.text() == "00:10.850"
    assert inspector.end.text() == "00:14.212"
    assert inspector.note.editor.toPlainText() == view.note


def test_times_are_typed(rig: Rig, inspector: Inspector) -> None:
    types(inspector.start, "0:09.5")
    rig.waits(lambda: now(rig).start_ms == 9_500)
    types(inspector.end, "15,25")
    rig.waits(lambda: now(rig).end_ms == 15_250)
    assert inspector.end.text() == "00:15.250"


@pytest.mark.parametrize("typed", ["half past", "", "99:99"])
def test_what_is_no_time_is_put_back(rig: Rig, inspector: Inspector, typed: str) -> None:
    types(inspector.start, typed)
    inspector.start.clearFocus()
    assert inspector.start.text() == "00:10.850"
    assert rig.session.unkept == 0


def test_a_begin_after_the_end_is_not_taken(rig: Rig, inspector: Inspector) -> None:
    types(inspector.start, "0:20")
    assert rig.said[-1].kind == "warning"
    assert now(rig).start_ms == 10_850


def test_arrows_nudge_a_time_by_a_picture_and_that_is_one_step(rig: Rig, inspector: Inspector) -> None:
    inspector.start.setFocus()
    for _press in range(3):
        QTest.keyClick(inspector.start, Key.Key_Up)
        rig.waits()
    QTest.keyClick(inspector.start, Key.Key_Down, Held.ShiftModifier)
    rig.waits(lambda: now(rig).start_ms == 10_850 + 3 * 40 - 1_000)
    rig.coding.undo(sure=True)
    rig.waits(lambda: now(rig).start_ms == 10_850)


def test_code_speaker_and_certainty(rig: Rig, inspector: Inspector) -> None:
    inspector.code.activated.emit(inspector.code.findData("disc_omgaan"))
    rig.waits(lambda: now(rig).code == "disc_omgaan")
    inspector.speaker.activated.emit(inspector.speaker.findData("klant"))
    rig.waits(lambda: now(rig).speaker == "klant")
    inspector.certainty.setFocus()
    for _press in range(2):
        QTest.keyClick(inspector.certainty, Key.Key_Right)
        rig.waits()
    assert now(rig).certainty == 2
    for _press in range(2):
        QTest.keyClick(inspector.certainty, Key.Key_Left)
        rig.waits()
    assert now(rig).certainty is None


def test_only_the_roles_in_the_conversation_are_offered(rig: Rig, inspector: Inspector) -> None:
    assert [inspector.speaker.itemData(place) for place in range(inspector.speaker.count())] == [
        None,
        "klant",
        "klantmanager",
    ]


def test_modifiers_of_the_code(rig: Rig, inspector: Inspector) -> None:
    fields = {field.modifier.key: field for field in inspector.modifiers.findChildren(ModifierChoice)}
    assert set(fields) == {"initiatief", "valentie", "grond"}
    choose(fields["initiatief"], "klant")
    rig.waits(lambda: now(rig).modifiers == {"initiatief": "klant"})
    choose(fields["grond"], "geloof")
    rig.waits(lambda: now(rig).modifiers == {"initiatief": "klant", "grond": ["geloof"]})
    choose(fields["grond"], "herkomst")
    rig.waits(lambda: now(rig).modifiers["grond"] == ["herkomst", "geloof"])
    choose(fields["initiatief"], "")
    rig.waits(lambda: now(rig).modifiers == {"grond": ["herkomst", "geloof"]})


def choose(field: ModifierChoice, key: str) -> None:
    next(action for action in field.menu().actions() if action.data() == key).trigger()


def test_a_note_keeps_itself_after_a_pause_and_typing_is_one_step(rig: Rig, inspector: Inspector) -> None:
    before = now(rig).note
    inspector.note.editor.setFocus()
    inspector.note.editor.selectAll()
    QTest.keyClicks(inspector.note.editor, "Noemt")
    rig.waits(lambda: now(rig).note == "Noemt")
    QTest.keyClicks(inspector.note.editor, " de naam")
    rig.waits(lambda: now(rig).note == "Noemt de naam")
    rig.coding.undo(sure=True)
    rig.waits(lambda: now(rig).note == before)


def test_a_note_is_kept_when_another_moment_is_selected(rig: Rig, inspector: Inspector) -> None:
    first = rig.session.selection or ""
    inspector.note.editor.setPlainText("half een")
    rig.session.select(rig.own("maat_behoefte"))
    rig.waits()
    view = rig.coding.view(first)
    assert view is not None
    assert view.note == "half een"
    assert inspector.note.editor.toPlainText() != "half een"


def test_enter_is_done_and_shift_enter_a_new_line(rig: Rig, inspector: Inspector) -> None:
    editor = inspector.note.editor
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "een")
    QTest.keyClick(editor, Key.Key_Return, Held.ShiftModifier)
    QTest.keyClicks(editor, "twee")
    QTest.keyClick(editor, Key.Key_Return)
    rig.waits(lambda: now(rig).note == "een\ntwee")
    assert not editor.hasFocus()


def test_a_note_for_a_moment_that_is_not_kept_yet_waits_for_it(rig: Rig, inspector: Inspector) -> None:
    rig.preferences.change(pause_on_tag=True)
    rig.player.state, rig.player.recognises, rig.player.at_ms = State.PLAYING, False, 40_000
    rig.coding.press_code("disc_vraag")
    assert inspector.note.editor.hasFocus()
    QTest.keyClicks(inspector.note.editor, "vraagt door")
    QTest.keyClick(inspector.note.editor, Key.Key_Return)
    assert rig.plays
    rig.player.presses[-1].settle(40_040)
    rig.waits(lambda: rig.coding.view(rig.session.selection or "") is not None and now(rig).note == "vraagt door")
    assert now(rig).start_ms == 40_040


def test_it_warns_where_a_note_may_say_who_somebody_is(rig: Rig, inspector: Inspector) -> None:
    warning = inspector.note.findChild(QLabel)
    assert warning is not None
    assert not warning.isVisible()
    inspector.note.editor.setPlainText("mevrouw Jansen zei het")
    assert warning.isVisible()
    assert "a name" in warning.text()


def test_others_moments_are_read_only(rig: Rig, inspector: Inspector) -> None:
    other = next(view for view in rig.coding.views() if not view.own)
    rig.session.select(other.id)
    assert not inspector.code.isEnabled()
    assert not inspector.note.isEnabled()
    assert inspector.tools.play.isEnabled()
    assert not inspector.tools.remove.isEnabled()


def test_tools(rig: Rig, inspector: Inspector) -> None:
    first = rig.session.selection
    inspector.tools.discuss.click()
    rig.waits(lambda: now(rig).discuss)
    assert inspector.tools.discuss.isChecked()
    inspector.tools.next.click()
    assert rig.session.selection != first
    inspector.tools.previous.click()
    assert rig.session.selection == first
    inspector.tools.play.click()
    assert rig.plays
    inspector.tools.remove.click()
    rig.waits(lambda: rig.session.selection is None)
    assert inspector.currentIndex() == 0


def test_a_click_never_takes_the_keyboard(inspector: Inspector) -> None:
    inspector.setFocus()
    tools = inspector.tools
    for widget in (inspector.code, inspector.speaker, inspector.certainty, tools.play, tools.discuss, tools.remove):
        assert not widget.focusPolicy() & Qt.FocusPolicy.ClickFocus
        assert widget.accessibleName()


def test_a_note_that_is_half_written_is_kept_when_the_study_closes(rig: Rig, inspector: Inspector) -> None:
    moment = now(rig).id
    inspector.note.editor.setPlainText("net op tijd")
    rig.session.close()
    with rig_on(rig.study.folder.root, rig.qtbot) as later:
        view = later.coding.view(moment)
        assert view is not None
        assert view.note == "net op tijd"
