"""Declaring a stretch as coded, and taking in coding from elsewhere. `tagging` makes single moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import BadFile, BadInput, Cancelled
from recall_studio.domain.ids import CodedRangeId, ConversationId, RecordingId
from recall_studio.domain.moments import check_note, check_place
from recall_studio.domain.personal_text import findings
from recall_studio.domain.progress import SILENT
from recall_studio.domain.words import N_, _, ngettext
from recall_studio.edits.founding import member_named
from recall_studio.edits.placing import check_within, instant_at, recording_in
from recall_studio.edits.remarking import new_members, usable
from recall_studio.store import access, codebooks, conversations, ranges, rounds
from recall_studio.store import annotations as annotation_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.ids import CodebookVersionId, CodeId, MemberId
    from recall_studio.domain.moments import GivenMoment
    from recall_studio.domain.progress import Progress
    from recall_studio.domain.study import Member, Round
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing

SHOWN_ERRORS = 10
_REPORT_EVERY = 2_000


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
        access.require_place(study, {**row, "live": False}, {book.theme_of(key).key for key in keys})
        check_place(start_ms=start_ms, end_ms=end_ms, duration_ms=row["duration_ms"])
        member, made = member_named(study, coder)
        rounds.require_new(study, coder=member.id, conversation=ConversationId(row["conversation_id"]))
        known = codebooks.ids(study)
        declared = ranges.insert(
            study,
            {
                "recording_id": row["id"],
                "layer": annotation_rows.layer_of(row["recall_session_id"]).value,
                "round": study.round_now()[0].value,
                "coder": member.id,
                "start_ms": start_ms,
                "end_ms": end_ms,
                "codebook_version": codebooks.version(study)[0],
            },
            codes=[known[key] for key in keys],
        )
        return Declared(declared, keys, tuple(new_members([coder] if made else [])))


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
        self._allowed: set[tuple[MemberId, ConversationId]] = set()

    def row(self, moment: GivenMoment) -> tuple[Any, ...]:
        """The row to insert for one given moment."""
        recording = self._recording(moment.recording)
        usable(self._book.code(moment.code))
        check_within(recording, start_ms=moment.start_ms, end_ms=moment.end_ms)
        check_note(moment.note)
        conversation, coder = ConversationId(recording["conversation_id"]), self._member(moment.coder).id
        self._require_round(coder, conversation)
        _id, values = annotation_rows.row_of(
            self._study,
            conversation=conversation,
            recording=recording_in(recording),
            coder=coder,
            code=self._ids[moment.code],
            codebook_version=self._version,
            round_now=self._round,
            start_ms=moment.start_ms,
            end_ms=moment.end_ms,
            pressed_ms=moment.start_ms,
            clock_at=instant_at(self._study, recording, coder, moment.start_ms),
            note=moment.note,
            running=moment.running,
            session=recording["recall_session_id"],
        )
        return values

    def notices(self, given: Sequence[GivenMoment]) -> list[str]:
        """What the user should know of the whole."""
        said = new_members(self._made)
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
            row = conversations.place(self._study, name)
            access.require_place(self._study, row, self._themes)
            self._recordings[name] = row
            self._there[name] = annotation_rows.places(self._study, RecordingId(row["id"]))
        return self._recordings[name]

    def _require_round(self, coder: MemberId, conversation: ConversationId) -> None:
        if (coder, conversation) not in self._allowed:  # each once: a file has thousands of rows
            rounds.require_new(self._study, coder=coder, conversation=conversation)
            self._allowed.add((coder, conversation))

    def _member(self, code: str) -> Member:
        if code not in self._members:
            self._members[code], made = member_named(self._study, code)
            self._made += [code] if made else []
        return self._members[code]
