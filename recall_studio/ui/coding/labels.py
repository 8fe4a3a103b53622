"""What stands on the picture: the codes that count here, the words spoken, and what was just tagged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from recall_studio.domain.words import _
from recall_studio.player.engine import State
from recall_studio.ui.clock_words import long_clock, plain_clock, short_clock
from recall_studio.ui.coding.moment_view import NOT_KEPT

if TYPE_CHECKING:
    from recall_studio.ui.coding.coding import Coding
    from recall_studio.ui.coding.moment_view import Confirmation, MomentView
    from recall_studio.ui.playing import Playing

CONFIRMED_MS = 2_000
MOST_RUNNING, MOST_ACTIVE = 4, 5


@dataclass(frozen=True, slots=True)
class Pill:
    """A code on the picture: `shape` is `running`, `point` or `stretch`."""

    text: str
    colour: str
    shape: str


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that stands on the picture at one instant.

    Attributes:
        running: what runs.
        active: what else counts here.
        subtitle: what is said.
        confirmed: what was just tagged, and its colour; empty when nothing was.
        sound_only: why there is no picture, when there is only sound.
        time: where the sound is, when there is nothing else to see.
        ended: whether the recording is at its end.
    """

    running: tuple[Pill, ...] = ()
    active: tuple[Pill, ...] = ()
    subtitle: str = ""
    confirmed: Pill | None = None
    sound_only: str = ""
    time: str = ""
    ended: bool = False


class Labels(QObject):
    """Gathers the words on the picture.

    Args:
        playing: where the playhead is.
        coding: the moments.
        plain: whether only the words spoken and the confirmation are shown.
    """

    changed = Signal()

    def __init__(self, playing: Playing, coding: Coding, parent: QObject, *, plain: bool = False) -> None:
        super().__init__(parent)
        self._playing, self._coding, self._plain = playing, coding, plain
        self._confirmed: Pill | None = None
        self.words = Words()
        self._timer = QTimer(self, interval=CONFIRMED_MS, singleShot=True)
        self._timer.timeout.connect(self._forget)
        for signal in (playing.moved, playing.state_changed, playing.tuned, coding.moments_changed):
            signal.connect(self._look)
        for signal in (coding.surroundings_changed, playing.situation_changed):
            signal.connect(self._look)
        coding.confirmed.connect(self._confirm)
        self._look()

    def _look(self, _told: object = None) -> None:
        words = self._now()
        if words != self.words:
            self.words = words
            self.changed.emit()

    def _now(self) -> Words:
        player = self._playing.player
        if player.state is State.EMPTY:
            return Words()
        now_ms = player.position_ms()
        turn = self._coding.turn_at(now_ms) if self._playing.subtitles else None
        running, active = ((), ()) if self._plain else self._pills(now_ms)
        return Words(
            running=running,
            active=active,
            subtitle=turn.text if turn else "",
            confirmed=self._confirmed,
            sound_only="" if player.has_picture else self._playing.situation.sentence,
            time="" if player.has_picture else long_clock(now_ms // 1000 * 1000, thousandths=False),
            ended=player.state is State.ENDED,
        )

    def _pills(self, now_ms: int) -> tuple[tuple[Pill, ...], tuple[Pill, ...]]:
        running = [view for view in self._coding.running if view.own]
        others = [view for view in self._coding.active_at(now_ms) if not view.running]
        return (
            tuple(_running(view, now_ms) for view in running[:MOST_RUNNING]),
            tuple(_active(view) for view in others[:MOST_ACTIVE]),
        )

    def _confirm(self, told: Confirmation) -> None:
        if told == NOT_KEPT:
            self._forget()
            return
        time = plain_clock(told.at_ms) if self._plain else short_clock(told.at_ms)
        self._confirmed = Pill(f"{told.text} · {time}", told.colour, "point")
        self._timer.start()
        self._look()

    def _forget(self) -> None:
        self._timer.stop()
        self._confirmed = None
        self._look()


def _running(view: MomentView, now_ms: int) -> Pill:
    gone_ms = max(0, now_ms - view.start_ms)
    words = _("{code} runs {time}", code=view.short, time=plain_clock(gone_ms))
    return Pill(words, view.colour, "running")


def _active(view: MomentView) -> Pill:
    return Pill(view.short, view.colour, "point" if view.is_point else "stretch")
