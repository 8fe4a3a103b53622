"""What changed, and what can be taken back: pure rules over the journal's steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from recall_studio.domain.ids import StepId


@dataclass(frozen=True, slots=True)
class Changes:
    """Which rows changed: ids by kind (the table's name). Never which screen should repaint."""

    rows: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def __bool__(self) -> bool:
        return bool(self.rows)

    def of(self, kind: str) -> frozenset[str]:
        """The ids of this kind that changed."""
        return self.rows.get(kind, frozenset())


@dataclass(frozen=True, slots=True)
class Step:
    """One action of a user, as the journal keeps it.

    `label` is the English source of its words, `scope` the recording or editor it was done in, `reverts` the step
    that it took back, `changes` how many rows it changed, `about` the code and place of the (first) moment among them.
    """

    number: int
    id: StepId
    label: str
    author: str
    at: str
    reverts: StepId | None
    scope: str | None
    changes: int = 0
    about: str = ""


def next_to_undo(newest_first: Iterable[Step], undoes: Callable[[Step], bool]) -> Step | None:
    """The step that is taken back next. It looks at no more of the history than it must.

    A step that takes back an ordinary step (or a redo) is an undo; a step that takes back an undo is a redo, and can
    be taken back as any step.

    Args:
        newest_first: the history.
        undoes: whether a step is an undo.
    """
    taken_back = set()
    for step in newest_first:
        if step.id in taken_back:
            continue
        if not undoes(step):
            return step
        taken_back.add(step.reverts)
    return None


def next_to_redo(newest_first: Iterable[Step], undoes: Callable[[Step], bool]) -> Step | None:
    """The undo that is taken back next; an ordinary step makes the redos of before impossible.

    In one recording a redo stays possible after new work in another: seen from everywhere it is then no longer on
    offer, but once done it can be taken back as any step.
    """
    done_again = set()
    for step in newest_first:
        if step.reverts is None:
            return None
        if not undoes(step):
            done_again.add(step.reverts)
        elif step.id not in done_again:
            return step
    return None


def is_undo(step: Step, known: Mapping[StepId, StepId]) -> bool:
    """Whether it takes work back: it reverts a step that does not.

    Args:
        step: which.
        known: which step takes back which.
    """
    undoes, at = False, step.id
    while at in known:
        undoes, at = not undoes, known[at]
    return undoes


def step_in_words(step: Step, known: Mapping[StepId, StepId]) -> str:
    """What a step was, for a list; `known` as for `is_undo()`."""
    if step.reverts is None:
        return _(step.label)
    label = _(step.label)
    return _("Undo: {label}", label=label) if is_undo(step, known) else _("Redo: {label}", label=label)
