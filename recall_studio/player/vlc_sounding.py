"""What libVLC can only be told about the sound once there is a sound, and whether there is one at all."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from recall_studio.player.engine import Channels

if TYPE_CHECKING:
    from recall_studio.player.vlc_run import Run

_DEVICE_AFTER_S = 0.5  # after the channels: libVLC opens the sound device again for them
_UNHEARD_S = 2.0  # of playing without a sound, after which there is no sound device


class Sounding:
    """The sound of one run.

    Args:
        run: it has just begun.
        has_sound: whether the file has a sound.

    Attributes:
        channels_wait: set it to have the channels of the run's tuning heard.
    """

    def __init__(self, run: Run, *, has_sound: bool) -> None:
        self.channels_wait = run.tuning.channels is not Channels.STEREO
        self._run = run
        self._device_at_s = math.inf  # when the sound device must be said again
        self._unheard_at_s = time.monotonic() + _UNHEARD_S if has_sound else math.inf

    def rest(self) -> None:
        """Playing stops: silence means nothing from now on."""
        self._unheard_at_s = math.inf

    def tend(self) -> None:
        """Once there is a sound, let its channels be heard that were asked; some time after, on the device asked."""
        if self.channels_wait and self._run.sounds():
            self.channels_wait = False
            self._run.apply_channels()
            self._device_at_s = time.monotonic() + _DEVICE_AFTER_S
        elif time.monotonic() > self._device_at_s:
            self._device_at_s = math.inf
            self._run.apply_device()

    def falls_silent(self) -> bool:
        """Whether it has turned out just now that there is nothing to play the sound with; it then goes on without."""
        if time.monotonic() < self._unheard_at_s:
            return False
        self._unheard_at_s = math.inf
        is_unheard = self._run.sounds() is False
        if is_unheard:
            self._run.be_silent()
        return is_unheard
