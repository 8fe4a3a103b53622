"""Watching along with a conversation of which nothing is recorded: consent, clock, moments, and what stays of it."""

import json
from pathlib import Path

import pytest

from recall_studio.analysis.library import Consent, library_rows
from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.observing import LONGEST_MS
from recall_studio.domain.study import Role
from recall_studio.edits.coding import declare_range
from recall_studio.edits.founding import set_member
from recall_studio.edits.marking import change_mark_note, mark_discuss, note_seen, unmark_discuss
from recall_studio.edits.observing import NewLive, add_live, begin_live, go_on_live
from recall_studio.edits.recording import NewRecording, add_recording, look_at
from recall_studio.edits.rounding import close_round
from recall_studio.edits.tagging import begin_moment, change_moment, end_moment, remove_moments, tag_moment
from recall_studio.edits.undoing import redo, undo
from recall_studio.edits.withdrawing import withdraw
from recall_studio.store import access, conversations, journal, marks, observations
from tests.edits.live import LIVE, Watch, adds_live, begins, ends, moments_of, place_id, with_watch
from tests.edits.moments import second_coder
from tests.edits.setting import PAIR, Lab, answer, audited, tag


@pytest.fixture
def watched(lab: Lab) -> tuple[Lab, Watch]:
    """A study with V-001, which may be watched along with."""
    live, watch = with_watch(lab)
    with live.open() as study:
        adds_live(study)
    return live, watch


def test_it_needs_the_word_of_client_and_case_manager_and_nothing_of_a_recording(lab: Lab) -> None:
    with lab.open() as study:
        added = study.perform(add_live, new=NewLive(LIVE, PAIR))
        assert added.refused == (
            "Watching along with this conversation is refused: there is no consent “meekijken” of the client and "
            "there is no consent “meekijken” of the case manager."
        )
        with pytest.raises(AccessRefused, match="meekijken"):
            begins(study)
        answer(study, "K-001", Purpose.MEEKIJKEN, recording=LIVE)
        with pytest.raises(AccessRefused, match="“meekijken” of the case manager"):
            begins(study)
        answer(study, "M-001", Purpose.MEEKIJKEN, recording=LIVE)
        assert begins(study)
        assert audited(study, "geweigerd")[-1]["member"] == "A"


def test_a_name_is_given_once(watched: tuple[Lab, Watch]) -> None:
    with watched[0].open() as study:
        with pytest.raises(BadInput, match="There is a conversation “V-001” already"):
            adds_live(study)
        with pytest.raises(BadInput, match="Nobody is listed"):
            study.perform(add_live, new=NewLive("V-002", ()))


def test_nothing_is_marked_before_it_began(watched: tuple[Lab, Watch]) -> None:
    with watched[0].open() as study:
        for attempt in (
            lambda: tag(study, recording=LIVE),
            lambda: study.perform(mark_discuss, recording=LIVE, at_ms=0),
        ):
            with pytest.raises(BadInput, match="has not begun"):
                attempt()


def test_moments_count_from_its_start_and_carry_the_clock(watched: tuple[Lab, Watch]) -> None:
    lab, watch = watched
    with lab.open() as study:
        begins(study)
        watch.passes(65.5)
        tag(study, start_ms=65_500, recording=LIVE)
        (moment,) = moments_of(study)
        assert (moment.recording, moment.start_ms, moment.pressed_ms) == (LIVE, 65_500, 65_500)
        assert moment.clock_at == "2026-11-22T12:01:05.500Z"
        row = study.rows("SELECT recording_id, conversation_id FROM annotation")[0]
        assert row == {"recording_id": None, "conversation_id": moment.recording_id}


def test_another_start_is_another_instant_of_the_clock(watched: tuple[Lab, Watch]) -> None:
    with watched[0].open() as study:
        begins(study)
        made = tag(study, start_ms=10_000, recording=LIVE).id
        study.perform(change_moment, moment=made, start_ms=8_000)
        assert moments_of(study)[0].clock_at == "2026-11-22T12:00:08.000Z"
        study.perform(change_moment, moment=made, note="een zucht")
        assert (moments_of(study)[0].clock_at, moments_of(study)[0].note) == ("2026-11-22T12:00:08.000Z", "een zucht")


