"""Taking in a codebook from a file: what it changes is shown first, and then fills the concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.codebook_changes import differences
from recall_studio.domain.codebook_merging import merged
from recall_studio.domain.concept import now_already, planned
from recall_studio.domain.words import N_
from recall_studio.edits.codebook_editing import SCOPE, keep_target, require_researcher
from recall_studio.store import codebooks
from recall_studio.store import concept as concept_rows

if TYPE_CHECKING:
    from recall_studio.domain.codebook_changes import Difference
    from recall_studio.domain.codebook_merging import GivenCodebook
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing


def what_it_brings(study: Reading, *, given: GivenCodebook) -> tuple[tuple[Difference, ...], int, tuple[str, ...]]:
    """What a file would change: for the concept, how many codes and modifiers only in spelling, keys or colours; words.

    Raises:
        BadFile: it does not fit the study's codebook.
    """
    stands = codebooks.codebook(study)
    before = planned(stands, concept_rows.rows(study))
    after, said = merged(before, given)
    at_once = now_already(stands, after)
    respelled = sum(one not in stands.codes for one in at_once.codes)
    respelled += sum(one not in stands.modifiers for one in at_once.modifiers)
    return differences(before, after), respelled, said


def import_codebook(study: Writing, *, given: GivenCodebook) -> tuple[str, ...]:
    """Let the concept become what a file says, in one step; gives what the user should know.

    Spelling, colours, keys and order hold at once. Codes that are not in the file stay.

    Raises:
        BadFile: it does not fit the study's codebook.
        BadInput: it would make no sense, such as a code in use under a retired theme.
        AccessRefused: the member is no researcher.
    """
    require_researcher(study)
    with study.step(N_("Import codebook"), scope=SCOPE):
        stands = codebooks.codebook(study)
        target, said = merged(planned(stands, concept_rows.rows(study)), given)
        keep_target(study, stands, target)
        return said
