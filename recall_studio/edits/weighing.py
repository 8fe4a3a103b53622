"""Weighs a package against the study: for each row what would become of it, and what must be known to take it in."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import AccessRefused
from recall_studio.domain.ids import ConversationId, MemberId
from recall_studio.domain.packages import OWNER, Fate, fate, row_hash
from recall_studio.domain.study import Member, Role
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.code_matching import CodeMatching
from recall_studio.edits.fitting import Fitted, Fitting
from recall_studio.store import access, collected, rounds
from recall_studio.store.collected import Earlier

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from recall_studio.domain.packages import Choice, Hashes, Package, RowImage
    from recall_studio.edits.code_matching import CodeDifference
    from recall_studio.store.writing import Writing


@dataclass(frozen=True, slots=True)
class Entry:
    """One row and what becomes of it.

    Args:
        table: it belongs to.
        id: the row's, the same everywhere.
        fate: what becomes of it.
        recording: the name of its recording or conversation here; empty where it has none.
        there: as it would stand here; None when it is gone there.
        here: as it stands here; None when it does not.
        reason: why it stays out, a sentence.
    """

    table: str
    id: str
    fate: Fate
    recording: str = ""
    there: RowImage | None = None
    here: RowImage | None = None
    reason: str = ""


@dataclass
class Weighed:
    """A package, weighed.

    Args:
        package: which.
        coder: its coder here.
        coder_is_new: they are not a member yet.
        blind: their coding must not be seen by who fetches it.
        entries: every row.
        undecided: codes about which a choice is needed.
        codes_to_add: row images of codes that come along as provisional ones.
        ready: what the coder said to be ready with, and is not known here yet.
        watched: how the coder watched along live, where that is not known here yet.
        notices: sentences for the user.
        keys: the key of each code by its id.
        refused: the conversations whose rows consent or role keep out.
        marks_lost: how many discuss marks of others lie on moments that go.
        known_versions: ids of the versions of the codebook that are here.
        version_names: their names.
        before: what is remembered of the package before, of the same computer.
        after: what is to be remembered of this one.
    """

    package: Package
    coder: Member
    coder_is_new: bool
    blind: bool
    entries: list[Entry] = field(default_factory=list)
    undecided: list[CodeDifference] = field(default_factory=list)
    codes_to_add: tuple[dict[str, Any], ...] = ()
    ready: list[dict[str, Any]] = field(default_factory=list)
    watched: list[dict[str, Any]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    marks_lost: int = 0
    known_versions: set[str] = field(default_factory=set)
    version_names: set[str] = field(default_factory=set)
    before: Earlier | None = None
    after: Earlier | None = None

    def rows(self, table: str, theirs: Collection[str]) -> list[dict[str, Any]]:
        """The rows that come in."""
        return [
            dict(entry.there)
            for entry in self.entries
            if entry.table == table and entry.there is not None and _comes(entry, theirs)
        ]

    def going(self, table: str, theirs: Collection[str]) -> list[str]:
        """The rows that go."""
        return [
            entry.id
            for entry in self.entries
            if entry.table == table
            and (entry.fate is Fate.REMOVED or (entry.there is None and entry.id in theirs))
            and entry.here is not None
        ]

    def versions_to_add(self, used: Collection[object]) -> Iterator[dict[str, Any]]:
        """The versions of the codebook that are used and not here, under a name that is free here."""
        for packed in self.package.versions:
            if packed.id in used and packed.id not in self.known_versions:
                names = (packed.version, f"{packed.version} ({self.coder.code})", f"{packed.version} ({packed.id})")
                name = next(one for one in names if one not in self.version_names)
                self.version_names.add(name)
                row = {"id": packed.id, "version": name, "content": packed.content}
                yield row | {"member": self.coder.id, "at": packed.at}

    @property
    def is_news(self) -> bool:
        """Whether there is anything to remember that is not remembered yet."""
        after, before = self.after, self.before
        if after is None or before is None:
            return after is not None
        return (after.rows, after.choices) != (before.rows, before.choices) or after.seq < before.seq


def _comes(entry: Entry, theirs: Collection[str]) -> bool:
    return entry.fate in (Fate.ADDED, Fate.CHANGED) or (entry.fate is Fate.DIFFERENT and entry.id in theirs)


def weigh(study: Writing, package: Package, choices: Mapping[str, Choice]) -> Weighed | None:
    """Weigh a package; None when a later one of this coder's computer was fetched already."""
    coder, is_new = _coder_here(study, package)
    earlier = collected.earlier(study, coder.id)
    before = next((one for one in earlier if one.device == package.device), None)
    if _is_known(study, package, coder, before):
        return None
    blind = coder.id != study.acting.id and not study.sees_others(study.acting)
    weighed = Weighed(package, coder, is_new, blind)
    remembered = {code: choice for one in earlier for code, choice in one.choices.items()}
    codes = CodeMatching(study, package, chosen=choices, before=remembered, blind=blind)
    codes.settle(Counter(row["code_id"] for row in package.rows["annotation"] if row["code_id"] is not None))
    fitting = Fitting(study, package, coder=coder.id, codes=codes)
    fitted = _permitted(study, list(fitting.fit()), codes, weighed.refused)
    base = _base(package, earlier)
    weighed.entries = list(_Weighing(study, weighed, fitting, base).entries(fitted))
    weighed.undecided, weighed.codes_to_add = codes.undecided, tuple(codes.added.values())
    weighed.keys = {row["id"]: row["key"] for row in (*collected.codes(study), *codes.added.values())}
    _remember(weighed, before, base, codes.decided)
    _tell(study, weighed, fitting)
    weighed.ready = list(_newly_ready(study, package, coder))
    weighed.watched = list(_newly_watched(study, weighed))
    return weighed


