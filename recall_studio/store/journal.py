"""Taking back and doing again, from the row images that the triggers keep; needs no code per edit."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import sqlcipher3

from recall_studio.domain.changes import Changes, Step, next_to_redo, next_to_undo
from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import NothingToUndo, UndoConflict
from recall_studio.domain.ids import ConversationId, RecallSessionId
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _
from recall_studio.store import access, rounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.domain.ids import StepId
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing


_IMAGE = "coalesce(after, before)"
_OTHERS = f"coalesce(json_extract({_IMAGE}, '$.coder'), json_extract({_IMAGE}, '$.member'), :me) <> :me"


def _changes(*, sees: bool) -> str:
    """Where to find a step's changes; of who must not see others' work, only those of nobody else's rows.

    Somebody may have brought in the work of others, such as by an import.
    """
    where = "FROM change WHERE change.step = step.number"
    return where if sees else f"{where} AND NOT ({_OTHERS})"


def _about(*, sees: bool) -> str:
    """The image of the first moment among them, else of the first mark: each found without looking at the rest."""
    firsts = (
        f"(SELECT {_IMAGE} {_changes(sees=sees)} AND \"table\" = '{table}' ORDER BY change.number LIMIT 1)"
        for table in ("annotation", "discuss_mark")
    )
    return f"coalesce({', '.join(firsts)}) AS about"


_AT_A_TIME = 50  # steps
EVERYWHERE = "studie"
"""The scope of a step that concerns all recordings: it is taken back from whichever is open."""
FETCHED = "collected"
"""A step that changes this table took in the work of a colleague."""


def history(study: Reading, *, as_seen_by: Member, author: str | None = None, limit: int = -1) -> list[Step]:
    """The latest steps that this member may see, oldest first.

    Args:
        study: where.
        as_seen_by: who looks; in an independent round only the own steps are there.
        author: only the steps of the member with this code.
        limit: how many at the most; −1 for all.
    """
    viewer = _viewer(study, as_seen_by)
    sees = bool(viewer["sees"])
    rows = study.rows(
        "SELECT step.number, step.id, label, member.code AS author, at, reverts, scope, "
        f"(SELECT count(*) {_changes(sees=sees)}) AS changes, {_about(sees=sees)} "
        "FROM step JOIN member ON member.id = step.author "
        "WHERE (:author IS NULL OR member.code = :author) AND (:sees OR author = :me) "
        "ORDER BY step.number DESC LIMIT :limit",
        {"author": author, "limit": limit, **viewer},
    )
    seen, about = access.seen_recordings(study, as_seen_by), _About(study, as_seen_by)
    for row in rows:
        row["about"] = about.words(row["about"]) if row["scope"] in seen else ""
    return [Step(**row) for row in reversed(rows)]


def when_worked(study: Reading, *, as_seen_by: Member) -> list[tuple[str, str, str]]:
    """Where, by whom and when each step was made: the recording's name, the member's code, UTC.

    In an independent round only the own steps are there.
    """
    return study.tuples(
        "SELECT recording.name, member.code, step.at FROM step JOIN member ON member.id = step.author "
        "JOIN recording ON recording.name = step.scope WHERE (:sees OR author = :me) "
        "ORDER BY recording.name, member.code, step.at",
        _viewer(study, as_seen_by),
    )


def _viewer(study: Reading, viewer: Member) -> dict[str, object]:
    return {"sees": study.sees_others(viewer), "me": viewer.id}


def reversals(study: Reading, *, as_seen_by: Member) -> dict[StepId, StepId]:
    """Which step takes back which, of those that this member may see."""
    sql = "SELECT id, reverts FROM step WHERE reverts IS NOT NULL AND (:sees OR author = :me)"
    return dict(study.tuples(sql, _viewer(study, as_seen_by)))


class _About:
    """The code and place of a moment's or mark's row image, as far as the viewer may know of it."""

    def __init__(self, study: Reading, viewer: Member) -> None:
        self._keys: dict[str, str] = dict(study.tuples("SELECT id, key FROM code"))
        self._viewer = viewer

    def words(self, image: str | None) -> str:
        """What it is about; nothing of a restricted code but for the lead."""
        if image is None:
            return ""
        row, viewer = json.loads(image), self._viewer
        if "at_ms" in row:  # a mark: what it hangs on may be restricted
            own = row["annotation_id"] is None or row["member"] == viewer.id
            return format_ms(row["at_ms"]) if own or viewer.lead else ""
        key = self._keys.get(row["code_id"], "")
        return "" if key in RESTRICTED and not viewer.lead else f"{key} {format_ms(row['start_ms'])}".strip()


def next_undo(study: Reading, author: Member, scope: str | None = None) -> Step | None:
    """The step that `undo()` by this member would take back, in one recording or editor or in all, and what about."""
    found = next_to_undo(_newest_first(study, author, scope), partial(_undoes, study))
    return found and _named(study, found, author)


def next_redo(study: Reading, author: Member, scope: str | None = None) -> Step | None:
    """The step that `redo()` by this member would take back: their latest undo, in one recording or in all."""
    found = next_to_redo(_newest_first(study, author, scope), partial(_undoes, study))
    return found and _named(study, found, author)


def _newest_first(study: Reading, author: Member, scope: str | None) -> Iterator[Step]:
    """What the member did since the barrier, read a few steps at a time: what is asked for is mostly near."""
    before = None
    while True:
        rows = study.rows(
            "SELECT number, id, label, author, at, reverts, scope FROM step WHERE author = ?1 "
            "AND (?2 IS NULL OR scope IS ?2 "
            "OR (scope = ?5 AND EXISTS (SELECT 1 FROM recording WHERE name = ?2))) AND (?3 IS NULL OR number < ?3) "
            "AND number > (SELECT undo_barrier FROM study) ORDER BY number DESC LIMIT ?4",
            (author.id, scope, before, _AT_A_TIME, EVERYWHERE),
        )
        yield from (Step(**row) for row in rows)
        if len(rows) < _AT_A_TIME:
            return
        before = rows[-1]["number"]


def _undoes(study: Reading, step: Step) -> bool:
    """Whether it takes work back: it reverts a step that does not."""
    undoes, reverted = False, step.reverts
    while reverted is not None:
        undoes, reverted = not undoes, study.value("SELECT reverts FROM step WHERE id = ?", (reverted,))
    return undoes


def _named(study: Reading, step: Step, viewer: Member) -> Step:
    given = {"number": step.number, **_viewer(study, viewer)}
    image = study.value(f"SELECT {_about(sees=bool(given['sees']))} FROM step WHERE number = :number", given)
    return replace(step, author=viewer.code, about=_About(study, viewer).words(image))


def undo(study: Writing, *, scope: str | None = None) -> Step:
    """Take back the acting member's latest step.

    Raises:
        NothingToUndo: there is none.
        UndoConflict: what it made was changed since.
    """
    step = next_undo(study, study.acting, scope)
    if step is None:
        raise NothingToUndo(_("There is nothing to undo."))
    return _revert(study, step)


def redo(study: Writing, *, scope: str | None = None) -> Step:
    """Do again what the acting member took back last.

    Raises:
        NothingToUndo: nothing was taken back since the last new step.
        UndoConflict: it no longer fits.
    """
    step = next_redo(study, study.acting, scope)
    if step is None:
        raise NothingToUndo(_("There is nothing to redo."))
    return _revert(study, step)


def _revert(study: Writing, step: Step) -> Step:
    """Write the `before` images of a step back, in one step."""
    try:
        with study.step(step.label, scope=step.scope, reverts=step.id):
            study.execute("PRAGMA defer_foreign_keys = ON")
            images = study.tuples(
                'SELECT "table", row, before, after FROM change WHERE step = ? ORDER BY number', (step.number,)
            )
            _check_untouched(study, step, images)
            fetched = any(table == FETCHED for table, *_rest in images)
            if not fetched:  # a colleague's work goes as it came, of any round
                rounds.require_images(study, [(one[0], image) for one in images for image in one[2:] if image])
            _check_allowed(study, [before for _table, _row, before, _after in images if before])
            last = study.value("SELECT max(number) FROM change")
            for table, row, before, _after in reversed(images):
                _put(study, table, row, before)
            _check_nothing_else(study, step, images, last)
    except sqlcipher3.IntegrityError as error:  # a row that it refers to is gone, or a unique name was given away
        raise _conflict(step) from error
    return step


def _check_untouched(study: Writing, step: Step, images: list[tuple[str, str, str | None, str | None]]) -> None:
    """See that no later step stands on the rows, else writing the old images back would lose its work."""
    last = {(table, row): after for table, row, _before, after in images}
    newest = study.tuples(
        'SELECT later."table", later.row, later.after FROM (SELECT DISTINCT "table", row FROM change WHERE step = ?1) '
        'AS mine JOIN change AS later ON later."table" = mine."table" AND later.row = mine.row '
        "WHERE later.step > ?1 ORDER BY later.number",
        (step.number,),
    )
    now = {**last, **{(table, row): after for table, row, after in newest}}
    if now != last:
        raise _conflict(step)


def _check_nothing_else(
    study: Writing, step: Step, images: list[tuple[str, str, str | None, str | None]], last: int
) -> None:
    """See that no other rows went along with those that were taken away, such as a mark on a moment."""
    touched = study.tuples('SELECT "table", row FROM change WHERE number > ?', (last,))
    if not set(touched) <= {(table, row) for table, row, _before, _after in images}:
        raise _conflict(step)


def _conflict(step: Step) -> UndoConflict:
    return UndoConflict(
        _("“{label}” cannot be taken back: what it made was changed later.", label=_(step.label)),
        remedy=_("Take the later change back first, or change it by hand."),
    )


def _check_allowed(study: Writing, written_back: list[str]) -> None:
    """What comes back must be allowed now, as if it were coded today; taking away always is."""
    images = [json.loads(image) for image in written_back]
    live = {image["conversation_id"] for image in images if _is_live(image)}
    for conversation in sorted(live):
        access.require(study, Operation.WATCH_ALONG, ConversationId(conversation))
    concerned = {
        (image["conversation_id"], image.get("recall_session_id") or "")
        for image in images
        if image.get("conversation_id") and not _is_live(image)
    }
    for recording in {image["recording_id"] for image in images if image.get("recording_id")}:
        concerned |= set(
            study.tuples(
                "SELECT conversation_id, coalesce(recall_session_id, '') FROM recording WHERE id = ?", (recording,)
            )
        )
    for conversation, session in sorted(concerned):
        access.require_coding(
            study, ConversationId(conversation), session=RecallSessionId(session) if session else None
        )


def _is_live(image: dict[str, object]) -> bool:
    """Whether it was marked in a conversation that was watched along: in a conversation, and in no recording of it."""
    return bool(image.get("conversation_id")) and image.get("recording_id", "") is None


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
