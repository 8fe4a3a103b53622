"""Where the sound of an interview lies on the clock of the session, by comparing it with what was played there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput
from recall_studio.domain.ids import RecordingId
from recall_studio.domain.progress import SILENT
from recall_studio.domain.words import _
from recall_studio.edits.recall.preparing import leadable
from recall_studio.store import access, conversations, files
from recall_studio.store.recall import pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, BinaryIO

    from numpy.typing import NDArray

    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.progress import Progress
    from recall_studio.domain.recall.interview import Shown
    from recall_studio.edits.recall.importing_sound import GivenSound
    from recall_studio.media.matching import Match
    from recall_studio.store.study import Study
    from recall_studio.store.writing import Writing

    Parts = Sequence[tuple[int, Callable[[], BinaryIO]]]


def propose_offset(
    study: Study, *, session: RecallSessionId, given: GivenSound | None = None, progress: Progress = SILENT
) -> Match | None:
    """Say where the sound of an interview seems to begin on its clock; nothing is changed.

    For any thread, since all that is read of the study is read by its writer.

    Args:
        study: where.
        session: the interview.
        given: a file that is not in the study yet; None for the interview's own recording.
        progress: whether to stop.

    Returns:
        Nothing when too little was played in the interview to compare with. A match that is not sure is no more than
        a guess.

    Raises:
        AccessRefused: consent or role do not allow this member to hear both.
        BadInput: the interview has no sound.
        MediaUnusable: a recording is not in its place.
        Cancelled: the user stopped it.
    """
    from recall_studio.media.matching import LEAST_MS, match

    shown, played, own = study.perform(open_both, session=session, with_own=given is None)
    if sum(one.end_ms - one.start_ms for one in shown) < LEAST_MS:
        return None
    heard = [(0, lambda: files.open_given(given.file.path))] if given is not None else own
    return match(loudness_of(played, progress), shown, loudness_of(heard, progress))


def open_both(study: Writing, *, session: RecallSessionId, with_own: bool) -> tuple[list[Shown], Parts, Parts]:
    """What was played, and through the gate the recording that it was of and, if wanted, that of the interview.

    Raises:
        UnknownName, AccessRefused: the interview is not there, or consent or role do not allow to hear both.
        BadInput: the interview has no sound.
    """
    with study.step(""):
        row = leadable(study, session)
        own = pieces.recording_of(study, session)
        if with_own and own is None:
            raise BadInput(_("This recall interview has no sound yet."), remedy=_("Bring its sound in first."))
        heard = _parts(study, RecordingId(own["id"])) if with_own and own is not None else []
        return pieces.shown(study, session), _parts(study, RecordingId(row["recording_id"])), heard


def _parts(study: Writing, recording: RecordingId) -> Parts:
    offsets = [media["offset_ms"] for media in conversations.media_files(study, recording)]
    opened = access.play(study, recording=recording)
    return [(offset, playable.open) for offset, playable in zip(offsets, opened, strict=True)]


def loudness_of(parts: Parts, progress: Progress) -> NDArray[Any]:
    """How loud all parts are on their common time line, as `media.matching.loudness()` says it.

    Raises:
        MediaUnusable: a part cannot be read.
        Cancelled: the user stopped it.
    """
    import numpy as np

    from recall_studio.media.matching import SILENT_BELS, STEP_MS, loudness

    found = np.zeros(0)
    for offset_ms, opener in parts:
        with opener() as reader:
            part = loudness(reader, progress=progress)
        before = np.full(max(0, offset_ms // STEP_MS - len(found)), SILENT_BELS)
        found = np.concatenate([found[: offset_ms // STEP_MS], before, part])
    return found
