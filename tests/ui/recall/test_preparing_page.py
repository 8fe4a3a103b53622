"""The page on which an interview is prepared: kept at once, refused in words, and the gate as it stands now."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from recall_studio.domain.consent import Condition, Method, Purpose, Status
from recall_studio.domain.recall.kinds import Control, PlayOrder, Setting, ShownAs, Stimulus
from recall_studio.domain.sampling import ChoiceMethod, ChoicePurpose
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.selecting import choose_moments
from recall_studio.store import conversations
from recall_studio.store.recall import sessions
from recall_studio.ui.recall.preparing.dating_sheet import DatingSheet
from recall_studio.ui.recall.preparing.page import PreparationPage
from tests.ui.recall.workspace_rig import CASE_MANAGER, CLIENT, Window

INTERPRETER = "T-205"


@pytest.fixture
def page(window: Window) -> PreparationPage:
    session = window.prepares()
    made = PreparationPage(window.desk, session)
    window.frame.open_page(made)
    window.waits()
    return made


def says(window: Window, person: str, status: Status, *purposes: Purpose) -> None:
    form = Form("f", Method.DIGITAAL, "A", window.study.today(), condition=Condition.GEEN)
    window.performs(record_consent, person=person, purposes=list(purposes), status=status, form=form)


def chooses(choice: object, value: object) -> None:
    at = choice.findData(value)  # type: ignore[attr-defined]
    assert at >= 0
    choice.setCurrentIndex(at)  # type: ignore[attr-defined]
    choice.activated.emit(at)  # type: ignore[attr-defined]


def test_what_is_filled_in_is_kept_at_once(window: Window, page: PreparationPage) -> None:
    chooses(page.holding.control, Control.BEIDEN)
    chooses(page.holding.setting, Setting.THUIS)
    chooses(page.showing.shown_as, ShownAs.ALLEEN_GELUID)
    chooses(page.showing.method, ChoiceMethod.INTERVIEWER_KIEST)
    page.showing.transcript.click()
    page.holding.protocol.setText("2.1")
    page.holding.protocol.editingFinished.emit()
    window.waits()
    kept = page.interview
    assert (kept.control, kept.place, kept.shown_as) == (Control.BEIDEN, Setting.THUIS, ShownAs.ALLEEN_GELUID)
    assert (kept.method, kept.transcript_shown, kept.protocol_version) == (ChoiceMethod.INTERVIEWER_KIEST, True, "2.1")


def test_moments_alone_can_be_shown_once_there_are_some(window: Window, page: PreparationPage) -> None:
    chooses(page.showing.stimulus, Stimulus.FRAGMENTEN)
    window.waits()
    assert page.interview.stimulus == "hele_video"
    assert "Plan the moments" in page.showing.complaint
    assert page.showing.stimulus.currentData() == Stimulus.FRAGMENTEN  # what was chosen is not lost meanwhile
    window.performs(
        choose_moments,
        recording="G-001",
        purpose=ChoicePurpose.NAGESPREK,
        method=ChoiceMethod.TIJDSTEEKPROEF,
        stretches=((10_000, 20_000), (60_000, 70_000)),
    )
    page.planned.take.click()
    window.waits()
    assert page.interview.stimulus is Stimulus.FRAGMENTEN
    assert page.showing.complaint == ""
    assert page.interview.method is ChoiceMethod.TIJDSTEEKPROEF
    moments = sessions.moments_of(window.study, page.interview.id)
    assert [(one.start_ms, one.end_ms, one.method) for one in moments] == [
        (10_000, 20_000, ChoiceMethod.TIJDSTEEKPROEF),
        (60_000, 70_000, ChoiceMethod.TIJDSTEEKPROEF),
    ]
    page.planned.take.click()
    window.waits()
    assert len(sessions.moments_of(window.study, page.interview.id)) == 2  # none of them twice


def test_planned_moments_are_arranged_and_removed(window: Window, page: PreparationPage) -> None:
    window.performs(mark_discuss, recording="G-001", at_ms=90_000)
    window.performs(mark_discuss, recording="G-001", at_ms=30_000)
    page.planned.marks.click()
    window.waits()
    assert [line.about.start_ms for line in page.planned.table.rows.lines] == [25_000, 85_000]
    page.planned.table.selectRow(1)
    assert not page.planned.earlier.isEnabled()  # they are shown in the order of the conversation
    chooses(page.showing.order, PlayOrder.GEKOZEN)
    window.waits()
    page.planned.table.selectRow(1)
    page.planned.earlier.click()
    window.waits()
    assert [one.start_ms for one in sessions.moments_of(window.study, page.interview.id)] == [85_000, 25_000]
    page.planned.table.selectRow(0)
    page.planned.remove.click()
    window.waits()
    assert [one.start_ms for one in sessions.moments_of(window.study, page.interview.id)] == [25_000]


def test_a_planned_moment_plays(window: Window, page: PreparationPage) -> None:
    window.performs(mark_discuss, recording="G-001", at_ms=30_000)
    page.planned.marks.click()
    window.waits()
    page.planned.table.selectRow(0)
    page.planned.play.click()
    pre_roll = window.viewer.preferences.settings.pre_roll_ms
    window.viewer.waits(lambda: 0 <= 25_000 - pre_roll - window.viewer.player.position_ms() < 80)


def test_the_gate_follows_consent_and_names_purpose_and_role(window: Window, page: PreparationPage) -> None:
    assert page.begin.isEnabled()
    says(window, CLIENT, Status.INGETROKKEN, Purpose.NAGESPREK)
    window.viewer.waits(lambda: not page.begin.isEnabled())
    assert "the client withdrew “nagesprek”" in page.gate.reason.text()
    assert CLIENT not in page.gate.reason.text()
    says(window, CLIENT, Status.GEGEVEN, Purpose.NAGESPREK)
    window.viewer.waits(page.begin.isEnabled)


def test_an_interpreter_is_asked_as_well(window: Window, page: PreparationPage) -> None:
    says(window, INTERPRETER, Status.INGETROKKEN, Purpose.NAGESPREK)
    page.present.person.setText(INTERPRETER)
    page.present.add.click()
    window.waits()
    assert [line.cells[0] for line in page.present.table.rows.lines] == [CLIENT, INTERPRETER]
    assert page.present.table.rows.lines[1].cells[2] == "✕ withdrawn"
    assert not page.begin.isEnabled()
    assert "interpreter" in page.gate.reason.text()
    page.present.table.selectRow(1)
    page.present.remove.click()
    window.waits()
    assert page.begin.isEnabled()
    assert page.interview.present == ()


def test_the_viewer_is_not_taken_off_the_list(window: Window, page: PreparationPage) -> None:
    page.present.table.selectRow(0)
    assert not page.present.remove.isEnabled()
    assert "looks back" in page.present.table.rows.lines[0].cells[1]


def test_the_delay_is_said_and_asked_for_when_it_is_unknown(window: Window, page: PreparationPage) -> None:
    assert "later than 48 h" in page.gate.delay.text()
    window.viewer.preferences.change(recall_delay_h=24)
    assert "later than 24 h" in page.gate.delay.text()
    with window.study.snapshot():
        held = conversations.place(window.study, "G-001")["held_at"]
    assert held
    sheet = DatingSheet(window.desk, page.interview)
    window.frame.open_sheet(sheet)
    sheet.day.setText("12-03-2026")
    sheet.time.setText("nonsense")
    sheet.keep()
    assert "10:00" in sheet._time.complaint
    sheet.time.setText("11:30")
    sheet.keep()
    window.waits()
    assert conversations.place(window.study, "G-001")["held_on"] == "2026-03-12"
    assert conversations.place(window.study, "G-001")["held_at"] != held


def test_esc_leaves_the_page_and_everything_is_kept(window: Window, page: PreparationPage) -> None:
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.frame.workspace == "recall"
    assert not window.frame.page_open


def test_a_page_on_what_is_gone_closes(window: Window, page: PreparationPage) -> None:
    from recall_studio.edits.recall.preparing import discard_prepared

    window.performs(discard_prepared, session=page.interview.id)
    window.viewer.waits(lambda: not window.frame.page_open)
    assert all(one.recaller in (CLIENT, CASE_MANAGER) for one in window.interviews())
