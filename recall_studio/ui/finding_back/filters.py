"""What is looked for: words, code or theme, coder, person, conversation; and in words what of it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from recall_studio.analysis.finding_back import UNCODED, Wanted
from recall_studio.domain.words import _, in_words, language, ngettext
from recall_studio.ui.coding.chords import codes_in_use
from recall_studio.ui.coding.fields import CalmChoice
from recall_studio.ui.icons import icon

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk
    from recall_studio.ui.finding_back.found_moments import FoundMoments

PATIENCE_MS = 150
"""So long after the last letter the words are looked for."""


class Filters(QWidget):
    """The fields; `asked` carries a `Wanted`."""

    asked = Signal(object)

    def __init__(self, desk: Desk, found: FoundMoments) -> None:
        super().__init__()
        self._desk, self._found = desk, found
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Words in code, note or what is said"))
        self.words.setAccessibleName(_("Find moments"))
        self.words.setClearButtonEnabled(True)
        self.words.addAction(icon("search", desk.tokens.muted), QLineEdit.ActionPosition.LeadingPosition)
        names = (_("Code or theme"), _("Conversation"), _("Person"), _("Coder"))
        self.code, self.place, self.person, self.coder = (CalmChoice(name) for name in names)
        self.discuss = QPushButton("★ " + _("To be discussed"))
        self.discuss.setCheckable(True)
        self.clear = QPushButton(_("Show all"))
        self.clear.setProperty("kind", "flat")
        for button in (self.discuss, self.clear):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.number = QLabel(wordWrap=True)
        self.number.setProperty("kind", "muted")
        self._waiting = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._lay_out()
        self._connect()

    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(
            words=tuple(self.words.text().casefold().split()),
            code=self.code.currentData() or "",
            coder=self.coder.currentData() or "",
            person=self.person.currentData() or "",
            place=self.place.currentData() or "",
            discuss=self.discuss.isChecked(),
        )

    def ask(self, wanted: Wanted) -> None:
        """Look for this."""
        self.words.setText(" ".join(wanted.words))
        for choice, key in (
            (self.code, wanted.code),
            (self.place, wanted.place),
            (self.person, wanted.person),
            (self.coder, wanted.coder),
        ):
            choice.setCurrentIndex(max(0, choice.findData(key)))
        self.discuss.setChecked(wanted.discuss)
        self._tell()

    def offer(self) -> None:
        """What can be filtered by, as it stands now."""
        session, places = self._desk.session, self._found.places.values()
        book, me, study = session.codebook, session.member, session.study
        codes = [(code.label.in_language(language()), code.key) for code in codes_in_use(book)]
        persons = sorted({person for place in places for person in place.persons})
        seen = study.members() if study.sees_others(me) else [me]
        for choice, everything, entries in (
            (self.code, _("All codes"), [*codes, (_("To be coded"), UNCODED)]),
            (self.place, _("All conversations"), [(place.name, place.id) for place in places]),
            (self.person, _("Everybody"), [(person, person) for person in persons]),
            (self.coder, _("All coders"), [(_("Coder {code}", code=one.code), one.code) for one in seen]),
        ):
            now = choice.currentData()
            choice.clear()
            choice.addItem(everything, "")
            for words, key in entries:
                choice.addItem(words, key)
            choice.setCurrentIndex(max(0, choice.findData(now)))
        if self.wanted() != self._found.wanted:
            self._tell()

    def count(self) -> None:
        """Say exactly what is included, and how much that is."""
        shown, everything = len(self._found.shown), self._found.number
        number = ngettext("{n} moment", "{n} moments", shown)
        places = len({one.recording_id for one in self._found.shown})
        among = ngettext("in {n} conversation", "in {n} conversations", places)
        kept = [
            choice.currentText() for choice in (self.code, self.place, self.person, self.coder) if choice.currentData()
        ]
        kept += [f"“{self.words.text().strip()}”"] if self.words.text().strip() else []
        kept += [_("To be discussed")] if self.discuss.isChecked() else []
        if kept:
            number = _("{shown} of {all} moments", shown=shown, all=everything)
        self.number.setText(f"{number} {among}" + (f": {in_words(kept)}" if kept else ""))
        self.clear.setVisible(bool(kept))

    def _tell(self, _changed: object = None) -> None:
        self._waiting.stop()
        self.asked.emit(self.wanted())

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _text: self._waiting.start())
        self._waiting.timeout.connect(self._tell)
        for choice in (self.code, self.place, self.person, self.coder):
            choice.activated.connect(self._tell)
        self.discuss.clicked.connect(self._tell)
        self.clear.clicked.connect(lambda: self.ask(Wanted()))
        self._found.read.connect(self.offer)
        self._found.changed.connect(self.count)

    def _lay_out(self) -> None:
        self.clear.hide()
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self.words, 0, 0, 1, 3)
        grid.addWidget(self.discuss, 0, 3)
        for place, choice in enumerate((self.code, self.place, self.person, self.coder)):
            grid.addWidget(choice, 1, place)
            grid.setColumnStretch(place, 1)
        below = QHBoxLayout()
        below.addWidget(self.number, 1)
        below.addWidget(self.clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(grid)
        layout.addLayout(below)
