"""Codeerwerk ophalen: a file is chosen, codes that differ are decided, what changes is shown, then it is taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from recall_studio.domain.packages import SUFFIX
from recall_studio.domain.words import _, ngettext
from recall_studio.edits.collecting import collect_package, look_at_package, without_counts
from recall_studio.exchange.coder_package import read_package
from recall_studio.ui.lasting import while_there
from recall_studio.ui.library.dropping import DropZone
from recall_studio.ui.picking import pick_files
from recall_studio.ui.together.codes_part import CodesPart
from recall_studio.ui.together.look_part import LookPart
from recall_studio.ui.together.working import WorkingSheet, button, label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from recall_studio.domain.packages import Choice, Package
    from recall_studio.edits.collecting import Collected, Look
    from recall_studio.ui.desk import Desk

WIDTH, LETTERS = 940, 120
TALL_PX = 600


class FetchingSheet(WorkingSheet):
    """Takes in the work of a colleague as one step.

    Args:
        desk: the window's things.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Fetch coding work"), width=WIDTH)
        self._width = max(WIDTH, self.fontMetrics().averageCharWidth() * LETTERS)
        self.package: Package | None = None
        self.look: Look | None = None
        self.part: QWidget | None = None
        self._choices: dict[str, Choice] = {}
        self.zone = DropZone(_("Drop the file of your colleague here, or choose it …"), desk.tokens)
        self.zone.clicked.connect(self.ask_which)
        self.zone.dropped.connect(lambda files: self.read(files[0]) if files else None)
        self.explained = label(
            _(
                "Your colleague makes the file with “Share my coding work”. First you see what it would change; "
                "nothing changes until you say so, and one Undo takes it back."
            ),
            "muted",
        )
        self.inside.addWidget(self.explained)
        self.inside.addWidget(self.zone)
        self.close_button, self.go = button(_("Close")), button("", "main")
        self.go.hide()
        self.close_button.clicked.connect(self.shut)
        self.go.clicked.connect(self._go)
        self.buttons.addWidget(self.close_button)
        self.buttons.addWidget(self.go)

    def ask_which(self) -> None:
        """Ask for the file."""
        patterns = _("Coding work ({patterns})", patterns=f"*{SUFFIX}") + ";;" + _("All files") + " (*)"
        pick_files(self, _("Fetch coding work"), patterns, lambda files: self.read(files[0]))

    def read(self, file: Path) -> None:
        """Read a file and show what it would change."""
        study = self.desk.session.study
        study_id, key = study.facts().id, study.key
        self._choices = {}
        self.work(_("The file is being read"), lambda _p: read_package(file, study=study_id, key=key), self._weigh)

    @override
    def set_busy(self, busy: bool) -> None:
        """One thing at a time."""
        for part in (self.zone, self.go):
            part.setEnabled(not busy)
        if self.part is not None:
            self.part.setEnabled(not busy)

    def _weigh(self, package: Package) -> None:
        """See what it would change."""
        self.package = package
        study, choices = self.desk.session.study, dict(self._choices)
        self.work(
            _("It is compared with this study"),
            lambda _p: study.perform(look_at_package, package=package, choices=choices),
            self._show,
        )

    def _show(self, look: Look) -> None:
        self.look = look
        if look.undecided:
            codes = CodesPart(look.undecided, look.package.code)
            codes.chosen.connect(self._follow)
            self._put(codes, _("Continue"))
        else:
            book, tokens = self.desk.session.codebook, self.desk.tokens
            self._put(LookPart(look, book, tokens), _("Fetch"))
        self._follow()

    def _put(self, part: QWidget, go: str) -> None:
        """Show this in the place of what was asked before."""
        if self.part is not None:
            self.part.deleteLater()
        self.part = part
        self.explained.hide()
        self.zone.hide()
        self.inside.addWidget(part, 1)
        part.show()
        self.go.setText(go)
        self.go.show()
        self.tall_px = TALL_PX
        self.fit()
        self.go.setFocus()

    def _follow(self) -> None:
        """The button can be pressed when everything was answered and there is something to do."""
        if isinstance(self.part, CodesPart):
            self.go.setEnabled(self.part.is_complete)
        elif self.look is not None:
            has_differences = bool(self.look.entries)
            self.go.setEnabled(not self.look.older and (not self.look.changes_nothing or has_differences))

    def _go(self) -> None:
        if self.package is None or self.is_working:
            return
        if isinstance(self.part, CodesPart):
            self._choices |= self.part.choices
            self._weigh(self.package)
        elif isinstance(self.part, LookPart):
            self._take_in(self.package, dict(self._choices), self.part.theirs)

    def _take_in(self, package: Package, choices: Mapping[str, Choice], theirs: tuple[str, ...]) -> None:
        study, session = self.desk.session.study, self.desk.session

        def done(collected: Collected) -> None:
            for notice in collected.notices:
                session.say(notice, "warning")
            session.say(_told(collected, package.code))
            while_there(self, self.shut)()

        self.work(
            _("The work is being fetched"),
            lambda progress: study.perform(
                collect_package, package=package, choices=choices, theirs=theirs, progress=progress
            ),
            done,
            for_good=True,
        )


def _told(done: Collected, coder: str) -> str:
    return without_counts(done, coder) or ngettext(
        "The work of {coder} is here: {n} row came in or changed, {removed} went. Undo takes it back.",
        "The work of {coder} is here: {n} rows came in or changed, {removed} went. Undo takes it back.",
        done.added + done.changed,
        coder=coder,
        removed=done.removed,
    )
