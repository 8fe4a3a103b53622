"""Memos: written, changed, found again, and seen by whom they may be seen."""

import pytest

from recall_studio.analysis.beside_frames import memos_frame
from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.ids import RecordingId
from recall_studio.domain.memos import LONGEST_MEMO, About, Memo, MemoKind, Subject
from recall_studio.domain.study import Role, Round
from recall_studio.edits.founding import set_member
from recall_studio.edits.memoing import about_named, change_memo, remove_memo, write_memo
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import journal, rounds
from recall_studio.store.memos import counts, holds, memos
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.edits.live import LIVE, adds_live, begins, place_id
from tests.edits.setting import Lab, tag, withdraw


def write(study: Study, subject: Subject, name: str, text: str, kind: MemoKind = MemoKind.THEORIE) -> Memo:
    about = about_named(study, subject, name)
    made = study.perform(write_memo, about=about, kind=kind, text=text).id
    return next(one for one in seen(study) if one.id == made)


def seen(study: Study) -> list[Memo]:
    return memos(study, as_seen_by=study.acting)


def test_a_memo_hangs_on_each_kind_of_thing(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study, start_ms=1500)
        case = study.value('SELECT code FROM "case"')
        for subject, name in (
            (Subject.STUDY, ""),
            (Subject.CASE, case),
            (Subject.CONVERSATION, "G-001"),
            (Subject.CODE, "disc_vraag"),
            (Subject.MOMENT, moment.id),
        ):
            write(study, subject, name, f"over {subject.value}")
        found = {one.about.subject: one for one in seen(study)}
        assert [found[subject].name for subject in Subject] == ["Proef", case, "G-001", "disc_vraag", "disc_vraag"]
        assert (found[Subject.MOMENT].recording, found[Subject.MOMENT].start_ms) == ("G-001", 1500)
        assert counts(study, as_seen_by=study.acting)[About(Subject.MOMENT, moment.id)] == 1


def test_typing_is_one_step_and_is_taken_back_as_one(ready: Lab) -> None:
    with ready.open() as study:
        memo = write(study, Subject.CODE, "taal", "eerste gedachte")
        for text in ("eerste gedachte,", "eerste gedachte, en meer"):
            study.perform(change_memo, memo=memo.id, text=text)
        study.perform(undo)
        assert [one.text for one in seen(study)] == ["eerste gedachte"]
        study.perform(redo)
        assert [one.text for one in seen(study)] == ["eerste gedachte, en meer"]


def test_a_memo_is_taken_away_and_comes_back(ready: Lab) -> None:
    with ready.open() as study:
        memo = write(study, Subject.STUDY, "", "over de opzet", MemoKind.METHODE)
        study.perform(remove_memo, memo=memo.id)
        assert seen(study) == []
        study.perform(undo)
        assert seen(study) == [memo]


def test_the_history_names_it_without_its_words(ready: Lab) -> None:
    with ready.open() as study:
        write(study, Subject.CONVERSATION, "G-001", "kwartelvlug")
        (step,) = [one for one in journal.history(study, as_seen_by=study.acting) if one.label == "Write memo"]
        assert "kwartelvlug" not in f"{step}"


def test_words_are_found_whatever_their_case(ready: Lab) -> None:
    with ready.open() as study:
        memo = write(study, Subject.CODE, "taal", "Weinig Ruimte voor de klant")
        assert holds(memo, "ruimte KLANT")
        assert holds(memo, "taal")
        assert not holds(memo, "ruimte tolk")


@pytest.mark.parametrize("text", ["", "  \n", "x" * (LONGEST_MEMO + 1)], ids=["empty", "blank", "long"])
def test_a_memo_says_something_and_ends(ready: Lab, text: str) -> None:
    with ready.open() as study, pytest.raises(BadInput):
        write(study, Subject.STUDY, "", text)


def test_it_warns_of_what_points_at_a_person(ready: Lab) -> None:
    with ready.open() as study:
        about = about_named(study, Subject.STUDY, "")
        said = study.perform(write_memo, about=about, kind=MemoKind.METHODE, text="mevrouw Jansen belde").notices
        assert len(said) == 1


@pytest.mark.parametrize(
    ("subject", "name"),
    [(Subject.CASE, "C-0"), (Subject.CONVERSATION, "G-9"), (Subject.CODE, "nee"), (Subject.MOMENT, "nee")],
)
def test_what_is_not_there_has_no_memo(ready: Lab, subject: Subject, name: str) -> None:
    with ready.open() as study, pytest.raises(UnknownName):
        write(study, subject, name, "over niets")


def test_in_a_blind_round_only_the_own_memos_are_there(ready: Lab) -> None:
    with ready.open() as study:
        study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
        memo = write(study, Subject.CODE, "taal", "van A")
    with ready.open("B") as study:
        with pytest.raises(AccessRefused):
            study.perform(remove_memo, memo=memo.id)
        assert [one.text for one in seen(study)] == ["van A"]
    with ready.open() as study:
        study.perform(_blind)
    with ready.open("B") as study:
        assert seen(study) == []
        with pytest.raises(UnknownName):
            study.perform(remove_memo, memo=memo.id)


def _blind(study: Writing) -> None:
    with study.step(""):
        rounds.open_round(study, Round.ONAFHANKELIJK)


def test_without_consent_a_memo_on_the_conversation_is_neither_seen_nor_written(ready: Lab) -> None:
    with ready.open() as study:
        moment = tag(study)
        write(study, Subject.MOMENT, moment.id, "over het moment")
        write(study, Subject.STUDY, "", "over de studie")
        withdraw(study, "K-001")
        assert [one.text for one in seen(study)] == ["over de studie"]
        with pytest.raises(AccessRefused):
            write(study, Subject.CONVERSATION, "G-001", "toch")


def test_a_case_manager_sees_none_of_what_researchers_think(ready: Lab) -> None:
    with ready.open() as study:
        study.perform(set_member, code="KM", role=Role.KLANTMANAGER, person="M-001")
        write(study, Subject.STUDY, "", "over de studie")
    with ready.open("KM") as study:
        assert seen(study) == []


def test_a_memo_on_a_case_leaves_when_all_that_was_coded_in_it_may(ready: Lab) -> None:
    with ready.open() as study:
        adds_live(study)
        write(study, Subject.CASE, study.value('SELECT code FROM "case"'), "wat deze klant raakt")
        recording = RecordingId(study.value("SELECT id FROM recording"))

        def leaving(*places: RecordingId) -> int:
            return len(memos_frame(study, as_seen_by=study.acting, recordings=places))

        assert (leaving(), leaving(recording)) == (0, 1)
        begins(study)
        tag(study, recording=LIVE)
        assert (leaving(recording), leaving(recording, place_id(study))) == (0, 1)
