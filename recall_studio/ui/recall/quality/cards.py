"""The cards of delay, stops, questions, then and now, spontaneity and effort (M-09 to M-13, M-19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.analysis.recall.discussed import BOTH
from recall_studio.analysis.recall.measures import DELAY_BANDS
from recall_studio.domain.recall.kinds import INITIATOR_WORDS, PROMPT_WORDS, PromptType
from recall_studio.domain.study import PersonRole, role_in_words
from recall_studio.domain.words import N_, _, decimal, ngettext
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.recall.quality.card import QualityCard, percent, with_behind
from recall_studio.ui.recall.quality.plots import (
    Bar,
    Bars,
    Column,
    Columns,
    Dot,
    Ink,
    Interval,
    IntervalRow,
    Intervals,
    Strip,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recall_studio.analysis.recall.dashboard import DelayPoint, Quality
    from recall_studio.analysis.recall.figures import Figures
    from recall_studio.analysis.recall.measures import ThenNow
    from recall_studio.analysis.recall.shares import Share, Spread

INK = {PersonRole.KLANT: Ink.CLIENT, PersonRole.KLANTMANAGER: Ink.CASEWORKER}
BAND_WORDS = {
    "tot_24": N_("up to 24 h"),
    "tot_48": N_("up to {hours} h"),
    "tot_168": N_("up to a week"),
    "later": N_("later"),
    "onbekend": N_("unknown"),
}


def legend() -> tuple[tuple[Ink, str], ...]:
    """Client and case manager."""
    return tuple((INK[role], role_in_words(role)) for role in BOTH)


def band_in_words(band: str, threshold_h: float) -> str:
    """The band of a delay."""
    return _(BAND_WORDS[band], hours=decimal(threshold_h, 0)) if band == "tot_48" else _(BAND_WORDS[band])


def delay_card(q: Quality, f: Figures) -> QualityCard:
    """M-09."""
    spread, limit = f.delays.hours, q.limits.delay_h
    points = [one for one in q.delay_points if f.role in (None, one.role) and f.interviewer in (None, one.interviewer)]
    numbers: tuple[tuple[str, str], ...] = ()
    if spread is not None:
        said = {name: decimal(getattr(spread, name), 0) for name in ("median", "q1", "q3", "least", "most")}
        numbers = (
            (
                _("{hours} h", hours=said["median"]),
                _("median · half of them {q1}–{q3} h, all {least}–{most} h", **said),
            ),
            (percent(f.delays.within.value or 0), with_behind(_("within {n} h", n=decimal(limit, 0)), f.delays.within)),
        )
    rows = _delay_rows(points)
    words = _("{n} h", n=decimal(limit, 0))
    unknown = ngettext(
        "Of {n} interview the time is unknown.", "Of {n} interviews the time is unknown.", f.delays.unknown
    )
    return QualityCard(
        key="m09_delay",
        title=_("Time between conversation and interview"),
        numbers=numbers,
        undefined="" if numbers else _("Undefined: of no interview both times are known."),
        note=unknown if f.delays.unknown else "",
        plot=Strip(rows, _("h"), limit, words, legend()) if rows else None,
        how=_(
            "From the end of the conversation (its begin and the length of its recording) to the begin of the "
            "interview, in hours. Median with quartiles by linear interpolation (type 7), least and most. The share "
            "within the limit has a 95 % interval of Wilson (1927). Interviews of which a time is unknown do not count."
        ),
        columns=("conversation", "recaller_role", "interviewer", "recall_delay_h", "delay_band"),
        rows=tuple((one.conversation, one.role.value, one.interviewer, one.hours, one.band) for one in points),
    )


def _delay_rows(points: Sequence[DelayPoint]) -> tuple[tuple[str, tuple[Dot, ...]], ...]:
    known = [(one, one.hours) for one in points if one.hours is not None]
    dots = {
        role: tuple(
            Dot(hours, INK[role], f"{one.conversation} {decimal(hours, 0)}") for one, hours in known if one.role is role
        )
        for role in BOTH
    }
    return tuple((role_in_words(role), found) for role, found in dots.items() if found)


def stops_card(_q: Quality, f: Figures) -> QualityCard:
    """M-10, and where along the conversation."""
    stops, numbers = f.stops, []
    if stops.per_10min is not None:
        minutes = decimal(stops.shown_ms / 60_000, 0)
        numbers.append((decimal(stops.per_10min), _("stops per 10 minutes shown ({minutes} min)", minutes=minutes)))
    if stops.by_viewer.value is not None:
        numbers.append((percent(stops.by_viewer.value), with_behind(_("by who looks back"), stops.by_viewer)))
    bars = tuple(
        Bar(_(INITIATOR_WORDS[who]).capitalize(), ((number, Ink.PLAIN),), f"{number}")
        for who, number in stops.by.items()
    )
    return QualityCard(
        key="m10_stops",
        title=_("Who stops, and how often"),
        numbers=tuple(numbers),
        undefined="" if stops.n else _("Undefined: nobody stopped yet."),
        note="" if stops.per_10min is not None or not stops.n else _("How much was shown is not known, so no rate."),
        plot=Bars(bars) if stops.n else None,
        how=_(
            "All stops of these interviews times 10 minutes, divided by how much of the recording was played in them; "
            "what was shown twice counts twice. By who looks back: stops that the viewer made themselves, of all "
            "stops, planned ones included; with a 95 % interval of Wilson."
        ),
        columns=("initiator", "stops"),
        rows=tuple((who.value, number) for who, number in stops.by.items()),
    )


def along_card(q: Quality, f: Figures) -> QualityCard:
    """Where along the conversation viewers stop."""
    roles = [role for role in BOTH if f.role in (None, role)]
    columns = tuple(
        Column(f"{10 * tenth + 10}", tuple((float(q.tenths[role][tenth]), INK[role]) for role in roles))
        for tenth in range(10)
    )
    total = sum(sum(q.tenths[role]) for role in roles)
    return QualityCard(
        key="stops_along",
        title=_("Where in the conversation viewers stop"),
        numbers=(),
        undefined="" if total else _("Undefined: no viewer stopped yet."),
        note=_("Of all interviewers together.") if f.interviewer is not None else "",
        plot=Columns(columns, _("up to this percent of the conversation"), legend=legend()) if total else None,
        how=_("Stops that viewers made themselves, counted in each tenth of the recording."),
        columns=("tenth", *(role.value for role in roles)),
        rows=tuple((tenth + 1, *(q.tenths[role][tenth] for role in roles)) for tenth in range(10)),
    )


def questions_card(_q: Quality, f: Figures) -> QualityCard:
    """M-11."""
    leading, own = f.prompts.leading, f.prompts.own_words
    numbers: tuple[tuple[str, str], ...] = ()
    if leading.value is not None:
        numbers = (
            (percent(leading.value), with_behind(_("leading"), leading)),
            (percent(own.value or 0), with_behind(_("in own words"), own)),
        )
    bars = tuple(
        Bar(
            _(PROMPT_WORDS[kind]).capitalize(),
            ((float(share.k), Ink.ALERT if kind is PromptType.STUREND else Ink.PLAIN),),
            f"{share.k}" if share.value is None else f"{share.k} · {percent(share.value)}",
        )
        for kind, share in f.prompts.mix.items()
    )
    return QualityCard(
        key="m11_prompts",
        title=_("What is asked"),
        numbers=numbers,
        undefined="" if numbers else _("Undefined: nothing was asked yet."),
        note="",
        plot=Bars(bars) if numbers else None,
        how=_(
            "The share of each kind of question in all questions, as the interviewer said of each; leading ones "
            "divided by all. 95 % intervals of Wilson: they take questions for independent, which questions of one "
            "interview are not."
        ),
        columns=("prompt_type", "k", "n"),
        rows=tuple((kind.value, share.k, share.n) for kind, share in f.prompts.mix.items()),
    )


def then_now_card(q: Quality, f: Figures) -> QualityCard:
    """M-12, by how long after."""
    bands = q.then_now[f.role]
    shown = [(band, bands[band]) for band in DELAY_BANDS if _said(bands[band])]
    numbers: tuple[tuple[str, str], ...] = ()
    if f.then_now.then.value is not None:
        numbers = ((percent(f.then_now.then.value), with_behind(_("tell what they thought then"), f.then_now.then)),)
    bars = tuple(_then_now_bar(band_in_words(band, q.limits.delay_h), one) for band, one in shown)
    series = ((Ink.PLAIN, _("then")), (Ink.MIDDLE, _("both")), (Ink.PALE, _("now")))
    left = ngettext(
        "Of {n} comment it is still to be determined.", "Of {n} comments it is still to be determined.", f.then_now.open
    )
    return QualityCard(
        key="m12_then_now",
        title=_("Then or now, by how long after"),
        numbers=numbers,
        undefined="" if numbers else _("Undefined: of no comment it was determined."),
        note=left if f.then_now.open else "",
        plot=Bars(bars, series, 1.0) if bars else None,
        how=_(
            "Comments that are “then”, divided by those that are “then”, “now” or “both”; “unclear” and what is still "
            "to be determined are in no share. Each bar is one band of the time between conversation and interview."
        ),
        columns=("delay_band", "toen", "gemengd", "nu", "onduidelijk", "nog_te_bepalen"),
        rows=tuple((b, one.then.k, one.both, one.now, one.unclear, one.open) for b, one in bands.items()),
    )


def _said(one: ThenNow) -> int:
    return one.then.n


def _then_now_bar(label: str, one: ThenNow) -> Bar:
    n = one.then.n
    parts = ((one.then.k / n, Ink.PLAIN), (one.both / n, Ink.MIDDLE), (one.now / n, Ink.PALE))
    return Bar(label, parts, _("{k} of {n}", k=one.then.k, n=n))


def shares_card(q: Quality, f: Figures) -> QualityCard:
    """M-13 beside the shares that it is read with, by role."""
    asked: tuple[tuple[str, str, Callable[[Figures], Share]], ...] = (
        ("spontaneous", _("Nobody asked"), lambda one: one.spontaneity),
        ("stops_by_viewer", _("Viewer stopped"), lambda one: one.stops.by_viewer),
        ("then", _("Thought then"), lambda one: one.then_now.then),
        ("leading_rate", _("Leading question"), lambda one: one.prompts.leading),
    )
    roles = [one for one in q.by_role if f.role in (None, one.role)]
    rows = tuple(_interval_row(label, roles, of) for _measure, label, of in asked)
    spontaneous = f.spontaneity
    numbers: tuple[tuple[str, str], ...] = ()
    if spontaneous.value is not None:
        numbers = ((percent(spontaneous.value), with_behind(_("of comments that nobody asked for"), spontaneous)),)
    return QualityCard(
        key="m13_spontaneity",
        title=_("Spontaneous, side by side"),
        numbers=numbers,
        undefined="" if numbers else _("Undefined: there is no comment yet."),
        note=_("Of all interviewers together.") if f.interviewer is not None else "",
        plot=Intervals(rows, legend()) if numbers else None,
        how=_(
            "Comments without a question before them, divided by all comments; beside it the shares of the other "
            "cards. Lines are 95 % intervals of Wilson (1927)."
        ),
        columns=("measure", "recaller_role", "k", "n"),
        rows=tuple((measure, one.role, of(one).k, of(one).n) for measure, _label, of in asked for one in roles),
    )


def _interval_row(label: str, roles: Sequence[Figures], of: Callable[[Figures], Share]) -> IntervalRow:
    intervals, words = [], []
    for one in roles:
        share = of(one)
        low, high = share.interval or (0.0, 0.0)
        ink = INK[one.role] if one.role is not None else Ink.PLAIN
        intervals.append(Interval(share.value, low, high, ink))
        words.append(_("{k} of {n}", k=share.k, n=share.n))
    return IntervalRow(label, tuple(intervals), " | ".join(words))


def effort_card(q: Quality, f: Figures) -> QualityCard:
    """M-19."""
    numbers = (
        *_spread_number(f.effort.minutes, _("minutes, median"), 0),
        *_spread_number(q.coding, _("coding minutes per recorded minute, median"), 1),
    )
    rested = _("Rested: {time} in all.", time=plain_clock(f.effort.rested_ms))
    measured = (("length_min", f.effort.minutes), ("coding_min_per_min", q.coding))
    return QualityCard(
        key="m19_effort",
        title=_("How long it takes"),
        numbers=numbers,
        undefined="" if numbers else _("Undefined: no interview has ended yet."),
        note=rested if f.effort.rested_ms else "",
        plot=None,
        how=_("The length of interviews that ended, by the clock of the session; rests are in it.")
        + " "
        + _(
            "Coding is the time between steps of one coder in one recording that follow within five minutes: at the "
            "least so long; watching without a step is not in it."
        ),
        columns=("measure", "n", "median", "q1", "q3", "least", "most"),
        rows=tuple((name, s.n, s.median, s.q1, s.q3, s.least, s.most) for name, s in measured if s is not None),
    )


def _spread_number(spread: Spread | None, what: str, digits: int) -> tuple[tuple[str, str], ...]:
    if spread is None:
        return ()
    said = {name: decimal(getattr(spread, name), digits) for name in ("q1", "q3", "least", "most")}
    words = _("{what} · half of them {q1}–{q3}, all {least}–{most}", what=what, **said)
    return ((decimal(spread.median, digits), words),)
