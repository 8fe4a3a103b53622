"""Correcting a recall interview at the terminal, whatever of it."""

import pytest

from tests.cli.bench import RECALLED, Bench

LINE = f"recall-correct {RECALLED} --interview G-001:K-417"


@pytest.mark.parametrize(
    ("options", "table", "before"),
    [
        ("--set place=thuis --set instruction_version=9", "recall_session", {"place": "kantoor"}),
        ("--set wellbeing=", "recall_session", {"wellbeing": 4}),
        ("--stop 1 --set initiator=tolk --set resumed_ms=0:55", "recall_stop", {"resumed_ms": 50_000}),
        ("--question 1 --set type=sturend", "recall_prompt", {"type": "neutraal_toen"}),
        ("--comment 1 --set applies=0:10-0:12", "recall_comment", {"applies_from_ms": None}),
    ],
)
def test_each_is_corrected_and_kept_as_it_was(
    bench: Bench, options: str, table: str, before: dict[str, object]
) -> None:
    bench.does(f"{LINE} {options} --why slip")
    last = bench.does(f"recall-history {RECALLED} --interview G-001:K-417 --json").json["recall_versions"][0]
    assert (last["table"], last["why"]) == (table, "slip")
    assert last["before"].items() >= before.items()


def test_whether_somebody_asked(bench: Bench) -> None:
    def asked() -> bool:
        stops = bench.does(f"recall-show {RECALLED} --interview G-001:K-417 --json").json["recall_stops"]
        return stops[0]["comments"][0]["prompt_id"] is not None

    assert asked()
    bench.does(f"{LINE} --comment 1 --set prompt=")
    assert not asked()
    bench.does(f"{LINE} --comment 1 --set prompt=1")
    assert asked()


def test_who_was_there_is_noted_afterwards(bench: Bench) -> None:
    bench.does(f"{LINE} --present T-009:tolk")
    (client, _other) = bench.does(f"recall-list {RECALLED} --json").json["recall_sessions"]
    assert client["present"] == ["T-009:tolk"]
