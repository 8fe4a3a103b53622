"""What is kept for this computer and user, outside every study: the device's id and the logs. No content, no names."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from recall_studio.domain.errors import RecallError
from recall_studio.domain.ids import new_id
from recall_studio.store.folder import written_beside


def state_folder() -> Path:
    """The user's state folder; `RECALL_STUDIO_STATE` chooses another one.

    Raises:
        OSError: it cannot be made.
    """
    chosen = os.environ.get("RECALL_STUDIO_STATE")
    if chosen:
        folder = Path(chosen)
    else:
        from platformdirs import user_state_path

        folder = user_state_path("recall-studio", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def languages_folder() -> Path | None:
    """Where a user puts languages of recall interviews of their own; made at first use, None where it cannot be."""
    try:
        folder = state_folder() / "languages"
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return folder


def device_id() -> str:
    """The random id of this computer and user, made at first use; one for this run where it cannot be kept."""
    try:
        place = state_folder() / "device"
        if not place.exists():
            with written_beside(place) as beside:
                beside.write_text(new_id(), encoding="ascii")
        return place.read_text(encoding="ascii").strip() or _id_of_this_run()
    except (OSError, UnicodeDecodeError, RecallError):
        return _id_of_this_run()  # the id only tells devices apart: no reason to keep anybody from working


@cache
def _id_of_this_run() -> str:
    return new_id()
