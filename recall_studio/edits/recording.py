"""Bringing a recording into the study: look at its files, add it, copy it as soon as consent allows."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import BadFile, BadInput, Cancelled, MediaUnusable, RecallError
from recall_studio.domain.ids import ConversationId, RecordingId
from recall_studio.domain.progress import SILENT
from recall_studio.domain.pseudonyms import LETTERS, checked, propose
from recall_studio.domain.study import PersonRole
from recall_studio.domain.words import _, in_words
from recall_studio.edits.founding import open_items
from recall_studio.media import fingerprint
from recall_studio.store import access, audit, conversations, files, people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.ids import ParticipantId
    from recall_studio.domain.progress import Progress
    from recall_studio.edits.observing import NewLive
    from recall_studio.media.facts import MediaFacts
    from recall_studio.store.reading import Row
    from recall_studio.store.study import Study
    from recall_studio.store.writing import Writing

_SUFFIXES = {"matroska": ".mkv", "mpegts": ".ts", "mpegps": ".mpg", "asf": ".wmv"}


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A media file that was looked at, before it is in any study."""

    path: Path
    facts: MediaFacts
    quick_fingerprint: str
    full_fingerprint: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class GivenPerson:
    """Somebody who can be seen or heard; without a pseudonym a random one is made."""

    pseudonym: str | None
    role: PersonRole


