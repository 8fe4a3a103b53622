"""A share with its interval, and how values are spread: what every measure of recall interviews is made of."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FEW = 10
"""Below so many, a share is shown with the flag "too few" (domain.md §2.4)."""
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many. Nothing of nothing is undefined, never 0.

    Args:
        n: of how many.
        k: how many of them.
    """

    k: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1; None when there is nothing to be a share of."""
        return self.k / self.n if self.n else None

    @property
    def few(self) -> bool:
        """Whether there are too few to say much; undefined ones are few too."""
        return self.n < FEW

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of Wilson (1927), without continuity correction; None where the share is undefined.

        (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), as in Newcombe (1998), method 3. It takes the n for
        independent: what one viewer says in one interview is not, so the number of interviews stands beside it.
        """
        if not self.n:
            return None
        z = statistics.NormalDist().inv_cdf((1 + LEVEL) / 2)
        share, n = self.k / self.n, self.n
        middle, half = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        low, high = (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)
        return (0.0 if self.k == 0 else low, 1.0 if self.k == n else high)  # exactly there, but for rounding

    def __add__(self, other: Share) -> Share:
        """Both together."""
        return Share(self.k + other.k, self.n + other.n)


@dataclass(frozen=True, slots=True)
class Spread:
    """How values are spread.

    Args:
        n: how many there are.
        median: the middle one.
        q1: the first quartile.
        q3: the third quartile.
        least: the smallest.
        most: the largest.
    """

    n: int
    median: float
    q1: float
    q3: float
    least: float
    most: float


def spread_of(values: Iterable[float]) -> Spread | None:
    """Median, quartiles and range; None without values.

    Quartiles by linear interpolation between the ordered values (Hyndman and Fan 1996, type 7: what R, NumPy and
    Excel's QUARTILE.INC do).
    """
    ordered = sorted(values)
    if not ordered:
        return None
    if len(ordered) == 1:
        return Spread(1, *([ordered[0]] * 5))
    q1, median, q3 = statistics.quantiles(ordered, n=4, method="inclusive")
    return Spread(len(ordered), median, q1, q3, ordered[0], ordered[-1])
