"""How often and how long: one row a recording and coder, one set of columns a code.

Rates have the time that was coded *for that code* under them. A code that was not looked for is missing, never 0.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from recall_studio.analysis.frame import PLACE_COLUMNS
from recall_studio.analysis.measuring import Coding
from recall_studio.domain.intervals import total_ms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recall_studio.domain.codebook import Codebook

CODING_COLUMNS = ("recording", "coder", "layer", "round")
"""What one row of the wide table is about."""

CodingKey = tuple[str, str, str, str]


def wide_frame(moments: pd.DataFrame, ranges: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """One row a recording, coder, layer and round that has a coded range or a moment.

    Args:
        moments: as `moments_frame()` gives them, in any order.
        ranges: as `ranges_frame()` gives them, in any order.
        codebook: its codes and themes give the columns, in its order. A theme counts the moments that were coded
            with the theme itself.

    Returns:
        Where and by whom; `coded_ms`, the union of the ranges; `usable_ms`, the same without the coder's own
        `tech_onbruikbaar`; and for every code `n_`, `ms_` and `rate_10min_` as `Coding.measured()` gives them.
        Rows by recording, coder, layer and round.
    """
    codings = _codings(moments, ranges)
    keys = sorted(codings)
    columns: dict[str, pd.Series[str] | pd.Series[int] | pd.Series[float]] = {}
    columns |= _places(moments, ranges, [recording for recording, *_rest in keys])
    columns |= {
        name: pd.Series([key[place] for key in keys], dtype="str")
        for place, name in enumerate(CODING_COLUMNS)
        if name not in columns
    }
    columns["coded_ms"] = pd.Series([total_ms(codings[key].declared) for key in keys], dtype="int64")
    columns["usable_ms"] = pd.Series([codings[key].usable_ms for key in keys], dtype="int64")
    for code in codebook.codes:
        measured = [codings[key].measured(code.key) for key in keys]
        columns[f"n_{code.key}"] = pd.Series([one.n for one in measured], dtype="Int64")
        columns[f"ms_{code.key}"] = pd.Series([one.ms for one in measured], dtype="Int64")
        columns[f"rate_10min_{code.key}"] = pd.Series([one.rate_10min for one in measured], dtype="Float64")
    return pd.DataFrame(columns)


def _codings(moments: pd.DataFrame, ranges: pd.DataFrame) -> defaultdict[CodingKey, Coding]:
    codings: defaultdict[CodingKey, Coding] = defaultdict(Coding)
    for key, start, end, codes in _rows(ranges, "codes"):
        if end is not None and codes is not None:  # a range always has both
            codings[key].ranges.append(((start, end), frozenset(codes.split())))
    running = moments["running"].tolist()
    for (key, start, end, code), runs in zip(_rows(moments, "code"), running, strict=True):
        coding = codings[key]
        if code is not None and not runs:  # one still to be coded or ended makes a row, and counts nowhere
            coding.starts[code].append(start)
            if end is not None:
                coding.stretches[code].append((start, end))
    return codings


def _rows(frame: pd.DataFrame, said: str) -> Iterator[tuple[CodingKey, int, int | None, str | None]]:
    """Each row's key, start, end and what is said of it; None where that is missing."""
    names = [*CODING_COLUMNS, "start_ms", "end_ms", said]
    plain = frame[names].astype(object).where(frame[names].notna(), None)
    columns = [plain[name].tolist() for name in names]
    for recording, coder, layer, round_now, start, end, value in zip(*columns, strict=True):
        yield (recording, coder, layer, round_now), start, end, value


def _places(moments: pd.DataFrame, ranges: pd.DataFrame, recordings: Sequence[str]) -> dict[str, pd.Series[str]]:
    """Where each row lies, in its order."""
    names = list(PLACE_COLUMNS)
    known = pd.concat([moments[names], ranges[names]]).drop_duplicates("recording").set_index("recording", drop=False)
    found = known.loc[list(recordings)]
    return {name: found[name].reset_index(drop=True) for name in names}
