"""Bringing in the instruction as a sound file, one per language, and saying whom a viewer can call afterwards."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from recall_studio.domain.errors import AccessRefused, MediaUnusable
from recall_studio.domain.progress import SILENT
from recall_studio.domain.recall.contact import check_contact
from recall_studio.domain.study import Role
from recall_studio.domain.words import _
from recall_studio.edits.recording import GivenFile, look_at
from recall_studio.store import audit, files
from recall_studio.store.recall import instructing

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.domain.progress import Progress
    from recall_studio.domain.recall.contact import Contact
    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.store.study import Study
    from recall_studio.store.writing import Writing


def bring_in_instruction(study: Study, *, tongue: Tongue, path: Path, progress: Progress = SILENT) -> int:
    """Copy a sound file into the study as the instruction in a language, in the place of one that was there.

    For any thread, since nothing is read from the study.

    Args:
        study: where.
        tongue: in which language it is spoken; its version is kept with it.
        path: the file; of one with a picture only the sound is ever played.
        progress: of looking at it and of copying.

    Returns:
        How long it takes, in ms.

    Raises:
        BadFile, MediaUnusable: it cannot be read, or has no sound.
        AccessRefused: the member's role does not arrange this.
        StudyReadOnly: the study cannot be changed.
        DiskFull: there is no room.
        Cancelled: the user stopped it; nothing was changed.
    """
    study.perform(_require_arranging)
    (given,) = look_at([path], progress=progress)
    if given.facts.audio is None:
        raise MediaUnusable(
            _("“{file}” has no sound, so it is no instruction to listen to.", file=path.name),
            remedy=_("Choose a file in which the instruction is spoken."),
        )
    name = f"instructie-{secrets.token_hex(8)}.{given.facts.container}"
    stored = files.copy_in(study.folder, path, name=name, progress=progress)
    try:
        before = study.perform(set_instruction_sound, tongue=tongue, given=given, stored_as=stored)
    except BaseException:
        files.discard(study.folder, stored)
        raise
    if before is not None:
        files.discard(study.folder, before)
    return given.facts.duration_ms


def set_instruction_sound(study: Writing, *, tongue: Tongue, given: GivenFile, stored_as: str) -> str | None:
    """Register the copy of an instruction in sound; gives the file that it takes the place of, to be discarded.

    Raises:
        AccessRefused: the member's role does not arrange this.
    """
    with study.step(""):
        _require_arranging(study)
        before = instructing.sound(study, tongue.key)
        if before is not None:
            instructing.remove_sound(study, before["id"])
        made = instructing.add_sound(
            study,
            {
                "language": tongue.key,
                "instruction_version": tongue.version,
                "stored_as": stored_as,
                "length_ms": given.facts.duration_ms,
                "size_bytes": given.size_bytes,
                "probe": json.dumps(given.facts.as_json(), sort_keys=True),
            },
        )
        audit.write(study, "instructie_toegevoegd", table="instruction_sound", row=made, language=tongue.key)
        return None if before is None else str(before["stored_as"])


def take_away_instruction(study: Study, *, language: str) -> bool:
    """Take the instruction in sound in a language away, with its file; says whether there was one.

    Raises:
        AccessRefused: the member's role does not arrange this.
    """
    before = study.perform(remove_instruction_sound, language=language)
    if before is not None:
        files.discard(study.folder, before)
    return before is not None


def remove_instruction_sound(study: Writing, *, language: str) -> str | None:
    """Forget the instruction in sound in a language; gives its file, to be discarded.

    Raises:
        AccessRefused: the member's role does not arrange this.
    """
    with study.step(""):
        _require_arranging(study)
        before = instructing.sound(study, language)
        if before is None:
            return None
        instructing.remove_sound(study, before["id"])
        audit.write(study, "instructie_weg", table="instruction_sound", row=before["id"], language=language)
        return str(before["stored_as"])


def set_contact(study: Writing, *, contact: Contact) -> None:
    """Say whom a viewer can call afterwards; it stands on the contact card and the sheet to take home.

    Raises:
        BadInput: a line does not fit on the card.
        AccessRefused: the member's role does not arrange this.
    """
    check_contact(contact)
    with study.step(""):
        _require_arranging(study)
        instructing.set_contact(study, contact)
        audit.write(study, "contact", table="study", row=study.facts().id)


def _require_arranging(study: Writing) -> None:
    if study.acting.role not in (Role.ONDERZOEK, Role.PRIVACYBEHEER):
        raise AccessRefused(
            _("Somebody with the role “{role}” does not arrange recall interviews.", role=study.acting.role.value),
            operation="nagesprek",
            subjects=(),
            remedy=_("Ask a researcher of this study."),
        )
