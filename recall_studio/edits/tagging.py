"""Moments, one by one: tagging, beginning and ending, changing, removing; and the reaction time of who tags."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import AnnotationId, ConversationId
from recall_studio.domain.moments import Details
from recall_studio.domain.observing import clock_at
from recall_studio.domain.reaction import check_reaction
from recall_studio.domain.words import N_, _
from recall_studio.edits.excluding import about_overlaps
from recall_studio.edits.founding import member_named
from recall_studio.edits.placing import check_within, instant_at, recording_in
from recall_studio.edits.remarking import about_code, about_note, new_members, usable
from recall_studio.edits.several import removable, scope_of
from recall_studio.store import access, audit, codebooks, conversations, people, rounds, seen
from recall_studio.store import annotations as annotation_rows
from recall_studio.store.writing import Burst

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.domain.codebook import GivenValue
    from recall_studio.domain.moments import Moment
    from recall_studio.store.reading import Reading, Row
    from recall_studio.store.writing import Writing

NO_MODIFIERS: Mapping[str, GivenValue] = MappingProxyType({})

TYPED_OR_NUDGED = frozenset({"note", "start_ms", "end_ms"})
"""Fields whose changes in quick succession are one step; any other choice is a step of its own."""
SAID = frozenset({"note", "speaker", "certainty", "modifiers"})
"""What changes nothing about where a code lies."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A moment that was made, and sentences for the user."""

    id: AnnotationId
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a moment lies, in ms of the recording's time line.

    Args:
        start_ms: where it begins.
        end_ms: where it ends; None for an instant, and while it runs.
        pressed_ms: the picture that was on the screen at the key press; None for one placed by hand.
        running: it has begun, and its end is still to come.
    """

    start_ms: int
    end_ms: int | None = None
    pressed_ms: int | None = None
    running: bool = False


def tag_moment(
    study: Writing,
    *,
    recording: str,
    coder: str,
    code: str | None,
    start_ms: int,
    end_ms: int | None = None,
    pressed_ms: int | None = None,
    speaker: str | None = None,
    certainty: int | None = None,
    modifiers: Mapping[str, GivenValue] = NO_MODIFIERS,
    note: str | None = None,
) -> Tagged:
    """Put a code at a moment of a recording.

    Args:
        study: where.
        recording: its name.
        coder: code of the member whose coding it is; made when unknown.
        code: key of the code or theme; None for a moment that is still to be coded.
        start_ms: where it begins, in ms of the recording's time line.
        end_ms: where it ends; None for an instant.
        pressed_ms: the picture that was on the screen at the key press; None for a moment placed by hand, which has
            no offset from its start.
        speaker: whose words or deeds it is about, by role.
        certainty: the coder's, 1 to 3.
        modifiers: by key, of those that the codebook offers for the code.
        note: free text.

    Raises:
        UnknownName: there is no such recording or code.
        BadInput: the place is outside the recording, the code is retired, the note too long, or what else is said
            does not fit the codebook.
        AccessRefused: consent or role do not allow coding.
    """
    with study.step(N_("Tag moment"), scope=recording):
        place, details = Place(start_ms, end_ms, pressed_ms), Details(speaker, certainty, modifiers, note)
        return _keep(study, recording=recording, coder=coder, code=code, place=place, details=details)


def _keep(study: Writing, *, recording: str, coder: str, code: str | None, place: Place, details: Details) -> Tagged:
    """What every way of tagging does, within its step; `tag_moment()` says what it wants and raises."""
    row = conversations.place(study, recording)
    conversation = ConversationId(row["conversation_id"])
    chosen = usable(codebooks.code(study, code)) if code is not None else None
    access.require_place(study, row, [chosen.parent or chosen.key] if chosen else [])
    check_within(row, start_ms=place.start_ms, end_ms=place.end_ms)
    details.check()
    modifiers = codebooks.codebook(study).checked_modifiers(code, details.modifiers) if details.modifiers else {}
    member, made = member_named(study, coder)
    rounds.require_new(study, coder=member.id, conversation=conversation)
    moment, values = annotation_rows.row_of(
        study,
        conversation=conversation,
        recording=recording_in(row),
        coder=member.id,
        code=codebooks.code_id(study, code) if code is not None else None,
        codebook_version=codebooks.version(study)[0],
        round_now=study.round_now()[0],
        start_ms=place.start_ms,
        end_ms=place.end_ms,
        pressed_ms=place.start_ms if place.pressed_ms is None else place.pressed_ms,
        clock_at=instant_at(study, row, member.id, place.start_ms),
        running=place.running,
        speaker=details.speaker,
        certainty=details.certainty,
        modifiers=json.dumps(modifiers),
        note=details.note or None,
        session=row["recall_session_id"],
    )
    annotation_rows.insert(study, [values])
    said = [*about_code(chosen, place.end_ms, running=place.running), *about_note(details.note)]
    said += about_overlaps(study, [moment]) if chosen else []
    return Tagged(moment, (*said, *new_members([coder] if made else [])))


def begin_moment(
    study: Writing,
    *,
    recording: str,
    coder: str,
    code: str | None,
    start_ms: int,
    pressed_ms: int | None = None,
    speaker: str | None = None,
    certainty: int | None = None,
    modifiers: Mapping[str, GivenValue] = NO_MODIFIERS,
    note: str | None = None,
) -> Tagged:
    """Begin a stretch whose end is still to come; it is kept at once, and survives a crash.

    Args and errors are those of `tag_moment()`.
    """
    with study.step(N_("Begin moment"), scope=recording):
        place, details = Place(start_ms, None, pressed_ms, running=True), Details(speaker, certainty, modifiers, note)
        return _keep(study, recording=recording, coder=coder, code=code, place=place, details=details)


@dataclass(frozen=True, slots=True)
class Ended:
    """Where a stretch that ran lies now, and sentences for the user; `end_ms` is None when it became an instant."""

    id: AnnotationId
    start_ms: int
    end_ms: int | None
    notices: tuple[str, ...]


def end_moment(study: Writing, *, moment: AnnotationId, end_ms: int) -> Ended:
    """End a stretch that runs. An end before its start becomes the start; an end at its start makes it an instant.

    Its coder may end it also when its round is over, at the latest where they had seen the recording without a gap.

    Raises:
        UnknownName: the moment is not there any more.
        BadInput: it does not run, or the end lies outside the recording.
        AccessRefused: consent, role or the rules for originals do not allow it.
    """
    with study.step(N_("End moment"), scope=_recording_of(study, moment)):
        found, where = _changeable(study, moment, ending=True)
        if not found.running:
            raise BadInput(_("This moment was ended already."))
        if not where["live"] and not _open_to(study, moment):  # of what is watched along all was seen
            end_ms = min(end_ms, seen.unbroken_to(study, study.acting, found.recording_id, found.start_ms))
        start, end = min(found.start_ms, end_ms), max(found.start_ms, end_ms)
        last = end if end > start else None
        check_within(where, start_ms=start, end_ms=last)
        annotation_rows.change(study, moment, {**_begins_at(found, start), "end_ms": last, "running": 0})
        code = codebooks.code(study, found.code) if found.code else None
        said = about_code(code, last) or _about_instant(last)
        return Ended(moment, start, last, (*said, *about_overlaps(study, [moment])))


def _about_instant(end_ms: int | None) -> list[str]:
    return [_("It ended where it began; the moment was kept as an instant.")] if end_ms is None else []


class MomentFields(TypedDict, total=False):
    """What can be changed of a moment; as in `tag_moment()`."""

    code: str | None
    start_ms: int
    end_ms: int | None
    speaker: str | None
    certainty: int | None
    modifiers: Mapping[str, GivenValue]
    note: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A moment that was changed, and sentences for the user."""

    id: AnnotationId
    notices: tuple[str, ...]


