"""Adding a conversation is one page: its files, what is known of it, who is in it and what each of them answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from recall_studio.domain.consent import Condition
from recall_studio.domain.words import _
from recall_studio.edits.adding import add_conversation
from recall_studio.edits.recording import NewRecording
from recall_studio.ui.adding.conversation_part import LARGE, ConversationPart
from recall_studio.ui.adding.copying import copy_waiting
from recall_studio.ui.adding.files_part import FilesPart
from recall_studio.ui.adding.foot import AddingFoot
from recall_studio.ui.adding.known_study import read_known
from recall_studio.ui.adding.outlook import outlook
from recall_studio.ui.adding.people_part import PeoplePart
from recall_studio.ui.lasting import while_there
from recall_studio.ui.library.consent_words import PURPOSES
from recall_studio.ui.library.form_fields import FormFields
from recall_studio.ui.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent

    from recall_studio.domain.consent import Purpose
    from recall_studio.domain.errors import RecallError
    from recall_studio.edits.consenting import Form
    from recall_studio.edits.recording import Added
    from recall_studio.ui.desk import Desk


class AddingPage(Page):
    """Everything of one conversation; nothing that was filled in is lost when it is refused.

    Args:
        desk: the window's things.
        files: that were dropped or chosen before.
    """

    live = False
    """Whether nothing is recorded of it."""
    purposes: tuple[Purpose, ...] = tuple(PURPOSES)
    """What its people are asked."""

    def __init__(self, desk: Desk, files: Sequence[Path]) -> None:
        super().__init__()
        self._desk, self._session = desk, desk.session
        self._then_code: bool | None = None
        known = self._known = read_known(desk.session.study)
        self.main = known.main
        self.files = FilesPart(desk.tasks, desk.tokens, known.recording_with)
        self.conversation = ConversationPart(
            known.name, taken=known.names, types=known.types, waves=known.waves, last_day=known.last_day
        )
        self.people = PeoplePart(desk.tokens, known.roles, self.purposes)
        self.form = FormFields(
            known.members,
            collector=desk.session.member.code,
            today=known.rules.on,
            last=known.last_form,
            columns=4 if self.fontMetrics().height() < LARGE else 2,
        )
        self.foot = AddingFoot()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.files.add(files)
        self._follow()
        self.begin_at(self.conversation.day if files or self.live else self.files.zone)

    def top_bar(self) -> QWidget:
        """What this is."""
        title = QLabel(_("Add a conversation without a recording") if self.live else _("Add a conversation"))
        title.setProperty("kind", "title")
        return title

    def add(self, *, then_code: bool) -> None:
        """Add it, as soon as the files were looked at; where something is missing, say so beside it."""
        self._then_code = None
        if not self._check():
            return
        if self.files.looking:
            self._then_code = then_code
            self.foot.wait(_("It is added as soon as the file was looked at…"))
            return
        form = self._form()
        if self.people.answers() and form is None:
            return
        self.foot.wait(_("Being added…"))
        self.send(form, then_code=then_code)

    def send(self, form: Form | None, *, then_code: bool) -> None:
        """Add it, with these answers."""
        self._session.do(
            add_conversation,
            done=while_there(self, lambda added: self._go_on(added, then_code=then_code)),
            refused=while_there(self, self.refuse),
            given=self.files.given,
            new=self._new(),
            answers=self.people.answers(),
            form=form,
        )

    @override
    def leave(self) -> None:
        """Go back; what was filled in is asked about first."""
        go = partial(self._desk.window.show_workspace, "library")
        if self._touched():
            self._desk.window.ask(_("This conversation is not added yet."), _("Throw it away"), go)
        else:
            go()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        self.files.zone.dragEnterEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Add them."""
        self.files.zone.dropEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for the files any more."""
        if not event.spontaneous():
            self.files.stop()

    def _connect(self) -> None:
        self.files.changed.connect(self._files_changed)
        for part in (self.conversation, self.people, self.form):
            part.edited.connect(self._follow)
        self.form.more.explicit.toggled.connect(self._follow)
        self.form.more.condition.currentIndexChanged.connect(self._follow)
        self.foot.left.connect(self.leave)
        self.foot.adding_asked.connect(lambda: self.add(then_code=False))
        self.foot.coding_asked.connect(lambda: self.add(then_code=True))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.foot.press)

    def _files_changed(self) -> None:
        self.conversation.propose(self.files.modified)
        self._follow()
        if self._then_code is not None and not self.files.looking:
            self.add(then_code=self._then_code)

    def _follow(self) -> None:
        """Say what will be possible with what stands there now."""
        people = self.people.listed()
        condition = Condition(self.form.more.condition.currentData())
        explicit = self.form.more.explicit.isChecked()
        ahead = outlook(people, self._known.rules, explicit=explicit, condition=condition, live=self.live)
        self.foot.show_outlook(ahead.words, may_code=self.main in ahead.allowed)
        # PR-47: consent that the case manager asks for is hard to refuse.
        asks = self._known.is_case_manager(self.form.collector.currentText().strip(), people)
        warning = _("The case manager in the conversation: somebody independent should ask.") if asks else ""
        self.form.warn_collector(warning)

    def _check(self) -> bool:
        trouble = "" if self.live else self.files.trouble
        self.foot.complain(trouble)
        if trouble:
            self.files.zone.setFocus()
            return False
        return self.conversation.check(self._known.rules.on) and self.people.check()

    def _form(self) -> Form | None:
        """The form, when somebody was asked something; else none is needed."""
        if not self.people.answers():
            return None
        form = self.form.form()
        if form is None:
            self.foot.complain(_("The form of the answers is not complete."))
            self.form.take_focus()
        return form

    def _new(self) -> NewRecording:
        conversation = self.conversation
        return NewRecording(
            name=conversation.name.text().strip(),
            persons=self.people.persons(),
            held=conversation.held,
            type=conversation.type.currentText().strip() or None,
            channel=conversation.channel.currentData() or None,
            wave=conversation.wave.currentText().strip() or None,
            link=bool(conversation.storage.currentData()),
            delete_after=conversation.last_day,
        )

    def _go_on(self, added: Added, *, then_code: bool) -> None:
        for notice in added.notices:
            self._session.say(notice, "warning")
        later = self.files.later
        copy_waiting(self._desk)
        if then_code:
            self._session.open_recording(added.name)
            self._desk.window.show_workspace("coding")
        elif later:
            self._desk.window.open_page(AddingPage(self._desk, later))
        else:
            self._session.say(_("“{name}” was added.", name=added.name))
            self._desk.window.show_workspace("library")

    def refuse(self, error: RecallError) -> None:
        """Say why it is not added; everything stays as it was filled in."""
        self.foot.complain(f"{error.message} {error.remedy}".strip())

    def _touched(self) -> bool:
        asked = any(self.people.grid.is_firm(key) for key in self.people.grid.keys)
        return bool(self.files.paths) or asked or bool(self.conversation.day.text())

    def cards(self) -> tuple[QFrame, ...]:
        """What is asked, from the top."""
        return (
            page_card(_("Recording"), self.files),
            page_card(_("Conversation"), self.conversation),
            page_card(_("Who can be seen or heard, and what they answered on the form"), self.people, self.form),
        )

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        for card in self.cards():
            column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.people.grid.reached.connect(scroll.ensureWidgetVisible)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self.foot)


def page_card(heading: str, *parts: QWidget) -> QFrame:
    """A card of the page, with its heading."""
    card = QFrame()
    card.setProperty("kind", "card")
    title = QLabel(heading)
    title.setProperty("kind", "heading")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.setSpacing(10)
    layout.addWidget(title)
    for part in parts:
        layout.addWidget(part)
    return card
