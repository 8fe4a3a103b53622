"""The gate: no by default, for everybody only their own work, and every refusal is written down."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recall_studio.domain.consent import Condition, Operation, Purpose, Status
from recall_studio.domain.errors import AccessRefused, MediaUnusable
from recall_studio.domain.ids import ConversationId
from recall_studio.domain.study import Role
from recall_studio.edits.founding import set_member
from recall_studio.store import access, conversations
from recall_studio.store.study import Study
from tests.store.conftest import Opens
from tests.store.studies import (
    CASE_MANAGER,
    CLIENT,
    INTERPRETER,
    Clock,
    add,
    answer,
    moments,
    play,
    tag,
    through_the_gate,
    with_step,
    withdraw,
)


def joins(study: Study, code: str, role: Role, person: str | None = None) -> None:
    study.perform(set_member, code=code, role=role, person=person)


def audit_rows(study: Study) -> list[tuple[str, str, dict[str, Any]]]:
    """Member, action and detail, oldest first."""
    rows = study.tuples("SELECT member, action, detail FROM audit ORDER BY number")
    return [(member, action, json.loads(detail)) for member, action, detail in rows]


def conversation_of(study: Study, name: str) -> str:
    return str(conversations.recording(study, name)["conversation_id"])


def test_who_was_not_asked_is_not_played_and_not_coded(study: Study) -> None:
    for attempt in (lambda: through_the_gate(study, "G-02"), lambda: tag(study, recording="G-02")):
        with pytest.raises(AccessRefused, match="there is no consent “opname” of the client") as refused:
            attempt()
        assert refused.value.operation == "coderen"
        assert refused.value.remedy
    assert moments(study) == []


def test_the_word_of_everybody_in_it_is_needed(study: Study) -> None:
    answer(study, CLIENT, recording="G-02")
    with pytest.raises(AccessRefused, match="“opname” of the interpreter"):
        tag(study, recording="G-02")
    answer(study, INTERPRETER, recording="G-02")
    tag(study, recording="G-02")
    assert play(study, "G-02").recording_id


def test_a_refusal_is_written_down_although_the_edit_was_undone(study: Study) -> None:
    before = len(audit_rows(study))
    with pytest.raises(AccessRefused):
        tag(study, recording="G-02")
    refused = {"operation": "coderen", "conversations": [conversation_of(study, "G-02")]}
    assert audit_rows(study)[before:] == [("A", "geweigerd", refused)]
    assert len(study.tuples("SELECT * FROM step")) == 1


def test_what_is_played_is_written_down(study: Study) -> None:
    before = len(audit_rows(study))
    play(study)
    assert audit_rows(study)[before:] == [("A", "openen", {"operation": "coderen"})]


@pytest.mark.parametrize("status", [Status.GEWEIGERD, Status.INGETROKKEN])
def test_a_no_closes_the_gate(study: Study, status: Status) -> None:
    answer(study, CLIENT, Purpose.ONDERZOEK, status=status, recording="G-01")
    with pytest.raises(AccessRefused, match="“onderzoek”"):
        tag(study)
    with pytest.raises(AccessRefused, match="“onderzoek”"):
        through_the_gate(study)


def test_a_consent_that_runs_out_closes_the_gate_by_itself(study: Study, clock: Clock) -> None:
    answer(study, CLIENT, recording="G-01", valid_until=date(2026, 3, 14))
    clock.goes(days=2)
    tag(study)
    clock.goes(days=1)
    with pytest.raises(AccessRefused, match="has run out"):
        tag(study)


# Conditions and dates.


@pytest.mark.parametrize("condition", [Condition.AFGESCHERMD, Condition.STEM_VERVORMD, Condition.ALLEEN_TEKST])
def test_the_original_is_not_played_where_a_protected_copy_is_asked_for(study: Study, condition: Condition) -> None:
    answer(study, CLIENT, recording="G-01", condition=condition)
    with pytest.raises(AccessRefused, match="protected copy"):
        through_the_gate(study)
    tag(study)  # from the transcript or the protected copy; it shows nobody


def test_sound_only_is_said_to_the_player(study: Study) -> None:
    assert not play(study).sound_only
    answer(study, CASE_MANAGER, recording="G-01", condition=Condition.ALLEEN_AUDIO)
    assert play(study).sound_only


def test_a_recording_is_played_up_to_and_with_its_last_day(study: Study, clock: Clock, tmp_path: Path) -> None:
    add(study, "G-03", tmp_path / "G-03.mp4", delete_after=date(2026, 4, 1))
    answer(study, CLIENT)
    answer(study, CASE_MANAGER)
    clock.goes(days=20)
    play(study, "G-03")
    clock.goes(days=1)
    with pytest.raises(AccessRefused, match="destruction date"):
        through_the_gate(study, "G-03")
    assert (tmp_path / "G-03.mp4").exists()  # nothing is destroyed by itself


def test_a_film_that_is_gone_or_another_one_is_named(opens: Opens, tmp_path: Path) -> None:
    study = opens()
    film = tmp_path / "G-03.mp4"
    add(study, "G-03", film)
    answer(study, CLIENT)
    answer(study, CASE_MANAGER)
    playable = play(study, "G-03")
    film.write_bytes(b"another one")
    with pytest.raises(MediaUnusable, match="not where it was"):
        playable.open()
    film.unlink()
    with pytest.raises(MediaUnusable, match="not where it was"):
        playable.open()


def test_a_film_that_may_not_be_read_is_said_without_its_place(
    opens: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root reads everything, so the refusal is made here."""
    study = opens()
    add(study, "G-03", tmp_path / "G-03.mp4")
    answer(study, CLIENT)
    answer(study, CASE_MANAGER)
    playable = play(study, "G-03")

    def locked(place: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(place))

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(MediaUnusable) as refused:
        playable.open()
    assert str(refused.value) == "The file of this recording cannot be read: Permission denied."


