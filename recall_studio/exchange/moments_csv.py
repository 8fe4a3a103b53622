"""Reads moments that were coded elsewhere from a CSV file; every row that is wrong is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadFile
from recall_studio.domain.moments import GivenMoment
from recall_studio.domain.words import _, in_words, ngettext
from recall_studio.exchange.cells import unguarded
from recall_studio.exchange.csv_reading import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from recall_studio.exchange.csv_reading import GivenTable

COLUMNS = ("recording", "coder", "code", "start_ms", "end_ms", "note", "running")
"""What is read; `note` and `running` may be missing, and `recording` when it is given apart."""

CONVERSATION = "conversation_id"
"""Read where `recording` is empty: our own export writes so what was marked while watching along live."""
_OPTIONAL = ("note", "running")

SHOWN_ERRORS = 10
_WHOLE_MS = re.compile(r"[0-9]{1,10}")


def read_moments(
    path: Path, *, recording: str | None, remark: Callable[[str], None] = lambda _sentence: None
) -> list[GivenMoment]:
    """Read moments from a CSV file, in the order of its rows.

    The columns may stand in any order; times are whole milliseconds, an empty `end_ms` is a point.

    Args:
        path: the file; see `read_table()` for what it may look like.
        recording: name of the recording, for a file without that column.
        remark: told, in a sentence, which columns are not read.

    Raises:
        BadFile: a column is missing or rows are wrong; the first ten are named.
    """
    needed = [name for name in COLUMNS if name not in _OPTIONAL and (name != "recording" or recording is None)]
    table = read_table(path, needed=needed, known=COLUMNS)
    ignored = [f"“{name}”" for name in table.places if name not in COLUMNS]
    if ignored:
        remark(_("Not read from “{file}”: {columns}.", file=path.name, columns=in_words(ignored)))
    wrong: list[str] = []
    given = list(_moments(table, recording, wrong))
    if wrong:
        raise BadFile(_sentence(path.name, wrong))
    return given


def _moments(table: GivenTable, recording: str | None, wrong: list[str]) -> Iterator[GivenMoment]:
    """The moments of the rows that are right; the others are told in `wrong`."""
    places = [table.places.get(name) for name in COLUMNS]
    watched = table.places.get(CONVERSATION) if recording is None else None
    fills = (recording or "", *[""] * (len(COLUMNS) - 1))
    width = table.width
    for number, cells in table.rows:
        if len(cells) < width or any(cells[width:]):
            wrong.append(_row(number, _cells_sentence(len(cells), width)))
            continue
        texts = [fill if at is None else unguarded(cells[at]) for at, fill in zip(places, fills, strict=True)]
        name, coder, code, start, end = (text.strip() for text in texts[:5])
        if not name and watched is not None:
            name = unguarded(cells[watched]).strip()
        note, running = texts[5] or None, texts[6].strip()
        problem = _problem(name, coder, code, start, end) or _run_problem(running, end)
        if problem:
            wrong.append(_row(number, problem))
            continue
        end_ms = int(end) if end else None
        yield GivenMoment(number, name, coder, code, int(start), end_ms, note, running=running == "1")


def _run_problem(running: str, end: str) -> str:
    """What is wrong with a stretch that runs; our own export writes 1 for one, and it never becomes a point."""
    if running not in ("", "0", "1"):
        return _("“{column}” is “{text}”, which is neither 0 nor 1", column="running", text=running[:40])
    return _("it runs and has an end") if running == "1" and end else ""


def _problem(*cells: str) -> str:
    """What is wrong with the cells that every row has, in the order of `COLUMNS`; nothing when all is well."""
    *needed, end = cells
    for column, text in zip(COLUMNS, needed, strict=False):
        if not text:
            return _("“{column}” is empty", column=column)
    for column, text in (("start_ms", needed[-1]), ("end_ms", end)):
        if text and not _WHOLE_MS.fullmatch(text):
            return _("“{column}” is “{text}”, which is no whole number of milliseconds", column=column, text=text[:40])
    return ""


def _cells_sentence(found: int, width: int) -> str:
    return ngettext(
        "it has {n} cell where the headings have {width}",
        "it has {n} cells where the headings have {width}",
        found,
        width=width,
    )


def _row(number: int, problem: str) -> str:
    return _("row {row}: {reason}", row=number, reason=problem)


def _sentence(file: str, wrong: list[str]) -> str:
    more = len(wrong) - SHOWN_ERRORS
    rest = ngettext("…and {n} more row.", "…and {n} more rows.", more) if more > 0 else ""
    head = _("“{file}” was not read:", file=file)
    return "\n".join(filter(None, (head, *wrong[:SHOWN_ERRORS], rest)))
