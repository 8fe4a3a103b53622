"""Taking in a colleague's coding work: what a package would change is looked at first, then taken in as one step.

Rows keep their ids, so a package that is fetched twice changes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from recall_studio.domain.codebook import RESTRICTED
from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import BadInput, Cancelled
from recall_studio.domain.packages import OWNER, Fate
from recall_studio.domain.progress import SILENT
from recall_studio.domain.words import N_, _, in_words, ngettext
from recall_studio.edits.founding import member_named
from recall_studio.edits.rounding import close_when_all_are_ready
from recall_studio.edits.weighing import Entry, Weighed, weigh
from recall_studio.store import audit, collected, journal, people

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from recall_studio.domain.packages import Choice, Package, RowImage
    from recall_studio.domain.progress import Progress
    from recall_studio.domain.study import Member
    from recall_studio.edits.code_matching import CodeDifference
    from recall_studio.store.writing import Writing

NO_CHOICES: Mapping[str, Choice] = MappingProxyType({})
COMES_IN = (Fate.ADDED, Fate.CHANGED)
FATES_IN_ORDER = (Fate.DIFFERENT, Fate.LEFT_OUT, Fate.REMOVED, Fate.CHANGED, Fate.ADDED, Fate.SAME)


class CodesDifferError(BadInput):
    """Codes of the package are others than those here, and nobody said what becomes of their moments."""


@dataclass(frozen=True, slots=True)
class Look:
    """What fetching a package would do.

    Args:
        package: what is fetched.
        counts: how many rows have which fate, by table.
        recordings: the same by the name of the recording; empty for what belongs to none.
        entries: the rows one by one, what wants to be looked at first, those that stay the same left out; none while
            they must not be seen, and of restricted codes for the lead alone.
        undecided: codes that are others here, about which a choice is needed.
        keys: the key of each code by its id, also of codes that come along.
        coming: row images of the codes that come along as provisional ones.
        older: a later package of this coder was fetched already; nothing changes then.
        blind: the coding must not be seen yet: not even how much there is.
        changes_nothing: whether fetching it leaves everything as it is.
        notices: sentences for the user.
    """

    package: Package
    counts: Mapping[str, Mapping[Fate, int]] = field(default_factory=dict)
    recordings: Mapping[str, Mapping[Fate, int]] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    undecided: tuple[CodeDifference, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    coming: tuple[RowImage, ...] = ()
    older: bool = False
    blind: bool = False
    changes_nothing: bool = True
    notices: tuple[str, ...] = ()

    def count(self, fate: Fate, table: str | None = None) -> int:
        """How many rows have this fate, of one table or of all."""
        return sum(counts.get(fate, 0) for name, counts in self.counts.items() if table in (None, name))


def look_at_package(study: Writing, *, package: Package, choices: Mapping[str, Choice] = NO_CHOICES) -> Look:
    """Say what fetching a package would do; nothing is changed.

    Args:
        study: where it would come.
        package: of a colleague.
        choices: by the key of a code there, what becomes of its moments.

    Raises:
        BadInput: it belongs to another study.
    """
    _check_study(study, package)
    weighed = weigh(study, package, choices)
    if weighed is None:
        return Look(package, older=True, notices=(_older(package),))
    return _look(package, weighed, sees_all=study.acting.lead)


def _check_study(study: Writing, package: Package) -> None:
    if package.study != study.facts().id:
        raise BadInput(
            _("This coding work belongs to another study."),
            remedy=_("Open the study that it was made for, and fetch it there."),
        )


def _older(package: Package) -> str:
    return _("A later package of “{coder}” was fetched already, so this one changes nothing.", coder=package.code)


def _look(package: Package, weighed: Weighed, *, sees_all: bool) -> Look:
    counts: dict[str, Counter[Fate]] = {table: Counter() for table in OWNER}
    recordings: dict[str, Counter[Fate]] = {}
    for entry in weighed.entries:
        counts[entry.table][entry.fate] += 1
        recordings.setdefault(entry.recording, Counter())[entry.fate] += 1
    shown = [] if weighed.blind else [entry for entry in weighed.entries if entry.fate is not Fate.SAME]
    hidden = set() if sees_all else _restricted(weighed)
    moves = (*COMES_IN, Fate.REMOVED)
    return Look(
        package,
        counts={} if weighed.blind else counts,
        recordings={} if weighed.blind else dict(sorted(recordings.items())),
        entries=tuple(sorted((entry for entry in shown if not _touches(entry, hidden)), key=_order)),
        undecided=tuple(weighed.undecided),
        keys=weighed.keys,
        coming=weighed.codes_to_add,
        blind=weighed.blind,
        changes_nothing=not any(entry.fate in moves for entry in weighed.entries),
        notices=tuple(_notices(weighed, theirs=())),
    )


def _restricted(weighed: Weighed) -> set[str]:
    """The moments of a restricted code, which the lead alone may see."""
    codes = {code for code, key in weighed.keys.items() if key in RESTRICTED}
    return {
        entry.id
        for entry in weighed.entries
        if entry.table == "annotation" and codes & {row["code_id"] for row in (entry.there, entry.here) if row}
    }


def _touches(entry: Entry, moments: Collection[str]) -> bool:
    """Whether a row is one of these moments, or about one."""
    names = {"annotation": "id", "discuss_mark": "annotation_id", "memo": "about_row"}
    rows = [row for row in (entry.there, entry.here) if row is not None]
    return entry.table in names and any(row[names[entry.table]] in moments for row in rows)


def _order(entry: Entry) -> tuple[int, str, int, str]:
    """What wants to be looked at comes first; then by recording and place."""
    row = entry.there or entry.here or {}
    return FATES_IN_ORDER.index(entry.fate), entry.recording, row.get("start_ms", row.get("at_ms", 1 << 60)), entry.id


def _notices(weighed: Weighed, theirs: Collection[str]) -> list[str]:
    """What the user should know of what stays out, stays as it is here, or goes along."""
    said = list(weighed.notices)
    left_out = Counter(entry.reason for entry in weighed.entries if entry.fate is Fate.LEFT_OUT)
    for reason, times in left_out.items():
        said.append(ngettext("{n} row stays out. {reason}", "{n} rows stay out. {reason}", times, reason=reason))
    kept = sum(entry.fate is Fate.DIFFERENT and entry.id not in theirs for entry in weighed.entries)
    if kept:
        said.append(
            ngettext(
                "{n} row was changed here too; it stays as it is here.",
                "{n} rows were changed here too; they stay as they are here.",
                kept,
            )
        )
    if weighed.marks_lost:
        said.append(
            ngettext(
                "{n} discuss mark of somebody else goes along with the moment that it lies on.",
                "{n} discuss marks of others go along with the moments that they lie on.",
                weighed.marks_lost,
            )
        )
    return said


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of fetching a package; the counts are rows of all kinds, and not for people while it is `blind`.

    `is_ready`: the coder said to be ready with the round.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    different: int = 0
    left_out: int = 0
    moments: int = 0
    blind: bool = False
    is_ready: bool = False
    notices: tuple[str, ...] = ()


def without_counts(done: Collected, coder: str) -> str | None:
    """What to say of work that was fetched when that holds no counts; None when they are to be told."""
    if not (done.added or done.changed or done.removed):
        if done.is_ready:
            return _("{coder} is ready with the round; there was no other work to fetch.", coder=coder)
        return _("Nothing changed: the work of {coder} was here already, or stays out.", coder=coder)
    return _("The work of {coder} is here; it is seen once the round is over.", coder=coder) if done.blind else None


def collect_package(
    study: Writing,
    *,
    package: Package,
    choices: Mapping[str, Choice] = NO_CHOICES,
    theirs: Collection[str] = (),
    progress: Progress = SILENT,
) -> Collected:
    """Take in a package: all that may come in, as one step, or nothing.

    Args:
        study: where.
        package: of a colleague.
        choices: by the key of a code there, what becomes of its moments.
        theirs: ids of rows that were changed here too and become as they are in the package.
        progress: in rows.

    Raises:
        BadInput: it belongs to another study.
        CodesDifferError: codes are others here, and there is no choice about them.
        Cancelled: the user stopped it; nothing came in.
    """
    with study.step(N_("Fetch coding work"), scope=journal.EVERYWHERE):
        _check_study(study, package)
        weighed = weigh(study, package, choices)
        if weighed is None:
            return Collected(notices=(_older(package),))
        _check_decided(weighed)
        _check_going(progress)
        wanted = set() if weighed.blind else set(theirs)
        _take_in(study, weighed, wanted, progress)
        done = _told(weighed, wanted)
        if done.added or done.changed or done.removed:
            counts = {"added": done.added, "changed": done.changed, "removed": done.removed}
            audit.write(study, "codeerwerk_opgehaald", table="member", row=weighed.coder.id, **counts)
        if weighed.refused:
            audit.write(study, audit.REFUSED, operation=Operation.CODE.value, conversations=sorted(weighed.refused))
        return done


def _check_decided(weighed: Weighed) -> None:
    if weighed.undecided:
        keys = in_words([difference.key for difference in weighed.undecided])
        raise CodesDifferError(
            _("These codes are others in this study than in the package: {keys}.", keys=keys),
            remedy=_("Say what becomes of their moments: as here, as a provisional code, or left out."),
        )


def _check_going(progress: Progress) -> None:
    if progress.cancelled:
        raise Cancelled(_("Stopped; nothing was fetched."))


def _take_in(study: Writing, weighed: Weighed, theirs: set[str], progress: Progress) -> None:
    """Write what comes in: what is referred to before what refers, and take away the other way round."""
    coming = {table: weighed.rows(table, theirs) for table in OWNER}
    going = {table: weighed.going(table, theirs) for table in OWNER}
    if any(coming.values()) and weighed.coder_is_new:
        people.add_member(study, weighed.coder)
        audit.write(study, "lid_toegevoegd", table="member", row=weighed.coder.id, code=weighed.coder.code)
    _add_versions(study, weighed, coming)
    collected.put(study, "code", list(weighed.codes_to_add))
    total, done = sum(map(len, coming.values())), 0
    for table in reversed(list(OWNER)):
        collected.take(study, table, going[table])
    for table, rows in coming.items():
        _check_going(progress)
        collected.put(study, table, rows)
        done += len(rows)
        progress.report(done, total)
    if not weighed.coder_is_new or any(coming.values()):
        _take_words(study, weighed)
    if weighed.after is not None and weighed.is_news and (any(coming.values()) or not weighed.coder_is_new):
        collected.remember(study, weighed.coder.id, weighed.after)


def _take_words(study: Writing, weighed: Weighed) -> None:
    """Keep how the coder watched along, and with what they are ready; with everybody's word the round closes."""
    for row in weighed.watched:
        collected.add_watched(study, row)
        audit.write(study, "meegekeken", table="live_observation", row=row["id"])
    for row in weighed.ready:
        collected.add_ready(study, row)
        audit.write(study, "ronde_klaar", table="round_state", row=row["id"], round=row["round"])
    if weighed.ready and close_when_all_are_ready(study):
        weighed.notices.append(_("Everybody is ready with the round, so it is closed."))


