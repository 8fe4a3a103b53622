"""The record of coding rounds: which one it is, who is ready, and the rule that keeps coding of a round as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import AccessRefused
from recall_studio.domain.ids import ConversationId, MemberId, new_id
from recall_studio.domain.rounds import CodingRound, Entry, Held, Said, held_new, held_there, rounds_of
from recall_studio.domain.study import Round, round_in_words
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.domain.ids import AnnotationId
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

TABLES = ("annotation", "coded_range")
"""The tables whose rows belong to a round and a coder."""


def record(study: Reading) -> list[Entry]:
    """All lines, oldest first."""
    rows = study.tuples("SELECT id, round, state, conversation_id, member, reason, at FROM round_state ORDER BY number")
    return [_entry(*row) for row in rows]


def _entry(
    row: str, round_now: str, state: str, conversation: str | None, member: str, reason: str | None, at: str
) -> Entry:
    where = ConversationId(conversation) if conversation else None
    return Entry(row, Round(round_now), Said(state), where, MemberId(member), reason, at)


def history(study: Reading) -> list[CodingRound]:
    """All rounds of the study, oldest first; the last is the present one."""
    return rounds_of(record(study))


def present(study: Reading) -> CodingRound:
    """The round that the study stands in."""
    return history(study)[-1]


def round_now(study: Reading) -> tuple[Round, bool]:
    """The same in short, for the hot path: which round it is, and whether it was closed."""
    latest = study.tuples("SELECT round, state FROM round_state WHERE state <> 'klaar' ORDER BY number DESC LIMIT 1")[0]
    return Round(latest[0]), latest[1] == Said.CLOSED.value


def write(
    study: Writing,
    round_now: Round,
    said: Said,
    *,
    member: MemberId | None = None,
    conversation: ConversationId | None = None,
    reason: str | None = None,
) -> str:
    """Add a line, of the acting member when no other is named; gives its id."""
    row = {"id": new_id(), "round": round_now.value, "state": said.value, "conversation_id": conversation}
    study.insert("round_state", {**row, "member": member or study.acting.id, "reason": reason, "at": study.now()})
    return str(row["id"])


def open_round(study: Writing, round_now: Round, reason: str | None = None) -> str:
    """Put the study into a round; gives the line's id."""
    return write(study, round_now, Said.OPEN, reason=reason)


def still_running(study: Reading, coder: MemberId, conversation: ConversationId | None = None) -> list[Row]:
    """The stretches that a coder began and did not end, of all rounds, by place and time.

    Each with id, recording_id (none when it was watched along live), place (the name of recording or conversation),
    code (its key), start_ms and round.
    """
    return study.rows(
        "SELECT a.id, a.recording_id, coalesce(recording.name, conversation.name) AS place, code.key AS code, "
        "a.start_ms, a.round FROM annotation AS a JOIN conversation ON conversation.id = a.conversation_id "
        "LEFT JOIN recording ON recording.id = a.recording_id LEFT JOIN code ON code.id = a.code_id "
        "WHERE a.running = 1 AND a.coder = ?1 AND (?2 IS NULL OR a.conversation_id = ?2) "
        "ORDER BY place, a.start_ms, a.id",
        (coder, conversation),
    )


def image(study: Reading, moment: AnnotationId) -> Row:
    """All columns of a moment."""
    return study.rows("SELECT * FROM annotation WHERE id = ?", (moment,))[0]


def stands_already(study: Reading, row: Row, round_now: Round) -> bool:
    """Whether a round holds this code at this place, by whomever."""
    return bool(
        study.value(
            "SELECT 1 FROM annotation WHERE round = :now AND conversation_id = :conversation_id "
            "AND recording_id IS :recording_id AND code_id IS :code_id AND start_ms = :start_ms AND end_ms IS :end_ms",
            {**row, "now": round_now.value},
        )
    )


def require_new(study: Writing, *, coder: MemberId, conversation: ConversationId) -> None:
    """See that the acting member may add coding of this coder to a conversation now.

    Raises:
        AccessRefused: the round is closed, its coder is ready, or it is somebody else's in an independent round.
    """
    now = present(study)
    held = held_new(now, member=study.acting, coder=coder, conversation=conversation)
    _refuse(study, held, now.round, coder, conversation)


def require_there(study: Writing, moment: AnnotationId) -> None:
    """See that the acting member may change or remove a moment that is there.

    Raises:
        AccessRefused: it is somebody else's original, or of a round that is over or that its coder is ready with.
    """
    row = study.rows("SELECT round, coder, conversation_id FROM annotation WHERE id = ?", (moment,))[0]
    coded_in, coder, place = Round(row["round"]), MemberId(row["coder"]), ConversationId(row["conversation_id"])
    held = held_there(present(study), member=study.acting, coder=coder, coded_in=coded_in, conversation=place)
    _refuse(study, held, coded_in, coder, place)


def require_images(study: Writing, images: Iterable[tuple[str, str]]) -> None:
    """The same for rows as the journal keeps them (table, row image): what a step made is taken back while it may be.

    Of somebody else's coding only the round is looked at: whoever made a step takes it back.

    Raises:
        AccessRefused: as for `require_new()`, or it was made in a round that is over.
    """
    seen: set[tuple[str, str, str]] = set()
    for table, image in images:
        if table not in TABLES:
            continue
        row = json.loads(image)
        place = row.get("conversation_id") or _conversation_of(study, row["recording_id"])
        key = row["round"], row["coder"], place
        if key not in seen:
            seen.add(key)
            _require_image(study, Round(row["round"]), MemberId(row["coder"]), ConversationId(place))


def _require_image(study: Writing, coded_in: Round, coder: MemberId, conversation: ConversationId) -> None:
    now = present(study)
    held = held_new(now, member=study.acting, coder=coder, conversation=conversation)
    _refuse(study, held if coded_in is now.round else Held.OVER, coded_in, coder, conversation)


def _conversation_of(study: Reading, recording: str) -> str:
    return str(study.value("SELECT conversation_id FROM recording WHERE id = ?", (recording,)))


def _refuse(study: Writing, held: Held, coded_in: Round, coder: MemberId, conversation: ConversationId) -> None:
    """Say in words why it cannot be, and what to do."""
    if held is Held.NOT:
        return
    code = study.value("SELECT code FROM member WHERE id = ?", (coder,))
    sentences = {
        Held.OVER: _("The round “{round}” is over: its coding stays as it was.", round=round_in_words(coded_in)),
        Held.READY: _("“{coder}” is ready with this, so this coding stays as it is.", coder=code),
        Held.ALONE: _(
            "In an independent round everybody codes for themselves; this would be of “{coder}”.", coder=code
        ),
        Held.THEIRS: _("“{coder}” coded this moment: originals are changed by their coder alone.", coder=code),
    }
    remedies = {
        Held.OVER: _("Who leads the study opens the next round, in Project under “Coders and rounds”."),
        Held.READY: _("Who leads the study can let them code again, in Project under “Coders and rounds”."),
        Held.ALONE: _("They do it themselves, or the lead closes the round first."),
        Held.THEIRS: _("Make a moment of your own beside it."),
    }
    raise AccessRefused(
        sentences[held], operation=Operation.CODE.value, subjects=(conversation,), remedy=remedies[held]
    )
