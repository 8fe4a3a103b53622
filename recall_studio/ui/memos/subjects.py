"""What a memo can hang on, in words, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.memos import About, Subject, subject_in_words
from recall_studio.domain.words import _, language
from recall_studio.store import access, codebooks, conversations
from recall_studio.ui.clock_words import short_clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recall_studio.domain.memos import Memo
    from recall_studio.store.reading import Row
    from recall_studio.ui.desk import Desk


def subjects(desk: Desk) -> Iterator[tuple[str, About]]:
    """Everything but moments that a memo can hang on, in words: the study, cases, conversations, codes."""
    study, book, spoken = desk.session.study, desk.session.codebook, language()
    yield _("the study"), About(Subject.STUDY, study.facts().id)
    for case in conversations.cases(study):
        yield _("case {name}", name=case["code"]), About(Subject.CASE, case["id"])
    seen = access.seen_recordings(study, desk.session.member)
    talks = {row["conversation"]: row["conversation_id"] for row in _places(desk) if row["name"] in seen}
    for name, conversation in talks.items():
        yield _("conversation {name}", name=name), About(Subject.CONVERSATION, conversation)
    ids = codebooks.ids(study)
    for code in book.on:
        yield _("code {name}", name=code.label.in_language(spoken)), About(Subject.CODE, ids[code.key])


def _places(desk: Desk) -> list[Row]:
    study = desk.session.study
    return [*conversations.recordings(study), *conversations.live(study)]


def about_in_words(desk: Desk, memo: Memo) -> str:
    """What a memo hangs on: “code Taal”, “moment G-001 12:31”."""
    book, spoken = desk.session.codebook, language()
    code = book.by_key.get(memo.name)
    label = code.label.in_language(spoken) if code is not None else memo.name
    if memo.about.subject is Subject.MOMENT:
        place = f"{memo.recording} {short_clock(memo.start_ms or 0)}"
        return f"{subject_in_words(Subject.MOMENT)} {place} {label}".strip()
    if memo.about.subject is Subject.STUDY:
        return _("the study")
    return f"{subject_in_words(memo.about.subject)} {label}"


def go_to(desk: Desk, memo: Memo) -> None:
    """Show what a memo hangs on, where that is a moment or a conversation."""
    name = memo.recording or _recording_of(desk, memo)
    if not name:
        return
    session = desk.session
    if session.recording is None or session.recording.name != name:
        session.open_recording(name)
    desk.window.show_workspace("coding")
    if memo.about.subject is Subject.MOMENT:
        desk.coding.go_to(memo.about.id)


def leads_somewhere(desk: Desk, memo: Memo) -> bool:
    """Whether `go_to()` does something."""
    return bool(memo.recording or _recording_of(desk, memo))


def _recording_of(desk: Desk, memo: Memo) -> str:
    names = {value: name for name, value in access.seen_recordings(desk.session.study, desk.session.member).items()}
    return names.get(memo.place_id, "") if memo.place_id else ""
