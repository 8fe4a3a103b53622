"""Recall interviews as they leave: every table, and whose words stay."""

from pathlib import Path

import pytest

from recall_studio.analysis.recall.dashboard import quality
from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.study import PersonRole, Role, Round
from recall_studio.edits.founding import set_member
from recall_studio.edits.recall import asking, judging, leading
from recall_studio.exchange.exporting import Exported, export_study
from recall_studio.exchange.formats import FORMATS
from recall_studio.store.recall import records
from recall_studio.store.study import Study
from tests.exchange import recalled, studies
from tests.exchange.recalled import CASEWORKER, CLIENT, SAID, Held
from tests.exchange.tables import table_of
from tests.exchange.test_exporting import in_round

TABLES = {
    "recall_sessions": 2,
    "recall_moments": 1,
    "recall_stops": 3,
    "recall_prompts": 1,
    "recall_comments": 3,
    "recall_links": 3,
    "global_ratings": 2,
}


@pytest.fixture
def held(study: Study) -> Held:
    return recalled.held(study)


def exported(study: Study, to: Path, *, notes: bool = True) -> Exported:
    return export_study(study, to=to, format_key="csv", notes=notes)


# What leaves.


def test_the_tables(study: Study, held: Held, tmp_path: Path) -> None:
    done = exported(study, tmp_path / "out")
    assert {name: rows for name, rows in done.rows.items() if name in TABLES} == TABLES
    assert done.rows["recall_quality"] > 50
    assert done.held_back == ()


def test_a_study_without_interviews_has_no_such_tables(coded: Study, tmp_path: Path) -> None:
    assert not [name for name in exported(coded, tmp_path / "out").rows if name.startswith(("recall", "global"))]


def test_a_session_as_it_leaves(study: Study, held: Held, tmp_path: Path) -> None:
    exported(study, tmp_path)
    client, caseworker = table_of(tmp_path, "recall_sessions")
    told = {
        "recording": "G-001",
        "client_pseudonym": CLIENT,
        "recaller_id": CLIENT,
        "recaller_role": "klant",
        "interviewer": "A",
        "recall_delay_h": "24.0",
        "delay_band": "tot_24",
        "order_in_case": "1",
        "stimulus": "fragmenten",
        "selection_method": "interviewer_kiest",
        "place": "kantoor",
        "protocol_version": "2",
        "interpreter_used": "0",
        "ended_early": "1",
        "ended_reason": "tijd_op",
        "wellbeing_check": "4",
        "length_ms": "1800000",
        "shown_ms": "60000",
        "sound": "geen",
        "sound_offset_ms": "",
        "n_stops": "2",
        "n_prompts": "1",
        "n_comments": "2",
        "sharing_default": "niet_delen",
    }
    assert client | told == client
    assert (caseworker["order_in_case"], caseworker["ended_early"], caseworker["ended_reason"]) == ("2", "0", "")


def test_a_stop_a_question_and_a_comment_as_they_leave(study: Study, held: Held, tmp_path: Path) -> None:
    recalled.allow(study, CLIENT, Purpose.CITAAT)
    exported(study, tmp_path)
    stop, interviewers, _caseworkers = table_of(tmp_path, "recall_stops")
    assert (stop["stop_id"], stop["stop"], stop["position_ms"], stop["session_ms"]) == (
        held.stop,
        "1",
        "22000",
        "30000",
    )
    assert (stop["position"], stop["recall_position_ms"]) == ("00:00:22.000", "")
    assert (stop["initiator"], stop["by_viewer"], interviewers["by_viewer"]) == ("klant", "1", "0")
    assert (stop["resumed_session_ms"], stop["replay_from_ms"], stop["playback_rate"]) == ("50000", "20000", "1.0")
    (prompt,) = table_of(tmp_path, "recall_prompts")
    assert (prompt["prompt_type"], prompt["from_card_id"], prompt["text_verbatim"]) == (
        "neutraal_toen",
        "toen",
        "Wat dacht u toen?",
    )
    first, second, _theirs = table_of(tmp_path, "recall_comments")
    told = {
        "comment_id": held.comment,
        "stop_id": held.stop,
        "prompt_id": prompt["prompt_id"],
        "prompt_type": "neutraal_toen",
        "time_orientation": "toen",
        "content_type": "gedachte",
        "relation": "concreet",
        "valence": "-2",
        "shareable": "0",
        "codes": "disc_ervaring",
        "delay_band": "tot_24",
        "text": SAID,
    }
    assert first | told == first
    assert (second["prompt_type"], second["prompt_id"], second["text"]) == ("geen", "", "'=en toen")