def _add_versions(study: Writing, weighed: Weighed, coming: Mapping[str, list[dict[str, object]]]) -> None:
    """Keep the versions of the codebook that the rows were coded with and that are not here."""
    used = {row["codebook_version"] for table in ("annotation", "coded_range") for row in coming[table]}
    for row in weighed.versions_to_add(used):
        collected.add_version(study, row)
        audit.write(study, "codeboekversie_opgehaald", table="codebook_version", row=str(row["id"]))


def _told(weighed: Weighed, theirs: set[str]) -> Collected:
    fates = Counter(_final(entry, theirs) for entry in weighed.entries)
    moments = sum(entry.table == "annotation" and _final(entry, theirs) in COMES_IN for entry in weighed.entries)
    return Collected(
        added=fates[Fate.ADDED],
        changed=fates[Fate.CHANGED],
        removed=fates[Fate.REMOVED],
        different=fates[Fate.DIFFERENT],
        left_out=fates[Fate.LEFT_OUT],
        moments=moments,
        blind=weighed.blind,
        is_ready=bool(weighed.ready),
        notices=tuple(_notices(weighed, theirs)),
    )


def _final(entry: Entry, theirs: set[str]) -> Fate:
    """What became of a row: one that differed and was taken over counts as changed, added or removed."""
    if entry.fate is not Fate.DIFFERENT or entry.id not in theirs:
        return entry.fate
    if entry.there is None:
        return Fate.REMOVED
    return Fate.ADDED if entry.here is None else Fate.CHANGED


def named_coder(study: Writing, *, coder: str) -> tuple[Member, bool]:
    """The member of this code, made when unknown; and whether they are new.

    Raises:
        BadInput: the code cannot be used.
    """
    with study.step(""):
        return member_named(study, coder)


@dataclass(frozen=True, slots=True)
class OwnWork:
    """How much coding work somebody has."""

    moments: int
    notes: int
    running: int
    ranges: int
    marks: int
    memos: int

    @property
    def anything(self) -> bool:
        """Whether there is anything to share."""
        return bool(self.moments or self.ranges or self.marks or self.memos)


def own_work(study: Writing) -> OwnWork:
    """Count the coding work of who works here; nothing is changed."""
    return OwnWork(*collected.counts(study, study.acting.id))
