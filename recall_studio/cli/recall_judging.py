"""Commands for what researchers judge from recall interviews: congruence and global impressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath
from recall_studio.domain.errors import BadInput
from recall_studio.domain.ids import CongruenceId, ConversationId, RecordingId
from recall_studio.domain.recall.kinds import (
    JUDGEMENT_WORDS,
    RATER_WORDS,
    RATING_WORDS,
    Judgement,
    Rater,
    RatingItem,
)
from recall_studio.domain.timecode import format_ms, parse_ms
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from recall_studio.store.recall.congruences import Congruence

app = typer.Typer()

Recording = Annotated[str, typer.Option("--recording", metavar="NAME", help=_("Which recording, such as G-001."))]


@command(app, "recall-judge", _("Judge how far client and case manager saw the same; without a judgement, list them."))
def judge(
    desk: Desk,
    study: StudyPath,
    recording: Recording,
    start: Annotated[str | None, typer.Option(metavar="TIME", help=_("Where the place begins."))] = None,
    end: Annotated[str | None, typer.Option(metavar="TIME", help=_("Where it ends; none for an instant."))] = None,
    judgement: Annotated[Judgement | None, typer.Option(help=_("How far they saw the same."))] = None,
    note: Annotated[str, typer.Option(help=_("Why, in a few words; no names."))] = "",
    remove: Annotated[str | None, typer.Option(metavar="ID", help=_("Take this judgement away."))] = None,
) -> None:
    """Judge a place, or list what was judged."""
    from recall_studio.edits.recall import judging
    from recall_studio.store import access, conversations
    from recall_studio.store.recall import congruences

    with desk.study(study) as opened:
        if judgement is not None:
            if start is None:
                raise BadInput(_("“{name}” is missing.", name="--start"))
            end_ms = None if end is None else parse_ms(end)
            opened.perform(
                judging.judge,
                recording=recording,
                start_ms=parse_ms(start),
                end_ms=end_ms,
                judgement=judgement,
                note=note,
            )
        if remove is not None:
            opened.perform(judging.unjudge, judgement=CongruenceId(remove))
        place = RecordingId(conversations.recording(opened, recording)["id"])
        seen = recording in access.seen_recordings(opened, opened.acting)
        found = congruences.of_recording(opened, place, opened.acting) if seen else []
    _show_judged(desk, found)


def _show_judged(desk: Desk, found: list[Congruence]) -> None:
    rows = [
        {
            "congruence_id": one.id,
            "start_ms": one.start_ms,
            "end_ms": one.end_ms,
            "judgement": one.judgement.value,
            "note": one.note,
            "member": one.member,
            "moment_id": one.moment,
        }
        for one in found
    ]
    cells = [
        (
            format_ms(one.start_ms),
            None if one.end_ms is None else format_ms(one.end_ms),
            _(JUDGEMENT_WORDS[one.judgement]),
            one.member,
            one.note,
        )
        for one in found
    ]
    heads = (_("Begin"), _("End"), _("Judgement"), _("Member"), _("Note"))
    desk.show("congruences", rows, table(cells, heads) if cells else [_("Nothing was judged yet.")])


@command(app, "recall-rate", _("Give a global impression of a conversation, 1 to 5; without a score, list them."))
def rate(
    desk: Desk,
    study: StudyPath,
    recording: Recording,
    item: Annotated[RatingItem | None, typer.Option(help=_("What the impression is of."))] = None,
    rater: Annotated[Rater, typer.Option(help=_("Whose impression it is."))] = Rater.ONDERZOEKER,
    score: Annotated[int | None, typer.Option(help=_("1 to 5."))] = None,
    remove: Annotated[bool, typer.Option("--remove", help=_("Take it back."))] = False,
) -> None:
    """Keep a score, or list them."""
    from recall_studio.edits.recall import judging
    from recall_studio.store import conversations
    from recall_studio.store.recall import ratings

    with desk.study(study) as opened:
        if (score is not None or remove) and item is None:
            raise BadInput(_("“{name}” is missing.", name="--item"))
        if score is not None and item is not None:
            opened.perform(judging.rate, conversation=recording, item=item, rater=rater, score=score)
        if remove and item is not None:
            opened.perform(judging.unrate, conversation=recording, item=item, rater=rater)
        conversation = ConversationId(conversations.place(opened, recording)["conversation_id"])
        found = ratings.of_conversation(opened, conversation, opened.acting)
    rows = [
        {
            "rating_id": one.id,
            "item": one.item.value,
            "rater": one.rater.value,
            "score": one.score,
            "member": one.member,
        }
        for one in found
    ]
    cells = [(_(RATING_WORDS[one.item]), _(RATER_WORDS[one.rater]), one.score, one.member) for one in found]
    heads = (_("Impression"), _("Of"), _("Score"), _("Member"))
    desk.show("global_ratings", rows, table(cells, heads) if cells else [_("No impression was given yet.")])
