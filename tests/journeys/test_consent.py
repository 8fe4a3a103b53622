"""Consent along the way: what waits, what is refused, what is left out."""

from pathlib import Path

import pytest

from tests.journeys.driver import Refused, User


@pytest.fixture
def two(user: User, clip: Path, other_clip: Path) -> User:
    """A user with two recordings, of different clients, that everybody consents to."""
    user.makes_study()
    user.adds("G-001", clip)
    user.adds("G-002", other_clip, persons=("K-002:klant", "M-001:klantmanager"))
    for person in ("K-001", "K-002", "M-001"):
        user.records_consent(person)
    user.tags("disc_vraag", "0.5")
    user.tags("disc_vraag", "0.5", recording="G-002")
    return user


def test_a_recording_waits_as_a_reference_until_the_last_consent(user: User, clip: Path) -> None:
    original, looked_at = clip.read_bytes(), clip.stat()
    user.makes_study()

    said = user.adds("G-001", clip)
    assert "quarantine" in said.out
    assert user.sees_recording("G-001")["quarantine"] is True
    user.records_consent("K-001")
    assert list((user.folder / "media").iterdir()) == []
    with pytest.raises(Refused, match="no consent “opname” of the case manager"):
        user.tags("disc_vraag", "1")

    said = user.records_consent("M-001")

    assert "“G-001” is out of quarantine" in said.out
    (copied,) = (user.folder / "media").iterdir()
    assert copied.read_bytes() == original
    assert (clip.read_bytes(), clip.stat().st_mtime_ns) == (original, looked_at.st_mtime_ns)
    assert user.sees_recording("G-001")["quarantine"] is False
    user.tags("disc_vraag", "1")


def test_recording_alone_is_not_enough_to_code(user: User, clip: Path) -> None:
    user.makes_study()
    user.adds("G-001", clip)
    user.records_consent("K-001", "opname")
    user.records_consent("M-001", "opname")

    assert len(list((user.folder / "media").iterdir())) == 1
    with pytest.raises(Refused, match="no consent “onderzoek” of the client"):
        user.tags("disc_vraag", "1")


def test_withdrawn_consent_refuses_coding_and_leaves_the_recording_out(two: User) -> None:
    two.records_consent("K-002", "onderzoek", status="ingetrokken")

    with pytest.raises(Refused, match="the client withdrew “onderzoek”"):
        two.tags("disc_vraag", "0.2", recording="G-002")
    with pytest.raises(Refused, match="the client withdrew “onderzoek”"):
        two.declares("0", "1", recording="G-002")
    export = two.exports()

    assert {row["recording"] for row in export.table("moments")} == {"G-001"}
    assert "G-002" in export.said.out
    assert all(b"G-002" not in file.read_bytes() for file in export.folder.glob("*.csv"))


def test_what_was_taken_back_is_not_done_again_after_a_withdrawal(two: User) -> None:
    two.undoes()
    two.records_consent("K-002", "onderzoek", status="ingetrokken")

    with pytest.raises(Refused, match="the client withdrew “onderzoek”"):
        two.redoes()

    two.records_consent("K-002", "onderzoek")
    two.redoes()
    assert len(two.sees_moments()) == 2


def test_moments_without_consent_are_not_shown_and_that_is_told(two: User) -> None:
    two.records_consent("K-002", "onderzoek", status="ingetrokken")

    said = two.types("moments", two.study, "--json").json

    assert {row["recording"] for row in said["moments"]} == {"G-001"}
    assert any("G-002" in notice for notice in said["notices"])


def test_nothing_leaves_when_no_recording_may(two: User) -> None:
    for person in ("K-001", "K-002"):
        two.records_consent(person, "onderzoek", status="geweigerd")

    with pytest.raises(Refused, match="Nothing may leave the study"):
        two.exports(to="leeg")

    assert not list(two.terminal.folder.glob("leeg/*"))


def test_a_refusal_for_one_conversation_leaves_the_others(two: User) -> None:
    two.records_consent("M-001", "onderzoek", status="ingetrokken", options=("--recording", "G-002"))

    two.tags("disc_omgaan", "1")
    with pytest.raises(Refused, match="the case manager withdrew"):
        two.tags("disc_omgaan", "0.3", recording="G-002")


def test_consent_that_has_run_out_no_longer_holds(two: User) -> None:
    two.records_consent("K-001", options=("--until", "2026-11-30"))
    two.tags("disc_omgaan", "1")

    two.terminal.now = two.terminal.now.replace(month=12, day=1)

    with pytest.raises(Refused, match="has run out"):
        two.tags("disc_omgaan", "2")


def test_consent_that_is_not_explicit_does_not_cover_special_categories(two: User) -> None:
    two.records_consent("K-001", "onderzoek", options=("--not-explicit",))
    with pytest.raises(Refused, match="is not explicit"):
        two.tags("disc_vraag", "1")

    two.types("codebook", two.study, "--off", "disc")
    with pytest.raises(Refused, match="is not explicit"):  # its coding holds discrimination all the same
        two.tags("taal_tolk", "1", "2")

    two.types("undo", two.study, "--recording", "G-001")
    two.tags("taal_tolk", "1", "2")


def test_another_legal_basis_counts_as_a_yes(two: User) -> None:
    basis = ("--basis", "publieke taak", "--documented-in", "DPIA 4.2", "--decided-by", "P-1")
    two.records_consent("K-001", "onderzoek", status="ingetrokken")
    two.records_consent("K-001", "onderzoek", status="andere_grondslag", options=basis)

    two.tags("disc_omgaan", "1")


def test_an_interpreter_is_asked_too(user: User, clip: Path) -> None:
    user.makes_study()
    user.adds("G-001", clip, persons=("K-001:klant", "M-001:klantmanager", "T-001:tolk"))
    user.records_consent("K-001")
    user.records_consent("M-001")
    with pytest.raises(Refused, match="of the interpreter"):
        user.tags("taal_tolk", "1", "2")

    user.records_consent("T-001")

    user.tags("taal_tolk", "1", "2")


def test_a_refusal_names_roles_and_never_the_person(user: User, clip: Path) -> None:
    user.makes_study()
    user.adds("G-001", clip)

    with pytest.raises(Refused) as no:
        user.tags("disc_vraag", "1")

    assert "client" in str(no.value)
    assert "K-001" not in str(no.value)


def test_a_withdrawn_recording_is_not_shown_again(two: User) -> None:
    two.records_consent("K-001", "opname", status="ingetrokken")

    with pytest.raises(Refused, match="withdrew “opname”"):
        two.types("media", two.study, "--recording", "G-001")
    assert "“G-001” has been in quarantine" in two.checks().err
