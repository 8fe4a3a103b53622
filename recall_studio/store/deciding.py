"""What the rules of consent say of conversations on a day, from what the study holds. It opens nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from recall_studio.domain.consent import Decision, Operation, decide, touches_special_categories
from recall_studio.domain.ids import ConversationId
from recall_studio.store import consents, conversations

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from recall_studio.domain.consent import Answer, Recorded
    from recall_studio.domain.ids import ParticipantId, RecallSessionId
    from recall_studio.store.reading import Reading

_COMMENTS = (
    "FROM recall_session AS s JOIN recall_stop AS stop ON stop.recall_session_id = s.id "
    "JOIN recall_comment AS c ON c.recall_stop_id = stop.id, json_each(c.codes) AS coded WHERE c.codes <> '[]'"
)
"""The codes of comments; what was removed counts, for it can be put back."""

Heard: TypeAlias = "tuple[ConversationId, Sequence[Recorded]]"
"""The conversation of a recall interview, and who can be heard in it besides the interviewer."""


def decision(
    study: Reading,
    operation: Operation,
    conversation: ConversationId,
    on: date,
    themes: Collection[str] = (),
    *,
    recorded: bool = True,
    in_interview: Sequence[Recorded] = (),
) -> Decision:
    """What the rules say of one conversation on a day.

    Args:
        study: where.
        operation: what is asked.
        conversation: with which one.
        on: the day.
        themes: that are about to be coded.
        recorded: it is about the recording, if there is one; else about what was marked live.
        in_interview: who can be heard in the recall interview that it is about.
    """
    answers = consents.answers(study, conversation)
    beside = {person.participant_id for person in in_interview} - {answer.participant_id for answer in answers}
    if beside:  # an interpreter need not be in the conversation
        answers = [*answers, *consents.answers_of(study, beside)]
    return decide(
        operation,
        conversation=conversation,
        recorded=conversations.recorded(study, conversation),
        answers=answers,
        on=on,
        special_categories=_special_categories(study, conversation, themes),
        has_recording=recorded and _has_recording(study, operation, conversation),
        in_interview=in_interview,
    )


def _has_recording(study: Reading, operation: Operation, conversation: ConversationId) -> bool:
    """Nothing is recorded by watching along, so that it asks nothing of `opname`, whatever there is beside it."""
    if operation is Operation.WATCH_ALONG:
        return False
    return bool(study.value("SELECT 1 FROM recording WHERE conversation_id = ?", (conversation,)))


def _special_categories(study: Reading, conversation: ConversationId, coded: Collection[str]) -> bool:
    """A theme counts while it is on, is about to be coded, or stands in the coding of this conversation."""
    themes = study.tuples(
        "SELECT DISTINCT coalesce(theme.key, code.key) FROM code LEFT JOIN code AS theme ON theme.id = code.parent_id "
        'WHERE code."on" = 1 OR EXISTS '
        # With the plus it is found by its code: what is off is rare, and a conversation can have 100,000 moments.
        "(SELECT 1 FROM annotation WHERE annotation.code_id = code.id AND +annotation.conversation_id = ?1) "
        f"OR code.id IN (SELECT coded.value {_COMMENTS} AND s.conversation_id = ?1)",
        (conversation,),
    )
    return touches_special_categories((*coded, *(key for (key,) in themes)))


def decisions(
    study: Reading, operations: Sequence[Operation], on: date
) -> dict[ConversationId, dict[Operation, Decision]]:
    """As `decision()`, of all conversations with a recording at once: a few queries, however many there are."""
    known = _Known.of(study)
    return {
        conversation: {operation: known.decided(operation, conversation, on) for operation in operations}
        for conversation in known.recorded
    }


def interview_decisions(
    study: Reading, operation: Operation, heard: Mapping[RecallSessionId, Heard], on: date
) -> dict[RecallSessionId, Decision]:
    """As `decision()`, of all recall interviews at once.

    Args:
        study: where.
        operation: what is asked.
        heard: the conversation of each interview, and who can be heard in it besides the interviewer.
        on: the day.
    """
    known = _Known.of(study)
    return {
        session: known.decided(operation, conversation, on, people)
        for session, (conversation, people) in heard.items()
        if conversation in known.recorded
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """All that decisions rest on, read once."""

    # By conversation as well: a case manager answers for hundreds, and each is looked at once.
    answers: Mapping[tuple[ParticipantId, ConversationId | None], Sequence[Answer]]
    recorded: Mapping[ConversationId, Sequence[Recorded]]
    on_now: Sequence[str]
    coded: Mapping[ConversationId, Sequence[str]]

    @classmethod
    def of(cls, study: Reading) -> _Known:
        answers: dict[tuple[ParticipantId, ConversationId | None], list[Answer]] = {}
        for answer in consents.answers(study):
            answers.setdefault((answer.participant_id, answer.conversation_id), []).append(answer)
        return cls(answers, conversations.all_recorded(study), *_themes(study))

    def decided(
        self, operation: Operation, conversation: ConversationId, on: date, heard: Sequence[Recorded] = ()
    ) -> Decision:
        recorded = self.recorded[conversation]
        theirs = [
            answer
            for person in dict.fromkeys(person.participant_id for person in (*recorded, *heard))
            for place in (None, conversation)
            for answer in self.answers.get((person, place), ())
        ]
        return decide(
            operation,
            conversation=conversation,
            recorded=recorded,
            answers=theirs,
            on=on,
            special_categories=touches_special_categories((*self.on_now, *self.coded.get(conversation, ()))),
            in_interview=heard,
        )


def _themes(study: Reading) -> tuple[list[str], dict[ConversationId, list[str]]]:
    """The themes that are on, and those that each conversation was coded with."""
    rows = study.tuples(
        'SELECT coalesce(theme.key, code.key), code."on", code.id FROM code LEFT JOIN code AS theme '
        "ON theme.id = code.parent_id"
    )
    coded: dict[ConversationId, list[str]] = {}
    off = {code: key for key, on, code in rows if not on and touches_special_categories((key,))}
    found = study.tuples(  # by the index of the codes: to look through all moments takes 200 ms of 100,000
        "SELECT DISTINCT conversation_id, code_id FROM annotation WHERE code_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(off)),),
    )
    found += study.tuples(
        f"SELECT DISTINCT s.conversation_id, coded.value {_COMMENTS} "
        "AND coded.value IN (SELECT value FROM json_each(?))",
        (json.dumps(list(off)),),
    )
    for conversation, code in found:
        coded.setdefault(ConversationId(conversation), []).append(off[code])
    return [key for key, on, _code in rows if on], coded
