"""The command lines of what a viewer is prepared with and takes home."""

import shutil
from pathlib import Path

from recall_studio.store.state import state_folder
from tests.cli.bench import STUDY, Bench

ARABIC = Path(__file__).parent.parent / "data" / "languages" / "ar.json"


def test_a_language_of_ones_own_is_listed_and_a_broken_file_is_named(bench: Bench) -> None:
    folder = state_folder() / "languages"
    assert [row["language"] for row in bench.does("recall-languages --json").json["languages"]] == ["en", "nl"]
    shutil.copy(ARABIC, folder / "ar.json")
    (folder / "tr.json").write_text("{}", encoding="utf-8")
    told = bench.does("recall-languages --json").json
    assert [(row["language"], row["right_to_left"]) for row in told["languages"]][-1] == ("ar", True)
    assert "tr.json" in told["notices"][0]


def test_an_instruction_is_brought_in_listed_and_taken_away(bench: Bench) -> None:
    bench.does(f"recall-instruction {STUDY} --language en --sound lang.mp3")
    (row,) = bench.does(f"recall-instruction {STUDY} --json").json["instructions"]
    assert (row["language"], row["length_ms"] > 30_000) == ("en", True)
    assert "en" in bench.does(f"recall-instruction {STUDY}").out
    assert bench.does(f"recall-instruction {STUDY} --language en --remove --json").json["instructions"] == []
    assert bench.types(f"recall-instruction {STUDY} --language xx").status == 1


def test_whom_to_call_stands_on_the_card(bench: Bench) -> None:
    bench.does(f"recall-contact {STUDY} --organisation Voorbeeldstad --phone 010")
    (told,) = bench.does(f"recall-contact {STUDY} --hours ma-vr --json").json["contact"]
    assert (told["organisation"], told["phone"], told["hours"]) == ("Voorbeeldstad", "010", "ma-vr")
    bench.does(f"recall-paper {STUDY} contact --to kaart.html")
    bench.does(f"recall-paper {STUDY} instruction --role klantmanager --language en --to instructie.html")
    bench.does(f"recall-paper {STUDY} take-home --code K-001 --to mee.html")
    assert "Voorbeeldstad" in (bench.folder / "kaart.html").read_text("utf-8")
    assert "It is not used to judge your work." in (bench.folder / "instructie.html").read_text("utf-8")
    assert "K-001" in (bench.folder / "mee.html").read_text("utf-8")
