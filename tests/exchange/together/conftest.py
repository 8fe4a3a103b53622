"""A's study and B's, made once and copied for every test."""

import shutil
from pathlib import Path

import pytest

from tests.exchange.laptops import Laptop, founds, receives
from tests.store.studies import tag


@pytest.fixture(scope="session")
def _pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("pair")
    a = founds(home / "a")
    with a.open() as study:
        tag(study, start_ms=90_000, note="van A zelf")
    receives(a.assigns("B"), coder="B", home=home / "b")
    return home


@pytest.fixture
def home(tmp_path: Path, _pair: Path) -> Path:
    return Path(shutil.copytree(_pair, tmp_path / "pair"))


@pytest.fixture
def a(home: Path) -> Laptop:
    """The lead's computer; A coded one moment."""
    return Laptop("A", home / "a", home / "a" / "Werk.recall")


@pytest.fixture
def b(home: Path) -> Laptop:
    """The computer of B, who received the study."""
    return Laptop("B", home / "b", home / "b" / "Werk B.recall")
