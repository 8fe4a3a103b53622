"""Coders on laptops of their own: each has its own state folder, and so its own id."""

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recall_studio.domain.packages import OWNER, Choice, Package
from recall_studio.edits.collecting import Collected, Look, collect_package, look_at_package
from recall_studio.exchange.assigning import Assigned, assign_study
from recall_studio.exchange.coder_package import Shared, read_package, share_coding
from recall_studio.exchange.packing import unpack_study
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.study import Study
from tests.store.studies import Clock, found

STATE = "RECALL_STUDIO_STATE"
PASSPHRASE = "acht tekens of meer"
NO_CHOICES: Mapping[str, Choice] = {}


@dataclass
class Laptop:
    """One coder's computer with their copy of the study.

    Args:
        coder: code of who works on it.
        home: a folder for everything of it.
        path: the study.
        clock: of the computer.
    """

    coder: str
    home: Path
    path: Path
    clock: Clock = field(default_factory=Clock)
    passphrase: str = ""

    @contextmanager
    def open(self, acting_as: str | None = None) -> Iterator[Study]:
        """The study, open on this computer."""
        how = Opening(acting_as=acting_as or self.coder, clock=self.clock, passphrase=lambda: self.passphrase)
        before = os.environ.get(STATE)
        os.environ[STATE] = str(self.home / "state")
        try:
            with closing(open_study(self.path, how)) as study:
                yield study
        finally:
            _put_back(before)

    def does(self, edit: Any, **given: Any) -> Any:
        """Make one edit."""
        with self.open() as study:
            return study.perform(edit, **given)

    def shares(self, name: str | None = None) -> Path:
        """Write the own work into a file."""
        to = self.home / (name or f"{self.coder}.codeerwerk")
        self.shared(to)
        return to

    def shared(self, to: Path) -> Shared:
        with self.open() as study:
            return share_coding(study, to=to)

    def reads(self, file: Path) -> Package:
        with self.open() as study:
            return read_package(file, study=study.facts().id, key=study.key)

    def looks(self, file: Path, choices: Mapping[str, Choice] = NO_CHOICES) -> Look:
        """See what fetching a file would do."""
        with self.open() as study:
            package = read_package(file, study=study.facts().id, key=study.key)
            return study.perform(look_at_package, package=package, choices=choices)

    def fetches(
        self, file: Path, choices: Mapping[str, Choice] = NO_CHOICES, theirs: tuple[str, ...] = ()
    ) -> Collected:
        """Take in a file."""
        with self.open() as study:
            package = read_package(file, study=study.facts().id, key=study.key)
            return study.perform(collect_package, package=package, choices=choices, theirs=theirs)

    def assigns(self, coder: str, **options: Any) -> Path:
        """Prepare the study for a colleague."""
        to = self.home / f"{coder}.zip"
        self.assigned(coder, to, **options)
        return to

    def assigned(self, coder: str, to: Path, **options: Any) -> Assigned:
        with self.open() as study:
            return assign_study(study, coder=coder, to=to, **options)

    def holds(self) -> dict[str, list[dict[str, Any]]]:
        """All coding work in the study, of everybody."""
        with self.open() as study:
            return work_in(study)


def work_in(study: Study) -> dict[str, list[dict[str, Any]]]:
    return {table: study.rows(f'SELECT * FROM "{table}" ORDER BY id') for table in OWNER}


def founds(home: Path, *, passphrase: str | None = None) -> Laptop:
    """The computer of A, who leads a study with G-01 (may be coded), G-02 (nobody was asked) and member B."""
    home.mkdir()
    before = os.environ.get(STATE)
    os.environ[STATE] = str(home / "state")
    try:
        found(home / "Werk.recall", home / "film.mp4", passphrase=passphrase)
    finally:
        _put_back(before)
    return Laptop("A", home, home / "Werk.recall", passphrase=passphrase or "")


def receives(file: Path, *, coder: str, home: Path, passphrase: str = "", clock: Clock | None = None) -> Laptop:
    """The computer of a colleague who unpacked what was prepared for them."""
    made = unpack_study(file, to=home)
    return Laptop(coder, home, made, clock or Clock(), passphrase)


def _put_back(before: str | None) -> None:
    if before is None:
        os.environ.pop(STATE, None)
    else:
        os.environ[STATE] = before