def change_moment(study: Writing, *, moment: AnnotationId, **fields: Unpack[MomentFields]) -> Changed:
    """Change some fields of a moment; those that are not given stay. The key press that made it stays as it was.

    Notes and places that the same member changes again within two seconds are one step. Modifiers that a new code
    does not know go.

    Raises:
        UnknownName: the moment is not there any more, or there is no such code.
        BadInput: as for `tag_moment()`, or an end for a moment that runs.
        AccessRefused: consent, role or the rules for originals do not allow it.
    """
    once_more = Burst("annotation", moment, frozenset(fields)) if fields.keys() <= TYPED_OR_NUDGED else None
    with study.step(N_("Change moment"), scope=_recording_of(study, moment), burst=once_more):
        found, where = _changeable(study, moment, fields.get("code"))
        return Changed(moment, tuple(_change(study, found, where, fields)))


def _begins_at(found: Moment, start_ms: int) -> dict[str, Any]:
    """The columns of another start: one that was marked live has an instant of the clock as well."""
    if found.clock_at is None:
        return {"start_ms": start_ms}
    return {"start_ms": start_ms, "clock_at": clock_at(found.clock_at, start_ms - found.start_ms)}


def _change(study: Writing, found: Moment, where: Row, fields: MomentFields) -> list[str]:
    """Write what differs, and say what the user should know."""
    start_ms, end_ms = fields.get("start_ms", found.start_ms), fields.get("end_ms", found.end_ms)
    if found.running and end_ms is not None:
        raise BadInput(_("This moment is still running: end it first."))
    if (start_ms, end_ms) != (found.start_ms, found.end_ms):
        check_within(where, start_ms=start_ms, end_ms=end_ms)
    Details(fields.get("speaker"), fields.get("certainty"), note=fields.get("note")).check()
    wanted: dict[str, Any] = dict(fields)
    if "note" in wanted:
        wanted["note"] = fields["note"] or None
    said = about_note(fields.get("note"))
    if fields.keys() & {"code", "modifiers"}:
        wanted["modifiers"], about = _recoded(study, found, fields)
        said += about
    different = {name: value for name, value in wanted.items() if value != getattr(found, name)}
    if "start_ms" in different:
        different |= _begins_at(found, start_ms)
    if "code" in different:
        different |= _code_columns(study, different.pop("code"))
    if different:
        annotation_rows.change(study, found.id, different)
    return [*said, *(about_overlaps(study, [found.id]) if different.keys() - SAID else [])]


