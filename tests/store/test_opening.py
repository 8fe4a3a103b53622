"""What is a study and what is not: said in words, and never touched on the way."""

import shutil
from pathlib import Path

import pytest
import sqlcipher3

from recall_studio.domain.errors import NotAStudy, RecallError, StudyDamaged, StudyExists, UnknownName
from recall_studio.domain.study import StudyKind
from recall_studio.edits.founding import NewStudy, create_study
from tests.store.anatomy import bytes_of
from tests.store.conftest import Opens
from tests.store.studies import BOOK, Clock, moments, tag

WEB_PAGE = "<!DOCTYPE html><html><p>Sign in to your cloud.</p></html>" * 20


def other_database(place: Path) -> None:
    connection = sqlcipher3.connect(str(place))
    with connection:
        connection.execute("CREATE TABLE bookmark(url TEXT)")
        connection.execute("INSERT INTO bookmark VALUES ('https://example.org')")
    connection.close()


def refused(opens: Opens, path: Path, *kinds: type[RecallError]) -> RecallError:
    """What is said of it; every file around it stays as it was."""
    home = path if path.is_dir() else path.parent
    before = bytes_of(home)
    with pytest.raises(kinds) as told:
        opens(path=path)
    assert bytes_of(home) == before
    return told.value


# In a study's place.


def test_an_empty_file_in_the_place_of_the_database(folder: Path, opens: Opens) -> None:
    (folder / "study.sqlite").write_bytes(b"")
    said = refused(opens, folder, StudyDamaged)
    assert "empty" in said.message
    assert "recall-studio restore" in said.remedy


def test_a_web_page_in_the_place_of_the_database(folder: Path, opens: Opens) -> None:
    (folder / "study.sqlite").write_text(WEB_PAGE, encoding="utf-8")
    said = refused(opens, folder, NotAStudy)
    assert "not a Recall Studio study" in said.message
    assert "recall-studio restore" in said.remedy


def test_another_programs_database_in_the_place_of_the_database(folder: Path, opens: Opens) -> None:
    (folder / "study.sqlite").unlink()
    other_database(folder / "study.sqlite")
    assert "not a Recall Studio study" in refused(opens, folder, NotAStudy).message


def test_no_database(folder: Path, opens: Opens) -> None:
    (folder / "study.sqlite").unlink()
    said = refused(opens, folder, StudyDamaged)
    assert "missing" in said.message
    assert "recall-studio restore" in said.remedy


@pytest.mark.parametrize("kind", ["empty", "web page", "database", "plain study"])
def test_something_else_in_the_place_of_an_encrypted_database(
    encrypted: Path, plain_template: Path, opens: Opens, kind: str
) -> None:
    place = encrypted / "study.sqlite"
    place.unlink()
    if kind == "database":
        other_database(place)
    elif kind == "plain study":
        shutil.copy2(plain_template / "study.sqlite", place)
    else:
        place.write_text(WEB_PAGE if kind == "web page" else "", encoding="utf-8")
    before = place.read_bytes()
    with pytest.raises(StudyDamaged):
        opens(path=encrypted, passphrase=lambda: "open-voor-test")
    assert place.read_bytes() == before


# Somewhere else.


def test_a_folder_that_is_no_study(tmp_path: Path, opens: Opens) -> None:
    place = tmp_path / "Vakantie"
    place.mkdir()
    (place / "foto.jpg").write_bytes(b"jpg")
    assert f"“{place}” is not a Recall Studio study." in refused(opens, place, NotAStudy).message


def test_nothing_at_all(tmp_path: Path, opens: Opens) -> None:
    with pytest.raises(NotAStudy, match="There is no study at") as told:
        opens(path=tmp_path / "Weg.recall")
    assert "recall-studio new" in told.value.remedy
    assert not (tmp_path / "Weg.recall").exists()


@pytest.mark.parametrize("name", ["verslag.html", "study.sqlite", "project.json", "Studie.recall"])
@pytest.mark.parametrize("kind", ["empty", "web page", "database"])
def test_a_file_that_is_no_study(tmp_path: Path, opens: Opens, name: str, kind: str) -> None:
    place = tmp_path / "Downloads" / name
    place.parent.mkdir()
    if kind == "database":
        other_database(place)
    else:
        place.write_text(WEB_PAGE if kind == "web page" else "", encoding="utf-8")
    refused(opens, place, NotAStudy, StudyDamaged)


@pytest.mark.parametrize("name", ["study.sqlite", "project.json"])
def test_the_path_to_a_file_in_a_study_opens_the_study(folder: Path, opens: Opens, name: str) -> None:
    tag(opens(path=folder / name))
    assert len(moments(opens())) == 1


@pytest.mark.parametrize("name", ["Onderzoek ñ 100% #1? &mode=ro", "met spatie", "日本語", 'it\'s "here"'])
def test_a_study_may_have_any_name(tmp_path: Path, folder: Path, opens: Opens, name: str) -> None:
    """Signs that mean something in an address among them."""
    path = folder.rename(tmp_path / f"{name}.recall")
    study = opens(path=path)
    tag(study)
    study.close()
    assert sorted(place.name for place in tmp_path.iterdir() if place.is_dir()) == [path.name]
    assert len(moments(opens(path=path))) == 1


def test_who_is_no_member_is_named(opens: Opens) -> None:
    with pytest.raises(UnknownName, match="no member “Z”") as told:
        opens("Z")
    assert told.value.remedy


def test_a_study_that_is_closed_leaves_no_log_behind(folder: Path, opens: Opens) -> None:
    """All of it is in one file, so that copying the folder copies the study."""
    study = opens()
    tag(study)
    study.close()
    assert {place.name for place in folder.iterdir() if place.is_file()} == {
        "study.sqlite",
        "project.json",
        "project.json.bak",
    }


# Making one.

START = NewStudy("Werk en taal", StudyKind.OEFENEN, BOOK)


def test_where_something_is_no_study_is_made(tmp_path: Path) -> None:
    (tmp_path / "T.recall").mkdir()
    (tmp_path / "T.recall" / "van mij.txt").write_text("mine", encoding="utf-8")
    before = bytes_of(tmp_path)
    with pytest.raises(StudyExists):
        create_study(tmp_path / "T.recall", start=START)
    assert bytes_of(tmp_path) == before


def test_a_study_that_cannot_be_filled_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recall_studio.store.codebooks.fill", lambda *_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        create_study(tmp_path / "T.recall", start=START)
    assert list(tmp_path.iterdir()) == []


def test_a_study_cannot_be_made_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(RecallError, match="cannot be written"):
        create_study(tmp_path / "file" / "T.recall", start=START)
    assert bytes_of(tmp_path) == {"file": b"mine"}


def test_a_new_study_has_what_was_asked_for(tmp_path: Path, clock: Clock, opens: Opens) -> None:
    create_study(tmp_path / "Nieuw.recall", start=NewStudy("", StudyKind.INTERVISIE, BOOK, member="Ja"), clock=clock)
    study = opens(path=tmp_path / "Nieuw.recall")
    facts = study.facts()
    assert (facts.title, facts.kind, facts.created_at) == ("Nieuw", StudyKind.INTERVISIE, "2026-03-12T12:00:00.000Z")
    assert [(member.code, member.lead) for member in study.members()] == [("Ja", True)]
    assert study.notices == ()
    assert study.folder.media.is_dir()
