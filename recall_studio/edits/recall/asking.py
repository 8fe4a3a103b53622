"""What is asked and said at a stop, and correcting it afterwards: what it was before is kept beside it.

While the interview goes on, whoever leads it types: what they change then is no correction.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Unpack

from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.ids import CodeId, ConversationId, RecallSessionId
from recall_studio.domain.recall.kinds import PromptType
from recall_studio.domain.recall.telling import LONGEST_NAME, check_comment, check_score, check_words
from recall_studio.domain.words import _
from recall_studio.edits.recall.correcting import correct, correctable
from recall_studio.edits.recall.dating import in_utc
from recall_studio.edits.recall.leading import check_clock, check_position, check_rate, planned_in, running
from recall_studio.edits.recall.preparing import leadable
from recall_studio.store import access, audit, codebooks
from recall_studio.store.recall import gate, happenings, sessions, versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.domain.ids import RecallCommentId, RecallPromptId, RecallStopId, RecallVersionId
    from recall_studio.domain.recall.telling import (
        CommentFields,
        CorrectedComment,
        InterviewFields,
        MoreOfComment,
        PromptFields,
        StopFields,
    )
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing


def ask(
    study: Writing,
    *,
    stop: RecallStopId,
    type: PromptType,  # noqa: A002 - the column's name
    text: str,
    card: str | None = None,
    session_ms: int,
) -> RecallPromptId:
    """Keep a question, word for word.

    Args:
        study: where.
        stop: at which stop it was asked.
        type: what it does to the answer; `geen` is no question.
        text: as it was asked.
        card: key of the prompt card that it comes from.
        session_ms: when, on the clock of the session.

    Raises:
        UnknownName: there is no such stop.
        BadInput: there is no question, its text does not fit, or the interview does not go on.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        _running_at(study, stop)
        check_clock(session_ms)
        fields: PromptFields = {"type": type, "text": text, "card": card}
        _check_prompt(fields)
        row = {**_stored(fields), "session_ms": session_ms}
        made = happenings.insert_prompt(study, stop, row)
        audit.write(study, "nagesprek_vraag", table="recall_prompt", row=made, type=type.value)
        return made


