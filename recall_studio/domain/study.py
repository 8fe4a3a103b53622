"""What kinds of study, people, rounds and layers there are. The stored values are the field's Dutch words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from recall_studio.domain.words import N_, _

if TYPE_CHECKING:
    from recall_studio.domain.ids import MemberId, ParticipantId, StudyId


class StudyKind(StrEnum):
    """What the study is for; it never changes afterwards."""

    ONDERZOEK = "onderzoek"
    INTERVISIE = "intervisie"
    OEFENEN = "oefenen"


class Role(StrEnum):
    """What a member of the study does in it."""

    ONDERZOEK = "onderzoek"
    KLANTMANAGER = "klantmanager"
    GESPREKSLEIDER = "gespreksleider"
    PRIVACYBEHEER = "privacybeheer"


class PersonRole(StrEnum):
    """Who somebody is in a conversation."""

    KLANT = "klant"
    KLANTMANAGER = "klantmanager"
    TOLK = "tolk"
    NAASTE = "naaste"
    COLLEGA = "collega"
    ANDERS = "anders"


class Round(StrEnum):
    """The coding round that the study stands in."""

    OEFENEN = "oefenen"
    GEZAMENLIJK = "gezamenlijk"
    ONAFHANKELIJK = "onafhankelijk"
    CONSENSUS = "consensus"
    DEFINITIEF = "definitief"


TOGETHER = frozenset({Round.GEZAMENLIJK, Round.CONSENSUS})
"""The rounds in which coders work on one coding together."""


class Layer(StrEnum):
    """What a moment lies in: the conversation, a recall interview or an intervisie meeting."""

    GESPREK = "gesprek"
    NAGESPREK = "nagesprek"
    INTERVISIE = "intervisie"


class SetupItem(StrEnum):
    """What must be arranged around a study; open items are shown and never stop coding."""

    DPIA = "dpia"
    ETHIEK = "ethiek"
    REGISTER = "register"
    ONDERNEMINGSRAAD = "ondernemingsraad"


ROLE_WORDS = {
    PersonRole.KLANT: N_("client"),
    PersonRole.KLANTMANAGER: N_("case manager"),
    PersonRole.TOLK: N_("interpreter"),
    PersonRole.NAASTE: N_("relative"),
    PersonRole.COLLEGA: N_("colleague"),
    PersonRole.ANDERS: N_("other person"),
}
MEMBER_ROLE_WORDS = {
    Role.ONDERZOEK: N_("research: codes in rounds"),
    Role.KLANTMANAGER: N_("case manager: own conversations"),
    Role.GESPREKSLEIDER: N_("facilitator of intervisie"),
    Role.PRIVACYBEHEER: N_("privacy: consent, retention, erasure"),
}
ROUND_WORDS = {
    Round.OEFENEN: N_("practice"),
    Round.GEZAMENLIJK: N_("together"),
    Round.ONAFHANKELIJK: N_("independent"),
    Round.CONSENSUS: N_("consensus"),
    Round.DEFINITIEF: N_("final"),
}
SETUP_WORDS = {
    SetupItem.DPIA: N_("data protection impact assessment (DPIA)"),
    SetupItem.ETHIEK: N_("ethics approval"),
    SetupItem.REGISTER: N_("entry in the processing register"),
    SetupItem.ONDERNEMINGSRAAD: N_("consent of the works council"),
}


def role_in_words(role: PersonRole) -> str:
    """The role of a recorded person, for a sentence."""
    return _(ROLE_WORDS[role])


def member_role_in_words(role: Role) -> str:
    """What a member does in the study."""
    return _(MEMBER_ROLE_WORDS[role])


def round_in_words(round_now: Round) -> str:
    """The coding round, for a sentence."""
    return _(ROUND_WORDS[round_now])


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works in the study, known by a code; `reaction_ms` is their reaction time, 0 when they set none."""

    id: MemberId
    code: str
    role: Role
    lead: bool
    participant_id: ParticipantId | None
    reaction_ms: int = 0


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """What the study is."""

    id: StudyId
    title: str
    kind: StudyKind
    synthetic: bool
    retention_months: int
    created_at: str
