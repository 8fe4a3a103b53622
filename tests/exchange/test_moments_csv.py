"""Coding from elsewhere: every way to write it down, and every way to get it wrong, named by row."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadFile
from recall_studio.domain.moments import GivenMoment
from recall_studio.domain.resources import resource
from recall_studio.exchange.cells import guarded
from recall_studio.exchange.moments_csv import read_moments

HEADINGS = "recording,coder,code,start_ms,end_ms,note"


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "coded.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def message_of(path: Path, recording: str | None = None) -> str:
    with pytest.raises(BadFile) as refused:
        read_moments(path, recording=recording)
    return refused.value.message


def test_points_and_stretches(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEADINGS}\nG-001,A,disc,10,20,een noot\nG-001,B,taal_tolk,30,,\n")
    assert read_moments(path, recording=None) == [
        GivenMoment(2, "G-001", "A", "disc", 10, 20, "een noot"),
        GivenMoment(3, "G-001", "B", "taal_tolk", 30, None, None),
    ]


def test_a_stretch_that_runs_is_no_point(tmp_path: Path) -> None:
    path = write(tmp_path, "recording,coder,code,start_ms,end_ms,running\nG-001,A,disc,10,,1\nG-001,A,disc,10,,0\n")
    assert [moment.running for moment in read_moments(path, recording=None)] == [True, False]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [("20,1", "row 2: it runs and has an end"), (",ja", "“running” is “ja”, which is neither 0 nor 1")],
)
def test_what_runs_has_no_end(tmp_path: Path, cells: str, reason: str) -> None:
    path = write(tmp_path, f"recording,coder,code,start_ms,end_ms,running\nG-001,A,disc,10,{cells}\n")
    assert reason in message_of(path)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_however_a_program_writes_it(tmp_path: Path, separator: str, bom: bytes, line_end: str) -> None:
    lines = ["coder,code,end_ms,start_ms,recording", "A,disc,20,10,G-001", ""]
    path = write(tmp_path, bom + line_end.join(lines).replace(",", separator).encode())
    assert read_moments(path, recording=None) == [GivenMoment(2, "G-001", "A", "disc", 10, 20, None)]


def test_headings_may_be_quoted_and_of_any_case(tmp_path: Path) -> None:
    path = write(tmp_path, '"Recording";" coder ";"CODE";"start_ms";"end_ms"\nG-001;A;disc;1;\n')
    assert read_moments(path, recording=None)[0].code == "disc"


def test_the_recording_fills_a_missing_column_only(tmp_path: Path) -> None:
    path = write(tmp_path, "coder,code,start_ms,end_ms\nA,disc,1,\n")
    assert read_moments(path, recording="G-009")[0].recording == "G-009"
    path = write(tmp_path, f"{HEADINGS}\nG-001,A,disc,1,,\n")
    assert read_moments(path, recording="G-009")[0].recording == "G-001"
    assert "row 2: “recording” is empty" in message_of(write(tmp_path, f"{HEADINGS}\n,A,disc,1,,\n"), "G-009")


def test_other_columns_are_told_and_not_read(tmp_path: Path) -> None:
    said: list[str] = []
    path = write(tmp_path, "recording,coder,code,start_ms,end_ms,theme,end\nG-001,A,disc,1,,disc,x\n")
    assert len(read_moments(path, recording=None, remark=said.append)) == 1
    assert said == ["Not read from “coded.csv”: “theme” and “end”."]


def test_empty_rows_count_and_are_skipped(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEADINGS}\n\n,,,,,\nG-001,A,disc,1,,\n")
    assert [moment.line for moment in read_moments(path, recording=None)] == [4]


def test_a_note_over_several_lines_is_one_row(tmp_path: Path) -> None:
    path = write(tmp_path, f'{HEADINGS}\nG-001,A,disc,1,,"een\ntwee ""drie"""\nG-001,A,disc,2,,\n')
    assert [(moment.line, moment.note) for moment in read_moments(path, recording=None)] == [
        (2, 'een\ntwee "drie"'),
        (3, None),
    ]


def test_guards_of_an_export_are_taken_away(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEADINGS}\nG-001,A,disc,1,,'=1+1\nG-001,A,disc,2,,'s ochtends\n")
    assert [moment.note for moment in read_moments(path, recording=None)] == ["=1+1", "'s ochtends"]


def test_the_demonstration_can_be_read() -> None:
    given_moments = read_moments(resource("demo/codings.csv"), recording=None)
    assert {moment.coder for moment in given_moments} == {"A", "B"}


