"""M-09 to M-13 and M-19, each worked out by hand beside it."""

from dataclasses import replace

import pytest

from recall_studio.analysis.recall.measures import (
    DELAY_BANDS,
    by_band,
    delays,
    effort,
    prompts,
    spontaneity,
    stops,
    then_now,
)
from recall_studio.analysis.recall.shares import Share, Spread
from recall_studio.domain.recall.interview import Happened
from recall_studio.domain.recall.kinds import EventKind, Initiator, PromptType, TimeOrientation
from tests.analysis.recall.records import CASEWORKER, asked, interview, record, said

TOEN, NU, GEMENGD = TimeOrientation.TOEN, TimeOrientation.NU, TimeOrientation.GEMENGD


def test_m09_the_delay() -> None:
    # 2, 24, 48 and 100 h known, one unknown. Median (24+48)/2 = 36; q1 = 2 + .75×22 = 18.5; q3 = 48 + .25×52 = 61.
    # Within 48 h, 48 itself included: 3 of 4.
    hours = (48.0, None, 2.0, 100.0, 24.0)
    found = delays([record(of=interview(str(hour), delay_h=hour)) for hour in hours])
    assert found.hours == Spread(4, median=36, q1=18.5, q3=61, least=2, most=100)
    assert (found.within, found.unknown, found.threshold_h) == (Share(3, 4), 1, 48)
    assert delays([record(of=interview(delay_h=24.1))], threshold_h=24).within == Share(0, 1)
    assert delays([record(of=interview(delay_h=None))]).hours is None


def test_m10_the_stops() -> None:
    # Played: 0-300 s, and 120-300 s again: 300 + 180 = 480 s = 8 min. 4 stops: 4 × 10 / 8 = 5 per 10 min.
    one = record(60_000, 120_000, 200_000, shown=((0, 300_000), (120_000, 300_000)))
    planned = replace(one.stops[2], initiator=Initiator.GEPLAND)
    interpreter = replace(one.stops[2], initiator=Initiator.TOLK)
    found = stops([replace(one, stops=(*one.stops[:2], planned, interpreter))])
    assert (found.n, found.shown_ms, found.per_10min) == (4, 480_000, 5.0)
    assert found.by_viewer == Share(2, 4)  # the interpreter is not who looks back
    assert [found.by[who] for who in Initiator] == [2, 0, 1, 0, 1]


def test_m10_the_viewer_is_who_looks_back() -> None:
    by_client = record(1_000, of=interview(role=CASEWORKER), by=Initiator.KLANT)
    assert stops([by_client]).by_viewer == Share(0, 1)
    assert stops([record(1_000, of=interview(role=CASEWORKER))]).by_viewer == Share(1, 1)


def test_m10_what_is_not_known_to_be_shown_rates_nothing() -> None:
    unknown = record(1_000, 2_000, shown=())
    assert (stops([unknown]).n, stops([unknown]).per_10min, stops([]).by_viewer.value) == (2, None, None)
    # Beside 1 stop in 10 min the two stops of unknown time do not make it 3.
    assert stops([unknown, record(5_000)]).per_10min == 1.0


def test_m11_the_prompts() -> None:
    # 4 prompts: 2 neutral, 1 closed, 1 leading; a row "geen" is no prompt. Leading 1/4.
    one = record(1_000)
    kinds = (PromptType.NEUTRAAL_TOEN, PromptType.STUREND, PromptType.GEEN, PromptType.NEUTRAAL_TOEN)
    own = replace(asked(one, PromptType.GESLOTEN)[0], card=None)
    found = prompts([replace(one, prompts=(*asked(one, *kinds), own))])
    assert found.leading == Share(1, 4)
    assert (found.mix[PromptType.NEUTRAAL_TOEN], found.mix[PromptType.GESLOTEN]) == (Share(2, 4), Share(1, 4))
    assert (found.mix[PromptType.THEMATISCH], PromptType.GEEN in found.mix) == (Share(0, 4), False)
    assert found.own_words == Share(1, 4)
    # Wilson for 1 of 4 with z = 1.95996: middle (.25 + .48018) / 1.96036 = .37247,
    # half 1.95996 × √(.046875 + .060023) / 1.96036 = .32688; so .04559 to .69936.
    assert found.leading.interval == pytest.approx((0.04559, 0.69936), abs=1e-5)
    assert prompts([one]).leading.value is None


def test_m12_then_and_now() -> None:
    # 3 toen, 1 nu, 1 gemengd: 3/5. Unclear and undetermined ones are in no share.
    one = record(1_000, 2_000)
    unclear = (TimeOrientation.ONDUIDELIJK, TimeOrientation.NOG_TE_BEPALEN, TimeOrientation.NOG_TE_BEPALEN)
    comments = (*said(one, TOEN, TOEN, NU), *said(one, GEMENGD, TOEN, *unclear, stop=2))
    found = then_now([replace(one, comments=comments), record(3_000)])
    assert (found.then, found.now, found.both) == (Share(3, 5), 1, 1)
    assert (found.unclear, found.open, found.interviews) == (1, 2, 1)
    assert then_now([record(1_000)]).then.value is None


def test_m12_by_the_band_of_the_delay() -> None:
    given = [record(of=interview(str(hours), delay_h=hours)) for hours in (24.0, 24.1, 48.0, 49.0, 169.0, None)]
    bands = by_band(given)
    assert tuple(bands) == DELAY_BANDS
    assert [[one.interview.id for one in theirs] for theirs in bands.values()] == [
        ["24.0"],
        ["24.1", "48.0"],
        ["49.0"],
        ["169.0"],
        ["None"],
    ]


def test_m13_spontaneity() -> None:
    # Of 4 comments 2 follow no question, 1 a row that says nobody asked: 3/4.
    one = record(1_000)
    question, nobody = asked(one, PromptType.NEUTRAAL_TOEN, PromptType.GEEN)
    comments = (
        *said(one, TOEN, TOEN),
        *said(one, TOEN, prompt=question, first=3),
        *said(one, NU, prompt=nobody, first=4),
    )
    assert spontaneity([replace(one, prompts=(question, nobody), comments=comments)]) == Share(3, 4)
    assert spontaneity([one]).value is None


def test_m19_the_length() -> None:
    # 20, 30 and 40 min, one goes on. Rests: 60 s, and one without an end counts 0.
    lengths = [1_200_000, 1_800_000, 2_400_000, None]
    given = [record(of=interview(str(ms), length_ms=ms)) for ms in lengths]
    rests = (Happened(EventKind.RUST, 10_000, until_ms=70_000), Happened(EventKind.RUST, 90_000))
    found = effort(
        [replace(given[0], happened=(*rests, Happened(EventKind.GELUID_WEG, 0, until_ms=5_000))), *given[1:]]
    )
    assert found.minutes == Spread(3, median=30, q1=25, q3=35, least=20, most=40)
    assert (found.going_on, found.rested_ms) == (1, 60_000)
