"""Congruence, links between comments and moments, and global impressions: judged by researchers, taken back by undo."""

from typing import Any

import pytest

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import AnnotationId, CongruenceId, RecordingId
from recall_studio.domain.recall.kinds import Judgement, Rater, RatingItem
from recall_studio.domain.recall.reading import Audience
from recall_studio.domain.study import Round
from recall_studio.edits.recall import asking, judging
from recall_studio.edits.tagging import remove_moments
from recall_studio.store import conversations
from recall_studio.store.recall import congruences, links, ratings
from recall_studio.store.study import Study
from tests.edits.recall.conftest import Opens
from tests.edits.recall.interviewing import held, only_comment, sounds
from tests.store.studies import CLIENT, LASTS_MS, answer, enter, redo, tag, undo


def judged(study: Study, reader: str = "A") -> list[tuple[int, int | None, str, str, str]]:
    recording = RecordingId(conversations.recording(study, "G-01")["id"])
    found = congruences.of_recording(study, recording, study.member(reader))
    return [(one.start_ms, one.end_ms, one.judgement.value, one.note, one.member) for one in found]


def judge(study: Study, judgement: Judgement = Judgement.DEELS, **more: Any) -> CongruenceId:
    given = {"start_ms": 10_000, "end_ms": 20_000, "note": "zelfde woord", **more}
    return study.perform(judging.judge, recording="G-01", judgement=judgement, **given)


def test_a_judgement_is_made_changed_and_taken_away(study: Study) -> None:
    first = judge(study)
    assert judge(study, Judgement.ANDERS, note="") == first  # the same place: said anew
    judge(study, Judgement.GELIJK, start_ms=30_000, end_ms=None)
    assert judged(study) == [(10_000, 20_000, "anders", "", "A"), (30_000, None, "gelijk", "zelfde woord", "A")]
    study.perform(judging.unjudge, judgement=first)
    undo(study)
    assert len(judged(study)) == 2
    undo(study)
    undo(study)
    assert judged(study) == [(10_000, 20_000, "deels", "zelfde woord", "A")]
    redo(study)
    with pytest.raises(UnknownName):
        study.perform(judging.unjudge, judgement=CongruenceId("x"))


