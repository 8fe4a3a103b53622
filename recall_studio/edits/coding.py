"""Coding: tagging a moment, declaring a stretch as coded, taking in coding from elsewhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from recall_studio.domain.codebook import Code, CodeStatus, CodeType
from recall_studio.domain.errors import BadFile, BadInput, Cancelled
from recall_studio.domain.ids import AnnotationId, CodedRangeId, ConversationId, RecordingId
from recall_studio.domain.moments import Details, check_note, check_place
from recall_studio.domain.personal_text import FINDING_WORDS, findings
from recall_studio.domain.progress import SILENT
from recall_studio.domain.words import N_, _, in_words, ngettext
from recall_studio.edits.founding import member_named
from recall_studio.store import access, codebooks, conversations, ranges
from recall_studio.store import annotations as annotation_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.domain.codebook import Codebook, GivenValue
    from recall_studio.domain.ids import CodebookVersionId, CodeId
    from recall_studio.domain.moments import GivenMoment
    from recall_studio.domain.progress import Progress
    from recall_studio.domain.study import Member, Round
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing

SHOWN_ERRORS = 10
NO_MODIFIERS: Mapping[str, GivenValue] = MappingProxyType({})
_REPORT_EVERY = 2_000


@dataclass(frozen=True, slots=True)
class Tagged:
    """A moment that was made, and sentences for the user."""

    id: AnnotationId
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a moment lies, in ms of the recording's time line.

    Args:
        start_ms: where it begins.
        end_ms: where it ends; None for an instant, and while it runs.
        pressed_ms: the picture that was on the screen at the key press; None for one placed by hand.
        running: it has begun, and its end is still to come.
    """

    start_ms: int
    end_ms: int | None = None
    pressed_ms: int | None = None
    running: bool = False


def tag_moment(
    study: Writing,
    *,
    recording: str,
    coder: str,
    code: str | None,
    start_ms: int,
    end_ms: int | None = None,
    pressed_ms: int | None = None,
    speaker: str | None = None,
    certainty: int | None = None,
    modifiers: Mapping[str, GivenValue] = NO_MODIFIERS,
    note: str | None = None,
) -> Tagged:
    """Put a code at a moment of a recording.

    Args:
        study: where.
        recording: its name.
        coder: code of the member whose coding it is; made when unknown.
        code: key of the code or theme; None for a moment that is still to be coded.
        start_ms: where it begins, in ms of the recording's time line.
        end_ms: where it ends; None for an instant.
        pressed_ms: the picture that was on the screen at the key press; None for a moment placed by hand, which has
            no offset from its start.
        speaker: whose words or deeds it is about, by role.
        certainty: the coder's, 1 to 3.
        modifiers: by key, of those that the codebook offers for the code.
        note: free text.

    Raises:
        UnknownName: there is no such recording or code.
        BadInput: the place is outside the recording, the code is retired, the note too long, or what else is said
            does not fit the codebook.
        AccessRefused: consent or role do not allow coding.
    """
    with study.step(N_("Tag moment"), scope=recording):
        place, details = Place(start_ms, end_ms, pressed_ms), Details(speaker, certainty, modifiers, note)
        return keep_moment(study, recording=recording, coder=coder, code=code, place=place, details=details)


def keep_moment(
    study: Writing, *, recording: str, coder: str, code: str | None, place: Place, details: Details
) -> Tagged:
    """What every way of tagging does, within its step; `tag_moment()` says what it wants and raises."""
    row = conversations.recording(study, recording)
    conversation = ConversationId(row["conversation_id"])
    chosen = usable(codebooks.code(study, code)) if code is not None else None
    access.require_coding(study, conversation, [chosen.parent or chosen.key] if chosen else [])
    check_place(start_ms=place.start_ms, end_ms=place.end_ms, duration_ms=row["duration_ms"])
    details.check()
    modifiers = codebooks.codebook(study).checked_modifiers(code, details.modifiers) if details.modifiers else {}
    member, made = member_named(study, coder)
    moment, values = annotation_rows.row_of(
        study,
        conversation=conversation,
        recording=RecordingId(row["id"]),
        coder=member.id,
        code=codebooks.code_id(study, code) if code is not None else None,
        codebook_version=codebooks.version(study)[0],
        round_now=study.round_now()[0],
        start_ms=place.start_ms,
        end_ms=place.end_ms,
        pressed_ms=place.start_ms if place.pressed_ms is None else place.pressed_ms,
        running=place.running,
        speaker=details.speaker,
        certainty=details.certainty,
        modifiers=json.dumps(modifiers),
        note=details.note,
    )
    annotation_rows.insert(study, [values])
    said = [*about_code(chosen, place.end_ms, running=place.running), *about_note(details.note)]
    return Tagged(moment, (*said, *_new_members([coder] if made else [])))


