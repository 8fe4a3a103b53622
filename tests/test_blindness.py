"""In an independent round nothing of another coder is seen: every function that reads is called, every command typed.

The functions and commands are found by walking, so that a new one cannot be forgotten; `test_blind_window.py` walks the
window. Each walk is made again when both are ready, to show that it would have found the other's work.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import recall_studio
from recall_studio.analysis.recall.leaving import leaving
from recall_studio.domain.access import Release
from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import RecallError
from recall_studio.domain.recall.reading import Audience
from recall_studio.edits.erasing import Wanted
from recall_studio.exchange.perspective_page import CardPlace
from recall_studio.store import codebooks, erasure
from tests import two_coders
from tests.cli import bench as benches
from tests.cli.bench import STUDY, Bench
from tests.cli.test_shapes import NOUNS
from tests.edits.setting import Clock, Lab, add_and_consent
from tests.journeys.terminal import Terminal
from tests.two_coders import IDS, OTHER, PATTERNS, WORDS, Traces, acting, code_alone, conversation_id, recording_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.store.study import Study

READ_IN = ("store", "analysis", "edits", "exchange")
"""The packages whose functions read a study."""

RAW = {
    "analysis.round_standing.coder_standings": "names every member; whose moments are counted is looked at below",
    "store.annotations.places": "asked by an import, of the coders it names",
    "store.rounds.image": "asked by edits, of a moment that may be seen",
}
"""What tells of others' work and is not asked for what is shown, with the reason."""

KEPT_WORDS = {*WORDS} - {"note that was taken back", "note that was removed"}


@pytest.fixture(scope="module")
def blind(tmp_path_factory: pytest.TempPathFactory, clip: Path) -> Path:
    """A study in an independent round in which two coders work."""
    lab = Lab(tmp_path_factory.mktemp("blind") / "Blind.recall", Clock())
    lab.make()
    with lab.open() as study:
        add_and_consent(study, clip)
    code_alone(lab.path)
    return lab.path


@pytest.fixture(scope="module")
def revealed(tmp_path_factory: pytest.TempPathFactory, blind: Path) -> Path:
    """The same, after both said to be ready."""
    path = Path(shutil.copytree(blind, tmp_path_factory.mktemp("revealed") / "Blind.recall"))
    two_coders.reveal(path)
    return path


# Every function that reads.


