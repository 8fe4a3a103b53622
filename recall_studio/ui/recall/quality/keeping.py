"""What leaves the dashboard: a card as picture, drawing, data or text, once the gate lets numbers out."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QGuiApplication, QImageWriter

from recall_studio.domain.errors import RecallError
from recall_studio.domain.words import _
from recall_studio.exchange.quality_figures import release_figures
from recall_studio.store.folder import written_beside
from recall_studio.ui.lasting import while_there
from recall_studio.ui.picking import pick_target
from recall_studio.ui.recall.quality.plot_view import as_picture, write_svg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from recall_studio.ui.desk import Desk
    from recall_studio.ui.recall.quality.card import QualityCard


class Keeping(QObject):
    """Asks where, asks the gate, writes.

    Args:
        desk: the window's things.
        over: whose letters the plots are written in.
    """

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over

    def copy(self, card: QualityCard) -> None:
        """Put the words of a card on the clipboard."""
        self._release(lambda: self._put_on_clipboard(card.in_words()))

    def ask(self, card: QualityCard, kind: str) -> None:
        """Ask where a card is kept as `png`, `svg` or `csv`."""
        pick_target(self._over, _("Save the card"), partial(self.keep, card, kind), name=f"{card.key}.{kind}")

    def keep(self, card: QualityCard, kind: str, path: Path) -> None:
        """Keep a card in this file."""
        whole = path if path.suffix else path.with_suffix(f".{kind}")
        self._release(lambda: self._write(card, kind, whole))

    def put_on_clipboard(self, text: str) -> None:
        """Put a text on the clipboard, once the gate lets numbers out."""
        self._release(lambda: self._put_on_clipboard(text))

    def write_text(self, text: str, path: Path) -> None:
        """Keep a text in this file, once the gate lets numbers out."""
        whole = path if path.suffix else path.with_suffix(".txt")
        self._release(lambda: self._write_bytes(whole, text.encode()))

    def _release(self, use: Callable[[], None]) -> None:
        def hand_over(_released: object) -> None:
            try:
                use()
            except RecallError as error:
                self._desk.session.complain(error)

        self._desk.session.do(release_figures, done=while_there(self, hand_over))

    def _put_on_clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._desk.session.say(_("Copied."))

    def _write(self, card: QualityCard, kind: str, path: Path) -> None:
        font = self._over.font()
        if kind == "csv" or card.plot is None:
            self._write_bytes(path, as_csv(card).encode())
            return
        if kind == "svg":
            with written_beside(path) as beside:
                write_svg(card.plot, font, beside)
            self._tell(path)
            return
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(as_picture(card.plot, font))
        self._write_bytes(path, bytes(buffer.data().data()))

    def _write_bytes(self, path: Path, content: bytes) -> None:
        with written_beside(path) as beside:
            beside.write_bytes(content)
        self._tell(path)

    def _tell(self, path: Path) -> None:
        self._desk.session.say(_("It is in {file}.", file=path.name))


def as_csv(card: QualityCard) -> str:
    """The data of a card: the same in every language, an empty cell for what is not known."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(card.columns)
    for row in card.rows:
        writer.writerow(["" if value is None else value for value in row])
    return text.getvalue()
