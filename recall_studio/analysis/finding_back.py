"""Finding moments back over all conversations: where somebody may look, what fits a filter, what never came up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput
from recall_studio.domain.intervals import intersection, total_ms, union
from recall_studio.domain.sampling import ChoiceMethod, time_sample, with_margins
from recall_studio.domain.study import Layer
from recall_studio.domain.words import _
from recall_studio.store import access, conversations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import Any

    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.intervals import Stretch
    from recall_studio.domain.moments import CodedRange, Moment
    from recall_studio.domain.study import Member
    from recall_studio.domain.turns import Turn
    from recall_studio.store.reading import Reading

MISSED_OPENING = "disc_gemiste_opening"
"""The code of an opening to a theme that nobody took up."""
UNCODED = "?"
"""Stands for no code at all in a filter."""
Counts = dict[tuple[str, str], int]
"""How many moments there are, by the id of their place and the key of their code."""


@dataclass(frozen=True, slots=True)
class SeenPlace:
    """A recording, or a conversation watched along live, whose moments somebody may see; `persons` are pseudonyms.

    `recall`: it is the recording of a recall interview about that conversation.
    """

    id: str
    name: str
    conversation: str
    duration_ms: int
    live: bool
    persons: tuple[str, ...]
    recall: bool = False


def seen_places(study: Reading, *, as_seen_by: Member, interviews: bool = False) -> list[SeenPlace]:
    """Where this member may look today, by name; with the recordings of recall interviews where they are wanted."""
    seen = access.seen_recordings(study, as_seen_by)
    there: dict[str, list[str]] = {}
    for one in conversations.people(study):
        there.setdefault(one["conversation_id"], []).append(one["pseudonym"])
    rows = [(row, False) for row in conversations.recordings(study)]
    rows += [(row, True) for row in conversations.live(study)]
    rows += [(row, False) for row in conversations.interviews(study) if interviews]
    return sorted(
        (
            SeenPlace(
                row["id"],
                row["name"],
                row["conversation_id"],
                row["duration_ms"],
                live,
                tuple(sorted(there.get(row["conversation_id"], ()))),
                bool(row["recall_session_id"]),
            )
            for row, live in rows
            if seen.get(row["name"]) == row["id"]
        ),
        key=lambda place: place.name,
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which moments are to be found.

    Args:
        words: each of them in the code's words, the note, or what is said under the moment.
        code: key of a code or theme, or `UNCODED`.
        coder: code of a member.
        person: pseudonym of somebody in the conversation.
        place: id of a recording or conversation.
        discuss: only what is marked to be discussed.
    """

    words: tuple[str, ...] = ()
    code: str = ""
    coder: str = ""
    person: str = ""
    place: str = ""
    discuss: bool = False

    def keys(self, book: Codebook) -> frozenset[str] | None:
        """The keys of the codes that are wanted; None for all."""
        if not self.code or self.code == UNCODED:
            return None
        return frozenset((self.code, *(child.key for child in book.children(self.code))))

    def holds_place(self, place: SeenPlace) -> bool:
        """Whether moments of this place are wanted."""
        return (not self.place or place.id == self.place) and (not self.person or self.person in place.persons)

    def holds(self, moment: Moment, keys: frozenset[str] | None, discussed: Collection[str]) -> bool:
        """Whether a moment is wanted; of its words and place nothing is asked here."""
        if keys is not None and moment.code not in keys:
            return False
        if self.code == UNCODED and moment.code is not None:
            return False
        if self.coder and moment.coder != self.coder:
            return False
        return not self.discuss or moment.id in discussed


def said_under(turns: Sequence[Turn], start_ms: int, end_ms: int | None) -> str:
    """What is said while a moment lasts; turns by start."""
    last = start_ms + 1 if end_ms is None else end_ms
    return " ".join(turn.text for turn in turns if turn.start_ms < last and turn.end_ms > start_ms)


class Standing(StrEnum):
    """Whether a theme came up in a conversation."""

    NEVER = "never"  # it was looked for and is not there
    UNKNOWN = "unknown"  # nobody declared to have looked for it
    CAME_UP = "came_up"