def test_links_and_impressions_as_they_leave(study: Study, held: Held, tmp_path: Path) -> None:
    exported(study, tmp_path)
    near, theirs, later = table_of(tmp_path, "recall_links")
    told = {
        "place": "1",
        "place_start_ms": "22000",
        "place_end_ms": "28000",
        "talked_by": "beide",
        "comment_id": held.comment,
        "moment_id": held.moment,
        "code": "disc_vraag",
        "tied_by": "plek",
        "gap_ms": "2000",
        "judgement": "deels",
        "n_judged": "1",
        "opposite_tone": "1",
    }
    assert near | told == near
    assert (theirs["recaller_role"], theirs["gap_ms"]) == ("klantmanager", "8000")
    assert (later["place"], later["talked_by"], later["moment_id"], later["judgement"]) == ("2", "klant", "", "")
    ratings = [(row["item"], row["rater"], row["score"]) for row in table_of(tmp_path, "global_ratings")]
    assert ratings == [("echtheid", "klant", "2"), ("echtheid", "klantmanager", "4")]


def test_a_link_made_by_hand_leaves_as_such(study: Study, held: Held, tmp_path: Path) -> None:
    study.perform(judging.link_comment, comment=held.comment, annotation=held.moment)
    exported(study, tmp_path)
    assert [row["tied_by"] for row in table_of(tmp_path, "recall_links")] == ["koppeling", "plek", ""]


def test_the_quality_as_it_leaves(study: Study, held: Held, tmp_path: Path) -> None:
    exported(study, tmp_path)
    rows = {
        (row["level"], row["recaller_role"], row["measure"]): row
        for row in table_of(tmp_path, "recall_quality")
        if row["level"] in ("alle", "rol")
    }
    # 3 stops in 60 + 120 s shown: 3 × 600 / 180 = 10 per 10 minutes; 2 of 3 by the viewer.
    assert rows["alle", "", "stops_per_10min"]["value"] == "10.0"
    by_viewer = rows["alle", "", "stops_by_viewer"]
    assert (by_viewer["k"], by_viewer["n"], by_viewer["few"], by_viewer["interviews"]) == ("2", "3", "1", "2")
    # Toen 1, nu 1, the third still to be determined. The coded 300 s: 120 s of them were shown.
    assert (rows["alle", "", "then"]["k"], rows["alle", "", "then"]["n"]) == ("1", "2")
    assert rows["alle", "", "coverage"]["value"] == "0.4"
    assert (rows["rol", "klant", "recall_delay_h"]["value"], rows["rol", "klant", "length_min"]["value"]) == (
        "24.0",
        "30.0",
    )
    # Nobody asked the caseworker anything: undefined, not 0.
    leading_rate = rows["rol", "klantmanager", "leading_rate"]
    assert (leading_rate["value"], leading_rate["n"], leading_rate["low"]) == ("", "0", "")


@pytest.mark.parametrize("format_key", [known.key for known in FORMATS])
def test_the_same_data_give_the_same_bytes(study: Study, held: Held, tmp_path: Path, format_key: str) -> None:
    for name in ("one", "two"):
        export_study(study, to=tmp_path / name, format_key=format_key, notes=True)
    for path in (tmp_path / "one").iterdir():
        if path.name != "manifest.json":
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_both_clocks_where_the_interview_was_recorded(study: Study, held: Held, tmp_path: Path) -> None:
    # Its sound begins 30.5 s after the interview: the stop at 30 s lies before it, the comment at 35 s 4.5 s in it.
    own = recalled.heard(study, held.client, tmp_path / "interview.wav", sound_offset_ms=30_500)
    moment = studies.tag(study, own, "A", "taal", 4_000)
    exported(study, tmp_path)
    stop = table_of(tmp_path, "recall_stops")[0]
    comment = table_of(tmp_path, "recall_comments")[0]
    assert (stop["recall_position_ms"], comment["recall_position_ms"]) == ("", "4500")
    (session, _other) = table_of(tmp_path, "recall_sessions")
    assert (session["sound"], session["sound_offset_ms"]) == ("ingelezen", "30500")
    # What was coded in it leaves as a moment of the interview, and is no moment of the conversation.
    coded = {row["moment_id"]: row for row in table_of(tmp_path, "moments")}
    assert (coded[moment]["recording"], coded[moment]["layer"]) == (own, "nagesprek")
    assert coded[moment]["conversation_id"] == "G-001"
    assert moment not in {row["moment_id"] for row in table_of(tmp_path, "recall_links")}


