"""Holding an interview: begun, stopped, gone on with, ended; each kept the moment it happens and never undone."""

import json

import pytest

from recall_studio.domain.errors import AccessRefused, BadInput, NothingToUndo, UnknownName
from recall_studio.domain.ids import RecallMomentId, RecallStopId
from recall_studio.domain.recall.kinds import EndedReason, EventKind, Initiator
from recall_studio.domain.recall.plan import InterviewPlan, Planned
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.domain.study import SetupItem
from recall_studio.edits.founding import set_setup_item
from recall_studio.edits.keeping import examine
from recall_studio.edits.recall import leading
from recall_studio.store.recall import versions
from recall_studio.store.study import Study
from tests.edits.recall.conftest import Opens
from tests.edits.recall.interviewing import (
    MINUTE_MS,
    ask,
    begin,
    comment,
    end,
    interview,
    only_comment,
    prepare,
    record,
    stop,
)
from tests.store.studies import CASE_MANAGER, LASTS_MS, Clock, undo


def audited(study: Study, action: str) -> list[dict[str, object]]:
    rows = study.rows('SELECT "table", row, detail FROM audit WHERE action = ? ORDER BY number', (action,))
    return [{**json.loads(row["detail"]), "table": row["table"], "row": row["row"]} for row in rows]


def test_a_whole_interview_is_kept(study: Study) -> None:
    session = begin(study)
    at = stop(study, session, 20_000, 30_000)
    prompt = ask(study, at)
    said = comment(study, at, prompt=prompt, valence=-1)
    study.perform(leading.resume, stop=at, session_ms=60_000, replay_from_ms=18_000)
    ended = end(study, session)
    whole = record(study, session)
    (kept,) = whole.stops
    assert (kept.number, kept.position_ms, kept.session_ms, kept.initiator) == (1, 20_000, 30_000, Initiator.KLANT)
    assert (kept.resumed_ms, kept.replay_from_ms) == (60_000, 18_000)
    assert [(one.id, one.text, one.seq) for one in whole.prompts] == [(prompt, "Wat dacht u toen?", 1)]
    one = only_comment(study, session)
    assert (one.id, one.prompt, one.valence, one.shareable) == (said, prompt, -1, False)
    assert (ended.length_ms, ended.ended_reason, ended.goes_on) == (30 * MINUTE_MS, None, False)


def test_undo_never_takes_a_stop_back(study: Study) -> None:
    session = begin(study)
    stop(study, session)
    with pytest.raises(NothingToUndo):
        undo(study)
    assert len(record(study, session).stops) == 1


def test_each_is_told_to_whoever_looks(study: Study) -> None:
    session = begin(study)
    study.catch_up()
    at = stop(study, session)
    assert study.catch_up().of("recall_stop") == {at}
    prompt = ask(study, at)
    assert study.catch_up().of("recall_prompt") == {prompt}
    said = comment(study, at)
    assert study.catch_up().of("recall_comment") == {said}
    end(study, session)
    assert study.catch_up().of("recall_session") == {session}


def test_begin_and_end_are_logged_without_content(study: Study) -> None:
    session = begin(study)
    comment(study, stop(study, session), "een geheim")
    end(study, session)
    assert [row["row"] for row in audited(study, "nagesprek_begonnen")] == [session]
    assert [row["length_ms"] for row in audited(study, "nagesprek_geeindigd")] == [30 * MINUTE_MS]
    assert "een geheim" not in str(study.tuples("SELECT * FROM audit")) + str(study.tuples("SELECT * FROM step"))


def test_the_delay_and_the_order_follow_by_themselves(opens: Opens, clock: Clock) -> None:
    study = opens()
    held_at = clock().isoformat(timespec="milliseconds")

    def set_held(writing: object) -> None:
        with writing.step(""):  # type: ignore[attr-defined]
            writing.execute("UPDATE conversation SET held_at = ? WHERE name = 'G-01'", (held_at,))  # type: ignore[attr-defined]

    study.perform(set_held)
    clock.goes(hours=50, minutes=10)  # the recording lasts ten minutes
    first = begin(study)
    clock.goes(hours=1)
    second = begin(study, CASE_MANAGER)
    assert (interview(study, first).delay_h, interview(study, second).delay_h) == (50.0, 51.0)
    assert (interview(study, first).order_in_case, interview(study, second).order_in_case) == (1, 2)