def _is_known(study: Writing, package: Package, coder: Member, before: Earlier | None) -> bool:
    """Whether later work of this coder is here: fetched from that computer, or made on this one."""
    if coder.id == study.acting.id and package.device == study.device:
        return package.seq <= collected.own_steps(study).get(study.device, 0)
    return before is not None and package.seq < before.seq and package.made_at <= before.made_at


def _coder_here(study: Writing, package: Package) -> tuple[Member, bool]:
    """The package's coder as a member of this study, by id, else by code; one who is not a member yet is new."""
    members = study.members()
    for same in (
        [member for member in members if member.id == package.coder],
        [member for member in members if member.code == package.code],
    ):
        if same:
            return same[0], False
    return Member(MemberId(package.coder), package.code, Role.ONDERZOEK, lead=False, participant_id=None), True


def _base(package: Package, earlier: Iterable[Earlier]) -> dict[str, dict[str, str]]:
    """What rows looked like when they were last the same here and there.

    What was fetched from another computer of this coder counts where the package knew it.
    """
    base: dict[str, dict[str, str]] = {table: dict(package.given.get(table, {})) for table in OWNER}
    for one in earlier:
        if one.device == package.device or package.seen.get(one.device, -1) >= one.seq:
            for table in OWNER:
                base[table] |= one.rows.get(table, {})
    return base


def _permitted(study: Writing, fitted: list[Fitted], codes: CodeMatching, out: set[str]) -> list[Fitted]:
    """The same, with what consent or role do not allow left out; `out` gets the conversations of those."""
    recorded = {place["conversation_id"] for place in collected.places(study) if place["id"]}
    themes: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for one in fitted:
        if one.row is not None and one.conversation is not None:
            code = one.row.get("code_id")
            themes[_gate_of(one, recorded)] |= {codes.theme_of(code)} if code else set()
    refused = {gate: said for gate, keys in themes.items() if (said := _refusal(study, gate, keys))}
    out |= {conversation for conversation, _live in refused}
    return [
        Fitted(one.table, one.there, None, refused[_gate_of(one, recorded)], one.recording)
        if one.row is not None and one.conversation is not None and _gate_of(one, recorded) in refused
        else one
        for one in fitted
    ]


def _gate_of(one: Fitted, recorded: Collection[str]) -> tuple[str, bool]:
    """The conversation, and whether it was watched along with: a memo on it is, when nothing was recorded."""
    row = one.row or {}
    live = row["recording_id"] is None if "recording_id" in row else one.conversation not in recorded
    return one.conversation or "", live


def _refusal(study: Writing, gate: tuple[str, bool], themes: Collection[str]) -> str:
    conversation, live = ConversationId(gate[0]), gate[1]
    try:
        if live:
            access.require(study, Operation.WATCH_ALONG, conversation, themes)
        else:
            access.require_coding(study, conversation, themes)
    except AccessRefused as error:
        return error.message
    return ""


