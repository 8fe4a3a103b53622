"""What a study keeps to instruct viewers with: the instruction in sound, by language, and whom they can call."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.errors import MediaUnusable
from recall_studio.domain.ids import MediaFileId, new_id
from recall_studio.domain.recall.contact import Contact, contact_of
from recall_studio.domain.resources import resource
from recall_studio.domain.words import _
from recall_studio.store import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

PRACTICE = "recall/practice.mp4"
"""The clip to try the control on: it ships with the program, and nobody is in it."""


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


def aid(study: Reading, language: str | None) -> tuple[MediaFileId, Callable[[], BinaryIO]]:
    """What the gate opens: the practice clip, or the instruction in sound in a language.

    Raises:
        MediaUnusable: there is none in this language.
    """
    if language is None:
        return MediaFileId("practice"), partial(files.open_given, resource(PRACTICE))
    row = sound(study, language)
    if row is None:
        raise MediaUnusable(_("There is no instruction to listen to in this language."))
    return MediaFileId(row["id"]), partial(files.open_media, study.folder, row)


def contact(study: Reading) -> Contact:
    """Whom a viewer can call."""
    return contact_of(json.loads(study.value("SELECT contact FROM study")))


def set_contact(study: Writing, given: Contact) -> None:
    """Say whom a viewer can call."""
    study.execute("UPDATE study SET contact = ?", (json.dumps(given.lines(), ensure_ascii=False),))
