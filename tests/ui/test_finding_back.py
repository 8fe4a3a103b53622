"""Finding back in the window: what is listed, filtered and sorted, what plays one after another, marks, choices."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from recall_studio.analysis.finding_back import MISSED_OPENING, Standing, Wanted
from recall_studio.domain.moments import Moment
from recall_studio.domain.sampling import ChoiceMethod, time_sample
from recall_studio.domain.study import Round
from recall_studio.edits.coding import declare_range
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.rounding import open_round
from recall_studio.edits.tagging import remove_moments, tag_moment
from recall_studio.player.engine import State
from recall_studio.store import annotations, selections, turns
from recall_studio.ui.finding_back import found_moments
from recall_studio.ui.finding_back.moments_model import COLUMNS
from recall_studio.ui.finding_back.play_all import INSTANT_MS, POST_ROLL_MS
from recall_studio.ui.finding_back.workspace import FindingWorkspace
from tests.ui.player_hand import Viewer, viewer_on


@pytest.fixture
def viewer(demo_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Viewer]:
    """With pieces of a few moments."""
    monkeypatch.setattr(found_moments, "PIECE", 7)
    with viewer_on(demo_path, qtbot) as made:
        yield made


@pytest.fixture
def finding(viewer: Viewer) -> FindingWorkspace:
    viewer.room.workspace = "finding"
    made = FindingWorkspace(viewer.desk)
    viewer.shows(made, 1280, 700)
    settles(viewer, made)
    return made


def settles(viewer: Viewer, finding: FindingWorkspace) -> None:
    viewer.waits(lambda: viewer.session.unkept == 0 and not finding.found.busy)


def wants(viewer: Viewer, finding: FindingWorkspace, wanted: Wanted) -> list[Moment]:
    finding.moments.filters.ask(wanted)
    settles(viewer, finding)
    return finding.found.shown


def column(finding: FindingWorkspace, key: str) -> list[str]:
    place = [one.key for one in COLUMNS].index(key)
    model = finding.moments.model
    return [model.index(row, place).data() for row in range(model.rowCount())]


def stands_at(viewer: Viewer, ms: int) -> bool:
    """At the picture of this time, of 25 a second."""
    return 0 <= ms - int(viewer.player.position_ms()) < 40


def stands_before(viewer: Viewer, ms: int) -> bool:
    return stands_at(viewer, max(0, ms - viewer.preferences.settings.pre_roll_ms))


def everything(viewer: Viewer) -> list[Moment]:
    return annotations.moments(viewer.study, as_seen_by=viewer.study.acting)


def test_every_moment_of_every_conversation_is_listed_by_conversation_and_time(
    viewer: Viewer, finding: FindingWorkspace
) -> None:
    shown = finding.found.shown
    assert {one.id for one in shown} == {one.id for one in everything(viewer)}
    assert [(one.recording, one.start_ms) for one in shown] == sorted((one.recording, one.start_ms) for one in shown)
    assert f"{len(shown)} moments in 1 conversation" in finding.moments.filters.number.text()


@pytest.mark.parametrize(
    "wanted", [Wanted(code="disc"), Wanted(coder="B"), Wanted(code="taal", coder="A"), Wanted(code="?")]
)
def test_a_filter_lets_through_what_it_says(viewer: Viewer, finding: FindingWorkspace, wanted: Wanted) -> None:
    keys = wanted.keys(viewer.session.codebook)
    there = [one for one in everything(viewer) if wanted.holds(one, keys, ())]
    shown = wants(viewer, finding, wanted)
    assert {one.id for one in shown} == {one.id for one in there}
    said = finding.moments.filters.number.text()
    assert said.startswith(f"{len(shown)} of {len(everything(viewer))}")
    assert finding.moments.filters.clear.isVisible()
    finding.moments.filters.clear.click()
    settles(viewer, finding)
    assert len(finding.found.shown) == len(everything(viewer))


def test_a_person_is_found_in_the_conversations_they_are_in(viewer: Viewer, finding: FindingWorkspace) -> None:
    persons = finding.moments.filters.person
    there = [persons.itemData(row) for row in range(1, persons.count())]
    assert there
    assert all(len(wants(viewer, finding, Wanted(person=one))) == len(everything(viewer)) for one in there)


def test_words_are_found_in_notes_and_in_what_is_said_under_a_moment(viewer: Viewer, finding: FindingWorkspace) -> None:
    noted = next(one for one in everything(viewer) if one.note)
    word = max((noted.note or "").split(), key=len).casefold()
    assert noted.id in {one.id for one in wants(viewer, finding, Wanted(words=(word,)))}
    recording = noted.recording_id
    under = {
        one.id
        for one in everything(viewer)
        for turn in turns.of_recording(viewer.study, recording)
        if "formulier" in turn.text.casefold()
        and turn.start_ms < (one.end_ms or one.start_ms + 1)
        and turn.end_ms > one.start_ms
    }
    assert under
    assert under <= {one.id for one in wants(viewer, finding, Wanted(words=("formulier",)))}
    assert wants(viewer, finding, Wanted(words=("zwaluwnest",))) == []
    assert "No moment fits" in finding.moments._empty.text()


@pytest.mark.parametrize("key", [one.key for one in COLUMNS])
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_rows_are_sorted_by_any_column(
    viewer: Viewer, finding: FindingWorkspace, key: str, order: Qt.SortOrder
) -> None:
    place = [one.key for one in COLUMNS].index(key)
    finding.moments.table.sortByColumn(place, order)
    settles(viewer, finding)
    by = COLUMNS[place].order
    if by is None:
        keys = [(one.recording, one.start_ms) for one in finding.found.shown]
    else:
        keys = [by(finding.found, one) for one in finding.found.shown]
    if order is Qt.SortOrder.DescendingOrder:
        keys.reverse()
    assert all(one <= other for one, other in pairwise(keys))
    assert len(keys) == len(everything(viewer))


def test_what_is_coded_and_taken_away_meanwhile_comes_and_goes(viewer: Viewer, finding: FindingWorkspace) -> None:
    finding.moments.table.selectRow(2)
    chosen = finding.moments.current()
    tagged = viewer.study.perform(tag_moment, recording="G-001", coder="A", code="disc_vraag", start_ms=1)
    viewer.waits(lambda: tagged.id in {one.id for one in finding.found.shown})
    assert finding.moments.current() == chosen
    assert finding.found.shown[0].id == tagged.id
    viewer.study.perform(remove_moments, moments=[tagged.id])
    viewer.waits(lambda: tagged.id not in {one.id for one in finding.found.shown})
    assert len(finding.found.shown) == len(everything(viewer))


def test_in_an_independent_round_only_the_own_moments_are_found(viewer: Viewer, finding: FindingWorkspace) -> None:
    assert {one.coder for one in finding.found.shown} == {"A", "B"}
    viewer.study.perform(open_round, round_now=Round.ONAFHANKELIJK)
    viewer.waits(lambda: {one.coder for one in finding.found.shown} <= {"A"} and not finding.found.busy)
    coders = finding.moments.filters.coder
    assert [coders.itemData(row) for row in range(coders.count())] == ["", "A"]


def test_choosing_a_row_shows_the_picture_of_its_moment(viewer: Viewer, finding: FindingWorkspace) -> None:
    finding.moments.table.selectRow(4)
    moment = finding.moments.current()
    assert moment is not None
    viewer.waits(lambda: viewer.session.recording is not None and viewer.player.state is not State.EMPTY)
    viewer.waits(lambda: stands_at(viewer, moment.start_ms))
    assert viewer.player.state is not State.PLAYING
    assert moment.recording in finding.player.where.text()


def test_all_that_is_listed_plays_one_after_another_with_what_lies_before(
    viewer: Viewer, finding: FindingWorkspace
) -> None:
    shown = wants(viewer, finding, Wanted(code="taal", coder="A"))
    assert len(shown) > 2
    finding.play_all()
    every = finding.playing_all
    viewer.waits(lambda: viewer.player.state is State.PLAYING)
    for number, moment in enumerate(shown):
        assert every.here == number
        assert f"{number + 1} of {len(shown)}" in finding.player.which.text()
        assert stands_before(viewer, moment.start_ms)
        last = moment.start_ms + INSTANT_MS if moment.end_ms is None else moment.end_ms + POST_ROLL_MS
        for _tick in range(400):
            if every.here != number or not every.queue:
                break
            assert viewer.player.position_ms() < last + 400
            viewer.watches(200)
    assert every.queue == ()
    assert viewer.player.state is not State.PLAYING


def test_one_further_one_back_and_stop(viewer: Viewer, finding: FindingWorkspace) -> None:
    finding.moments.table.selectionModel().clear()
    finding.play_all()
    every = finding.playing_all
    viewer.waits(lambda: viewer.player.state is State.PLAYING)
    every.step(1)
    every.step(1)
    every.step(-1)
    assert every.here == 1
    assert stands_before(viewer, every.queue[1].start_ms)
    finding.player.stop.click()
    assert every.queue == ()
    assert viewer.player.state is State.PAUSED
    assert not finding.player.next.isEnabled()


def test_several_rows_alone_are_played_when_they_are_selected(viewer: Viewer, finding: FindingWorkspace) -> None:
    finding.moments.table.selectRow(2)
    rows = finding.moments.table
    rows.setSelectionMode(QTableView.SelectionMode.MultiSelection)
    rows.selectRow(5)
    assert [one.start_ms for one in finding.moments.queue()] == [finding.found.shown[row].start_ms for row in (2, 5)]
    assert finding.player.play_all.text() == "Play all 2 moments"


def test_going_to_a_moment_selects_it_where_it_is_coded(viewer: Viewer, finding: FindingWorkspace) -> None:
    finding.moments.table.selectRow(6)
    moment = finding.moments.current()
    assert moment is not None
    finding.go()
    viewer.waits(lambda: viewer.session.selection == moment.id)
    viewer.waits(lambda: stands_at(viewer, moment.start_ms))
    assert "workspace coding" in viewer.room.asked


def test_marks_are_collected_noted_meant_and_taken_away(viewer: Viewer, finding: FindingWorkspace) -> None:
    part = finding.marks
    before = len(part.table.rows.lines)
    made = viewer.study.perform(mark_discuss, recording="G-001", at_ms=5000, note="waarom hier?")
    finding.show_marks()
    viewer.waits(lambda: len(part.table.rows.lines) == before + 1)
    part.table.choose(made)
    assert part.note.text() == "waarom hier?"
    assert [stretch.start_ms for stretch in part.queue()].count(5000) == 1
    part.note.setText("wat dacht u hier?")
    part._write()
    part.meant.setCurrentIndex(part.meant.findData("intervisie"))
    part.meant.activated.emit(part.meant.currentIndex())
    viewer.waits(lambda: ("wat dacht u hier?", "Intervision") in {line.cells[2:4] for line in part.table.rows.lines})
    part.filter.setCurrentIndex(part.filter.findData("nagesprek"))
    part.show_marks()
    assert made not in {line.id for line in part.table.rows.lines}
    part.filter.setCurrentIndex(0)
    part.show_marks()
    part.table.choose(made)
    part.remove.click()
    viewer.waits(lambda: len(part.table.rows.lines) == before)


def test_a_theme_that_never_came_up_stands_apart_and_leads_to_missed_openings(
    viewer: Viewer, finding: FindingWorkspace
) -> None:
    themes = finding.themes
    finding.tabs.setCurrentWidget(themes)
    (one,) = themes.standings()
    assert one.standing is Standing.CAME_UP
    mine = [moment.id for moment in everything(viewer) if moment.coder == "A"]
    viewer.study.perform(declare_range, recording="G-001", coder="A", start_ms=0, end_ms=9000)
    viewer.study.perform(open_round, round_now=Round.ONAFHANKELIJK)
    viewer.study.perform(remove_moments, moments=[]) if not mine else None
    settles(viewer, finding)
    themes.missed.click()
    settles(viewer, finding)
    assert finding.tabs.currentWidget() is finding.moments
    assert finding.found.wanted.code == MISSED_OPENING
    assert {moment.code for moment in finding.found.shown} <= {MISSED_OPENING}


def test_a_time_sample_is_previewed_kept_arranged_and_removed(viewer: Viewer, finding: FindingWorkspace) -> None:
    part, form = finding.choosing, finding.choosing.form
    finding.choose("G-001")
    form.method.setCurrentIndex(form.method.findData(ChoiceMethod.TIJDSTEEKPROEF))
    form.length.setText("0:10")
    form.every.setText("0:30")
    form.seed.setValue(42)
    part._plan()
    duration = next(iter(finding.found.places.values())).duration_ms
    sample = time_sample(duration_ms=duration, length_ms=10_000, every_ms=30_000, seed=42)
    assert [line.about for line in part.preview.rows.lines] == sample
    assert selections.of_all(viewer.study, viewer.study.acting) == []
    part.why.setText("overal iets van")
    part.keep.click()
    viewer.waits(lambda: len(part.kept.rows.lines) == len(sample))
    assert "seed 42" in part.kept.rows.lines[0].cells[4]
    part.kept.choose(part.kept.rows.lines[0].id)
    first = part.kept.rows.lines[0].id
    part.later.click()
    viewer.waits(lambda: part.kept.rows.lines[1].id == first)
    part.remove.click()
    viewer.waits(lambda: len(part.kept.rows.lines) == len(sample) - 1)


def test_a_plan_that_cannot_be_says_why_and_keeps_nothing(viewer: Viewer, finding: FindingWorkspace) -> None:
    part, form = finding.choosing, finding.choosing.form
    finding.choose("G-001")
    form.method.setCurrentIndex(form.method.findData(ChoiceMethod.TIJDSTEEKPROEF))
    form.length.setText("9:00")
    part._plan()
    assert "overlap" in part.said.text()
    assert not part.keep.isEnabled()
    form.length.setText("lang")
    part._plan()
    assert part.said.text()
    assert not part.keep.isEnabled()


def test_by_code_with_margins_and_by_hand_at_the_playhead(viewer: Viewer, finding: FindingWorkspace) -> None:
    part, form = finding.choosing, finding.choosing.form
    finding.choose("G-001")
    form.method.setCurrentIndex(form.method.findData(ChoiceMethod.CODEGESTUURD))
    item = next(form.codes.item(row) for row in range(form.codes.count()))
    code = item.data(Qt.ItemDataRole.UserRole)
    item.setCheckState(Qt.CheckState.Checked)
    part._plan()
    assert form.plan()["codes"] == [code]
    assert bool(part.preview.rows.lines) is any(one.code == code for one in everything(viewer))
    form.method.setCurrentIndex(form.method.findData(ChoiceMethod.DEELNEMER_KIEST))
    part._plan()
    assert part.preview.rows.lines == []
    viewer.opens()
    viewer.goes_to(20_000)
    form.add.click()
    assert [line.about for line in part.preview.rows.lines] == [(20_000, 80_000)]
    part.keep.click()
    viewer.waits(lambda: len(part.kept.rows.lines) == 1)
    assert part.kept.rows.lines[0].about.participant == form.who()


def test_a_hundred_thousand_moments_are_listed_filtered_and_sorted_piece_by_piece(
    demo_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    with viewer_on(demo_path, qtbot) as viewer:
        row = viewer.study.rows("SELECT * FROM annotation LIMIT 1")[0]
        many = [{**row, "id": f"{number:036}", "start_ms": number, "end_ms": None} for number in range(100_000)]

        def fill(study: Any) -> None:
            with study.step("Tag moment"):
                names = ", ".join(row)
                marks = ", ".join("?" for _name in row)
                study.execute_many(
                    f"INSERT INTO annotation({names}) VALUES ({marks})", [tuple(one.values()) for one in many]
                )

        viewer.study.perform(fill)
        before = len(everything(viewer))
        finding = FindingWorkspace(viewer.desk)
        viewer.shows(finding, 1280, 700)
        qtbot.waitUntil(lambda: not finding.found.busy, timeout=60_000)
        assert finding.moments.model.rowCount() == before > 100_000
        finding.moments.table.sortByColumn([one.key for one in COLUMNS].index("length"), Qt.SortOrder.DescendingOrder)
        assert finding.found.busy
        qtbot.waitUntil(lambda: not finding.found.busy, timeout=60_000)
        lengths = [0 if one.end_ms is None else one.end_ms - one.start_ms for one in finding.found.shown]
        assert lengths == sorted(lengths, reverse=True)
        finding.moments.filters.ask(Wanted(coder="B"))
        qtbot.waitUntil(lambda: not finding.found.busy, timeout=60_000)
        assert {one.coder for one in finding.found.shown} == {"B"}
