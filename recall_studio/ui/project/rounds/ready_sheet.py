"""Ik ben klaar: one's own coding of the round stays as it is from now on; what still runs is asked about first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QLabel, QRadioButton, QWidget
from typing_extensions import override

from recall_studio.domain.ids import AnnotationId, RecordingId
from recall_studio.domain.study import round_in_words
from recall_studio.domain.words import _, language
from recall_studio.edits.rounding import say_ready
from recall_studio.store import rounds, seen
from recall_studio.ui.clock_words import short_clock
from recall_studio.ui.project.rounds.asking import AskingSheet, label

if TYPE_CHECKING:
    from recall_studio.store.reading import Row
    from recall_studio.ui.desk import Desk

DISCARD = -1
UNSAID = -2


class ReadySheet(AskingSheet):
    """Asks for what one is ready, and what becomes of the stretches that still run.

    Args:
        desk: whose member is ready.
    """

    def __init__(self, desk: Desk) -> None:
        now = rounds.present(desk.session.study)
        super().__init__(
            desk,
            title=_("I am ready with the round “{round}”", round=round_in_words(now.round)),
            words=_(
                "From now on your coding stays as it is; only who leads the study can let you change it again. "
                "When everybody is ready, the round closes and everybody sees everybody's coding."
            ),
            main=_("I am ready"),
        )
        self.whole, self.here = QRadioButton(_("with the whole round")), QRadioButton()
        self._which = QButtonGroup(self)
        self.running: dict[AnnotationId, QComboBox] = {}
        self._below = QWidget()
        self._offer()
        self.body.addWidget(self._below)
        self._ask_about_running()
        self.finish()

    @override
    def confirm(self) -> None:
        """Say it."""
        answers = {moment: int(choice.currentData()) for moment, choice in self.running.items()}
        self.does(
            say_ready,
            _("You are ready: this coding of yours stays as it is."),
            recording=self._recording,
            ended={moment: end for moment, end in answers.items() if end >= 0},
            discarded=[moment for moment, end in answers.items() if end == DISCARD],
        )

    @property
    def _recording(self) -> str | None:
        opened = self.desk.session.recording
        return opened.name if opened is not None and self.here.isChecked() else None

    def _offer(self) -> None:
        """The whole round, or the conversation that is open."""
        opened = self.desk.session.recording
        self.here.setText(_("only with the conversation of {recording}", recording=opened.name if opened else ""))
        for choice in (self.whole, self.here):
            self._which.addButton(choice)
            self.body.addWidget(choice)
            choice.setVisible(opened is not None)
        self.whole.setChecked(True)
        self.whole.toggled.connect(self._ask_about_running)

    def _ask_about_running(self) -> None:
        session = self.desk.session
        where = session.recording.conversation if session.recording is not None and self.here.isChecked() else None
        rows = rounds.still_running(session.study, session.member.id, where)
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        self.running = {}
        if rows:
            grid.addWidget(
                label(_("These stretches of yours still run. What becomes of them?"), kind="heading"), 0, 0, 1, 2
            )
        for place, row in enumerate(rows, start=1):
            choice = self._choice(row)
            self.running[AnnotationId(row["id"])] = choice
            grid.addWidget(QLabel(_what(self.desk, row)), place, 0)
            grid.addWidget(choice, place, 1)
        self.body.replaceWidget(self._below, fresh)
        self._below.deleteLater()
        self._below = fresh
        self._refresh()

    def _choice(self, row: Row) -> QComboBox:
        study, choice = self.desk.session.study, QComboBox()
        choice.setAccessibleName(_what(self.desk, row))
        choice.addItem(_("Choose …"), UNSAID)
        if row["recording_id"]:
            end = seen.unbroken_to(study, study.acting, RecordingId(row["recording_id"]), row["start_ms"])
            choice.addItem(_("End at {time}, where you saw it last", time=short_clock(end)), end)
        choice.addItem(_("Remove it"), DISCARD)
        choice.currentIndexChanged.connect(self._refresh)
        return choice

    def _refresh(self) -> None:
        self.main.setEnabled(all(choice.currentData() != UNSAID for choice in self.running.values()))
        if self.isVisible():
            self.fit()


def _what(desk: Desk, row: Row) -> str:
    """The code, place and start of a stretch that runs."""
    code = desk.session.codebook.by_key.get(row["code"])
    name = code.label.in_language(language()) if code else _("To be coded")
    return f"{row['place']} · {name} · {short_clock(row['start_ms'])}"
