"""How far client and caseworker saw the same at a place: one of three, and a note; a click again takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from recall_studio.domain.recall.kinds import JUDGEMENT_WORDS, Judgement
from recall_studio.domain.study import Role
from recall_studio.domain.words import _
from recall_studio.edits.recall.judging import judge, unjudge
from recall_studio.ui.recall.segments import Segments

if TYPE_CHECKING:
    from recall_studio.analysis.recall.discussed import Place
    from recall_studio.store.recall.congruences import Congruence
    from recall_studio.ui.desk import Desk

ASKED_LETTERS = 12
"""How narrow the question may become: with large letters it takes lines, so that the answers keep their room."""
SIGNS = {Judgement.GELIJK: "=", Judgement.DEELS: "≈", Judgement.ANDERS: "≠"}
"""Beside the words, so that a glance is enough."""


class JudgingRow(QFrame):
    """Shows what the member judged, and what others did as far as they may be seen.

    Args:
        desk: the window's things.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: Place | None = None
        self._recording = ""
        words = {one: f"{SIGNS[one]} {_(said)}" for one, said in JUDGEMENT_WORDS.items()}
        self.judgement = Segments(_("Did both see the same?"), words, none=None)
        self.note = QLineEdit(placeholderText=_("Why; no names"))
        self.note.setAccessibleName(_("Note on whether both saw the same"))
        self.others = QLabel(wordWrap=True)
        self.others.setProperty("kind", "small")
        row = QHBoxLayout()
        row.setSpacing(8)
        question = QLabel(_("Did both see the same?"), wordWrap=True)
        question.setMinimumWidth(question.fontMetrics().averageCharWidth() * ASKED_LETTERS)
        question.setMaximumWidth(question.fontMetrics().horizontalAdvance(question.text()) + 4)
        row.addWidget(question, 2)
        row.addWidget(self.judgement)
        row.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.others)
        self.judgement.chosen.connect(self._judge)
        self.note.editingFinished.connect(self._write)

    def show_place(self, place: Place, recording: str) -> None:
        """Show what was judged of this place."""
        self._place, self._recording = place, recording
        own = self._own()
        may = place.both and self._desk.session.member.role is Role.ONDERZOEK and self._desk.session.study.writable
        self.judgement.show_value(own.judgement if own is not None else None)
        self.judgement.setEnabled(may)
        if not self.note.hasFocus():
            self.note.setText(own.note if own is not None else "")
            self.note.setCursorPosition(0)  # its begin is seen
        self.note.setEnabled(may and own is not None)
        self.others.setText(self._said_by_others())
        self.others.setVisible(bool(self.others.text()))

    def _own(self) -> Congruence | None:
        me = self._desk.session.member.code
        return next((one for one in self._judged() if one.member == me), None)

    def _judged(self) -> tuple[Congruence, ...]:
        return self._place.judged if self._place is not None else ()

    def _said_by_others(self) -> str:
        if self._place is not None and not self._place.both:
            return _("Judged where client and case manager both talked about it.")
        me = self._desk.session.member.code
        others = [one for one in self._judged() if one.member != me]
        return " · ".join(
            " ".join(filter(None, (f"{one.member}:", _(JUDGEMENT_WORDS[one.judgement]), one.note and f"({one.note})")))
            for one in others
        )

    def _judge(self, value: Judgement | None) -> None:
        place, own = self._place, self._own()
        if place is None:
            return
        if value is None:
            if own is not None:
                self._desk.session.do(unjudge, judgement=own.id)
            return
        self._send(place, Judgement(value), own)

    def _write(self) -> None:
        place, own = self._place, self._own()
        if place is not None and own is not None and self.note.text().strip() != own.note:
            self._send(place, own.judgement, own)

    def _send(self, place: Place, value: Judgement, own: Congruence | None) -> None:
        """Where the member judged before, in the same stretch: what is judged grows with what is said of it."""
        start, end = (own.start_ms, own.end_ms) if own is not None else _stretch(place)
        self._desk.session.do(
            judge,
            recording=self._recording,
            start_ms=start,
            end_ms=end,
            judgement=value,
            note=self.note.text().strip(),
            annotation=own.moment if own is not None else None,
        )


def _stretch(place: Place) -> tuple[int, int | None]:
    return place.start_ms, place.end_ms if place.end_ms > place.start_ms else None
