"""The page on the consent of one conversation: who answered what, what that means now, and taking it back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import _
from recall_studio.edits.adding import GivenAnswers
from recall_studio.edits.withdrawing import record_answers, withdraw
from recall_studio.store import consents
from recall_studio.ui.adding.copying import copy_waiting
from recall_studio.ui.icons import icon
from recall_studio.ui.library.answer_card import AnswerCard
from recall_studio.ui.library.answer_form import AnswerForm
from recall_studio.ui.library.answers_grid import AnswersGrid
from recall_studio.ui.library.consent_meaning import MeaningCard
from recall_studio.ui.library.consent_reading import Asked, read_consent
from recall_studio.ui.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.changes import Changes
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.library.answer_cell import AnswerCell

CONCERNS = ("consent", "recorded_person", "participant", "media_file", "code")


class ConsentPage(Page):
    """Shows and changes the answers of one conversation.

    Args:
        desk: the window's things.
        recording: the name of its recording.
    """

    def __init__(self, desk: Desk, recording: str) -> None:
        super().__init__()
        self._desk, self._session, self._recording = desk, desk.session, recording
        self._state = read_consent(desk.session.study, recording)
        self._cell: AnswerCell | None = None
        self.grid = AnswersGrid(desk.tokens, self._state.purposes)
        self.meaning = MeaningCard()
        self.card = AnswerCard(writable=desk.session.study.writable)
        self.form = AnswerForm(
            [member.code for member in desk.session.study.members()],
            collector=desk.session.member.code,
            today=desk.session.study.today(),
            last=consents.last_form(desk.session.study),
        )
        self._side = QStackedWidget()
        self._lay_out()
        for person in self._state.people:
            self.grid.add_row(person.pseudonym, _head(person), person.pseudonym)
        self._show()
        self._connect()
        if self._state.people:
            first = self.grid.cell(self._state.people[0].pseudonym, next(iter(self.grid.purposes)))
            self.begin_at(first)
            self._choose(first)

    def top_bar(self) -> QWidget:
        """Where this is, and the way back."""
        back = QPushButton(icon("frame_back", self._desk.tokens.text), _("Conversations"))
        back.setProperty("kind", "flat")
        back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        back.setToolTip("Esc")
        back.clicked.connect(self._desk.window.close_page)
        title = QLabel(_("Consent of {name}", name=self._recording))
        title.setProperty("kind", "title")
        bar = QWidget()
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(back)
        layout.addWidget(title)
        layout.addStretch(1)
        return bar

    def change(self) -> None:
        """Let answers be given."""
        self.grid.set_editable(editable=True)
        self._side.setCurrentWidget(self.form)

    def stop_changing(self) -> None:
        """Show again what is recorded."""
        self.grid.set_editable(editable=False)
        self._side.setCurrentWidget(self.card)
        self._show()

    def record(self) -> None:
        """Record what was changed, with the form."""
        form = self.form.form()
        if form is None:
            return
        changed = [one for person in self._state.people if (one := self._changed(person)).answers]
        if changed:
            self._session.do(record_answers, done=self._recorded, recording=self._recording, answers=changed, form=form)
        self.stop_changing()

    def withdraw(self, person: str, purposes: Sequence[Purpose]) -> None:
        """Take back a person's yes to these purposes, as widely as it was given."""
        self._session.do(withdraw, recording=self._recording, person=person, purposes=tuple(purposes))

    @override
    def leave(self) -> None:
        """Stop changing; else go back to the conversations."""
        if self._side.currentWidget() is self.form:
            self.stop_changing()
        else:
            self._desk.window.close_page()

    def _changed(self, person: Asked) -> GivenAnswers:
        """What a person answers otherwise than before; what was answered cannot become not asked."""
        given = {
            purpose: status
            for purpose, status in self.grid.answers(person.pseudonym).items()
            if status in (Status.GEGEVEN, Status.GEWEIGERD) and status is not person.answers[purpose].status
        }
        return GivenAnswers(person.pseudonym, given)

    def _recorded(self, notices: tuple[str, ...]) -> None:
        for notice in notices:
            self._session.say(notice, "warning")
        copy_waiting(self._desk)

    def _connect(self) -> None:
        self._session.changed.connect(self._hear)
        self.grid.reached.connect(self._choose)
        self.card.withdrawal_asked.connect(self.withdraw)
        self.card.change_asked.connect(self.change)
        self.form.recording_asked.connect(self.record)
        self.form.left.connect(self.stop_changing)

    def _hear(self, changes: Changes) -> None:
        if any(changes.of(kind) for kind in CONCERNS):
            self._state = read_consent(self._session.study, self._recording)
            if self._side.currentWidget() is not self.form:
                self._show()

    def _show(self) -> None:
        for person in self._state.people:
            shown = {purpose: (given.status, given.condition) for purpose, given in person.answers.items()}
            self.grid.show_answers(person.pseudonym, shown)
        self.meaning.show_decisions(self._state.decisions)
        self._show_answer()

    def _choose(self, cell: AnswerCell) -> None:
        self._cell = cell
        self._show_answer()

    def _show_answer(self) -> None:
        if self._cell is None:
            return
        key = self.grid.row_of(self._cell)
        person = next(one for one in self._state.people if one.pseudonym == key)
        until = self._state.delete_after
        self.card.show_answer(person, self._cell.purpose, date.fromisoformat(until) if until else None)

    def _lay_out(self) -> None:
        self.grid.set_editable(editable=False)
        for part in (self.card, self.form):
            self._side.addWidget(part)
        lower = QHBoxLayout()
        lower.setSpacing(14)
        lower.addWidget(self.meaning, 3)
        lower.addWidget(self._side, 2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(14)
        column.addWidget(_card(self._recording, self.grid))
        column.addLayout(lower)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.grid.reached.connect(scroll.ensureWidgetVisible)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def _card(recording: str, grid: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    title = QLabel(_("{name} · who can be seen or heard, and what is allowed", name=recording))
    title.setProperty("kind", "heading")
    words = QLabel(_("Everybody in picture or sound decides for each purpose. What was not asked is not allowed."))
    words.setProperty("kind", "muted")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 14, 16, 14)
    layout.setSpacing(6)
    for part in (title, words, grid):
        layout.addWidget(part)
    return card


def _head(person: Asked) -> QLabel:
    label = QLabel(f"{person.pseudonym} · {role_in_words(person.role)}")
    label.setProperty("kind", "heading")
    label.setMinimumWidth(150)
    return label
