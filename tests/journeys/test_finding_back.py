"""What was coded in two conversations is found back, played in a row, discussed, and chosen to look back at."""

from pathlib import Path

import pytest

from recall_studio.domain.sampling import ChoiceMethod, time_sample
from recall_studio.player.engine import State
from recall_studio.ui.finding_back.workspace import FindingWorkspace
from tests.journeys.at_window import WindowUser
from tests.journeys.driver import Refused, User
from tests.journeys.terminal import Terminal
from tests.player.clips import write_bar_clip


@pytest.fixture
def researcher(tmp_path: Path) -> User:
    """A researcher with two conversations that were coded."""
    user = User(Terminal(tmp_path))
    user.makes_study("--title", "Taal en werk")
    for number in (1, 2):
        clip = tmp_path / f"gesprek-{number}.mp4"
        write_bar_clip(clip, frames=250 + number, variable=False)
        persons = (f"K-00{number}:klant", "M-001:klantmanager")
        user.adds(f"G-00{number}", clip, persons=persons)
        user.records_consent(f"K-00{number}")
    user.records_consent("M-001")
    user.tags("disc_vraag", "0:01", note="zacht gevraagd")
    user.tags("taal_tolk", "0:02", "0:03")
    user.tags("disc_gemiste_opening", "0:02", recording="G-002")
    user.declares("0", "0:09")
    return user


@pytest.fixture
def user(window_user: WindowUser) -> WindowUser:
    return window_user


def found(user: WindowUser) -> FindingWorkspace:
    user.sees(lambda: bool(user.pages(FindingWorkspace)))
    (page,) = user.pages(FindingWorkspace)
    user.sees(lambda: not page.found.busy and page.found.number > 0)
    return page


def test_a_theme_is_played_across_conversations_and_followed_to_where_it_was_coded(
    user: WindowUser, researcher: User
) -> None:
    user.starts(researcher.folder)
    user.presses("Alt+3")
    page = found(user)
    assert page.moments.model.rowCount() == 3
    user.presses("Ctrl+F")
    user.types("vraag")
    user.sees(lambda: page.moments.model.rowCount() == 1)
    user.clicks("Show all")
    user.sees(lambda: page.moments.model.rowCount() == 3)
    page.moments.table.setFocus()
    user.presses("P")
    user.sees(lambda: user.player.state is State.PLAYING)
    assert page.playing_all.here == 0
    user.presses("PgDown", "PgDown")
    user.sees(lambda: user.study.session.recording is not None and user.study.session.recording.name == "G-002")
    user.sees(lambda: user.player.state is State.PLAYING)
    user.sees(lambda: not page.playing_all.queue)  # the last one played to its end
    assert user.player.position_ms() >= 5000
    page.moments.table.selectRow(0)
    moment = page.moments.current()
    assert moment is not None
    user.presses("Return")
    user.sees(lambda: user.study.session.selection == moment.id)
    assert user.study.frame is not None
    assert user.study.frame.workspace == "coding"
    assert len(user.inputs) < 20


def test_a_mark_is_found_back_and_a_missed_opening_is_one_click_away(user: WindowUser, researcher: User) -> None:
    user.starts(researcher.folder)
    user.opens_recording("G-002")
    user.presses("*")
    user.sees(lambda: len(user.coding.marks) == 1)
    user.presses("Ctrl+Alt+B")
    page = found(user)
    user.sees(lambda: [line.cells[0] for line in page.marks.table.rows.lines] == ["G-002"])
    page.tabs.setCurrentWidget(page.themes)
    user.clicks("Show the missed openings")
    user.sees(lambda: [one.code for one in page.found.shown] == ["disc_gemiste_opening"])


def test_a_theme_that_was_looked_for_in_vain(user: WindowUser, researcher: User) -> None:
    researcher.declares("0", "0:09", recording="G-002", codes="maat")
    user.starts(researcher.folder)
    user.presses("Alt+3")
    page = found(user)
    page.tabs.setCurrentWidget(page.themes)
    page.themes.theme.setCurrentIndex(page.themes.theme.findData("maat"))
    page.themes.show_standings()
    assert [line.cells[:2] for line in page.themes.table.rows.lines] == [
        ("G-001", "Never came up"),
        ("G-002", "Never came up"),
    ]
    page.themes.theme.setCurrentIndex(page.themes.theme.findData("taal"))
    page.themes.which.setCurrentIndex(1)
    page.themes.show_standings()
    assert [line.cells[0] for line in page.themes.table.rows.lines] == ["G-002"]


def test_a_time_sample_chosen_in_the_window_is_that_of_the_command_line(user: WindowUser, researcher: User) -> None:
    user.starts(researcher.folder)
    user.opens_recording("G-001")
    user.presses("Ctrl+Alt+M")
    page = found(user)
    form = page.choosing.form
    form.method.setCurrentIndex(form.method.findData(ChoiceMethod.TIJDSTEEKPROEF))
    form.method.activated.emit(form.method.currentIndex())
    user.fills("Length of each", "0:01")
    user.fills("From start to start", "0:03")
    form.seed.setValue(42)
    user.sees(lambda: len(page.choosing.preview.rows.lines) == 3)
    page.choosing.keep.click()
    user.sees(lambda: len(page.choosing.kept.rows.lines) == 3)
    user.quits()
    plan = ("--method", "tijdsteekproef", "--length", "0:01", "--every", "0:03", "--seed", "42")
    answer = researcher.types("select", researcher.study, "--recording", "G-001", *plan, "--json")
    rows = answer.json["selections"]
    duration = researcher.sees_recording("G-001")["duration_ms"]
    assert isinstance(duration, int)
    sample = time_sample(duration_ms=duration, length_ms=1000, every_ms=3000, seed=42)
    assert [(row["start_ms"], row["end_ms"]) for row in rows] == [*sample, *sample]
    assert {row["plan"]["seed"] for row in rows} == {42}
    listed = researcher.types("select", researcher.study)
    assert listed.out.count("seed 42") == 2 * len(sample)
    with pytest.raises(Refused, match="--length"):
        researcher.types("select", researcher.study, "--recording", "G-001", "--method", "tijdsteekproef")
