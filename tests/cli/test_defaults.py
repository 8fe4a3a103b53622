"""What happens when nothing is said: the defaults that were promised, and who and what is made on the way."""

import re
from typing import Any

import pytest

from tests.cli.bench import CONSENT, STUDY, Bench
from tests.journeys.terminal import Terminal


@pytest.fixture
def fresh(terminal: Terminal) -> Bench:
    """A terminal with a study in which nothing is yet."""
    bench = Bench(terminal)
    bench.does(f"new {STUDY}")
    return bench


def rows_of(bench: Bench, command: str, noun: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = bench.does(f"{command} {STUDY} --json").json[noun]
    return rows


def test_a_study_is_for_research_and_called_after_its_folder(terminal: Terminal) -> None:
    (row,) = Bench(terminal).does("new 'Werk en taal.recall' --json").json["studies"]
    assert (row["kind"], row["title"], row["recovery_key"]) == ("onderzoek", "Werk en taal", None)


def test_the_first_member_is_a_researcher_who_leads(fresh: Bench) -> None:
    assert fresh.members() == [{"member": "A", "role": "onderzoek", "lead": True}]


def test_the_first_member_can_be_named(terminal: Terminal) -> None:
    bench = Bench(terminal)
    bench.does(f"new {STUDY} --as Z1")
    assert bench.members() == [{"member": "Z1", "role": "onderzoek", "lead": True}]


def test_seventeen_of_forty_one_codes_are_on(fresh: Bench) -> None:
    rows = rows_of(fresh, "codebook", "codes")
    themes = [row for row in rows if row["theme"] is None]
    codes = [row for row in rows if row["theme"] is not None]
    assert (len(themes), len(codes), sum(row["on"] for row in codes)) == (9, 41, 17)
    assert [row["key"] for row in themes if row["on"]] == ["disc", "taal", "maat"]
    assert {row["theme"] for row in codes if row["on"]} == {"disc", "taal", "maat"}
    assert "17 of 41 codes" in fresh.does("new N.recall").out


def test_open_items_are_named_and_stop_nothing(bench: Bench) -> None:
    assert len(rows_of(bench, "setup", "setup_items")) == 4
    assert not any(row["done"] for row in rows_of(bench, "setup", "setup_items"))
    assert "Still to be arranged" in bench.does(f"check {STUDY}").err
    bench.does(f"tag {STUDY} --recording G-001 --coder A --code disc --start 1")
    bench.does(f"export {STUDY} --format csv --to DIR")


def test_a_theme_is_a_code_too(bench: Bench) -> None:
    bench.does(f"tag {STUDY} --recording G-001 --coder A --code disc --start 1")
    first = bench.moments()[0]
    assert (first["theme"], first["code"], first["label_nl"]) == ("disc", "disc", "Discriminatie")


def test_moments_stand_in_the_shared_round_where_everybody_sees_them(bench: Bench) -> None:
    bench.does(f"tag {STUDY} --recording G-001 --coder B --code disc --start 1")
    seen = [bench.does(f"moments {STUDY} --json --as {who}").json["moments"] for who in ("A", "B")]
    assert seen[0] == seen[1]
    assert {row["round"] for row in seen[0]} == {"gezamenlijk"}
    assert {row["coder"] for row in seen[0]} == {"A", "B"}


def test_a_recording_is_kept_for_24_months(bench: Bench) -> None:
    (row,) = bench.does(f"add {STUDY} MEDIA --name G-002 --person K-009:klant --json").json["recordings"]
    assert row["delete_after"] == "2028-11-22"


def test_consent_is_explicit_unless_said_otherwise(bench: Bench) -> None:
    tag = f"tag {STUDY} --recording G-001 --coder A --code disc --start 1"
    bench.does(f"consent {STUDY} --person K-001 {CONSENT}")
    bench.does(tag)
    bench.does(f"consent {STUDY} --person K-001 {CONSENT} --not-explicit")
    assert "is not explicit" in bench.types(tag).err


def test_consent_is_given_today_and_for_the_whole_study(bench: Bench) -> None:
    bench.does(f"add {STUDY} MEDIA --name G-002 --person K-001:klant --person M-001:klantmanager")
    (recording,) = (row for row in rows_of(bench, "recordings", "recordings") if row["recording"] == "G-002")
    assert recording["quarantine"] is False
    recorded = [row for row in rows_of(bench, "consents", "consents") if row["recording"].startswith("G-")]
    assert {row["opname"] for row in recorded} == {"gegeven"}


def test_a_recording_without_consent_is_taken_in_as_a_reference(bench: Bench) -> None:
    before = sorted((bench.folder / STUDY / "media").iterdir())
    answer = bench.does(f"add {STUDY} MEDIA --name G-002 --person K-009:klant")
    assert "It is in quarantine: only a reference is kept." in answer.out
    assert "no consent “opname” of the client" in answer.out
    assert sorted((bench.folder / STUDY / "media").iterdir()) == before
    refused = bench.types(f"tag {STUDY} --recording G-002 --coder A --code disc --start 0.2")
    assert (refused.status, refused.out) == (1, "")
    exported = bench.does(f"export {STUDY} --format csv --to DIR")
    assert "Left out, because consent is missing: G-002." in exported.out


def test_an_export_without_anything_to_let_out_is_refused(bench: Bench) -> None:
    bench.does(f"consent {STUDY} --person K-001 {CONSENT} --status ingetrokken")
    answer = bench.types(f"export {STUDY} --format csv --to NIETS")
    assert (answer.status, answer.out) == (1, "")
    assert "Nothing may leave the study" in answer.err
    assert not (bench.folder / "NIETS").exists()


def test_an_export_asks_no_declaration_and_leaves_notes_at_home(bench: Bench) -> None:
    bench.does(f"export {STUDY} --format csv --to DIR")
    assert b"stilte" not in (bench.folder / "DIR" / "moments.csv").read_bytes()


@pytest.mark.parametrize(("options", "separator", "mark"), [("--lang nl", b";", True), ("--lang en", b",", False)])
def test_the_separator_follows_the_language(bench: Bench, options: str, separator: bytes, mark: bool) -> None:
    bench.does(f"export {STUDY} --format csv --to DIR {options}")
    head = (bench.folder / "DIR" / "moments.csv").read_bytes()[:20]
    assert head.startswith(b"\xef\xbb\xbf") is mark
    assert b"study" + separator in head


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"tag {STUDY} --recording G-001 --coder Z9 --code disc --start 1", "Z9"),
        (f"range {STUDY} --recording G-001 --coder Z9 --start 0 --end 5", "Z9"),
        (f"import {STUDY} FILE.csv --recording G-001", "B"),
        (f"consent {STUDY} --person K-001 {CONSENT.replace('--collector A', '--collector I-007')}", "I-007"),
    ],
)
def test_who_is_new_is_made_and_reported(bench: Bench, line: str, code: str) -> None:
    answer = bench.does(line)
    assert f"“{code}” was not a member of the study yet and has been added." in answer.err
    assert {"member": code, "role": "onderzoek", "lead": False} in bench.members()
    assert "was not a member" not in bench.does(line).err


