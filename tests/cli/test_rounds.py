"""The coding round on the command line: how it stands, and everything that can be done with it."""

from typing import Any

import pytest

from tests.cli.bench import STUDY, Bench


@pytest.fixture
def two(bench: Bench) -> Bench:
    """A, who leads, and B; nobody else codes."""
    bench.does(f"member {STUDY} B")
    return bench


def standing(bench: Bench) -> dict[str, Any]:
    row: dict[str, Any] = bench.does(f"round {STUDY} --json").json["rounds"][-1]
    return row


def test_it_says_how_the_round_stands(two: Bench) -> None:
    told = two.does(f"round {STUDY}").out
    assert "Round: together (open). Coders work on one coding together: everybody sees all of it." in told
    row = standing(two)
    assert (row["round"], row["blind"], row["waits_for"], row["opened_by"]) == ("gezamenlijk", False, ["A", "B"], "A")


def test_an_independent_round_from_its_opening_to_its_end(two: Bench) -> None:
    two.does(f"round {STUDY} --open onafhankelijk --reason steekproef")
    two.does(f"tag {STUDY} --recording G-001 --coder B --as B --code taal --start 3")
    assert {row["coder"] for row in two.moments()} == {"A"}
    assert "B       is coding" in two.does(f"round {STUDY}").out
    refused = two.types(f"tag {STUDY} --recording G-001 --coder B --code taal --start 3")
    assert refused.status == 1
    assert "everybody codes for themselves" in refused.err
    two.does(f"round {STUDY} --ready --as B")
    assert standing(two)["ready"] == ["B"]
    two.does(f"round {STUDY} --again B --reason vergeten")
    assert standing(two)["ready"] == []
    for who in "AB":
        two.does(f"round {STUDY} --ready --as {who}")
    row = standing(two)
    assert (row["blind"], row["why_opened"], row["closed_at"] is not None) == (False, "steekproef", True)
    assert {moment["coder"] for moment in two.moments()} == {"A", "B"}
    assert "is over" in two.types(f"tag {STUDY} --recording G-001 --coder A --code taal --start 3").err


def test_the_lead_closes_with_a_reason_and_leaves_out(two: Bench) -> None:
    two.does(f"round {STUDY} --open onafhankelijk")
    assert "Say why" in two.types(f"round {STUDY} --close").err
    assert "Who leads the study" in two.types(f"round {STUDY} --close --as B --reason nu").err
    two.does(f"round {STUDY} --leave-out B --reason ziek")
    assert standing(two)["left_out"] == ["B"]
    two.does(f"round {STUDY} --close --reason genoeg")
    assert standing(two)["why_closed"] == "genoeg"


def test_only_who_is_named_takes_part(two: Bench) -> None:
    two.does(f"round {STUDY} --open onafhankelijk --coder A")
    assert (standing(two)["left_out"], standing(two)["waits_for"]) == (["B"], ["A"])


def test_a_moment_is_taken_over_into_consensus(two: Bench) -> None:
    original = two.moments()[0]["moment_id"]
    assert "Nothing is taken over" in two.types(f"round {STUDY} --take-over {original}").err
    two.does(f"round {STUDY} --open consensus")
    two.does(f"round {STUDY} --take-over {original} --reason samen")
    rows = [(row["round"], row["code"], row["note"]) for row in two.moments()]
    assert rows == [("gezamenlijk", "disc_ervaring", "stilte"), ("consensus", "disc_ervaring", "samen")]
    assert "not there any more" in two.types(f"round {STUDY} --take-over weg").err


def test_ready_with_one_conversation(two: Bench) -> None:
    two.does(f"round {STUDY} --ready --recording G-001")
    assert standing(two)["ready"] == []
    assert "“A” is ready" in two.types(f"tag {STUDY} --recording G-001 --coder A --code taal --start 3").err
    two.does(f"round {STUDY} --again A --recording G-001 --reason fout")
    two.does(f"tag {STUDY} --recording G-001 --coder A --code taal --start 3")


def test_one_thing_at_a_time(two: Bench) -> None:
    answer = two.types(f"round {STUDY} --ready --close")
    assert (answer.status, answer.out) == (1, "")
    assert "one thing at a time" in answer.err
    assert two.types(f"round {STUDY} --open nooit").status == 2


def test_what_runs_in_a_conversation_that_is_watched_along_is_not_cut_to_an_instant(bench: Bench) -> None:
    """Nobody saw it in a recording; it ends with its conversation."""
    table = "recording,coder,code,start_ms,end_ms,note,running\nV-001,A,taal,0,,,1\n"
    (bench.folder / "RUNS.csv").write_text(table, encoding="utf-8")
    bench.does(f"import {STUDY} RUNS.csv")
    refused = bench.types(f"round {STUDY} --ready --running end")
    assert refused.status == 1
    assert "still runs, in V-001" in refused.err
    bench.does(f"live-end {STUDY} --conversation V-001 --lasted 00:10:00")
    bench.does(f"round {STUDY} --ready --running end")
    (moment,) = bench.does(f"moments {STUDY} --recording V-001 --json").json["moments"]
    assert moment["end_ms"] == 600_000
