"""Two members edit, take back, do again, fail and restart at random; a model of plain dictionaries keeps up.

The model knows rows and piles of paper, nothing of triggers, images or steps: what a deed did it learns by looking at
the tables before and after.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from recall_studio.domain.errors import NothingToUndo, UndoConflict
from recall_studio.domain.ids import new_id
from recall_studio.edits.coding import declare_range
from recall_studio.edits.founding import switch_codes
from recall_studio.edits.tagging import change_moment
from recall_studio.store import wholeness
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.schema import CONTENT
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.store.studies import Clock, redo, rows_of, tag, undo, with_step

Key = tuple[str, str]
State = dict[Key, dict[str, Any]]


def state_of(study: Study) -> State:
    """Every row of every content table."""
    return {(table, row["id"]): row for table, rows in rows_of(study, *CONTENT).items() for row in rows}


@dataclass(eq=False)
class Deed:
    """What one step did to the rows that it touched, be it nothing in the end.

    `ended`: new work elsewhere made it impossible to do again from everywhere.
    """

    scope: str | None
    touched: frozenset[Key]
    before: State
    after: State
    ended: bool = False


def deed_of(before: State, after: State, scope: str | None, touched: set[Key]) -> Deed:
    every = touched | {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    was, became = ({key: state[key] for key in every & state.keys()} for state in (before, after))
    return Deed(scope, frozenset(every), was, became)


@dataclass
class Piles:
    """What one member can take back and do again; the last paper is next."""

    done: list[Deed] = field(default_factory=list)
    undone: list[Deed] = field(default_factory=list)

    def did(self, deed: Deed) -> None:
        self.done.append(deed)
        self.undone = [each for each in self.undone if deed.scope is None or each.scope != deed.scope]
        for each in self.undone:
            each.ended = True

    def next_undo(self, scope: str | None) -> Deed | None:
        return next((deed for deed in reversed(self.done) if scope in (None, deed.scope)), None)

    def next_redo(self, scope: str | None) -> Deed | None:
        fitting = (deed for deed in reversed(self.undone) if (not deed.ended if scope is None else deed.scope == scope))
        return next(fitting, None)


def taken_back(state: State, deed: Deed) -> State | None:
    """The rows without what the deed did, or None where later work stands on them or hangs on them."""
    if any(state.get(key) != deed.after.get(key) for key in deed.touched):
        return None
    left = {key: row for key, row in state.items() if key not in deed.touched} | deed.before
    moments = {row_id for table, row_id in left if table == "annotation"}
    marks = [row for (table, _id), row in left.items() if table == "discuss_mark"]
    return left if all(mark["annotation_id"] in moments for mark in marks) else None


def late_moment(state: State, number: int) -> dict[str, Any] | None:
    """One of the latest three, whoever made it."""
    latest = sorted((row_id for table, row_id in state if table == "annotation"), reverse=True)
    return state["annotation", latest[number % 3]] if number % 3 < len(latest) else None


class TwoMembers:
    """The study, open for both members, and the model beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.studies = {code: self._opened(code) for code in "AB"}
        self.piles = {code: Piles() for code in "AB"}
        self.state = state_of(self.studies["A"])
        self.typing: tuple[str, str] | None = None  # who types in which moment, until somebody does something else

    def _opened(self, code: str) -> Study:
        return open_study(self.path, Opening(acting_as=code, clock=Clock()))

    def ends(self) -> None:
        for study in self.studies.values():
            study.close()

    def _does(
        self, member: str, work: Callable[[Study], object], scope: str | None, touched: set[Key] | None = None
    ) -> None:
        """A deed of a member; the model learns what it did by looking."""
        work(self.studies[member])
        after = state_of(self.studies[member])
        deed = deed_of(self.state, after, scope, touched or set())
        if deed.touched:
            self.piles[member].did(deed)
            self.typing = None
        self.state = after

    def _writes(self, member: str, write: Callable[[Writing], object], touched: set[Key]) -> None:
        self._does(member, lambda study: with_step(study, write, scope="G-01"), "G-01", touched)

    # What members do; each deed gets a number to make of it what it needs.

    def tags(self, member: str, number: int) -> None:
        end_ms = 9_000 if number % 2 else None
        self._does(member, lambda study: tag(study, "werk", number, end_ms, note="'\"\\ {é}\n🙂"), "G-01")

    def declares(self, member: str, number: int) -> None:
        given_ones: dict[str, Any] = {"recording": "G-01", "coder": member, "start_ms": number, "end_ms": 10_000}
        self._does(member, lambda study: study.perform(declare_range, **given_ones), "G-01")

    def switches(self, member: str, _number: int) -> None:
        on = not next(row["on"] for row in self.state.values() if row.get("key") == "werk_plan")
        self._does(member, lambda study: study.perform(switch_codes, keys=["werk_plan"], on=on), "codebook")

    def notes(self, member: str, number: int) -> None:
        """Also the same note once more, which is a step that changes nothing."""
        moment = late_moment(self.state, number)
        if moment is not None:
            change = ("UPDATE annotation SET note = ? WHERE id = ?", (f"note {number % 2}", moment["id"]))
            self._writes(member, lambda writing: writing.execute(*change), {("annotation", moment["id"])})

    def types(self, member: str, number: int) -> None:
        """Into an own moment; what follows at once in the same one is the same deed."""
        me = self.studies[member].acting.id
        own = sorted(
            (row["id"] for (table, _id), row in self.state.items() if row.get("coder") == me and table == "annotation"),
            reverse=True,
        )
        if not own:
            return
        moment = own[number % 2 % len(own)]
        self.studies[member].perform(change_moment, moment=moment, note=f"typed {number % 3}")
        after = state_of(self.studies[member])
        if after != self.state:
            deed = deed_of(self.state, after, "G-01", set())
            if self.typing == (member, moment):
                self.piles[member].done[-1].after = deed.after
            else:
                self.piles[member].did(deed)
            self.state, self.typing = after, (member, moment)

    def deletes(self, member: str, number: int) -> None:
        """With the marks that hang on it."""
        moment = late_moment(self.state, number)
        if moment is not None:
            gone = ("DELETE FROM annotation WHERE id = ?", (moment["id"],))
            self._writes(member, lambda writing: writing.execute(*gone), {("annotation", moment["id"])})

    def marks(self, member: str, number: int) -> None:
        moment = late_moment(self.state, number)
        if moment is not None:
            place = {name: moment[name] for name in ("conversation_id", "recording_id")}
            row = {"id": new_id(), **place, "annotation_id": moment["id"], "at_ms": number, "created_at": "2026"}
            row["member"] = self.studies[member].acting.id
            self._writes(member, lambda writing: writing.insert("discuss_mark", row), set())

    def does_much_in_one_step(self, member: str, number: int) -> None:
        """The same rows come, change and go within one step, so that nothing may be left of it."""
        there = {row_id for table, row_id in self.state if table == "memo"}
        touched: set[Key] = set()

        def write(writing: Writing) -> None:
            for place in range(4):
                verb, key = "iudi"[(number >> place) % 4], f"memo-{(number + place) % 2}"
                touched.update({("memo", key)} if verb == "i" or key in there else ())
                if verb == "u":
                    writing.execute("UPDATE memo SET text = text || '.' WHERE id = ?", (key,))
                    continue
                writing.execute("DELETE FROM memo WHERE id = ?", (key,))
                there.discard(key)
                if verb == "i":
                    row = {"id": key, "kind": "m", "about_table": "code", "about_row": "x", "text": str(number)}
                    writing.insert("memo", {**row, "member": writing.acting.id, "created_at": "2026"})
                    there.add(key)

        self._does(member, lambda study: with_step(study, write), None, touched)

    def takes_back(self, member: str, number: int) -> None:
        piles, scope = self.piles[member], SCOPES[number % len(SCOPES)]
        self._reverts(member, scope, piles.next_undo(scope), undo, (piles.done, piles.undone))

    def does_again(self, member: str, number: int) -> None:
        piles, scope = self.piles[member], SCOPES[number % len(SCOPES)]
        self._reverts(member, scope, piles.next_redo(scope), redo, (piles.undone, piles.done))

    def _reverts(
        self,
        member: str,
        scope: str | None,
        deed: Deed | None,
        act: Callable[[Study, str | None], object],
        move: tuple[list[Deed], list[Deed]],
    ) -> None:
        study = self.studies[member]
        after = taken_back(self.state, deed) if deed else None
        if deed is None or after is None:
            with pytest.raises(UndoConflict if deed else NothingToUndo):
                act(study, scope)
            return
        act(study, scope)
        move[0].remove(deed)
        move[1].append(Deed(deed.scope, deed.touched, deed.after, deed.before))
        self.state, self.typing = after, None

    def fails(self, member: str, _number: int) -> None:
        """Half of a step was written."""

        def write(writing: Writing) -> None:
            writing.execute("DELETE FROM annotation")
            writing.execute("UPDATE code SET label_nl = 'weg'")
            raise RuntimeError

        with pytest.raises(RuntimeError):
            with_step(self.studies[member], write)

    def restarts(self, member: str, _number: int) -> None:
        self.studies[member].close()
        self.studies[member] = self._opened(member)

    # What always holds.

    def agrees(self) -> None:
        for study in self.studies.values():
            assert state_of(study) == self.state
        study = self.studies["A"]
        assert study.tuples("SELECT 1 FROM step WHERE open") == []
        assert study.tuples("SELECT 1 FROM step WHERE number NOT IN (SELECT step FROM change)") == []
        assert study.tuples("SELECT 1 FROM change WHERE step NOT IN (SELECT number FROM step)") == []


