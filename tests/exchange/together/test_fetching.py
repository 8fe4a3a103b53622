"""Two coders on two laptops: preparing, coding, sharing, fetching, taking back, fetching again."""

import shutil
from pathlib import Path

import pytest

from recall_studio.domain.errors import BadFile, BadInput, Cancelled
from recall_studio.domain.memos import About, MemoKind, Subject
from recall_studio.domain.packages import Fate
from recall_studio.edits.collecting import collect_package, look_at_package
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.memoing import write_memo
from recall_studio.edits.tagging import begin_moment, remove_moments
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import audit, journal, people, wholeness
from recall_studio.store.writing import Writing
from tests.exchange.deeds import changed, codes_much, notes
from tests.exchange.laptops import Laptop, founds, receives
from tests.store.studies import CASE_MANAGER, CLIENT, answer, moments, tag, with_step, withdraw

# What a colleague gets.


def test_a_colleague_gets_a_study_of_their_own(a: Laptop, b: Laptop) -> None:
    with b.open(acting_as=None) as study:
        assert study.acting.code == "B"
        assert study.member(None).code == "B"
        assert [row["name"] for row in study.rows("SELECT name FROM recording")] == ["G-01"]
        assert moments(study) == []
        assert study.facts().id == a.reads(a.shares()).study
        assert list(wholeness.problems(study)) == []
        assert audit.broken_at(study) is None
        assert journal.next_undo(study, study.acting) is None


def test_nothing_of_the_work_of_others_is_left_in_it(b: Laptop) -> None:
    with b.open() as study:
        for table in ("annotation", "change", "memo", "discuss_mark", "collected", "tombstone"):
            assert study.value(f'SELECT count(*) FROM "{table}"') == 0, table
        assert study.value("SELECT count(*) FROM participant") == 2
        assert [row["action"] for row in study.rows("SELECT action FROM audit")] == ["klaargezet"]


def test_own_work_goes_along_and_is_known_again(a: Laptop, tmp_path: Path) -> None:
    with a.open(acting_as="B") as study:
        earlier = tag(study, start_ms=5_000)
    b = receives(a.assigns("B"), coder="B", home=tmp_path / "b2")
    changed(b, earlier, "later bedacht")
    assert a.fetches(b.shares()).changed == 1
    assert notes(a)[earlier] == "later bedacht"


def test_only_recordings_that_may_leave_go_along(a: Laptop, tmp_path: Path) -> None:
    done = a.assigned("C", tmp_path / "c.zip")
    assert done.recordings == ("G-01",)
    assert done.media == 0  # the film of this study is linked
    assert any("G-02" in notice for notice in done.notices)
    with a.open() as study:
        assert "C" in [member.code for member in study.members()]


# Sharing and fetching.


