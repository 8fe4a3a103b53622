"""Looking after the study file: checking it, going back to a backup, changing the passphrase."""

from __future__ import annotations

from collections import Counter
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from recall_studio.domain.errors import NotAStudy, StudyDamaged, StudyReadOnly, UnknownName
from recall_studio.domain.ids import ConversationId
from recall_studio.domain.words import _, in_words, ngettext
from recall_studio.edits.founding import open_items
from recall_studio.edits.recall import sounding
from recall_studio.edits.recording import waiting_copies
from recall_studio.edits.relinking import is_whole
from recall_studio.store import access, audit, backups, conversations, files, opening, restoring, wholeness
from recall_studio.store import annotations as annotation_rows
from recall_studio.store.locking import WindowLock
from recall_studio.store.recall import instructing, interviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from recall_studio.store.backups import Backup
    from recall_studio.store.folder import StudyFolder
    from recall_studio.store.reading import Row
    from recall_studio.store.study import Study
    from recall_studio.store.writing import Writing

QUARANTINE_DAYS = 14
REMIND_DAYS = 30


@dataclass(frozen=True, slots=True)
class Examination:
    """What a check found: problems must be solved, reminders are for the user to know."""

    problems: tuple[str, ...]
    reminders: tuple[str, ...]


def examine(study: Study) -> Examination:
    """Look whether database, journal, audit log and media are whole, and what waits for somebody."""
    return Examination(tuple(_problems(study)), (*study.notices, *_reminders(study)))


def _problems(study: Study) -> Iterator[str]:
    yield from wholeness.problems(study)
    broken = audit.broken_at(study)
    if broken is not None:
        yield _("The audit log was tampered with: row {row} does not fit on the one before.", row=broken)
    for media in conversations.media_files(study):
        if not is_whole(study, media):
            yield _(
                "The file of “{name}” is gone or was replaced: “recall-studio relink” finds it again.",
                name=media["recording"],
            )
    known = {media["stored_as"] for media in (*conversations.media_files(study), *instructing.sounds(study))}
    stray = files.strays(study.folder, known.union(sounding.known_files(study)))
    if stray:
        yield ngettext(
            "{n} file in the study's media folder belongs to no recording: {files}.",
            "{n} files in the study's media folder belong to no recording: {files}.",
            len(stray),
            files=in_words(stray),
        )


def _reminders(study: Study) -> Iterator[str]:
    today = study.today()
    yield from still_to_arrange(study)
    for media in waiting_copies(study):
        yield _("“{name}” is not copied yet: the next “consent”, “add” or “relink” does it.", name=media["recording"])
    if sounding.unfinished(study):
        yield _("Sound of a recall interview is still in pieces: “recall-studio recall-sound-finish” joins them.")
    yield from _still_running(study)
    recordings = {media["recording"]: media for media in conversations.media_files(study)}
    for media in recordings.values():
        yield from _about_recording(study, media, today)
    for one in interviews.of_study(study, study.acting):
        if one.goes_on:
            yield _("A recall interview about “{name}” was begun and not ended.", name=one.recording)
        if one.set_apart:
            yield _(
                "A recall interview about “{name}” is kept apart, because consent was withdrawn: erase it.",
                name=one.recording,
            )


def _still_running(study: Study) -> Iterator[str]:
    """Which recordings hold moments that were begun and not ended, as far as the member sees them."""
    seen, running = access.seen_recordings(study, study.acting), Counter[str]()
    for name, _coder, _ended, begun in annotation_rows.counts(
        study, as_seen_by=study.acting, round_now=study.round_now()[0]
    ):
        running[name] += begun if name in seen else 0
    for name, number in running.items():
        if number:
            yield ngettext(
                "In “{name}”, {n} moment was begun and not ended; it counts nowhere until it is.",
                "In “{name}”, {n} moments were begun and not ended; they count nowhere until they are.",
                number,
                name=name,
            )


