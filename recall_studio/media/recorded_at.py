"""When a recorder says that it made a file, by its own clock. Import it late."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from recall_studio.media.opening import opened

if TYPE_CHECKING:
    from typing import BinaryIO


def recorded_at(reader: BinaryIO) -> datetime | None:
    """The instant that stands in the file: with a time zone where it says so, else by the recorder's own clock.

    Args:
        reader: a seekable reader of the recording's bytes; its position is changed.

    Returns:
        Nothing when it says none that can be read, or a day alone.

    Raises:
        MediaUnusable: it is no recording.
    """
    with opened(reader) as media:
        said = dict(media.container.metadata)
        if media.sound is not None:
            said = {**media.sound.metadata, **said}
    made, day = said.get("creation_time", ""), said.get("date", "")
    if ":" in made and "-" not in made and day:  # a wav of a broadcaster has both apart
        made = f"{day}T{made}"
    for text in (made, day):
        with suppress(ValueError):
            if ":" in text:
                return datetime.fromisoformat(text.strip())
    return None
