"""What a row of the record said before: each correction with who made it, when and why, to be put back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from recall_studio.domain.recall.kinds import (
    CONTENT_WORDS,
    CONTROL_WORDS,
    ENDED_WORDS,
    INITIATOR_WORDS,
    ORIENTATION_WORDS,
    PLAY_ORDER_WORDS,
    PROMPT_WORDS,
    RELATION_WORDS,
    SETTING_WORDS,
    SHOWN_AS_WORDS,
    STIMULUS_WORDS,
)
from recall_studio.domain.sampling import METHOD_WORDS
from recall_studio.domain.words import N_, _, in_words
from recall_studio.ui.buttons import word_button
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.library.dates import moment_in_words
from recall_studio.ui.recall.tone_faces import tone_in_words
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recall_studio.store.recall.versions import Version

WIDTH = 720
LINES_EACH, MOST_LINES = 8, 24
FIELD_WORDS = {
    "text": N_("What was said"),
    "text_original": N_("As it was said"),
    "language": N_("Language"),
    "translated_by": N_("Translated by"),
    "time_orientation": N_("Then or now"),
    "content_type": N_("What it tells"),
    "relation": N_("Relation"),
    "valence": N_("Tone"),
    "certainty_self": N_("How sure the viewer is"),
    "shareable": N_("Share"),
    "applies_from_ms": N_("About, from"),
    "applies_to_ms": N_("About, to"),
    "sound_from_ms": N_("Heard, from"),
    "sound_to_ms": N_("Heard, to"),
    "codes": N_("Codes"),
    "type": N_("Kind of question"),
    "card": N_("Card"),
    "position_ms": N_("Place in the recording"),
    "initiator": N_("Stopped by"),
    "replay_from_ms": N_("Shown again from"),
    "session_ms": N_("Time in the interview"),
    "resumed_ms": N_("Went on at"),
    "rate_percent": N_("Speed"),
    "recall_moment_id": N_("Planned moment"),
    "recall_prompt_id": N_("The question before it"),
    "interviewer": N_("Interviewer"),
    "started_at": N_("Begun"),
    "ended_at": N_("Ended"),
    "stimulus": N_("What was shown"),
    "method": N_("How the moments were chosen"),
    "play_order": N_("In which order"),
    "instruction_version": N_("Version of the instruction"),
    "shown_as": N_("How it was shown"),
    "control": N_("Who could stop"),
    "place": N_("Where"),
    "others_present": N_("Others there, in words"),
    "protocol_version": N_("Version of the protocol"),
    "ended_reason": N_("Ended early"),
    "wellbeing": N_("How the viewer was afterwards"),
    "instruction_read": N_("The instruction was given"),
    "practice_clip_done": N_("The practice clip was shown"),
    "transcript_shown": N_("The transcript stood beside the picture"),
    "removed": N_("Removed"),
    "set_apart": N_("Set apart"),
    "sharing_default": N_("Sharing at first"),
    "sound_offset_ms": N_("Where its sound begins"),
}
_VALUES: dict[str, str] = {
    str(value): said
    for words in (
        *(ORIENTATION_WORDS, CONTENT_WORDS, RELATION_WORDS, PROMPT_WORDS, INITIATOR_WORDS),
        *(SHOWN_AS_WORDS, CONTROL_WORDS, SETTING_WORDS, ENDED_WORDS, STIMULUS_WORDS, METHOD_WORDS, PLAY_ORDER_WORDS),
        {"niet_delen": N_("not shared")},
    )
    for value, said in words.items()
}
_YES_OR_NO = {"shareable", "removed", "set_apart", "instruction_read", "practice_clip_done", "transcript_shown"}
_POINTING = {"recall_moment_id", "recall_prompt_id", "interviewer", "card"}
_INSTANTS = {"started_at", "ended_at"}
_FREE = {"text", "text_original", "others_present", "protocol_version", "translated_by", "language"}
_FREE |= {"instruction_version"}


class HistorySheet(Sheet):
    """Lists the earlier states, the latest first.

    Args:
        versions: them.
        codes: words by their ids of what a column only points at: codes, questions, planned moments, members, cards.
        put_back: is given the version that is to hold again; None: nothing can be put back.
    """

    def __init__(
        self, versions: Sequence[Version], codes: Mapping[str, str], put_back: Callable[[Version], None] | None
    ) -> None:
        super().__init__(width=WIDTH)
        self._codes = codes
        title = QLabel(_("What stood here before"))
        title.setProperty("kind", "title")
        note = QLabel(_("What stands here now is on the page behind this. Nothing that was kept is ever lost."))
        note.setProperty("kind", "muted")
        note.setWordWrap(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        for version in versions:
            column.addWidget(self._card(version, put_back))
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setProperty("kind", "plain")
        scroll.setMinimumHeight(self.fontMetrics().height() * min(MOST_LINES, LINES_EACH * max(len(versions), 1)))
        scroll.setWidget(inside)
        for part in (title, note, scroll):
            self.body.addWidget(part)

    def _card(self, version: Version, put_back: Callable[[Version], None] | None) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 10, 14, 10)
        head = QHBoxLayout()
        said = QLabel(_("Until {when}, corrected by {who}", when=moment_in_words(version.at), who=version.member))
        said.setProperty("kind", "heading")
        head.addWidget(said, 1)
        if version.by_participant:
            badge = QLabel(_("asked by the viewer"))
            badge.setProperty("kind", "good")
            head.addWidget(badge)
        if put_back is not None:
            head.addWidget(word_button(_("Put this back"), lambda: self._put_back(version, put_back)))
        layout.addLayout(head)
        for words in lines_of(version, self._codes):
            line = QLabel(words, wordWrap=True)
            layout.addWidget(line)
        return card

    def _put_back(self, version: Version, put_back: Callable[[Version], None]) -> None:
        put_back(version)
        self.shut()


def lines_of(version: Version, codes: Mapping[str, str]) -> list[str]:
    """What the columns held, one line each, and why it was corrected."""
    lines = [
        f"{_(FIELD_WORDS.get(name, name))}: {value_in_words(name, value, codes)}"
        for name, value in version.before.items()
    ]
    return [*lines, _("Why: {why}", why=version.why)] if version.why else lines


def value_in_words(name: str, value: Any, codes: Mapping[str, str]) -> str:
    """A value of a column as the window writes it; `codes` are the words of what it points at, by id."""
    if name in _YES_OR_NO:
        return _("yes") if value else _("no")
    if value in (None, "", "[]"):
        return _("nobody asked") if name == "recall_prompt_id" else _("nothing")
    if name == "codes":
        return in_words([codes.get(code, _("a code that is gone")) for code in json.loads(value)])
    if name in _POINTING:
        return codes.get(str(value), str(value) if name == "card" else _("another"))
    if name in _FREE:
        return str(value)
    said = _measured(name, value)
    return said or (_(_VALUES[str(value)]) if str(value) in _VALUES else str(value))


def _measured(name: str, value: Any) -> str:
    """A number, a time or an instant in words; nothing for what is none of them."""
    if name == "valence":
        return tone_in_words(int(value))
    if name == "rate_percent":
        return _("{percent} %", percent=value)
    if name in _INSTANTS:
        return moment_in_words(str(value))
    return plain_clock(int(value)) if name.endswith("_ms") else ""
