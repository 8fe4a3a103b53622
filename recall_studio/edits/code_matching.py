"""Codes of a package beside those of this study: which are others, and what they become by the user's choice."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recall_studio.domain.codebook import CodeType
from recall_studio.domain.packages import Choice, row_hash
from recall_studio.store import collected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recall_studio.domain.packages import Package, RowImage
    from recall_studio.store.reading import Reading, Row

_MEANING = (
    "code_type",
    "definition_nl",
    "definition_en",
    "include_nl",
    "include_en",
    "exclude_nl",
    "exclude_en",
)
"""What makes a code another one; spelling, colour, key and order do not."""
_LABEL = ("label_nl", "label_en")


@dataclass(frozen=True, slots=True)
class CodeDifference:
    """A code that is another one there than here.

    Args:
        id: the code's there.
        key: the code's there.
        there: its row image there.
        here: its row image here; None when it is not here.
        moments: how many moments of the package have it.
        about: a hash of what differs; the same difference is asked about once.
    """

    id: str
    key: str
    there: RowImage
    here: RowImage | None
    moments: int
    about: str

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen."""
        return tuple(choice for choice in Choice if choice is not Choice.MINE or self.here is not None)


class CodeMatching:
    """Finds for each code of a package the code that it is here.

    Args:
        study: where the package is fetched.
        package: what is fetched.
        chosen: by the key of a code there, what the user chose for it now.
        before: by the id of a code there, what was chosen at an earlier time and about which difference.
        blind: codes that are not here stay out, for they tell of coding that must not be seen yet.
    """

    def __init__(
        self,
        study: Reading,
        package: Package,
        *,
        chosen: Mapping[str, Choice],
        before: Mapping[str, tuple[str, str]],
        blind: bool,
    ) -> None:
        rows = collected.codes(study)
        self._here: dict[str, Row] = {row["id"]: row for row in rows}
        self._by_key: dict[str, Row] = {row["key"]: row for row in rows}
        self._there = {code["id"]: code for code in package.codes}
        self._modifiers = collected.modifier_keys(study)
        self._columns = tuple(rows[0]) if rows else ()
        self._position = collected.next_position(study)
        self._chosen, self._before, self._blind = chosen, before, blind
        self._member = package.code
        self._coder = re.sub(r"[^a-z0-9]", "", package.code.lower()) or "x"
        self.undecided: list[CodeDifference] = []
        self.decided: dict[str, tuple[str, str]] = {}
        self.added: dict[str, dict[str, Any]] = {}
        self._found: dict[str, str | None] = {}
        self._held: set[str] = set()

    def settle(self, used: Mapping[str, int]) -> None:
        """Decide about every code that moments of the package have (its id there, and how many have it)."""
        for code, moments in sorted(used.items(), key=lambda one: str(self._there[one[0]]["key"])):
            there = self._there[code]
            here = self._match(there)
            self._found[code] = here["id"] if here is not None else None
            if here is None and self._blind:
                self._held.add(code)
            elif here is None or _differs(there, here):
                difference = CodeDifference(code, there["key"], there, here, moments, _about(there, here))
                self._found[code] = self._decide(difference)

    def found(self, code: str) -> str | None:
        """The id that a code of the package has here, when its moments come in."""
        if code not in self._found and code in self._there:  # only ranges name it
            here = self._match(self._there[code])
            self._found[code] = here["id"] if here is not None and not _differs(self._there[code], here) else None
        return self._found.get(code)

    def is_held(self, code: str) -> bool:
        """Whether the moments with it wait for the end of a blind round."""
        return code in self._held

    def key_of(self, code: str) -> str:
        """The key of a code here, also of one that is to be added."""
        return str((self._here.get(code) or self.added[code])["key"])

    def theme_of(self, code: str) -> str:
        """The key of the theme of a code here, also of one that is to be added."""
        row = self._here.get(code) or self.added[code]
        return self.key_of(row["parent_id"]) if row["parent_id"] else str(row["key"])

    def _match(self, there: RowImage) -> Row | None:
        return self._here.get(there["id"]) or self._by_key.get(there["key"])

    def _decide(self, difference: CodeDifference) -> str | None:
        """The code here that its moments get; None where they stay out, or nobody chose yet."""
        before, about = self._before.get(difference.id, ("", ""))
        choice = self._chosen.get(difference.key) or (Choice(before) if about == difference.about else None)
        if choice not in difference.choices:
            self.undecided.append(difference)
            return None
        self.decided[difference.id] = (choice.value, difference.about)
        if choice is Choice.MINE and difference.here is not None:
            return str(difference.here["id"])
        return self._provisional(difference) if choice is Choice.PROVISIONAL else None

    def _provisional(self, difference: CodeDifference) -> str:
        """Their code as a code of this study, provisional, beside the one that is here."""
        if difference.here is None:
            return self._add(difference.there, difference.there["id"])
        # Of the same meaning the same id: whoever else chooses this gets the same code.
        theirs = {name: f"{difference.there[name]} ({self._member})" for name in _LABEL if difference.there[name]}
        meaning = row_hash({name: difference.there[name] for name in _MEANING})
        made = str(uuid.uuid5(uuid.NAMESPACE_OID, difference.id + meaning))
        return self._add({**difference.there, **theirs}, made)

    def _add(self, there: RowImage, code: str) -> str:
        if code in self._here or code in self.added:
            return code
        row = {name: there[name] for name in self._columns}
        kinds = [kind.value for kind in CodeType]
        row |= {
            "id": code,
            "key": self._free_key(str(there["key"])),
            "parent_id": self._theme(there),
            "position": self._position + len(self.added),
            "code_type": there["code_type"] if there["code_type"] in kinds else CodeType.EITHER.value,
            "modifiers": _kept_words(str(there["modifiers"]), self._modifiers),
            "chord": "",
            "on": 1,
            "provisional": 1,
            "status": "actief",
            "replaced_by": None,
            "split_into": "[]",
        }
        self.added[code] = row
        return code

    def _theme(self, there: RowImage) -> str | None:
        """The theme that the code stands under, which comes along where it is not here."""
        theme = self._there.get(there["parent_id"]) if there["parent_id"] else None
        if theme is None:
            return None
        here = self._match(theme)
        if here is not None:
            return str(here["parent_id"] or here["id"])
        return self._add({**theme, "parent_id": None}, str(theme["id"]))

    def _free_key(self, key: str) -> str:
        taken = {*self._by_key, *(row["key"] for row in self.added.values())}
        theirs = f"{key[:30]}_{self._coder[:6]}"
        tries = (key, theirs, *(f"{theirs}{n}" for n in range(2, len(taken) + 3)))
        return next(one for one in tries if one not in taken)


def _compared(there: RowImage, here: RowImage | None) -> tuple[str, ...]:
    """The columns that count: the label too, where only the key says that it is the same code."""
    same = here is not None and there["id"] == here["id"]
    return _MEANING if same else (*_MEANING, *_LABEL)


def _differs(there: RowImage, here: RowImage) -> bool:
    return any(there[name] != here[name] for name in _compared(there, here))


def _about(there: RowImage, here: RowImage | None) -> str:
    names = _compared(there, here)
    sides = {f"there {name}": there[name] for name in names}
    return row_hash(sides | ({f"here {name}": here[name] for name in names} if here else {}))


def _kept_words(listed: str, known: Iterable[str]) -> str:
    """A JSON list without the words that are not known."""
    words = json.loads(listed)
    return json.dumps([word for word in words if word in set(known)])
