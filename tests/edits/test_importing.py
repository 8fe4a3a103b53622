"""Taking in coding from elsewhere: all of it as one step, or nothing at all."""

from pathlib import Path

import pytest

from recall_studio.domain.consent import Status
from recall_studio.domain.errors import AccessRefused, BadFile, Cancelled
from recall_studio.domain.moments import GivenMoment
from recall_studio.edits.coding import import_moments
from recall_studio.edits.undoing import redo, undo
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.exchange.moments_csv import read_moments
from recall_studio.store.study import Study
from tests.edits.setting import CODING, Lab, add, add_and_consent, answer, codes_of, retired, tag


def given(line: int = 2, **other: object) -> GivenMoment:
    usual = {"recording": "G-001", "coder": "A", "code": "disc_vraag", "start_ms": 100, "end_ms": None, "note": None}
    return GivenMoment(line=line, **usual | other)  # type: ignore[arg-type]  # a test gives what a file may hold


def nothing_changed(study: Study) -> bool:
    steps = study.value("SELECT count(*) FROM step WHERE label = 'Import moments'")
    return codes_of(study) == [] and steps == 0 and len(study.members()) == 2


def test_all_rows_come_in_as_one_step(ready: Lab) -> None:
    rows = [given(2), given(3, coder="B", code="taal_tolk", start_ms=200, end_ms=900, note="=SOM(A1)")]
    with ready.open() as study:
        tag(study, "disc", 50)
        done = study.perform(import_moments, given=rows)
        kept = study.rows("SELECT start_ms, end_ms, pressed_ms, note FROM annotation ORDER BY start_ms")[1:]
        assert done.moments == 2
        assert kept == [
            {"start_ms": 100, "end_ms": None, "pressed_ms": 100, "note": None},
            {"start_ms": 200, "end_ms": 900, "pressed_ms": 200, "note": "=SOM(A1)"},
        ]
        assert study.perform(undo).label == "Import moments"
        assert codes_of(study) == ["disc"]
        study.perform(redo)
        assert codes_of(study) == ["disc", "disc_vraag", "taal_tolk"]


BAD = (
    ({"recording": "G-999"}, "There is no recording “G-999”"),
    ({"code": "disc_niets"}, "There is no code “disc_niets”"),
    ({"start_ms": 3000}, "outside the recording"),
    ({"end_ms": 100}, "is not after the start"),
    ({"end_ms": 3001}, "outside the recording"),
    ({"coder": "Fatima Yilmaz"}, "cannot be the name of a member"),
    ({"coder": "111222333"}, "citizen service number"),
    ({"note": "x" * 20_001}, "20000"),
)


@pytest.mark.parametrize(("wrong", "reason"), BAD)
def test_one_bad_row_keeps_all_of_them_out(ready: Lab, wrong: dict[str, object], reason: str) -> None:
    with ready.open() as study:
        with pytest.raises(BadFile, match=f"Nothing was imported:\nrow 7: .*{reason}"):
            study.perform(import_moments, given=[given(2, coder="B"), given(7, **wrong), given(8)])
        assert nothing_changed(study)


def test_a_retired_code_keeps_all_rows_out_too(lab: Lab, clip: Path) -> None:
    lab.path = lab.path.with_name("Ander.recall")
    lab.make(book=retired(default_codebook(), "disc_vraag", "disc_omgaan"))
    with lab.open() as study:
        add_and_consent(study, clip)
        with pytest.raises(BadFile, match="row 2: The code “disc_vraag” is retired"):
            study.perform(import_moments, given=[given(2), given(3, code="disc_omgaan")])
        assert nothing_changed(study)


