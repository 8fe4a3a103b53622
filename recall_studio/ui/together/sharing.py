"""Mijn codeerwerk delen: what goes into the file, where it goes, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel
from typing_extensions import override

from recall_studio.domain.packages import SUFFIX
from recall_studio.domain.words import N_, _, decimal, ngettext
from recall_studio.edits.collecting import own_work
from recall_studio.exchange.coder_package import proposed_name, share_coding
from recall_studio.ui.lasting import while_there
from recall_studio.ui.picking import pick_target
from recall_studio.ui.together.working import WorkingSheet, button, label

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.edits.collecting import OwnWork
    from recall_studio.exchange.coder_package import Shared
    from recall_studio.ui.desk import Desk

WIDTH = 560
LINES = (N_("Moments"), N_("of which with a note"), N_("Coded ranges"), N_("Discuss marks"), N_("Memos"))


class SharingSheet(WorkingSheet):
    """Writes the work of who works here into one file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Share my coding work"), width=WIDTH)
        coder = desk.session.member.code
        self.inside.addWidget(
            label(_("One file with the coding work of {coder}, for a colleague who fetches it.", coder=coder), "muted")
        )
        self.numbers = [QLabel("…") for _line in LINES]
        self.inside.addLayout(self._counts())
        sealed = desk.session.study.key is not None
        self.inside.addWidget(
            label(
                _("The file is encrypted: it opens only in this study, on any computer.")
                if sealed
                else _("This study has no passphrase, so the file is readable: hand it over with care."),
                "muted" if sealed else "warning",
            )
        )
        self.inside.addWidget(
            label(_("No recordings, names or places of files go along, and nothing of other coders."), "muted")
        )
        self.close_button, self.choose = button(_("Close")), button(_("Choose where …"), "main")
        self.close_button.clicked.connect(self.shut)
        self.choose.clicked.connect(self.ask_where)
        self.choose.setEnabled(False)
        self.buttons.addWidget(self.close_button)
        self.buttons.addWidget(self.choose)
        desk.session.do(own_work, done=while_there(self, self._show), refused=while_there(self, self.refuse))

    def ask_where(self) -> None:
        """Ask where the file goes."""
        name = proposed_name(self.desk.session.study)
        pick_target(self, _("Share my coding work"), self.share_to, name=name)

    def share_to(self, file: Path) -> None:
        """Write it there."""
        study = self.desk.session.study
        to = file if file.suffix else file.with_suffix(SUFFIX)
        self.work(
            _("The file is being made"),
            lambda progress: share_coding(study, to=to, progress=progress),
            lambda shared: self._tell(shared, to),
        )

    @override
    def set_busy(self, busy: bool) -> None:
        """One file at a time."""
        self.choose.setEnabled(not busy)

    def _counts(self) -> QGridLayout:
        counts = QGridLayout()
        counts.setHorizontalSpacing(16)
        counts.setColumnStretch(1, 1)
        for row, (words, number) in enumerate(zip(LINES, self.numbers, strict=True)):
            number.setProperty("kind", "heading")
            number.setAccessibleName(_(words))
            counts.addWidget(QLabel(_(words)), row, 0)
            counts.addWidget(number, row, 1)
        return counts

    def _show(self, work: OwnWork) -> None:
        for number, count in zip(
            self.numbers, (work.moments, work.notes, work.ranges, work.marks, work.memos), strict=True
        ):
            number.setText(str(count))
        if work.running:
            said = ngettext(
                "{n} moment still runs and stays out; end it first.",
                "{n} moments still run and stay out; end them first.",
                work.running,
            )
            self.complain(said, "warning")
        if not work.anything:
            self.complain(_("There is no coding work of yours yet: code something first."), "neutral")
        self.choose.setEnabled(work.anything)
        self.fit()

    def _tell(self, shared: Shared, to: Path) -> None:
        for notice in shared.notices:
            self.desk.session.say(notice, "warning")
        self.desk.session.say(
            ngettext(
                "Your work is in “{file}” ({kb} kB, {n} moment): give it to your colleague.",
                "Your work is in “{file}” ({kb} kB, {n} moments): give it to your colleague.",
                shared.moments,
                file=to.name,
                kb=decimal(shared.size_bytes / 1000),
            )
        )
        self.shut()
