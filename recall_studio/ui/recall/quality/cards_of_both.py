"""The cards that put client and case manager beside each other: coverage, dual stops, congruence (M-14 to M-16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.recall.kinds import JUDGEMENT_WORDS
from recall_studio.domain.words import _, decimal, language, ngettext
from recall_studio.ui.recall.quality.card import QualityCard, percent, with_behind
from recall_studio.ui.recall.quality.cards import (
    along_card,
    delay_card,
    effort_card,
    questions_card,
    shares_card,
    stops_card,
    then_now_card,
)
from recall_studio.ui.recall.quality.plots import Bar, Bars, Column, Columns, Ink

if TYPE_CHECKING:
    from recall_studio.analysis.recall.coverage import Discussed
    from recall_studio.analysis.recall.dashboard import Quality
    from recall_studio.analysis.recall.figures import Figures
    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.recall.kinds import Judgement

MINUTE_MS = 60_000


def coverage_card(q: Quality, _f: Figures) -> QualityCard:
    """M-14."""
    shown, numbers = q.coverage, []
    if shown.share is not None:
        minutes = _("{shown} of {all} coded minutes were shown", shown=_min(shown.shown_ms), all=_min(shown.usable_ms))
        numbers.append((percent(shown.share), minutes))
    if q.places.n:
        numbers.append((f"{q.places.both}", _("places that both talked about, of {n}", n=q.places.n)))
    uncoded = ngettext(
        "In {n} recording nothing is declared as coded.",
        "In {n} recordings nothing is declared as coded.",
        shown.uncoded,
    )
    rows = (*_discussed(_("Places"), q.places), *_discussed(_("Coded moments"), q.moments))
    return QualityCard(
        key="m14_coverage",
        title=_("What was looked back at and talked about"),
        numbers=tuple(numbers),
        undefined="" if numbers else _("Undefined: nothing was talked about, and nothing is declared as coded."),
        note=uncoded if shown.uncoded else "",
        plot=Bars(rows, _discussed_legend(), 1.0) if rows else None,
        how=_(
            "Minutes of the coded usable time (D) that were shown, each instant once. A place is what comments are "
            "about: their own stretch or the stop; comments of client and case manager within 10 seconds are one "
            "place. A coded moment was talked about when such a place lies within 10 seconds of it."
        ),
        columns=("what", "client", "caseworker", "both", "neither"),
        rows=tuple(
            (name, d.client, d.caseworker, d.both, d.neither)
            for name, d in (("places", q.places), ("moments", q.moments))
        ),
    )


def _discussed(label: str, d: Discussed) -> tuple[Bar, ...]:
    if not d.n:
        return ()
    parts = ((d.client, Ink.CLIENT), (d.both, Ink.MIDDLE), (d.caseworker, Ink.CASEWORKER), (d.neither, Ink.PALE))
    words = _("both: {k} of {n}", k=d.both, n=d.n)
    return (Bar(label, tuple((value / d.n, ink) for value, ink in parts), words),)


def _discussed_legend() -> tuple[tuple[Ink, str], ...]:
    return (
        (Ink.CLIENT, _("client")),
        (Ink.MIDDLE, _("both")),
        (Ink.CASEWORKER, _("case manager")),
        (Ink.PALE, _("neither")),
    )


def dual_card(q: Quality, _f: Figures) -> QualityCard:
    """M-15."""
    dual = q.dual
    numbers: tuple[tuple[str, str], ...] = ()
    note, plot = "", None
    if dual is not None:
        low, high = dual.chance
        numbers = (
            (f"{dual.observed}", _("moments at which both stopped")),
            (decimal(dual.expected), _("expected by chance, 95 % between {low} and {high}", low=low, high=high)),
        )
        note = _("p = {p}, from {n} draws with seed {seed}.", p=decimal(dual.p, 3), n=dual.draws, seed=dual.seed)
        columns = _distribution(dict(dual.distribution), dual.observed)
        plot = Columns(columns, _("dual moments by chance"), f"{dual.observed}", _("observed"))
    return QualityCard(
        key="m15_dual_stops",
        title=_("Both stopped at the same moment"),
        numbers=numbers,
        undefined="" if dual is not None else _("Undefined: no recording was looked back at by both."),
        note=note,
        plot=plot,
        how=_(
            "Pairs of one stop that each viewer made, within 10 seconds, each in one pair at most. By chance: the "
            "stops of each party are moved together along what was shown to them, closed to a ring, by a random "
            "distance; so their number and what lies between them stay. p = (1 + draws with at least as many) / "
            "(1 + draws)."
        ),
        columns=("dual_moments", "draws"),
        rows=dual.distribution if dual is not None else (),
    )


def _distribution(found: dict[int, int], observed: int) -> tuple[Column, ...]:
    last = max([*found, observed], default=0)
    return tuple(Column(f"{n}", ((float(found.get(n, 0)), Ink.PALE),)) for n in range(last + 1))


def congruence_card(q: Quality, book: Codebook) -> QualityCard:
    """M-16."""
    same = q.same
    total = sum(share.k for share in same.judged.values())
    numbers: tuple[tuple[str, str], ...] = ()
    if total:
        first = next(iter(same.judged.values()))
        numbers = ((percent(first.value or 0), with_behind(_("seen the same"), first)),)
        if same.opposite.value is not None:
            numbers += ((percent(same.opposite.value), with_behind(_("opposite tones"), same.opposite)),)
    bars = [_judged_bar(_("All"), {one: share.k for one, share in same.judged.items()})] if total else []
    labels = {theme.key: theme.label.in_language(language()) for theme in book.themes}
    for theme, one in q.same_by_theme.items():
        counted = {which: share.k for which, share in one.judged.items()}
        if sum(counted.values()):
            bars.append(_judged_bar(labels.get(theme, theme), counted))
    inks = (Ink.PLAIN, Ink.MIDDLE, Ink.PALE)
    series = tuple((ink, _(said)) for ink, said in zip(inks, JUDGEMENT_WORDS.values(), strict=True))
    left = ngettext("{n} place is still to be judged.", "{n} places are still to be judged.", same.open)
    return QualityCard(
        key="m16_congruence",
        title=_("Did both see the same?"),
        numbers=numbers,
        undefined="" if total else _("Undefined: of no place that both talked about it was judged."),
        note=left if same.open else "",
        plot=Bars(tuple(bars), series, 1.0) if bars else None,
        how=_(
            "Of the places that client and case manager both talked about and that coders judged alike. Tones are "
            "opposite when the sums of the tones of each side have opposite signs. A place with two themes is in both."
        ),
        columns=("theme", *(one.value for one in same.judged), "open"),
        rows=(
            ("", *(share.k for share in same.judged.values()), same.open),
            *((theme, *(s.k for s in one.judged.values()), one.open) for theme, one in q.same_by_theme.items()),
        ),
    )


def _judged_bar(label: str, counted: dict[Judgement, int]) -> Bar:
    n = sum(counted.values())
    inks = (Ink.PLAIN, Ink.MIDDLE, Ink.PALE)
    parts = tuple((number / n, ink) for number, ink in zip(counted.values(), inks, strict=True))
    return Bar(label, parts, " / ".join(str(number) for number in counted.values()))


def _min(ms: int) -> str:
    return decimal(ms / MINUTE_MS, 0)


def all_cards(q: Quality, f: Figures, book: Codebook) -> list[QualityCard]:
    """Every card, in the order in which they stand."""
    makers = (delay_card, stops_card, questions_card, then_now_card, shares_card, along_card, dual_card, coverage_card)
    return [*(make(q, f) for make in makers), congruence_card(q, book), effort_card(q, f)]
