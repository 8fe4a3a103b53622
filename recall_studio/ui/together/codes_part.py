"""Codes that are others there than here, one by one, side by side, each with a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from recall_studio.domain.packages import Choice
from recall_studio.domain.words import N_, _, language, ngettext
from recall_studio.ui.together.working import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.domain.packages import RowImage
    from recall_studio.edits.code_matching import CodeDifference

WORDS = {
    Choice.MINE: N_("Use the code as it is here"),
    Choice.PROVISIONAL: N_("Add theirs as a provisional code"),
    Choice.SKIP: N_("Leave these moments out"),
}
TYPES = {
    "point": N_("For instants"),
    "interval": N_("For stretches"),
    "either": N_("For instants and stretches"),
}
LEAST_PX = 220


class CodesPart(QWidget):
    """Asks what becomes of the moments of each code; nothing is chosen beforehand.

    Args:
        differences: the codes.
        coder: code of whose package it is.
    """

    chosen = Signal()
    """Something was chosen."""

    def __init__(self, differences: Sequence[CodeDifference], coder: str) -> None:
        super().__init__()
        self.boxes: dict[str, QComboBox] = {}
        said = ngettext(
            "{n} code of {coder} is another one here. Say what becomes of its moments.",
            "{n} codes of {coder} are others here. Say what becomes of their moments.",
            len(differences),
            coder=coder,
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        for difference in differences:
            column.addWidget(self._card(difference, coder))
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setProperty("kind", "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(min(LEAST_PX + 160, LEAST_PX * len(differences)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(said))
        layout.addWidget(scroll, 1)

    @property
    def choices(self) -> Mapping[str, Choice]:
        """What was chosen, by the key of the code."""
        return {key: Choice(box.currentData()) for key, box in self.boxes.items() if box.currentData() is not None}

    @property
    def is_complete(self) -> bool:
        """Whether something was chosen for every code."""
        return len(self.choices) == len(self.boxes)

    def _card(self, difference: CodeDifference, coder: str) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addLayout(self._head(difference))
        sides = QGridLayout()
        sides.setHorizontalSpacing(18)
        for column, (title, row) in enumerate(
            ((_("Here"), difference.here), (_("There, with {coder}", coder=coder), difference.there))
        ):
            sides.setColumnStretch(column, 1)
            sides.addWidget(label(title, "small"), 0, column)
            for line, (words, kind) in enumerate(_side(row), start=1):
                part = label(words, kind)
                part.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                sides.addWidget(part, line, column)
        layout.addLayout(sides)
        return card

    def _head(self, difference: CodeDifference) -> QHBoxLayout:
        head = QHBoxLayout()
        name = QLabel(difference.key)
        name.setProperty("kind", "key")
        many = label(ngettext("{n} moment", "{n} moments", difference.moments), "muted")
        box = self.boxes[difference.key] = QComboBox()
        box.setAccessibleName(_("What becomes of the moments with {code}", code=difference.key))
        box.addItem(_("Choose …"), None)
        for choice in difference.choices:
            box.addItem(_(WORDS[choice]), choice.value)
        box.activated.connect(lambda _row: self.chosen.emit())
        head.addWidget(name)
        head.addWidget(many, 1)
        head.addWidget(box)
        return head


def _side(row: RowImage | None) -> list[tuple[str, str]]:
    """Label, definition and kind of a code, each with how it looks."""
    if row is None:
        return [(_("This codebook does not have it."), "muted")]
    first, second = ("nl", "en") if language() == "nl" else ("en", "nl")

    def text(name: str) -> str:
        return str(row[f"{name}_{first}"] or row[f"{name}_{second}"])

    said = [(text("label"), "heading"), (text("definition") or _("No definition."), "plain")]
    for name, words in (("include", _("Also: {text}")), ("exclude", _("Not: {text}"))):
        if text(name):
            said.append((words.replace("{text}", text(name)), "plain"))
    return [*said, (_(TYPES.get(row["code_type"], TYPES["either"])), "muted")]
