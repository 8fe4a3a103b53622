"""Klaar met dit gesprek: declare what was coded. What is absent there counts as 0, so nobody declares by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QRadioButton, QWidget
from typing_extensions import override

from recall_studio.domain.words import _, in_words, language
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.coding.chords import codes_in_use
from recall_studio.ui.coding.fields import TimeField
from recall_studio.ui.session import layer_of
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from recall_studio.domain.codebook import Code
    from recall_studio.domain.moments import CodedRange
    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.coding.moment_view import MomentView

WIDTH = 600


class DoneSheet(Sheet):
    """Asks for which code sets and which stretch; stretches that still run are asked about first.

    Args:
        coding: the open recording.
        duration_ms: how long it is.
    """

    def __init__(self, coding: Coding, duration_ms: int) -> None:
        super().__init__(width=WIDTH)
        self._coding = coding
        self._duration_ms = duration_ms
        self._here_ms = min(coding.playing.player.position_ms(), duration_ms)
        self._open = {view.id for view in coding.running if view.own}
        self.sets = [(theme, _tick(theme)) for theme in _themes(coding)]
        self.whole = QRadioButton(_("the whole recording"))
        self.up_to = QRadioButton(_("from the start to here, {time}", time=plain_clock(self._here_ms)))
        self.part = QRadioButton(_("from"))
        self.start, self.end = TimeField(_("Begin")), TimeField(_("End"))
        self.declare = QPushButton(_("Declare as coded"))
        self.span = 0, duration_ms
        self._build()
        self._refresh()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter declares, where everything was answered."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.declare.click()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        title = QLabel(_("Done with this conversation"))
        title.setProperty("kind", "title")
        self.body.addWidget(title)
        for view in self._coding.running:
            if view.own:
                self.body.addWidget(self._running_row(view))
        self.body.addWidget(_heading(_("Coded for")))
        for _theme, tick in self.sets:
            tick.toggled.connect(self._refresh)
            self.body.addWidget(tick)
        self.body.addWidget(_heading(_("Which stretch")))
        self._add_stretches()
        for words in filter(None, (self._said_before(), _meaning())):
            label = QLabel(words, wordWrap=True)
            label.setProperty("kind", "muted")
            self.body.addWidget(label)
        self.body.addLayout(self._buttons())

    def _add_stretches(self) -> None:
        self.whole.setChecked(True)
        self.up_to.setVisible(0 < self._here_ms < self._duration_ms)
        self.start.show_ms(0)
        self.end.show_ms(self._duration_ms)
        beside = QHBoxLayout()
        for widget in (self.part, self.start, QLabel(_("to")), self.end):
            beside.addWidget(widget)
        beside.addStretch(1)
        self.body.addWidget(self.whole)
        self.body.addWidget(self.up_to)
        self.body.addLayout(beside)
        self.start.chosen.connect(lambda ms: self._choose_part(ms, self.span[1]))
        self.end.chosen.connect(lambda ms: self._choose_part(self.span[0], ms))

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(_("Not yet"))
        cancel.clicked.connect(self.shut)
        self.declare.setProperty("kind", "main")
        self.declare.clicked.connect(self._declare)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.declare)
        return buttons

    def _running_row(self, view: MomentView) -> QWidget:
        """One stretch that still runs, and what can be done about it."""
        row = QWidget()
        words = QLabel(_("● {code} runs since {time}", code=view.short, time=plain_clock(view.start_ms)))
        words.setProperty("kind", "warning")
        end = QPushButton(_("End here, {time}", time=plain_clock(self._here_ms)))
        leave = QPushButton(_("Let it run"))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words)
        layout.addStretch(1)
        layout.addWidget(end)
        layout.addWidget(leave)
        end.clicked.connect(lambda: self._answer(row, view, end=True))
        leave.clicked.connect(lambda: self._answer(row, view, end=False))
        return row

    def _answer(self, row: QWidget, view: MomentView, *, end: bool) -> None:
        if end and view.code is not None:
            self._coding.press_code(view.code)
        self._open.discard(view.id)
        row.hide()
        self._refresh()

    def _choose_part(self, start_ms: int, end_ms: int) -> None:
        self.span = max(0, min(start_ms, end_ms)), min(max(start_ms, end_ms), self._duration_ms)
        self.start.show_ms(self.span[0])
        self.end.show_ms(self.span[1])
        self.part.setChecked(True)

    def _refresh(self) -> None:
        chosen = any(tick.isChecked() for _theme, tick in self.sets)
        self.declare.setEnabled(chosen and not self._open)
        self.declare.setToolTip(_("First say what to do with the stretches that still run.") if self._open else "")
        if self.isVisible():
            self.fit()

    def _declare(self) -> None:
        themes = [theme.key for theme, tick in self.sets if tick.isChecked()]
        start_ms, end_ms = self._stretch()
        self._coding.declare(None if len(themes) == len(self.sets) else themes, start_ms, end_ms)
        self.shut()

    def _stretch(self) -> tuple[int, int]:
        if self.part.isChecked():
            return self.span
        return 0, self._here_ms if self.up_to.isChecked() else self._duration_ms

    def _said_before(self) -> str:
        me = self._coding.session.member.code
        mine = [_range_words(self._coding, one) for one in self._coding.ranges if one.coder == me]
        return _("Declared before: {ranges}.", ranges="; ".join(mine)) if mine else ""


def done_words(coding: Coding) -> str:
    """What the main button says: done, and for which code sets."""
    names = [theme.label.in_language(language()) for theme in _themes(coding)]
    return _("Done with this conversation (for: {sets})", sets=", ".join(names))


def _meaning() -> str:
    return _("In what you declare, a code that is not there counts as “did not occur”. Everywhere else it is unknown.")


def _themes(coding: Coding) -> list[Code]:
    session = coding.session
    return [code for code in codes_in_use(session.codebook, layer_of(session)) if code.is_theme]


def _tick(theme: Code) -> QCheckBox:
    tick = QCheckBox(theme.label.in_language(language()))
    tick.setChecked(True)
    return tick


def _range_words(coding: Coding, one: CodedRange) -> str:
    book = coding.session.codebook
    themes = dict.fromkeys(book.theme_of(key).label.in_language(language()) for key in one.codes)
    return f"{in_words(list(themes))}, {plain_clock(one.start_ms)}–{plain_clock(one.end_ms)}"


def _heading(words: str) -> QLabel:
    label = QLabel(words, alignment=Qt.AlignmentFlag.AlignLeft)
    label.setProperty("kind", "heading")
    return label
