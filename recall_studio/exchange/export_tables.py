"""The tables of an export: what was coded, from the frame, and what explains it. Loads pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from recall_studio.analysis.beside_frames import marks_frame, memos_frame
from recall_studio.analysis.frame import moments_frame, ranges_frame
from recall_studio.analysis.measuring import MEASURES
from recall_studio.analysis.recall import frames as recall_frames
from recall_studio.analysis.recall import perspective_frames
from recall_studio.analysis.recall.leaving import held_any, leaving
from recall_studio.analysis.summaries import wide_frame
from recall_studio.domain.codebook import RESTRICTED
from recall_studio.exchange import dictionary
from recall_studio.exchange.codebook_tables import code_rows, modifier_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.analysis.recall.leaving import Leaving
    from recall_studio.domain.access import Release
    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading

WRITTEN: Mapping[str, tuple[str, ...]] = {
    "moments": ("note",),
    "discuss_marks": ("note",),
    "memos": ("text",),
    "recall_sessions": ("others_present",),
    "recall_moments": ("why",),
    "recall_prompts": ("text_verbatim",),
    "recall_comments": ("text", "text_original", "translated_by"),
}
"""The columns of each table in which somebody may have written anything."""
_DTYPES = {"integer": "Int64", "number": "Float64"}


def coded_tables(
    study: Reading, *, as_seen_by: Member, release: Release, codebook: Codebook
) -> dict[str, pd.DataFrame]:
    """The tables of what was coded: `moments`, `wide` and `ranges`; and beside it `discuss_marks` and `memos`.

    All with what people wrote: see `WRITTEN`.

    Args:
        study: where.
        as_seen_by: who exports; what they may not see does not leave either.
        release: says which recordings may leave.
        codebook: as it is now.
    """
    seen = moments_frame(study, as_seen_by=as_seen_by, recordings=release.recordings)
    moments = seen[~seen["code"].isin(RESTRICTED)].reset_index(drop=True)
    ranges = ranges_frame(study, as_seen_by=as_seen_by, recordings=release.recordings)
    restricted = [f"{measure}_{code}" for measure in MEASURES for code in RESTRICTED]
    # What was marked live lies in no coded time, so there is nothing to measure it against.
    recorded = moments[moments["recording"].notna()].reset_index(drop=True)
    wide = wide_frame(recorded, ranges, codebook).drop(columns=restricted, errors="ignore")
    marks = marks_frame(study, as_seen_by=as_seen_by, recordings=release.recordings)
    restricted_ids = set(seen.loc[seen["code"].isin(RESTRICTED), "moment_id"])
    return {
        "moments": moments,
        "wide": wide,
        "ranges": ranges,
        "discuss_marks": marks[~marks["moment_id"].isin(restricted_ids)].reset_index(drop=True),
        "memos": memos_frame(study, as_seen_by=as_seen_by, recordings=release.recordings),
    }


def interviews_leaving(study: Reading, *, as_seen_by: Member, release: Release) -> Leaving | None:
    """What may leave of recall interviews; None in a study without any that the member may know of."""
    return leaving(study, as_seen_by=as_seen_by, release=release) if held_any(study, as_seen_by) else None


def recall_tables(study: Reading, may: Leaving, *, as_seen_by: Member, release: Release) -> dict[str, pd.DataFrame]:
    """The tables of recall interviews.

    Args:
        study: where.
        may: what may leave of them; those set apart never do.
        as_seen_by: who exports; what they may not read does not leave either.
        release: says which recordings may leave.
    """
    read = perspective_frames.leaving_material(study, may, as_seen_by=as_seen_by, release=release)
    return {
        "recall_sessions": recall_frames.sessions_frame(study, may),
        "recall_moments": recall_frames.planned_frame(study, may),
        "recall_stops": recall_frames.stops_frame(study, may),
        "recall_prompts": recall_frames.prompts_frame(study, may),
        "recall_comments": recall_frames.comments_frame(study, may),
        "recall_links": perspective_frames.links_frame(study, read),
        "global_ratings": perspective_frames.ratings_frame(study, as_seen_by=as_seen_by, release=release),
        "recall_quality": perspective_frames.quality_frame(study, read),
    }


def with_descriptions(tables: Mapping[str, pd.DataFrame], codebook: Codebook) -> dict[str, pd.DataFrame]:
    """The tables with those that explain them: `codebook`, `modifiers` and `dictionary`."""
    described = dict(tables)
    described["codebook"] = _frame("codebook", code_rows(codebook), codebook)
    described["modifiers"] = _frame("modifiers", modifier_rows(codebook), codebook)
    names = {table: list(frame.columns) for table, frame in described.items()}
    rows = dictionary.dictionary_rows(names, codebook)
    described[dictionary.TABLE] = _frame(dictionary.TABLE, rows, codebook)
    return described


def _frame(table: str, rows: Sequence[Mapping[str, Any]], codebook: Codebook) -> pd.DataFrame:
    """Rows as a table with the columns, and their types, that the data dictionary gives it."""
    columns = dictionary.columns_of(table, dictionary.names_of(table), codebook)
    return pd.DataFrame(
        {
            column.name: pd.Series([row[column.name] for row in rows], dtype=_DTYPES.get(column.type, "str"))
            for column in columns
        }
    )
