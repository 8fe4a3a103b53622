"""The sheet with what a viewer gets on paper: looked at in any language, printed, kept as PDF or web page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QTextBrowser

from recall_studio.domain.errors import RecallError
from recall_studio.domain.recall.kinds import RECALLERS
from recall_studio.domain.recall.tongues import tongues
from recall_studio.domain.study import PersonRole, role_in_words
from recall_studio.domain.words import N_, _
from recall_studio.exchange.recall_papers import contact_html, instruction_html, take_home_html
from recall_studio.store.recall import instructing
from recall_studio.store.state import languages_folder
from recall_studio.ui import paper
from recall_studio.ui.buttons import word_button
from recall_studio.ui.picking import pick_target
from recall_studio.ui.recall.contact_part import ContactPart
from recall_studio.ui.recall.instruction_part import InstructionPart
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from recall_studio.domain.changes import Changes
    from recall_studio.domain.recall.interview import Interview
    from recall_studio.domain.recall.tongues import Tongue
    from recall_studio.ui.desk import Desk

WIDTH, LINES = 820, 26
INSTRUCTION, CONTACT, TAKE_HOME = "instruction", "contact", "take_home"
PAPERS = {
    INSTRUCTION: N_("Instruction"),
    CONTACT: N_("Contact card"),
    TAKE_HOME: N_("Sheet to take home"),
}


class PapersSheet(Sheet):
    """One paper at a time, in a language, for a role.

    Args:
        desk: what it works with.
        which: a key of `PAPERS`.
        language: of the paper; Dutch where there is none of it.
        role: as what the viewer looks back.
        code: their pseudonym, on the sheet to take home; a line to write on when it is empty.
    """

    def __init__(
        self, desk: Desk, *, which: str = INSTRUCTION, language: str = "nl", role: PersonRole, code: str = ""
    ) -> None:
        super().__init__(width=WIDTH)
        self._desk, self._code = desk, code
        self._tongues = tongues(languages_folder())
        self.which, self.language, self.role = QComboBox(), QComboBox(), QComboBox()
        self.page = QTextBrowser(openLinks=False)
        self.instruction, self.contact = InstructionPart(desk), ContactPart(desk)
        self._fill(which, language, role)
        self._lay_out()
        desk.session.changed.connect(self._heed)
        for chooser in (self.which, self.language, self.role):
            chooser.currentIndexChanged.connect(self._show)
        self._show()

    @property
    def tongue(self) -> Tongue:
        """The language that is chosen."""
        return self._tongues.by_key(self.language.currentData())

    @property
    def html(self) -> str:
        """The paper that is shown."""
        contact = instructing.contact(self._desk.session.study)
        which, role = self.which.currentData(), PersonRole(self.role.currentData())
        if which == CONTACT:
            return contact_html(self.tongue, contact)
        if which == TAKE_HOME:
            return take_home_html(self.tongue, contact, role, code=self._code)
        return instruction_html(self.tongue, role)

    def keep(self, path: Path) -> None:
        """Write the paper to this file; a name without an ending becomes a PDF."""
        whole, html = paper.with_ending(path), self.html
        try:
            paper.keep(whole, html=html, draw=partial(paper.print_pages, html))
        except RecallError as error:
            self._desk.session.complain(error)
        else:
            self._desk.session.say(_("The sheet is in {file}.", file=whole.name))

    def print_now(self) -> None:
        """Let the user choose a printer and print the paper."""
        paper.ask_printer(self, partial(paper.print_pages, self.html))

    def _fill(self, which: str, language: str, role: PersonRole) -> None:
        for key, words in PAPERS.items():
            self.which.addItem(_(words), key)
        for tongue in self._tongues.found:
            self.language.addItem(tongue.name, tongue.key)
        for one in RECALLERS:
            self.role.addItem(role_in_words(one), one.value)
        self.which.setCurrentIndex(max(self.which.findData(which), 0))
        self.role.setCurrentIndex(max(self.role.findData(role.value), 0))
        self.language.setCurrentIndex(max(self.language.findData(language), self.language.findData("nl")))

    def _lay_out(self) -> None:
        choices = QGridLayout()
        named: tuple[tuple[str, QWidget], ...] = (
            (_("Paper"), self.which),
            (_("Language of the viewer"), self.language),
            (_("Looks back as"), self.role),
        )
        for column, (words, chooser) in enumerate(named):
            label = QLabel(words)
            label.setBuddy(chooser)
            chooser.setAccessibleName(words)
            choices.addWidget(label, 0, column)
            choices.addWidget(chooser, 1, column)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setAccessibleName(_("The sheet as it is printed"))
        self.page.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.page.setStyleSheet(
            "QTextBrowser { background: #ffffff; color: #111111; padding: 12px; }"
        )  # paper is white
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(word_button(_("Close"), self.shut))
        foot.addWidget(word_button(_("Save as PDF or web page …"), self._ask_where))
        foot.addWidget(word_button(_("Print …"), self.print_now, kind="main"))
        self.body.addLayout(choices)
        self.body.addWidget(self.page, 1)
        for error in self._tongues.broken:
            self.body.addWidget(QLabel(f"{error.message} {error.remedy}", wordWrap=True))
        for part in (self.instruction, self.contact):
            self.body.addWidget(part)
        self.body.addLayout(foot)

    def _show(self) -> None:
        which = self.which.currentData()
        self.instruction.show_for(self.tongue)
        self.instruction.setVisible(which == INSTRUCTION)
        self.contact.setVisible(which != INSTRUCTION)
        self.role.setEnabled(which != CONTACT)
        self.page.setHtml(self.html)
        self.fit()

    def _heed(self, changes: Changes) -> None:
        if changes.of("study") or changes.of("instruction_sound"):
            self._show()

    def _ask_where(self) -> None:
        pick_target(self, _("Save the sheet"), self.keep, name=f"{self.which.currentText()}.pdf")


def print_instruction(desk: Desk, language: str, role: PersonRole = PersonRole.KLANT) -> None:
    """Show the instruction over the window, to print or to save; its sound file is arranged there too."""
    _open(desk, INSTRUCTION, language, role)


def print_contact_card(desk: Desk, language: str, role: PersonRole = PersonRole.KLANT) -> None:
    """Show the card with whom to call over the window, to print or to save; what stands on it is filled in there."""
    _open(desk, CONTACT, language, role)


def print_take_home(desk: Desk, language: str, role: PersonRole = PersonRole.KLANT, *, code: str = "") -> None:
    """Show the sheet to take home over the window, to print or to save."""
    _open(desk, TAKE_HOME, language, role, code)


def show_papers_of(desk: Desk, interview: Interview) -> None:
    """Show what the viewer of this interview gets on paper, the instruction first."""
    _open(desk, INSTRUCTION, interview.language, interview.recaller_role, interview.recaller)


def _open(desk: Desk, which: str, language: str, role: PersonRole, code: str = "") -> None:
    desk.window.open_sheet(PapersSheet(desk, which=which, language=language, role=role, code=code))
