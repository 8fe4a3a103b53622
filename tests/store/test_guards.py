"""Nothing is written past the journal: every table is guarded, and records stay as they were written."""

import json
from collections.abc import Callable

import pytest
import sqlcipher3

from recall_studio.domain.ids import new_id
from recall_studio.edits.coding import declare_range
from recall_studio.edits.transcribing import GivenTurn, add_transcript
from recall_studio.store import wholeness
from recall_studio.store.schema import CONTENT, TABLES, Kind
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.store.studies import answer, tag, with_step

GUARDED = [table.name for table in TABLES if table.kind is not Kind.JOURNAL]
APPENDED = [table.name for table in TABLES if table.kind is Kind.APPENDED]

# Rows of what no edit writes yet; {} are ids that are there.
_EXTRA: dict[str, dict[str, object]] = {
    "tombstone": {"id": "gone", "table": "memo", "row_hash": "x", "at": "2026", "reason": "test"},
    "recall_session": {"conversation_id": "{conversation}", "recaller_id": "{participant}", "interviewer": "{member}"},
    "seen_range": {"recording_id": "{recording}", "member": "{member}", "start_ms": 0, "end_ms": 10},
    "selection": {
        "conversation_id": "{conversation}",
        "start_ms": 0,
        "purpose": "nagesprek",
        "method": "zelf",
        "member": "{member}",
    },
    "discuss_mark": {"conversation_id": "{conversation}", "at_ms": 5, "member": "{member}"},
    "memo": {"kind": "memo", "about_table": "code", "about_row": "x", "text": "t", "member": "{member}"},
    "concept": {"kind": "code", "key": "taal", "content": "{}", "member": "{member}"},
    "collected": {"coder": "{member}", "device": "d", "seq": 1, "content": "{}", "member": "{member}", "at": "2026"},
    "live_observation": {"conversation_id": "{conversation}", "member": "{member}", "started_at": "2026"},
    "recall_present": {"recall_session_id": "{recall_session}", "participant_id": "{participant}", "role": "tolk"},
    "recall_moment": {"recall_session_id": "{recall_session}", "place": 1, "start_ms": 0, "method": "codegestuurd"},
    "recall_shown": {"recall_session_id": "{recall_session}", "start_ms": 0, "end_ms": 10, "session_ms": 0},
    "recall_stop": {
        "recall_session_id": "{recall_session}",
        "position_ms": 5,
        "session_ms": 5,
        "initiator": "klant",
    },
    "recall_prompt": {"recall_stop_id": "{recall_stop}", "seq": 1, "type": "algemeen", "text": "t", "session_ms": 5},
    "recall_comment": {"recall_stop_id": "{recall_stop}", "seq": 1, "text": "t", "session_ms": 5},
    "recall_event": {"recall_session_id": "{recall_session}", "kind": "rust", "session_ms": 5},
    "recall_piece": {
        "recall_session_id": "{recall_session}",
        "session_ms": 0,
        "rate_hz": 16_000,
        "channels": 1,
        "stored_as": "x",
    },
    "recall_version": {
        "recall_session_id": "{recall_session}",
        "table": "recall_stop",
        "row": "x",
        "before": "{}",
        "member": "{member}",
        "at": "2026",
    },
    "instruction_sound": {
        "language": "nl",
        "instruction_version": "1",
        "stored_as": "x",
        "length_ms": 10,
        "size_bytes": 5,
        "member": "{member}",
    },
    "comment_link": {"recall_comment_id": "{recall_comment}", "annotation_id": "{annotation}", "member": "{member}"},
    "congruence": {"recording_id": "{recording}", "start_ms": 0, "judgement": "gelijk", "member": "{member}"},
    "global_rating": {
        "conversation_id": "{conversation}",
        "item": "echtheid",
        "rater": "klant",
        "score": 3,
        "member": "{member}",
    },
}
_UNSTAMPED = {"tombstone", "seen_range", "collected", "live_observation"}
_UNSTAMPED |= {"recall_moment", "recall_shown", "recall_version"}


@pytest.fixture
def full(study: Study) -> Study:
    """A study with at least one row in every table."""
    answer(study, "K-417")
    tag(study)
    study.perform(declare_range, recording="G-01", coder="A", start_ms=0, end_ms=10, codes=["taal"])
    study.perform(add_transcript, recording="G-01", turns=(GivenTurn(0, 10, "klant", "Ja."),))
    there = ("conversation", "participant", "member", "recording", "annotation")
    ids = {name: study.value(f'SELECT id FROM "{name}"') for name in there}

    def fill(writing: Writing) -> None:
        for table, row in _EXTRA.items():
            filled = {
                name: value.format(**ids) if isinstance(value, str) and value != "{}" else value
                for name, value in row.items()
            }
            stamp = {} if table in _UNSTAMPED else {"created_at": writing.now()}
            ids.setdefault(table, new_id())
            writing.insert(table, {"id": ids[table], **filled, **stamp})

    with_step(study, fill)
    return study


