"""A plot as a widget, with its words for who cannot see it, and as a picture or SVG to be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from recall_studio.ui.recall.quality.drawing import Drawing, height_of
from recall_studio.ui.tokens import LIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QFont, QPaintEvent

    from recall_studio.ui.recall.quality.plots import Plot
    from recall_studio.ui.tokens import Tokens

LEAST_PX = 300
KEPT_PX, MARGIN_PX, FINE = 640, 24, 2
"""A plot that is saved is so wide, with so much around it, and drawn so many times finer."""


class PlotView(QWidget):
    """Shows one plot, as wide as there is room.

    Args:
        tokens: the colours.
    """

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._plot: Plot | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def plot(self) -> Plot | None:
        """What is shown."""
        return self._plot

    def show_plot(self, plot: Plot | None, name: str) -> None:
        """Show this plot, or none."""
        self._plot = plot
        self.setAccessibleName(name)
        self.setAccessibleDescription(plot.in_words() if plot is not None else "")
        self.setVisible(plot is not None)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        height = height_of(self._plot, QFontMetricsF(self.font()).height()) if self._plot is not None else 0
        return QSize(LEAST_PX, round(height))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        if self._plot is not None:
            painter = QPainter(self)
            painter.setFont(self.font())
            Drawing(painter, self.width(), self._tokens).draw(self._plot)


def kept_size(plot: Plot, font: QFont) -> QSize:
    """How large a plot is that is saved, with its margin."""
    height = height_of(plot, QFontMetricsF(font).height())
    return QSize(KEPT_PX + 2 * MARGIN_PX, round(height) + 2 * MARGIN_PX)


def as_picture(plot: Plot, font: QFont) -> QImage:
    """The plot on white, twice as fine as on the screen."""
    size = kept_size(plot, font)
    image = QImage(size * FINE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(FINE)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    _draw(painter, plot, font)
    painter.end()
    return image


def write_svg(plot: Plot, font: QFont, to: Path) -> None:
    """The plot as SVG."""
    from PySide6.QtSvg import QSvgGenerator

    generator = QSvgGenerator()
    size = kept_size(plot, font)
    generator.setFileName(str(to))
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    painter = QPainter(generator)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(LIGHT.surface))
    _draw(painter, plot, font)
    painter.end()


def _draw(painter: QPainter, plot: Plot, font: QFont) -> None:
    painter.setFont(font)
    painter.translate(MARGIN_PX, MARGIN_PX)
    Drawing(painter, KEPT_PX, LIGHT).draw(plot)