def test_every_bad_row_is_named_up_to_ten(ready: Lab) -> None:
    rows = [given(line, code="disc_niets" if line % 2 else "disc") for line in range(2, 28)]
    with ready.open() as study, pytest.raises(BadFile) as error:
        study.perform(import_moments, given=rows)
    head, *lines, rest = str(error.value).splitlines()
    assert head == "Nothing was imported:"
    assert [line.split(":")[0] for line in lines] == [f"row {line}" for line in range(3, 23, 2)]
    assert rest == "…and 3 more rows."


@pytest.mark.parametrize(("bad", "rest"), [(10, False), (11, True)])
def test_the_rest_is_counted_only_when_there_is_one(ready: Lab, bad: int, rest: bool) -> None:
    with ready.open() as study, pytest.raises(BadFile) as error:
        study.perform(import_moments, given=[given(line, code="weg") for line in range(bad)])
    assert str(error.value).endswith("…and 1 more row.") is rest


def test_rows_that_cannot_be_read_are_named_by_their_place_in_the_file(tmp_path: Path) -> None:
    table = tmp_path / "codes.csv"
    lines = ["recording;coder;code;start_ms;end_ms", "G-001;A;disc;100;", "", "G-001;A;disc;1,5;", "G-001;A;;100;"]
    table.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadFile, match=r"codes\.csv") as error:
        read_moments(table, recording=None)
    assert [line.split(":")[0] for line in str(error.value).splitlines()[1:]] == ["row 4", "row 5"]


def test_unknown_coders_are_made_once_and_told_once(ready: Lab) -> None:
    rows = [given(line, coder=coder, start_ms=line) for line, coder in enumerate(("B", "C", "A", "B", "C"))]
    with ready.open() as study:
        done = study.perform(import_moments, given=rows)
        assert [member.code for member in study.members()] == ["A", "I-001", "B", "C"]
    assert done.notices == (
        "“B” was not a member of the study yet and has been added.",
        "“C” was not a member of the study yet and has been added.",
    )


def test_notes_that_point_at_a_person_are_counted(ready: Lab) -> None:
    rows = [given(1, note="mevrouw Jansen"), given(2, note="stilte"), given(3, note="k@example.nl")]
    with ready.open() as study:
        done = study.perform(import_moments, given=rows)
    assert done.notices == ("2 notes seem to point at a person; an export with notes holds them back.",)


def test_without_consent_nothing_comes_in(ready: Lab, other_clip: Path) -> None:
    with ready.open() as study:
        add(study, other_clip, name="G-002")
        answer(study, "K-001", *CODING, status=Status.INGETROKKEN, recording="G-002")
        with pytest.raises(AccessRefused, match="the client withdrew “opname”"):
            study.perform(import_moments, given=[given(2), given(3, recording="G-002")])
        assert nothing_changed(study)


class StopsAfter:
    """Progress that is stopped at its second report."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def report(self, done: int, total: int) -> None:
        self.told.append((done, total))

    @property
    def cancelled(self) -> bool:
        return len(self.told) > 1


def test_stopping_halfway_brings_nothing_in(ready: Lab) -> None:
    progress = StopsAfter()
    rows = [given(line, coder="B", start_ms=line % 3000) for line in range(5000)]
    with ready.open() as study:
        with pytest.raises(Cancelled):
            study.perform(import_moments, given=rows, progress=progress)
        assert nothing_changed(study)
    assert progress.told[0] == (0, 5000)
    assert 0 < progress.told[1][0] < 5000


def test_several_recordings_come_in_together(ready: Lab, other_clip: Path) -> None:
    with ready.open() as study:
        add_and_consent(study, other_clip, name="G-002")
        study.perform(import_moments, given=[given(2), given(3, recording="G-002", start_ms=999)])
        with pytest.raises(BadFile, match=r"row 3: .*outside"):
            study.perform(import_moments, given=[given(2, start_ms=1500), given(3, recording="G-002", start_ms=1500)])
        names = study.tuples("SELECT name FROM annotation JOIN recording ON recording.id = recording_id ORDER BY name")
    assert names == [("G-001",), ("G-002",)]
