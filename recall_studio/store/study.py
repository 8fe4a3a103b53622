"""A study that is open: it reads on the thread that opened it, and hands edits to its writer."""

from __future__ import annotations

import threading
import weakref
from datetime import UTC
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from recall_studio.domain.errors import RecallError, StudyReadOnly
from recall_studio.domain.words import _
from recall_studio.store import backups, journal
from recall_studio.store.logs import LOGGER
from recall_studio.store.reading import Reading
from recall_studio.store.waiting import result_of, until_ended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future
    from datetime import datetime

    from sqlite_utils import Database

    from recall_studio.domain.access import Playable
    from recall_studio.domain.changes import Changes
    from recall_studio.domain.study import Member
    from recall_studio.store.folder import StudyFolder
    from recall_studio.store.writer import Writer
    from recall_studio.store.writing import Writing

_ASKS_AGAIN = ("consent", "recorded_person", "media_file", "code", "recall_session", "recall_present")
"""Kinds of which a change may close the gate."""

P = ParamSpec("P")
T = TypeVar("T")


class Study(Reading):
    """An open study; made by `store.opening`.

    Args:
        db: the reading connection.
        folder: where it lies.
        acting: who works in it.
        key: the study key, or None.
        clock: gives the time.
        notices: sentences for the user about how it was opened.
    """

    def __init__(
        self,
        db: Database,
        folder: StudyFolder,
        *,
        acting: Member,
        key: bytes | None,
        clock: Callable[[], datetime],
        notices: tuple[str, ...] = (),
    ) -> None:
        super().__init__(db, folder, clock)
        self.acting = acting
        self.key = key
        self.notices = notices
        self._writer: Writer | None = None
        self._listeners: list[Callable[[], None]] = []
        self._playing: weakref.WeakSet[Playable] = weakref.WeakSet()
        self._seen = journal.latest(self)
        self._closing = threading.Event()
        self._upkeep: threading.Thread | None = None
        self._changed = False

    def start_writing(self, make_writer: Callable[[Callable[[], None]], Writer]) -> None:
        """Get a writer, and make a backup every hour from now on."""
        self._writer = make_writer(self._committed)
        self._upkeep = threading.Thread(target=self._keep_up, name="upkeep", daemon=True)
        self._upkeep.start()

    @property
    def writable(self) -> bool:
        """Whether edits can be made."""
        return self._writer is not None

    def submit(self, edit: Callable[Concatenate[Writing, P], T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue an edit and go on; its result or error comes in the future.

        Raises:
            StudyReadOnly: the study was opened without a writer.
        """
        if self._writer is None:
            raise StudyReadOnly(
                _("This study is open for reading only: its folder cannot be written to."),
                remedy=_("Copy the study to a folder of your own, or ask for access to this one."),
            )
        return self._writer.submit(lambda writing: edit(writing, *args, **kwargs))

    def perform(self, edit: Callable[Concatenate[Writing, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Make an edit and wait until it is kept."""
        return result_of(self.submit(edit, *args, **kwargs))

    def listen(self, listener: Callable[[], None]) -> None:
        """Be woken after each commit of this study's writer, on the writer's thread; then ask `catch_up()`."""
        self._listeners.append(listener)

    def catch_up(self) -> Changes:
        """What changed since this was asked last, by whomever: edits, undo, other programs. Call on the reading thread.

        A `Playable` whose consent no longer holds is revoked on the way.
        """
        if journal.latest(self)[0] < self._seen[0]:  # a restore went back: everything may have changed
            self._seen = (0, self._seen[1])
        changes, *seen = journal.changes_after(self, *self._seen)
        self._seen = (seen[0], seen[1])
        if any(changes.of(kind) for kind in _ASKS_AGAIN):
            self._check_again(self._playing)
        return changes

    def watch_over(self, playable: Playable) -> None:
        """Revoke this one when its consent is withdrawn, also when it was already. Call on the reading thread."""
        self._playing.add(playable)
        self._check_again([playable])

    def _check_again(self, playing: Iterable[Playable]) -> None:
        from recall_studio.store import access  # the gate reads studies, so it cannot be imported above

        for playable in playing:
            access.check_again(self, playable, self.today())

    def close(self) -> None:
        """Finish what is queued, make the hourly backup when it is due, and let go of the files."""
        self._closing.set()
        if self._upkeep is not None:
            until_ended(self._upkeep)
        writer, self._writer = self._writer, None  # from now on an edit is refused; it would never be made
        if writer is not None:
            writer.close()
            self._back_up_if_due()
        self.db.close()

    def _committed(self) -> None:
        self._changed = True
        for listener in self._listeners:
            listener()

    def _keep_up(self) -> None:
        while not self._closing.wait(backups.INTERVAL.total_seconds()):
            self._back_up_if_due()

    def _back_up_if_due(self) -> None:
        now = self.clock().astimezone(UTC)
        if not self._changed or not backups.is_due(self.folder, now):
            return
        try:
            backups.make(self.folder, self.key, backups.HOURLY, now)
            self._changed = False
        except (RecallError, OSError) as error:
            # The study itself is kept, and there is a next time.
            LOGGER.warning("backup not made: %s", type(error).__name__)
