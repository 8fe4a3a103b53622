"""From a recording to what the player plays: the gate, the facts that probing found, and the list of pictures."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recall_studio.domain.errors import RecallError
from recall_studio.domain.words import _
from recall_studio.media.facts import MediaFacts
from recall_studio.player.engine import Source
from recall_studio.player.recognising import KeptSignatures
from recall_studio.player.time_line import Part
from recall_studio.store import conversations, files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recall_studio.domain.access import Playable
    from recall_studio.domain.ids import MediaFileId, RecordingId
    from recall_studio.domain.progress import Progress
    from recall_studio.media.frames import FrameIndex
    from recall_studio.player.choosing import Choice
    from recall_studio.store.folder import StudyFolder
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing
    from recall_studio.ui.session import Session
    from recall_studio.ui.tasks import Task


@dataclass(frozen=True, slots=True)
class OpenedMedia:
    """What can be played: the parts in their order, and the engine for all of them."""

    parts: tuple[Part, ...]
    choice: Choice


def open_media(
    session: Session,
    recording: RecordingId,
    *,
    gate: Callable[[Writing], list[Playable]],
    is_wanted: Callable[[], bool],
    choose: Callable[[MediaFacts], Choice],
    done: Callable[[OpenedMedia], None],
    refused: Callable[[RecallError], None],
    reading: Callable[[Task], None] = lambda _task: None,
) -> None:
    """Open a recording's media without waiting; nobody is told when it is not wanted any more by then.

    Args:
        session: where.
        recording: which.
        gate: asks whether it may be played, and lets its files out.
        is_wanted: whether it still is, and no other one instead.
        choose: chooses the engine for a file; called on a worker, since looking for engines takes a while.
        done: told of the parts and the engine.
        refused: told why not: AccessRefused, MediaUnusable, or StudyReadOnly where opening cannot be logged.
        reading: told of the work that lists the pictures, which takes a while the first time.
    """

    def refuse(error: RecallError) -> None:
        if is_wanted():
            refused(error)

    def take(opened: OpenedMedia) -> None:
        if is_wanted():
            done(opened)

    def allowed(playables: list[Playable]) -> None:
        if not is_wanted():
            return
        for playable in playables:
            session.study.watch_over(playable)
        rows = {row["id"]: row for row in conversations.media_files(session.study, recording)}
        found = [(playable, rows[playable.media_file_id]) for playable in playables if playable.media_file_id in rows]
        folder = session.study.folder
        reading(
            session.tasks.run(
                _("Opening the recording"),
                lambda progress: _opened(folder, found, choose, progress),
                done=take,
                refused=refuse,
                quiet=True,
            )
        )

    session.do(gate, done=allowed, refused=refuse)


def _opened(
    folder: StudyFolder,
    found: Sequence[tuple[Playable, Row]],
    choose: Callable[[MediaFacts], Choice],
    progress: Progress,
) -> OpenedMedia:
    """On a worker: a long recording takes a second or more the first time."""
    parts = tuple(
        Part(Source(playable, facts, _index(folder, playable, row, facts, progress)), row["offset_ms"])
        for playable, row in found
        for facts in (MediaFacts.from_json(json.loads(row["probe"])),)
    )
    return OpenedMedia(parts, for_all(parts, choose))


def for_all(parts: Sequence[Part], choose: Callable[[MediaFacts], Choice]) -> Choice:
    """The engine for a whole recording: where its parts ask for different ones, the one that plays any kind exactly."""
    choices = [choose(_shown(part)) for part in parts]
    return next((choice for choice in choices if choice.key == "qt"), choices[0])


def is_there(session: Session, recording: RecordingId) -> bool:
    """Whether all files of a recording are in their place."""
    media = conversations.media_files(session.study, recording)
    return bool(media) and all(files.is_there(session.study.folder, row) for row in media)


def _shown(part: Part) -> MediaFacts:
    """The facts of what is played: without a picture where the consent is for the sound alone."""
    source = part.source
    return replace(source.facts, video=None) if source.playable.sound_only else source.facts


def kept_signatures(folder: StudyFolder) -> KeptSignatures:
    """What the pictures of a media file look like is derived data, and kept in the study's cache."""

    def keep(media_file: MediaFileId, made: bytes) -> None:
        with suppress(RecallError):  # where there is no room it is made again the next time
            files.put_in_cache(folder, f"signatures-1 {media_file}", made)

    return KeptSignatures(lambda media_file: files.in_cache(folder, f"signatures-1 {media_file}"), keep)


def _index(
    folder: StudyFolder, playable: Playable, row: Row, facts: MediaFacts, progress: Progress
) -> FrameIndex | None:
    playable.open().close()  # a file that is gone is told now, not when somebody presses play
    if facts.video is None or playable.sound_only:
        return None
    from recall_studio.media.indexing import kept_index

    return kept_index(folder, playable, fingerprint=row["full_fingerprint"], progress=progress)
