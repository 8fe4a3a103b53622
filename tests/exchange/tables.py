"""Reads exported CSV as a spreadsheet program would: nothing but text."""

import csv
from pathlib import Path


def table_of(folder: Path, name: str, *, separator: str = ",") -> list[dict[str, str]]:
    """The rows of a table by column."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=separator, strict=True))
