"""The whole window on the demo study, which holds two recall interviews, at the workspace Nagesprek."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.domain.study import PersonRole
from recall_studio.edits.recall.preparing import prepare_interview
from recall_studio.store.recall import interviews, records
from recall_studio.ui.beside import Beside
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.open_study import WORKSPACES
from recall_studio.ui.piecemeal import Piecemeal
from recall_studio.ui.recall.workspace import RecallWorkspace
from recall_studio.ui.study_frame import StudyFrame
from tests.ui.player_hand import Viewer, viewer_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.recall.interview import Interview, Record
    from recall_studio.ui.desk import Desk

CLIENT, CASE_MANAGER = "K-417", "M-083"


class Window:
    """Somebody at the workspace."""

    def __init__(self, viewer: Viewer, frame: StudyFrame, desk: Desk) -> None:
        self.viewer, self.frame, self.desk = viewer, frame, desk
        self.study = viewer.study
        found = frame.findChild(RecallWorkspace)
        assert found is not None
        self.recall: RecallWorkspace = found

    def waits(self) -> None:
        """Until all is kept, and read and shown anew."""
        self.viewer.waits(self._is_calm)

    def _is_calm(self) -> bool:
        reading = any(one.busy for one in self.frame.findChildren(Beside))
        return not reading and not any(one.busy for one in self.frame.findChildren(Piecemeal))

    def does(self, command: str) -> None:
        found = next(one for one in COMMANDS if one.key == command)
        assert found.when(self.desk), command
        found.run(self.desk)
        self.waits()

    def record(self, role: PersonRole = PersonRole.KLANT) -> Record:
        found = records.all_records(self.study, self.study.acting)
        return next(one for one in found if one.interview.recaller_role is role)

    def interviews(self) -> list[Interview]:
        return interviews.of_study(self.study, self.study.acting)

    def prepares(self, recaller: str = CLIENT) -> RecallSessionId:
        made = self.study.perform(prepare_interview, recording="G-001", recaller=recaller, plan=InterviewPlan())
        self.viewer.waits(lambda: self.recall.held.of(made) is not None)
        return made

    def performs(self, edit: Callable[..., Any], **given: Any) -> Any:
        """Make an edit beside the window, and wait until the window heard of it."""
        heard: list[object] = []
        self.desk.session.changed.connect(heard.append)
        made = self.study.perform(edit, **given)
        self.viewer.waits(lambda: bool(heard))
        self.waits()
        self.desk.session.changed.disconnect(heard.append)
        return made

    @property
    def asked(self) -> str:
        """What the bar at the top asks or says."""
        return self.viewer.said[-1].text if self.viewer.said else ""


@contextmanager
def window_on(path: Path, qtbot: QtBot, acting_as: str | None = None) -> Iterator[Window]:
    with viewer_on(path, qtbot, acting_as=acting_as) as viewer:
        frame = StudyFrame()
        desk = replace(viewer.desk, commands=COMMANDS, window=frame)
        frame.fill(desk, WORKSPACES)
        viewer.shows(frame, 1280, 900)
        frame.activateWindow()
        qtbot.waitUntil(frame.isActiveWindow)
        frame.show_workspace("recall")
        made = Window(viewer, frame, desk)
        made.waits()
        yield made
