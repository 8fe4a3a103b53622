"""Choosing moments of a conversation for a nagesprek or an intervisie, with the method that led to them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import ConversationId
from recall_studio.domain.moments import check_note
from recall_studio.domain.sampling import LONGEST_WHY, MOST_CHOSEN, ChoiceMethod
from recall_studio.domain.words import N_, _
from recall_studio.edits.placing import check_within
from recall_studio.store import access, conversations
from recall_studio.store import selections as selection_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from recall_studio.domain.ids import SelectionId
    from recall_studio.domain.sampling import ChoicePurpose, Chosen
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing


def choose_moments(
    study: Writing,
    *,
    recording: str,
    purpose: ChoicePurpose,
    method: ChoiceMethod,
    stretches: Sequence[tuple[int, int | None]],
    plan: Mapping[str, Any] | None = None,
    why: str = "",
    participant: str | None = None,
) -> tuple[SelectionId, ...]:
    """Keep stretches of a recording, behind those that were chosen before for this purpose; gives their ids.

    Args:
        study: where.
        recording: its name.
        purpose: what they are for.
        method: how they were chosen.
        stretches: start and end in ms of the recording's time line.
        plan: the parameters of the method, the seed among them.
        why: in a few words; no names.
        participant: pseudonym of who chose, when a participant did.

    Raises:
        UnknownName: there is no such recording or person.
        BadInput: nothing is chosen, too much is, a stretch lies outside the recording, the reason is too long, nothing
            was recorded of the conversation, or the participant who chose is not named.
        AccessRefused: consent or role do not allow working with this recording.
    """
    with study.step(N_("Choose moments"), scope=recording):
        row = conversations.place(study, recording)
        access.require_place(study, row)
        _check(row, method, stretches, why, participant)
        who = _who_chose(study, row, participant) if participant else None
        last = selection_rows.last_position(study, row["conversation_id"], purpose.value)
        kept = {
            "conversation_id": row["conversation_id"],
            "recording_id": row["id"],
            "purpose": purpose.value,
            "method": method.value,
            "why": why.strip(),
            "plan": json.dumps(dict(plan or {}), sort_keys=True),
            "participant_id": who,
        }
        return tuple(
            selection_rows.insert(study, {**kept, "start_ms": start, "end_ms": end, "position": last + number})
            for number, (start, end) in enumerate(stretches, start=1)
        )


def _who_chose(study: Writing, place: Row, pseudonym: str) -> str:
    """The id of a participant who is in this conversation.

    Raises:
        UnknownName: there is no such person.
        BadInput: they are not in it.
    """
    found = str(conversations.participant(study, pseudonym)["id"])
    recorded = conversations.recorded(study, ConversationId(place["conversation_id"]))
    if all(person.participant_id != found for person in recorded):
        raise BadInput(_("“{name}” is not in this conversation, so the choice cannot be theirs.", name=pseudonym))
    return found


def remove_chosen(study: Writing, *, chosen: Collection[SelectionId]) -> None:
    """Take stretches out of the choice.

    Raises:
        UnknownName: one of them is not there any more.
        AccessRefused: somebody else chose it, and the acting member does not lead the study.
    """
    found = [_own(study, one) for one in dict.fromkeys(chosen)]
    if found:
        with study.step(N_("Remove chosen moments"), scope=found[0].recording):
            selection_rows.remove(study, [one.id for one in found])


def move_chosen(study: Writing, *, chosen: SelectionId, by: int) -> None:
    """Take a stretch earlier, or later when positive, among those for the same purpose.

    Raises:
        UnknownName, AccessRefused: as for `remove_chosen()`.
    """
    one = _own(study, chosen)
    row = conversations.recording(study, one.recording)
    there = selection_rows.of_all(study, study.acting, row["id"])
    order = [other.id for other in there if other.purpose is one.purpose]
    now = order.index(one.id)
    then = max(0, min(len(order) - 1, now + by))
    if then != now:
        order.insert(then, order.pop(now))
        with study.step(N_("Arrange chosen moments"), scope=one.recording):
            selection_rows.place(study, list(enumerate(order)))


def _check(
    row: Row, method: ChoiceMethod, stretches: Sequence[tuple[int, int | None]], why: str, participant: str | None
) -> None:
    if row["live"]:
        raise BadInput(_("Nothing was recorded of “{name}”, so there is nothing to look back at.", name=row["name"]))
    if row["recall_session_id"]:
        raise BadInput(_("“{name}” is the recording of a recall interview itself.", name=row["name"]))
    if not stretches:
        raise BadInput(_("No moment was chosen."))
    if len(stretches) > MOST_CHOSEN:
        raise BadInput(_("That would be more than {most} stretches.", most=MOST_CHOSEN))
    if method is ChoiceMethod.DEELNEMER_KIEST and not participant:
        raise BadInput(_("Which participant chose is not said."))
    for start, end in stretches:
        check_within(row, start_ms=start, end_ms=end)
    check_note(why)
    if len(why) > LONGEST_WHY:
        raise BadInput(_("A reason may be {limit} characters long at the most.", limit=LONGEST_WHY))


def _own(study: Writing, chosen: SelectionId) -> Chosen:
    found = selection_rows.one(study, study.acting, chosen)
    if found is None:
        raise UnknownName(_("This chosen moment is not there any more."))
    if found.member != study.acting.code and not study.acting.lead:
        raise AccessRefused(
            _("This moment was chosen by “{member}” and is theirs to change.", member=found.member),
            operation=Operation.CODE.value,
            subjects=(conversations.recording(study, found.recording)["conversation_id"],),
        )
    return found
