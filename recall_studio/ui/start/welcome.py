"""The start page, while no study is open: three large choices, and the studies that were opened last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.errors import StudyDamaged, WrongPassphrase
from recall_studio.domain.words import _, language
from recall_studio.store import opening
from recall_studio.ui.notices import NoticeBar
from recall_studio.ui.picking import pick_folder
from recall_studio.ui.session import Said
from recall_studio.ui.start.centred import centred
from recall_studio.ui.start.chosen import Chosen
from recall_studio.ui.start.front import FrontPage
from recall_studio.ui.start.new_study import NewStudyCard, make_study
from recall_studio.ui.start.opening_study import is_packed, refusal, restore_latest, unpacked
from recall_studio.ui.start.passphrase import PassphraseCard
from recall_studio.ui.start.places import studies_folder
from recall_studio.ui.start.recovery import RecoveryCard
from recall_studio.ui.start.work_strip import WorkStrip

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent

    from recall_studio.domain.errors import RecallError
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.start.new_study import AskedStudy
    from recall_studio.ui.tasks import Tasks
    from recall_studio.ui.tokens import Tokens

DEMO_MEMBER = "A"
NAMES = {"nl": "Nederlands", "en": "English"}
"""Languages, each in its own words."""


class WelcomePage(QWidget):
    """Leads to a study: `study_chosen` says which; who cannot open it gives it back with `refuse()`."""

    study_chosen = Signal(object)
    """`Chosen`."""

    def __init__(self, preferences: Preferences, tasks: Tasks, tokens: Tokens) -> None:
        super().__init__()
        self._preferences, self._tokens = preferences, tokens
        self.setAcceptDrops(True)
        self.notices = NoticeBar(tokens)
        self.front = FrontPage(preferences.settings.recent, tokens)
        self.card: QWidget | None = None
        self._cards = QStackedWidget()
        self.work = WorkStrip(tasks)
        self._language = QPushButton(NAMES["en" if language() == "nl" else "nl"])
        self._lay_out()
        self.work.busy.connect(lambda busy: self.front.setEnabled(not busy))
        self.work.busy.connect(lambda busy: self._language.setEnabled(not busy))
        self.work.refused.connect(lambda error: self.notices.tell(Said(error.message, "error", error.remedy)))
        self.front.demo_asked.connect(self.try_demo)
        self.front.new_asked.connect(self.make_new)
        self.front.open_asked.connect(self._pick)
        self.front.recent.chosen.connect(self.choose)
        self.front.recent.forgotten.connect(self.forget)
        other = "en" if language() == "nl" else "nl"
        self._language.clicked.connect(lambda: preferences.change(language=other))

    def refuse(self, chosen: Chosen, error: RecallError) -> None:
        """Say why a study does not open, and offer what can be done; the passphrase is asked for here."""
        if isinstance(error, WrongPassphrase):
            self._ask_passphrase(chosen, error.message if chosen.passphrase is not None else "")
            return
        said = refusal(error)
        self._show_front()
        if isinstance(error, StudyDamaged):
            words = f"{said.text} {said.remedy}"
            self.notices.ask(words, _("Put the latest backup back"), lambda: self._restore(chosen))
        else:
            self.notices.tell(said)

    def try_demo(self) -> None:
        """Open the demo study; it is made first where there is none."""
        from recall_studio.exchange.demo import NAME, make_demo

        folder = studies_folder()
        path = folder / NAME
        if path.exists():
            self._enter_demo(path)
        else:
            self.work.run(
                _("Making the demo study"),
                lambda progress: make_demo(folder, progress=progress).path,
                self._enter_demo,
            )

    def make_new(self) -> None:
        """Show the form of a new study."""
        card = NewStudyCard()
        card.left.connect(self._show_front)
        card.asked.connect(lambda asked: self._make(card, asked))
        self._show(card)

    def choose(self, path: Path) -> None:
        """Open what was pointed at: a study, or a whole study in one file."""
        if is_packed(path):
            self.work.run(
                _("Unpacking the study"),
                lambda progress: unpacked(path, studies_folder(), progress),
                self.choose,
            )
        else:
            self.study_chosen.emit(Chosen(path))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """What was shown before the page itself was could not take the keyboard yet."""
        self._take_focus()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A study or a packed file may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first thing that was dropped."""
        event.acceptProposedAction()
        self.choose(Path(event.mimeData().urls()[0].toLocalFile()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the three choices."""
        if event.key() == Qt.Key.Key_Escape and not isinstance(self.card, RecoveryCard):
            self._show_front()
        else:
            super().keyPressEvent(event)

    def _enter_demo(self, path: Path) -> None:
        known = opening.study_id(path)
        members = self._preferences.settings.members
        self._preferences.change(members={known: DEMO_MEMBER, **members})
        self.study_chosen.emit(Chosen(path, then="coding", member=members.get(known, DEMO_MEMBER)))

    def _make(self, card: NewStudyCard, asked: AskedStudy) -> None:
        def made(key: str | None) -> None:
            chosen = Chosen(asked.path, asked.passphrase, then="adding", member=asked.member)
            if key is None:
                self.study_chosen.emit(chosen)
                return
            shown = RecoveryCard(asked.title, key)
            shown.accepted.connect(lambda: self.study_chosen.emit(chosen))
            self._show(shown)

        self.work.run(_("Making the study"), lambda _progress: make_study(asked), made, refused=card.complain)

    def _ask_passphrase(self, chosen: Chosen, wrong: str) -> None:
        card = PassphraseCard(chosen.path.stem, self._tokens, wrong=wrong)
        card.typed.connect(lambda typed: self.study_chosen.emit(replace(chosen, passphrase=typed)))
        card.left.connect(self._show_front)
        self._show(card)

    def _restore(self, chosen: Chosen) -> None:
        self.work.run(
            _("Putting the latest backup back"),
            lambda _progress: restore_latest(chosen.path, chosen.passphrase),
            lambda _restored: self.study_chosen.emit(chosen),
        )

    def _pick(self) -> None:
        start = studies_folder()
        pick_folder(self, _("Which study?"), self.choose, start=start if start.is_dir() else None)

    def forget(self, path: str) -> None:
        """Take a study off the list of those opened last."""
        recent = tuple(one for one in self._preferences.settings.recent if one != path)
        self._preferences.change(recent=recent)
        self.front.show_recent(recent)

    def _show_front(self) -> None:
        if self.card is not None:
            self._cards.removeWidget(self.card)
            self.card.deleteLater()
            self.card = None
        self._take_focus()

    def _take_focus(self) -> None:
        if self.card is not None:
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.front.take_focus()

    def _show(self, card: QWidget) -> None:
        self._show_front()
        self.notices.hide()
        self.card = centred(card)
        self._cards.setCurrentIndex(self._cards.addWidget(self.card))
        self._take_focus()

    def _lay_out(self) -> None:
        self._cards.addWidget(centred(self.front))
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._cards)
        name = QLabel("Recall Studio")
        name.setProperty("kind", "heading")
        self._language.setProperty("kind", "flat")
        self._language.setAccessibleName(_("Language"))
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 16, 0)
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(self._language)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.notices)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.work)
