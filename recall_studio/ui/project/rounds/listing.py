"""The two lists of the section: the members as they stand in the round, and the rounds that were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from recall_studio.analysis.round_standing import STATE_WORDS, State
from recall_studio.domain.study import member_role_in_words, round_in_words
from recall_studio.domain.words import _, local_time
from recall_studio.ui.library.dates import recent_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recall_studio.analysis.round_standing import CoderStanding
    from recall_studio.domain.ids import MemberId
    from recall_studio.domain.rounds import CodingRound
    from recall_studio.domain.study import Member

ROOM_PX = 10
MOST_LINES = 8
_CODE = Qt.ItemDataRole.UserRole


class PlainList(QTreeWidget):
    """A list of lines that are read anew; the chosen line stays chosen.

    Args:
        name: for who cannot see it.
        columns: their headings.
        wide: the column that takes what is left.
    """

    def __init__(self, name: str, columns: Sequence[str], *, wide: int) -> None:
        super().__init__()
        self._wide = wide
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHeaderLabels(list(columns))
        self.setAccessibleName(name)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)

    @property
    def chosen(self) -> str | None:
        """The key of the chosen line."""
        item = self.currentItem()
        return None if item is None else str(item.data(0, _CODE))

    def put(self, lines: Mapping[str, Sequence[str]], tips: Mapping[str, str] | None = None) -> None:
        """Show these lines, by key."""
        before = self.chosen
        self.clear()
        for key, cells in lines.items():
            item = QTreeWidgetItem(self, list(cells))
            item.setData(0, _CODE, key)
            width = self.fontMetrics().horizontalAdvance(cells[0]) + 2 * ROOM_PX
            item.setSizeHint(0, QSize(width, self.fontMetrics().height() + ROOM_PX))
            for column in range(len(cells)):
                item.setToolTip(column, (tips or {}).get(key, "") or cells[column])
            if key == before:
                self.setCurrentItem(item)
        for column in range(self.columnCount()):
            if column != self._wide:
                self.resizeColumnToContents(column)
        lines_shown = min(max(len(lines), 1), MOST_LINES)
        self.setFixedHeight(
            self.header().sizeHint().height() + lines_shown * (self.fontMetrics().height() + ROOM_PX) + 4
        )


def members_list() -> PlainList:
    """The list of members, empty."""
    columns = [_("Member"), _("Role"), _("In this round"), _("Since"), _("Moments"), _("Reaction time")]
    return PlainList(_("Members"), columns, wide=1)


def rounds_list() -> PlainList:
    """The list of rounds, empty."""
    return PlainList(_("Rounds so far"), [_("Round"), _("Opened"), _("By"), _("Closed"), _("Why")], wide=4)


def member_cells(one: CoderStanding) -> tuple[str, ...]:
    """A member in the round, in words."""
    member = one.member
    lead = _("{role} · leads the study", role=member_role_in_words(member.role))
    return (
        member.code,
        lead if member.lead else member_role_in_words(member.role),
        _state_words(one),
        recent_in_words(one.since) if one.since else "",
        _("hidden") if one.moments is None else str(one.moments),
        f"{member.reaction_ms} ms" if member.reaction_ms else _("none set"),
    )


def _state_words(one: CoderStanding) -> str:
    words = _(STATE_WORDS[one.state])
    if one.state is State.CODING and one.conversations_ready:
        return _("{state}, ready with {n} conversations", state=words, n=one.conversations_ready)
    return f"✓ {words}" if one.state is State.READY else words


def round_cells(one: CodingRound, members: Mapping[MemberId, Member]) -> tuple[str, ...]:
    """A round, in words."""
    why = filter(None, (one.opened.reason, one.closed.reason if one.closed else None))
    by = members.get(one.opened.member)
    closed = recent_in_words(one.closed.at) if one.closed else _("open")
    return round_in_words(one.round), recent_in_words(one.opened.at), by.code if by else "", closed, " · ".join(why)


def round_tip(one: CodingRound) -> str:
    """When exactly, in full."""
    return " – ".join(filter(None, (local_time(one.opened.at), local_time(one.closed.at) if one.closed else None)))
