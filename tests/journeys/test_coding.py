"""From a recording to coded data, told as a researcher would."""

import json
from pathlib import Path

import pytest

from tests.journeys.driver import Refused, User


@pytest.fixture
def coder(user: User, clip: Path) -> User:
    """A user whose study holds one recording that everybody in it consents to."""
    user.makes_study("--title", "Taal en werk")
    user.adds("G-001", clip, options=("--wave", "T0"))
    user.records_consent("K-001")
    user.records_consent("M-001")
    return user


def test_from_a_recording_to_coded_data(coder: User) -> None:
    coder.tags("disc_ervaring", "00:00:00.200", "00:00:01.000", note="over de vorige baan")
    coder.tags("maat_regels", "2,5")
    coder.tags("taal", "0:01", "0:02", coder="B")
    coder.declares("0", "00:00:02", codes="disc,taal")

    export = coder.exports()

    rows = export.table("moments")
    told = [(r["coder"], r["theme"], r["code"], r["type"], r["start_ms"], r["end_ms"], r["duration_ms"]) for r in rows]
    assert told == [
        ("A", "disc", "disc_ervaring", "interval", "200", "1000", "800"),
        ("B", "taal", "taal", "interval", "1000", "2000", "1000"),
        ("A", "maat", "maat_regels", "point", "2500", "", ""),
    ]
    assert [(r["start"], r["end"], r["pressed_ms"]) for r in rows] == [
        ("00:00:00.200", "00:00:01.000", "200"),
        ("00:00:01.000", "00:00:02.000", "1000"),
        ("00:00:02.500", "", "2500"),
    ]
    same = {"study": "Taal en werk", "conversation_id": "G-001", "recording": "G-001", "wave": "T0"}
    people = {"client_pseudonym": "K-001", "case_manager_pseudonym": "M-001", "round": "gezamenlijk"}
    assert all(row.items() >= (same | people).items() for row in rows)
    assert "note" not in rows[0]


def test_notes_leave_only_when_asked_for(coder: User) -> None:
    coder.tags("maat_regels", "1", note="hier valt een stilte")

    without, with_notes = coder.exports(to="zonder"), coder.exports("--notes", to="met")

    assert [row["note"] for row in with_notes.table("moments")] == ["hier valt een stilte"]
    words = b"hier valt een stilte"
    assert all(words not in file.read_bytes() for file in without.folder.rglob("*") if file.is_file())


def test_what_was_declared_and_not_found_is_a_real_zero(coder: User) -> None:
    coder.tags("disc_vraag", "0.5")
    coder.declares("0", "3", codes="disc")

    (row,) = coder.exports().table("wide")

    assert row["n_disc_vraag"] == "1"
    assert row["n_disc_omgaan"] == "0"
    assert row["n_taal_tolk"] == ""


def test_a_slip_is_taken_back_after_a_restart_and_done_again(coder: User) -> None:
    coder.tags("disc_vraag", "1")
    coder.tags("disc_omgaan", "2")

    coder.undoes()
    assert coder.sees_moments() == [("A", "disc_vraag", "00:00:01.000")]
    coder.undoes()
    assert coder.sees_moments() == []
    coder.redoes()
    coder.redoes()
    assert [code for _coder, code, _at in coder.sees_moments()] == ["disc_vraag", "disc_omgaan"]
    with pytest.raises(Refused, match="nothing to redo"):
        coder.redoes()


def test_a_new_moment_after_an_undo_leaves_nothing_to_redo(coder: User) -> None:
    coder.tags("disc_vraag", "1")
    coder.undoes()
    coder.tags("disc_omgaan", "2")

    with pytest.raises(Refused, match="nothing to redo"):
        coder.redoes()
    assert coder.sees_moments() == [("A", "disc_omgaan", "00:00:02.000")]


def test_a_second_coder_takes_back_only_what_is_their_own(coder: User) -> None:
    second = User(coder.terminal, code="B")
    coder.types("member", coder.study, "B")
    second.tags("taal_tolk", "0:00", "0:02", coder="B")
    coder.tags("disc_vraag", "1")

    second.undoes()

    assert second.sees_moments() == [("A", "disc_vraag", "00:00:01.000")]
    with pytest.raises(Refused, match="nothing to undo"):
        second.undoes()
    coder.undoes()
    second.redoes()
    assert coder.sees_moments() == [("B", "taal_tolk", "00:00:00.000")]


