"""project.json, the only way to the key: lost, cut off or emptied, it is taken from its copies, and said so."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recall_studio.domain.errors import NotAStudy, StudyDamaged, StudyNewer
from recall_studio.store import project_file
from recall_studio.store.folder import StudyFolder
from recall_studio.store.study import Study
from tests.store.conftest import PASSPHRASE, Opens
from tests.store.studies import moments, tag

RESCUED = "The file project.json was lost or broken; it was put back from its copy."

HARMS: dict[str, Callable[[Path], object]] = {
    "lost": Path.unlink,
    "emptied": lambda place: place.write_bytes(b""),
    "cut off": lambda place: place.write_bytes(place.read_bytes()[:40]),
    "zeroed": lambda place: place.write_bytes(bytes(place.stat().st_size)),
    "half zeroed": lambda place: place.write_bytes(place.read_bytes()[:50] + bytes(200)),
    "not text": lambda place: place.write_bytes(b"\xff\xfe\x00\x01"),
    "another JSON": lambda place: place.write_text("[1, 2]", encoding="utf-8"),
    "without keys": lambda place: place.write_text(place.read_text("utf-8").replace('"keys"', '"kees"'), "utf-8"),
    "without study": lambda place: place.write_text(place.read_text("utf-8").replace('"study"', '"stud"'), "utf-8"),
}


@pytest.fixture
def safe(encrypted: Path, opens: Opens) -> Path:
    """An encrypted study with a moment and a backup: without project.json nobody would ever read it again."""
    study = opened(opens, encrypted)
    tag(study)
    study.close()
    return encrypted


def opened(opens: Opens, path: Path) -> Study:
    return opens(path=path, passphrase=lambda: PASSPHRASE)


@pytest.mark.parametrize("harm", HARMS)
def test_the_spare_beside_it_is_used_said_and_put_back(safe: Path, opens: Opens, harm: str) -> None:
    whole = (safe / "project.json").read_bytes()
    HARMS[harm](safe / "project.json")
    study = opened(opens, safe)
    assert len(moments(study)) == 1
    assert RESCUED in study.notices
    study.close()
    assert (safe / "project.json").read_bytes() == (safe / "project.json.bak").read_bytes() == whole
    assert RESCUED not in opened(opens, safe).notices


@pytest.mark.parametrize("harm", HARMS)
def test_with_the_spare_harmed_too_a_backup_is_used(safe: Path, opens: Opens, harm: str) -> None:
    whole = json.loads((safe / "project.json").read_text("utf-8"))
    for name in ("project.json", "project.json.bak"):
        HARMS[harm](safe / name)
    study = opened(opens, safe)
    assert RESCUED in study.notices
    study.close()
    for name in ("project.json", "project.json.bak"):
        assert json.loads((safe / name).read_text("utf-8")) == whole


@pytest.mark.parametrize("harm", HARMS)
def test_with_all_copies_gone_it_is_said_and_nothing_is_made_up(safe: Path, opens: Opens, harm: str) -> None:
    shutil.rmtree(safe / "backups")
    for name in ("project.json", "project.json.bak"):
        HARMS[harm](safe / name)
    before = (safe / "study.sqlite").read_bytes()
    with pytest.raises(StudyDamaged, match=r"project\.json of this study is lost") as told:
        opened(opens, safe)
    assert "copy" in told.value.remedy
    assert (safe / "study.sqlite").read_bytes() == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 2_000))
def test_written_to_any_point_it_is_whole_or_not_used(
    encrypted_template: tuple[Path, str], tmp_path: Path, length: int
) -> None:
    folder = StudyFolder(tmp_path)
    whole = (encrypted_template[0] / "project.json").read_bytes()
    folder.project.with_suffix(".json.bak").write_bytes(whole)
    folder.project.write_bytes(whole[:length])
    found = project_file.read(folder)
    assert json.loads(whole) == {
        "study": found.project.study,
        "keys": list(found.project.keys),
        "format": found.project.format,
        "application": found.project.application,
    }
    assert (found.rescued_from is None) == (length >= len(whole.rstrip()))


def test_what_another_program_made_is_not_a_study(folder: Path, opens: Opens) -> None:
    (folder / "project.json").write_text('{"application": "audacity", "format": 1, "study": "x"}', encoding="utf-8")
    with pytest.raises(NotAStudy, match="is not a Recall Studio study"):
        opens()


def test_a_newer_format_is_refused_with_both_versions_named(folder: Path, opens: Opens) -> None:
    project = json.loads((folder / "project.json").read_text("utf-8")) | {"format": 7, "keys": {"unheard": "of"}}
    (folder / "project.json").write_text(json.dumps(project), encoding="utf-8")
    with pytest.raises(StudyNewer, match="has format 7; this program knows up to 1") as told:
        opens()
    assert "newer version" in told.value.remedy


def test_a_folder_to_read_only_opens_from_the_spare_and_stays_as_it_is(
    safe: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    (safe / "project.json").unlink()
    monkeypatch.setattr(StudyFolder, "writable", property(lambda _folder: False))
    assert RESCUED in opened(opens, safe).notices
    assert not (safe / "project.json").exists()
