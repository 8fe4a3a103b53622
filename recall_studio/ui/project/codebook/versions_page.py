"""The versions of the codebook: what each changed, why, by whom and when; an old one can be read, never changed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from recall_studio.domain.codebook import CodeStatus
from recall_studio.domain.codebook_changes import FIELD_WORDS
from recall_studio.domain.words import _, language, ngettext
from recall_studio.store.codebook_versions import book_of, versions
from recall_studio.ui.library.dates import moment_in_words
from recall_studio.ui.project.codebook.telling import reading_pane, told

if TYPE_CHECKING:
    from recall_studio.domain.codebook import Code, Codebook
    from recall_studio.store.codebook_versions import Version
    from recall_studio.ui.project.codebook.editing import Editing

LETTERS = 36
_TEXTS = ("definition", "include", "exclude")


class VersionsPage(QWidget):
    """The list at the left, what is chosen at the right.

    Args:
        editing: tells when there is another version.
    """

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._versions: list[Version] = []
        self.list = QListWidget()
        self.list.setProperty("kind", "plain")
        self.list.setAccessibleName(_("Versions of the codebook"))
        self.list.setFixedWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        self.pane = reading_pane(_("What the version changed"))
        self.whole = QPushButton(_("Read the whole codebook of this version"))
        self.whole.setCheckable(True)
        self.whole.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        beside = QVBoxLayout()
        beside.addWidget(self.pane, 1)
        beside.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(18)
        layout.addWidget(self.list)
        layout.addLayout(beside, 1)
        self.list.currentRowChanged.connect(self._show)
        self.whole.toggled.connect(lambda _on: self._show(self.list.currentRow()))
        editing.read_anew.connect(self.read)
        self.read()

    def read(self) -> None:
        """List them anew; the newest is chosen when there is another one."""
        found = versions(self._editing.desk.session.study)
        if found == self._versions:
            return
        self._versions = found
        self.list.clear()
        for version in found:
            item = QListWidgetItem(f"{_line(version)}\n{_why(version)}")
            item.setSizeHint(QSize(0, self.fontMetrics().lineSpacing() * 2 + 16))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._versions):
            return
        version, tokens = self._versions[row], self._editing.desk.tokens
        title = escape(_("Version {version}", version=version.number))
        why, muted = escape(_why(version)), f"<span style='color:{tokens.muted}'>{escape(_by(version))}</span>"
        head = f"<h3>{title}</h3><p>{why}<br>{muted}</p>"
        if self.whole.isChecked():
            book = book_of(self._editing.desk.session.study, version.id)
            self.pane.setHtml(head + "".join(_code_in_full(book, code, tokens.muted) for code in book.codes))
        else:
            self.pane.setHtml(head + told(version.differences, tokens))


def _line(version: Version) -> str:
    state = _("in force") if version.in_force else _("taken back") if version.taken_back else ""
    return "  ·  ".join(filter(None, (version.number, state)))


def _why(version: Version) -> str:
    return version.why or _("The codebook that the study began with")


def _by(version: Version) -> str:
    when = moment_in_words(version.at)
    changes = ngettext("{n} change", "{n} changes", len(version.differences)) if version.differences else ""
    return "  ·  ".join(filter(None, (_("coder {code}", code=version.by), when, changes)))


def _code_in_full(book: Codebook, code: Code, muted: str) -> str:
    """A code of a version as a paragraph."""
    spoken = language()
    label, size = escape(code.label.in_language(spoken)), 3 if code.is_theme else 4
    gone = " · " + escape(_("retired")) if code.status is CodeStatus.VERVALLEN else ""
    texts = [(name, getattr(code, name).in_language(spoken)) for name in _TEXTS]
    said = "".join(
        f"<br><span style='color:{muted}'>{escape(_(FIELD_WORDS[name]))}:</span> {escape(text)}"
        for name, text in texts
        if text
    )
    after = ", ".join(book.code(key).label.in_language(spoken) for key in code.successors)
    into = f"<br><span style='color:{muted}'>→ {escape(after)}</span>" if after else ""
    return f"<h{size}>{label}{gone}</h{size}><p>{said.removeprefix('<br>')}{into}</p>"
