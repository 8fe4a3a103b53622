"""Makes `.venv` beside the project and keeps it as `pyproject.toml` and `constraints.txt` say.

Runs under the bare `python3` of the machine, before any package is there: the standard library alone.
Started by `run.py` and `test.py`; an interrupted installation is made anew the next time.
"""

import contextlib
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from machine import PROJECT, have_modules, quietly, run, say, stop

VENV = PROJECT / ".venv"
CONSTRAINTS = PROJECT / "packaging" / "constraints.txt"
BUILD_TOOLS = ("hatchling", "editables", "babel")

_STAMP = VENV / "recall-studio.stamp"
_UNFINISHED = VENV / "recall-studio.unfinished"
_LOCK = VENV / "recall-studio.lock"
_SHORT_PYTHON = "{}.{}".format(*sys.version_info)


class Stamp(NamedTuple):
    """What the last finished installation was: written as the last deed, so it is never too early."""

    digest: str
    extras: str
    place: str


def ensure(dev: bool) -> Path:
    """Have an environment that fits, with its translations compiled; quick when there is nothing to do.

    Args:
        dev: whether the tools for testing must be in it too.

    Returns:
        The path of the Python of the environment.
    """
    if not _fits(dev):
        with _locked():
            if not _fits(dev):
                _make(dev)
    if _words_are_stale():
        say("Compiling the translations ...")
        quietly("Compiling the translations", [str(venv_python()), str(PROJECT / "packaging" / "compile_words.py")])
    return venv_python()


def venv_python() -> Path:
    """The Python of the environment."""
    return venv_script("python")


def venv_script(name: str) -> Path:
    """A program of the environment, such as `lint-imports`."""
    return VENV / "Scripts" / f"{name}.exe" if os.name == "nt" else VENV / "bin" / name


def _fits(dev: bool) -> bool:
    stamp = _last_stamp()
    if stamp is None or _UNFINISHED.exists() or not venv_python().is_file():
        return False
    return stamp == _stamp(stamp.extras) and (stamp.extras == "dev" or not dev)


def _last_stamp() -> Stamp | None:
    try:
        return Stamp(*_STAMP.read_text(encoding="utf-8").splitlines())
    except (OSError, TypeError, UnicodeDecodeError):
        return None


def _stamp(extras: str) -> Stamp:
    wanted = hashlib.sha256(_SHORT_PYTHON.encode())
    for file in (PROJECT / "pyproject.toml", CONSTRAINTS):
        wanted.update(file.read_bytes())
    return Stamp(wanted.hexdigest(), extras, str(VENV))


def _make(dev: bool) -> None:
    """Install what is wanted, into the environment that is there when it is sound and into a new one otherwise."""
    last = _last_stamp()
    extras = "dev" if dev or (last is not None and last.extras == "dev") else "run"
    if not _is_sound(last):
        _make_new()
    _UNFINISHED.touch()
    say("Installing the packages that it needs (a minute or two the first time) ...")
    _pip(*BUILD_TOOLS)
    _pip("--no-build-isolation", "--editable", ".[dev]" if extras == "dev" else ".")
    _UNFINISHED.unlink()
    _STAMP.write_text("\n".join(_stamp(extras)), encoding="utf-8")


def _is_sound(last: Stamp | None) -> bool:
    moved = last is not None and last.place != str(VENV)
    if moved or _UNFINISHED.exists() or not venv_python().is_file():
        return False
    question = "import pip, sys; print('{}.{}'.format(*sys.version_info))"
    with contextlib.suppress(OSError):
        answer = run([str(venv_python()), "-c", question])
        return answer.returncode == 0 and answer.stdout.strip() == _SHORT_PYTHON
    return False


def _make_new() -> None:
    if Path(sys.prefix).resolve() == VENV.resolve():
        stop("The environment in .venv must be made anew and is in use: leave it (`deactivate`) and start again.")
    have_modules()
    say(f"Making an environment for Python {_SHORT_PYTHON} in .venv ...")
    _clear()
    _UNFINISHED.touch()
    quietly("Making the environment", [sys.executable, "-m", "venv", str(VENV)])


def _clear() -> None:
    for path in VENV.iterdir():
        if path == _LOCK:
            continue
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        except OSError as error:
            stop(f"The old environment cannot be removed ({error}). Close what uses it, or remove .venv yourself.")


def _pip(*wanted: str) -> None:
    """Install with the pinned versions.

    When pip stops before it touches anything (no network, say), the environment stays good for what it was made for.
    """
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    done = run([*command, "-c", str(CONSTRAINTS), *wanted])
    if done.returncode:
        if "Installing collected packages" not in done.stdout:
            _UNFINISHED.unlink()
        remedy = "Is there a network connection and room on the disk? Start again when that is solved."
        stop(f"{done.stdout}\nThe packages could not be installed; the reason stands above. {remedy}")


def _words_are_stale() -> bool:
    for words in (PROJECT / "resources" / "translations").glob("*/LC_MESSAGES/*.po"):
        compiled = words.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns <= words.stat().st_mtime_ns:
            return True
    return False


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    """Hold the only right to change the environment; the system takes it back when the process ends."""
    VENV.mkdir(exist_ok=True)
    with _LOCK.open("a", encoding="utf-8") as file:
        if not _lock(file):
            say("Another start is making the environment; waiting for it ...")
            while not _lock(file):
                time.sleep(0.2)
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        # A pip that outlives a killed start keeps the lock, so nobody clears the folder under its hands.
        os.set_inheritable(file.fileno(), True)
        return True