SCOPES = (None, "G-01", None, "codebook")
PREAMBLE = [("tags", "A", 1), ("tags", "B", 2), ("tags", "A", 3)]
OFTEN = ("tags", "notes", "types", "types", "takes_back", "takes_back", "takes_back", "does_again", "does_again")
SOMETIMES = ("declares", "switches", "deletes", "marks", "does_much_in_one_step", "fails", "restarts")
deeds = st.lists(
    st.tuples(st.sampled_from(OFTEN + SOMETIMES), st.sampled_from("AAB"), st.integers(0, 99)), min_size=8, max_size=30
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds)
@example([("tags", "A", 0), ("notes", "B", 0), ("takes_back", "A", 0), ("takes_back", "B", 0), ("takes_back", "A", 0)])
@example([("tags", "A", 0), ("marks", "B", 0), ("takes_back", "A", 0), ("takes_back", "B", 0), ("takes_back", "A", 0)])
@example([("types", "A", 0), ("types", "A", 2), ("types", "A", 0), ("takes_back", "A", 0), ("does_again", "A", 0)])
@example([("types", "A", 0), ("types", "B", 0), ("types", "A", 2), ("restarts", "A", 0), ("takes_back", "A", 0)])
@example([("marks", "B", 0), ("takes_back", "B", 0), ("takes_back", "A", 0), ("does_again", "B", 0)])
@example([("takes_back", "A", 0), ("does_again", "A", 0), ("does_again", "A", 0)])
@example([("tags", "A", 0), ("marks", "B", 0), ("deletes", "A", 0), ("takes_back", "A", 0), ("takes_back", "B", 0)])
def test_whatever_two_members_do(plain_template: Path, done: list[tuple[str, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as home:
        world = TwoMembers(Path(shutil.copytree(plain_template, Path(home) / "Studie.recall")))
        try:
            for name, member, number in [*PREAMBLE, *done]:
                getattr(world, name)(member, number)
                world.agrees()
            assert list(wholeness.problems(world.studies["A"])) == []
        finally:
            world.ends()
