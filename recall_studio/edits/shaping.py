"""Moments reshaped, one or many in one step: moved, trimmed, nudged, split, merged, duplicated."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import BadInput
from recall_studio.domain.moments import check_note
from recall_studio.domain.shaping import Extent, halves, joined
from recall_studio.domain.words import N_, _, in_words
from recall_studio.edits.excluding import about_overlaps
from recall_studio.edits.placing import check_within, instant_at
from recall_studio.edits.remarking import about_code
from recall_studio.edits.several import Shaped, changeable, scope_of
from recall_studio.store import annotations as annotation_rows
from recall_studio.store import codebooks, rearranging
from recall_studio.store.writing import Burst

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.domain.ids import AnnotationId
    from recall_studio.domain.moments import Moment
    from recall_studio.edits.several import Several
    from recall_studio.store.reading import Row
    from recall_studio.store.writing import Writing

_PLACED = frozenset({"start_ms", "end_ms", "clock_at"})


def move_moments(study: Writing, *, moments: Sequence[AnnotationId], by_ms: int) -> Shaped:
    """Move moments together, so much later, or earlier when negative; the key presses that made them stay.

    Raises:
        UnknownName: one is not there any more.
        BadInput: one would lie outside the recording; none is moved then.
        AccessRefused: consent, role or the rules for originals do not allow changing one of them.
    """
    with study.step(N_("Move moments"), scope=scope_of(study, moments)):
        several = changeable(study, moments)
        return _placed(study, several, {one.id: _extent(one).moved(by_ms) for one in several.moments})


def set_edges(study: Writing, *, places: Mapping[AnnotationId, tuple[int, int | None]], nudged: bool = False) -> Shaped:
    """Give moments other edges.

    Args:
        study: where.
        places: begin and end of each moment, in ms of its recording's time line; no end makes it an instant.
        nudged: by a key that is pressed again and again: what follows within two seconds for the same moments is the
            same step.

    Raises:
        UnknownName: one is not there any more.
        BadInput: one would lie outside the recording, run backwards, or still runs and is given an end; nothing is
            changed then.
        AccessRefused: consent, role or the rules for originals do not allow changing one of them.
    """
    once_more = Burst("annotation", frozenset(places), _PLACED) if nudged else None
    label = N_("Nudge moments") if nudged else N_("Change edges")
    with study.step(label, scope=scope_of(study, places), burst=once_more):
        several = changeable(study, places)
        return _placed(study, several, {moment: Extent(*place) for moment, place in places.items()})


def split_moments(study: Writing, *, moments: Sequence[AnnotationId], at_ms: int) -> Shaped:
    """Split stretches in two at one time. The note, the marks and the memos stay with the first half.

    The second half has the same code, features, certainty and speaker, and counts as placed by hand.

    Args:
        study: where.
        moments: which; the first half keeps the id.
        at_ms: in ms of the recording's time line.

    Returns:
        The ids of the halves, first and second of each.

    Raises:
        UnknownName: one is not there any more.
        BadInput: one is an instant, still runs, or does not hold that time; none is split then.
        AccessRefused: consent, role or the rules for originals do not allow changing one of them.
    """
    with study.step(N_("Split moment"), scope=scope_of(study, moments)):
        several = changeable(study, moments)
        several.require_ended()
        made = [half for one in several.moments for half in _split(study, several, one, at_ms)]
        noted = any(one.note for one in several.moments)
        return Shaped(tuple(made), (_("The note stays with the first half."),) if noted else ())


def merge_moments(study: Writing, *, moments: Sequence[AnnotationId]) -> Shaped:
    """Make one moment of several with the same code, from the first start to the last end; notes are joined.

    The first one stays and gets the marks and memos of the others. What is said of the others besides is kept where
    the first says nothing of it.

    Raises:
        UnknownName: one is not there any more.
        BadInput: there are fewer than two, their codes, coders or recordings differ, one still runs, or the notes are
            too long together; nothing is merged then.
        AccessRefused: consent, role or the rules for originals do not allow changing one of them.
    """
    with study.step(N_("Merge moments"), scope=scope_of(study, moments)):
        several = changeable(study, moments)
        several.require_ended()
        _require_alike(several.moments)
        first, others = several.moments[0], several.moments[1:]
        whole = joined(_extent(one) for one in several.moments)
        said, about = _said_of_all(several.moments)
        _write(study, several.place(first), first, whole, said)
        rearranging.hand_over(study, to=first.id, moments=[one.id for one in others])
        annotation_rows.remove(study, [one.id for one in others])
        code = codebooks.code(study, first.code) if first.code else None
        about += about_code(code, whole.end_ms)
        return Shaped((first.id,), tuple(about), tuple(about_overlaps(study, [first.id])))


def duplicate_moments(study: Writing, *, moments: Sequence[AnnotationId], by_ms: int) -> Shaped:
    """Copy moments to another time, with all that is said of them and their notes; marks and memos are not copied.

    Args:
        study: where.
        moments: which.
        by_ms: how much later the copies lie, or earlier when negative; they count as placed by hand.

    Raises:
        UnknownName: one is not there any more.
        BadInput: a copy would lie outside the recording, or one still runs; none is copied then.
        AccessRefused: consent, role or the rules for originals do not allow copying one of them.
    """
    with study.step(N_("Duplicate moments"), scope=scope_of(study, moments)):
        several = changeable(study, moments)
        several.require_ended()
        made = []
        for one in several.moments:
            where, extent = several.place(one), _extent(one).moved(by_ms)
            check_within(where, start_ms=extent.start_ms, end_ms=extent.end_ms)
            made.append(rearranging.copy(study, one.id, _by_hand(study, where, one, extent)))
        return Shaped(tuple(made), (), tuple(about_overlaps(study, made)))


def _extent(moment: Moment) -> Extent:
    return Extent(moment.start_ms, moment.end_ms)


def _placed(study: Writing, several: Several, places: Mapping[AnnotationId, Extent]) -> Shaped:
    """Put moments at these places; those that lie there already stay untouched."""
    for moment in several.moments:
        _write(study, several.place(moment), moment, places[moment.id], {})
    ids = tuple(moment.id for moment in several.moments)
    return Shaped(ids, (), tuple(about_overlaps(study, ids)))


def _write(study: Writing, where: Row, moment: Moment, extent: Extent, said: Mapping[str, Any]) -> None:
    """Give a moment this place, and what else is said of it."""
    if moment.running and extent.end_ms is not None:
        raise BadInput(_("This moment is still running: end it first."))
    values: dict[str, Any] = {"start_ms": extent.start_ms, "end_ms": extent.end_ms, **said}
    different = {name: value for name, value in values.items() if value != getattr(moment, name)}
    if different.keys() & {"start_ms", "end_ms"}:
        check_within(where, start_ms=extent.start_ms, end_ms=extent.end_ms)
    if "start_ms" in different and where["live"]:
        different["clock_at"] = _clock(study, where, moment, extent)
    if different:
        annotation_rows.change(study, moment.id, different)


def _split(study: Writing, several: Several, moment: Moment, at_ms: int) -> tuple[AnnotationId, AnnotationId]:
    first, second = halves(_extent(moment), at_ms)
    where = several.place(moment)
    made = rearranging.copy(study, moment.id, {**_by_hand(study, where, moment, second), "note": None})
    _write(study, where, moment, first, {})
    return moment.id, made


def _by_hand(study: Writing, where: Row, moment: Moment, extent: Extent) -> dict[str, Any]:
    """The columns of a copy that lies here: no key was pressed for it, so that it has no offset from its start."""
    place = {"start_ms": extent.start_ms, "end_ms": extent.end_ms, "pressed_ms": extent.start_ms}
    return {**place, "clock_at": _clock(study, where, moment, extent)}


def _clock(study: Writing, where: Row, moment: Moment, extent: Extent) -> str | None:
    return instant_at(study, where, study.member(moment.coder).id, extent.start_ms) if where["live"] else None


def _require_alike(moments: Sequence[Moment]) -> None:
    """See that moments can become one."""
    if len(moments) < 2:
        raise BadInput(_("Select two moments or more to merge them."))
    if len({moment.recording_id for moment in moments}) > 1:
        raise BadInput(_("These moments lie in different recordings and cannot become one."))
    if len({moment.coder for moment in moments}) > 1:
        raise BadInput(_("These moments are of different coders and cannot become one."))
    codes = list(dict.fromkeys(moment.code or _("no code") for moment in moments))
    if len(codes) > 1:
        raise BadInput(
            _(
                "These moments have different codes: {codes}. Only moments of one code become one.",
                codes=in_words(codes),
            ),
            remedy=_("Give them the same code first."),
        )


def _said_of_all(moments: Sequence[Moment]) -> tuple[dict[str, Any], list[str]]:
    """What is said of the moment that several become, and that some of them said otherwise, where they did."""
    note = "\n\n".join(dict.fromkeys(moment.note for moment in moments if moment.note))
    check_note(note)
    said: dict[str, Any] = {"note": note or None}
    differs = False
    for name in ("speaker", "certainty"):
        values = [value for moment in moments if (value := getattr(moment, name)) is not None]
        said[name] = values[0] if values else None
        differs |= len(set(values)) > 1
    features: dict[str, Any] = {}
    for moment in moments:
        for name, value in json.loads(moment.modifiers).items():
            differs |= features.setdefault(name, value) != value
    said["modifiers"] = json.dumps(features)
    return said, [_("They differed in speaker, certainty or features; the first one's were kept.")] if differs else []