def usable(code: Code) -> Code:
    """The code, when something new may be coded with it.

    Raises:
        BadInput: it is retired.
    """
    if code.status is CodeStatus.VERVALLEN:
        raise BadInput(
            _("The code “{key}” is retired.", key=code.key),
            remedy=_("Use “{key}” instead.", key=code.replaced_by) if code.replaced_by else "",
        )
    return code


def about_code(code: Code | None, end_ms: int | None, *, running: bool = False) -> list[str]:
    """What the user should know of a code at such a place."""
    said: list[str] = []
    if code is None:
        return said
    if code.code_type is CodeType.INTERVAL and end_ms is None and not running:
        said.append(_("“{key}” is a code for stretches; this moment has no end and counts no time.", key=code.key))
    if code.code_type is CodeType.POINT and end_ms is not None:
        said.append(_("“{key}” is a code for instants; this moment was kept with its end.", key=code.key))
    if not code.on:
        said.append(_("“{key}” is switched off in this study; the moment was kept.", key=code.key))
    return said


def about_note(note: str | None) -> list[str]:
    """What the user should know of a note: what in it seems to point at a person."""
    found = findings(note or "")
    if not found:
        return []
    words = in_words([_(FINDING_WORDS[finding]) for finding in found])
    return [_("The note seems to hold {what}. A note should not say who somebody is.", what=words)]


def _new_members(codes: Sequence[str]) -> list[str]:
    return [_("“{code}” was not a member of the study yet and has been added.", code=code) for code in codes]


@dataclass(frozen=True, slots=True)
class Declared:
    """A coded range that was declared, its codes, and sentences for the user."""

    id: CodedRangeId
    codes: tuple[str, ...]
    notices: tuple[str, ...]


def declare_range(
    study: Writing, *, recording: str, coder: str, start_ms: int, end_ms: int, codes: Sequence[str] | None = None
) -> Declared:
    """Declare that a stretch was coded for a set of codes: what is absent there is a real 0.

    Args:
        study: where.
        recording: its name.
        coder: code of the member who coded it; made when unknown.
        start_ms: where it begins.
        end_ms: where it ends.
        codes: keys; a theme stands for itself and its codes; None for all that are on.

    Raises:
        UnknownName, BadInput, AccessRefused: as for a moment.
    """
    with study.step(N_("Declare as coded"), scope=recording):
        row = conversations.recording(study, recording)
        book = codebooks.codebook(study)
        keys = book.expanded(list(codes)) if codes is not None else tuple(code.key for code in book.on)
        if not keys:
            raise BadInput(_("No code was named."))
        access.require_coding(study, ConversationId(row["conversation_id"]), {book.theme_of(key).key for key in keys})
        check_place(start_ms=start_ms, end_ms=end_ms, duration_ms=row["duration_ms"])
        member, made = member_named(study, coder)
        known = codebooks.ids(study)
        declared = ranges.insert(
            study,
            {
                "recording_id": row["id"],
                "layer": "gesprek",
                "round": study.round_now()[0].value,
                "coder": member.id,
                "start_ms": start_ms,
                "end_ms": end_ms,
                "codebook_version": codebooks.version(study)[0],
            },
            codes=[known[key] for key in keys],
        )
        return Declared(declared, keys, tuple(_new_members([coder] if made else [])))


@dataclass(frozen=True, slots=True)
class Imported:
    """How many moments came in, and sentences for the user."""

    moments: int
    notices: tuple[str, ...]


