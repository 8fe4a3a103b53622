"""How long it takes to bring the work of two coders together: share, look, fetch, fetch again, take back."""

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench_study import HOUR_MS, RECORDINGS, given_moments, make_study
from bench_table import Row, measured, timed

if TYPE_CHECKING:
    from recall_studio.domain.packages import Package
    from recall_studio.store.study import Study

MOMENTS = 10_000
NAIVE = 1_000
"""So many are tagged one by one; the time of all is ten times theirs."""


def rows(folder: Path) -> Iterator[Row]:
    """A colleague's package of 10,000 moments in 100 recordings."""
    from recall_studio.edits.collecting import collect_package, look_at_package
    from recall_studio.edits.undoing import undo
    from recall_studio.exchange.coder_package import read_package, share_coding
    from recall_studio.store.opening import Opening, open_study

    make_study(folder / "Bench.recall")
    theirs, file = _of_colleague(folder), folder / "b.codeerwerk"
    with closing(open_study(theirs, Opening(acting_as="B"))) as study:
        yield measured("share 10,000 moments", timed(lambda: share_coding(study, to=file), 3), "< 5 s")
    with closing(open_study(folder / "Bench.recall")) as study:

        def read() -> "Package":
            return read_package(file, study=study.facts().id, key=study.key)

        yield measured("read that package", timed(read, 3), "< 5 s")
        package = read()
        looked = timed(lambda: study.perform(look_at_package, package=package), 3)
        yield measured("say what fetching it would change", looked, "< 5 s")
        naive = [10 * ms for ms in timed(lambda: _tag_one_by_one(study), 1)]
        took, undone = [], []
        for _run in range(3):
            took += timed(lambda: study.perform(collect_package, package=read()), 1)
            undone += timed(lambda: study.perform(undo), 1)
        yield measured("read and fetch it", took, "< 5 s", naive, "an edit for each moment")
        yield measured("take that back", undone, "< 5 s")
        study.perform(collect_package, package=package)
        before = study.value("SELECT max(number) FROM change")
        again = timed(lambda: study.perform(collect_package, package=read()), 3)
        changes = study.value("SELECT count(*) FROM change WHERE number > ?", (before,))
        yield measured("fetch it again", again, "no change", None, f"{changes} rows changed")


def _of_colleague(folder: Path) -> Path:
    """The study as it was prepared for B, who coded in it; gives its path."""
    from recall_studio.edits.coding import import_moments
    from recall_studio.exchange.assigning import assign_study
    from recall_studio.exchange.packing import unpack_study
    from recall_studio.store.opening import Opening, open_study

    with closing(open_study(folder / "Bench.recall")) as study:
        assign_study(study, coder="B", to=folder / "b.zip")
    made = unpack_study(folder / "b.zip", to=folder)
    with closing(open_study(made, Opening(acting_as="B"))) as study:
        given = [replace(moment, coder="B") for moment in given_moments(MOMENTS)]
        study.perform(import_moments, given=given)
    return made


def _tag_one_by_one(study: "Study") -> None:
    from recall_studio.edits.tagging import tag_moment

    chance = random.Random(11)  # noqa: S311 - repeatable, not secret
    for _one in range(NAIVE):
        start = chance.randrange(HOUR_MS - 1000)
        recording = f"G-{chance.randrange(1, RECORDINGS + 1):03}"
        study.perform(tag_moment, recording=recording, coder="A", code="disc", start_ms=start, end_ms=start + 900)