def test_a_recording_whose_use_is_restricted_is_not_played(study: Study) -> None:
    with_step(study, lambda writing: writing.execute("UPDATE media_file SET state = 'beperkt'"))
    with pytest.raises(AccessRefused, match="restricted"):
        through_the_gate(study)


def test_a_recording_whose_films_were_destroyed_is_named(study: Study) -> None:
    with_step(study, lambda writing: writing.execute("UPDATE media_file SET state = 'vernietigd'"))
    with pytest.raises(MediaUnusable, match="not where it was"):
        through_the_gate(study)


# Who may do what.


def test_a_case_manager_looks_back_at_the_own_conversation_alone(study: Study, opens: Opens) -> None:
    joins(study, "M", Role.KLANTMANAGER, CASE_MANAGER)
    answer(study, CLIENT, recording="G-02")
    answer(study, INTERPRETER, recording="G-02")
    case_manager = opens("M")
    assert play(case_manager, "G-01").operation == "terugkijken"
    with pytest.raises(AccessRefused, match="role “klantmanager”"):
        through_the_gate(case_manager, "G-02")


@pytest.mark.parametrize("purpose", [Purpose.OPNAME, Purpose.INTERVISIE])
def test_a_case_manager_needs_the_consent_to_record_and_to_intervisie(
    study: Study, opens: Opens, purpose: Purpose
) -> None:
    joins(study, "M", Role.KLANTMANAGER, CASE_MANAGER)
    withdraw(study, CLIENT, Purpose.ONDERZOEK)  # of no matter for a look back
    case_manager = opens("M")
    play(case_manager)
    withdraw(study, CLIENT, purpose)
    with pytest.raises(AccessRefused, match=f"withdrew “{purpose.value}”"):
        through_the_gate(case_manager)


