"""Reading a study: one connection, on the thread that opened it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from recall_studio.domain.errors import UnknownName
from recall_studio.domain.ids import MemberId, ParticipantId, StudyId
from recall_studio.domain.rounds import is_blind
from recall_studio.domain.study import Member, Role, StudyFacts, StudyKind
from recall_studio.domain.words import _
from recall_studio.store import rounds
from recall_studio.store.connection import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database

    from recall_studio.domain.study import Round
    from recall_studio.store.folder import StudyFolder

Row = dict[str, Any]
Params: TypeAlias = Sequence[Any] | Mapping[str, Any]


def utc_now() -> datetime:
    """The computer's clock, in UTC."""
    return datetime.now(UTC)


class Reading:
    """A connection to read a study with.

    Args:
        db: the connection.
        folder: where the study lies.
        clock: gives the time, for tests to set.
    """

    def __init__(self, db: Database, folder: StudyFolder, clock: Callable[[], datetime] = utc_now) -> None:
        self.db = db
        self.folder = folder
        self.clock = clock

    def today(self) -> date:
        """The day it is here, for rules about days."""
        return self.clock().astimezone().date()

    def tuples(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """The rows of a query as tuples.

        Raises:
            StudyDamaged: the file cannot be read.
        """
        with translated():
            return self.db.conn.execute(sql, params).fetchall()

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """The rows of a query by column name."""
        with translated():
            cursor = self.db.conn.execute(sql, params)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def row(self, sql: str, params: Params = ()) -> Row | None:
        """The first row, or None."""
        return next(iter(self.rows(sql, params)), None)

    def value(self, sql: str, params: Params = ()) -> Any:
        """The first column of the first row, or None."""
        return next(iter(self.tuples(sql, params)), (None,))[0]

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read within is of one moment, whatever others write meanwhile."""
        with translated():
            self.db.conn.execute("BEGIN")
        try:
            yield
        finally:
            self.db.conn.execute("COMMIT")

    def facts(self) -> StudyFacts:
        """What the study is."""
        row = self.rows("SELECT id, title, kind, synthetic, retention_months, created_at FROM study")[0]
        return StudyFacts(
            StudyId(row["id"]),
            row["title"],
            StudyKind(row["kind"]),
            bool(row["synthetic"]),
            row["retention_months"],
            row["created_at"],
        )

    def members(self) -> list[Member]:
        """Everybody who works in the study, in the order they came."""
        rows = self.rows("SELECT id, code, role, lead, participant_id, reaction_ms FROM member ORDER BY number")
        return [_member(row) for row in rows]

    def member(self, code: str | None) -> Member:
        """The member of this code, or the first one.

        Raises:
            UnknownName: there is none of that code.
        """
        for member in self.members():
            if code is None or member.code == code:
                return member
        raise UnknownName(
            _("There is no member “{code}” in this study.", code=code),
            remedy=_("“recall-studio member” adds one."),
        )

    def sees_others(self, viewer: Member) -> bool:
        """Whether a member may see the coding of others now: not in an independent round, whoever they are."""
        del viewer  # the rule is the same for everybody, the lead among them
        now, closed = self.round_now()
        return not is_blind(now, closed=closed)

    def round_now(self) -> tuple[Round, bool]:
        """The round that the study stands in, and whether it was closed."""
        return rounds.round_now(self)


def _member(row: Row) -> Member:
    participant = row["participant_id"]
    return Member(
        MemberId(row["id"]),
        row["code"],
        Role(row["role"]),
        bool(row["lead"]),
        ParticipantId(participant) if participant else None,
        row["reaction_ms"],
    )
