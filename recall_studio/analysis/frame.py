"""THE frame: every coded moment, and every coded range, as one row of a table. All analyses and exports start here.

What a viewer may not see is not in it. Columns are described in `resources/columns.json`; they are only ever added to.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from recall_studio.domain.moments import Moment
from recall_studio.domain.study import PersonRole
from recall_studio.domain.timecode import format_ms
from recall_studio.store import annotations as annotation_rows
from recall_studio.store import codebooks, conversations, ranges

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from recall_studio.domain.ids import RecordingId
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading, Row

    Texts = NDArray[np.object_]

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
    "running",
    "clock_at",
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
_FIELDS = Moment._fields


def moments_frame(study: Reading, *, as_seen_by: Member, recordings: Collection[RecordingId]) -> pd.DataFrame:
    """The moments that a member may see.

    Args:
        study: where.
        as_seen_by: who looks; while an independent round runs, the own coding is all there is.
        recordings: whose moments; a conversation that is watched along live has its own id among them.

    Returns:
        One row a moment with `MOMENT_COLUMNS`, by recording, start, points first, end, coder, code and id. Texts are
        of type `str`, times in ms `int64` or, where they can be missing, `Int64`.
    """
    wanted = frozenset(recordings)
    only = next(iter(wanted)) if len(wanted) == 1 else None  # one recording is found by its index
    rows = annotation_rows.moment_rows(study, as_seen_by=as_seen_by, recording=only)
    found = [row for row in rows if row[1] in wanted]
    given = dict(zip(_FIELDS, zip(*found, strict=True), strict=True)) if found else dict.fromkeys(_FIELDS, ())
    codes, chosen = codebooks.codebook(study).by_key, _Repeated(given["code"])
    columns = {
        **places(study, given["recording_id"]),
        **{name: _Repeated(given[name]).column() for name in ("coder", "layer", "round")},
        "theme": chosen.column(lambda key: codes[key].parent or key),
        "code": chosen.column(),
        "label_nl": chosen.column(lambda key: codes[key].label.nl or None),
        "label_en": chosen.column(lambda key: codes[key].label.en or None),
        "type": texts(map(_kind, given["end_ms"], given["running"])),
        **_times(given["start_ms"], given["end_ms"]),
        "pressed_ms": _whole(given["pressed_ms"]),
        "speaker": _Repeated(given["speaker"]).column(),
        "certainty": _whole(given["certainty"]),
        "modifiers": _Repeated(given["modifiers"]).column(modifiers_cell),
        "codebook_version": _Repeated(given["codebook_version"]).column(),
        "moment_id": texts(given["id"]),
        "note": texts(given["note"]),
        "running": pd.Series(given["running"], dtype="int64"),
        "clock_at": texts(given["clock_at"]),
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
        **places(study, [one.recording_id for one in found]),
        **{name: texts(getattr(one, name) for one in found) for name in ("coder", "layer", "round")},
        **_times([one.start_ms for one in found], [one.end_ms for one in found]),
        "codes": texts(" ".join(one.codes) for one in found),
        **{name: texts(getattr(one, name) for one in found) for name in ("codebook_version", "declared_at")},
    }
    return pd.DataFrame(columns).astype({"end_ms": "int64", "duration_ms": "int64"})


def _kind(end_ms: int | None, running: int) -> str:
    """A stretch that runs has no end yet; it is no point."""
    return POINT if end_ms is None and not running else INTERVAL


def modifiers_cell(stored: str) -> str | None:
    """Modifiers as they are kept (JSON) in one cell, by key: `grond=herkomst|geloof;initiatief=klant`."""
    given: dict[str, Any] = json.loads(stored)
    return SEPARATOR.join(f"{key}={_value_cell(given[key])}" for key in sorted(given)) or None


def _value_cell(value: object) -> str:
    return "|".join(str(one) for one in value) if isinstance(value, list) else str(value)


def places(study: Reading, recordings: Sequence[RecordingId | None]) -> dict[str, pd.Series[str]]:
    """The columns `PLACE_COLUMNS` of rows in these recordings, looked up once each; empty where there is none."""
    title, people, live = study.facts().title, conversations.people(study), conversations.live(study)
    known = {
        row["id"]: {
            "study": title,
            "conversation_id": row["conversation"],
            "recording": None if row in live else row["name"],
            "case_id": row["case"],
            "client_pseudonym": _pseudonyms(people, row["conversation_id"], PersonRole.KLANT),
            "case_manager_pseudonym": _pseudonyms(people, row["conversation_id"], PersonRole.KLANTMANAGER),
            "wave": row["wave"],
        }
        for row in (*conversations.recordings(study), *conversations.interviews(study), *live)
    }
    spread = _Repeated(recordings)

    def column(name: str) -> pd.Series[str]:
        return spread.column(lambda recording: known[recording][name])

    return {name: column(name) for name in PLACE_COLUMNS}


def _pseudonyms(people: Iterable[Row], conversation: str, role: PersonRole) -> str | None:
    """Everybody in this role, by name, so that the same people always give the same cell."""
    names = sorted(p["pseudonym"] for p in people if p["conversation_id"] == conversation and p["role"] == role.value)
    return SEPARATOR.join(names) or None


def _times(starts: Sequence[int], ends: Sequence[int | None]) -> dict[str, pd.Series[Any]]:
    """Start, end and length in ms, and as `hh:mm:ss.mmm` for people."""
    start_ms, end_ms = pd.Series(starts, dtype="int64"), _whole(ends)
    there = end_ms.notna().to_numpy()
    end = np.full(len(there), None, dtype=object)
    end[there] = _clock(end_ms[there].to_numpy(np.int64))
    return {
        "start_ms": start_ms,
        "end_ms": end_ms,
        "duration_ms": end_ms - start_ms,
        "start": texts(_clock(start_ms.to_numpy(np.int64))),
        "end": texts(end),
    }


def clock_column(times_ms: Sequence[int | None]) -> pd.Series[str]:
    """Times in ms as `hh:mm:ss.mmm`, for people."""
    return texts(None if ms is None else format_ms(ms) for ms in times_ms)


def _clock(ms: NDArray[np.integer[Any]]) -> Texts:
    """What `format_ms()` gives, written once a second: a table of 100,000 rows has far fewer of those."""
    seconds, rest = np.divmod(ms, 1000)
    different, places = np.unique(seconds, return_inverse=True)
    heads = np.array([format_ms(int(second) * 1000)[:-3] for second in different], dtype=object)
    tails = np.array([f"{thousandth:03}" for thousandth in range(1000)], dtype=object)
    texts: Texts = heads[places] + tails[rest]
    return texts


class _Repeated:
    """A row's few different values, each looked up once and then spread over the rows; what is missing stays so."""

    def __init__(self, values: Sequence[str | None]) -> None:
        self._places, self._different = pd.factorize(np.array(values, dtype=object))

    def column(self, say: Callable[[str], str | None] = str) -> pd.Series[str]:
        """What is said of each value, as a column."""
        said = pd.array([say(value) for value in self._different], dtype="str")
        return pd.Series(said.take(self._places, allow_fill=True))


def texts(values: Iterable[str | None]) -> pd.Series[str]:
    """A column of type `str`."""
    return pd.Series(list(values), dtype="str")


def _whole(values: Iterable[int | None]) -> pd.Series[int]:
    return pd.Series(list(values), dtype="Int64")
