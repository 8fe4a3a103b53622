"""A conversation comes in with what its people said: all of it in one step, or nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from recall_studio.domain.consent import Condition, Method, Purpose, Status
from recall_studio.domain.errors import BadFile, BadInput
from recall_studio.edits.adding import GivenAnswers, add_conversation, missing_in_form, propose_names, whole_form
from recall_studio.edits.consenting import Form, Told
from recall_studio.edits.recording import Added, NewRecording, copy_what_is_allowed, look_at
from recall_studio.store.study import Study
from tests.edits.setting import CODING, FORM, PAIR, Lab, add_and_consent, audited, tag

YES = dict.fromkeys(CODING, Status.GEGEVEN)
BOTH = (GivenAnswers("K-001", YES), GivenAnswers("M-001", YES))


def add(
    study: Study, clip: Path, *answers: GivenAnswers, form: Form | None = FORM, new: NewRecording | None = None
) -> Added:
    made = new or NewRecording("G-001", PAIR)
    return study.perform(add_conversation, given=look_at([clip]), new=made, answers=answers, form=form)


def consents(study: Study) -> list[tuple[str, str, str]]:
    return study.tuples(
        "SELECT pseudonym, purpose, status FROM consent JOIN participant ON participant.id = participant_id "
        "ORDER BY consent.number"
    )


def nothing_came_in(study: Study) -> bool:
    tables = ("recording", "conversation", "media_file", "participant", "consent", '"case"')
    return all(study.value(f"SELECT count(*) FROM {table}") == 0 for table in tables)


def test_with_all_answers_it_may_be_coded_at_once(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        added = add(study, clip, *BOTH)
        assert added.quarantine is None
        assert copy_what_is_allowed(study).copied == ("G-001",)
        tag(study)
        assert consents(study) == [(person, purpose, "gegeven") for person in ("K-001", "M-001") for purpose in CODING]
        assert len(audited(study, "toestemming")) == 4
        assert {step for (step,) in study.tuples("SELECT label FROM step")} == {"Make study", "Tag moment"}


def test_every_answer_is_kept_apart_and_what_was_not_asked_is_not(lab: Lab, clip: Path) -> None:
    client = {Purpose.OPNAME: Status.GEGEVEN, Purpose.ONDERZOEK: Status.GEWEIGERD, Purpose.CITAAT: Status.NIET_GEVRAAGD}
    with lab.open() as study:
        added = add(study, clip, GivenAnswers("K-001", client), GivenAnswers("M-001", {Purpose.OPNAME: Status.GEGEVEN}))
        assert added.quarantine is None  # it may be kept, and not coded
        assert consents(study) == [
            ("K-001", "opname", "gegeven"),
            ("K-001", "onderzoek", "geweigerd"),
            ("M-001", "opname", "gegeven"),
        ]
        assert study.value("SELECT count(*) FROM consent WHERE conversation_id IS NULL") == 0


def test_each_is_told_and_asks_in_return_in_their_own_way(lab: Lab, clip: Path) -> None:
    told = Told(language="ar", interpreter="professioneel", teach_back=True)
    client = GivenAnswers("K-001", YES, condition=Condition.ALLEEN_AUDIO, told=told)
    with lab.open() as study:
        add(study, clip, client, BOTH[1])
        kept = study.tuples('SELECT DISTINCT "condition", language, interpreter, teach_back, form_version FROM consent')
    assert kept == [("alleen_audio", "ar", "professioneel", 1, "v1"), ("geen", None, None, None, "v1")]


@pytest.mark.parametrize("form", [None, FORM])
def test_without_answers_it_waits_in_quarantine(lab: Lab, clip: Path, form: Form | None) -> None:
    open_ones = GivenAnswers("K-001", {Purpose.OPNAME: Status.NIET_GEVRAAGD})
    with lab.open() as study:
        added = add(study, clip, open_ones, form=form)
        assert added.quarantine is not None
        assert "there is no consent “opname” of the client" in added.quarantine
        assert copy_what_is_allowed(study).copied == ()
        assert consents(study) == []


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        (None, "the version of the form, how the answer was given, who asked and the date"),
        (replace(FORM, version=" "), "the version of the form"),
        (replace(FORM, version="", collector=""), "the version of the form and who asked"),
    ],
)
def test_half_a_form_keeps_everything_out(lab: Lab, clip: Path, form: Form | None, missing: str) -> None:
    with lab.open() as study:
        with pytest.raises(BadInput, match=f"The consent form is not complete: {missing}\\."):
            add(study, clip, *BOTH, form=form)
        assert nothing_came_in(study)


def test_a_form_is_made_of_what_was_filled_in() -> None:
    day = date(2026, 11, 1)
    made = whole_form(version=" v1 ", method=Method.DIGITAAL, collector="A", given_on=day)
    assert made == Form("v1", Method.DIGITAAL, "A", day)
    with pytest.raises(BadInput, match="how the answer was given and the date"):
        whole_form(version="v1", method=None, collector="A", given_on=None)
    assert missing_in_form(version="v1", method=Method.DIGITAAL, collector="A", given_on=day) == []


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ((GivenAnswers("K-999", YES),), "“K-999” answered, and is not listed as seen or heard"),
        ((BOTH[0], BOTH[0]), "“K-001” was given twice"),
    ],
)
def test_who_answers_is_in_the_recording_once(
    lab: Lab, clip: Path, answers: tuple[GivenAnswers, ...], reason: str
) -> None:
    with lab.open() as study:
        with pytest.raises(BadInput, match=reason):
            add(study, clip, *answers)
        assert nothing_came_in(study)


def test_what_goes_wrong_late_leaves_nothing(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        with pytest.raises(BadInput, match="lies in the future"):
            add(study, clip, *BOTH, form=replace(FORM, given_on=date(2027, 1, 1)))
        assert nothing_came_in(study)
        assert [member.code for member in study.members()] == ["A"]


def test_a_file_that_is_there_is_refused_with_its_answers(ready: Lab, clip: Path) -> None:
    with ready.open() as study:
        before = consents(study)
        with pytest.raises(BadFile, match="in this study already"):
            add(study, clip, *BOTH, new=NewRecording("G-002", PAIR))
        assert consents(study) == before


def test_what_the_user_should_know_is_said_once(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        added = add(study, clip, *BOTH)
    assert added.notices == ("“I-001” was not a member of the study yet and has been added.",)


def test_proposed_names_are_free_and_say_nothing(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add_and_consent(study, clip)
        proposed = [propose_names(study) for _ in range(20)]
    assert all([name[:2] for name in names] == ["G-", "K-", "M-"] for names in proposed)
    assert len({names.recording for names in proposed}) > 1
    assert not {name for names in proposed for name in names} & {"G-001", "K-001", "M-001"}
