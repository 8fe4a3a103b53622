"""The card of a stop: where it is, who stopped, what is asked and said; or that it plays and nothing is to be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.recall.kinds import INITIATOR_WORDS, PROMPT_WORDS, Initiator, PromptType
from recall_studio.domain.words import _
from recall_studio.ui.buttons import word_button
from recall_studio.ui.clock_words import long_clock, plain_clock
from recall_studio.ui.recall.leading.asking_box import OFFERED, AskingBox
from recall_studio.ui.recall.leading.comment_form import CommentForm
from recall_studio.ui.recall.leading.phase import Phase

if TYPE_CHECKING:
    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.leading.leading import Leading
    from recall_studio.ui.recall.leading.notes import Asked, Said, Stopped


class StopCard(QFrame):
    """Writes at the stop that it shows: the present one, or an earlier one that was chosen in the list.

    Args:
        desk: the window's things.
        leading: the interview.
        spoken: the language in which the interviewer asks.
        heard: the viewer's language.
    """

    left = Signal()
    """Back from an earlier stop to the present one."""

    def __init__(self, desk: Desk, leading: Leading, spoken: Tongue, heard: Tongue) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._leading, self._notes = leading, leading.notes
        self.stopped: Stopped | None = None
        self.said: Said | None = None
        self._sound_from_ms: int | None = None
        self.number, self.time, self.clock = QLabel(), QLabel(), QLabel()
        self.by = QPushButton()
        self.back_to_now = word_button(_("To the present stop"), self.left.emit, kind="flat")
        self.asking = AskingBox(spoken, heard)
        self.asked = QVBoxLayout()
        self.form = CommentForm(spoken, heard, leading.interview.recaller_role, desk.tokens)
        self.comments, self.another = (
            QHBoxLayout(),
            word_button(_("+ Another comment"), self._begin_another, kind="flat"),
        )
        self.asking.asked.connect(self._ask)
        self.form.written.connect(self._write)
        self.form.sound_asked.connect(self._mark_sound)
        self._notes.changed.connect(self._follow)
        leading.phase_changed.connect(self._end_sound)
        self._menu = QMenu(self)
        self.by.setMenu(self._menu)
        self.by.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.by.setToolTip(_("Who stopped it; it can be changed"))
        for initiator in Initiator:
            action = self._menu.addAction(_(INITIATOR_WORDS[initiator]))
            action.triggered.connect(partial(self._change_by, initiator))
        self._lay_out()

    def show_stop(self, stopped: Stopped, *, earlier: bool = False) -> None:
        """Show this stop, with its last comment."""
        if self.stopped is not stopped:
            self._end_sound()
            self._notes.keep()
            self.stopped = stopped
            self.said = stopped.said[-1] if stopped.said else None
            self.form.show_said(self.said)
        self.back_to_now.setVisible(earlier)
        self._show_facts()
        self._show_asked()
        self._show_comments()

    def _follow(self, stopped: Stopped) -> None:
        if stopped is self.stopped:
            self._show_facts()

    def _show_facts(self) -> None:
        stopped = self.stopped
        if stopped is None:
            return
        self.number.setText(_("Stop {number}", number=stopped.number))
        self.time.setText("…" if stopped.position_ms is None else long_clock(stopped.position_ms, hours=False))
        self.by.setText(_("by: {who}", who=_(INITIATOR_WORDS[stopped.initiator])))
        self.clock.setText(_("interview {time}", time=plain_clock(stopped.session_ms)))

    def _show_asked(self) -> None:
        """The questions that were asked here; their type can be changed."""
        while (item := self.asked.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for asked in self.stopped.asked if self.stopped else ():
            self.asked.addWidget(self._asked_row(asked))

    def _asked_row(self, asked: Asked) -> QWidget:
        row, words = QWidget(), QLabel(_("Asked: “{question}”", question=asked.text), wordWrap=True)
        words.setProperty("kind", "muted")
        kind = QPushButton(_(PROMPT_WORDS[asked.type]))
        kind.setProperty("kind", "flat")
        kind.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        kind.setAccessibleName(_("Type of this question"))
        menu = QMenu(kind)
        for one in OFFERED:
            menu.addAction(_(PROMPT_WORDS[one])).triggered.connect(partial(self._change_kind, asked, kind, one))
        kind.setMenu(menu)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words, 1)
        layout.addWidget(kind)
        return row

    def _change_kind(self, asked: Asked, button: QPushButton, kind: PromptType, _on: object = None) -> None:
        if self.stopped is not None:
            self._notes.change_question(self.stopped, asked, kind)
            button.setText(_(PROMPT_WORDS[kind]))

    def _show_comments(self) -> None:
        """A button for each comment, where there are several."""
        while (item := self.comments.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.another:
                widget.hide()
                widget.deleteLater()
        said = self.stopped.said if self.stopped else []
        for number, one in enumerate(said if len(said) > 1 else (), start=1):
            button = word_button(_("Comment {number}", number=number), partial(self._choose, one))
            button.setCheckable(True)
            button.setChecked(one is self.said)
            self.comments.addWidget(button)
        self.comments.addWidget(self.another)
        self.another.setVisible(bool(said and said[-1].told))
        self.comments.addStretch(1)

    def _choose(self, said: Said) -> None:
        self._end_sound()
        self.said = said
        self.form.show_said(said)
        self._show_comments()

    def _begin_another(self) -> None:
        if self.stopped is not None:
            self._choose(self._notes.begin(self.stopped, self._leading.now_ms()))
            self.form.begin()

    def _ask(self, asked: Asked) -> None:
        if self.stopped is None:
            return
        said = self._notes.ask(self.stopped, asked, self._leading.now_ms())
        self.asked.addWidget(self._asked_row(asked))
        if said is not self.said:
            self._choose(said)
        self.form.begin()

    def _write(self, fields: dict[str, object]) -> None:
        if self.stopped is None:
            return
        if self.said is None:
            self.said = self._notes.begin(self.stopped, self._leading.now_ms())
        was_told = self.said.told
        self._notes.write(self.said, **fields)
        if self.said.told is not was_told:
            self._show_comments()

    def _mark_sound(self) -> None:
        """The first press says from where, the second up to where; both on the clock of the session."""
        now_ms = self._leading.now_ms()
        if self._sound_from_ms is None:
            self._sound_from_ms = now_ms
            self.form.show_sound(None, begun=True)
            return
        self._end_sound()

    def _end_sound(self, phase: Phase = Phase.PLAYING) -> None:
        """A stretch of sound that was begun ends here: it was marked so, it plays on, or another comment is shown."""
        from_ms, self._sound_from_ms = self._sound_from_ms, None
        if from_ms is None or phase is Phase.CLOSED:
            return
        now_ms = self._leading.now_ms()
        if now_ms > from_ms:
            self._write({"sound": (from_ms, now_ms)})
        self.form.show_sound(self.said.fields.get("sound") if self.said is not None else None)

    def _change_by(self, initiator: Initiator, _on: object = None) -> None:
        if self.stopped is not None:
            self._notes.change_initiator(self.stopped, initiator)

    def _lay_out(self) -> None:
        self.number.setProperty("kind", "heading")
        large = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        large.setPointSizeF(self.font().pointSizeF() * 1.45)
        large.setWeight(QFont.Weight.Bold)
        self.time.setFont(large)
        self.clock.setProperty("kind", "muted")
        head = QHBoxLayout()
        for part in (self.number, self.time, self.by):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.back_to_now)
        head.addWidget(self.clock)
        self.asked.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.asking)
        layout.addLayout(self.asked)
        layout.addLayout(self.comments)
        layout.addWidget(self.form, 1)
