"""The sentences with which a media file is refused. They never name a file: the caller knows which one it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.errors import Cancelled, MediaUnusable
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from recall_studio.domain.progress import Progress


def _choose_a_recording() -> str:
    return _(
        "Choose the recording itself: an mp4, mov, mkv, webm, avi, mpeg, wmv, wav, mp3, m4a, aac, ogg or flac file."
    )


def _copy_again() -> str:
    return _("Copy the recording once more from the camera or recorder, and choose that copy.")


def empty() -> MediaUnusable:
    """The file has no bytes."""
    return MediaUnusable(
        _("This file is not a recording the program can play: it is empty."),
        remedy=_copy_again(),
    )


def list_of_files() -> MediaUnusable:
    """The file is a playlist, a stream description or a script that would make a player open something else."""
    return MediaUnusable(
        _("This file is not a recording the program can play: it only points at other files or addresses."),
        remedy=_choose_a_recording(),
    )


def text() -> MediaUnusable:
    """The file holds text."""
    return MediaUnusable(
        _("This file is not a recording the program can play: it holds text, no sound or picture."),
        remedy=_choose_a_recording(),
    )


def unknown_kind() -> MediaUnusable:
    """The first bytes are of no container on the list."""
    return MediaUnusable(
        _("This file is not a recording the program can play: its contents are of no kind that the program knows."),
        remedy=_choose_a_recording(),
    )


def unknown_codec() -> MediaUnusable:
    """The container is known, but there is no decoder for what is in it."""
    return MediaUnusable(
        _("This file is not a recording the program can play: sound and picture were written in an unknown way."),
        remedy=_("Convert the recording to an mp4 file with H.264 picture and AAC sound, and choose that file."),
    )


def unfinished() -> MediaUnusable:
    """An mp4 without its index: the recorder was switched off before it had written it."""
    return MediaUnusable(
        _("This recording cannot be played: it was cut off before its index was written."),
        remedy=_("Copy it once more from the camera, or repair it with the program that came with the camera."),
    )


def parts_elsewhere() -> MediaUnusable:
    """A QuickTime file whose sound or picture lies in other files."""
    return MediaUnusable(
        _("This file is not a recording the program can play: its sound or picture lies in other files."),
        remedy=_("Export it from the program that made it as one self-contained file, and choose that file."),
    )


def nothing_in_it() -> MediaUnusable:
    """A container without sound and without picture."""
    return MediaUnusable(
        _("This file is not a recording the program can play: it holds neither sound nor picture."),
        remedy=_choose_a_recording(),
    )


def no_picture() -> MediaUnusable:
    """Pictures were asked of a recording that has only sound."""
    return MediaUnusable(_("This recording has sound only, no picture."))


def broken() -> MediaUnusable:
    """The contents contradict themselves so much that nothing can be played."""
    return MediaUnusable(
        _("This recording cannot be played: its contents are damaged."),
        remedy=_copy_again(),
    )


def unreadable() -> MediaUnusable:
    """The disk, drive or network stopped giving bytes."""
    return MediaUnusable(
        _("The recording could not be read: the disk or drive it lies on gives an error."),
        remedy=_("Check that the drive is still connected, and try again."),
    )


def stopped() -> Cancelled:
    """The user stopped it."""
    return Cancelled(_("Stopped, as you asked."))


def stop_if_asked(progress: Progress) -> None:
    """Raise `Cancelled` when the user asked to stop.

    Raises:
        Cancelled: the user asked to stop.
    """
    if progress.cancelled:
        raise stopped()
