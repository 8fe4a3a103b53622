"""Making a study: title, kind, place, encryption and the own code; everything is proposed, and can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.errors import BadInput
from recall_studio.domain.pseudonyms import checked
from recall_studio.domain.study import StudyKind
from recall_studio.domain.words import N_, _
from recall_studio.store.keys import SHORTEST_PASSPHRASE
from recall_studio.ui.form_field import FormField
from recall_studio.ui.picking import pick_folder
from recall_studio.ui.start.places import proposed_place, studies_folder

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from recall_studio.domain.errors import RecallError

WIDTH = 600
LONGEST_TITLE = 200
FIRST_CODE = "A"
KINDS = {
    StudyKind.ONDERZOEK: (N_("Research"), N_("Conversations of clients and case managers, coded by a team.")),
    StudyKind.INTERVISIE: (N_("Intervisie"), N_("Own conversations, to look back at and talk about with colleagues.")),
    StudyKind.OEFENEN: (N_("Practice"), N_("Role play, own or public material; it stays marked as practice.")),
}
"""Each kind of study with its name and one sentence."""


@dataclass(frozen=True, slots=True)
class AskedStudy:
    """A study that the user wants made: where, and what it starts with."""

    path: Path
    title: str
    kind: StudyKind
    member: str
    passphrase: str | None


def make_study(asked: AskedStudy) -> str | None:
    """Make it, on a worker; gives the recovery key of an encrypted one.

    Raises:
        RecallError: as `edits.founding.create_study()`.
    """
    from recall_studio.edits.founding import NewStudy, create_study
    from recall_studio.exchange.codebook_files import default_codebook

    start = NewStudy(asked.title, asked.kind, default_codebook(), member=asked.member)
    return create_study(asked.path, start=start, passphrase=asked.passphrase)


class NewStudyCard(QFrame):
    """The form of a new study."""

    asked = Signal(object)
    """`AskedStudy`."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setFixedWidth(WIDTH)
        self._folder = studies_folder()
        self.title = QLineEdit(_("My study"), maxLength=LONGEST_TITLE)
        self.place = QLineEdit()
        self.code = QLineEdit(FIRST_CODE)
        self.encryption = Encryption()
        self._kinds = _kind_buttons(self)
        self.title_field = FormField(_("Title"), self.title)
        self.place_field = FormField(_("Place"), _with_button(self.place, self._choose), "")
        self.code_field = FormField(_("Your code in this study"), self.code, _("Letters or digits, no name."))
        self._place_is_own = False
        self._make = QPushButton(_("Make, and add a recording"))
        self._lay_out()
        self.title.textEdited.connect(self._propose)
        self.place.textEdited.connect(self._keep_place)
        for field in (self.title, self.place, self.code, *self.encryption.fields):
            field.returnPressed.connect(self.ask)
        self._propose()
        self.setFocusProxy(self.title)

    @property
    def encrypted(self) -> QCheckBox:
        """Whether the study is to be encrypted."""
        return self.encryption.wanted

    @property
    def passphrases(self) -> tuple[QLineEdit, QLineEdit]:
        """The passphrase, twice."""
        return self.encryption.fields

    def kind_button(self, kind: StudyKind) -> QRadioButton:
        """The button of a kind."""
        return self._kinds[kind]

    def ask(self) -> None:
        """See that all is there, and ask for the study to be made."""
        self.busy(on=True)
        passphrase = self.encryption.checked()
        title = self.title.text().strip()
        self.title_field.complain("" if title else _("Give the study a title."))
        self.code_field.complain(_code_trouble(self.code.text().strip()))
        place = self.place.text().strip()
        self.place_field.complain("" if place else _("Say where the study is to lie."))
        troubled = [f for f in (self.title_field, self.place_field, self.code_field) if f.complaint]
        if troubled or self.encryption.complaint:
            self.busy(on=False)
            (troubled[0].editor if troubled else self.encryption.fields[0]).setFocus()
            return
        kind = next(kind for kind, button in self._kinds.items() if button.isChecked())
        self.asked.emit(AskedStudy(Path(place).expanduser(), title, kind, self.code.text().strip(), passphrase))

    def busy(self, *, on: bool) -> None:
        """Whether the study is being made now."""
        self._make.setEnabled(not on)

    def complain(self, error: RecallError) -> None:
        """Say why it could not be made; what was filled in stays."""
        self.busy(on=False)
        self.place_field.complain(f"{error.message} {error.remedy}".strip())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Typing replaces the proposed title."""
        self.title.selectAll()

    def _propose(self) -> None:
        if not self._place_is_own:
            self.place.setText(str(proposed_place(self.title.text(), self._folder)))

    def _keep_place(self) -> None:
        self._place_is_own = True

    def _choose(self) -> None:
        pick_folder(self, _("In which folder?"), self._choose_folder, start=_that_is_there(self._folder))

    def _choose_folder(self, folder: Path) -> None:
        self._folder, self._place_is_own = folder, False
        self._propose()

    def _lay_out(self) -> None:
        heading = QLabel(_("New study"))
        heading.setProperty("kind", "title")
        back = QPushButton(_("Back"))
        back.clicked.connect(self.left)
        self._make.setProperty("kind", "main")
        self._make.clicked.connect(self.ask)
        buttons = QHBoxLayout()
        buttons.addWidget(back)
        buttons.addStretch(1)
        buttons.addWidget(self._make)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(14)
        layout.addWidget(heading)
        layout.addWidget(self.title_field)
        layout.addLayout(_kinds(self._kinds))
        for part in (self.place_field, self.code_field, self.encryption):
            layout.addWidget(part)
        layout.addLayout(buttons)


class Encryption(QWidget):
    """Whether to encrypt, and the passphrase twice."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = QCheckBox(_("Encrypt the study with a passphrase"))
        first, again = (QLineEdit(echoMode=QLineEdit.EchoMode.Password) for _time in range(2))
        self.fields = (first, again)
        self._form = FormField(
            _("Passphrase"), first, _("At least {n} characters; several words are best.", n=SHORTEST_PASSPHRASE)
        )
        self._again = FormField(_("The same once more"), again)
        self._part = QWidget()
        pair = QHBoxLayout(self._part)
        pair.setContentsMargins(24, 0, 0, 0)
        for part in (self._form, self._again):
            pair.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.wanted)
        about = QLabel(
            _(
                "What is written in the study is encrypted then. Recordings and the sound of interviews are not: keep "
                "them on an encrypted disk."
            ),
            wordWrap=True,
        )
        about.setProperty("kind", "muted")
        about.setContentsMargins(24, 0, 0, 0)
        for below in (about, self._part):
            layout.addWidget(below)
            below.hide()
            self.wanted.toggled.connect(below.setVisible)

    @property
    def complaint(self) -> str:
        """What is the matter with the passphrase, or nothing."""
        return self._form.complaint or self._again.complaint

    def checked(self) -> str | None:
        """The passphrase; None when none is wanted, or when something is the matter with it."""
        self._form.complain("")
        self._again.complain("")
        if not self.wanted.isChecked():
            return None
        first, again = (field.text() for field in self.fields)
        if len(first) < SHORTEST_PASSPHRASE:
            self._form.complain(_("A passphrase needs at least {n} characters.", n=SHORTEST_PASSPHRASE))
        elif first != again:
            self._again.complain(_("The two are not the same."))
        return None if self.complaint else first


