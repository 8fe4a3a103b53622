"""The volume button and what opens under it: how loud, up to twice as recorded, which channels, which loudspeaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from recall_studio.domain.words import N_, _
from recall_studio.player.engine import LOUDEST_PERCENT, Channels
from recall_studio.ui.hearing import STEP_PERCENT

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QShowEvent

    from recall_studio.ui.hearing import Hearing

AS_RECORDED = 100
WIDTH = 300
_CHANNELS = {
    Channels.STEREO: N_("Stereo"),
    Channels.LEFT: N_("Left"),
    Channels.RIGHT: N_("Right"),
    Channels.MONO: N_("Mono"),
}


class VolumeSlider(QSlider):
    """0 to 200 %, with a mark where it is as loud as it was recorded."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, LOUDEST_PERCENT)
        self.setSingleStep(5)
        self.setPageStep(STEP_PERCENT)
        self.setMinimumHeight(34)
        self.setAccessibleName(_("Volume"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The slider, and the mark below it."""
        super().paintEvent(event)
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_Slider, QStyle.SubControl
        handle = self.style().subControlRect(control, option, part.SC_SliderHandle, self)
        groove = self.style().subControlRect(control, option, part.SC_SliderGroove, self)
        span = groove.width() - handle.width()
        at = QStyle.sliderPositionFromValue(0, LOUDEST_PERCENT, AS_RECORDED, span) + groove.x() + handle.width() // 2
        painter = QPainter(self)
        painter.setPen(self.palette().placeholderText().color())
        painter.drawLine(at, handle.bottom() + 2, at, self.height() - 1)


class SoundPopover(QFrame):
    """Opens over the transport bar and closes by Esc or a click beside it."""

    def __init__(self, hearing: Hearing, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._hearing = hearing
        self.setProperty("kind", "card")
        self.setFixedWidth(WIDTH)
        self._said = QLabel()
        self._said.setProperty("kind", "heading")
        self.slider = VolumeSlider()
        self.mute = QPushButton(_("Sound off"))
        self.mute.setCheckable(True)
        self.channels = QButtonGroup(self)
        self.devices = QComboBox()
        self.devices.setAccessibleName(_("Loudspeaker or headphones"))
        self.devices.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._lay_out()
        self.slider.valueChanged.connect(self._set_volume)
        self.mute.clicked.connect(lambda _on: hearing.toggle_mute())
        self.channels.idClicked.connect(lambda place: hearing.set_channels(list(_CHANNELS)[place]))
        self.devices.activated.connect(lambda place: hearing.set_device(self.devices.itemData(place)))
        hearing.changed.connect(self._show)
        self._show()

    def open_above(self, button: QWidget) -> None:
        """Open with its lower right corner at the upper right one of the button."""
        self._list_devices()
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width(), -6))
        room = button.screen().availableGeometry()
        left = max(room.left(), corner.x() - self.width())
        self.move(left, max(room.top(), corner.y() - self.height()))
        self.show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the slider: arrows make it louder and softer."""
        super().showEvent(event)
        self.slider.setFocus(Qt.FocusReason.PopupFocusReason)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 12, 14, 12)
        whole.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._said)
        top.addStretch(1)
        top.addWidget(self.mute)
        whole.addLayout(top)
        whole.addWidget(self.slider)
        scale = QHBoxLayout()
        for words, where in (("0", Qt.AlignmentFlag.AlignLeft), (_("as recorded"), Qt.AlignmentFlag.AlignCenter)):
            scale.addWidget(_small(words), 1, where)
        scale.addWidget(_small(f"{LOUDEST_PERCENT} %"), 1, Qt.AlignmentFlag.AlignRight)
        whole.addLayout(scale)
        row = QHBoxLayout()
        row.setSpacing(4)
        for place, words in enumerate(_CHANNELS.values()):
            button = QPushButton(_(words))
            button.setCheckable(True)
            self.channels.addButton(button, place)
            row.addWidget(button)
        whole.addWidget(_small(_("Channels")))
        whole.addLayout(row)
        whole.addWidget(_small(_("Loudspeaker or headphones")))
        whole.addWidget(self.devices)

    def _list_devices(self) -> None:
        self.devices.clear()
        found = {device.id: device.name for device in self._hearing.devices()}
        self.devices.addItem(_("As the system chooses"), "")
        for key, name in found.items():
            if key:
                self.devices.addItem(name, key)
        self.devices.setCurrentIndex(max(0, self.devices.findData(self._hearing.device_id)))
        self.devices.setEnabled(self.devices.count() > 1)

    def _set_volume(self, percent: int) -> None:
        if percent != self._hearing.volume_percent:
            self._hearing.set_volume(percent)

    def _show(self) -> None:
        hearing = self._hearing
        self._said.setText(_("Volume {percent} %", percent=hearing.volume_percent))
        self.slider.setValue(hearing.volume_percent)
        self.mute.setChecked(hearing.muted)
        self.channels.button(list(_CHANNELS).index(hearing.channels)).setChecked(True)


def _small(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "small")
    return label
