"""A discuss mark: bring this instant, or this moment, to a nagesprek or an intervisie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recall_studio.domain.ids import AnnotationId, DiscussMarkId, RecordingId


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark; `at_ms` on the recording's time line, `moment_id` when it hangs on a moment, `member` a code.

    `meant_for` is where it is to be brought, `nagesprek` or `intervisie`, when that was said.
    """

    id: DiscussMarkId
    recording_id: RecordingId
    at_ms: int
    moment_id: AnnotationId | None
    member: str
    note: str | None
    meant_for: str | None = None
    created_at: str = ""
