"""Taking back and doing again: whose step, in which recording, up to where, and never at the cost of later work."""

from pathlib import Path

import pytest
import sqlcipher3

from recall_studio.domain.errors import NothingToUndo, UndoConflict
from recall_studio.domain.ids import new_id
from recall_studio.edits.coding import import_moments
from recall_studio.edits.founding import switch_codes
from recall_studio.store import journal, wholeness
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.store.conftest import Opens
from tests.store.studies import add, answer, ids_of_moments, moments, redo, rows_of, tag, undo, with_step

ONE, TWO = ("A", "taal_vraag", 1_000, None), ("A", "werk", 2_000, 5_000)


def steps(study: Study) -> list[tuple[str, str]]:
    """Label and author of the history, as the acting member sees it."""
    return [(step.label, step.author) for step in journal.history(study, as_seen_by=study.acting)]


def move(study: Study, moment: str, start_ms: int) -> None:
    with_step(study, lambda writing: _move(writing, moment, start_ms), scope="G-01")


def _move(writing: Writing, moment: str, start_ms: int) -> None:
    writing.execute("UPDATE annotation SET start_ms = ? WHERE id = ?", (start_ms, moment))


def _mark(writing: Writing, moment: str) -> None:
    """Mark a moment of a recording to discuss; no edit of this package does."""
    places = writing.rows("SELECT conversation_id, recording_id FROM annotation WHERE id = ?", (moment,))[0]
    row = {"id": new_id(), **places, "annotation_id": moment, "at_ms": 1_000}
    writing.insert("discuss_mark", {**row, "member": writing.acting.id, "created_at": writing.now()})


def test_a_moment_is_taken_back_and_put_back(study: Study) -> None:
    tag(study, "taal_vraag", 1_000)
    tag(study, "werk", 2_000, 5_000, note="stilte")
    rows = study.tuples("SELECT * FROM annotation ORDER BY id")
    assert undo(study).label == "Tag moment"
    assert moments(study) == [ONE]
    undo(study)
    assert moments(study) == []
    redo(study)
    redo(study)
    assert moments(study) == [ONE, TWO]
    assert study.tuples("SELECT * FROM annotation ORDER BY id") == rows  # with its id, note and time of making


def test_there_is_nothing_to_take_back_and_nothing_to_do_again(study: Study) -> None:
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        undo(study)
    tag(study)
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        redo(study)


def test_the_founding_cannot_be_taken_back(study: Study) -> None:
    """The codebook that a study starts with is content; the barrier keeps it."""
    assert study.value("SELECT undo_barrier FROM study") >= 1
    assert study.value("SELECT count(*) FROM change WHERE step = 1") > len(study.tuples("SELECT * FROM code"))
    with pytest.raises(NothingToUndo):
        undo(study)
    assert len(study.tuples("SELECT * FROM code")) == 6


def test_new_work_ends_what_could_be_done_again(study: Study) -> None:
    tag(study)
    undo(study)
    tag(study, "werk", 3_000)
    with pytest.raises(NothingToUndo):
        redo(study)


def test_a_slip_is_taken_back_after_a_restart(opens: Opens) -> None:
    study = opens()
    tag(study, "taal_vraag", 1_000)
    tag(study, "werk", 2_000, 5_000)
    study.close()
    study = opens()
    undo(study)
    study.close()
    study = opens()
    assert moments(study) == [ONE]
    redo(study)
    assert moments(study) == [ONE, TWO]


def test_everybody_takes_back_their_own_latest_step(opens: Opens) -> None:
    a, b = opens("A"), opens("B")
    tag(a, "taal_vraag", 1_000)
    tag(b, "werk", 2_000)
    tag(b, "taal", 3_000)
    undo(a)
    assert moments(b) == [("B", "werk", 2_000, None), ("B", "taal", 3_000, None)]
    with pytest.raises(NothingToUndo):
        undo(a)
    undo(b)
    with pytest.raises(NothingToUndo):
        redo(opens("A", path=a.folder.root), scope="G-02")
    redo(a)
    assert moments(a) == [ONE, ("B", "werk", 2_000, None)]


