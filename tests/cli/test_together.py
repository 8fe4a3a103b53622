"""Two coders at the command line: assign, code, share, collect."""

import pytest

from recall_studio.store.opening import open_study
from tests.cli.bench import STUDY, Bench
from tests.store.studies import with_step

THEIRS = "DIR/STUDY B.recall"


@pytest.fixture
def of_b(bench: Bench) -> str:
    """The study as B received it, with one moment by B; a line names it."""
    bench.does(f"assign {STUDY} --coder B --to ASSIGNED --without-media")
    bench.does("unpack ASSIGNED --to DIR")
    bench.does(f"tag '{THEIRS}' --recording G-001 --coder B --code disc_vraag --start 3 --note lach")
    return THEIRS


def coders(bench: Bench) -> list[object]:
    return [moment["coder"] for moment in bench.moments()]


def test_two_coders_bring_their_work_together(bench: Bench, of_b: str) -> None:
    assert bench.does(f"moments '{of_b}' --json").json["moments"][0]["coder"] == "B"
    assert len(bench.does(f"moments '{of_b}' --json").json["moments"]) == 1
    bench.does(f"share '{of_b}' --to B.codeerwerk")
    looked = bench.does(f"collect {STUDY} B.codeerwerk --preview --json").json
    assert looked["preview"] == [{"table": "annotation", "added": 1}]
    assert coders(bench) == ["A"]
    done = bench.does(f"collect {STUDY} B.codeerwerk --json").json["collected"]
    assert (done[0]["added"], done[0]["moments"]) == (1, 1)
    assert coders(bench) == ["A", "B"]
    assert "Nothing changed" in bench.does(f"collect {STUDY} B.codeerwerk").out
    assert "Undo: Fetch coding work" not in bench.does(f"history {STUDY}").out
    bench.does(f"undo {STUDY}")
    assert coders(bench) == ["A"]


def test_the_first_member_of_an_assigned_study_is_the_colleague(bench: Bench, of_b: str) -> None:
    members = bench.does(f"member '{of_b}' --json").json["members"]
    assert members[0]["member"] == "B"


def test_codes_that_differ_are_decided_by_an_option(bench: Bench, of_b: str) -> None:
    study = open_study(bench.folder / of_b)
    with_step(study, lambda writing: writing.execute("UPDATE code SET definition_nl = 'x' WHERE key = 'disc_vraag'"))
    study.close()
    bench.does(f"share '{of_b}' --to B.codeerwerk")
    refused = bench.types(f"collect {STUDY} B.codeerwerk")
    assert refused.status == 1
    assert "disc_vraag" in refused.err
    assert "disc_vraag" in bench.does(f"collect {STUDY} B.codeerwerk --preview").err
    bench.does(f"collect {STUDY} B.codeerwerk --codes provisional")
    assert [moment["code"] for moment in bench.moments()][-1] == "disc_vraag_b"


def test_without_recordings_it_is_said_how_they_are_found(bench: Bench) -> None:
    answer = bench.does(f"assign {STUDY} --coder B --to ASSIGNED --without-media")
    assert "Prepared for B" in answer.out
    assert "found again" in answer.err
