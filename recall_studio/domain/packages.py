"""A coder's work in one file: what it holds, and the rules by which it joins the work that is here already.

Pure: rows are the row images of the store, told apart by a hash.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFIX = ".codeerwerk"
"""How the name of a coder package ends."""

RowImage: TypeAlias = "Mapping[str, Any]"
Hashes: TypeAlias = "Mapping[str, Mapping[str, str]]"
"""What rows looked like: by table and id."""

OWNER: Mapping[str, str] = MappingProxyType(
    {"annotation": "coder", "coded_range": "coder", "discuss_mark": "member", "memo": "member"}
)
"""The tables that a package carries, each after those that its rows refer to, and the column that says whose it is."""

COLUMNS: Mapping[str, Mapping[str, tuple[type, ...]]] = MappingProxyType(
    {
        "annotation": {
            "id": (str,),
            "conversation_id": (str,),
            "recording_id": (str, type(None)),
            "recall_session_id": (str, type(None)),
            "layer": (str,),
            "round": (str,),
            "coder": (str,),
            "code_id": (str, type(None)),
            "codebook_version": (str,),
            "start_ms": (int,),
            "end_ms": (int, type(None)),
            "running": (int,),
            "pressed_ms": (int, type(None)),
            "clock_at": (str, type(None)),
            "speaker": (str, type(None)),
            "certainty": (int, type(None)),
            "modifiers": (str,),
            "note": (str, type(None)),
            "created_at": (str,),
        },
        "coded_range": {
            "id": (str,),
            "recording_id": (str,),
            "layer": (str,),
            "round": (str,),
            "coder": (str,),
            "start_ms": (int,),
            "end_ms": (int,),
            "codes": (str,),
            "codebook_version": (str,),
            "declared_at": (str,),
        },
        "discuss_mark": {
            "id": (str,),
            "conversation_id": (str,),
            "recording_id": (str, type(None)),
            "annotation_id": (str, type(None)),
            "at_ms": (int,),
            "meant_for": (str, type(None)),
            "member": (str,),
            "note": (str, type(None)),
            "created_at": (str,),
        },
        "memo": {
            "id": (str,),
            "kind": (str,),
            "about_table": (str,),
            "about_row": (str,),
            "text": (str,),
            "member": (str,),
            "created_at": (str,),
        },
    }
)
"""The columns of those tables and what each may hold, as this version of the package writes them."""


class Fate(StrEnum):
    """What becomes of a row when a package is fetched."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"
    DIFFERENT = "different"  # changed here too: it stays as here, unless the user takes theirs
    LEFT_OUT = "left_out"  # it cannot or may not come in


class Choice(StrEnum):
    """What is done with the moments of a code that is another one here."""

    MINE = "mine"  # they get the code as it is here
    PROVISIONAL = "provisional"  # the code comes in beside mine
    SKIP = "skip"  # they stay out


def fate(*, base: str | None, there: str | None, here: str | None) -> Fate:
    """What becomes of a row, from its hash as it was fetched last, as it is in the package and as it is here.

    Args:
        base: None when it was not fetched before.
        there: None when the package does not hold it.
        here: None when it is not here.
    """
    if there == here:
        return Fate.SAME
    if here != base:  # not as it was fetched, or never fetched
        return Fate.DIFFERENT
    if there is None:
        return Fate.REMOVED
    return Fate.ADDED if here is None else Fate.CHANGED


def row_hash(row: RowImage) -> str:
    """The same for the same row; says nothing of what is in it."""
    text = json.dumps(dict(row), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class PackedRecording:
    """A recording whose coding is in the package, as far as there is any.

    Args:
        id: None for a conversation that was watched along with, without a recording.
        conversation_id: that it is of.
        fingerprints: of its files, by which it is known where it has another id.
    """

    id: str | None
    conversation_id: str
    fingerprints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackedVersion:
    """A version of the codebook that was coded with; `content` is the whole of it."""

    id: str
    version: str
    content: str
    at: str


@dataclass(frozen=True, slots=True)
class Package:
    """The whole work of one coder, as it stood on one computer.

    Args:
        study: the id of the study it belongs to.
        coder: the member's id.
        code: the member's code.
        device: the computer's random id.
        seq: of the newest step that was made on it.
        seen: by computer, the newest step that the study there knew.
        made_at: UTC, ISO 8601.
        round: that the study there stood in.
        recordings: those whose coding left; of others nothing is told, also not that something is gone.
        versions: of the codebook, that the rows were coded with.
        codes: row images of the whole codebook, as it was there.
        rows: row images by table.
        given: what the rows looked like when the study was prepared for this coder.
        watched: row images of how they watched along live, as far as that has ended.
        ready: what the coder said to be ready with in that round, and the line that opened it.
    """

    study: str
    coder: str
    code: str
    device: str
    seq: int
    seen: Mapping[str, int]
    made_at: str
    round: str
    recordings: tuple[PackedRecording, ...]
    versions: tuple[PackedVersion, ...]
    codes: tuple[RowImage, ...]
    rows: Mapping[str, tuple[RowImage, ...]]
    given: Hashes = field(default_factory=dict)
    ready: tuple[RowImage, ...] = ()
    watched: tuple[RowImage, ...] = ()

    def count(self, table: str) -> int:
        """How many rows of a table it holds."""
        return len(self.rows.get(table, ()))
