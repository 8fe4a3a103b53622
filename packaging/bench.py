"""How fast and how exact it is: `python3 packaging/bench.py [--only …] [--moments N]` prints medians, aims and ratios.

Every row is measured here and now on this machine, beside a naive way of doing the same where there is one.
"""

import argparse
import csv
import importlib
import os
import platform
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench_study import PASSPHRASE, RECORDINGS, given_moments, make_study
from bench_table import Row, measured, print_head, print_row, timed
from environment import ensure
from machine import have_for_tests

if TYPE_CHECKING:
    from recall_studio.domain.moments import GivenMoment
    from recall_studio.store.study import Study

SECTIONS = ("study", "together", "tags", "player", "window", "waveform", "timeline", "recall", "recall_sound")
SCREENLESS = {"together"}
KILL_ROUNDS = 100
TAGS = 200


def main(arguments: list[str]) -> int:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=100_000, help="moments in the study (default 100000)")
    parser.add_argument("--only", choices=SECTIONS, action="append", help="measure this section; may be repeated")
    asked = parser.parse_args(arguments)
    python = ensure(dev=True)
    if Path(sys.prefix) != python.parent.parent:
        return subprocess.call([str(python), __file__, *arguments])
    os.environ["PYTHONUTF8"] = "1"
    print(_machine(), flush=True)
    for section in asked.only or SECTIONS:
        with tempfile.TemporaryDirectory(prefix="recall-bench-") as folder:
            os.environ["RECALL_STUDIO_STATE"] = folder
            _measure(section, Path(folder), asked.moments)
    return 0


def _measure(section: str, folder: Path, moments: int) -> None:
    if section == "study":
        print(f"\nStudy of {moments} moments in {RECORDINGS} recordings.\n", flush=True)
        _print(_rows(folder, moments))
        print(_kills(folder), flush=True)
        return
    if section not in SCREENLESS and not _on_screen(section):
        return
    os.environ["QT_LOGGING_RULES"] = "qt.multimedia.*=false"  # what FFmpeg finds in a file is no news here
    rows = importlib.import_module(f"bench_{section}").rows
    print(f"\n{rows.__doc__}\n", flush=True)
    _print(rows(folder))


def _on_screen(section: str) -> bool:
    """Make a virtual screen, before Qt and libVLC are loaded; says why not where there can be none."""
    to_do = have_for_tests()
    if to_do:
        print(f"\nNo {section}: it is measured on a virtual screen. {to_do}", flush=True)
        return False
    from tests.screens import for_this_process

    for_this_process()
    return True


def _print(rows: Iterator[Row]) -> None:
    print_head()
    for row in rows:
        print_row(row)


def _machine() -> str:
    names = Path("/proc/cpuinfo")
    lines = names.read_text(encoding="utf-8").splitlines() if names.exists() else []
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor())
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    python = f"Python {platform.python_version()}"
    return f"{when}: {model or platform.machine()}, {os.cpu_count()} cores, {platform.platform()}, {python}"


def _rows(folder: Path, moments: int) -> Iterator[Row]:
    plain, sealed = folder / "plain.recall", folder / "sealed.recall"
    make_study(plain)
    make_study(sealed, encrypted=True)
    given = given_moments(moments)
    yield from _import_rows(plain, given, folder)
    with _open(sealed) as study:
        _import(study, given)
    yield from _tag_rows(plain, sealed, folder)
    yield from _open_rows(plain, sealed)
    yield from _read_rows(plain)
    yield from _export_rows(plain, folder)
    yield from _process_rows(plain)


@contextmanager
def _open(path: Path) -> Iterator["Study"]:
    from recall_studio.store.opening import Opening, open_study

    with closing(open_study(path, Opening(passphrase=lambda: PASSPHRASE))) as study:
        yield study


def _import(study: "Study", given: "list[GivenMoment]") -> None:
    from recall_studio.edits.coding import import_moments

    study.perform(import_moments, given=given)


def _import_rows(path: Path, given: "list[GivenMoment]", folder: Path) -> Iterator[Row]:
    from recall_studio.edits.undoing import undo
    from recall_studio.exchange.moments_csv import read_moments

    source = folder / "given.csv"
    with source.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(("recording", "coder", "code", "start_ms", "end_ms"))
        writer.writerows((m.recording, m.coder, m.code, m.start_ms, m.end_ms) for m in given)
    naive = timed(lambda: _naive_import(folder / "naive.sqlite", source), 3)
    with _open(path) as study:
        took, undone = [], []
        for _run in range(3):
            took += timed(lambda: _import(study, read_moments(source, recording=None)), 1)
            undone += timed(lambda: study.perform(undo), 1)
        yield measured("import all moments from CSV", took, "< 15 s", naive, "csv into a bare table, no checks")
        yield measured("undo that import", undone, "< 15 s")
        _import(study, given)


def _naive_import(database: Path, source: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(database)) as connection, source.open(encoding="utf-8", newline="") as handle:
        connection.execute("CREATE TABLE IF NOT EXISTS moment(recording, coder, code, start_ms, end_ms)")
        connection.executemany("INSERT INTO moment VALUES (?, ?, ?, ?, ?)", list(csv.reader(handle))[1:])
        connection.commit()


def _tag_rows(plain: Path, sealed: Path, folder: Path) -> Iterator[Row]:
    naive = _naive_tags(folder / "naive.sqlite")
    for what, path, aim in (
        ("tag: edit called to commit acknowledged", plain, "p50 < 2 ms, p95 < 20 ms"),
        ("the same, encrypted", sealed, "within 1 ms of it"),
    ):
        with _open(path) as study:
            yield measured(what, _tags(study), aim, naive, "INSERT + COMMIT, bare table, WAL + FULL")