def test_everything_of_the_coder_comes_in(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    done = a.fetches(b.shares())
    assert (done.added, done.moments, done.left_out) == (6, 2, 0)
    mine = {row["id"] for row in a.holds()["annotation"] if row["coder"] != b.holds()["annotation"][0]["coder"]}
    assert len(mine) == 1
    for table, rows in b.holds().items():
        assert [row for row in a.holds()[table] if row["id"] not in mine] == rows


def test_twice_changes_nothing(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    file = b.shares()
    a.fetches(file)
    with a.open() as study:
        before = study.rows("SELECT * FROM step"), study.rows("SELECT * FROM audit"), study.rows("SELECT * FROM change")
    done = a.fetches(file)
    assert (done.added, done.changed, done.removed) == (0, 0, 0)
    with a.open() as study:
        after = study.rows("SELECT * FROM step"), study.rows("SELECT * FROM audit"), study.rows("SELECT * FROM change")
        assert after == before


def test_it_is_one_step_that_is_taken_back_and_made_again(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    before, file = a.holds(), b.shares()
    a.fetches(file)
    fetched = a.holds()
    a.does(undo)
    assert a.holds() == before
    a.does(redo)
    assert a.holds() == fetched
    a.does(undo)
    assert a.fetches(file).added == 6
    assert a.holds() == fetched


def test_it_is_taken_back_from_whichever_recording_is_open(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    before = a.holds()
    a.fetches(b.shares())
    with a.open() as study:
        assert journal.next_undo(study, study.acting, "codebook") is None
        step = journal.next_undo(study, study.acting, "G-02")
        assert step is not None
        assert step.label == "Fetch coding work"
    a.does(undo, scope="G-01")
    assert a.holds() == before
    a.does(redo, scope="G-01")
    assert len(notes(a)) == 3


def test_what_was_changed_and_removed_there_changes_and_goes_here(a: Laptop, b: Laptop) -> None:
    first, second = codes_much(b)
    a.fetches(b.shares())
    changed(b, first, "anders")
    b.does(remove_moments, moments=[second])
    look = a.looks(b.shares())
    assert (look.count(Fate.CHANGED), look.count(Fate.REMOVED)) == (1, 2)  # the memo on it has nothing to be about
    a.fetches(b.shares())
    assert notes(a)[first] == "anders"
    assert second not in notes(a)


def test_what_changed_here_too_stays_and_is_shown(a: Laptop, b: Laptop) -> None:
    first, _second = codes_much(b)
    a.fetches(b.shares())
    with a.open() as study:
        with_step(study, lambda writing: writing.execute("UPDATE annotation SET note = 'hier' WHERE id = ?", (first,)))
    changed(b, first, "daar")
    file = b.shares()
    (entry,) = [one for one in a.looks(file).entries if one.fate is Fate.DIFFERENT]
    assert entry.here is not None
    assert entry.there is not None
    assert (entry.here["note"], entry.there["note"]) == ("hier", "daar")
    done = a.fetches(file)
    assert done.different == 1
    assert any("changed here too" in notice for notice in done.notices)
    assert notes(a)[first] == "hier"
    assert a.fetches(file, theirs=(first,)).changed == 1
    assert notes(a)[first] == "daar"


def test_an_older_package_changes_nothing(a: Laptop, b: Laptop) -> None:
    first, _second = codes_much(b)
    old = b.shares("oud.codeerwerk")
    b.clock.goes(minutes=1)
    changed(b, first, "nieuw")
    a.fetches(b.shares())
    assert a.looks(old).older
    done = a.fetches(old)
    assert any("later package" in notice for notice in done.notices)
    assert notes(a)[first] == "nieuw"


def test_a_colleague_who_begins_again_is_not_taken_for_older(a: Laptop, b: Laptop, tmp_path: Path) -> None:
    codes_much(b)
    a.fetches(b.shares())
    again = receives(a.assigns("B"), coder="B", home=tmp_path / "weer")
    again.home = b.home  # the same computer, a fresh copy
    with again.open() as study:
        made = tag(study, start_ms=300_000)
    assert a.fetches(again.shares()).added == 1
    assert made in notes(a)
    assert len(notes(a)) == 4


def test_running_moments_stay_out_and_it_is_said(a: Laptop, b: Laptop) -> None:
    with b.open() as study:
        study.perform(begin_moment, recording="G-01", coder="B", code="taal", start_ms=500)
    shared = b.shared(b.home / "x.codeerwerk")
    assert shared.moments == 0
    assert any("still runs" in notice for notice in shared.notices)
    assert a.fetches(b.home / "x.codeerwerk").added == 0


def test_a_coder_who_was_not_known_becomes_a_member(a: Laptop, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(a.path, tmp_path / "kopie" / "Werk.recall"))
    c = Laptop("A", tmp_path / "kopie", copied)
    with c.open() as study:
        study.perform(_member_c)
    with c.open(acting_as="C") as study:
        tag(study, start_ms=7_000)
    a.fetches(Laptop("C", tmp_path / "kopie", copied).shares())
    with a.open() as study:
        assert [member.code for member in study.members()] == ["A", "B", "C"]
        assert ("C", "taal_vraag", 7_000, None) in moments(study)


def _member_c(study: Writing) -> None:
    with study.step(""):
        people.add_member(study, people.new_member("C"))


def test_withdrawn_consent_keeps_the_rows_out(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    file = b.shares()
    with a.open() as study:
        withdraw(study, CLIENT)
    done = a.fetches(file)
    assert (done.added, done.left_out) == (1, 5)  # the memo on the study is about nobody
    assert any("withdrew" in notice for notice in done.notices)


def test_what_may_not_leave_is_not_taken_for_removed(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    a.fetches(b.shares())
    with b.open() as study:
        withdraw(study, CLIENT)
        study.perform(write_memo, about=About(Subject.STUDY, study.facts().id), kind=MemoKind.THEORIE, text="nog een")
    done = a.fetches(b.shares())
    assert (done.added, done.removed) == (1, 0)
    assert len(notes(a)) == 3


def test_a_recording_is_found_again_by_its_fingerprint(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    package = b.reads(b.shares())
    assert package.recordings[0].fingerprints
    file = b.shares()
    with a.open() as study:
        other = study.value("SELECT id FROM recording WHERE name = 'G-02'")
        answer(study, CLIENT, recording="G-02")
        answer(study, "T-555", recording="G-02")
        with_step(study, lambda writing: _swap_recordings(writing, package.recordings[0].id or "", other))
    assert a.fetches(file).moments == 2


def _swap_recordings(study: Writing, gone: str, other: str) -> None:
    """As if the same film had been added here on its own, under another id."""
    prints = study.value("SELECT full_fingerprint FROM media_file WHERE recording_id = ?", (gone,))
    for table in ("annotation", "media_file"):
        study.execute(f'DELETE FROM "{table}" WHERE recording_id = ?', (gone,))
    study.execute("DELETE FROM recording WHERE id = ?", (gone,))
    study.execute("UPDATE media_file SET full_fingerprint = ? WHERE recording_id = ?", (prints, other))


def test_a_recording_that_is_not_here_is_skipped_in_words(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    file = b.shares()
    with a.open() as study:
        gone = study.value("SELECT id FROM recording WHERE name = 'G-01'")
        with_step(study, lambda writing: _swap_recordings(writing, gone, ""))
    done = a.fetches(file)
    assert (done.moments, done.added) == (0, 1)
    assert any("1 recording of the package is not in this study." in notice for notice in done.notices)


def test_moments_outside_the_recording_stay_out(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    file = b.shares()
    with a.open() as study:
        with_step(study, lambda writing: writing.execute("UPDATE recording SET duration_ms = 1500 WHERE name = 'G-01'"))
    done = a.fetches(file)
    assert done.moments == 1
    assert any("outside the recording" in notice for notice in done.notices)


# Stopping.


class Stopped:
    cancelled = True

    def report(self, done: int, total: int) -> None:
        """Nobody looks."""


def test_a_fetch_that_is_stopped_leaves_nothing(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    before, package = a.holds(), b.reads(b.shares())
    with pytest.raises(Cancelled):
        a.does(collect_package, package=package, progress=Stopped())
    assert a.holds() == before


def test_a_package_of_another_study_is_refused(b: Laptop, tmp_path: Path) -> None:
    other = founds(tmp_path / "ander")
    codes_much(b)
    with pytest.raises(BadFile, match="another study"):
        other.fetches(b.shares())
    with pytest.raises(BadInput, match="another study"):
        other.does(collect_package, package=b.reads(b.shares()))


def test_persons_of_other_conversations_stay_behind(a: Laptop, b: Laptop) -> None:
    with b.open() as study:
        found = {row["pseudonym"] for row in study.rows("SELECT pseudonym FROM participant")}
    assert found == {CLIENT, CASE_MANAGER}


def test_own_work_of_this_computer_brings_nothing_back(a: Laptop) -> None:
    with a.open() as study:
        gone = tag(study, start_ms=11_000)
    file = a.shares()
    a.does(remove_moments, moments=[gone])
    assert a.looks(file).older
    assert a.fetches(file).added == 0
    assert gone not in notes(a)


def test_what_consent_keeps_out_is_in_the_audit_log(a: Laptop, b: Laptop) -> None:
    codes_much(b)
    file = b.shares()
    with a.open() as study:
        withdraw(study, CLIENT)
    a.fetches(file)
    with a.open() as study:
        last = study.rows("SELECT action, detail FROM audit WHERE action = 'geweigerd' ORDER BY number DESC")[0]
        assert study.value("SELECT conversation_id FROM recording WHERE name = 'G-01'") in last["detail"]
        assert audit.broken_at(study) is None


def test_moments_of_a_restricted_code_are_shown_to_the_lead_alone(a: Laptop, b: Laptop) -> None:
    for laptop in (a, b):
        with laptop.open() as study:
            with_step(
                study, lambda writing: writing.execute("UPDATE code SET key = 'tech_gevoelig' WHERE key = 'werk'")
            )
    with b.open() as study:
        tag(study, "tech_gevoelig", 3_000, note="gevoelig")
        study.perform(mark_discuss, recording="G-01", at_ms=3_000)
    file = b.shares()
    assert [entry.table for entry in a.looks(file).entries] == ["annotation", "discuss_mark"]
    with a.open(acting_as="B") as study:
        package = a.reads(file)
        look = study.perform(look_at_package, package=package)
        assert [entry.table for entry in look.entries] == ["discuss_mark"]
        assert look.count(Fate.ADDED) == 2
