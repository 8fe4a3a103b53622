"""Kill −9 while an interview is recorded: at most a second of its sound is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recall_studio.media.sound_pieces import read_piece
from recall_studio.media.splicing import plan
from recall_studio.store import files
from recall_studio.store.folder import StudyFolder
from tests.player.recording_until_killed import SESSION

PROJECT = Path(__file__).resolve().parents[2]
MOST_LOST_MS = 1_000


@pytest.mark.parametrize("seconds", [0.7, 1.9, 3.3])
def test_at_most_a_second_is_lost(tmp_path: Path, stage: object, seconds: float) -> None:
    command = [sys.executable, "-m", "tests.player.recording_until_killed", str(tmp_path)]
    with subprocess.Popen(
        command, cwd=PROJECT, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        assert first
        time.sleep(seconds)
        program.kill()
        heard_ms = [int(line) for line in program.stdout.read().split("\n")[:-1]]
    folder = StudyFolder(tmp_path)
    (name,) = files.pieces(folder, SESSION)
    with files.open_piece(folder, name) as reader:
        made = plan([read_piece(reader)])
    assert made is not None
    assert heard_ms[-1] > seconds * 900
    assert made.begin_ms + made.length_ms > heard_ms[-1] - MOST_LOST_MS
