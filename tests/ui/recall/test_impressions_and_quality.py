"""Impressions that lie apart, and the dashboard: its numbers are the analysis's, or it says why there is none."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from recall_studio.analysis.recall.dashboard import Quality, quality
from recall_studio.analysis.recall.quality_rows import quality_rows
from recall_studio.domain.recall.kinds import Rater, RatingItem
from recall_studio.domain.study import PersonRole
from recall_studio.store.recall import ratings
from recall_studio.ui.recall.quality.card import QualityCard
from recall_studio.ui.recall.quality.cards_of_both import all_cards
from recall_studio.ui.recall.quality.drawing import round_scale
from recall_studio.ui.recall.quality.methods_sheet import MethodsSheet
from recall_studio.ui.recall.quality.plots import Bars, Columns, Intervals, Strip
from tests.ui.recall.test_workspace import empty, empty_study
from tests.ui.recall.workspace_rig import Window

__all__ = ["empty", "empty_study"]


@pytest.fixture
def impressions(window: Window) -> Window:
    window.recall.tabs.setCurrentWidget(window.recall.impressions)
    window.waits()
    return window


@pytest.fixture
def dashboard(window: Window) -> Window:
    window.recall.tabs.setCurrentWidget(window.recall.quality)
    window.viewer.waits(lambda: bool(window.recall.quality.cards))
    return window


def score(window: Window, item: RatingItem, rater: Rater) -> int | None:
    found = ratings.of_all(window.study, window.study.acting)
    return next((one.score for one in found if (one.item, one.rater, one.member) == (item, rater, "A")), None)


def cards(window: Window) -> dict[str, QualityCard]:
    return {view.card.key: view.card for view in window.recall.quality.cards if view.card is not None}


def test_a_score_is_entered_changed_and_taken_back_by_keyboard(impressions: Window) -> None:
    cell = (RatingItem.ECHTHEID, Rater.KLANT)
    dots = impressions.recall.impressions.grid.dots[cell]
    before = score(impressions, *cell)
    assert before
    QTest.keyClick(dots, Qt.Key.Key_Left)
    impressions.waits()
    assert score(impressions, *cell) == before - 1
    impressions.desk.coding.undo(sure=True)
    impressions.viewer.waits(lambda: score(impressions, *cell) == before)


def test_a_gap_is_said_in_words_with_a_sign_and_who_is_lowest(impressions: Window) -> None:
    part = impressions.recall.impressions
    for item, rater, value in (
        (RatingItem.GEZAMENLIJK_DOEL, Rater.KLANT, 1),
        (RatingItem.GEZAMENLIJK_DOEL, Rater.KLANTMANAGER, 5),
    ):
        part.grid.scored.emit((item, rater), value)
    impressions.viewer.waits(lambda: "▲" in part.grid.gaps[RatingItem.GEZAMENLIJK_DOEL].text())
    label = part.grid.gaps[RatingItem.GEZAMENLIJK_DOEL]
    assert "client < case manager" in label.text()
    assert label.property("kind") == "warning"
    assert "Shared goal" in part.table.rows.lines[0].cells[2]


def test_one_score_alone_is_no_gap(impressions: Window) -> None:
    part, item = impressions.recall.impressions, RatingItem.ECHTHEID
    for rater in (Rater.KLANTMANAGER, Rater.ONDERZOEKER):
        part.grid.scored.emit((item, rater), None)
    impressions.viewer.waits(lambda: score(impressions, item, Rater.ONDERZOEKER) is None)
    others = [one for one in ratings.of_all(impressions.study, impressions.study.acting) if one.item is item]
    raters = {one.rater for one in others}
    assert ("needs two" in part.grid.gaps[item].text()) is (len(raters) < 2)


def test_the_cards_say_the_numbers_of_the_analysis(dashboard: Window) -> None:
    found: Quality = quality(dashboard.study, dashboard.study.acting)
    shown = cards(dashboard)
    hours = found.overall.delays.hours
    assert hours is not None
    assert shown["m09_delay"].numbers[0][0] == f"{hours.median:.0f} h"
    viewer = found.overall.stops.by_viewer
    assert shown["m10_stops"].numbers[1][0] == f"{100 * (viewer.value or 0):.0f} %"
    assert f"{viewer.k} of {viewer.n}" in shown["m10_stops"].numbers[1][1]
    assert found.dual is not None
    assert shown["m15_dual_stops"].numbers[0][0] == str(found.dual.observed)
    assert f"seed {found.dual.seed}" in shown["m15_dual_stops"].note
    assert len(shown) == 10
    assert all(card.how for card in shown.values())
    assert all(bool(card.numbers) or bool(card.undefined) or card.key == "stops_along" for card in shown.values())


def test_a_role_or_interviewer_alone(dashboard: Window) -> None:
    part = dashboard.recall.quality
    part.role.setCurrentIndex(part.role.findData(PersonRole.KLANTMANAGER))
    part.role.activated.emit(2)
    assert [row[1] for row in cards(dashboard)["m09_delay"].rows] == ["klantmanager"]
    assert "1 interview" in part.facts.text()


def test_what_asks_attention_is_said_with_its_numbers(dashboard: Window) -> None:
    part = dashboard.recall.quality
    found = quality(dashboard.study, dashboard.study.acting).overall.alerts
    said = [part._alerts.itemAt(n).widget().text() for n in range(part._alerts.count())]  # type: ignore[union-attr]
    assert said == [f"⚠ {one.sentence()}" for one in found]
    assert found


def test_a_longer_delay_that_is_allowed_asks_no_attention(dashboard: Window) -> None:
    part = dashboard.recall.quality
    dashboard.viewer.preferences.change(recall_delay_h=500)
    dashboard.viewer.waits(lambda: cards(dashboard)["m09_delay"].numbers[1][0] == "100 %")
    said = [part._alerts.itemAt(n).widget().text() for n in range(part._alerts.count())]  # type: ignore[union-attr]
    assert not any("hours" in one for one in said)


def test_each_plot_tells_its_words_and_is_painted(dashboard: Window) -> None:
    kinds = set()
    for view in dashboard.recall.quality.cards:
        if view.card is None or view.card.plot is None:
            continue
        kinds.add(type(view.card.plot))
        assert view.plot.accessibleDescription() == view.card.plot.in_words() != ""
        picture = view.plot.grab().toImage()
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 5)}
        assert len(colours) > 3
    assert kinds == {Bars, Columns, Intervals, Strip}


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_a_card_is_saved_once_the_gate_lets_numbers_out(dashboard: Window, tmp_path: Path, kind: str) -> None:
    card = cards(dashboard)["m10_stops"]
    dashboard.recall.quality.keeping.keep(card, kind, tmp_path / "kaart")
    dashboard.waits()
    written = tmp_path / f"kaart.{kind}"
    if kind == "csv":
        rows = list(csv.reader(written.read_text(encoding="utf-8").splitlines()))
        assert tuple(rows[0]) == card.columns
        assert rows[1:] == [[str(value) for value in row] for row in card.rows]
    elif kind == "png":
        assert QImage(str(written)).width() > 1000
    else:
        assert written.read_text(encoding="utf-8").count("<text") > 5


def test_a_card_is_copied_as_words(dashboard: Window) -> None:
    view = dashboard.recall.quality.cards[0]
    view.copy.click()
    dashboard.waits()
    assert view.card is not None
    copied = QGuiApplication.clipboard().text()
    assert view.card.title in copied
    assert view.card.how in copied
    QGuiApplication.clipboard().clear()


def test_how_it_was_computed_is_a_click_away(dashboard: Window) -> None:
    view = dashboard.recall.quality.cards[0]
    assert view.how.isHidden()
    view.ask.click()
    assert not view.how.isHidden()
    assert "Wilson" in view.how.text()


def test_nothing_is_undefined_without_its_reason(window: Window) -> None:
    from recall_studio.analysis.recall.dashboard import Material, quality_of
    from recall_studio.analysis.recall.figures import figures

    nothing = Material((), 0, 0, {}, (), {}, (), (), window.desk.session.codebook)
    found = all_cards(quality_of(nothing), figures(()), window.desk.session.codebook)
    assert all(card.numbers == () and card.undefined.startswith("Undefined") for card in found)


def test_a_study_without_interviews_shows_no_number(empty: Window) -> None:
    empty.recall.tabs.setCurrentWidget(empty.recall.quality)
    empty.waits()
    assert empty.recall.quality.cards == [] or empty.recall.quality._pages.currentIndex() == 1


def test_the_methods_paragraph_in_both_languages_with_what_is_missing(dashboard: Window, tmp_path: Path) -> None:
    dashboard.does("recall.methods")
    sheet = dashboard.frame._sheet
    assert isinstance(sheet, MethodsSheet)
    english = sheet.page.toPlainText()
    sheet.language.buttons["nl"].click()
    dutch = sheet.page.toPlainText()
    assert "nagesprekken" in dutch
    assert "recall interviews" in english
    assert "missing" in sheet.missing.text()
    sheet.keep(tmp_path / "methoden.md")
    dashboard.waits()
    assert (tmp_path / "methoden.md").read_text(encoding="utf-8").startswith("##")


@pytest.mark.parametrize(("most", "end"), [(0.5, 4), (41, 80), (55.2, 80), (120, 120), (6210, 8000)])
def test_a_scale_ends_where_each_tick_is_a_round_whole_number(most: float, end: float) -> None:
    assert round_scale(most) == end


def test_the_data_of_the_cards_are_the_numbers_of_the_command_line_and_the_export(dashboard: Window) -> None:
    told = quality_rows(quality(dashboard.study, dashboard.study.acting))
    number = {(row["level"], row["recaller_role"], row["measure"]): row for row in told if row["delay_band"] is None}
    made = cards(dashboard)
    spontaneous = made["m13_spontaneity"]
    assert {row[0] for row in spontaneous.rows} == {"spontaneous", "stops_by_viewer", "then", "leading_rate"}
    for measure, role, k, n in spontaneous.rows:
        row = number["rol", role, measure]
        assert (row["k"], row["n"]) == (k, n)
    for kind, k, n in made["m11_prompts"].rows:
        row = number["alle", None, f"prompts_{kind}"]
        assert (row["k"], row["n"]) == (k, n)
    stops = number["alle", None, "stops_by_viewer"]
    assert sum(int(str(row[1])) for row in made["m10_stops"].rows) == stops["n"]
    assert made["m15_dual_stops"].numbers[0][0] == str(number["alle", None, "dual_stops_observed"]["value"])
    bands = {row["delay_band"]: row["k"] for row in told if row["level"] == "tijdsband" and not row["recaller_role"]}
    assert {row[0]: row[1] for row in made["m12_then_now"].rows} == bands


def test_every_card_leaves_as_data_and_with_a_plot_as_picture_and_drawing(dashboard: Window, tmp_path: Path) -> None:
    keeping = dashboard.recall.quality.keeping
    for key, card in cards(dashboard).items():
        for kind in ("csv", *(("png", "svg") if card.plot is not None else ())):
            keeping.keep(card, kind, tmp_path / f"{key}.{kind}")
            dashboard.waits()
            assert (tmp_path / f"{key}.{kind}").stat().st_size > 10
        assert card.how
        header = (tmp_path / f"{key}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header == ",".join(card.columns)