def reading_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public functions that are given a study to read, by their name in the program."""
    for package in READ_IN:
        root = importlib.import_module(f"recall_studio.{package}")
        for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
            module = importlib.import_module(found.name)
            for name, one in inspect.getmembers(module, inspect.isfunction):
                if (
                    not name.startswith("_")
                    and one.__module__ == module.__name__
                    and _first(one) in ("Reading", "Study")
                ):
                    yield f"{found.name}.{name}".removeprefix(f"{recall_studio.__name__}."), one


def _first(function: Callable[..., Any]) -> str:
    parameters = list(inspect.signature(function).parameters.values())
    return str(parameters[0].annotation) if parameters else ""


def asks_who_looks(function: Callable[..., Any]) -> bool:
    """Whether it is told who looks."""
    return any(str(one.annotation) == "Member" for one in inspect.signature(function).parameters.values())


class UnfillableError(Exception):
    """A parameter that nobody said how to fill."""


class Filler:
    """Fills in what a reading function asks, for A, and asks by id for the other's rows where it can.

    Args:
        study: open for A.
        found: what tells of the other's work.
    """

    def __init__(self, study: Study, found: Traces) -> None:
        recording, conversation = recording_id(study), conversation_id(study)
        every = [one for rows in found.ids.values() for one in rows]
        self._by_type: dict[str, Any] = {
            "Member": study.acting,
            "MemberId": study.acting.id,
            "RecordingId": recording,
            "ConversationId": conversation,
            "AnnotationId": found.first("annotation"),
            "DiscussMarkId": found.first("discuss_mark"),
            "MemoId": found.first("memo"),
            "SelectionId": found.first("selection"),
            "CongruenceId": found.first("congruence"),
            "RecallSessionId": study.value("SELECT max(id) FROM recall_session") or "none",
            "RecallVersionId": "none",
            "ParticipantId": study.value("SELECT id FROM participant"),
            "Operation": Operation.CODE,
            "Audience": Audience.ONDERZOEK,
            "CardPlace": CardPlace("G-001", 2345, 2777),
            "Round": study.round_now()[0],
            "date": date(2026, 11, 22),
            "Collection[RecordingId]": [recording],
            "Collection[str]": every,
            "Release": Release((recording,), (), "eigen_analyse", "A", "2026", "", "", notes=True),  # type: ignore[arg-type]
            "Codebook": codebooks.codebook(study),
            "tuple[int, str]": (0, ""),
            "Wanted": Wanted(("G-001",)),
            "Doomed": erasure.Doomed((conversation,), (), (recording,)) if hasattr(erasure, "Doomed") else None,
        }
        self._by_type["Leaving"] = leaving(study, as_seen_by=study.acting, release=self._by_type["Release"])
        self._by_name: dict[str, Any] = {
            "recording": "G-001",
            "name": "G-001",
            "code": "taal",
            "text": "nest",
            "alias": "a",
            "row_id": "none",
            "language": "nl",
        }
        self._by_name |= {"start_ms": 0, "most": 1000, "notes": True}

    def call(self, study: Study, function: Callable[..., Any]) -> list[str]:
        """What the function answers, as texts.

        Raises:
            UnfillableError: it asks something that is not known here.
        """
        given, positional = {}, []
        for one in list(inspect.signature(function).parameters.values())[1:]:
            if one.default is not inspect.Parameter.empty and "Id" not in str(one.annotation):
                continue
            value = self._value(one)
            if one.kind is inspect.Parameter.KEYWORD_ONLY:
                given[one.name] = value
            elif one.kind is not inspect.Parameter.VAR_KEYWORD:
                positional.append(value)
        return texts_of(function(study, *positional, **given))

    def _value(self, parameter: inspect.Parameter) -> Any:
        kind = str(parameter.annotation).removesuffix(" | None")
        if kind in self._by_type:
            return self._by_type[kind]
        if kind in ("str", "int", "bool") and parameter.name in self._by_name:
            return self._by_name[parameter.name]
        raise UnfillableError(f"{parameter.name}: {kind}")


def texts_of(answer: Any) -> list[str]:
    """An answer as texts; a table cell by cell, anything else as it writes itself."""
    if hasattr(answer, "to_csv"):
        return [str(answer.to_csv())]
    if isinstance(answer, dict):
        return [text for pair in answer.items() for one in pair for text in texts_of(one)]
    if isinstance(answer, list | tuple | set | frozenset | Iterator):
        return [repr(answer), *(text for one in answer for text in texts_of(one))]
    return [repr(answer)]


def read_everything(path: Path) -> tuple[dict[str, set[str]], dict[str, str]]:
    """Which traces each function tells, and which functions could not be called."""
    told, uncalled = {}, {}
    found = two_coders.traces(path)
    with acting(path, "A") as study:
        filler = Filler(study, found)
        for name, function in reading_functions():
            try:
                told[name] = found.of(filler.call(study, function))
            except UnfillableError as error:
                uncalled[name] = str(error)
            except RecallError as error:
                told[name] = found.of([error.message, error.remedy])
    return told, uncalled


def test_no_function_that_reads_tells_of_the_other(blind: Path) -> None:
    told, uncalled = read_everything(blind)
    looked = dict(reading_functions())
    unknown = {name: why for name, why in uncalled.items() if asks_who_looks(looked[name])}
    assert unknown == {}, "say in Filler how these are asked"
    leaks = {name: kinds - {"coder"} if not asks_who_looks(looked[name]) else kinds for name, kinds in told.items()}
    assert {name: kinds for name, kinds in leaks.items() if kinds and name not in RAW} == {}
    assert told["analysis.round_standing.coder_standings"] == {"coder"}


def test_when_both_are_ready_the_functions_tell_everything(revealed: Path) -> None:
    told, _uncalled = read_everything(revealed)
    assert set().union(*told.values()) >= {*KEPT_WORDS, "place", "coder", "count", IDS}
    for name in ("store.annotations.moments", "store.ranges.coded_ranges", "store.marks.of_recording"):
        assert told[name] >= {"coder", IDS}, name
    assert told["store.journal.history"] >= {"coder", IDS}
    assert "count" in told["analysis.round_standing.coder_standings"]


# Every command.


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The workbench of the command line, in an independent round."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECALL_STUDIO_STATE", str(tmp_path_factory.mktemp("state")))
        made = benches.set_up(tmp_path_factory.mktemp("blind") / "werkbank")
    code_alone(made.folder / STUDY)
    return made


LINES = [line for line in NOUNS if line.split()[0] not in ("pack", "unpack", "demo", "new", "restore")]
"""All but those that make another study; a packed study is the study itself, and is opened as one."""


def type_everything(workbench: Bench, tmp_path: Path, found: Traces) -> dict[str, set[str]]:
    """Which traces each command tells, with and without --json, in words and in the files that it writes."""
    told: dict[str, set[str]] = {}
    for number, line in enumerate(LINES):
        folder = Path(shutil.copytree(workbench.folder, tmp_path / str(number)))
        (folder / "FILE").unlink()  # the packed study of the bench
        before = {place for place in folder.rglob("*") if place.is_file()}
        terminal = Terminal(folder, now=workbench.terminal.now)
        answers = [terminal.types(f"{line} --as A{more}") for more in ("", " --json")]
        for place in before | {one for one in folder.rglob("*") if one.is_file() and STUDY in one.parts}:
            place.unlink(missing_ok=True)  # what is left is what the command wrote
        texts = [text for answer in answers for text in (answer.out, answer.err)]
        told[line.split()[0]] = found.of([*texts, *two_coders.texts_in(folder)])
        shutil.rmtree(folder)
    return told


NAMES_MEMBERS = {"member", "round", "assign"}
"""Commands that say who works in the study, whatever the round."""


def test_no_command_tells_of_the_other(workbench: Bench, tmp_path: Path) -> None:
    told = type_everything(workbench, tmp_path, two_coders.traces(workbench.folder / STUDY))
    leaks = {name: kinds - {"coder"} if name in NAMES_MEMBERS else kinds for name, kinds in told.items()}
    assert {name: kinds for name, kinds in leaks.items() if kinds} == {}


def test_when_both_are_ready_the_commands_tell_everything(workbench: Bench, tmp_path: Path) -> None:
    open_now = Bench(Terminal(Path(shutil.copytree(workbench.folder, tmp_path / "open")), now=workbench.terminal.now))
    two_coders.reveal(open_now.folder / STUDY)
    told = type_everything(open_now, tmp_path, two_coders.traces(open_now.folder / STUDY))
    assert told["moments"] >= {"note", "place", "coder", IDS}
    assert told["history"] >= {"coder", IDS}
    assert told["export"] >= {"place", "coder", IDS, "share"}
    assert "count" in told["round"]
    assert set().union(*told.values()) >= {"note", "note of an earlier round", "place", "coder", "count", "share", IDS}


def test_what_tells_of_the_other_would_be_recognised() -> None:
    said = [f"“{OTHER}” 00:02.345 {WORDS['note']}", "73 %", "138 moments", *WORDS.values()]
    assert Traces({"annotation": ["0-1"]}).of([*said, "0-1"]) == {*PATTERNS, IDS}
    assert Traces().of(["1380", "0:138", "a73 %b"]) == {"share"}


def test_the_lead_sees_nothing_either_until_the_round_is_closed_with_a_reason(blind: Path, tmp_path: Path) -> None:
    path = Path(shutil.copytree(blind, tmp_path / "Blind.recall"))
    found = two_coders.traces(path)
    two_coders.close_as_lead(path)
    told, _uncalled = read_everything(path)
    assert found.ids
    assert told["store.annotations.moments"] >= {"note", "coder", IDS}
