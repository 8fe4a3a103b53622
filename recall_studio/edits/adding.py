"""Adding a conversation as the window does: its recording and what its people said, in one step or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from recall_studio.domain.consent import Condition, Method, Operation, Purpose, Status
from recall_studio.domain.errors import BadInput
from recall_studio.domain.ids import ConversationId
from recall_studio.domain.pseudonyms import LETTERS, RECORDING_LETTER, propose
from recall_studio.domain.study import PersonRole
from recall_studio.domain.words import _, in_words
from recall_studio.edits.consenting import Form, Told, record_consent
from recall_studio.edits.recording import add_recording
from recall_studio.store import access, conversations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from recall_studio.edits.recording import Added, GivenFile, GivenPerson, NewRecording
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing


class ProposedNames(NamedTuple):
    """Names for a recording and its two people, that nobody has yet and that say nothing."""

    recording: str
    client: str
    case_manager: str


def propose_names(study: Reading) -> ProposedNames:
    """Random names for the next conversation; asking twice gives others."""
    taken = conversations.pseudonyms(study)
    return ProposedNames(
        propose(RECORDING_LETTER, conversations.names_taken(study)),
        propose(LETTERS[PersonRole.KLANT], taken),
        propose(LETTERS[PersonRole.KLANTMANAGER], taken),
    )


@dataclass(frozen=True, slots=True)
class GivenAnswers:
    """What one person said to each purpose, on the form of this conversation.

    Args:
        person: their pseudonym, as in the recording's persons.
        answers: by purpose; what was not asked may be left out, or be `niet_gevraagd`.
        condition: what they ask in return; None for what the form says.
        told: how it was explained to them; None for what the form says.
    """

    person: str
    answers: Mapping[Purpose, Status]
    condition: Condition | None = None
    told: Told | None = None

    def given(self) -> dict[Status, list[Purpose]]:
        """The purposes that were answered, by the answer."""
        by_status: dict[Status, list[Purpose]] = {}
        for purpose in Purpose:
            status = self.answers.get(purpose, Status.NIET_GEVRAAGD)
            if status is not Status.NIET_GEVRAAGD:
                by_status.setdefault(status, []).append(purpose)
        return by_status


def missing_in_form(*, version: str, method: Method | None, collector: str, given_on: date | None) -> list[str]:
    """What a form still lacks before an answer on it can be kept, in words."""
    there = {
        _("the version of the form"): version.strip(),
        _("how the answer was given"): method,
        _("who asked"): collector.strip(),
        _("the date"): given_on,
    }
    return [what for what, value in there.items() if not value]


def whole_form(*, version: str, method: Method | None, collector: str, given_on: date | None) -> Form:
    """A form from what was filled in; `dataclasses.replace()` gives it what else is known.

    Raises:
        BadInput: something is missing; all of it is named.
    """
    missing = missing_in_form(version=version, method=method, collector=collector, given_on=given_on)
    if missing or method is None or given_on is None:
        raise _half(missing)
    return Form(version=version.strip(), method=method, collector=collector.strip(), given_on=given_on)


def _half(missing: Sequence[str]) -> BadInput:
    return BadInput(
        _("The consent form is not complete: {what}.", what=in_words(list(missing))),
        remedy=_("Fill it in, or leave all answers open: the recording then waits in quarantine."),
    )


def add_conversation(
    study: Writing,
    *,
    given: Sequence[GivenFile],
    new: NewRecording,
    answers: Sequence[GivenAnswers] = (),
    form: Form | None = None,
) -> Added:
    """Add a conversation with its recording, and record what its people said; afterwards copy what is allowed.

    The answers hold for this conversation. Without any the recording waits in quarantine.

    Args:
        study: where.
        given: its files, as `look_at()` gives them.
        new: name, persons and date.
        answers: one for each person who was asked something.
        form: how and when they answered; None only when nobody was asked anything.

    Raises:
        BadInput: as for `add_recording()`; or the form is not complete, or somebody answers who is not in it.
        BadFile: a file is in the study already.
    """
    asked = [one for one in answers if one.given()]
    check_persons(asked, new.persons)
    with study.step(""):
        added = add_recording(study, given=given, new=new)
        notices = list(added.notices)
        if asked:
            notices += record_each(study, asked, checked_form(form), added.name)
        conversation = ConversationId(conversations.recording(study, added.name)["conversation_id"])
        decided = access.decision(study, Operation.KEEP, conversation, study.today())
        quarantine = None if decided.allowed else decided.sentence()
        return replace(added, quarantine=quarantine, notices=tuple(dict.fromkeys(notices)))


def check_persons(asked: Sequence[GivenAnswers], persons: Iterable[GivenPerson]) -> None:
    """See that everybody who answers is in the conversation, once.

    Raises:
        BadInput: not so.
    """
    known = {person.pseudonym for person in persons}
    names = [one.person for one in asked]
    for name in names:
        if name not in known:
            raise BadInput(_("“{person}” answered, and is not listed as seen or heard.", person=name))
        if names.count(name) > 1:
            raise BadInput(_("“{name}” was given twice.", name=name))


def checked_form(form: Form | None) -> Form:
    """The form, when it is complete.

    Raises:
        BadInput: there is none, or something is missing.
    """
    if form is None:
        raise _half(missing_in_form(version="", method=None, collector="", given_on=None))
    missing = missing_in_form(
        version=form.version, method=form.method, collector=form.collector, given_on=form.given_on
    )
    if missing:
        raise _half(missing)
    return form


def record_each(study: Writing, asked: Sequence[GivenAnswers], form: Form, recording: str) -> list[str]:
    """Record every answer apart, for this conversation and within a step; gives sentences for the user.

    Raises:
        UnknownName, BadInput: as for `record_consent()`.
    """
    notices: list[str] = []
    for one in asked:
        own = replace(form, condition=one.condition or form.condition, told=one.told or form.told)
        for status, purposes in one.given().items():
            recorded = record_consent(
                study, person=one.person, purposes=purposes, status=status, form=own, recording=recording
            )
            notices += recorded.notices
    return notices