# What stays.


def test_words_leave_with_the_consent_for_quotes_alone(study: Study, held: Held, tmp_path: Path) -> None:
    exported(study, tmp_path / "none")
    assert {(row["quotable"], row["text"]) for row in table_of(tmp_path / "none", "recall_comments")} == {("0", "")}
    assert all(SAID.encode() not in path.read_bytes() for path in (tmp_path / "none").iterdir())
    recalled.allow(study, CASEWORKER, Purpose.CITAAT)
    exported(study, tmp_path / "one")
    said = [(row["recaller_id"], row["text"]) for row in table_of(tmp_path / "one", "recall_comments")]
    assert said == [(CLIENT, ""), (CLIENT, ""), (CASEWORKER, "Ik wilde ruimte geven.")]


def test_what_stays_is_said(study: Study, held: Held, tmp_path: Path) -> None:
    recalled.allow(study, CASEWORKER, Purpose.CITAAT)
    unquoted = "The comments of 1 recall interview left without their words: its viewer may not be quoted."
    assert exported(study, tmp_path / "notes").notices == (unquoted,)
    assert exported(study, tmp_path / "none", notes=False).notices == ()
    study.perform(asking.change_interview, session=held.client, set_apart=True)
    apart = "1 recall interview stayed in the study: consent for it is missing, or it is kept apart."
    assert exported(study, tmp_path / "apart").notices == (apart,)


def test_words_leave_only_when_asked_for(study: Study, held: Held, tmp_path: Path) -> None:
    recalled.allow(study, CLIENT, Purpose.CITAAT)
    exported(study, tmp_path, notes=False)
    written = {"text", "text_original", "translated_by", "text_verbatim", "others_present", "why"}
    for table in TABLES:
        assert not written & set(table_of(tmp_path, table)[0])
    assert all(b"aarzelde" not in path.read_bytes() for path in tmp_path.glob("*.csv"))


def test_words_that_point_at_a_person_hold_all_back(study: Study, held: Held, tmp_path: Path) -> None:
    recalled.allow(study, CLIENT, Purpose.CITAAT)
    study.perform(asking.change_comment, comment=held.comment, text="Mevrouw Jansen belt 06 12345678")
    done = exported(study, tmp_path / "out")
    assert "recall_comments.text" in done.held_back
    assert "recall_prompts.text_verbatim" in done.held_back
    assert all(b"Jansen" not in path.read_bytes() for path in (tmp_path / "out").iterdir())


def test_a_language_that_points_at_a_person_is_held_back(study: Study, held: Held, tmp_path: Path) -> None:
    study.perform(asking.change_comment, comment=held.comment, language="bel 06-12345678")
    done = exported(study, tmp_path)
    assert "recall_comments.language" in done.held_back
    assert "06-12345678" not in (tmp_path / "recall_comments.csv").read_text(encoding="utf-8")


def test_interviews_stay_whose_people_do_not_consent(study: Study, held: Held, tmp_path: Path) -> None:
    recalled.allow(study, CLIENT, Purpose.NAGESPREK, status=Status.INGETROKKEN)
    exported(study, tmp_path)
    for table in ("recall_sessions", "recall_stops", "recall_comments", "recall_links"):
        assert {row["recaller_role"] for row in table_of(tmp_path, table)} == {"klantmanager"}, table
    assert {row["n"] for row in table_of(tmp_path, "recall_quality") if row["measure"] == "length_min"} == {"1"}


