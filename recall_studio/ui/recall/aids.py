"""Opening what a viewer is prepared with: the practice clip, and the instruction as a sound file. Nobody is in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.errors import RecallError
from recall_studio.domain.words import _
from recall_studio.player.engine import Source
from recall_studio.player.time_line import Part
from recall_studio.store import access
from recall_studio.ui.opening_media import OpenedMedia, for_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.access import Playable
    from recall_studio.domain.progress import Progress
    from recall_studio.media.facts import MediaFacts
    from recall_studio.player.choosing import Choice
    from recall_studio.ui.session import Session


def open_practice(
    session: Session,
    *,
    choose: Callable[[MediaFacts], Choice],
    done: Callable[[OpenedMedia], None],
    refused: Callable[[RecallError], None],
) -> None:
    """Open the practice clip without waiting."""
    _open(session, access.play_aid(session.study), choose, done, refused)


def open_instruction(
    session: Session,
    language: str,
    *,
    choose: Callable[[MediaFacts], Choice],
    done: Callable[[OpenedMedia], None],
    refused: Callable[[RecallError], None],
) -> None:
    """Open the instruction in sound in a language without waiting; refused where there is none, or its file is gone."""
    try:
        playable = access.play_aid(session.study, language=language)
    except RecallError as error:
        refused(error)
    else:
        _open(session, playable, choose, done, refused)


def _open(
    session: Session,
    playable: Playable,
    choose: Callable[[MediaFacts], Choice],
    done: Callable[[OpenedMedia], None],
    refused: Callable[[RecallError], None],
) -> None:
    work = partial(_opened, playable, choose)
    session.tasks.run(_("Opening the recording"), work, done=done, refused=refused, quiet=True)


def _opened(playable: Playable, choose: Callable[[MediaFacts], Choice], progress: Progress) -> OpenedMedia:
    """On a worker: looked at and indexed anew each time, since it is short."""
    from recall_studio.media.frames import frame_index
    from recall_studio.media.probing import probe

    with playable.open() as reader:
        facts = probe(reader, progress=progress)
    index = None
    if facts.video is not None and not playable.sound_only:
        with playable.open() as reader:
            index = frame_index(reader, progress=progress)
    parts = (Part(Source(playable, facts, index), 0),)
    return OpenedMedia(parts, for_all(parts, choose))
