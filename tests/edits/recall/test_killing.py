"""Kill −9 while an interview goes on: every stop, question and comment that was acknowledged is there, once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from recall_studio.store import audit, wholeness
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.recall import records
from recall_studio.store.study import Study
from tests.edits.recall.interviewing import end
from tests.store.programs import Program

ROUNDS = 60
LOOK_EVERY = 20
LONGEST_S = 0.08  # of a round, from the start of opening: most die at work, some while they open
PROJECT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


@pytest.fixture
def program(folder: Path) -> Iterator[Program]:
    command = [sys.executable, "-m", "tests.edits.recall.leading_program", str(folder)]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        yield Program(process)
        process.kill()


def a_round(program: Program, seconds: float) -> list[str]:
    """What a child said was kept before it was killed."""
    program.is_told("go on")
    said: list[str] = []
    begun, child = 0, 0
    while (line := program.says()) != "dead":
        word, _space, rest = line.partition(" ")
        if word in ("child", "opens"):
            begun += 1
            child = int(rest) if word == "child" else child
        else:
            said.append(line)
        if begun == 2:
            begun = 3
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
    return said


def check(study: Study, said: list[str]) -> None:
    """Everything that was said is there; at most one deed more a round, whose word was cut off; nothing is half."""
    for table in ("recall_stop", "recall_prompt", "recall_comment"):
        told = {line.split()[1] for line in said if line.startswith(f"{table} ")}
        assert told <= {row for (row,) in study.tuples(f"SELECT id FROM {table}")}
        counted = Counter(row for (row,) in study.tuples('SELECT row FROM audit WHERE "table" = ?', (table,)))
        assert set(counted) == {row for (row,) in study.tuples(f"SELECT id FROM {table}")}
    resumed = {line.split()[1] for line in said if line.startswith("resumed ")}
    assert resumed <= {row for (row,) in study.tuples("SELECT id FROM recall_stop WHERE resumed_ms IS NOT NULL")}
    assert list(wholeness.problems(study)) == []
    assert audit.broken_at(study) is None
    assert study.tuples("SELECT 1 FROM step WHERE open") == []


def test_what_was_acknowledged_is_there_after_every_kill(program: Program, folder: Path) -> None:
    moments_to_die = random.Random(5)
    assert program.says() == "ready"
    said: list[str] = []
    for number in range(1, ROUNDS + 1):
        said += a_round(program, moments_to_die.uniform(0, LONGEST_S))
        if number % LOOK_EVERY == 0:
            with closing(open_study(folder, Opening())) as study:
                check(study, said)
    assert {line.partition(" ")[0] for line in said} == {"recall_stop", "recall_prompt", "recall_comment", "resumed"}
    with closing(open_study(folder, Opening())) as study:
        told = records.all_records(study, study.acting)
        assert sum(len(one.comments) for one in told) >= sum(line.startswith("recall_comment") for line in said)
        end(study, told[0].interview.id)  # and it can be ended afterwards
