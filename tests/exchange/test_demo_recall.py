"""The recall interviews of the demo: who looked back, how long after, what was asked and said, how it was judged."""

from collections import Counter
from collections.abc import Iterator

import av
import numpy as np
import pytest

from recall_studio.analysis.overview import recordings_overview
from recall_studio.domain.recall.interview import Record, in_sound
from recall_studio.domain.recall.kinds import (
    EndedReason,
    EventKind,
    Initiator,
    PromptType,
    Rater,
    RatingItem,
    SoundState,
)
from recall_studio.domain.recall.tongues import tongues
from recall_studio.domain.resources import resource
from recall_studio.exchange.demo import make_demo
from recall_studio.store import conversations, journal
from recall_studio.store.opening import open_study
from recall_studio.store.recall import congruences, interviews, ratings, records
from recall_studio.store.study import Study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    opened = open_study(make_demo(tmp_path_factory.mktemp("demo")).path)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def both(study: Study) -> tuple[Record, Record]:
    found = interviews.of_study(study, study.acting)
    client, manager = (records.record(study, one.id, as_seen_by=study.acting) for one in found)
    return client, manager


def test_client_and_case_manager_looked_back_at_their_own_time(both: tuple[Record, Record]) -> None:
    client, manager = (record.interview for record in both)
    assert (client.recaller, client.delay_h, client.order_in_case) == ("K-417", 26.0, 1)
    assert (manager.recaller, manager.delay_h, manager.order_in_case) == ("M-083", 120.0, 2)
    assert client.interviewer != manager.interviewer
    assert (client.wellbeing, manager.wellbeing, manager.ended_reason) == (4, 5, EndedReason.TIJD_OP)
    for record in both:
        assert record.interview.instruction_read
        assert record.interview.practice_clip_done
        assert record.interview.control_tried
        assert record.interview.instruction_version == tongues().by_key("nl").version


def test_it_holds_all_that_is_to_be_tried(both: tuple[Record, Record]) -> None:
    client, manager = both
    assert 6 <= len(client.stops) <= 9
    assert 6 <= len(manager.stops) <= 9
    assert Counter(prompt.type for record in both for prompt in record.prompts)[PromptType.STUREND] == 1
    said = [one for record in both for one in record.comments]
    assert {one.time_orientation.value for one in said} >= {"toen", "nu", "gemengd", "onduidelijk"}
    assert {one.shareable for one in said} == {True, False}
    assert [one.language for one in said if one.text_original] == ["ar"]
    assert {stop.initiator for stop in client.stops} == {Initiator.KLANT, Initiator.INTERVIEWER, Initiator.GEPLAND}
    assert [one.kind for one in client.happened if one.until_ms] == [EventKind.RUST]
    assert [moment.skipped for moment in manager.moments] == [False] * 5 + [True]


def test_questions_from_cards_are_those_of_the_language(both: tuple[Record, Record]) -> None:
    dutch = tongues().by_key("nl")
    for prompt in (prompt for record in both for prompt in record.prompts if prompt.card):
        card = dutch.card(prompt.card or "")
        assert card is not None
        assert (card.text, card.type) == (prompt.text, prompt.type)


def test_times_run_on_and_lie_in_what_was_shown(both: tuple[Record, Record]) -> None:
    for record in both:
        times = [stop.session_ms for stop in record.stops]
        assert times == sorted(times)
        assert (record.interview.length_ms or 0) > times[-1]
        for stop in record.stops:
            assert any(one.start_ms <= stop.position_ms <= one.end_ms for one in record.shown)
            assert stop.resumed_ms is not None
            said = [one.session_ms for one in record.comments if one.stop == stop.id]
            asked = [one.session_ms for one in record.prompts if one.stop == stop.id]
            assert all(stop.session_ms <= at <= stop.resumed_ms for at in (*said, *asked))


def test_both_stopped_at_some_places(both: tuple[Record, Record]) -> None:
    client, manager = both
    near = [
        (one.position_ms, other.position_ms)
        for one in client.stops
        for other in manager.stops
        if one.initiator is Initiator.KLANT
        and other.initiator is Initiator.KLANTMANAGER
        and abs(one.position_ms - other.position_ms) <= 10_000
    ]
    assert len(near) == 4


def test_impressions_of_three_and_two_judgements(study: Study, both: tuple[Record, Record]) -> None:
    given = ratings.of_conversation(study, both[0].interview.conversation_id, study.acting)
    assert {(one.rater, one.item) for one in given} == {(rater, item) for rater in Rater for item in RatingItem}
    judged = congruences.of_recording(study, both[0].interview.recording_id, study.acting)
    assert [one.judgement.value for one in judged] == ["anders", "deels"]


def test_what_is_taken_back_first_is_still_of_the_coding(study: Study) -> None:
    step = journal.next_undo(study, study.acting)
    assert step is not None
    assert step.label == "Declare as coded"


def test_an_interpreter_was_there_and_said_yes(both: tuple[Record, Record], study: Study) -> None:
    client, manager = (record.interview for record in both)
    assert client.interpreter_used
    assert [one.pseudonym for one in client.present] == ["T-205"]
    assert not manager.interpreter_used
    said = study.tuples(
        "SELECT purpose, status FROM consent WHERE participant_id = ?", (client.present[0].participant_id,)
    )
    assert said == [("nagesprek", "gegeven")]


def test_one_was_recorded_on_its_own_clock(both: tuple[Record, Record], study: Study) -> None:
    client, manager = (record.interview for record in both)
    assert (client.sound, manager.sound) == (SoundState.INGELEZEN, SoundState.GEEN)
    assert client.sound_recording is not None
    own = conversations.recording(study, client.sound_recording)
    assert abs(own["duration_ms"] + client.sound_offset_ms - (client.length_ms or 0)) < 100
    for one in both[0].comments:
        assert one.sound is not None
        assert (in_sound(one.sound[0], client) or -1) >= 0
        assert (in_sound(one.sound[1], client) or 0) <= own["duration_ms"]
    (row,) = recordings_overview(study, on=study.today())
    assert row["recording"] == "G-001"  # the interview's sound is none of the conversations


def test_something_is_said_where_a_comment_is_heard_and_nothing_in_the_rest(both: tuple[Record, Record]) -> None:
    client = both[0]
    with av.open(str(resource("demo/recall.ogg"))) as container:
        frames = [frame.to_ndarray().ravel() for frame in container.decode(audio=0)]
    heard = np.abs(np.concatenate(frames))

    def loudness(from_ms: int, to_ms: int) -> float:
        first, last = (in_sound(at, client.interview) or 0 for at in (from_ms, to_ms))
        return float(heard[first * 48 : last * 48].max())

    assert all(loudness(*one.sound) > 0.1 for one in client.comments if one.sound)
    (rest,) = (one for one in client.happened if one.until_ms)
    assert loudness(rest.session_ms + 200, (rest.until_ms or 0) - 200) < 0.02
