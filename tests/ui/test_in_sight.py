"""What is not seen reads nothing when something changes, and is up to date when it is seen again."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from recall_studio.domain.errors import RecallError
from recall_studio.domain.memos import About, MemoKind, Subject
from recall_studio.edits.memoing import write_memo
from recall_studio.edits.tagging import tag_moment
from recall_studio.store import memos
from recall_studio.ui import history
from recall_studio.ui.history import HistoryPanel
from recall_studio.ui.memos.memos_view import MemosView
from recall_studio.ui.project.rounds import coders
from recall_studio.ui.project.rounds.coders import CodersSection
from tests.ui.desk_rig import Rig


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[str]:
    """How often a function of the store was asked from now on."""
    asked, ask = list[str](), getattr(module, name)

    def noted(*given: object, **named: object) -> object:
        asked.append(name)
        return ask(*given, **named)

    monkeypatch.setattr(module, name, noted)
    return asked


@pytest.mark.parametrize(
    ("make", "module", "name"),
    [(MemosView, memos, "memos"), (CodersSection, coders, "coder_standings"), (HistoryPanel, history, "step_in_words")],
)
def test_a_tag_makes_nothing_read_that_is_not_seen(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, make: Callable[..., QWidget], module: object, name: str
) -> None:
    section = make(rig.desk)
    rig.shows(section)
    section.hide()
    asked = counted(monkeypatch, module, name)
    rig.presses("disc_vraag", at_ms=30_000)
    rig.waits()
    assert asked == []
    section.show()
    assert asked
    asked.clear()
    rig.presses("disc_vraag", at_ms=40_000)
    rig.waits()
    assert asked


def test_a_memo_written_elsewhere_stands_there_when_the_list_is_seen_again(rig: Rig) -> None:
    view = MemosView(rig.desk)
    rig.shows(view)
    before = view.list.count()
    view.hide()
    about = About(Subject.STUDY, rig.study.facts().id)
    rig.session.do(write_memo, about=about, kind=MemoKind.METHODE, text="Wat een stilte is")
    rig.waits()
    assert view.list.count() == before
    view.show()
    assert view.list.count() == before + 1


def test_a_refusal_that_comes_after_leaving_tells_nobody(rig: Rig) -> None:
    told = list[RecallError]()
    rig.session.do(tag_moment, refused=told.append, recording="none", coder="A", code="disc_vraag", start_ms=0)
    rig.session.close()
    rig.qtbot.wait(50)
    assert told == []
