"""Marking a moment, or the picture on the screen, to be discussed in a nagesprek or an intervisie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.words import _
from recall_studio.edits.marking import mark_discuss, unmark_discuss
from recall_studio.ui.coding.moment_view import Confirmation
from recall_studio.ui.coding.pressing import begun

if TYPE_CHECKING:
    from recall_studio.player.press import Press
    from recall_studio.ui.coding.coding import Coding


def mark_moment(coding: Coding, moment: str) -> None:
    """Mark a moment, or take the member's mark on it away."""
    session, view = coding.session, coding.view(moment)
    mark = next((mark for mark in coding.marks if mark.moment_id == moment), None)
    if mark is not None:
        session.do(unmark_discuss, mark=mark.id)
    elif view is not None and not view.pending and session.recording is not None:
        session.do(mark_discuss, recording=session.recording.name, at_ms=view.start_ms, moment=AnnotationId(moment))


def mark_picture(coding: Coding, press: Press) -> None:
    """Mark the instant of this key press; one whose picture was not recognised is near enough to talk about."""
    recording = coding.session.recording
    if recording is None or not begun(coding.session):
        return
    at_ms = press.about_ms if press.pressed_ms is None else press.pressed_ms
    coding.session.do(mark_discuss, recording=recording.name, at_ms=min(at_ms, recording.duration_ms - 1))
    coding.confirmed.emit(Confirmation("★ " + _("To be discussed"), at_ms, ""))
