"""Going back to a backup while interviews were held since: what was said stays, what was judged of it goes back."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from recall_studio.domain.erasing import Reason
from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.recall.kinds import Judgement, Rater, RatingItem
from recall_studio.edits import keeping
from recall_studio.edits.erasing import Wanted, erase
from recall_studio.edits.recall import asking, judging
from recall_studio.edits.recall.sounding import finish_sound
from recall_studio.store import backups, wholeness
from recall_studio.store.backups import Backup
from recall_studio.store.connection import connect
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.edits.recall.interviewing import begin, comment, end, held, only_comment, stop, texts_read
from tests.edits.recall.sounds import leaves_a_piece
from tests.store.studies import Clock, tag, undo, with_step
from tests.store.test_older_studies import PASSPHRASE, STUDIES

AT = {"position_ms": 1, "session_ms": 1, "initiator": "klant"}


def restored(study: Study, clock: Clock, name: str) -> Study:
    study.close()
    keeping.restore(study.folder.root, name=name, how=Opening(clock=clock))
    return open_study(study.folder.root, Opening(clock=clock))


def test_records_stay_and_judgements_go_back(study: Study, clock: Clock) -> None:
    first = held(study)
    moment = AnnotationId(tag(study, "werk"))
    said = only_comment(study, first).id
    study.perform(judging.link_comment, comment=said, annotation=moment)
    study.perform(judging.judge, recording="G-01", start_ms=0, end_ms=9, judgement=Judgement.GELIJK, annotation=moment)
    study.perform(judging.rate, conversation="G-01", item=RatingItem.ECHTHEID, rater=Rater.KLANT, score=2)
    backup = keeping.back_up(study).name
    clock.goes(hours=1)
    study.perform(judging.unlink_comment, comment=said, annotation=moment)
    study.perform(judging.rate, conversation="G-01", item=RatingItem.ECHTHEID, rater=Rater.KLANT, score=4)
    later = AnnotationId(tag(study, "werk", 5_000))
    second = begin(study)
    leaves_a_piece(study, second, 0, 1)
    words = comment(study, stop(study, second), "Later gezegd.")
    study.perform(asking.change_comment, comment=said, text="Beter gezegd.")
    end(study, second)
    study.perform(judging.link_comment, comment=words, annotation=later)
    finish_sound(study)
    tag(study, "werk", 100, recording="G-01 nagesprek klant")
    with closing(restored(study, clock, backup)) as now:
        assert list(wholeness.problems(now)) == []
        assert texts_read(now, "A") == ["Beter gezegd.", "Later gezegd."]
        assert now.tuples("SELECT recall_comment_id, annotation_id FROM comment_link") == [(said, moment)]
        assert now.value("SELECT score FROM global_rating") == 2
        assert now.value("SELECT count(*) FROM congruence") == 1
        assert now.value("SELECT count(*) FROM annotation") == 1
        assert keeping.examine(now).problems == ()


def test_a_backup_from_elsewhere_of_before_an_erasure(study: Study, clock: Clock, tmp_path: Path) -> None:
    """Backups of the study go with an erasure; one that somebody copied away first does not bring back a word."""
    session = held(study)
    moment = AnnotationId(tag(study, "werk"))
    study.perform(judging.link_comment, comment=only_comment(study, session).id, annotation=moment)
    study.perform(
        judging.judge, recording="G-01", start_ms=0, end_ms=9, judgement=Judgement.GELIJK, note="lindebloesem"
    )
    backup = keeping.back_up(study)
    shutil.copytree(backup.folder.root, tmp_path / "elders" / backup.name)
    clock.goes(hours=1)
    study.perform(erase, wanted=Wanted(interviews=(session,)), reason=Reason.INTREKKING, key=study.key)
    shutil.copytree(tmp_path / "elders" / backup.name, backup.folder.root)
    with closing(restored(study, clock, backup.name)) as now:
        assert list(wholeness.problems(now)) == []
        assert texts_read(now, "A") == []
        assert now.value("SELECT count(*) FROM comment_link") == 0
        assert now.value("SELECT count(*) FROM congruence") == 0
        assert now.value("SELECT count(*) FROM annotation") == 1  # that of the conversation is back
        assert b"lindebloesem" not in now.folder.database.read_bytes()
        tag(now, "werk", 4_000)
        undo(now)  # what is done from now on can be taken back
        assert now.value("SELECT count(*) FROM annotation") == 1


def test_so_it_is_with_a_recording_that_was_erased(study: Study, clock: Clock, tmp_path: Path) -> None:
    tag(study, "werk", note="lindebloesem")
    study.perform(judging.rate, conversation="G-01", item=RatingItem.ECHTHEID, rater=Rater.KLANT, score=2)
    backup = keeping.back_up(study)
    shutil.copytree(backup.folder.root, tmp_path / "elders" / backup.name)
    clock.goes(hours=1)
    study.perform(erase, wanted=Wanted(("G-01",)), reason=Reason.VERZOEK, key=study.key)
    shutil.copytree(tmp_path / "elders" / backup.name, backup.folder.root)
    with closing(restored(study, clock, backup.name)) as now:
        assert list(wholeness.problems(now)) == []
        assert now.value("SELECT count(*) FROM annotation") == now.value("SELECT count(*) FROM global_rating") == 0
        assert b"lindebloesem" not in now.folder.database.read_bytes()


@pytest.mark.parametrize("kind", ["plain", "encrypted"])
def test_a_backup_of_before_there_were_interviews(tmp_path: Path, kind: str) -> None:
    """That of the second schema, which is made before the third comes; what was held since stays."""
    path = Path(shutil.copytree(STUDIES / f"v2-{kind}.recall", tmp_path / "Studie.recall"))
    how = Opening(passphrase=lambda: PASSPHRASE)
    with closing(open_study(path, how)) as study:
        (backup,) = [one for one in backups.listed(study.folder) if not _has_interviews(one, study.key)]
        place = study.rows("SELECT id, conversation_id FROM recording")[0]
        who = study.value("SELECT id FROM participant LIMIT 1")

        def hold(writing: Writing) -> None:
            row = {"conversation_id": place["conversation_id"], "recording_id": place["id"], "recaller_id": who}
            row["interviewer"] = writing.acting.id
            writing.insert("recall_session", {"id": "s", **row, "created_at": writing.now()})
            writing.insert("recall_stop", {"id": "t", "recall_session_id": "s", **AT, "created_at": writing.now()})

        with_step(study, hold)
        tag(study, "taal", 4_321, recording="G-001")
    keeping.restore(path, name=backup.name, how=how)
    with closing(open_study(path, how)) as now:
        assert list(wholeness.problems(now)) == []
        assert now.tuples("SELECT id, recording_id FROM recall_session") == [("s", place["id"])]
        assert now.value("SELECT count(*) FROM recall_stop") == 1
        assert now.value("SELECT count(*) FROM annotation WHERE start_ms = 4321") == 0
        assert now.value("SELECT count(*) FROM annotation") > 0


def _has_interviews(backup: Backup, key: bytes | None) -> bool:
    with closing(connect(backup.folder.database, key=key, mode="ro")) as db:
        return "recall_stop" in db.table_names()
