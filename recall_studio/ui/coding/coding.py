"""What a coder can do with the moments of the open recording. Every change is an edit, made through the session."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.words import _
from recall_studio.edits.coding import declare_range
from recall_studio.edits.tagging import change_moment, remove_moments
from recall_studio.player.engine import State
from recall_studio.ui.coding.discussing import mark_moment, mark_picture
from recall_studio.ui.coding.open_moments import OpenMoments
from recall_studio.ui.coding.pressing import Pressing, say_all
from recall_studio.ui.coding.shaping import Shaping
from recall_studio.ui.coding.taking_back import TakingBack, named
from recall_studio.ui.coding.timeline.scale import Scale
from recall_studio.ui.coding.waveform import Waveform
from recall_studio.ui.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from recall_studio.domain.changes import Changes
    from recall_studio.edits.coding import Declared
    from recall_studio.player.press import Press
    from recall_studio.ui.playing import Playing
    from recall_studio.ui.preferences import Preferences
    from recall_studio.ui.session import Session


class Coding(OpenMoments):
    """The moments of the open recording and every verb on them.

    Args:
        session: the open study, recording and selection.
        playing: the player, whose picture gives a tag its time.
        preferences: whether a tag pauses, and how much is played before a moment.
    """

    confirmed = Signal(object)
    """A `Confirmation`: something was tagged."""
    undo_asked = Signal(object)
    """The `Step` that is to be taken back but was made earlier or lies out of sight; None: nothing is asked."""
    note_asked = Signal(str)
    """The note of this moment is to be written now."""
    search_asked = Signal()
    """A code is to be looked for by typing."""
    done_asked = Signal()
    """The recording is to be declared as coded."""
    declared = Signal(str)
    """What was coded of this recording was declared; its name."""
    reaction_asked = Signal()
    """The member's reaction time is to be set."""
    panel_asked = Signal(str, str)
    """What is to be done with a panel: `show`, `float` or `second` screen; and the key of the panel, or nothing."""
    chord_changed = Signal(object)
    """The key of the theme whose letter waits for its number, or None."""
    """The note of this moment is to be written now."""

    def __init__(
        self,
        session: Session,
        playing: Playing,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(session, LIGHT.muted, parent)  # a grey that can be read on light and on dark
        self.playing = playing
        self.preferences = preferences
        self.reaction_ms = session.member.reaction_ms
        self.sight: tuple[int, int] | None = None
        """The span that the timeline shows, in ms; None: everything counts as seen."""
        self._paused_for: str | None = None
        self.latest: str | None = None
        """The id of the moment that was tagged last here."""
        self.scale = Scale(self, self)
        self.shaping = Shaping(self)
        self.waveform = Waveform(session, playing, self)
        self._pressing = Pressing(
            self, reaction_ms=lambda: self.reaction_ms, confirmed=self.confirmed.emit, made=self._made
        )
        self.taking_back = TakingBack(
            session, asked=self.undo_asked.emit, in_sight=self._in_sight, named=partial(named, self)
        )
        session.changed.connect(self._follow_member)

    def press_code(self, key: str, press: Press | None = None) -> None:
        """Put this code at the picture on the screen; of a stretch the first press is the start, the second the end.

        Args:
            key: of the code or theme.
            press: when the key was pressed, for a chord its first key; now when it is not given.
        """
        press = press or self.playing.player.press()
        running = next((view for view in self.running if view.own and view.code == key), None)
        if running is not None:
            self._pressing.end(running, press)
        else:
            self._tag(key, press)

    def mark_uncoded(self, press: Press | None = None) -> None:
        """Mark the picture on the screen as a moment whose code is still to be chosen."""
        self._tag(None, press or self.playing.player.press())

    def add_code(self, key: str) -> None:
        """Put a second code on the stretch of the selected moment, or of the one that was tagged last."""
        of = self.view(self.session.selection or "") or self.view(self.latest or "")
        if len(self.session.chosen) > 1:
            self.shaping.add_code(key)
        elif of is None:
            self.session.say(_("There is no moment to put a second code on. Select one first."))
        elif not of.pending or not self._pressing.when_timed(of.id, lambda: self.add_code(key)):
            self._pressing.tag_beside(of, key)

    def mark_discuss(self) -> None:
        """Mark the selected moment to be discussed, or no longer; while playing or without one, the picture itself."""
        player = self.playing.player
        chosen = self.view(self.session.selection or "")
        if chosen is not None and player.state is not State.PLAYING:
            self.discuss(chosen.id)
        else:
            player.press().when_known(lambda press: mark_picture(self, press))

    def discuss(self, moment: str) -> None:
        """Mark a moment to be discussed, or take its mark away."""
        mark_moment(self, moment)

    def remove(self, moments: Sequence[str]) -> None:
        """Take moments away; those of others are said to be theirs by the edit."""
        kept = [AnnotationId(moment) for moment in moments if (view := self.view(moment)) and not view.pending]
        if kept:
            self.session.do(remove_moments, moments=kept)

    def change(self, moment: str, **fields: Any) -> None:
        """Give a moment other values: code, start_ms, end_ms, speaker, certainty, modifiers, note."""
        says = fields.keys() != {"note"}  # of a note that is being written nothing is said at each pause
        self.session.do(
            change_moment,
            done=lambda changed: say_all(self.session, changed.notices if says else ()),
            moment=AnnotationId(moment),
            **fields,
        )

    def declare(self, codes: Sequence[str] | None, start_ms: int, end_ms: int) -> None:
        """Declare that a stretch was coded for these codes, or for all that are on."""
        recording = self.session.recording

        def settle(made: Declared) -> None:
            say_all(self.session, made.notices)
            self.declared.emit(recording.name if recording else "")

        if recording is not None:
            self.session.do(
                declare_range,
                done=settle,
                recording=recording.name,
                coder=self.session.member.code,
                start_ms=start_ms,
                end_ms=end_ms,
                codes=codes,
            )

    def play_moment(self, moment: str) -> None:
        """Select a moment and play it, from a little before."""
        view = self.view(moment)
        if view is not None:
            self.session.select(moment)
            self.playing.player.seek(max(0, view.start_ms - self.preferences.settings.pre_roll_ms))
            self.playing.player.play()

    def go_to(self, moment: str) -> None:
        """Select a moment and show the picture at its start."""
        view = self.view(moment)
        if view is not None:
            self.session.select(moment)
            self.playing.player.seek(view.start_ms)

    def step_selection(self, by: int) -> None:
        """Select the moment so many further, or back when negative, and go to it; from the playhead without one."""
        views, chosen = self.views(), self.session.selection
        if not views:
            return
        if chosen is not None and self.view(chosen) is not None:
            row = self.index.row(chosen) + by
        else:
            row = self.index.row_at(self.playing.player.position_ms()) + (by if by < 0 else by - 1)
        self.go_to(views[max(0, min(row, len(views) - 1))].id)

    def undo(self, *, sure: bool = False) -> None:
        """Take the member's latest step in this recording back; `sure` answers the question about it."""
        if not self._pressing.forget_latest():
            self.taking_back.undo(sure=sure)

    def redo(self) -> None:
        """Do again what was taken back last in this recording."""
        self.taking_back.redo()

    def resume(self) -> None:
        """Play on, when a tag paused so that its note could be written."""
        paused_for, self._paused_for = self._paused_for, None
        if paused_for is not None and paused_for == self.session.selection:
            self.playing.player.play()

    def _tag(self, code: str | None, press: Press) -> None:
        made = self._pressing.tag(code, press)
        if made is None or self.view(made) is None:  # no recording, or refused at once
            return
        self.latest = made
        if not press.playing:
            self.session.select(made)
        elif self.preferences.settings.pause_on_tag:
            self._paused_for = made
            self.playing.player.pause()
            self.session.select(made)
            self.note_asked.emit(made)

    def _made(self, pending: str, kept: str) -> None:
        if self.latest == pending:
            self.latest = kept
        if self._paused_for == pending:
            self._paused_for = kept
        self.session.exchange((), {pending: kept})

    def _in_sight(self, ms: int) -> bool:
        return self.sight is None or self.sight[0] <= ms < self.sight[1]

    def _follow_member(self, changes: Changes) -> None:
        if changes.of("member"):
            me = self.session.member
            self.reaction_ms = next((m.reaction_ms for m in self.session.study.members() if m.id == me.id), 0)
