"""What is asked and said, and correcting it: what it was before stays beside it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recall_studio.domain.consent import Operation, Purpose, Status
from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import RecallCommentId, RecallMomentId, RecallPromptId
from recall_studio.domain.recall.kinds import (
    ContentType,
    Initiator,
    PlayOrder,
    PromptType,
    Relation,
    Stimulus,
    TimeOrientation,
)
from recall_studio.domain.sampling import ChoiceMethod
from recall_studio.edits.recall import asking, leading
from recall_studio.store import access, conversations
from recall_studio.store.recall import records, versions
from recall_studio.store.study import Study
from tests.edits.recall.conftest import Opens
from tests.edits.recall.interviewing import (
    ask,
    begin,
    comment,
    end,
    held,
    interview,
    only_comment,
    prepare,
    record,
    stop,
)
from tests.store.studies import CASE_MANAGER, CLIENT, LASTS_MS, Clock, answer


def test_everything_that_can_be_known_of_a_comment_is_kept(study: Study) -> None:
    session = begin(study)
    at = stop(study, session)
    given_fields: dict[str, Any] = {
        "text": "Ik schrok.",
        "text_original": "Korktum.",
        "language": "tr",
        "translated_by": "tolk",
        "sound": (31_000, 36_000),
        "time_orientation": TimeOrientation.TOEN,
        "content_type": ContentType.GEVOEL,
        "relation": Relation.CONCREET,
        "valence": -2,
        "certainty_self": 4,
        "shareable": True,
        "applies": (18_000, 22_000),
        "codes": ("werk_plan",),
    }
    comment(study, at, **given_fields)
    one = only_comment(study, session)
    assert {name: getattr(one, name) for name in given_fields if name != "codes"} == {
        name: value for name, value in given_fields.items() if name != "codes"
    }
    assert study.value("SELECT key FROM code WHERE id = ?", one.codes) == "werk_plan"


def test_nothing_need_be_said_of_it(study: Study) -> None:
    session = begin(study)
    comment(study, stop(study, session), "")
    one = only_comment(study, session)
    assert (one.time_orientation, one.prompt, one.shareable) == (TimeOrientation.NOG_TE_BEPALEN, None, False)
    assert (one.content_type, one.valence, one.applies, one.codes) == (None, None, None, ())


@pytest.mark.parametrize(
    "fields",
    [
        {"valence": 5},
        {"certainty_self": 9},
        {"text": "x" * 20_001},
        {"text": "bel\x07"},
        {"applies": (0, LASTS_MS + 1)},
        {"codes": ("bestaat_niet",)},
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_kept(study: Study, fields: dict[str, Any]) -> None:
    session = begin(study)
    at = stop(study, session)
    with pytest.raises(BadInput):
        comment(study, at, **{"text": "iets", **fields})
    assert record(study, session).comments == ()


def test_a_question_is_a_question(study: Study) -> None:
    session = begin(study)
    at, other = stop(study, session), stop(study, session, 40_000, 60_000)
    with pytest.raises(BadInput, match="no question"):
        ask(study, at, "  ")
    with pytest.raises(BadInput, match="has a type"):
        study.perform(asking.ask, stop=at, type=PromptType.GEEN, text="?", session_ms=1)
    prompt = ask(study, at)
    with pytest.raises(UnknownName, match="at this stop"):
        comment(study, other, prompt=prompt)
    with pytest.raises(UnknownName):
        comment(study, at, prompt=RecallPromptId("x"))


def test_codes_on_comments_ask_for_what_coding_asks_for(study: Study) -> None:
    """A theme of health touches a special category, so consent must be explicit, from then on."""
    said = only_comment(study, held(study))
    answer(study, CLIENT, explicit=False, recording="G-01")
    study.perform(asking.change_comment, comment=said.id, codes=("werk",))
    with pytest.raises(AccessRefused, match="not explicit"):
        study.perform(asking.change_comment, comment=said.id, codes=("gez",))
    answer(study, CLIENT, recording="G-01")
    study.perform(asking.change_comment, comment=said.id, codes=("gez",))
    answer(study, CLIENT, explicit=False, recording="G-01")
    assert "G-01" not in access.seen_recordings(study, study.acting)
    conversation = conversations.recording(study, "G-01")["conversation_id"]
    assert not access.decision(study, Operation.CODE, conversation, study.today()).allowed


def test_typing_during_the_interview_is_no_correction(study: Study) -> None:
    session = begin(study)
    said = comment(study, stop(study, session), "Ik")
    for text in ("Ik dacht", "Ik dacht: nu"):
        study.perform(asking.change_comment, comment=said, text=text)
    assert only_comment(study, session).text == "Ik dacht: nu"
    assert versions.of_row(study, said, study.acting) == []


def test_a_correction_keeps_what_it_was(study: Study) -> None:
    session = held(study)
    said = only_comment(study, session)
    study.perform(asking.change_comment, comment=said.id, why="verschreven", text="Ik dacht: nee.", valence=1)
    study.perform(asking.change_comment, comment=said.id, text="Ik dacht: nee.")  # nothing is otherwise
    (version,) = versions.of_row(study, said.id, study.acting)
    assert dict(version.before) == {"text": said.text, "valence": None}
    assert (version.why, version.member, version.by_participant) == ("verschreven", "A", False)
    study.perform(asking.put_back_version, version=version.id)
    assert only_comment(study, session) == said
    assert [dict(one.before) for one in versions.of_row(study, said.id, study.acting)] == [
        {"text": "Ik dacht: nee.", "valence": 1},
        {"text": said.text, "valence": None},
    ]


def test_what_the_participant_corrects_is_kept_as_theirs(study: Study) -> None:
    session = held(study)
    said = only_comment(study, session)
    study.perform(asking.change_comment, comment=said.id, by_participant=True, text="Zo bedoelde ik het.")
    assert only_comment(study, session).text == "Zo bedoelde ik het."
    assert [one.by_participant for one in versions.of_row(study, said.id, study.acting)] == [True]


def test_a_colleague_corrects_also_while_it_goes_on(opens: Opens) -> None:
    study, colleague = opens(), opens("B")
    said = comment(study, stop(study, begin(study)), "Ik")
    colleague.perform(asking.change_comment, comment=said, text="Anders")
    assert [one.member for one in versions.of_row(study, said, study.acting)] == ["B"]


def test_a_comment_that_was_removed_can_be_put_back(study: Study) -> None:
    session = held(study)
    said = only_comment(study, session)
    study.perform(asking.remove_comment, comment=said.id, why="dubbel")
    assert record(study, session).comments == ()
    assert records.removed_comments(study, session, study.acting) == [said]
    with pytest.raises(BadInput, match="put it back"):
        study.perform(asking.change_comment, comment=said.id, text="x")
    with pytest.raises(BadInput, match="removed already"):
        study.perform(asking.remove_comment, comment=said.id)
    study.perform(asking.put_back_comment, comment=said.id)
    assert only_comment(study, session) == said
    with pytest.raises(BadInput, match="there already"):
        study.perform(asking.put_back_comment, comment=said.id)


def test_prompts_stops_and_the_interview_are_corrected_alike(study: Study) -> None:
    session = held(study)
    (at,), (prompt,) = record(study, session).stops, record(study, session).prompts
    study.perform(asking.change_prompt, prompt=prompt.id, type=PromptType.STUREND, text="U schrok toch?")
    study.perform(asking.change_stop, stop=at.id, initiator=Initiator.TOLK, position_ms=21_000)
    study.perform(asking.change_interview, session=session, others_present="een zus", wellbeing=3)
    whole = record(study, session)
    assert [(one.type, one.text) for one in whole.prompts] == [(PromptType.STUREND, "U schrok toch?")]
    assert [(one.initiator, one.position_ms) for one in whole.stops] == [(Initiator.TOLK, 21_000)]
    assert (whole.interview.others_present, whole.interview.wellbeing) == ("een zus", 3)
    assert {one.table for one in versions.of_session(study, session, study.acting)} == {
        "recall_prompt",
        "recall_stop",
        "recall_session",
    }
    with pytest.raises(BadInput, match="outside the recording"):
        study.perform(asking.change_stop, stop=at.id, position_ms=LASTS_MS + 1)
    study.perform(asking.remove_prompt, prompt=prompt.id)
    assert record(study, session).prompts == ()
    last = versions.of_row(study, prompt.id, study.acting)[0]
    study.perform(asking.put_back_version, version=last.id)
    assert len(record(study, session).prompts) == 1


def test_whether_somebody_asked_is_corrected_too(study: Study) -> None:
    session = held(study, CLIENT, "eerst", "daarna")
    (first, second), (_asked, later) = record(study, session).comments, record(study, session).prompts
    study.perform(asking.change_comment, comment=first.id, prompt=None)
    with pytest.raises(UnknownName, match="not asked at this stop"):
        study.perform(asking.change_comment, comment=first.id, prompt=later.id)
    assert [one.prompt for one in record(study, session).comments] == [None, later.id]
    assert [one.before for one in versions.of_row(study, first.id, study.acting)] == [
        {"recall_prompt_id": first.prompt}
    ]
    study.perform(asking.remove_prompt, prompt=later.id)
    assert [one.prompt for one in record(study, session).comments if one.id == second.id] == [None]


def test_what_the_clock_wrote_is_corrected_too(study: Study) -> None:
    session = held(study)
    (at,) = record(study, session).stops
    study.perform(asking.change_stop, stop=at.id, session_ms=29_000, resumed_ms=49_000, rate_percent=50)
    (one,) = record(study, session).stops
    assert (one.session_ms, one.resumed_ms, one.rate_percent) == (29_000, 49_000, 50)
    assert study.perform(asking.change_stop, stop=at.id, moment=None) is None
    refused: list[tuple[dict[str, Any], str]] = [
        ({"resumed_ms": 28_000}, "before it was stopped"),
        ({"session_ms": -1}, "outside the recall interview"),
        ({"rate_percent": 0}, "more than nothing"),
    ]
    for wrong, said in refused:
        with pytest.raises(BadInput, match=said):
            study.perform(asking.change_stop, stop=at.id, **wrong)
    with pytest.raises(UnknownName, match="planned moment"):
        study.perform(asking.change_stop, stop=at.id, moment=RecallMomentId("x"))
    assert record(study, session).stops == (one,)


def test_how_it_was_arranged_is_corrected_too(study: Study, clock: Clock) -> None:
    session = held(study)
    length_ms = interview(study, session).length_ms
    began = clock.now - timedelta(hours=3)
    fields: dict[str, Any] = {
        "interviewer": "B",
        "started_at": began,
        "stimulus": Stimulus.FRAGMENTEN,
        "method": ChoiceMethod.KRITIEK_MOMENT,
        "play_order": PlayOrder.GEKOZEN,
        "instruction_version": "2",
    }
    study.perform(asking.change_interview, session=session, **fields)
    one = interview(study, session)
    assert {name: getattr(one, name) for name in fields if name != "started_at"} == {
        name: value for name, value in fields.items() if name != "started_at"
    }
    assert (one.started_at, one.ended_at) == ("2026-03-12T09:00:00Z", "2026-03-12T09:00:00Z")
    assert one.length_ms == length_ms  # by a steady clock
    for wrong in ({"started_at": clock.now + timedelta(days=1)}, {"wellbeing": 9}):
        with pytest.raises(BadInput):
            study.perform(asking.change_interview, session=session, **wrong)
    with pytest.raises(UnknownName):
        study.perform(asking.change_interview, session=session, interviewer="ZZ")
    last = versions.of_session(study, session, study.acting)[0]
    study.perform(asking.put_back_version, version=last.id)
    assert interview(study, session).interviewer == "A"


def test_codes_come_back_only_as_they_may_be_given(study: Study) -> None:
    session = held(study)
    said = only_comment(study, session).id
    for codes in (("werk_plan",), ()):
        study.perform(asking.change_comment, comment=said, codes=codes)
    emptied = versions.of_row(study, said, study.acting)[0]
    answer(study, CLIENT, Purpose.ONDERZOEK, status=Status.GEWEIGERD, recording="G-01")
    with pytest.raises(AccessRefused):
        study.perform(asking.put_back_version, version=emptied.id)
    answer(study, CLIENT, Purpose.ONDERZOEK, recording="G-01")
    study.perform(asking.put_back_version, version=emptied.id)
    assert len(only_comment(study, session).codes) == 1


def test_before_the_begin_the_plan_is_changed_instead(study: Study) -> None:
    with pytest.raises(BadInput, match="has not begun"):
        study.perform(asking.change_interview, session=prepare(study), place=None)


def test_what_is_not_there_cannot_be_changed(study: Study) -> None:
    begin(study)
    with pytest.raises(UnknownName):
        study.perform(asking.change_comment, comment=RecallCommentId("x"), text="x")
    with pytest.raises(UnknownName):
        study.perform(asking.change_prompt, prompt=RecallPromptId("x"), text="x")


def test_who_may_not_lead_changes_nothing(opens: Opens) -> None:
    study, manager = opens(), opens("KM")
    said = only_comment(study, held(study))
    with pytest.raises(AccessRefused):
        manager.perform(asking.change_comment, comment=said.id, text="x")


def test_a_case_manager_leads_the_own_interview(opens: Opens) -> None:
    manager = opens("KM")
    session = begin(manager, CASE_MANAGER)
    at = stop(manager, session)
    comment(manager, at, "Ik had haast.")
    manager.perform(leading.resume, stop=at, session_ms=40_000)
    end(manager, session)
    assert [one.text for one in record(manager, session, "KM").comments] == ["Ik had haast."]
    assert interview(manager, session, "KM").interviewer == "KM"


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5))
def test_no_earlier_state_is_ever_lost(study: Study, changes: list[str]) -> None:
    """Whatever is corrected, the versions tell every text that stood there, in order."""
    session = held(study, CASE_MANAGER)
    said = record(study, session).comments[0]
    stood = [said.text]
    for text in changes:
        study.perform(asking.change_comment, comment=said.id, text=text)
        if text != stood[-1]:
            stood.append(text)
    kept = [one.before["text"] for one in reversed(versions.of_row(study, said.id, study.acting))]
    assert [*kept, record(study, session).comments[0].text] == stood
