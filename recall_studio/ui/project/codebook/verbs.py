"""What can be done with the chosen code: merge, split, retire, bring back, delete; and adding one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit
from typing_extensions import override

from recall_studio.domain.codebook import Code, CodeStatus, Text
from recall_studio.domain.words import _, language
from recall_studio.edits import codebook_editing as edits
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.form_field import FormField
from recall_studio.ui.project.rounds.asking import AskingSheet

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from recall_studio.ui.project.codebook.editing import Editing


def fill_menu(menu: QMenu, editing: Editing, code: Code) -> None:
    """Offer what can be done with this code as it will be."""
    desk = editing.desk
    used = code.status is CodeStatus.ACTIEF
    menu.setEnabled(editing.may_edit)
    if used:
        menu.addAction(_("Merge into another code …"), lambda: desk.window.open_sheet(MergeSheet(editing, code)))
        menu.addAction(_("Split into several codes …"), lambda: desk.window.open_sheet(SplitSheet(editing, code)))
        menu.addAction(_("Retire"), lambda: editing.do(edits.retire_code, code=code.key))
    else:
        menu.addAction(_("Bring back into use"), lambda: editing.do(edits.revive_code, code=code.key))
    if any((one.kind, one.key) == ("code", code.key) for one in editing.concept.differences) and not code.provisional:
        forget = _("Forget what the concept changes of it")
        menu.addAction(forget, lambda: editing.do(edits.discard_concept, kind="code", key=code.key))
    menu.addSeparator()
    menu.addAction(_("Delete (never used)"), lambda: editing.do(edits.delete_code, code=code.key))


class AddSheet(AskingSheet):
    """Asks for the label of a new code or theme.

    Args:
        editing: what it changes.
        theme: key of the theme that it comes under; None for a new theme.
    """

    def __init__(self, editing: Editing, theme: str | None) -> None:
        above = editing.book.code(theme).label.in_language(language()) if theme else ""
        super().__init__(
            editing.desk,
            title=_("A new code under “{theme}”", theme=above) if theme else _("A new theme"),
            words=_("It is in use once the codebook is established; until then it stands in the concept."),
            main=_("Add"),
        )
        self._editing, self._theme = editing, theme
        self.nl, self.en = QLineEdit(), QLineEdit()
        self.body.addWidget(FormField(_("Label in Dutch"), self.nl))
        self.body.addWidget(FormField(_("Label in English"), self.en))
        self.finish()

    @override
    def confirm(self) -> None:
        """Add it, and show it."""
        label = Text(self.nl.text(), self.en.text())
        self.desk.session.do(edits.add_code, done=self._added, refused=self._complain, label=label, theme=self._theme)

    def _added(self, key: str) -> None:
        self.shut()
        self._editing.code_asked.emit(key)


class MergeSheet(AskingSheet):
    """Asks what a code goes up in."""

    def __init__(self, editing: Editing, code: Code) -> None:
        super().__init__(
            editing.desk,
            title=_("Merge “{code}” into …", code=code.label.in_language(language())),
            words=_(
                "It is retired with the next version. Its moments keep it; you are then offered to "
                "give them the other code."
            ),
            main=_("Merge"),
        )
        self._code = code.key
        self.into = CalmChoice(_("Into"))
        for other in editing.book.codes:
            if other.key != code.key and other.status is CodeStatus.ACTIEF:
                indent = "" if other.is_theme else "   "
                self.into.addItem(indent + other.label.in_language(language()), other.key)
        self.into.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(FormField(_("Into"), self.into))
        self.finish()

    @override
    def confirm(self) -> None:
        """Merge them."""
        self.does(edits.merge_codes, code=self._code, into=self.into.currentData())


class SplitSheet(AskingSheet):
    """Asks what a code falls apart in."""

    def __init__(self, editing: Editing, code: Code) -> None:
        super().__init__(
            editing.desk,
            title=_("Split “{code}”", code=code.label.in_language(language())),
            words=_(
                "It is retired with the next version, and its moments keep it; for each you then choose "
                "one of the new codes, which begin with its definition."
            ),
            main=_("Split"),
        )
        self._code = code.key
        self.labels = _Lines()
        self.body.addWidget(FormField(_("The new codes, a line each"), self.labels))
        self.finish()

    @override
    def confirm(self) -> None:
        """Split it."""
        lines = [line.strip() for line in self.labels.toPlainText().splitlines() if line.strip()]
        spoken = language()
        into = [Text(nl=line) if spoken == "nl" else Text(en=line) for line in lines]
        self.desk.session.do(
            edits.split_code, done=lambda _made: self.shut(), refused=self._complain, code=self._code, into=into
        )


class _Lines(QPlainTextEdit):
    """Enter begins a new line here, where elsewhere in a sheet it means yes."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 18)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()
