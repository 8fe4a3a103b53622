"""After a recall interview, in the window with a real engine: Nawerk, coding it, perspectives, quality, methods."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from recall_studio.domain.recall.interview import Record
from recall_studio.domain.recall.kinds import Judgement, TimeOrientation
from recall_studio.domain.study import Layer, PersonRole
from recall_studio.edits.recall import asking
from recall_studio.exchange.demo import make_demo
from recall_studio.store import annotations
from recall_studio.store.recall import congruences, records, versions
from recall_studio.ui.coding.codebook_tree import CodebookTree
from recall_studio.ui.recall.afterwork.comment_card import CommentCard
from recall_studio.ui.recall.afterwork.history_sheet import HistorySheet
from recall_studio.ui.recall.quality.methods_sheet import MethodsSheet
from recall_studio.ui.recall.workspace import RecallWorkspace
from tests.journeys.at_window import WindowUser, at_work


@dataclass
class Researcher(WindowUser):
    """Works on the demonstration after its interviews were held."""

    @property
    def recall(self) -> RecallWorkspace:
        return self.pages(RecallWorkspace)[0]

    @property
    def record(self) -> Record:
        """The client's interview, as it is kept."""
        study = self.study.session.study
        found = records.all_records(study, study.acting)
        return next(one for one in found if one.interview.recaller_role is PersonRole.KLANT)

    @property
    def card(self) -> CommentCard:
        """The first comment of the stop that is shown."""
        return next(one for one in self.recall.afterwork.detail.cards.values() if isinstance(one, CommentCard))

    def turns_to(self, tab: str) -> None:
        """Click a tab of the workspace."""
        bar = self.recall.tabs.tabBar()
        at = next(n for n in range(bar.count()) if bar.tabText(n).startswith(tab))
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())

    def does_not_find_open(self, number: int) -> None:
        self.sees(lambda: len(self.recall.held.open_in(self.record.interview.id)) == number)