def test_a_case_manager_who_is_nobody_in_particular_sees_nothing(study: Study, opens: Opens) -> None:
    joins(study, "M", Role.KLANTMANAGER)
    with pytest.raises(AccessRefused, match="role “klantmanager”"):
        through_the_gate(opens("M"))


def test_the_privacy_steward_does_not_code_and_does_not_play(study: Study, opens: Opens) -> None:
    joins(study, "P", Role.PRIVACYBEHEER)
    steward = opens("P")
    for attempt in (lambda: tag(steward), lambda: through_the_gate(steward)):
        with pytest.raises(AccessRefused, match="role “privacybeheer”"):
            attempt()
    assert moments(study) == []


def test_a_facilitator_prepares_on_the_consent_to_intervisie(study: Study, opens: Opens) -> None:
    joins(study, "G", Role.GESPREKSLEIDER)
    facilitator = opens("G")
    assert play(facilitator).operation == "voorbereiden"
    withdraw(study, CASE_MANAGER, Purpose.INTERVISIE)
    with pytest.raises(AccessRefused, match="the case manager withdrew “intervisie”"):
        through_the_gate(facilitator)


def test_copying_is_the_programs_own_work_and_needs_the_consent_to_record_alone(study: Study, opens: Opens) -> None:
    joins(study, "G", Role.GESPREKSLEIDER)
    facilitator = opens("G")
    allowed, quarantined = (ConversationId(conversation_of(study, name)) for name in ("G-01", "G-02"))
    assert facilitator.perform(access.require_keeping, allowed).allowed
    with pytest.raises(AccessRefused, match="“opname”"):
        facilitator.perform(access.require_keeping, quarantined)
    assert access.quarantined(study, quarantined, study.today())
    assert not access.quarantined(study, allowed, study.today())


# What leaves.


def release(study: Study, operation: Operation = Operation.EXPORT) -> Any:
    return study.perform(access.release, operation=operation, purpose=access.OWN_ANALYSIS)


def test_only_recordings_whose_people_consent_may_leave(study: Study) -> None:
    going = release(study)
    assert list(going.recordings) == [conversations.recording(study, "G-01")["id"]]
    assert going.left_out == ("G-02",)
    assert (going.purpose, going.released_by, going.notes) == ("eigen_analyse", "A", False)
    assert going.released_at == "2026-03-12T12:00:00.000Z"


def test_what_leaves_is_written_down_and_seals_the_log(study: Study) -> None:
    going = release(study)
    member, action, detail = audit_rows(study)[-1]
    assert (member, action) == ("A", "exporteren")
    assert detail["conversations"] == [conversation_of(study, "G-01")]
    assert detail["consents"] == going.consent_snapshot
    assert going.audit_head == study.value("SELECT hash FROM audit ORDER BY number DESC LIMIT 1")


def test_when_nothing_may_leave_it_is_refused(study: Study) -> None:
    withdraw(study, CLIENT)
    with pytest.raises(AccessRefused, match="Nothing may leave the study") as refused:
        release(study)
    assert "withdrew" in refused.value.message
    member, action, detail = audit_rows(study)[-1]
    assert (member, action, detail["operation"]) == ("A", "geweigerd", "exporteren")
    assert set(detail["conversations"]) == {conversation_of(study, name) for name in ("G-01", "G-02")}


@pytest.mark.parametrize("role", [Role.KLANTMANAGER, Role.GESPREKSLEIDER])
def test_some_roles_let_nothing_out(study: Study, opens: Opens, role: Role) -> None:
    joins(study, "X", role)
    with pytest.raises(AccessRefused, match=f"role “{role.value}” lets nothing out"):
        release(opens("X"))


def test_the_snapshot_is_the_same_for_the_same_answers_and_another_for_others(study: Study) -> None:
    first = release(study).consent_snapshot
    assert release(study).consent_snapshot == first
    answer(study, CASE_MANAGER, Purpose.CITAAT)
    assert release(study).consent_snapshot != first