def test_the_list_of_tables_is_complete(full: Study) -> None:
    """And each has a row here, so that no table escapes the tests below."""
    there = {name for (name,) in full.tuples("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = {name for name in there if not name.startswith("_") and not name.startswith("sqlite_")}
    assert {table.name for table in TABLES} == ours
    assert [name for name in ours if not full.value(f'SELECT count(*) FROM "{name}"')] == []


def copy_of_a_row(writing: Writing, table: str) -> tuple[str, list[object]]:
    """The statement and values that add a row like the first one, with other values where they must differ."""
    row = writing.rows(f'SELECT * FROM "{table}" LIMIT 1')[0]
    indexes = writing.rows(f"PRAGMA index_list('{table}')")
    single = {"id", "number"} | {
        writing.rows(f"PRAGMA index_info('{index['name']}')")[-1]["name"]  # one other value makes it another row
        for index in indexes
        if index["unique"]
    }
    for name in {"id", "number", *single} & set(row):
        row[name] = row[name] + 1_000 if isinstance(row[name], int) else f"{row[name]}-2"
    names = ", ".join(f'"{name}"' for name in row)
    return f'INSERT INTO "{table}"({names}) VALUES ({", ".join("?" * len(row))})', list(row.values())


def outside_any_step(study: Study, work: Callable[[Writing], object]) -> object:
    return study.perform(work)


@pytest.mark.parametrize("table", GUARDED)
def test_nothing_is_written_outside_a_step(full: Study, table: str) -> None:
    before = full.tuples(f'SELECT * FROM "{table}"')
    column = full.rows(f"PRAGMA table_info('{table}')")[0]["name"]

    def attempts(writing: Writing) -> list[tuple[str, list[object]]]:
        same = (f'UPDATE "{table}" SET "{column}" = "{column}"', list[object]())
        gone = (f'DELETE FROM "{table}"', list[object]())
        return [copy_of_a_row(writing, table), same, gone]

    for number in range(3):

        def write(writing: Writing, number: int = number) -> None:
            writing.execute("PRAGMA foreign_keys = OFF")  # the guard alone must hold it
            writing.execute(*attempts(writing)[number])

        with pytest.raises(sqlcipher3.IntegrityError, match=r"write outside a step|this record is never changed"):
            outside_any_step(full, write)
    assert full.tuples(f'SELECT * FROM "{table}"') == before


@pytest.mark.parametrize("table", APPENDED)
@pytest.mark.parametrize("way", ["update", "delete", "replace"])
def test_a_record_is_never_changed_and_never_goes(full: Study, table: str, way: str) -> None:
    """Also within a step, and also by REPLACE."""
    before = full.tuples(f'SELECT * FROM "{table}"')
    statement = {
        "update": f'UPDATE "{table}" SET number = number + 1000',
        "delete": f'DELETE FROM "{table}" WHERE number = 1',
        "replace": f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}" WHERE number = 1',
    }[way]
    with pytest.raises(sqlcipher3.IntegrityError, match="this record is never changed"):
        with_step(full, lambda writing: writing.execute(statement))
    assert full.tuples(f'SELECT * FROM "{table}"') == before


@pytest.mark.parametrize("table", APPENDED)
def test_a_record_can_be_added_to_within_a_step(full: Study, table: str) -> None:
    """The control: what is refused above is not refused for another reason."""
    before = full.value(f'SELECT count(*) FROM "{table}"')

    def write(writing: Writing) -> None:
        statement, values = copy_of_a_row(writing, table)
        writing.execute(statement, values)

    with_step(full, write)
    assert full.value(f'SELECT count(*) FROM "{table}"') == before + 1


@pytest.mark.parametrize("table", CONTENT)
def test_no_content_table_has_fractions(full: Study, table: str) -> None:
    """JSON would round them to 15 digits, and undo would bring back another number."""
    types = {column["type"] for column in full.rows(f"PRAGMA table_info('{table}')")}
    assert types <= {"TEXT", "INTEGER"}


@pytest.mark.parametrize("table", CONTENT)
def test_every_content_table_is_journalled(full: Study, table: str) -> None:
    row = full.rows(f'SELECT * FROM "{table}" LIMIT 1')[0]
    with_step(full, lambda writing: writing.execute(f'UPDATE "{table}" SET id = id WHERE id = ?', (row["id"],)))
    change = full.rows("SELECT * FROM change ORDER BY number DESC LIMIT 1")[0]
    assert (change["table"], change["row"]) == (table, row["id"])
    assert json.loads(change["before"]) == json.loads(change["after"]) == row


def test_a_step_that_failed_leaves_the_guards_up(full: Study) -> None:
    def fails(_writing: Writing) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        with_step(full, fails)
    with pytest.raises(sqlcipher3.IntegrityError, match="write outside a step"):
        outside_any_step(full, lambda writing: writing.execute("DELETE FROM memo"))


def test_the_reading_connection_writes_nothing(full: Study) -> None:
    with pytest.raises(sqlcipher3.OperationalError, match="readonly"):
        full.db.conn.execute("DELETE FROM memo")


@pytest.mark.parametrize("trigger", ["insert_annotation", "delete_audit", "update_case"])
def test_a_guard_that_is_missing_is_noticed(study: Study, trigger: str) -> None:
    study.perform(lambda writing: writing.execute(f"DROP TRIGGER {trigger}"))
    assert list(wholeness.problems(study)) == ["The journal of the database was switched off for some tables."]
