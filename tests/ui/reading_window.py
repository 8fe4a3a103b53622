"""Everything that a window says: words on widgets, their tips and names for who cannot see, and what models hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTabWidget, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

SAID = (
    *("text", "toPlainText", "title", "windowTitle", "placeholderText", "currentText"),
    *("toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription"),
)
"""The getters of what a widget says, of whatever kind it is."""

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 12),
)
MOST_ROWS = 400


def said_by(widget: QWidget, *, but: type[QWidget] | None = None) -> Iterator[str]:
    """What a widget and everything in it says, shown or not; `but` leaves out what lies in widgets of that kind."""
    left_out = {one for kind in widget.findChildren(but) for one in (kind, *kind.findChildren(QWidget))} if but else ()
    for one in (widget, *widget.findChildren(QWidget)):
        if one in left_out:
            continue
        yield from _words(one)
        if isinstance(one, QAbstractItemView) and one.model() is not None and not isinstance(one, QHeaderView):
            yield from _held(one.model(), QModelIndex())
        if isinstance(one, QComboBox):
            yield from (one.itemText(row) for row in range(one.count()))
        if isinstance(one, QTabWidget):
            yield from (one.tabText(tab) for tab in range(one.count()))
    for action in widget.findChildren(QAction):
        yield from (action.text(), action.toolTip(), str(action.data()))


def _words(widget: QWidget) -> Iterator[str]:
    for name in SAID:
        getter = getattr(widget, name, None)
        if callable(getter):
            yield _called(getter)


def _called(getter: Any) -> str:
    try:
        return str(getter())
    except TypeError:  # a method of the same name that wants to know more
        return ""


def _held(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    """What a model holds, in every role, also what is not shown."""
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(min(model.rowCount(parent), MOST_ROWS)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (repr(value) for role in ROLES if (value := model.data(index, role)) is not None)
        first = model.index(row, 0, parent)
        if not isinstance(model, QAbstractListModel | QAbstractTableModel) and model.rowCount(first):
            yield from _held(model, first)
