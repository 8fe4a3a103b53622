"""THE frame: every coded moment, and every coded range, as one row of a table. All analyses and exports start here.

What a viewer may not see is not in it. Columns are described in `resources/columns.json`; they are only ever added to.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from recall_studio.domain.moments import Moment
from recall_studio.domain.study import PersonRole
from recall_studio.domain.timecode import format_ms
from recall_studio.store import annotations, codebooks, conversations, ranges

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from recall_studio.domain.ids import RecordingId
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row

PLACE_COLUMNS = (
    "study",
    "conversation_id",
    "recording",
    "case_id",
    "client_pseudonym",
    "case_manager_pseudonym",
    "wave",
)
"""Where a moment or range lies; all of it follows from the recording."""

MOMENT_COLUMNS = (
    *PLACE_COLUMNS,
    "coder",
    "layer",
    "round",
    "theme",
    "code",
    "label_nl",
    "label_en",
    "type",
    "start_ms",
    "end_ms",
    "duration_ms",
    "start",
    "end",
    "pressed_ms",
    "speaker",
    "certainty",
    "modifiers",
    "codebook_version",
    "moment_id",
    "note",
)
RANGE_COLUMNS = (
    *PLACE_COLUMNS,
    "coder",
    "layer",
    "round",
    "start_ms",
    "end_ms",
    "duration_ms",
    "start",
    "end",
    "codes",
    "codebook_version",
    "declared_at",
)
POINT, INTERVAL = "point", "interval"
SEPARATOR = ";"  # of several pseudonyms or modifiers in one cell
_FIELDS = tuple(field.name for field in fields(Moment))


def moments_frame(study: Reading, *, as_seen_by: Member, recordings: Collection[RecordingId]) -> pd.DataFrame:
    """The moments that a member may see.

    Args:
        study: where.
        as_seen_by: who looks; while an independent round runs, the own coding is all there is.
        recordings: whose moments.

    Returns:
        One row a moment with `MOMENT_COLUMNS`, by recording, start, points first, end, coder, code and id. Texts are
        of type `str`, times in ms `int64` or, where they can be missing, `Int64`.
    """
    wanted = frozenset(recordings)
    found = [row for row in annotations.moment_rows(study, as_seen_by=as_seen_by) if row[1] in wanted]
    given = dict(zip(_FIELDS, zip(*found, strict=True), strict=True)) if found else dict.fromkeys(_FIELDS, ())
    codes = {code.key: code for code in codebooks.codebook(study).codes}
    columns = {
        **_places(study, given["recording_id"]),
        **{name: _repeated(given[name]) for name in ("coder", "layer", "round")},
        "theme": _repeated(given["code"], lambda key: codes[key].parent or key),
        "code": _repeated(given["code"]),
        "label_nl": _repeated(given["code"], lambda key: codes[key].label.nl or None),
        "label_en": _repeated(given["code"], lambda key: codes[key].label.en or None),
        "type": _text(POINT if end is None else INTERVAL for end in given["end_ms"]),
        **_times(given["start_ms"], given["end_ms"]),
        "pressed_ms": _whole(given["pressed_ms"]),
        "speaker": _repeated(given["speaker"]),
        "certainty": _whole(given["certainty"]),
        "modifiers": _repeated(given["modifiers"], modifiers_cell),
        "codebook_version": _repeated(given["codebook_version"]),
        "moment_id": _text(given["id"]),
        "note": _text(given["note"]),
    }
    return pd.DataFrame(columns)


def ranges_frame(study: Reading, *, as_seen_by: Member, recordings: Collection[RecordingId]) -> pd.DataFrame:
    """The stretches that coders declared as coded, as far as a member may see them.

    Args:
        study: where.
        as_seen_by: who looks; as for `moments_frame()`.
        recordings: of which recordings.

    Returns:
        One row a range with `RANGE_COLUMNS`, by recording, coder, start and end. `codes` holds keys, each after a
        blank; times in ms are `int64`.
    """
    wanted = frozenset(recordings)
    found = [found for found in ranges.coded_ranges(study, as_seen_by=as_seen_by) if found.recording_id in wanted]
    columns = {
        **_places(study, [one.recording_id for one in found]),
        **{name: _text(getattr(one, name) for one in found) for name in ("coder", "layer", "round")},
        **_times([one.start_ms for one in found], [one.end_ms for one in found]),
        "codes": _text(" ".join(one.codes) for one in found),
        **{name: _text(getattr(one, name) for one in found) for name in ("codebook_version", "declared_at")},
    }
    return pd.DataFrame(columns).astype({"end_ms": "int64", "duration_ms": "int64"})


def modifiers_cell(stored: str) -> str | None:
    """Modifiers as they are kept (JSON) in one cell, by key: `grond=herkomst|geloof;initiatief=klant`."""
    given: dict[str, Any] = json.loads(stored)
    return SEPARATOR.join(f"{key}={_value_cell(given[key])}" for key in sorted(given)) or None


def _value_cell(value: object) -> str:
    return "|".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _places(study: Reading, recordings: Sequence[RecordingId]) -> dict[str, pd.Series[str]]:
    """The columns that say where: looked up once a recording."""
    title = study.facts().title
    people = conversations.people(study)
    known = {
        row["id"]: (
            title,
            row["conversation"],
            row["name"],
            row["case"],
            _pseudonyms(people, row["conversation_id"], PersonRole.KLANT),
            _pseudonyms(people, row["conversation_id"], PersonRole.KLANTMANAGER),
            row["wave"],
        )
        for row in conversations.recordings(study)
    }
    return {
        name: _repeated(recordings, lambda recording, place=place: known[recording][place])
        for place, name in enumerate(PLACE_COLUMNS)
    }


def _pseudonyms(people: Iterable[Row], conversation: str, role: PersonRole) -> str | None:
    """Everybody in this role, by name, so that the same people always give the same cell."""
    names = sorted(p["pseudonym"] for p in people if p["conversation_id"] == conversation and p["role"] == role.value)
    return SEPARATOR.join(names) or None


def _times(starts: Sequence[int], ends: Sequence[int | None]) -> dict[str, pd.Series[Any]]:
    """Start, end and length in ms, and as `hh:mm:ss.mmm` for people."""
    start_ms, end_ms = pd.Series(starts, dtype="int64"), _whole(ends)
    return {
        "start_ms": start_ms,
        "end_ms": end_ms,
        "duration_ms": end_ms - start_ms,
        "start": _text(map(format_ms, starts)),
        "end": _text(None if end is None else format_ms(end) for end in ends),
    }


def _repeated(
    values: Sequence[str | None], said: Callable[[str], str | None] = lambda value: value
) -> pd.Series[str]:
    """A column of few different values, each looked up once; a value that is missing stays so."""
    places, different = pd.factorize(np.array(values, dtype=object))
    return pd.Series(pd.array([said(value) for value in different], dtype="str").take(places, allow_fill=True))


def _text(values: Iterable[str | None]) -> pd.Series[str]:
    return pd.Series(list(values), dtype="str")


def _whole(values: Iterable[int | None]) -> pd.Series[int]:
    return pd.Series(list(values), dtype="Int64")
