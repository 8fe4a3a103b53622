"""What ties recall interviews to the coding, as tables: links, global impressions, quality. Loads pandas."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from recall_studio.analysis.frame import places
from recall_studio.analysis.recall.dashboard import material, quality_of
from recall_studio.analysis.recall.discussed import places as places_of
from recall_studio.analysis.recall.frames import REAL, TEXT, WHOLE, column
from recall_studio.analysis.recall.quality_rows import COLUMNS, quality_rows
from recall_studio.store import conversations
from recall_studio.store.recall import ratings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recall_studio.analysis.recall.dashboard import Material
    from recall_studio.analysis.recall.discussed import Place, Said
    from recall_studio.analysis.recall.leaving import Leaving
    from recall_studio.domain.access import Release
    from recall_studio.domain.ids import ConversationId, RecordingId
    from recall_studio.domain.moments import Moment
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading

_LINK_KINDS = {
    "place": WHOLE,
    "place_start_ms": WHOLE,
    "place_end_ms": WHOLE,
    "talked_by": TEXT,
    "recall_session_id": TEXT,
    "recaller_role": TEXT,
    "comment_id": TEXT,
    "moment_id": TEXT,
    "coder": TEXT,
    "code": TEXT,
    "tied_by": TEXT,
    "gap_ms": WHOLE,
    "judgement": TEXT,
    "n_judged": WHOLE,
    "opposite_tone": WHOLE,
}
_RATING_KINDS = {"item": TEXT, "rater": TEXT, "member": TEXT, "score": WHOLE, "rating_id": TEXT}
_QUALITY_TEXTS = frozenset({"level", "recaller_role", "interviewer", "delay_band", "theme", "measure_id", "measure"})
_QUALITY_WHOLES = frozenset({"k", "n", "few", "interviews"})
BY_HAND, BY_PLACE = "koppeling", "plek"


def leaving_material(study: Reading, leaving: Leaving, *, as_seen_by: Member, release: Release) -> Material:
    """What the quality of the interviews that leave is made of."""
    read = material(study, as_seen_by, only=frozenset(release.recordings))
    return replace(read, records=leaving.records)


def links_frame(study: Reading, read: Material) -> pd.DataFrame:
    """One row a comment and a moment at the place that it is about; a comment where nothing was coded has one too."""
    found = places_of(read.records, read.moments, judged=read.judged, links=read.links)
    by_hand = {(link.comment, link.moment) for link in read.links}
    numbers: Counter[str] = Counter()
    where, rows = [], []
    for place in found:
        numbers[place.recording] += 1
        for row in _links_at(place, by_hand):
            where.append(place.recording)
            rows.append({"place": numbers[place.recording], **row})
    return _frame(study, where, rows, _LINK_KINDS)


def _links_at(place: Place, by_hand: set[tuple[Any, Any]]) -> Iterator[dict[str, Any]]:
    about = {
        "place_start_ms": place.start_ms,
        "place_end_ms": place.end_ms,
        "talked_by": "beide" if place.both else place.roles[0].value,
        "judgement": place.judgement and place.judgement.value,
        "n_judged": len(place.judged),
        "opposite_tone": None if place.opposite_tone is None else int(place.opposite_tone),
    }
    for said in place.said:
        comment = {
            "recall_session_id": said.interview.id,
            "recaller_role": said.role.value,
            "comment_id": said.comment.id,
        }
        for moment in place.moments:
            tied = BY_HAND if (said.comment.id, moment.id) in by_hand else BY_PLACE
            coded = {"moment_id": moment.id, "coder": moment.coder, "code": moment.code, "tied_by": tied}
            yield {**about, **comment, **coded, "gap_ms": _gap_ms(said, moment)}
        if not place.moments:
            yield {**about, **comment}


def _gap_ms(said: Said, moment: Moment) -> int:
    """The time between what a comment is about and a moment; 0 where they touch."""
    end_ms = moment.start_ms if moment.end_ms is None else moment.end_ms
    return max(0, moment.start_ms - said.end_ms, said.start_ms - end_ms)


def ratings_frame(study: Reading, *, as_seen_by: Member, release: Release) -> pd.DataFrame:
    """One row a global impression of a conversation whose data leave, by conversation, item, rater and member."""
    place_of: dict[ConversationId, RecordingId] = {}
    for row in (*conversations.live(study), *conversations.recordings(study)):
        if row["id"] in release.recordings:
            place_of[row["conversation_id"]] = row["id"]
    found = [one for one in ratings.of_all(study, as_seen_by) if one.conversation_id in place_of]
    where = [place_of[one.conversation_id] for one in found]
    rows = [
        {"item": one.item, "rater": one.rater, "member": one.member, "score": one.score, "rating_id": one.id}
        for one in found
    ]
    frame = _frame(study, where, rows, _RATING_KINDS).drop(columns="recording")
    order = ["conversation_id", "item", "rater", "member"]
    return frame.sort_values(order, kind="stable", ignore_index=True)


def quality_frame(study: Reading, read: Material) -> pd.DataFrame:
    """One row a measure and group, of the interviews that leave."""
    rows = quality_rows(quality_of(read)) if read.records else []
    columns: dict[str, pd.Series[Any]] = {"study": column(TEXT, [study.facts().title] * len(rows))}
    columns |= {name: column(_quality_kind(name), [row[name] for row in rows]) for name in COLUMNS}
    return pd.DataFrame(columns)


def _quality_kind(name: str) -> str:
    if name in _QUALITY_TEXTS:
        return TEXT
    return WHOLE if name in _QUALITY_WHOLES else REAL


def _frame(
    study: Reading, where: Sequence[RecordingId], rows: Sequence[dict[str, Any]], kinds: dict[str, str]
) -> pd.DataFrame:
    columns: dict[str, pd.Series[Any]] = {}
    columns |= places(study, where)
    columns |= {name: column(kind, [row.get(name) for row in rows]) for name, kind in kinds.items()}
    return pd.DataFrame(columns)
