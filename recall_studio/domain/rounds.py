"""Coding rounds: how the present one stands, and who may see and change whose coding in it. Pure rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from recall_studio.domain.study import TOGETHER, Role, Round
from recall_studio.domain.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.domain.ids import ConversationId, MemberId
    from recall_studio.domain.study import Member


class Said(StrEnum):
    """What can be said of a round."""

    OPEN = "open"
    READY = "klaar"
    CLOSED = "gesloten"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record of rounds; the record only grows.

    Args:
        id: its id.
        round: of which round.
        said: what was said.
        conversation_id: of one conversation; None for the whole round.
        member: who is ready, or whose coding was opened again; else who opened or closed the round.
        reason: free text, as it was given.
        at: UTC, ISO 8601.
    """

    id: str
    round: Round
    said: Said
    conversation_id: ConversationId | None
    member: MemberId
    reason: str | None
    at: str

    @property
    def is_left_out(self) -> bool:
        """Of who is ready: whether the lead said so, because they take no part."""
        return self.said is Said.READY and self.reason is not None


@dataclass
class CodingRound:
    """One round, from its opening on.

    Args:
        opened: the line that opened it.
        closed: the line that closed it.
        ready: who said that they are ready with all of it.
        ready_in: who said that they are ready with one conversation, and with which.
        reopened: lines that let somebody code again.
    """

    opened: Entry
    closed: Entry | None = None
    ready: dict[MemberId, Entry] = field(default_factory=dict)
    ready_in: dict[tuple[MemberId, ConversationId], Entry] = field(default_factory=dict)
    reopened: list[Entry] = field(default_factory=list)

    @property
    def round(self) -> Round:
        """Which round."""
        return self.opened.round

    @property
    def is_closed(self) -> bool:
        """Whether its coding stays as it is."""
        return self.closed is not None

    @property
    def is_blind(self) -> bool:
        """Whether everybody sees their own coding alone."""
        return is_blind(self.round, closed=self.is_closed)

    def is_ready(self, member: MemberId, conversation: ConversationId | None = None) -> bool:
        """Whether a member said to be ready, with the whole round or with this conversation."""
        return member in self.ready or (conversation is not None and (member, conversation) in self.ready_in)

    def waits_for(self, members: Iterable[Member]) -> list[Member]:
        """Whose word is still missing, of those who code in rounds."""
        return [member for member in members if codes_in_rounds(member) and member.id not in self.ready]

    def take(self, entry: Entry) -> None:
        """Take in a line of the record that came while this round was open."""
        if entry.said is Said.CLOSED:
            self.closed = entry
        elif entry.said is Said.OPEN:
            self._open_again(entry)
        elif entry.conversation_id is None:
            self.ready[entry.member] = entry
        else:
            self.ready_in[entry.member, entry.conversation_id] = entry

    def _open_again(self, entry: Entry) -> None:
        self.reopened.append(entry)
        if entry.conversation_id is not None:
            self.ready_in.pop((entry.member, entry.conversation_id), None)
        else:
            self.ready.pop(entry.member, None)


def rounds_of(record: Iterable[Entry]) -> list[CodingRound]:
    """The rounds that a record tells of, oldest first.

    A line that opens the round that is open already lets its member code again; every other one begins a round.
    """
    found: list[CodingRound] = []
    for entry in record:
        last = found[-1] if found else None
        begins = entry.said is Said.OPEN and (last is None or last.is_closed or last.round is not entry.round)
        if begins:
            found.append(CodingRound(entry))
        elif last is not None and last.round is entry.round:
            last.take(entry)
    return found


def is_blind(round_now: Round, *, closed: bool) -> bool:
    """Whether a round hides the work of others: an independent one, until it is closed."""
    return round_now is Round.ONAFHANKELIJK and not closed


def codes_in_rounds(member: Member) -> bool:
    """Whether a round waits for this member's word."""
    return member.role is Role.ONDERZOEK


class Held(Enum):
    """Why coding stays as it is."""

    NOT = "not"  # it may be changed
    OVER = "over"  # made in another round, or the round was closed
    READY = "ready"  # its coder said to be ready
    ALONE = "alone"  # somebody else's, in an independent round
    THEIRS = "theirs"  # somebody else's original


def held_new(now: CodingRound, *, member: Member, coder: MemberId, conversation: ConversationId | None) -> Held:
    """Why a member may not add coding of a coder to a conversation, if they may not.

    Args:
        now: the present round.
        member: who wants to.
        coder: whose coding it will be.
        conversation: where.
    """
    if now.is_closed:
        return Held.OVER
    if coder != member.id and now.is_blind:
        return Held.ALONE
    return Held.READY if now.is_ready(coder, conversation) else Held.NOT


def held_there(
    now: CodingRound, *, member: Member, coder: MemberId, coded_in: Round, conversation: ConversationId | None
) -> Held:
    """Why coding that is there stays as it is: originals are never overwritten.

    Coding changes only in the round that it was made in, while that is open and its coder is not ready: by its
    coder, and by who leads the study where coders work together.

    Args:
        now: the present round.
        member: who wants to change it.
        coder: whose it is.
        coded_in: the round it was made in.
        conversation: where.
    """
    if coded_in is not now.round:
        return Held.OVER
    held = held_new(now, member=member, coder=coder, conversation=conversation)
    if held is Held.NOT and coder != member.id and not (member.lead and now.round in TOGETHER):
        return Held.THEIRS
    return held


MEANINGS = {
    Round.OEFENEN: N_("Everybody tries the codebook and sees everybody's coding; nothing of it counts as a result."),
    Round.GEZAMENLIJK: N_("Coders work on one coding together: everybody sees all of it."),
    Round.ONAFHANKELIJK: N_(
        "Everybody codes alone: nothing of another coder is seen until all are ready, or the lead closes the round."
    ),
    Round.CONSENSUS: N_("Coders compare and decide together; what each of them coded before stays as it was."),
    Round.DEFINITIEF: N_("The coding that is reported; what was coded before stays as it was."),
}


def meaning(round_now: Round) -> str:
    """What a round means, in one sentence."""
    return _(MEANINGS[round_now])


NEXT = {
    Round.OEFENEN: Round.ONAFHANKELIJK,
    Round.GEZAMENLIJK: Round.ONAFHANKELIJK,
    Round.ONAFHANKELIJK: Round.CONSENSUS,
    Round.CONSENSUS: Round.DEFINITIEF,
    Round.DEFINITIEF: Round.GEZAMENLIJK,
}
"""The round that mostly follows."""

NO_PART = "doet niet mee"
"""The reason that is kept when a round is opened without a coder."""

TAKES_OVER = frozenset({Round.CONSENSUS, Round.DEFINITIEF})
"""The rounds into which moments of earlier ones are copied."""
