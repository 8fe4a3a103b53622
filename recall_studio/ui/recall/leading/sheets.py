"""The sheets at the end of an interview: ending it with how the viewer is, and a consent that is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel
from typing_extensions import override

from recall_studio.domain.recall.kinds import ENDED_WORDS, EndedReason
from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.recall.segments import Segments
from recall_studio.ui.recall.tone_faces import paint_face
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.ui.tokens import Tokens

WIDTH = 720
_FACE = 30
_SCORES = range(1, 6)


class EndSheet(Sheet):
    """Asks how the viewer is, and why it ends when it ends early; neither has to be said.

    Args:
        spoken: the language of the interviewer.
        heard: the viewer's.
        early: whether not everything was shown.
    """

    ended = Signal(object, object)
    """An `EndedReason` or None, and how the viewer is, 1 to 5, or None."""

    def __init__(self, spoken: Tongue, heard: Tongue, tokens: Tokens, *, early: bool) -> None:
        super().__init__(width=WIDTH)
        heading = QLabel(_("End the interview"))
        heading.setProperty("kind", "title")
        question = QLabel(_("Ask the viewer: “{question}” It may be left out.", question=heard.wellbeing.question))
        question.setWordWrap(True)
        answers = dict(zip(_SCORES, spoken.wellbeing.answers, strict=True))
        self.wellbeing = Segments(_("How the viewer is"), dict.fromkeys(_SCORES, ""), none=None)
        for score, button in self.wellbeing.buttons.items():
            button.setIcon(_face(score - 3, tokens))
            button.setIconSize(QSize(_FACE, _FACE))
            button.setToolTip(answers[score])
            button.setAccessibleName(answers[score])
        self.said = QLabel()
        self.said.setProperty("kind", "muted")
        self.wellbeing.chosen.connect(lambda score: self.said.setText(answers.get(score, "")))
        self.reason = _reasons()
        self.end = word_button(_("End the interview"), self._end, kind="main")
        self.body.addWidget(heading)
        self.body.addWidget(question)
        faces = QHBoxLayout()
        faces.addWidget(self.wellbeing)
        faces.addWidget(self.said, 1)
        self.body.addLayout(faces)
        why = QLabel(_("How it ended"))
        why.setBuddy(self.reason)
        if early:
            hint = QLabel(_("Not everything that was planned was shown."))
            hint.setProperty("kind", "muted")
            self.body.addWidget(hint)
        self.body.addWidget(why)
        self.body.addWidget(self.reason)
        self.body.addLayout(_foot(word_button(_("Not yet"), self.shut), self.end))

    @override
    def take_focus(self) -> None:
        """No face is proposed: Tab leads to the first."""
        self.setFocus()

    def _end(self) -> None:
        reason = self.reason.currentData()
        self.ended.emit(EndedReason(reason) if reason else None, self.wellbeing.value)
        self.shut()


class WithdrawalSheet(Sheet):
    """Everything stands still by now; asks whether it is meant."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__(width=WIDTH)
        heading = QLabel(_("The viewer withdraws their consent"))
        heading.setProperty("kind", "title")
        words = QLabel(
            _(
                "Playing and recording have stopped, and the viewer sees neutral words. If you confirm it, the consent "
                "to looking back is withdrawn, the interview is closed, and what was said is kept apart and used for "
                "nothing until it is destroyed. Nobody has to say why."
            ),
            wordWrap=True,
        )
        self.confirm = word_button(_("Withdraw, and close the interview"), self._confirm, kind="danger")
        self.body.addWidget(heading)
        self.body.addWidget(words)
        self.body.addLayout(_foot(word_button(_("No, it goes on"), self.shut), self.confirm))

    def _confirm(self) -> None:
        self.confirmed.emit()
        self.shut()


def _reasons() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(_("How it ended"))
    box.addItem(_("It came to its end"), "")
    for reason, words in ENDED_WORDS.items():
        if reason is not EndedReason.INTREKKING:
            box.addItem(_("Early: {why}", why=_(words)), reason.value)
    return box


def _foot(*buttons: object) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)  # type: ignore[arg-type]
    return row


def _face(tone: int, tokens: Tokens) -> QIcon:
    picture = QPixmap(2 * _FACE, 2 * _FACE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_face(painter, QPointF(_FACE, _FACE), 2 * _FACE - 4, tone, QColor(tokens.text))
    painter.end()
    return QIcon(picture)
