"""Words for what a row of the record only points at by an id: codes, questions, planned moments, members, cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import language
from recall_studio.store import codebooks
from recall_studio.ui.recall.afterwork.stop_card import moment_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.domain.recall.interview import Record
    from recall_studio.ui.session import Session


def words_by_id(session: Session, record: Record | None, cards: Mapping[str, str]) -> dict[str, str]:
    """The words of each; `cards` are those of the cards by their keys."""
    book = session.codebook.by_key
    codes = {
        str(made): book[key].label.in_language(language())
        for key, made in codebooks.ids(session.study).items()
        if key in book
    }
    members = {str(one.id): one.code for one in session.study.members()}
    if record is None:
        return {**cards, **codes, **members}
    asked = {str(one.id): " ".join(one.text.split()) for one in record.prompts}
    planned = {str(one.id): moment_in_words(one) for one in record.moments}
    return {**cards, **codes, **members, **asked, **planned}
