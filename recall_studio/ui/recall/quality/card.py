"""What one card of the dashboard says: its numbers, its plot, how they were worked out, and its data as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.words import _, decimal

if TYPE_CHECKING:
    from recall_studio.analysis.recall.shares import Share
    from recall_studio.ui.recall.quality.plots import Plot


@dataclass(frozen=True, slots=True)
class QualityCard:
    """One card.

    Attributes:
        key: its name in files.
        title: above it.
        numbers: each large, with what it is behind it; empty when undefined.
        undefined: why there is no number; empty when there is one.
        note: what is to be known of the numbers.
        plot: what is drawn.
        how: how it was computed, in words.
        columns: headings of its data, the same in every language.
        rows: its data.
    """

    key: str
    title: str
    numbers: tuple[tuple[str, str], ...]
    undefined: str
    note: str
    plot: Plot | None
    how: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def in_words(self) -> str:
        """The card as text, to be copied."""
        lines = [self.title, *(f"{large} {words}" for large, words in self.numbers), self.undefined, self.note]
        if self.plot is not None:
            lines += self.plot.in_words().split("; ")
        return "\n".join([*filter(None, lines), "", self.how])


def percent(value: float) -> str:
    """`37 %`."""
    return _("{n} %", n=decimal(100 * value, 0))


def share_in_words(share: Share) -> str:
    """`71 % [48–87] (10 of 14)`: never without its n, and none where there is nothing to be a share of."""
    if share.value is None or share.interval is None:
        return _("undefined: none of none")
    low, high = (decimal(100 * one, 0) for one in share.interval)
    said = _("{n} % [{low}–{high}]", n=decimal(100 * share.value, 0), low=low, high=high)
    counted = _("{k} of {n}", k=share.k, n=share.n)
    return f"{said} ({counted})"


def behind(share: Share) -> str:
    """`[48–87], 10 of 14`: what stands behind a large percentage; few are said to be few."""
    if share.interval is None:
        return ""
    low, high = (decimal(100 * one, 0) for one in share.interval)
    counted = _("{k} of {n}", k=share.k, n=share.n)
    few = _("too few to say much") if share.few else ""
    return " · ".join(filter(None, (f"[{low}–{high}]", counted, few)))


def with_behind(words: str, share: Share) -> str:
    """What a large percentage is of, and what stands behind it."""
    return " · ".join(filter(None, (words, behind(share))))
