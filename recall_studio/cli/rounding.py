"""The command of coding rounds: how the present one stands, opening, being ready, closing, taking over."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.conversing import AnyRecording
from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.errors import BadInput
from recall_studio.domain.rounds import meaning
from recall_studio.domain.study import Round, round_in_words
from recall_studio.domain.words import _, local_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recall_studio.analysis.round_standing import CoderStanding
    from recall_studio.domain.ids import AnnotationId
    from recall_studio.domain.rounds import CodingRound
    from recall_studio.domain.study import Member
    from recall_studio.store.study import Study

app = typer.Typer()


class Running(StrEnum):
    """What becomes of one's own stretches that still run."""

    END = "end"
    DISCARD = "discard"


@command(app, "round", _("Show the coding round; open or close one, say to be ready, take a moment over."))
def round_(
    desk: Desk,
    study: StudyPath,
    opens: Annotated[Round | None, typer.Option("--open", help=_("Open this round (who leads the study)."))] = None,
    coder: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help=_("Who takes part in it; else all who do research."))
    ] = None,
    ready: Annotated[bool, typer.Option("--ready", help=_("My coding of this round is ready."))] = False,
    recording: AnyRecording = None,
    running: Annotated[
        Running | None, typer.Option(help=_("What becomes of my stretches that still run: end where I saw them last."))
    ] = None,
    close: Annotated[bool, typer.Option("--close", help=_("Close the round (who leads the study)."))] = False,
    again: Annotated[
        str | None, typer.Option(metavar="CODE", help=_("Let this coder, who was ready, code again."))
    ] = None,
    leave_out: Annotated[
        str | None, typer.Option("--leave-out", metavar="CODE", help=_("The round no longer waits for this coder."))
    ] = None,
    take_over: Annotated[
        str | None, typer.Option("--take-over", metavar="MOMENT", help=_("Copy this moment into the round of now."))
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help=_("Why; it is kept in the study."))] = "",
) -> None:
    """Do what was asked for, and say how the round stands."""
    wishes = _wishes(opens, coder, reason, recording, close=close, again=again, leave_out=leave_out, over=take_over)
    if len(wishes) + ready > 1:
        raise BadInput(_("Ask for one thing at a time."))
    with desk.study(study) as opened:
        if ready:
            _say_ready(opened, recording, running)
        for edit, given in wishes:
            made = opened.perform(edit, **given)
            desk.notices += made if isinstance(made, tuple) else getattr(made, "notices", ())
        _show(desk, opened)


def _wishes(
    opens: Round | None,
    coders: Sequence[str] | None,
    reason: str,
    recording: str | None,
    *,
    close: bool,
    again: str | None,
    leave_out: str | None,
    over: str | None,
) -> list[tuple[Callable[..., object], dict[str, Any]]]:
    """The edits that are asked for, each with what it is given."""
    from recall_studio.edits import rounding

    offered: list[tuple[object, Callable[..., object], dict[str, Any]]] = [
        (opens, rounding.open_round, {"round_now": opens, "coders": coders, "reason": reason}),
        (close, rounding.close_round, {"reason": reason}),
        (again, rounding.let_code_again, {"coder": again, "reason": reason, "recording": recording}),
        (leave_out, rounding.leave_out, {"coder": leave_out, "reason": reason}),
        (over, rounding.take_over, {"moment": over, "reason": reason}),
    ]
    return [(edit, given) for asked, edit, given in offered if asked not in (None, False)]


def _moment(given: str) -> AnnotationId:
    from recall_studio.domain.ids import AnnotationId

    return AnnotationId(given)


def _say_ready(study: Study, recording: str | None, running: Running | None) -> None:
    from recall_studio.edits.rounding import say_ready
    from recall_studio.store import conversations, rounds, seen

    where = conversations.recording(study, recording)["conversation_id"] if recording else None
    rows = rounds.still_running(study, study.acting.id, where) if running else []
    if running is Running.DISCARD:
        study.perform(say_ready, recording=recording, discarded=[_moment(row["id"]) for row in rows])
        return
    ends = {
        _moment(row["id"]): seen.unbroken_to(study, study.acting, row["recording_id"], row["start_ms"])
        for row in rows
        if row["recording_id"]  # what is watched along has no place that was seen last: it ends with its conversation
    }
    study.perform(say_ready, recording=recording, ended=ends)


def _show(desk: Desk, study: Study) -> None:
    from recall_studio.analysis.round_standing import coder_standings
    from recall_studio.store import rounds

    past, members = rounds.history(study), study.members()
    standings = coder_standings(study, as_seen_by=study.acting)
    lines = [_headline(past[-1]), "", *_coders_table(standings), "", *_history_table(past)]
    desk.show("rounds", [_row(one, members, last=one is past[-1]) for one in past], lines)


def _headline(now: CodingRound) -> str:
    state = _("closed") if now.is_closed else _("open")
    name = round_in_words(now.round)
    return _("Round: {round} ({state}). {meaning}", round=name, state=state, meaning=meaning(now.round))


def _coders_table(standings: Sequence[CoderStanding]) -> list[str]:
    from recall_studio.analysis.round_standing import STATE_WORDS

    shown = [
        (one.member.code, _(STATE_WORDS[one.state]), local_time(one.since) if one.since else None, one.moments)
        for one in standings
    ]
    return table(shown, (_("Member"), _("Round"), _("Since"), _("Moments")))


def _history_table(past: Sequence[CodingRound]) -> list[str]:
    shown = [
        (
            round_in_words(one.round),
            local_time(one.opened.at),
            local_time(one.closed.at) if one.closed else None,
            " · ".join(filter(None, (one.opened.reason, one.closed.reason if one.closed else None))) or None,
        )
        for one in past
    ]
    return table(shown, (_("Round"), _("Opened"), _("Closed"), _("Why")))


def _row(one: CodingRound, members: Sequence[Member], *, last: bool) -> dict[str, Any]:
    codes = {member.id: member.code for member in members}
    return {
        "round": one.round.value,
        "blind": one.is_blind and last,
        "opened_at": one.opened.at,
        "opened_by": codes[one.opened.member],
        "why_opened": one.opened.reason,
        "closed_at": one.closed.at if one.closed else None,
        "why_closed": one.closed.reason if one.closed else None,
        "ready": [codes[who] for who, entry in one.ready.items() if not entry.is_left_out],
        "left_out": [codes[who] for who, entry in one.ready.items() if entry.is_left_out],
        "waits_for": [member.code for member in one.waits_for(members)] if last and not one.is_closed else [],
    }
