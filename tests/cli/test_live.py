"""The command lines of watching along live, from adding to export."""

from tests.cli.bench import STUDY, Bench

PERSONS = "--person K-001:klant --person M-001:klantmanager"
YES = "--purpose meekijken --purpose onderzoek --form v1 --method schriftelijk --collector A --recording V-009"


def test_from_adding_to_the_table(bench: Bench) -> None:
    added = bench.does(f"live-add {STUDY} --name V-009 {PERSONS} --type intake --json").json["conversations"][0]
    assert (added["allowed"], added["persons"]) == (False, ["K-001:klant", "M-001:klantmanager"])
    assert "meekijken" in added["reason"]
    assert bench.types(f"live-begin {STUDY} --conversation V-009").status == 1
    for person in ("K-001", "M-001"):
        bench.does(f"consent {STUDY} --person {person} {YES}")
    began = bench.does(f"live-begin {STUDY} --conversation V-009 --json").json["conversations"][0]
    assert began["started_at"].endswith("Z")
    assert began["ended_at"] is None
    bench.does(f"tag {STUDY} --recording V-009 --coder A --code disc_ervaring --start 1 --end 2.5")
    ended = bench.does(f"live-end {STUDY} --conversation V-009 --lasted 10:00 --json").json["conversations"][0]
    assert (ended["conversation"], ended["length_ms"]) == ("V-009", 600_000)
    listed = bench.does(f"live {STUDY} --json").json["conversations"][-1]
    assert (listed["length_ms"], listed["allowed"], listed["to_delete"]) == (600_000, True, 0)
    (moment,) = bench.does(f"moments {STUDY} --recording V-009 --json").json["moments"]
    assert (moment["conversation_id"], moment["recording"], moment["start_ms"]) == ("V-009", None, 1000)
    assert moment["clock_at"] > began["started_at"]
    assert "V-009" in bench.does(f"moments {STUDY}").out
    bench.does(f"undo {STUDY} --recording V-009")
    assert bench.does(f"moments {STUDY} --recording V-009 --json").json["moments"] == []


def test_withdrawn_consent_says_what_is_to_be_deleted(bench: Bench) -> None:
    bench.does(f"live-add {STUDY} --name V-009 {PERSONS}")
    for person in ("K-001", "M-001"):
        bench.does(f"consent {STUDY} --person {person} {YES}")
    bench.does(f"live-begin {STUDY} --conversation V-009")
    bench.does(f"tag {STUDY} --recording V-009 --coder A --code disc --start 1")
    back = YES.replace(" --purpose onderzoek", "")
    bench.does(f"consent {STUDY} --person K-001 {back} --status ingetrokken")
    listed = bench.does(f"live {STUDY} --json").json["conversations"][-1]
    assert (listed["allowed"], listed["to_delete"]) == (False, 1)
    assert listed["ended_at"] is not None
    told = bench.does(f"moments {STUDY} --recording V-009")
    assert "V-009" in told.err


def test_a_conversation_that_is_not_there(bench: Bench) -> None:
    answer = bench.types(f"live-begin {STUDY} --conversation V-404")
    assert answer.status == 1
    assert "V-404" in answer.err
    assert bench.types(f"live-end {STUDY} --conversation G-001").status == 1
