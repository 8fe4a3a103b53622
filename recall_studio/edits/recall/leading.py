"""Holding a recall interview: beginning, stopping and going on, what is shown, what else happens, ending.

Each is kept the moment it happens, in a transaction of its own; nothing of it is ever taken back by undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.consent import Purpose
from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.ids import ConversationId
from recall_studio.domain.recall.kinds import EndedReason, EventKind
from recall_studio.domain.recall.telling import check_score
from recall_studio.domain.words import _
from recall_studio.edits.recall.closing import LONGEST_MS, close
from recall_studio.edits.recall.preparing import leadable
from recall_studio.edits.withdrawing import withdraw
from recall_studio.store import access, audit
from recall_studio.store.recall import gate, happenings, interviews, sessions, versions

if TYPE_CHECKING:
    from recall_studio.domain.ids import RecallMomentId, RecallSessionId, RecallStopId
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.domain.recall.kinds import Initiator
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing

LATE_MS = 1_500
"""What is shown goes on from the row before when it follows within this time, on both clocks."""


def begin_interview(study: Writing, *, session: RecallSessionId) -> Interview:
    """Begin: the clock of the session runs from here.

    Raises:
        UnknownName: it is not there.
        BadInput: it has begun already.
        AccessRefused: consent or role do not allow it, or something is still to be arranged before anything is shown.
    """
    with study.step(""):
        row = leadable(study, session)
        if row["started_at"]:
            raise BadInput(_("This recall interview has begun already."))
        access.require_recall(study, session)
        gate.require_shown(study, ConversationId(row["conversation_id"]))
        sessions.change(study, session, {"started_at": study.now(), "interviewer": study.acting.id})
        audit.write(
            study, "nagesprek_begonnen", table="recall_session", row=session, conversation=row["conversation_id"]
        )
        return interviews.one(study, session)


def stop(
    study: Writing,
    *,
    session: RecallSessionId,
    position_ms: int,
    session_ms: int,
    initiator: Initiator,
    moment: RecallMomentId | None = None,
    rate_percent: int = 100,
) -> RecallStopId:
    """Keep that the recording was stopped.

    Args:
        study: where.
        session: the interview.
        position_ms: the picture on the screen, in the original recording.
        session_ms: when, on the clock of the session.
        initiator: who did.
        moment: the planned moment that it belongs to.
        rate_percent: how fast it played.

    Raises:
        UnknownName: there is no such interview, or no such moment in it.
        BadInput: it does not go on, or the place lies outside the recording.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        row = running(study, session)
        check_clock(session_ms)
        check_position(study, row, position_ms)
        check_rate(rate_percent)
        if moment is not None:
            planned_in(study, moment, session)
        made = happenings.insert_stop(
            study,
            session,
            position_ms=position_ms,
            session_ms=session_ms,
            initiator=initiator.value,
            moment=moment,
            rate_percent=rate_percent,
        )
        audit.write(study, "nagesprek_stop", table="recall_stop", row=made, session=session)
        return made


