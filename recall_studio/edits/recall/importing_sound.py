"""The sound of an interview that another recorder made: bringing it in, and lining it up with the session."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadFile, BadInput, MediaUnusable
from recall_studio.domain.progress import SILENT
from recall_studio.domain.recall.kinds import SoundState
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _, decimal, in_words, local_time, ngettext
from recall_studio.edits.recall.preparing import leadable
from recall_studio.edits.recall.sounding import set_sound, unfinished, without_sound
from recall_studio.edits.recording import look_at
from recall_studio.store import audit, conversations, files
from recall_studio.store.recall import pieces, sessions

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.progress import Progress
    from recall_studio.edits.recording import GivenFile
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.study import Study
    from recall_studio.store.writing import Writing

SLACK_MS = 2_000
"""A recording that is so much shorter than the session is not called short."""
NEAR_MS = 600_000
"""So far beside the session a recorder may have been started or stopped."""
MOST_HOURS = 14
WORST_DRIFT_PPM = 200.0
"""A recorder that is worse than this is told of: after an hour it is 0.7 s off."""
_PICTURE_BYTES_A_MS = 400  # of sound in two channels, as FLAC keeps it at worst


@dataclass(frozen=True, slots=True)
class GivenSound:
    """A sound file that was looked at, and when its recorder says that it made it."""

    file: GivenFile
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class Imported:
    """The sound that came in: the name of the recording, how long it is, and what the user should know of it."""

    recording: str
    duration_ms: int
    sound_offset_ms: int
    notices: tuple[str, ...]


def look_at_sound(path: Path, *, progress: Progress = SILENT) -> GivenSound:
    """Probe and fingerprint a file that is to become the sound of an interview; nothing is changed.

    Raises:
        BadFile: it is missing or cannot be read.
        MediaUnusable: it is no recording that can be played, or it has no sound; the sentence names the file.
    """
    from recall_studio.media.recorded_at import recorded_at

    (given,) = look_at([path], progress=progress)
    if given.facts.audio is None:
        raise MediaUnusable(
            _("“{file}” holds no sound, so it cannot be the sound of an interview.", file=path.name),
            remedy=_("Choose the file that the recorder made."),
        )
    with files.open_given(path) as reader:
        return GivenSound(given, recorded_at(reader))


def check_sound(study: Reading, *, session: RecallSessionId, given: GivenSound, sound_offset_ms: int) -> list[str]:
    """What does not fit between a sound file and an interview, in sentences; nothing when all does.

    Args:
        study: where.
        session: the interview.
        given: the file.
        sound_offset_ms: where it begins on the clock of the session; negative when it began before.

    Raises:
        BadInput: the interview is not over, has sound already, or lies outside the file altogether.
        BadFile: the file is in the study already.
    """
    row = without_sound(study, session)
    if not row["ended_at"]:
        raise BadInput(_("This recall interview is not over."), remedy=_("Bring its sound in when it has ended."))
    if session in unfinished(study):
        raise BadInput(
            _("This recall interview was recorded here, and its sound is still in pieces."),
            remedy=_("“recall-studio recall-sound-finish” makes one recording of them."),
        )
    there = conversations.by_fingerprint(study, given.file.full_fingerprint)
    if there is not None:
        raise BadFile(_("“{file}” is in this study already, as “{name}”.", file=given.file.path.name, name=there))
    _check_offset(row, given.file.facts.duration_ms, sound_offset_ms)
    return [*_too_short(study, row, given.file, sound_offset_ms), *about_its_clock(row, given.made_at), *_faults(given)]


def _check_offset(session: Row, duration_ms: int, sound_offset_ms: int) -> None:
    if sound_offset_ms >= (session["length_ms"] or 1) or sound_offset_ms + duration_ms <= 0:
        raise BadInput(
            _(
                "With this shift the sound lies outside the recall interview, which lasted {length}.",
                length=format_ms(session["length_ms"] or 0),
            ),
            remedy=_("Give the time of the interview at which the recorder was started; negative when it was before."),
        )


def _too_short(study: Reading, session: Row, file: GivenFile, sound_offset_ms: int) -> list[str]:
    """By how much a file does not reach over the session, and which stops lie outside."""
    said: list[str] = []
    end_ms = sound_offset_ms + file.facts.duration_ms
    missing = max(0, sound_offset_ms) + max(0, (session["length_ms"] or 0) - end_ms)
    if missing > SLACK_MS:
        said.append(
            _(
                "The sound is {missing} shorter than the recall interview, which lasted {length}.",
                missing=format_ms(missing),
                length=format_ms(session["length_ms"]),
            )
        )
    times = pieces.stop_times(study, session["id"])
    outside = [number for number, at_ms in enumerate(times, start=1) if not max(0, sound_offset_ms) <= at_ms < end_ms]
    if outside:
        said.append(
            ngettext(
                "{n} stop lies outside it: number {which}.",
                "{n} stops lie outside it: numbers {which}.",
                len(outside),
                which=in_words(_ranges(outside)),
            )
        )
    return said


def _ranges(numbers: list[int]) -> list[str]:
    """Numbers in rising order, those that follow each other as one."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in found]


