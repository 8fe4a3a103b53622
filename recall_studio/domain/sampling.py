"""Which moments of a conversation are chosen for a nagesprek or an intervisie, by a plan that somebody can follow."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput
from recall_studio.domain.intervals import union
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from recall_studio.domain.ids import SelectionId
    from recall_studio.domain.intervals import Stretch

MOST_CHOSEN = 500
"""So many stretches of one conversation; more than that nobody looks back at."""
LONGEST_WHY = 2_000  # signs


class ChoiceMethod(StrEnum):
    """How moments were chosen: the method decides which denominators are valid, so it is kept."""

    HELE_VIDEO = "hele_video"
    DEELNEMER_KIEST = "deelnemer_kiest"
    INTERVIEWER_KIEST = "interviewer_kiest"
    CODEGESTUURD = "codegestuurd"
    TIJDSTEEKPROEF = "tijdsteekproef"
    KRITIEK_MOMENT = "kritiek_moment"


class ChoicePurpose(StrEnum):
    """What the moments are for."""

    NAGESPREK = "nagesprek"
    INTERVISIE = "intervisie"


METHOD_WORDS = {
    ChoiceMethod.HELE_VIDEO: N_("Whole recording"),
    ChoiceMethod.DEELNEMER_KIEST: N_("The participant chooses"),
    ChoiceMethod.INTERVIEWER_KIEST: N_("The interviewer chooses"),
    ChoiceMethod.CODEGESTUURD: N_("Led by codes"),
    ChoiceMethod.TIJDSTEEKPROEF: N_("Time sample"),
    ChoiceMethod.KRITIEK_MOMENT: N_("Critical moment"),
}
PURPOSE_WORDS = {
    ChoicePurpose.NAGESPREK: N_("Recall interview"),
    ChoicePurpose.INTERVISIE: N_("Intervision"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A stretch that was chosen; times in ms of the recording's time line, no end for an instant.

    `plan` holds the parameters of its method, `participant` a pseudonym, `member` a code.
    """

    id: SelectionId
    recording: str
    purpose: ChoicePurpose
    method: ChoiceMethod
    start_ms: int
    end_ms: int | None
    why: str
    plan: Mapping[str, Any]
    member: str
    participant: str | None
    position: int
    created_at: str


def time_sample(*, duration_ms: int, length_ms: int, every_ms: int, seed: int) -> list[Stretch]:
    """A systematic sample with a random start: stretches of one length, one every so often.

    The first begins at s, every other one `every_ms` after the one before, as long as it ends inside the recording.
    s is the SHA-256 of the seed as written in decimals, read as a whole number, modulo the number of possible starts:
    `every_ms`, or fewer in a recording in which only earlier ones leave room for a whole stretch. So every instant
    between two starts is drawn as often as any other, and the same seed gives the same sample in every program.

    Raises:
        BadInput: a length or distance is not above zero, the stretches would overlap, the recording is too short, or
            there would be more than `MOST_CHOSEN`.
    """
    if length_ms <= 0 or every_ms <= 0:
        raise BadInput(_("Length and distance must be longer than nothing."))
    if length_ms > every_ms:
        raise BadInput(_("The stretches would overlap: they are longer than the distance between their starts."))
    room_ms = duration_ms - length_ms
    if room_ms < 0:
        raise BadInput(
            _(
                "The recording lasts {duration}, too short for a stretch of {length}.",
                duration=format_ms(duration_ms),
                length=format_ms(length_ms),
            )
        )
    if room_ms // every_ms >= MOST_CHOSEN:
        raise BadInput(_("That would be more than {most} stretches.", most=MOST_CHOSEN))
    drawn = int.from_bytes(hashlib.sha256(str(seed).encode("ascii")).digest(), "big")
    first_ms = drawn % min(every_ms, room_ms + 1)
    return [(start, start + length_ms) for start in range(first_ms, room_ms + 1, every_ms)]


def with_margins(
    moments: Iterable[tuple[int, int | None]], *, before_ms: int, after_ms: int, duration_ms: int
) -> list[Stretch]:
    """The stretches of moments with so much before and after, inside the recording; those that touch become one.

    An instant without margins lasts a millisecond.

    Raises:
        BadInput: a margin is below zero.
    """
    if before_ms < 0 or after_ms < 0:
        raise BadInput(_("A margin cannot be less than nothing."))
    wide = (
        (max(0, start - before_ms), min(duration_ms, max(start + 1, start if end is None else end) + after_ms))
        for start, end in moments
        if start < duration_ms
    )
    return union(wide)


def plan_in_words(one: Chosen) -> str:
    """The method with its parameters, as it would stand in a report."""
    words, plan = _(METHOD_WORDS[one.method]), one.plan
    if one.method is ChoiceMethod.TIJDSTEEKPROEF and "seed" in plan:
        return _(
            "{method}: {length} every {every}, random start, seed {seed}",
            method=words,
            length=_short(plan["length_ms"]),
            every=_short(plan["every_ms"]),
            seed=plan["seed"],
        )
    if one.method is ChoiceMethod.CODEGESTUURD and "codes" in plan:
        return _(
            "{method}: {codes}, {before} s before, {after} s after",
            method=words,
            codes=", ".join(plan["codes"]),
            before=plan.get("before_ms", 0) // 1000,
            after=plan.get("after_ms", 0) // 1000,
        )
    if one.participant:
        return f"{words}: {one.participant}"
    return words


def _short(ms: int) -> str:
    words = format_ms(ms)[3:] if ms < 3_600_000 else format_ms(ms)
    return words.removesuffix(".000")
