"""What a coder package must look like inside, checked before anything of it is used."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import BadFile, RecallError
from recall_studio.domain.moments import check_certainty, check_speaker
from recall_studio.domain.packages import COLUMNS, OWNER, Package, PackedRecording, PackedVersion
from recall_studio.domain.pseudonyms import checked
from recall_studio.domain.study import Layer, Round
from recall_studio.domain.words import _
from recall_studio.store import codebooks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HEAD = {"study": str, "sealed": bool, "size": int, "sha256": str}
_TEXTS = ("coder", "code", "device", "made_at", "round")
_CODE_TEXTS = (
    "id",
    "key",
    "label_nl",
    "label_en",
    "definition_nl",
    "definition_en",
    "include_nl",
    "include_en",
    "exclude_nl",
    "exclude_en",
    "code_type",
    "modifiers",
    "layers",
    "status",
)
_WRONG = (LookupError, TypeError, ValueError, RecursionError, AttributeError)
"""What comes of looking into something of another shape; ValueError: no JSON, no UTF-8, no such word."""


def damaged(file: Path) -> BadFile:
    """The file is not whole."""
    return BadFile(
        _("“{file}” is damaged or was cut off.", file=file.name), remedy=_("Ask for it again; nothing was changed.")
    )


def head(line: bytes, file: Path, *, kind: str, version: int) -> dict[str, Any]:
    """The first line of the file.

    Raises:
        BadFile: it is no package, or of another version.
    """
    try:
        told = json.loads(line)
        is_ours = told["kind"] == kind and isinstance(told["version"], int)
    except _WRONG:
        is_ours, told = False, {}
    if not is_ours:
        raise BadFile(_("“{file}” holds no coding work.", file=file.name))
    if told["version"] > version:
        raise BadFile(
            _("A newer version of Recall Studio made “{file}”.", file=file.name),
            remedy=_("Install the newest version of the program and fetch it again."),
        )
    if told["version"] < version:
        raise BadFile(
            _("An older version of Recall Studio made “{file}”; it is no longer read.", file=file.name),
            remedy=_("Ask who made it to share their work again with this version."),
        )
    if any(not isinstance(told.get(name), kind_of) for name, kind_of in _HEAD.items()):
        raise damaged(file)
    return dict(told)


def package(plain: bytes, file: Path, *, study: str) -> Package:
    """The package in these bytes.

    Raises:
        BadFile: something in it is not as the program writes it.
    """
    try:
        told = json.loads(plain)
        made = Package(
            study=study,
            **{name: _text(told[name]) for name in _TEXTS},
            seq=_number(told["seq"]),
            seen={_text(device): _number(seq) for device, seq in told["seen"].items()},
            recordings=tuple(_recording(one) for one in told["recordings"]),
            versions=tuple(PackedVersion(*(_text(one[name]) for name in _VERSION)) for one in told["versions"]),
            codes=tuple(_code(one) for one in told["codes"]),
            rows={table: tuple(_row(table, row) for row in told["rows"][table]) for table in OWNER},
            given={table: _texts_by_name(told["given"].get(table, {})) for table in OWNER},
            watched=tuple(_watched(one) for one in told["watched"]),
            ready=tuple(_ready(one) for one in told["ready"]),
        )
        _check_whole(made)
    except (*_WRONG, RecallError) as error:
        raise damaged(file) from error
    return made


_VERSION = ("id", "version", "content", "at")


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError(given)
    given.encode()  # half a sign can be kept nowhere
    return given


def _number(given: object) -> int:
    if type(given) is not int or not -(2**63) <= given < 2**63:
        raise TypeError(given)
    return given


def _texts_by_name(given: Mapping[object, object]) -> dict[str, str]:
    return {_text(name): _text(value) for name, value in given.items()}


def _recording(given: Mapping[str, Any]) -> PackedRecording:
    recording = given["id"]
    prints = tuple(_text(one) for one in given["fingerprints"])
    return PackedRecording(None if recording is None else _text(recording), _text(given["conversation_id"]), prints)


def _code(given: Mapping[str, Any]) -> dict[str, Any]:
    for name in _CODE_TEXTS:
        _text(given[name])
    if not isinstance(given["parent_id"], str | None):
        raise TypeError(given["parent_id"])
    for name in ("modifiers", "layers"):
        if not all(isinstance(one, str) for one in json.loads(given[name])):
            raise TypeError(name)
    for value in given.values():
        if value is not None:
            _text(value) if isinstance(value, str) else _number(value)
    return dict(given)


def _row(table: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """A row with exactly the columns of its table, each of its kind and in its bounds."""
    columns = COLUMNS[table]
    if given.keys() != columns.keys():
        raise KeyError(table)
    for name, kinds in columns.items():
        value = given[name]
        if type(value) not in kinds:
            raise TypeError(name)
        if value is not None:
            _text(value) if isinstance(value, str) else _number(value)
    if table in ("annotation", "coded_range"):
        Round(given["round"]), Layer(given["layer"])
    if table == "annotation":
        _check_moment(given)
    if table == "coded_range" and not all(isinstance(code, str) for code in json.loads(given["codes"])):
        raise TypeError(table)
    return {name: given[name] for name in columns}


def _check_moment(given: Mapping[str, Any]) -> None:
    check_certainty(given["certainty"])
    check_speaker(given["speaker"])
    if given["running"] != 0 or not isinstance(json.loads(given["modifiers"]), dict):
        raise ValueError(given["id"])
    if given["pressed_ms"] is not None and given["pressed_ms"] < 0:
        raise ValueError(given["id"])


def _ready(given: Mapping[str, Any]) -> dict[str, Any]:
    conversation = given["conversation_id"]
    texts = {name: _text(given[name]) for name in ("id", "at", "opened")} | {"round": Round(given["round"]).value}
    return texts | {"conversation_id": None if conversation is None else _text(conversation)}


def _watched(given: Mapping[str, Any]) -> dict[str, Any]:
    times = {name: _text(given[name]) for name in ("started_at", "ended_at")}
    for time in times.values():
        if datetime.fromisoformat(time).tzinfo is None:
            raise ValueError(time)
    length = None if given["length_ms"] is None else _number(given["length_ms"])
    if length is not None and length < 0:
        raise ValueError(length)
    return times | {"id": _text(given["id"]), "conversation_id": _text(given["conversation_id"]), "length_ms": length}


def _check_whole(made: Package) -> None:
    """See that rows are of the coder, none stands twice, and what they refer to in the package is there."""
    checked(made.code, what=_("member"))
    Round(made.round)
    for version in made.versions:
        codebooks.from_content(version.content)
    versions, codes = {one.id for one in made.versions}, {one["id"] for one in made.codes}
    for table, rows in made.rows.items():
        if len({row["id"] for row in rows}) != len(rows) or any(row[OWNER[table]] != made.coder for row in rows):
            raise ValueError(table)
    for row in (*made.rows["annotation"], *made.rows["coded_range"]):
        if row["codebook_version"] not in versions or row.get("code_id") not in {None, *codes}:
            raise ValueError(row["id"])
