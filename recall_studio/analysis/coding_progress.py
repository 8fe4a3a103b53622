"""How far the coding of each recording is, by coder: what was declared as coded, and how many moments there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.intervals import total_ms
from recall_studio.domain.study import Layer
from recall_studio.store import access, conversations, ranges
from recall_studio.store import annotations as annotation_rows

if TYPE_CHECKING:
    from recall_studio.domain.intervals import Stretch
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading


@dataclass(frozen=True, slots=True)
class CoderProgress:
    """One coder in one recording, in the round that the study stands in.

    Args:
        coder: the member's code.
        coded_ms: the time that they declared as coded for whatever codes, overlaps counted once.
        share: of the recording's length, 0 to 1; nothing of what is watched along live is declared.
        moments: how many they coded; one that still runs does not count.
    """

    coder: str
    coded_ms: int
    share: float
    moments: int


def coding_progress(study: Reading, as_seen_by: Member) -> dict[str, tuple[CoderProgress, ...]]:
    """The progress of each coder who did something, by the recording's name, as far as a member may see it.

    A recording that consent or role hide from the member is not in the answer; one that nobody coded is, empty.
    """
    round_now, _closed = study.round_now()
    seen = access.seen_recordings(study, as_seen_by)
    coded: dict[tuple[str, str], list[Stretch]] = {}
    for declared in ranges.coded_ranges(study, as_seen_by=as_seen_by):
        if declared.round == round_now.value and declared.layer == Layer.GESPREK.value:
            coded.setdefault((declared.recording, declared.coder), []).append((declared.start_ms, declared.end_ms))
    counts = annotation_rows.counts(study, as_seen_by=as_seen_by, round_now=round_now)
    moments = {(recording, coder): ended for recording, coder, ended, _running in counts if ended}
    rows = (*conversations.recordings(study), *conversations.live(study))
    lengths = {row["name"]: row["duration_ms"] for row in rows}
    progress: dict[str, list[CoderProgress]] = {name: [] for name in lengths if name in seen}
    for recording, coder in sorted(coded.keys() | moments.keys()):
        if recording in progress:
            done_ms = total_ms(coded.get((recording, coder), ()))
            number = moments.get((recording, coder), 0)
            progress[recording].append(CoderProgress(coder, done_ms, done_ms / max(lengths[recording], 1), number))
    return {name: tuple(found) for name, found in progress.items()}
