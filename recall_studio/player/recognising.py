"""Which picture of a recording a player shows, found by what it looks like and about when it was shown.

Never a guess: what cannot be known yet is pending, what cannot be known is said to be so.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from recall_studio.domain.errors import RecallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recall_studio.domain.ids import MediaFileId
    from recall_studio.media.frames import FrameIndex
    from recall_studio.media.signatures import Signatures
    from recall_studio.player.engine import Source

_NEAR_MS = 2500  # a player's clock is never further off
_REMEMBERED = 256  # pictures; some seconds of them
_PATIENCE = 16  # pictures that may follow one that looks like none, for its neighbours to explain it


@dataclass(slots=True, eq=False)
class Sight:
    """A picture that was seen.

    Attributes:
        serial: the player's number for it, one more with each picture.
        signature: what it looks like.
        about_ms: when it appears, by the player's clock.
        at_s: when it was shown, in seconds of the steady clock.
        index: which picture of the index it is; None while not known.
        sure: whether no other picture looks like it.
        strange: whether it looks like no picture there is.
        told: whether somebody has been told what it is.
    """

    serial: int
    signature: int
    about_ms: int
    at_s: float = 0.0
    index: int | None = None
    sure: bool = False
    strange: bool = False
    told: bool = False


class Recogniser:
    """Recognises the pictures of one file in the order in which a player shows them.

    Args:
        index: its pictures.
        signatures: theirs, as far as they have been made.
    """

    def __init__(self, index: FrameIndex, signatures: Signatures) -> None:
        self._index, self._signatures = index, signatures
        self._seen: deque[Sight] = deque(maxlen=_REMEMBERED)

    def see(self, serial: int, signature: int, about_ms: int, at_s: float = 0.0) -> Sight:
        """A picture was shown; when it is known at once, the answer says which."""
        sight = Sight(serial, signature, about_ms, at_s)
        self._look_up(sight)
        sight.told = sight.index is not None
        self._seen.append(sight)
        return sight

    def answers(self) -> list[Sight]:
        """The pictures that turned out to be a certain one since the last time, or to be none there is."""
        if not self.waits:
            return []
        for sight in self._seen:
            if sight.index is None and not sight.strange:
                self._look_up(sight)
        self._explain()
        new = [sight for sight in self._seen if not sight.told and (sight.index is not None or self._is_lost(sight))]
        for sight in new:
            sight.told = True
        return new

    def lies_within(self, signature: int, from_ms: int, to_ms: int) -> bool:
        """Whether a picture is known to be one that appears in this stretch."""
        times = self._index.pts_ms[self._signatures.found(signature)]
        return bool(((times >= from_ms) & (times <= to_ms)).any())

    def is_alone(self, signature: int) -> bool:
        """Whether exactly one picture is known to look like this."""
        return len(self._signatures.found(signature)) == 1

    def pts_ms(self, sight: Sight) -> int | None:
        """When a picture that was seen appears."""
        return None if sight.index is None else self._index.start_of(sight.index)

    @property
    def strange_in_a_row(self) -> int:
        """How many of the latest pictures look like none there is, without one in between that does."""
        return next((back for back, sight in enumerate(reversed(self._seen)) if not sight.strange), len(self._seen))

    @property
    def waits(self) -> bool:
        """Whether there is a picture of which nothing is known yet."""
        return any(not sight.told for sight in self._seen)

    def _look_up(self, sight: Sight) -> None:
        """Find the picture that looks like this; of several, the one that is nearest in time."""
        found = self._signatures.found(sight.signature)
        if len(found):
            distances = abs(self._index.pts_ms[found] - sight.about_ms)
            nearest = int(distances.argmin())
            # None that is nearer may be unknown still, for it could look the same.
            if self._is_known(sight.about_ms, min(int(distances[nearest]), _NEAR_MS)):
                sight.index, sight.sure = int(found[nearest]), len(found) == 1
        elif self._is_known(sight.about_ms, _NEAR_MS):
            sight.strange = True

    def _is_known(self, about_ms: int, reach_ms: int) -> bool:
        first, last = (self._index.frame_at(about_ms + way * reach_ms) for way in (-1, 1))
        return self._signatures.covers(first, last + 1)

    def _explain(self) -> None:
        """A strange picture between two neighbours that are known is the one between them."""
        for before, after in pairwise(sight for sight in self._seen if sight.index is not None):
            if before.index is None or after.index is None or after.serial - before.serial < 2:
                continue
            if after.index - before.index == after.serial - before.serial:
                for sight in self._between(before, after):
                    sight.index = before.index + sight.serial - before.serial

    def _between(self, before: Sight, after: Sight) -> Iterator[Sight]:
        return (sight for sight in self._seen if before.serial < sight.serial < after.serial and sight.strange)

    def _is_lost(self, sight: Sight) -> bool:
        """Whether its neighbours are there and do not explain it, or too many have followed."""
        if not sight.strange:
            return False
        later = [other for other in self._seen if other.serial > sight.serial]
        return any(other.index is not None for other in later) or len(later) >= _PATIENCE


def _nothing_kept(_media_file: MediaFileId) -> bytes | None:
    return None


def _not_kept(_media_file: MediaFileId, _made: bytes) -> None:
    return


@dataclass(frozen=True, slots=True)
class KeptSignatures:
    """Where signatures are kept from one time to the next; the player knows no study.

    Args:
        fetch: gives what was kept of a media file, or nothing.
        keep: keeps what was made of it; called on a thread of its own.
    """

    fetch: Callable[[MediaFileId], bytes | None] = _nothing_kept
    keep: Callable[[MediaFileId, bytes], None] = _not_kept


class Recognition:
    """Recognises the pictures of a source while its signatures are being made.

    Args:
        source: one with pictures.
        index: they.
        kept: where signatures are kept.
        wake: called on a thread when more can be recognised.
    """

    def __init__(self, source: Source, index: FrameIndex, kept: KeptSignatures, wake: Callable[[], None]) -> None:
        from recall_studio.media.signing import Signing

        self._media_file = source.playable.media_file_id
        self._kept, self._wake = kept, wake
        self.signatures = self._fetched(len(index))
        self.eye = Recogniser(index, self.signatures)
        self._signing: Signing | None = None
        if not self.signatures.complete:
            self._signing = Signing(
                source.playable.open, index, self.signatures, told=self._on_more, finished=self._on_finished
            )
            self._signing.start()

    def _fetched(self, pictures: int) -> Signatures:
        from recall_studio.media.signatures import Signatures

        with suppress(OSError, RecallError):  # what cannot be used is made again
            if (kept := self._kept.fetch(self._media_file)) is not None:
                return Signatures.from_bytes(kept, pictures=pictures)
        return Signatures.none_of(pictures)

    def _on_more(self) -> None:
        if self.eye.waits:
            self._wake()

    def _on_finished(self) -> None:
        with suppress(OSError, RecallError):  # a cache that cannot be kept is made again next time
            self._kept.keep(self._media_file, self.signatures.to_bytes())
        self._wake()

    def look_at(self, ms: int, *, playing: bool) -> None:
        """The playhead is here now."""
        if self._signing:
            self._signing.look_at(ms, playing=playing)

    def close(self) -> None:
        """Stop making signatures; can take a while."""
        if self._signing:
            self._signing.close()
