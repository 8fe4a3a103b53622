"""What other programs read: JSON on standard output, errors as JSON on the error stream, exit statuses."""

from typing import Any

import pytest
import sqlcipher3
import typer

from recall_studio.analysis.frame import MOMENT_COLUMNS
from recall_studio.cli.app import app
from recall_studio.store.schema import TABLES
from tests.cli.bench import CONSENT, HEARD, LEADING, RECALLED, STUDY, Bench

NOUNS = {
    "new NEW.recall": "studies",
    f"member {STUDY}": "members",
    f"round {STUDY}": "rounds",
    f"setup {STUDY}": "setup_items",
    f"codebook {STUDY}": "codes",
    f"live {STUDY}": "conversations",
    f"live-add {STUDY} --name V-003 --person K-003:klant": "conversations",
    f"live-begin {STUDY} --conversation V-002": "conversations",
    f"live-end {STUDY} --conversation V-001": "conversations",
    f"check {STUDY}": "problems",
    f"backups {STUDY}": "backups",
    f"restore {STUDY} --from latest": "restored",
    f"relink {STUDY} DIR": "recordings",
    f"add {STUDY} MEDIA --name G-002 --person K-002:klant": "recordings",
    f"consent {STUDY} --person K-001 {CONSENT}": "consents",
    f"recordings {STUDY}": "recordings",
    f"consents {STUDY}": "consents",
    f"media {STUDY} --recording G-001": "media",
    f"tag {STUDY} --recording G-001 --coder A --code taal --start 1": "moments",
    f"range {STUDY} --recording G-001 --coder A --start 0 --end 5": "ranges",
    f"import {STUDY} FILE.csv --recording G-001": "imports",
    f"moments {STUDY}": "moments",
    f"select {STUDY} --recording G-001 --method tijdsteekproef --length 0:02 --every 0:07 --seed 42": "selections",
    f"undo {STUDY}": "steps",
    f"redo {STUDY}": "steps",
    f"history {STUDY}": "steps",
    f"export {STUDY} --format csv --to DIR": "files",
    f"page {STUDY} --recording G-001 --to WORK": "pages",
    f"memo {STUDY} --code taal --text gedachte": "memos",
    f"erase {STUDY} --recording G-001": "erased",
    "formats": "formats",
    f"pack {STUDY} --to FILE": "packed",
    f"assign {STUDY} --coder B --to ASSIGNED": "assigned",
    f"share {STUDY} --to WORK": "shared",
    f"collect {STUDY} WORK": "collected",
    "recall-languages": "languages",
    f"recall-instruction {STUDY}": "instructions",
    f"recall-contact {STUDY} --phone 010": "contact",
    f"recall-paper {STUDY} take-home --to WORK --code K-001": "papers",
    f"recall-prepare {LEADING} --recording G-01 --person M-083 --stretch 0:10-0:20": "recall_sessions",
    f"recall-list {LEADING}": "recall_sessions",
    f"recall-begin {LEADING} --interview G-01:M-083": "recall_sessions",
    f"recall-stop {LEADING} --interview G-01:K-417 --position 0:50 --at 2:00 --resumed 2:30": "recall_stops",
    f"recall-ask {LEADING} --interview G-01:K-417 --text Waarom? --at 2:05": "recall_prompts",
    f"recall-comment {LEADING} --interview G-01:K-417 --text Daarom. --at 2:10 --asked --tone=-1": "recall_comments",
    f"recall-show {LEADING} --interview G-01:K-417": "recall_stops",
    f"recall-change {LEADING} --interview G-01:K-417 --comment 1 --then toen": "recall_comments",
    f"recall-correct {LEADING} --interview G-01:K-417 --stop 1 --set initiator=tolk": "corrections",
    f"recall-history {LEADING} --interview G-01:K-417": "recall_versions",
    f"recall-judge {LEADING} --recording G-01 --start 0 --end 5 --judgement deels": "congruences",
    f"recall-rate {LEADING} --recording G-01 --item echtheid --rater klant --score 4": "global_ratings",
    f"recall-end {LEADING} --interview G-01:K-417 --lasted 30:00 --wellbeing 4": "recall_sessions",
    f"recall-sound-finish {HEARD}": "sounds",
    f"recall-sound-add {HEARD} MEDIA --interview G-001:K-417 --at 0:02 --anyway": "sounds",
    f"recall-sound-line-up {HEARD} --interview G-001:M-083 --at=-0:01": "sounds",
    f"recall-quality {RECALLED}": "measures",
    f"recall-places {RECALLED}": "places",
    f"recall-methods {RECALLED}": "sentences",
    f"recall-vtt {RECALLED} --recording G-001 --person K-417 --to out.vtt": "interviews",
    "unpack FILE --to DIR": "studies",
    "demo DIR": "studies",
}
EMPTY = {f"check {STUDY}", f"relink {STUDY} DIR", f"recall-instruction {STUDY}", f"recall-sound-finish {HEARD}"}


