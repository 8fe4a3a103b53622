"""Moments one by one: what is said of them, beginning and ending, whose they are, removing."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.moments import GivenMoment
from recall_studio.domain.study import Round
from recall_studio.edits.coding import import_moments
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.tagging import (
    begin_moment,
    end_moment,
    remove_moments,
    set_reaction_time,
    tag_moment,
)
from recall_studio.edits.undoing import redo, undo
from tests.edits.moments import LAST_MS, begin, change, enter, labels, moments, only, second_coder
from tests.edits.setting import Lab, audited, tag

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
        with pytest.raises(AccessRefused, match="The round “together” is over"):
            change(study, moment, note="achteraf")
        with pytest.raises(AccessRefused, match="The round “together” is over"):
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


def test_an_imported_stretch_may_run(ready: Lab) -> None:
    with ready.open() as study:
        given_moment = GivenMoment(2, "G-001", "A", "disc_ervaring", 5, None, None, running=True)
        study.perform(import_moments, given=[given_moment])
        assert (only(study).running, only(study).end_ms) == (True, None)
