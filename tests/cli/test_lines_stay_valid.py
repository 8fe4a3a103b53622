"""The command lines that stay valid for ever: every option of every line, with the exit status that was promised."""

import re
from typing import Any

import pytest
import typer

from recall_studio.cli.app import app
from recall_studio.domain.consent import Condition, Purpose
from recall_studio.domain.study import StudyKind
from tests.cli.bench import STUDY, Bench
from tests.cli.test_shapes import NOUNS

PROMISE = """
new STUDY.recall [--title T] [--kind onderzoek|intervisie|oefenen] [--codebook FILE] [--encrypt]
add STUDY.recall MEDIA [MEDIA…] --name G-001 --person K-001:klant --person M-001:klantmanager [--at 2026-11-01T10:00]
    [--type intake] [--channel kamer] [--wave T0] [--link] [--delete-after DATE]
consent STUDY.recall --person K-001 --purpose opname --purpose onderzoek --form v1 --method schriftelijk
    --collector I-001 [--date 2026-11-01] [--recording G-001]
    [--status gegeven|geweigerd|ingetrokken|andere_grondslag] [--condition …] [--until DATE] [--not-explicit]
tag STUDY.recall --recording G-001 --coder A --code disc_ervaring --start 00:00:05.200 [--end 00:00:09.000]
    [--note TEXT]
range STUDY.recall --recording G-001 --coder A --start 0 --end 00:00:30 [--codes disc,taal]
import STUDY.recall FILE.csv --recording G-001
moments STUDY.recall [--recording G-001]
export STUDY.recall --format csv|xlsx --to DIR [--notes]
undo STUDY.recall
redo STUDY.recall
history STUDY.recall
check STUDY.recall
backups STUDY.recall
restore STUDY.recall --from BACKUP
relink STUDY.recall DIR
live STUDY.recall
live-add STUDY.recall --name V-003 --person K-001:klant --person M-001:klantmanager [--at 2026-11-01T10:00]
    [--type intake] [--channel kamer] [--wave T0]
live-begin STUDY.recall --conversation V-002
live-end STUDY.recall --conversation V-001 [--lasted 00:47:00]
formats
pack STUDY.recall --to FILE [--without-media]
unpack FILE --to DIR
demo [DIR]
codebook STUDY.recall [--on KEY] [--off KEY] [--export FILE] [--import FILE] [--concept] [--discard]
    [--versions]
"""
SHARED = ("--json", "--as", "--lang", "--passphrase-stdin")
WHO = "--person K-001 --purpose opname --purpose onderzoek --form v1 --method schriftelijk --collector I-001"
PERSONS = "--person K-001:klant --person M-001:klantmanager"
KNOWN = "--type intake --channel kamer --wave T0"
MORE = "--until 2027-01-01 --not-explicit"
MOMENT = "--recording G-001 --coder A --code disc_ervaring --start 00:00:05.200"

LINES = (
    "new NEW.recall",
    "new NEW.recall --title T",
    *(f"new NEW.recall --kind {kind}" for kind in StudyKind),
    "new NEW.recall --codebook CODES.json",
    "new NEW.recall --codebook CODES.csv",
    "new NEW.recall --encrypt --passphrase-stdin",
    "new NEW.recall --title T --kind oefenen --codebook CODES.csv --encrypt --passphrase-stdin",
    f"add {STUDY} MEDIA --name G-002 {PERSONS}",
    f"add {STUDY} MEDIA MEDIA2 --name G-002 {PERSONS}",
    f"add {STUDY} MEDIA --name G-002 {PERSONS} --at 2026-11-01T10:00",
    f"add {STUDY} MEDIA --name G-002 {PERSONS} --at 2026-11-01",
    f"add {STUDY} MEDIA --name G-002 {PERSONS} {KNOWN}",
    f"add {STUDY} MEDIA --name G-002 {PERSONS} --link",
    f"add {STUDY} MEDIA --name G-002 {PERSONS} --delete-after 2027-06-01",
    f"add {STUDY} MEDIA MEDIA2 --name G-002 {PERSONS} --at 2026-11-01T10:00 {KNOWN} --link --delete-after 2027-06-01",
    f"add {STUDY} MEDIA --name G-003 --person K-009:klant",
    f"consent {STUDY} {WHO}",
    f"consent {STUDY} {WHO} --date 2026-11-01",
    f"consent {STUDY} {WHO} --recording G-001",
    *(f"consent {STUDY} {WHO} --status {s}" for s in ("gegeven", "geweigerd", "ingetrokken", "andere_grondslag")),
    *(f"consent {STUDY} {WHO} --condition {condition}" for condition in Condition),
    *(f"consent {STUDY} {WHO.replace('opname', purpose)}" for purpose in Purpose if purpose != "onderzoek"),
    f"consent {STUDY} {WHO} --until 2027-01-01",
    f"consent {STUDY} {WHO} --not-explicit",
    f"consent {STUDY} {WHO} --date 2026-11-01 --recording G-001 --status gegeven --condition geen {MORE}",
    f"tag {STUDY} {MOMENT}",
    f"tag {STUDY} {MOMENT} --end 00:00:09.000",
    f"tag {STUDY} {MOMENT} --end 00:00:09.000 --note TEXT",
    f"range {STUDY} --recording G-001 --coder A --start 0 --end 00:00:30",
    f"range {STUDY} --recording G-001 --coder A --start 0 --end 00:00:30 --codes disc,taal",
    f"import {STUDY} FILE.csv --recording G-001",
    f"import {STUDY} FULL.csv",
    f"import {STUDY} FULL.csv --recording G-999",  # only fills a missing column
    f"moments {STUDY}",
    f"moments {STUDY} --recording G-001",
    *(f"export {STUDY} --format {key} --to DIR" for key in ("csv", "xlsx")),
    *(f"export {STUDY} --format {key} --to DIR --notes" for key in ("csv", "xlsx")),
    *(f"{command} {STUDY}" for command in ("undo", "redo", "history", "check", "backups")),
    f"restore {STUDY} --from BACKUP",
    f"relink {STUDY} DIR",
    f"add {STUDY} MEDIA --name G-004 --person K-801:klant --person M-801:klantmanager --conversation V-001",
    f"live {STUDY}",
    f"live-add {STUDY} --name V-003 {PERSONS} --at 2026-11-01T10:00 {KNOWN}",
    f"live-add {STUDY} --name V-003 {PERSONS}",
    f"live-begin {STUDY} --conversation V-002",
    f"live-end {STUDY} --conversation V-001 --lasted 00:47:00",
    f"live-end {STUDY} --conversation V-001",
    "formats",
    f"pack {STUDY} --to FILE",
    f"pack {STUDY} --to FILE --without-media",
    "unpack FILE --to DIR",
    "demo DIR",
    "demo",
    f"codebook {STUDY}",
    f"codebook {STUDY} --on diag --off disc",
    f"codebook {STUDY} --export BOOK.json",
    f"codebook {STUDY} --export BOOK.csv",
    f"codebook {STUDY} --import CODES.csv",
    f"codebook {STUDY} --concept",
    f"codebook {STUDY} --discard",
    f"codebook {STUDY} --versions",
)


