"""What somebody says at a stop, written down while they say it: kept as it is typed, and everything else optional."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.recall.kinds import CONTENT_WORDS, RELATION_WORDS, Relation, TimeOrientation
from recall_studio.domain.words import N_, _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.flow import FlowLayout
from recall_studio.ui.personal_warning import PersonalWarning
from recall_studio.ui.recall.segments import Segments
from recall_studio.ui.recall.tone_faces import ToneFaces

if TYPE_CHECKING:
    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.domain.study import PersonRole
    from recall_studio.ui.recall.leading.notes import Said
    from recall_studio.ui.tokens import Tokens

LINES = 4
"""How many lines of a field there are at the least; it takes the room that is left."""
_GAP = 16
STUDY_LANGUAGE = "nl"
"""In which comments are read and coded; what is said in another is kept in both."""


class CommentForm(QWidget):
    """Shows one comment; tells each change at once.

    Args:
        spoken: the language in which the interviewer asks.
        heard: the viewer's.
        role: who looks back.
        tokens: the colours.
    """

    written = Signal(object)
    """What changed: a mapping from names of fields to values."""
    sound_asked = Signal()
    """The sound from here, or up to here, belongs to this comment."""
    begun = Signal()
    """The keyboard was put in the field."""

    def __init__(self, spoken: Tongue, heard: Tongue, role: PersonRole, tokens: Tokens) -> None:
        super().__init__()
        self._spoken, self._heard, self._role = spoken, heard, role
        self._shows, self._translated = False, heard.key != STUDY_LANGUAGE
        self.text = _writing(_("What is said"), _("What they say, in their own words"))
        self.original = _writing(_("As it was said"), _("As it was said, in {language}", language=heard.name))
        way = Qt.LayoutDirection.RightToLeft if heard.right_to_left else Qt.LayoutDirection.LeftToRight
        self.original.setLayoutDirection(way)
        written = self.original.document().defaultTextOption()
        written.setTextDirection(way)
        self.original.document().setDefaultTextOption(written)
        self.original.setVisible(self._translated)
        self.warning = PersonalWarning(N_("This seems to hold {what}. A comment should not say who somebody is."))
        self.translator = QLineEdit(placeholderText=_("role, no name"))
        self.translator.setAccessibleName(_("Translated by"))
        self.when = Segments(_("Then or now"), _when_words())
        self.tone = ToneFaces(tokens)
        self.content = _choice(_("What it tells"), CONTENT_WORDS)
        self.relation = Segments(
            _("What it is about"), {one: _(words) for one, words in RELATION_WORDS.items()}, none=None
        )
        self.certainty = Segments(_("How sure they are"), {n: str(n) for n in range(1, 6)}, none=None)
        self.share = QCheckBox(spoken.sharing.of(role))
        self.share.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.sound = word_button(_("Sound from here"), self.sound_asked.emit)
        self.more = word_button(_("More"), self._fold, kind="flat")
        self.more.setCheckable(True)
        self._connect()
        self._lay_out()

    def show_said(self, said: Said | None) -> None:
        """Show this comment; an empty form where nothing was said yet."""
        fields: dict[str, Any] = said.fields if said is not None else {}
        self._shows = True
        for name, field in (("text", self.text), ("text_original", self.original)):
            if field.toPlainText() != fields.get(name, ""):
                field.setPlainText(fields.get(name, ""))
        self.translator.setText(fields.get("translated_by", ""))
        self.when.show_value(fields.get("time_orientation", TimeOrientation.NOG_TE_BEPALEN))
        self.tone.show_tone(fields.get("valence"))
        self.content.setCurrentIndex(max(0, self.content.findData(fields.get("content_type"))))
        self.relation.show_value(fields.get("relation"))
        self.certainty.show_value(fields.get("certainty_self"))
        self.share.setChecked(bool(fields.get("shareable")))
        self.show_sound(fields.get("sound"))
        self._shows = False
        self._warn()

    def show_sound(self, sound: tuple[int, int] | None, *, begun: bool = False) -> None:
        """Show whether a stretch of the interview's sound belongs to it."""
        words = _("Sound up to here") if begun else _("Sound marked ✓") if sound else _("Sound from here")
        self.sound.setText(words)

    def orient(self, when: TimeOrientation) -> None:
        """Say whether it was thought then or is thought now, as a click would."""
        self.when.show_value(when)
        self._tell(time_orientation=when)

    def begin(self) -> None:
        """Put the keyboard in the field."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.begun.emit()

    def _connect(self) -> None:
        self.text.textChanged.connect(lambda: self._tell(text=self.text.toPlainText()))
        self.original.textChanged.connect(lambda: self._tell(text_original=self.original.toPlainText()))
        for field in (self.text, self.original):
            field.textChanged.connect(self._warn)
        self.translator.textEdited.connect(lambda words: self._tell(translated_by=words.strip()))
        self.when.chosen.connect(lambda value: self._tell(time_orientation=value))
        self.tone.chosen.connect(self._take_tone)
        self.content.activated.connect(lambda _row: self._tell(content_type=self.content.currentData()))
        self.relation.chosen.connect(lambda value: self._tell(relation=Relation(value) if value else None))
        self.certainty.chosen.connect(lambda value: self._tell(certainty_self=value))
        self.share.toggled.connect(lambda on: self._tell(shareable=on))

    def _take_tone(self, tone: int | None) -> None:
        self.tone.show_tone(tone)
        self._tell(valence=tone)

    def _tell(self, **fields: Any) -> None:
        if not self._shows:
            self.written.emit(fields)

    def _warn(self) -> None:
        if not self._shows:
            self.warning.look(f"{self.text.toPlainText()}\n{self.original.toPlainText()}")

    def _fold(self) -> None:
        self._others.setVisible(self.more.isChecked())

    def _lay_out(self) -> None:
        now = QHBoxLayout()
        question = QLabel(self._spoken.then_now.question)
        question.setProperty("kind", "muted")
        if self._heard.key != self._spoken.key:
            question.setToolTip(self._heard.then_now.question)
            self.share.setToolTip(self._heard.sharing.of(self._role))
        now.addWidget(question)
        now.addWidget(self.when, 1)
        self._others = self._lay_out_others()
        last = QHBoxLayout()
        last.addWidget(self.share)
        last.addStretch(1)
        last.addWidget(self.sound)
        last.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.original, 1)
        layout.addWidget(self.warning)
        layout.addLayout(now)
        layout.addLayout(last)
        layout.addWidget(self._others)

    def _lay_out_others(self) -> QWidget:
        """What is rarely said at once: beside each other where there is room, folded away at first."""
        others = QWidget()
        lines = FlowLayout(others, gap=_GAP)
        fields: list[tuple[str, QWidget]] = [
            (_("Tone"), self.tone),
            (_("What it tells"), self.content),
            (_("What it is about"), self.relation),
            (_("How sure they are"), self.certainty),
        ]
        if self._translated:
            fields.append((_("Translated by"), self.translator))
        for name, editor in fields:
            both = _named(name, editor)
            both.setMinimumHeight(self.tone.sizeHint().height())  # beside each other their words stand on one line
            lines.addWidget(both)
        others.hide()
        return others


class _Writing(QPlainTextEdit):
    """Asks for no more than its least: what is left is given to it."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())


def _writing(name: str, hint: str) -> QPlainTextEdit:
    field = _Writing()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setTabChangesFocus(True)
    field.setMinimumHeight(field.fontMetrics().lineSpacing() * LINES + 20)
    return field


def _named(name: str, editor: QWidget) -> QWidget:
    both, label = QWidget(), QLabel(name)
    label.setProperty("kind", "muted")
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label)
    row.addWidget(editor)
    return both


def _choice(name: str, words: Any) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(_("not said"), None)
    for value, said in words.items():
        box.addItem(_(said), value)
    return box


def _when_words() -> dict[TimeOrientation, str]:
    return {
        TimeOrientation.TOEN: _("Then"),
        TimeOrientation.NU: _("Now"),
        TimeOrientation.GEMENGD: _("Both"),
        TimeOrientation.NOG_TE_BEPALEN: _("Later"),
    }
