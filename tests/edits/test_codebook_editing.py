"""The concept, establishing it, what moments follow, and open coding."""

from typing import Any

import pytest

from recall_studio.domain.codebook import CodeStatus, CodeType, Modifier, ModifierValue, Text
from recall_studio.domain.codebook_changes import Became, Why
from recall_studio.domain.errors import AccessRefused, BadInput
from recall_studio.domain.study import Role, Round
from recall_studio.edits import codebook_editing as editing
from recall_studio.edits.establishing import establish, make_provisional, recode, revisited
from recall_studio.edits.founding import set_member
from recall_studio.edits.tagging import change_moment, tag_moment
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import codebook_versions, codebooks, rounds
from recall_studio.store.concept import concept_of
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.edits.setting import Lab, tag, withdraw

WHY = "Twee omschrijvingen overlapten elkaar."


def define(study: Study, code: str = "disc_vraag", nl: str = "Anders omschreven.") -> None:
    study.perform(editing.change_code, code=code, definition=Text(nl, "Defined otherwise."))


def again(study: Study) -> list[tuple[str | None, Why, tuple[str, ...]]]:
    return [
        (one.moment.code, one.why, one.successors)
        for one in codebook_versions.to_revisit(study, as_seen_by=study.acting)
    ]


def version_of(study: Study) -> str:
    return codebooks.version(study)[1]


# What waits and what does not.


def test_a_definition_waits_in_the_concept(lab: Lab) -> None:
    with lab.open() as study:
        before = codebooks.codebook(study)
        define(study)
        assert codebooks.codebook(study) == before
        concept = concept_of(study)
        assert concept.target.code("disc_vraag").definition.nl == "Anders omschreven."
        [difference] = concept.differences
        assert (difference.key, difference.became) == ("disc_vraag", Became.CHANGED)
        assert [(field.name, field.tongue) for field in difference.fields] == [
            ("definition", "nl"),
            ("definition", "en"),
        ]
        assert difference.fields[0].before == before.code("disc_vraag").definition.nl


@pytest.mark.parametrize(
    "fields",
    [
        {"label": Text("Anders gespeld", "Spelled otherwise")},
        {"short": Text("kort", "short")},
        {"example": Text("“Zo.”", "“Like this.”")},
        {"color": "#123456"},
        {"chord": "D 9"},
        {"on": False},
    ],
)
def test_spelling_colour_and_key_hold_at_once_and_make_no_version(lab: Lab, fields: Any) -> None:
    with lab.open() as study:
        kept = codebook_versions.book_of(study, codebooks.version(study)[0])
        study.perform(editing.change_code, code="disc_vraag", **fields)
        [(name, value)] = fields.items()
        assert getattr(codebooks.codebook(study).code("disc_vraag"), name) == value
        assert not concept_of(study)
        assert codebook_versions.book_of(study, codebooks.version(study)[0]) == kept
        with pytest.raises(BadInput):
            study.perform(establish, why=WHY)


