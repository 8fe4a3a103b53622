"""Reading moments, marks, turns and ranges: one recording, a few ids, and quickly."""

from collections.abc import Callable
from time import perf_counter

from recall_studio.domain.ids import AnnotationId, RecordingId
from recall_studio.domain.moments import GivenMoment
from recall_studio.domain.study import Round
from recall_studio.domain.turns import Turn
from recall_studio.edits.coding import declare_range, import_moments
from recall_studio.edits.transcribing import GivenTurn, add_transcript
from recall_studio.store import annotations, conversations, ranges, turns
from recall_studio.store.study import Study
from tests.store.conftest import Opens
from tests.store.studies import CLIENT, INTERPRETER, answer, enter, tag

MANY = 10_000
LONGEST_FOR_ALL_S, LONGEST_FOR_ONE_S = 0.060, 0.001


def recording_of(study: Study, name: str = "G-01") -> RecordingId:
    return RecordingId(conversations.recording(study, name)["id"])


def test_only_these_ids(study: Study) -> None:
    first, second = AnnotationId(tag(study, "werk", 1)), AnnotationId(tag(study, "werk", 2))
    tag(study, "werk", 3)

    def found(*ids: str) -> list[str]:
        return [moment.id for moment in annotations.moments(study, as_seen_by=study.acting, ids=frozenset(ids))]

    assert found(second, first) == [first, second]
    assert found(first, "weg") == [first]
    assert found() == []
    elsewhere = annotations.moments(study, as_seen_by=study.acting, ids=[first], recording=recording_of(study, "G-02"))
    assert elsewhere == []


def test_ids_open_no_door_in_an_independent_round(opens: Opens) -> None:
    a, b = opens("A"), opens("B")
    moment = tag(a)
    enter(a, Round.ONAFHANKELIJK)
    assert annotations.moments(b, as_seen_by=b.acting, ids=[moment]) == []
    assert annotations.counts(b, as_seen_by=b.acting, round_now=Round.GEZAMENLIJK) == []


def test_the_ranges_of_one_recording(study: Study) -> None:
    for person in (CLIENT, INTERPRETER):
        answer(study, person)
    for name in ("G-01", "G-02"):
        study.perform(declare_range, recording=name, coder="A", start_ms=0, end_ms=9, codes=["werk"])
    found = ranges.coded_ranges(study, as_seen_by=study.acting, recording=recording_of(study, "G-02"))
    assert [one.recording for one in found] == ["G-02"]
    assert len(ranges.coded_ranges(study, as_seen_by=study.acting)) == 2


def test_the_turns_of_one_recording(study: Study) -> None:
    given = [GivenTurn(500, 900, "klant", "Nee."), GivenTurn(0, 400, "klantmanager", "Werkt u al?")]
    study.perform(add_transcript, recording="G-01", turns=given)
    found = turns.of_recording(study, recording_of(study))
    assert [(turn.start_ms, turn.end_ms, turn.speaker, turn.text) for turn in found] == [
        (0, 400, "klantmanager", "Werkt u al?"),
        (500, 900, "klant", "Nee."),
    ]
    assert all(isinstance(turn, Turn) for turn in found)
    assert {turn.id for turn in found} == study.catch_up().of("turn")
    assert turns.of_recording(study, recording_of(study, "G-02")) == []


def test_ten_thousand_moments_are_read_before_anybody_notices(study: Study) -> None:
    given = [GivenMoment(row, "G-01", "AB"[row % 2], "werk", row, None, None) for row in range(MANY)]
    study.perform(import_moments, given=given)
    recording, viewer = recording_of(study), study.acting
    read = annotations.moments(study, as_seen_by=viewer, recording=recording)
    assert len(read) == MANY
    ids = [read[MANY // 2].id]
    assert quickest(lambda: annotations.moments(study, as_seen_by=viewer, recording=recording)) < LONGEST_FOR_ALL_S
    assert quickest(lambda: annotations.moments(study, as_seen_by=viewer, ids=ids)) < LONGEST_FOR_ONE_S


def quickest(read: Callable[[], object]) -> float:
    """The shortest of several readings, in seconds: others work on this computer too."""
    times = []
    for _ in range(15):
        start = perf_counter()
        read()
        times.append(perf_counter() - start)
    return min(times)
