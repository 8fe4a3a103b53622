"""Moments one by one: what is said of them, beginning and ending, changing, removing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.moments import GivenMoment, Moment
from recall_studio.domain.study import Role, Round
from recall_studio.edits.coding import import_moments
from recall_studio.edits.founding import set_member
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.tagging import (
    begin_moment,
    change_moment,
    end_moment,
    remove_moments,
    set_reaction_time,
    tag_moment,
)
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import annotations, codebooks, journal, people
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.edits.setting import Lab, audited, tag, withdraw

LAST_MS = 3000


def moments(study: Study) -> list[Moment]:
    return annotations.moments(study, as_seen_by=study.acting)


def only(study: Study) -> Moment:
    (moment,) = moments(study)
    return moment


def begin(study: Study, start_ms: int = 1000, code: str = "disc_ervaring") -> AnnotationId:
    begun = study.perform(begin_moment, recording="G-001", coder="A", code=code, start_ms=start_ms, pressed_ms=1100)
    return begun.id


def change(study: Study, moment: AnnotationId, **fields: Any) -> tuple[str, ...]:
    return study.perform(change_moment, moment=moment, **fields).notices


def labels(study: Study) -> list[str]:
    """What was done since the study was made."""
    return [step.label for step in journal.history(study, as_seen_by=study.acting)][1:]


def enter(study: Study, round_now: Round) -> None:
    def edit(writing: Writing) -> None:
        with writing.step(""):
            people.open_round(writing, round_now)

    study.perform(edit)


def second_coder(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)


# What is said of a moment.


def test_what_is_said_besides_the_code_is_kept(ready: Lab) -> None:
    said = {"grond": ["geloof", "herkomst"], "initiatief": "klant"}
    with ready.open() as study:
        study.perform(
            tag_moment,
            recording="G-001",
            coder="A",
            code="disc_ervaring",
            start_ms=0,
            end_ms=9,
            speaker="klant",
            certainty=2,
            modifiers=said,
        )
        moment = only(study)
    assert (moment.speaker, moment.certainty, moment.running) == ("klant", 2, False)
    assert json.loads(moment.modifiers) == {"grond": ["herkomst", "geloof"], "initiatief": "klant"}


def test_a_moment_may_still_be_coded_later(ready: Lab) -> None:
    with ready.open() as study:
        tagged = study.perform(tag_moment, recording="G-001", coder="A", code=None, start_ms=10)
        assert (only(study).code, tagged.notices) == (None, ())
        assert change(study, tagged.id, code="disc_vraag") == ()
        assert only(study).code == "disc_vraag"
        change(study, tagged.id, code=None)
        assert only(study).code is None


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"speaker": "Fatima"}, "“Fatima” is not a role in a conversation"),
        ({"certainty": 4}, "1, 2 or 3"),
        ({"modifiers": {"warm_koud": "warm"}}, "“warm_koud” is not asked of “disc_ervaring”"),
        ({"modifiers": {"zekerheid": "2"}}, "“zekerheid” is not asked"),
        ({"modifiers": {"grond": ["haarkleur"]}}, "“grond” cannot have this value"),
        ({"modifiers": {"grond": []}}, "“grond” cannot have this value"),
        ({"modifiers": {"initiatief": ["klant", "derde"]}}, "“initiatief” cannot have this value"),
        ({"modifiers": {"initiatief": 1}}, "“initiatief” cannot have this value"),
        ({"note": "x" * 20_001}, "20000"),
        ({"start_ms": LAST_MS, "end_ms": None}, "lies outside"),
        ({"start_ms": 2000, "end_ms": 2000}, "is not after the start"),
    ],
)
def test_what_does_not_fit_is_refused_at_first_and_later(ready: Lab, wrong: dict[str, Any], reason: str) -> None:
    with ready.open() as study:
        moment = tag(study, "disc_ervaring", 100, 900).id
        before = only(study)
        with pytest.raises(BadInput, match=reason):
            study.perform(tag_moment, recording="G-001", coder="A", code="disc_ervaring", **{"start_ms": 0} | wrong)
        with pytest.raises(BadInput, match=reason):
            change(study, moment, **wrong)
        assert only(study) == before


def test_a_number_of_a_unit_is_whole(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study, "disc_gemiste_opening").id
        change(study, moment, modifiers={"venster_s": 30})
        assert only(study).modifiers == '{"venster_s": 30}'
        for wrong in ("30", -1, True):
            with pytest.raises(BadInput, match="“venster_s” is a whole number of s"):
                change(study, moment, modifiers={"venster_s": wrong})


# Beginning and ending.


def test_a_stretch_begins_and_ends(ready: Lab) -> None:
    with ready.open() as study:
        moment = begin(study)
    with ready.open() as study:  # it is a row: it survives whatever becomes of the window
        assert (only(study).running, only(study).end_ms) == (True, None)
        ended = study.perform(end_moment, moment=moment, end_ms=2000)
        found = only(study)
        assert (ended.start_ms, ended.end_ms, ended.notices) == (1000, 2000, ())
        assert (found.start_ms, found.end_ms, found.pressed_ms, found.running) == (1000, 2000, 1100, False)
        assert labels(study) == ["Begin moment", "End moment"]


def test_beginning_says_nothing_of_a_missing_end(ready: Lab) -> None:
    with ready.open() as study:
        begun = study.perform(begin_moment, recording="G-001", coder="A", code="disc_ervaring", start_ms=0)
    assert begun.notices == ()


def test_an_end_before_the_start_swaps_them_and_leaves_the_first_press(ready: Lab) -> None:
    with ready.open() as study:
        ended = study.perform(end_moment, moment=begin(study), end_ms=200)
        found = only(study)
    assert (ended.start_ms, ended.end_ms) == (found.start_ms, found.end_ms) == (200, 1000)
    assert found.pressed_ms == 1100


def test_an_end_at_the_start_makes_an_instant_and_says_so(ready: Lab) -> None:
    with ready.open() as study:
        ended = study.perform(end_moment, moment=begin(study, code="taal"), end_ms=1000)
        found = only(study)
    assert (found.start_ms, found.end_ms, found.running) == (1000, None, False)
    assert ended.notices == ("It ended where it began; the moment was kept as an instant.",)


def test_ending_is_refused_twice_and_outside(ready: Lab) -> None:
    with ready.open() as study:
        moment = begin(study)
        with pytest.raises(BadInput, match="lies outside"):
            study.perform(end_moment, moment=moment, end_ms=LAST_MS + 1)
        study.perform(end_moment, moment=moment, end_ms=LAST_MS)
        with pytest.raises(BadInput, match="ended already"):
            study.perform(end_moment, moment=moment, end_ms=2000)
        assert only(study).end_ms == LAST_MS


def test_an_end_taken_back_lets_it_run_again(ready: Lab) -> None:
    with ready.open() as study:
        study.perform(end_moment, moment=begin(study), end_ms=2000)
        study.perform(undo)
        assert (only(study).running, only(study).end_ms) == (True, None)
        study.perform(redo)
        assert (only(study).running, only(study).end_ms) == (False, 2000)


def test_a_running_stretch_can_be_moved_and_not_given_an_end(ready: Lab) -> None:
    with ready.open() as study:
        moment = begin(study)
        change(study, moment, start_ms=500)
        with pytest.raises(BadInput, match="still running: end it first"):
            change(study, moment, end_ms=2000)
        assert (only(study).start_ms, only(study).running) == (500, True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, LAST_MS - 1), end=st.integers(0, LAST_MS))
def test_whatever_the_two_presses_the_stretch_runs_forward(ready: Lab, start: int, end: int) -> None:
    with ready.open() as study:
        moment = begin(study, start)
        ended = study.perform(end_moment, moment=moment, end_ms=end)
        study.perform(undo)
        study.perform(undo)
    assert ended.start_ms == min(start, end)
    assert ended.end_ms == (None if start == end else max(start, end))


# Changing.


def test_what_is_not_given_stays(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study, "disc_ervaring", 100, 900, note="zacht").id
        assert change(study, moment, certainty=3, speaker="klantmanager") == ()
        found = only(study)
        assert (found.code, found.start_ms, found.end_ms, found.note) == ("disc_ervaring", 100, 900, "zacht")
        assert (found.certainty, found.speaker, found.pressed_ms) == (3, "klantmanager", 100)
        change(study, moment, note=None, end_ms=None, certainty=None)
        found = only(study)
        assert (found.note, found.end_ms, found.certainty) == (None, None, None)


def test_another_code_leaves_out_what_it_does_not_ask(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study, "disc_ervaring", 100, 900).id
        change(study, moment, modifiers={"grond": ["geloof"], "initiatief": "klant"})
        said = change(study, moment, code="taal_tolk")
        assert said[-1] == "“grond” is not asked of “taal_tolk” and was left out."
        assert (only(study).code, only(study).modifiers) == ("taal_tolk", '{"initiatief": "klant"}')
        study.perform(undo)
        assert (only(study).code, json.loads(only(study).modifiers)["grond"]) == ("disc_ervaring", ["geloof"])


def test_a_note_that_points_at_a_person_is_kept_and_told(ready: Lab) -> None:
    with ready.open() as study:
        said = change(study, tag(study).id, note="bel meneer Yilmaz")
    assert said == ("The note seems to hold a name. A note should not say who somebody is.",)


def test_what_changes_nothing_is_no_step(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study, "disc_ervaring", 100, 900, note="x").id
        change(study, moment, note="x", start_ms=100, end_ms=900, code="disc_ervaring")
        assert labels(study) == ["Tag moment"]


def test_coding_must_still_be_allowed(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study).id
        withdraw(study, "K-001")
        with pytest.raises(AccessRefused, match="withdrew"):
            change(study, moment, note="later")
        assert only(study).note is None


def test_what_is_gone_is_said_to_be_gone(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study).id
        study.perform(undo)
        for edit in (
            lambda: change(study, moment, note="x"),
            lambda: study.perform(end_moment, moment=moment, end_ms=5),
            lambda: study.perform(remove_moments, moments=[moment]),
        ):
            with pytest.raises(UnknownName, match="not there any more"):
                edit()


# Bursts.


def test_typing_is_one_step_and_one_undo(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study).id
        for typed in ("h", "ha", "hal", "hallo"):
            change(study, moment, note=typed)
        assert labels(study) == ["Tag moment", "Change moment"]
        assert study.catch_up().of("annotation") == {moment}
        change(study, moment, note="hallo!")
        assert study.catch_up().of("annotation") == {moment}
        study.perform(undo)
        assert only(study).note is None
        study.perform(redo)
        assert only(study).note == "hallo!"


def two_seconds(_study: Study, _moment: AnnotationId, lab: Lab) -> None:
    lab.clock.asked += 2_000


def a_clock_set_back(_study: Study, _moment: AnnotationId, lab: Lab) -> None:
    lab.clock.asked -= 60_000


def another_field(study: Study, moment: AnnotationId, _lab: Lab) -> None:
    change(study, moment, start_ms=20)


def another_moment(study: Study, _moment: AnnotationId, _lab: Lab) -> None:
    tag(study, "taal", 5)


def undo_and_redo(study: Study, _moment: AnnotationId, _lab: Lab) -> None:
    study.perform(undo)
    study.perform(redo)


def a_mark(study: Study, moment: AnnotationId, _lab: Lab) -> None:
    study.perform(mark_discuss, recording="G-001", at_ms=1, moment=moment)


@pytest.mark.parametrize(
    "between", [two_seconds, a_clock_set_back, another_field, another_moment, undo_and_redo, a_mark]
)
def test_what_comes_between_ends_a_burst(ready: Lab, between: Callable[[Study, AnnotationId, Lab], object]) -> None:
    with ready.open() as study:
        moment = tag(study).id
        change(study, moment, note="een")
        between(study, moment, ready)
        steps = len(labels(study))
        change(study, moment, note="twee")
        assert len(labels(study)) == steps + 1
        study.perform(undo)
        assert {one.id: one.note for one in moments(study)}[moment] == "een"


def test_another_member_does_not_join_a_burst(ready: Lab) -> None:
    second_coder(ready)
    with ready.open() as study, ready.open(acting_as="B") as other:
        moment = other.perform(tag_moment, recording="G-001", coder="B", code="taal", start_ms=1).id
        change(other, moment, note="een")
        change(study, moment, note="twee")
        assert labels(study)[-2:] == ["Change moment", "Change moment"]


@pytest.mark.parametrize("fields", [{"certainty": 2}, {"code": "disc_vraag"}, {"speaker": "klant"}])
def test_a_choice_is_a_step_of_its_own(ready: Lab, fields: dict[str, Any]) -> None:
    with ready.open() as study:
        moment = tag(study, "taal").id
        for given_fields in ({"certainty": 1, "speaker": "tolk"}, fields):
            change(study, moment, **given_fields)
        assert labels(study) == ["Tag moment", "Change moment", "Change moment"]


nudge = st.one_of(
    st.fixed_dictionaries({"start_ms": st.integers(0, 900)}),
    st.fixed_dictionaries({"end_ms": st.integers(1000, LAST_MS)}),
    st.fixed_dictionaries({"start_ms": st.integers(0, 900), "end_ms": st.integers(1000, LAST_MS)}),
    st.fixed_dictionaries({"note": st.text("ab", max_size=3)}),
)
bursts = st.lists(st.tuples(nudge, st.sampled_from([0, 2_000])), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bursts)
def test_undo_goes_back_burst_by_burst_to_where_it_began(ready: Lab, done: list[tuple[dict[str, Any], int]]) -> None:
    """However long between what is typed and nudged: each undo gives a state that stood, the last one the first."""
    with ready.open() as study:
        moment = tag(study, "disc_ervaring", 950, 990).id
        states = [only(study)]
        for fields, pause_ms in done:
            change(study, moment, **fields)
            states.append(only(study))
            ready.clock.asked += pause_ms
        seen = [only(study)]
        while study.perform(undo).label == "Change moment":
            seen.append(only(study))
    assert seen[-1] == states[0]
    assert all(state in states for state in seen)


def test_a_burst_of_one_field_goes_back_whole(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study, "disc_ervaring", 100, 900).id
        before = only(study)
        for start in (110, 120, 100, 140):
            change(study, moment, start_ms=start)
        study.perform(undo)
        assert only(study) == before


# Whose moment it is.


def test_originals_are_changed_by_their_coder_alone(ready: Lab) -> None:
    second_coder(ready)
    with ready.open() as study:
        moment = tag(study).id
    with ready.open(acting_as="B") as other:
        for edit in (
            lambda: change(other, moment, note="beter"),
            lambda: other.perform(remove_moments, moments=[moment]),
        ):
            with pytest.raises(AccessRefused, match="“A” coded this moment: originals are changed by their coder"):
                edit()
        assert only(other).note is None
        assert len(audited(other, "geweigerd")) == 2


@pytest.mark.parametrize("round_now", Round)
def test_the_lead_changes_others_work_where_coders_work_together(ready: Lab, round_now: Round) -> None:
    second_coder(ready)
    with ready.open() as study:
        enter(study, round_now)
    with ready.open(acting_as="B") as other:
        moment = other.perform(tag_moment, recording="G-001", coder="B", code="taal", start_ms=1).id
        change(other, moment, note="van mij")
    with ready.open() as lead:
        if round_now in (Round.GEZAMENLIJK, Round.CONSENSUS):
            change(lead, moment, note="samen")
            assert only(lead).note == "samen"
            return
        blind = round_now is Round.ONAFHANKELIJK
        with pytest.raises(UnknownName if blind else AccessRefused):
            change(lead, moment, note="samen")


def test_the_coding_of_a_round_that_is_over_stays_as_it_was(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study).id
        enter(study, Round.CONSENSUS)
        with pytest.raises(AccessRefused, match="The round “gezamenlijk” is over"):
            change(study, moment, note="achteraf")
        with pytest.raises(AccessRefused, match="The round “gezamenlijk” is over"):
            study.perform(remove_moments, moments=[moment])


# Removing.


def test_removed_together_and_brought_back_together_with_their_marks(ready: Lab) -> None:
    second_coder(ready)
    with ready.open() as study, ready.open(acting_as="B") as other:
        ids = [tag(study, "taal", start).id for start in (1, 2, 3)]
        other.perform(mark_discuss, recording="G-001", at_ms=2, moment=ids[1], note="samen kijken")
        marks = study.rows("SELECT * FROM discuss_mark")
        before = moments(study)
        assert study.perform(remove_moments, moments=[ids[0], ids[1], ids[0]]) == 2
        assert [moment.id for moment in moments(study)] == [ids[2]]
        assert study.rows("SELECT * FROM discuss_mark") == []
        assert labels(study)[-1] == "Remove moments"
        study.perform(undo)
        assert moments(study) == before
        assert study.rows("SELECT * FROM discuss_mark") == marks
        study.perform(redo)
        assert study.rows("SELECT * FROM discuss_mark") == []
        assert len(moments(study)) == 1


def test_all_go_or_none(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study).id
        with pytest.raises(UnknownName):
            study.perform(remove_moments, moments=[moment, AnnotationId("weg")])
        assert only(study).id == moment


# Reaction time.


def test_everybody_sets_their_own_reaction_time_and_the_lead_anybodys(ready: Lab) -> None:
    second_coder(ready)
    with ready.open(acting_as="B") as other:
        assert other.acting.reaction_ms == 0
        other.perform(set_reaction_time, member="B", reaction_ms=250)
        assert other.catch_up().of("member") == {other.acting.id}
        assert other.member("B").reaction_ms == 250
        with pytest.raises(AccessRefused, match="“A” is set by themselves"):
            other.perform(set_reaction_time, member="A", reaction_ms=250)
    with ready.open() as lead:
        lead.perform(set_reaction_time, member="B", reaction_ms=0)
        assert [member.reaction_ms for member in lead.members()] == [0, 0, 0]
        with pytest.raises(UnknownName):
            lead.perform(set_reaction_time, member="Z", reaction_ms=1)
        with pytest.raises(BadInput):
            lead.perform(set_reaction_time, member="A", reaction_ms=-1)


# Elsewhere.


def test_a_code_version_goes_with_the_code(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study, "taal").id
        change(study, moment, code="disc_vraag")
        assert only(study).codebook_version == codebooks.version(study)[1]


def test_an_imported_stretch_may_run(ready: Lab) -> None:
    with ready.open() as study:
        given_moment = GivenMoment(2, "G-001", "A", "disc_ervaring", 5, None, None, running=True)
        study.perform(import_moments, given=[given_moment])
        assert (only(study).running, only(study).end_ms) == (True, None)
