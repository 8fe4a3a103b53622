"""What was said in one interview is erased from the page on keeping and erasing; the other stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from recall_studio.domain.consent import Method, Purpose, Status
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.edits.keeping import examine
from recall_studio.store.recall import interviews, records
from recall_studio.ui.project.erase_sheet import EraseSheet
from recall_studio.ui.project.erasing import ErasingSection
from tests.ui.desk_rig import rig_on

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from recall_studio.store.study import Study

CLIENT, CASE_MANAGER = "K-417", "M-083"


def lines(section: ErasingSection) -> dict[str, str]:
    """What is listed, and what is said of it."""
    items = [section.recordings.topLevelItem(row) for row in range(section.recordings.topLevelItemCount())]
    return {item.text(0): item.text(2) for item in items if item is not None}


def withdraws(study: Study, person: str) -> None:
    form = Form("1", Method.SCHRIFTELIJK, "A", study.today())
    study.perform(record_consent, person=person, purposes=[Purpose.NAGESPREK], status=Status.INGETROKKEN, form=form)


def test_what_consent_was_taken_back_for_is_offered_and_erased(demo_path: Path, qtbot: QtBot) -> None:
    with rig_on(demo_path, qtbot) as rig:
        study = rig.session.study
        theirs = f"G-001:{CLIENT}"
        held = [one.recaller for one in interviews.of_study(study, study.acting)]
        assert held == [CLIENT, CASE_MANAGER]
        withdraws(study, CLIENT)
        section = ErasingSection(rig.desk)
        rig.shows(section)
        assert lines(section)[theirs] == "recall interview: consent was withdrawn"
        assert lines(section)[f"G-001:{CASE_MANAGER}"] == "recall interview"
        assert any("kept apart" in said for said in examine(study).reminders)
        section.choose(theirs)
        assert section.erase_recording.text() == "Erase this recall interview…"
        section.erase_recording.click()
        (sheet,) = rig.room.sheets
        assert isinstance(sheet, EraseSheet)
        assert any(f"G-001 · {CLIENT}" in label.text() for label in sheet.findChildren(QLabel))
        sheet.name.setText(theirs)
        sheet.erase.click()
        qtbot.waitUntil(lambda: theirs not in lines(section), timeout=20_000)
        left = records.all_records(study, study.acting)
        assert [one.interview.recaller for one in left] == [CASE_MANAGER]