class _Weighing:
    """Compares the rows that fit with those that are here."""

    def __init__(self, study: Writing, weighed: Weighed, fitting: Fitting, base: Mapping[str, dict[str, str]]) -> None:
        self._study, self._weighed, self._fitting, self._base = study, weighed, fitting, base
        self._absent: set[str] = set()

    def entries(self, fitted: list[Fitted]) -> Iterator[Entry]:
        """Every row of the package, then those that are gone there."""
        by_table: dict[str, list[Fitted]] = {table: [] for table in OWNER}
        for one in fitted:
            by_table[one.table].append(one)
        for table, rows in by_table.items():
            ids = {one.there["id"] for one in rows} | set(self._base[table])
            here = collected.rows_by_id(self._study, table, ids)
            for one in rows:
                yield self._one(one, here.get(one.there["id"]))
            yield from self._gone(table, {one.there["id"] for one in rows}, here)

    def _one(self, one: Fitted, here: RowImage | None) -> Entry:
        table, row = one.table, one.there["id"]
        reason = self._reason(one, here)
        if one.row is None or reason:
            self._absent |= {row} if here is None else set()
            return Entry(table, row, Fate.LEFT_OUT, one.recording, reason=reason)
        becomes = fate(base=self._base[table].get(row), there=row_hash(one.row), here=row_hash(here) if here else None)
        if becomes is Fate.DIFFERENT and here is None:
            self._absent.add(row)
        return Entry(table, row, becomes, one.recording, one.row, here)

    def _reason(self, one: Fitted, here: RowImage | None) -> str:
        """Why a row stays out; nothing when it does not."""
        if here is not None and here[OWNER[one.table]] != self._weighed.coder.id:
            return _("They are of another coder here.")
        if one.row is not None and one.row.get("annotation_id", one.row.get("about_row")) in self._absent:
            return _("They are about a moment that is not here.")
        return one.reason

    def _gone(self, table: str, packed: set[str], here: Mapping[str, RowImage]) -> Iterator[Entry]:
        """Rows that were fetched before and that the package, which tells of their recording, no longer holds."""
        candidates = {row: here[row] for row in self._base[table] if row not in packed and row in here}
        places = self._places(table, candidates)
        going = []
        for row, image in candidates.items():
            place = places.get(row)
            if image[OWNER[table]] != self._weighed.coder.id or (place and place not in self._fitting.scope):
                continue
            becomes = fate(base=self._base[table][row], there=None, here=row_hash(image))
            self._absent.add(row)
            if becomes is Fate.REMOVED:
                going.append(row)
            yield Entry(table, row, becomes, self._fitting.conversation_names.get(place or "", ""), None, image)
        if table == "annotation":
            self._weighed.marks_lost = collected.others_marks(self._study, going, self._weighed.coder.id)

    def _places(self, table: str, rows: Mapping[str, RowImage]) -> dict[str, str]:
        """The conversation of each row, where it has one."""
        if table in ("annotation", "discuss_mark"):
            return {row: image["conversation_id"] for row, image in rows.items()}
        about = {
            row: ("recording", image["recording_id"])
            if table == "coded_range"
            else (image["about_table"], image["about_row"])
            for row, image in rows.items()
        }
        found: dict[str, str] = {}
        for kind in {kind for kind, _about in about.values()}:
            found |= collected.conversations_of(self._study, kind, {one for k, one in about.values() if k == kind})
        return {row: found[one] for row, (_kind, one) in about.items() if one in found}


def _remember(weighed: Weighed, before: Earlier | None, base: Hashes, decided: Mapping[str, tuple[str, str]]) -> None:
    """What is to be known at the next fetch: each row as it came, and the choices."""
    rows: dict[str, dict[str, str]] = {table: {} for table in OWNER}
    for entry in weighed.entries:
        if entry.there is not None:
            rows[entry.table][entry.id] = row_hash(entry.there)
        elif entry.fate is Fate.LEFT_OUT and entry.id in base[entry.table]:
            rows[entry.table][entry.id] = base[entry.table][entry.id]
    package = weighed.package
    weighed.before = before
    weighed.after = Earlier(
        before.id if before else "",
        package.device,
        package.seq,
        package.made_at,
        rows,
        {**(before.choices if before else {}), **decided},
    )


def _tell(study: Writing, weighed: Weighed, fitting: Fitting) -> None:
    here = collected.versions(study)
    known = {row["id"] for row in here}
    weighed.known_versions, weighed.version_names = known, {row["version"] for row in here}
    missing = fitting.missing()
    if missing:
        weighed.notices.append(
            ngettext(
                "{n} recording of the package is not in this study.",
                "{n} recordings of the package are not in this study.",
                missing,
            )
        )
    if weighed.package.round != study.round_now()[0].value:
        weighed.notices.append(
            _("The study there stands in another round; every moment keeps the round that it was coded in.")
        )


def _newly_ready(study: Writing, package: Package, coder: Member) -> Iterator[dict[str, Any]]:
    """What the coder said to be ready with in the round that is open here; not what was opened again since."""
    now = rounds.present(study)
    known = collected.there(study, "round_state", {row["id"] for row in package.ready})
    places = collected.there(study, "conversation", {row["conversation_id"] for row in package.ready} - {None})
    for row in package.ready:
        place = row["conversation_id"]
        reopened = any(
            entry.member == coder.id and entry.conversation_id == place and entry.at >= row["at"]
            for entry in now.reopened
        )
        is_new = row["id"] not in known and place in {None, *places} and not reopened
        if is_new and row["opened"] == now.opened.id and not now.is_closed:
            yield {name: row[name] for name in ("id", "round", "conversation_id", "at")} | {"member": coder.id}


def _newly_watched(study: Writing, weighed: Weighed) -> Iterator[dict[str, Any]]:
    """How the coder watched along with conversations that are here and may be coded: their moments need its clock."""
    rows = weighed.package.watched
    known = collected.there(study, "live_observation", {row["id"] for row in rows})
    places = collected.there(study, "conversation", {row["conversation_id"] for row in rows})
    for row in rows:
        if row["id"] not in known and row["conversation_id"] in places - weighed.refused:
            yield {**row, "member": weighed.coder.id}