def _tags(study: "Study") -> list[float]:
    from recall_studio.edits.tagging import tag_moment

    chance = random.Random(5)  # noqa: S311 - repeatable, not secret

    def tag() -> None:
        start = chance.randrange(3_000_000)
        study.perform(
            tag_moment, recording="G-001", coder="A", code="disc_ervaring", start_ms=start, end_ms=start + 900
        )

    timed(tag, 10)
    return timed(tag, TAGS)


def _naive_tags(database: Path) -> list[float]:
    import sqlite3

    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

        def tag() -> None:
            connection.execute("INSERT INTO moment VALUES ('G-001', 'A', 'disc_ervaring', 1, 2)")

        timed(tag, 10)
        return timed(tag, TAGS)


def _open_rows(plain: Path, sealed: Path) -> Iterator[Row]:
    import sqlite3

    def naive() -> None:
        with closing(sqlite3.connect(plain / "study.sqlite")) as connection:
            connection.execute("SELECT count(*) FROM annotation").fetchone()

    def opened(path: Path, key: bytes | None = None) -> Callable[[], None]:
        def action() -> None:
            with _key_at_hand(key), _open(path):
                pass

        return action

    with _open(sealed) as study:
        key = study.key
    yield measured("open", timed(opened(plain)), "< 1 s", timed(naive), "sqlite3.connect and count")
    yield measured("open, encrypted, key at hand", timed(opened(sealed, key)), "< 1.2 s")
    yield measured("open, encrypted, from the passphrase", timed(opened(sealed)), "(argon2id on purpose)")


@contextmanager
def _key_at_hand(key: bytes | None) -> Iterator[None]:
    """Skip argon2id, which is slow on purpose, when the key is known."""
    from recall_studio.store import keys

    real = keys.unwrap
    if key is not None:
        keys.unwrap = lambda wrapped, given: key  # noqa: ARG005 - it stands in for a function with these names
    try:
        yield
    finally:
        keys.unwrap = real


def _read_rows(path: Path) -> Iterator[Row]:
    from recall_studio.store.annotations import moments
    from recall_studio.store.conversations import recording

    with _open(path) as study:
        name = recording(study, "G-002")["id"]
        rows = study.db.query("SELECT count(*) AS n FROM annotation WHERE recording_id = ?", [name])
        some = next(iter(rows))["n"]
        query = "SELECT * FROM annotation JOIN member ON member.id = coder JOIN code ON code.id = code_id"
        naive = timed(lambda: list(study.db.query(query)), 3)
        one = timed(lambda: moments(study, as_seen_by=study.acting, recording=name))
        yield measured(
            f"moments of one recording ({some})", one, "< 50 ms", naive, "sqlite-utils query of all, as dicts"
        )
        every = timed(lambda: moments(study, as_seen_by=study.acting))
        yield measured("moments of all", every, "< 1 s", naive, "the same")


def _export_rows(path: Path, folder: Path) -> Iterator[Row]:
    from recall_studio.analysis.frame import moments_frame
    from recall_studio.exchange.exporting import export_study

    with _open(path) as study:
        every = {row["id"] for row in study.rows("SELECT id FROM recording")}
        frame = moments_frame(study, as_seen_by=study.acting, recordings=every)

        def export(kind: str) -> Callable[[], object]:
            return lambda: export_study(study, to=folder / f"out-{kind}", format_key=kind, notes=False, dialect=None)

        naive_csv = timed(lambda: frame.to_csv(folder / "naive.csv"), 3)
        yield measured(
            "export, CSV, all tables", timed(export("csv"), 3), "< 3 s", naive_csv, "DataFrame.to_csv of the moments"
        )
        naive_xlsx = timed(lambda: frame.to_excel(folder / "naive.xlsx", engine="openpyxl"), 1)
        yield measured("export, XLSX, all tables", timed(export("xlsx"), 3), "< 20 s", naive_xlsx, "DataFrame.to_excel")


def _process_rows(path: Path) -> Iterator[Row]:
    tag = ["tag", str(path), "--recording", "G-001", "--coder", "A", "--code", "disc", "--start", "5"]
    bare = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    for what, arguments, aim in (
        ("recall-studio --help, whole process", ["--help"], "< 300 ms over bare"),
        ("recall-studio tag, whole process", tag, "< 600 ms over bare"),
    ):
        command = [sys.executable, "-m", "recall_studio", *arguments]
        times = timed(partial(subprocess.run, command, check=True, capture_output=True))
        yield measured(what, times, aim, bare, "python -c pass")


def _kills(folder: Path) -> str:
    """Kill a process while it commits, again and again, and count what is missing."""
    path = folder / "killed.recall"
    make_study(path)
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    acknowledged: set[str] = set()
    script = Path(__file__).with_name("bench_study.py")
    for _round in range(KILL_ROUNDS):
        process = subprocess.Popen([sys.executable, str(script), str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        acknowledged.add(process.stdout.readline().strip())
        time.sleep(chance.random() / 20)
        process.send_signal(signal.SIGKILL)
        acknowledged.update(
            line.strip() for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")
        )
        process.wait()
    with _open(path) as study:
        kept = {made for (made,) in study.tuples("SELECT id FROM annotation")}
        halves = study.value("SELECT count(*) FROM step WHERE open = 1")
        halves += study.value("SELECT count(*) FROM annotation WHERE id NOT IN (SELECT row FROM change)")
    lost = len(acknowledged - kept)
    return (
        f"\nkill -9 during commits: {KILL_ROUNDS} rounds, {len(acknowledged)} tags acknowledged, {lost} lost, "
        f"{halves} half steps (aim: 0 and 0). The page cache survives a kill: this says nothing of a loss of power."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
