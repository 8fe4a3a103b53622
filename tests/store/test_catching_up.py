"""What a study says changed: each change once, by table and ids, whoever made it; and who plays must stop in time."""

import pytest

from recall_studio.domain.access import Playable
from recall_studio.domain.consent import Condition, Purpose, Status
from recall_studio.domain.errors import AccessRefused, UnknownName
from recall_studio.domain.study import Role
from recall_studio.edits.founding import set_member, switch_codes
from recall_studio.store import audit
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.store.conftest import Opens, Starts
from tests.store.studies import CLIENT, answer, play, redo, tag, through_the_gate, undo, with_step, withdraw


def changed(study: Study) -> dict[str, set[str]]:
    return {kind: set(ids) for kind, ids in study.catch_up().rows.items()}


def test_who_opens_a_study_has_nothing_to_catch_up_with(opens: Opens) -> None:
    tag(opens())
    assert changed(opens()) == {}


def test_an_edit_of_ones_own_is_told_once(study: Study) -> None:
    first, second = tag(study), tag(study, "werk", 2_000)
    assert changed(study) == {"annotation": {first, second}}
    assert changed(study) == {}


def test_an_edit_that_failed_is_not_told(study: Study) -> None:
    with pytest.raises(UnknownName):
        tag(study, "geen_code")
    assert changed(study) == {}


def test_undo_and_redo_are_changes_like_any_other(study: Study) -> None:
    moment = tag(study)
    changed(study)
    for act in (undo, redo):
        act(study)
        assert changed(study) == {"annotation": {moment}}
        assert changed(study) == {}


def test_records_are_told_too(study: Study) -> None:
    ids = answer(study, CLIENT)
    member = study.perform(set_member, code="C", role=Role.ONDERZOEK, person=None)
    assert changed(study) == {"consent": set(ids), "member": {member.id}}


def test_several_kinds_at_once(study: Study) -> None:
    moment = tag(study)
    study.perform(switch_codes, keys=["taal"], on=False)
    codes = {code for (code,) in study.tuples("SELECT id FROM code WHERE key LIKE 'taal%'")}
    assert changed(study) == {"annotation": {moment}, "code": codes}


def test_everybody_hears_what_everybody_did_once(opens: Opens) -> None:
    a, b = opens("A"), opens("B")
    of_a, of_b = tag(a), tag(b)
    for study in (a, b):
        assert changed(study) == {"annotation": {of_a, of_b}}
        assert changed(study) == {}


def test_another_program_is_heard_once(study: Study, starts: Starts) -> None:
    other = starts("tag")
    assert other.says() == "ready"
    told: set[str] = set()
    for _ in range(3):
        other.is_told("go on")
        moment = other.says()
        assert changed(study) == {"annotation": {moment}}
        told.add(moment)
    assert changed(study) == {}
    assert len(told) == 3


# Playing.


def is_open(playable: Playable) -> bool:
    try:
        with playable.open() as reader:
            assert reader.read(3) == b"not"
    except AccessRefused:
        return False
    return True


def test_a_film_plays_from_its_first_byte_each_time(study: Study) -> None:
    playable = play(study)
    with playable.open() as one, playable.open() as other:
        assert one.read(5) == other.read(5) == b"not a"
        one.seek(0)
        assert one.read(3) == b"not"


@pytest.mark.parametrize("purpose", [Purpose.OPNAME, Purpose.ONDERZOEK])
def test_a_withdrawn_consent_stops_who_plays(study: Study, purpose: Purpose) -> None:
    playable = play(study)
    assert is_open(playable)
    withdraw(study, CLIENT, purpose)
    study.catch_up()
    assert playable.revoked
    with pytest.raises(AccessRefused, match="withdrawn") as refused:
        playable.open()
    assert refused.value.subjects == (playable.conversation_id,)


def test_a_withdrawal_in_another_program_stops_who_plays(study: Study, starts: Starts) -> None:
    playable = play(study)
    other = starts("withdraw")
    assert other.says() == "ready"
    other.is_told("go on")
    answers = set(other.says().split())
    assert changed(study)["consent"] == answers
    assert not is_open(playable)


def test_a_withdrawal_before_anybody_watches_over_it_stops_it_too(opens: Opens) -> None:
    """Between the gate and the player another program can come."""
    a, b = opens("A"), opens("B")
    playable = through_the_gate(a)
    withdraw(b, CLIENT)
    a.catch_up()
    a.watch_over(playable)
    assert not is_open(playable)


def test_a_withdrawal_of_another_purpose_stops_nobody(study: Study) -> None:
    playable = play(study)
    withdraw(study, CLIENT, Purpose.INTERVISIE)
    study.catch_up()
    assert is_open(playable)


def test_a_withdrawal_by_another_person_or_elsewhere_stops_nobody(study: Study) -> None:
    playable = play(study)
    answer(study, "T-555", status=Status.INGETROKKEN)
    answer(study, CLIENT, status=Status.GEWEIGERD, recording="G-02")
    study.catch_up()
    assert is_open(playable)


@pytest.mark.parametrize("condition", [each for each in Condition if each is not Condition.GEEN])
def test_a_new_condition_stops_who_plays_the_original(study: Study, condition: Condition) -> None:
    """Sound only is a condition on the picture: who plays both must stop and ask again."""
    playable = play(study)
    answer(study, CLIENT, recording="G-01", condition=condition)
    study.catch_up()
    assert not is_open(playable)


def test_who_plays_the_sound_alone_may_go_on_under_that_condition(study: Study) -> None:
    answer(study, CLIENT, recording="G-01", condition=Condition.ALLEEN_AUDIO)
    playable = play(study)
    assert playable.sound_only
    answer(study, CLIENT, recording="G-01", condition=Condition.ALLEEN_AUDIO)
    study.catch_up()
    assert is_open(playable)


def test_a_film_whose_use_is_restricted_stops(study: Study) -> None:
    playable = play(study)

    def restrict(writing: Writing) -> None:
        writing.execute("UPDATE media_file SET state = 'beperkt' WHERE id = ?", (playable.media_file_id,))
        audit.write(writing, "beperkt", table="media_file", row=playable.media_file_id)

    with_step(study, restrict)
    assert changed(study)["media_file"] == {playable.media_file_id}
    assert not is_open(playable)


def test_a_new_special_theme_stops_who_plays_on_a_consent_that_is_not_explicit(study: Study) -> None:
    answer(study, CLIENT, recording="G-01", explicit=False)
    playable = play(study)
    study.perform(switch_codes, keys=["werk"], on=False)
    study.catch_up()
    assert is_open(playable)
    study.perform(switch_codes, keys=["gez"], on=True)
    study.catch_up()
    assert not is_open(playable)
