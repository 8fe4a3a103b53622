"""Discuss marks and what was seen: whose they are, what goes along, and what is no step at all."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import AnnotationId, DiscussMarkId, RecordingId
from recall_studio.domain.intervals import Stretch, union
from recall_studio.domain.marks import Mark
from recall_studio.domain.study import Role, Round
from recall_studio.edits.founding import set_member
from recall_studio.edits.marking import change_mark_note, mark_discuss, note_seen, unmark_discuss
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import conversations, journal, marks, seen
from recall_studio.store.study import Study
from tests.edits.moments import enter, labels, second_coder
from tests.edits.setting import Lab, add_and_consent, tag, withdraw


def recording_of(study: Study) -> RecordingId:
    return RecordingId(conversations.recording(study, "G-001")["id"])


def marks_of(study: Study) -> list[Mark]:
    return marks.of_recording(study, study.acting, recording_of(study))


def mark(study: Study, at_ms: int = 1000, moment: AnnotationId | None = None) -> DiscussMarkId:
    return study.perform(mark_discuss, recording="G-001", at_ms=at_ms, moment=moment)


def test_an_instant_and_a_moment_are_marked(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study).id
        late, early = mark(study, 2000), mark(study, 1000, moment)
        recording = recording_of(study)
        assert [replace(mark, created_at="") for mark in marks_of(study)] == [
            Mark(early, recording, 1000, moment, "A", None),
            Mark(late, recording, 2000, None, "A", None),
        ]
        assert labels(study) == ["Tag moment", "Mark to discuss", "Mark to discuss"]
        assert study.catch_up().of("discuss_mark") == {early, late}


def test_a_mark_comes_and_goes_and_comes_back(ready: Lab) -> None:
    with ready.open() as study:
        made = mark(study)
        before = marks_of(study)
        study.perform(unmark_discuss, mark=made)
        assert marks_of(study) == []
        study.perform(undo)
        assert marks_of(study) == before
        study.perform(undo)
        assert marks_of(study) == []
        study.perform(redo)
        assert marks_of(study) == before


def test_the_history_tells_where_a_mark_is(ready: Lab) -> None:
    with ready.open() as study:
        mark(study, 2000)
        step = journal.next_undo(study, study.acting, "G-001")
    assert step is not None
    assert (step.label, step.about, step.author) == ("Mark to discuss", "00:00:02.000", "A")


def test_typing_in_a_mark_is_one_step(ready: Lab) -> None:
    with ready.open() as study:
        made = mark(study)
        for typed in ("h", "ha", "ha"):
            study.perform(change_mark_note, mark=made, note=typed)
        assert labels(study) == ["Mark to discuss", "Change discuss mark"]
        said = study.perform(change_mark_note, mark=made, note="vraag mevrouw Jansen")
        assert said == ("The note seems to hold a name. A note should not say who somebody is.",)
        study.perform(undo)
        assert [one.note for one in marks_of(study)] == [None]


def test_an_empty_note_is_none(ready: Lab) -> None:
    with ready.open() as study:
        made = study.perform(mark_discuss, recording="G-001", at_ms=1000, note="")
        study.perform(change_mark_note, mark=made, note="")
        assert labels(study) == ["Mark to discuss"]
        assert [one.note for one in marks_of(study)] == [None]


@pytest.mark.parametrize("at_ms", [-1, 3000])
def test_a_mark_lies_inside_the_recording(ready: Lab, at_ms: int) -> None:
    with ready.open() as study:
        with pytest.raises(BadInput, match="outside"):
            mark(study, at_ms)
        with pytest.raises(BadInput, match="20000"):
            study.perform(mark_discuss, recording="G-001", at_ms=0, note="x" * 20_001)
        with pytest.raises(UnknownName):
            mark(study, 0, AnnotationId("weg"))
        assert marks_of(study) == []


def test_a_mark_lies_in_the_recording_of_its_moment(ready: Lab, other_clip: Path) -> None:
    with ready.open() as study:
        moment = tag(study).id
        add_and_consent(study, other_clip, name="G-002")
        with pytest.raises(BadInput, match="lies in another recording"):
            study.perform(mark_discuss, recording="G-002", at_ms=1, moment=moment)


def test_what_is_gone_is_said_to_be_gone(ready: Lab) -> None:
    with ready.open() as study:
        made = mark(study)
        study.perform(unmark_discuss, mark=made)
        with pytest.raises(UnknownName, match="not there any more"):
            study.perform(unmark_discuss, mark=made)
        with pytest.raises(UnknownName, match="not there any more"):
            study.perform(change_mark_note, mark=made, note="x")


def test_a_mark_is_its_makers_and_the_leads(ready: Lab) -> None:
    second_coder(ready)
    with ready.open() as lead, ready.open(acting_as="B") as other:
        made, theirs = mark(lead), mark(other)
        for edit in (
            lambda: other.perform(unmark_discuss, mark=made),
            lambda: other.perform(change_mark_note, mark=made, note="x"),
        ):
            with pytest.raises(AccessRefused, match="made by “A” and is theirs to change"):
                edit()
        lead.perform(unmark_discuss, mark=theirs)
        assert [one.id for one in marks_of(other)] == [made]


def test_an_independent_round_hides_the_marks_of_others(ready: Lab) -> None:
    second_coder(ready)
    with ready.open() as lead, ready.open(acting_as="B") as other:
        made = mark(lead)
        mark(other)
        enter(lead, Round.ONAFHANKELIJK)
        assert [one.member for one in marks_of(lead)] == ["A"]
        assert [one.member for one in marks_of(other)] == ["B"]
        with pytest.raises(UnknownName):
            other.perform(unmark_discuss, mark=made)


def test_a_mark_on_a_restricted_moment_is_for_the_lead_alone(ready: Lab) -> None:
    second_coder(ready)
    with ready.open() as lead, ready.open(acting_as="B") as other:
        mark(lead, 2000, tag(lead, "tech_gevoelig", 2000).id)
        assert len(marks_of(lead)) == 1
        assert marks_of(other) == []
        told = {step.about for step in journal.history(other, as_seen_by=other.acting)}
        assert told == {""}


def test_who_may_not_code_does_not_mark(ready: Lab) -> None:
    with ready.open() as study:
        made = mark(study)
        withdraw(study, "K-001")
        with pytest.raises(AccessRefused, match="withdrew"):
            mark(study)
        with pytest.raises(AccessRefused, match="withdrew"):
            study.perform(change_mark_note, mark=made, note="x")
        study.perform(unmark_discuss, mark=made)  # taking away always is allowed


def test_a_case_manager_marks_their_own_conversation(ready: Lab) -> None:
    with ready.open() as study:
        study.perform(set_member, code="M", role=Role.KLANTMANAGER, person="M-001")
    with ready.open(acting_as="M") as own, pytest.raises(AccessRefused, match="“intervisie”"):
        mark(own)  # it is theirs, and consent for looking back is missing


# What was seen.


def seen_by(study: Study) -> list[Stretch]:
    return seen.of_recording(study, study.acting, recording_of(study))


def watch(study: Study, *ranges: Stretch) -> None:
    study.perform(note_seen, recording="G-001", ranges=ranges)


def test_what_was_seen_is_joined_and_is_no_step(ready: Lab) -> None:
    with ready.open() as study:
        watch(study, (0, 500), (900, 1000))
        watch(study, (500, 700), (2500, 9000), (5, 5))
        assert seen_by(study) == [(0, 700), (900, 1000), (2500, 3000)]
        watch(study, (600, 2600))
        assert seen_by(study) == [(0, 3000)]
        assert study.value("SELECT count(*) FROM seen_range") == 1
        assert labels(study) == []
        assert not study.catch_up()


def test_everybody_has_seen_their_own(ready: Lab) -> None:
    second_coder(ready)
    with ready.open() as study, ready.open(acting_as="B") as other:
        watch(study, (0, 500))
        watch(other, (400, 700))
        assert (seen_by(study), seen_by(other)) == ([(0, 500)], [(400, 700)])
        with pytest.raises(UnknownName):
            study.perform(note_seen, recording="G-999", ranges=[(0, 1)])


stretches = st.tuples(st.integers(-100, 3200), st.integers(-100, 3200))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(stretches, max_size=4), min_size=1, max_size=4))
def test_whatever_is_watched_the_rows_are_apart_and_hold_all_of_it(ready: Lab, watched: list[list[Stretch]]) -> None:
    with ready.open() as study:
        before = seen_by(study)  # of the examples before this one
        for ranges in watched:
            watch(study, *ranges)
        rows = study.tuples("SELECT start_ms, end_ms FROM seen_range ORDER BY start_ms")
    inside = [(max(0, start), min(3000, end)) for ranges in watched for start, end in ranges]
    assert rows == union([*before, *inside])
    assert all(one[1] < other[0] for one, other in pairwise(rows))
