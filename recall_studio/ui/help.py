"""The help page: ten minutes to begin with, from a text in `resources/help/`."""

from __future__ import annotations

from PySide6.QtWidgets import QTextBrowser

from recall_studio.domain.resources import resource
from recall_studio.domain.words import _, language
from recall_studio.store.settings import offers
from recall_studio.ui.sheet import Sheet

WIDTH, HEIGHT = 820, 600


class HelpSheet(Sheet):
    """Shows the help in the language spoken now; its links lead within the page alone."""

    def __init__(self) -> None:
        super().__init__(width=WIDTH)
        page = QTextBrowser(openLinks=False, openExternalLinks=False)
        page.setFrameShape(QTextBrowser.Shape.NoFrame)
        page.setProperty("kind", "plain")
        page.setAccessibleName(_("Help"))
        page.setMinimumHeight(HEIGHT)
        written = resource(f"help/help_{language()}.md").read_text(encoding="utf-8")
        page.setMarkdown(f"{written}\n\n{settings_in_words()}")
        self.body.addWidget(page)


def settings_in_words() -> str:
    """Every setting and what it does, as Markdown, made from what the settings say of themselves."""
    lines = [f"- **{_(offer.title)}.** {_(offer.help)}" for offer in offers().values()]
    heading = _("Settings")
    return "\n".join([f"## {heading}", "", *lines, ""])
