"""What may be played and what may leave. Only the gate in `store/access.py` makes these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from recall_studio.domain.errors import AccessRefused
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.ids import ConversationId, MediaFileId, RecallSessionId, RecordingId


@dataclass(slots=True, weakref_slot=True, eq=False)
class Playable:
    """A media file that the gate has opened for one operation.

    Args:
        media_file_id: which file.
        recording_id: of which recording.
        conversation_id: of which conversation.
        operation: the key of the operation that was allowed.
        sound_only: the picture may not be shown (the consent's condition).
        session: the recall interview that it is shown in, or whose own recording it is.
    """

    media_file_id: MediaFileId
    recording_id: RecordingId
    conversation_id: ConversationId
    operation: str
    sound_only: bool
    _opener: Callable[[], BinaryIO] = field(repr=False)
    _revoked: bool = field(default=False, repr=False)
    session: RecallSessionId | None = None

    @property
    def revoked(self) -> bool:
        """Whether consent was withdrawn since."""
        return self._revoked

    def revoke(self) -> None:
        """Close the gate: nothing is opened any more, and who plays it must stop."""
        self._revoked = True

    def open(self) -> BinaryIO:
        """A fresh seekable reader from the first byte.

        Raises:
            AccessRefused: the consent was withdrawn since the gate was opened.
            MediaUnusable: the file is gone.
        """
        if self._revoked:
            raise AccessRefused(
                _("The consent for this recording was withdrawn."),
                operation=self.operation,
                subjects=(self.conversation_id,),
            )
        return self._opener()


@dataclass(frozen=True, slots=True)
class Release:
    """Leave for data to go out, with all that the manifest must say of it.

    Args:
        recordings: the recordings whose rows may leave.
        left_out: names of the recordings whose rows may not.
        purpose: what it is for, `eigen_analyse` or `verplaatsen`.
        released_by: the member's code.
        released_at: UTC, ISO 8601.
        consent_snapshot: hash over the consent rows that were looked at.
        audit_head: the audit log's last hash, this release included.
        notes: whether notes may leave too.
    """

    recordings: tuple[RecordingId, ...]
    left_out: tuple[str, ...]
    purpose: str
    released_by: str
    released_at: str
    consent_snapshot: str
    audit_head: str
    notes: bool
