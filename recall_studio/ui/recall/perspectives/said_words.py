"""A comment of a card in words: what was said, and below it how it is to be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.recall.kinds import (
    CONTENT_WORDS,
    INITIATOR_WORDS,
    ORIENTATION_WORDS,
    PROMPT_WORDS,
    RELATION_WORDS,
    Initiator,
)
from recall_studio.domain.study import PersonRole, Role
from recall_studio.domain.words import _
from recall_studio.ui.clock_words import plain_clock
from recall_studio.ui.recall.tone_faces import tone_in_words

if TYPE_CHECKING:
    from recall_studio.analysis.recall.discussed import Place, Said


def words_of(said: Said) -> str:
    """What was said, in the language of the study where it is there."""
    comment = said.comment
    return comment.text.strip() or comment.text_original.strip() or _("(not written down)")


def about_of(said: Said, *, private: bool = False) -> str:
    """`then · feeling · −1 unpleasant · about this event`: how it is to be taken; the tone is for researchers."""
    comment = said.comment
    parts = (
        _(ORIENTATION_WORDS[comment.time_orientation]),
        _(CONTENT_WORDS[comment.content_type]) if comment.content_type else "",
        "" if private else tone_in_words(comment.valence),
        _(RELATION_WORDS[comment.relation]) if comment.relation else "",
    )
    return " · ".join(filter(None, parts))


def asked_of(said: Said) -> str:
    """What was asked, with its kind; or that nobody asked, and who stopped."""
    by = _("stopped by the {who}", who=_(INITIATOR_WORDS[said.stop.initiator]))
    if said.stop.initiator is Initiator.GEPLAND:
        by = _("a planned moment")
    if said.prompt is None:
        return _("{stopped}, nobody asked", stopped=by)
    kind = _(PROMPT_WORDS[said.prompt.type])
    return _("{stopped}, asked: “{question}” ({kind})", stopped=by, question=said.prompt.text, kind=kind)


def place_in_words(place: Place) -> str:
    """`12:31 – 12:45`."""
    return " – ".join(dict.fromkeys((plain_clock(place.start_ms), plain_clock(place.end_ms))))


def nothing_of(role: PersonRole, reader: Role) -> str:
    """That nothing of somebody stands there; who may not read all is never told whether there is something."""
    if reader is Role.ONDERZOEK:
        if role is PersonRole.KLANT:
            return _("The client did not talk about this.")
        return _("The case manager did not talk about this.")
    if role is PersonRole.KLANT:
        return _("Nothing of the client stands here.")
    return _("Nothing of the case manager stands here.")
