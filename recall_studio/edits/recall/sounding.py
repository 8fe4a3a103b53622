"""The sound of an interview that is recorded here: its pieces, and the one recording that they become.

Joining is the program's own work, like copying a recording: it is done once the interview is over, or when the study is
opened next, and it is all or nothing. Until then the pieces stay.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadFile, BadInput
from recall_studio.domain.ids import RecallSessionId
from recall_studio.domain.progress import SILENT
from recall_studio.domain.recall.kinds import SoundState
from recall_studio.domain.words import _
from recall_studio.edits.recall.preparing import leadable
from recall_studio.edits.recording import look_at, months_later
from recall_studio.store import audit, conversations, files
from recall_studio.store.recall import pieces, sessions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.ids import RecordingId
    from recall_studio.domain.progress import Progress
    from recall_studio.edits.recording import GivenFile
    from recall_studio.media.sound_pieces import Piece
    from recall_studio.media.splicing import Plan
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.study import Study
    from recall_studio.store.writing import Writing


@dataclass(frozen=True, slots=True)
class Finished:
    """The sound of an interview that became a recording.

    Attributes:
        session: the interview.
        recording: name of the recording; None when nothing was heard at all.
        duration_ms: how long it is.
        sound_offset_ms: where it begins on the clock of the session.
        gaps: where it is silent because nothing was heard: from and to on the clock of the session, in ms.
        notices: what could not be used, in sentences.
    """

    session: RecallSessionId
    recording: str | None
    duration_ms: int = 0
    sound_offset_ms: int = 0
    gaps: tuple[tuple[int, int], ...] = ()
    notices: tuple[str, ...] = ()


def begin_piece(
    study: Writing, *, session: RecallSessionId, stored_as: str, session_ms: int, rate_hz: int, channels: int = 1
) -> str:
    """Keep that a piece of an interview's sound has begun; the recorder writes its file.

    Args:
        study: where.
        session: the interview.
        stored_as: the name of the file, as the recorder made it.
        session_ms: where it begins on the clock of the session.
        rate_hz: samples a second.
        channels: how many.

    Returns:
        Its id.

    Raises:
        UnknownName, AccessRefused: the interview is not there, or the member's role does not lead it.
        BadInput: it has not begun.
    """
    with study.step(""):
        if not leadable(study, session)["started_at"]:
            raise BadInput(_("This recall interview has not begun."), remedy=_("Begin it first."))
        row = {"session_ms": max(0, session_ms), "rate_hz": rate_hz, "channels": channels, "stored_as": stored_as}
        return pieces.insert(study, session, row)


def unfinished(study: Reading) -> list[RecallSessionId]:
    """The interviews that are over and whose sound is still in pieces."""
    there = {_session_of(name) for name in files.pieces(study.folder)}
    return [
        session
        for session, sound in pieces.over(study).items()
        if sound == SoundState.GEEN and (session in there or pieces.names(study, session))
    ]


def anything_left(study: Reading) -> bool:
    """Whether there is anything for `finish_sound()` to do: pieces to join, or some that are of no use any more."""
    return bool(unfinished(study) or _of_no_use(study))


def _of_no_use(study: Reading) -> list[str]:
    """The files of pieces of interviews that are gone, or that have their recording: a kill came before they went."""
    over, known = pieces.over(study), pieces.all_sessions(study)
    return [
        name
        for name in files.pieces(study.folder)
        if (of := _session_of(name)) not in known or over.get(of, SoundState.GEEN) != SoundState.GEEN
    ]


def finish_sound(
    study: Study, *, session: RecallSessionId | None = None, progress: Progress = SILENT
) -> tuple[Finished, ...]:
    """Make recordings of the pieces of interviews that are over, and take the pieces away.

    For any thread, since all that is read of the study is read by its writer. What a killed program left is finished
    here too, and pieces of interviews that are gone are taken away.

    Args:
        study: where.
        session: only this one; None for all.
        progress: in samples; when it is stopped everything stays in pieces.

    Raises:
        Cancelled: the user stopped it; what was finished before stays.
        DiskFull: there is no room for the recording beside its pieces.
        BadFile, MediaUnusable: it cannot be written or read back.
        StudyBusy: another program is copying into this study.
    """
    waiting = [one for one in study.perform(_waiting) if session in (None, one)]
    if not waiting:
        return ()
    with files.copying(study.folder):
        return tuple(_finish(study, one, progress) for one in waiting)


def _waiting(study: Writing) -> list[RecallSessionId]:
    for name in _of_no_use(study):
        files.discard(study.folder, name)
    return unfinished(study)


def _session_of(piece: str) -> RecallSessionId:
    return RecallSessionId(piece.partition(".")[0])


def _finish(study: Study, session: RecallSessionId, progress: Progress) -> Finished:
    from recall_studio.media.splicing import plan

    found, notices = _read_pieces(study, session)
    made = plan(list(found.values()))
    if made is None:
        study.perform(_forget_pieces, session=session)
        finished = Finished(session, None, notices=(*notices, _("Nothing was heard in this interview.")))
    else:
        stored = f"{session}.flac"
        try:
            given = _joined(study, stored, made, found, progress)
            name = study.perform(
                set_sound,
                session=session,
                given=given,
                stored_as=stored,
                state=SoundState.OPGENOMEN,
                sound_offset_ms=made.begin_ms,
            )
        except BaseException:
            files.discard(study.folder, stored)
            raise
        duration_ms = given.facts.duration_ms
        finished = Finished(session, name, duration_ms, made.begin_ms, made.gaps, tuple(notices))
    for piece in {*found, *files.pieces(study.folder, session)}:
        with suppress(OSError):  # the next time takes it away
            files.discard(study.folder, piece)
    return finished


def _read_pieces(study: Study, session: RecallSessionId) -> tuple[dict[str, Piece], list[str]]:
    """The pieces that can be read, by name, and sentences on those that are gone or are none."""
    from recall_studio.media.sound_pieces import read_piece

    found: dict[str, Piece] = {}
    notices: list[str] = []
    for name in dict.fromkeys((*study.perform(_names, session=session), *files.pieces(study.folder, session))):
        try:
            with files.open_piece(study.folder, name) as reader:
                found[name] = read_piece(reader)
        except BadFile as error:
            why = error.__cause__
            if isinstance(why, OSError) and not isinstance(why, FileNotFoundError):
                raise  # it may be read another time; what is joined without it would take it away
            notices.append(error.message)
    return found, notices


def _names(study: Writing, *, session: RecallSessionId) -> list[str]:
    return pieces.names(study, session)


def _forget_pieces(study: Writing, *, session: RecallSessionId) -> None:
    with study.step(""):
        pieces.remove(study, session)


def _joined(study: Study, stored: str, made: Plan, found: dict[str, Piece], progress: Progress) -> GivenFile:
    """Write the recording, and look at what was written."""
    from recall_studio.media.sound_writing import most_bytes, write_joined

    openers = [partial(files.open_piece, study.folder, name) for name in found]
    with files.written_in(study.folder, stored, room_bytes=most_bytes(made)) as writer:
        write_joined(writer, made, list(found.values()), openers, progress=progress)
    return look_at([study.folder.media / stored], progress=progress)[0]


def set_sound(
    study: Writing,
    *,
    session: RecallSessionId,
    given: GivenFile,
    stored_as: str,
    state: SoundState,
    sound_offset_ms: int,
) -> str:
    """Give an interview its own recording, of which the file lies in the study; gives the name of the recording.

    Raises:
        UnknownName: the interview is not there.
        BadInput: it has sound already.
    """
    with study.step(""):
        row = without_sound(study, session)
        name = _free_name(study, row)
        media = {
            "storage": "kopie",
            "stored_as": stored_as,
            "source": None,
            "size_bytes": given.size_bytes,
            "duration_ms": given.facts.duration_ms,
            "quick_fingerprint": given.quick_fingerprint,
            "full_fingerprint": given.full_fingerprint,
            "probe": json.dumps(given.facts.as_json(), sort_keys=True),
            "delete_after": _delete_after(study, row["recording_id"]),
        }
        columns = {"sound": state.value, "sound_offset_ms": sound_offset_ms}
        made = pieces.set_recording(study, session, name=name, media=media, columns=columns)
        audit.write(study, "nagesprek_geluid", table="recording", row=made, session=session, sound=state.value)
        return name


def without_sound(study: Reading, session: RecallSessionId) -> Row:
    """The row of an interview that has no sound yet.

    Raises:
        BadInput: it has, or it is not there.
    """
    row = sessions.row(study, session)
    if row is None:
        raise BadInput(_("This recall interview is not there."))
    if row["sound"] != SoundState.GEEN:
        raise BadInput(
            _("This recall interview has its sound already."),
            remedy=_("Erase the recording of the interview first, if it is the wrong one."),
        )
    return row


def _free_name(study: Reading, session: Row) -> str:
    """A name that says which recording, and who looked back by their role: no names of people."""
    original = conversations.place_by_id(study, session["recording_id"])["name"]
    name = wanted = f"{original} nagesprek {session['recaller_role']}"
    taken, number = conversations.names_taken(study), 1
    while name in taken:
        number += 1
        name = f"{wanted} {number}"
    return name


def _delete_after(study: Reading, recording: RecordingId) -> str:
    """Never later than the recording that was looked back at."""
    term = months_later(study.today(), study.facts().retention_months).isoformat()
    return min(term, pieces.last_day(study, recording) or term)


def known_files(study: Reading) -> Sequence[str]:
    """The files in `media/` that are pieces of sound still to be joined; not those of an interview that is gone."""
    known = pieces.all_sessions(study)
    return [*pieces.all_names(study), *(name for name in files.pieces(study.folder) if _session_of(name) in known)]
