"""From a key press to a kept moment: shown at once, timed when the picture is known, kept when the study says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from recall_studio.domain.reaction import start_of
from recall_studio.domain.words import _
from recall_studio.edits.tagging import begin_moment, end_moment, tag_moment
from recall_studio.store import access
from recall_studio.ui.coding.moment_view import NOT_KEPT, Confirmation, MomentView, is_stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recall_studio.domain.errors import RecallError
    from recall_studio.edits.tagging import Ended, Tagged
    from recall_studio.player.press import Press
    from recall_studio.ui.coding.open_moments import OpenMoments
    from recall_studio.ui.session import OpenRecording, Session


@dataclass(slots=True)
class _UnderWay:
    """A tag that is not kept yet. It is kept even when another recording was opened meanwhile."""

    recording: OpenRecording
    view: MomentView
    press: Press
    end: Press | None = None


class Pressing:
    """Makes moments from key presses.

    Args:
        moments: where pending moments are shown.
        reaction_ms: the member's reaction time, asked at each press.
        confirmed: told of each tag whose time is known.
        made: told of each tag that was kept: its pending id and its own.
    """

    def __init__(
        self,
        moments: OpenMoments,
        *,
        reaction_ms: Callable[[], int],
        confirmed: Callable[[Confirmation], None],
        made: Callable[[str, str], None],
    ) -> None:
        self._moments = moments
        self._session = moments.session
        self._reaction_ms = reaction_ms
        self._confirmed = confirmed
        self._made = made
        self._under_way: dict[str, _UnderWay] = {}
        self._numbers = count(1)

    def tag(self, code: str | None, press: Press) -> str | None:
        """Put a code at the picture of this press, or begin a stretch there; gives the pending id."""
        recording = self._session.recording
        if recording is None or not begun(self._session):
            return None
        known_ms = press.about_ms if press.pressed_ms is None else press.pressed_ms
        view = self._pending(code, self._start(press, known_ms, recording), press.pressed_ms)
        self._under_way[view.id] = _UnderWay(recording, view, press)
        self._moments.put(view)
        press.when_known(partial(self._time, view.id))
        return view.id

    def end(self, view: MomentView, press: Press) -> None:
        """End a running stretch at the picture of this press; one that is not kept yet ends once it is."""
        begun = self._under_way.get(view.id)
        if begun is not None:
            begun.end = press
            return
        self._moments.put(_ended(view, press.about_ms))
        press.when_known(partial(self._end, view))

    def tag_beside(self, of: MomentView, code: str) -> None:
        """Put a second code on the stretch of a moment that is kept."""
        recording = self._session.recording
        if recording is None:
            return
        place: dict[str, Any] = {} if of.running else {"end_ms": of.end_ms}
        self._session.do(
            begin_moment if of.running else tag_moment,
            done=partial(self._kept_beside, code, of),
            recording=recording.name,
            coder=self._session.member.code,
            code=code,
            start_ms=of.start_ms,
            pressed_ms=of.pressed_ms,
            **place,
        )

    def when_timed(self, pending: str, then: Callable[[], None]) -> bool:
        """Call `then` once the time of a pending tag is known; False when there is no such tag."""
        under_way = self._under_way.get(pending)
        if under_way is not None:
            under_way.press.when_known(lambda _press: then())
        return under_way is not None

    def forget_latest(self) -> bool:
        """Take back the latest tag whose picture is not recognised yet; False when there is none."""
        for made in reversed(self._under_way):
            if not self._under_way[made].press.settled:
                self._vanish(made)
                return True
        return False

    def _pending(self, code: str | None, start_ms: int, pressed_ms: int | None) -> MomentView:
        look = self._moments.look(code)
        stretch = code is not None and is_stretch(self._session.codebook.code(code))
        return MomentView(
            id=f"pending-{next(self._numbers)}",
            code=code,
            label=look.label,
            short=look.short,
            theme=look.theme,
            colour=look.colour,
            is_point=not stretch,
            start_ms=start_ms,
            end_ms=None,
            running=stretch,
            pending=True,
            coder=self._session.member.code,
            own=True,
            pressed_ms=pressed_ms,
        )

    def _start(self, press: Press, pressed_ms: int, recording: OpenRecording) -> int:
        return min(
            start_of(pressed_ms, self._reaction_ms(), press.rate, playing=press.playing), recording.duration_ms - 1
        )

    def _time(self, made: str, press: Press) -> None:
        """Keep the tag at its time, or say that it is not known."""
        under_way = self._under_way.get(made)
        if under_way is None:
            return
        if press.pressed_ms is None:
            self._vanish(made)
            self._session.say(
                _("“{code}” was not kept: the picture could not be recognised.", code=under_way.view.short),
                "warning",
                _("Pause, go to the picture, and press the key again."),
            )
            return
        start_ms = self._start(press, press.pressed_ms, under_way.recording)
        view = replace(under_way.view, start_ms=start_ms, pressed_ms=press.pressed_ms)
        if view != under_way.view and self._moments.view(made) is not None:
            self._moments.put(view)
        under_way.view = view
        self._confirmed(Confirmation(view.short, start_ms, view.colour))
        self._keep(made, under_way)

    def _keep(self, made: str, under_way: _UnderWay) -> None:
        view = under_way.view
        self._session.do(
            begin_moment if view.running else tag_moment,
            done=partial(self._kept, made),
            refused=partial(self._refused, made),
            recording=under_way.recording.name,
            coder=view.coder,
            code=view.code,
            start_ms=view.start_ms,
            pressed_ms=view.pressed_ms,
        )

    def _kept(self, made: str, tagged: Tagged) -> None:
        under_way = self._under_way.pop(made)
        if self._moments.view(made) is not None:
            self._moments.put(gone=[made])
        self._made(made, tagged.id)
        say_all(self._session, tagged.notices)
        if under_way.end is not None:
            self.end(replace(under_way.view, id=tagged.id), under_way.end)

    def _kept_beside(self, code: str, of: MomentView, tagged: Tagged) -> None:
        look = self._moments.look(code)
        self._confirmed(Confirmation(f"{of.short} + {look.short}", of.start_ms, look.colour))
        say_all(self._session, tagged.notices)

    def _refused(self, made: str, error: RecallError) -> None:
        self._vanish(made)
        self._confirmed(NOT_KEPT)
        self._session.complain(error)

    def _vanish(self, made: str) -> None:
        self._under_way.pop(made, None)
        self._moments.put(gone=[made])

    def _end(self, view: MomentView, press: Press) -> None:
        if press.pressed_ms is None:
            self._moments.read_again({view.id})
            self._session.say(
                _("The end of “{code}” was not kept: the picture could not be recognised.", code=view.short),
                "warning",
                _("It still runs: press its key again where it ends."),
            )
            return
        self._session.do(
            end_moment,
            done=partial(self._ended, view),
            refused=partial(self._end_refused, view),
            moment=view.id,
            end_ms=press.pressed_ms,
        )

    def _ended(self, view: MomentView, ended: Ended) -> None:
        self._confirmed(Confirmation(_("{code} ended", code=view.short), ended.end_ms or ended.start_ms, view.colour))
        say_all(self._session, ended.notices)

    def _end_refused(self, view: MomentView, error: RecallError) -> None:
        self._moments.read_again({view.id})
        self._session.complain(error)


def _ended(view: MomentView, at_ms: int) -> MomentView:
    """The stretch as it will be: an end before the start swaps the two."""
    start_ms, end_ms = sorted((view.start_ms, at_ms))
    return replace(view, start_ms=start_ms, end_ms=max(end_ms, start_ms + 1), running=False, pending=True)


def begun(session: Session) -> bool:
    """Whether something can be marked; of a conversation that is watched along it is said why not."""
    recording = session.recording
    if recording is None or not recording.live:
        return recording is not None
    if not access.watches(session.study, session.member, recording.conversation):
        session.say(access.why_not_watching(session.study, recording.conversation), "warning")
    elif not recording.begun:
        session.say(_("This conversation has not begun yet: “Begin” starts its clock."), "warning")
    else:
        return True
    return False


def say_all(session: Session, notices: Iterable[str]) -> None:
    """Tell the user what an edit has to say."""
    for notice in notices:
        session.say(notice)
