"""Everything about the stop that is selected: its clip, and a card for the stop and each question and comment at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.recall.interview import Comment, Prompt, in_sound
from recall_studio.domain.recall.still_open import Open
from recall_studio.domain.words import _, ngettext
from recall_studio.store import codebooks
from recall_studio.store.recall import records, versions
from recall_studio.ui.buttons import word_button
from recall_studio.ui.finding_back.play_all import Stretch
from recall_studio.ui.piecemeal import Piecemeal
from recall_studio.ui.recall.afterwork.acting import Acting
from recall_studio.ui.recall.afterwork.comment_card import CommentCard
from recall_studio.ui.recall.afterwork.interview_card import InterviewCard
from recall_studio.ui.recall.afterwork.making import Card, Making
from recall_studio.ui.recall.afterwork.prompt_card import PromptCard
from recall_studio.ui.recall.afterwork.stop_card import StopCard
from recall_studio.ui.recall.afterwork.stops_lines import in_order
from recall_studio.ui.recall.clip_player import ClipPlayer
from recall_studio.ui.recall.preparing.dating_sheet import DatingSheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QShowEvent

    from recall_studio.domain.recall.interview import Record, Stop
    from recall_studio.domain.recall.still_open import StillOpen
    from recall_studio.ui.desk import Desk

LEAST_LETTERS = 58


class Detail(QFrame):
    """The cards of one stop, or of the interview as a whole; what is filled in there is an edit at once.

    Args:
        desk: the window's things.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * LEAST_LETTERS)
        self._desk = desk
        self._record: Record | None = None
        self._stop: Stop | None = None
        self._shown: tuple[str, ...] = ()
        self.cards: dict[str, Card] = {}
        self.building = Piecemeal(self)
        desk.session.closing.connect(self.building.stop)
        self.player = ClipPlayer(desk)
        self.original = word_button(_("Play at the stop"), self.play_original)
        self.heard = word_button(_("Hear what was said"), self.play_said)
        self.rectified = QCheckBox(_("The viewer asked for this correction"))
        self.why = QLineEdit(placeholderText=_("Why it is corrected; no names"))
        self.why.setAccessibleName(_("Why it is corrected"))
        self._taken: list[Prompt | Comment] = []
        self.removed = word_button("", self._show_removed, kind="flat")
        self.removed.hide()
        self.acting = Acting(desk, self.rectified.isChecked, self.why.text)
        self.acting.refused.connect(self._show_again)
        self._making = Making(desk, self.acting, self.play_said)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        self._lay_out()

    def show_stop(self, record: Record | None, which: str) -> None:
        """Show a stop by its id, or the interview as a whole; what is being written stays."""
        self._record = record
        stop = next((one for one in record.stops if one.id == which), None) if record is not None else None
        self._stop = stop
        rows = tuple(_rows(record, stop)) if record is not None else ()
        shown = tuple(str(one.id) for one in rows)
        if shown != self._shown:
            self.keep()
            self._clear()
            self._shown = shown
            if stop is not None and self.isVisible():
                self.player.show_at(self._at_stop(stop))
        self.building.do(self._show_rows(rows))
        self.original.setEnabled(stop is not None)
        self.heard.setEnabled(self._sound_at() is not None)

    def keep(self) -> None:
        """Tell what was written and is not kept yet."""
        for card in self.cards.values():
            card.keep()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Another language may have come since it was seen last."""
        super().showEvent(event)
        self._making.forget_languages()

    def go_to(self, one: StillOpen) -> None:
        """Give the keyboard to the field where this is determined."""
        if one.what is Open.DELAY and self._record is not None:
            self._desk.window.open_sheet(DatingSheet(self._desk, self._record.interview))
            return
        self.building.finish()
        card = self.cards.get(one.row)
        if isinstance(card, CommentCard | InterviewCard):
            field: QWidget = card.field_of(one.what)
        elif isinstance(card, PromptCard):
            field = card.type
        else:
            return
        self._scroll.ensureWidgetVisible(card)
        self._scroll.ensureWidgetVisible(field)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def play_original(self) -> None:
        """Play the recording at the stop."""
        if self._stop is not None:
            self.player.play(self._at_stop(self._stop))

    def play_said(self, comment: str = "") -> None:
        """Hear the interview itself: at this comment, or at the first one of the stop."""
        stretch = self._sound_at(comment)
        if stretch is not None:
            self.player.play(stretch)

    def _at_stop(self, stop: Stop) -> Stretch:
        recording = self._record.interview.recording if self._record is not None else ""
        return Stretch(recording, stop.position_ms)

    def _sound_at(self, comment: str = "") -> Stretch | None:
        record, stop = self._record, self._stop
        if record is None or stop is None or record.interview.sound_recording is None:
            return None
        said = [one for one in record.comments if one.stop == stop.id and comment in ("", one.id)]
        first, last = stop.session_ms, stop.resumed_ms
        if said:
            first, last = said[0].sound or (said[0].session_ms, last)
        begin = in_sound(first, record.interview)
        end = in_sound(last, record.interview) if last is not None else None
        return Stretch(record.interview.sound_recording, begin, end) if begin is not None else None

    def _clear(self) -> None:
        for old in self.cards.values():
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = {}

    def _show_rows(self, rows: tuple[Any, ...]) -> Iterator[None]:
        """A card a turn: many fields take longer to make than a picture stands."""
        for number, one in enumerate(rows):
            if str(one.id) not in self.cards:
                card = self._making.card(one, self._record)
                card.changed.connect(self.acting.change)
                card.history_asked.connect(self._show_history)
                self.cards[str(one.id)] = card
                self._column.insertWidget(number, card)
            self._show_row(one, number)
            yield
        self._allow()
        self._look_for_removed()

    def _look_for_removed(self) -> None:
        study, me, stop = self._desk.session.study, self._desk.session.member, self._stop
        taken: list[Prompt | Comment] = []
        if stop is not None:
            taken += records.removed_prompts(study, stop.session, me)
            taken += records.removed_comments(study, stop.session, me)
        self._taken = [one for one in taken if stop is not None and one.stop == stop.id]
        self.removed.setVisible(bool(self._taken))
        self.removed.setText(ngettext("{n} taken out here…", "{n} taken out here…", len(self._taken)))

    def _show_again(self) -> None:
        stop = self._stop
        self.show_stop(self._record, stop.id if stop is not None else "")

    def _show_history(self, row: str) -> None:
        self.acting.show_history(row, self._record, self._making.asked_from(self._record))

    def _show_removed(self) -> None:
        self.acting.show_removed(self._taken, self._record)

    def _allow(self) -> None:
        """Who may not lead the interview, or cannot write the study, reads it alone."""
        for part in (self.rectified, self.why):
            part.setEnabled(self.acting.allowed(self._record))

    def _show_row(self, one: Any, number: int) -> None:
        card, session = self.cards[str(one.id)], self._desk.session
        before = versions.of_row(session.study, str(one.id), session.member)
        card.show_history(len(before), by_participant=any(version.by_participant for version in before))
        card.allow(changing=self.acting.allowed(self._record))
        if isinstance(card, CommentCard):
            by_id = {made: key for key, made in codebooks.ids(session.study).items()}
            keys = [by_id[code] for code in one.codes if code in by_id]
            card.show_comment(one, str(number), session.codebook, keys)
            card.show_questions(self._asked_at())
            asked = [str(old.before["text"]) for old in before if old.by_participant and "text" in old.before]
            card.show_before(asked[-1] if asked else "")  # the earliest is the original
        elif isinstance(card, PromptCard):
            card.show_prompt(one, str(number))
        elif isinstance(card, StopCard):
            card.show_stop(one)
        else:
            card.show_interview(one)

    def _asked_at(self) -> list[tuple[str, Prompt]]:
        """The questions of the stop, each with the number that stands on its card."""
        record, stop = self._record, self._stop
        rows = _rows(record, stop) if record is not None and stop is not None else []
        return [(str(number), one) for number, one in enumerate(rows) if isinstance(one, Prompt)]

    def _lay_out(self) -> None:
        self.player.buttons.addWidget(self.original)
        self.player.buttons.addWidget(self.heard)
        correcting = QHBoxLayout()
        correcting.addWidget(self.rectified)
        correcting.addWidget(self.why, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addLayout(self._column)
        column.addWidget(self.removed, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setProperty("kind", "plain")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.player, 2)
        layout.addLayout(correcting)
        layout.addWidget(self._scroll, 3)


def _rows(record: Record, stop: Stop | None) -> list[Any]:
    return [record.interview] if stop is None else [stop, *in_order(record, stop)]
