"""Taking back and doing again, from the row images that the triggers keep; needs no code per edit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlcipher3

from recall_studio.domain.changes import Changes, Stacks, Step, stacks
from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.errors import NothingToUndo, UndoConflict
from recall_studio.domain.ids import ConversationId
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _
from recall_studio.store import access

if TYPE_CHECKING:
    from recall_studio.domain.ids import StepId
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing


_FIRST_MOMENT = (
    "(SELECT coalesce(after, before) FROM change WHERE change.step = step.number AND \"table\" = 'annotation' "
    "ORDER BY change.number LIMIT 1)"
)


def history(study: Reading, *, as_seen_by: Member, author: str | None = None, limit: int = -1) -> list[Step]:
    """The latest steps that this member may see, oldest first.

    Args:
        study: where.
        as_seen_by: who looks; in an independent round only the own steps are there.
        author: only the steps of the member with this code.
        limit: how many at the most; −1 for all.
    """
    rows = study.rows(
        "SELECT step.number, step.id, label, member.code AS author, at, reverts, scope, "
        "(SELECT count(*) FROM change WHERE change.step = step.number) AS changes, "
        f"{_FIRST_MOMENT} AS about "
        "FROM step JOIN member ON member.id = step.author "
        "WHERE (?1 IS NULL OR member.code = ?1) AND (?2 OR author = ?3) ORDER BY step.number DESC LIMIT ?4",
        (author, study.sees_others(as_seen_by), as_seen_by.id, limit),
    )
    seen, keys = access.seen_recordings(study, as_seen_by), _keys(study)
    for row in rows:
        row["about"] = _about(row["about"], keys, as_seen_by) if row["scope"] in seen else ""
    return [Step(**row) for row in reversed(rows)]


def reversals(study: Reading) -> dict[StepId, StepId]:
    """Which step takes back which."""
    return dict(study.tuples("SELECT id, reverts FROM step WHERE reverts IS NOT NULL"))


def _keys(study: Reading) -> dict[str, str]:
    return dict(study.tuples("SELECT id, key FROM code"))


def _about(image: str | None, keys: dict[str, str], viewer: Member) -> str:
    """The code and place of a moment's row image; nothing of a restricted one, but for the lead."""
    if image is None:
        return ""
    moment = json.loads(image)
    key = keys.get(moment["code_id"], "")
    return "" if key in RESTRICTED and not viewer.lead else f"{key} {format_ms(moment['start_ms'])}".strip()


def what_can_be_undone(study: Reading, *, author: Member, scope: str | None = None) -> Stacks:
    """The member's steps that can be taken back or done again, in one recording or editor or in all."""
    rows = study.rows(
        "SELECT number, id, label, author, at, reverts, scope FROM step WHERE author = ?1 "
        "AND (?2 IS NULL OR scope IS ?2) AND number > (SELECT undo_barrier FROM study) ORDER BY number",
        (author.id, scope),
    )
    return stacks([Step(**row) for row in rows])


def undo(study: Writing, *, scope: str | None = None) -> Step:
    """Take back the acting member's latest step.

    Raises:
        NothingToUndo: there is none.
        UndoConflict: what it made was changed since.
    """
    undoable = what_can_be_undone(study, author=study.acting, scope=scope).undo
    if not undoable:
        raise NothingToUndo(_("There is nothing to undo."))
    return _revert(study, undoable[-1])


def redo(study: Writing, *, scope: str | None = None) -> Step:
    """Do again what the acting member took back last.

    Raises:
        NothingToUndo: nothing was taken back since the last new step.
        UndoConflict: it no longer fits.
    """
    redoable = what_can_be_undone(study, author=study.acting, scope=scope).redo
    if not redoable:
        raise NothingToUndo(_("There is nothing to redo."))
    return _revert(study, redoable[-1])


