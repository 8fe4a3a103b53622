"""What the dashboard shows of interviews that were read."""

from dataclasses import replace
from typing import Any

from recall_studio.analysis.recall.alerts import AlertKind, Limits
from recall_studio.analysis.recall.coverage import Discussed
from recall_studio.analysis.recall.dashboard import Material, quality_of
from recall_studio.analysis.recall.figures import by_interviewer, by_role, figures
from recall_studio.analysis.recall.shares import Share
from recall_studio.domain.ids import RecordingId
from recall_studio.domain.recall.interview import Record
from recall_studio.domain.recall.kinds import Initiator, Judgement, PromptType, TimeOrientation
from recall_studio.exchange.codebook_files import default_codebook
from tests.analysis.recall.records import CASEWORKER, CLIENT, asked, interview, judged, moment, record, said

TOEN, NU = TimeOrientation.TOEN, TimeOrientation.NU
G1 = RecordingId("G-001")


def talk(name: str, *at_ms: int, said_as: TimeOrientation = TOEN, **fields: Any) -> Record:
    made = record(*at_ms, of=interview(name, **fields))
    comments = [one for stop in range(1, len(at_ms) + 1) for one in said(made, said_as, stop=stop)]
    return replace(made, comments=tuple(comments))


def read(*records: Record, **fields: Any) -> Material:
    book = default_codebook()
    usual: dict[str, Any] = {
        "records": records,
        "prepared": 0,
        "set_apart": 0,
        "lengths_ms": {G1: 600_000},
        "moments": (),
        "usable": {},
        "judged": (),
        "links": (),
        "book": book,
    }
    return Material(**(usual | fields))


def test_rows_by_role_and_interviewer() -> None:
    every = [
        talk("1", 1_000, role=CASEWORKER, interviewer="B"),
        talk("2", 2_000, interviewer="B"),
        talk("3", 3_000, 4_000, interviewer="A"),
    ]
    assert [(row.role, row.interviewer, row.stops.n) for row in by_role(every)] == [
        (CLIENT, None, 3),
        (CASEWORKER, None, 1),
    ]
    assert [(row.interviewer, row.role, row.stops.n) for row in by_interviewer(every)] == [
        ("A", CLIENT, 2),
        ("B", CLIENT, 1),
        ("B", CASEWORKER, 1),
    ]
    assert figures(every).interviews == 3


def test_alerts_stand_with_the_group_they_are_of() -> None:
    fine, leading = talk("1", 1_000, interviewer="A"), talk("2", 2_000, interviewer="B")
    leading = replace(leading, prompts=asked(leading, PromptType.STUREND))
    found = quality_of(read(fine, leading))
    by = {row.interviewer: [alert.kind for alert in row.alerts] for row in found.by_interviewer}
    assert by == {"A": [], "B": [AlertKind.LEADING]}
    assert quality_of(read(fine, leading), Limits(leading=1.0)).overall.alerts == ()


def test_then_and_now_by_role_and_band() -> None:
    found = quality_of(
        read(
            talk("1", 1_000, delay_h=2.0),
            talk("2", 1_000, delay_h=100.0, said_as=NU),
            talk("3", 1_000, delay_h=2.0, role=CASEWORKER, said_as=NU),
        )
    )
    shares = {
        role: [(band, one.then) for band, one in bands.items() if one.then.n] for role, bands in found.then_now.items()
    }
    assert shares == {
        None: [("tot_24", Share(1, 2)), ("tot_168", Share(0, 1))],
        CLIENT: [("tot_24", Share(1, 1)), ("tot_168", Share(0, 1))],
        CASEWORKER: [("tot_24", Share(0, 1))],
    }


def test_the_perspectives() -> None:
    coded = (moment("a", "taal_tolk", 10_000), moment("b", "disc_vraag", 12_000), moment("c", "taal", 300_000))
    found = quality_of(
        read(
            talk("1", 10_000, 200_000),
            talk("2", 15_000, role=CASEWORKER),
            moments=coded,
            judged=(judged(10_000, 15_000, Judgement.ANDERS),),
            usable={G1: [(0, 300_000)]},
        )
    )
    assert (found.places, found.moments) == (Discussed(1, 0, 1), Discussed(0, 0, 2, 1))
    assert (found.same.places, found.same.judged[Judgement.ANDERS]) == (1, Share(1, 1))
    assert {theme: one.places for theme, one in found.same_by_theme.items()} == {"disc": 1, "taal": 1}
    assert found.coverage.share == 1.0
    assert found.dual is not None
    assert found.dual.observed == 1


def test_the_series_of_the_plots() -> None:
    late = talk("late", 60_000, started_at="2026-03-15T12:00:00+00:00", delay_h=70.0)
    early = talk("early", 599_999, started_at="2026-03-14T12:00:00+00:00", delay_h=None, role=CASEWORKER)
    early = replace(early, stops=(*early.stops, replace(early.stops[0], initiator=Initiator.INTERVIEWER)))
    found = quality_of(read(late, early))
    assert [(one.session, one.hours, one.band) for one in found.delay_points] == [
        ("early", None, "onbekend"),
        ("late", 70.0, "tot_168"),
    ]
    assert [(one.role, one.by_viewer, round(one.share, 3)) for one in found.stop_points] == [
        (CASEWORKER, True, 1.0),
        (CASEWORKER, False, 1.0),
        (CLIENT, True, 0.1),
    ]
    assert found.tenths == {CLIENT: (0, 1, 0, 0, 0, 0, 0, 0, 0, 0), CASEWORKER: (0, 0, 0, 0, 0, 0, 0, 0, 0, 1)}


def test_a_study_without_interviews_has_an_empty_dashboard() -> None:
    found = quality_of(read(prepared=2, set_apart=1))
    assert (found.overall.interviews, found.by_role, found.dual, found.coverage.share) == (0, (), None, None)
    assert (found.prepared, found.set_apart, found.same.places) == (2, 1, 0)
