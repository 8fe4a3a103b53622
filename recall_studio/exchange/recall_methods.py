"""The methods paragraph of recall interviews (T-15) in Dutch and English, from logged facts only; and how it leaves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from recall_studio import __version__
from recall_studio.analysis.recall.method_facts import Fact, method_facts
from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import LANGUAGES, _, speaking
from recall_studio.exchange import writing
from recall_studio.exchange.recall_phrases import COREQ
from recall_studio.exchange.recall_sentences import missing_sentence, sentence
from recall_studio.store import access

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from recall_studio.analysis.recall.method_facts import MethodFacts
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading
    from recall_studio.store.study import Study

SCHEMA = "recall-studio/recall-methods-1"
_STYLE = "body { font-family: sans-serif; max-width: 42em; margin: 2em auto; line-height: 1.5; }"


@dataclass(frozen=True, slots=True)
class Methods:
    """The paragraph in one language.

    Args:
        language: in which it is.
        title: above it.
        sentences: one a fact, in the order of the facts; none in a study in which no interview began.
        missing_title: above what is missing.
        missing: what was not logged, a line each.
    """

    language: str
    title: str
    sentences: tuple[str, ...]
    missing_title: str
    missing: tuple[str, ...]

    @property
    def paragraph(self) -> str:
        """All sentences, one after the other."""
        return " ".join(self.sentences)

    def text(self) -> str:
        """As plain text."""
        lines = [self.title, "", self.paragraph, "", self.missing_title, *(f"- {line}" for line in self.missing)]
        return "\n".join(lines) + "\n"

    def markdown(self) -> str:
        """As Markdown; signs that mean something there are kept as they are typed."""
        lines = [f"## {self.title}", "", _plain(self.paragraph), "", f"### {self.missing_title}", ""]
        return "\n".join([*lines, *(f"- {_plain(line)}" for line in self.missing)]) + "\n"

    def html(self) -> str:
        """As a web page of its own."""
        missing = "".join(f"<li>{escape(line)}</li>" for line in self.missing)
        head = f'<meta charset="utf-8"><title>{escape(self.title)}</title><style>{_STYLE}</style>'
        body = (
            f"<h1>{escape(self.title)}</h1><p>{escape(self.paragraph)}</p>"
            f"<h2>{escape(self.missing_title)}</h2><ul>{missing}</ul>"
        )
        return f'<!DOCTYPE html><html lang="{self.language}"><head>{head}</head><body>{body}</body></html>'


def _plain(said: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#" else sign for sign in said)


def methods(study: Reading, as_seen_by: Member, language: str) -> Methods:
    """The paragraph of a study in one language, from what this member may read.

    Raises:
        ValueError: the language is not one of the program's.
    """
    return in_language(with_program(method_facts(study, as_seen_by)), language)


def with_program(found: MethodFacts) -> tuple[MethodFacts, tuple[Fact, ...]]:
    """The facts, and the program that logged them: only where there are any."""
    program = (Fact("software", {"program": f"Recall Studio {__version__}"}),) if found.facts else ()
    return found, (*found.facts, *program)


def in_language(given: tuple[MethodFacts, tuple[Fact, ...]], language: str) -> Methods:
    """The paragraph of these facts."""
    found, facts = given
    with speaking(language):
        return Methods(
            language=language,
            title=_("How the recall interviews were held"),
            sentences=tuple(sentence(fact) for fact in facts),
            missing_title=_("Not logged, or not for the program to know"),
            missing=tuple(missing_sentence(*one) for one in found.missing),
        )


def as_json(study: Reading, as_seen_by: Member) -> dict[str, Any]:
    """The facts with their sentences in both languages, what is missing, and both paragraphs."""
    given = with_program(method_facts(study, as_seen_by))
    found, facts = given
    told = {language: in_language(given, language) for language in LANGUAGES}
    return {
        "schema": SCHEMA,
        "facts": [
            {
                "key": fact.key,
                "coreq": COREQ.get(fact.key),
                "values": dict(fact.values),
                **{language: told[language].sentences[place] for language in LANGUAGES},
            }
            for place, fact in enumerate(facts)
        ],
        "missing": [
            {"key": key, "n": number, **{language: told[language].missing[place] for language in LANGUAGES}}
            for place, (key, number) in enumerate(found.missing)
        ],
        "paragraph": {language: told[language].paragraph for language in LANGUAGES},
    }


WAYS: Mapping[str, Callable[[Methods], str]] = {
    "txt": Methods.text,
    "md": Methods.markdown,
    "html": Methods.html,
}
"""How the paragraph can be written, by the end of the file's name; `json` holds both languages."""


def write_methods(study: Study, *, to: Path, language: str) -> None:
    """Write the paragraph into a file; the end of its name says how: `.txt`, `.md`, `.html` or `.json`.

    Raises:
        BadInput: the name ends otherwise.
        AccessRefused: nothing may leave.
        BadFile, DiskFull: the place cannot be written to, or something of that name is there already.
    """
    way = to.suffix.lower().removeprefix(".")
    if way not in (*WAYS, "json"):
        raise BadInput(_("The paragraph is written as .txt, .md, .html or .json."))
    release = study.perform(access.release, operation=Operation.EXPORT, purpose=access.OWN_ANALYSIS)
    with study.snapshot():
        if way == "json":
            content = json.dumps(as_json(study, study.acting), ensure_ascii=False, indent=1) + "\n"
        else:
            content = WAYS[way](methods(study, study.acting, language))

    def fill(folder: Path) -> None:
        (folder / to.name).write_text(content, encoding="utf-8", newline="\n")

    writing.write(release, to=to.parent, make=fill)
