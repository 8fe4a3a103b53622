"""What leaves with a colleague's study and with coders' work holds nothing of interviews; a packed study does."""

import json
import zipfile
from pathlib import Path

import pytest

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.ids import RecallSessionId
from recall_studio.domain.recall.contact import Contact
from recall_studio.edits.recall.instructing import set_contact
from recall_studio.exchange.assigning import assign_study, may_go_along
from recall_studio.exchange.coder_package import read_package, share_coding
from recall_studio.exchange.packing import pack_study
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.recall import interviews
from recall_studio.store.study import Study
from tests.edits.recall.test_erasing_interviews import WORDS, full
from tests.store.studies import CLIENT, Clock, answer, tag


@pytest.fixture
def told(study: Study) -> RecallSessionId:
    return full(study)


def unpacked(file: Path, to: Path) -> bytes:
    """All that is in a packed file."""
    with zipfile.ZipFile(file) as pack:
        pack.extractall(to)
    return b"".join(place.read_bytes() for place in to.rglob("*") if place.is_file())


def words_in(content: bytes) -> list[str]:
    return [word for word in WORDS if word.encode() in content]


def test_a_study_for_a_colleague_holds_nothing_of_interviews(
    study: Study, told: RecallSessionId, tmp_path: Path
) -> None:
    tag(study, "werk_plan")
    assert [one.name for one in study.perform(may_go_along)] == ["G-01", "G-02"]
    assigned = assign_study(study, coder="B", to=tmp_path / "B.zip")
    assert assigned.recordings == ("G-01",)
    content = unpacked(tmp_path / "B.zip", tmp_path / "uit")
    assert words_in(content) == []
    assert told.encode() not in content
    assert b"N-01" not in content


def test_whom_a_viewer_can_call_stays_too(study: Study, told: RecallSessionId, tmp_path: Path) -> None:
    study.perform(set_contact, contact=Contact(person="Boudewijn Vlinderstruik"))
    assign_study(study, coder="B", to=tmp_path / "B.zip")
    assert b"Boudewijn" not in unpacked(tmp_path / "B.zip", tmp_path / "uit")
    pack_study(study, to=tmp_path / "alles.zip")  # the control: it goes along with the whole study
    assert b"Boudewijn" in unpacked(tmp_path / "alles.zip", tmp_path / "alles")


def test_it_opens_and_is_worked_in(study: Study, told: RecallSessionId, tmp_path: Path) -> None:
    assign_study(study, coder="B", to=tmp_path / "B.zip")
    unpacked(tmp_path / "B.zip", tmp_path / "uit")
    path = next((tmp_path / "uit").rglob("study.sqlite")).parent
    there = open_study(path, Opening(acting_as="B", clock=Clock()))
    assert interviews.of_study(there, there.acting) == []
    assert there.value("SELECT count(*) FROM participant WHERE pseudonym = 'K-417'") == 1
    tag(there, "werk")
    there.close()


def test_a_coders_work_holds_nothing_of_interviews(study: Study, told: RecallSessionId, tmp_path: Path) -> None:
    share_coding(study, to=tmp_path / "A.codeerwerk")
    package = read_package(tmp_path / "A.codeerwerk", study=study.facts().id, key=study.key)
    assert [row["layer"] for row in package.rows["annotation"]] == ["gesprek"]
    assert set(package.rows) == {"annotation", "coded_range", "discuss_mark", "memo"}
    assert told not in json.dumps([dict(row) for rows in package.rows.values() for row in rows])
    assert words_in((tmp_path / "A.codeerwerk").read_bytes()) == []


def test_a_packed_study_takes_the_sound_along_while_it_may_be_kept(
    study: Study, told: RecallSessionId, tmp_path: Path
) -> None:
    pack_study(study, to=tmp_path / "alles.zip")
    assert WORDS[10] in words_in(unpacked(tmp_path / "alles.zip", tmp_path / "alles"))
    answer(study, CLIENT, Purpose.NAGESPREK, status=Status.INGETROKKEN, recording="G-01")
    pack_study(study, to=tmp_path / "later.zip")
    assert WORDS[10] not in words_in(unpacked(tmp_path / "later.zip", tmp_path / "later"))
