"""The rows of a package as they would stand in this study, or why one cannot: recordings, codes and versions found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import BadInput
from recall_studio.domain.moments import check_note, check_place
from recall_studio.domain.study import Layer
from recall_studio.domain.words import _
from recall_studio.store import collected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.domain.packages import Package, RowImage
    from recall_studio.edits.code_matching import CodeMatching
    from recall_studio.store.reading import Reading, Row

ABOUT = ("study", "case", "conversation", "recording", "code", "annotation")
"""The tables that a memo may be about."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """One row of a package.

    Args:
        table: it belongs to.
        there: as it is in the package.
        row: as it would stand here; None when it cannot.
        reason: why it cannot, a sentence about rows like it.
        recording: the name of its recording or conversation here, where it has one.
        conversation: the id of its conversation here, where it has one.
    """

    table: str
    there: RowImage
    row: dict[str, Any] | None
    reason: str = ""
    recording: str = ""
    conversation: str | None = None


class _MisfitError(Exception):
    """A row cannot stand here; its text says why."""


class Fitting:
    """Fits the rows of one package, table by table.

    Args:
        study: where the package is fetched.
        package: what is fetched.
        coder: the id that its coder has here.
        codes: what its codes are here.
    """

    def __init__(self, study: Reading, package: Package, *, coder: str, codes: CodeMatching) -> None:
        self._study, self._package, self._coder, self._codes = study, package, coder, codes
        places = collected.places(study)
        self._recordings = {place["id"]: place for place in places if place["id"]}
        self._live = {place["conversation_id"]: place for place in places if not place["id"]}
        self._names = {place["conversation_id"]: place["name"] for place in places}
        self._prints = collected.fingerprints(study)
        self._found = {packed.id: self._find(packed.id, packed.fingerprints) for packed in package.recordings}
        self._versions = _versions(study, package)
        self._moments: set[str] = set()

    @property
    def scope(self) -> set[str]:
        """The conversations here whose coding the package tells of."""
        found = {place["conversation_id"] for place in self._found.values() if place is not None}
        return found | {packed.conversation_id for packed in self._package.recordings if packed.id is None}

    @property
    def conversation_names(self) -> dict[str, str]:
        """The name to say for each conversation here."""
        return self._names

    def missing(self) -> int:
        """How many recordings of the package are not here."""
        return sum(self._found[packed.id] is None for packed in self._package.recordings if packed.id is not None)

    def version(self, version: str) -> str:
        """The id here of a version of the codebook; one that is not here keeps its own."""
        return self._versions.get(version, version)

    def fit(self) -> Iterator[Fitted]:
        """All rows: moments first, for the others refer to them."""
        for row in self._package.rows["annotation"]:
            fitted = self._one("annotation", row)
            if fitted.row is not None:
                self._moments.add(row["id"])
            yield fitted
        self._know_other_moments()
        for table in ("coded_range", "discuss_mark", "memo"):
            for row in self._package.rows[table]:
                yield self._one(table, row)

    def _one(self, table: str, row: RowImage) -> Fitted:
        fit = {
            "annotation": self._annotation,
            "coded_range": self._coded_range,
            "discuss_mark": self._discuss_mark,
            "memo": self._memo,
        }[table]
        try:
            place, changed = fit(row)
        except _MisfitError as misfit:
            return Fitted(table, row, None, str(misfit))
        except BadInput as error:
            return Fitted(table, row, None, error.message)
        conversation = place["conversation_id"] if place is not None else None
        name = place["name"] if place is not None else ""
        return Fitted(table, row, {**row, **changed}, recording=name, conversation=conversation)

    def _annotation(self, row: RowImage) -> tuple[Row | None, dict[str, Any]]:
        _check_layer(row)
        place = self._place(row["recording_id"], row["conversation_id"])
        _check_inside(row["start_ms"], row["end_ms"], place)
        check_note(row["note"])
        code = self._code(row["code_id"]) if row["code_id"] is not None else None
        return place, {
            "conversation_id": place["conversation_id"],
            "recording_id": place["id"],
            "coder": self._coder,
            "code_id": code,
            "codebook_version": self.version(row["codebook_version"]),
        }

    def _coded_range(self, row: RowImage) -> tuple[Row | None, dict[str, Any]]:
        _check_layer(row)
        place = self._place(row["recording_id"], "")
        _check_inside(row["start_ms"], row["end_ms"], place)
        found = [self._codes.found(code) for code in json.loads(row["codes"])]
        codes = [code for code in found if code is not None]
        if not codes:
            raise _MisfitError(_("Their codes are not in this codebook."))
        return place, {
            "recording_id": place["id"],
            "coder": self._coder,
            "codes": json.dumps(codes),
            "codebook_version": self.version(row["codebook_version"]),
        }

    def _discuss_mark(self, row: RowImage) -> tuple[Row | None, dict[str, Any]]:
        place = self._place(row["recording_id"], row["conversation_id"])
        _check_inside(row["at_ms"], None, place)
        check_note(row["note"])
        if row["annotation_id"] not in {None, *self._moments}:
            raise _MisfitError(_("They are about a moment that is not here."))
        return place, {"conversation_id": place["conversation_id"], "recording_id": place["id"], "member": self._coder}

    def _memo(self, row: RowImage) -> tuple[Row | None, dict[str, Any]]:
        check_note(row["text"])
        table, about = row["about_table"], row["about_row"]
        if table == "recording":
            place = self._place(about, "")
            return place, {"about_row": place["id"], "member": self._coder}
        if table == "code" and self._codes.found(about) is not None:
            return None, {"about_row": self._codes.found(about), "member": self._coder}
        known = about in self._moments if table == "annotation" else self._is_there(table, about)
        if not known:
            raise _MisfitError(_("They are about something that is not here."))
        return self._place_of_memo(table, about), {"member": self._coder}

    def _is_there(self, table: str, row: str) -> bool:
        return table in ABOUT and bool(collected.there(self._study, table, [row]))

    def _place_of_memo(self, table: str, about: str) -> Row | None:
        conversation = self._conversation_of.get(about) if table == "annotation" else about
        return self._live.get(conversation) if table in ("annotation", "conversation") else None

    def _know_other_moments(self) -> None:
        """Moments of others that marks and memos are about count too, as far as they are here."""
        memos = [row for row in self._package.rows["memo"] if row["about_table"] == "annotation"]
        about = {row["about_row"] for row in memos}
        about |= {row["annotation_id"] for row in self._package.rows["discuss_mark"]} - {None}
        self._conversation_of = collected.conversations_of(self._study, "annotation", about)
        self._moments |= set(self._conversation_of)
        for row in self._package.rows["annotation"]:
            if row["id"] in about and row["id"] in self._moments:
                place = self._place(row["recording_id"], row["conversation_id"])
                self._conversation_of[row["id"]] = place["conversation_id"]

    def _place(self, recording: str | None, conversation: str) -> Row:
        """The recording here, or the conversation that was watched along with."""
        place = self._found.get(recording) if recording is not None else self._live.get(conversation)
        if place is None:
            raise _MisfitError(_("They lie in a recording that is not in this study."))
        return place

    def _find(self, recording: str | None, fingerprints: tuple[str, ...]) -> Row | None:
        if recording is None or recording in self._recordings:
            return self._recordings.get(recording or "")
        for here, prints in self._prints.items():
            if set(prints) & set(fingerprints):
                return self._recordings.get(here)
        return None

    def _code(self, code: str) -> str:
        found = self._codes.found(code)
        if found is not None:
            return found
        if self._codes.is_held(code):
            raise _MisfitError(_("They have a code of their coder's own; they can come in once the round is over."))
        raise _MisfitError(_("Their code stays out, as was chosen."))


def _check_layer(row: RowImage) -> None:
    """See that it was coded in a conversation. No program lets coding of interviews leave; a file can say anything."""
    if row["layer"] != Layer.GESPREK or row.get("recall_session_id") is not None:
        raise _MisfitError(_("They lie in a recall interview, and those stay where they were held."))


def _check_inside(start_ms: int, end_ms: int | None, place: Row) -> None:
    """See that it lies in the recording; a conversation that was watched along with has no known length."""
    if place["duration_ms"] is None:
        return
    try:
        check_place(start_ms=start_ms, end_ms=end_ms, duration_ms=place["duration_ms"])
    except BadInput as error:
        raise _MisfitError(_("They lie outside the recording.")) from error


def _versions(study: Reading, package: Package) -> dict[str, str]:
    """For each version of the package that is here too, under whatever id, its id here."""
    here = collected.versions(study)
    by_id, by_content = {row["id"] for row in here}, {row["content"]: row["id"] for row in here}
    return {
        packed.id: packed.id if packed.id in by_id else by_content[packed.content]
        for packed in package.versions
        if packed.id in by_id or packed.content in by_content
    }
