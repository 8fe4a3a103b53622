"""The languages of recall interviews: all that a viewer reads or is asked, one file of texts per language.

Dutch and English ship. Any other language is one more file, in the program's folder or in the user's own.
"""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any, get_type_hints

from recall_studio.domain.errors import BadFile, RecallError, UnknownName
from recall_studio.domain.recall.kinds import PromptType
from recall_studio.domain.resources import resource
from recall_studio.domain.study import PersonRole
from recall_studio.domain.words import _, in_words

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 200_000
MOST_LETTERS = 2_000
LEVELS = 5
_KEY = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CARD_KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True, slots=True)
class ByRole:
    """A text that is said otherwise to a client than to a case manager."""

    klant: str
    klantmanager: str

    def of(self, role: PersonRole) -> str:
        """The text for who looks back in this role."""
        return self.klantmanager if role is PersonRole.KLANTMANAGER else self.klant


@dataclass(frozen=True, slots=True)
class Buttons:
    """The words on the buttons that the viewer sees."""

    stop: str
    go_on: str
    skip: str


@dataclass(frozen=True, slots=True)
class Lines:
    """The one calm line on the viewer's window; `closed` is for when consent was withdrawn and says nothing of it."""

    waiting: str
    playing: str
    playing_planned: str
    stopped: str
    resting: str
    ended: str
    closed: str


@dataclass(frozen=True, slots=True)
class Practice:
    """What is said around the practice clip, on which the control is tried out."""

    title: str
    text: str
    press_stop: str
    press_go_on: str
    works: str


@dataclass(frozen=True, slots=True)
class ThenNow:
    """The question whether it was thought then or is thought now, and its four answers."""

    question: str
    then: str
    now: str
    both: str
    unclear: str


@dataclass(frozen=True, slots=True)
class Wellbeing:
    """The question how somebody is at the end; `answers` from 1, not well at all, to 5, very well."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactCard:
    """The card with whom to call afterwards; the study fills in who that is."""

    title: str
    text: tuple[str, ...]
    organisation: str
    person: str
    phone: str
    email: str
    hours: str
    someone_else: str


@dataclass(frozen=True, slots=True)
class TakeHome:
    """The sheet that a viewer takes home: what was done, what may be asked, how to withdraw."""

    title: str
    done_title: str
    done: tuple[str, ...]
    kept_title: str
    kept: tuple[str, ...]
    rights_title: str
    rights: tuple[str, ...]
    withdraw_title: str
    withdraw: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Card:
    """A question that is ready to be asked; `key` is the same in every language."""

    key: str
    type: PromptType
    text: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """All texts of one language.

    Attributes:
        key: as in BCP 47, such as `nl`, `ar` or `zh-Hant`.
        name: of the language, in itself.
        right_to_left: how it is written.
        version: of these texts; kept with an interview as the version of its instruction.
        instruction_title: above the instruction.
        instruction: its paragraphs, the same for everybody.
        no_effect: the sentence that taking part changes nothing, which ends the instruction (PR-30).
        sharing: the question whether the other may hear a comment, as it is put to each role.
        cards: the questions that are ready, in the order in which they are offered.
    """

    key: str
    name: str
    right_to_left: bool
    version: str
    instruction_title: str
    instruction: tuple[str, ...]
    no_effect: ByRole
    buttons: Buttons
    lines: Lines
    practice: Practice
    cards: tuple[Card, ...]
    then_now: ThenNow
    sharing: ByRole
    wellbeing: Wellbeing
    contact: ContactCard
    take_home: TakeHome

    def instruction_for(self, role: PersonRole) -> tuple[str, ...]:
        """The paragraphs of the instruction for who looks back in this role."""
        return (*self.instruction, self.no_effect.of(role))

    def card(self, key: str) -> Card | None:
        """The card with this key; None when the language has none."""
        return next((card for card in self.cards if card.key == key), None)


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages that there are, by their names, and what was wrong with the files that are left out."""

    found: tuple[Tongue, ...]
    broken: tuple[RecallError, ...] = ()

    def by_key(self, key: str) -> Tongue:
        """The language with this key.

        Raises:
            UnknownName: there is none.
        """
        for one in self.found:
            if one.key == key:
                return one
        raise UnknownName(
            _("There are no texts of recall interviews in the language “{key}”.", key=key),
            remedy=_("Choose one of {known}.", known=in_words([one.key for one in self.found])),
        )


def shipped_folder() -> Path:
    """Where the languages lie that ship with the program."""
    return resource("recall")


def tongues(own_folder: Path | None = None) -> Tongues:
    """Every language of the program's folder and of the user's own; an own file takes the place of a shipped one."""
    found: dict[str, Tongue] = {}
    broken: list[RecallError] = []
    for folder in (shipped_folder(), own_folder):
        for path in _language_files(folder):
            try:
                tongue = read_tongue(path)
            except BadFile as error:
                broken.append(error)
            else:
                found[tongue.key] = tongue
    return Tongues(tuple(sorted(found.values(), key=_by_name)), tuple(broken))


