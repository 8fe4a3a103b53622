"""Every schema that was released keeps a small study here, which must open, read, undo and be whole."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recall_studio.edits.establishing import establish
from recall_studio.edits.keeping import examine
from recall_studio.edits.tagging import tag_moment
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import conversations, schema
from recall_studio.store.annotations import moments
from recall_studio.store.concept import concept_of
from recall_studio.store.memos import memos
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.ranges import coded_ranges

if TYPE_CHECKING:
    from recall_studio.store.study import Study

STUDIES = Path(__file__).parents[1] / "data" / "studies"
PASSPHRASE = "open-voor-test"
MOMENTS = [
    ("G-001", "A", "disc_ervaring", 5200, 9000, "legt verband met de naam"),
    ("G-001", "B", "taal", 12500, None, None),
]


def opened(path: Path) -> Study:
    return open_study(path, Opening(passphrase=lambda: PASSPHRASE))


def read(study: Study) -> list[tuple[str, str, str | None, int, int | None, str | None]]:
    found = moments(study, as_seen_by=study.acting)
    return [(m.recording, m.coder, m.code, m.start_ms, m.end_ms, m.note) for m in found]


@pytest.mark.parametrize("name", ["v1-plain.recall", "v1-encrypted.recall", "v2-plain.recall", "v2-encrypted.recall"])
def test_an_older_study_opens_and_goes_on(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copytree(STUDIES / name, path)
    with closing(opened(path)) as study:
        assert read(study) == MOMENTS
        (declared,) = coded_ranges(study, as_seen_by=study.acting)
        assert (declared.start_ms, declared.end_ms, len(declared.codes)) == (0, 30_000, 13)
        (problem,) = examine(study).problems
        assert "G-001" in problem  # its file never came along
        study.perform(redo)
        assert ("G-001", "A", "maat_regels", 20_000, None, None) in read(study)
        study.perform(undo)
        study.perform(tag_moment, recording="G-001", coder="A", code="maat", start_ms=1)
        assert len(read(study)) == len(MOMENTS) + 1


def test_every_released_schema_keeps_a_study() -> None:
    kept = {place.name.partition("-")[0] for place in STUDIES.iterdir()}
    assert kept >= {f"v{number}" for number in range(1, len(schema.MIGRATIONS) + 1)}


@pytest.mark.parametrize("name", ["v2-plain.recall", "v2-encrypted.recall"])
def test_what_came_with_the_second_schema_is_still_there(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copytree(STUDIES / name, path)
    with closing(opened(path)) as study:
        (changed,) = concept_of(study).differences
        assert changed.key == "taal"
        (talk,) = conversations.live(study)
        assert (talk["name"], talk["duration_ms"]) == ("V-001", 60_000)
        (memo,) = memos(study, as_seen_by=study.acting)
        assert (memo.name, memo.text) == ("taal", "Over de opzet.")
        study.perform(establish, why="De omschrijving is ruimer.")
        assert concept_of(study).differences == ()


@pytest.mark.parametrize(
    ("script", "digest"),
    [
        ("v1.sql", "b8f535d62571aa0684457df21285ba1ea9ac5c6d96c318949c825beb3b339593"),
        ("v2.sql", "ec37bdd8b65401ef1ef826cb07441afe937c2cc98814e5f015956138294ef293"),
    ],
)
def test_a_released_schema_is_never_edited(script: str, digest: str) -> None:
    text = Path(schema.__file__).with_name(script).read_text(encoding="utf-8")
    assert hashlib.sha256(text.encode()).hexdigest() == digest
