"""The versions of the codebook: what each changed, why, by whom; and the moments to look at again under a new one."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.codebook_changes import ToRevisit, differences, why_revisit
from recall_studio.domain.ids import CodebookVersionId
from recall_studio.store import access, codebooks, concept
from recall_studio.store import annotations as annotation_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.codebook_changes import Difference, Why
    from recall_studio.domain.moments import Moment
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the codebook.

    Args:
        id: of its row; moments and ranges name it.
        number: such as `1.2`.
        why: the sentence of who established it; empty for the one that the study began with.
        by: code of that member.
        at: when, UTC.
        in_force: whether it is the one that counts now.
        taken_back: whether its establishing was undone.
        differences: from the version before it that counts.
    """

    id: CodebookVersionId
    number: str
    why: str
    by: str
    at: str
    in_force: bool
    taken_back: bool
    differences: tuple[Difference, ...]


def versions(study: Reading) -> list[Version]:
    """All versions, newest first."""
    rows = study.rows(
        "SELECT v.id, v.version, v.why, v.content, member.code, v.at FROM codebook_version AS v "
        "JOIN member ON member.id = v.member ORDER BY v.number"
    )
    now, counted = codebooks.version(study)[0], set(concept.established(study))
    made: list[Version] = []
    before: Codebook | None = None
    for place, row in enumerate(rows):
        book = codebooks.from_content(row["content"])
        found = differences(before, book) if before else ()
        counts = place == 0 or row["id"] in counted
        who = {"number": row["version"], "why": row["why"], "by": row["code"], "at": row["at"]}
        chosen = CodebookVersionId(row["id"])
        made.append(Version(chosen, **who, in_force=chosen == now, taken_back=not counts, differences=found))
        before = book if counts else before
    return made[::-1]


def book_of(study: Reading, version: CodebookVersionId) -> Codebook:
    """The codebook as it stood in a version."""
    return codebooks.from_content(study.value("SELECT content FROM codebook_version WHERE id = ?", (version,)))


def to_revisit(study: Reading, *, as_seen_by: Member) -> list[ToRevisit]:
    """The moments of this round whose code meant something else when they were coded, as far as the member sees them.

    Moments of a round that is over stay as they were, and so they are not in the list.
    """
    return next(revisit_parts(study, as_seen_by=as_seen_by), [])


def revisit_parts(study: Reading, *, as_seen_by: Member, most: int = sys.maxsize) -> Iterator[list[ToRevisit]]:
    """The same in parts of at most so many, each by recording and time: to list many piece by piece."""
    reasons = _reasons(study)
    seen = set(access.seen_recordings(study, as_seen_by).values()) if reasons else set()
    ids, book = _under(study, list(reasons)), codebooks.codebook(study)
    for begin in range(0, len(ids), most):
        found = annotation_rows.moments(study, as_seen_by=as_seen_by, ids=ids[begin : begin + most])
        parts = (_to_revisit(moment, reasons, book) for moment in found if moment.recording_id in seen)
        yield [one for one in parts if one is not None]


def _to_revisit(moment: Moment, reasons: dict[tuple[str, str], Why], book: Codebook) -> ToRevisit | None:
    key = moment.code or ""
    why = reasons.get((moment.codebook_version, key))  # None: it was coded anew while parts were read
    return None if why is None else ToRevisit(moment, why, book.code(key).successors)


def _reasons(study: Reading) -> dict[tuple[str, str], Why]:
    """Why to look again, by number of the version and key of the code that was coded under it."""
    now, closed = codebooks.version(study)[0], study.round_now()[1]
    if closed or study.value("SELECT count(*) FROM codebook_version") == 1:
        return {}
    used = study.tuples(
        "SELECT v.id, v.version, code.key FROM "  # the pairs first: joining each moment takes thrice as long
        "(SELECT DISTINCT codebook_version, code_id FROM annotation WHERE codebook_version <> ?) AS a "
        "JOIN code ON code.id = a.code_id JOIN codebook_version AS v ON v.id = a.codebook_version",
        (now,),
    )
    book = codebooks.codebook(study)
    then = {version: book_of(study, CodebookVersionId(version)) for version in {row[0] for row in used}}
    reasons = {
        (number, key): why_revisit(then[version].by_key.get(key), book.code(key)) for version, number, key in used
    }
    return {pair: why for pair, why in reasons.items() if why is not None}


def _under(study: Reading, pairs: list[tuple[str, str]]) -> list[str]:
    """The moments of this round that were coded with these codes under these versions."""
    round_now, found = study.round_now()[0].value, list[str]()
    sql = (
        "SELECT id FROM annotation WHERE codebook_version = (SELECT id FROM codebook_version WHERE version = ?) "
        "AND code_id = (SELECT id FROM code WHERE key = ?) AND round = ?"
    )
    for number, key in pairs:
        found += [moment for (moment,) in study.tuples(sql, (number, key, round_now))]
    return found


def uncoded(study: Reading, *, as_seen_by: Member) -> list[Moment]:
    """The moments in all recordings that are still to be coded, as far as the member sees them."""
    ids = [moment for (moment,) in study.tuples("SELECT id FROM annotation WHERE code_id IS NULL")]
    if not ids:
        return []
    seen = set(access.seen_recordings(study, as_seen_by).values())
    found = annotation_rows.moments(study, as_seen_by=as_seen_by, ids=ids)
    return [moment for moment in found if moment.recording_id in seen]


def is_used(study: Reading, code: str) -> bool:
    """Whether a moment or a recall comment has this code, or a declared range counts it as absent; by whomever."""
    return bool(
        study.value(
            "SELECT 1 FROM code WHERE key = ?1 AND (EXISTS (SELECT 1 FROM annotation WHERE code_id = code.id) "
            "OR EXISTS (SELECT 1 FROM coded_range, json_each(coded_range.codes) WHERE value = code.id) "
            "OR EXISTS (SELECT 1 FROM recall_comment, json_each(recall_comment.codes) WHERE value = code.id))",
            (code,),
        )
    )
