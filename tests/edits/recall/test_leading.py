"""Holding an interview: begun, stopped, gone on with, ended; each kept the moment it happens and never undone."""

import pytest

from recall_studio.domain.errors import NothingToUndo
from recall_studio.domain.recall.kinds import Initiator
from recall_studio.edits.recall import leading
from recall_studio.store.study import Study
from tests.edits.recall.interviewing import (
    MINUTE_MS,
    ask,
    begin,
    comment,
    end,
    only_comment,
    record,
    stop,
)
from tests.store.studies import undo


def test_a_whole_interview_is_kept(study: Study) -> None:
    session = begin(study)
    at = stop(study, session, 20_000, 30_000)
    prompt = ask(study, at)
    said = comment(study, at, prompt=prompt, valence=-1)
    study.perform(leading.resume, stop=at, session_ms=60_000, replay_from_ms=18_000)
    ended = end(study, session)
    whole = record(study, session)
    (kept,) = whole.stops
    assert (kept.number, kept.position_ms, kept.session_ms, kept.initiator) == (1, 20_000, 30_000, Initiator.KLANT)
    assert (kept.resumed_ms, kept.replay_from_ms) == (60_000, 18_000)
    assert [(one.id, one.text, one.seq) for one in whole.prompts] == [(prompt, "Wat dacht u toen?", 1)]
    one = only_comment(study, session)
    assert (one.id, one.prompt, one.valence, one.shareable) == (said, prompt, -1, False)
    assert (ended.length_ms, ended.ended_reason, ended.goes_on) == (30 * MINUTE_MS, None, False)


def test_undo_never_takes_a_stop_back(study: Study) -> None:
    session = begin(study)
    stop(study, session)
    with pytest.raises(NothingToUndo):
        undo(study)
    assert len(record(study, session).stops) == 1