def about_its_clock(session: Row, made_at: datetime | None) -> list[str]:
    """A sentence when the recorder's clock does not fit the interview; none when it does, or says nothing.

    A file may tell when it was begun or when it was ended, and in which time zone or not.
    """
    if made_at is None or not session["started_at"]:
        return []
    began = datetime.fromisoformat(session["started_at"]).astimezone(UTC)
    instant = made_at.astimezone(UTC)  # without a zone: that of this computer
    apart_ms = round((instant - began) / timedelta(milliseconds=1))
    hours = round((apart_ms - (session["length_ms"] or 0) / 2) / 3_600_000)
    for shift in sorted({0, hours, round(apart_ms / 3_600_000)}, key=abs):
        rest = apart_ms - shift * 3_600_000
        if abs(shift) <= MOST_HOURS and -NEAR_MS <= rest <= (session["length_ms"] or 0) + NEAR_MS:
            return [] if shift == 0 else [_hours_off(shift)]
    return [
        _(
            "By its own clock this file was made on {made}, and the recall interview was held on {held}: either it is "
            "another recording, or the recorder's clock was wrong.",
            made=local_time(instant.isoformat()),
            held=local_time(session["started_at"]),
        )
    ]


def _hours_off(hours: int) -> str:
    if hours > 0:
        return ngettext("The recorder's clock was {n} hour ahead.", "The recorder's clock was {n} hours ahead.", hours)
    return ngettext("The recorder's clock was {n} hour behind.", "The recorder's clock was {n} hours behind.", -hours)


def _faults(given: GivenSound) -> list[str]:
    from recall_studio.media.facts import problem_sentence

    return [problem_sentence(key) for key in given.file.facts.problems if key in ("truncated", "damaged")]


def import_sound(
    study: Study,
    *,
    session: RecallSessionId,
    given: GivenSound,
    sound_offset_ms: int = 0,
    anyway: bool = False,
    progress: Progress = SILENT,
) -> Imported:
    """Copy a sound file into the study as the recording of an interview; all of it or nothing.

    For any thread, since all that is read of the study is read by its writer. Of a file with a picture only the sound
    comes in.

    Args:
        study: where.
        session: the interview.
        given: the file, as `look_at_sound()` gives it.
        sound_offset_ms: where it begins on the clock of the session; negative when it began before.
        anyway: also when something does not fit.
        progress: of copying.

    Raises:
        BadInput: as for `check_sound()`; or something does not fit, and `anyway` was not said.
        AccessRefused: the member's role does not lead this interview.
        BadFile, DiskFull: it cannot be copied.
        Cancelled: the user stopped it; nothing was changed.
    """
    notices = study.perform(_checked, session=session, given=given, sound_offset_ms=sound_offset_ms, anyway=anyway)
    with files.copying(study.folder):
        stored, kept = _brought_in(study, session, given.file, progress)
        try:
            name = study.perform(
                set_imported, session=session, given=kept, stored_as=stored, sound_offset_ms=sound_offset_ms
            )
        except BaseException:
            files.discard(study.folder, stored)
            raise
    if kept is not given.file:
        notices.append(_("Its picture was left out: of a recall interview the sound is kept."))
    return Imported(name, kept.facts.duration_ms, sound_offset_ms, tuple(notices))


