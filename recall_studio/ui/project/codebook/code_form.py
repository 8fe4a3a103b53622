"""The form of one code: texts in both languages, kind, theme, key, colour, modifiers. Everything keeps itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from recall_studio.domain.codebook import CodeStatus, CodeType, Text
from recall_studio.domain.codebook_changes import TYPE_WORDS
from recall_studio.domain.codebook_keys import check_chord
from recall_studio.domain.errors import BadInput
from recall_studio.domain.words import N_, _, in_words, language
from recall_studio.edits.codebook_editing import change_code
from recall_studio.edits.founding import switch_codes
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.elided import ElidedLabel
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.project.codebook.colour_choice import ColourChoice
from recall_studio.ui.project.codebook.modifier_menu import ModifierMenu
from recall_studio.ui.project.codebook.text_pair import TextPair

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Code
    from recall_studio.ui.project.codebook.editing import Editing

TEXTS = {
    "label": (N_("Label"), 1),
    "short": (N_("Short"), 1),
    "definition": (N_("Definition"), 2),
    "include": (N_("Code this"), 2),
    "exclude": (N_("Do not code this"), 2),
    "example": (N_("Example"), 2),
}
MARK = "●"


class CodeForm(QScrollArea):
    """Shows the chosen code as it will be; a dot stands beside what waits in the concept.

    Args:
        editing: what it shows and changes.
    """

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._key = ""
        self.name, self._state = ElidedLabel("title"), QLabel(wordWrap=True)
        self.texts = {name: TextPair(_(words), lines=lines) for name, (words, lines) in TEXTS.items()}
        self._names: dict[str, QLabel] = {}
        self.kind, self.theme = CalmChoice(_("Kind")), CalmChoice(_("Theme"))
        self.chord, self._clash = QLineEdit(), QLabel(wordWrap=True)
        self.colour = ColourChoice(editing.desk.tokens)
        self.modifiers = ModifierMenu()
        self.on = QCheckBox(_("Shown while coding"))
        self._inside = QWidget()
        self._lay_out()
        self._connect()

    def show_code(self, key: str) -> None:
        """Show another code."""
        if key != self._key:
            for pair in self.texts.values():
                pair.keep()  # under the key of before
        same, self._key = key == self._key, key
        code = self._editing.book.by_key.get(key)
        self._inside.setEnabled(code is not None)
        if code is not None:
            self._fill(code, same=same)

    def read(self) -> None:
        """Show the same code as it is now."""
        self.show_code(self._key)

    def _lay_out(self) -> None:
        self.setProperty("kind", "plain")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        layout = QVBoxLayout(self._inside)
        layout.setContentsMargins(18, 4, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.name)
        layout.addWidget(self._state)
        layout.addLayout(self._grid())
        layout.addStretch(1)
        self.setWidget(self._inside)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        heads = QHBoxLayout()
        for words in (_("Dutch"), _("English")):
            head = QLabel(words)
            head.setProperty("kind", "small")
            heads.addWidget(head, 1)
        grid.addLayout(heads, 0, 1)
        for row, (name, pair) in enumerate(self.texts.items(), start=1):
            self._add(grid, row, name, _(TEXTS[name][0]), pair)
        row = len(self.texts) + 1
        self._add(grid, row, "code_type", _("Kind"), _side_by_side(self.kind, self.theme, stretch=True))
        keys = _side_by_side(self.chord, self.colour, self.on, stretch=False)
        self._add(grid, row + 1, "chord", _("Key and colour"), keys)
        grid.addWidget(self._clash, row + 2, 1)
        self._add(grid, row + 3, "modifiers", _("Modifiers"), self.modifiers)
        return grid

    def _add(self, grid: QGridLayout, row: int, name: str, words: str, field: QWidget) -> None:
        label = QLabel(words)
        self._names[name] = label
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(field, row, 1)
        label.setContentsMargins(0, 5, 0, 0)

    def _connect(self) -> None:
        for name, pair in self.texts.items():
            pair.written.connect(partial(self._write, name))
        self._clash.hide()
        set_kind(self._clash, "danger")
        self.chord.setAccessibleName(_("Key"))
        self.chord.setToolTip(_("A letter for a theme (D); that letter and a number for a code (D 1)"))
        self.chord.setFixedWidth(self.fontMetrics().horizontalAdvance("MMMM") + 24)
        self.chord.textEdited.connect(self._look_for_clash)
        self.chord.editingFinished.connect(self._press)
        for kind in CodeType:
            self.kind.addItem(_(TYPE_WORDS[kind.value]), kind)
        self.kind.activated.connect(lambda place: self._change(code_type=CodeType(self.kind.itemData(place))))
        self.theme.activated.connect(lambda place: self._change(parent=self.theme.itemData(place)))
        self.colour.chosen.connect(lambda colour: self._change(color=colour))
        self.on.clicked.connect(self._switch)
        self.modifiers.chosen.connect(lambda keys: self._change(modifiers=keys))
        self._editing.read_anew.connect(self.read)
        self._editing.desk.session.closing.connect(self._keep_all)

    def _fill(self, code: Code, *, same: bool) -> None:
        book = self._editing.book
        for name, pair in self.texts.items():
            pair.show_text(getattr(code, name), same=same)
        self.name.say(f"{code.label.in_language(language())}  ·  {code.key}")
        self.kind.setCurrentIndex(self.kind.findData(code.code_type))
        self._fill_themes(code)
        if not (same and self.chord.hasFocus() and self.chord.isModified()):
            self.chord.setText(code.chord)
            self._clash.hide()
        self.colour.show_colour(code.color or book.theme_of(code.key).color)
        self.on.setChecked(code.on)
        self.modifiers.show_modifiers(book.modifiers, code.modifiers)
        self._show_state(code)
        self._inside.setEnabled(self._editing.may_edit)

    def _fill_themes(self, code: Code) -> None:
        self.theme.clear()
        self.theme.addItem(_("A theme of its own"), None)
        for theme in self._editing.book.themes:
            if theme.key != code.key:
                self.theme.addItem(theme.label.in_language(language()), theme.key)
        self.theme.setCurrentIndex(max(0, self.theme.findData(code.parent)))
        self.theme.setEnabled(not self._editing.book.children(code.key))

    def _show_state(self, code: Code) -> None:
        difference = next(
            (one for one in self._editing.concept.differences if (one.kind, one.key) == ("code", code.key)), None
        )
        was = (
            {field.name: field.before for field in difference.fields}
            if difference and difference.became != "new"
            else {}
        )
        for name, label in self._names.items():
            plain = label.text().removesuffix(f" {MARK}")
            label.setText(f"{plain} {MARK}" if name in was else plain)
            label.setToolTip(_("In use is: {text}", text=was[name] or "–") if name in was else "")
        words, kind = self._state_words(code)
        self._state.setVisible(bool(words))
        self._state.setText(words)
        set_kind(self._state, kind)

    def _state_words(self, code: Code) -> tuple[str, str]:
        stands = self._editing.concept.now.by_key.get(code.key)
        if code.status is CodeStatus.VERVALLEN:
            labels = [self._editing.book.code(key).label.in_language(language()) for key in code.successors]
            retired = stands is not None and stands.status is CodeStatus.VERVALLEN
            if labels:
                into = in_words([f"“{label}”" for label in labels])
                return (
                    _("Retired; in its place: {codes}.", codes=into)
                    if retired
                    else _("With the next version its place is taken by {codes}.", codes=into)
                ), "warning"
            return (_("Retired.") if retired else _("Is retired with the next version.")), "warning"
        if code.provisional:
            return _("Provisional: in use, and in no version until the codebook is established."), "warning"
        if stands is None:
            return _("New: in use once the codebook is established."), "good"
        return "", "muted"

    def _write(self, name: str, text: Text) -> None:
        self._change(**{name: text})

    def _press(self) -> None:
        code = self._editing.book.by_key.get(self._key)
        if code is not None and self.chord.isModified():
            self.chord.setModified(False)
            self._change(chord=self.chord.text())

    def _switch(self, on: bool) -> None:
        """A theme takes its codes along; one that is not in use yet only says how it will be."""
        if self._key in self._editing.concept.now.by_key:
            self._editing.do(switch_codes, keys=[self._key], on=on)
        else:
            self._change(on=on)

    def _look_for_clash(self, typed: str) -> None:
        """Say at once that another code has the key."""
        try:
            check_chord(self._editing.book, self._key, typed)
        except BadInput as error:
            self._clash.setText(error.message)
            self._clash.setVisible(len(typed.strip()) > 0)
        else:
            self._clash.hide()

    def _change(self, **fields: Any) -> None:
        if self._key in self._editing.book.by_key and self._editing.may_edit:
            self._editing.do(change_code, code=self._key, **fields)

    def _keep_all(self) -> None:
        for pair in self.texts.values():
            pair.keep()


def _side_by_side(*fields: QWidget, stretch: bool) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    for field in fields:
        layout.addWidget(field, 1 if stretch else 0)
    if not stretch:
        layout.addStretch(1)
    return row
