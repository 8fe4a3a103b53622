"""What a person reads at the terminal: tables that line up, sentences that say what happened."""

import os
import re
import signal
from typing import Any

import pytest

from recall_studio.cli.desk import table
from recall_studio.store import files
from recall_studio.store.folder import check_room
from tests.cli.bench import CONSENT, STUDY, Bench


def columns_line_up(lines: list[str]) -> bool:
    """Whether every cell starts under its heading: two blanks before it, in every row that reaches so far."""
    head = lines[0]
    starts = [at for at in range(2, len(head)) if head[at] != " " and head[at - 2 : at] == "  "]
    return all(line[start - 2 : start] == "  " for line in lines for start in starts if len(line) > start)


@pytest.mark.parametrize(
    "line",
    [
        f"moments {STUDY}",
        f"recordings {STUDY}",
        f"consents {STUDY}",
        f"codebook {STUDY}",
        f"history {STUDY}",
        f"member {STUDY}",
        f"setup {STUDY}",
        f"backups {STUDY}",
        f"media {STUDY} --recording G-001",
        "formats",
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_tables_line_up(bench: Bench, line: str, language: str) -> None:
    bench.does(f"tag {STUDY} --recording G-001 --coder Langecodeur-12 --code taal_tolk --start 1 --end 2")
    lines = bench.does(f"{line} --lang {language}").out.splitlines()
    assert len(lines) > 1
    assert columns_line_up(lines)
    assert all(text == text.rstrip() for text in lines)


def test_a_table_that_does_not_line_up_is_seen() -> None:
    good = table([("a", "bbbbbb", None), ("aaaaaaa", "b", "c")], ("One", "Two", "Three"))
    assert columns_line_up(good)
    assert not columns_line_up([good[0], good[1].replace("a  ", "a ")])


def test_a_stretch_that_runs_is_listed_as_such(bench: Bench) -> None:
    (bench.folder / "lopend.csv").write_text("recording,coder,code,start_ms,end_ms,running\nG-001,A,disc,3000,,1\n")
    bench.does(f"import {STUDY} lopend.csv")
    row = bench.does(f"moments {STUDY}").out.splitlines()[-1]
    assert re.search(r"00:00:03\.000  +still runs  +A  +disc$", row)
    assert "1 moment was begun and not ended" in bench.does(f"check {STUDY}").err


def test_moments_are_listed_with_place_coder_and_code(bench: Bench) -> None:
    head, row = bench.does(f"moments {STUDY}").out.splitlines()
    assert head.split() == ["Recording", "Begin", "End", "Coder", "Code", "Note"]
    assert row.split() == ["G-001", "00:00:02.000", "00:00:04.000", "A", "disc_ervaring", "stilte"]


def test_a_long_note_does_not_break_the_table(bench: Bench) -> None:
    note = "eerste regel\nmet\ttab " + "en nog veel meer " * 40
    bench.does(["tag", STUDY, "--recording", "G-001", "--coder", "A", "--code", "taal", "--start", "1", "--note", note])
    lines = bench.does(f"moments {STUDY}").out.splitlines()
    assert len(lines) == 3
    assert max(map(len, lines)) < 160
    assert bench.moments()[0]["note"] == note


def test_an_empty_study_says_so(bench: Bench) -> None:
    bench.does("new LEEG.recall")
    for command in ("moments", "recordings", "consents", "backups"):
        (line,) = bench.does(f"{command} LEEG.recall").out.splitlines()
        assert line.endswith(".")


def test_a_tag_says_what_was_kept(bench: Bench) -> None:
    line = f"tag {STUDY} --recording G-001 --coder A --code disc_ervaring --start 0:05.2"
    answer = bench.does(f"{line} --end 9")
    assert answer.out == "Kept: disc_ervaring at 00:00:05.200–00:00:09.000 in G-001, coder A.\n"
    assert answer.err == ""


def test_an_undo_names_what_it_took_back(bench: Bench) -> None:
    bench.does(f"tag {STUDY} --recording G-001 --coder A --code taal_tolk --start 1 --end 2")
    for command in ("undo", "redo"):
        out = bench.does(f"{command} {STUDY}").out
        for said in ("Tag moment", "taal_tolk", "00:00:01.000", "G-001"):
            assert said in out, command


def test_history_tells_an_undo_from_a_redo(bench: Bench) -> None:
    bench.does(f"tag {STUDY} --recording G-001 --coder A --code taal --start 1")
    for command in ("undo", "redo", "undo", "redo"):
        bench.does(f"{command} {STUDY}")
    wanted = ["Redo: Tag moment", "Undo: Tag moment", "Redo: Tag moment", "Undo: Tag moment", "Tag moment"]
    for limit in (5, 1, 2):
        lines = bench.does(f"history {STUDY} --limit {limit}").out.splitlines()[1:]
        assert [said in line for said, line in zip(wanted, lines, strict=False)] == [True] * limit
        assert not any("Redo" in line for line in lines[1:2])


def test_what_was_not_read_from_a_table_is_named(bench: Bench) -> None:
    table = bench.folder / "MEER.csv"
    table.write_text("recording,coder,code,start_ms,end_ms,stemming\nG-001,A,disc,1,,blij\n", encoding="utf-8")
    assert "Not read from “MEER.csv”: “stemming”." in bench.does(f"import {STUDY} MEER.csv").err


def test_rows_that_are_wrong_are_named_one_a_line(bench: Bench) -> None:
    rows = "\n".join(f"G-001,A,{'weg' if number % 2 else 'disc'},1," for number in range(30))
    (bench.folder / "FOUT.csv").write_text(f"recording,coder,code,start_ms,end_ms\n{rows}\n", encoding="utf-8")
    answer = bench.types(f"import {STUDY} FOUT.csv")
    lines = answer.err.splitlines()
    assert answer.status == 1
    assert [line.partition(":")[0] for line in lines[1:11]] == [f"row {number}" for number in range(3, 23, 2)]
    assert lines[11] == "…and 5 more rows."
    assert len(bench.moments()) == 1


def test_consent_says_for_whom_and_what_came_of_it(bench: Bench) -> None:
    bench.does(f"add {STUDY} MEDIA --name G-002 --person K-002:klant")
    out = bench.does(f"consent {STUDY} --person K-002 {CONSENT}").out
    assert out.splitlines() == [
        "Recorded for K-002: opname: gegeven.",
        "Recorded for K-002: onderzoek: gegeven.",
        "This holds for all conversations in this study.",
        "“G-002” is out of quarantine and was copied into the study.",
    ]


def test_consent_for_one_conversation_says_so(bench: Bench) -> None:
    out = bench.does(f"consent {STUDY} --person K-001 {CONSENT} --recording G-001").out
    assert out.splitlines()[-1] == "This holds for the conversation of “G-001” alone."


def test_who_stops_a_copy_is_told_what_was_recorded(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.does(f"add {STUDY} MEDIA --name G-002 --person K-002:klant")

    def presses_ctrl_c(*given: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        check_room(*given)

    with monkeypatch.context() as patch:
        patch.setattr(files, "check_room", presses_ctrl_c)
        answer = bench.does(f"consent {STUDY} --person K-002 {CONSENT}")
    assert "Recorded for K-002: opname: gegeven." in answer.out
    assert answer.err == "Stopped; nothing was copied.\n"
    assert "“G-002” is out of quarantine" in bench.does(f"consent {STUDY} --person K-002 {CONSENT}").out


def test_setup_items_are_named_in_words(bench: Bench) -> None:
    bench.does(f"setup {STUDY} --done ethiek --reference Z-14 --date 2026-10-01")
    lines = bench.does(f"setup {STUDY}").out.splitlines()
    assert any("dpia" in line and "data protection impact assessment" in line and "open" in line for line in lines)
    assert any("ethics approval" in line and "2026-10-01" in line and "Z-14" in line for line in lines)


def test_going_back_says_that_nothing_is_lost(bench: Bench) -> None:
    lines = bench.does(f"restore {STUDY} --from BACKUP").out.splitlines()
    assert lines == [f"The study is as it was in backup {lines[0].split()[-1]}", lines[1]]
    assert lines[1] == "How it was until now is kept as a backup too."


def test_media_are_described_in_words(bench: Bench) -> None:
    bench.does("demo DIR")
    out = bench.does("media DIR/Demo.recall --recording G-001").out
    head, row = out.splitlines()
    assert head.split()[:4] == ["Part", "Duration", "Kind", "Picture"]
    assert "00:02:53" in row
    assert " steady " in row
    assert "h264 640×" in row or "h264 " in row
    (told,) = bench.does("media DIR/Demo.recall --recording G-001 --json").json["media"]
    assert told["variable_frame_rate"] is False


def test_what_was_packed_is_counted(bench: Bench) -> None:
    assert bench.does(f"pack {STUDY} --to FILE").out.endswith(" MB, 1 media file.\n")
    assert bench.does(f"pack {STUDY} --to FILE --without-media").out.endswith(" MB, 0 media files.\n")


def test_a_second_demo_is_refused_with_a_way_out(bench: Bench) -> None:
    bench.does("demo DIR")
    assert "name another folder" in bench.types("demo DIR").err


def test_a_backup_is_listed_with_its_name_day_and_size(bench: Bench) -> None:
    rows = bench.does(f"backups {STUDY} --json").json["backups"]
    lines = bench.does(f"backups {STUDY}").out.splitlines()[1:]
    assert [row["backup"] for row in rows] == [line.split()[0] for line in lines]
    assert all(row["size_bytes"] > 100_000 and line.endswith("MB") for row, line in zip(rows, lines, strict=True))
    assert rows[0]["made_at"].startswith("2026-11-22T12:")


def test_check_lists_every_problem_and_ends_with_status_1(bench: Bench) -> None:
    assert bench.does(f"check {STUDY}").out == "The study is whole.\n"
    (copied,) = (bench.folder / STUDY / "media").iterdir()
    copied.rename(copied.with_name("los.mp3"))
    answer = bench.types(f"check {STUDY}")
    assert answer.status == 1
    assert len(answer.out.splitlines()) == 2
    assert len(bench.types(f"check {STUDY} --json").json["problems"]) == 2


def test_without_anybody_to_ask_a_passphrase_is_asked_for_in_words(bench: Bench) -> None:
    made = bench.types("new NEW.recall --encrypt")
    assert "--passphrase-stdin" in made.err
    assert "This study has a passphrase" not in made.err  # there is no study yet
    bench.does("new E.recall --encrypt --passphrase-stdin", stdin="zeven zinnen later\n")
    assert "This study has a passphrase" in bench.types("moments E.recall").err


def test_the_recovery_key_is_shown_once_and_opens_the_study(bench: Bench) -> None:
    out = bench.does("new E.recall --encrypt --passphrase-stdin", stdin="zeven zinnen later\n").out
    (key,) = (line.strip() for line in out.splitlines() if line.startswith("    "))
    assert bench.does("moments E.recall --passphrase-stdin", stdin=f"{key}\n").out == "There are no moments yet.\n"
    kept = b"".join(place.read_bytes() for place in (bench.folder / "E.recall").rglob("*") if place.is_file())
    assert key.encode() not in kept


def test_help_names_every_option_with_a_word_for_its_value(bench: Bench) -> None:
    for command in ("new", "add", "consent", "tag", "range", "import", "export", "pack", "unpack", "setup"):
        page = bench.does(f"{command} --help").out
        assert page.startswith(f"Usage: recall-studio {command}")
        for strange in ("<str>", "<path>", "<list[", "list[Path]"):
            assert strange not in page, command
