"""A short tour of the command line on a demonstration study, for a machine on which no window can open."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from machine import interrupts_left_to_it

ROWS = 8


class StepFailed(Exception):
    """A command of the tour ended with an error, which it has told itself.

    Args:
        code: its exit code.
    """

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Tour(NamedTuple):
    """The places of one tour: the Python that runs it and the folder that it works in."""

    python: Path
    folder: Path

    @property
    def demo(self) -> str:
        """The demonstration study."""
        return str(self.folder / "Demo.recall")

    def command(self, *arguments: str, rows: int | None = None) -> None:
        """Show a command line and run it.

        Args:
            arguments: what follows `recall-studio`.
            rows: show only so many lines of what it prints.

        Raises:
            StepFailed: the command did not succeed.
        """
        print(f"  $ {_as_typed('recall-studio', *arguments)}", flush=True)
        done = recall_studio(self.python, *arguments, keep_output=rows is not None)
        if rows is not None:
            _show_rows(done.stdout, rows)
        if done.returncode:
            raise StepFailed(done.returncode)


def give_tour(python: Path) -> int:
    """Give the tour in a new folder; the answer is the exit code.

    Args:
        python: the Python of the environment.
    """
    try:
        _give(Tour(python, Path(tempfile.mkdtemp(prefix="recall-studio-"))))
    except StepFailed as failed:
        print(f"This step failed (exit code {failed.code}); the reason stands above.", file=sys.stderr)
        return failed.code
    return 0


def recall_studio(python: Path, *arguments: str, keep_output: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the program to its end; Ctrl+C in the terminal is for it alone.

    Args:
        python: the Python of the environment.
        arguments: what follows `recall-studio`.
        keep_output: whether to give what it prints rather than show it.
    """
    with interrupts_left_to_it():
        return subprocess.run(
            [str(python), "-m", "recall_studio", *arguments],
            check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE if keep_output else None,
            encoding="utf-8",
            errors="replace",
        )


def _give(tour: Tour) -> None:
    _step("A demonstration study: an invented conversation of client and caseworker, coded by two coders.")
    tour.command("demo", str(tour.folder))
    _step("Coder A tags a moment: here the client tells of discrimination.")
    what = ("--recording", "G-001", "--coder", "A", "--code", "disc_ervaring")
    tour.command("tag", tour.demo, *what, "--start", "00:00:10.700", "--end", "00:00:14.050")
    _step("The moments of the study (the first rows).")
    tour.command("moments", tour.demo, rows=ROWS)
    _step("Client and caseworker looked back at it, one after the other: the places that they talked about.")
    tour.command("recall-places", tour.demo, rows=ROWS)
    _step("The coded data as CSV, for R, SPSS or a spreadsheet.")
    exported = tour.folder / "export"
    tour.command("export", tour.demo, "--format", "csv", "--to", str(exported))
    _show_file(exported / "moments.csv")
    _say_farewell(tour)


def _say_farewell(tour: Tour) -> None:
    start = f"{'py' if os.name == 'nt' else 'python3'} packaging/run.py"
    _step(f"Everything lies in {tour.folder}; remove it when you like.")
    print(f"  Here `recall-studio` is `{start}`. Try next:")
    for arguments in (("--help",), ("moments", tour.demo), ("tag", "--help"), ("export", "--help")):
        print(f"  $ {start} {_as_typed(*arguments)}")


def _show_file(path: Path) -> None:
    print(f"  The first rows of {path.name}:")
    _show_rows(path.read_text(encoding="utf-8-sig"), ROWS)


def _show_rows(text: str, rows: int) -> None:
    lines = text.splitlines()
    for line in lines[:rows]:
        print(f"    {line}")
    if len(lines) > rows:
        print(f"    ... and {len(lines) - rows} more")


def _step(sentence: str) -> None:
    print(f"\n{sentence}", flush=True)


def _as_typed(*words: str) -> str:
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
