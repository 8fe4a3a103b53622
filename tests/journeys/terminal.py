"""A terminal in a folder: what is typed runs as the whole program, within this process and on a day of our choice."""

import io
import json
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from recall_studio.__main__ import main
from recall_studio.cli.desk import Desk
from recall_studio.store.logs import LOGGER
from recall_studio.store.opening import Opening

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ENGLISH = "en_GB.UTF-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """What it printed for other programs; it must be one line of JSON and nothing else."""
        told: dict[str, Any] = json.loads(self.out)
        return told

    @property
    def complaint(self) -> dict[str, str]:
        """The error for other programs; it must be all there is on the error stream."""
        told: dict[str, dict[str, str]] = json.loads(self.err)
        assert list(told) == ["error"]
        return told["error"]


@dataclass
class Terminal:
    """Every command is typed a minute after the one before.

    Args:
        folder: where it stands.
        now: what the program takes for the time.
        locale: what the system speaks.
    """

    folder: Path
    now: datetime = START
    locale: str = ENGLISH
    typed: list[str] = field(default_factory=list)

    def types(self, line: str | Sequence[str], *, stdin: str = "") -> Answer:
        """Run `recall-studio` with what stands on the line, or with these words."""
        words = shlex.split(line) if isinstance(line, str) else [str(word) for word in line]
        self.typed.append(shlex.join(words))
        self.now += timedelta(minutes=1)
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            patch.setattr(sys, "argv", ["recall-studio", *words])
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(Desk, "how", self._with_clock(Desk.how))
            patch.setattr(typer.main, "get_command", _command_of)
            patch.setenv("LC_ALL", self.locale)
            try:
                with pytest.raises(SystemExit) as end:
                    main()
            finally:
                _close_log()
        answer = Answer(_status(end.value), _text(out), _text(err))
        assert "Traceback" not in answer.out + answer.err
        return answer

    def _with_clock(self, how: Any) -> Any:
        def opening(desk: Desk) -> Opening:
            given: Opening = how(desk)
            return replace(given, clock=lambda: self.now)

        return opening


@cache
def _command_of(app: typer.Typer) -> Any:
    """Typer builds all commands anew at every start, which takes longer than most of them do."""
    return get_command(app)


def _close_log() -> None:
    """End the log as the end of a process does; the next run may keep it elsewhere."""
    for handler in LOGGER.handlers[:]:
        LOGGER.removeHandler(handler)
        handler.close()


def _status(end: SystemExit) -> int:
    assert isinstance(end.code, int)
    return end.code


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
