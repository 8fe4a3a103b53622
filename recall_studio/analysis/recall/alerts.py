"""What the quality of recall interviews asks attention for (US-19), with the limits it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from recall_studio.analysis.recall import measures
from recall_studio.domain.words import _, decimal, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.analysis.recall.shares import Share
    from recall_studio.domain.recall.interview import Record


class AlertKind(StrEnum):
    """What asks attention."""

    LEADING = "sturend"
    DELAY = "tijd_ertussen"
    VIEWER = "terugkijker_stopt"


@dataclass(frozen=True, slots=True)
class Limits:
    """When attention is asked.

    Args:
        leading: a share of leading prompts above this.
        delay_h: a delay above this, in hours.
        viewer: a share of stops by the viewer below this.
    """

    leading: float = 0.10
    delay_h: float = measures.THRESHOLD_H
    viewer: float = 0.50


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that asks attention.

    Args:
        kind: what it is.
        share: the share that it is about; of `DELAY`, the interviews that come later than the limit.
        limit: what it is held against: a share, or hours.
    """

    kind: AlertKind
    share: Share
    limit: float

    @property
    def few(self) -> bool:
        """Whether it rests on little."""
        return self.share.few

    def sentence(self) -> str:
        """What is the matter, in words, with the numbers it rests on."""
        said = self._said()
        return _("{sentence} That is little to go by.", sentence=said) if self.few else said

    def _said(self) -> str:
        k, n, percent = self.share.k, self.share.n, decimal(100 * (self.share.value or 0), 0)
        limit = decimal(100 * self.limit, 0)
        if self.kind is AlertKind.LEADING:
            return ngettext(
                "{percent} % of the questions are leading ({k} of {n}); more than {limit} %.",
                "{percent} % of the questions are leading ({k} of {n}); more than {limit} %.",
                n,
                percent=percent,
                k=k,
                limit=limit,
            )
        if self.kind is AlertKind.DELAY:
            return ngettext(
                "{k} of {n} interview came more than {hours} hours after the conversation.",
                "{k} of {n} interviews came more than {hours} hours after the conversation.",
                n,
                k=k,
                hours=decimal(self.limit, 0),
            )
        return ngettext(
            "The viewer made {percent} % of the stops ({k} of {n}); less than {limit} %.",
            "The viewer made {percent} % of the stops ({k} of {n}); less than {limit} %.",
            n,
            percent=percent,
            k=k,
            limit=limit,
        )


def alerts(records: Sequence[Record], limits: Limits = USUAL) -> list[Alert]:
    """What asks attention in these interviews; nothing where a share is undefined."""
    leading = measures.prompts(records).leading
    within = measures.delays(records, threshold_h=limits.delay_h).within
    late = type(within)(within.n - within.k, within.n)
    viewer = measures.stops(records).by_viewer
    found = []
    if leading.value is not None and leading.value > limits.leading:
        found.append(Alert(AlertKind.LEADING, leading, limits.leading))
    if late.k:
        found.append(Alert(AlertKind.DELAY, late, limits.delay_h))
    if viewer.value is not None and viewer.value < limits.viewer:
        found.append(Alert(AlertKind.VIEWER, viewer, limits.viewer))
    return found
