"""Dutch and English: which one is chosen, and that every text passes through the catalogue."""

import gettext
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from recall_studio.domain import words
from recall_studio.domain.resources import resource
from tests.journeys.terminal import Terminal

PROJECT = Path(__file__).parents[2]
MARKED = """
import gettext, json, sys
import typer

class Marked(gettext.NullTranslations):
    def gettext(self, message):
        return "«" + message + "»"
    def ngettext(self, one, many, n):
        return "«" + (one if n == 1 else many) + "»"

gettext.translation = lambda *given, **named: Marked()
from recall_studio.domain.words import speak
speak("nl")
from recall_studio.cli.app import app
group = typer.main.get_command(app)
context = typer.Context(group, info_name="recall-studio")
told = {"": [group.help, *(p.help for p in group.params)]}
pages = {"": group.get_help(context)}
for name, command in group.commands.items():
    told[name] = [command.help, *(parameter.help for parameter in command.params)]
    pages[name] = command.get_help(typer.Context(command, parent=context, info_name=name))
print(json.dumps([told, pages]))
"""


@pytest.fixture(scope="module")
def marked() -> tuple[dict[str, list[str | None]], dict[str, str]]:
    """Every help text and help page of a program whose translator puts «» around what it translates."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "COLUMNS": "400"}
    done = subprocess.run(
        [sys.executable, "-c", MARKED], check=False, capture_output=True, encoding="utf-8", env=environment
    )
    assert done.returncode == 0, done.stderr
    told, pages = json.loads(done.stdout)
    return told, pages


def test_every_command_and_option_has_help_in_both_languages(
    marked: tuple[dict[str, list[str | None]], dict[str, str]],
) -> None:
    told, _pages = marked
    assert len(told) > 20
    plain = [
        (command, text)
        for command, texts in told.items()
        for text in texts
        if text is None or not (text.startswith("«") and text.endswith("»"))
    ]
    assert plain == []


def test_help_pages_hold_no_english_of_another_program(
    marked: tuple[dict[str, list[str | None]], dict[str, str]],
) -> None:
    _told, pages = marked
    foreign = ("Usage:", "Arguments:", "Options:", "Commands:", "Show this message", "[required]", "[default: ")
    for command, page in pages.items():
        outside = "".join(part.rpartition("»")[2] for part in page.split("«"))
        assert not [word for word in foreign if word in outside], command


@pytest.mark.parametrize(
    ("options", "locale", "spoken"),
    [
        ("--lang nl", "en_GB.UTF-8", "nl"),
        ("--lang=nl", "C", "nl"),
        ("--lang en", "nl_NL.UTF-8", "en"),
        ("", "nl_NL.UTF-8", "nl"),
        ("", "nl_BE", "nl"),
        ("", "en_US.UTF-8", "en"),
        ("", "C", "en"),
        ("", "de_DE.UTF-8", "en"),
    ],
)
def test_the_language_is_chosen_by_option_then_by_system(
    terminal: Terminal, options: str, locale: str, spoken: str
) -> None:
    terminal.locale = locale
    terminal.types(f"formats {options}")
    assert words.language() == spoken


def test_the_catalogue_of_the_language_is_looked_up(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, ...]] = []

    def translation(domain: str, place: Path, *, languages: list[str], fallback: bool) -> gettext.NullTranslations:
        asked.append((domain, place, languages))
        return gettext.NullTranslations()

    monkeypatch.setattr(gettext, "translation", translation)
    terminal.types("formats --lang nl")
    assert asked == [("recall_studio", resource("translations"), ["nl"])]


class Upside(gettext.NullTranslations):
    """A language of its own: the same words in capitals."""

    @override
    def gettext(self, message: str) -> str:
        return message.upper().replace("{PATH}", "{path}")


@pytest.mark.parametrize("options", ["", " --json"])
def test_errors_are_told_in_that_language(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, options: str) -> None:
    monkeypatch.setattr(gettext, "translation", lambda *_given, **_named: Upside())
    answer = terminal.types(f"moments weg.recall --lang nl{options}")
    assert "THERE IS NO STUDY AT “weg.recall”." in answer.err
    assert answer.status == 1


def test_machine_words_stay_the_same_in_every_language(terminal: Terminal) -> None:
    for language in ("nl", "en"):
        complaint = terminal.types(f"moments weg.recall --json --lang {language}").complaint
        assert complaint["kind"] == "not_a_study"
