"""The codebook on the command line: out, in, established, listed."""

import json

from tests.cli.bench import STUDY, Bench


def test_a_file_is_taken_in_and_established(bench: Bench) -> None:
    bench.does(f"codebook {STUDY} --export BOOK.json")
    path = bench.folder / "BOOK.json"
    book = json.loads(path.read_text("utf-8"))
    book["themes"][0]["codes"][0]["definition_nl"] = "Nu anders."
    path.write_text(json.dumps(book), encoding="utf-8")
    taken = bench.does(f"codebook {STUDY} --import BOOK.json --json --lang en").json
    assert [(one["key"], one["became"]) for one in taken["changes"]] == [("disc_ervaring", "changed")]
    assert taken["changes"][0]["fields"][0]["after"] == "Nu anders."
    assert bench.does(f"codebook {STUDY} --concept --json").json["changes"] == taken["changes"]
    made = bench.does(["codebook", STUDY, "--establish", "Scherper.", "--json", "--lang", "en"]).json
    assert made["versions"] == [{"version": "2.0", "to_revisit": 1}]
    assert made["notices"] == ["1 moment should be looked at again: its code meant something else."]
    told = bench.does(f"codebook {STUDY} --versions --json").json["versions"]
    assert [(one["version"], one["why"], one["in_force"]) for one in told] == [
        ("2.0", "Scherper.", True),
        ("1.1", "", False),
    ]
    assert "disc_ervaring" not in bench.does(f"codebook {STUDY} --concept").out


def test_a_table_and_its_modifiers_come_back_without_a_change(bench: Bench) -> None:
    bench.does(f"codebook {STUDY} --export BOOK.csv")
    assert {file.name for file in bench.folder.glob("BOOK*")} == {"BOOK.csv", "BOOK_modifiers.csv"}
    assert bench.does(f"codebook {STUDY} --import BOOK.csv --json").json["changes"] == []


def test_the_concept_is_forgotten(bench: Bench) -> None:
    assert bench.does(f"codebook {STUDY} --import CODES.csv --json").json["changes"]
    assert bench.does(f"codebook {STUDY} --discard --json").json["changes"] == []


def test_what_cannot_be_is_said_in_a_sentence(bench: Bench) -> None:
    for line, sentence in (
        (["codebook", STUDY, "--establish", " "], "Say in a sentence why"),
        (["codebook", STUDY, "--establish", "Omdat."], "nothing to establish"),
        (["codebook", STUDY, "--versions", "--concept"], "one thing"),
        (["codebook", STUDY, "--export", "BOOK.txt"], "BOOK.txt"),
        (["codebook", STUDY, "--import", "WEG.json"], "WEG.json"),
    ):
        answer = bench.types([*line, "--lang", "en"])
        assert (answer.status, answer.out) == (1, ""), answer
        assert sentence in answer.err