def test_a_stretch_runs_until_its_end_and_one_pressed_the_wrong_way_round_is_turned(
    watched: tuple[Lab, Watch],
) -> None:
    with watched[0].open() as study:
        begins(study)
        made = study.perform(begin_moment, recording=LIVE, coder="A", code="disc_ervaring", start_ms=5000).id
        study.perform(end_moment, moment=made, end_ms=3000)
        (moment,) = moments_of(study)
        assert (moment.start_ms, moment.end_ms, moment.running) == (3000, 5000, False)
        assert moment.clock_at == "2026-11-22T12:00:03.000Z"


def test_what_is_marked_can_be_taken_back_after_a_restart(watched: tuple[Lab, Watch]) -> None:
    with watched[0].open() as study:
        begins(study)
        tag(study, recording=LIVE)
    with watched[0].open() as study:
        assert study.perform(undo, scope=LIVE).label == "Tag moment"
        assert moments_of(study) == []
        study.perform(redo, scope=LIVE)
        assert len(moments_of(study)) == 1
        assert [step.about for step in journal.history(study, as_seen_by=study.acting)][-1] == "disc_vraag 00:00:01.000"


def test_an_instant_or_a_moment_is_marked_to_be_discussed(watched: tuple[Lab, Watch]) -> None:
    with watched[0].open() as study:
        begins(study)
        moment = tag(study, recording=LIVE).id
        on_it = study.perform(mark_discuss, recording=LIVE, at_ms=1000, moment=moment)
        alone = study.perform(mark_discuss, recording=LIVE, at_ms=9000)
        study.perform(change_mark_note, mark=alone, note="terughalen")
        found = marks.of_recording(study, study.acting, place_id(study))
        assert [(one.id, one.moment_id, one.note) for one in found] == [
            (on_it, moment, None),
            (alone, None, "terughalen"),
        ]
        study.perform(unmark_discuss, mark=on_it)
        study.perform(remove_moments, moments=[moment])
        assert [one.id for one in marks.of_recording(study, study.acting, place_id(study))] == [alone]


def test_the_clock_survives_a_restart_and_is_never_lost(watched: tuple[Lab, Watch]) -> None:
    lab, watch = watched
    with lab.open() as study:
        began = begins(study)
        study.perform(begin_moment, recording=LIVE, coder="A", code="disc_ervaring", start_ms=2000)
    watch.passes(600)
    with lab.open() as study:
        (there,) = observations.going_on(study)
        assert (there.started_at, there.goes_on, there.length_ms) == (began, True, None)
        assert conversations.place(study, LIVE)["duration_ms"] == LONGEST_MS
        assert moments_of(study)[0].running


def test_the_end_ends_what_i_have_running_and_gives_the_length(watched: tuple[Lab, Watch]) -> None:
    lab, watch = watched
    second_coder(lab)
    with lab.open() as study:
        begins(study)
        mine = study.perform(begin_moment, recording=LIVE, coder="A", code="disc_ervaring", start_ms=2000).id
        study.perform(begin_moment, recording=LIVE, coder="B", code="disc_ervaring", start_ms=3000)
        watch.passes(90)
        ended = ends(study)
        assert (ended.length_ms, ended.ended) == (90_000, (mine,))
        assert [(one.coder, one.end_ms) for one in moments_of(study)] == [("A", 90_000), ("B", None)]
        assert conversations.place(study, LIVE)["duration_ms"] == 90_000


def test_the_steady_clock_of_the_window_gives_the_length_when_the_computers_was_set(
    watched: tuple[Lab, Watch],
) -> None:
    lab, watch = watched
    with lab.open() as study:
        begins(study)
        watch.passes(-3600)
        assert ends(study, 120_000).length_ms == 120_000
        (row,) = study.rows("SELECT started_at, ended_at FROM live_observation")
        assert (row["started_at"], row["ended_at"]) == ("2026-11-22T12:00:00.000Z", "2026-11-22T12:02:00.000Z")


def test_a_clock_set_back_never_makes_it_shorter_than_what_was_marked(watched: tuple[Lab, Watch]) -> None:
    lab, watch = watched
    with lab.open() as study:
        begins(study)
        tag(study, start_ms=50_000, end_ms=55_000, code="disc_ervaring", recording=LIVE)
        watch.passes(-3600)
        assert ends(study).length_ms == 55_000


