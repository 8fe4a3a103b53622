"""Tagging a moment and declaring a stretch as coded: what is kept, what is said, what is refused."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import AccessRefused, BadInput, UnknownName
from recall_studio.domain.study import Role, StudyKind
from recall_studio.edits.coding import Declared, declare_range
from recall_studio.edits.founding import set_member
from recall_studio.edits.tagging import tag_moment
from recall_studio.edits.undoing import undo
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.store import codebooks
from recall_studio.store.study import Study
from tests.edits.setting import Lab, add, add_and_consent, answer, audited, codes_of, retired, tag

LAST_MS = 3000


def moment(study: Study) -> dict[str, Any]:
    (row,) = study.rows(
        "SELECT annotation.*, member.code AS who, code.key FROM annotation JOIN member ON member.id = coder "
        "JOIN code ON code.id = code_id"
    )
    return row


def declare(study: Study, start_ms: int, end_ms: int, codes: Sequence[str] | None = None) -> Declared:
    return study.perform(declare_range, recording="G-001", coder="A", start_ms=start_ms, end_ms=end_ms, codes=codes)


def test_a_moment_is_kept_with_all_that_was_said(ready: Lab) -> None:
    with ready.open() as study:
        tagged = tag(study, "disc_ervaring", 200, 1000, note="over de vorige baan")
        row = moment(study)
        version = codebooks.version(study)[0]
    kept = {name: row[name] for name in ("id", "who", "key", "start_ms", "end_ms", "pressed_ms", "note", "layer")}
    assert kept == {
        "id": tagged.id,
        "who": "A",
        "key": "disc_ervaring",
        "start_ms": 200,
        "end_ms": 1000,
        "pressed_ms": 200,
        "note": "over de vorige baan",
        "layer": "gesprek",
    }
    assert (row["round"], row["codebook_version"]) == ("gezamenlijk", version)
    assert tagged.notices == ()


def test_the_picture_at_the_key_press_is_kept_apart_from_the_start(ready: Lab) -> None:
    with ready.open() as study:
        study.perform(tag_moment, recording="G-001", coder="A", code="disc_vraag", start_ms=600, pressed_ms=1000)
        row = moment(study)
    assert (row["start_ms"], row["pressed_ms"]) == (600, 1000)


@pytest.mark.parametrize(("start_ms", "end_ms"), [(0, None), (0, LAST_MS), (LAST_MS - 1, None), (LAST_MS - 1, LAST_MS)])
def test_the_whole_recording_can_be_coded(ready: Lab, start_ms: int, end_ms: int | None) -> None:
    with ready.open() as study:
        tag(study, "disc", start_ms, end_ms)
        row = moment(study)
    assert (row["start_ms"], row["end_ms"]) == (start_ms, end_ms)


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "reason"),
    [
        (LAST_MS, None, "00:00:03.000 lies outside the recording, which lasts 00:00:03.000"),
        (1000, LAST_MS + 1, "00:00:03.001 lies outside"),
        (-1, None, "outside"),
        (1000, 1000, "The end 00:00:01.000 is not after the start 00:00:01.000"),
        (1000, 999, "is not after the start"),
        (9000, 8000, "is not after the start"),
    ],
)
def test_what_lies_outside_or_runs_back_is_refused(ready: Lab, start_ms: int, end_ms: int | None, reason: str) -> None:
    with ready.open() as study:
        with pytest.raises(BadInput, match=reason):
            tag(study, "disc", start_ms, end_ms)
        if end_ms is not None:
            with pytest.raises(BadInput, match=reason):
                declare(study, start_ms, end_ms)
        assert codes_of(study) == []


def test_the_other_kind_of_place_is_kept_and_told(ready: Lab) -> None:
    with ready.open() as study:
        without_end = tag(study, "disc_ervaring", 100)
        with_end = tag(study, "disc_vraag", 200, 900)
        either = (tag(study, "taal", 300), tag(study, "taal", 400, 900))
        assert codes_of(study) == ["disc_ervaring", "disc_vraag", "taal", "taal"]
    assert without_end.notices == (
        "“disc_ervaring” is a code for stretches; this moment has no end and counts no time.",
    )
    assert with_end.notices == ("“disc_vraag” is a code for instants; this moment was kept with its end.",)
    assert all(tagged.notices == () for tagged in either)


@pytest.mark.parametrize("code", ["diag_leeftijd", "leef"])
def test_a_code_that_is_off_is_kept_and_told(ready: Lab, code: str) -> None:
    with ready.open() as study:
        tagged = tag(study, code)
        assert codes_of(study) == [code]
    assert tagged.notices == (f"“{code}” is switched off in this study; the moment was kept.",)


@pytest.mark.parametrize(("successor", "remedy"), [("disc_omgaan", "Use “disc_omgaan” instead."), (None, "")])
def test_a_retired_code_is_refused_and_names_its_successor(
    lab: Lab, clip: Path, successor: str | None, remedy: str
) -> None:
    lab.path = lab.path.with_name("Ander.recall")
    lab.make(book=retired(default_codebook(), "disc_vraag", successor))
    with lab.open() as study:
        add_and_consent(study, clip)
        with pytest.raises(BadInput, match="“disc_vraag” is retired") as error:
            tag(study, "disc_vraag")
        assert codes_of(study) == []
    assert error.value.remedy == remedy


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("bel k.jansen@example.nl", "an e-mail address"),
        ("06-12345678 is het nummer", "a telephone number"),
        ("meneer Yilmaz zegt dat", "a name"),
        ("111222333", "a citizen service number (BSN)"),
        ("1234 AB 12 en mevrouw Jansen", "a postcode with house number and a name"),
    ],
)
def test_a_note_that_points_at_a_person_is_kept_and_told(ready: Lab, note: str, found: str) -> None:
    with ready.open() as study:
        tagged = tag(study, note=note)
        assert moment(study)["note"] == note
    assert tagged.notices == (f"The note seems to hold {found}. A note should not say who somebody is.",)
    assert note not in " ".join(tagged.notices)


@pytest.mark.parametrize(("note", "reason"), [("x" * 20_001, "20000"), ("bel\x07", "control"), ("nul\x00", "control")])
def test_a_note_that_fits_nowhere_is_refused(ready: Lab, note: str, reason: str) -> None:
    with ready.open() as study:
        with pytest.raises(BadInput, match=reason):
            tag(study, note=note)
        assert codes_of(study) == []


@pytest.mark.parametrize(("recording", "code"), [("G-999", "disc"), ("G-001", "disc_bestaat_niet")])
def test_unknown_names_are_refused(ready: Lab, recording: str, code: str) -> None:
    with ready.open() as study:
        with pytest.raises(UnknownName):
            study.perform(tag_moment, recording=recording, coder="Z", code=code, start_ms=0)
        with pytest.raises(UnknownName):
            study.perform(declare_range, recording=recording, coder="Z", start_ms=0, end_ms=1, codes=[code, "taal"])
        assert [member.code for member in study.members()] == ["A", "I-001"]


def test_a_coder_who_is_new_becomes_a_member_once(ready: Lab) -> None:
    with ready.open() as study:
        first, second = tag(study, coder="B"), tag(study, coder="B")
        assert [(m.code, m.role, m.lead) for m in study.members()][-1] == ("B", Role.ONDERZOEK, False)
    assert first.notices == ("“B” was not a member of the study yet and has been added.",)
    assert second.notices == ()


def test_a_refused_moment_is_logged_by_id_and_leaves_no_coder(lab: Lab, clip: Path) -> None:
    with lab.open() as study:
        add(study, clip)
        with pytest.raises(AccessRefused, match="no consent “opname” of the client"):
            tag(study, coder="Z", note="kwetsbaar")
        assert codes_of(study) == []
        assert [member.code for member in study.members()] == ["A"]
        (entry,) = audited(study, "geweigerd")
        conversation = study.value("SELECT id FROM conversation")
    assert conversation in str(entry["detail"])
    assert "kwetsbaar" not in str(entry)


def test_the_role_of_who_acts_counts(ready: Lab) -> None:
    with ready.open() as study:
        study.perform(set_member, code="P", role=Role.PRIVACYBEHEER, person=None)
    with ready.open(acting_as="P") as study:
        with pytest.raises(AccessRefused, match="“privacybeheer” may not"):
            tag(study, coder="A")
        assert codes_of(study) == []


def test_in_an_intervisie_study_coding_asks_consent_for_intervisie(lab: Lab, clip: Path) -> None:
    lab.path = lab.path.with_name("Intervisie.recall")
    lab.make(kind=StudyKind.INTERVISIE)
    with lab.open() as study:
        add_and_consent(study, clip)
        with pytest.raises(AccessRefused, match="“intervisie”"):
            tag(study)
        for person in ("K-001", "M-001"):
            answer(study, person, Purpose.INTERVISIE)
        tag(study)
        answer(study, "K-001", Purpose.ONDERZOEK, status=Status.INGETROKKEN)
        tag(study)  # research is not what this study is for


def test_a_theme_in_a_range_stands_for_itself_and_its_codes(ready: Lab) -> None:
    with ready.open() as study:
        themes = declare(study, 0, 3000, ["disc", "maat_regels"]).codes
        book = codebooks.codebook(study)
    assert themes == ("disc", *(code.key for code in book.children("disc")), "maat_regels")


def test_a_range_without_codes_is_for_all_that_are_on(ready: Lab) -> None:
    with ready.open() as study:
        all_on = declare(study, 0, 3000).codes
        book = codebooks.codebook(study)
    assert all_on == tuple(code.key for code in book.on)
    assert len(all_on) == 17 + 3


def test_a_range_for_nothing_is_refused(ready: Lab) -> None:
    with ready.open() as study:
        with pytest.raises(BadInput, match="No code was named"):
            declare(study, 0, 3000, [])
        assert study.value("SELECT count(*) FROM coded_range") == 0


def test_a_retired_code_is_not_part_of_its_theme(lab: Lab, clip: Path) -> None:
    lab.path = lab.path.with_name("Ander.recall")
    lab.make(book=retired(default_codebook(), "disc_vraag", None))
    with lab.open() as study:
        add_and_consent(study, clip)
        assert "disc_vraag" not in declare(study, 0, 3000, ["disc"]).codes


def test_a_declared_range_is_taken_back_as_one_step(ready: Lab) -> None:
    with ready.open() as study:
        declare(study, 0, 3000)
        study.perform(undo)
        assert study.value("SELECT count(*) FROM coded_range") == 0
