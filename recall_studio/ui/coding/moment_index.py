"""The moments of one recording in order, found by place without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recall_studio.ui.coding.moment_view import MomentView

Key = tuple[int, int, str]


class MomentIndex:
    """Moments sorted by start.

    Stretches are kept in classes by length, each class twice as long as the one before: a question about a span looks
    back only as far as the longest of each class reaches, so that one stretch of an hour does not slow all down.
    """

    def __init__(self, views: Iterable[MomentView] = ()) -> None:
        self._by_id: dict[str, MomentView] = {}
        self._views: list[MomentView] = []
        self._keys: list[Key] = []
        self._classes: dict[int, list[Key]] = {}
        self._running: set[str] = set()
        self.counts: Counter[tuple[str, str]] = Counter()
        """The own moments by round and code; a pending one has no round, one that is still to be coded no code."""
        self.extend(views)

    @property
    def views(self) -> Sequence[MomentView]:
        """All moments by start; not to be changed."""
        return self._views

    @property
    def running(self) -> tuple[MomentView, ...]:
        """The stretches that are begun and not ended, by start."""
        return tuple(sorted((self._by_id[made] for made in self._running), key=key_of))

    def get(self, moment: str) -> MomentView | None:
        """The moment of this id, if there is one."""
        return self._by_id.get(moment)

    def row(self, moment: str) -> int:
        """Which place in `views` this moment has.

        Raises:
            KeyError: there is no such moment.
        """
        return bisect_left(self._keys, key_of(self._by_id[moment]))

    def row_at(self, ms: int) -> int:
        """The place in `views` of the first moment that starts at or after this time; their number if none does."""
        return bisect_left(self._keys, (ms, -1, ""))

    def extend(self, views: Iterable[MomentView]) -> None:
        """Add moments; those that lie behind all others are added quickest, however many there are."""
        for key, view in sorted(((key_of(view), view) for view in views), key=_first):
            if view.id in self._by_id or (self._keys and key < self._keys[-1]):
                self.put(view)
                continue
            self._by_id[view.id] = view
            self._keys.append(key)
            self._views.append(view)
            self.counts[view.round, view.code or ""] += view.own
            if view.running:
                self._running.add(view.id)
            else:
                self._classes.setdefault(_class(view), []).append(key)

    @property
    def keys(self) -> Sequence[Key]:
        """By what they are sorted, in that order: start, end, id; not to be changed."""
        return self._keys

    def by_id(self) -> dict[str, MomentView]:
        """All moments by their ids, as a copy."""
        return dict(self._by_id)

    def put(self, view: MomentView) -> None:
        """Add a moment, or put it in the place of the one with its id."""
        if view.id in self._by_id:
            self.drop(view.id)
        key = key_of(view)
        place = bisect_left(self._keys, key)
        self._by_id[view.id] = view
        self._keys.insert(place, key)
        self._views.insert(place, view)
        self.counts[view.round, view.code or ""] += view.own
        if view.running:
            self._running.add(view.id)
        else:
            of_its_length = self._classes.setdefault(_class(view), [])
            of_its_length.insert(bisect_left(of_its_length, key), key)

    def drop(self, moment: str) -> None:
        """Take a moment away.

        Raises:
            KeyError: there is no such moment.
        """
        place = self.row(moment)
        view, key = self._by_id.pop(moment), self._keys.pop(place)
        del self._views[place]
        self.counts[view.round, view.code or ""] -= view.own
        if view.running:
            self._running.discard(moment)
        else:
            of_its_length = self._classes[_class(view)]
            del of_its_length[bisect_left(of_its_length, key)]

    def in_span(self, start_ms: int, end_ms: int) -> list[MomentView]:
        """The moments that have an instant in `[start_ms, end_ms)`, by start; a running one reaches to the end."""
        found = [key for made in self._running if (key := key_of(self._by_id[made]))[0] < end_ms]
        for length, keys in self._classes.items():
            first = bisect_left(keys, (start_ms - (1 << length), -1, ""))
            last = bisect_left(keys, (end_ms, -1, ""))
            found += [key for key in keys[first:last] if key[1] > start_ms or key[0] >= start_ms]
        return [self._by_id[made] for _start, _last, made in sorted(found)]


def _first(keyed: tuple[Key, MomentView]) -> Key:
    return keyed[0]


def key_of(view: MomentView) -> Key:
    """By what moments are sorted: start, end, id."""
    return view.start_ms, view.last_ms, view.id


def _class(view: MomentView) -> int:
    """A stretch of class n is shorter than 2**n ms; an instant is of class 0."""
    return (view.last_ms - view.start_ms).bit_length()