@dataclass(frozen=True, slots=True)
class ThemeStanding:
    """How it stands with a theme in one recording: `declared` is the share that was looked through, 0 to 1."""

    place: SeenPlace
    standing: Standing
    declared: float
    moments: int
    missed: int


def counted(moments: Iterable[Moment]) -> Counts:
    """How many moments of the conversation itself there are, by place and code."""
    found: Counts = {}
    for moment in moments:
        if moment.code is not None and moment.layer == Layer.GESPREK.value:
            key = (str(moment.recording_id), moment.code)
            found[key] = found.get(key, 0) + 1
    return found


def theme_standings(
    places: Iterable[SeenPlace],
    ranges: Iterable[CodedRange],
    counts: Mapping[tuple[str, str], int],
    codes: Sequence[str],
) -> list[ThemeStanding]:
    """How it stands with a theme in every recording: that it never came up counts only where it was looked for.

    Args:
        places: the recordings; conversations watched along live are left out, for nothing is declared of them, and
            so are recall interviews, which are about a conversation that is counted itself.
        ranges: what was declared as coded, by whomever of those that are seen.
        counts: as `counted()` gives them.
        codes: keys of the theme and of its codes that are on.
    """
    declared: dict[str, list[CodedRange]] = {}
    for one in ranges:
        declared.setdefault(str(one.recording_id), []).append(one)
    standings = []
    for place in (place for place in places if not place.live and not place.recall):
        share = _looked_through(declared.get(place.id, ()), codes) / max(place.duration_ms, 1)
        number = sum(counts.get((place.id, code), 0) for code in codes)
        empty = Standing.NEVER if share else Standing.UNKNOWN
        missed = counts.get((place.id, MISSED_OPENING), 0)
        standings.append(ThemeStanding(place, Standing.CAME_UP if number else empty, share, number, missed))
    return standings


def _looked_through(ranges: Iterable[CodedRange], codes: Sequence[str]) -> int:
    """How much was declared for every one of these codes, in ms, by whomever."""
    ranges = list(ranges)
    common: list[Stretch] | None = None
    for code in codes:
        of_code = union((one.start_ms, one.end_ms) for one in ranges if code in one.codes)
        common = of_code if common is None else intersection(common, of_code)
    return total_ms(common or ())


def planned_stretches(
    *,
    duration_ms: int,
    method: ChoiceMethod,
    plan: Mapping[str, Any],
    moments: Iterable[Moment] = (),
    marked_ms: Iterable[int] = (),
) -> list[Stretch]:
    """The stretches that follow from a plan alone.

    Args:
        duration_ms: of the recording.
        method: of these the whole recording, the time sample, the codes and the interviewer's discuss marks.
        plan: `length_ms`, `every_ms` and `seed`; or `codes`, `before_ms` and `after_ms`; or the margins alone.
        moments: of the recording, as far as who plans may see them.
        marked_ms: where it is marked to be discussed.

    Raises:
        BadInput: the plan is not one, or nothing follows from this method alone.
    """
    if method is ChoiceMethod.HELE_VIDEO:
        return [(0, duration_ms)]
    if method is ChoiceMethod.TIJDSTEEKPROEF:
        given = {name: int(plan[name]) for name in ("length_ms", "every_ms", "seed")}
        return time_sample(duration_ms=duration_ms, **given)
    margins = {name: int(plan.get(name, 0)) for name in ("before_ms", "after_ms")}
    found: list[tuple[int, int | None]]
    if method is ChoiceMethod.CODEGESTUURD:
        keys = frozenset(plan["codes"])
        found = [(one.start_ms, one.end_ms) for one in moments if one.code in keys and not one.running]
    elif method is ChoiceMethod.INTERVIEWER_KIEST:
        found = [(at_ms, None) for at_ms in marked_ms]
    else:
        raise BadInput(_("With this method the moments are pointed at one by one."))
    return with_margins(found, duration_ms=duration_ms, **margins)
