"""Several moments at once: which they are, whether all of them may be changed, and what an edit on them says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput, UnknownName
from recall_studio.domain.words import _
from recall_studio.store import access, codebooks, conversations, rounds
from recall_studio.store import annotations as annotation_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recall_studio.domain.ids import AnnotationId, RecordingId
    from recall_studio.domain.moments import Moment
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing


@dataclass(frozen=True, slots=True)
class Shaped:
    """The moments that an edit changed or made.

    Attributes:
        ids: which they are, by time.
        notices: sentences for the user.
        warnings: sentences that ask the user to look again.
    """

    ids: tuple[AnnotationId, ...]
    notices: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """Moments that may be changed, by time, and the places they lie in (rows of `conversations.place()`) by id."""

    moments: tuple[Moment, ...]
    places: Mapping[RecordingId, Row]

    def place(self, moment: Moment) -> Row:
        """Where a moment lies."""
        return self.places[moment.recording_id]

    def require_ended(self) -> None:
        """See that none still runs.

        Raises:
            BadInput: one does.
        """
        if any(moment.running for moment in self.moments):
            raise BadInput(_("A moment is still running: end it first."))


def there(study: Writing, moments: Iterable[AnnotationId]) -> tuple[Moment, ...]:
    """The moments of these ids, by time.

    Raises:
        BadInput: none is named.
        UnknownName: one is not there any more, or none that the acting member may see.
    """
    wanted = set(moments)
    if not wanted:
        raise BadInput(_("No moment is selected."))
    found = annotation_rows.moments(study, as_seen_by=study.acting, ids=wanted)
    if len(found) < len(wanted):
        raise UnknownName(_("This moment is not there any more."))
    return tuple(found)


def scope_of(study: Writing, moments: Iterable[AnnotationId]) -> str | None:
    """The recording that all of these moments lie in, which is the scope of what is done with them."""
    names = {moment.recording for moment in there(study, moments)}
    return names.pop() if len(names) == 1 else None


def changeable(study: Writing, moments: Iterable[AnnotationId], codes: Iterable[str] = ()) -> Several:
    """Moments that the acting member may change, perhaps to these codes; within a step.

    Every rule is asked once for all moments that it is the same for, not once for each.

    Raises:
        BadInput, UnknownName: as for `there()`.
        AccessRefused: consent, role or the rules for originals do not allow it for one of them.
    """
    found = there(study, moments)
    for moment in {(one.recording_id, one.coder, one.round): one for one in found}.values():
        rounds.require_there(study, moment.id)
    places = {one.recording_id: conversations.place_by_id(study, one.recording_id) for one in found}
    for place_id, row in places.items():
        keys = {one.code for one in found if one.recording_id == place_id and one.code} | set(codes)
        coded = [codebooks.code(study, key) for key in sorted(keys)]
        access.require_place(study, row, [code.parent or code.key for code in coded])
    return Several(found, places)


def removable(study: Writing, moments: Iterable[AnnotationId]) -> list[AnnotationId]:
    """Moments that the acting member may remove; one's own that still run count nowhere, and go whatever the round.

    Raises:
        UnknownName: one is not there any more.
        AccessRefused: the rules for originals do not allow removing one of them.
    """
    found = there(study, moments)
    ended = [one for one in found if not (one.running and one.coder == study.acting.code)]
    for moment in {(one.recording_id, one.coder, one.round): one for one in ended}.values():
        rounds.require_there(study, moment.id)
    return [one.id for one in found]
