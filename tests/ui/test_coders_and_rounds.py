"""Codeurs en rondes in the window: how the round stands, being ready, closing and opening, members, and the badges."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from recall_studio.domain.study import Role, Round
from recall_studio.edits import rounding
from recall_studio.edits.marking import note_seen
from recall_studio.edits.tagging import begin_moment, tag_moment
from recall_studio.store.opening import Opening, open_study
from recall_studio.ui.coding.inspector import Inspector
from recall_studio.ui.coding.top_bar import CodingBar
from recall_studio.ui.commands import rounds as verbs
from recall_studio.ui.commands.coding import may_change, may_remove
from recall_studio.ui.commands.rounds import ROUNDS
from recall_studio.ui.project.rounds.asking import ReasonSheet
from recall_studio.ui.project.rounds.coders import CodersSection
from recall_studio.ui.project.rounds.member_sheet import MemberSheet
from recall_studio.ui.project.rounds.opening_sheet import OpeningSheet
from recall_studio.ui.project.rounds.ready_sheet import DISCARD, UNSAID, ReadySheet
from recall_studio.ui.status_bar import StatusBar
from tests.ui.desk_rig import Rig, rig_on


@pytest.fixture
def rig(demo_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with rig_on(demo_path, qtbot) as made:
        made.room.show()
        yield made


@pytest.fixture
def section(rig: Rig) -> CodersSection:
    made = CodersSection(rig.desk)
    made.resize(900, 700)
    rig.shows(made)
    return made


def opens(rig: Rig, round_now: Round) -> None:
    rig.session.do(rounding.open_round, round_now=round_now)
    rig.waits()


def other_does(rig: Rig, edit: object, **given: object) -> None:
    """B does something in another window."""
    study = open_study(rig.study.folder.root, Opening(acting_as="B"))
    try:
        study.perform(edit, **given)  # type: ignore[arg-type]
    finally:
        study.close()
    rig.session._catch_up()


def cells(section: CodersSection, row: int) -> list[str]:
    item = section.members.topLevelItem(row)
    assert item is not None
    return [item.text(column) for column in range(section.members.columnCount())]


def chooses(section: CodersSection, row: int) -> None:
    item = section.members.topLevelItem(row)
    assert item is not None
    section.members.setCurrentItem(item)


def badges(section: CodersSection) -> list[str]:
    return [one.text() for one in section.findChildren(QLabel) if one.isVisible() and one.text() in ("blind", "closed")]


# The section.


def test_it_says_which_round_it_is_and_what_that_means(rig: Rig, section: CodersSection) -> None:
    assert section.name.text() == "Round: together"
    assert badges(section) == []
    assert cells(section, 1)[:2] == ["B", "research: codes in rounds"]
    assert cells(section, 1)[4] == "20"
    opens(rig, Round.ONAFHANKELIJK)
    assert section.name.text() == "Round: independent"
    assert badges(section) == ["blind"]
    assert cells(section, 1)[4] == "hidden"
    assert section._waits.text() == "Not ready yet: A and B."
    assert not section.open_round.isEnabled()


def test_when_both_are_ready_the_round_is_closed(rig: Rig, section: CodersSection) -> None:
    opens(rig, Round.ONAFHANKELIJK)
    other_does(rig, rounding.say_ready)
    assert cells(section, 1)[2] == "✓ ready"
    section.ready.click()
    (sheet,) = rig.room.sheets
    assert isinstance(sheet, ReadySheet)
    sheet.main.click()
    rig.waits(lambda: badges(section) == ["closed"])
    assert section._waits.text().startswith("The round is closed")
    assert not section.ready.isEnabled()
    assert section.open_round.isEnabled()
    assert any(not view.own for view in rig.coding.views())


def test_closing_asks_why_while_somebody_is_not_ready(rig: Rig, section: CodersSection) -> None:
    opens(rig, Round.ONAFHANKELIJK)
    section.close_round.click()
    (sheet,) = rig.room.sheets
    assert isinstance(sheet, ReasonSheet)
    assert not sheet.main.isEnabled()
    QTest.keyClicks(sheet.reason.text, "B is ziek")
    sheet.main.click()
    rig.waits(lambda: rig.session.round.is_closed)
    assert section.past.topLevelItem(0).text(4) == "B is ziek"  # type: ignore[union-attr]


def test_the_next_round_is_offered_and_opened_with_who_takes_part(rig: Rig, section: CodersSection) -> None:
    section.open_round.click()
    (sheet,) = rig.room.sheets
    assert isinstance(sheet, OpeningSheet)
    assert sheet.chosen is Round.ONAFHANKELIJK
    assert not sheet.rounds[Round.GEZAMENLIJK].isEnabled()
    sheet.coders["B"].setChecked(False)
    sheet.main.click()
    rig.waits(lambda: rig.session.round.round is Round.ONAFHANKELIJK)
    assert cells(section, 1)[2] == "takes no part"
    assert section._waits.text() == "Not ready yet: A."


def test_a_round_that_was_closed_goes_on_with_a_reason_alone(rig: Rig, section: CodersSection) -> None:
    rig.session.do(rounding.close_round, reason="genoeg")
    rig.waits()
    section.open_round.click()
    sheet = rig.room.sheets[-1]
    assert isinstance(sheet, OpeningSheet)
    sheet.rounds[Round.GEZAMENLIJK].setChecked(True)
    assert not sheet.main.isEnabled()
    sheet.reason.text.setPlainText("nog één gesprek")
    assert sheet.main.isEnabled()
    for tick in sheet.coders.values():
        tick.setChecked(False)
    assert not sheet.main.isEnabled()


def test_who_is_ready_is_let_in_again_with_a_reason(rig: Rig, section: CodersSection) -> None:
    opens(rig, Round.ONAFHANKELIJK)
    other_does(rig, rounding.say_ready)
    chooses(section, 1)
    assert section.again.isEnabled()
    assert not section.out.isEnabled()
    section.again.click()
    sheet = rig.room.sheets[-1]
    assert isinstance(sheet, ReasonSheet)
    sheet.reason.text.setPlainText("één gesprek vergeten")
    sheet.main.click()
    rig.waits(lambda: cells(section, 1)[2] == "is coding")
    section.out.click()
    sheet = rig.room.sheets[-1]
    assert isinstance(sheet, ReasonSheet)
    sheet.reason.text.setPlainText("is weg")
    sheet.main.click()
    rig.waits(lambda: cells(section, 1)[2] == "takes no part")


def test_a_member_is_added_and_given_another_role(rig: Rig, section: CodersSection) -> None:
    section.add.click()
    sheet = rig.room.sheets[-1]
    assert isinstance(sheet, MemberSheet)
    assert not sheet.main.isEnabled()
    sheet.code.setText("km1")
    sheet.role.setCurrentIndex(list(Role).index(Role.KLANTMANAGER))
    sheet.person.setCurrentIndex(sheet.person.findData("M-083"))
    sheet.main.click()
    rig.waits(lambda: section.members.topLevelItemCount() == 3)
    member = rig.study.member("km1")
    assert member.role is Role.KLANTMANAGER
    assert member.participant_id is not None
    chooses(section, 2)
    section.change.click()
    sheet = rig.room.sheets[-1]
    assert isinstance(sheet, MemberSheet)
    sheet.role.setCurrentIndex(list(Role).index(Role.PRIVACYBEHEER))
    sheet.main.click()
    rig.waits(lambda: rig.study.member("km1").role is Role.PRIVACYBEHEER)


def test_a_refusal_stands_in_the_sheet(rig: Rig, section: CodersSection) -> None:
    chooses(section, 0)
    section.change.click()
    sheet = rig.room.sheets[-1]
    assert isinstance(sheet, MemberSheet)
    sheet.role.setCurrentIndex(list(Role).index(Role.PRIVACYBEHEER))
    sheet.main.click()
    rig.waits(sheet._refused.isVisible)
    assert "leads the study" in sheet._refused.text()


def test_esc_leaves_a_sheet_and_nothing_is_done(rig: Rig, section: CodersSection) -> None:
    section.ready.click()
    sheet = rig.room.sheets[-1]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert rig.session.round.ready == {}


# What still runs.


def test_being_ready_asks_what_becomes_of_what_runs(rig: Rig) -> None:
    for code, start_ms in (("maat_behoefte", 2_000), ("rel_raakmoment", 5_000)):
        rig.session.do(begin_moment, recording="G-001", coder="A", code=code, start_ms=start_ms)
    rig.session.do(note_seen, recording="G-001", ranges=[(1_000, 4_500)])
    rig.waits()
    verbs.say_ready(rig.desk)
    sheet = rig.room.sheets[-1]
    assert isinstance(sheet, ReadySheet)
    first, second = sheet.running.values()
    assert (first.itemText(1), second.itemText(1)) == (
        "End at 00:04.5, where you saw it last",
        "End at 00:05.0, where you saw it last",
    )
    assert first.currentData() == UNSAID
    assert not sheet.main.isEnabled()
    first.setCurrentIndex(1)
    second.setCurrentIndex(second.findData(DISCARD))
    sheet.here.setChecked(True)
    assert not sheet.main.isEnabled()  # asked anew for this conversation alone
    sheet.whole.setChecked(True)
    for choice, answer in zip(sheet.running.values(), (4_500, DISCARD), strict=True):
        choice.setCurrentIndex(choice.findData(answer))
    sheet.main.click()
    rig.waits(lambda: rig.session.round.is_ready(rig.session.member.id))
    assert ("maat_behoefte", 2_000, 4_500) in rig.sees()
    assert not rig.coding.running
    rig.presses("disc_vraag", at_ms=9_000)
    rig.waits(lambda: bool(rig.said) and rig.said[-1].kind == "error")
    assert "“A” is ready" in rig.said[-1].text
    assert "Coders and rounds" in rig.said[-1].remedy


# Around the coding.


def test_the_badge_explains_itself(rig: Rig) -> None:
    bar, foot = CodingBar(rig.desk), StatusBar(rig.session)
    for widget in (bar, foot):
        rig.qtbot.addWidget(widget)
    assert foot.round.text() == "Round: together"
    opens(rig, Round.ONAFHANKELIJK)
    badge = next(one for one in bar.findChildren(QLabel) if one.text() == "blind")
    assert "you see your own coding alone" in badge.toolTip()
    assert foot.round.text() == "Round: independent · blind"
    assert foot.round.toolTip() == badge.toolTip()
    with rig.qtbot.waitSignal(foot.round_asked):
        foot.round.click()


def test_what_was_coded_in_an_earlier_round_is_read_only_and_says_so(rig: Rig) -> None:
    inspector = Inspector(rig.desk)
    rig.shows(inspector)
    first = next(view for view in rig.coding.views() if view.own)
    rig.session.select(first.id)
    assert inspector.note.isEnabled()
    opens(rig, Round.CONSENSUS)
    rig.session.select(None)
    rig.session.select(first.id)
    assert not inspector.note.isEnabled()
    assert not inspector.tools.remove.isEnabled()
    assert inspector._whose.toolTip() or "round: together" in inspector._whose.text()


def test_a_new_round_begins_to_count_at_nothing(rig: Rig) -> None:
    assert sum(rig.coding.counts.values()) == 18
    opens(rig, Round.ONAFHANKELIJK)
    assert sum(rig.coding.counts.values()) == 0
    rig.presses("disc_vraag", at_ms=5_000)
    rig.waits(lambda: rig.coding.counts == {"disc_vraag": 1})


def test_in_consensus_a_moment_is_taken_over_and_may_be_changed_by_the_lead(rig: Rig) -> None:
    take = next(one for one in ROUNDS if one.key == "round.take_over")
    original = next(view for view in rig.coding.views() if not view.own)
    rig.session.select(original.id)
    assert not take.when(rig.desk)
    opens(rig, Round.CONSENSUS)
    rig.session.select(original.id)
    assert take.when(rig.desk)
    take.run(rig.desk)
    rig.waits(lambda: rig.session.selection != original.id)
    copy = rig.coding.view(rig.session.selection or "")
    assert copy is not None
    assert (copy.own, copy.round, copy.code, copy.start_ms) == (True, "consensus", original.code, original.start_ms)
    given = {"recording": "G-001", "coder": "B", "code": "disc", "start_ms": 77}
    other_does(rig, tag_moment, **given)
    theirs = next(view for view in rig.coding.views() if view.start_ms == 77)
    assert may_change(rig.desk, theirs)
    assert not may_change(rig.desk, original)


def test_what_still_runs_of_a_closed_round_can_be_removed(rig: Rig) -> None:
    rig.presses("maat_behoefte", at_ms=2_000)
    rig.waits()
    rig.session.do(rounding.close_round, reason="genoeg")
    rig.waits()
    (running,) = rig.coding.running
    assert may_remove(rig.desk, running)
    assert not may_change(rig.desk, running)


def test_who_does_not_lead_is_offered_to_be_ready_alone(demo_path: Path, qtbot: QtBot) -> None:
    from tests.ui.player_hand import viewer_on

    with viewer_on(demo_path, qtbot, acting_as="B") as viewer:
        section = CodersSection(viewer.desk)
        qtbot.addWidget(section)
        assert section.ready.isEnabled()
        for button in (section.close_round, section.open_round, section.add, section.change, section.again):
            assert not button.isEnabled()