def test_pseudonyms_that_the_program_makes_are_random(bench: Bench) -> None:
    persons = "--person :klant --person :klantmanager --person :tolk"
    (row,) = bench.does(f"add {STUDY} MEDIA --name G-002 {persons} --json").json["recordings"]
    assert [re.sub(r"\d{3}", "n", person) for person in row["persons"]] == [
        "K-n:klant",
        "M-n:klantmanager",
        "T-n:tolk",
    ]
    assert len({re.sub(r"\D", "", person) for person in row["persons"]}) > 1
    assert "K-001:klant" in bench.does(f"recordings {STUDY}").out  # a given one is taken as it is


@pytest.mark.parametrize(
    ("typed", "start_ms"),
    [
        ("0", 0),
        ("5.2", 5200),
        ("5,2", 5200),
        ("00:05", 5000),
        ("0:05.2", 5200),
        ("00:00:05.200", 5200),
        ("5.2004", 5200),
        ("5.2005", 5201),
    ],
)
def test_times_are_clock_times_or_seconds(bench: Bench, typed: str, start_ms: int) -> None:
    (row,) = bench.does(f"tag {STUDY} --recording G-001 --coder A --code disc --start {typed} --json").json["moments"]
    assert row["start_ms"] == start_ms


def test_undo_takes_back_the_latest_step_of_who_acts(bench: Bench) -> None:
    bench.does(f"member {STUDY} B")
    bench.does(f"tag {STUDY} --recording G-001 --coder B --code taal --start 1 --as B")
    bench.does(f"tag {STUDY} --recording G-001 --coder A --code maat --start 3")
    bench.does(f"undo {STUDY} --as B")
    assert [row["code"] for row in bench.moments()] == ["disc_ervaring", "maat"]
    assert bench.types(f"undo {STUDY} --as B").status == 1


def test_undo_can_be_kept_to_one_recording(bench: Bench) -> None:
    bench.does(f"add {STUDY} MEDIA --name G-002 --person K-001:klant")
    bench.does(f"tag {STUDY} --recording G-001 --coder A --code taal --start 1")
    bench.does(f"tag {STUDY} --recording G-002 --coder A --code maat --start 0.5")
    bench.does(f"undo {STUDY} --recording G-001")
    assert [row["code"] for row in bench.moments()] == ["disc_ervaring", "maat"]


def test_a_member_keeps_their_role_when_none_is_said(bench: Bench) -> None:
    bench.does(f"member {STUDY} km --role klantmanager")
    bench.does(f"member {STUDY} km --person M-001")
    assert {"member": "km", "role": "klantmanager", "lead": False} in bench.members()
    bench.does(f"member {STUDY} nieuw")
    assert {"member": "nieuw", "role": "onderzoek", "lead": False} in bench.members()


def test_a_new_study_over_another_changes_nothing(bench: Bench) -> None:
    before = {place: place.read_bytes() for place in (bench.folder / STUDY).rglob("*") if place.is_file()}
    answer = bench.types(f"new {STUDY} --title Anders")
    assert (answer.status, answer.out) == (1, "")
    assert {place: place.read_bytes() for place in (bench.folder / STUDY).rglob("*") if place.is_file()} == before
