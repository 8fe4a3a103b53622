"""How the present coding round stands, coder by coder; of the work of others only what the viewer may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from recall_studio.analysis.coding_progress import coding_progress
from recall_studio.domain.rounds import codes_in_rounds
from recall_studio.domain.words import N_
from recall_studio.store import rounds

if TYPE_CHECKING:
    from recall_studio.domain.rounds import CodingRound
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading


class State(Enum):
    """How far a member is with the round."""

    CODING = "codeert"
    READY = "klaar"
    LEFT_OUT = "doet_niet_mee"
    OTHER_WORK = "codeert_niet"  # their role does not code in rounds


STATE_WORDS = {
    State.CODING: N_("is coding"),
    State.READY: N_("ready"),
    State.LEFT_OUT: N_("takes no part"),
    State.OTHER_WORK: N_("does not code in rounds"),
}


@dataclass(frozen=True, slots=True)
class CoderStanding:
    """One member in the present round.

    Args:
        member: who.
        state: how far they are.
        since: when they said to be ready, UTC; nothing while they code.
        conversations_ready: how many conversations they said to be ready with one by one.
        moments: how many they coded in this round; None where the viewer may not know.
    """

    member: Member
    state: State
    since: str | None
    conversations_ready: int
    moments: int | None


def coder_standings(study: Reading, *, as_seen_by: Member) -> list[CoderStanding]:
    """Every member in the present round, in the order they came."""
    now, counted = rounds.present(study), Counter[str]()
    for progress in coding_progress(study, as_seen_by).values():
        counted.update({one.coder: one.moments for one in progress})
    hidden = not study.sees_others(as_seen_by)
    return [
        CoderStanding(
            member,
            state=_state(now, member),
            since=now.ready[member.id].at if member.id in now.ready else None,
            conversations_ready=sum(1 for one, _where in now.ready_in if one == member.id),
            moments=None if hidden and member.id != as_seen_by.id else counted[member.code],
        )
        for member in study.members()
    ]


def _state(now: CodingRound, member: Member) -> State:
    entry = now.ready.get(member.id)
    if entry is not None:
        return State.LEFT_OUT if entry.is_left_out else State.READY
    return State.CODING if codes_in_rounds(member) else State.OTHER_WORK