def _revert(study: Writing, step_id: StepId) -> Step:
    """Write the `before` images of a step back, in one step."""
    columns = f"number, id, label, author, at, reverts, scope, {_FIRST_MOMENT} AS about"
    step = study.rows(f"SELECT {columns} FROM step WHERE id = ?", (step_id,))[0]
    try:
        with study.step(step["label"], scope=step["scope"], reverts=step_id):
            study.execute("PRAGMA defer_foreign_keys = ON")
            images = study.tuples(
                'SELECT "table", row, before, after FROM change WHERE step = ? ORDER BY number', (step["number"],)
            )
            _check_untouched(study, step, images)
            _check_allowed(study, [before for _table, _row, before, _after in images if before])
            last = study.value("SELECT max(number) FROM change")
            for table, row, before, _after in reversed(images):
                _put(study, table, row, before)
            _check_nothing_else(study, step, images, last)
    except sqlcipher3.IntegrityError as error:  # a row that it refers to is gone, or a unique name was given away
        raise _conflict(step) from error
    return Step(**step | {"author": study.acting.code, "about": _about(step["about"], _keys(study), study.acting)})


def _check_untouched(study: Writing, step: Row, images: list[tuple[str, str, str | None, str | None]]) -> None:
    """See that no later step stands on the rows, else writing the old images back would lose its work."""
    last = {(table, row): after for table, row, _before, after in images}
    newest = study.tuples(
        'SELECT later."table", later.row, later.after FROM (SELECT DISTINCT "table", row FROM change WHERE step = ?1) '
        'AS mine JOIN change AS later ON later."table" = mine."table" AND later.row = mine.row '
        "WHERE later.step > ?1 ORDER BY later.number",
        (step["number"],),
    )
    now = {**last, **{(table, row): after for table, row, after in newest}}
    if now != last:
        raise _conflict(step)


def _check_nothing_else(
    study: Writing, step: Row, images: list[tuple[str, str, str | None, str | None]], last: int
) -> None:
    """See that no other rows went along with those that were taken away, such as a mark on a moment."""
    touched = study.tuples('SELECT "table", row FROM change WHERE number > ?', (last,))
    if not set(touched) <= {(table, row) for table, row, _before, _after in images}:
        raise _conflict(step)


def _conflict(step: Row) -> UndoConflict:
    label = step["label"]
    return UndoConflict(
        _("“{label}” cannot be taken back: what it made was changed later.", label=_(label)),
        remedy=_("Take the later change back first, or change it by hand."),
    )


def _check_allowed(study: Writing, written_back: list[str]) -> None:
    """What comes back must be allowed now, as if it were coded today; taking away always is."""
    images = [json.loads(image) for image in written_back]
    concerned = {image["conversation_id"] for image in images if image.get("conversation_id")}
    for recording in {image["recording_id"] for image in images if image.get("recording_id")}:
        concerned.add(study.value("SELECT conversation_id FROM recording WHERE id = ?", (recording,)))
    for conversation in sorted(concerned):
        access.require_coding(study, ConversationId(conversation))


def _put(study: Writing, table: str, row: str, image: str | None) -> None:
    if image is None:
        study.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
        return
    values = json.loads(image)
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" * len(values))
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in values)
    study.execute(
        f'INSERT INTO "{table}"({names}) VALUES ({places}) ON CONFLICT(id) DO UPDATE SET {updates}',
        tuple(values.values()),
    )


def latest(study: Reading) -> tuple[int, int]:
    """The newest numbers of the journal and the audit log."""
    numbers = study.tuples(
        "SELECT (SELECT coalesce(max(number), 0) FROM change), (SELECT coalesce(max(number), 0) FROM audit)"
    )
    return numbers[0][0], numbers[0][1]


def changes_after(study: Reading, change: int, audit: int) -> tuple[Changes, int, int]:
    """What changed after these two numbers of the journal and the audit log, and their numbers now."""
    rows: dict[str, set[str]] = {}
    journal = study.tuples('SELECT "table", row, number FROM change WHERE number > ? ORDER BY number', (change,))
    records = study.tuples('SELECT "table", row, number FROM audit WHERE number > ? ORDER BY number', (audit,))
    for table, row, _number in (*journal, *records):
        if table and row:
            rows.setdefault(table, set()).add(row)
    changed = Changes({table: frozenset(ids) for table, ids in rows.items()})
    return changed, journal[-1][2] if journal else change, records[-1][2] if records else audit