@pytest.fixture(params=["vlc", "qt"])
def researcher(
    request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> Iterator[Researcher]:
    with at_work(Researcher(qtbot, qapp, engine=request.param)) as made:
        made.starts(make_demo(tmp_path).path)
        made.presses("Alt+4")
        made.sees(lambda: bool(made.pages(RecallWorkspace)) and made.recall.held.known)
        yield made


def test_the_work_after_an_interview(researcher: Researcher, tmp_path: Path) -> None:
    _then_or_now_is_determined(researcher)
    _what_was_said_is_corrected_and_put_back(researcher)
    _the_interview_is_coded(researcher)
    _the_perspectives_are_judged(researcher)
    _the_quality_is_looked_at(researcher, tmp_path)


def _then_or_now_is_determined(user: Researcher) -> None:
    """F8 brings the keyboard to the field; a key chooses."""
    said = user.record.comments[0]
    study, later = user.study.session.study, TimeOrientation.NOG_TE_BEPALEN
    study.perform(asking.change_comment, comment=said.id, time_orientation=later)
    user.turns_to("Afterwork")
    shown = user.recall.afterwork
    at = shown.which.findData(user.record.interview.id)
    shown.which.setCurrentIndex(at)
    shown.which.activated.emit(at)
    user.does_not_find_open(2)
    user.sees(lambda: not shown.detail.building.busy)
    user.sees(lambda: user.player.shown_ms is not None)  # the picture of the stop
    shown.table.setFocus()
    user.presses("F8")
    assert user.card.then_now.isAncestorOf(QApplication.focusWidget() or user.recall)
    user.clicks("then")
    user.does_not_find_open(1)
    assert user.record.comments[0].time_orientation is TimeOrientation.TOEN


def _what_was_said_is_corrected_and_put_back(user: Researcher) -> None:
    detail, row, old = user.recall.afterwork.detail, user.card.row, user.record.comments[0].text
    user.fills("Why it is corrected", "Verkeerd verstaan")
    user.card.text.editor.setFocus()
    user.presses("Ctrl+A")
    user.types("Ik was gespannen.")
    user.recall.afterwork.table.setFocus()  # leaving it keeps it
    user.sees(lambda: user.record.comments[0].text == "Ik was gespannen.")
    study = user.study.session.study
    kept = versions.of_row(study, row, study.acting)
    user.sees(lambda: f"{len(kept)}" in user.card.history.text())
    QTest.mouseClick(user.card.history, Qt.MouseButton.LeftButton)
    sheet = user.pages(HistorySheet)[0]
    told = [label.text() for label in sheet.findChildren(QLabel)]
    assert f"What was said: {old}" in told
    assert "Why: Verkeerd verstaan" in told
    user.clicks("Put this back")
    user.sees(lambda: user.record.comments[0].text == old)
    user.sees(lambda: detail.cards[row].history.text() == f"Corrected {len(kept) + 1} times")


def _the_interview_is_coded(user: Researcher) -> None:
    """The codes of experience are off in a new study; from the interview they are one click away."""
    user.clicks("Code this interview")
    name = user.record.interview.sound_recording
    user.sees(lambda: user.study.session.recording is not None and user.study.session.recording.name == name)
    user.sees(lambda: bool(user.pages(CodebookTree)) and user.pages(CodebookTree)[0].own.isVisible())
    user.clicks("Use the codes for recall interviews")
    tree = user.pages(CodebookTree)[0]
    user.sees(lambda: tree.model.index_of("bel_gehoord").isValid() and not tree.own.isVisible())
    assert not tree.model.index_of("disc_vraag").isValid()  # of the conversation alone
    user.sees(lambda: user.player.duration_ms > 0)
    user.plays()
    user.presses("B", "2")
    user.sees(lambda: any(view.code == "bel_gehoord" for view in user.coding.views()))
    user.presses("B", "2")
    user.pauses()
    user.sees_everything_kept()
    study = user.study.session.study
    (made,) = [one for one in annotations.moments(study, as_seen_by=study.acting) if one.code == "bel_gehoord"]
    assert made.layer == Layer.NAGESPREK
    user.opens_recording("G-001")
    user.sees(lambda: not tree.model.index_of("bel_gehoord").isValid() and not tree.own.isVisible())


def _the_perspectives_are_judged(user: Researcher) -> None:
    user.presses("Alt+4")
    user.turns_to("Perspectives")
    shown = user.recall.perspectives
    user.sees(lambda: bool(shown.table.rows.lines))
    user.presses("B")
    user.sees(lambda: all(line.about.both for line in shown.table.rows.lines))
    line = next(line for line in shown.table.rows.lines if not line.about.judged)
    shown.table.choose(line.id)
    assert line.about.said[0].comment.text in " ".join(label.text() for label in shown.card.findChildren(QLabel))
    study = user.study.session.study

    def judged() -> list[Judgement]:
        return [one.judgement for one in congruences.of_all(study, study.acting) if one.start_ms == line.about.start_ms]

    assert judged() == []
    user.clicks("≈ partly")
    user.sees(lambda: judged() == [Judgement.DEELS])
    user.presses("Ctrl+Z")
    user.sees(lambda: judged() == [])


def _the_quality_is_looked_at(user: Researcher, folder: Path) -> None:
    user.turns_to("Quality")
    user.sees(lambda: len(user.recall.quality.cards) > 5 and user.recall.quality.cards[0].isVisible())
    first = user.recall.quality.cards[0]
    QTest.mouseClick(first.ask, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert first.how.isVisible()
    user.clicks("Methods paragraph…")
    sheet = user.pages(MethodsSheet)[0]
    user.sees(lambda: "2 recall interviews" in sheet.page.toPlainText())
    target = folder / "methods.md"
    sheet.keep(target)
    user.sees(target.exists)
    assert "2 recall interviews" in target.read_text(encoding="utf-8")
