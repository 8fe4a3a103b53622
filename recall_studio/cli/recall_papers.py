"""Commands on what a viewer is prepared with and takes home: languages, the instruction, whom to call, the sheets."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.study import PersonRole
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from recall_studio.domain.recall.contact import Contact
    from recall_studio.domain.recall.tongues import Tongue, Tongues

app = typer.Typer()

Tongued = Annotated[str, typer.Option("--language", metavar="KEY", help=_("Language of the viewer, such as nl."))]


class As(StrEnum):
    """As what somebody looks back."""

    KLANT = "klant"
    KLANTMANAGER = "klantmanager"


class Paper(StrEnum):
    """What a viewer gets on paper."""

    INSTRUCTION = "instruction"
    CONTACT = "contact"
    TAKE_HOME = "take-home"


@command(app, "recall-languages", _("List the languages in which a recall interview can be held."))
def languages(desk: Desk) -> None:
    """List them; a file that cannot be used is named."""
    known = _known(desk)
    rows = [
        {
            "language": one.key,
            "name": one.name,
            "version": one.version,
            "right_to_left": one.right_to_left,
            "cards": len(one.cards),
        }
        for one in known.found
    ]
    lines = table(
        [[row["language"], row["name"], row["version"], row["cards"]] for row in rows],
        (_("Language"), _("Name"), _("Version"), _("Cards")),
    )
    desk.show("languages", rows, lines)


@command(
    app, "recall-instruction", _("Bring in the instruction as a sound file, or take it away; else say what there is.")
)
def instruction(
    desk: Desk,
    study: StudyPath,
    language: Tongued = "nl",
    sound: Annotated[Path | None, typer.Option(metavar="FILE", help=_("A file in which it is spoken."))] = None,
    remove: Annotated[bool, typer.Option("--remove", help=_("Take the sound file away."))] = False,
) -> None:
    """Arrange the instruction in sound in one language."""
    from recall_studio.edits.recall.instructing import bring_in_instruction, take_away_instruction
    from recall_studio.store.recall import instructing

    tongue = _known(desk).by_key(language)
    with desk.study(study) as opened:
        if remove:
            take_away_instruction(opened, language=tongue.key)
        if sound is not None:
            bring_in_instruction(opened, tongue=tongue, path=sound, progress=desk.progress)
        rows = [
            {name: row[name] for name in ("language", "instruction_version", "length_ms")}
            for row in instructing.sounds(opened)
        ]
    cells = [[row["language"], row["instruction_version"], format_ms(row["length_ms"])] for row in rows]
    lines = table(cells, (_("Language"), _("Version"), _("Length")))
    desk.show("instructions", rows, lines if rows else [_("There is no instruction in sound yet.")])


@command(app, "recall-contact", _("Say whom viewers can call afterwards; without options, show it."))
def contact(
    desk: Desk,
    study: StudyPath,
    organisation: Annotated[str | None, typer.Option(help=_("Name of the organisation."))] = None,
    person: Annotated[str | None, typer.Option(help=_("Whom to ask for."))] = None,
    phone: Annotated[str | None, typer.Option(help=_("Telephone number."))] = None,
    email: Annotated[str | None, typer.Option(help=_("E-mail address."))] = None,
    hours: Annotated[str | None, typer.Option(help=_("When they can be reached."))] = None,
) -> None:
    """Change what is given and leave the rest."""
    from recall_studio.domain.recall.contact import contact_of
    from recall_studio.edits.recall.instructing import set_contact
    from recall_studio.store.recall import instructing

    given = {"organisation": organisation, "person": person, "phone": phone, "email": email, "hours": hours}
    with desk.study(study) as opened:
        changed = {name: text for name, text in given.items() if text is not None}
        if changed:
            opened.perform(set_contact, contact=contact_of({**instructing.contact(opened).lines(), **changed}))
        told = instructing.contact(opened).lines()
    desk.show("contact", [dict(told)], table([[name, text] for name, text in told.items()], (_("Field"), _("Text"))))


@command(app, "recall-paper", _("Write what a viewer gets on paper, as a web page to print."))
def recall_paper(
    desk: Desk,
    study: StudyPath,
    which: Annotated[Paper, typer.Argument(help=_("Which sheet."))],
    to: Annotated[Path, typer.Option(metavar="FILE", help=_("The web page to write."))],
    language: Tongued = "nl",
    role: Annotated[As, typer.Option("--role", help=_("As what they look back."))] = As.KLANT,
    code: Annotated[str, typer.Option("--code", help=_("Their pseudonym, for the sheet to take home."))] = "",
) -> None:
    """Write one sheet."""
    from recall_studio.exchange.recall_papers import write_paper
    from recall_studio.store.recall import instructing

    tongue = _known(desk).by_key(language)
    with desk.study(study) as opened:
        html = _html(which, tongue, instructing.contact(opened), PersonRole(role.value), code)
    write_paper(to, html)
    row = {"paper": which.value, "language": tongue.key, "file": str(to), "size_bytes": to.stat().st_size}
    desk.show("papers", [row], [_("The sheet is in “{file}”.", file=to)])


def _html(which: Paper, tongue: Tongue, contact: Contact, role: PersonRole, code: str) -> str:
    from recall_studio.exchange.recall_papers import contact_html, instruction_html, take_home_html

    if which is Paper.CONTACT:
        return contact_html(tongue, contact)
    if which is Paper.TAKE_HOME:
        return take_home_html(tongue, contact, role, code=code)
    return instruction_html(tongue, role)


def _known(desk: Desk) -> Tongues:
    """The languages; what was wrong with a file is among the notices."""
    from recall_studio.domain.recall.tongues import tongues
    from recall_studio.store.state import languages_folder

    known = tongues(languages_folder())
    desk.notices += [error.message for error in known.broken]
    return known
