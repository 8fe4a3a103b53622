"""The panel at the right of the library: picture, facts and actions of the recording that is selected."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from recall_studio.analysis.library import REMIND_DAYS, Consent
from recall_studio.domain.study import role_in_words
from recall_studio.domain.words import _, ngettext
from recall_studio.ui.buttons import word_button
from recall_studio.ui.facts_grid import FactsGrid
from recall_studio.ui.icons import icon
from recall_studio.ui.kinds import set_kind
from recall_studio.ui.library.badges import consent_badge
from recall_studio.ui.library.dates import day_in_words, held_in_words, length_in_words, local_clock
from recall_studio.ui.library.recordings_model import looked_back_in_words
from recall_studio.ui.side_panel import SidePanel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPaintEvent

    from recall_studio.analysis.library import LibraryRow, Live
    from recall_studio.store.observations import Marked
    from recall_studio.store.reading import Row
    from recall_studio.ui.tokens import Tokens

WIDTH = 290
LEAST_LETTERS = 40


class DetailsPanel(SidePanel):
    """Shows one recording; its buttons say what is asked."""

    coding_asked = Signal()
    consent_asked = Signal()
    finding_asked = Signal()
    page_asked = Signal()
    recall_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(_("Choose a conversation to see more of it."), letters=LEAST_LETTERS)
        self.picture = Picture(tokens)
        self._title = QLabel(wordWrap=True)
        self._title.setProperty("kind", "title")
        self._badge = QLabel()
        self._facts = FactsGrid(tokens)
        self._missing = QLabel(_("The file of this recording is not where it was."), wordWrap=True)
        self._missing.setProperty("kind", "warning")
        self.code = word_button(_("Code it"), self.coding_asked.emit, kind="main")
        self.consent = word_button(_("Consent…"), self.consent_asked.emit)
        self.find_file = word_button(_("Find the file…"), self.finding_asked.emit)
        self.page = word_button(_("On one page…"), self.page_asked.emit)
        self.recall = word_button(_("Recall interview…"), self.recall_asked.emit)
        self._lay_out()

    def show_row(self, row: LibraryRow | None, media: Sequence[Row], today: date) -> None:
        """Show a recording with its media files as it stands today, or nothing."""
        self.show_chosen(chosen=row is not None)
        if row is None:
            return
        self._title.setText(f"{row.name} · {row.type}" if row.type else row.name)
        kind, words = consent_badge(row)
        self._badge.setText(words)
        set_kind(self._badge, kind)
        self.picture.show_live(live=row.live is not None)
        self.code.setText(_("Watch along") if row.live else _("Code it"))
        self.code.setEnabled(row.consent is Consent.GIVEN)
        self.page.setEnabled(row.consent is Consent.GIVEN)
        self.recall.setVisible(row.live is None)
        self.code.setToolTip("" if row.consent is Consent.GIVEN else _("The consent does not allow it yet."))
        self._facts.show_facts(_facts(row, media, today))

    def show_picture(self, picture: QPixmap | None, *, sound: bool) -> None:
        """Show this picture, or a sign that there is none."""
        self.picture.show_picture(picture, sound=sound)

    def show_missing(self, *, missing: bool) -> None:
        """Say whether the file is gone."""
        self._missing.setVisible(missing)
        self.find_file.setVisible(missing)

    def _lay_out(self) -> None:
        for above in (self.picture, self._title):
            self.inside.addWidget(above)
        self.inside.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignLeft)
        for below in (self._facts, self._missing):
            self.inside.addWidget(below)
        self.inside.addSpacing(4)
        for button in (self.code, self.recall, self.consent, self.page, self.find_file):
            self.inside.addWidget(button)
        self.inside.addStretch(1)


class Picture(QWidget):
    """A picture with round corners, as wide as there is room; a sign where there is none."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._picture: QPixmap | None = None
        self._sound = self._live = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Picture of the recording"))

    def show_picture(self, picture: QPixmap | None, *, sound: bool) -> None:
        """Show this, or that there is sound alone, or nothing yet."""
        self._picture, self._sound = picture, sound
        self.update()

    def show_live(self, *, live: bool) -> None:
        """Whether it is watched along, so that there is nothing to see here."""
        self._live = live

    @override
    def hasHeightForWidth(self) -> bool:
        """It keeps its proportions."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """As a film: sixteen to nine."""
        return round(width * 9 / 16)

    @override
    def sizeHint(self) -> QSize:
        """As wide as the panel usually is."""
        return QSize(WIDTH - 32, self.heightForWidth(WIDTH - 32))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The whole picture, or a sign."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(self.rect(), 8, 8)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), self._tokens.track if self._picture is None else self._tokens.stage)
        if self._picture is None:
            name = "eye" if self._live else "microphone" if self._sound else "film"
            sign = icon(name, self._tokens.muted)
            sign.paint(painter, self.rect().adjusted(0, self.height() // 3, 0, -self.height() // 3))
            return
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.drawPixmap(left, top, size.width(), size.height(), self._picture)


def _facts(row: LibraryRow, media: Sequence[Row], today: date) -> Iterator[tuple[str, str, bool]]:
    """Name, words, and whether it is pressing."""
    people = [f"{person.pseudonym} ({role_in_words(person.role)})" for person in row.people]
    yield _("Who") if row.live else _("Recorded"), "\n".join(people), False
    held = held_in_words(row)
    if held:
        yield _("Held on"), held, False
    if row.case:
        yield _("Case"), row.case, False
    if row.delete_after:
        left = (date.fromisoformat(row.delete_after) - today).days
        yield _("Keep until"), day_in_words(row.delete_after), left <= REMIND_DAYS
    if row.live is None:
        yield _("File"), _file_words(row, media), False
    else:
        yield from _live_facts(row.live)
    counted = [f"{one.coder} {one.moments}" for one in row.progress if one.moments]
    if row.live is None or row.live.withdrawn is None:
        yield _("Moments"), " · ".join(counted) or _("none yet"), False
    if row.looked_back:
        yield _("Looked back"), looked_back_in_words(row), False


def _live_facts(live: Live) -> Iterator[tuple[str, str, bool]]:
    yield _("Recording"), _("none: it is watched along live"), False
    if live.observation is not None:
        began = local_clock(live.observation.started_at)
        ended = live.observation.ended_at
        until = f"{local_clock(ended):%H:%M}" if ended else _("goes on")
        yield _("Watched along"), f"{day_in_words(began.date())} {began:%H:%M} – {until}", False
    if live.withdrawn:
        yield _("To be deleted"), _withdrawn_words(live.withdrawn), True


def _withdrawn_words(left: Marked) -> str:
    """What was marked in a conversation whose consent to watching along was taken back."""
    return " · ".join(
        (
            ngettext("{n} moment", "{n} moments", left.moments),
            ngettext("{n} note", "{n} notes", left.notes),
            ngettext("{n} mark to discuss", "{n} marks to discuss", left.marks),
        )
    )


def _file_words(row: LibraryRow, media: Sequence[Row]) -> str:
    said = []
    facts = json.loads(media[0]["probe"]) if media else {}
    if facts.get("video"):
        said.append(_("picture {height}p", height=min(facts["video"]["height"], facts["video"]["width"])))
    if facts.get("audio"):
        channels = facts["audio"]["channels"]
        said.append(_("sound stereo") if channels > 1 else _("sound mono"))
    said.append(length_in_words(row.duration_ms))
    if len(media) > 1:
        said.append(ngettext("{n} part", "{n} parts", len(media)))
    if media and all(not file["stored_as"] for file in media):
        said.append(_("left where it is") if media[0]["storage"] == "koppeling" else _("not copied yet"))
    return " · ".join(said)
