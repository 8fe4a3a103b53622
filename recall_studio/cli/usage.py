"""Help and usage errors in the user's language: what typer itself says is English alone."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typing_extensions import override

from recall_studio.domain.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

STOPPED = 1
WRONG_USAGE = 2
UsageError: type[Exception] = typer.BadParameter.__bases__[0]  # typer gives it no public name

ORDER = (
    *("new", "demo", "add", "consent", "tag", "range", "import", "moments", "undo", "redo", "history"),
    *("export", "page"),
    *("recordings", "consents", "media", "codebook", "member", "round", "setup", "formats", "check", "backups"),
    *("restore", "relink", "passphrase", "pack", "unpack", "assign", "share", "collect", "memo", "erase", "select"),
    *("live", "live-add", "live-begin", "live-end"),
    *("recall-list", "recall-prepare", "recall-begin", "recall-stop", "recall-ask", "recall-comment", "recall-end"),
    *("recall-show", "recall-change", "recall-correct", "recall-history", "recall-judge", "recall-rate"),
    *("recall-languages", "recall-instruction", "recall-contact", "recall-paper"),
    *("recall-sound-finish", "recall-sound-add", "recall-sound-line-up"),
    *("recall-quality", "recall-places", "recall-methods", "recall-vtt"),
)

# As typer says it, and the same to be translated.
_IN_HELP = (
    (re.compile(r"^Usage:", re.MULTILINE), N_("Usage:")),
    (re.compile(r"^Arguments:$", re.MULTILINE), N_("Arguments:")),
    (re.compile(r"^Options:$", re.MULTILINE), N_("Options:")),
    (re.compile(r"^Commands:$", re.MULTILINE), N_("Commands:")),
    (re.compile(r"Show this message and exit\."), N_("Show this help.")),
    (re.compile(r"\[required\]"), N_("[required]")),
    (re.compile(r"\[default: "), N_("[default: ")),
)
_BRACES = re.compile(r"\{(?P<name>[\w.…]+)\}(?:\.\.\.)?")
_LIST_OF = re.compile(r"<list\[(?P<values>[^\]]*\|[^\]]*)\]>")
# What Python calls a value says a researcher nothing: an option shows that something follows, an argument its name.
_KIND_OF_VALUE = re.compile(r"(?P<option>(?<=--)[\w-]+ )?<(?:str|path|int|float|int range|list\[\w+\])>")
_IN_ERRORS = (
    (
        re.compile(r"Missing (?:option|argument|parameter):? '?(?P<name>[^'.]+)'?\..*", re.DOTALL),
        N_("“{name}” is missing."),
    ),
    (re.compile(r"Missing command\."), N_("The command is missing.")),
    (re.compile(r"No such command '(?P<name>.*?)'\..*", re.DOTALL), N_("There is no command “{name}”.")),
    (re.compile(r"No such option: (?P<name>\S+).*", re.DOTALL), N_("There is no option “{name}”.")),
    (re.compile(r"Option '(?P<name>.*?)' requires .*"), N_("Something must follow “{name}”.")),
    (re.compile(r"Option '(?P<name>.*?)' does not take a value\."), N_("Nothing may follow “{name}”.")),
    (re.compile(r"Got unexpected extra argument\(s\) \((?P<name>.*)\)", re.DOTALL), N_("“{name}” is too much.")),
    (
        re.compile(
            r"Invalid value for '(?P<name>[^']+)': .*?'(?P<given>[^']*)' is not one of (?P<values>.*)\.", re.DOTALL
        ),
        N_("“{given}” cannot follow “{name}”; choose from {values}."),
    ),
    (re.compile(r"Invalid value for '?(?P<name>[^':]+)'?.*", re.DOTALL), N_("What follows “{name}” cannot be used.")),
)


class Command(TyperCommand):
    """A command whose help is in the user's language."""

    @override
    def get_help(self, ctx: Any) -> str:
        return _helped(super().get_help(ctx))


class Group(TyperGroup):
    """The program itself: help in the user's language, commands in the order of the work."""

    @override
    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(super().list_commands(ctx), key=ORDER.index)

    @override
    def get_help(self, ctx: Any) -> str:
        return _helped(super().get_help(ctx))


def _helped(text: str) -> str:
    for pattern, said in _IN_HELP:
        text = pattern.sub(_(said), text)
    text = _BRACES.sub(lambda found: found["name"], text)
    text = _LIST_OF.sub(lambda found: f"<{found['values']}>".ljust(len(found[0])), text)
    text = _KIND_OF_VALUE.sub(
        lambda found: (f"{found['option']}…" if found["option"] else "").ljust(len(found[0])), text
    )
    return "\n".join(line.rstrip() for line in text.splitlines())


def in_words(message: str) -> str:
    """A usage error as a sentence in the user's language; one that is not known stays as typer says it."""
    for pattern, said in _IN_ERRORS:
        found = pattern.fullmatch(message)
        if found:
            return _(said, **{name: text.replace("'", "") for name, text in found.groupdict().items()})
    return message


def guarded(start: Callable[[], Any], *, as_json: bool) -> int:
    """Run the program and tell wrong usage, as JSON where that was asked for; gives the exit status."""
    try:
        status = start()
    except UsageError as error:
        context = getattr(error, "ctx", None)
        hint = _("“{command} --help” tells more.", command=context.command_path) if context else ""
        message = in_words(str(getattr(error, "format_message")()))  # noqa: B009
        told = {"error": {"kind": "wrong_usage", "message": message, "remedy": hint}}
        said = json.dumps(told, ensure_ascii=False) if as_json else " ".join(filter(None, (message, hint)))
        sys.stderr.write(said + "\n")
        return WRONG_USAGE
    except typer.Abort:  # the end of the input, where a passphrase was asked
        sys.stderr.write(_("Stopped.") + "\n")
        return STOPPED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return status if isinstance(status, int) else 0
