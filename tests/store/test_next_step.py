"""What would be taken back or done again next is named before it is done, as far back as it lies."""

from recall_studio.domain.changes import Step
from recall_studio.domain.study import Round
from recall_studio.edits.founding import switch_codes
from recall_studio.store import journal
from recall_studio.store.study import Study
from tests.store.conftest import Opens
from tests.store.studies import enter, redo, tag, undo, with_step


def said(step: Step | None) -> tuple[str, str, str | None] | None:
    return None if step is None else (step.label, step.about, step.scope)


def next_of(study: Study, scope: str | None = None) -> list[tuple[str, str, str | None] | None]:
    """The next undo and the next redo of who works."""
    return [said(journal.next_undo(study, study.acting, scope)), said(journal.next_redo(study, study.acting, scope))]


def test_nothing_was_done_yet(study: Study) -> None:
    assert next_of(study) == [None, None]


def test_the_next_step_is_named_with_its_moment(study: Study) -> None:
    tag(study, "werk", 2_000)
    assert next_of(study) == [("Tag moment", "werk 00:00:02.000", "G-01"), None]
    undo(study)
    assert next_of(study) == [None, ("Tag moment", "werk 00:00:02.000", "G-01")]
    redo(study)
    assert next_of(study) == [("Tag moment", "werk 00:00:02.000", "G-01"), None]


def test_each_place_has_its_own_next_step(study: Study) -> None:
    tag(study, "werk", 2_000)
    study.perform(switch_codes, keys=["werk_plan"], on=False)
    assert next_of(study, "G-01")[0] == ("Tag moment", "werk 00:00:02.000", "G-01")
    assert next_of(study, "codebook")[0] == next_of(study)[0] == ("Switch codes on or off", "", "codebook")


def test_everybody_has_their_own_next_step(opens: Opens) -> None:
    a, b = opens("A"), opens("B")
    tag(a, "werk", 2_000)
    assert next_of(b) == [None, None]
    enter(a, Round.ONAFHANKELIJK)
    assert next_of(a)[0] == ("Tag moment", "werk 00:00:02.000", "G-01")


def test_it_says_when_it_was_done_and_by_whom(study: Study) -> None:
    tag(study)
    step = journal.next_undo(study, study.acting)
    (made,) = (one for one in journal.history(study, as_seen_by=study.acting) if one.label == "Tag moment")
    assert step is not None
    assert (step.at, step.author, step.number) == (made.at, "A", made.number)


def test_it_is_found_behind_any_number_of_undone_steps(study: Study) -> None:
    tag(study, "werk", 1)
    with_step(study, lambda writing: writing.execute("UPDATE annotation SET note = 'x'"), scope="G-01")
    for _ in range(60):
        tag(study, "werk", 5)
    for _ in range(60):
        undo(study)
    assert next_of(study, "G-01")[0] == ("Test", "werk 00:00:00.001", "G-01")
    assert undo(study).label == "Test"
    assert next_of(study, "G-01")[0] == ("Tag moment", "werk 00:00:00.001", "G-01")
    for _ in range(61):
        redo(study)
    assert next_of(study)[1] is None
