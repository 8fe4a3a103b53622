"""A field of a form with its name above it, and what is the matter with it below: an error stands beside its cause."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from recall_studio.ui.kinds import set_kind


class FormField(QWidget):
    """A name, an editor, and one line below that hints or complains.

    Args:
        name: what is asked, in words.
        editor: where it is given.
        hint: what to know of it, shown while there is nothing to complain about.
    """

    def __init__(self, name: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        label = QLabel(name)
        label.setBuddy(editor)
        self._below = QLabel(wordWrap=True)
        if not editor.accessibleName():
            editor.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for part in (label, editor, self._below):
            layout.addWidget(part)
        layout.addStretch(1)
        self._say(hint, "small")

    @property
    def complaint(self) -> str:
        """What is the matter with it, or nothing."""
        return self._below.text() if self._below.property("kind") == "danger" else ""

    @property
    def hint(self) -> str:
        """What is to be known of it."""
        return self._hint

    def set_hint(self, words: str) -> None:
        """Say something else about it; a complaint stays until it is cleared."""
        self._hint = words
        if not self.complaint:
            self._say(words, "small")

    def complain(self, words: str) -> None:
        """Say what is the matter with it; nothing when it is well."""
        if words:
            self._say(words, "danger")
        else:
            self._say(self._hint, "small")

    def _say(self, words: str, kind: str) -> None:
        self._below.setText(words)
        self._below.setVisible(bool(words))
        set_kind(self._below, kind)
        self.editor.setAccessibleDescription(words)