def test_what_was_set_apart_never_leaves(study: Study, held: Held, tmp_path: Path) -> None:
    study.perform(asking.change_interview, session=held.client, set_apart=True)
    exported(study, tmp_path)
    assert {row["recaller_id"] for row in table_of(tmp_path, "recall_sessions")} == {CASEWORKER}
    assert held.comment not in (tmp_path / "recall_comments.csv").read_text(encoding="utf-8")


def test_what_was_coded_in_an_interview_that_is_set_apart_never_leaves(
    study: Study, held: Held, tmp_path: Path
) -> None:
    own = recalled.heard(study, held.client, tmp_path / "interview.wav", sound_offset_ms=0)
    moment = studies.tag(study, own, "A", "taal", 4_000)
    exported(study, tmp_path / "before")
    assert moment in {row["moment_id"] for row in table_of(tmp_path / "before", "moments")}
    # Consent came back, but nobody took the interview back into use.
    recalled.allow(study, recalled.CLIENT, Purpose.NAGESPREK, status=Status.INGETROKKEN)
    recalled.allow(study, recalled.CLIENT, Purpose.NAGESPREK)
    exported(study, tmp_path / "after")
    assert moment not in {row["moment_id"] for row in table_of(tmp_path / "after", "moments")}


@pytest.mark.parametrize("blind", [False, True])
def test_a_comment_with_a_restricted_code_never_leaves(study: Study, held: Held, tmp_path: Path, blind: bool) -> None:
    study.perform(asking.change_comment, comment=held.comment, codes=("tech_gevoelig",))
    if blind:  # then nobody sees the codes of comments, and it must stay all the same
        in_round(study, Round.ONAFHANKELIJK)
    exported(study, tmp_path)
    assert len(table_of(tmp_path, "recall_comments")) == 2
    assert not [path for path in tmp_path.glob("*.csv") if held.comment.encode() in path.read_bytes()]


def test_prepared_interviews_and_removed_comments_do_not_leave(study: Study, held: Held, tmp_path: Path) -> None:
    study.perform(asking.remove_comment, comment=held.comment)
    exported(study, tmp_path)
    assert held.comment not in {row["comment_id"] for row in table_of(tmp_path, "recall_comments")}


def test_who_minds_privacy_lets_out_no_words_of_interviews(study: Study, held: Held, tmp_path: Path) -> None:
    study.perform(set_member, code="PB", role=Role.PRIVACYBEHEER, person=None)
    steward = studies.reopen(study.folder.root, acting_as="PB")
    exported(steward, tmp_path)
    steward.close()
    assert table_of(tmp_path, "recall_comments") == []
    assert table_of(tmp_path, "recall_sessions") == []


def test_one_that_still_goes_on_leaves_as_such(study: Study, held: Held, tmp_path: Path) -> None:
    third = recalled.begun(study, CLIENT)
    study.perform(leading.note_shown, session=third, start_ms=0, end_ms=1_000, session_ms=0)
    exported(study, tmp_path)
    found = {row["recall_session_id"]: row for row in table_of(tmp_path, "recall_sessions")}[third]
    assert (found["ended_at"], found["length_ms"], found["ended_early"], found["order_in_case"]) == ("", "", "", "3")


# What is measured, for whom.


def test_a_case_manager_sees_the_quality_of_the_own_interview_alone(study: Study, held: Held) -> None:
    recalled.allow(study, CLIENT, Purpose.DELEN_COMMENTAAR)
    study.perform(asking.change_comment, comment=held.comment, shareable=True)
    study.perform(set_member, code="KM", role=Role.KLANTMANAGER, person=CASEWORKER)
    caseworker = study.member("KM")
    shared = {record.interview.id: len(record.comments) for record in records.all_records(study, caseworker)}
    assert shared == {held.client: 1, held.caseworker: 1}
    found = quality(study, caseworker)
    assert [(row.role, row.interviews) for row in found.by_role] == [(PersonRole.KLANTMANAGER, 1)]
    assert found.overall.stops.n == 1


def test_what_is_set_apart_is_counted_as_such_and_in_no_number(study: Study, held: Held) -> None:
    study.perform(asking.change_interview, session=held.client, set_apart=True)
    found = quality(study, study.acting)
    assert (found.set_apart, found.overall.interviews, found.overall.stops.n) == (1, 1, 1)
