"""What will be possible with a conversation that is being filled in: the rules of consent, asked beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Answer, Operation, Recorded, Status, decide
from recall_studio.domain.ids import ConversationId, ParticipantId
from recall_studio.domain.words import N_, _, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from recall_studio.domain.consent import Condition, Decision
    from recall_studio.ui.adding.people_part import Listed

SHORT = {
    Operation.KEEP: N_("keep"),
    Operation.CODE: N_("code it"),
    Operation.PREPARE: N_("intervisie"),
}
"""What most people want to do with a recording."""
SHORT_LIVE = {
    Operation.WATCH_ALONG: N_("watch along"),
    Operation.EXPORT: N_("export what was marked"),
}
"""What people want to do with a conversation of which nothing is recorded."""
_HERE = ConversationId("new")
_LATER = 10**9
"""New answers come after all that were given before."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What will be possible, and why the rest is not yet.

    Args:
        allowed: operations of `SHORT`.
        words: a sentence or two.
    """

    allowed: frozenset[Operation]
    words: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the study knows already.

    Args:
        earlier: answers that its people gave before, for all conversations.
        ids: of its people, by pseudonym.
        special_categories: its codebook touches them.
        on: the day.
    """

    earlier: Sequence[Answer]
    ids: Mapping[str, ParticipantId]
    special_categories: bool
    on: date


def outlook(
    people: Sequence[Listed], known: Known, *, explicit: bool, condition: Condition, live: bool = False
) -> Outlook:
    """Ask the rules.

    Args:
        people: who is listed, with their answers.
        known: what the study knows already.
        explicit: as the form says.
        condition: of the form.
        live: nothing is recorded.
    """
    short = SHORT_LIVE if live else SHORT
    who = {one.key: known.ids.get(one.pseudonym, ParticipantId(f"new {one.key}")) for one in people}
    recorded = [Recorded(who[one.key], one.role) for one in people]
    answers = list(known.earlier)
    for one in people:
        for purpose, status in one.answers.items():
            if status is not Status.NIET_GEVRAAGD:
                number = _LATER + len(answers)
                answers.append(Answer(number, who[one.key], purpose, _HERE, status, condition, explicit, None))
    decided = {
        operation: decide(
            operation,
            conversation=_HERE,
            recorded=recorded,
            answers=answers,
            on=known.on,
            special_categories=known.special_categories,
            has_recording=not live,
        )
        for operation in short
    }
    said = " ".join(_said(decided, short))
    return Outlook(frozenset(one for one, decision in decided.items() if decision.allowed), said)


def _said(decided: Mapping[Operation, Decision], short: Mapping[Operation, str]) -> Iterator[str]:
    allowed = [_(words) for operation, words in short.items() if decided[operation].allowed]
    if allowed:
        yield _("Allowed: {what}.", what=in_words(allowed))
    refused = next((decision for decision in decided.values() if not decision.allowed), None)
    if refused is not None and refused.missing:
        waiting = [_(words) for operation, words in short.items() if not decided[operation].allowed]
        yield _("Not yet: {what}, because {reasons}.", what=in_words(waiting), reasons=in_words(refused.reasons()))
    if Operation.KEEP in decided and not decided[Operation.KEEP].allowed:
        yield _("Until then the recording waits in quarantine.")
