"""The window as a process of its own, started as `packaging/run.py` starts it, and Ctrl+C in that terminal."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from recall_studio.exchange.demo import make_demo
from recall_studio.store import opening, settings
from tests.screens import Stage

PROJECT = Path(__file__).resolve().parents[2]
STARTS = "import sys; from tour import recall_studio; sys.exit(recall_studio(sys.executable, sys.argv[1]).returncode)"
PATIENCE_S = 60


def until(it: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not it():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


@pytest.mark.skipif(os.name == "nt", reason="there Ctrl+C cannot be sent to another terminal")
@pytest.mark.parametrize("coder", ["A", None], ids=["at work", "not yet known"])
def test_ctrl_c_closes_the_window_and_the_study(tmp_path: Path, stage: Stage, coder: str | None) -> None:
    study = make_demo(tmp_path).path
    members = {opening.study_id(study): coder} if coder else {}
    settings.keep(replace(settings.load(), members=members, language="en"))
    environment = {name: value for name, value in os.environ.items() if name != "QT_LOGGING_RULES"}
    environment["PYTHONPATH"] = os.pathsep.join((str(PROJECT), str(PROJECT / "packaging")))
    with subprocess.Popen(
        [sys.executable, "-c", STARTS, str(study)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as terminal:
        try:
            until((study / "cache" if coder else study / "window.json").exists)
            os.killpg(terminal.pid, signal.SIGINT)
            said, _nothing = terminal.communicate(timeout=PATIENCE_S)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(terminal.pid, signal.SIGKILL)
    assert (terminal.returncode, said) == (0, "")
    left = {place.name for place in study.iterdir()}
    assert not left & {"window.json", "study.sqlite-wal"}
    assert not (Path(os.environ["RECALL_STUDIO_STATE"]) / "crash.log").exists()
