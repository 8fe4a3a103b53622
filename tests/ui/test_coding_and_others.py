"""What comes back and what goes: undo, other programs, a withdrawn consent, a study that can only be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recall_studio.store.opening import open_study
from tests.ui.coding_hand import Hand, hand_on


@pytest.fixture
def hand(demo_path: Path, qtbot: QtBot) -> Iterator[Hand]:
    with hand_on(demo_path, qtbot) as hand:
        hand.opens()
        yield hand


def test_an_open_start_is_there_after_a_restart(demo_path: Path, qtbot: QtBot) -> None:
    with hand_on(demo_path, qtbot) as hand:
        hand.opens()
        hand.presses("maat_behoefte", at_ms=20_000)
        hand.waits()
    with hand_on(demo_path, qtbot) as hand:
        hand.opens()
        assert [view.start_ms for view in hand.coding.running] == [20_000]
        hand.presses("maat_behoefte", at_ms=23_000)
        hand.waits()
        assert ("maat_behoefte", 20_000, 23_000) in hand.sees()


def test_undo_takes_the_tag_back_and_says_so(hand: Hand) -> None:
    before = hand.sees()
    hand.presses("disc_vraag", at_ms=5_000)
    hand.waits()
    hand.coding.undo()
    hand.waits()
    assert hand.sees() == before
    assert hand.said[-1].text == "Taken back: Tag moment, Asked about 00:05.0"
    hand.coding.redo()
    hand.waits()
    assert ("disc_vraag", 5_000, None) in hand.sees()


def test_undo_of_a_tag_that_waits_for_its_picture_needs_no_step(hand: Hand) -> None:
    before = hand.sees()
    hand.player.recognises = False
    hand.presses("disc_vraag", at_ms=5_000)
    hand.coding.undo()
    assert hand.sees() == before
    hand.player.presses[-1].settle(5_000)
    hand.waits()
    assert hand.sees() == before


def test_a_step_of_an_earlier_session_is_named_first(demo_path: Path, qtbot: QtBot) -> None:
    with hand_on(demo_path, qtbot) as hand:
        hand.opens()
        hand.presses("disc_vraag", at_ms=5_000)
        hand.waits()
    with hand_on(demo_path, qtbot) as hand:
        hand.opens()
        asked: list[object] = []
        hand.coding.undo_asked.connect(asked.append)
        hand.coding.undo()
        hand.waits()
        assert ("disc_vraag", 5_000, None) in hand.sees()
        assert len(asked) == 1
        hand.coding.undo()
        hand.waits()
        assert ("disc_vraag", 5_000, None) not in hand.sees()
        assert asked[-1] is None


def test_a_step_out_of_sight_is_named_first(hand: Hand) -> None:
    hand.presses("disc_vraag", at_ms=5_000)
    hand.waits()
    hand.coding.sight = (30_000, 60_000)
    asked: list[object] = []
    hand.coding.undo_asked.connect(asked.append)
    hand.coding.undo()
    hand.waits()
    assert len(asked) == 1
    hand.coding.taking_back.leave()
    hand.coding.undo(sure=True)
    hand.waits()
    assert ("disc_vraag", 5_000, None) not in hand.sees()


def test_what_others_write_is_seen(hand: Hand, demo_path: Path) -> None:
    with_others = len(hand.coding.views())
    assert any(not view.own for view in hand.coding.views())
    other = open_study(demo_path)
    try:
        from recall_studio.edits.tagging import tag_moment

        other.perform(tag_moment, recording="G-001", coder="B", code="disc", start_ms=100)
    finally:
        other.close()
    hand.waits(lambda: len(hand.coding.views()) == with_others + 1)


def test_a_tag_is_kept_though_another_recording_was_opened_before_its_picture_was_known(hand: Hand) -> None:
    hand.player.recognises = False
    hand.presses("disc_vraag", at_ms=5_000)
    hand.session.close_recording()
    assert list(hand.coding.views()) == []
    hand.player.presses[-1].settle(5_000)
    hand.waits()
    hand.opens()
    assert ("disc_vraag", 5_000, None) in hand.sees()


def test_what_may_not_be_coded_shows_nothing(hand: Hand) -> None:
    from datetime import date

    from recall_studio.domain.consent import Method, Purpose, Status
    from recall_studio.edits.consenting import Form, record_consent

    form = Form("demo", Method.DIGITAAL, "A", date(2026, 3, 1))
    status = Status.INGETROKKEN
    hand.session.do(record_consent, person="K-417", purposes=list(Purpose), status=status, form=form)
    hand.waits(lambda: not hand.coding.views())
    assert list(hand.coding.turns) == []
    assert hand.coding.active_at(11_000) == []
    hand.presses("disc_vraag", at_ms=5_000)
    hand.waits(lambda: not hand.coding.views())
    assert hand.said[-1].kind == "error"


def test_in_a_study_that_is_read_only_nothing_is_left_pending(demo_path: Path, qtbot: QtBot) -> None:
    with hand_on(demo_path, qtbot) as hand:
        hand.opens()
        before = hand.sees()
        writer, hand.study._writer = hand.study._writer, None
        hand.presses("disc_vraag", at_ms=5_000)
        assert hand.sees() == before
        assert hand.session.selection is None
        assert hand.said[-1].kind == "error"
        hand.study._writer = writer
