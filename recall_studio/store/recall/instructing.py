"""What a study keeps to instruct viewers with: the instruction in sound, by language, and whom they can call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recall_studio.domain.ids import new_id
from recall_studio.domain.recall.contact import Contact, contact_of

if TYPE_CHECKING:
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing


def sounds(study: Reading) -> list[Row]:
    """The instructions in sound: id, language, instruction_version, stored_as, length_ms, size_bytes, probe."""
    return study.rows(
        "SELECT id, language, instruction_version, stored_as, length_ms, size_bytes, probe, created_at, NULL AS source "
        "FROM instruction_sound ORDER BY language"
    )


def sound(study: Reading, language: str) -> Row | None:
    """The instruction in sound in a language, as in `sounds()`; None when there is none."""
    return next((row for row in sounds(study) if row["language"] == language), None)


def add_sound(study: Writing, row: Row) -> str:
    """Keep an instruction in sound; gives its id."""
    made = new_id()
    study.insert("instruction_sound", {**row, "id": made, "member": study.acting.id, "created_at": study.now()})
    return made


def remove_sound(study: Writing, made: str) -> None:
    """Forget an instruction in sound; its file is left to whoever calls."""
    study.execute("DELETE FROM instruction_sound WHERE id = ?", (made,))


def contact(study: Reading) -> Contact:
    """Whom a viewer can call."""
    return contact_of(json.loads(study.value("SELECT contact FROM study")))


def set_contact(study: Writing, given: Contact) -> None:
    """Say whom a viewer can call."""
    study.execute("UPDATE study SET contact = ?", (json.dumps(given.lines(), ensure_ascii=False),))
