"""The bar above the codebook's editor: how many changes wait in the concept, to be read, forgotten or established."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from recall_studio.domain.words import _, ngettext
from recall_studio.edits.codebook_editing import discard_concept
from recall_studio.ui.buttons import word_button
from recall_studio.ui.project.codebook.concept_sheet import ConceptSheet

if TYPE_CHECKING:
    from recall_studio.ui.project.codebook.editing import Editing


class ConceptBar(QFrame):
    """Says how the concept stands.

    Args:
        editing: what it shows.
    """

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self.setProperty("kind", "card")
        self._words, self._hint = QLabel(), QLabel(wordWrap=True)
        self._hint.setProperty("kind", "small")
        self.look = word_button(_("Look at them …"))
        self.discard = word_button(_("Forget them …"))
        self.establish = word_button(_("Establish the codebook …"), kind="main")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 10, 8)
        layout.setSpacing(10)
        layout.addWidget(self._words)
        layout.addWidget(self._hint, 1)
        for button in (self.discard, self.look, self.establish):
            layout.addWidget(button)
        self.look.clicked.connect(lambda: self._open(establishing=False))
        self.establish.clicked.connect(lambda: self._open(establishing=True))
        self.discard.clicked.connect(self._discard)
        editing.read_anew.connect(self.read)
        self.read()

    def read(self) -> None:
        """Say it anew."""
        number, member = len(self._editing.concept.differences), self._editing.desk.session.member
        words = ngettext("Concept: {n} change", "Concept: {n} changes", number) if number else _("Concept: no changes")
        self._words.setText(f"<b>{words}</b>")
        self._hint.setText(self._hint_words(number, lead=member.lead))
        for button in (self.look, self.discard):
            button.setVisible(number > 0)
        self.discard.setEnabled(self._editing.may_edit)
        self.establish.setVisible(number > 0 and member.lead)
        self.establish.setEnabled(self._editing.may_edit)

    def _hint_words(self, number: int, *, lead: bool) -> str:
        if not self._editing.may_edit:
            return _("Only researchers change the codebook.")
        if not number:
            return _(
                "Definitions, kinds and codes that change gather here. Spelling, colour, key and order hold at once."
            )
        if lead:
            return _("They do nothing to coding until you establish the codebook.")
        return _("They do nothing to coding until the lead of the study establishes the codebook.")

    def _open(self, *, establishing: bool) -> None:
        self._editing.desk.window.open_sheet(ConceptSheet(self._editing, establishing=establishing))

    def _discard(self) -> None:
        question = ngettext(
            "Forget {n} change of the codebook? Provisional codes stay.",
            "Forget {n} changes of the codebook? Provisional codes stay.",
            len(self._editing.concept.differences),
        )
        self._editing.desk.window.ask(question, _("Forget them"), lambda: self._editing.do(discard_concept))
