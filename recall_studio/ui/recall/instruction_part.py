"""The instruction as a sound file: whether there is one in a language, choosing one, taking it away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _
from recall_studio.edits.recall.instructing import bring_in_instruction, take_away_instruction
from recall_studio.store.recall import instructing
from recall_studio.ui.buttons import word_button
from recall_studio.ui.lasting import while_there
from recall_studio.ui.picking import pick_files

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.domain.progress import Progress
    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.store.reading import Row
    from recall_studio.store.study import Study
    from recall_studio.ui.desk import Desk


class InstructionPart(QWidget):
    """One line on the sound of the instruction in the language that is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tongue: Tongue | None = None
        self.said = QLabel(wordWrap=True)
        self.choose = word_button(_("Choose a sound file …"), self._ask)
        self.away = word_button(_("Take away"), self._take_away)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.choose)
        layout.addWidget(self.away)

    def show_for(self, tongue: Tongue) -> None:
        """Say what there is in this language."""
        self._tongue = tongue
        row = instructing.sound(self._desk.session.study, tongue.key)
        self.away.setVisible(row is not None)
        for button in (self.choose, self.away):
            button.setEnabled(self._desk.session.study.writable)
        self.said.setText(_no_sound(tongue) if row is None else _about(row, tongue))

    def bring_in(self, path: Path) -> None:
        """Take this file as the instruction in the language that is shown."""
        if self._tongue is None:
            return
        session = self._desk.session
        work = partial(_bring_in, session.study, self._tongue, path)
        session.tasks.run(
            _("Copying the instruction"), work, done=while_there(self, self._done), refused=session.complain
        )

    def _done(self, _length_ms: int) -> None:
        self._desk.session.say(_("The instruction can be listened to from now on."))
        if self._tongue is not None:
            self.show_for(self._tongue)

    def _ask(self) -> None:
        patterns = _("Sound (*.mp3 *.m4a *.wav *.ogg *.opus *.flac *.aac *.mp4 *.webm)")
        pick_files(self, _("The instruction, spoken"), patterns, self._first)

    def _first(self, paths: tuple[Path, ...]) -> None:
        self.bring_in(paths[0])

    def _take_away(self) -> None:
        if self._tongue is None:
            return
        session = self._desk.session
        work = partial(_away, session.study, self._tongue.key)
        session.tasks.run(_("Taking away the instruction"), work, refused=session.complain, quiet=True)


def _no_sound(tongue: Tongue) -> str:
    return _(
        "There is no instruction to listen to in {language} yet; an interpreter can record one.", language=tongue.name
    )


def _about(row: Row, tongue: Tongue) -> str:
    said = _("The instruction can be listened to: {length}.", length=format_ms(row["length_ms"]).split(".")[0])
    if row["instruction_version"] == tongue.version:
        return said
    return said + " " + _("It was recorded to an earlier version of the text.")


def _bring_in(study: Study, tongue: Tongue, path: Path, progress: Progress) -> int:
    return bring_in_instruction(study, tongue=tongue, path=path, progress=progress)


def _away(study: Study, language: str, _progress: Progress) -> bool:
    return take_away_instruction(study, language=language)
