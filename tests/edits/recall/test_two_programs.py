"""An interview led in one program and changed in another, clocks that jump, and a kill between end and sound."""

from datetime import timedelta

import pytest

from recall_studio.domain.errors import BadInput
from recall_studio.edits.recall import asking, leading
from recall_studio.edits.recall.sounding import finish_sound, unfinished
from recall_studio.store import wholeness
from recall_studio.store.study import Study
from tests.edits.recall.conftest import Opens
from tests.edits.recall.interviewing import begin, comment, end, interview, prepare, record, stop
from tests.edits.recall.sounds import leaves_a_piece, media_of
from tests.store.studies import Clock


def test_both_add_to_one_interview(study: Study, opens: Opens) -> None:
    other = opens()
    session = begin(study)
    at = stop(study, session, 20_000, 30_000)
    comment(other, at, "Van de opdrachtregel.")
    mine = comment(study, at, "Uit het venster.")
    other.perform(asking.change_comment, comment=mine, text="Van elders.")
    study.perform(leading.resume, stop=at, session_ms=50_000)
    with pytest.raises(BadInput):
        other.perform(leading.resume, stop=at, session_ms=51_000)
    stop(other, session, 30_000, 60_000)
    found = record(study, session)
    assert [one.text for one in found.comments] == ["Van de opdrachtregel.", "Van elders."]
    assert [one.seq for one in found.comments] == [1, 2]
    assert [one.number for one in found.stops] == [1, 2]
    end(other, session)
    for late in (
        lambda: stop(study, session, 40_000, 70_000),
        lambda: comment(study, at, "Te laat."),
        lambda: end(study, session),
    ):
        with pytest.raises(BadInput, match="is over"):
            late()
    assert list(wholeness.problems(study)) == []


def test_begun_twice_is_begun_once(study: Study, opens: Opens) -> None:
    session = prepare(study)
    other = opens("B")
    study.perform(leading.begin_interview, session=session)
    with pytest.raises(BadInput, match="begun already"):
        other.perform(leading.begin_interview, session=session)
    assert interview(study, session).interviewer == "A"


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1), timedelta(days=400)])
def test_a_clock_that_jumps_in_a_session_changes_no_time_of_it(study: Study, clock: Clock, jump: timedelta) -> None:
    session = begin(study)
    at = stop(study, session, 20_000, 30_000)
    clock.now += jump
    comment(study, at, "Na de sprong.", 35_000)
    end(study, session, 40_000)
    one = interview(study, session)
    assert one.length_ms == 40_000
    assert [s.session_ms for s in record(study, session).stops] == [30_000]
    assert list(wholeness.problems(study)) == []


def test_one_that_was_forgotten_is_ended_at_a_day(study: Study, clock: Clock) -> None:
    session = begin(study)
    stop(study, session, 20_000, 24 * 3_600_000)
    clock.now += timedelta(hours=30)
    with pytest.raises(BadInput, match="outside"):
        stop(study, session, 20_000, 25 * 3_600_000)
    end(study, session, 30 * 3_600_000)
    assert interview(study, session).length_ms == 24 * 3_600_000


def test_a_kill_between_the_end_and_the_sound_loses_none(study: Study, opens: Opens) -> None:
    session = begin(study)
    leaves_a_piece(study, session, 0, 2)
    leaves_a_piece(study, session, 3_000, 1, row=False)
    end(study, session, 5_000)
    study.close()
    again = opens()
    assert unfinished(again) == [session]
    (done,) = finish_sound(again)
    assert (done.duration_ms, done.gaps) == (4_000, ((2_000, 3_000),))
    assert media_of(again) == [f"{session}.flac"]
    assert finish_sound(again) == ()
