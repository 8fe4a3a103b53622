"""Moments reshaped, one and many: what is kept, what is refused as a whole, and that each is one step."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recall_studio.domain.errors import AccessRefused, BadInput, RecallError, UnknownName
from recall_studio.domain.intervals import total_ms
from recall_studio.domain.memos import About, MemoKind, Subject
from recall_studio.domain.study import Round
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.memoing import write_memo
from recall_studio.edits.recoding import add_second_code, recode_moments
from recall_studio.edits.shaping import (
    duplicate_moments,
    merge_moments,
    move_moments,
    set_edges,
    split_moments,
)
from recall_studio.edits.tagging import remove_moments, tag_moment
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import marks
from recall_studio.store import memos as memo_rows
from recall_studio.store.study import Study
from tests.edits.moments import LAST_MS, begin, change, enter, labels, moments, only, second_coder
from tests.edits.setting import Lab, tag


def places(study: Study) -> list[tuple[str | None, int, int | None]]:
    return [(one.code, one.start_ms, one.end_ms) for one in moments(study)]


def rows(study: Study) -> list[dict[str, Any]]:
    return study.rows("SELECT * FROM annotation ORDER BY id")


def test_many_are_moved_together_and_taken_back_in_one(ready: Lab) -> None:
    with ready.open() as study:
        ids = [tag(study, "taal", 100, 200).id, tag(study, "maat", 500).id]
        before = rows(study)
        moved = study.perform(move_moments, moments=ids, by_ms=250)
        assert list(moved.ids) == ids
        assert places(study) == [("taal", 350, 450), ("maat", 750, None)]
        assert [one.pressed_ms for one in moments(study)] == [100, 500]
        study.perform(undo)
        assert rows(study) == before


@pytest.mark.parametrize("by_ms", [-200, 2_600])
def test_where_one_would_lie_outside_none_is_moved(ready: Lab, by_ms: int) -> None:
    with ready.open() as study:
        ids = [tag(study, "taal", 100, 200).id, tag(study, "taal", 400, 500).id]
        with pytest.raises(BadInput, match="outside the recording"):
            study.perform(move_moments, moments=ids, by_ms=by_ms)
        assert places(study) == [("taal", 100, 200), ("taal", 400, 500)]
        assert labels(study) == ["Tag moment", "Tag moment"]


def test_edges_of_many_are_set_in_one_step(ready: Lab) -> None:
    with ready.open() as study:
        one, other = tag(study, "taal", 100, 200).id, tag(study, "taal", 400, 500).id
        study.perform(set_edges, places={one: (50, 300), other: (400, None)})
        assert places(study) == [("taal", 50, 300), ("taal", 400, None)]
        with pytest.raises(BadInput, match="not after"):
            study.perform(set_edges, places={one: (0, 10), other: (400, 400)})
        study.perform(undo)
        assert places(study) == [("taal", 100, 200), ("taal", 400, 500)]


def test_nudging_the_same_moments_is_one_step_and_other_ones_another(ready: Lab) -> None:
    with ready.open() as study:
        one, other = tag(study, "taal", 100, 200).id, tag(study, "taal", 400, 500).id
        for by_ms in (20, 40, 60):
            study.perform(set_edges, places={one: (100 + by_ms, 200), other: (400 + by_ms, 600)}, nudged=True)
        assert labels(study)[2:] == ["Nudge moments"]
        study.perform(set_edges, places={one: (110, 250)}, nudged=True)
        assert labels(study)[2:] == ["Nudge moments"] * 2
        study.perform(undo)
        study.perform(undo)
        assert places(study) == [("taal", 100, 200), ("taal", 400, 500)]


def test_two_drags_in_quick_succession_are_two_steps(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study, "taal", 100, 200).id
        study.perform(set_edges, places={moment: (50, 200)})
        study.perform(set_edges, places={moment: (60, 200)})
        study.perform(undo)
        assert places(study) == [("taal", 50, 200)]


def test_a_half_keeps_what_is_said_and_the_note_stays_with_the_first(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study, "disc_ervaring", 100, 900, note="zacht").id
        change(study, moment, certainty=2, speaker="klant", modifiers={"grond": ["geloof"]})
        split = study.perform(split_moments, moments=[moment], at_ms=400)
        first, second = moments(study)
        assert split.ids == (first.id, second.id)
        assert first.id == moment
        assert split.notices == ("The note stays with the first half.",)
        assert (first.start_ms, first.end_ms, second.start_ms, second.end_ms) == (100, 400, 400, 900)
        assert (first.note, second.note) == ("zacht", None)
        assert first.modifiers == second.modifiers == '{"grond": ["geloof"]}'
        assert (second.code, second.certainty, second.speaker) == ("disc_ervaring", 2, "klant")
        assert (first.pressed_ms, second.pressed_ms) == (100, 400)


def test_where_one_cannot_be_split_none_is(ready: Lab) -> None:
    with ready.open() as study:
        ids = [tag(study, "taal", 100, 900).id, tag(study, "taal", 500, 900).id]
        for at_ms in (500, 100, 2_000):
            with pytest.raises(BadInput, match="inside"):
                study.perform(split_moments, moments=ids, at_ms=at_ms)
        assert len(places(study)) == 2
        assert len(study.perform(split_moments, moments=ids, at_ms=600).ids) == 4


def test_merged_moments_join_their_notes_and_keep_what_hangs_on_them(ready: Lab) -> None:
    with ready.open() as study:
        one = tag(study, "disc_ervaring", 500, 900, note="later").id
        other = tag(study, "disc_ervaring", 100, 300, note="eerst").id
        change(study, one, certainty=2, modifiers={"initiatief": "klant"})
        change(study, other, modifiers={"grond": ["geloof"]})
        mark = study.perform(mark_discuss, recording="G-001", at_ms=500, moment=one)
        merged = study.perform(merge_moments, moments=[one, other])
        found = only(study)
        assert merged.ids == (other,) == (found.id,)
        assert (found.start_ms, found.end_ms, found.note) == (100, 900, "eerst\n\nlater")
        assert (found.certainty, json.loads(found.modifiers)) == (2, {"grond": ["geloof"], "initiatief": "klant"})
        assert [(one.id, one.moment_id) for one in all_marks(study)] == [(mark, other)]
        study.perform(undo)
        assert [one.note for one in moments(study)] == ["eerst", "later"]
        assert [(one.id, one.moment_id) for one in all_marks(study)] == [(mark, one)]


def all_marks(study: Study) -> list[Any]:
    return marks.of_recording(study, study.acting, moments(study)[0].recording_id)


def test_a_memo_goes_along_to_the_merged_moment(ready: Lab) -> None:
    with ready.open() as study:
        first, second = tag(study, "taal", 100, 300).id, tag(study, "taal", 500, 900).id
        study.perform(write_memo, about=About(Subject.MOMENT, second), kind=MemoKind.THEORIE, text="verband")
        study.perform(merge_moments, moments=[first, second])
        assert [one.about.id for one in memo_rows.memos(study, as_seen_by=study.acting)] == [first]


def test_what_differs_is_said(ready: Lab) -> None:
    with ready.open() as study:
        one, other = tag(study, "taal", 100, 300).id, tag(study, "taal", 500, 900).id
        change(study, one, certainty=1)
        change(study, other, certainty=3)
        said = study.perform(merge_moments, moments=[one, other]).notices
        assert said == ("They differed in speaker, certainty or features; the first one's were kept.",)
        assert only(study).certainty == 1


def test_a_copy_is_another_moment_placed_by_hand(ready: Lab) -> None:
    with ready.open() as study:
        moment = study.perform(
            tag_moment, recording="G-001", coder="A", code="taal", start_ms=100, end_ms=300, pressed_ms=350, note="x"
        ).id
        made = study.perform(duplicate_moments, moments=[moment], by_ms=1_000)
        original, copied = moments(study)
        assert made.ids == (copied.id,)
        assert (copied.start_ms, copied.end_ms, copied.pressed_ms, copied.note) == (1_100, 1_300, 1_100, "x")
        assert (original.start_ms, original.pressed_ms) == (100, 350)
        with pytest.raises(BadInput, match="outside"):
            study.perform(duplicate_moments, moments=[moment, copied.id], by_ms=2_000)
        assert len(places(study)) == 2


def test_many_are_recoded_in_one_step(ready: Lab) -> None:
    with ready.open() as study:
        ids = [tag(study, "disc_ervaring", 100, 300).id, tag(study, "taal_tolk", 400).id]
        change(study, ids[0], modifiers={"grond": ["geloof"], "initiatief": "klant"})
        said = study.perform(recode_moments, moments=ids, code="taal_tolk")
        assert [one.code for one in moments(study)] == ["taal_tolk", "taal_tolk"]
        assert moments(study)[0].modifiers == '{"initiatief": "klant"}'
        assert said.notices[-1] == "“grond” is not asked of “taal_tolk” and was left out."
        study.perform(undo)
        assert [one.code for one in moments(study)] == ["disc_ervaring", "taal_tolk"]
        assert json.loads(moments(study)[0].modifiers)["grond"] == ["geloof"]


def test_a_second_code_on_many_stretches_is_one_step(ready: Lab) -> None:
    with ready.open() as study:
        ids = [tag(study, "taal", 100, 300).id, tag(study, "maat", 400).id, tag(study, "maat", 400).id]
        made = study.perform(add_second_code, moments=ids, coder="A", code="disc_ervaring")
        assert len(made.ids) == 2
        assert [place for place in places(study) if place[0] == "disc_ervaring"] == [
            ("disc_ervaring", 100, 300),
            ("disc_ervaring", 400, None),
        ]
        study.perform(undo)
        assert len(places(study)) == 3


# What may not be.


def differing_codes(study: Study) -> None:
    study.perform(merge_moments, moments=[tag(study, "taal", 1, 5).id, tag(study, "maat", 7, 9).id])


def one_alone(study: Study) -> None:
    study.perform(merge_moments, moments=[tag(study, "taal", 1, 5).id])


def nothing(study: Study) -> None:
    study.perform(move_moments, moments=[], by_ms=1)


def what_is_gone(study: Study) -> None:
    moment = tag(study, "taal", 1, 5).id
    study.perform(undo)
    study.perform(merge_moments, moments=[tag(study, "taal", 7, 9).id, moment])


def what_runs(study: Study) -> None:
    study.perform(split_moments, moments=[begin(study, 100)], at_ms=500)


def an_end_for_what_runs(study: Study) -> None:
    study.perform(set_edges, places={begin(study, 100): (100, 500)})


@pytest.mark.parametrize(
    ("doing", "said"),
    [
        (differing_codes, "different codes"),
        (one_alone, "two moments or more"),
        (nothing, "No moment is selected"),
        (what_is_gone, "not there any more"),
        (what_runs, "still running"),
        (an_end_for_what_runs, "still running"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(ready: Lab, doing: Callable[[Study], None], said: str) -> None:
    with ready.open() as study:
        with pytest.raises((BadInput, UnknownName), match=said):
            doing(study)
        assert set(labels(study)) <= {"Tag moment", "Begin moment", "Undo"}


def test_somebody_elses_moments_stay_as_they_are(ready: Lab) -> None:
    second_coder(ready)
    with ready.open() as study, ready.open(acting_as="B") as other:
        theirs = other.perform(tag_moment, recording="G-001", coder="B", code="taal", start_ms=100, end_ms=300).id
        mine = tag(study, "taal", 500, 700).id
        enter(study, Round.ONAFHANKELIJK)
        for edit in (
            lambda: other.perform(move_moments, moments=[theirs, mine], by_ms=10),
            lambda: other.perform(merge_moments, moments=[theirs, mine]),
            lambda: other.perform(recode_moments, moments=[mine], code="maat"),
            lambda: other.perform(remove_moments, moments=[theirs, mine]),
        ):
            with pytest.raises((AccessRefused, UnknownName)):
                edit()
        assert [one.start_ms for one in moments(study)] in ([100, 500], [500])


# Codes that exclude each other.

WAVED, MISSED = "disc_wegwuiven", "disc_gemiste_opening"
OVERLAP = f"“{MISSED}” and “{WAVED}” exclude each other, and overlap now; both were kept."


def test_codes_that_exclude_each_other_are_kept_and_said(ready: Lab) -> None:
    with ready.open() as study:
        tag(study, WAVED, 100, 300)
        assert OVERLAP not in tag(study, MISSED, 300).notices
        assert OVERLAP in tag(study, MISSED, 299).notices
        assert len(places(study)) == 3
        away = tag(study, MISSED, 1_000, 1_200).id
        assert study.perform(move_moments, moments=[away], by_ms=-800).warnings == (OVERLAP,)
        assert study.perform(move_moments, moments=[away], by_ms=500).warnings == ()
        assert OVERLAP in change(study, away, start_ms=200)
        other = tag(study, "taal", 150, 250).id
        assert study.perform(recode_moments, moments=[other], code=MISSED).warnings == (OVERLAP,)


def test_another_coders_moment_excludes_nothing(ready: Lab) -> None:
    second_coder(ready)
    with ready.open() as study, ready.open(acting_as="B") as other:
        other.perform(tag_moment, recording="G-001", coder="B", code=WAVED, start_ms=100, end_ms=300)
        assert OVERLAP not in tag(study, MISSED, 200).notices


# Whatever is done in whatever order.

CODES = ("taal", "maat", WAVED, MISSED)
some = st.sets(st.integers(0, 7), min_size=1, max_size=3)
act = st.one_of(
    st.tuples(st.just(move_moments), some, st.fixed_dictionaries({"by_ms": st.integers(-900, 900)})),
    st.tuples(st.just(split_moments), some, st.fixed_dictionaries({"at_ms": st.integers(0, LAST_MS)})),
    st.tuples(st.just(merge_moments), some, st.just({})),
    st.tuples(st.just(duplicate_moments), some, st.fixed_dictionaries({"by_ms": st.integers(-900, 900)})),
    st.tuples(st.just(recode_moments), some, st.fixed_dictionaries({"code": st.sampled_from(CODES)})),
    st.tuples(st.just(remove_moments), some, st.just({})),
)


def attempt(study: Study, edit: Any, which: set[int], given_fields: dict[str, Any]) -> bool:
    ids = [one.id for one in moments(study)]
    try:
        study.perform(edit, moments=[ids[place % len(ids)] for place in which] if ids else [], **given_fields)
    except RecallError:
        return False
    return True


def kept_ms(study: Study) -> int:
    return sum(total_ms([(one.start_ms, one.end_ms)]) for one in moments(study) if one.end_ms is not None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(act, min_size=1, max_size=8))
def test_any_sequence_stays_inside_and_goes_back_step_by_step(ready: Lab, acts: list[Any]) -> None:
    with ready.open() as study:
        for old in moments(study):
            study.perform(remove_moments, moments=[old.id])
        for start in (0, 500, 1_000):
            tag(study, "taal", start, start + 400, note=str(start))
        tag(study, "taal", 200)
        states = [rows(study)]
        for edit, which, given_fields in acts:
            length, steps = kept_ms(study), len(labels(study))
            done = attempt(study, edit, which, given_fields)
            if rows(study) != states[-1]:
                assert done
                assert len(labels(study)) == steps + 1
                states.append(rows(study))
            if edit in (move_moments, split_moments, recode_moments):
                assert kept_ms(study) == length
            for one in moments(study):
                assert 0 <= one.start_ms < LAST_MS
                assert one.end_ms is None or one.start_ms < one.end_ms <= LAST_MS
        for state in reversed(states[:-1]):
            study.perform(undo)
            assert rows(study) == state
        for state in states[1:]:
            study.perform(redo)
            assert rows(study) == state
