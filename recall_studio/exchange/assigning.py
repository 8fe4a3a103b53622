"""Preparing a study for a colleague: one file with chosen recordings, their consents and the codebook.

The work of other coders stays behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import AccessRefused
from recall_studio.domain.ids import ConversationId
from recall_studio.domain.progress import SILENT
from recall_studio.domain.words import _, in_words
from recall_studio.edits.collecting import named_coder
from recall_studio.exchange.packing import check_target, is_pack, media_to_pack, write_pack
from recall_studio.store import access, assigned, conversations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recall_studio.domain.access import Release
    from recall_studio.domain.progress import Progress
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Row
    from recall_studio.store.study import Study
    from recall_studio.store.writing import Writing

ASSIGNING = "klaarzetten_voor_collega"


@dataclass(frozen=True, slots=True)
class Assigned:
    """What went into the file: names of recordings, how many media files, and sentences for the user."""

    coder: str
    recordings: tuple[str, ...]
    media: int
    size_bytes: int
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Leave:
    """What the gate let out, and what was looked up for it."""

    release: Release
    coder: Member
    is_new: bool
    chosen: dict[str, str]  # names of recordings by id
    media: list[Row]


def assign_study(
    study: Study,
    *,
    coder: str,
    to: Path,
    recordings: Sequence[str] | None = None,
    with_media: bool = True,
    progress: Progress = SILENT,
) -> Assigned:
    """Make a packed study for a colleague; for any thread.

    It has the same id and key, so that the work of both fits together later. The colleague comes first among its
    members; passphrase and round are as here.

    Args:
        study: where the recordings are.
        coder: code of the colleague; made a member when unknown.
        to: the file to make; an earlier pack is replaced, another file never.
        recordings: their names; None for all that may leave.
        with_media: with the copies of recordings.
        progress: in bytes.

    Raises:
        AccessRefused: the member's role does not allow it, or no recording may leave.
        UnknownName: there is no such recording.
        BadInput, BadFile, DiskFull: the coder's code cannot be used, or the file cannot be written there.
        Cancelled: the user stopped it; nothing was made.
    """
    check_target(to, is_pack, kind=_("packed study"))
    leave = study.perform(_ask, coder=coder, recordings=recordings)
    release = leave.release
    media, notices = media_to_pack(leave.media, study.folder, release, among=leave.chosen) if with_media else ([], [])
    assignment = assigned.Assignment(leave.coder.id, tuple(leave.chosen), release.audit_head, study.clock())
    write_pack(
        study,
        release,
        to=to,
        name=f"{study.folder.root.stem} {coder}{study.folder.root.suffix}",
        media=media,
        progress=progress,
        prepare=partial(assigned.make_ready, key=study.key, assignment=assignment),
    )
    said = _said(leave, recordings, notices, with_media=with_media)
    return Assigned(coder, tuple(sorted(leave.chosen.values())), len(media), to.stat().st_size, tuple(said))


def _ask(study: Writing, *, coder: str, recordings: Sequence[str] | None) -> _Leave:
    """Ask the gate, on the writer."""
    wanted = {conversations.recording(study, name)["id"] for name in recordings} if recordings is not None else None
    release = access.release(study, operation=Operation.MOVE, purpose=ASSIGNING, notes=True)
    rows = {row["id"]: row for row in conversations.recordings(study)}
    may_go = rows.keys() if wanted is None else rows.keys() & wanted  # recall interviews stay where they are
    chosen = {str(one): rows[one]["name"] for one in release.recordings if one in may_go}
    if not chosen:
        raise AccessRefused(
            _("None of these recordings may leave the study.") if rows else _("There is no recording in this study."),
            operation=Operation.MOVE.value,
            subjects=tuple(sorted({row["conversation_id"] for row in rows.values()})),
            remedy=_("“recall-studio consent” records an answer."),
        )
    member, is_new = named_coder(study, coder=coder)
    return _Leave(release, member, is_new, chosen, conversations.media_files(study))


def _said(leave: _Leave, recordings: Sequence[str] | None, notices: list[str], *, with_media: bool) -> list[str]:
    left_out = [name for name in leave.release.left_out if recordings is None or name in recordings]
    about_consent = _("Left out, because consent is missing: {names}.", names=in_words(left_out)) if left_out else ""
    everywhere = (
        _("Left out, because consent is missing: {names}.", names=in_words(list(leave.release.left_out)))
        if leave.release.left_out
        else ""
    )
    said = [about_consent, *(notice for notice in notices if notice != everywhere)]
    if leave.is_new:
        said.append(_("“{code}” was not a member of the study yet and has been added.", code=leave.coder.code))
    if not with_media:
        said.append(_("The recordings themselves are not in it: they are found again once they were brought along."))
    return [one for one in said if one]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recording that could go along: how large its copies are, and why it may not leave, if so."""

    name: str
    media_bytes: int
    refused: str


def may_go_along(study: Writing) -> tuple[Candidate, ...]:
    """Every recording by name, and whether it may leave today; nothing is changed."""
    sizes: dict[str, int] = {}
    for media in conversations.media_files(study):
        if media["stored_as"]:
            sizes[media["recording_id"]] = sizes.get(media["recording_id"], 0) + media["size_bytes"]
    decided = access.decisions(study, [Operation.MOVE], study.today())
    made = []
    for row in conversations.recordings(study):
        found = decided[ConversationId(row["conversation_id"])][Operation.MOVE]
        refused = "" if found.allowed else found.sentence()
        made.append(Candidate(row["name"], sizes.get(row["id"], 0), refused))
    return tuple(made)


def proposed_name(study: Study, coder: str) -> str:
    """A name for the file."""
    return f"{study.folder.root.stem} {coder}.zip"
