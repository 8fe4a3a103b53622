"""Erasing recordings, persons and whole studies for good. No step: it cannot be taken back, and says so first."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.domain.erasing import may_erase
from recall_studio.domain.errors import AccessRefused, BadInput
from recall_studio.domain.ids import RecallSessionId
from recall_studio.domain.words import _, decimal, in_words, ngettext
from recall_studio.store import conversations, erasure, opening
from recall_studio.store.folder import place_error
from recall_studio.store.locking import WindowLock
from recall_studio.store.recall import interviews

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recall_studio.domain.erasing import Doomed, Going, Reason
    from recall_studio.domain.study import Member
    from recall_studio.store.folder import StudyFolder
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to erase, by name.

    Args:
        recordings: names of recordings; a conversation of which nothing is left goes along.
        live: names of conversations without a recording.
        persons: pseudonyms; every conversation that they are in goes along.
        interviews: ids of recall interviews.
    """

    recordings: tuple[str, ...] = ()
    live: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()


def what_goes(study: Reading, wanted: Wanted, *, as_seen_by: Member) -> Going:
    """What `erase()` would take away, to read before saying yes.

    Raises:
        UnknownName: there is no such recording, conversation or person.
    """
    return erasure.going(study, _doomed(study, wanted), as_seen_by=as_seen_by)


def what_goes_with(study: Reading) -> list[str]:
    """What goes with the whole study, in sentences."""
    copies = [media for media in conversations.media_files(study) if media["stored_as"]]
    size = sum(media["size_bytes"] for media in copies)
    return [
        ngettext(
            "{n} recording with everything that was coded in it",
            "{n} recordings with everything that was coded in them",
            len(conversations.recordings(study)),
        ),
        ngettext(
            "{n} copy of a recording ({mb} MB)",
            "{n} copies of recordings ({mb} MB)",
            len(copies),
            mb=decimal(size / 1e6),
        ),
        _("All consent, the audit log and every backup"),
    ]


def going_in_words(going: Going) -> list[str]:
    """What will go, and what stays, a line each."""
    named = in_words(list(going.names))
    lines = [_("Conversations: {names}", names=named) if going.whole else _("Recordings: {names}", names=named)]
    if not going.names:
        lines = []
    if going.interviews:
        lines.append(_("Recall interviews: {names}", names=in_words(list(going.interviews))))
        lines.append(ngettext("{n} comment in them", "{n} comments in them", going.comments))
    lines.append(ngettext("{n} moment", "{n} moments", going.moments))
    if going.hidden:
        lines[-1] += " " + _("of your own, and all coding of others")
    for number, words in (
        (going.turns, ngettext("{n} turn of the transcript", "{n} turns of the transcript", going.turns)),
        (going.marks, ngettext("{n} mark to discuss", "{n} marks to discuss", going.marks)),
        (going.memos, ngettext("{n} memo", "{n} memos", going.memos)),
    ):
        if number:
            lines.append(words)
    if going.files:
        lines.append(
            ngettext(
                "{n} copy of a recording ({mb} MB)",
                "{n} copies of recordings ({mb} MB)",
                going.files,
                mb=decimal(going.bytes / 1e6),
            )
        )
    lines.append(_("Every earlier backup ({n}); a fresh one takes their place", n=going.backups))
    lines.append(_("The history up to now: nothing in it can be taken back afterwards"))
    if going.linked:
        lines.append(
            _(
                "Not these files, which lie outside the study: {files}. Destroy them yourself.",
                files=in_words(list(going.linked)),
            )
        )
    lines.append(_("What stays: the consent that was given, the audit log, and a tombstone with id, reason and date."))
    return lines


def erase(study: Writing, *, wanted: Wanted, reason: Reason, key: bytes | None) -> None:
    """Erase for good: rows, copies of recordings, journal, cache and every backup but a fresh one.

    Files that were linked are not the study's and stay where they are. Consent stays, as proof of what was allowed.

    Args:
        study: where.
        wanted: what goes.
        reason: stays, with the ids, as a tombstone.
        key: the study key.

    Raises:
        UnknownName: there is no such recording, conversation or person.
        BadInput: nothing is named.
        AccessRefused: the acting member may not erase.
        StudyBusy: another program reads the study all the time; the rest is done at the next opening.
    """
    may_one_erase(study.acting)
    what = _doomed(study, wanted)
    if what == type(what)():
        raise BadInput(_("Name what is to be erased."))
    erasure.erase(study, what, reason)
    erasure.finish(study, key=key)


def _doomed(study: Reading, wanted: Wanted) -> Doomed:
    return erasure.doomed(
        study,
        recordings=[conversations.recording(study, name)["id"] for name in wanted.recordings],
        conversations=[conversations.conversation(study, name)["id"] for name in wanted.live],
        participants=[conversations.participant(study, name)["id"] for name in wanted.persons],
        sessions=[interviews.one(study, RecallSessionId(session)).id for session in wanted.interviews],
    )


def may_one_erase(member: Member) -> None:
    """See that a member may erase.

    Raises:
        AccessRefused: only who leads the study or looks after privacy may.
    """
    if not may_erase(role=member.role, lead=member.lead):
        raise AccessRefused(
            _("Only who leads the study or looks after privacy may erase."),
            operation=Operation.KEEP.value,
            subjects=(),
            remedy=_("Ask them to do it."),
        )


def erase_study(path: Path, *, how: opening.Opening) -> tuple[str, ...]:
    """Destroy a whole study with all its backups; what was put beside it in its folder stays.

    The keys go first, so that an encrypted study is unreadable from that moment on.

    Args:
        path: the study.
        how: passphrase and member, as for opening it.

    Returns:
        Names of what stays in the folder; when there is nothing, the folder goes too.

    Raises:
        NotAStudy, WrongPassphrase: it cannot be opened.
        AccessRefused: the member may not erase.
        StudyBusy: a window has the study open.
        BadFile: a file cannot be removed.
    """
    with closing(opening.open_study(path, how)) as study:
        may_one_erase(study.acting)
        folder = study.folder
    lock = WindowLock(folder)
    lock.take()
    try:
        for place in _in_order(folder):
            _destroy(place)
    except OSError as error:
        raise place_error(error, folder.root) from error
    finally:
        lock.give_back()
    return _leftovers(folder)


def _in_order(folder: StudyFolder) -> Sequence[Path]:
    project = [folder.project, *folder.root.glob("project.json*"), *folder.backups.glob("*/project.json")]
    database = [folder.root / f"{folder.database.name}{suffix}" for suffix in ("", "-wal", "-shm")]
    aside = [*folder.root.glob("damaged-*"), *folder.root.glob(".*.sqlite*")]
    return [*project, *database, folder.media, folder.cache, folder.backups, *aside]


def _destroy(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _leftovers(folder: StudyFolder) -> tuple[str, ...]:
    left = sorted(place.name for place in folder.root.iterdir() if not place.name.endswith(".lock"))
    if not left:
        shutil.rmtree(folder.root)
    return tuple(left)
