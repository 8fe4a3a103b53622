"""The methods paragraph over the window, in Dutch or English, with what is missing from it; copied or saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser

from recall_studio.domain.words import _, language, ngettext
from recall_studio.exchange.recall_methods import methods
from recall_studio.ui.buttons import word_button
from recall_studio.ui.in_sight import InSight
from recall_studio.ui.picking import pick_target
from recall_studio.ui.recall.held_interviews import CONCERNS
from recall_studio.ui.recall.segments import Segments
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.exchange.recall_methods import Methods
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.quality.keeping import Keeping

WIDTH, LINES = 780, 26
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
"""Each in its own language."""


class MethodsSheet(Sheet):
    """Shows it as it stands now.

    Args:
        desk: the window's things.
        keeping: copies and saves.
    """

    def __init__(self, desk: Desk, keeping: Keeping) -> None:
        super().__init__(width=WIDTH)
        self._desk, self._keeping = desk, keeping
        title = QLabel(_("Methods paragraph"))
        title.setProperty("kind", "title")
        self.language = Segments(_("Language of the paragraph"), LANGUAGE_NAMES)
        self.language.show_value(language())
        self.missing = QLabel()
        self.page = QTextBrowser(openLinks=False)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setProperty("kind", "plain")
        self.page.setAccessibleName(_("Methods paragraph"))
        self.page.setMinimumHeight(self.fontMetrics().height() * LINES)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.language)
        foot.addWidget(self.missing)
        foot.addStretch(1)
        foot.addWidget(word_button(_("Copy"), self.copy))
        foot.addWidget(word_button(_("Save…"), self._ask_where))
        foot.addWidget(word_button(_("Close"), self.shut, kind="main"))
        self.body.addLayout(head)
        self.body.addWidget(self.page)
        self.body.addLayout(foot)
        self.language.chosen.connect(lambda _which: self._show())
        InSight(self, desk.session, CONCERNS, self._show)
        self._show()

    def copy(self) -> None:
        """Put the paragraph on the clipboard, without what is missing."""
        self._keeping.put_on_clipboard(self._methods().paragraph)

    def keep(self, path: Path) -> None:
        """Keep it in this file, as a web page, as Markdown or as text by the ending of its name."""
        made, ending = self._methods(), path.suffix.casefold()
        writers = {".html": made.html, ".htm": made.html, ".md": made.markdown}
        self._keeping.write_text(writers.get(ending, made.text)(), path)

    def _methods(self) -> Methods:
        session = self._desk.session
        return methods(session.study, session.member, str(self.language.value))

    def _show(self) -> None:
        made = self._methods()
        self.page.setMarkdown(made.markdown())
        words = ngettext("{n} item is missing", "{n} items are missing", len(made.missing))
        self.missing.setText(words if made.missing else _("✓ Nothing is missing"))
        self.missing.setProperty("kind", "muted")

    def _ask_where(self) -> None:
        pick_target(self, _("Save the methods paragraph"), partial(self.keep), name=_("methods.txt"))
