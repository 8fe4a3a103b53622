"""Coding rounds: opening one, saying to be ready, closing it, letting somebody code again, taking a moment over."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import AccessRefused, BadInput
from recall_studio.domain.ids import AnnotationId, ConversationId, MemberId, new_id
from recall_studio.domain.moments import check_note
from recall_studio.domain.rounds import NO_PART, TAKES_OVER, CodingRound, Said, codes_in_rounds
from recall_studio.domain.study import Round, round_in_words
from recall_studio.domain.words import N_, _, in_words, ngettext
from recall_studio.edits.remarking import about_note
from recall_studio.edits.tagging import Tagged, end_moment, remove_moments, visible_moment
from recall_studio.store import access, audit, codebooks, conversations, rounds

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recall_studio.domain.moments import Moment
    from recall_studio.domain.study import Member
    from recall_studio.store.writing import Writing

NOWHERE: Mapping[AnnotationId, int] = MappingProxyType({})


def open_round(
    study: Writing, *, round_now: Round, coders: Sequence[str] | None = None, reason: str = ""
) -> tuple[str, ...]:
    """Open the next round; one that is open still is closed by it. Gives sentences for the user.

    Args:
        study: where.
        round_now: which round.
        coders: codes of the members who take part, for whom the round waits; None for all who do research.
        reason: why; must be given to go on with a round that was closed.

    Raises:
        AccessRefused: the acting member does not lead the study.
        BadInput: it is open already, an independent round must be closed first, nobody takes part, or a reason is
            missing.
        UnknownName: there is no such coder.
    """
    with study.step(N_("Open a coding round")):
        _require_lead(study)
        before = rounds.present(study)
        _check_opening(before, round_now, reason)
        if not before.is_closed:
            _write(study, "ronde_gesloten", before.round, Said.CLOSED)
        _write(study, "ronde_geopend", round_now, Said.OPEN, reason=reason)
        for member in _left_out(study, coders):
            _write(study, "ronde_niet_mee", round_now, Said.READY, member=member.id, reason=NO_PART)
        return (*_running_words(study), *about_note(reason))


def _check_opening(before: CodingRound, wanted: Round, reason: str) -> None:
    if before.is_blind:
        raise BadInput(
            _("The independent round is still open: others' coding would be seen."),
            remedy=_("Close it first, with a reason."),
        )
    if before.round is wanted and not before.is_closed:
        raise BadInput(_("The round “{round}” is open already.", round=round_in_words(wanted)))
    if before.round is wanted:
        _check_reason(reason)
    check_note(reason)


def _left_out(study: Writing, coders: Sequence[str] | None) -> list[Member]:
    """The members who do research and take no part."""
    named = None if coders is None else {study.member(code).id for code in coders}
    if named is not None and not named:
        raise BadInput(_("A round needs a coder."))
    return [one for one in study.members() if codes_in_rounds(one) and named is not None and one.id not in named]


def say_ready(
    study: Writing,
    *,
    recording: str | None = None,
    ended: Mapping[AnnotationId, int] = NOWHERE,
    discarded: Collection[AnnotationId] = (),
) -> bool:
    """Say that one's own coding of the present round is ready: it stays as it is from now on.

    When everybody who takes part is ready the round is closed, and what was hidden in an independent one is seen;
    gives whether that is so now.

    Args:
        study: where.
        recording: only of the conversation of this recording; nothing closes then.
        ended: where stretches that still run end, in ms of their recording's time line.
        discarded: stretches that still run and are removed.

    Raises:
        UnknownName: there is no such recording.
        BadInput: the round is closed, one is ready already, or nothing was said of a stretch that still runs.
        AccessRefused: a stretch cannot be ended, because consent or role do not allow coding.
    """
    with study.step(N_("Ready with the coding round")):
        now, me = rounds.present(study), study.acting.id
        where = ConversationId(conversations.recording(study, recording)["conversation_id"]) if recording else None
        _check_still_open(now)
        if now.is_ready(me, where):
            raise BadInput(_("You are ready with this already."))
        _settle(study, where, ended, discarded)
        _write(study, "ronde_klaar", now.round, Said.READY, conversation=where)
        return close_when_all_are_ready(study)


def close_when_all_are_ready(study: Writing) -> bool:
    """Close the present round when it waits for nobody, within a step; gives whether it was closed now."""
    now = rounds.present(study)
    if now.is_closed or not now.ready or now.waits_for(study.members()):
        return False
    _write(study, "ronde_gesloten", now.round, Said.CLOSED)
    return True


def _check_still_open(now: CodingRound) -> None:
    if now.is_closed:
        raise BadInput(
            _("The round “{round}” is closed already.", round=round_in_words(now.round)),
            remedy=_("Who leads the study opens the next round."),
        )


def _settle(
    study: Writing,
    where: ConversationId | None,
    ended: Mapping[AnnotationId, int],
    discarded: Collection[AnnotationId],
) -> None:
    """End and remove the own stretches that still run, as it was said."""
    for moment, end_ms in ended.items():
        end_moment(study, moment=moment, end_ms=end_ms)
    if discarded:
        remove_moments(study, moments=list(discarded))
    left = rounds.still_running(study, study.acting.id, where)
    if left:
        places = in_words(list(dict.fromkeys(str(row["place"]) for row in left)))
        raise BadInput(
            ngettext(
                "{n} stretch of yours still runs, in {places}.",
                "{n} stretches of yours still run, in {places}.",
                len(left),
                places=places,
            ),
            remedy=_("Say whether it ends or goes; what runs counts nowhere."),
        )


def close_round(study: Writing, *, reason: str = "") -> tuple[str, ...]:
    """Close the present round, also when not everybody is ready: its coding stays as it is.

    Stretches that still run stay open; their coders may end or remove them later. Gives sentences for the user.

    Args:
        study: where.
        reason: why; must be given while somebody is not ready.

    Raises:
        AccessRefused: the acting member does not lead the study.
        BadInput: it is closed already, or a reason is missing.
    """
    with study.step(""):
        _require_lead(study)
        now = rounds.present(study)
        _check_still_open(now)
        missing = now.waits_for(study.members())
        if missing:
            _check_reason(reason)
        check_note(reason)
        _write(study, "ronde_gesloten", now.round, Said.CLOSED, reason=reason, not_ready=[one.code for one in missing])
        return (*_running_words(study), *about_note(reason))


def let_code_again(study: Writing, *, coder: str, reason: str, recording: str | None = None) -> None:
    """Let a coder who said to be ready change their coding of the present round again.

    Args:
        study: where.
        coder: their code.
        reason: why.
        recording: only in the conversation of this recording, with which they said to be ready.

    Raises:
        AccessRefused: the acting member does not lead the study.
        UnknownName: there is no such coder or recording.
        BadInput: a reason is missing, the round is closed, or they did not say to be ready.
    """
    with study.step(""):
        _require_lead(study)
        now, member = rounds.present(study), study.member(coder)
        where = ConversationId(conversations.recording(study, recording)["conversation_id"]) if recording else None
        _check_still_open(now)
        _check_reason(reason)
        if not (member.id in now.ready if where is None else (member.id, where) in now.ready_in):
            raise BadInput(_("“{coder}” did not say to be ready.", coder=coder))
        _write(study, "ronde_heropend", now.round, Said.OPEN, member=member.id, conversation=where, reason=reason)


def leave_out(study: Writing, *, coder: str, reason: str) -> bool:
    """Let the present round no longer wait for a coder, who then codes nothing in it; gives whether it closed by that.

    Raises:
        AccessRefused: the acting member does not lead the study.
        UnknownName: there is no such coder.
        BadInput: a reason is missing, the round is closed, or they are ready already.
    """
    with study.step(""):
        _require_lead(study)
        now, member = rounds.present(study), study.member(coder)
        _check_still_open(now)
        _check_reason(reason)
        if member.id in now.ready:
            raise BadInput(_("“{coder}” is ready already.", coder=coder))
        _write(study, "ronde_niet_mee", now.round, Said.READY, member=member.id, reason=reason)
        return close_when_all_are_ready(study)


def take_over(study: Writing, *, moment: AnnotationId, reason: str = "") -> Tagged:
    """Copy a moment of an earlier round into the present one, as the acting member's; the original stays as it was.

    Args:
        study: where.
        moment: the id of the original.
        reason: why it was decided so, kept as the note; else the original's note goes along.

    Raises:
        UnknownName: it is not there, or may not be seen.
        BadInput: the present round takes nothing over, the moment belongs to it already, or it still runs.
        AccessRefused: the round is closed, or consent or role do not allow coding.
    """
    with study.step(N_("Take over a moment"), scope=visible_moment(study, moment).recording):
        found, (now, _closed) = visible_moment(study, moment), study.round_now()
        check_note(reason)
        _check_taking_over(found, now)
        image = rounds.image(study, moment)
        conversation = ConversationId(image["conversation_id"])
        code = codebooks.code(study, found.code) if found.code else None
        themes = [code.parent or code.key] if code else []
        access.require_coding(study, conversation, themes, session=image["recall_session_id"])
        rounds.require_new(study, coder=study.acting.id, conversation=conversation)
        if rounds.stands_already(study, image, now):
            raise BadInput(_("This code stands there already in this round."))
        return Tagged(_copy(study, image, now, reason.strip()), tuple(about_note(reason)))


def _check_taking_over(found: Moment, now: Round) -> None:
    if now not in TAKES_OVER:
        raise BadInput(
            _("Nothing is taken over in the round “{round}”.", round=round_in_words(now)),
            remedy=_("Open the round “{round}” first.", round=round_in_words(Round.CONSENSUS)),
        )
    if found.running:
        raise BadInput(_("This moment is still running: end it first."))
    if Round(found.round) is now:
        raise BadInput(_("This moment belongs to this round already."))


def _copy(study: Writing, image: Mapping[str, Any], now: Round, reason: str) -> AnnotationId:
    fresh = {"id": new_id(), "round": now.value, "coder": study.acting.id, "created_at": study.now()}
    study.insert("annotation", {**image, **fresh, "note": reason or image["note"]})
    return AnnotationId(fresh["id"])


def _running_words(study: Writing) -> list[str]:
    """That own stretches still run in a round that is over."""
    left = rounds.still_running(study, study.acting.id)
    if not left:
        return []
    said = ngettext(
        "{n} stretch of yours still runs; you can end or remove it.",
        "{n} stretches of yours still run; you can end or remove them.",
        len(left),
    )
    return [said]


def _require_lead(study: Writing) -> None:
    if not study.member(study.acting.code).lead:
        raise AccessRefused(_("Who leads the study opens and closes coding rounds."), operation="ronde", subjects=())


def _check_reason(reason: str) -> None:
    check_note(reason)
    if not reason.strip():
        raise BadInput(_("Say why: the reason is kept in the study."))


def _write(
    study: Writing,
    action: str,
    round_now: Round,
    said: Said,
    *,
    member: MemberId | None = None,
    conversation: ConversationId | None = None,
    reason: str = "",
    **detail: object,
) -> None:
    """Add a line to the record, and to the audit log where it stands: a reason is content, so the log has no more."""
    row = rounds.write(study, round_now, said, member=member, conversation=conversation, reason=reason.strip() or None)
    told = {"round": round_now.value, "coder": member, "conversation": conversation, **detail}
    audit.write(study, action, table="round_state", row=row, **{key: one for key, one in told.items() if one})
