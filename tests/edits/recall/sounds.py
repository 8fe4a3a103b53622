"""Pieces of an interview's sound as the recorder leaves them, and files that another recorder made."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import numpy as np

from recall_studio.domain.ids import RecallSessionId, new_id
from recall_studio.edits.recall.sounding import begin_piece
from recall_studio.media.sound_pieces import PieceHead, block_bytes
from recall_studio.store import files

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from recall_studio.store.study import Study

RATE_HZ = 8_000
BLOCK = 400  # 50 ms


def said(seconds: float) -> NDArray[np.int16]:
    """Samples that tell where they are."""
    return np.abs(np.arange(round(seconds * RATE_HZ)) % 20_000 - 10_000).astype("<i2")


def leaves_a_piece(study: Study, session: RecallSessionId, at_ms: int, seconds: float, *, row: bool = True) -> str:
    """A piece of one take; without a row when the program was killed before that was kept. Gives its name."""
    take = new_id()
    name = files.piece_name(session, take)
    sound = said(seconds)
    with files.new_piece(study.folder, name) as file:
        file.write(PieceHead(RATE_HZ, take, 0, at_ms * 1000).to_bytes())
        for first in range(0, len(sound), BLOCK):
            block = sound[first : first + BLOCK]
            file.write(block_bytes(block.tobytes(), at_ms * 1000 + (first + len(block)) * 1_000_000 // RATE_HZ))
    if row:
        study.perform(begin_piece, session=session, stored_as=name, session_ms=at_ms, rate_hz=RATE_HZ)
    return name


def sound_file(path: Path, seconds: float, rate_hz: int = RATE_HZ) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(said(seconds).tobytes())
    return path


def media_of(study: Study) -> list[str]:
    """What lies in the media folder, but for the film of G-01."""
    known = {row["stored_as"] for row in study.rows("SELECT stored_as FROM media_file WHERE kind = 'origineel'")}
    return sorted(place.name for place in study.folder.media.iterdir() if place.name not in known)
