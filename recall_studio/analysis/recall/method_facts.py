"""What the study logged of how its recall interviews were held: the facts of the methods paragraph (T-15), no words.

A fact is there only when something was logged; what was not is listed as missing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recall_studio.analysis.recall import measures
from recall_studio.analysis.recall.dashboard import material
from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.recall.kinds import PlayOrder, SoundState, Stimulus, TimeOrientation
from recall_studio.domain.study import Layer, PersonRole
from recall_studio.store import codebooks, consents, conversations, ranges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from recall_studio.analysis.recall.dashboard import Material
    from recall_studio.analysis.recall.shares import Spread
    from recall_studio.domain.consent import Answer
    from recall_studio.domain.moments import CodedRange
    from recall_studio.domain.recall.interview import Interview, Record
    from recall_studio.domain.study import Member
    from recall_studio.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was logged: its key, and numbers or keys of what was logged."""

    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Coding:
    """How far the recordings that were looked back at are coded; `twice` counts those with two coders or more."""

    codebook_version: str
    codes: int
    coders: int
    recordings: int
    twice: int


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """The facts in the order of the paragraph, and the keys of what is missing, each with in how many interviews.

    A missing thing that the program cannot know has None for the number.
    """

    facts: tuple[Fact, ...]
    missing: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the facts need besides the interviews."""

    coding: Coding | None = None
    said: Mapping[Status, int] = field(default_factory=dict)
    waves: tuple[str, ...] = ()


UNKNOWABLE = (
    "interviewer_background",
    "interviewer_training",
    "relationship",
    "participant_selection",
    "theory",
    "saturation",
    "participant_checking",
    "agreement",
    "derivation",
)
"""COREQ items (Tong 2007) and those of Paskins (2014) that no program can log; the researcher writes them."""


def method_facts(study: Reading, as_seen_by: Member) -> MethodFacts:
    """The facts of a study, as far as this member may read its interviews."""
    read = material(study, as_seen_by)
    shown = {record.interview.recording_id for record in read.records}
    declared = [one for one in ranges.coded_ranges(study, as_seen_by=as_seen_by) if one.recording_id in shown]
    waves = {row["wave"] for row in conversations.recordings(study) if row["id"] in shown and row["wave"]}
    book = codebooks.codebook(study)
    codes = sum(not code.is_theme for code in book.on)
    beside = Beside(_coding(declared, book.version, codes), _said(consents.answers(study)), tuple(sorted(waves)))
    return facts_of(read, beside)


def _coding(declared: Iterable[CodedRange], version: str, codes: int) -> Coding | None:
    coders: dict[str, set[str]] = {}
    for one in declared:
        if one.layer == Layer.GESPREK:
            coders.setdefault(one.recording_id, set()).add(one.coder)
    if not coders:
        return None
    twice = sum(len(theirs) > 1 for theirs in coders.values())
    return Coding(version, codes, len({coder for theirs in coders.values() for coder in theirs}), len(coders), twice)


def _said(answers: Iterable[Answer]) -> dict[Status, int]:
    """How many people's latest answer to `nagesprek` is what; dates do not count, they were asked then."""
    latest = {answer.participant_id: answer.status for answer in answers if answer.purpose is Purpose.NAGESPREK}
    return dict(Counter(latest.values()))


def facts_of(read: Material, beside: Beside | None = None) -> MethodFacts:
    """The facts of interviews that were read."""
    given = beside or Beside()
    records = read.records
    if not records:
        return MethodFacts((), ())
    found = [*_who(records, given), *_design(records), *_course(read), *_analysis(given)]
    return MethodFacts(tuple(found), tuple(_missing(records, given)))


def _who(records: Sequence[Record], beside: Beside) -> Iterator[Fact]:
    held = [record.interview for record in records]
    roles = Counter(one.recaller_role for one in held)
    yield Fact(
        "interviews",
        {
            "n": len(held),
            "conversations": len({one.conversation_id for one in held}),
            "people": len({one.recaller_id for one in held}),
            "client": roles[PersonRole.KLANT],
            "caseworker": roles[PersonRole.KLANTMANAGER],
        },
    )
    if beside.waves:
        yield Fact("waves", {"waves": list(beside.waves)})
    yes, no = (beside.said.get(status, 0) for status in (Status.GEGEVEN, Status.GEWEIGERD))
    withdrawn = beside.said.get(Status.INGETROKKEN, 0)
    if yes + no + withdrawn:
        yield Fact("consent", {"asked": yes + no + withdrawn, "refused": no, "withdrawn": withdrawn})
    yield Fact("interviewers", {"n": len({one.interviewer for one in held})})
    places = _counts(held, lambda one: one.place and one.place.value)
    if places:
        yield Fact("place", {"counts": places, "n": len(held)})
    others = Counter(  # an interpreter has a sentence of their own
        person.role.value for one in held for person in one.present if person.role is not PersonRole.TOLK
    )
    if others:
        yield Fact("present", {"counts": dict(others)})


def _design(records: Sequence[Record]) -> Iterator[Fact]:
    held = [record.interview for record in records]
    yield Fact("stimulus", {"counts": _counts(held, lambda one: one.stimulus.value), "n": len(held)})
    yield Fact("shown_as", {"counts": _counts(held, lambda one: one.shown_as.value), "n": len(held)})
    yield Fact("transcript", {"shown": sum(one.transcript_shown for one in held), "n": len(held)})
    planned = sum(len(record.moments) for record in records)
    methods = _counts(held, lambda one: one.method.value)
    yield Fact("selection", {"counts": methods, "n": len(held), "planned": planned})
    chosen = [one for one in held if one.stimulus is Stimulus.FRAGMENTEN]
    if chosen:
        arranged = sum(one.play_order is PlayOrder.GEKOZEN for one in chosen)
        yield Fact("play_order", {"n": len(chosen), "arranged": arranged})
    yield Fact("control", {"counts": _counts(held, lambda one: one.control.value), "n": len(held)})
    protocols = sorted({one.protocol_version for one in held if one.protocol_version})
    if protocols:
        yield Fact("protocol", {"versions": protocols})


