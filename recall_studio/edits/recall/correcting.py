"""Correcting the record of an interview: every way to it keeps what stood there before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.ids import RecallSessionId
from recall_studio.domain.recall.telling import check_words
from recall_studio.domain.sampling import LONGEST_WHY
from recall_studio.domain.words import _
from recall_studio.edits.recall.preparing import leadable
from recall_studio.store import audit
from recall_studio.store.recall import happenings, versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing


def correctable(study: Writing, table: str, row: str, *, also_removed: bool = False) -> Row:
    """The session of a row that may be corrected now.

    Raises:
        UnknownName: the row is not there.
        BadInput: its interview is kept apart, or it was removed itself and that is not `also_removed`.
        AccessRefused: the member's role does not lead the interview.
    """
    session = happenings.session_of(study, table, row)
    if session is None:
        raise UnknownName(_("This is not there any more."))
    found = leadable(study, RecallSessionId(session))
    if found["set_apart"]:
        raise BadInput(_("This recall interview is kept apart; nothing of it is used or changed."))
    there = happenings.row_of(study, table, row) or {}
    if there.get("removed") and not also_removed:
        raise BadInput(_("This was removed; put it back first."))
    return found


def correct(
    study: Writing,
    session: Row,
    table: str,
    row: str,
    columns: Mapping[str, Any],
    *,
    by_participant: bool = False,
    why: str = "",
    kept: bool = False,
) -> None:
    """Write what is otherwise, within a step, and keep what it was unless its writer is still at it.

    Args:
        study: where.
        session: the row of its interview.
        table: of the row.
        row: its id.
        columns: what they are to hold.
        by_participant: who looked back asked for it.
        why: in a few words.
        kept: what it was is kept also while its writer is at it.

    Raises:
        BadInput: the reason does not fit.
    """
    check_words(why, most=LONGEST_WHY)
    there = happenings.row_of(study, table, row) or {}
    changed = {name: value for name, value in columns.items() if there[name] != value}
    if not changed:
        return
    at_it = session["ended_at"] is None and session["interviewer"] == study.acting.id
    if kept or by_participant or not at_it:
        before = {name: there[name] for name in changed}
        which = RecallSessionId(session["id"])
        versions.insert(study, which, table=table, row=row, before=before, by_participant=by_participant, why=why)
    happenings.change(study, table, row, changed)
    audit.write(
        study, "nagesprek_gewijzigd", table=table, row=row, columns=sorted(changed), by_participant=by_participant
    )