@pytest.mark.parametrize(("line", "noun"), NOUNS.items())
def test_every_command_prints_rows_under_a_noun(bench: Bench, line: str, noun: str) -> None:
    told = bench.does(f"{line} --json").json
    assert list(told) == ["schema", "command", noun, "notices"]
    assert told["schema"] == "recall-studio/1"
    assert line.partition(" ")[0] == told["command"]
    assert isinstance(told[noun], list)
    assert bool(told[noun]) is (line not in EMPTY)
    assert all(isinstance(row, dict) for row in told[noun])
    assert all(isinstance(notice, str) for notice in told["notices"])


def test_every_command_is_among_them() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # it is a group
    assert {line.split()[0] for line in NOUNS} == commands - {"passphrase"}


@pytest.mark.parametrize("line", NOUNS)
def test_with_json_notices_stand_in_it_and_nowhere_else(bench: Bench, line: str) -> None:
    assert bench.does(f"{line} --json").err == ""


def test_moments_have_the_columns_of_the_exported_table_and_numbers_for_times(bench: Bench) -> None:
    (row,) = bench.moments()
    assert tuple(row) == MOMENT_COLUMNS
    assert {name: row[name] for name in ("start_ms", "end_ms", "duration_ms", "pressed_ms", "certainty")} == {
        "start_ms": 2000,
        "end_ms": 4000,
        "duration_ms": 2000,
        "pressed_ms": 2000,
        "certainty": None,
    }
    assert isinstance(row["start_ms"], int)
    assert row["note"] == "stilte"


def test_a_point_has_no_end_and_no_length(bench: Bench) -> None:
    bench.does(f"redo {STUDY}")
    row = bench.moments()[-1]
    assert (row["code"], row["type"], row["end_ms"], row["duration_ms"], row["end"]) == (
        "maat_regels",
        "point",
        None,
        None,
        None,
    )


