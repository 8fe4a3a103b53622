"""Somebody who watches along: a conversation without a recording, and a clock that the test moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Method, Purpose, Status
from recall_studio.domain.study import PersonRole
from recall_studio.edits.adding import GivenAnswers
from recall_studio.edits.consenting import Form
from recall_studio.edits.observing import NewLive, add_live
from recall_studio.edits.recording import GivenPerson
from recall_studio.store.study import Study
from recall_studio.ui.situation import Stage
from tests.ui.player_hand import Viewer

LIVE = "V-001"
PEOPLE = (GivenPerson("K-901", PersonRole.KLANT), GivenPerson("M-901", PersonRole.KLANTMANAGER))


class Times:
    """Both clocks of the computer."""

    def __init__(self, now: datetime | None = None) -> None:
        self.utc = now or datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
        self.steady_s = 50.0

    def pass_by(self, seconds: float) -> None:
        self.utc += timedelta(seconds=seconds)
        self.steady_s += seconds


def add_conversation(study: Study, name: str = LIVE, status: Status = Status.GEGEVEN) -> None:
    """A conversation without a recording, that everybody answered the same way about."""
    said = {Purpose.MEEKIJKEN: status, Purpose.ONDERZOEK: status}
    form = Form("v1", Method.SCHRIFTELIJK, "A", study.today())
    answers = [GivenAnswers(str(one.pseudonym), said) for one in PEOPLE]
    study.perform(add_live, new=NewLive(name, PEOPLE), answers=answers, form=form)


class LiveViewer(Viewer):
    """Watches along."""

    def __init__(self, path: Path, qtbot: QtBot, acting_as: str | None = None, times: Times | None = None) -> None:
        super().__init__(path, qtbot, acting_as)
        self.times = times or Times()
        self.playing.live.now = lambda: self.times.utc
        self.playing.live.steady = lambda: self.times.steady_s

    def comes_in(self, name: str = LIVE) -> None:
        self.session.open_recording(name)
        self.waits(lambda: self.playing.situation.stage not in (Stage.OPENING, Stage.EMPTY))

    def after(self, seconds: float) -> None:
        self.times.pass_by(seconds)
        self.playing._tick()

    def sees(self) -> list[tuple[str | None, int, int | None]]:
        return [(view.code, view.start_ms, view.end_ms) for view in self.coding.views() if view.own]


@contextmanager
def live_viewer_on(
    path: Path, qtbot: QtBot, acting_as: str | None = None, times: Times | None = None
) -> Iterator[LiveViewer]:
    viewer = LiveViewer(path, qtbot, acting_as, times)
    try:
        yield viewer
    finally:
        viewer.close()