def test_afterwards_notes_are_written_and_nothing_lies_behind_the_end(watched: tuple[Lab, Watch]) -> None:
    lab, watch = watched
    with lab.open() as study:
        begins(study)
        made = tag(study, start_ms=1000, recording=LIVE).id
        watch.passes(10)
        ends(study)
        study.perform(change_moment, moment=made, note="later opgeschreven")
        assert moments_of(study)[0].note == "later opgeschreven"
        with pytest.raises(BadInput, match="outside the conversation, which lasted 00:00:10"):
            tag(study, start_ms=10_001, recording=LIVE)
        with pytest.raises(BadInput, match="does not go on now"):
            ends(study)


def test_an_end_that_was_pressed_too_early_is_taken_back(watched: tuple[Lab, Watch]) -> None:
    lab, watch = watched
    with lab.open() as study:
        began = begins(study)
        watch.passes(10)
        ends(study)
        assert study.perform(go_on_live, conversation=LIVE).started_at == began
        watch.passes(20)
        assert ends(study).length_ms == 30_000
        watch.passes(LONGEST_MS / 1000)
        with pytest.raises(BadInput, match="too long ago"):
            study.perform(go_on_live, conversation=LIVE)


def test_while_nothing_was_marked_it_can_begin_anew(watched: tuple[Lab, Watch]) -> None:
    lab, watch = watched
    with lab.open() as study:
        begins(study)
        watch.passes(300)
        assert begins(study) == "2026-11-22T12:05:00.000Z"
        tag(study, recording=LIVE)
        with pytest.raises(BadInput, match="something was marked"):
            begins(study)
        ends(study)
        with pytest.raises(BadInput, match="has ended"):
            begins(study)


def test_two_who_watch_on_one_computer_share_the_clock(watched: tuple[Lab, Watch]) -> None:
    lab, watch = watched
    second_coder(lab)
    with lab.open() as study:
        begins(study)
    watch.passes(4)
    with lab.open("B") as study:
        tag(study, coder="B", start_ms=4000, recording=LIVE)
        assert moments_of(study)[0].clock_at == "2026-11-22T12:00:04.000Z"


@pytest.mark.parametrize("role", [Role.KLANTMANAGER, Role.GESPREKSLEIDER])
def test_colleagues_watch_along_with_a_conversation_that_is_not_theirs(watched: tuple[Lab, Watch], role: Role) -> None:
    lab, _watch = watched
    with lab.open() as study:
        study.perform(set_member, code="C", role=role, person=None)
        begins(study)
    with lab.open("C") as study:
        tag(study, coder="C", recording=LIVE, code="disc")
        assert [one.coder for one in moments_of(study)] == ["C"]
        assert LIVE in access.seen_recordings(study, study.acting)


def test_who_looks_after_privacy_does_not_watch(watched: tuple[Lab, Watch]) -> None:
    lab, _watch = watched
    with lab.open() as study:
        study.perform(set_member, code="P", role=Role.PRIVACYBEHEER, person=None)
    with lab.open("P") as study:
        with pytest.raises(AccessRefused, match="privacybeheer"):
            begins(study)
        assert LIVE not in access.seen_recordings(study, study.acting)


def test_taking_consent_back_stops_the_clock_at_once_and_lists_what_is_to_be_deleted(
    watched: tuple[Lab, Watch],
) -> None:
    lab, watch = watched
    with lab.open() as study:
        begins(study)
        tag(study, recording=LIVE, note="een zucht")
        study.perform(mark_discuss, recording=LIVE, at_ms=2000)
        study.perform(mark_discuss, recording=LIVE, at_ms=2500)
        watch.passes(30)
        study.perform(withdraw, recording=LIVE, person="K-001", purposes=[Purpose.MEEKIJKEN])
        assert observations.going_on(study) == []
        assert conversations.place(study, LIVE)["duration_ms"] == 30_000
        with pytest.raises(AccessRefused, match="the client withdrew “meekijken”"):
            tag(study, recording=LIVE)
        study.perform(undo, scope=LIVE)  # what is taken away is always allowed, what comes back is not
        with pytest.raises(AccessRefused):
            study.perform(redo, scope=LIVE)
        assert LIVE not in access.seen_recordings(study, study.acting)
        (row,) = library_rows(study, as_seen_by=study.acting, on=study.today())
        assert row.consent is Consent.WITHDRAWN
        assert row.live is not None
        assert row.live.withdrawn is not None
        assert row.live.withdrawn == observations.Marked(moments=1, notes=1, marks=1)