def comment(
    study: Writing,
    *,
    stop: RecallStopId,
    session_ms: int,
    text: str = "",
    prompt: RecallPromptId | None = None,
    **fields: Unpack[MoreOfComment],
) -> RecallCommentId:
    """Keep what the viewer said at a stop, in words or as a stretch of the interview's sound.

    Args:
        study: where.
        stop: at which stop.
        session_ms: when, on the clock of the session.
        text: what was said.
        prompt: the question before it; None when nobody asked.
        fields: what else is known of it.

    Raises:
        UnknownName: there is no such stop, question or code.
        BadInput: a value does not fit, or the interview does not go on.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        session = _running_at(study, stop)
        check_clock(session_ms)
        given: CommentFields = {"text": text, **fields}
        columns = _comment_columns(study, session, given)
        if prompt is not None:
            _prompt_of(study, prompt, stop)
        columns.setdefault("language", session["language"])
        row = {**columns, "recall_prompt_id": prompt, "session_ms": session_ms}
        made = happenings.insert_comment(study, stop, row)
        audit.write(study, "nagesprek_commentaar", table="recall_comment", row=made)
        return made


def change_comment(
    study: Writing,
    *,
    comment: RecallCommentId,
    by_participant: bool = False,
    why: str = "",
    **fields: Unpack[CorrectedComment],
) -> None:
    """Say otherwise what was said; its earlier state is kept, unless its writer changes it during the interview.

    Args:
        study: where.
        comment: which.
        by_participant: who looked back asked for it (rectification, PR-38).
        why: in a few words.
        fields: what becomes otherwise.

    Raises:
        UnknownName: there is no such comment or code, or no such question at its stop.
        BadInput: a value does not fit, or it was removed.
        AccessRefused: the member's role does not lead the interview, or it is kept apart.
    """
    with study.step(""):
        session = correctable(study, "recall_comment", comment)
        prompt = fields.get("prompt")
        if prompt is not None:
            there = happenings.row_of(study, "recall_comment", comment) or {}
            _prompt_of(study, prompt, there["recall_stop_id"])
        columns = _comment_columns(study, session, fields)
        correct(study, session, "recall_comment", comment, columns, by_participant=by_participant, why=why)


def change_prompt(study: Writing, *, prompt: RecallPromptId, why: str = "", **fields: Unpack[PromptFields]) -> None:
    """Say otherwise what was asked; its earlier state is kept.

    Raises:
        UnknownName: there is no such question.
        BadInput: its text does not fit, or it was removed.
        AccessRefused: the member's role does not lead the interview, or it is kept apart.
    """
    with study.step(""):
        session = correctable(study, "recall_prompt", prompt)
        _check_prompt(fields)
        correct(study, session, "recall_prompt", prompt, _stored(fields), why=why)


def change_stop(study: Writing, *, stop: RecallStopId, why: str = "", **fields: Unpack[StopFields]) -> None:
    """Say otherwise where the recording was stopped, when or by whom; its earlier state is kept. A stop never goes.

    Raises:
        UnknownName: there is no such stop, or no such planned moment in its interview.
        BadInput: the place lies outside the recording, or a time does not fit.
        AccessRefused: the member's role does not lead the interview, or it is kept apart.
    """
    with study.step(""):
        session = correctable(study, "recall_stop", stop)
        for position_ms in (fields.get("position_ms"), fields.get("replay_from_ms")):
            if position_ms is not None:
                check_position(study, session, position_ms)
        columns = _stop_columns(study, RecallSessionId(session["id"]), fields)
        _check_course({**(happenings.row_of(study, "recall_stop", stop) or {}), **columns})
        correct(study, session, "recall_stop", stop, columns, why=why)


def _stop_columns(study: Writing, session: RecallSessionId, fields: StopFields) -> Row:
    columns = _stored(fields)
    if "moment" in columns:
        columns["recall_moment_id"] = columns.pop("moment")
        if columns["recall_moment_id"] is not None:
            planned_in(study, columns["recall_moment_id"], session)
    return columns


def _check_course(stop: Row) -> None:
    check_clock(stop["session_ms"])
    check_rate(stop["rate_percent"])
    if stop["resumed_ms"] is not None:
        check_clock(stop["resumed_ms"])
        if stop["resumed_ms"] < stop["session_ms"]:
            raise BadInput(_("It cannot go on before it was stopped."))


def change_interview(
    study: Writing, *, session: RecallSessionId, why: str = "", **fields: Unpack[InterviewFields]
) -> None:
    """Say otherwise how an interview was held; its earlier state is kept.

    One that is kept apart can be taken back into use once consent is there again.

    Raises:
        UnknownName: it is not there, or there is no such member.
        BadInput: it has not begun, or a value does not fit.
        AccessRefused: the member's role does not lead it, or consent is missing for what was kept apart.
    """
    with study.step(""):
        row = leadable(study, session)
        if not row["started_at"]:
            raise BadInput(_("This recall interview has not begun."), remedy=_("Change its plan instead."))
        check_score(fields.get("wellbeing"))
        for words in ("others_present", "protocol_version", "instruction_version", "language", "sharing_default"):
            check_words(str(fields.get(words) or ""), most=LONGEST_NAME)
        if row["set_apart"]:
            _require_back_in_use(study, session, fields)
        correct(study, row, "recall_session", session, _interview_columns(study, row, fields), why=why)


def _interview_columns(study: Writing, row: Row, fields: InterviewFields) -> Row:
    given: Row = dict(fields)
    if "interviewer" in given:
        given["interviewer"] = study.member(given["interviewer"]).id
    if "started_at" in given:
        given |= _moved_to(study, row, given["started_at"])
    return _stored(given)


def _moved_to(study: Writing, row: Row, began: datetime) -> Row:
    """When it began and ended, by the clock on the wall: its length stays."""
    if began > datetime.fromisoformat(study.now()):
        raise BadInput(_("That day is still to come."))
    moved = {"started_at": in_utc(began)}
    if row["ended_at"]:
        lasted = datetime.fromisoformat(row["ended_at"]) - datetime.fromisoformat(row["started_at"])
        moved["ended_at"] = in_utc(began + lasted)
    return moved


def _require_back_in_use(study: Writing, session: RecallSessionId, fields: InterviewFields) -> None:
    if fields.get("set_apart", True):
        raise BadInput(_("This recall interview is kept apart; nothing of it is used or changed."))
    row = sessions.row(study, session) or {}
    access.require_decided(gate.decided(study, session, study.today()), ConversationId(row["conversation_id"]))


def remove_comment(study: Writing, *, comment: RecallCommentId, why: str = "") -> None:
    """Take a comment out; it can be put back.

    Raises:
        UnknownName: there is no such comment.
        BadInput: it was removed already.
        AccessRefused: the member's role does not lead the interview, or it is kept apart.
    """
    _set_removed(study, "recall_comment", comment, removed=True, why=why)


def put_back_comment(study: Writing, *, comment: RecallCommentId, why: str = "") -> None:
    """Put a comment back that was taken out.

    Raises:
        UnknownName: there is no such comment.
        BadInput: it is there.
        AccessRefused: the member's role does not lead the interview, or it is kept apart.
    """
    _set_removed(study, "recall_comment", comment, removed=False, why=why)


def remove_prompt(study: Writing, *, prompt: RecallPromptId, why: str = "") -> None:
    """Take a question out; `put_back_prompt()` brings it back.

    Raises:
        UnknownName, BadInput, AccessRefused: as for `remove_comment()`.
    """
    _set_removed(study, "recall_prompt", prompt, removed=True, why=why)


def put_back_prompt(study: Writing, *, prompt: RecallPromptId, why: str = "") -> None:
    """Put a question back that was taken out.

    Raises:
        UnknownName, BadInput, AccessRefused: as for `put_back_comment()`.
    """
    _set_removed(study, "recall_prompt", prompt, removed=False, why=why)


def put_back_version(study: Writing, *, version: RecallVersionId) -> None:
    """Put an earlier state back; the present one becomes an earlier state itself.

    Raises:
        UnknownName: there is no such state.
        BadInput: it is kept apart, or it holds codes while everybody codes independently.
        AccessRefused: the member's role does not lead the interview, or consent does not allow its codes.
    """
    with study.step(""):
        found = versions.one(study, version, study.acting)
        if found is None:
            raise UnknownName(_("This earlier state is not there."))
        session = correctable(study, found.table, found.row, also_removed=True)
        before = dict(found.before)
        if "codes" in before:  # that is coding, as ever; codes that have gone since stay away
            known = set(codebooks.ids(study).values())
            codes = [code for code in json.loads(before["codes"]) if code in known]
            _require_coding(study, session, codes)
            before["codes"] = json.dumps(codes)
        correct(study, session, found.table, found.row, before, kept=True)


def _set_removed(study: Writing, table: str, row: str, *, removed: bool, why: str) -> None:
    with study.step(""):
        session = correctable(study, table, row, also_removed=True)
        there = happenings.row_of(study, table, row) or {}
        if bool(there["removed"]) is removed:
            raise BadInput(_("This was removed already.") if removed else _("This is there already."))
        correct(study, session, table, row, {"removed": int(removed)}, why=why, kept=True)


def _running_at(study: Writing, stop: RecallStopId) -> Row:
    session = happenings.session_of(study, "recall_stop", stop)
    if session is None:
        raise UnknownName(_("This stop is not there."))
    return running(study, RecallSessionId(session))


def _prompt_of(study: Writing, prompt: RecallPromptId, stop: RecallStopId) -> None:
    row = happenings.row_of(study, "recall_prompt", prompt)
    if row is None or row["recall_stop_id"] != stop or row["removed"]:
        raise UnknownName(_("This question was not asked at this stop."))


def _check_prompt(fields: PromptFields) -> None:
    if "text" in fields and not fields["text"].strip():
        raise BadInput(_("There is no question."))
    if fields.get("type") is PromptType.GEEN:
        raise BadInput(_("A question has a type; “geen” is said of comments that nobody asked for."))
    check_words(fields.get("text", ""))
    check_words(fields.get("card") or "", most=LONGEST_NAME)


def _stored(fields: Mapping[str, Any]) -> Row:
    return {name: sessions.stored(value) for name, value in fields.items()}


def _comment_columns(study: Writing, session: Row, fields: CommentFields) -> Row:
    duration_ms = study.value("SELECT duration_ms FROM recording WHERE id = ?", (session["recording_id"],))
    check_comment(fields, duration_ms=duration_ms)
    given: Row = dict(fields)
    if "codes" in given:
        given["codes"] = _code_ids(study, given["codes"])
        _require_coding(study, session, given["codes"])
    return happenings.comment_columns(given)


def _require_coding(study: Writing, session: Row, codes: Sequence[str]) -> None:
    """Codes on a comment are coding; all share them, so they wait while each works alone and sees none of the others'.

    Raises:
        BadInput: an independent round runs.
        AccessRefused: consent or role do not allow coding with these themes.
    """
    if not study.sees_others(study.acting):
        raise BadInput(
            _("While everybody codes independently, comments get no codes: all would see them."),
            remedy=_("Give them after this round."),
        )
    book, keys = codebooks.codebook(study), {code: key for key, code in codebooks.ids(study).items()}
    themes = {book.theme_of(keys[CodeId(code)]).key for code in codes}
    if themes:
        access.require_coding(study, ConversationId(session["conversation_id"]), themes)


def _code_ids(study: Writing, codes: Sequence[str]) -> list[str]:
    """Ids of codes that are named by their keys or ids."""
    known = codebooks.ids(study)
    ids = {str(code) for code in known.values()}
    for code in codes:
        if code not in ids and code not in known:
            codebooks.code(study, code)  # says that there is none
    return [code if code in ids else str(known[code]) for code in codes]