@dataclass(frozen=True, slots=True)
class NewRecording:
    """What is known of a conversation and its recording.

    Args:
        name: of both.
        persons: everybody who can be seen or heard.
        held: day, or instant with time zone, of the conversation.
        type, channel, wave: of the conversation.
        link: leave the file where it is instead of copying it into the study.
        delete_after: the last day it may be opened; None for the study's own term.
        conversation: the one that was watched along live and is this one; None for a conversation of its own. What was
            marked live stays as it is, with the time of the clock.
    """

    name: str
    persons: tuple[GivenPerson, ...]
    held: date | datetime | None = None
    type: str | None = None
    channel: str | None = None
    wave: str | None = None
    link: bool = False
    delete_after: date | None = None
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A recording that came in, and why it stays in quarantine if it does."""

    recording: RecordingId
    name: str
    duration_ms: int
    persons: tuple[GivenPerson, ...]
    delete_after: str
    quarantine: str | None
    notices: tuple[str, ...]


def look_at(paths: Sequence[Path], *, progress: Progress = SILENT) -> tuple[GivenFile, ...]:
    """Probe and fingerprint media files; nothing is changed.

    Raises:
        BadFile: a file is missing or cannot be read.
        MediaUnusable: it is not a recording that can be played; the sentence names the file.
    """
    from recall_studio.media.probing import probe

    given = []
    for path in paths:
        with files.open_given(path) as reader:
            try:
                facts = probe(reader, progress=progress)
            except MediaUnusable as error:
                raise MediaUnusable(f"{path.name}: {error.message}", remedy=error.remedy) from error
            quick = fingerprint.quick_fingerprint(reader)
            full = fingerprint.full_fingerprint(reader, progress=progress)
        given.append(GivenFile(path.absolute(), facts, quick, full, path.stat().st_size))
    return tuple(given)


def add_recording(study: Writing, *, given: Sequence[GivenFile], new: NewRecording) -> Added:
    """Add a conversation with its recording; several files are consecutive parts of one time line.

    The recording starts as a reference to the files: `copy_what_is_allowed()` copies them as soon as everybody in
    it consents to it.

    Raises:
        BadInput: a name, person or date cannot be used, or the parts do not fit together.
        BadFile: a file is in the study already.
    """
    from recall_studio.media.joining import join, total_ms

    with study.step(""):
        _check_new(study, new)
        _check_fresh(study, given)
        parts = join([file.facts for file in given])
        delete_after = _delete_after(study, new.delete_after)
        persons = add_persons(study, new.persons)
        conversation = _conversation_for(study, new, persons)
        duration_ms = total_ms(parts)
        recording = conversations.add_recording(
            study, conversation=conversation, name=new.name, duration_ms=duration_ms
        )
        for number, (file, part) in enumerate(zip(given, parts, strict=True), start=1):
            row = _media_row(file, link=new.link) | {"part": number, "offset_ms": part.offset_ms}
            place = {"recording_id": recording, "duration_ms": part.duration_ms, "delete_after": delete_after}
            conversations.add_media_file(study, row | place)
        audit.write(study, "opname_toegevoegd", table="recording", row=recording, delete_after=delete_after)
        decided = access.decision(study, Operation.KEEP, conversation, study.today())
        return Added(
            recording,
            new.name,
            duration_ms,
            tuple(person for _made, person in persons),
            delete_after,
            None if decided.allowed else decided.sentence(),
            tuple(_remarks(given)),
        )


def _conversation_for(
    study: Writing, new: NewRecording, persons: list[tuple[ParticipantId, GivenPerson]]
) -> ConversationId:
    """The conversation that it is the recording of: a new one, or one that was watched along live."""
    roles = [(made, person.role) for made, person in persons]
    if new.conversation is None:
        return conversations.add_conversation(study, row=conversation_row(study, new, persons), persons=roles)
    row = conversations.place(study, new.conversation)
    if not row["live"]:
        raise BadInput(_("“{name}” has a recording already.", name=new.conversation))
    conversation = ConversationId(row["conversation_id"])
    there = {one.participant_id for one in conversations.recorded(study, conversation)}
    conversations.add_people(study, conversation, [one for one in roles if one[0] not in there])
    return conversation


def _check_new(study: Writing, new: NewRecording) -> None:
    checked(new.name, what=_("recording"))
    if new.name in conversations.names_taken(study):
        raise BadInput(_("There is a recording “{name}” already.", name=new.name), remedy=_("Choose another name."))
    if not new.persons:
        raise BadInput(
            _("Nobody is listed as seen or heard in the recording."), remedy=_("Give each of them with “--person”.")
        )
    items = open_items(study)
    if items and people.is_strict(study):
        raise BadInput(
            _("This study takes no recordings while set-up items are open: {items}.", items=in_words(items)),
            remedy=_("“recall-studio setup” closes them."),
        )


def _check_fresh(study: Writing, given: Sequence[GivenFile]) -> None:
    seen: set[str] = set()
    for file in given:
        there = conversations.by_fingerprint(study, file.full_fingerprint)
        if there is not None:
            raise BadFile(_("“{file}” is in this study already, as “{name}”.", file=file.path.name, name=there))
        if file.full_fingerprint in seen:
            raise BadFile(_("“{file}” was given twice.", file=file.path.name))
        seen.add(file.full_fingerprint)


def _delete_after(study: Writing, wanted: date | None) -> str:
    today = study.today()
    last = months_later(today, study.facts().retention_months)
    if wanted is not None and wanted < today:
        raise BadInput(_("The destruction date {date} lies in the past.", date=wanted.isoformat()))
    if wanted is not None and wanted > last:
        raise BadInput(
            _(
                "The destruction date {date} lies after the study's term, {last}.",
                date=wanted.isoformat(),
                last=last.isoformat(),
            )
        )
    return (wanted or last).isoformat()


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def add_persons(study: Writing, given: Sequence[GivenPerson]) -> list[tuple[ParticipantId, GivenPerson]]:
    """Find everybody of a conversation in the study, or add them, within a step.

    Raises:
        BadInput: a pseudonym cannot be used, or was given twice.
    """
    made: list[tuple[ParticipantId, GivenPerson]] = []
    for person in given:
        taken = conversations.pseudonyms(study)
        name = person.pseudonym or propose(LETTERS[person.role], taken)
        if any(known.pseudonym == name for _id, known in made):
            raise BadInput(_("“{name}” was given twice.", name=name))
        if name in taken:
            found = conversations.participant(study, name)["id"]
        else:
            found = conversations.add_participant(study, pseudonym=checked(name, what=_("person")), role=person.role)
        made.append((found, GivenPerson(name, person.role)))
    return made


def conversation_row(
    study: Writing, new: NewRecording | NewLive, persons: list[tuple[ParticipantId, GivenPerson]]
) -> Row:
    """The conversation as a row to add; its case is made when it is new."""
    first = {person.role: made for made, person in reversed(persons)}
    case = conversations.case_of(
        study, client=first.get(PersonRole.KLANT), case_manager=first.get(PersonRole.KLANTMANAGER)
    )
    instant = new.held.astimezone(UTC) if isinstance(new.held, datetime) else None
    return {
        "name": new.name,
        "case_id": case,
        "held_on": new.held.strftime("%Y-%m-%d") if new.held else None,
        "held_at": instant.isoformat(timespec="seconds").replace("+00:00", "Z") if instant else None,
        "type": new.type,
        "channel": new.channel,
        "wave": new.wave,
    }


def _media_row(file: GivenFile, *, link: bool) -> Row:
    return {
        "storage": "koppeling" if link else "kopie",
        "source": str(file.path),
        "size_bytes": file.size_bytes,
        "quick_fingerprint": file.quick_fingerprint,
        "full_fingerprint": file.full_fingerprint,
        "probe": json.dumps(file.facts.as_json(), sort_keys=True),
    }


def _remarks(given: Sequence[GivenFile]) -> list[str]:
    from recall_studio.media.facts import problem_sentence

    return [f"{file.path.name}: {problem_sentence(problem)}" for file in given for problem in file.facts.problems]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Names of the recordings that were copied into the study, and sentences on those that could not be."""

    copied: tuple[str, ...]
    problems: tuple[str, ...]


