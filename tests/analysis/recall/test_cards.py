"""Which places are wanted: by both, by theme, by recording; and which lie at a moment."""

import pytest

from recall_studio.analysis.recall.cards import Wanted, at, name_of
from recall_studio.analysis.recall.discussed import Place, places
from recall_studio.domain.codebook import Codebook
from recall_studio.domain.recall.interview import Record
from recall_studio.domain.recall.kinds import TimeOrientation
from recall_studio.exchange.codebook_files import default_codebook
from tests.analysis.recall.records import CASEWORKER, CLIENT, interview, moment, record, said


@pytest.fixture(scope="module")
def book() -> Codebook:
    return default_codebook()


def talked(*stops_ms: int, role: str = "klant", name: str = "i1") -> Record:
    from dataclasses import replace

    made = record(*stops_ms, of=interview(name, CLIENT if role == "klant" else CASEWORKER))
    comments = [said(made, TimeOrientation.TOEN, stop=n)[0] for n in range(1, len(stops_ms) + 1)]
    return replace(made, comments=tuple(comments))


@pytest.fixture
def found() -> list[Place]:
    """Of both at 10 s, where discrimination was asked about; of the client alone at a minute."""
    coded = [moment("m1", "disc_vraag", 10_000), moment("m2", "taal_begrip_check", 60_000)]
    return places([talked(10_000, 60_000), talked(12_000, role="klantmanager", name="i2")], coded)


def test_only_those_that_both_talked_about(found: list[Place], book: Codebook) -> None:
    assert [Wanted(both=True).holds(one, book) for one in found] == [True, False]
    assert all(Wanted().holds(one, book) for one in found)


def test_by_the_theme_of_what_is_coded_there(found: list[Place], book: Codebook) -> None:
    assert [Wanted(theme="disc").holds(one, book) for one in found] == [True, False]
    assert not any(Wanted(theme="leef").holds(one, book) for one in found)


def test_by_recording(found: list[Place], book: Codebook) -> None:
    assert all(Wanted(recording="G-001").holds(one, book) for one in found)
    assert not any(Wanted(recording="G-002").holds(one, book) for one in found)
    assert {name_of(one) for one in found} == {"G-001"}


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "places_there"),
    [(11_000, None, [0]), (30_000, None, []), (0, 100_000, [0, 1]), (55_000, 58_000, [1]), (45_000, None, [])],
)
def test_what_lies_at_a_moment(found: list[Place], start_ms: int, end_ms: int | None, places_there: list[int]) -> None:
    assert at(found, start_ms, end_ms, 10_000) == [found[n] for n in places_there]


def test_the_nearest_comes_first(found: list[Place]) -> None:
    assert at(found, 58_000, 58_001, 60_000) == [found[1], found[0]]
