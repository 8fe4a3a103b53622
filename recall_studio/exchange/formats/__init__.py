"""The formats that an export can have: one file each. To add one, write its module and list its `FORMAT` here."""

from __future__ import annotations

from recall_studio.exchange.formats import csv_tables, xlsx
from recall_studio.exchange.tables import CsvDialect, Format

__all__ = ["FORMATS", "CsvDialect", "Format"]

FORMATS: tuple[Format, ...] = (csv_tables.FORMAT, xlsx.FORMAT)