def test_only_headings_is_no_moment(tmp_path: Path) -> None:
    assert read_moments(write(tmp_path, HEADINGS), recording=None) == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("G-001,A,disc,,20,", "“start_ms” is empty"),
        ("G-001,A,,1,20,", "“code” is empty"),
        ("G-001, ,disc,1,20,", "“coder” is empty"),
        ("G-001,A,disc,5.5,20,", "“start_ms” is “5.5”, which is no whole number of milliseconds"),
        ('G-001,A,disc,"1,5",20,', "“start_ms” is “1,5”, which is no whole number of milliseconds"),
        ("G-001,A,disc,-1,20,", "“start_ms” is “-1”, which is no whole number of milliseconds"),
        ("G-001,A,disc,1,00:20,", "“end_ms” is “00:20”, which is no whole number of milliseconds"),
        ("G-001,A,disc,1,99999999999,", "“end_ms” is “99999999999”, which is no whole number of milliseconds"),
        ("G-001,A,disc,²,2,", "“start_ms” is “²”, which is no whole number of milliseconds"),
        ("G-001,A,disc,1", "it has 4 cells where the headings have 6"),
        ("G-001", "it has 1 cell where the headings have 6"),
        ("G-001,A,disc,1,,een,twee", "it has 7 cells where the headings have 6"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, reason: str) -> None:
    path = write(tmp_path, f"{HEADINGS}\nG-001,A,disc,1,2,\n{row}\n")
    assert message_of(path) == f"“coded.csv” was not read:\nrow 3: {reason}"


def test_ten_wrong_rows_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    path = write(tmp_path, HEADINGS + "\nG-001,A,disc,x,," * 12)
    lines = message_of(path).splitlines()
    assert lines[0] == "“coded.csv” was not read:"
    assert [line.partition(":")[0] for line in lines[1:-1]] == [f"row {row}" for row in range(2, 12)]
    assert lines[-1] == "…and 2 more rows."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "“coded.csv” is empty."),
        (b"coder;code;start_ms;end_ms\n", "“coded.csv” lacks the column “recording”."),
        (b"a,b\n1,2\n", "“coded.csv” lacks the columns “recording”, “coder”, “code”, “start_ms” and “end_ms”."),
        (b"recording,coder,code,start_ms,end_ms,code\n", "“coded.csv” has the column “code” twice."),
        (
            HEADINGS.encode() + b"\nG,A,disc,1,,caf\xe9\n",
            "“coded.csv” is not a text file in UTF-8: row 2 cannot be read.",
        ),
        (HEADINGS.encode("utf-16"), "“coded.csv” is not a text file in UTF-8: row 1 cannot be read."),
        (HEADINGS.encode("utf-16-le"), "“coded.csv” is not a text file in UTF-8: row 1 cannot be read."),
        (HEADINGS.encode() + b'\nG,A,disc,1,,"never closed\n', "“coded.csv” is no CSV file: row 2 cannot be read."),
        (HEADINGS.encode() + b'\nG,A,disc,1,,"a" b\n', "“coded.csv” is no CSV file: row 2 cannot be read."),
    ],
)
def test_a_file_that_is_not_one_says_why(tmp_path: Path, content: bytes, message: str) -> None:
    assert message_of(write(tmp_path, content)) == message


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    assert message_of(tmp_path / "none.csv") == "“none.csv” cannot be read: No such file or directory."


Cells = tuple[str, str, str, int, int | None, str]
CONTROLS = [chr(sign) for sign in (*range(32), *range(127, 160))]
names = st.text(st.characters(codec="utf-8", exclude_characters=CONTROLS), min_size=1).map(str.strip).filter(bool)
rows = st.lists(
    st.tuples(
        names,
        names,
        names,
        st.integers(0, 10**10 - 1),
        st.none() | st.integers(0, 10**10 - 1),
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20),
    ),
    max_size=8,
)


@given(rows, st.sampled_from(",;\t"))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, table: list[Cells], sign: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=sign)
    writer.writerow(HEADINGS.split(","))
    for row in table:
        name, coder, code, start, end, note = row
        writer.writerow([*map(guarded, (name, coder, code)), start, end, guarded(note)])
    path = write(tmp_path_factory.mktemp("csv"), text.getvalue())
    assert [
        (m.recording, m.coder, m.code, m.start_ms, m.end_ms, m.note or "") for m in read_moments(path, recording=None)
    ] == table