def _language_files(folder: Path | None) -> list[Path]:
    try:
        return [] if folder is None else sorted(path for path in folder.iterdir() if path.suffix.lower() == ".json")
    except OSError:
        return []  # no folder of one's own is how it begins


def _by_name(tongue: Tongue) -> str:
    return tongue.name.casefold()


def read_tongue(path: Path) -> Tongue:
    """Read one language, checked to its last field.

    Raises:
        BadFile: it cannot be read, or a field is missing, of the wrong kind, or not known; names file and field.
    """
    given = _json(path)
    tongue: Tongue = _read(Tongue, given, path.name, "")
    if not _KEY.fullmatch(tongue.key):
        raise _wrong(path.name, _("“{field}” should be the key of a language, such as nl or ar.", field="key"))
    if len(tongue.wellbeing.answers) != LEVELS:
        raise _wrong(path.name, _("“{field}” should be {n} texts.", field="wellbeing.answers", n=LEVELS))
    keys = [card.key for card in tongue.cards]
    if len(set(keys)) != len(keys):
        raise _wrong(path.name, _("“{field}” has the same key twice.", field="cards"))
    return tongue


def _json(path: Path) -> Any:
    try:
        if not path.is_file():  # a pipe would be waited for
            raise BadFile(_("The language file “{file}” cannot be read.", file=path.name))
        if path.stat().st_size > MOST_BYTES:
            raise BadFile(_("The language file “{file}” is too large to be one.", file=path.name))
        given = json.loads(path.read_text(encoding="utf-8-sig"))
        json.dumps(given, ensure_ascii=False).encode()  # half a letter, such as \ud800, can be kept nowhere
    except OSError as error:
        raise BadFile(_("The language file “{file}” cannot be read.", file=path.name)) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, or JSON without end
        raise BadFile(_("“{file}” is no language file: it is not JSON in UTF-8.", file=path.name)) from error
    return given


def _wrong(file: str, what: str) -> BadFile:
    return BadFile(
        _("The language file “{file}” cannot be used: {what}", file=file, what=what),
        remedy=_("Compare it with {file} in the program's own folder.", file="nl.json"),
    )


def _read(kind: type[Any], given: Any, file: str, where: str) -> Any:
    """A frozen dataclass of texts from a JSON object with exactly its fields."""
    if not isinstance(given, dict):
        raise _wrong(file, _("“{field}” should be an object with fields.", field=where.rstrip(".") or "{}"))
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind) if one.default is MISSING]
    for name in given:
        if name not in names:
            raise _wrong(file, _("“{field}” is not a field that is known.", field=f"{where}{name}"))
    for name in names:
        if name not in given:
            raise _wrong(file, _("“{field}” is missing.", field=f"{where}{name}"))
    return kind(**{name: _value(hints[name], given[name], file, f"{where}{name}") for name in names})


def _value(hint: Any, given: Any, file: str, where: str) -> Any:
    if hint is str:
        return _text(given, file, where)
    if hint is bool:
        if not isinstance(given, bool):
            raise _wrong(file, _("“{field}” should be true or false.", field=where))
        return given
    if hint == tuple[str, ...]:
        return tuple(_text(one, file, f"{where}[{n}]") for n, one in enumerate(_list(given, file, where)))
    if hint == tuple[Card, ...]:
        return tuple(_card(one, file, f"{where}[{n}].") for n, one in enumerate(_list(given, file, where)))
    if hint is PromptType:
        return _prompt_type(given, file, where)
    return _read(hint, given, file, f"{where}.")


def _text(given: Any, file: str, where: str) -> str:
    if not isinstance(given, str) or not given.strip():
        raise _wrong(file, _("“{field}” should be a text that is not empty.", field=where))
    if len(given) > MOST_LETTERS or any(ord(letter) < 32 for letter in given):  # a line is broken by the page, not here
        raise _wrong(file, _("“{field}” should be one paragraph of at most {n} letters.", field=where, n=MOST_LETTERS))
    return given.strip()


def _list(given: Any, file: str, where: str) -> list[Any]:
    if not isinstance(given, list) or not given:
        raise _wrong(file, _("“{field}” should be a list that is not empty.", field=where))
    return given


def _card(given: Any, file: str, where: str) -> Card:
    card: Card = _read(Card, given, file, where)
    if not _CARD_KEY.fullmatch(card.key):
        raise _wrong(file, _("“{field}” should be small letters, digits and _.", field=f"{where}key"))
    return card


def _prompt_type(given: Any, file: str, where: str) -> PromptType:
    asked = [str(one) for one in PromptType if one is not PromptType.GEEN]
    if given not in asked:
        raise _wrong(file, _("“{field}” should be one of {choices}.", field=where, choices=", ".join(asked)))
    return PromptType(given)
