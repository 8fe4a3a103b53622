"""The measures of single interviews and of several together: M-09 to M-13 and M-19 of domain.md §2.4.

All take `Record` values. What a reader may not read is not in a record, so it is not counted either.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.analysis.measuring import TEN_MINUTES_MS
from recall_studio.analysis.recall.shares import Share, Spread, spread_of
from recall_studio.domain.recall.interview import delay_band
from recall_studio.domain.recall.kinds import EventKind, Initiator, PromptType, TimeOrientation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.domain.recall.interview import Record, Stop

DELAY_BANDS = ("tot_24", "tot_48", "tot_168", "later", "onbekend")
"""The bands of `domain.recall.interview.delay_band()`, from short to long."""
THRESHOLD_H = 48.0
MINUTE_MS = 60_000
_DETERMINED = (TimeOrientation.TOEN, TimeOrientation.NU, TimeOrientation.GEMENGD)


@dataclass(frozen=True, slots=True)
class Delays:
    """M-09, the time between conversation and interview.

    Args:
        hours: how it is spread over the interviews for which it is known, in hours; None when it is for none.
        within: interviews within the threshold, of those for which it is known.
        threshold_h: the threshold, in hours.
        unknown: interviews for which it is not known.
    """

    hours: Spread | None
    within: Share
    threshold_h: float
    unknown: int


@dataclass(frozen=True, slots=True)
class Stops:
    """M-10, how often it was stopped.

    Args:
        n: stops.
        timed: those of interviews of which it is known what was shown: the rate is of these.
        shown_ms: how much of the recording was played, in ms of the recording; what was shown twice counts twice,
            for it could be stopped twice.
        per_10min: stops per 10 minutes of video shown; None where nothing is known to have been shown.
        by_viewer: stops by who looks back, of all stops, planned ones included.
        by: stops by who stopped it.
    """

    n: int
    timed: int
    shown_ms: int
    per_10min: float | None
    by_viewer: Share
    by: Mapping[Initiator, int]


@dataclass(frozen=True, slots=True)
class Prompts:
    """M-11, what was asked.

    Args:
        mix: prompts of each type, of all prompts; types in their order, also those that were never used.
        leading: `sturend` of all prompts.
        own_words: prompts that came from no card, of all prompts.
    """

    mix: Mapping[PromptType, Share]
    leading: Share
    own_words: Share


@dataclass(frozen=True, slots=True)
class ThenNow:
    """M-12, what was thought then and what is thought now.

    Args:
        then: `toen` of `toen` + `nu` + `gemengd`.
        now: comments that are `nu`.
        both: comments that are `gemengd`.
        unclear: comments that are `onduidelijk`; in no share.
        open: comments for which it is still to be determined; in no share.
        interviews: in which there is a comment that counts.
    """

    then: Share
    now: int
    both: int
    unclear: int
    open: int
    interviews: int


@dataclass(frozen=True, slots=True)
class Effort:
    """M-19, how long it took.

    Args:
        minutes: how long interviews lasted, those that ended; None when none did.
        going_on: interviews that have not ended.
        rested_ms: how long *Even rust* lasted in all, in ms; it is in the minutes.
    """

    minutes: Spread | None
    going_on: int
    rested_ms: int


def delays(records: Sequence[Record], *, threshold_h: float = THRESHOLD_H) -> Delays:
    """M-09: median, quartiles and range in hours, and the share within the threshold (`<=`, as domain.md has it)."""
    known = [hours for record in records if (hours := record.interview.delay_h) is not None]
    within = Share(sum(hours <= threshold_h for hours in known), len(known))
    return Delays(spread_of(known), within, threshold_h, len(records) - len(known))


def shown_ms(record: Record) -> int:
    """How much of the recording was played in an interview, in ms of the recording; twice shown counts twice."""
    return sum(shown.end_ms - shown.start_ms for shown in record.shown)


def by_viewer(record: Record, stop: Stop) -> bool:
    """Whether who looks back stopped it."""
    return stop.initiator.value == record.interview.recaller_role.value


def stops(records: Sequence[Record]) -> Stops:
    """M-10: n × 10 min / time shown, and how many the viewer made.

    Interviews of which it is not known what was shown do not count in the rate, neither their stops nor their time.
    """
    every = [(record, stop) for record in records for stop in record.stops]
    timed = [record for record in records if record.shown]
    played_ms, in_them = sum(map(shown_ms, timed)), sum(len(record.stops) for record in timed)
    counted = Counter(stop.initiator for _record, stop in every)
    return Stops(
        n=len(every),
        timed=in_them,
        shown_ms=played_ms,
        per_10min=in_them * TEN_MINUTES_MS / played_ms if played_ms else None,
        by_viewer=Share(sum(by_viewer(record, stop) for record, stop in every), len(every)),
        by={who: counted[who] for who in Initiator},
    )


def prompts(records: Sequence[Record]) -> Prompts:
    """M-11: the share of each type, and `sturend` / all. A row that says that nobody asked (`geen`) is no prompt."""
    asked = [prompt for record in records for prompt in record.prompts if prompt.type is not PromptType.GEEN]
    counted = Counter(prompt.type for prompt in asked)
    types = [kind for kind in PromptType if kind is not PromptType.GEEN]
    return Prompts(
        mix={kind: Share(counted[kind], len(asked)) for kind in types},
        leading=Share(counted[PromptType.STUREND], len(asked)),
        own_words=Share(sum(prompt.card is None for prompt in asked), len(asked)),
    )


def then_now(records: Sequence[Record]) -> ThenNow:
    """M-12: toen / (toen + nu + gemengd)."""
    said = Counter(comment.time_orientation for record in records for comment in record.comments)
    counting = [r for r in records if any(comment.time_orientation in _DETERMINED for comment in r.comments)]
    return ThenNow(
        then=Share(said[TimeOrientation.TOEN], sum(said[which] for which in _DETERMINED)),
        now=said[TimeOrientation.NU],
        both=said[TimeOrientation.GEMENGD],
        unclear=said[TimeOrientation.ONDUIDELIJK],
        open=said[TimeOrientation.NOG_TE_BEPALEN],
        interviews=len(counting),
    )


def by_band(records: Sequence[Record], *, threshold_h: float = THRESHOLD_H) -> dict[str, list[Record]]:
    """The interviews by the band of their delay, all of `DELAY_BANDS` in their order."""
    bands: dict[str, list[Record]] = {band: [] for band in DELAY_BANDS}
    for record in records:
        bands[delay_band(record.interview.delay_h, threshold_h=threshold_h)].append(record)
    return bands


def spontaneity(records: Sequence[Record]) -> Share:
    """M-13: comments that nobody asked for (`prompt_type=geen`), of all comments."""
    spontaneous = 0
    for record in records:
        questions = {prompt.id for prompt in record.prompts if prompt.type is not PromptType.GEEN}
        spontaneous += sum(comment.prompt not in questions for comment in record.comments)
    return Share(spontaneous, sum(len(record.comments) for record in records))


def effort(records: Sequence[Record]) -> Effort:
    """M-19, the part of the interviews: their length in minutes, and how long was rested within it."""
    lengths = [record.interview.length_ms for record in records]
    rests = [
        (event.until_ms or event.session_ms) - event.session_ms
        for record in records
        for event in record.happened
        if event.kind is EventKind.RUST
    ]
    return Effort(
        minutes=spread_of(ms / MINUTE_MS for ms in lengths if ms is not None),
        going_on=sum(ms is None for ms in lengths),
        rested_ms=sum(rests),
    )
