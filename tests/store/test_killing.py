"""Kill −9 at any moment: what was acknowledged is there, what was half done is not.

This does not show that a loss of power is survived: after a kill the system still writes out what the program gave
it. That rests on `synchronous = FULL`, which `test_every_commit_waits_for_the_disk` only sees to be asked for.
"""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from recall_studio.edits.keeping import examine
from recall_studio.store import audit, wholeness
from recall_studio.store.study import Study
from tests.store.conftest import Opens, Starts
from tests.store.programs import MANY, ONE, ROWS_OF_MANY, Program
from tests.store.studies import tag, undo

ROUNDS = 60
LOOK_EVERY = 15
LONGEST_S = 0.08  # of a round, from the start of opening: most die at work, some while they open

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


def a_round(program: Program, seconds: float) -> list[str]:
    """What a child said was kept before it was killed."""
    program.is_told("go on")
    said = []
    child = 0
    while (line := program.says()) != "dead":
        word, _space, rest = line.partition(" ")
        if word == "child":
            child = int(rest)
        said.append(line)
        if {word, said[0].partition(" ")[0]} >= {"child", "opens"} and len(said) == 2:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
    assert said[0].startswith(("child", "opens"))
    return said[2:]


def check(study: Study, said: Iterable[str]) -> None:
    """Everything that was said is there, once and whole; and at most one deed more, whose word was cut off."""
    ids_said = {kind: [line.split()[1] for line in said if line.startswith(kind)] for kind in ("tag", "consent")}
    imports_said = sum(1 for line in said if line == "imported")
    tagged = {row for (row,) in study.tuples("SELECT id FROM annotation WHERE note = ?", (ONE,))}
    consents = {row for (row,) in study.tuples("SELECT id FROM consent")}
    assert set(ids_said["tag"]) <= tagged
    assert set(ids_said["consent"]) <= consents
    assert study.value("SELECT count(*) FROM annotation WHERE note = ?", (MANY,)) >= imports_said * ROWS_OF_MANY


def check_whole(study: Study) -> None:
    assert list(wholeness.problems(study)) == []
    assert study.value("PRAGMA integrity_check") == "ok"
    assert audit.broken_at(study) is None
    assert study.tuples("SELECT 1 FROM step WHERE open") == []
    changes = study.tuples(
        "SELECT count(change.number), group_concat(DISTINCT json_extract(change.after, '$.note')) FROM step "
        "LEFT JOIN change ON change.step = step.number WHERE step.number > 1 GROUP BY step.number"
    )
    assert set(changes) <= {(1, ONE), (ROWS_OF_MANY, MANY)}
    notes = Counter(note for (note,) in study.tuples("SELECT note FROM annotation"))
    steps = Counter(note for _count, note in changes)
    assert notes == Counter({ONE: steps[ONE], MANY: ROWS_OF_MANY * steps[MANY]}) or not notes
    lost = "SELECT 1 FROM annotation LEFT JOIN change ON change.row = annotation.id WHERE change.number IS NULL"
    assert study.tuples(lost) == []
    assert study.value("SELECT count(*) FROM consent") == study.value(
        "SELECT count(*) FROM audit WHERE action = 'toestemming'"
    )


def test_what_was_acknowledged_is_there_and_nothing_half(starts: Starts, opens: Opens) -> None:
    moments_to_die = random.Random(9)
    program = starts("kill me")
    assert program.says() == "ready"
    said: list[str] = []
    for number in range(1, ROUNDS + 1):
        said += a_round(program, moments_to_die.uniform(0, LONGEST_S))
        if number % LOOK_EVERY == 0:
            study = opens()
            check(study, said)
            check_whole(study)
            study.close()
    assert len(said) > ROUNDS  # most were killed at work
    assert {line.partition(" ")[0] for line in said} == {"tag", "consent", "imported"}


def test_after_a_kill_the_work_goes_on(starts: Starts, opens: Opens) -> None:
    program = starts("kill me")
    assert program.says() == "ready"
    said = a_round(program, LONGEST_S * 2)
    study = opens("B")
    assert examine(study).problems == ()
    before = study.value("SELECT count(*) FROM annotation")
    tag(study)
    undo(study)
    assert study.value("SELECT count(*) FROM annotation") == before
    undo(study)
    check(study, [line for line in said if line.startswith("consent")])


def test_a_kill_leaves_the_log_and_the_next_one_folds_it_in(folder: Path, starts: Starts, opens: Opens) -> None:
    """The control: the kills above do hit a study that is in use."""
    program = starts("kill me")
    assert program.says() == "ready"
    a_round(program, LONGEST_S * 2)
    assert (folder / "study.sqlite-wal").stat().st_size > 0
    opens().close()
    assert not (folder / "study.sqlite-wal").exists()


def test_every_commit_waits_for_the_disk(study: Study) -> None:
    assert study.perform(lambda writing: writing.value("PRAGMA synchronous")) == 2  # FULL
    assert study.perform(lambda writing: writing.value("PRAGMA journal_mode")) == "wal"
