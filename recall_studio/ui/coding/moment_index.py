"""The moments of one recording in order, found by place without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
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
        self._by_id = {view.id: view for view in views}
        self._views = sorted(self._by_id.values(), key=_key)
        self._keys = [_key(view) for view in self._views]
        self._classes: dict[int, list[Key]] = {}
        self._running = {view.id for view in self._views if view.running}
        for view, key in zip(self._views, self._keys, strict=True):
            if not view.running:
                self._classes.setdefault(_class(view), []).append(key)

    @property
    def views(self) -> Sequence[MomentView]:
        """All moments by start; not to be changed."""
        return self._views

    @property
    def running(self) -> tuple[MomentView, ...]:
        """The stretches that are begun and not ended, by start."""
        return tuple(sorted((self._by_id[made] for made in self._running), key=_key))

    def get(self, moment: str) -> MomentView | None:
        """The moment of this id, if there is one."""
        return self._by_id.get(moment)

    def row(self, moment: str) -> int:
        """Which place in `views` this moment has.

        Raises:
            KeyError: there is no such moment.
        """
        return bisect_left(self._keys, _key(self._by_id[moment]))

    def row_at(self, ms: int) -> int:
        """The place in `views` of the first moment that starts at or after this time; their number if none does."""
        return bisect_left(self._keys, (ms, -1, ""))

    def put(self, view: MomentView) -> None:
        """Add a moment, or put it in the place of the one with its id."""
        if view.id in self._by_id:
            self.drop(view.id)
        key = _key(view)
        place = bisect_left(self._keys, key)
        self._by_id[view.id] = view
        self._keys.insert(place, key)
        self._views.insert(place, view)
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
        if view.running:
            self._running.discard(moment)
        else:
            of_its_length = self._classes[_class(view)]
            del of_its_length[bisect_left(of_its_length, key)]

    def in_span(self, start_ms: int, end_ms: int) -> list[MomentView]:
        """The moments that have an instant in `[start_ms, end_ms)`, by start; a running one reaches to the end."""
        found = [key for made in self._running if (key := _key(self._by_id[made]))[0] < end_ms]
        for length, keys in self._classes.items():
            first = bisect_left(keys, (start_ms - (1 << length), -1, ""))
            last = bisect_left(keys, (end_ms, -1, ""))
            found += [key for key in keys[first:last] if key[1] > start_ms or key[0] >= start_ms]
        return [self._by_id[made] for _start, _last, made in sorted(found)]


def _key(view: MomentView) -> Key:
    return view.start_ms, view.last_ms, view.id


def _class(view: MomentView) -> int:
    """A stretch of class n is shorter than 2**n ms; an instant is of class 0."""
    return (view.last_ms - view.start_ms).bit_length()
