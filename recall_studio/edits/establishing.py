"""Making a version of the codebook, what follows from it for the moments that were coded before, and open coding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recall_studio.domain.codebook import CodeStatus, Text
from recall_studio.domain.codebook_changes import next_version
from recall_studio.domain.codebook_keys import free_chord, new_key
from recall_studio.domain.concept import check_planned, established
from recall_studio.domain.errors import AccessRefused, BadInput
from recall_studio.domain.words import N_, _, ngettext
from recall_studio.edits.codebook_editing import SCOPE, check_unused, fresh, require_researcher
from recall_studio.edits.recoding import recode_moments
from recall_studio.edits.several import changeable, there
from recall_studio.store import annotations as annotation_rows
from recall_studio.store import audit, codebook_versions, codebooks
from recall_studio.store import concept as concept_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.ids import AnnotationId
    from recall_studio.domain.moments import Moment
    from recall_studio.store.writing import Writing

LONGEST_WHY = 2000  # signs


@dataclass(frozen=True, slots=True)
class Established:
    """A version that was made, how many moments to look at again there are, and sentences for the user."""

    version: str
    to_revisit: int
    notices: tuple[str, ...]


def establish(study: Writing, *, why: str) -> Established:
    """Make the concept the codebook, as a version with a number and a sentence why. One step, which can be taken back.

    Args:
        study: where.
        why: what moved those who decided it.

    Raises:
        AccessRefused: the member does not lead the study.
        BadInput: there is nothing to establish, no sentence why, or the concept makes no sense.
    """
    if not study.acting.lead:
        raise AccessRefused(
            _("Only who leads the study establishes the codebook."),
            operation="codeboek_vaststellen",
            subjects=(),
            remedy=_("Your changes stay in the concept; ask the lead to establish them."),
        )
    check_why(why)
    with study.step(N_("Establish the codebook"), scope=SCOPE):
        concept = concept_rows.concept_of(study)
        if not concept:
            raise BadInput(_("The concept is empty: there is nothing to establish."))
        check_planned(concept.target)
        for code in concept.now.by_key.keys() - concept.target.by_key.keys():
            check_unused(study, code)
        taken = {number for (number,) in study.tuples("SELECT version FROM codebook_version")}
        book = established(concept.target, next_version(concept.now.version, concept.differences, taken))
        codebooks.apply(study, concept.now, book)
        concept_rows.keep(study, [])
        version = codebooks.add_version(study, book, why=why.strip())
        concept_rows.count_version(study, version)
        audit.write(study, "codeboek_vastgesteld", table="codebook_version", row=version, version=book.version)
        again = len(codebook_versions.to_revisit(study, as_seen_by=study.acting))
        return Established(book.version, again, tuple(_about(again)))


def check_why(why: str) -> None:
    """See that a sentence why was given.

    Raises:
        BadInput: there is none, or it is too long.
    """
    if not why.strip():
        raise BadInput(_("Say in a sentence why the codebook changes."))
    if len(why) > LONGEST_WHY:
        raise BadInput(_("A text of the codebook may be {limit} signs long at the most.", limit=LONGEST_WHY))


def _about(again: int) -> list[str]:
    if not again:
        return []
    return [
        ngettext(
            "{n} moment should be looked at again: its code meant something else.",
            "{n} moments should be looked at again: their codes meant something else.",
            again,
        )
    ]


def revisited(study: Writing, *, moments: Sequence[AnnotationId]) -> int:
    """Say that moments were looked at again and stand as they are, under the present version; gives how many.

    Raises:
        UnknownName: one is not there any more.
        BadInput: none is named.
        AccessRefused: consent, role or the rules for originals do not allow it for one of them; none is changed then.
    """
    with study.step(N_("Confirm moments"), scope=SCOPE):
        return len(_under_present(study, changeable(study, moments).moments))


def _under_present(study: Writing, moments: Sequence[Moment]) -> Sequence[Moment]:
    """Let moments stand under the present version."""
    version = {"codebook_version": codebooks.version(study)[0]}
    for moment in moments:
        annotation_rows.change(study, moment.id, version)
    return moments


def recode(study: Writing, *, moments: Sequence[AnnotationId], code: str) -> tuple[str, ...]:
    """Give moments another code, under the present version, in one step; gives what the user should know.

    Raises:
        UnknownName: one is not there any more, or there is no such code.
        BadInput: the code is retired, or no moment is named.
        AccessRefused: consent, role or the rules for originals do not allow it for one of them; none is changed then.
    """
    with study.step(N_("Recode moments"), scope=SCOPE):
        version = codebooks.version(study)[1]
        made = recode_moments(study, moments=moments, code=code)
        _under_present(study, [one for one in there(study, made.ids) if one.codebook_version != version])
        return (*made.notices, *made.warnings)


def make_provisional(study: Writing, *, label: str, theme: str, language: str, scope: str = SCOPE) -> str:
    """Make a code while coding, to be used at once; it is in no version until the codebook is established.

    It stands behind the codes of its theme, with its colour and layers, and takes the next number that is free.

    Args:
        study: where.
        label: what it is called.
        theme: key of its theme.
        language: of the label, `nl` or `en`.
        scope: the recording that is coded.

    Returns:
        Its key.

    Raises:
        UnknownName: there is no such theme.
        BadInput: it has no label, a code has it already, or an independent round runs.
        AccessRefused: the member is no researcher.
    """
    require_researcher(study)
    if not study.sees_others(study.acting):
        raise BadInput(
            _("In an independent round no code is made: the others would see it."),
            remedy=_("Mark a moment without a code (N) and write a note; make the code after the round."),
        )
    with study.step(N_("Make provisional code"), scope=scope):
        book = codebooks.codebook(study)
        planned = concept_rows.concept_of(study).target
        text = Text(nl=label) if language == "nl" else Text(en=label)
        _check_new(planned, label)
        above = book.code(theme)
        theme = above.parent or above.key
        key = new_key(planned, label=text, theme=theme)
        made = replace(fresh(book, key, text, theme), provisional=True, chord=free_chord(theme, book, planned))
        last = max(place for place, code in enumerate(book.codes) if theme in (code.key, code.parent))
        codes = (*book.codes[: last + 1], made, *book.codes[last + 1 :])
        codebooks.apply(study, book, replace(book, codes=codes))
        return key


def _check_new(book: Codebook, label: str) -> None:
    """See that no code in use is called so, in either language.

    Raises:
        BadInput: one is.
    """
    wanted = label.strip().casefold()
    for code in book.codes:
        if (
            code.status is CodeStatus.ACTIEF
            and wanted
            and wanted in (code.label.nl.casefold(), code.label.en.casefold())
        ):
            raise BadInput(
                _("There is a code “{label}” already, with the key {key}.", label=label.strip(), key=code.key),
                remedy="" if code.on else _("It is switched off; switch it on in the codebook of the project."),
            )
