"""May this be done with this conversation? Pure rules over consent, per person and purpose; the default is no."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from recall_studio.domain.study import PersonRole, Role, StudyKind, role_in_words
from recall_studio.domain.words import N_, _, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from recall_studio.domain.ids import ConversationId, ParticipantId


class Purpose(StrEnum):
    """What a person is asked consent for; each is answered apart."""

    OPNAME = "opname"
    MEEKIJKEN = "meekijken"
    ONDERZOEK = "onderzoek"
    NAGESPREK = "nagesprek"
    DELEN_COMMENTAAR = "delen_commentaar"
    INTERVISIE = "intervisie"
    ONDERWIJS = "onderwijs"
    CITAAT = "citaat"
    KOPPELING = "koppeling"
    ARCHIEF = "archief"


class Status(StrEnum):
    """The answer. `niet_gevraagd` and `verlopen` follow from there being none and from its date."""

    NIET_GEVRAAGD = "niet_gevraagd"
    GEGEVEN = "gegeven"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"
    VERLOPEN = "verlopen"
    ANDERE_GRONDSLAG = "andere_grondslag"


class Condition(StrEnum):
    """What a person asks for in return."""

    GEEN = "geen"
    AFGESCHERMD = "afgeschermd"
    ALLEEN_AUDIO = "alleen_audio"
    STEM_VERVORMD = "stem_vervormd"
    ALLEEN_TEKST = "alleen_tekst"


class Method(StrEnum):
    """How the answer was given."""

    SCHRIFTELIJK = "schriftelijk"
    MONDELING_OPGENOMEN = "mondeling_opgenomen"
    DIGITAAL = "digitaal"


class Operation(StrEnum):
    """What somebody wants to do with a conversation."""

    KEEP = "bewaren"
    CODE = "coderen"
    LOOK_BACK = "terugkijken"
    PREPARE = "voorbereiden"
    WATCH_ALONG = "live_meekijken"
    EXPORT = "exporteren"
    MOVE = "verplaatsen"
    RECALL = "nagesprek"


NEEDS: dict[Operation, tuple[Purpose, ...]] = {
    Operation.KEEP: (Purpose.OPNAME,),
    Operation.CODE: (Purpose.OPNAME, Purpose.ONDERZOEK),
    Operation.LOOK_BACK: (Purpose.OPNAME, Purpose.INTERVISIE),
    Operation.PREPARE: (Purpose.OPNAME, Purpose.INTERVISIE),
    Operation.WATCH_ALONG: (Purpose.MEEKIJKEN,),
    Operation.EXPORT: (Purpose.ONDERZOEK,),
    Operation.MOVE: (Purpose.OPNAME,),
    Operation.RECALL: (Purpose.OPNAME, Purpose.NAGESPREK),
}
OPERATION_WORDS = {
    Operation.KEEP: N_("Keeping this recording"),
    Operation.CODE: N_("Coding this conversation"),
    Operation.LOOK_BACK: N_("Looking back at this conversation"),
    Operation.PREPARE: N_("Preparing fragments of this conversation"),
    Operation.WATCH_ALONG: N_("Watching along with this conversation"),
    Operation.EXPORT: N_("Exporting the coding of this conversation"),
    Operation.MOVE: N_("Packing this recording"),
    Operation.RECALL: N_("A recall interview about this conversation"),
}
MAY_DO: dict[Role, frozenset[Operation]] = {
    Role.ONDERZOEK: frozenset(Operation),
    Role.KLANTMANAGER: frozenset({Operation.LOOK_BACK, Operation.WATCH_ALONG, Operation.RECALL}),
    Role.GESPREKSLEIDER: frozenset({Operation.PREPARE, Operation.WATCH_ALONG}),
    Role.PRIVACYBEHEER: frozenset({Operation.KEEP, Operation.EXPORT, Operation.MOVE}),
}
ORDINARY_THEMES = frozenset({"taal", "maat", "diag", "werk", "rel", "tech"})
"""Themes that touch no special category of data (GDPR art. 9); any other theme is taken to do so."""

YES = (Status.GEGEVEN, Status.ANDERE_GRONDSLAG)
_NO = (Status.GEWEIGERD, Status.INGETROKKEN)


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of the consent record; rows come oldest first, by their number, never by the clock."""

    number: int
    participant_id: ParticipantId
    purpose: Purpose
    conversation_id: ConversationId | None
    status: Status
    condition: Condition
    explicit: bool
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A person who can be seen or heard in a conversation."""

    participant_id: ParticipantId
    role: PersonRole


@dataclass(frozen=True, slots=True)
class Missing:
    """Why one person's answer does not allow it."""

    role: PersonRole
    purpose: Purpose
    status: Status
    explicit: bool
    participant_id: ParticipantId


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say: allowed when nothing is missing. The conditions hold for showing."""

    operation: Operation
    missing: tuple[Missing, ...]
    conditions: frozenset[Condition]
    nobody: bool = False

    @property
    def allowed(self) -> bool:
        """Whether every needed answer is there."""
        return not self.missing and not self.nobody

    def sentence(self) -> str:
        """Why not, by purpose and role, never by name."""
        what = _(OPERATION_WORDS[self.operation])
        if self.nobody:
            return _("{what} is refused: nobody is listed as seen or heard in it.", what=what)
        return _("{what} is refused: {reasons}.", what=what, reasons=in_words(self.reasons()))

    def reasons(self) -> tuple[str, ...]:
        """What is missing, in words, by purpose and role; no whole sentences."""
        return tuple(dict.fromkeys(_reason(missing) for missing in self.missing))


def _reason(missing: Missing) -> str:
    places = {"purpose": missing.purpose.value, "role": role_in_words(missing.role)}
    if missing.status in YES and not missing.explicit:
        return _("the consent “{purpose}” of the {role} is not explicit", **places)
    words = {
        Status.GEWEIGERD: _("the {role} said no to “{purpose}”", **places),
        Status.INGETROKKEN: _("the {role} withdrew “{purpose}”", **places),
        Status.VERLOPEN: _("the consent “{purpose}” of the {role} has run out", **places),
    }
    return words.get(missing.status) or _("there is no consent “{purpose}” of the {role}", **places)


def answer_in_force(
    answers: Sequence[Answer], *, participant: ParticipantId, purpose: Purpose, conversation: ConversationId
) -> Answer | None:
    """The answer that counts: the latest for this conversation, else the latest for the whole study.

    A refusal or withdrawal for the whole study that came after the answer for this conversation beats it:
    taking consent back must never be harder than giving it.
    """
    own = [a for a in answers if a.participant_id == participant and a.purpose is purpose]
    special = [a for a in own if a.conversation_id == conversation]
    general = [a for a in own if a.conversation_id is None]
    if not special:
        return general[-1] if general else None
    if general and general[-1].status in _NO and general[-1].number > special[-1].number:
        return general[-1]
    return special[-1]


def status_on(answer: Answer | None, day: date) -> Status:
    """What an answer means on a day."""
    if answer is None:
        return Status.NIET_GEVRAAGD
    if answer.status in YES and answer.valid_until is not None and day > answer.valid_until:
        return Status.VERLOPEN
    return answer.status


def decide(
    operation: Operation,
    *,
    conversation: ConversationId,
    recorded: Sequence[Recorded],
    answers: Sequence[Answer],
    on: date,
    special_categories: bool,
    has_recording: bool = True,
    in_interview: Sequence[Recorded] = (),
) -> Decision:
    """Whether the operation is allowed: every recorded person said yes to every purpose it needs.

    Args:
        operation: what is asked.
        conversation: with which conversation.
        recorded: everybody who can be seen or heard; refused when there is nobody among them to ask.
        answers: the consent rows of those people, oldest first.
        on: the day it is asked for.
        special_categories: the codebook touches origin, religion or health, so consent must be explicit for all
            but keeping the recording.
        has_recording: there is a recording, so `opname` is needed as well.
        in_interview: who can be heard in a recall interview that it is about; each said yes to `nagesprek`.
    """
    purposes = dict.fromkeys(NEEDS[operation])
    if has_recording:
        purposes[Purpose.OPNAME] = None
    missing: list[Missing] = []
    conditions: set[Condition] = set()
    asked = _asked(operation, recorded)
    wanted = [(person, purpose) for person in asked for purpose in purposes]
    wanted += [(person, Purpose.NAGESPREK) for person in in_interview]
    for person, purpose in dict.fromkeys(wanted):
        answer = answer_in_force(answers, participant=person.participant_id, purpose=purpose, conversation=conversation)
        status = status_on(answer, on)
        weak = answer is not None and _too_weak(answer, special_categories)
        if answer is None or status not in YES or weak:
            missing.append(Missing(person.role, purpose, status, not weak, person.participant_id))
        else:
            conditions.add(answer.condition)
    return Decision(operation, tuple(missing), frozenset(conditions - {Condition.GEEN}), nobody=not asked)


def _too_weak(answer: Answer, special_categories: bool) -> bool:
    asked = special_categories and answer.purpose is not Purpose.OPNAME
    return asked and answer.status is Status.GEGEVEN and not answer.explicit


def _asked(operation: Operation, recorded: Iterable[Recorded]) -> list[Recorded]:
    if operation is Operation.WATCH_ALONG:
        return [p for p in recorded if p.role in (PersonRole.KLANT, PersonRole.KLANTMANAGER)]
    return list(recorded)


def coding_operation(*, kind: StudyKind, role: Role) -> Operation:
    """As what somebody's coding counts: research, a look back at the own work, or preparing an intervisie."""
    if role is Role.KLANTMANAGER:
        return Operation.LOOK_BACK
    if role is Role.GESPREKSLEIDER or kind is StudyKind.INTERVISIE:
        return Operation.PREPARE
    return Operation.CODE


def touches_special_categories(themes: Iterable[str]) -> bool:
    """Whether one of the themes that are on is not known to be ordinary."""
    return any(theme not in ORDINARY_THEMES for theme in themes)