def import_moments(study: Writing, *, given: Sequence[GivenMoment], progress: Progress = SILENT) -> Imported:
    """Take in moments from elsewhere: all of them, as one step, or none.

    Raises:
        BadFile: rows name what is not in the study or lie outside their recording; named by row.
        AccessRefused: consent or role do not allow coding one of the recordings.
        Cancelled: the user stopped it; nothing came in.
    """
    named = {moment.recording for moment in given}
    with study.step(N_("Import moments"), scope=named.pop() if len(named) == 1 else None):
        desk = _ImportDesk(study, given)
        rows, wrong = [], []
        for count, moment in enumerate(given):
            if count % _REPORT_EVERY == 0:
                progress.report(count, len(given))
                if progress.cancelled:
                    raise Cancelled(_("Stopped; nothing was imported."))
            try:
                rows.append(desk.row(moment))
            except BadInput as error:
                wrong.append(_("row {row}: {reason}", row=moment.line, reason=error.message))
        if wrong:
            raise BadFile(_several(wrong))
        annotation_rows.insert(study, rows)
        return Imported(len(rows), tuple(desk.notices(given)))


def _several(wrong: Sequence[str]) -> str:
    shown = "\n".join(wrong[:SHOWN_ERRORS])
    more = len(wrong) - SHOWN_ERRORS
    rest = ngettext("…and {n} more row.", "…and {n} more rows.", more) if more > 0 else ""
    return "\n".join(filter(None, (_("Nothing was imported:"), shown, rest)))


class _ImportDesk:
    """Looks up what the rows name, each once."""

    def __init__(self, study: Writing, given: Sequence[GivenMoment]) -> None:
        self._study = study
        self._codes = {moment.code for moment in given}
        self._recordings: dict[str, Row] = {}
        self._members: dict[str, Member] = {}
        self._made: list[str] = []
        self._book: Codebook = codebooks.codebook(study)
        self._ids: dict[str, CodeId] = codebooks.ids(study)
        self._version: CodebookVersionId = codebooks.version(study)[0]
        self._round: Round = study.round_now()[0]
        self._themes = {self._book.theme_of(key).key for key in self._codes if key in self._book.by_key}
        self._there: dict[str, set[tuple[str, str, int, int | None]]] = {}

    def row(self, moment: GivenMoment) -> tuple[Any, ...]:
        """The row to insert for one given moment."""
        recording = self._recording(moment.recording)
        usable(self._book.code(moment.code))
        check_place(start_ms=moment.start_ms, end_ms=moment.end_ms, duration_ms=recording["duration_ms"])
        check_note(moment.note)
        _id, values = annotation_rows.row_of(
            self._study,
            conversation=ConversationId(recording["conversation_id"]),
            recording=RecordingId(recording["id"]),
            coder=self._member(moment.coder).id,
            code=self._ids[moment.code],
            codebook_version=self._version,
            round_now=self._round,
            start_ms=moment.start_ms,
            end_ms=moment.end_ms,
            pressed_ms=moment.start_ms,
            note=moment.note,
            running=moment.running,
        )
        return values

    def notices(self, given: Sequence[GivenMoment]) -> list[str]:
        """What the user should know of the whole."""
        said = _new_members(self._made)
        double = sum(1 for m in given if (m.coder, m.code, m.start_ms, m.end_ms) in self._there[m.recording])
        if double:
            said.append(
                ngettext(
                    "{n} moment was in the study already and now stands there twice; “undo” takes the import back.",
                    "{n} moments were in the study already and now stand there twice; “undo” takes the import back.",
                    double,
                )
            )
        flagged = sum(1 for moment in given if moment.note and findings(moment.note))
        if flagged:
            said.append(
                ngettext(
                    "{n} note seems to point at a person; an export with notes holds them back.",
                    "{n} notes seem to point at a person; an export with notes holds them back.",
                    flagged,
                )
            )
        return said

    def _recording(self, name: str) -> Row:
        if name not in self._recordings:
            row = conversations.recording(self._study, name)
            access.require_coding(self._study, ConversationId(row["conversation_id"]), self._themes)
            self._recordings[name] = row
            self._there[name] = annotation_rows.places(self._study, RecordingId(row["id"]))
        return self._recordings[name]

    def _member(self, code: str) -> Member:
        if code not in self._members:
            self._members[code], made = member_named(self._study, code)
            self._made += [code] if made else []
        return self._members[code]
