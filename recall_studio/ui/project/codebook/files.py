"""A codebook out to a file, and in from one: what a file changes is shown before it fills the concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from recall_studio.domain.errors import RecallError
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.codebook_importing import import_codebook, what_it_brings
from recall_studio.exchange.codebook_files import read_given
from recall_studio.exchange.codebook_writing import SUFFIXES, write_codebook
from recall_studio.ui.picking import pick_files, pick_target
from recall_studio.ui.project.codebook.telling import reading_pane, told
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.domain.codebook_merging import GivenCodebook
    from recall_studio.ui.project.codebook.editing import Editing

WIDTH, LINES = 760, 15


def ask_export(editing: Editing) -> None:
    """Ask where the codebook in use is to be written."""
    pick_target(
        editing.desk.window.whole,
        _("Export the codebook"),
        lambda path: export_to(editing, path),
        name=_("codebook") + ".json",
    )


def export_to(editing: Editing, path: Path) -> None:
    """Write the codebook in use; a name without an ending becomes JSON."""
    target = path if path.suffix.lower() in SUFFIXES else path.with_name(f"{path.name}.json")
    try:
        write_codebook(editing.concept.now, target)
    except RecallError as error:
        editing.desk.session.complain(error)
    else:
        editing.desk.session.say(_("Written: {path}.", path=target))


def ask_import(editing: Editing) -> None:
    """Ask for a codebook's file, and show what it changes."""
    patterns = _("Codebook") + " (*.json *.csv)"
    whole = editing.desk.window.whole
    pick_files(whole, _("Import a codebook"), patterns, lambda paths: show_import(editing, paths[0]))


def show_import(editing: Editing, path: Path) -> None:
    """Show what a file changes; what is wrong with it is said."""
    try:
        sheet = ImportSheet(editing, read_given(path), path.name)
    except RecallError as error:
        editing.desk.session.complain(error)
    else:
        editing.desk.window.open_sheet(sheet)


class ImportSheet(Sheet):
    """Shows what a file changes, and takes it in.

    Args:
        editing: what it changes.
        given: what the file says.
        name: of the file.

    Raises:
        BadFile: it does not fit the study's codebook.
    """

    def __init__(self, editing: Editing, given: GivenCodebook, name: str) -> None:
        super().__init__(width=WIDTH)
        self._editing, self._given = editing, given
        found, respelled, said = what_it_brings(editing.desk.session.study, given=given)
        title = QLabel(_("What “{file}” changes", file=name), wordWrap=True)
        title.setProperty("kind", "title")
        words = QLabel(wordWrap=True)
        words.setProperty("kind", "muted")
        words.setText(" ".join((_summary(len(found), respelled), *said)))
        pane = reading_pane(_("What changes"))
        pane.setMinimumHeight(self.fontMetrics().lineSpacing() * LINES)
        pane.setHtml(told(found, editing.desk.tokens))
        pane.setVisible(bool(found))
        self.main, close = QPushButton(_("Import")), QPushButton(_("Cancel"))
        self.main.setProperty("kind", "main")
        self.main.setEnabled(bool(found or respelled) and editing.may_edit)
        self._refused = QLabel(wordWrap=True)
        self._refused.setProperty("kind", "danger")
        self._refused.hide()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (close, self.main):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        for part in (title, words, pane, self._refused):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        close.clicked.connect(self.shut)
        self.main.clicked.connect(self._take_in)

    def _take_in(self) -> None:
        session = self._editing.desk.session
        session.do(import_codebook, done=lambda _said: self.shut(), refused=self._complain, given=self._given)

    def _complain(self, error: RecallError) -> None:
        self._refused.setText(" ".join(filter(None, (error.message, error.remedy))))
        self._refused.show()
        self.fit()


def _summary(found: int, respelled: int) -> str:
    said = []
    if found:
        said.append(
            ngettext(
                "{n} change waits in the concept until the codebook is established.",
                "{n} changes wait in the concept until the codebook is established.",
                found,
            )
        )
    if respelled:
        said.append(
            ngettext(
                "{n} code or modifier is spelled or coloured anew, or gets another key, at once.",
                "{n} codes or modifiers are spelled or coloured anew, or get another key, at once.",
                respelled,
            )
        )
    if not said:
        return _("It says what the codebook says already.")
    return " ".join((*said, _("Codes that are not in the file stay as they are.")))