ERRORS: dict[str, tuple[str, str]] = {
    f"moments {STUDY} --recording G-999": ("unknown_name", "There is no recording “G-999”"),
    f"media {STUDY} --recording G-999": ("unknown_name", "G-999"),
    f"undo {STUDY} --recording G-999": ("unknown_name", "G-999"),
    f"tag {STUDY} --recording G-999 --coder A --code disc --start 1": ("unknown_name", "G-999"),
    f"tag {STUDY} --recording G-001 --coder A --code weg --start 1": ("unknown_name", "There is no code “weg”"),
    f"range {STUDY} --recording G-001 --coder A --start 0 --end 5 --codes disc,weg": ("unknown_name", "“weg”"),
    f"codebook {STUDY} --on weg": ("unknown_name", "“weg”"),
    f"consent {STUDY} --person K-999 {CONSENT}": ("unknown_name", "There is no person “K-999”"),
    f"consent {STUDY} --person K-001 {CONSENT} --recording G-999": ("unknown_name", "G-999"),
    f"member {STUDY} km --person M-999": ("unknown_name", "M-999"),
    f"tag {STUDY} --recording G-001 --coder A --code disc --start 9 --end 5.2": ("bad_input", "not after the start"),
    f"tag {STUDY} --recording G-001 --coder A --code disc --start 5 --end 5": ("bad_input", "not after the start"),
    f"tag {STUDY} --recording G-001 --coder A --code disc --start 31.5": ("bad_input", "outside the recording"),
    f"tag {STUDY} --recording G-001 --coder A --code disc --start 1 --end 00:01:00": ("bad_input", "outside"),
    f"tag {STUDY} --recording G-001 --coder A --code disc --start 1:60": ("bad_input", "“1:60” is not a time"),
    f"tag {STUDY} --recording G-001 --coder A --code disc --start=-1": ("bad_input", "“-1” is not a time"),
    f"tag {STUDY} --recording G-001 --coder A --code disc --start straks": ("bad_input", "“straks”"),
    f"tag {STUDY} --recording G-001 --coder 'A B' --code disc --start 1": ("bad_input", "member"),
    f"range {STUDY} --recording G-001 --coder A --start 0 --end 40": ("bad_input", "outside"),
    f"range {STUDY} --recording G-001 --coder A --start 4 --end 3": ("bad_input", "not after the start"),
    f"range {STUDY} --recording G-001 --coder A --start 0 --end 1 --codes ,": ("bad_input", "No code"),
    f"consent {STUDY} --person K-001 {CONSENT} --date 2027-01-01": ("bad_input", "lies in the future"),
    f"consent {STUDY} --person K-001 {CONSENT} --date gisteren": ("bad_input", "“gisteren” after “--date”"),
    f"consent {STUDY} --person K-001 {CONSENT} --until 2020-01-01": ("bad_input", "before the day"),
    f"consent {STUDY} --person K-001 {CONSENT.replace('v1', repr(' '))}": ("bad_input", "form"),
    f"add {STUDY} WEG.mp4 --name G-002 --person K-001:klant": ("bad_file", "There is no file “WEG.mp4”"),
    f"add {STUDY} DIR --name G-002 --person K-001:klant": ("bad_file", "DIR"),
    f"add {STUDY} CODES.json --name G-002 --person K-001:klant": ("media_unusable", "CODES.json: "),
    f"add {STUDY} FILE --name G-002 --person K-001:klant": ("media_unusable", "FILE: "),
    f"add {STUDY} lang.mp3 --name G-002 --person K-001:klant": ("bad_file", "in this study already, as “G-001”"),
    f"add {STUDY} MEDIA MEDIA --name G-002 --person K-001:klant": ("bad_file", "given twice"),
    f"add {STUDY} MEDIA --name G-001 --person K-001:klant": ("bad_input", "“G-001” already"),
    f"add {STUDY} MEDIA --name 'G 2' --person K-001:klant": ("bad_input", "G 2"),
    f"add {STUDY} MEDIA --name G-002 --person 111222333:klant": ("bad_input", "BSN"),
    f"add {STUDY} MEDIA --name G-002 --person K-001": ("bad_input", "“K-001” is not a person with a role"),
    f"add {STUDY} MEDIA --name G-002 --person K-001:cliënt": ("bad_input", "K-001:cliënt"),
    f"add {STUDY} MEDIA --name G-002 --person K-001:klant --delete-after 2020-01-01": ("bad_input", "in the past"),
    f"add {STUDY} MEDIA --name G-002 --person K-001:klant --delete-after 2040-01-01": ("bad_input", "term"),
    f"add {STUDY} MEDIA --name G-002 --person K-001:klant --at 2026-13-01T10:00": ("bad_input", "“--at”"),
    f"add {STUDY} MEDIA --name G-002 --person K-001:klant --at 9999-12-31T23:59-12:00": ("bad_input", "“--at”"),
    f"new {STUDY}": ("study_exists", "already"),
    "new NEW.recall --codebook WEG.json": ("bad_file", "WEG.json"),
    "new NEW.recall --codebook MEDIA": ("bad_file", "MEDIA"),
    "new NEW.recall --encrypt": ("bad_input", "passphrase"),
    "new NEW.recall --as 'Jan Jansen'": ("bad_input", "Jan Jansen"),
    "moments WEG.recall": ("not_a_study", "There is no study at “WEG.recall”"),
    "moments DIR": ("not_a_study", "“DIR” is not a Recall Studio study"),
    "moments MEDIA": ("not_a_study", "MEDIA"),
    f"moments {STUDY} --as Z": ("unknown_name", "There is no member “Z”"),
    f"restore {STUDY} --from gisteren": ("bad_input", "gisteren"),
    f"restore {STUDY} --from latest --as Z": ("unknown_name", "“Z”"),
    f"relink {STUDY} WEG": ("bad_file", "There is no folder “WEG”"),
    f"import {STUDY} WEG.csv": ("bad_file", "WEG.csv"),
    f"import {STUDY} FILE.csv": ("bad_file", "lacks the column “recording”"),
    f"import {STUDY} FILE.csv --recording G-999": ("bad_file", "row 2: "),
    f"export {STUDY} --format sav --to DIR": ("bad_input", "sav"),
    f"export {STUDY} --format csv --to MEDIA": ("bad_file", "MEDIA"),
    f"pack {STUDY} --to DIR": ("bad_file", "DIR"),
    f"pack {STUDY} --to MEDIA/x": ("bad_file", "MEDIA"),
    f"assign {STUDY} --coder 'B C' --to NEW": ("bad_input", "B C"),
    f"assign {STUDY} --coder B --to NEW --recording G-999": ("unknown_name", "G-999"),
    f"assign {STUDY} --coder B --to MEDIA": ("bad_file", "not a packed study"),
    f"share {STUDY} --to MEDIA": ("bad_file", "not a file of coding work"),
    f"share {STUDY} --to {STUDY}/work": ("bad_input", "lies inside a study"),
    f"collect {STUDY} WEG": ("bad_file", "There is no file “WEG”"),
    f"collect {STUDY} MEDIA": ("bad_file", "“MEDIA” holds no coding work"),
    "unpack MEDIA --to DIR": ("bad_file", "is not a packed study"),
    "unpack WEG --to DIR": ("bad_file", "WEG"),
    "unpack FILE --to .": ("study_exists", "already"),
    f"passphrase {STUDY}": ("bad_input", "has no passphrase"),
    f"recall-prepare {LEADING} --recording G-99 --person K-417": ("unknown_name", "G-99"),
    f"recall-prepare {LEADING} --recording G-01 --person K-999": ("unknown_name", "K-999"),
    f"recall-prepare {LEADING} --recording G-01 --person T-555": ("bad_input", "not in this conversation"),
    f"recall-prepare {LEADING} --recording G-01 --person K-417 --only": ("bad_input", "none is chosen"),
    f"recall-prepare {LEADING} --recording G-01 --person K-417 --stretch 1:00:00": ("bad_input", "outside"),
    f"recall-prepare {LEADING} --recording G-02 --person K-417": ("access_refused", "nagesprek"),
    f"recall-show {LEADING} --interview G-01:K-999": ("unknown_name", "G-01:K-999"),
    f"recall-begin {LEADING} --interview G-01:K-417": ("bad_input", "begun already"),
    f"recall-stop {LEADING} --interview G-01:M-083 --position 1 --at 1": ("bad_input", "has not begun"),
    f"recall-stop {LEADING} --interview G-01:K-417 --position 11:00 --at 1": ("bad_input", "outside the recording"),
    f"recall-ask {LEADING} --interview G-01:K-417 --text Waarom? --at 1 --stop 9": ("unknown_name", "stop"),
    f"recall-ask {LEADING} --interview G-01:K-417 --text ' ' --at 1": ("bad_input", "no question"),
    f"recall-comment {LEADING} --interview G-01:K-417 --text x --at 1 --tone 5": ("bad_input", "tone"),
    f"recall-comment {LEADING} --interview G-01:K-417 --text x --at 1 --sure 9": ("bad_input", "1 to 5"),
    f"recall-change {LEADING} --interview G-01:K-417 --comment 7 --text x": ("unknown_name", "comment"),
    f"recall-correct {LEADING} --interview G-01:K-417": ("bad_input", "--set"),
    f"recall-correct {LEADING} --interview G-01:K-417 --set bla=1": ("bad_input", "the fields are interviewer"),
    f"recall-correct {LEADING} --interview G-01:K-417 --set wellbeing=x": ("bad_input", "cannot be read"),
    f"recall-correct {LEADING} --interview G-01:K-417 --stop 9 --set rate_percent=50": ("unknown_name", "not there"),
    f"recall-end {LEADING} --interview G-01:K-417 --lasted 1 --wellbeing 6": ("bad_input", "1 to 5"),
    f"recall-history {LEADING} --interview G-01:K-417 --put-back x": ("unknown_name", "earlier state"),
    f"recall-sound-add {HEARD} MEDIA --interview G-001:K-417": ("bad_input", "shorter than the recall interview"),
    f"recall-sound-add {HEARD} MEDIA --interview G-001:K-417 --propose": ("media_unusable", "not where it was"),
    f"recall-sound-add {HEARD} MEDIA --interview G-001:M-083 --anyway": ("bad_input", "has its sound already"),
    f"recall-sound-add {HEARD} CODES.csv --interview G-001:K-417": ("media_unusable", "CODES.csv"),
    f"recall-sound-line-up {HEARD} --interview G-001:M-083 --at 9:00:00": ("bad_input", "outside the recall"),
    f"recall-sound-line-up {HEARD} --interview G-001:M-083": ("bad_input", "--propose"),
    f"recall-sound-line-up {HEARD} --interview G-001:K-417 --at 0": ("bad_input", "no sound yet"),
    f"recall-judge {LEADING} --recording G-01 --judgement deels": ("bad_input", "--start"),
    f"recall-judge {LEADING} --recording G-01 --start 0 --end 99:00 --judgement deels": ("bad_input", "outside"),
    f"recall-rate {LEADING} --recording G-01 --item echtheid --score 9": ("bad_input", "1 to 5"),
    f"recall-rate {LEADING} --recording G-01 --score 3": ("bad_input", "--item"),
}