def _code_columns(study: Reading, key: str | None) -> dict[str, Any]:
    chosen = codebooks.code_id(study, key) if key is not None else None
    return {"code_id": chosen, "codebook_version": codebooks.version(study)[0]}


def _recoded(study: Writing, found: Moment, fields: MomentFields) -> tuple[str, list[str]]:
    """The modifiers of a moment with another code or other modifiers, as kept; and what the user should know."""
    book, key = codebooks.codebook(study), fields.get("code", found.code)
    chosen = usable(book.code(key)) if key is not None and key != found.code else None
    said = about_code(chosen, fields.get("end_ms", found.end_ms), running=found.running)
    if "modifiers" in fields:
        return json.dumps(book.checked_modifiers(key, fields["modifiers"])), said
    kept, known = json.loads(found.modifiers), {modifier.key for modifier in book.modifiers_of(key)}
    for name in [name for name in kept if name not in known]:
        del kept[name]
        said.append(
            _("“{modifier}” is not asked of “{code}” and was left out.", modifier=name, code=key or _("no code"))
        )
    return json.dumps(kept), said


def remove_moments(study: Writing, *, moments: Sequence[AnnotationId]) -> int:
    """Remove moments, and the discuss marks on them, in one step; gives how many.

    One that still runs is removed by its coder also when its round is over: it counts nowhere.

    Raises:
        UnknownName: one is not there any more; none is removed then.
        AccessRefused: the rules for originals do not allow removing one of them.
    """
    if not moments:
        return 0
    with study.step(N_("Remove moments"), scope=scope_of(study, moments)):
        wanted = removable(study, moments)
        annotation_rows.remove(study, wanted)
        return len(wanted)


def visible_moment(study: Writing, moment: AnnotationId) -> Moment:
    """A moment that the acting member may see.

    Raises:
        UnknownName: there is none of this id, or none that they may see.
    """
    found = annotation_rows.moments(study, as_seen_by=study.acting, ids=[moment])
    if not found:
        raise UnknownName(_("This moment is not there any more."))
    return found[0]


def own_moment(study: Writing, moment: AnnotationId, *, ending: bool = False) -> Moment:
    """A moment that the acting member may change.

    Args:
        study: where.
        moment: its id.
        ending: it is to be ended or removed, which its coder may do with one that runs, whatever the round.

    Raises:
        UnknownName: it is not there.
        AccessRefused: it is somebody else's original, or of a round that is over.
    """
    found = visible_moment(study, moment)
    if not (ending and found.running and found.coder == study.acting.code):
        rounds.require_there(study, moment)
    return found


def _open_to(study: Writing, moment: AnnotationId) -> bool:
    try:
        rounds.require_there(study, moment)
    except AccessRefused:
        return False
    return True


def _changeable(
    study: Writing, moment: AnnotationId, code: str | None = None, *, ending: bool = False
) -> tuple[Moment, Row]:
    """A moment that may be changed, perhaps to this code, and the place it lies in."""
    found = own_moment(study, moment, ending=ending)
    row = conversations.place(study, found.recording)
    coded = [codebooks.code(study, key) for key in (found.code, code) if key is not None]
    access.require_place(study, row, [one.parent or one.key for one in coded])
    return found, row


def _recording_of(study: Writing, moment: AnnotationId) -> str:
    """The name of a moment's recording, which is the scope of what is done with it."""
    return visible_moment(study, moment).recording


def set_reaction_time(study: Writing, *, member: str, reaction_ms: int) -> None:
    """Say how much later than what they saw a member presses a key; it moves the start of what they tag from now on.

    Args:
        study: where.
        member: their code.
        reaction_ms: in ms of the clock; 0 for none.

    Raises:
        UnknownName: there is no such member.
        BadInput: it is no time that a reaction takes.
        AccessRefused: it is somebody else's, and the acting member does not lead the study.
    """
    check_reaction(reaction_ms)
    with study.step(""):
        whose = study.member(member)
        if whose.id != study.acting.id and not study.acting.lead:
            raise AccessRefused(
                _("The reaction time of “{member}” is set by themselves.", member=member),
                operation="reactietijd",
                subjects=(),
            )
        people.set_reaction_time(study, whose.id, reaction_ms)
        audit.write(study, "reactietijd", table="member", row=whose.id, reaction_ms=reaction_ms)
