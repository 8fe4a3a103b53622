"""Rows of coding work in words: what a moment, stretch, mark or memo says, and what becomes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recall_studio.domain.codebook import Text
from recall_studio.domain.packages import Fate
from recall_studio.domain.words import N_, _, language, ngettext
from recall_studio.ui.clock_words import short_clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.packages import RowImage

KINDS = {
    "annotation": N_("Moment"),
    "coded_range": N_("Coded range"),
    "discuss_mark": N_("Discuss mark"),
    "memo": N_("Memo"),
}
FATES = {
    Fate.ADDED: N_("Comes in"),
    Fate.CHANGED: N_("Changes"),
    Fate.REMOVED: N_("Goes"),
    Fate.SAME: N_("Is here already"),
    Fate.DIFFERENT: N_("Changed here too"),
    Fate.LEFT_OUT: N_("Stays out"),
}
NOTHING = "—"


def kind_in_words(table: str) -> str:
    """What kind of row it is."""
    return _(KINDS[table])


def fate_in_words(fate: Fate) -> str:
    """What becomes of a row."""
    return _(FATES[fate])


class RowWords:
    """Says rows in words.

    Args:
        keys: the key of each code by its id.
        book: the codebook, for labels.
        coming: row images of codes that are not in it yet.
    """

    def __init__(self, keys: Mapping[str, str], book: Codebook, coming: Iterable[RowImage] = ()) -> None:
        self._labels = {
            code: book.by_key[key].label.in_language(language()) if key in book.by_key else key
            for code, key in keys.items()
        }
        for row in coming:
            self._labels[row["id"]] = Text(row["label_nl"], row["label_en"]).in_language(language()) or row["key"]

    def words(self, table: str, row: RowImage | None) -> str:
        """What a row says, on one line."""
        if row is None:
            return NOTHING
        if table == "annotation":
            code = self._labels.get(row["code_id"], "?") if row["code_id"] else _("no code yet")
            return " · ".join(filter(None, (code, _span(row), _line(row["note"]))))
        if table == "coded_range":
            number = len(json.loads(row["codes"]))
            return f"{_span(row)} · " + ngettext("{n} code or theme", "{n} codes and themes", number)
        if table == "discuss_mark":
            return " · ".join(filter(None, (short_clock(row["at_ms"]), _line(row["note"]))))
        return _line(row["text"])

    def details(self, table: str, row: RowImage | None) -> str:
        """All that a row says, a line each."""
        if row is None or table != "annotation":
            return self.words(table, row)
        code = self._labels.get(row["code_id"], "?") if row["code_id"] else _("no code yet")
        lines = [f"{code} · {_span(row)}"]
        if row["speaker"]:
            lines.append(_("Speaker: {role}", role=row["speaker"]))
        if row["certainty"]:
            lines.append(_("Certainty: {grade} of 3", grade=row["certainty"]))
        for name, value in json.loads(row["modifiers"]).items():
            lines.append(f"{name}: {', '.join(value) if isinstance(value, list) else value}")
        return "\n".join([*lines, *filter(None, [row["note"]])])


def _span(row: RowImage) -> str:
    start = short_clock(row["start_ms"])
    return start if row["end_ms"] is None else f"{start}–{short_clock(row['end_ms'])}"


def _line(text: str | None) -> str:
    return " ".join(text.split()) if text else ""