def _that_is_there(folder: Path) -> Path:
    return next((place for place in (folder, *folder.parents) if place.is_dir()), Path.home())


def _code_trouble(code: str) -> str:
    try:
        checked(code, what=_("member"))
    except BadInput as error:
        return f"{error.message} {error.remedy}".strip()
    return ""


def _with_button(field: QLineEdit, choose: object) -> QWidget:
    field.setAccessibleName(_("Place"))
    button = QPushButton(_("Choose…"))
    button.clicked.connect(choose)
    both = QWidget()
    both.setFocusProxy(field)
    layout = QHBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(field, 1)
    layout.addWidget(button)
    return both


def _kind_buttons(owner: QWidget) -> dict[StudyKind, QRadioButton]:
    group = QButtonGroup(owner)
    buttons = {}
    for kind, (name, sentence) in KINDS.items():
        buttons[kind] = QRadioButton(_(name))
        buttons[kind].setAccessibleDescription(_(sentence))
        group.addButton(buttons[kind])
    buttons[StudyKind.ONDERZOEK].setChecked(True)
    return buttons


def _kinds(buttons: dict[StudyKind, QRadioButton]) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setSpacing(4)
    layout.addWidget(QLabel(_("Kind: it stays what it is")))
    for kind, button in buttons.items():
        words = QLabel(_(KINDS[kind][1]), wordWrap=True)
        words.setProperty("kind", "muted")
        row = QHBoxLayout()
        button.setMinimumWidth(110)
        row.addWidget(button)
        row.addWidget(words, 1)
        layout.addLayout(row)
    return layout
