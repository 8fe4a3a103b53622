"""When the program itself goes wrong, or somebody stops it: never a traceback, and no content in the logs."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
import sqlcipher3

from recall_studio.cli import desk
from recall_studio.edits import recording, tagging
from recall_studio.store import annotations
from recall_studio.store.logs import LOGGER
from tests.cli.bench import STUDY, Bench
from tests.journeys.terminal import Terminal

CONTENT = "Fatima Yilmaz, Dorpsstraat 12"
TAG = f"tag {STUDY} --recording G-001 --coder A --code disc --start 1 --note '{CONTENT}'"


def breaks(*_given: object, **_named: object) -> NoReturn:
    raise RuntimeError(CONTENT)


def state() -> Path:
    return Path(os.environ["RECALL_STUDIO_STATE"])


def kept() -> str:
    """Everything that the program wrote about itself."""
    return "".join(place.read_text("utf-8") for place in state().iterdir() if place.is_file())


@pytest.mark.parametrize("options", ["", " --json"])
def test_a_bug_is_told_without_content(bench: Bench, monkeypatch: pytest.MonkeyPatch, options: str) -> None:
    monkeypatch.setattr(tagging, "tag_moment", breaks)
    answer = bench.types(TAG + options)
    assert (answer.status, answer.out) == (70, "")
    assert str(state() / "crash.log") in answer.err
    assert CONTENT not in answer.err
    assert "RuntimeError" not in answer.err
    assert CONTENT not in kept()


def test_the_crash_log_names_the_kind_and_the_place(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "tag_moment", breaks)
    bench.types(TAG)
    crash = (state() / "crash.log").read_text("utf-8")
    assert "RuntimeError" in crash.splitlines()[0]
    assert "test_trouble.py" in crash.splitlines()[-1]
    assert "breaks" in crash.splitlines()[-1]
    assert f"{Path('cli') / 'coding.py'}:" in crash


def test_a_bug_leaves_the_study_as_it_was(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bench.moments()
    real = annotations.insert

    def insert_and_break(*given: Any) -> NoReturn:
        real(*given)
        raise RuntimeError(CONTENT)

    with monkeypatch.context() as patch:
        patch.setattr(annotations, "insert", insert_and_break)
        assert bench.types(TAG).status == 70
    assert bench.moments() == before
    bench.does(TAG)


def test_without_a_place_for_the_crash_log_there_is_still_no_traceback(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECALL_STUDIO_STATE", str(bench.folder / "MEDIA" / "state"))
    monkeypatch.setattr("recall_studio.exchange.codebook_files.default_codebook", breaks)
    answer = bench.types("new NEW.recall")
    assert answer.status == 70
    assert "Something went wrong in the program itself" in answer.err
    assert CONTENT not in answer.err


def test_the_log_says_what_ran_and_nothing_of_it(bench: Bench) -> None:
    bench.does(TAG)
    bench.types(f"tag {STUDY} --recording G-001 --coder A --code '{CONTENT}' --start 1")
    log = (state() / "recall-studio.log").read_text("utf-8")
    assert "tag begins" in log
    assert "tag: unknown_name" in log
    written = kept()
    for content in (CONTENT, "Dorpsstraat", "K-001", "disc", str(bench.folder)):
        assert content not in written


def test_the_log_is_kept_small(bench: Bench) -> None:
    for _turn in range(3):
        bench.does("formats")
    assert (state() / "recall-studio.log").stat().st_size < 1000
    assert LOGGER.handlers == []


@pytest.mark.parametrize(("asked", "status"), [(KeyboardInterrupt, 130), (EOFError, 1)])  # 130: the shell's, Ctrl+C
def test_leaving_at_a_question_is_no_bug(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, asked: type[BaseException], status: int
) -> None:
    def leaves(_desk: desk.Desk, _question: str, _missing: str) -> NoReturn:
        raise asked

    monkeypatch.setattr(desk.Desk, "_ask", leaves)
    answer = terminal.types("new NEW.recall --encrypt")
    assert (answer.status, answer.out.strip()) == (status, "")
    assert not (state() / "crash.log").exists()
    assert list(terminal.folder.iterdir()) == []


def test_ctrl_c_stops_a_long_command_and_nothing_comes_in(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    real = recording.look_at

    def presses_ctrl_c(*given: Any, **named: Any) -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        return real(*given, **named)

    handler, threads = signal.getsignal(signal.SIGINT), threading.active_count()
    with monkeypatch.context() as patch:
        patch.setattr(recording, "look_at", presses_ctrl_c)
        answer = bench.types(f"add {STUDY} MEDIA --name G-002 --person K-002:klant")
    assert (answer.status, answer.out) == (1, "")
    assert "Stopped" in answer.err
    names = [row["recording"] for row in bench.does(f"recordings {STUDY} --json").json["recordings"]]
    assert names == ["G-001"]
    assert signal.getsignal(signal.SIGINT) is handler
    assert threading.active_count() == threads


@pytest.fixture
def another_program(bench: Bench) -> Iterator[sqlcipher3.Connection]:
    """A program that is writing to the study."""
    connection = sqlcipher3.connect(
        str(bench.folder / STUDY / "study.sqlite"), isolation_level=None, check_same_thread=False
    )
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def test_waiting_for_another_program_is_told_and_ends_well(
    bench: Bench, another_program: sqlcipher3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = desk.Desk._say_waiting

    def then_it_is_done(told: desk.Desk, waiting: bool) -> None:
        real(told, waiting)
        if waiting:
            another_program.close()

    monkeypatch.setattr(desk.Desk, "_say_waiting", then_it_is_done)
    answer = bench.does(f"tag {STUDY} --recording G-001 --coder A --code disc --start 1")
    assert answer.err == "Another program is writing to this study; waiting…\n"
    assert len(bench.moments()) == 2


@pytest.mark.parametrize(
    "press",
    [
        lambda: os.kill(os.getpid(), signal.SIGINT),  # it goes to the main thread where it can, as in a terminal
        lambda: signal.raise_signal(signal.SIGINT),  # to the writer, so that no wait of the main thread is cut short
    ],
    ids=["terminal", "elsewhere"],
)
def test_ctrl_c_ends_the_waiting_and_keeps_nothing(
    bench: Bench,
    another_program: sqlcipher3.Connection,
    monkeypatch: pytest.MonkeyPatch,
    press: Callable[[], None],
) -> None:
    def presses_ctrl_c(_desk: desk.Desk, waiting: bool) -> None:
        if waiting:
            press()
            until = time.monotonic() + 10
            while not _desk.progress.cancelled and time.monotonic() < until:  # a busy machine is late to hear of it
                time.sleep(0.001)

    with monkeypatch.context() as patch:
        patch.setattr(desk.Desk, "_say_waiting", presses_ctrl_c)
        answer = bench.types(f"tag {STUDY} --recording G-001 --coder A --code disc --start 1")
    assert (answer.status, answer.out) == (1, "")
    assert "Stopped" in answer.err
    another_program.close()
    assert len(bench.moments()) == 1


def test_two_different_passphrases_are_refused(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter(["zeven zinnen later", "zeven zinnen eerder"])
    monkeypatch.setattr(desk.Desk, "_ask", lambda _desk, _question, _missing: next(given))
    answer = terminal.types("new NEW.recall --encrypt")
    assert (answer.status, "not the same" in answer.err) == (1, True)
    assert list(terminal.folder.iterdir()) == []


def process(bench: Bench, *words: str, **how: Any) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "recall_studio", *words]
    return subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", cwd=bench.folder, env=environment, **how
    )


def test_as_a_process_it_says_the_same(bench: Bench) -> None:
    done = process(bench, "moments", STUDY, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == bench.does(f"moments {STUDY} --lang en").out
    refused = process(bench, "moments", "WEG.recall")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Traceback" not in refused.stderr
    assert process(bench, "moments").returncode == 2


def test_a_reader_that_has_seen_enough_is_no_error(bench: Bench) -> None:
    command = f'"{sys.executable}" -m recall_studio codebook {STUDY} --json | head -c 20'
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", command],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=bench.folder,
        env=environment,
    )
    assert done.stdout == '{"schema": "recall-s'
    assert done.stderr == ""
