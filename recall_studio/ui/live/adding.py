"""Adding a conversation of which nothing is recorded: who is in it, and whether colleagues may watch along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel
from typing_extensions import override

from recall_studio.domain.consent import Operation, Purpose
from recall_studio.domain.words import _
from recall_studio.edits.observing import NewLive, add_live
from recall_studio.ui.adding.page import AddingPage, page_card
from recall_studio.ui.lasting import while_there

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from recall_studio.edits.consenting import Form
    from recall_studio.edits.observing import AddedLive
    from recall_studio.ui.desk import Desk


class LivePage(AddingPage):
    """The page that adds a conversation, without its recording: nothing of `opname` is asked.

    Args:
        desk: the window's things.
    """

    live = True
    purposes = (Purpose.MEEKIJKEN, Purpose.ONDERZOEK, Purpose.CITAAT, Purpose.KOPPELING, Purpose.ARCHIEF)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, ())
        self.main = Operation.WATCH_ALONG
        self.setAcceptDrops(False)
        self.foot.code.setText(_("Add and watch along"))
        self.conversation.edited.emit()

    @override
    def cards(self) -> tuple[QFrame, ...]:
        """What is asked, from the top."""
        self.conversation.without_recording()
        words = QLabel(
            _(
                "Nothing is recorded. Colleagues watch along while the client and the case manager talk, and mark what "
                "strikes them by the clock. Only their consent to watching along is needed."
            ),
            wordWrap=True,
        )
        words.setProperty("kind", "muted")
        return (
            page_card(_("Conversation"), words, self.conversation),
            page_card(_("Who is in it, and what they answered on the form"), self.people, self.form),
        )

    @override
    def send(self, form: Form | None, *, then_code: bool) -> None:
        """Add it, with these answers."""
        conversation = self.conversation
        new = NewLive(
            name=conversation.name.text().strip(),
            persons=self.people.persons(),
            held=conversation.held,
            type=conversation.type.currentText().strip() or None,
            channel=conversation.channel.currentData() or None,
            wave=conversation.wave.currentText().strip() or None,
        )
        self._session.do(
            add_live,
            done=while_there(self, lambda added: self._take(added, then_watch=then_code)),
            refused=while_there(self, self.refuse),
            new=new,
            answers=self.people.answers(),
            form=form,
        )

    def _take(self, added: AddedLive, *, then_watch: bool) -> None:
        for notice in added.notices:
            self._session.say(notice, "warning")
        if then_watch:
            self._session.open_recording(added.name)
            self._desk.window.show_workspace("coding")
        else:
            self._session.say(_("“{name}” was added.", name=added.name))
            self._desk.window.show_workspace("library")
