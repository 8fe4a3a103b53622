"""What a plot of the dashboard shows, and not how it is drawn: bars, intervals, dots, columns. Pure: no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Ink(Enum):
    """A series, with a colour, a pattern and a shape of its own: colour is never the only carrier."""

    CLIENT = "client"
    CASEWORKER = "caseworker"
    PLAIN = "plain"
    MIDDLE = "middle"
    PALE = "pale"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that lies down: its parts from left to right, and words behind it."""

    label: str
    parts: tuple[tuple[float, Ink], ...]
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below each other; the longest fills the width, or `most` does."""

    rows: tuple[Bar, ...]
    legend: tuple[tuple[Ink, str], ...] = ()
    most: float | None = None

    @property
    def lines(self) -> int:
        """How many lines high it is."""
        return len(self.rows)

    def in_words(self) -> str:
        """What it shows, for who cannot see it."""
        return "; ".join(f"{row.label}: {row.words}" for row in self.rows)


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with its interval, each from 0 to 1; `value` None where it is undefined."""

    value: float | None
    low: float
    high: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """Shares of one thing, and words behind them."""

    label: str
    intervals: tuple[Interval, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Intervals:
    """Shares with their intervals on a scale from 0 to 100 %; `limit` is a line across."""

    rows: tuple[IntervalRow, ...]
    legend: tuple[tuple[Ink, str], ...] = ()
    limit: float | None = None

    @property
    def lines(self) -> int:
        """How many lines high it is."""
        return len(self.rows) + 1

    def in_words(self) -> str:
        """What it shows, for who cannot see it."""
        return "; ".join(f"{row.label}: {row.words}" for row in self.rows)


@dataclass(frozen=True, slots=True)
class Dot:
    """A value on the line, and what it is in words."""

    value: float
    ink: Ink
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Values on one line, a row for each series; `limit` is a line across with its words."""

    rows: tuple[tuple[str, tuple[Dot, ...]], ...]
    unit: str
    limit: float | None = None
    limit_words: str = ""
    legend: tuple[tuple[Ink, str], ...] = ()

    @property
    def lines(self) -> int:
        """How many lines high it is."""
        return len(self.rows) * 2 + 1

    def in_words(self) -> str:
        """What it shows, for who cannot see it."""
        return "; ".join(f"{label}: {', '.join(dot.words for dot in dots)}" for label, dots in self.rows)


@dataclass(frozen=True, slots=True)
class Column:
    """Columns that stand beside each other over one label."""

    label: str
    values: tuple[tuple[float, Ink], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns beside each other; `marked` points at one of them by its label."""

    columns: tuple[Column, ...]
    axis: str
    marked: str = ""
    mark_words: str = ""
    legend: tuple[tuple[Ink, str], ...] = ()
    height: int = field(default=6)

    @property
    def lines(self) -> int:
        """How many lines high it is."""
        return self.height + 2

    def in_words(self) -> str:
        """What it shows, for who cannot see it."""
        said = [f"{one.label}: {' / '.join(f'{value:g}' for value, _ink in one.values)}" for one in self.columns]
        return "; ".join((*said, self.mark_words)) if self.mark_words else "; ".join(said)


Plot = Bars | Intervals | Strip | Columns