def resume(study: Writing, *, stop: RecallStopId, session_ms: int, replay_from_ms: int | None = None) -> None:
    """Keep that the recording went on, and from where when a part is shown again.

    Raises:
        UnknownName: there is no such stop.
        BadInput: the interview does not go on, the recording went on already, or a time does not fit.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        row = happenings.row_of(study, "recall_stop", stop)
        if row is None:
            raise UnknownName(_("This stop is not there."))
        session = running(study, row["recall_session_id"])
        if row["resumed_ms"] is not None:
            raise BadInput(_("The recording went on after this stop already."))
        if session_ms < row["session_ms"]:
            raise BadInput(_("It cannot go on before it was stopped."))
        check_clock(session_ms)
        if replay_from_ms is not None:
            check_position(study, session, replay_from_ms)
        happenings.change(study, "recall_stop", stop, {"resumed_ms": session_ms, "replay_from_ms": replay_from_ms})
        audit.write(study, "nagesprek_verder", table="recall_stop", row=stop, session=session["id"])


def note_shown(
    study: Writing, *, session: RecallSessionId, start_ms: int, end_ms: int, session_ms: int, rate_percent: int = 100
) -> None:
    """Keep that a stretch of the recording was played to the viewer; what goes on from the row before extends it.

    Args:
        study: where.
        session: the interview.
        start_ms: of the stretch, in the original recording.
        end_ms: of the stretch.
        session_ms: when it began to play, on the clock of the session.
        rate_percent: how fast it played.

    Raises:
        UnknownName: there is no such interview.
        BadInput: it does not go on, or the stretch lies outside the recording.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        row = running(study, session)
        check_clock(session_ms)
        check_rate(rate_percent)
        check_position(study, row, start_ms)
        check_position(study, row, end_ms)
        if start_ms >= end_ms:
            return
        last = happenings.last_shown(study, session)
        if last is not None and _goes_on(last, start_ms, session_ms, rate_percent):
            happenings.extend_shown(study, last["id"], max(end_ms, last["end_ms"]))
            return
        given = {"start_ms": start_ms, "end_ms": end_ms, "session_ms": session_ms, "rate_percent": rate_percent}
        happenings.insert_shown(study, session, given)


def _goes_on(last: Row, start_ms: int, session_ms: int, rate_percent: int) -> bool:
    """Whether a stretch is the rest of the last one: it begins where that ends, or tells the same stretch anew."""
    if last["rate_percent"] != rate_percent:
        return False
    if session_ms == last["session_ms"]:
        return int(last["start_ms"]) == start_ms
    played_ms = (session_ms - last["session_ms"]) * rate_percent / 100
    expected_ms = last["start_ms"] + played_ms
    return bool(abs(start_ms - last["end_ms"]) <= LATE_MS and abs(start_ms - expected_ms) <= LATE_MS)


def reach_moment(study: Writing, *, moment: RecallMomentId, session_ms: int, skipped: bool = False) -> None:
    """Keep that a planned moment came, or was skipped.

    Raises:
        UnknownName: there is no such moment.
        BadInput: the interview does not go on.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        row = planned_in(study, moment, None)
        running(study, row["recall_session_id"])
        check_clock(session_ms)
        sessions.reach_moment(study, moment, session_ms, skipped=skipped)
        audit.write(study, "nagesprek_moment", table="recall_moment", row=moment, skipped=skipped)


def happen(
    study: Writing, *, session: RecallSessionId, kind: EventKind, session_ms: int, position_ms: int | None = None
) -> str:
    """Keep that something else happens, such as a rest; gives its id, for `is_over()`.

    Raises:
        UnknownName: there is no such interview.
        BadInput: it does not go on, or a time does not fit.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        row = running(study, session)
        check_clock(session_ms)
        if position_ms is not None:
            check_position(study, row, position_ms)
        given = {"kind": kind.value, "session_ms": session_ms, "position_ms": position_ms}
        made = happenings.insert_event(study, session, given)
        audit.write(study, "nagesprek_gebeurtenis", table="recall_event", row=made, kind=kind.value)
        return made


