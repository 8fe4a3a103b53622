"""Arrays kept in the cache, with a checksum in front: a damaged zip archive makes numpy raise nearly anything."""

from __future__ import annotations

from hashlib import blake2b
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from recall_studio.domain.errors import BadFile
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SEAL_BYTES = 16


def sealed(archive: bytes, kind: bytes) -> bytes:
    """An archive with its seal.

    Args:
        archive: what is kept.
        kind: what it is, at most 16 bytes; change it when it is made in another way, and old caches are made again.
    """
    return blake2b(archive, digest_size=_SEAL_BYTES, person=kind).digest() + archive


def seal_arrays(kind: bytes, **arrays: NDArray[Any]) -> bytes:
    """A sealed numpy archive of these arrays."""
    archive = BytesIO()
    np.savez_compressed(archive, allow_pickle=False, **arrays)
    return sealed(archive.getvalue(), kind)


def sealed_arrays(kept: bytes, kind: bytes, *names: str) -> list[NDArray[Any]]:
    """The arrays of these names, that can be changed.

    Raises:
        BadFile: it is something else; a cache can be made again.
    """
    archive = kept[_SEAL_BYTES:]
    if kept != sealed(archive, kind):
        raise bad_cache()
    try:
        with np.load(BytesIO(archive), allow_pickle=False) as arrays:
            return [np.array(arrays[name]) for name in names]
    except (ValueError, KeyError, EOFError) as error:
        raise bad_cache() from error


def bad_cache() -> BadFile:
    """What was kept cannot be used."""
    return BadFile(_("The kept list of pictures is damaged; the program makes it again from the recording."))
