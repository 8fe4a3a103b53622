"""Conversations, who is in them, their recordings and media files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.consent import Recorded
from recall_studio.domain.errors import UnknownName
from recall_studio.domain.ids import CaseId, ConversationId, ParticipantId, RecordingId, new_id
from recall_studio.domain.observing import LONGEST_MS
from recall_studio.domain.pseudonyms import CASE_LETTER, propose
from recall_studio.domain.study import PersonRole
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

_RECORDINGS = (
    "SELECT recording.id, recording.name, recording.duration_ms, recording.conversation_id, "
    "recording.recall_session_id, "
    "conversation.name AS conversation, conversation.held_on, conversation.held_at, conversation.type, "
    'conversation.channel, conversation.wave, "case".code AS "case" '
    "FROM recording JOIN conversation ON conversation.id = recording.conversation_id "
    'LEFT JOIN "case" ON "case".id = conversation.case_id '
)
_LIVE = (
    "SELECT conversation.id, conversation.name, "
    "CASE WHEN total(observation.id IS NOT NULL AND length_ms IS NULL) THEN :longest "
    "ELSE coalesce(max(length_ms), 0) END AS duration_ms, "
    "NULL AS recall_session_id, conversation.id AS conversation_id, conversation.name AS conversation, "
    "conversation.held_on, conversation.held_at, conversation.type, conversation.channel, conversation.wave, "
    '"case".code AS "case" FROM conversation LEFT JOIN "case" ON "case".id = conversation.case_id '
    "LEFT JOIN live_observation AS observation ON observation.conversation_id = conversation.id "
    "WHERE (observation.id IS NOT NULL "
    "OR NOT EXISTS (SELECT 1 FROM recording WHERE recording.conversation_id = conversation.id "
    "AND recording.recall_session_id IS NULL)) "
    "AND conversation.id NOT IN (SELECT id FROM tombstone) "  # erased: only the proof of consent is left of it
    "GROUP BY conversation.id ORDER BY conversation.name"
)


def recordings(study: Reading) -> list[Row]:
    """All recordings of conversations with their conversation, by name; not those of recall interviews."""
    return study.rows(_RECORDINGS + "WHERE recording.recall_session_id IS NULL ORDER BY recording.name")


def interviews(study: Reading) -> list[Row]:
    """All recordings of recall interviews, by name: rows as those of `recordings()`, with their session."""
    return study.rows(_RECORDINGS + "WHERE recording.recall_session_id IS NOT NULL ORDER BY recording.name")


def recording(study: Reading, name: str) -> Row:
    """The recording of this name, of a conversation or of a recall interview.

    Raises:
        UnknownName: there is none.
    """
    row = study.row(_RECORDINGS + "WHERE recording.name = ?", (name,))
    if row is None:
        raise UnknownName(
            _("There is no recording “{name}” in this study.", name=name),
            remedy=_("“recall-studio recordings” lists them."),
        )
    return row


def place(study: Reading, name: str) -> Row:
    """Where something can be marked: the recording of this name, or the conversation without one.

    Of a conversation that is watched along live the row has the same keys as that of a recording: its own id stands
    for the recording's, and `duration_ms` is how far it can be marked. `live` tells which of the two it is.

    Raises:
        UnknownName: there is none.
    """
    found = study.row(_RECORDINGS + "WHERE recording.name = ?", (name,))
    if found is not None:
        return {**found, "live": False}
    for row in live(study):
        if row["name"] == name:
            return row
    return recording(study, name)


def place_by_id(study: Reading, place_id: RecordingId) -> Row:
    """The place of this id, which is there."""
    found = study.row(_RECORDINGS + "WHERE recording.id = ?", (place_id,))
    return {**found, "live": False} if found else next(row for row in live(study) if row["id"] == place_id)


def live(study: Reading) -> list[Row]:
    """Every conversation that is, was or will be watched along live, by name; rows as those of `place()`.

    A recording that was added later takes nothing of it away: what was marked live stays so.
    """
    return [{**row, "live": True} for row in study.rows(_LIVE, {"longest": LONGEST_MS})]


def conversation(study: Reading, name: str) -> Row:
    """The conversation of this name: its id, name and case_id.

    Raises:
        UnknownName: there is none.
    """
    row = study.row(
        "SELECT id, name, case_id FROM conversation WHERE name = ? AND id NOT IN (SELECT id FROM tombstone)", (name,)
    )
    if row is None:
        raise UnknownName(_("There is no conversation “{name}” in this study.", name=name))
    return row


def cases(study: Reading) -> list[Row]:
    """All cases: id and code, by code."""
    return study.rows('SELECT id, code FROM "case" ORDER BY code')


def case(study: Reading, code: str) -> Row:
    """The case of this code: its id and code.

    Raises:
        UnknownName: there is none.
    """
    row = study.row('SELECT id, code FROM "case" WHERE code = ?', (code,))
    if row is None:
        raise UnknownName(_("There is no case “{code}” in this study.", code=code))
    return row


def names_taken(study: Reading) -> set[str]:
    """All names of conversations and recordings."""
    return {name for (name,) in study.tuples("SELECT name FROM conversation UNION SELECT name FROM recording")}


def participant(study: Reading, pseudonym: str) -> Row:
    """The participant of this pseudonym.

    Raises:
        UnknownName: there is none.
    """
    row = study.row(
        "SELECT id, pseudonym, role FROM participant WHERE pseudonym = ? AND id NOT IN (SELECT id FROM tombstone)",
        (pseudonym,),
    )
    if row is None:
        raise UnknownName(
            _("There is no person “{name}” in this study.", name=pseudonym),
            remedy=_("Persons come in with “recall-studio add … --person {name}:klant”.", name=pseudonym),
        )
    return row


def participants(study: Reading) -> list[Row]:
    """Everybody with data in the study: id, pseudonym, role."""
    return study.rows("SELECT id, pseudonym, role FROM participant ORDER BY id")


def pseudonyms(study: Reading) -> set[str]:
    """All pseudonyms in use."""
    return {name for (name,) in study.tuples("SELECT pseudonym FROM participant")}


def recorded(study: Reading, conversation: ConversationId) -> list[Recorded]:
    """Everybody who can be seen or heard in a conversation."""
    rows = study.tuples(
        "SELECT participant_id, role FROM recorded_person WHERE conversation_id = ? ORDER BY id", (conversation,)
    )
    return [Recorded(ParticipantId(person), PersonRole(role)) for person, role in rows]


def all_recorded(study: Reading) -> dict[ConversationId, list[Recorded]]:
    """Who can be seen or heard in each conversation that has a recording; nobody is an empty list."""
    found: dict[ConversationId, list[Recorded]] = {
        ConversationId(conversation): [] for (conversation,) in study.tuples("SELECT conversation_id FROM recording")
    }
    for conversation, person, role in study.tuples(
        "SELECT conversation_id, participant_id, role FROM recorded_person ORDER BY id"
    ):
        if conversation in found:
            found[ConversationId(conversation)].append(Recorded(ParticipantId(person), PersonRole(role)))
    return found


def people(study: Reading) -> list[Row]:
    """All recorded persons: conversation_id, pseudonym, role."""
    return study.rows(
        "SELECT conversation_id, participant.pseudonym, recorded_person.role FROM recorded_person "
        "JOIN participant ON participant.id = participant_id ORDER BY recorded_person.id"
    )


def media_files(study: Reading, recording_id: RecordingId | None = None) -> list[Row]:
    """The original media files, of one recording or of all, in the order of their parts; also of recall interviews."""
    return study.rows(
        "SELECT media_file.*, recording.name AS recording, conversation_id FROM media_file "
        "JOIN recording ON recording.id = recording_id "
        "WHERE kind IN ('origineel', 'nagesprek') AND state <> 'vernietigd' "
        "AND (?1 IS NULL OR recording_id = ?1) ORDER BY recording.name, part",
        (recording_id,),
    )


def by_fingerprint(study: Reading, full_fingerprint: str) -> str | None:
    """The name of the recording that has this very file, if one does."""
    found = study.value(
        "SELECT recording.name FROM media_file JOIN recording ON recording.id = recording_id "
        "WHERE full_fingerprint = ? AND state <> 'vernietigd'",
        (full_fingerprint,),
    )
    return None if found is None else str(found)


def add_participant(study: Writing, *, pseudonym: str, role: PersonRole) -> ParticipantId:
    """Add a person."""
    row = {"id": new_id(), "pseudonym": pseudonym, "role": role.value, "created_at": study.now()}
    study.insert("participant", row)
    return ParticipantId(row["id"])


def case_of(study: Writing, *, client: ParticipantId | None, case_manager: ParticipantId | None) -> CaseId | None:
    """The case of this client and case manager, made when it is new; none without a client."""
    if client is None:
        return None
    found = study.value('SELECT id FROM "case" WHERE client_id = ? AND case_manager_id IS ?', (client, case_manager))
    if found is None:
        taken = {code for (code,) in study.tuples('SELECT code FROM "case"')}
        found = new_id()
        study.insert(
            "case",
            {
                "id": found,
                "code": propose(CASE_LETTER, taken),
                "client_id": client,
                "case_manager_id": case_manager,
                "created_at": study.now(),
            },
        )
    return CaseId(found)


def add_conversation(
    study: Writing, *, row: Row, persons: Sequence[tuple[ParticipantId, PersonRole]]
) -> ConversationId:
    """Add a conversation (name, case_id, held_on, held_at, type, channel, wave) and who is in it."""
    conversation = ConversationId(new_id())
    study.insert("conversation", {"id": conversation, **row, "created_at": study.now()})
    add_people(study, conversation, persons)
    return conversation


def set_held(study: Writing, conversation: ConversationId, *, held_on: str, held_at: str) -> None:
    """Say when a conversation was held: the day, and the instant in UTC (ISO 8601)."""
    study.execute("UPDATE conversation SET held_on = ?, held_at = ? WHERE id = ?", (held_on, held_at, conversation))


def add_people(
    study: Writing, conversation: ConversationId, persons: Sequence[tuple[ParticipantId, PersonRole]]
) -> None:
    """Say who else is in a conversation."""
    for person, role in persons:
        study.insert(
            "recorded_person",
            {
                "id": new_id(),
                "conversation_id": conversation,
                "participant_id": person,
                "role": role.value,
                "created_at": study.now(),
            },
        )


def add_recording(
    study: Writing,
    *,
    conversation: ConversationId,
    name: str,
    duration_ms: int,
    session: RecallSessionId | None = None,
) -> RecordingId:
    """Add a recording to a conversation, or to a recall interview about it."""
    row = {"id": new_id(), "conversation_id": conversation, "name": name, "duration_ms": duration_ms}
    study.insert("recording", {**row, "recall_session_id": session, "created_at": study.now()})
    return RecordingId(str(row["id"]))


def add_media_file(study: Writing, row: Row) -> str:
    """Add a media file, an original unless the row says so; gives its id."""
    made = {"id": new_id(), "kind": "origineel", **row, "created_at": study.now()}
    study.insert("media_file", made)
    return str(made["id"])


def set_place(study: Writing, *, media_file: str, stored_as: str | None, source: str | None) -> None:
    """Say where a media file lies now."""
    study.execute("UPDATE media_file SET stored_as = ?, source = ? WHERE id = ?", (stored_as, source, media_file))


def stored_as(study: Reading, media_file: str) -> str | None:
    """The name of a media file's copy in the study, if there is one."""
    found = study.value("SELECT stored_as FROM media_file WHERE id = ?", (media_file,))
    return None if found is None else str(found)
