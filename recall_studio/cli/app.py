"""The program on the command line: all commands, and what happens when something goes wrong in the program itself."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from recall_studio import __version__
from recall_studio.cli import (
    codebook,
    coding,
    conversing,
    erasing,
    finding,
    leaving,
    memos,
    observing,
    recall,
    recall_correcting,
    recall_judging,
    recall_leading,
    recall_papers,
    recall_results,
    recall_sound,
    rounding,
    studying,
    together,
)
from recall_studio.cli.desk import Lang  # noqa: TC001 - typer reads it
from recall_studio.cli.usage import Group, guarded
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "recall-studio"
BUG = 70  # EX_SOFTWARE: neither the user's doing nor wrong usage

app = typer.Typer(
    name=NAME,
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=_("Video-stimulated recall: from a recorded conversation to coded data."),
)
for part in (studying, codebook, conversing, coding, leaving, erasing, memos, observing, rounding, together, finding):
    app.add_typer(part.app)
for part in (recall, recall_leading, recall_correcting, recall_judging):
    app.add_typer(part.app)
app.add_typer(recall_papers.app)
app.add_typer(recall_sound.app)
app.add_typer(recall_results.app)


@app.callback(invoke_without_command=True)
def about(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=_("Print the version."))] = False,
    lang: Lang = None,
) -> None:
    """Answer `--version`; the language was chosen in `__main__`."""
    del lang
    if version:
        sys.stdout.write(f"recall-studio {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status: 0, 1 for what the user can solve, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # Windows has others
    if hasattr(sys.stdin, "reconfigure"):  # a program without a console has no standard input at all
        sys.stdin.reconfigure(encoding="utf-8", errors="strict")  # a passphrase is the same text on every computer
    as_json = "--json" in arguments
    try:
        return guarded(lambda: app(list(arguments), prog_name=NAME, standalone_mode=False), as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the excepthook of the command line
        return _bug(error, as_json=as_json)


def _bug(error: Exception, *, as_json: bool) -> int:
    from recall_studio.store.logs import keep_crash

    try:
        place = keep_crash(error, __version__)
    except OSError:
        said = _("Something went wrong in the program itself.")
    else:
        said = _(
            "Something went wrong in the program itself. What happened stands, without content, in “{path}”.",
            path=place,
        )
    if as_json:
        said = json.dumps({"error": {"kind": "bug", "message": said, "remedy": ""}}, ensure_ascii=False)
    sys.stderr.write(said + "\n")
    return BUG