def test_whose_coding_it_is_and_who_acts_are_two_things(coder: User) -> None:
    coder.tags("disc_vraag", "1", coder="B")  # typed over by the first member

    steps = coder.types("history", coder.study, "--json").json["steps"]
    assert [row["coder"] for row in coder.types("moments", coder.study, "--json").json["moments"]] == ["B"]
    assert steps[0]["label"] == "Tag moment"
    with pytest.raises(Refused, match="nothing to undo"):
        User(coder.terminal, code="B").undoes()
    coder.undoes()
    assert coder.sees_moments() == []


def test_an_import_is_one_step(coder: User) -> None:
    table = coder.terminal.folder / "codes.csv"
    table.write_text("coder,code,start_ms,end_ms\nA,disc_vraag,100,\nB,taal_tolk,500,2500\n", encoding="utf-8")

    said = coder.imports(table, "--recording", "G-001")

    assert coder.sees_moments() == [("A", "disc_vraag", "00:00:00.100"), ("B", "taal_tolk", "00:00:00.500")]
    assert "“B” was not a member" in said.err
    coder.undoes()
    assert coder.sees_moments() == []
    coder.redoes()
    assert len(coder.sees_moments()) == 2


def test_exported_moments_can_be_imported_again(coder: User, user: User) -> None:
    coder.tags("disc_ervaring", "0.2", "1", note="=1+1")
    coder.tags("taal_tolk", "1", "2", coder="B")
    before = coder.sees_moments()
    table = coder.exports("--notes").folder / "moments.csv"
    coder.undoes()
    coder.undoes()

    coder.imports(table)

    assert coder.sees_moments() == before
    notes = [row["note"] for row in coder.types("moments", coder.study, "--json").json["moments"]]
    assert notes == ["=1+1", None]


def test_two_parts_are_one_time_line(user: User, clip: Path, other_clip: Path) -> None:
    user.makes_study()
    user.adds("G-001", clip, other_clip)
    user.records_consent("K-001")
    user.records_consent("M-001")

    parts = user.types("media", user.study, "--recording", "G-001", "--json").json["media"]
    user.tags("disc_vraag", "3.5")  # in the second part

    first, second = parts
    assert (first["part"], first["offset_ms"], second["part"]) == (1, 0, 2)
    assert second["offset_ms"] == first["duration_ms"]
    total = first["duration_ms"] + second["duration_ms"]
    assert user.sees_recording("G-001")["duration_ms"] == total
    assert user.sees_moments() == [("A", "disc_vraag", "00:00:03.500")]
    with pytest.raises(Refused, match="outside the recording"):
        user.tags("disc_vraag", str(total / 1000))


def test_the_demo_is_tagged_and_exported(user: User) -> None:
    made = user.types("demo", "les", "--json").json["studies"][0]
    demo = User(user.terminal, study=made["study"])
    before = demo.sees_moments()
    assert {coder for coder, _code, _at in before} == {"A", "B"}
    assert made["moments"] == len(before)

    demo.tags("disc_ervaring", "00:00:05.200", "00:00:09.000", recording=made["recording"])

    export = demo.exports()
    rows = export.table("moments")
    assert len(rows) == len(before) + 1
    assert ("A", "disc_ervaring", "5200", "9000") in {(r["coder"], r["code"], r["start_ms"], r["end_ms"]) for r in rows}
    assert {row["study"].rpartition(" ")[2] for row in rows} == {"(synthetisch)"}
    assert json.loads((demo.folder / "project.json").read_text())["application"] == "recall-studio"


SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "media"


@pytest.mark.parametrize("name", ["composed_face_plus_twospeaker_30s.mp4", "pyannote_sample.wav"])
def test_a_real_recording_is_coded(user: User, name: str) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the shared recordings are not here")
    user.makes_study()
    user.adds("G-001", SHARED / name)
    user.records_consent("K-001")
    user.records_consent("M-001")
    user.tags("disc_ervaring", "00:00:05.200", "00:00:09.000")

    (row,) = user.exports().table("moments")

    assert (row["code"], row["start_ms"], row["end_ms"]) == ("disc_ervaring", "5200", "9000")
    (copied,) = (user.folder / "media").iterdir()
    assert copied.read_bytes() == (SHARED / name).read_bytes()
