"""Undo around interviews: what is judged goes back, what was said never does, and nothing goes back past an erasure."""

from contextlib import suppress

import pytest

from recall_studio.domain.erasing import Reason
from recall_studio.domain.errors import NothingToUndo
from recall_studio.domain.ids import AnnotationId, RecallCommentId
from recall_studio.domain.recall.kinds import Judgement, Rater, RatingItem
from recall_studio.edits.erasing import Wanted, erase
from recall_studio.edits.recall import asking, judging
from recall_studio.edits.shaping import merge_moments, split_moments
from recall_studio.edits.tagging import remove_moments
from recall_studio.store import wholeness
from recall_studio.store.study import Study
from tests.edits.recall.interviewing import ask, begin, comment, held, only_comment, sounds, stop, texts_read
from tests.store.studies import redo, tag, undo

JUDGED = ("comment_link", "congruence", "global_rating", "annotation")


def everything(study: Study) -> dict[str, list[tuple[object, ...]]]:
    return {table: study.tuples(f"SELECT * FROM {table} ORDER BY id") for table in JUDGED}


def undoes_all(study: Study) -> None:
    with suppress(NothingToUndo):
        while True:
            undo(study)


def judged(study: Study) -> tuple[RecallCommentId, AnnotationId]:
    said = only_comment(study, held(study)).id
    moment = AnnotationId(tag(study, "werk", 1_000, 9_000))
    study.perform(judging.link_comment, comment=said, annotation=moment)
    study.perform(judging.judge, recording="G-01", start_ms=0, end_ms=9, judgement=Judgement.GELIJK, annotation=moment)
    study.perform(judging.rate, conversation="G-01", item=RatingItem.ECHTHEID, rater=Rater.KLANT, score=2)
    return said, moment


def test_a_moment_that_goes_takes_along_its_links_and_undo_brings_all_back(study: Study) -> None:
    _said, moment = judged(study)
    before = everything(study)
    study.perform(remove_moments, moments=[moment])
    gone = everything(study)
    assert [len(gone[table]) for table in JUDGED] == [0, 0, 1, 0]
    undo(study)
    assert everything(study) == before
    redo(study)
    assert everything(study) == gone
    undo(study)
    for _ in range(4):
        undo(study)
    assert [len(rows) for rows in everything(study).values()] == [0, 0, 0, 0]
    assert len(texts_read(study, "A")) == 1
    undoes_all(study)
    assert len(texts_read(study, "A")) == 1
    assert study.value("SELECT count(*) FROM recall_stop") == 1


def test_undo_takes_nothing_of_an_interview_back_while_it_goes_on(study: Study) -> None:
    tag(study, "werk")
    session = begin(study)
    at = stop(study, session)
    prompt = ask(study, at)
    said = comment(study, at, prompt=prompt)
    study.perform(asking.change_comment, comment=said, text="Anders.")
    records = [
        study.rows(f"SELECT * FROM {t}") for t in ("recall_session", "recall_stop", "recall_prompt", "recall_comment")
    ]
    undo(study)
    assert study.value("SELECT count(*) FROM annotation") == 0
    undoes_all(study)
    assert records == [
        study.rows(f"SELECT * FROM {t}") for t in ("recall_session", "recall_stop", "recall_prompt", "recall_comment")
    ]


def test_nothing_goes_back_past_an_erasure(study: Study) -> None:
    session = held(study)
    said = only_comment(study, session).id
    moment = AnnotationId(tag(study, "werk", 1_000, 9_000))
    study.perform(judging.link_comment, comment=said, annotation=moment)
    study.perform(judging.unlink_comment, comment=said, annotation=moment)
    study.perform(erase, wanted=Wanted(interviews=(session,)), reason=Reason.INTREKKING, key=study.key)
    for act in (undo, redo):
        with pytest.raises(NothingToUndo):
            act(study)
    assert list(wholeness.problems(study)) == []
    tag(study, "werk", 3_000)
    undo(study)
    assert study.value("SELECT count(*) FROM annotation") == 1


def test_shaping_a_linked_moment_and_back(study: Study) -> None:
    _said, moment = judged(study)
    before = everything(study)
    study.perform(split_moments, moments=[moment], at_ms=5_000)
    undo(study)
    assert everything(study) == before
    other = AnnotationId(tag(study, "werk", 9_000, 12_000))
    study.perform(merge_moments, moments=[moment, other])
    undo(study)
    undo(study)
    assert everything(study) == before


def test_coding_in_an_interviews_sound_goes_back_and_its_erasure_bars_it(study: Study) -> None:
    session = held(study)
    sound = sounds(study, session)
    tag(study, "werk", recording="N-01")
    undo(study)
    redo(study)
    assert study.value("SELECT recording_id FROM annotation") == sound
    study.perform(erase, wanted=Wanted(("N-01",)), reason=Reason.INTREKKING, key=study.key)
    with pytest.raises(NothingToUndo):
        undo(study)
    assert list(wholeness.problems(study)) == []
