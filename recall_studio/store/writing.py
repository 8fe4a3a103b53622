"""Writing a study: the one connection that does, on the writer's thread, and only inside a step."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from recall_studio.domain.errors import Cancelled, StudyBusy
from recall_studio.domain.ids import StepId, new_id
from recall_studio.domain.words import _
from recall_studio.store.connection import translated
from recall_studio.store.reading import Params, Reading, utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlite_utils import Database

    from recall_studio.domain.study import Member
    from recall_studio.store.folder import StudyFolder

BURST_S = 2.0
"""Changes of the same rows that follow each other within this time are one step."""

SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.002, 0.1


@dataclass(frozen=True, slots=True)
class Burst:
    """Changes in quick succession of the same columns of one row, or of the same rows: typing a note, nudging edges."""

    table: str
    row: str | frozenset[str]
    columns: frozenset[str]

    @property
    def rows(self) -> frozenset[str]:
        """All that it changes."""
        return frozenset((self.row,)) if isinstance(self.row, str) else self.row

    def holds(self, table: str, row: str, before: str | None, after: str | None) -> bool:
        """Whether a change of the journal belongs to it."""
        if table != self.table or row not in self.rows or before is None or after is None:
            return False
        was, became = json.loads(before), json.loads(after)
        return {name for name in became if was.get(name) != became[name]} <= self.columns


class Writing(Reading):
    """The connection that edits are given.

    Args:
        db: a connection with no busy timeout of its own.
        folder: where the study lies.
        acting: who does it.
        device: the computer's id, for the journal.
        clock: gives the time, for tests to set.
        patience_s: how long to wait for another program's lock; None waits for ever.
        waiting: told True when it starts to wait, False when it is over.
        given_up: says whether the user no longer wants to wait.
    """

    def __init__(
        self,
        db: Database,
        folder: StudyFolder,
        *,
        acting: Member,
        device: str,
        clock: Callable[[], datetime] = utc_now,
        patience_s: float | None = None,
        waiting: Callable[[bool], None] = lambda _is: None,
        given_up: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(db, folder, clock)
        self.acting = acting
        self.device = device
        self._patience_s = patience_s
        self._waiting = waiting
        self._given_up = given_up
        self._step: int | None = None

    def now(self) -> str:
        """The time in UTC, ISO 8601 with milliseconds."""
        return self.clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    @contextmanager
    def step(
        self, label: str, *, scope: str | None = None, reverts: StepId | None = None, burst: Burst | None = None
    ) -> Iterator[None]:
        """All writes within are one transaction and, where content changed, one step of the journal.

        A step within a step is part of it.

        Args:
            label: what it is, as an English source text for the catalogue; never content.
            scope: the recording or editor that it is done in.
            reverts: the step that it takes back.
            burst: what the step changes and nothing else; it joins the step before when that was of the same burst.

        Raises:
            StudyBusy: another program held the study for longer than the patience.
            DiskFull, StudyReadOnly, StudyDamaged: it could not be kept; nothing of it is.
        """
        if self._step is not None:
            yield
            return
        with self.transaction():
            try:
                joined = burst and self._reopened(burst, label, scope)
                self._step = joined or self._open_step(label, scope, reverts)
                yield
                self._close_step(self._step)
            finally:
                self._step = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes within are kept together or not at all. Edits use `step()`, which is one with a journal.

        Raises:
            StudyBusy, DiskFull, StudyReadOnly, StudyDamaged: it could not be kept; nothing of it is.
            Cancelled: the user stopped waiting for another program.
        """
        self._begin()
        try:
            yield
            with translated():
                self.db.conn.execute("COMMIT")
        except BaseException:
            if self.db.conn.in_transaction:  # SQLite itself rolls back on a full disk
                self.db.conn.execute("ROLLBACK")
            raise

    def _begin(self) -> None:
        """BEGIN IMMEDIATE, with patience: a deferred transaction would fail at its first write, too late to wait."""
        started, pause = time.monotonic(), SHORTEST_PAUSE_S
        told = False
        try:
            while True:
                try:
                    with translated():
                        self.db.conn.execute("BEGIN IMMEDIATE")
                except StudyBusy:
                    if self._given_up():
                        raise Cancelled(_("Stopped while waiting; nothing was changed.")) from None
                    if self._patience_s is not None and time.monotonic() - started > self._patience_s:
                        raise
                else:
                    return
                if not told:
                    told = True
                    self._waiting(True)
                time.sleep(pause)
                pause = min(pause * 1.5, LONGEST_PAUSE_S)
        finally:
            if told:
                self._waiting(False)

    def _open_step(self, label: str, scope: str | None, reverts: StepId | None) -> int:
        seq = self.value("SELECT coalesce(max(seq), 0) + 1 FROM step WHERE device = ?", (self.device,))
        cursor = self.execute(
            "INSERT INTO step(id, device, seq, label, author, at, reverts, scope) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (new_id(), self.device, seq, label, self.acting.id, self.now(), reverts, scope),
        )
        return int(cursor)

    def _reopened(self, burst: Burst, label: str, scope: str | None) -> int | None:
        """The newest step of all, opened again, when it is of this burst and was made a moment ago, here, by us."""
        latest = self.row(
            "SELECT number, at FROM step WHERE number = (SELECT max(number) FROM step) AND device = ? AND author = ? "
            "AND label = ? AND scope IS ? AND reverts IS NULL AND number > (SELECT undo_barrier FROM study)",
            (self.device, self.acting.id, label, scope),
        )
        if latest is None:
            return None
        age_s = (self.clock() - datetime.fromisoformat(latest["at"])).total_seconds()
        changes = self.tuples('SELECT "table", row, before, after FROM change WHERE step = ?', (latest["number"],))
        if not 0 <= age_s < BURST_S or not all(burst.holds(*change) for change in changes):
            return None
        if {row for _table, row, _before, _after in changes} != burst.rows:  # other rows were chosen meanwhile
            return None
        self.execute("UPDATE step SET open = 1, at = ? WHERE number = ?", (self.now(), latest["number"]))
        return int(latest["number"])

    def _close_step(self, number: int) -> None:
        if self.value("SELECT 1 FROM change WHERE step = ? LIMIT 1", (number,)):
            self.execute("UPDATE step SET open = 0 WHERE number = ?", (number,))
        else:
            self.execute("DELETE FROM step WHERE number = ?", (number,))

    def execute(self, sql: str, params: Params = ()) -> int:
        """Run one statement; gives the last row's number."""
        with translated():
            return int(self.db.conn.execute(sql, params).lastrowid or 0)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one prepared statement for each row."""
        with translated():
            self.db.conn.executemany(sql, rows)

    def insert(self, table: str, row: Mapping[str, object]) -> None:
        """Add a row by prepared SQL: `Table.insert()` looks the table up each time, at six times the cost."""
        self.execute(insert_sql(table, tuple(row)), tuple(row.values()))

    @override
    def __repr__(self) -> str:
        return f"Writing({self.folder.root.name!r})"


def insert_sql(table: str, columns: tuple[str, ...]) -> str:
    """The statement that adds a row with these columns."""
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    return f'INSERT INTO "{table}"({names}) VALUES ({places})'
