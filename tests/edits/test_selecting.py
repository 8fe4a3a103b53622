"""Choosing moments to look back at: kept with their method as one step, arranged, taken away, and whose they are."""

import pytest

from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import DiscussMarkId, SelectionId
from recall_studio.domain.sampling import ChoiceMethod, ChoicePurpose, Chosen, plan_in_words, time_sample
from recall_studio.domain.study import PersonRole, Role, Round
from recall_studio.edits.founding import set_member
from recall_studio.edits.marking import mark_discuss, set_meant_for, unmark_several
from recall_studio.edits.observing import NewLive, add_live
from recall_studio.edits.recording import GivenPerson
from recall_studio.edits.rounding import open_round
from recall_studio.edits.selecting import choose_moments, move_chosen, remove_chosen
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import marks, selections
from recall_studio.store.study import Study
from tests.edits.moments import labels
from tests.edits.setting import Lab, withdraw


def choose(study: Study, *stretches: tuple[int, int | None], **more: object) -> tuple[SelectionId, ...]:
    given: dict[str, object] = {"purpose": ChoicePurpose.NAGESPREK, "method": ChoiceMethod.KRITIEK_MOMENT, **more}
    return study.perform(choose_moments, recording="G-001", stretches=stretches, **given)  # type: ignore[arg-type]


def chosen(study: Study) -> list[Chosen]:
    return selections.of_all(study, study.acting)


def test_without_consent_nobody_says_what_a_mark_is_meant_for(ready: Lab) -> None:
    with ready.open() as study:
        mark = study.perform(mark_discuss, recording="G-001", at_ms=100)
        withdraw(study, "K-001")
        with pytest.raises(AccessRefused):
            study.perform(set_meant_for, marks=(mark,), meant_for=ChoicePurpose.INTERVISIE)


def test_a_time_sample_is_kept_as_one_step_with_its_seed(ready: Lab) -> None:
    plan = {"length_ms": 200, "every_ms": 700, "seed": 42}
    with ready.open() as study:
        sample = time_sample(duration_ms=3000, **plan)
        choose(study, *sample, method=ChoiceMethod.TIJDSTEEKPROEF, plan=plan, why="overal iets van")
        assert [(one.start_ms, one.end_ms) for one in chosen(study)] == sample
        assert {one.method for one in chosen(study)} == {ChoiceMethod.TIJDSTEEKPROEF}
        assert [dict(one.plan) for one in chosen(study)] == [plan] * len(sample)
        assert {(one.why, one.member, one.participant) for one in chosen(study)} == {("overal iets van", "A", None)}
        assert "42" in plan_in_words(chosen(study)[0])
        assert labels(study)[-1] == "Choose moments"
        study.perform(undo)
        assert chosen(study) == []
        study.perform(redo)
        assert len(chosen(study)) == len(sample)


def test_later_ones_stand_behind_and_each_purpose_has_its_own_order(ready: Lab) -> None:
    with ready.open() as study:
        choose(study, (1000, 1500), (0, 500))
        choose(study, (300, None), purpose=ChoicePurpose.INTERVISIE)
        choose(study, (2000, None))
        kept = {purpose: [one.start_ms for one in chosen(study) if one.purpose is purpose] for purpose in ChoicePurpose}
        assert kept == {ChoicePurpose.NAGESPREK: [1000, 0, 2000], ChoicePurpose.INTERVISIE: [300]}


def test_they_are_arranged_and_taken_away(ready: Lab) -> None:
    with ready.open() as study:
        first, second, third = choose(study, (0, None), (1000, None), (2000, None))
        study.perform(move_chosen, chosen=third, by=-5)
        assert [one.id for one in chosen(study)] == [third, first, second]
        study.perform(move_chosen, chosen=third, by=1)
        assert [one.id for one in chosen(study)] == [first, third, second]
        study.perform(remove_chosen, chosen=(first, second))
        assert [one.id for one in chosen(study)] == [third]
        study.perform(undo)
        assert [one.id for one in chosen(study)] == [first, third, second]
        with pytest.raises(UnknownName):
            study.perform(remove_chosen, chosen=(SelectionId("weg"),))


def test_who_chose_is_said_when_it_is_a_participant(ready: Lab) -> None:
    with ready.open() as study:
        with pytest.raises(BadInput):
            choose(study, (0, 500), method=ChoiceMethod.DEELNEMER_KIEST)
        with pytest.raises(UnknownName):
            choose(study, (0, 500), method=ChoiceMethod.DEELNEMER_KIEST, participant="K-999")
        study.perform(add_live, new=NewLive("V-001", (GivenPerson("K-002", PersonRole.KLANT),)))
        with pytest.raises(BadInput, match="K-002"):
            choose(study, (0, 500), method=ChoiceMethod.DEELNEMER_KIEST, participant="K-002")
        choose(study, (0, 500), method=ChoiceMethod.DEELNEMER_KIEST, participant="K-001")
        assert [one.participant for one in chosen(study)] == ["K-001"]


@pytest.mark.parametrize("stretches", [(), ((0, 99_000_000),), ((-1, 5),), ((5, 5),)])
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    ready: Lab, stretches: tuple[tuple[int, int | None], ...]
) -> None:
    with ready.open() as study:
        with pytest.raises(BadInput):
            choose(study, *stretches)
        assert chosen(study) == []


def test_consent_decides(ready: Lab) -> None:
    with ready.open() as study:
        withdraw(study, "K-001")
        with pytest.raises(AccessRefused):
            choose(study, (0, 500))


def test_in_an_independent_round_another_coders_choice_is_not_seen(ready: Lab) -> None:
    with ready.open() as study:
        study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
        choose(study, (0, 500))
    with ready.open("B") as study:
        other = chosen(study)[0].id
        with pytest.raises(AccessRefused):
            study.perform(remove_chosen, chosen=(other,))
    with ready.open() as study:
        study.perform(open_round, round_now=Round.ONAFHANKELIJK)
    with ready.open("B") as study:
        assert chosen(study) == []
        with pytest.raises(UnknownName):
            study.perform(remove_chosen, chosen=(other,))


def test_marks_are_meant_for_a_nagesprek_or_an_intervisie_and_taken_away_together(ready: Lab) -> None:
    with ready.open() as study:
        made = [study.perform(mark_discuss, recording="G-001", at_ms=at_ms) for at_ms in (1000, 2000)]
        study.perform(set_meant_for, marks=made, meant_for=ChoicePurpose.INTERVISIE)
        assert [one.meant_for for one in marks.of_all(study, study.acting)] == ["intervisie"] * 2
        study.perform(set_meant_for, marks=made[:1], meant_for=None)
        assert [one.meant_for for one in marks.of_all(study, study.acting)] == [None, "intervisie"]
        study.perform(unmark_several, marks=made)
        assert marks.of_all(study, study.acting) == []
        study.perform(undo)
        assert [one.meant_for for one in marks.of_all(study, study.acting)] == [None, "intervisie"]
        with pytest.raises(UnknownName):
            study.perform(unmark_several, marks=[made[0], DiscussMarkId("weg")])
        assert len(marks.of_all(study, study.acting)) == 2
