"""The gate: everything that must be in order before a change is kept.

`python3 packaging/test.py` runs all stages; with arguments pytest alone runs, with these arguments.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from environment import ensure, venv_script
from machine import PROJECT, have_for_tests, say


class Result(NamedTuple):
    """How one stage went."""

    name: str
    code: int
    seconds: float


def main(arguments: list[str]) -> int:
    """Run the gate, or pytest with these arguments; the answer is the exit code."""
    python = ensure(dev=True)
    to_do = have_for_tests()
    if to_do:
        say(to_do)
    if arguments:
        return _run("pytest", [*_pytest(python), *arguments]).code
    results = [_run(name, command) for name, command in _stages(python)]
    _summarise(results)
    if to_do:
        say(f"The tests of the window were left out. {to_do}")
    return 1 if any(result.code for result in results) else 0


def _stages(python: Path) -> list[tuple[str, list[str]]]:
    return [
        ("ruff format --check", [str(python), "-m", "ruff", "format", "--check"]),
        ("ruff check", [str(python), "-m", "ruff", "check"]),
        ("mypy", [str(python), "-m", "mypy"]),
        ("lint-imports", [str(venv_script("lint-imports"))]),
        ("pytest", _pytest(python)),
    ]


def _pytest(python: Path) -> list[str]:
    return [str(python), "-m", "pytest"]


def _run(name: str, command: list[str]) -> Result:
    print(f"\n--- {name} ---", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, check=False, cwd=PROJECT, env={**os.environ, "PYTHONUTF8": "1"})
    return Result(name, done.returncode, time.monotonic() - started)


def _summarise(results: list[Result]) -> None:
    print("\n--- summary ---")
    for result in results:
        print(f"{'FAILED' if result.code else 'ok':8}{result.name:22}{result.seconds:6.1f} s")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
