"""Other programs beside the tested one: each verb is a small program of its own that speaks in lines.

It says `ready`, does its work when it is told to go on, and says what came of it.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from recall_studio.domain.consent import Purpose
from recall_studio.domain.errors import RecallError
from recall_studio.domain.moments import GivenMoment
from recall_studio.edits.coding import import_moments
from recall_studio.store.connection import connect
from recall_studio.store.folder import StudyFolder
from recall_studio.store.locking import WindowLock
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.study import Study
from tests.store.studies import CLIENT, INTERPRETER, answer, moments, tag, withdraw

ONE, MANY, ROWS_OF_MANY = "by one keypress", "of an import", 60
NOBODY = 65_534


class Program:
    """A running one, as a test sees it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def says(self) -> str:
        """Its next line."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def is_told(self, line: str = "") -> None:
        """Goes on with its work."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def ends(self) -> int:
        """Its exit code, once it came to its own end."""
        return self._process.wait(timeout=20)

    def is_killed(self) -> None:
        """Dies on the spot, as by kill −9, with no chance to tidy up."""
        self._process.kill()
        self._process.wait(timeout=20)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def heard() -> str:
    return sys.stdin.readline().strip()


def _holding_the_lock(path: Path) -> None:
    """Begins to write, and leaves it at that until it is told to go on."""
    db = connect(path / "study.sqlite", key=None)
    db.conn.execute("BEGIN IMMEDIATE")
    say("ready")
    heard()
    db.conn.execute("ROLLBACK")
    db.close()
    say("done")


def _in_the_window(path: Path) -> None:
    """Has the study open in a window."""
    lock = WindowLock(StudyFolder(path))  # held for as long as somebody holds this
    lock.take()
    say("ready")
    heard()
    lock.give_back()


def _in_the_study(path: Path, work: Callable[[Study], str]) -> None:
    study = open_study(path, Opening(acting_as="B"))
    say("ready")
    while heard():
        say(work(study))
    study.close()


def _tagging_until_killed(path: Path) -> None:
    """Each time it is told to go on, a child of it works in the study until somebody kills that.

    The child says what was kept, never before it was. One program that forks saves a start for each kill.
    """
    say("ready")
    while heard():
        child = os.fork()
        if child == 0:
            _tag_for_ever(path)
        say(f"child {child}")
        os.waitpid(child, 0)
        say("dead")


def _tag_for_ever(path: Path) -> None:
    say("opens")
    study = open_study(path, Opening(acting_as="B"))
    for number in count():
        if number % 4 == 3:
            given = [GivenMoment(row, "G-01", "B", "werk", row, None, MANY) for row in range(ROWS_OF_MANY)]
            study.perform(import_moments, given=given)
            say("imported")
        elif number % 4 == 2:
            say(f"consent {answer(study, INTERPRETER, Purpose.CITAAT)[0]}")
        else:
            say(f"tag {tag(study, 'werk', number % 500_000, note=ONE)}")


def _as_somebody_else(path: Path) -> None:
    """Who may read the study and not change it: root may do everything, so it becomes nobody."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    study = open_study(path, Opening())
    say("writable" if study.writable else "for reading")
    say(" ".join(study.notices))
    say(str(len(moments(study))))
    try:
        tag(study)
    except RecallError as error:
        say(error.kind)
    study.close()
    say("closed")


VERBS: dict[str, Callable[[Path], None]] = {
    "hold": _holding_the_lock,
    "window": _in_the_window,
    "tag": lambda path: _in_the_study(path, tag),
    "kill me": _tagging_until_killed,
    "look": _as_somebody_else,
    "withdraw": lambda path: _in_the_study(path, lambda study: " ".join(withdraw(study, CLIENT))),
}

if __name__ == "__main__":
    VERBS[sys.argv[1]](Path(sys.argv[2]))
