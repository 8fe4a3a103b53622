"""The surface that the picture is painted on: letterboxed, upright, with rounded corners and words over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from recall_studio.domain.words import _
from recall_studio.player.engine import State
from recall_studio.ui.tokens import RADIUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from recall_studio.ui.playing import Playing
    from recall_studio.ui.recall.leading.showing import Showing
    from recall_studio.ui.tokens import Tokens

SMALLEST = QSize(240, 135)
_MOST_SMOOTH = 4_000_000
"""Pixels: a larger surface takes over 12 ms to be painted smoothly, too long while it plays."""
_WIDE_ENOUGH = 0.6
"""Of the surface: words stand on the picture itself, unless it is upright and leaves them no room."""


class Picture(QWidget):
    """Shows what a player has on the screen: that of the window, or that of a recall interview.

    Args:
        playing: whose picture it is.
        tokens: the colours.
        over: paints what stands on the picture, in the rectangle it is given.
    """

    clicked = Signal()
    double_clicked = Signal()

    def __init__(self, playing: Playing | Showing, tokens: Tokens, over: Callable[[QPainter, QRectF], None]) -> None:
        super().__init__()
        self._playing, self._tokens, self._over = playing, tokens, over
        self._still: QImage | None = None  # the picture at its size here, in the best quality
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click here gives the keys back to the player
        self.setAccessibleName(_("Picture of the recording"))
        playing.framed.connect(self._take)
        playing.state_changed.connect(self._repaint)

    @override
    def sizeHint(self) -> QSize:
        """A picture of 16 to 9."""
        return QSize(960, 540)

    @override
    def minimumSizeHint(self) -> QSize:
        """Smaller than this nothing can be seen on it."""
        return SMALLEST

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, then what stands over it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._tokens.stage))
        image = self._playing.image
        if image.isNull():
            self._over(painter, QRectF(self.rect()))
        else:
            place = letterboxed(image.size(), self.rect())
            self._paint_picture(painter, image, place)
            self._over(painter, QRectF(place if place.width() > self.width() * _WIDE_ENOUGH else self.rect()))
        self._round(painter)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """It is scaled anew."""
        self._still = None

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks; the first one was told already, so the release of the second takes it back."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

    def _take(self, _image: QImage) -> None:
        self._still = None
        self.repaint()  # at once: a key pressed before the next turn must mean what can be seen

    def _repaint(self, _told: object = None) -> None:
        self._still = None
        self.update()

    def _paint_picture(self, painter: QPainter, image: QImage, place: QRect) -> None:
        ratio = self.devicePixelRatio()
        plays = self._playing.player.state is State.PLAYING
        if plays or place.width() * ratio >= image.width():
            many = place.width() * place.height() * ratio * ratio > _MOST_SMOOTH
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not (plays and many))
            painter.drawImage(place, image)
            return
        if self._still is None:
            # Dearer than the painter's own scaling, and without its jagged lines; once for each picture.
            self._still = image.scaled(
                place.size() * ratio,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._still.setDevicePixelRatio(ratio)
        painter.drawImage(place.topLeft(), self._still)

    def _round(self, painter: QPainter) -> None:
        """Cover the corners with what lies around: cheaper than clipping the picture."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, inside = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        inside.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.fillPath(whole.subtracted(inside), QColor(self._tokens.ground))


def letterboxed(image: QSize, room: QRect) -> QRect:
    """Where a picture stands in a room: as large as it can, in the middle, not distorted."""
    size = image.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(
        room.x() + (room.width() - size.width()) // 2,
        room.y() + (room.height() - size.height()) // 2,
        size.width(),
        size.height(),
    )