def _course(read: Material) -> Iterator[Fact]:
    held = [record.interview for record in read.records]
    delay = measures.delays(read.records)
    if delay.hours is not None:
        within = {"within": delay.within.k, "threshold_h": delay.threshold_h}
        yield Fact("delay", {**_spread(delay.hours), **within})
    order = _order(held)
    if order:
        yield Fact("order", order)
    given = sum(one.instruction_read for one in held)
    if given:
        versions = sorted({one.instruction_version for one in held if one.instruction_version})
        yield Fact("instruction", {"given": given, "n": len(held), "versions": versions})
    for key in ("practice_clip_done", "control_tried"):
        done = sum(getattr(one, key) for one in held)
        if done:
            yield Fact(key, {"done": done, "n": len(held)})
    yield Fact("language", {"counts": _counts(held, lambda one: one.language), "n": len(held)})
    yield Fact("interpreter", {"used": sum(one.interpreter_used for one in held), "n": len(held)})
    yield from _asked_and_said(read.records)
    yield from _how_it_ended(read)


def _order(held: Sequence[Interview]) -> dict[str, int]:
    """Who looked back first, in conversations that both looked back at."""
    first: Counter[PersonRole] = Counter()
    for conversation in {one.conversation_id for one in held}:
        theirs = sorted(
            (one.order_in_case or 0, one.recaller_role) for one in held if one.conversation_id == conversation
        )
        if len({role for _order, role in theirs}) > 1:
            first[theirs[0][1]] += 1
    counted = {"client_first": first[PersonRole.KLANT], "caseworker_first": first[PersonRole.KLANTMANAGER]}
    return counted if first else {}


def _asked_and_said(records: Sequence[Record]) -> Iterator[Fact]:
    stops, prompts = measures.stops(records), measures.prompts(records)
    if stops.n:
        yield Fact("stops", {"n": stops.n, "viewer": stops.by_viewer.k, "per_10min": stops.per_10min})
    if prompts.leading.n:
        mix = {kind.value: share.k for kind, share in prompts.mix.items() if share.k}
        cards = prompts.own_words.n - prompts.own_words.k
        yield Fact("prompts", {"n": prompts.leading.n, "cards": cards, "leading": prompts.leading.k, "mix": mix})
    said = measures.then_now(records)
    comments = sum(len(record.comments) for record in records)
    if comments:
        spontaneous = measures.spontaneity(records).k
        counts = {"then": said.then.k, "now": said.now, "both": said.both, "unclear": said.unclear}
        yield Fact("comments", {"n": comments, "spontaneous": spontaneous, **counts})


def _how_it_ended(read: Material) -> Iterator[Fact]:
    held = [record.interview for record in read.records]
    length = measures.effort(read.records).minutes
    if length is not None:
        yield Fact("length", _spread(length))
    recorded = [one for one in held if one.sound is not SoundState.GEEN]
    if recorded:
        yield Fact("sound", {"recorded": len(recorded), "n": len(held)})
    early = _counts(held, lambda one: one.ended_reason and one.ended_reason.value)
    if early:
        yield Fact("ended_early", {"n": sum(early.values()), "counts": early})
    if read.set_apart:
        yield Fact("set_apart", {"n": read.set_apart})


def _analysis(beside: Beside) -> Iterator[Fact]:
    if beside.coding is not None:
        coding = beside.coding
        numbers = {
            "codes": coding.codes,
            "coders": coding.coders,
            "recordings": coding.recordings,
            "twice": coding.twice,
        }
        yield Fact("coding", {"codebook_version": coding.codebook_version, **numbers})


def _missing(records: Sequence[Record], beside: Beside) -> Iterator[tuple[str, int | None]]:
    """What was not logged, with in how many interviews (of comments: how many comments)."""
    held = [record.interview for record in records]
    undetermined = sum(
        comment.time_orientation is TimeOrientation.NOG_TE_BEPALEN for record in records for comment in record.comments
    )
    unlogged = (
        ("delay", sum(one.delay_h is None for one in held)),
        ("place", sum(one.place is None for one in held)),
        ("instruction", sum(not one.instruction_read for one in held)),
        ("instruction_version", sum(one.instruction_read and not one.instruction_version for one in held)),
        ("practice_clip_done", sum(not one.practice_clip_done for one in held)),
        ("protocol", sum(not one.protocol_version for one in held)),
        ("sound", sum(one.sound is SoundState.GEEN for one in held)),
        ("shown", sum(not record.shown for record in records)),
        ("length", sum(one.length_ms is None for one in held)),
        ("then_now", undetermined),
        ("coding", len(held) if beside.coding is None else 0),
    )
    yield from ((key, number) for key, number in unlogged if number)
    yield from ((key, None) for key in UNKNOWABLE)


def _counts(held: Iterable[Interview], value: Callable[[Interview], str | None]) -> dict[str, int]:
    """How often each value was logged, most often first; none where nothing was."""
    counted = Counter(found for one in held if (found := value(one)))
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _spread(spread: Spread) -> dict[str, float]:
    return {name: getattr(spread, name) for name in ("n", "median", "q1", "q3", "least", "most")}