def test_order_holds_at_once_and_another_theme_waits(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(editing.move_code, code="disc_vraag", theme="disc", place=0)
        assert codebooks.codebook(study).children("disc")[0].key == "disc_vraag"
        assert not concept_of(study)
        study.perform(editing.move_code, code="disc_vraag", theme="taal", place=1)
        assert codebooks.codebook(study).code("disc_vraag").parent == "disc"
        assert concept_of(study).target.children("taal")[1].key == "disc_vraag"
        study.perform(editing.move_code, code="taal", theme=None, place=0)
        assert [theme.key for theme in codebooks.codebook(study).themes][:2] == ["taal", "disc"]


def test_a_spelling_put_right_meanwhile_is_not_lost(lab: Lab) -> None:
    with lab.open() as study:
        define(study)
        study.perform(editing.change_code, code="disc_vraag", label=Text("Vraag ernaar", "Asks about it"))
        study.perform(establish, why=WHY)
        code = codebooks.codebook(study).code("disc_vraag")
        assert (code.label.nl, code.definition.nl) == ("Vraag ernaar", "Anders omschreven.")


def test_taking_a_change_back_by_hand_empties_the_concept(lab: Lab) -> None:
    with lab.open() as study:
        was = codebooks.codebook(study).code("disc_vraag").definition
        define(study)
        study.perform(editing.change_code, code="disc_vraag", definition=was)
        assert not concept_of(study)


def test_one_change_is_discarded_or_all(lab: Lab) -> None:
    with lab.open() as study:
        define(study)
        define(study, "disc_omgaan")
        study.perform(editing.discard_concept, kind="code", key="disc_vraag")
        assert [difference.key for difference in concept_of(study).differences] == ["disc_omgaan"]
        study.perform(editing.discard_concept)
        assert not concept_of(study)


# Establishing.


def test_establishing_makes_a_version_with_its_reason(lab: Lab) -> None:
    with lab.open() as study:
        define(study)
        made = study.perform(establish, why=f" {WHY} ")
        newest, first = codebook_versions.versions(study)
        assert made.version == newest.number == version_of(study) == "2.0"
        assert (newest.why, newest.by, newest.in_force, first.in_force) == (WHY, "A", True, False)
        assert [difference.key for difference in newest.differences] == ["disc_vraag"]
        assert codebook_versions.book_of(study, first.id).code("disc_vraag").definition.nl != "Anders omschreven."
        assert not concept_of(study)


def test_what_only_comes_in_raises_the_second_figure(lab: Lab) -> None:
    with lab.open() as study:
        key = study.perform(editing.add_code, label=Text("Zwijgt", "Is silent"), theme="disc")
        assert key == "disc_zwijgt"
        assert study.perform(establish, why=WHY).version == "1.2"
        assert codebooks.codebook(study).code(key).parent == "disc"


def test_no_version_without_a_reason_or_by_another_than_the_lead(lab: Lab) -> None:
    with lab.open() as study:
        define(study)
        study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
        study.perform(set_member, code="K", role=Role.KLANTMANAGER, person=None)
        with pytest.raises(BadInput):
            study.perform(establish, why="  ")
    with lab.open("B") as study:
        define(study, "disc_omgaan")
        with pytest.raises(AccessRefused, match="lead"):
            study.perform(establish, why=WHY)
        assert len(concept_of(study).differences) == 2
    with lab.open("K") as study, pytest.raises(AccessRefused):
        define(study)


def test_establishing_is_one_step_that_is_taken_back_and_done_again(lab: Lab) -> None:
    with lab.open() as study:
        define(study)
        study.perform(establish, why=WHY)
        study.perform(undo, scope=editing.SCOPE)
        assert version_of(study) == "1.1"
        assert [difference.key for difference in concept_of(study).differences] == ["disc_vraag"]
        assert codebook_versions.versions(study)[0].taken_back
        study.perform(redo, scope=editing.SCOPE)
        assert version_of(study) == "2.0"
        study.perform(undo, scope=editing.SCOPE)
        assert study.perform(establish, why=WHY).version == "3.0"


# Moments to look at again.


def test_moments_of_a_redefined_code_are_listed_until_confirmed(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study).id
        tag(study, "disc_omgaan", 500)
        define(study)
        assert again(study) == []
        assert study.perform(establish, why=WHY).to_revisit == 1
        assert again(study) == [("disc_vraag", Why.DEFINITION, ())]
        tag(study, start_ms=2000)  # under the new definition
        assert len(again(study)) == 1
        assert study.perform(revisited, moments=[moment]) == 1
        assert again(study) == []
        study.perform(undo)
        assert len(again(study)) == 1


def test_another_code_is_an_answer_too(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study).id
        study.perform(editing.change_code, code="disc_vraag", code_type=CodeType.INTERVAL)
        study.perform(establish, why=WHY)
        assert again(study) == [("disc_vraag", Why.TYPE, ())]
        study.perform(change_moment, moment=moment, code="disc_omgaan")
        assert again(study) == []


def test_moments_of_a_merged_code_keep_it_until_they_are_recoded(ready: Lab) -> None:
    with ready.open() as study:
        moments = [tag(study).id, tag(study, start_ms=1500).id]
        study.perform(editing.merge_codes, code="disc_vraag", into="disc_omgaan")
        study.perform(establish, why=WHY)
        code = codebooks.codebook(study).code("disc_vraag")
        assert (code.status, code.replaced_by) == (CodeStatus.VERVALLEN, "disc_omgaan")
        assert again(study) == [("disc_vraag", Why.MERGED, ("disc_omgaan",))] * 2
        with pytest.raises(BadInput):
            tag(study)
        study.perform(recode, moments=moments, code="disc_omgaan")
        assert again(study) == []
        study.perform(undo, scope=editing.SCOPE)
        assert len(again(study)) == 2


def test_moments_of_a_split_code_are_offered_its_parts(ready: Lab) -> None:
    with ready.open() as study:
        tag(study)
        made = study.perform(editing.split_code, code="disc_vraag", into=[Text("Open vraag"), Text("Gesloten vraag")])
        study.perform(establish, why=WHY)
        assert again(study) == [("disc_vraag", Why.SPLIT, made)]
        book = codebooks.codebook(study)
        assert book.code(made[0]).definition == book.code("disc_vraag").definition
        keys = [code.key for code in book.children("disc")]
        place = keys.index("disc_vraag")
        assert keys[place : place + 3] == ["disc_vraag", *made]
        assert codebook_versions.book_of(study, codebooks.version(study)[0]).code("disc_vraag").split_into == made


def test_others_moments_are_listed_and_left_to_them(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study, coder="B").id
        define(study)
        study.perform(establish, why=WHY)
    with ready.open("B") as study:
        assert len(again(study)) == 1
        study.perform(revisited, moments=[moment])
        assert again(study) == []


def test_without_consent_nothing_is_listed_confirmed_or_recoded(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study).id
        study.perform(tag_moment, recording="G-001", coder="A", code=None, start_ms=1500)
        assert len(codebook_versions.uncoded(study, as_seen_by=study.acting)) == 1
        define(study)
        study.perform(establish, why=WHY)
        withdraw(study, "K-001")
        for attempt in (
            lambda: study.perform(revisited, moments=[moment]),
            lambda: study.perform(recode, moments=[moment], code="disc_omgaan"),
        ):
            with pytest.raises(AccessRefused):
                attempt()
        assert again(study) == []
        assert codebook_versions.uncoded(study, as_seen_by=study.acting) == []


# What is refused.


def test_a_used_code_is_never_deleted(ready: Lab) -> None:
    with ready.open() as study:
        tag(study)
        with pytest.raises(BadInput, match="was used"):
            study.perform(editing.delete_code, code="disc_vraag")
        study.perform(editing.delete_code, code="disc_omgaan")
        tag(study, "disc_omgaan", 100)  # used after all
        with pytest.raises(BadInput, match="was used"):
            study.perform(establish, why=WHY)
        study.perform(editing.discard_concept)
        study.perform(editing.retire_code, code="disc_vraag")
        study.perform(establish, why=WHY)
        assert codebooks.codebook(study).code("disc_vraag").status is CodeStatus.VERVALLEN
        assert again(study) == []


@pytest.mark.parametrize(
    ("edit", "given"),
    [
        (editing.merge_codes, {"code": "disc_vraag", "into": "disc_vraag"}),
        (editing.merge_codes, {"code": "disc", "into": "taal"}),
        (editing.retire_code, {"code": "disc"}),
        (editing.delete_code, {"code": "disc"}),
        (editing.move_code, {"code": "disc", "theme": "taal", "place": 0}),
        (editing.move_code, {"code": "disc_vraag", "theme": "taal_tolk", "place": 0}),
        (editing.change_code, {"code": "disc_vraag", "label": Text(" ", "")}),
        (editing.change_code, {"code": "disc_vraag", "chord": "D 1"}),
        (editing.change_code, {"code": "disc_vraag", "chord": "D"}),
        (editing.change_code, {"code": "bestaat_niet", "chord": ""}),
        (editing.add_code, {"label": Text(), "theme": "disc"}),
        (editing.add_code, {"label": Text("X"), "theme": "disc", "key": "disc_vraag"}),
        (editing.split_code, {"code": "disc_vraag", "into": [Text("Een")]}),
        (editing.set_exclusive_groups, {"groups": [["disc_vraag"]]}),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(lab: Lab, edit: Any, given: dict[str, Any]) -> None:
    with lab.open() as study:
        before = codebooks.codebook(study)
        with pytest.raises(BadInput):
            study.perform(edit, **given)
        assert (codebooks.codebook(study), concept_of(study).differences) == (before, ())


def test_codes_that_replace_each_other_are_refused(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(editing.merge_codes, code="disc_vraag", into="disc_omgaan")
        with pytest.raises(BadInput):
            study.perform(editing.merge_codes, code="disc_omgaan", into="disc_vraag")
        study.perform(editing.revive_code, code="disc_vraag")
        assert not concept_of(study)


# Modifiers and groups.


def test_a_modifier_gets_a_value_and_a_label(lab: Lab) -> None:
    with lab.open() as study:
        now = next(one for one in codebooks.codebook(study).modifiers if one.key == "warm_koud")
        more = Modifier(
            now.key, Text("Warm of koud", "Warm or cold"), (*now.values, ModifierValue("lauw", Text("lauw")))
        )
        study.perform(editing.set_modifier, modifier=more)
        there = next(one for one in codebooks.codebook(study).modifiers if one.key == "warm_koud")
        assert (there.label, there.values) == (more.label, now.values)
        assert study.perform(establish, why=WHY).version == "1.2"
        assert more in codebooks.codebook(study).modifiers
        study.perform(editing.remove_modifier, modifier="warm_koud")
        assert study.perform(establish, why=WHY).version == "2.0"
        assert more not in codebooks.codebook(study).modifiers


def test_exclusive_groups_wait_too(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(editing.set_exclusive_groups, groups=[["disc_vraag", "disc_omgaan"]])
        assert len(codebooks.codebook(study).exclusive_groups) == 3
        study.perform(establish, why=WHY)
        assert codebooks.codebook(study).exclusive_groups == (("disc_vraag", "disc_omgaan"),)


# Open coding.


def test_a_provisional_code_is_used_at_once_and_established_later(ready: Lab) -> None:
    with ready.open() as study:
        key = study.perform(make_provisional, label="Zwijgt lang", theme="disc", language="nl", scope="G-001")
        code = codebooks.codebook(study).code(key)
        assert (key, code.provisional, code.parent, code.chord) == ("disc_zwijgt_lang", True, "disc", "D 7")
        tag(study, key)
        define(study, key, "De klant zwijgt langer dan tien seconden.")
        assert codebooks.codebook(study).code(key).definition.nl  # in no version yet: at once
        [difference] = concept_of(study).differences
        assert (difference.key, difference.became) == (key, Became.NEW)
        assert study.perform(establish, why=WHY).to_revisit == 0
        assert not codebooks.codebook(study).code(key).provisional


def test_no_code_is_made_in_an_independent_round_for_others_would_see_it(ready: Lab) -> None:
    with ready.open() as study:
        study.perform(enter_round, Round.ONAFHANKELIJK)
        with pytest.raises(BadInput, match="independent round"):
            study.perform(make_provisional, label="Zwijgt", theme="disc", language="nl")


def enter_round(study: Writing, round_now: Round) -> None:
    with study.step(""):
        rounds.open_round(study, round_now)


def test_no_code_is_made_twice(ready: Lab) -> None:
    with ready.open() as study, pytest.raises(BadInput, match="already"):
        study.perform(make_provisional, label="gemiste OPENING", theme="taal", language="nl")


def test_a_provisional_code_that_was_not_used_goes_at_once(ready: Lab) -> None:
    with ready.open() as study:
        before = codebooks.codebook(study)
        key = study.perform(make_provisional, label="Vergissing", theme="disc", language="nl")
        study.perform(editing.delete_code, code=key)
        assert codebooks.codebook(study) == before


def test_a_provisional_code_goes_up_in_another(ready: Lab) -> None:
    with ready.open() as study:
        key = study.perform(make_provisional, label="Vraagt door", theme="disc", language="nl")
        tag(study, key)
        study.perform(editing.merge_codes, code=key, into="disc_vraag")
        study.perform(establish, why=WHY)
        assert again(study) == [(key, Why.MERGED, ("disc_vraag",))]
