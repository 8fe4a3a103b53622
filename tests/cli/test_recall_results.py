"""What recall interviews say, at the terminal."""

import json

import pytest
import webvtt

from recall_studio.analysis.recall.quality_rows import COLUMNS
from tests.cli.bench import RECALLED, STUDY, Bench


def test_the_quality_in_words(bench: Bench) -> None:
    said = bench.does(f"recall-quality {RECALLED}").out.splitlines()
    assert said[0].split("  ")[0] == "Interviews of"
    # 3 stops in 3 minutes shown; 2 by the viewer; 1 question, not leading; then 1 of 2; 2 of 3 comments unasked.
    assert " ".join(said[1].split()) == "all 2 24.0 10.0 67 % (2/3) 0 % (0/1) 50 % (1/2) 67 % (2/3)"
    assert [line.split("  ")[0] for line in said[2:6]] == [
        "client",
        "case manager",
        "client, led by A",
        "case manager, led by A",
    ]
    assert "Places talked about: 1 by both, 1 by the client alone, 0 by the case manager alone." in said
    assert "Of the coded usable time 40 % was shown." in said
    assert any(line.startswith("Moments at which both stopped, within 10 s: 1; by chance ") for line in said)


def test_limits_are_given_on_the_line(bench: Bench) -> None:
    assert "hours after the conversation" not in bench.does(f"recall-quality {RECALLED}").out
    said = bench.does(f"recall-quality {RECALLED} --delay 23.5 --viewer 70").out
    assert "all: 2 of 2 interviews came more than 24 hours after the conversation. That is little to go by." in said
    assert "all: The viewer made 67 % of the stops (2 of 3); less than 70 %. That is little to go by." in said


@pytest.mark.parametrize("option", ["--delay nan", "--leading -5", "--viewer inf"])
def test_a_limit_is_a_number(bench: Bench, option: str) -> None:
    answer = bench.types(f"recall-quality {RECALLED} {option}")
    assert answer.status != 0
    assert "takes a number from 0 on" in answer.err


def test_the_quality_as_json_is_the_exported_table(bench: Bench) -> None:
    rows = bench.does(f"recall-quality {RECALLED} --json").json["measures"]
    assert tuple(rows[0]) == COLUMNS
    (leading,) = [row for row in rows if (row["level"], row["measure"]) == ("alle", "leading_rate")]
    assert (leading["value"], leading["k"], leading["n"], leading["few"]) == (0.0, 0, 1, 1)


def test_what_was_never_held_is_said(bench: Bench) -> None:
    assert bench.does(f"recall-quality {STUDY}").out == "No recall interview has begun yet.\n"
    assert bench.does(f"recall-methods {STUDY}").out == "No recall interview has begun yet.\n"
    assert bench.does(f"recall-places {STUDY}").out == "Nothing was talked about there.\n"


def test_places_and_who_talked_about_them(bench: Bench) -> None:
    said = bench.does(f"recall-places {RECALLED}").out.splitlines()
    assert said == [
        "G-001  00:00:22.000–00:00:28.000  disc_vraag  partly",
        "    client: Ik dacht: nu komt het.",
        "    case manager: Ik wilde ruimte geven.",
        "G-001  00:03:20.000",
        "    client: =en toen",
    ]
    rows = bench.does(f"recall-places {RECALLED} --both --json").json["places"]
    assert [(row["talked_by"], row["judgement"], row["opposite_tone"]) for row in rows] == [
        (["klant", "klantmanager"], "deels", True)
    ]
    assert bench.does(f"recall-places {RECALLED} --theme taal --json").json["places"] == []
    assert bench.types(f"recall-places {RECALLED} --theme weg").status == 1


def test_the_methods_paragraph(bench: Bench) -> None:
    said = bench.does(f"recall-methods {RECALLED} --lang nl").out
    assert said.startswith(
        "Hoe de nagesprekken zijn gehouden\n\nEr is gewerkt met video-stimulated recall: 2 nagesprekken"
    )
    assert "\n- Ervaring en training van de interviewers (COREQ 5).\n" in said
    told = bench.does(f"recall-methods {RECALLED} --to methods.json").out
    assert told == "The methods paragraph is in “methods.json”.\n"
    written = json.loads((bench.folder / "methods.json").read_text(encoding="utf-8"))
    assert written["schema"] == "recall-studio/recall-methods-1"


def test_an_interview_as_webvtt(bench: Bench) -> None:
    line = f"recall-vtt {RECALLED} --recording G-001 --person K-417"
    bench.does(f"{line} --to one.vtt")
    bench.does(f"{line} --to two.vtt --clock interview")
    starts = [
        [caption.start for caption in webvtt.read(str(bench.folder / name)).captions] for name in ("one.vtt", "two.vtt")
    ]
    assert starts == [
        ["00:00:22.000", "00:00:22.000", "00:03:20.000"],
        ["00:00:31.000", "00:00:35.000", "00:04:25.000"],
    ]


def test_an_interview_that_is_not_there_or_may_not_leave(bench: Bench) -> None:
    line = f"recall-vtt {RECALLED} --recording G-001 --to one.vtt"
    assert "no such recall interview" in bench.types(f"{line} --person K-417 --number 2").err
    assert "or for quotes" in bench.types(f"{line} --person M-083").err
    assert not (bench.folder / "one.vtt").exists()