def test_in_a_recording_only_its_own_steps_are_taken_back(study: Study, tmp_path: Path) -> None:
    add(study, "G-03", tmp_path / "G-03.mp4")
    answer(study, "K-417")
    answer(study, "M-083")
    tag(study, "taal_vraag", 1_000, recording="G-01")
    tag(study, "werk", 2_000, recording="G-03")
    study.perform(switch_codes, keys=["werk"], on=False)
    undo(study, scope="G-01")
    assert moments(study) == [("A", "werk", 2_000, None)]
    with pytest.raises(NothingToUndo):
        undo(study, scope="G-01")
    assert not study.value("SELECT \"on\" FROM code WHERE key = 'werk'")
    undo(study)  # everywhere: the codebook was the latest
    assert study.value("SELECT \"on\" FROM code WHERE key = 'werk'")
    redo(study, scope="G-01")
    assert moments(study)[0] == ONE


def test_what_is_done_again_in_one_recording_can_be_taken_back_from_everywhere(study: Study) -> None:
    tag(study, "taal_vraag", 1_000)
    undo(study, scope="G-01")
    study.perform(switch_codes, keys=["werk"], on=False)
    redo(study, scope="G-01")
    assert moments(study) == [ONE]
    undo(study)
    assert moments(study) == []


def test_what_was_changed_later_is_not_overwritten(opens: Opens) -> None:
    a, b = opens("A"), opens("B")
    moment = tag(a, "taal_vraag", 1_000)
    move(b, moment, 4_000)
    before, history = a.tuples("SELECT * FROM annotation"), steps(a)
    with pytest.raises(UndoConflict, match="“Tag moment” cannot be taken back") as told:
        undo(a)
    assert told.value.remedy
    assert a.tuples("SELECT * FROM annotation") == before
    assert steps(a) == history
    undo(b)
    undo(a)
    assert moments(a) == []


def test_of_a_step_with_one_row_changed_later_nothing_is_taken_back(opens: Opens) -> None:
    a, b = opens("A"), opens("B")
    first, second = tag(a, "taal_vraag", 1_000), tag(a, "werk", 2_000, 5_000)
    both = ("UPDATE annotation SET start_ms = 900 WHERE id IN (?, ?)", (first, second))
    with_step(a, lambda writing: writing.execute(*both))
    with_step(b, lambda writing: writing.execute("UPDATE annotation SET note = 'x' WHERE id = ?", (second,)))
    with pytest.raises(UndoConflict):
        undo(a)
    assert {start for _coder, _code, start, _end in moments(a)} == {900}


def test_what_was_changed_later_and_back_again_can_be_taken_back(opens: Opens) -> None:
    a, b = opens("A"), opens("B")
    moment = tag(a, "taal_vraag", 1_000)
    move(b, moment, 4_000)
    move(b, moment, 1_000)
    undo(a)
    assert moments(a) == []


def test_taking_back_a_moment_takes_nobody_elses_mark_along(opens: Opens) -> None:
    """The mark would go with the moment that it hangs on."""
    a, b = opens("A"), opens("B")
    moment = tag(a)
    with_step(b, lambda writing: _mark(writing, moment))
    with pytest.raises(UndoConflict):
        undo(a)
    assert ids_of_moments(a) == [moment]
    assert len(a.tuples("SELECT * FROM discuss_mark")) == 1
    undo(b)
    undo(a)
    assert ids_of_moments(a) == []


def test_a_mark_whose_moment_is_gone_is_not_put_back(opens: Opens) -> None:
    a, b = opens("A"), opens("B")
    moment = tag(a)
    with_step(b, lambda writing: _mark(writing, moment))
    undo(b)
    undo(a)
    history = steps(b)
    with pytest.raises(UndoConflict):
        redo(b)
    assert b.tuples("SELECT * FROM discuss_mark") == []
    assert steps(b) == history
    assert list(wholeness.problems(b)) == []


def test_a_row_whose_unique_name_was_given_away_is_not_put_back(opens: Opens) -> None:
    a, b = opens("A"), opens("B")
    with_step(a, lambda writing: writing.execute("DELETE FROM code WHERE key = 'gez'"))
    other = {"id": "other", "key": "gez", "position": 9, "label_nl": "G", "label_en": "H", "code_type": "point"}
    with_step(b, lambda writing: writing.insert("code", other))
    with pytest.raises(UndoConflict):
        undo(a)
    assert a.tuples("SELECT id FROM code WHERE key = 'gez'") == [("other",)]


