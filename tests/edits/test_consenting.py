"""Recording what people say: what a record needs, and what the program warns of."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from recall_studio.domain.consent import Condition, Purpose, Status
from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.study import PersonRole, Role
from recall_studio.edits.consenting import Form, Grounds, Told
from recall_studio.edits.founding import set_member
from recall_studio.edits.recording import GivenPerson
from recall_studio.store.study import Study
from tests.edits.setting import CASE_MANAGER, CLIENT, FORM, TODAY, Lab, add, answer, audited


def consents(study: Study) -> list[dict[str, object]]:
    return study.rows("SELECT * FROM consent ORDER BY number")


def test_an_answer_is_kept_with_everything_on_the_form(lab: Lab, clip: Path) -> None:
    form = replace(
        FORM,
        condition=Condition.ALLEEN_AUDIO,
        explicit=False,
        valid_until=date(2027, 1, 1),
        told=Told("Tigrinya", "telefoon", teach_back=True),
    )
    with lab.open() as study:
        add(study, clip, delete_after=date(2027, 6, 1))
        made = answer(study, "K-001", Purpose.OPNAME, form=form, recording="G-001")
        (row,) = consents(study)
    kept = {name: row[name] for name in ("id", "purpose", "status", "condition", "explicit", "form_version", "method")}
    assert kept == {
        "id": made.ids[0],
        "purpose": "opname",
        "status": "gegeven",
        "condition": "alleen_audio",
        "explicit": 0,
        "form_version": "v1",
        "method": "schriftelijk",
    }
    assert (row["given_at"], row["valid_until"]) == ("2026-11-01", "2027-01-01")
    assert (row["language"], row["interpreter"], row["teach_back"]) == ("Tigrinya", "telefoon", 1)
    assert row["told_delete_after"] == "2027-06-01"
    assert row["conversation_id"] is not None


def test_every_purpose_has_an_answer_of_its_own(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        made = answer(study, "K-001", *Purpose, Purpose.OPNAME)
        rows = consents(study)
        written = audited(study, "toestemming")
    assert [row["purpose"] for row in rows] == list(Purpose)
    assert [row["id"] for row in rows] == list(made.ids) == [entry["row"] for entry in written]


def test_a_later_answer_never_changes_an_earlier_one(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        answer(study, "K-001", Purpose.OPNAME)
        before = consents(study)
        answer(study, "K-001", Purpose.OPNAME, status=Status.INGETROKKEN)
        after = consents(study)
    assert after[:1] == before
    assert [row["status"] for row in after] == ["gegeven", "ingetrokken"]


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        (replace(FORM, version=" "), "version of the consent form is missing"),
        (replace(FORM, collector=""), "cannot be the name of a member"),
        (replace(FORM, given_on=date(2026, 11, 23)), "2026-11-23, lies in the future"),
        (replace(FORM, valid_until=date(2026, 10, 31)), "lies before the day it was given"),
    ],
)
def test_a_record_that_lacks_something_is_not_kept(lab: Lab, clip: Path, form: Form, reason: str) -> None:
    with lab.open() as study:
        add(study, clip)
        with pytest.raises(BadInput, match=reason):
            answer(study, "K-001", form=form)
        assert consents(study) == []
        assert [member.code for member in study.members()] == ["A"]


@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 1)])
def test_today_and_the_day_itself_are_in_time(lab: Lab, clip: Path, day: date) -> None:
    with lab.open() as study:
        add(study, clip)
        answer(study, "K-001", form=replace(FORM, given_on=day, valid_until=day))
        assert len(consents(study)) == 2


@pytest.mark.parametrize("status", [Status.NIET_GEVRAAGD, Status.VERLOPEN])
def test_what_follows_by_itself_is_not_recorded(lab: Lab, clip: Path, status: Status) -> None:
    with lab.open() as study:
        add(study, clip)
        with pytest.raises(BadInput, match="follows by itself"):
            answer(study, "K-001", status=status)
        assert consents(study) == []


def test_somebody_who_is_not_in_a_conversation_cannot_answer_for_it(lab: Lab, clip: Path, other_clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        add(study, other_clip, name="G-002", persons=(GivenPerson("K-002", PersonRole.KLANT),))
        with pytest.raises(BadInput, match="“K-001” is not listed as seen or heard in “G-002”"):
            answer(study, "K-001", recording="G-002")
        assert consents(study) == []


@pytest.mark.parametrize(("person", "recording"), [("K-999", None), ("K-001", "G-999")])
def test_unknown_names_are_refused(lab: Lab, clip: Path, person: str, recording: str | None) -> None:
    with lab.open() as study:
        add(study, clip)
        with pytest.raises(UnknownName, match="999"):
            answer(study, person, recording=recording)
        assert consents(study) == []


def test_another_legal_basis_asks_where_it_is_written_down(lab: Lab, clip: Path) -> None:
    written = replace(FORM, grounds=Grounds("publieke taak", "DPIA 4.2", "P-1"))
    with lab.open() as study:
        add(study, clip)
        bare = answer(study, "K-001", Purpose.ONDERZOEK, status=Status.ANDERE_GRONDSLAG)
        full = answer(study, "K-001", Purpose.ONDERZOEK, status=Status.ANDERE_GRONDSLAG, form=written)
        row = consents(study)[-1]
    assert any("--basis" in notice for notice in bare.notices)
    assert full.notices == ()
    assert (row["basis"], row["documented_in"], row["decided_by"]) == ("publieke taak", "DPIA 4.2", "P-1")


def test_an_unknown_collector_is_made_once_and_reported(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        first, second = answer(study, "K-001"), answer(study, "M-001")
        assert [(m.code, m.role, m.lead) for m in study.members()] == [
            ("A", Role.ONDERZOEK, True),
            ("I-001", Role.ONDERZOEK, False),
        ]
    assert first.notices == ("“I-001” was not a member of the study yet and has been added.",)
    assert second.notices == ()


WARNING = "The case manager in the conversation collected this consent; somebody independent should."


def test_a_case_manager_who_collects_is_warned_of(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        by_pseudonym = answer(study, "K-001", form=replace(FORM, collector="M-001"))
        study.perform(set_member, code="km", role=Role.KLANTMANAGER, person="M-001")
        as_member = answer(study, "K-001", form=replace(FORM, collector="km"), recording="G-001")
        refusal = answer(study, "K-001", status=Status.GEWEIGERD, form=replace(FORM, collector="km"))
        somebody = answer(study, "K-001")
    assert WARNING in by_pseudonym.notices
    assert as_member.notices == (WARNING,)
    assert WARNING not in refusal.notices
    assert WARNING not in somebody.notices


def test_the_case_manager_of_another_conversation_may_collect(lab: Lab, clip: Path, other_clip: Path) -> None:
    with lab.open() as study:
        add(study, clip, persons=(CLIENT, CASE_MANAGER))
        add(study, other_clip, name="G-002", persons=(GivenPerson("K-002", PersonRole.KLANT),))
        made = answer(study, "K-002", form=replace(FORM, collector="M-001"))
    assert WARNING not in made.notices
