"""The command that chooses the moments of a conversation for a nagesprek or an intervisie, and lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.conversing import AnyRecording
from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.errors import BadInput
from recall_studio.domain.sampling import METHOD_WORDS, PURPOSE_WORDS, ChoiceMethod, ChoicePurpose, plan_in_words
from recall_studio.domain.timecode import format_ms, parse_ms
from recall_studio.domain.words import _, in_words

if TYPE_CHECKING:
    from recall_studio.domain.sampling import Chosen
    from recall_studio.store.study import Study

app = typer.Typer()


@command(app, "select", _("Choose the moments that are looked back at, by a plan; without one, list them."))
def select(
    desk: Desk,
    study: StudyPath,
    recording: AnyRecording = None,
    method: Annotated[ChoiceMethod | None, typer.Option(help=_("How the moments are chosen."))] = None,
    purpose: Annotated[ChoicePurpose, typer.Option(help=_("What they are for."))] = ChoicePurpose.NAGESPREK,
    length: Annotated[str | None, typer.Option(metavar="TIME", help=_("Time sample: how long each lasts."))] = None,
    every: Annotated[str | None, typer.Option(metavar="TIME", help=_("Time sample: from start to start."))] = None,
    seed: Annotated[int, typer.Option(help=_("Time sample: the same number gives the same start."))] = 1,
    codes: Annotated[
        str | None, typer.Option(metavar="KEY,KEY", help=_("By code: of these; a theme brings its codes."))
    ] = None,
    before: Annotated[str, typer.Option(metavar="TIME", help=_("So much before each moment."))] = "0",
    after: Annotated[str, typer.Option(metavar="TIME", help=_("So much after each moment."))] = "0",
    stretch: Annotated[list[str] | None, typer.Option(metavar="TIME-TIME", help=_("One that was pointed at."))] = None,
    participant: Annotated[str | None, typer.Option(help=_("Pseudonym of the participant who chose."))] = None,
    why: Annotated[str, typer.Option(help=_("Why these; no names."))] = "",
) -> None:
    """Choose moments, or list those that were chosen."""
    from recall_studio.edits.selecting import choose_moments

    pointed_at = [_stretch(text) for text in stretch or ()]
    with desk.study(study) as opened:
        if method is not None:
            if recording is None:
                raise BadInput(_("“{name}” is missing.", name="--recording"))
            plan = _plan(opened, method, length=length, every=every, seed=seed, codes=codes, margins=(before, after))
            stretches = pointed_at or _follow(opened, recording, method, plan)
            opened.perform(
                choose_moments,
                recording=recording,
                purpose=purpose,
                method=method,
                stretches=stretches,
                plan=plan if not pointed_at else {},
                why=why,
                participant=participant,
            )
        chosen = _chosen(desk, opened, recording)
    _show(desk, chosen)


def _plan(
    study: Study,
    method: ChoiceMethod,
    *,
    length: str | None,
    every: str | None,
    seed: int,
    codes: str | None,
    margins: tuple[str, str],
) -> dict[str, Any]:
    from recall_studio.store.codebooks import codebook

    if method is ChoiceMethod.TIJDSTEEKPROEF:
        for name, given in (("--length", length), ("--every", every)):
            if given is None:
                raise BadInput(_("“{name}” is missing.", name=name))
        return {"length_ms": parse_ms(length or ""), "every_ms": parse_ms(every or ""), "seed": seed}
    plan: dict[str, Any] = {}
    if method is ChoiceMethod.CODEGESTUURD:
        if codes is None:
            raise BadInput(_("“{name}” is missing.", name="--codes"))
        named = [key.strip() for key in codes.split(",") if key.strip()]
        plan["codes"] = list(codebook(study).expanded(named))
    if method in (ChoiceMethod.CODEGESTUURD, ChoiceMethod.INTERVIEWER_KIEST):
        plan |= {"before_ms": parse_ms(margins[0]), "after_ms": parse_ms(margins[1])}
    return plan


def _follow(study: Study, recording: str, method: ChoiceMethod, plan: dict[str, Any]) -> list[tuple[int, int]]:
    """The stretches of a plan; who may not see the recording learns nothing by it."""
    from recall_studio.analysis.finding_back import planned_stretches
    from recall_studio.store import access, annotations, conversations, marks

    place, me = conversations.place(study, recording), study.acting
    if recording not in access.seen_recordings(study, me):
        return [(0, place["duration_ms"])]  # the edit says why not
    return planned_stretches(
        duration_ms=place["duration_ms"],
        method=method,
        plan=plan,
        moments=annotations.moments(study, as_seen_by=me, recording=place["id"]) if "codes" in plan else (),
        marked_ms=[mark.at_ms for mark in marks.of_recording(study, me, place["id"])],
    )


def _chosen(desk: Desk, study: Study, recording: str | None) -> list[Chosen]:
    from recall_studio.store import access, conversations, selections

    which = conversations.place(study, recording)["id"] if recording is not None else None
    seen = access.seen_recordings(study, study.acting)
    found = selections.of_all(study, study.acting, which)
    hidden = sorted({one.recording for one in found} - seen.keys())
    if hidden:
        desk.notices.append(_("Not shown, because consent or role do not allow it: {names}.", names=in_words(hidden)))
    return [one for one in found if one.recording in seen]


def _show(desk: Desk, chosen: list[Chosen]) -> None:
    cells = [
        (
            one.recording,
            _(PURPOSE_WORDS[one.purpose]),
            format_ms(one.start_ms),
            format_ms(one.end_ms) if one.end_ms is not None else "",
            plan_in_words(one),
            one.member,
            one.why,
        )
        for one in chosen
    ]
    headings = (_("Recording"), _("For"), _("Begin"), _("End"), _("Method"), _("Member"), _("Why"))
    nothing = [_("No moments were chosen yet.")]
    desk.show("selections", [_row(one) for one in chosen], table(cells, headings) if cells else nothing)


def _row(one: Chosen) -> dict[str, Any]:
    return {
        "id": one.id,
        "recording": one.recording,
        "purpose": one.purpose.value,
        "method": one.method.value,
        "method_in_words": _(METHOD_WORDS[one.method]),
        "start_ms": one.start_ms,
        "end_ms": one.end_ms,
        "plan": dict(one.plan),
        "why": one.why,
        "member": one.member,
        "participant": one.participant,
        "position": one.position,
    }


def _stretch(text: str) -> tuple[int, int | None]:
    start, dash, end = text.partition("-")
    return parse_ms(start), parse_ms(end) if dash else None
