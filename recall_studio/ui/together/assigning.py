"""Studie klaarzetten voor een collega: for whom, which recordings, with or without their media."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QListWidgetItem, QSizePolicy
from typing_extensions import override

from recall_studio.domain.errors import BadInput
from recall_studio.domain.pseudonyms import checked
from recall_studio.domain.words import _, decimal, ngettext
from recall_studio.exchange.assigning import assign_study, may_go_along, proposed_name
from recall_studio.ui.form_field import FormField
from recall_studio.ui.lasting import while_there
from recall_studio.ui.picking import pick_target
from recall_studio.ui.together.working import WorkingSheet, button, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recall_studio.exchange.assigning import Assigned, Candidate
    from recall_studio.ui.desk import Desk

WIDTH = 600
LIST_LINES = 7


class AssigningSheet(WorkingSheet):
    """Makes one file that opens as a study, with a colleague as who works in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Prepare the study for a colleague"), width=WIDTH)
        self.inside.addWidget(
            label(
                _(
                    "One file with chosen recordings, their consents and the codebook, without the work of other "
                    "coders. Your colleague opens it on their own computer, and shares their work with you later."
                ),
                "muted",
            )
        )
        self.coder = QComboBox(editable=True)
        others = [one.code for one in desk.session.study.members() if one.id != desk.session.member.id]
        self.coder.addItems(others)
        self.coder.setCurrentIndex(0 if others else -1)
        hint = _("The code they work under; a new code makes them a member of this study.")
        self.coder_field = FormField(_("For which coder"), self.coder, hint)
        self.coder_field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.recordings = QListWidget()
        self.recordings.setAccessibleName(_("Recordings that go along"))
        self.recordings.setFixedHeight(self.recordings.fontMetrics().lineSpacing() * LIST_LINES + 16)
        self.with_media = QCheckBox(_("With the recordings themselves"))
        self.with_media.setChecked(True)
        for part in (self.coder_field, label(_("Which recordings"), "heading"), self.recordings, self.with_media):
            self.inside.addWidget(part)
        self.inside.addWidget(label(self._about_key(), "muted"))
        self.close_button, self.prepare = button(_("Close")), button(_("Prepare …"), "main")
        self.prepare.setEnabled(False)
        self.buttons.addWidget(self.close_button)
        self.buttons.addWidget(self.prepare)
        self.close_button.clicked.connect(self.shut)
        self.prepare.clicked.connect(self.ask_where)
        self.recordings.itemChanged.connect(self._follow)
        self.coder.editTextChanged.connect(self._follow)
        desk.session.do(may_go_along, done=while_there(self, self._show), refused=while_there(self, self.refuse))

    @property
    def chosen(self) -> list[str]:
        """The names of the recordings that go along."""
        items = [self.recordings.item(row) for row in range(self.recordings.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]

    def ask_where(self) -> None:
        """Ask where the file goes."""
        name = proposed_name(self.desk.session.study, self._code)
        pick_target(self, _("Prepare the study for a colleague"), self.prepare_to, name=name)

    def prepare_to(self, file: Path) -> None:
        """Make it there."""
        study, code, chosen, media = self.desk.session.study, self._code, self.chosen, self.with_media.isChecked()
        self.work(
            _("The study is being prepared"),
            lambda progress: assign_study(
                study, coder=code, to=file, recordings=chosen, with_media=media, progress=progress
            ),
            lambda done: self._tell(done, file),
        )

    @override
    def set_busy(self, busy: bool) -> None:
        """What was chosen stays as it is meanwhile."""
        for part in (self.coder, self.recordings, self.with_media, self.prepare):
            part.setEnabled(not busy)

    @property
    def _code(self) -> str:
        return self.coder.currentText().strip()

    def _about_key(self) -> str:
        if self.desk.session.study.key is None:
            return _("This study has no passphrase, so the file is readable: hand it over with care.")
        return _("It opens with the passphrase of this study: tell that apart from the file.")

    def _show(self, candidates: Sequence[Candidate]) -> None:
        """List the recordings: what may not leave is grey, and says why."""
        for one in candidates:
            words = one.name if not one.refused else f"{one.name}  ·  {one.refused}"
            item = QListWidgetItem(words, self.recordings)
            item.setData(Qt.ItemDataRole.UserRole, one.name)
            item.setToolTip(one.refused)
            if one.refused:
                item.setFlags(Qt.ItemFlag.ItemNeverHasChildren)
            else:
                item.setFlags(
                    Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                )
                item.setCheckState(Qt.CheckState.Checked)
        size = sum(one.media_bytes for one in candidates if not one.refused)
        self.with_media.setText(
            _("With the recordings themselves ({mb} MB)", mb=decimal(size / 1e6))
            if size
            else _("With the recordings themselves")
        )
        if not any(not one.refused for one in candidates):
            self.complain(_("There is no recording that may leave: add one, and record its consents."), "neutral")
        self._follow()
        self.fit()

    def _follow(self) -> None:
        """Say what is the matter with the code, and whether it can be prepared."""
        wrong = ""
        if self._code:
            try:
                checked(self._code, what=_("member"))
            except BadInput as error:
                wrong = error.message
            if self._code == self.desk.session.member.code:
                wrong = _("That is you; prepare it for somebody else.")
        self.coder_field.complain(wrong)
        self.prepare.setEnabled(bool(self._code) and not wrong and bool(self.chosen) and not self.is_working)

    def _tell(self, done: Assigned, file: Path) -> None:
        for notice in done.notices:
            self.desk.session.say(notice)
        self.desk.session.say(
            ngettext(
                "“{file}” is ready for {coder}: {n} recording, {mb} MB.",
                "“{file}” is ready for {coder}: {n} recordings, {mb} MB.",
                len(done.recordings),
                file=file.name,
                coder=done.coder,
                mb=decimal(done.size_bytes / 1e6),
            )
        )
        self.shut()
