"""Waiting for the writer: a signal that did not cut the wait short is heard all the same."""

import signal
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from types import FrameType

import pytest

from recall_studio.store import backups
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.store.conftest import Opens
from tests.store.studies import Clock, tag

PATIENCE_S = 5.0
UNTIL_IT_WAITS_S = 0.1  # a main thread that is later hears it before it waits: the test then passes for nothing


class Ear:
    """Hears Ctrl+C on the main thread, as the command line does."""

    def __init__(self) -> None:
        self._heard = threading.Event()

    def hears(self, _number: int, _frame: FrameType | None) -> None:
        self._heard.set()

    def hears_one_sent_here(self, _writing: Writing | None = None) -> bool:
        """Send one on this thread, so that no wait of the main thread is cut short, and see that it is heard."""
        time.sleep(UNTIL_IT_WAITS_S)
        signal.raise_signal(signal.SIGINT)
        return self._heard.wait(PATIENCE_S)


@pytest.fixture
def ear() -> Iterator[Ear]:
    ear = Ear()
    before = signal.signal(signal.SIGINT, ear.hears)
    yield ear
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_is_heard_while_an_edit_is_awaited(study: Study, ear: Ear) -> None:
    assert study.perform(ear.hears_one_sent_here)


def test_ctrl_c_is_heard_while_closing_awaits_what_is_queued(study: Study, ear: Ear) -> None:
    edited = study.submit(ear.hears_one_sent_here)
    study.close()
    assert edited.result()


def test_ctrl_c_is_heard_while_closing_awaits_a_backup(
    opens: Opens, clock: Clock, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "INTERVAL", timedelta(milliseconds=1))
    begun, heard, make = threading.Event(), list[bool](), backups.make

    def makes(*given: object) -> backups.Backup:
        if not begun.is_set():
            begun.set()
            heard.append(ear.hears_one_sent_here())
        return make(*given)  # type: ignore[arg-type]  # whatever the study gives

    monkeypatch.setattr(backups, "make", makes)
    study = opens()
    clock.goes(hours=1)
    tag(study)
    assert begun.wait(PATIENCE_S)
    study.close()
    assert heard == [True]


def test_what_an_edit_raises_comes_out_as_it_is(study: Study) -> None:
    """Also a TimeoutError, which is none of the waiting."""

    def edit(_writing: Writing) -> None:
        raise TimeoutError("of the edit")

    with pytest.raises(TimeoutError, match="of the edit"):
        study.perform(edit)
