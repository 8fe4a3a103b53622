"""Writes one memo: kept by itself while it is written; a new one is kept from its first words on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.memos import MemoKind, kind_in_words
from recall_studio.domain.words import N_, _
from recall_studio.edits.memoing import Written, change_memo, remove_memo, write_memo
from recall_studio.ui.buttons import word_button
from recall_studio.ui.lasting import while_there
from recall_studio.ui.library.dates import moment_in_words
from recall_studio.ui.memos.subjects import about_in_words, go_to, leads_somewhere, subjects
from recall_studio.ui.personal_warning import PersonalWarning

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QHideEvent

    from recall_studio.domain.memos import About, Memo
    from recall_studio.ui.desk import Desk

PAUSE_MS = 600
"""After so long without a key the memo is kept."""


class MemoEditor(QWidget):
    """Shows a memo, or a new one that is about to be written.

    Args:
        desk: what it works with.
        about: what new memos hang on; None: that is chosen.
    """

    written = Signal(str)
    """A new memo was kept: its id."""

    def __init__(self, desk: Desk, about: About | None) -> None:
        super().__init__()
        self._desk, self._about = desk, about
        self._memo: Memo | None = None
        self._kept, self._writing = "", False
        self.subject = self._subject_box()
        self.about = QLabel(wordWrap=True)
        self.about.setProperty("kind", "heading")
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of memo"))
        for kind in MemoKind:
            self.kind.addItem(kind_in_words(kind), kind)
        self.go = word_button(_("Go to it"))
        self.remove = word_button(_("Remove"))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Memo"))
        self.text.setPlaceholderText(_("What you think, not who somebody is"))
        self.text.setTabChangesFocus(True)
        self._warning = PersonalWarning(N_("This seems to hold {what}. A memo should not say who somebody is."))
        self._when = QLabel()
        self._when.setProperty("kind", "small")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect()
        self.begin()

    def begin(self) -> None:
        """Begin a new memo."""
        self.keep()
        self._memo = None
        self._show_text("")
        self._refresh()

    def show_memo(self, memo: Memo) -> None:
        """Show a memo; what is being written of the same one stays."""
        same = self._memo is not None and self._memo.id == memo.id
        if not same:
            self.keep()
        unkept = same and self.text.toPlainText() != self._kept
        self._memo = memo
        self.kind.setCurrentIndex(self.kind.findData(memo.kind))
        if not unkept:
            self._show_text(memo.text)
        self._refresh()

    def let_go(self, there: Collection[str]) -> None:
        """Begin anew where the memo is not among these any more, such as when it was taken back.

        What was written of it since then stays, and becomes a new one.
        """
        if self._memo is None or self._memo.id in there:
            return
        written_on = self.text.toPlainText() != self._kept
        self._memo, self._kept = None, ""
        if not written_on:
            self._show_text("")
        self._refresh()

    def keep(self) -> None:
        """Keep what was written, when there is something to keep."""
        self._pause.stop()
        text = self.text.toPlainText()
        if text == self._kept or not text.strip() or self._writing:
            return
        self._kept = text
        session = self._desk.session
        if self._memo is not None:
            session.do(change_memo, memo=self._memo.id, text=text)
        else:
            self._writing = True
            about = self._about or self.subject.currentData()
            session.do(
                write_memo,
                done=while_there(self, self._took),
                about=about,
                kind=MemoKind(self.kind.currentData()),
                text=text,
            )

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written: the window may be built anew."""
        self.keep()
        super().hideEvent(event)

    def _took(self, made: Written) -> None:
        self._writing = False
        self.written.emit(made.id)
        if self.text.toPlainText() != self._kept:
            self._pause.start()

    def _connect(self) -> None:
        self._pause.timeout.connect(self.keep)
        self.text.textChanged.connect(self._typed)
        self.kind.activated.connect(self._choose_kind)
        self.go.clicked.connect(self._go)
        self.remove.clicked.connect(self._remove)
        self._desk.session.closing.connect(self.keep)

    def _typed(self) -> None:
        self._warning.look(self.text.toPlainText())
        if self.text.toPlainText() != self._kept:
            self._pause.start()

    def _choose_kind(self) -> None:
        if self._memo is not None and not self.text.isReadOnly():
            self.keep()
            self._desk.session.do(change_memo, memo=self._memo.id, kind=MemoKind(self.kind.currentData()))

    def _go(self) -> None:
        if self._memo is not None:
            go_to(self._desk, self._memo)

    def _remove(self) -> None:
        if self._memo is not None:
            memo, self._memo = self._memo, None
            self._show_text("")
            self._desk.session.do(remove_memo, memo=memo.id)
            self._refresh()

    def _show_text(self, text: str) -> None:
        self._kept = text
        self.text.setPlainText(text)

    def _refresh(self) -> None:
        memo, writable = self._memo, self._desk.session.study.writable
        own = memo is None or memo.member == self._desk.session.member.code
        self.subject.setVisible(memo is None and self._about is None)
        self.about.setText(about_in_words(self._desk, memo) if memo else _("New memo"))
        self._when.setText(f"{memo.member} · {moment_in_words(memo.created_at)}" if memo else "")
        self.go.setVisible(memo is not None and leads_somewhere(self._desk, memo))
        self.remove.setVisible(memo is not None and own)
        self.kind.setEnabled(own and writable)
        self.remove.setEnabled(own and writable)
        self.text.setReadOnly(not (own and writable))

    def _subject_box(self) -> QComboBox:
        box = QComboBox(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        box.setAccessibleName(_("What the memo is about"))
        if self._about is None:
            for words, about in subjects(self._desk):
                box.addItem(words, about)
            completer = QCompleter(box.model(), box)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            box.setCompleter(completer)
        return box

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        for part in (self.kind, self.go, self.remove):
            head.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 0, 0)
        layout.addLayout(head)
        for below in (self.subject, self.text, self._warning, self._when):
            layout.addWidget(below)
