"""The sheet that shows what the next version of the codebook changes, and makes it a version with a sentence why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton
from typing_extensions import override

from recall_studio.domain.codebook_changes import next_version
from recall_studio.domain.words import _
from recall_studio.edits.establishing import establish
from recall_studio.store.codebook_versions import versions
from recall_studio.ui.form_field import FormField
from recall_studio.ui.project.codebook.telling import reading_pane, told
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from recall_studio.domain.errors import RecallError
    from recall_studio.edits.establishing import Established
    from recall_studio.ui.project.codebook.editing import Editing

WIDTH, LINES = 760, 15


class ConceptSheet(Sheet):
    """Shows the differences.

    Args:
        editing: what it shows and changes.
        establishing: whether to ask for the sentence and establish, rather than to show alone.
    """

    def __init__(self, editing: Editing, *, establishing: bool) -> None:
        super().__init__(width=WIDTH)
        self._editing, self._establishing = editing, establishing
        self._title = QLabel(self._title_words())
        self._title.setProperty("kind", "title")
        self.pane = reading_pane(_("What changes"))
        self.pane.setMinimumHeight(self.fontMetrics().lineSpacing() * LINES)
        self.why = QPlainTextEdit()
        self.why.setTabChangesFocus(True)
        self.why.setPlaceholderText(_("Two definitions overlapped; coders chose differently"))
        self.why.setFixedHeight(self.fontMetrics().lineSpacing() * 2 + 18)
        self._asked = FormField(_("Why, in a sentence"), self.why, _("It stands in the list of versions."))
        self._asked.setVisible(establishing)
        self.main = QPushButton(_("Establish the codebook"))
        self.main.setProperty("kind", "main")
        self.main.setVisible(establishing)
        self.main.clicked.connect(self._establish)
        self._close = QPushButton(_("Cancel") if establishing else _("Done"))
        self._close.clicked.connect(self.shut)
        self._lay_out()
        editing.read_anew.connect(self._read)
        self._read()

    @override
    def take_focus(self) -> None:
        """The sentence first."""
        (self.why if self._establishing else self._close).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self.main)
        for part in (self._title, self.pane, self._asked):
            self.body.addWidget(part)
        self.body.addLayout(buttons)

    def _title_words(self) -> str:
        concept = self._editing.concept
        if not self._establishing:
            return _("What the next version of the codebook changes")
        taken = {one.number for one in versions(self._editing.desk.session.study)}
        number = next_version(concept.now.version, concept.differences, taken)
        return _("Establish version {version} of the codebook", version=number)

    def _read(self) -> None:
        self.pane.setHtml(told(self._editing.concept.differences, self._editing.desk.tokens))

    def _establish(self) -> None:
        self._editing.desk.session.do(
            establish, done=self._established, refused=self._complain, why=self.why.toPlainText()
        )

    def _established(self, made: Established) -> None:
        self.shut()
        said = _("Version {version} of the codebook counts from now on.", version=made.version)
        self._editing.desk.session.say(" ".join((said, *made.notices)))

    def _complain(self, error: RecallError) -> None:
        self._asked.complain(" ".join(filter(None, (error.message, error.remedy))))
        self.fit()
