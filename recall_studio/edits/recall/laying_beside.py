"""What was played in an interview and what its recording heard, as loudness beside each other: to line up by ear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.progress import SILENT
from recall_studio.edits.recall.proposing_offset import loudness_of, open_both

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.progress import Progress
    from recall_studio.domain.recall.interview import Shown
    from recall_studio.store.study import Study


@dataclass(frozen=True, slots=True)
class Beside:
    """Two rows of loudness, 0 for silence and 1 for full scale, a value every `step_ms`.

    Attributes:
        played: what was played to the viewer, on the clock of the session.
        heard: the interview's own recording, from its begin.
    """

    played: NDArray[Any]
    heard: NDArray[Any]
    step_ms: int


def sounds_beside(study: Study, *, session: RecallSessionId, progress: Progress = SILENT) -> Beside:
    """Read both; nothing is changed. For any thread, since all that is read of the study is read by its writer.

    Raises:
        AccessRefused: consent or role do not allow this member to hear both.
        BadInput: the interview has no sound.
        MediaUnusable: a recording is not in its place.
        Cancelled: the user stopped it.
    """
    from recall_studio.media.matching import STEP_MS

    shown, original, own = study.perform(open_both, session=session, with_own=True)
    played = laid_on_session(_shares(loudness_of(original, progress)), shown, STEP_MS)
    return Beside(played, _shares(loudness_of(own, progress)), STEP_MS)


def laid_on_session(loudness: NDArray[Any], shown: Sequence[Shown], step_ms: int) -> NDArray[Any]:
    """What was played, on the clock of the session; silence where nothing was.

    Args:
        loudness: of the original recording, a value every `step_ms`.
        shown: what of it was played, and when.
        step_ms: how long a value lasts.
    """
    import numpy as np

    ends = [one.session_ms + (one.end_ms - one.start_ms) * 100 // max(one.rate_percent, 1) for one in shown]
    laid = np.zeros(max(ends, default=0) // step_ms + 1)
    for one, end_ms in zip(shown, ends, strict=True):
        steps = np.arange(one.session_ms // step_ms, end_ms // step_ms)
        places = (one.start_ms + (steps * step_ms - one.session_ms) * one.rate_percent / 100) / step_ms
        there = (places >= 0) & (places < len(loudness))
        laid[steps[there]] = loudness[places[there].astype(int)]
    return laid


def _shares(bels: NDArray[Any]) -> NDArray[Any]:
    """Bels of full scale as the height of a line: what is softer than silence is nothing."""
    import numpy as np

    from recall_studio.media.matching import SILENT_BELS

    return np.clip(1 - bels / SILENT_BELS, 0, 1)
