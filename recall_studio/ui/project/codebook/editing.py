"""What the parts of the codebook's editor share: the concept as it is read now, and the edits on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from recall_studio.domain.study import Role
from recall_studio.store.concept import concept_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.domain.changes import Changes
    from recall_studio.domain.codebook import Codebook
    from recall_studio.domain.errors import RecallError
    from recall_studio.store.concept import Concept
    from recall_studio.ui.desk import Desk

CONCERNS = ("code", "modifier", "exclusive_group", "concept", "codebook_version")


class Editing(QObject):
    """Reads the concept again when it changed, and makes edits.

    Args:
        desk: what it works with.

    Attributes:
        concept: the codebook as it stands and as it will be.
        watching: whether the editor is in sight; while it is not, nothing is read.
    """

    read_anew = Signal()
    """`concept` is another one now."""
    code_asked = Signal(str)
    """The code of this key is to be shown."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.concept: Concept = concept_of(desk.session.study)
        self.watching, self._stale = True, False
        desk.session.changed.connect(self._follow)

    @property
    def book(self) -> Codebook:
        """The codebook as it will be."""
        return self.concept.target

    @property
    def may_edit(self) -> bool:
        """Whether the member may change the concept."""
        session = self.desk.session
        return session.study.writable and session.member.role is Role.ONDERZOEK

    def do(
        self, edit: Callable[..., Any], /, *, done: Callable[[Any], None] = lambda _made: None, **given: Any
    ) -> None:
        """Make an edit; what cannot be done is said, and the fields show again what is so."""
        self.desk.session.do(edit, done=done, refused=self._refuse, **given)

    def _refuse(self, error: RecallError) -> None:
        self.desk.session.complain(error)
        self.read_anew.emit()

    def _follow(self, changes: Changes) -> None:
        if any(changes.of(kind) for kind in CONCERNS):
            self._stale = True
            self.catch_up()

    def catch_up(self) -> None:
        """Read what changed, when the editor is in sight."""
        if self._stale and self.watching:
            self._stale = False
            self.concept = concept_of(self.desk.session.study)
            self.read_anew.emit()