def test_of_a_conversation_without_a_time_no_delay_is_known(study: Study) -> None:
    assert interview(study, begin(study)).delay_h is None


def test_what_is_still_to_be_arranged_stands_in_the_way(study: Study) -> None:
    study.perform(set_setup_item, item=SetupItem.ETHIEK, done=False)
    session = prepare(study)
    with pytest.raises(AccessRefused, match="ethics approval") as told:
        study.perform(leading.begin_interview, session=session)
    assert "DPIA" not in told.value.message
    assert told.value.remedy


def test_nothing_is_kept_before_the_begin_or_after_the_end(study: Study) -> None:
    session = prepare(study)
    with pytest.raises(BadInput, match="has not begun"):
        stop(study, session)
    with pytest.raises(BadInput, match="has not begun"):
        study.perform(leading.set_wellbeing, session=session, wellbeing=3)
    study.perform(leading.begin_interview, session=session)
    with pytest.raises(BadInput, match="begun already"):
        study.perform(leading.begin_interview, session=session)
    at = stop(study, session)
    event = study.perform(leading.happen, session=session, kind=EventKind.OVERGESLAGEN, session_ms=40_000)
    end(study, session)
    for attempt in (
        lambda: stop(study, session),
        lambda: ask(study, at),
        lambda: comment(study, at),
        lambda: end(study, session),
        lambda: study.perform(leading.resume, stop=at, session_ms=90_000),
        lambda: study.perform(leading.is_over, event=event, session_ms=90_000),
        lambda: study.perform(leading.note_shown, session=session, start_ms=0, end_ms=5, session_ms=90_000),
        lambda: study.perform(leading.happen, session=session, kind=EventKind.RUST, session_ms=90_000),
    ):
        with pytest.raises(BadInput, match="over"):
            attempt()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"position_ms": LASTS_MS + 1}, "outside the recording"),
        ({"position_ms": -1}, "outside the recording"),
        ({"session_ms": -1}, "outside the recall interview"),
        ({"session_ms": 10**12}, "outside the recall interview"),
        ({"rate_percent": 0}, "speed"),
        ({"moment": RecallMomentId("x")}, "not in this recall interview"),
    ],
)
def test_a_stop_that_cannot_be_is_refused_in_words(study: Study, changed: dict[str, object], said: str) -> None:
    given = {"position_ms": 5, "session_ms": 5, "initiator": Initiator.KLANT, **changed}
    with pytest.raises(BadInput, match=said):
        study.perform(leading.stop, session=begin(study), **given)  # type: ignore[arg-type]


def test_a_stop_is_gone_on_from_once_and_forward(study: Study) -> None:
    session = begin(study)
    at = stop(study, session)
    with pytest.raises(BadInput, match="before it was stopped"):
        study.perform(leading.resume, stop=at, session_ms=29_999)
    with pytest.raises(BadInput, match="outside the recording"):
        study.perform(leading.resume, stop=at, session_ms=40_000, replay_from_ms=LASTS_MS + 1)
    study.perform(leading.resume, stop=at, session_ms=40_000)
    with pytest.raises(BadInput, match="already"):
        study.perform(leading.resume, stop=at, session_ms=50_000)
    with pytest.raises(UnknownName):
        study.perform(leading.resume, stop=RecallStopId("x"), session_ms=50_000)


def test_planned_moments_are_reached_or_skipped(study: Study) -> None:
    by_hand = ChoiceMethod.INTERVIEWER_KIEST
    plan = InterviewPlan(moments=(Planned(10_000, 12_000, by_hand), Planned(30_000, 32_000, by_hand)))
    session = begin(study, plan=plan)
    first, second = record(study, session).moments
    study.perform(leading.reach_moment, moment=first.id, session_ms=5_000)
    study.perform(leading.reach_moment, moment=second.id, session_ms=9_000, skipped=True)
    at = study.perform(
        leading.stop,
        session=session,
        position_ms=11_000,
        session_ms=6_000,
        initiator=Initiator.GEPLAND,
        moment=first.id,
    )
    whole = record(study, session)
    assert [(one.reached_at_ms, one.skipped) for one in whole.moments] == [(5_000, False), (9_000, True)]
    assert [(one.id, one.moment) for one in whole.stops] == [(at, first.id)]


