"""The work of one coder as row images, to pack and to take in; and what was fetched of whom before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recall_studio.domain.ids import new_id
from recall_studio.domain.packages import OWNER
from recall_studio.domain.rounds import Said
from recall_studio.store import rounds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from recall_studio.domain.packages import Hashes, RowImage
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

GIVEN = ""
"""Stands for the computer in the row that says what a coder's work looked like when the study was prepared for them."""

_THESE = "SELECT value FROM json_each(?)"
_STANDS = "id NOT IN (SELECT id FROM tombstone)"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was fetched of a coder from one computer.

    Args:
        id: of the row that remembers it.
        device: the computer's random id.
        seq: of the newest step in that package.
        made_at: when that package was made.
        rows: what each row of it looked like, as it came in here.
        choices: by the id of a code there, what was chosen for it and for which difference.
    """

    id: str
    device: str
    seq: int
    made_at: str
    rows: Hashes
    choices: Mapping[str, tuple[str, str]]


def seen(study: Reading) -> dict[str, int]:
    """By computer, the newest step that this study knows, also by what was fetched."""
    return dict(
        study.tuples(
            "SELECT device, max(seq) FROM (SELECT device, seq FROM step UNION ALL "
            "SELECT device, seq FROM collected WHERE device <> '') GROUP BY device"
        )
    )


def own_steps(study: Reading) -> dict[str, int]:
    """By computer, the newest step that the journal of this study holds."""
    return dict(study.tuples("SELECT device, max(seq) FROM step GROUP BY device"))


def rows_of(study: Reading, table: str, coder: str) -> list[Row]:
    """All rows of a coder in one of the tables that packages carry."""
    return study.rows(f'SELECT * FROM "{table}" WHERE "{OWNER[table]}" = ? ORDER BY id', (coder,))


def counts(study: Reading, coder: str) -> tuple[int, int, int, int, int, int]:
    """How much a coder has: ended moments, those with a note, running ones, ranges, marks, memos."""
    ended, noted, running = study.tuples(
        "SELECT count(*) FILTER (WHERE NOT running), count(note) FILTER (WHERE NOT running), "
        "count(*) FILTER (WHERE running) FROM annotation WHERE coder = ?",
        (coder,),
    )[0]
    others = ("coded_range", "discuss_mark", "memo")
    ranges, marks, memos = (
        int(study.value(f'SELECT count(*) FROM "{table}" WHERE "{OWNER[table]}" = ?', (coder,))) for table in others
    )
    return ended, noted, running, ranges, marks, memos


def rows_by_id(study: Reading, table: str, ids: Collection[str]) -> dict[str, Row]:
    """These rows of a table by their id, as far as they are there."""
    found = study.rows(f'SELECT * FROM "{table}" WHERE id IN ({_THESE})', (json.dumps(list(ids)),))
    return {row["id"]: row for row in found}


def there(study: Reading, table: str, ids: Collection[str]) -> set[str]:
    """Which of these ids the table has; what was erased is not there, though a blank row of it may be."""
    rows = study.tuples(f'SELECT id FROM "{table}" WHERE id IN ({_THESE}) AND {_STANDS}', (json.dumps(list(ids)),))
    return {row for (row,) in rows}


def codes(study: Reading) -> list[Row]:
    """The whole codebook as row images, in its order."""
    return study.rows("SELECT * FROM code ORDER BY position, id")


def modifier_keys(study: Reading) -> set[str]:
    """The keys of all modifiers."""
    return {key for (key,) in study.tuples("SELECT key FROM modifier")}


def versions(study: Reading) -> list[Row]:
    """All versions of the codebook: id, version, content, at."""
    return study.rows("SELECT id, version, content, at FROM codebook_version ORDER BY number")


def fingerprints(study: Reading) -> dict[str, list[str]]:
    """By recording, the fingerprints of its own files, part by part."""
    found: dict[str, list[str]] = {}
    query = "SELECT recording_id, full_fingerprint FROM media_file WHERE kind = 'origineel' ORDER BY recording_id, part"
    for recording, full in study.tuples(query):
        found.setdefault(recording, []).append(full)
    return found


def ready_by(study: Reading, coder: str) -> list[Row]:
    """What a coder said to be ready with in the present round, and the line that opened that round."""
    now = rounds.present(study)
    said = [entry for entry in now.ready.values() if entry.member == coder]
    said += [entry for (member, _place), entry in now.ready_in.items() if member == coder]
    return [
        {"id": one.id, "round": one.round.value, "conversation_id": one.conversation_id, "at": one.at}
        | {"opened": now.opened.id}
        for one in said
    ]


def watched_by(study: Reading, coder: str, conversations: Collection[str]) -> list[Row]:
    """How a coder watched along with these conversations, where that has ended."""
    return study.rows(
        "SELECT id, conversation_id, started_at, ended_at, length_ms FROM live_observation "
        f"WHERE member = ? AND ended_at IS NOT NULL AND conversation_id IN ({_THESE}) ORDER BY started_at, id",
        (coder, json.dumps(list(conversations))),
    )


def add_watched(study: Writing, row: Mapping[str, Any]) -> None:
    """Keep how a coder watched along (id, conversation_id, member, started_at, ended_at, length_ms)."""
    study.insert("live_observation", row)


def places(study: Reading) -> list[Row]:
    """Every conversation (its id null, as what is watched along live lies in it), then every recording.

    With id, name, conversation_id and duration_ms. What was erased takes nothing in any more, and recall interviews
    are no part of coders' work.
    """
    return study.rows(
        "SELECT NULL AS id, name, id AS conversation_id, NULL AS duration_ms FROM conversation "
        f"WHERE {_STANDS} UNION ALL "
        "SELECT id, name, conversation_id, duration_ms FROM recording WHERE recall_session_id IS NULL"
    )


def conversations_of(study: Reading, table: str, ids: Collection[str]) -> dict[str, str]:
    """The conversation that each of these rows belongs to, by the row's id.

    What belongs to none is not among them, nor what lies in a recall interview: those are no part of coders' work.
    """
    column = {"recording": "conversation_id", "annotation": "conversation_id", "conversation": "id"}.get(table)
    if column is None:
        return {}
    apart = "" if table == "conversation" else " AND recall_session_id IS NULL"
    query = f'SELECT id, "{column}" FROM "{table}" WHERE id IN ({_THESE}){apart}'
    return dict(study.tuples(query, (json.dumps(list(ids)),)))


def others_marks(study: Reading, moments: Collection[str], coder: str) -> int:
    """How many discuss marks of others lie on these moments; they go where the moment goes."""
    found = study.value(
        f"SELECT count(*) FROM discuss_mark WHERE member <> ? AND annotation_id IN ({_THESE})",
        (coder, json.dumps(list(moments))),
    )
    return int(found)


def earlier(study: Reading, coder: str) -> list[Earlier]:
    """What was fetched of a coder before, the latest last."""
    rows = study.rows("SELECT id, device, seq, content FROM collected WHERE coder = ? ORDER BY at, id", (coder,))
    return [_earlier(row) for row in rows]


def _earlier(row: Row) -> Earlier:
    kept = json.loads(row["content"])
    choices = {code: (choice, about) for code, (choice, about) in kept["choices"].items()}
    return Earlier(row["id"], row["device"], row["seq"], kept["made_at"], kept["rows"], choices)


def fetched(study: Reading) -> list[Row]:
    """What was fetched of whom, the latest first: coder, made_at (of the package), at, and by whom."""
    return study.rows(
        "SELECT collected.id, coder.code AS coder, json_extract(content, '$.made_at') AS made_at, at, "
        "fetcher.code AS fetcher FROM collected JOIN member AS coder ON coder.id = collected.coder "
        "JOIN member AS fetcher ON fetcher.id = collected.member WHERE device <> '' ORDER BY at DESC, collected.id"
    )


def remember(study: Writing, coder: str, fetched: Earlier) -> None:
    """Keep what was fetched of a coder from one computer, in the place of what was kept of it before."""
    kept = {"made_at": fetched.made_at, "rows": fetched.rows, "choices": fetched.choices}
    row = {
        "id": fetched.id or new_id(),
        "coder": coder,
        "device": fetched.device,
        "seq": fetched.seq,
        "content": json.dumps(kept, sort_keys=True, separators=(",", ":")),
        "member": study.acting.id,
        "at": study.now(),
    }
    put(study, "collected", [row])


def forget(study: Writing, gone: Mapping[str, Collection[str]]) -> None:
    """Remember no longer what these rows, by table, looked like when they were fetched."""
    for which, content in study.tuples("SELECT id, content FROM collected"):
        kept = json.loads(content)
        for table, ids in gone.items():
            for row in kept["rows"].get(table, {}).keys() & set(ids):
                del kept["rows"][table][row]
        made = json.dumps(kept, sort_keys=True, separators=(",", ":"))
        if made != content:
            study.execute("UPDATE collected SET content = ? WHERE id = ?", (made, which))


def put(study: Writing, table: str, rows: Sequence[RowImage]) -> None:
    """Write rows, in the place of those that have their ids."""
    if not rows:
        return
    names = tuple(rows[0])
    columns, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != "id")
    study.execute_many(
        f'INSERT INTO "{table}"({columns}) VALUES ({places}) ON CONFLICT(id) DO UPDATE SET {updates}',
        [tuple(row[name] for name in names) for row in rows],
    )


def take(study: Writing, table: str, ids: Iterable[str]) -> None:
    """Take rows away."""
    study.execute_many(f'DELETE FROM "{table}" WHERE id = ?', [(row,) for row in ids])


def add_version(study: Writing, row: Mapping[str, Any]) -> None:
    """Keep a version of the codebook as it stood elsewhere (id, version, content, member, at); it is not in force."""
    study.insert("codebook_version", {**row, "why": ""})


def add_ready(study: Writing, row: Mapping[str, Any]) -> None:
    """Keep that a coder said to be ready (id, round, conversation_id, member, at)."""
    study.insert("round_state", {**row, "state": Said.READY.value})


def next_position(study: Reading) -> int:
    """The place after all codes."""
    return int(study.value("SELECT coalesce(max(position), -1) + 1 FROM code"))
