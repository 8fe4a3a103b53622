"""That a theme never came up counts only where somebody looked for it."""

from recall_studio.analysis.finding_back import (
    MISSED_OPENING,
    SeenPlace,
    Standing,
    Wanted,
    said_under,
    theme_standings,
)
from recall_studio.domain.ids import CodedRangeId, RecordingId
from recall_studio.domain.moments import CodedRange
from recall_studio.domain.turns import Turn

CODES = ("disc", "disc_vraag")


def place(name: str, *, live: bool = False) -> SeenPlace:
    return SeenPlace(name, name, name, 1000, live, ("K-001",))


def declared(name: str, start: int, end: int, codes: tuple[str, ...] = CODES) -> CodedRange:
    made, recording = CodedRangeId(f"{name}{start}"), RecordingId(name)
    return CodedRange(made, recording, name, "A", "gesprek", "gezamenlijk", start, end, codes, "1.0", "2026")


def test_never_unknown_and_came_up_are_three_things() -> None:
    places = [place(name) for name in ("never", "unknown", "came up", "other theme")] + [place("live", live=True)]
    ranges = [declared("never", 0, 500), declared("came up", 0, 1000), declared("other theme", 0, 1000, ("taal",))]
    counts = {("came up", "disc_vraag"): 3, ("never", MISSED_OPENING): 2, ("unknown", "taal"): 1}
    found = {one.place.name: one for one in theme_standings(places, ranges, counts, CODES)}
    assert {name: one.standing for name, one in found.items()} == {
        "never": Standing.NEVER,
        "unknown": Standing.UNKNOWN,
        "came up": Standing.CAME_UP,
        "other theme": Standing.UNKNOWN,
    }
    assert (found["never"].declared, found["never"].missed, found["came up"].moments) == (0.5, 2, 3)


def test_only_where_every_code_of_the_theme_was_looked_for_counts_as_looked_through() -> None:
    ranges = [declared("a", 0, 600, ("disc",)), declared("a", 400, 900, ("disc_vraag",))]
    (one,) = theme_standings([place("a")], ranges, {}, CODES)
    assert one.declared == 0.2
    (one,) = theme_standings([place("a")], [declared("a", 0, 600, ("disc",))], {}, CODES)
    assert one.standing is Standing.UNKNOWN


def test_what_is_said_while_a_moment_lasts() -> None:
    turns = [
        Turn(f"{n}", n * 100, n * 100 + 100, "klant", word)  # type: ignore[arg-type]
        for n, word in enumerate(("een", "twee", "drie"))
    ]
    assert said_under(turns, 100, None) == "twee"
    assert said_under(turns, 50, 150) == "een twee"
    assert said_under(turns, 300, 400) == ""


def test_a_place_is_wanted_by_itself_and_by_who_is_in_it() -> None:
    here = place("G-001")
    assert Wanted().holds_place(here)
    assert Wanted(person="K-001", place="G-001").holds_place(here)
    assert not Wanted(person="K-002").holds_place(here)
    assert not Wanted(place="G-002").holds_place(here)
