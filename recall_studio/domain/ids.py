"""Names that never clash: UUIDs of version 7 (RFC 9562, 5.7), which sort by the moment they were made."""

from __future__ import annotations

import secrets
import threading
import time
import uuid
from typing import NewType

StudyId = NewType("StudyId", str)
MemberId = NewType("MemberId", str)
ParticipantId = NewType("ParticipantId", str)
CaseId = NewType("CaseId", str)
ConversationId = NewType("ConversationId", str)
RecordingId = NewType("RecordingId", str)
MediaFileId = NewType("MediaFileId", str)
CodeId = NewType("CodeId", str)
CodebookVersionId = NewType("CodebookVersionId", str)
AnnotationId = NewType("AnnotationId", str)
CodedRangeId = NewType("CodedRangeId", str)
DiscussMarkId = NewType("DiscussMarkId", str)
SelectionId = NewType("SelectionId", str)
MemoId = NewType("MemoId", str)
TurnId = NewType("TurnId", str)
StepId = NewType("StepId", str)
ObservationId = NewType("ObservationId", str)
RecallSessionId = NewType("RecallSessionId", str)
RecallMomentId = NewType("RecallMomentId", str)
RecallStopId = NewType("RecallStopId", str)
RecallPromptId = NewType("RecallPromptId", str)
RecallCommentId = NewType("RecallCommentId", str)
CommentLinkId = NewType("CommentLinkId", str)
CongruenceId = NewType("CongruenceId", str)
GlobalRatingId = NewType("GlobalRatingId", str)
RecallVersionId = NewType("RecallVersionId", str)

_RANDOM_BITS = 74  # 12 of rand_a and 62 of rand_b


def uuid7_of(unix_ms: int, randomness: int) -> str:
    """The UUIDv7 of a time in ms since 1970 and 74 random bits (rand_a, then rand_b), as text."""
    rand_a, rand_b = randomness >> 62 & 0xFFF, randomness & (1 << 62) - 1
    return str(uuid.UUID(int=(unix_ms & (1 << 48) - 1) << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b))


class _Source:
    """Ids in rising order within the process, also when the clock stands still or is set back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last_ms = 0
        self._last_random = 0

    def next(self) -> str:
        with self._lock:
            now_ms = time.time_ns() // 1_000_000
            if now_ms > self._last_ms:
                self._last_ms, self._last_random = now_ms, secrets.randbits(_RANDOM_BITS - 1)
            else:  # RFC 9562, 6.2 method 2: count on within the millisecond
                self._last_random += 1 + secrets.randbits(32)
            return uuid7_of(self._last_ms, self._last_random)


_source = _Source()


def new_id() -> str:
    """A fresh id; later ones of this process sort after earlier ones."""
    return _source.next()
