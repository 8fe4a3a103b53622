"""One answer with its form, and the way to change it or take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.consent import Condition, Method
from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import _, in_words
from recall_studio.ui.library.consent_words import CONDITIONS, METHODS, purpose_word, status_word
from recall_studio.ui.library.dates import day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recall_studio.domain.consent import Purpose
    from recall_studio.ui.library.consent_reading import Asked, Given


class AnswerCard(QFrame):
    """Shows the answer that the keyboard stands on."""

    withdrawal_asked = Signal(str, object)
    """A pseudonym, and a tuple of purposes."""
    change_asked = Signal()

    def __init__(self, *, writable: bool) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._writable = writable
        self._person: Asked | None = None
        self._purpose: Purpose | None = None
        self._title = QLabel()
        self._title.setProperty("kind", "heading")
        self._facts = QGridLayout()
        self._facts.setColumnStretch(1, 1)
        self._facts.setVerticalSpacing(6)
        self._facts.setHorizontalSpacing(12)
        self._shown: list[QWidget] = []
        self.change = QPushButton(_("Record new answers…"))
        self.withdraw = QPushButton()
        self.withdraw_all = QPushButton(_("Withdraw everything…"))
        self._sure = QLabel(wordWrap=True)
        self.do_withdraw = QPushButton(_("Withdraw all of this"))
        self._lay_out()

    def show_answer(self, person: Asked, purpose: Purpose, keep_until: date | None) -> None:
        """Show what a person answered to a purpose."""
        self._person, self._purpose = person, purpose
        given = person.answers[purpose]
        self._title.setText(f"{person.pseudonym} · {role_in_words(person.role)}")
        for old in self._shown:
            self._facts.removeWidget(old)
            old.deleteLater()
        self._shown.clear()
        for name, words in _facts(purpose, given):
            self._add_fact(name, words)
        if keep_until is not None:
            self._add_fact(_("Keep until"), day_in_words(keep_until))
        self.withdraw.setText(_("Withdraw “{purpose}”", purpose=purpose_word(purpose)))
        self.withdraw.setVisible(given.yes)
        self.withdraw_all.setVisible(any(one.yes for one in person.answers.values()))
        self._ask_sure(sure=False)

    def _add_fact(self, name: str, words: str) -> None:
        label, value = QLabel(name), QLabel(words, wordWrap=True)
        label.setProperty("kind", "muted")
        line = len(self._shown) // 2
        self._facts.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.addWidget(value, line, 1)
        self._shown += [label, value]

    def _ask_sure(self, *, sure: bool) -> None:
        if sure and self._person is not None:
            words = in_words([purpose_word(one) for one in self._yeses()])
            self._sure.setText(
                _(
                    "{person} withdraws: {purposes}. What plays now stops.",
                    person=self._person.pseudonym,
                    purposes=words,
                )
            )
        for part in (self._sure, self.do_withdraw):
            part.setVisible(sure)
        if sure:
            self.do_withdraw.setFocus()

    def _yeses(self) -> tuple[Purpose, ...]:
        answers = self._person.answers if self._person is not None else {}
        return tuple(purpose for purpose, given in answers.items() if given.yes)

    def _withdraw(self, *, everything: bool) -> None:
        if self._person is not None and self._purpose is not None:
            purposes = self._yeses() if everything else (self._purpose,)
            self.withdrawal_asked.emit(self._person.pseudonym, purposes)

    def _lay_out(self) -> None:
        self.withdraw.clicked.connect(lambda: self._withdraw(everything=False))
        self.withdraw_all.clicked.connect(lambda: self._ask_sure(sure=True))
        self.do_withdraw.clicked.connect(lambda: self._withdraw(everything=True))
        self.change.clicked.connect(self.change_asked)
        for button in (self.withdraw, self.withdraw_all, self.do_withdraw):
            button.setProperty("kind", "danger")
        self._sure.setProperty("kind", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addLayout(self._facts)
        layout.addSpacing(4)
        row = QHBoxLayout()
        row.addWidget(self.withdraw)
        row.addWidget(self.withdraw_all)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self._sure)
        for button in (self.do_withdraw, self.change):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        for button in (self.withdraw, self.withdraw_all, self.do_withdraw, self.change):
            button.setEnabled(self._writable)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _facts(purpose: Purpose, given: Given) -> Iterator[tuple[str, str]]:
    yield purpose_word(purpose).capitalize(), status_word(given.status)
    form = given.form
    if form is None:
        return
    if given.condition is not Condition.GEEN:
        yield _("Condition"), _(CONDITIONS[given.condition])
    yield _("Form"), str(form["form_version"])
    yield _("Answered"), f"{day_in_words(form['given_at'])}, {_(METHODS[Method(form['method'])])}"
    yield _("Asked by"), str(form["asked_by"])
    if form["teach_back"] is not None:
        yield _("Said back"), _("yes") if form["teach_back"] else _("no")
    yield _("Holds for"), _("all conversations") if form["conversation_id"] is None else _("this conversation")
    if form["valid_until"]:
        yield _("Holds until"), day_in_words(form["valid_until"])