def promises() -> dict[str, str]:
    """What was promised, by command."""
    joined = re.sub(r"\n +", " ", PROMISE.strip())
    return {line.split()[0]: line for line in joined.splitlines()}


def registered() -> dict[str, Any]:
    commands: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # it is a group
    return commands


def lines_of(command: str) -> list[str]:
    return [line for line in LINES if line.split()[0] == command]


@pytest.mark.parametrize("line", LINES)
def test_the_line_is_valid(bench: Bench, line: str) -> None:
    answer = bench.types(line, stdin="zeven zinnen later\n")
    assert (answer.status, answer.out != "") == (0, True), answer


@pytest.mark.parametrize("command", promises())
def test_no_option_of_the_promise_is_left_out(command: str) -> None:
    promised = set(re.findall(r"--[a-z-]+", promises()[command]))
    assert promised <= {word for line in lines_of(command) for word in line.split()}
    known = {name for parameter in registered()[command].params for name in parameter.opts}
    assert promised <= known
    for option in re.findall(r"\[(--[a-z-]+)", promises()[command]):
        assert any(option not in line.split() for line in lines_of(command)), f"{option} may be left out"


@pytest.mark.parametrize("command", sorted(registered()))
def test_every_command_has_the_four_options(command: str) -> None:
    assert set(SHARED) <= {name for parameter in registered()[command].params for name in parameter.opts}


WITH_ALL_FOUR = (
    *{line.split()[0]: line for line in LINES if "--passphrase-stdin" not in line}.values(),
    f"member {STUDY} B",
    f"setup {STUDY} --done dpia",
    f"codebook {STUDY} --on diag",
    f"recordings {STUDY}",
    f"consents {STUDY}",
    f"media {STUDY} --recording G-001",
    f"round {STUDY}",
    f"select {STUDY} --recording G-001",
    f"page {STUDY} --recording G-001 --to PAGE.html",
    f"memo {STUDY} --text gedachte",
    f"erase {STUDY} --recording G-001",
    f"assign {STUDY} --coder B --to ASSIGNED",
    f"share {STUDY} --to WORK",
    f"collect {STUDY} WORK",
    *(line for line in NOUNS if line.startswith("recall-")),
)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("line", WITH_ALL_FOUR)
def test_the_four_options_are_taken_everywhere(bench: Bench, line: str, language: str) -> None:
    options = f"--json --as A --lang {language} --passphrase-stdin"
    answer = bench.types(f"{line} {options}", stdin="zeven zinnen later\n")
    assert answer.status == 0, answer
    assert line.startswith(answer.json["command"])


def test_every_command_was_tried_with_the_four_options() -> None:
    tried = {line.split()[0] for line in WITH_ALL_FOUR}
    assert tried == set(registered()) - {"passphrase"}


def test_the_passphrase_is_changed_with_the_four_options(bench: Bench) -> None:
    bench.does("new E.recall --encrypt --passphrase-stdin", stdin="zeven zinnen later\n")
    options = "--json --as A --lang nl --passphrase-stdin"
    bench.does(f"passphrase E.recall {options}", stdin="zeven zinnen later\nacht zinnen later\n")
    assert bench.types("moments E.recall --passphrase-stdin", stdin="zeven zinnen later\n").status == 1
    bench.does("moments E.recall --passphrase-stdin", stdin="acht zinnen later\n")