def is_over(study: Writing, *, event: str, session_ms: int) -> None:
    """Keep that something that lasted is over; said again, it stays as it was said first.

    Raises:
        UnknownName: there is no such event.
        BadInput: the interview does not go on, or it would be over before it began.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        row = happenings.row_of(study, "recall_event", event)
        if row is None:
            raise UnknownName(_("This is not there."))
        running(study, row["recall_session_id"])
        check_clock(session_ms)
        if session_ms < row["session_ms"]:
            raise BadInput(_("It cannot be over before it began."))
        if row["until_ms"] is not None:
            return
        happenings.change(study, "recall_event", event, {"until_ms": session_ms})
        audit.write(study, "nagesprek_gebeurtenis", table="recall_event", row=event, kind=row["kind"])


def end_interview(
    study: Writing,
    *,
    session: RecallSessionId,
    length_ms: int,
    reason: EndedReason | None = None,
    wellbeing: int | None = None,
) -> Interview:
    """End it. It can always be ended, whatever the consents.

    Args:
        study: where.
        session: the interview.
        length_ms: how long it lasted by a steady clock; never less than what was kept of it.
        reason: why it ended early; None when it came to its end.
        wellbeing: how the viewer is, 1 to 5.

    Raises:
        UnknownName: it is not there.
        BadInput: it does not go on, or the score is none.
        AccessRefused: the member's role does not lead it.
    """
    check_score(wellbeing)
    with study.step(""):
        running(study, session)
        given: Row = {} if wellbeing is None else {"wellbeing": wellbeing}
        close(study, session, length_ms=length_ms, reason=reason, columns=given)
        return interviews.one(study, session)


def set_wellbeing(study: Writing, *, session: RecallSessionId, wellbeing: int | None) -> None:
    """Keep how the viewer is, 1 to 5, or that it was not asked; during the interview or after it.

    An earlier score stays beside it.

    Raises:
        UnknownName: it is not there.
        BadInput: the score is none, or it has not begun.
        AccessRefused: the member's role does not lead it.
    """
    check_score(wellbeing)
    with study.step(""):
        row = leadable(study, session)
        if not row["started_at"]:
            raise BadInput(_("This recall interview has not begun."))
        if row["wellbeing"] not in (None, wellbeing):
            before = {"wellbeing": row["wellbeing"]}
            versions.insert(study, session, table="recall_session", row=session, before=before)
        sessions.change(study, session, {"wellbeing": wellbeing})
        audit.write(study, "nagesprek_gewijzigd", table="recall_session", row=session, columns=["wellbeing"])


def withdraw_in_session(study: Writing, *, session: RecallSessionId, length_ms: int) -> None:
    """The viewer takes consent back while it goes on: kept as a withdrawal of `nagesprek`, and it ends, kept apart.

    Raises:
        UnknownName: it is not there.
        BadInput: it does not go on.
        AccessRefused: the member's role does not lead it.
    """
    with study.step(""):
        running(study, session)
        interview = interviews.one(study, session)
        close(study, session, length_ms=length_ms, reason=EndedReason.INTREKKING, columns={"set_apart": 1})
        withdraw(study, recording=interview.recording, person=interview.recaller, purposes=[Purpose.NAGESPREK])


def running(study: Writing, session: RecallSessionId) -> Row:
    """The row of an interview that goes on and that the acting member may lead.

    Raises:
        UnknownName: it is not there.
        BadInput: it has not begun, or it is over.
        AccessRefused: the member's role does not lead it.
    """
    row = leadable(study, session)
    if not row["started_at"]:
        raise BadInput(_("This recall interview has not begun."), remedy=_("Begin it first."))
    if row["ended_at"]:
        raise BadInput(_("This recall interview is over."))
    return row


def check_position(study: Writing, session: Row, position_ms: int) -> None:
    """See that a place lies in the recording that is looked back at.

    Raises:
        BadInput: it does not.
    """
    duration_ms = study.value("SELECT duration_ms FROM recording WHERE id = ?", (session["recording_id"],))
    if not 0 <= position_ms <= duration_ms:
        raise BadInput(_("This place lies outside the recording."))


def check_clock(session_ms: int) -> None:
    """See that an instant can lie in a session.

    Raises:
        BadInput: it cannot.
    """
    if not 0 <= session_ms <= LONGEST_MS:
        raise BadInput(_("This time lies outside the recall interview."))


def check_rate(rate_percent: int) -> None:
    """See that a recording can play so fast.

    Raises:
        BadInput: it cannot.
    """
    if rate_percent <= 0:
        raise BadInput(_("A speed is more than nothing."))


def planned_in(study: Writing, moment: RecallMomentId, session: RecallSessionId | None) -> Row:
    """The row of a planned moment, of this interview or of whatever one.

    Raises:
        UnknownName: it is not there.
    """
    row = sessions.moment_row(study, moment)
    if row is None or (session is not None and row["recall_session_id"] != session):
        raise UnknownName(_("This planned moment is not in this recall interview."))
    return row