def test_what_goes_along_comes_back_along(study: Study) -> None:
    moment = tag(study)
    with_step(study, lambda writing: _mark(writing, moment))
    before = study.tuples("SELECT * FROM discuss_mark")
    with_step(study, lambda writing: writing.execute("DELETE FROM annotation"))
    assert study.tuples("SELECT * FROM discuss_mark") == []
    undo(study)
    assert study.tuples("SELECT * FROM discuss_mark") == before
    assert ids_of_moments(study) == [moment]
    redo(study)
    assert study.tuples("SELECT * FROM discuss_mark") == []


def test_a_row_that_was_replaced_comes_back(study: Study) -> None:
    """REPLACE deletes silently; the journal sees it all the same."""
    with_step(study, lambda writing: writing.execute("INSERT INTO exclusive_group VALUES ('g', '[1]')"))
    with_step(study, lambda writing: writing.execute("INSERT OR REPLACE INTO exclusive_group VALUES ('g', '[2]')"))
    undo(study)
    assert study.value("SELECT codes FROM exclusive_group WHERE id = 'g'") == "[1]"


def test_names_that_change_places_change_back(study: Study) -> None:
    def swap(writing: Writing) -> None:
        for old, new in (("werk", "t"), ("taal", "werk"), ("t", "taal")):
            writing.execute("UPDATE code SET key = ? WHERE key = ?", (new, old))

    before = study.tuples("SELECT id, key FROM code ORDER BY id")
    with_step(study, swap)
    assert study.tuples("SELECT id, key FROM code ORDER BY id") != before
    undo(study)
    assert study.tuples("SELECT id, key FROM code ORDER BY id") == before


# What is a step.


def test_a_failure_takes_everything_in_the_step_with_it(study: Study) -> None:
    moment = tag(study)
    tables = ("step", "change", "annotation", "memo", "member", "audit")
    before = rows_of(study, *tables)

    def fails(writing: Writing) -> None:
        _move(writing, moment, 7_000)
        writing.execute("INSERT INTO tombstone(id, \"table\", row_hash, at, reason) VALUES ('x', 'x', 'x', 'x', 'x')")
        writing.execute("INSERT INTO annotation(id) VALUES ('half')")  # not without the rest

    with pytest.raises(sqlcipher3.IntegrityError, match="NOT NULL"):
        with_step(study, fails)
    assert rows_of(study, *tables) == before
    assert study.tuples("SELECT * FROM tombstone") == []


def test_a_step_within_a_step_is_part_of_it(study: Study) -> None:
    def outer(writing: Writing) -> None:
        for key in ("taal", "werk"):
            switch_codes(writing, keys=[key], on=False)

    with_step(study, outer, label="Switch codes on or off")
    assert steps(study)[-1] == ("Switch codes on or off", "A")
    assert study.value("SELECT count(DISTINCT step) FROM change WHERE step > 1") == 1
    undo(study)
    assert study.value('SELECT count(*) FROM code WHERE "on" = 1') == 5


def test_a_failure_after_an_inner_step_takes_that_one_along(study: Study) -> None:
    def outer(writing: Writing) -> None:
        switch_codes(writing, keys=["taal"], on=False)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        with_step(study, outer)
    assert study.value("SELECT \"on\" FROM code WHERE key = 'taal'")
    assert len(steps(study)) == 1


def test_without_a_change_of_content_there_is_no_step(study: Study) -> None:
    before = study.tuples("SELECT * FROM step")
    answer(study, "K-417")
    study.perform(import_moments, given=())
    assert study.tuples("SELECT * FROM step") == before


def test_a_step_says_who_when_where_and_never_what(study: Study) -> None:
    tag(study, note="een geheim")
    step = study.rows("SELECT * FROM step ORDER BY number DESC LIMIT 1")[0]
    assert (step["label"], step["scope"], step["reverts"], step["open"]) == ("Tag moment", "G-01", None, 0)
    assert step["author"] == study.acting.id
    assert step["at"] == "2026-03-12T12:00:00.000Z"
    assert "geheim" not in str(step)
    undo(study)
    assert study.value("SELECT reverts FROM step ORDER BY number DESC LIMIT 1") == step["id"]
