"""What can be taken back: the next step, against the whole fold, and that against a user with two piles of paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from recall_studio.domain.changes import Changes, Step, next_to_redo, next_to_undo
from recall_studio.domain.ids import StepId


@dataclass(frozen=True, slots=True)
class Stacks:
    """What can be taken back and what can be done again; the last one is next."""

    undo: tuple[StepId, ...]
    redo: tuple[StepId, ...]


def stacks(steps: Sequence[Step]) -> Stacks:
    """Fold a whole history, oldest first: what the two functions find from the other end."""
    undo: list[StepId] = []
    redo: list[StepId] = []
    for step in steps:
        if step.reverts is None:
            undo.append(step.id)
            redo.clear()
        elif step.reverts in undo:
            undo.remove(step.reverts)
            redo.append(step.id)
        else:
            undo.append(step.id)
            if step.reverts in redo:
                redo.remove(step.reverts)
    return Stacks(tuple(undo), tuple(redo))


def step(number: int, reverts: int | None = None, scope: str = "G-01") -> Step:
    reverted = None if reverts is None else StepId(str(reverts))
    return Step(number, StepId(str(number)), "Tag moment", "A", "2026-03-12T12:00:00Z", reverted, scope)


def numbers(of: Stacks) -> tuple[list[int], list[int]]:
    return [int(each) for each in of.undo], [int(each) for each in of.redo]


def test_without_a_history_there_is_nothing_to_take_back() -> None:
    assert stacks([]) == Stacks((), ())


def test_undo_redo_and_a_new_step() -> None:
    history = [step(1), step(2)]
    assert numbers(stacks(history)) == ([1, 2], [])
    history.append(step(3, reverts=2))
    assert numbers(stacks(history)) == ([1], [3])
    history.append(step(4, reverts=3))
    assert numbers(stacks(history)) == ([1, 4], [])
    history.append(step(5, reverts=4))
    assert numbers(stacks(history)) == ([1], [5])
    history.append(step(6))
    assert numbers(stacks(history)) == ([1, 6], [])


@given(st.lists(st.sampled_from(["new", "undo", "redo"]), max_size=40))
def test_the_fold_agrees_with_two_piles(actions: list[str]) -> None:
    """Each pile holds what the user did, not which step of the journal did it."""
    history: list[Step] = []
    done: list[int] = []
    undone: list[int] = []
    did: dict[int, int] = {}  # which deed of the user a step of the journal belongs to
    for action in actions:
        now = stacks(history)
        assert [did[int(each)] for each in now.undo] == done
        assert [did[int(each)] for each in now.redo] == undone
        number = len(history) + 1
        if action == "new":
            history.append(step(number))
            did[number] = number
            done.append(number)
            undone.clear()
        elif action == "undo" and done:
            history.append(step(number, reverts=int(now.undo[-1])))
            undone.append(done.pop())
            did[number] = undone[-1]
        elif action == "redo" and undone:
            history.append(step(number, reverts=int(now.redo[-1])))
            done.append(undone.pop())
            did[number] = done[-1]


def test_what_was_done_again_after_work_elsewhere_can_still_be_taken_back() -> None:
    """New work elsewhere ends the redo from everywhere, not the one in the recording itself."""
    history = [step(1), step(2, reverts=1), step(3, scope="G-02")]
    assert numbers(stacks(history)) == ([3], [])
    history.append(step(4, reverts=2))
    assert numbers(stacks(history)) == ([3, 4], [])


actions_in_two_places = st.lists(
    st.tuples(st.sampled_from(["new", "undo", "redo"]), st.sampled_from(["G-01", "G-02", "everywhere"])),
    min_size=5,
    max_size=25,
)


@settings(max_examples=300)
@given(actions_in_two_places)
def test_what_is_in_force_can_be_taken_back_from_its_own_place_and_from_everywhere(
    actions: list[tuple[str, str]],
) -> None:
    """Undo in one recording, work in another, redo in the first: no view of the history loses a step."""
    history: list[Step] = []
    for action, place in actions:
        seen = [each for each in history if place in {"everywhere", each.scope}]
        now = stacks(seen)
        assert next_of(seen, history) == (now.undo[-1:], now.redo[-1:])
        number = len(history) + 1
        pile = {"new": (), "undo": now.undo, "redo": now.redo}[action]
        if action == "new":
            history.append(step(number, scope="G-01" if place == "everywhere" else place))
        elif pile:
            reverted = next(each for each in history if each.id == pile[-1])
            history.append(step(number, reverts=reverted.number, scope=str(reverted.scope)))
        reverted_ids = {each.reverts for each in history}
        in_force = {each.id for each in history if each.id not in reverted_ids and is_deed(each, history)}
        assert set(stacks(history).undo) == in_force
        for scope in ("G-01", "G-02"):
            own = [each for each in history if each.scope == scope]
            assert set(stacks(own).undo) == in_force & {each.id for each in own}


def next_of(seen: list[Step], history: list[Step]) -> tuple[tuple[StepId, ...], tuple[StepId, ...]]:
    """What the two functions find, as the ends of the piles."""
    found = [find(reversed(seen), lambda each: not is_deed(each, history)) for find in (next_to_undo, next_to_redo)]
    undo, redo = [(each.id,) if each else () for each in found]
    return undo, redo


def is_deed(each: Step, history: list[Step]) -> bool:
    """Whether a step does something of the user's: a new step, or the taking back of a taking back."""
    if each.reverts is None:
        return True
    return not is_deed(next(one for one in history if one.id == each.reverts), history)


def test_changes_are_asked_for_by_kind() -> None:
    changes = Changes({"annotation": frozenset({"1", "2"})})
    assert changes
    assert changes.of("annotation") == {"1", "2"}
    assert changes.of("memo") == frozenset()
    assert not Changes()
