"""A line below a field of free text: it warns of what may say who somebody is, and holds nothing back."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from recall_studio.domain.personal_text import FINDING_WORDS, findings
from recall_studio.domain.words import _, in_words


class PersonalWarning(QLabel):
    """Hidden while there is nothing to warn of.

    Args:
        sentence: what it says, English source, with `{what}` for what was found.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(wordWrap=True)
        self._sentence = sentence
        self.setProperty("kind", "warning")
        self.hide()

    def look(self, text: str) -> None:
        """Warn of what this text seems to hold."""
        found = [_(FINDING_WORDS[finding]) for finding in findings(text)]
        if found:
            self.setText(_(self._sentence, what=in_words(found)))
        self.setVisible(bool(found))
