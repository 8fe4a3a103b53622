"""A researcher at a terminal, in the user's own words; every action is one command line."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.terminal import Answer, Terminal

STUDY = "Studie.recall"
PAIR = ("K-001:klant", "M-001:klantmanager")


class Refused(Exception):
    """The program said no: exit status 1 and a sentence."""


@dataclass(frozen=True, slots=True)
class Export:
    """What was exported: its folder, and what the program said."""

    folder: Path
    said: Answer

    def table(self, name: str, *, separator: str = ",") -> list[dict[str, str]]:
        """The rows of one CSV table, by column."""
        with (self.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines, delimiter=separator))


@dataclass
class User:
    """Works in one study, as one member, and is understood or refused.

    Args:
        terminal: where the command lines are typed.
        study: the study's folder, as it is typed.
        code: the member who works; nothing for the first one.
        passphrase: typed on standard input from now on, when there is one.
    """

    terminal: Terminal
    study: str = STUDY
    code: str | None = None
    passphrase: str | None = None
    options: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where the study lies."""
        return self.terminal.folder / self.study

    def types(self, *words: str | Path) -> Answer:
        """Type one command line.

        Raises:
            Refused: exit status 1; the words are those of the error stream.
        """
        line = [str(word) for word in words] + (["--as", self.code] if self.code else []) + self.options
        stdin = ""
        if self.passphrase is not None:
            line, stdin = [*line, "--passphrase-stdin"], self.passphrase + "\n"
        answer = self.terminal.types(line, stdin=stdin)
        if answer.status == 1:
            raise Refused(answer.err + answer.out)
        assert answer.status == 0, answer
        return answer

    def makes_study(self, *options: str) -> Answer:
        return self.types("new", self.study, *options)

    def adds(self, name: str, *media: Path, persons: tuple[str, ...] = PAIR, options: tuple[str, ...] = ()) -> Answer:
        who = [word for person in persons for word in ("--person", person)]
        return self.types("add", self.study, *media, "--name", name, *who, *options)

    def records_consent(
        self, person: str, *purposes: str, status: str = "gegeven", options: tuple[str, ...] = ()
    ) -> Answer:
        asked = [word for purpose in purposes or ("opname", "onderzoek") for word in ("--purpose", purpose)]
        form = ("--form", "v1", "--method", "schriftelijk", "--collector", "I-001", "--status", status)
        return self.types("consent", self.study, "--person", person, *asked, *form, *options)

    def tags(
        self, code: str, at: str, to: str | None = None, *, recording: str = "G-001", coder: str = "A", note: str = ""
    ) -> Answer:
        place = ("--start", at, *(("--end", to) if to else ()))
        what = ("--recording", recording, "--coder", coder, "--code", code)
        return self.types("tag", self.study, *what, *place, *(("--note", note) if note else ()))

    def declares(
        self, at: str, to: str, *, codes: str | None = None, recording: str = "G-001", coder: str = "A"
    ) -> Answer:
        which = ("--codes", codes) if codes else ()
        return self.types(
            "range", self.study, "--recording", recording, "--coder", coder, "--start", at, "--end", to, *which
        )

    def sees_moments(self) -> list[tuple[str, str, str]]:
        """Coder, code and start of every moment, in the order in which they are listed."""
        rows = self.types("moments", self.study, "--json").json["moments"]
        return [(row["coder"], row["code"], row["start"]) for row in rows]

    def sees_recording(self, name: str) -> dict[str, object]:
        """The row of one recording in the list of recordings."""
        rows = self.types("recordings", self.study, "--json").json["recordings"]
        found: dict[str, object] = next(row for row in rows if row["recording"] == name)
        return found

    def undoes(self) -> Answer:
        return self.types("undo", self.study)

    def redoes(self) -> Answer:
        return self.types("redo", self.study)

    def exports(self, *options: str, to: str = "uit", format_key: str = "csv") -> Export:
        said = self.types("export", self.study, "--format", format_key, "--to", to, *options)
        return Export(self.terminal.folder / to, said)

    def imports(self, file: Path, *options: str) -> Answer:
        return self.types("import", self.study, file, *options)

    def checks(self) -> Answer:
        return self.types("check", self.study)

    def finds_media_below(self, folder: Path) -> Answer:
        return self.types("relink", self.study, folder)

    def backs_up(self) -> str:
        """Make a backup now; gives its name."""
        name: str = self.types("backups", self.study, "--now", "--json").json["backups"][0]["backup"]
        return name

    def restores(self, backup: str) -> Answer:
        return self.types("restore", self.study, "--from", backup)

    def packs(self, to: str, *options: str) -> Answer:
        return self.types("pack", self.study, "--to", to, *options)

    def unpacks(self, file: str, to: str) -> Answer:
        return self.types("unpack", file, "--to", to)


def study_with(researcher: User, clip: Path, *, name: str = "G-001") -> Path:
    """A study of theirs with this recording, everybody in it consenting; gives its folder."""
    researcher.makes_study("--title", "Taal en werk")
    researcher.adds(name, clip)
    for person in ("K-001", "M-001"):
        researcher.records_consent(person)
    return researcher.folder