def test_a_judgement_of_a_moment_goes_with_it(study: Study) -> None:
    moment = AnnotationId(tag(study, "werk"))
    judge(study, annotation=moment)
    with pytest.raises(UnknownName):
        judge(study, annotation=AnnotationId("x"))
    other = sounds(study, held(study))
    assert other
    with pytest.raises(BadInput, match="another recording"):
        judge(study, annotation=AnnotationId(tag(study, "werk", recording="N-01")))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"end_ms": LASTS_MS + 1}, "outside"),
        ({"note": "x" * 20_001}, "long"),
    ],
)
def test_what_does_not_fit_is_refused(study: Study, more: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        judge(study, **more)


def test_who_judges(opens: Opens, study: Study) -> None:
    made = judge(study)
    with pytest.raises(AccessRefused):
        judge(opens("KM"))
    with pytest.raises(AccessRefused, match="theirs to change"):
        opens("B").perform(judging.unjudge, judgement=made)
    with pytest.raises(AccessRefused):
        study.perform(
            judging.judge, recording="G-02", start_ms=0, end_ms=1, judgement=Judgement.GELIJK
        )  # nobody said yes to coding it


def test_in_a_blind_round_each_sees_the_own_judgements(opens: Opens, study: Study) -> None:
    judge(study)
    judge(opens("B"), Judgement.GELIJK)
    assert [one[-1] for one in judged(study)] == ["A", "B"]
    enter(study, Round.ONAFHANKELIJK)
    assert [one[-1] for one in judged(study)] == ["A"]
    assert [one[-1] for one in judged(study, "B")] == ["B"]


def test_what_researchers_judge_is_read_by_no_party(opens: Opens, study: Study) -> None:
    """A judgement and its note tell what the client said."""
    said, moment = only_comment(study, held(study)).id, AnnotationId(tag(study, "werk"))
    made = judge(study, note="de klant voelt zich niet gehoord")
    study.perform(judging.link_comment, comment=said, annotation=moment)
    for reader in ("KM", "GL", "PB"):
        assert judged(study, reader) == []
        assert congruences.of_all(study, study.member(reader)) == []
        assert links.of_all(study, study.member(reader)) == []
    with pytest.raises(UnknownName):
        opens("KM").perform(judging.unjudge, judgement=made)
    assert len(judged(study)) == 1


def test_what_was_judged_of_who_withdrew_is_kept_apart_with_what_they_said(study: Study) -> None:
    held(study)
    judge(study)
    answer(study, CLIENT, Purpose.NAGESPREK, status=Status.INGETROKKEN, recording="G-01")
    assert judged(study) == []


@pytest.mark.parametrize("purpose", [Purpose.NAGESPREK, Purpose.ONDERZOEK, Purpose.OPNAME])
def test_scores_and_judgements_go_with_the_consent_that_they_rest_on(study: Study, purpose: Purpose) -> None:
    for rater in (Rater.KLANT, Rater.KLANTMANAGER, Rater.ONDERZOEKER):
        study.perform(judging.rate, conversation="G-01", item=RatingItem.ECHTHEID, rater=rater, score=2)
    judge(study)
    answer(study, CLIENT, purpose, status=Status.INGETROKKEN, recording="G-01")
    assert [one.rater for one in ratings.of_all(study, study.acting)] == [Rater.KLANTMANAGER, Rater.ONDERZOEKER]
    assert judged(study) == []


def test_comments_are_linked_to_moments(opens: Opens, study: Study) -> None:
    said = only_comment(study, held(study)).id
    moment = AnnotationId(tag(study, "werk"))
    made = study.perform(judging.link_comment, comment=said, annotation=moment)
    assert study.perform(judging.link_comment, comment=said, annotation=moment) == made
    assert [(one.comment, one.moment, one.member) for one in links.of_all(study, study.acting)] == [(said, moment, "A")]
    enter(study, Round.ONAFHANKELIJK)
    assert links.of_all(study, study.member("B")) == []
    enter(study, Round.OEFENEN)
    study.perform(judging.unlink_comment, comment=said, annotation=moment)
    with pytest.raises(UnknownName):
        study.perform(judging.unlink_comment, comment=said, annotation=moment)
    undo(study)
    assert len(links.of_all(study, study.acting)) == 1
    study.perform(asking.remove_comment, comment=said)
    with pytest.raises(UnknownName):
        study.perform(judging.link_comment, comment=said, annotation=moment)


def test_a_link_goes_with_its_moment_and_comes_back_with_it(study: Study) -> None:
    said = only_comment(study, held(study)).id
    moment = AnnotationId(tag(study, "werk"))
    study.perform(judging.link_comment, comment=said, annotation=moment)
    judge(study, annotation=moment)
    study.perform(remove_moments, moments=[moment])
    assert (links.of_all(study, study.acting), judged(study)) == ([], [])
    undo(study)
    assert (len(links.of_all(study, study.acting)), len(judged(study))) == (1, 1)


def rate(study: Study, rater: Rater, score: int, item: RatingItem = RatingItem.ECHTHEID) -> None:
    study.perform(judging.rate, conversation="G-01", item=item, rater=rater, score=score)


def scores(study: Study, reader: str, audience: Audience | None = None) -> list[tuple[str, int]]:
    conversation = conversations.recording(study, "G-01")["conversation_id"]
    found = ratings.of_conversation(study, conversation, study.member(reader), audience)
    return [(one.rater.value, one.score) for one in found]


def test_three_give_their_impression(opens: Opens, study: Study) -> None:
    for rater, score in ((Rater.KLANT, 2), (Rater.KLANTMANAGER, 4), (Rater.ONDERZOEKER, 5), (Rater.KLANT, 1)):
        rate(study, rater, score)
    assert scores(study, "A") == [("klant", 1), ("klantmanager", 4), ("onderzoeker", 5)]
    assert scores(study, "KM") == [("klantmanager", 4)]
    assert scores(study, "GL") == scores(study, "PB") == []
    assert scores(study, "A", Audience.KLANT) == [("klant", 1)]
    rate(opens("B"), Rater.ONDERZOEKER, 3)
    enter(study, Round.ONAFHANKELIJK)
    assert scores(study, "A") == [("klant", 1), ("klantmanager", 4), ("onderzoeker", 5)]
    assert scores(study, "B") == [("klant", 1), ("klantmanager", 4), ("onderzoeker", 3)]


def test_an_impression_is_taken_back(study: Study) -> None:
    rate(study, Rater.KLANT, 2)
    rate(study, Rater.KLANT, 3)
    undo(study)
    assert scores(study, "A") == [("klant", 2)]
    study.perform(judging.unrate, conversation="G-01", item=RatingItem.ECHTHEID, rater=Rater.KLANT)
    assert scores(study, "A") == []
    with pytest.raises(UnknownName):
        study.perform(judging.unrate, conversation="G-01", item=RatingItem.ECHTHEID, rater=Rater.KLANT)
    with pytest.raises(BadInput, match="1 to 5"):
        rate(study, Rater.KLANT, 6)


def test_the_impression_of_who_withdrew_is_kept_apart_with_what_they_said(study: Study) -> None:
    held(study)
    rate(study, Rater.KLANT, 2)
    rate(study, Rater.KLANTMANAGER, 4)
    answer(study, CLIENT, Purpose.NAGESPREK, status=Status.INGETROKKEN, recording="G-01")
    assert scores(study, "A") == [("klantmanager", 4)]