def state_of(bench: Bench) -> Any:
    """What a refused command must leave as it was: every file, and every row but those of the audit log."""
    names = sorted(str(place.relative_to(bench.folder)) for place in bench.folder.rglob("*"))
    connection = sqlcipher3.connect(str(bench.folder / STUDY / "study.sqlite"))
    tables = [table.name for table in TABLES if table.name != "audit"]
    rows = {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}
    connection.close()
    return [name for name in names if not name.endswith(("-wal", "-shm", "cache"))], rows


@pytest.mark.parametrize("line", ERRORS)
def test_what_the_user_can_solve_is_one_sentence_and_status_1(bench: Bench, line: str) -> None:
    before = state_of(bench)
    answer = bench.types(line)
    assert (answer.status, answer.out) == (1, ""), answer
    assert ERRORS[line][1] in answer.err
    assert answer.err.endswith((".\n", "…\n"))
    assert answer.err.count("\n") == 1 or "row 2" in answer.err
    assert state_of(bench) == before


@pytest.mark.parametrize("line", ERRORS)
def test_the_same_as_json(bench: Bench, line: str) -> None:
    answer = bench.types(f"{line} --json")
    assert (answer.status, answer.out) == (1, "")
    complaint = answer.complaint
    assert list(complaint) == ["kind", "message", "remedy"]
    assert complaint["kind"] == ERRORS[line][0]
    assert ERRORS[line][1] in complaint["message"] + complaint["remedy"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (f"tag {STUDY} --coder A --code disc --start 1", "--recording"),
        (f"add {STUDY} --name G-002 --person K-001:klant", "MEDIA"),
        (f"add {STUDY} MEDIA --name G-002", "--person"),
        ("new", "STUDY"),
        ("new NEW.recall --kind anders", "anders"),
        (f"consent {STUDY} --person K-001 {CONSENT} --status misschien", "misschien"),
        (f"consent {STUDY} --person K-001 {CONSENT} --condition soms", "soms"),
        (f"consent {STUDY} --person K-001 {CONSENT.replace('schriftelijk', 'fax')}", "fax"),
        (f"consent {STUDY} --person K-001 {CONSENT} --purpose verkoop", "verkoop"),
        (f"moments {STUDY} --lang fr", "fr"),
        (f"moments {STUDY} --kleur", "--kleur"),
        (f"moments {STUDY} nog iets", "nog"),
        (f"history {STUDY} --limit 0", "--limit"),
        (f"history {STUDY} --limit veel", "--limit"),
        (f"moments {STUDY} --recording", "--recording"),
        ("bestaat-niet", "bestaat-niet"),
    ],
)
def test_wrong_usage_is_status_2_and_names_what_is_wrong(bench: Bench, line: str, named: str) -> None:
    before = state_of(bench)
    answer = bench.types(line)
    assert (answer.status, answer.out) == (2, ""), answer
    assert named in answer.err
    assert answer.err.count("\n") == 1
    assert state_of(bench) == before


def test_wrong_usage_is_json_for_who_asked_for_it(bench: Bench) -> None:
    answer = bench.types(f"tag {STUDY} --json --coder A")
    assert (answer.status, answer.out) == (2, "")
    assert answer.complaint["kind"] == "wrong_usage"
    assert "--recording" in answer.complaint["message"]


def test_the_help_names_every_command(bench: Bench) -> None:
    answer = bench.does("--help")
    assert "Usage: recall-studio" in answer.out
    assert all(f"  {line.split()[0]} " in answer.out for line in NOUNS)
    assert answer.err == ""
    assert bench.does("--version").out.startswith("recall-studio ")
