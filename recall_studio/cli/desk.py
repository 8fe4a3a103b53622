"""What every command shares: its four options, opening the study, and how results, notices and errors are said."""

from __future__ import annotations

import getpass
import inspect
import json
import signal
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.models import ArgumentInfo, OptionInfo

from recall_studio.cli.usage import Command
from recall_studio.domain.errors import BadInput, RecallError
from recall_studio.domain.words import _
from recall_studio.store.logs import LOGGER, start_logging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from recall_studio.store.opening import Opening
    from recall_studio.store.study import Study

SCHEMA = "recall-studio/1"
PATIENCE_S = 30.0
_REDRAW_S = 0.2


class Language(StrEnum):
    """The languages of the program."""

    NL = "nl"
    EN = "en"


AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON for other programs."))]
ActingAs = Annotated[str | None, typer.Option("--as", metavar="CODE", help=_("Who works: a member's code."))]
Lang = Annotated[Language | None, typer.Option("--lang", help=_("Language of all words; else the system's."))]
PassphraseStdin = Annotated[
    bool, typer.Option("--passphrase-stdin", help=_("Read the passphrase from the first line of standard input."))
]
_SHARED = {
    "as_json": (AsJson, False),
    "acting_as": (ActingAs, None),
    "lang": (Lang, None),
    "passphrase_stdin": (PassphraseStdin, False),
}


