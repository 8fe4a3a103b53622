"""The card of a code: what it means, when to use it and when not, and an example."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.words import _, language

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from recall_studio.domain.codebook import Code

LINES = 3
"""How many lines the short card has; it keeps its height while the mouse goes over the codes."""
_NO_LIMIT = 16_777_215  # QWIDGETSIZE_MAX


class CodeCard(QFrame):
    """Shows one code: the beginning, or at a click the whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code: Code | None = None
        self._whole = False
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._words.setProperty("kind", "muted")
        self._words.setMinimumWidth(120)
        self._words.linkActivated.connect(self._turn)
        self._words.setAccessibleName(_("About the code"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 10)
        layout.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # a panel's room goes to the others
        self._say()

    def show_code(self, code: Code | None) -> None:
        """Show this code; None leaves a word about what stands here."""
        if code is not self._code:
            self._code = code
            self._say()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the beginning anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._say()

    def _turn(self, _link: str) -> None:
        self._whole = not self._whole
        self._say()

    def _say(self) -> None:
        if self._whole and self._code is not None:
            self._words.setMaximumHeight(_NO_LIMIT)
            self._words.setText("<br>".join([*_parts(self._code), _link(_("Less"))]))
            self._words.setMinimumHeight(self._words.heightForWidth(self._words.width()))
        else:
            self._words.setFixedHeight(self._words.fontMetrics().lineSpacing() * LINES + 2)
            self._words.setText(self._beginning())

    def _beginning(self) -> str:
        """As much as fits, so that what leads to the rest stays in sight."""
        if self._code is None:
            return escape(_("Point at a code to read what it means."))
        spoken = language()
        said = self._code.definition.in_language(spoken) or self._code.label.in_language(spoken)
        exclude = self._code.exclude.in_language(spoken)
        words = [
            *map(escape, said.split()),
            *(["<b>" + _("Not:") + "</b>", *map(escape, exclude.split())] if exclude else []),
        ]
        fits, too_many = 0, len(words) + 1
        while too_many - fits > 1:
            middle = (fits + too_many) // 2
            fits, too_many = (middle, too_many) if self._fits(_cut(words, middle)) else (fits, middle)
        return _cut(words, fits)

    def _fits(self, text: str) -> bool:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self._words.font())
        document.setHtml(text)
        document.setTextWidth(max(self._words.width(), 120))
        return document.size().height() <= self._words.height()


def _cut(words: list[str], length: int) -> str:
    dots = "" if length == len(words) else " …"
    more = _link(_("More …"))
    return f"{' '.join(words[:length])}{dots} {more}"


def _link(words: str) -> str:
    return f'<a href="#" style="text-decoration:none"><b>{words.replace(" ", "&nbsp;")}</b></a>'


def _parts(code: Code) -> list[str]:
    spoken = language()
    texts = ((_("Do:"), code.include), (_("Not:"), code.exclude), (_("Example:"), code.example))
    said = [f"<b>{word}</b> {escape(text.in_language(spoken))}" for word, text in texts if text.in_language(spoken)]
    return [f"<b>{escape(code.label.in_language(spoken))}</b>", escape(code.definition.in_language(spoken)), *said]
