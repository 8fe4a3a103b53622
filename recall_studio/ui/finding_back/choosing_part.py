"""Choosing the moments of a conversation that are looked back at: a plan, what follows from it, and what was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from recall_studio.analysis.finding_back import planned_stretches
from recall_studio.domain.errors import BadInput
from recall_studio.domain.ids import RecordingId
from recall_studio.domain.sampling import (
    PURPOSE_WORDS,
    ChoiceMethod,
    ChoicePurpose,
    Chosen,
    plan_in_words,
    with_margins,
)
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.selecting import choose_moments, move_chosen, remove_chosen
from recall_studio.store import selections as selection_rows
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.finding_back.plan_form import LISTED, PlanForm
from recall_studio.ui.finding_back.play_all import Stretch
from recall_studio.ui.finding_back.rows_model import Line, RowsTable
from recall_studio.ui.tables import in_card

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recall_studio.analysis.finding_back import SeenPlace
    from recall_studio.domain.changes import Changes
    from recall_studio.domain.moments import Moment
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.finding_back.found_moments import FoundMoments

PREVIEW_AFTER_MS = 120
Where = tuple[int, int | None]


class ChoosingPart(QWidget):
    """The plan at the left, what follows from it at the right, what was kept below."""

    pointed_at = Signal(object)
    """The `Stretch` of the row that was chosen."""
    counted = Signal()

    def __init__(self, desk: Desk, found: FoundMoments, listed: Callable[[], Sequence[Moment]]) -> None:
        super().__init__()
        self._desk, self._found, self._listed = desk, found, listed
        self.place, self.purpose = CalmChoice(_("Conversation")), CalmChoice(_("For"))
        for purpose in ChoicePurpose:
            self.purpose.addItem(_(PURPOSE_WORDS[purpose]), purpose)
        self.form = PlanForm()
        self.why = QLineEdit()
        self.why.setAccessibleName(_("Why these moments"))
        self.why.setPlaceholderText(_("Why these moments; no names"))
        self.keep = QPushButton()
        self.keep.setProperty("kind", "main")
        self.preview = RowsTable(_("What follows from the plan"), (_("Begin"), _("End")), (10, 11))
        headings = (_("Nr"), _("For"), _("Begin"), _("End"), _("How they were chosen"), _("Why"), _("By"))
        self.kept = RowsTable(_("Chosen moments"), headings, (5, 14, 9, 9, 30, 20, 7))
        self.said = QLabel(wordWrap=True)
        self.said.setProperty("kind", "muted")
        self.earlier, self.later, self.remove = (
            QPushButton(words) for words in (_("Earlier"), _("Later"), _("Remove"))
        )
        self._stretches: list[Where] = []
        self._by_hand: list[Where] = []
        self._waiting = QTimer(self, singleShot=True, interval=PREVIEW_AFTER_MS)
        self._lay_out()
        self._connect()

    def queue(self) -> list[Stretch]:
        """What is played: the selected ones of those that were kept, else all of them."""
        lines = self.kept.chosen() if len(self.kept.chosen()) > 1 else self.kept.rows.lines
        return [Stretch(line.about.recording, line.about.start_ms, line.about.end_ms) for line in lines]

    def choose_place(self, name: str) -> None:
        """Choose moments of this conversation."""
        self.offer()
        at = self.place.findText(name)
        if at >= 0:
            self.place.setCurrentIndex(at)
            self._begin()

    def offer(self) -> None:
        """Which conversations there are, as it stands now."""
        now = self.place.currentData()
        self.place.clear()
        for place in self._found.places.values():
            if not place.live and not place.recall:
                self.place.addItem(place.name, place.id)
        opened = self._desk.session.recording
        now = now or (opened.id if opened is not None else None)
        self.place.setCurrentIndex(max(0, self.place.findData(now)))
        self.form.offer(self._desk.session.codebook, self._here.persons if self._here else ())
        self._plan()
        self.show_kept()

    def show_kept(self) -> None:
        """List what was chosen of this conversation."""
        session, here = self._desk.session, self._here
        found: list[Chosen] = []
        if here is not None:
            found = selection_rows.of_all(session.study, session.member, RecordingId(here.id))
        numbers: dict[ChoicePurpose, int] = {}
        lines = []
        for one in found:
            numbers[one.purpose] = numbers.get(one.purpose, 0) + 1
            lines.append(_line(one, numbers[one.purpose]))
        self.kept.show_lines(lines)
        self._enable()
        self.counted.emit()

    @property
    def _here(self) -> SeenPlace | None:
        return self._found.places.get(self.place.currentData() or "")

    def _begin(self) -> None:
        """Another conversation: what was pointed at belongs to the one before."""
        self._by_hand = []
        self.form.offer(self._desk.session.codebook, self._here.persons if self._here else ())
        self._plan()
        self.show_kept()
        opened = self._desk.session.recording
        if self._here is not None and (opened is None or opened.name != self._here.name):
            self.pointed_at.emit(Stretch(self._here.name, 0))  # what is done here is then taken back from here

    def _plan(self) -> None:
        """Show what follows from the plan."""
        self._waiting.stop()
        try:
            self._stretches = self._following() if self._here is not None else []
        except BadInput as error:
            self._stretches = []
            self.said.setText(error.message)
        else:
            self.said.setText(self._summary())
        lines = [Line(f"{start}-{end}", (_clock(start), _clock(end)), (start, end)) for start, end in self._stretches]
        self.preview.show_lines(lines)
        self.keep.setText(ngettext("Keep {n} moment", "Keep {n} moments", len(lines)))
        self.keep.setEnabled(bool(lines) and self._desk.session.study.writable)

    def _following(self) -> list[Where]:
        here, form = self._here, self.form
        if here is None:
            return []
        plan = form.plan()
        if form.by_hand:
            return list(self._by_hand)
        if plan.get("from") == LISTED:
            selected = [(one.start_ms, one.end_ms) for one in self._listed() if one.recording_id == here.id]
            margins = {"before_ms": plan["before_ms"], "after_ms": plan["after_ms"]}
            return list(with_margins(selected, duration_ms=here.duration_ms, **margins))
        moments = self._found.of_place(here.id) if form.chosen is ChoiceMethod.CODEGESTUURD else ()
        marked = [mark.at_ms for mark in self._found.marks if mark.recording_id == here.id]
        return list(
            planned_stretches(
                duration_ms=here.duration_ms, method=form.chosen, plan=plan, moments=moments, marked_ms=marked
            )
        )

    def _summary(self) -> str:
        if self._stretches:
            total = sum((end or start) - start for start, end in self._stretches)
            number = ngettext("{n} moment", "{n} moments", len(self._stretches))
            return _("{moments}, together {time}.", moments=number, time=_clock(total))
        if self.form.by_hand:
            return _("Play to the moment, and add it from the playhead.")
        return _("Nothing follows from this plan yet.")

    def _add(self, length_ms: int) -> None:
        """A stretch from the playhead on, when it stands in this conversation."""
        here, recording = self._here, self._desk.session.recording
        if here is None:
            return
        if recording is None or recording.name != here.name:
            self.pointed_at.emit(Stretch(here.name, 0))
            self._desk.session.say(_("“{name}” is opened. Play to the moment, then add it.", name=here.name))
            return
        start = min(self._desk.playing.player.position_ms(), here.duration_ms - 1)
        self._by_hand.append((start, min(start + length_ms, here.duration_ms)))
        self._plan()

    def _keep(self) -> None:
        here, form = self._here, self.form
        if here is None or not self._stretches:
            return
        self._desk.session.do(
            choose_moments,
            done=self._kept,
            recording=here.name,
            purpose=ChoicePurpose(self.purpose.currentData()),
            method=form.chosen,
            stretches=tuple(self._stretches),
            plan=form.plan(),
            why=self.why.text(),
            participant=form.who(),
        )

    def _kept(self, made: tuple[str, ...]) -> None:
        self._by_hand = []
        self.why.clear()
        self._plan()
        self._desk.session.say(ngettext("{n} moment was kept.", "{n} moments were kept.", len(made)))

    def _move(self, by: int) -> None:
        chosen = self.kept.chosen()
        if len(chosen) == 1:
            self._desk.session.do(move_chosen, chosen=chosen[0].about.id, by=by)

    def _follow(self, changes: Changes) -> None:
        if self.isVisible() and changes.of("selection"):
            self.show_kept()

    def _point(self, table: RowsTable) -> None:
        self._enable()
        self.counted.emit()
        chosen, here = table.chosen(), self._here
        if len(chosen) == 1 and here is not None and self.isVisible():
            about = chosen[0].about
            start = about.start_ms if isinstance(about, Chosen) else about[0]
            self.pointed_at.emit(Stretch(here.name, start))

    def _enable(self) -> None:
        chosen, writable = self.kept.chosen(), self._desk.session.study.writable
        self.remove.setEnabled(bool(chosen) and writable)
        for button in (self.earlier, self.later):
            button.setEnabled(len(chosen) == 1 and writable)

    def _connect(self) -> None:
        self.place.activated.connect(self._begin)
        self.form.changed.connect(self._waiting.start)
        self.form.add_asked.connect(self._add)
        self._waiting.timeout.connect(self._plan)
        self.keep.clicked.connect(self._keep)
        self.earlier.clicked.connect(lambda: self._move(-1))
        self.later.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(
            lambda: self._desk.session.do(remove_chosen, chosen=tuple(line.about.id for line in self.kept.chosen()))
        )
        for table in (self.preview, self.kept):
            table.selectionModel().selectionChanged.connect(lambda _now, _before, table=table: self._point(table))
        self._desk.session.changed.connect(self._follow)
        self._found.changed.connect(lambda: self.offer() if self.isVisible() else None)

    def _lay_out(self) -> None:
        for button in (self.keep, self.earlier, self.later, self.remove):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head, middle, foot, below = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.place, 1)
        head.addWidget(self.purpose, 1)
        middle.addWidget(self.form, 3, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(in_card(self.preview), 2)
        foot.addWidget(self.why, 1)
        foot.addWidget(self.keep)
        heading = QLabel(_("Chosen moments of this conversation"))
        heading.setProperty("kind", "heading")
        below.addWidget(heading, 1)
        for button in (self.earlier, self.later, self.remove):
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(middle, 1)
        layout.addWidget(self.said)
        layout.addLayout(foot)
        layout.addLayout(below)
        layout.addWidget(in_card(self.kept), 1)


def _clock(ms: int | None) -> str:
    return "" if ms is None else plain_clock(ms)


def _line(one: Chosen, number: int) -> Line:
    purpose, end = _(PURPOSE_WORDS[one.purpose]), _clock(one.end_ms)
    cells = (str(number), purpose, _clock(one.start_ms), end, plan_in_words(one), one.why, one.member)
    return Line(one.id, cells, one)
