"""What can be erased, and why. A reason is one of these words, never a text: it stays when everything else goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from recall_studio.domain.study import Role
from recall_studio.domain.words import N_, _


class Reason(StrEnum):
    """Why something is erased."""

    BEWAARTERMIJN = "bewaartermijn"
    INTREKKING = "intrekking"
    VERZOEK = "verzoek"
    VERGISSING = "vergissing"
    ANDERS = "anders"


REASON_WORDS = {
    Reason.BEWAARTERMIJN: N_("the retention period is over"),
    Reason.INTREKKING: N_("consent was withdrawn"),
    Reason.VERZOEK: N_("the person asked for it"),
    Reason.VERGISSING: N_("it was added by mistake"),
    Reason.ANDERS: N_("another reason"),
}


def reason_in_words(reason: Reason) -> str:
    """The reason, for a sentence."""
    return _(REASON_WORDS[reason])


def may_erase(*, role: Role, lead: bool) -> bool:
    """Whether a member may erase: who looks after privacy, and who leads the study."""
    return lead or role is Role.PRIVACYBEHEER


@dataclass(frozen=True, slots=True)
class Doomed:
    """What goes, by id; whoever is to be erased takes their conversations along, for they are in them.

    Args:
        recordings: recordings with all that was said of them.
        conversations: conversations of which nothing is left then; consent given for them stays, as proof.
        participants: persons whose pseudonym and data go; their consent stays, as proof.
        sessions: recall interviews with all that was said in them, and what was judged from it.
    """

    recordings: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Going:
    """What will go, for people to read before they say yes.

    Args:
        names: of the conversations.
        moments: how many of them the viewer sees.
        hidden: whether there may be coding that the viewer does not see.
        turns: of transcripts.
        memos: how many.
        marks: how many moments to discuss.
        files: how many copies of recordings lie in the study.
        bytes: how large these are.
        linked: where files lie that were linked: they are not the study's, and stay.
        backups: how many earlier states go with it, for they hold the same.
        interviews: the recall interviews, by conversation and who looked back.
        comments: how many comments stand in them.
        whole: a conversation goes, not only recordings of it.
    """

    names: tuple[str, ...]
    moments: int
    hidden: bool
    turns: int
    memos: int
    marks: int
    files: int
    bytes: int
    linked: tuple[str, ...]
    backups: int
    interviews: tuple[str, ...] = ()
    comments: int = 0
    whole: bool = True