def _checked(
    study: Writing, *, session: RecallSessionId, given: GivenSound, sound_offset_ms: int, anyway: bool
) -> list[str]:
    leadable(study, session)
    notices = check_sound(study, session=session, given=given, sound_offset_ms=sound_offset_ms)
    if notices and not anyway:
        raise BadInput(" ".join(notices), remedy=_("If it is the right file all the same, say so with “--anyway”."))
    return notices


def set_imported(
    study: Writing, *, session: RecallSessionId, given: GivenFile, stored_as: str, sound_offset_ms: int
) -> str:
    """Register the copy of a sound file as the recording of an interview; gives the name of the recording.

    Raises:
        AccessRefused: the member's role does not lead this interview.
        BadInput: it has sound already.
    """
    with study.step(""):
        leadable(study, session)
        return set_sound(
            study,
            session=session,
            given=given,
            stored_as=stored_as,
            state=SoundState.INGELEZEN,
            sound_offset_ms=sound_offset_ms,
        )


def _brought_in(study: Study, session: RecallSessionId, file: GivenFile, progress: Progress) -> tuple[str, GivenFile]:
    """Copy the file, or the sound of it where it has a picture; gives its name and what it is now."""
    name = f"{session}-{secrets.token_hex(3)}"
    if file.facts.video is None:
        stored = files.copy_in(study.folder, file.path, name=f"{name}.{file.facts.container}", progress=progress)
    else:
        stored = f"{name}.flac"
        _write_sound_of(study, file, stored, progress)
    try:
        return stored, _kept(study, file, stored, progress)
    except BaseException:
        files.discard(study.folder, stored)
        raise


def _kept(study: Study, file: GivenFile, stored: str, progress: Progress) -> GivenFile:
    """What lies in the study now: the file that was given, or the sound of it.

    Raises:
        MediaUnusable: it changed between being looked at and being copied.
    """
    (kept,) = look_at([study.folder.media / stored], progress=progress)
    if file.facts.video is not None:
        return kept
    if kept.full_fingerprint != file.full_fingerprint:
        raise MediaUnusable(_("The file is no longer the one that was added."))
    return file


def _write_sound_of(study: Study, file: GivenFile, stored: str, progress: Progress) -> None:
    from recall_studio.media.sound_writing import write_sound_of

    room = file.facts.duration_ms * _PICTURE_BYTES_A_MS
    with files.open_given(file.path) as reader, files.written_in(study.folder, stored, room_bytes=room) as writer:
        write_sound_of(reader, writer, progress=progress)


def line_up(study: Writing, *, session: RecallSessionId, sound_offset_ms: int) -> None:
    """Say where the sound of an interview begins on the clock of the session; negative when it began before.

    Raises:
        UnknownName, AccessRefused: the interview is not there, or the member's role does not lead it.
        BadInput: it has no sound, or the sound would lie outside it.
    """
    with study.step(""):
        row = leadable(study, session)
        own = pieces.recording_of(study, session)
        if row["sound"] == SoundState.GEEN or own is None:
            raise BadInput(_("This recall interview has no sound yet."), remedy=_("Bring its sound in first."))
        _check_offset(row, own["duration_ms"], sound_offset_ms)
        before = row["sound_offset_ms"]
        sessions.change(study, session, {"sound_offset_ms": sound_offset_ms})
        audit.write(
            study,
            "nagesprek_uitgelijnd",
            table="recall_session",
            row=session,
            before_ms=before,
            sound_offset_ms=sound_offset_ms,
        )


def about_drift(drift_ppm: float | None) -> str:
    """A sentence when a recorder's clock runs otherwise than that of the session; empty when it does not matter."""
    if drift_ppm is None or abs(drift_ppm) < WORST_DRIFT_PPM:
        return ""
    off = decimal(abs(drift_ppm) * 3.6e-3)
    if drift_ppm > 0:
        return _("The recorder's clock was fast: after an hour its sound lies {s} s late.", s=off)
    return _("The recorder's clock was slow: after an hour its sound lies {s} s early.", s=off)
