"""Several moments recoded in one step, or given a second code on the same stretch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recall_studio.domain.words import N_, _
from recall_studio.edits.excluding import about_overlaps
from recall_studio.edits.remarking import about_code, usable
from recall_studio.edits.several import Shaped, changeable, scope_of, there
from recall_studio.edits.tagging import begin_moment, tag_moment
from recall_studio.store import annotations as annotation_rows
from recall_studio.store import codebooks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.codebook import Code
    from recall_studio.domain.ids import AnnotationId
    from recall_studio.domain.moments import Moment
    from recall_studio.edits.tagging import Tagged
    from recall_studio.store.writing import Writing


def recode_moments(study: Writing, *, moments: Sequence[AnnotationId], code: str | None) -> Shaped:
    """Give moments another code; features that it does not know go, and are named.

    Args:
        study: where.
        moments: which.
        code: key of the code or theme; None makes them moments that are still to be coded.

    Raises:
        UnknownName: one is not there any more, or there is no such code.
        BadInput: the code is retired.
        AccessRefused: consent, role or the rules for originals do not allow changing one of them.
    """
    with study.step(N_("Recode moments"), scope=scope_of(study, moments)):
        chosen = usable(codebooks.code(study, code)) if code is not None else None
        several = changeable(study, moments, [code] if code is not None else [])
        known = {modifier.key for modifier in codebooks.codebook(study).modifiers_of(code)}
        values = {
            "code_id": codebooks.code_id(study, code) if code is not None else None,
            "codebook_version": codebooks.version(study)[0],
        }
        said: list[str] = []
        for moment in several.moments:
            if moment.code != code:
                said += _recode(study, moment, chosen, values, known)
        ids = tuple(moment.id for moment in several.moments)
        return Shaped(ids, tuple(dict.fromkeys(said)), tuple(about_overlaps(study, ids)))


def _recode(study: Writing, moment: Moment, chosen: Code | None, values: dict[str, Any], known: set[str]) -> list[str]:
    """Write the code, and say what the user should know."""
    features = json.loads(moment.modifiers)
    kept = {name: value for name, value in features.items() if name in known}
    changed = {**values, "modifiers": json.dumps(kept)} if kept != features else values
    annotation_rows.change(study, moment.id, changed)
    key = chosen.key if chosen else _("no code")
    dropped = [
        _("“{modifier}” is not asked of “{code}” and was left out.", modifier=name, code=key)
        for name in features
        if name not in known
    ]
    return [*about_code(chosen, moment.end_ms, running=moment.running), *dropped]


def add_second_code(study: Writing, *, moments: Sequence[AnnotationId], coder: str, code: str) -> Shaped:
    """Put a second code on the stretches of moments, whoever's they are; those with this code already are passed over.

    Args:
        study: where.
        moments: on whose stretches.
        coder: code of the member whose coding it is.
        code: key of the code or theme.

    Raises:
        UnknownName: one is not there any more, or there is no such code.
        BadInput: the code is retired.
        AccessRefused: consent, role or the round do not allow coding.
    """
    with study.step(N_("Add a second code"), scope=scope_of(study, moments)):
        stretches = {
            (one.recording, one.start_ms, one.end_ms): one for one in there(study, moments) if one.code != code
        }
        made = [_beside(study, one, coder=coder, code=code) for one in stretches.values()]
        notices = dict.fromkeys(notice for tagged in made for notice in tagged.notices)
        return Shaped(tuple(tagged.id for tagged in made), tuple(notices))


def _beside(study: Writing, moment: Moment, *, coder: str, code: str) -> Tagged:
    place: dict[str, Any] = {"start_ms": moment.start_ms, "pressed_ms": moment.pressed_ms}
    if moment.running:
        return begin_moment(study, recording=moment.recording, coder=coder, code=code, **place)
    return tag_moment(study, recording=moment.recording, coder=coder, code=code, end_ms=moment.end_ms, **place)
