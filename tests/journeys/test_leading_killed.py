"""Kill −9 while an interview is led in the window: what was kept is there, and it is continued where it was left."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.edits.recall.preparing import prepare_interview
from recall_studio.media.sound_pieces import read_piece
from recall_studio.media.splicing import plan
from recall_studio.store import files, wholeness
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.recall import records
from tests.journeys.recall_hand import study_to_look_back

if TYPE_CHECKING:
    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.store.study import Study
    from tests.journeys.driver import User

PROJECT = Path(__file__).resolve().parents[2]
ENGINES = ("vlc", "qt", "vlc", "qt")
"""One round each."""
MOST_LOST_MS = 1_000
LEAST_S, MOST_S = 0.4, 2.5
FRAMES = 500


def test_nothing_that_was_kept_is_lost_and_it_goes_on_after_every_kill(
    user: User, tmp_path: Path, stage: object
) -> None:
    moments_to_die = random.Random(7)
    times_ms = study_to_look_back(user, tmp_path, FRAMES)
    with closing(open_study(user.folder, Opening())) as study:
        interview = study.perform(prepare_interview, recording="G-001", recaller="K-001", plan=InterviewPlan())
    said: list[list[str]] = []
    for engine in ENGINES:
        said += [line.split(" ", 2) for line in _a_round(user.folder, interview, engine, moments_to_die)]
        with closing(open_study(user.folder, Opening())) as study:
            _check(study, interview, said, times_ms)
    with closing(open_study(user.folder, Opening())) as study:
        record = records.record(study, interview, study.acting)
    assert {line[0] for line in said} == {"stop", "prompt", "comment", "heard"}
    assert record.interview.goes_on
    breaks = [one for one in record.happened if one.until_ms is not None]
    assert len(breaks) == len(ENGINES) - 1
    assert [stop.number for stop in record.stops] == list(range(1, len(record.stops) + 1))


def _a_round(study: Path, interview: RecallSessionId, engine: str, moments_to_die: random.Random) -> list[str]:
    """What a window said was kept before it was killed; the last line may be cut off."""
    command = [sys.executable, "-m", "tests.journeys.leading_until_killed", str(study), interview, engine]
    with subprocess.Popen(
        command, cwd=PROJECT, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as program:
        assert program.stdout is not None
        said: list[str] = []
        while not said or not said[-1].startswith("heard"):
            said.append(program.stdout.readline().strip())
            assert said[-1], "the window ended by itself"
        time.sleep(moments_to_die.uniform(LEAST_S, MOST_S))
        program.kill()
        return [*said, *program.stdout.read().split("\n")[:-1]]


def _check(study: Study, interview: RecallSessionId, said: list[list[str]], times_ms: list[int]) -> None:
    record = records.record(study, interview, study.acting)
    kept = {stop.id: stop.position_ms for stop in record.stops}
    told = {line[1]: int(line[2]) for line in said if line[0] == "stop"}
    assert told.items() <= kept.items()
    assert set(kept.values()) <= set(times_ms)
    assert {line[1] for line in said if line[0] == "prompt"} <= {prompt.id for prompt in record.prompts}
    assert {line[1]: line[2] for line in said if line[0] == "comment"}.items() <= {
        comment.id: comment.text for comment in record.comments
    }.items()
    assert list(wholeness.problems(study)) == []
    pieces = []
    for name in files.pieces(study.folder, interview):
        with files.open_piece(study.folder, name) as reader:
            pieces.append(read_piece(reader))
    made = plan(pieces)
    assert made is not None
    heard_ms = max(int(line[1]) for line in said if line[0] == "heard")
    assert made.begin_ms + made.length_ms > heard_ms - MOST_LOST_MS
