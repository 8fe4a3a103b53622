"""What all tables of rows share: their look, whole rows that are chosen, and the card that they lie on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QTableView, QWidget


def set_up_table(table: QTableView, model: QAbstractItemModel, name: str) -> None:
    """Show this model in this table, which is called so."""
    table.setModel(model)
    table.setProperty("kind", "plain")
    table.setAccessibleName(name)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(table.fontMetrics().height() + 10)
    heads = table.horizontalHeader()
    heads.setHighlightSections(False)
    heads.setMinimumSectionSize(28)


def in_card(inside: QWidget) -> QFrame:
    """A widget on a card."""
    card = QFrame()
    card.setProperty("kind", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(inside)
    return card
