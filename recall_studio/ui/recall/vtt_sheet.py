"""An interview as WebVTT: on which clock, and whether somebody read its words; it leaves when the gate lets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel

from recall_studio.domain.recall.interview import Clock
from recall_studio.domain.words import N_, _
from recall_studio.exchange.recall_vtt import write_vtt
from recall_studio.ui.buttons import word_button
from recall_studio.ui.lasting import while_there
from recall_studio.ui.picking import pick_target
from recall_studio.ui.recall.segments import Segments
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.domain.progress import Progress
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.ui.desk import Desk

WIDTH = 620
ENDING = ".vtt"
CLOCK_WORDS = {Clock.ORIGINAL: N_("The recording that was looked back at"), Clock.INTERVIEW: N_("The interview itself")}


class VttSheet(Sheet):
    """Questions and comments become subtitles, by role.

    Args:
        desk: the window's things.
        interview: which.
    """

    def __init__(self, desk: Desk, interview: Interview) -> None:
        super().__init__(width=WIDTH)
        self._desk, self._interview = desk, interview
        title = QLabel(_("The interview as WebVTT"))
        title.setProperty("kind", "title")
        about = QLabel(
            _("Questions and comments become subtitles, with roles and without names. Other programs show them."),
            wordWrap=True,
        )
        about.setProperty("kind", "muted")
        self.clock = Segments(_("Whose times"), {clock: _(words) for clock, words in CLOCK_WORDS.items()})
        self.clock.show_value(Clock.ORIGINAL)
        self.checked = QCheckBox(_("I read the words: nobody is named in them"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(word_button(_("Cancel"), self.shut))
        foot.addWidget(word_button(_("Save…"), self._ask_where, kind="main"))
        for part in (title, about, QLabel(_("Whose times")), self.clock, self.checked):
            self.body.addWidget(part)
        self.body.addLayout(foot)

    def keep(self, path: Path) -> None:
        """Write it to this file, beside the window."""
        to = path if path.suffix else path.with_suffix(ENDING)
        study, session = self._desk.session.study, self._interview.id
        clock, checked = Clock(self.clock.value), self.checked.isChecked()

        def write(_progress: Progress) -> None:
            write_vtt(study, session=session, to=to, clock=clock, words_checked=checked)

        def tell(_made: None) -> None:
            self._desk.session.say(_("The interview is in “{file}”.", file=to.name))
            self.shut()

        refused = while_there(self, self._desk.session.complain)
        self._desk.tasks.run(_("Writing the interview"), write, done=while_there(self, tell), refused=refused)

    def _ask_where(self) -> None:
        pick_target(self, _("Save the interview"), self.keep, name=f"{self._interview.recording}{ENDING}")
