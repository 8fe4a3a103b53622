"""Watching along live with a conversation of which nothing is recorded: add it, begin, end, go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import BadInput
from recall_studio.domain.ids import ConversationId
from recall_studio.domain.observing import LONGEST_MS, elapsed_ms, in_utc
from recall_studio.domain.pseudonyms import checked
from recall_studio.domain.words import N_, _
from recall_studio.edits.adding import check_persons, checked_form, record_each
from recall_studio.edits.recording import add_persons, conversation_row
from recall_studio.edits.stopping import stop
from recall_studio.store import access, audit, conversations, observations
from recall_studio.store import annotations as annotation_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from recall_studio.domain.ids import AnnotationId
    from recall_studio.domain.observing import Observation
    from recall_studio.edits.adding import GivenAnswers
    from recall_studio.edits.consenting import Form
    from recall_studio.edits.recording import GivenPerson
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing


@dataclass(frozen=True, slots=True)
class NewLive:
    """What is known of a conversation that will be watched along.

    Args:
        name: of it.
        persons: everybody who is in it.
        held: day, or instant with time zone; it may still be to come.
        type, channel, wave: of the conversation.
    """

    name: str
    persons: tuple[GivenPerson, ...]
    held: date | datetime | None = None
    type: str | None = None
    channel: str | None = None
    wave: str | None = None


@dataclass(frozen=True, slots=True)
class AddedLive:
    """A conversation that came in; why it may not be watched along yet, if so; and sentences for the user."""

    conversation: ConversationId
    name: str
    persons: tuple[GivenPerson, ...]
    refused: str | None
    notices: tuple[str, ...]


def add_live(
    study: Writing, *, new: NewLive, answers: Sequence[GivenAnswers] = (), form: Form | None = None
) -> AddedLive:
    """Add a conversation without a recording, and record what its people said; nothing of `opname` is asked.

    Args:
        study: where.
        new: name, persons and date.
        answers: one for each person who was asked something.
        form: how and when they answered; None only when nobody was asked anything.

    Raises:
        BadInput: a name or person cannot be used, or the form is not complete.
    """
    asked = [one for one in answers if one.given()]
    check_persons(asked, new.persons)
    with study.step(""):
        _check_new(study, new)
        persons = add_persons(study, new.persons)
        made = conversations.add_conversation(
            study, row=conversation_row(study, new, persons), persons=[(who, one.role) for who, one in persons]
        )
        audit.write(study, "gesprek_toegevoegd", table="conversation", row=made)
        notices = record_each(study, asked, checked_form(form), new.name) if asked else []
        decided = access.decision(study, Operation.WATCH_ALONG, made, study.today())
        given = tuple(one for _who, one in persons)
        refused = None if decided.allowed else decided.sentence()
        return AddedLive(made, new.name, given, refused, tuple(dict.fromkeys(notices)))


def _check_new(study: Writing, new: NewLive) -> None:
    checked(new.name, what=_("conversation"))
    if new.name in conversations.names_taken(study):
        raise BadInput(_("There is a conversation “{name}” already.", name=new.name), remedy=_("Choose another name."))
    if not new.persons:
        raise BadInput(_("Nobody is listed as being in the conversation."), remedy=_("Name the client first."))


def begin_live(study: Writing, *, conversation: str, started_at: datetime | None = None) -> Observation:
    """Begin to watch along: the clock of the conversation runs from here.

    Whoever comes in while somebody else watches along on this computer shares their clock. While nothing was marked,
    beginning again sets the clock anew.

    Args:
        study: where.
        conversation: its name.
        started_at: when the key was pressed; None for now.

    Raises:
        UnknownName: there is no such conversation without a recording.
        BadInput: it has ended, something was marked in it, or it would begin in the future.
        AccessRefused: consent or role do not allow it.
    """
    with study.step(""):
        place = live_place(study, conversation)
        access.require_place(study, place)
        which = ConversationId(place["conversation_id"])
        at = in_utc(_checked_start(study, started_at))
        there = observations.of_conversation(study, which, study.acting.id)
        if there is None:
            made = observations.add(study, conversation=which, member=study.acting.id, started_at=at)
        else:
            _check_unmarked(study, there)
            made = there.id
            observations.set_start(study, made, at)
        audit.write(study, "meekijken_begonnen", table="live_observation", row=made, conversation=which)
        return _there(study, which)


def _checked_start(study: Writing, started_at: datetime | None) -> datetime:
    now = study.clock()
    if started_at is not None and (started_at - now).total_seconds() > 1:
        raise BadInput(_("That moment is still to come."))
    return started_at or now


def _check_unmarked(study: Writing, there: Observation) -> None:
    if not there.goes_on:
        raise BadInput(_("This conversation has ended."), remedy=_("Its clock goes on with “It still goes on”."))
    if observations.marked(study, there.conversation):
        raise BadInput(_("It runs already, and something was marked in it: its clock stays as it is."))


@dataclass(frozen=True, slots=True)
class EndedLive:
    """That a conversation ended, how long it lasted, and which stretches that ran were ended with it."""

    length_ms: int
    ended: tuple[AnnotationId, ...]


def end_live(study: Writing, *, conversation: str, length_ms: int | None = None) -> EndedLive:
    """End watching along; the acting member's stretches that still run end here too. It can always be done.

    Args:
        study: where.
        conversation: its name.
        length_ms: how long it lasted by a steady clock; None for what the computer's clock says.

    Raises:
        UnknownName: there is no such conversation without a recording.
        BadInput: it does not go on.
    """
    with study.step(N_("End watching along"), scope=conversation):
        there = _going_on(study, conversation)
        lasted_ms = stop(study, there, length_ms)
        place = conversations.place(study, conversation)
        moments = annotation_rows.moments(study, as_seen_by=study.acting, recording=place["id"])
        running = [one for one in moments if one.running and one.coder == study.acting.code]
        for one in running:
            end_ms = lasted_ms if lasted_ms > one.start_ms else None
            annotation_rows.change(study, one.id, {"end_ms": end_ms, "running": 0})
        return EndedLive(lasted_ms, tuple(one.id for one in running))


def go_on_live(study: Writing, *, conversation: str) -> Observation:
    """Take the end back: it was pressed too early, and the clock runs on as if it had never stood.

    Raises:
        UnknownName: there is no such conversation without a recording.
        BadInput: it did not end, or so long ago that no conversation lasts until now.
        AccessRefused: consent or role do not allow it.
    """
    with study.step(""):
        place = live_place(study, conversation)
        access.require_place(study, place)
        which = ConversationId(place["conversation_id"])
        there = observations.of_conversation(study, which, study.acting.id)
        if there is None or there.goes_on:
            raise BadInput(_("This conversation has not ended."))
        if elapsed_ms(there.started_at, study.clock()) >= LONGEST_MS:
            raise BadInput(_("It ended too long ago to go on."))
        observations.set_end(study, there.id, ended_at=None, length_ms=None)
        audit.write(study, "meekijken_hervat", table="live_observation", row=there.id, conversation=which)
        return _there(study, which)


def live_place(study: Reading, name: str) -> Row:
    """The conversation of this name, when it is one that is watched along.

    Raises:
        UnknownName: there is none.
        BadInput: it is a recording.
    """
    place = conversations.place(study, name)
    if not place["live"]:
        raise BadInput(_("“{name}” was recorded; it is not watched along live.", name=name))
    return place


def _going_on(study: Writing, conversation: str) -> Observation:
    which = ConversationId(live_place(study, conversation)["conversation_id"])
    there = observations.of_conversation(study, which, study.acting.id)
    if there is None or not there.goes_on:
        raise BadInput(_("This conversation does not go on now."))
    return there


def _there(study: Writing, conversation: ConversationId) -> Observation:
    found = observations.of_conversation(study, conversation, study.acting.id)
    if found is None:
        raise RuntimeError("it was just written")
    return found
