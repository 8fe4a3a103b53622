"""Making a study, and arranging it: members, set-up items, codes that are on."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from recall_studio.domain.errors import BadFile, BadInput, StudyExists, UnknownName
from recall_studio.domain.study import Role, Round, SetupItem, StudyKind
from recall_studio.edits.founding import (
    NewStudy,
    create_study,
    set_member,
    set_setup_item,
    set_strict,
    switch_codes,
)
from recall_studio.edits.undoing import redo, undo
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.store import codebooks, people
from recall_studio.store.opening import open_study
from recall_studio.store.study import Study
from tests.edits.setting import Lab, audited

MAKING = NewStudy("Taal", StudyKind.ONDERZOEK, default_codebook())


def on(study: Study) -> set[str]:
    return {code.key for code in codebooks.codebook(study).on}


@pytest.mark.parametrize("kind", StudyKind)
def test_a_study_starts_with_a_lead_a_round_and_open_items(tmp_path: Path, kind: StudyKind) -> None:
    create_study(tmp_path / "S.recall", start=NewStudy("Taal", kind, default_codebook(), synthetic=True))
    study = open_study(tmp_path / "S.recall")
    facts, (lead,) = study.facts(), study.members()
    assert (facts.title, facts.kind, facts.synthetic, facts.retention_months) == ("Taal", kind, True, 24)
    assert (lead.code, lead.role, lead.lead) == ("A", Role.ONDERZOEK, True)
    assert study.round_now() == (Round.GEZAMENLIJK, False)
    assert [(item["key"], item["done"]) for item in people.setup_items(study)] == [(item, 0) for item in SetupItem]
    assert not people.is_strict(study)
    assert codebooks.codebook(study) == default_codebook()
    study.close()


def test_without_a_title_it_is_called_after_its_folder(tmp_path: Path) -> None:
    create_study(tmp_path / "Werk en taal.recall", start=NewStudy("", StudyKind.ONDERZOEK, default_codebook()))
    study = open_study(tmp_path / "Werk en taal.recall")
    assert study.facts().title == "Werk en taal"
    study.close()


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("taken", ["file", "folder", "study"])
def test_nothing_is_made_over_something_else(tmp_path: Path, taken: str) -> None:
    place = tmp_path / "S.recall"
    if taken == "file":
        place.write_text("van mij")
    elif taken == "folder":
        place.mkdir()
        (place / "brief.txt").write_text("van mij")
    else:
        create_study(place, start=MAKING)
    before = tree(tmp_path)
    with pytest.raises(StudyExists):
        create_study(place, start=MAKING)
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("start", "passphrase", "reason"),
    [
        ({"title": "x" * 201}, None, "200"),
        ({"member": "Jan Jansen"}, None, "member"),
        ({"member": "111222333"}, None, "BSN"),
        ({}, "kort", "at least 8"),
    ],
)
def test_what_cannot_be_used_leaves_nothing_behind(
    tmp_path: Path, start: dict[str, Any], passphrase: str | None, reason: str
) -> None:
    with pytest.raises(BadInput, match=reason):
        create_study(tmp_path / "S.recall", start=replace(MAKING, **start), passphrase=passphrase)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(BadFile, match="cannot be written"):
        create_study(tmp_path / "bestand" / "S.recall", start=MAKING)
    assert tree(tmp_path) == {"bestand": b""}


def test_the_making_of_a_study_cannot_be_taken_back(lab: Lab) -> None:
    with lab.open() as study, pytest.raises(Exception, match="nothing to undo"):
        study.perform(undo)


@pytest.mark.parametrize("role", Role)
def test_a_member_gets_a_role_and_another_one(lab: Lab, role: Role) -> None:
    with lab.open() as study:
        study.perform(set_member, code="B", role=Role.GESPREKSLEIDER, person=None)
        study.perform(set_member, code="B", role=role, person=None)
        assert [(m.code, m.role, m.lead) for m in study.members()] == [("A", Role.ONDERZOEK, True), ("B", role, False)]
        assert len(audited(study, "rol")) == 2
        assert len(audited(study, "lid_toegevoegd")) == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ONDERZOEK])
def test_the_lead_stays_a_researcher(lab: Lab, role: Role) -> None:
    with lab.open() as study:
        with pytest.raises(BadInput, match="“A” leads the study"):
            study.perform(set_member, code="A", role=role, person=None)
        assert study.members()[0].role is Role.ONDERZOEK


def test_a_case_manager_is_a_person_in_the_study(ready: Lab) -> None:
    with ready.open() as study:
        made = study.perform(set_member, code="km", role=Role.KLANTMANAGER, person="M-001")
        assert made.participant_id == study.value("SELECT id FROM participant WHERE pseudonym = 'M-001'")
        kept = study.perform(set_member, code="km", role=Role.KLANTMANAGER, person=None)
        assert kept.participant_id == made.participant_id
        with pytest.raises(UnknownName, match="“M-999”"):
            study.perform(set_member, code="km", role=Role.KLANTMANAGER, person="M-999")


def test_a_setup_item_is_closed_with_day_and_place_and_opened_again(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(set_setup_item, item=SetupItem.DPIA, done=True, reference="Z-2026-14")
        closed = people.setup_items(study)[0]
        study.perform(set_setup_item, item=SetupItem.DPIA, done=False)
        opened = people.setup_items(study)[0]
        assert [entry["row"] for entry in audited(study, "instelpunt")] == ["dpia", "dpia"]
    assert (closed["key"], closed["done"], closed["done_on"]) == ("dpia", 1, "2026-11-22")
    assert closed["reference"] == "Z-2026-14"
    assert (opened["done"], opened["done_on"]) == (0, None)


def test_strict_is_switched_and_logged(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(set_strict, strict=True)
        assert people.is_strict(study)
        study.perform(set_strict, strict=False)
        assert not people.is_strict(study)
        assert len(audited(study, "streng")) == 2


def test_a_theme_brings_its_codes_on_and_off(lab: Lab) -> None:
    with lab.open() as study:
        book = codebooks.codebook(study)
        before = on(study)
        diagnosis = {"diag", *(code.key for code in book.children("diag"))}
        assert not before & diagnosis
        assert set(study.perform(switch_codes, keys=["diag"], on=True)) == diagnosis
        assert on(study) == before | diagnosis
        study.perform(switch_codes, keys=["taal"], on=False)
        assert on(study) == (before | diagnosis) - {"taal", *(code.key for code in book.children("taal"))}


def test_a_code_that_is_switched_on_shows_its_theme(lab: Lab) -> None:
    with lab.open() as study:
        before = on(study)
        study.perform(switch_codes, keys=["diag_leeftijd"], on=True)
        assert on(study) == before | {"diag", "diag_leeftijd"}
        study.perform(switch_codes, keys=["diag_leeftijd"], on=False)
        assert on(study) == before | {"diag"}


def test_switching_is_one_step_that_can_be_taken_back_and_done_again(lab: Lab) -> None:
    with lab.open() as study:
        before = on(study)
        study.perform(switch_codes, keys=["diag", "leef"], on=True)
        after = on(study)
        study.perform(undo)
        assert on(study) == before
        study.perform(redo)
        assert on(study) == after != before


def test_an_unknown_code_switches_nothing(lab: Lab) -> None:
    with lab.open() as study:
        before = on(study)
        with pytest.raises(UnknownName, match="“weg”"):
            study.perform(switch_codes, keys=["diag", "weg"], on=True)
        assert on(study) == before
