"""Changing a moment: what stays, what goes along, and which changes are one step."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recall_studio.domain.errors import AccessRefused, UnknownName
from recall_studio.domain.ids import AnnotationId
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.tagging import (
    end_moment,
    remove_moments,
    tag_moment,
)
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import codebooks
from recall_studio.store.study import Study
from tests.edits.moments import LAST_MS, change, labels, moments, only, second_coder
from tests.edits.setting import Lab, tag, withdraw


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


def test_nudging_two_moments_in_turn_is_a_step_each(ready: Lab) -> None:
    with ready.open() as study:
        one, other = tag(study, "taal", 1).id, tag(study, "taal", 2).id
        for moment in (one, other, one):
            change(study, moment, note="x" if moment == other else str(len(labels(study))))
        assert labels(study)[2:] == ["Change moment"] * 3


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


def test_a_code_version_goes_with_the_code(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study, "taal").id
        change(study, moment, code="disc_vraag")
        assert only(study).codebook_version == codebooks.version(study)[1]
