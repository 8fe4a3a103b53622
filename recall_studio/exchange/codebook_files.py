"""Codebooks as files: the one that ships with the program, and those that a user gives as JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.codebook_merging import PLAIN, GivenCodebook
from recall_studio.domain.errors import BadFile
from recall_studio.domain.resources import resource
from recall_studio.domain.words import _
from recall_studio.exchange.codebook_csv import codebook_from_csv, words_of_csv
from recall_studio.exchange.codebook_json import codebook_from_json, words_of_json

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.domain.codebook import Codebook

DEFAULT = "codebook_default.json"
_READERS = {".json": codebook_from_json, ".csv": codebook_from_csv}
_NAMED = {"code_type": "type", "parent": "theme"}
"""How a file calls a field of a code, where that is another name."""


def default_codebook() -> Codebook:
    """The codebook that a new study starts with."""
    return read_codebook(resource(DEFAULT))


def read_codebook(path: Path) -> Codebook:
    """Read a codebook from a JSON or CSV file.

    JSON has the shape of the codebook that ships with the program. CSV has the columns of the exported table
    `codebook`, of which `key`, `theme` and one of `label_nl` and `label_en` are needed; the modifiers come from
    `modifiers.csv` beside it, else from the codebook that ships with the program.

    Raises:
        BadFile: it is missing, of another kind, or does not hold together; the sentence names file and place.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise BadFile(_("“{file}” is no codebook: it must be a .json or .csv file.", file=path.name))
    return reader(path)


def read_given(path: Path) -> GivenCodebook:
    """Read a codebook to lay over that of a study: also what its file says nothing of.

    Raises:
        BadFile: as for `read_codebook()`.
    """
    book = read_codebook(path)
    spoken = words_of_csv(path) if path.suffix.lower() == ".csv" else words_of_json(path)
    silent = frozenset(name for name in PLAIN if name != "parent" and _NAMED.get(name, name) not in spoken)
    return GivenCodebook(book, silent)
