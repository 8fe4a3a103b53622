"""The selected moment: everything that was said of it, to be read and changed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from recall_studio.domain.study import PersonRole, Round, role_in_words, round_in_words
from recall_studio.domain.words import _, language, ngettext
from recall_studio.store import conversations
from recall_studio.ui.clock_words import length_of
from recall_studio.ui.coding.chords import codes_in_use
from recall_studio.ui.coding.code_rows import draw_shape
from recall_studio.ui.coding.fields import CalmChoice, CertaintyDots, TimeField, roles_shown
from recall_studio.ui.coding.inspector_rows import ModifierGrid, Rows, ToolRow, heading
from recall_studio.ui.coding.moment_view import is_stretch
from recall_studio.ui.coding.note_field import NoteField
from recall_studio.ui.commands.coding import can_code, may_change
from recall_studio.ui.elided import ElidedLabel
from recall_studio.ui.session import layer_of

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Code
    from recall_studio.ui.coding.moment_view import Delta, MomentView
    from recall_studio.ui.desk import Desk

SHAPE_PX = 14


class Inspector(QStackedWidget):
    """Shows the moment that is selected, or what to do to have one.

    Args:
        desk: what it works with.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: MomentView | None = None
        self._filling = False
        self._plain = desk.session.plain
        self.code = CalmChoice(_("Code"))
        self.start, self.end = TimeField(_("Begin")), TimeField(_("End"))
        self.speaker = CalmChoice(_("Who"))
        self.certainty = CertaintyDots(desk.tokens)
        self.modifiers = ModifierGrid()
        self.note = NoteField()
        self.tools = ToolRow(desk)
        self._length, self._sure, self._whose = QLabel(), QLabel(), ElidedLabel()
        self._beside = QToolButton()
        self.addWidget(_empty())
        self.addWidget(self._form())
        self._connect()
        self._show_codes()
        self._show(None)

    def _form(self) -> QWidget:
        form = QWidget()
        layout = QVBoxLayout(form)
        layout.setContentsMargins(14, 6, 14, 8)
        layout.setSpacing(6)
        for label in (self._length, self._sure):
            label.setProperty("kind", "muted")
        self._beside.setText("+")
        self._beside.setProperty("kind", "button")
        self._beside.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._beside.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._beside.setToolTip(_("A second code on the same stretch (Ctrl on the last key of a code)"))
        self._beside.setAccessibleName(_("Put a second code on this stretch"))
        self._beside.setMenu(QMenu(self._beside))
        rows = Rows()
        rows.add(_("Code"), self.code, self._beside)
        rows.add(_("Begin – end"), self.start, self.end, self._length)
        rows.add(_("Who"), self.speaker, *(() if self._plain else (self.certainty, self._sure)))
        rows.add(_("Features"), self.modifiers, tall=True)
        rows.add(_("Note"), self.note, tall=True)
        layout.addLayout(heading(_("Moment"), self._whose, self.tools))
        layout.addLayout(rows)
        layout.addStretch(1)
        return form

    def _connect(self) -> None:
        desk = self._desk
        desk.session.selected.connect(self._select)
        desk.coding.moments_changed.connect(self._follow)
        desk.coding.surroundings_changed.connect(self._show_codes)
        desk.coding.note_asked.connect(self._write_note)
        desk.session.recording_opened.connect(self._leave)
        desk.session.closing.connect(self.note.keep)
        desk.session.chosen_changed.connect(self._say_whose)
        self.code.activated.connect(lambda place: self._recode(self.code.itemData(place)))
        self.speaker.activated.connect(lambda place: self._change(speaker=self.speaker.itemData(place)))
        self.certainty.chosen.connect(lambda grade: self._change(certainty=grade))
        self.modifiers.chosen.connect(lambda said: self._change(modifiers=said))
        self.start.chosen.connect(self._move_start)
        self.end.chosen.connect(self._move_end)
        self.note.written.connect(lambda moment, note: desk.coding.change(moment, note=note))
        self.note.finished.connect(desk.coding.resume)
        self._beside.menu().triggered.connect(lambda action: desk.coding.add_code(action.data()))

    def _select(self, moment: str | None) -> None:
        self._show(self._desk.coding.view(moment) if moment else None)

    def _leave(self, _opened: object) -> None:
        self._show(None)

    def _follow(self, delta: Delta) -> None:
        chosen = self._desk.session.selection
        if chosen is not None and (delta.reset or chosen in delta.changed or chosen in delta.added):
            self._select(chosen)

    def _write_note(self, moment: str) -> None:
        if self._view is not None and self._view.id == moment:
            self.note.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, view: MomentView | None) -> None:
        before, self._view = self._view, view
        same = view is not None and before is not None and (view.id == before.id or _became(before, view))
        self.note.show_note(
            view.id if view else "", view.note if view else None, waits=bool(view and view.pending), same=same
        )
        self.setCurrentIndex(0 if view is None else 1)
        if view is not None:
            self._fill(view)

    def _fill(self, view: MomentView) -> None:
        place = self.code.findData(view.code)
        if place < 0:
            self.code.addItem(view.label, view.code)  # a code that is off or retired
            place = self.code.count() - 1
        self.code.setCurrentIndex(place)
        self.start.show_ms(view.start_ms)
        self.end.show_ms(view.end_ms)
        self.end.setPlaceholderText(_("runs") if view.running else _("instant"))
        self._length.setText(length_of(view.start_ms, view.end_ms))
        self._fill_speaker(view.speaker)
        self.certainty.show_grade(view.certainty)
        self._sure.setText(self._grade_words(view.certainty))
        self.modifiers.show_values(self._desk.session.codebook.modifiers_of(view.code), view.modifiers)
        mine = may_change(self._desk, view)
        self._say_whose()
        for field in (self.code, self.end, self.start, self.speaker, self.certainty, self.modifiers, self.note):
            field.setEnabled(mine)
        self.end.setEnabled(mine and not view.running)
        self._beside.setEnabled(can_code(self._desk))
        self.tools.show_moment(view)

    def _fill_speaker(self, now: str | None) -> None:
        recording = self._desk.session.recording
        there = conversations.recorded(self._desk.session.study, recording.conversation) if recording else []
        self.speaker.clear()
        self.speaker.addItem("–", None)
        for role in roles_shown([one.role.value for one in there], now):
            words = role_in_words(PersonRole(role))
            self.speaker.addItem(words[:1].upper() + words[1:], role)
        self.speaker.setCurrentIndex(max(0, self.speaker.findData(now)))

    def _grade_words(self, grade: int | None) -> str:
        modifier = next((one for one in self._desk.session.codebook.modifiers if one.key == "zekerheid"), None)
        words = {value.key: value.label.in_language(language()) for value in modifier.values} if modifier else {}
        return words.get(str(grade), "")

    def _say_whose(self, _chosen: object = None) -> None:
        if self._view is not None:
            self._whose.say(self._whose_words(self._view))

    def _whose_words(self, view: MomentView) -> str:
        if len(self._desk.session.chosen) > 1:
            return ngettext("{n} selected", "{n} selected", len(self._desk.session.chosen))
        if self._plain:
            return ""
        coded_in = Round(view.round) if view.round else self._desk.session.round.round
        words = _("round: {round}", round=round_in_words(coded_in))
        if view.clock_at is not None:
            words = " · ".join((f"{datetime.fromisoformat(view.clock_at).astimezone():%H:%M:%S}", words))
        return words if view.own else _("by coder {code}", code=view.coder) + " · " + words

    def _show_codes(self) -> None:
        """Offer the codes that are in use."""
        menu = self._beside.menu()
        menu.clear()
        self.code.clear()
        self.code.addItem(_("To be coded"), None)
        for code in codes_in_use(self._desk.session.codebook, layer_of(self._desk.session)):
            label, icon = code.label.in_language(language()), self._icon(code)
            self.code.addItem(icon, label, code.key)
            menu.addAction(icon, label).setData(code.key)
            if code.is_theme:
                font = QFont(self.font())
                font.setWeight(QFont.Weight.DemiBold)
                self.code.setItemData(self.code.count() - 1, font, Qt.ItemDataRole.FontRole)
        if self._view is not None:
            self._fill(self._view)

    def _icon(self, code: Code) -> QIcon:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(SHAPE_PX * ratio), round(SHAPE_PX * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._desk.coding.look(code.key)
        draw_shape(painter, QPointF(SHAPE_PX / 2, SHAPE_PX / 2), 10, look.colour, is_stretch(code) or code.is_theme)
        painter.end()
        return QIcon(pixmap)

    def _move_start(self, ms: int) -> None:
        view = self._view
        if view is not None and view.end_ms is not None and ms >= view.end_ms:
            self._desk.session.say(_("The begin lies before the end."), "warning")
            self.start.show_ms(view.start_ms)
        else:
            self._change(start_ms=ms)

    def _move_end(self, ms: int) -> None:
        view = self._view
        if view is not None and ms <= view.start_ms:
            self._desk.session.say(_("The end lies after the begin."), "warning")
            self.end.show_ms(view.end_ms)
        else:
            self._change(end_ms=ms)

    def _recode(self, code: str | None) -> None:
        """Of several that are selected, all get the code that is chosen here."""
        if len(self._desk.session.chosen) > 1:
            self._desk.coding.shaping.recode(code)
        else:
            self._change(code=code)

    def _change(self, **fields: object) -> None:
        if self._view is not None and not self._view.pending:
            self._desk.coding.change(self._view.id, **fields)


def _became(before: MomentView, now: MomentView) -> bool:
    """Whether this is the moment that was pending, kept now."""
    return before.pending and before.code == now.code and before.start_ms == now.start_ms


def _empty() -> QWidget:
    """What to do to have a moment here."""
    empty = QWidget()
    layout = QVBoxLayout(empty)
    layout.setContentsMargins(14, 10, 14, 10)
    title, words = QLabel(_("Moment")), QLabel(wordWrap=True)
    title.setProperty("kind", "heading")
    words.setProperty("kind", "muted")
    words.setText(_("No moment is selected. Press the keys of a code while you watch, or choose one with ↑ and ↓."))
    layout.addWidget(title)
    layout.addWidget(words)
    layout.addStretch(1)
    return empty