def copy_what_is_allowed(study: Study, *, progress: Progress = SILENT) -> TakenIn:
    """Copy every referenced file whose recording may be kept; runs on the caller's thread, the edits on the writer's.

    A consent that was recorded stays recorded when a copy fails; the reference stays then too.

    Raises:
        Cancelled: the user stopped it; what was copied before stays.
    """
    with files.copying(study.folder, progress):
        return _copy_all(study, waiting_copies(study), progress)


def copy_these(study: Study, waiting: Sequence[Row], *, progress: Progress = SILENT) -> TakenIn:
    """Copy the files that `waiting_copies()` named; for any thread, since nothing is read from the study.

    Raises:
        Cancelled: the user stopped it; what was copied before stays.
    """
    with files.copying(study.folder, progress):
        return _copy_all(study, waiting, progress)


def _copy_all(study: Study, waiting: Sequence[Row], progress: Progress) -> TakenIn:
    copied, problems = [], []
    for media in waiting:
        try:
            _copy(study, media, progress)
            copied.append(media["recording"])
        except Cancelled:
            raise
        except RecallError as error:
            problems.append(
                _("“{name}” could not be copied yet: {reason}", name=media["recording"], reason=error.message)
            )
    return TakenIn(tuple(dict.fromkeys(copied)), tuple(problems))


def waiting_copies(study: Study) -> list[Row]:
    """The media files that are to be copied, may be, and are not yet."""
    return [
        media
        for media in conversations.media_files(study)
        if media["storage"] == "kopie"
        and not media["stored_as"]
        and not access.quarantined(study, ConversationId(media["conversation_id"]), study.today())
    ]


def _copy(study: Study, media: Row, progress: Progress) -> None:
    if not media["source"]:
        raise MediaUnusable(_("It is not known where its file lies; “recall-studio relink” finds it."))
    container = str(json.loads(media["probe"]).get("container", ""))
    # A name of its own for every try: what this one discards is never what another has registered.
    name = f"{media['id']}-{secrets.token_hex(3)}{_SUFFIXES.get(container, f'.{container}')}"
    stored = files.copy_in(study.folder, Path(media["source"]), name=name, progress=progress)
    registered = False
    try:
        with files.open_given(study.folder.media / stored) as reader:
            whole = fingerprint.full_fingerprint(reader, progress=progress) == media["full_fingerprint"]
        if not whole:
            raise MediaUnusable(_("The file is no longer the one that was added."))
        registered = study.perform(_set_copy, media=media, stored_as=stored)
    finally:
        if not registered:
            files.discard(study.folder, stored)


def _set_copy(study: Writing, *, media: Row, stored_as: str) -> bool:
    """Register a copy, unless there is one already; says whether it did."""
    with study.step(""):
        access.require_keeping(study, ConversationId(media["conversation_id"]))
        if conversations.stored_as(study, media["id"]) is not None:
            return False
        # Where the original lies is forgotten: its path may hold a name.
        conversations.set_place(study, media_file=media["id"], stored_as=stored_as, source=None)
        audit.write(study, "opname_gekopieerd", table="media_file", row=media["id"])
        return True