class TerminalProgress:
    """Shows how far a long command is, where somebody looks; Ctrl+C asks it to stop."""

    def __init__(self) -> None:
        self.cancelled = False
        self._shown = 0.0
        self._drawn = False

    def report(self, done: int, total: int) -> None:
        """Draw the share that is done, a few times a second."""
        now = time.monotonic()
        if total and sys.stderr.isatty() and now - self._shown > _REDRAW_S:
            self._shown, self._drawn = now, True
            sys.stderr.write(f"\r{100 * done // total:3d} %")
            sys.stderr.flush()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Take Ctrl+C as a wish to stop; a second one ends the program."""

        def stop(_number: int, _frame: object) -> None:
            self.cancelled = True
            signal.signal(signal.SIGINT, signal.default_int_handler)

        before = signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
            if self._drawn:
                sys.stderr.write("\r     \r")


@dataclass
class Desk:
    """One run of one command.

    Args:
        command: its name.
        as_json: print for other programs.
        acting_as: code of the member who works.
        passphrase_stdin: read passphrases from standard input, a line each.
    """

    command: str
    as_json: bool = False
    acting_as: str | None = None
    passphrase_stdin: bool = False
    progress: TerminalProgress = field(default_factory=TerminalProgress)
    notices: list[str] = field(default_factory=list)
    _passphrase: str | None = field(default=None, repr=False)

    def how(self) -> Opening:
        """How this command opens a study."""
        from recall_studio.store.opening import Opening

        return Opening(
            passphrase=self.passphrase,
            acting_as=self.acting_as,
            patience_s=PATIENCE_S,
            waiting=self._say_waiting,
            given_up=lambda: self.progress.cancelled,
        )

    @contextmanager
    def study(self, path: Path) -> Iterator[Study]:
        """The study, open for this command."""
        from recall_studio.store.opening import open_study

        with closing(open_study(path, self.how())) as study:
            self.notices += study.notices
            yield study

    def passphrase(self) -> str:
        """The passphrase, from standard input or asked for; once a run.

        Raises:
            BadInput: there is nobody to ask.
        """
        if self._passphrase is None:
            self._passphrase = self._ask(_("Passphrase: "), _("This study has a passphrase."))
        return self._passphrase

    def new_passphrase(self) -> str:
        """A passphrase to use from now on; somebody at the keyboard gives it twice.

        Raises:
            BadInput: there is nobody to ask, or the two differ.
        """
        missing = _("A new passphrase is needed.")
        given = self._ask(_("New passphrase: "), missing)
        if not self.passphrase_stdin and self._ask(_("Once more: "), missing) != given:
            raise BadInput(_("The two passphrases are not the same."))
        self._passphrase = given
        return given

    def _ask(self, question: str, missing: str) -> str:
        remedy = _("Give it on standard input with “--passphrase-stdin”.")
        if sys.stdin is None or not (self.passphrase_stdin or sys.stdin.isatty()):
            raise BadInput(missing, remedy=remedy)
        try:
            return sys.stdin.readline().rstrip("\r\n") if self.passphrase_stdin else getpass.getpass(question)
        except UnicodeDecodeError as error:
            raise BadInput(_("The passphrase that was given is not text in UTF-8.")) from error

    def show(self, noun: str, rows: Sequence[dict[str, Any]], lines: Sequence[str]) -> None:
        """Print what came of it: rows for programs, lines for people, notices apart."""
        if self.as_json:
            said = {"schema": SCHEMA, "command": self.command, noun: list(rows), "notices": self.notices}
            sys.stdout.write(json.dumps(said, ensure_ascii=False, default=str) + "\n")
            return
        sys.stdout.write("".join(line + "\n" for line in lines))
        sys.stdout.flush()
        sys.stderr.write("".join(notice + "\n" for notice in self.notices))

    def complain(self, error: RecallError) -> None:
        """Print an error where errors go."""
        if self.as_json:
            told = {"error": {"kind": error.kind, "message": error.message, "remedy": error.remedy}}
            sys.stderr.write(json.dumps(told, ensure_ascii=False) + "\n")
        else:
            sys.stderr.write(" ".join(filter(None, (error.message, error.remedy))) + "\n")

    def _say_waiting(self, waiting: bool) -> None:
        if waiting and not self.as_json:
            sys.stderr.write(_("Another program is writing to this study; waiting…") + "\n")


def command(app: typer.Typer, name: str, about: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a command; it gets a `Desk` first, and the four shared options are added to its own.

    Args:
        app: where.
        name: of the command.
        about: its help, translated.
    """

    def register(run: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(run, eval_str=True).parameters.values())[1:]
        shared = [
            inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for key, (annotation, default) in _SHARED.items()
        ]

        def start(**given: Any) -> None:
            given.pop("lang")  # chosen before any text was made, in __main__
            desk = Desk(name, given.pop("as_json"), given.pop("acting_as"), given.pop("passphrase_stdin"))
            start_logging()
            LOGGER.info("%s begins", name)
            try:
                _refuse_half_text(parameters, given | {"acting_as": desk.acting_as})
                with desk.progress.watching():
                    run(desk, **given)
            except RecallError as error:
                LOGGER.info("%s: %s", name, error.kind)
                desk.complain(error)
                raise typer.Exit(1) from error

        parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + shared
        start.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads it
        start.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        app.command(name, help=about, short_help=about, cls=Command)(start)
        return run

    return register


def _refuse_half_text(parameters: Sequence[inspect.Parameter], given: Mapping[str, object]) -> None:
    """See that everything given is text: bytes that are not UTF-8 can be kept nowhere and printed nowhere.

    Raises:
        BadInput: something is not.
    """
    for parameter in parameters:
        value = given.get(parameter.name)
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, str | PurePath) and any("\ud800" <= sign <= "\udfff" for sign in str(one)):
                raise BadInput(_("What is given for “{name}” is not text in UTF-8.", name=_as_typed(parameter)))


def _as_typed(parameter: inspect.Parameter) -> str:
    """The name of an option or argument, as its help shows it."""
    for info in getattr(parameter.annotation, "__metadata__", ()):
        if isinstance(info, ArgumentInfo):
            return info.metavar if isinstance(info.metavar, str) else parameter.name.upper()
        if isinstance(info, OptionInfo) and isinstance(info.default, str):
            return info.default  # within Annotated typer takes the first words for it
    return "--" + parameter.name.replace("_", "-")


def table(rows: Sequence[Sequence[object]], headings: Sequence[str]) -> list[str]:
    """Lines of a plain table: columns as wide as what is in them, two blanks apart."""
    cells = [[str("" if cell is None else cell) for cell in row] for row in (headings, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(headings))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