def test_what_was_shown_grows_and_breaks_where_it_jumped(study: Study) -> None:
    session = begin(study)

    def shows(start_ms: int, end_ms: int, session_ms: int, rate: int = 100) -> None:
        study.perform(
            leading.note_shown,
            session=session,
            start_ms=start_ms,
            end_ms=end_ms,
            session_ms=session_ms,
            rate_percent=rate,
        )

    shows(0, 1_000, 0)
    shows(1_000, 2_000, 1_000)
    shows(2_010, 3_000, 2_005)
    shows(8_000, 9_000, 3_000)  # a jump ahead
    shows(8_000, 9_500, 3_000)  # the same stretch, told anew while it plays
    shows(9_500, 10_000, 60_000)  # after a stop of a minute
    shows(10_000, 11_000, 60_500, 50)  # slower
    shows(500, 500, 70_000)  # nothing
    told = [(one.start_ms, one.end_ms, one.session_ms, one.rate_percent) for one in record(study, session).shown]
    assert told == [
        (0, 3_000, 0, 100),
        (8_000, 9_500, 3_000, 100),
        (9_500, 10_000, 60_000, 100),
        (10_000, 11_000, 60_500, 50),
    ]


def test_a_rest_lasts_until_it_is_over_or_the_interview_ends(study: Study) -> None:
    session = begin(study)
    first = study.perform(leading.happen, session=session, kind=EventKind.RUST, session_ms=1_000, position_ms=700)
    with pytest.raises(BadInput, match="before it began"):
        study.perform(leading.is_over, event=first, session_ms=999)
    study.perform(leading.is_over, event=first, session_ms=61_000)
    study.perform(leading.happen, session=session, kind=EventKind.RUST, session_ms=70_000)
    study.perform(leading.happen, session=session, kind=EventKind.OVERGESLAGEN, session_ms=71_000)
    end(study, session, 80_000)
    told = [(one.kind, one.session_ms, one.until_ms) for one in record(study, session).happened]
    assert told == [("rust", 1_000, 61_000), ("rust", 70_000, 80_000), ("overgeslagen", 71_000, None)]


def test_it_lasted_at_least_as_long_as_what_happened_in_it(study: Study) -> None:
    session = begin(study)
    stop(study, session, session_ms=50_000)
    ended = study.perform(
        leading.end_interview, session=session, length_ms=10, reason=EndedReason.WILDE_STOPPEN, wellbeing=2
    )
    assert ended.length_ms == 50_000
    assert (ended.ended_reason, interview(study, session).wellbeing) == (EndedReason.WILDE_STOPPEN, 2)


def test_it_lasted_at_least_as_long_as_was_played(study: Study) -> None:
    session = begin(study)
    study.perform(leading.note_shown, session=session, start_ms=0, end_ms=60_000, session_ms=500, rate_percent=200)
    with pytest.raises(BadInput, match="more than nothing"):
        study.perform(leading.note_shown, session=session, start_ms=0, end_ms=5, session_ms=0, rate_percent=0)
    assert end(study, session, length_ms=-5).length_ms == 30_500


def test_a_rest_that_is_over_stays_as_long_as_it_was(study: Study) -> None:
    session = begin(study)
    rest = study.perform(leading.happen, session=session, kind=EventKind.RUST, session_ms=1_000)
    for until_ms in (2_000, 9_000):
        study.perform(leading.is_over, event=rest, session_ms=until_ms)
    assert [one.until_ms for one in record(study, session).happened] == [2_000]


def test_wellbeing_lies_on_five_faces(study: Study) -> None:
    session = begin(study)
    with pytest.raises(BadInput, match="1 to 5"):
        study.perform(leading.set_wellbeing, session=session, wellbeing=6)
    study.perform(leading.set_wellbeing, session=session, wellbeing=4)
    end(study, session)
    study.perform(leading.set_wellbeing, session=session, wellbeing=None)
    assert interview(study, session).wellbeing is None
    assert [one.before for one in versions.of_session(study, session, study.acting)] == [{"wellbeing": 4}]


def test_what_was_begun_and_not_ended_is_told(study: Study) -> None:
    session = begin(study)
    sentence = "A recall interview about “G-01” was begun and not ended."
    assert sentence in examine(study).reminders
    end(study, session)
    assert sentence not in examine(study).reminders
