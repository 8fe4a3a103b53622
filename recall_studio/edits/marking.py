"""Discuss marks, what was seen of a recording, and who marks what: the light work beside coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import AnnotationId, ConversationId, DiscussMarkId, RecordingId
from recall_studio.domain.intervals import difference, intersection
from recall_studio.domain.moments import check_note
from recall_studio.domain.words import N_, _
from recall_studio.edits.placing import check_within, recording_in
from recall_studio.edits.remarking import about_note
from recall_studio.edits.tagging import visible_moment
from recall_studio.store import access, conversations
from recall_studio.store import marks as mark_rows
from recall_studio.store import seen as seen_rows
from recall_studio.store.journal import EVERYWHERE
from recall_studio.store.writing import Burst

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from recall_studio.domain.intervals import Stretch
    from recall_studio.domain.marks import Mark
    from recall_studio.domain.sampling import ChoicePurpose
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing


def mark_discuss(
    study: Writing, *, recording: str, at_ms: int, moment: AnnotationId | None = None, note: str | None = None
) -> DiscussMarkId:
    """Mark an instant, or a moment, to be brought to a nagesprek or intervisie; the mark is the acting member's.

    Args:
        study: where.
        recording: its name.
        at_ms: where, in ms of the recording's time line.
        moment: the moment that it hangs on, if it does; the mark goes when the moment goes.
        note: free text.

    Raises:
        UnknownName: there is no such recording or moment.
        BadInput: the place is outside the recording, the moment lies in another one, or the note is too long.
        AccessRefused: consent or role do not allow coding.
    """
    with study.step(N_("Mark to discuss"), scope=recording):
        row = conversations.place(study, recording)
        conversation = ConversationId(row["conversation_id"])
        access.require_place(study, row)
        check_within(row, start_ms=at_ms, end_ms=None)
        check_note(note)
        if moment is not None and visible_moment(study, moment).recording != recording:
            raise BadInput(_("This moment lies in another recording."))
        place = {"conversation_id": conversation, "recording_id": recording_in(row), "annotation_id": moment}
        return mark_rows.insert(study, {**place, "at_ms": at_ms, "note": note or None})


def unmark_discuss(study: Writing, *, mark: DiscussMarkId) -> None:
    """Take a discuss mark away.

    Raises:
        UnknownName: it is not there any more.
        AccessRefused: it is somebody else's, and the acting member does not lead the study.
    """
    unmark_several(study, marks=(mark,))


def change_mark_note(study: Writing, *, mark: DiscussMarkId, note: str | None) -> tuple[str, ...]:
    """Give a discuss mark another note; typing within two seconds is one step. Gives sentences for the user.

    Raises:
        UnknownName, AccessRefused: as for `unmark_discuss()`; AccessRefused too when consent does not allow coding.
        BadInput: the note is too long.
    """
    check_note(note)
    row = _recording_of(study, mark)
    typing = Burst("discuss_mark", mark, frozenset({"note"}))
    with study.step(N_("Change discuss mark"), scope=row["name"], burst=typing):
        access.require_place(study, row)
        if _own(study, mark).note != (note or None):
            mark_rows.change_note(study, mark, note or None)
        return tuple(about_note(note))


def unmark_several(study: Writing, *, marks: Collection[DiscussMarkId]) -> None:
    """Take discuss marks away, as one step.

    Raises:
        UnknownName, AccessRefused: as for `unmark_discuss()`, of any of them; then all stay.
    """
    with study.step(N_("Remove discuss mark"), scope=_scope(study, marks)):
        for mark in dict.fromkeys(marks):
            _own(study, mark)
            mark_rows.remove(study, mark)


def set_meant_for(study: Writing, *, marks: Collection[DiscussMarkId], meant_for: ChoicePurpose | None) -> None:
    """Say whether discuss marks are to be brought to a nagesprek or to an intervisie; None: not said.

    Raises:
        UnknownName, AccessRefused: as for `unmark_several()`; AccessRefused too when consent does not allow coding.
    """
    with study.step(N_("Change discuss mark"), scope=_scope(study, marks)):
        for mark in dict.fromkeys(marks):
            access.require_place(study, _recording_of(study, mark))
            if _own(study, mark).meant_for != meant_for:
                mark_rows.change_meant_for(study, mark, meant_for)


def _scope(study: Writing, marks: Collection[DiscussMarkId]) -> str:
    names = {_recording_of(study, mark)["name"] for mark in marks}
    return str(names.pop()) if len(names) == 1 else EVERYWHERE


def _visible(study: Writing, mark: DiscussMarkId) -> Mark:
    found = mark_rows.one(study, study.acting, mark)
    if found is None:
        raise UnknownName(_("This mark is not there any more."))
    return found


def _recording_of(study: Writing, mark: DiscussMarkId) -> Row:
    return conversations.place_by_id(study, _visible(study, mark).recording_id)


def _own(study: Writing, mark: DiscussMarkId) -> Mark:
    found = _visible(study, mark)
    if found.member != study.acting.code and not study.acting.lead:
        raise AccessRefused(
            _("This mark was made by “{member}” and is theirs to change.", member=found.member),
            operation=Operation.CODE.value,
            subjects=(conversations.place_by_id(study, found.recording_id)["conversation_id"],),
        )
    return found


def note_seen(study: Writing, *, recording: str, ranges: Sequence[Stretch]) -> None:
    """Keep what the acting member has seen of a recording, joined to what they had seen; no step, nothing to undo.

    Args:
        study: where.
        recording: its name.
        ranges: start and end in ms, in any order; what lies outside the recording is left out.

    Raises:
        UnknownName: there is no such recording.
    """
    row = conversations.recording(study, recording)
    which = RecordingId(row["id"])
    inside = intersection(ranges, [(0, row["duration_ms"])])
    # Looked at first: most calls while something is played again add nothing, and a write waits for the disk.
    if difference(inside, seen_rows.of_recording(study, study.acting, which)):
        with study.step(""):
            seen_rows.add(study, study.acting, which, inside)
