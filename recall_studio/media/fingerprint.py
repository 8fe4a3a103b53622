"""What a recording is known by when it has been moved or renamed. Standard library only.

Fingerprints stay in the study: a hash of a recording is never exported.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING

from recall_studio.domain.progress import SILENT
from recall_studio.media import refusals
from recall_studio.media.containers import read_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from recall_studio.domain.progress import Progress

_BLOCK = 1 << 20
_DIGEST_BYTES = 32


def quick_fingerprint(reader: BinaryIO) -> str:
    """Size and hash of the first and the last MiB: enough to find a moved recording, not to prove that it is the same.

    Args:
        reader: a seekable reader of the recording's bytes; its position is changed.

    Returns:
        `q1:<size in bytes>:<64 hexadecimal digits>`.

    Raises:
        MediaUnusable: the bytes cannot be read.
    """
    try:
        size = reader.seek(0, os.SEEK_END)
        digest = blake2b(read_at(reader, 0, _BLOCK), digest_size=_DIGEST_BYTES)
        digest.update(read_at(reader, max(0, size - _BLOCK), _BLOCK))
    except OSError as error:
        raise refusals.unreadable() from error
    return f"q1:{size}:{digest.hexdigest()}"


def full_fingerprint(reader: BinaryIO, progress: Progress = SILENT) -> str:
    """Size and hash of every byte: equal fingerprints are equal recordings.

    Args:
        reader: a seekable reader of the recording's bytes; its position is changed.
        progress: told the number of bytes hashed.

    Returns:
        `f1:<size in bytes>:<64 hexadecimal digits>`.

    Raises:
        MediaUnusable: the bytes cannot be read.
        Cancelled: the user asked to stop.
    """
    digest, done = blake2b(digest_size=_DIGEST_BYTES), 0
    try:
        size = reader.seek(0, os.SEEK_END)
        for block in _blocks(reader):
            refusals.stop_if_asked(progress)
            digest.update(block)
            done += len(block)
            progress.report(done, size)
    except OSError as error:
        raise refusals.unreadable() from error
    return f"f1:{done}:{digest.hexdigest()}"


def _blocks(reader: BinaryIO) -> Iterator[bytes]:
    reader.seek(0)
    while block := reader.read(_BLOCK):
        yield block