def still_to_arrange(study: Study) -> list[str]:
    """A sentence that names the open set-up items; shown, and never in the way of coding."""
    items = open_items(study)
    return [_("Still to be arranged: {items}.", items=in_words(items))] if items else []


def _about_recording(study: Study, media: Row, today: date) -> Iterator[str]:
    name = media["recording"]
    if access.quarantined(study, ConversationId(media["conversation_id"]), today):
        age = (today - date.fromisoformat(media["created_at"][:10])).days
        if age > QUARANTINE_DAYS:
            yield _(
                "“{name}” has been in quarantine for {n} days: destroy it, or record the consent.", name=name, n=age
            )
        else:
            yield ngettext(
                "“{name}” has been in quarantine for {n} day: consent for the recording is missing.",
                "“{name}” has been in quarantine for {n} days: consent for the recording is missing.",
                age,
                name=name,
            )
    left = (date.fromisoformat(media["delete_after"]) - today).days
    if left < 0:
        yield _("“{name}” had to be destroyed on {date}.", name=name, date=media["delete_after"])
    elif left <= REMIND_DAYS:
        yield _("“{name}” must be destroyed on {date}.", name=name, date=media["delete_after"])


def back_up(study: Study) -> Backup:
    """Make a backup now, whenever the last one was."""
    return backups.make(study.folder, study.key, backups.HOURLY, study.clock())


@dataclass(frozen=True, slots=True)
class Restored:
    """Which backup was put back, and where a damaged database was set aside."""

    backup: Backup
    aside: Path | None


def restore(path: Path, *, name: str, how: opening.Opening) -> Restored:
    """Go back to a backup: coding, transcripts and codebook become what they were; records stay as they are now.

    The present state is kept as a backup too. A damaged database is set aside, and the backup takes its place whole.

    Args:
        path: the study.
        name: the backup's name or path, or `latest`.
        how: passphrase, member and clock.

    Raises:
        BadInput: there is no such backup.
        UnknownName: there is no such member now; nothing was changed.
        StudyBusy: a window has the study open.
        StudyDamaged: the backup is damaged; nothing was changed.
        StudyReadOnly: the study cannot be changed.
    """
    folder, key = opening.study_key(path, how.passphrase)
    backup = backups.named(folder, name)
    if not folder.writable:
        raise StudyReadOnly(_("This study is open for reading only: its folder cannot be written to."))
    backups.verify(backup.folder.database, key)
    with suppress(StudyDamaged, NotAStudy), closing(opening.open_study(path, how)) as study, _alone(folder):
        study.perform(restoring.put_back, backup=backup, key=key)
        return Restored(backup, None)
    with _alone(folder):
        aside = backups.replace_damaged(folder, backup, key, how.clock())
    _note_in_replaced(path, backup.name, how)
    return Restored(backup, aside)


@contextmanager
def _alone(folder: StudyFolder) -> Iterator[None]:
    """Without a window on the study."""
    lock = WindowLock(folder)
    lock.take()
    try:
        yield
    finally:
        lock.give_back()


def _note_in_replaced(path: Path, backup: str, how: opening.Opening) -> None:
    try:
        study = opening.open_study(path, how)
    except UnknownName:  # a member who came after the backup was made
        study = opening.open_study(path, replace(how, acting_as=None))
    with closing(study):
        study.perform(_note, action="teruggezet", backup=backup)


def _note(study: Writing, *, action: str, backup: str | None = None) -> None:
    with study.step(""):
        audit.write(study, action, backup=backup)


def change_passphrase(path: Path, *, current: Callable[[], str], new: Callable[[], str]) -> None:
    """Give an encrypted study another passphrase; the recovery key stays the same.

    Raises:
        WrongPassphrase: the current passphrase (or recovery key) is wrong.
        BadInput: the new one is too short, or the study has none.
    """
    chosen = cache(new)  # asked for once
    opening.change_passphrase(path, current=current, new=chosen)
    with closing(opening.open_study(path, opening.Opening(passphrase=chosen))) as study:
        study.perform(_note, action="wachtzin_gewijzigd")
