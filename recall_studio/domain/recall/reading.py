"""Who may read what somebody said in a recall interview. Pure; the default is no."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from recall_studio.domain.study import PersonRole, Role

if TYPE_CHECKING:
    from recall_studio.domain.ids import ParticipantId
    from recall_studio.domain.study import Member


class Audience(StrEnum):
    """Before whose eyes a page or screen comes; it narrows what who made it may read, and never widens it."""

    KLANT = "klant"
    KLANTMANAGER = "klantmanager"
    ONDERZOEK = "onderzoek"


class Reach(StrEnum):
    """How much of an interview somebody may read."""

    ALL = "all"
    SHARED = "shared"  # the comments that who spoke lets the other party have, and their places
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who looks back in an interview, and what they allow today.

    Attributes:
        participant_id: who.
        role: as what they were in the conversation.
        kept: everybody's `opname`, their own `nagesprek` hold, and they did not withdraw `onderzoek`.
        shares: their `delen_commentaar` holds.
        intervisie: their `intervisie` holds.
        set_apart: the interview is kept apart.
        heard: ids of everybody who was in the conversation.
        only_one: nobody else in the conversation has that role, so a page for the role is a page for them.
    """

    participant_id: ParticipantId
    role: PersonRole
    kept: bool
    shares: bool
    intervisie: bool
    set_apart: bool
    heard: frozenset[ParticipantId]
    only_one: bool = True


def reach(reader: Member, voice: Voice, audience: Audience | None = None) -> Reach:
    """How much of an interview a member may read.

    Args:
        reader: who reads.
        voice: whose interview it is.
        audience: before whose eyes it comes, when that is somebody else.
    """
    if not voice.kept or voice.set_apart:
        return Reach.NOTHING
    for_reader = _BY_ROLE[reader.role](reader, voice)
    if for_reader is Reach.NOTHING or audience is None or audience is Audience.ONDERZOEK:
        return for_reader
    if voice.role is PersonRole(audience.value) and voice.only_one:
        return for_reader
    return Reach.SHARED if voice.shares else Reach.NOTHING


def may_read(reader: Member, voice: Voice, *, shareable: bool, audience: Audience | None = None) -> bool:
    """Whether a member may read a comment.

    Args:
        reader: who reads.
        voice: who said it.
        shareable: whether its own switch lets the other party have it.
        audience: before whose eyes it comes, when that is somebody else.
    """
    within = reach(reader, voice, audience)
    return within is Reach.ALL or (within is Reach.SHARED and shareable)


def _researcher(_reader: Member, _voice: Voice) -> Reach:
    return Reach.ALL


def _case_manager(reader: Member, voice: Voice) -> Reach:
    if reader.participant_id is None or reader.participant_id not in voice.heard:
        return Reach.NOTHING
    if reader.participant_id == voice.participant_id:
        return Reach.ALL
    return Reach.SHARED if voice.shares else Reach.NOTHING


def _facilitator(_reader: Member, voice: Voice) -> Reach:
    return Reach.SHARED if voice.shares and voice.intervisie else Reach.NOTHING


def _nobody(_reader: Member, _voice: Voice) -> Reach:
    return Reach.NOTHING


_BY_ROLE = {
    Role.ONDERZOEK: _researcher,
    Role.KLANTMANAGER: _case_manager,
    Role.GESPREKSLEIDER: _facilitator,
    Role.PRIVACYBEHEER: _nobody,
}
