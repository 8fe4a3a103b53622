"""A study that closes by itself."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from recall_studio.store.study import Study
from tests.exchange import studies


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """An empty study, open as its first member, A."""
    with closing(studies.make(tmp_path / "Werk.recall")) as made:
        yield made


@pytest.fixture
def coded(study: Study) -> Study:
    """Two recordings, two coders, points and stretches, ranges and notes."""
    for name in ("G-002", "G-001"):
        studies.add_recording(study, name)
    studies.tag(study, "G-001", "A", "disc_ervaring", 10_000, 14_000, "Legt verband; zegt „nooit”, \n en zwijgt.")
    studies.tag(study, "G-001", "A", "disc_vraag", 10_000, note="=1+1")
    studies.tag(study, "G-001", "B", "taal", 20_000, 30_500)
    studies.tag(study, "G-002", "B", "tech_gevoelig", 5_000, note="geheim")
    studies.tag(study, "G-002", "B", "maat_regels", 5_500)
    studies.declare(study, "G-001", "A", 0, 60_000, ["disc"])
    studies.declare(study, "G-002", "B", 0, 120_000)
    studies.mark(study, "G-001", 12_000, "Hier verder over praten.")
    studies.memo(study, "G-001", "De klant wacht steeds af.")
    return study
