"""The clips of `clips.py`, each made once a session and only when a test asks for it."""

from collections.abc import Callable

import pytest

from tests.media.clips import CLIPS, make

ClipOf = Callable[[str], bytes]


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> ClipOf:
    """Gives the bytes of a clip by its name."""
    made: dict[str, bytes] = {}

    def of(name: str) -> bytes:
        if name not in made:
            made[name] = make(CLIPS[name], tmp_path_factory.mktemp("clip"))
        return made[name]

    return of
