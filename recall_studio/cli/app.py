"""The program on the command line: all commands, and what happens when something goes wrong in the program itself."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import TYPE_CHECKING

import typer

from recall_studio import __version__
from recall_studio.cli import coding, leaving, studying
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

BUG = 70  # EX_SOFTWARE: neither the user's doing nor wrong usage

app = typer.Typer(
    name="recall-studio",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=_("Video-stimulated recall: from a recorded conversation to coded data."),
)
for part in (studying, coding, leaving):
    app.add_typer(part.app)


@app.callback(invoke_without_command=True)
def about(
    context: typer.Context, version: bool = typer.Option(False, "--version", help=_("Print the version."))
) -> None:
    """Answer `--version`."""
    if version:
        sys.stdout.write(f"recall-studio {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status: 0, 1 for what the user can solve, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # Windows has others
    try:
        result = app(list(arguments), standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the excepthook of the command line
        return _bug(error)
    return int(result or 0)


def _bug(error: Exception) -> int:
    from recall_studio.store.logs import keep_crash

    place = keep_crash(error, __version__)
    sys.stderr.write(
        _("Something went wrong in the program itself. What happened stands, without content, in “{path}”.", path=place)
        + "\n"
    )
    logging.getLogger("recall_studio").debug("%s", traceback.format_exc())
    return BUG