def test_consent_for_another_purpose_stops_nothing(watched: tuple[Lab, Watch]) -> None:
    with watched[0].open() as study:
        begins(study)
        answer(study, "K-001", Purpose.ONDERZOEK, status=Status.GEWEIGERD)
        assert len(observations.going_on(study)) == 1


def test_nothing_is_declared_or_seen_where_there_is_no_recording(watched: tuple[Lab, Watch]) -> None:
    with watched[0].open() as study:
        begins(study)
        with pytest.raises(UnknownName):
            study.perform(declare_range, recording=LIVE, coder="A", start_ms=0, end_ms=10)
        with pytest.raises(UnknownName):
            study.perform(note_seen, recording=LIVE, ranges=[(0, 10)])


def test_a_recording_that_is_added_later_leaves_what_was_marked_live_as_it_is(
    watched: tuple[Lab, Watch], clip: Path
) -> None:
    lab, watch = watched
    with lab.open() as study:
        begins(study)
        tag(study, start_ms=1000, recording=LIVE)
        watch.passes(60)
        ends(study)
        new = NewRecording("G-009", PAIR, conversation=LIVE)
        study.perform(add_recording, given=look_at([clip]), new=new)
        answer(study, "K-001")
        answer(study, "M-001")
        tag(study, start_ms=500, recording="G-009")
        rows = {one.name: one for one in library_rows(study, as_seen_by=study.acting, on=study.today())}
        assert set(rows) == {LIVE, "G-009"}
        assert rows["G-009"].conversation == rows[LIVE].conversation
        assert rows[LIVE].live is not None
        assert rows["G-009"].live is None
        (live,) = moments_of(study)
        assert (live.recording, live.start_ms, live.clock_at) == (LIVE, 1000, "2026-11-22T12:00:01.000Z")
        (recorded,) = moments_of(study, "G-009")
        assert (recorded.recording, recorded.clock_at) == ("G-009", None)
        assert len(conversations.recorded(study, rows[LIVE].conversation)) == 2


def test_a_recording_without_consent_takes_nothing_from_watching_along(watched: tuple[Lab, Watch], clip: Path) -> None:
    with watched[0].open() as study:
        begins(study)
        new = NewRecording("G-009", PAIR, conversation=LIVE)
        assert study.perform(add_recording, given=look_at([clip]), new=new).quarantine
        tag(study, recording=LIVE)  # nobody said yes to `opname`, and nobody was asked
        assert len(moments_of(study)) == 1
        assert list(access.seen_recordings(study, study.acting)) == [LIVE]


def test_a_recording_of_its_own_is_no_conversation_without_one(ready: Lab, clip: Path, tmp_path: Path) -> None:
    other = tmp_path / "anders.mp4"
    other.write_bytes(clip.read_bytes() + bytes(8))
    with ready.open() as study:
        with pytest.raises(BadInput, match="was recorded"):
            study.perform(begin_live, conversation="G-001")
        new = NewRecording("G-002", PAIR, conversation="G-001")
        with pytest.raises(BadInput, match="has a recording already"):
            study.perform(add_recording, given=look_at([other]), new=new)
        assert conversations.live(study) == []


def test_moments_of_recordings_stand_as_before_beside_those_of_conversations(ready: Lab) -> None:
    with ready.open() as study:
        adds_live(study)
        begins(study)
        tag(study)
        study.perform(tag_moment, recording=LIVE, coder="A", code=None, start_ms=7)
        assert [(one.recording, one.code, one.clock_at is None) for one in moments_of(study, "G-001")] == [
            ("G-001", "disc_vraag", True)
        ]
        assert [(one.recording, one.code) for one in moments_of(study)] == [(LIVE, None)]
        assert json.loads(str(audited(study, "meekijken_begonnen")[0]["detail"]))["conversation"] == place_id(study)


def test_what_still_ran_when_the_round_closed_ends_where_it_is_said(watched: tuple[Lab, Watch]) -> None:
    """Of a recording it ends where its coder had seen it; who watches along saw all."""
    lab, watch = watched
    with lab.open() as study:
        begins(study)
        watch.passes(60)
        moment = study.perform(begin_moment, recording=LIVE, coder="A", code="taal", start_ms=10_000).id
        study.perform(close_round, reason="klaar")
        study.perform(end_moment, moment=moment, end_ms=50_000)
        assert [(one.start_ms, one.end_ms) for one in moments_of(study)] == [(10_000, 50_000)]
