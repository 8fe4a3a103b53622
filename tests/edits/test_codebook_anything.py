"""Whatever two researchers do to a codebook, in any order, with everything taken back and done again."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recall_studio.domain.codebook import Codebook, CodeStatus, CodeType, Text
from recall_studio.domain.concept import check_planned
from recall_studio.domain.errors import AccessRefused, BadInput, NothingToUndo, UndoConflict
from recall_studio.domain.study import Role
from recall_studio.edits import codebook_editing as editing
from recall_studio.edits.establishing import establish, make_provisional
from recall_studio.edits.founding import set_member
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import codebook_versions, codebooks
from recall_studio.store.concept import concept_of
from tests.edits.setting import Clock, Lab

WHY = "Twee omschrijvingen overlapten elkaar."
KEYS = ("disc_vraag", "disc_omgaan", "taal_tolk", "maat_afstemmen", "disc", "nieuw_a")
edits = st.one_of(
    st.tuples(
        st.just(editing.change_code),
        st.fixed_dictionaries(
            {"code": st.sampled_from(KEYS)},
            optional={
                "label": st.builds(Text, st.sampled_from(["A", "B", ""])),
                "definition": st.builds(Text, st.sampled_from(["x", "y"])),
                "chord": st.sampled_from(["D 1", "D 8", ""]),
                "parent": st.sampled_from([None, "disc", "taal", "nieuw_t"]),
                "code_type": st.sampled_from(CodeType),
            },
        ),
    ),
    st.tuples(
        st.just(editing.add_code),
        st.fixed_dictionaries(
            {
                "label": st.just(Text("Nieuw")),
                "theme": st.sampled_from([None, "disc", "nieuw_t"]),
                "key": st.sampled_from(["nieuw_t", "nieuw_a"]),
                "place": st.integers(0, 3),
            }
        ),
    ),
    st.tuples(
        st.just(editing.move_code),
        st.fixed_dictionaries(
            {
                "code": st.sampled_from(KEYS),
                "theme": st.sampled_from([None, "disc", "taal", "nieuw_t"]),
                "place": st.integers(0, 3),
            }
        ),
    ),
    st.tuples(
        st.just(editing.merge_codes),
        st.fixed_dictionaries({"code": st.sampled_from(KEYS), "into": st.sampled_from(KEYS)}),
    ),
    st.tuples(
        st.sampled_from([editing.retire_code, editing.delete_code, editing.revive_code]),
        st.fixed_dictionaries({"code": st.sampled_from(KEYS)}),
    ),
    st.tuples(
        st.just(editing.split_code),
        st.fixed_dictionaries({"code": st.sampled_from(KEYS), "into": st.just([Text("Deel"), Text("Rest")])}),
    ),
    st.tuples(st.just(editing.remove_modifier), st.just({"modifier": "warm_koud"})),
    st.tuples(st.just(editing.discard_concept), st.just({})),
    st.tuples(
        st.just(make_provisional),
        st.fixed_dictionaries({"label": st.just("Zomaar"), "theme": st.sampled_from(KEYS), "language": st.just("nl")}),
    ),
    st.tuples(st.just(establish), st.just({"why": WHY})),
    st.tuples(st.sampled_from([undo, redo]), st.just({"scope": editing.SCOPE})),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["A", "A", "B"]), edits), max_size=25))
def test_whatever_is_done_the_codebook_holds_together(
    tmp_path_factory: pytest.TempPathFactory, script: list[tuple[str, tuple[Any, dict[str, Any]]]]
) -> None:
    lab = Lab(tmp_path_factory.mktemp("boek") / "P.recall", Clock())
    lab.make()
    with lab.open() as study:
        study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
    kept: dict[str, Any] = {}
    taken_back = any(edit in (undo, redo) for _who, (edit, _given) in script)
    with lab.open() as study, lab.open("B") as other:
        for who, (edit, given_to) in script:
            with suppress(BadInput, AccessRefused, NothingToUndo, UndoConflict):
                (study if who == "A" else other).perform(edit, **given_to)
            book, concept = codebooks.codebook(study), concept_of(study)  # they check themselves
            check_planned(book)
            if not taken_back:  # whoever takes a key back may find that somebody else gave it away
                chords = [code.chord for code in book.codes if code.chord and code.status is CodeStatus.ACTIEF]
                assert len(set(chords)) == len(chords)
            assert [code.key for code in book.codes] == _grouped(book)
            assert [code.key for code in concept.target.codes] == _grouped(concept.target)
            for version in codebook_versions.versions(study):
                there = kept.setdefault(version.id, codebook_versions.book_of(study, version.id))
                assert codebook_versions.book_of(study, version.id) == there  # a version never changes


def _grouped(book: Codebook) -> list[str]:
    return [key for theme in book.themes for key in (theme.key, *(code.key for code in book.children(theme.key)))]
