"""The concept as rows: what the next version of the codebook will change, and which versions were established."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.codebook_changes import differences
from recall_studio.domain.concept import ConceptRow, planned
from recall_studio.domain.ids import new_id
from recall_studio.store import codebooks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.codebook_changes import Difference
    from recall_studio.domain.ids import CodebookVersionId
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing

_VERSION, _ESTABLISHED = "version", "established"


@dataclass(frozen=True, slots=True)
class Concept:
    """The codebook as it stands, as it will be, and what differs; codes that are provisional come in as new ones."""

    now: Codebook
    target: Codebook
    differences: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return bool(self.differences)


def concept_of(study: Reading) -> Concept:
    """What the next version of the codebook will change."""
    now = codebooks.codebook(study)
    target = planned(now, rows(study))
    return Concept(now, target, differences(now, target))


def rows(study: Reading) -> list[ConceptRow]:
    """The rows as they were made."""
    found = study.tuples("SELECT kind, key, content FROM concept WHERE kind <> ? ORDER BY created_at, id", (_VERSION,))
    return [ConceptRow(kind, key, json.loads(content)) for kind, key, content in found]


def keep(study: Writing, wanted: Iterable[ConceptRow]) -> None:
    """Make these the rows of the concept; those that stay as they are are not touched."""
    there = {(row.kind, row.key): row.content for row in rows(study)}
    want = {(row.kind, row.key): dict(row.content) for row in wanted}
    for kind, key in there.keys() - want.keys():
        study.execute("DELETE FROM concept WHERE kind = ? AND key = ?", (kind, key))
    for (kind, key), content in want.items():
        if there.get((kind, key)) != content:
            _put(study, kind, key, json.dumps(content, ensure_ascii=False, sort_keys=True))


def row_id(study: Reading, kind: str, key: str) -> str | None:
    """The id of the row about one code or modifier."""
    found: str | None = study.value("SELECT id FROM concept WHERE kind = ? AND key = ?", (kind, key))
    return found


def established(study: Reading) -> list[CodebookVersionId]:
    """The versions that were established after the first one and count, in their order."""
    content = study.value("SELECT content FROM concept WHERE kind = ?", (_VERSION,))
    return json.loads(content) if content else []


def count_version(study: Writing, version: CodebookVersionId) -> None:
    """Let a version be the one in force from now on."""
    _put(study, _VERSION, _ESTABLISHED, json.dumps([*established(study), version]))


def _put(study: Writing, kind: str, key: str, content: str) -> None:
    """Change the row or add it; UPDATE first, for the journal should tell a change from something new."""
    known = row_id(study, kind, key)
    if known is not None:
        study.execute("UPDATE concept SET content = ? WHERE id = ?", (content, known))
        return
    made = {"id": new_id(), "kind": kind, "key": key, "content": content}
    study.insert("concept", {**made, "member": study.acting.id, "created_at": study.now()})
